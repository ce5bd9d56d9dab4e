package scenarios

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"golang.org/x/text/unicode/norm"

	"quotepart/engine"
)

// Verdict is what holding documents against an amount comes to.
type Verdict string

// The verdicts. Where several would fit, the first of this list but Agrees is given: it is what has to be settled first.
const (
	Agrees     Verdict = "agrees"
	Unknown    Verdict = "unknown"    // of a member or a charge that the year does not have
	Unexpected Verdict = "unexpected" // a call to a member that is not a beneficiary (art. 3 and 6)
	Incomplete Verdict = "incomplete" // the amount cannot be computed whole: nobody can say whether it agrees
	Duplicate  Verdict = "duplicate"  // a document that repeats an earlier one
	Missing    Verdict = "missing"    // an amount without a document
	Different  Verdict = "different"
)

// Document is a call or an invoice as the check sees it.
type Document struct {
	Number   string
	Date     engine.Date
	Supplier string // of an invoice
	Status   string // of a call
	Amount   engine.Cents
	Counts   bool   // a cancelled call does not
	Repeats  string // the number of the earlier document that it repeats, or nothing
	subject  string // the ID of its member or charge
}

// Checked is a member with its calls, or a charge with its invoices.
type Checked struct {
	Subject   engine.Target
	Name      string
	At        int          // its place in the year, -1 where the year does not have it
	Expected  engine.Cents // what should have been called or invoiced
	Whole     bool         // Expected is complete; else it is only what could be computed
	Issued    engine.Cents // the sum of the documents that count
	Documents []Document   // in the order of their file
	Verdict   Verdict
}

// Difference is how much more was issued than expected, in cents; false where what is expected is not known.
func (s *Checked) Difference() (engine.Cents, bool) { return s.Issued - s.Expected, s.Whole }

// Finding is the identity of what was found: that of the subject, the verdict and the figures. The same finding has the same
// identity next time; other figures are another finding, so that a mark on 12.00 does not cover 500.00. It is empty where all
// agrees.
func (s *Checked) Finding() string {
	if s.Verdict == Agrees {
		return ""
	}
	id := strings.Join([]string{s.Subject.String(), string(s.Verdict), s.Expected.String(), s.Issued.String()}, " ")
	var repeats []byte
	for _, d := range s.Documents {
		if d.Repeats != "" {
			repeats = append(repeats, d.Number+"\n"+d.Repeats+"\n"...)
		}
	}
	if len(repeats) == 0 {
		return id
	}
	sum := sha256.Sum256(repeats) // numbers are any text, and there may be many
	return id + " " + hex.EncodeToString(sum[:4])
}

// Check is the calls and the invoices of a year held against what was computed.
type Check struct {
	Result   *engine.Result // that the expected contributions are of: on the expenses paid
	Restated bool           // the year is planned: the contributions were computed again on the expenses paid
	Calls    []Checked      // each member that owes something or was called, then those that the year does not have
	Invoices []Checked      // each charge that was paid or invoiced, likewise
	// HasCalls and HasInvoices tell whether there is any document. Without one, that half of the year is not checked and has
	// no rows: its documents have not been brought in.
	HasCalls, HasInvoices bool

	planned *engine.Result // on the budget, once it was needed
}

// CheckYear holds calls against the members' net contributions, and invoices against the paid amounts of their charges. Both
// are based on the expenses paid (art. 4.4), so a planned year is computed again on those. Its errors are those of
// engine.Compute, and ErrOverflow where documents add up to more than 64 bits.
func CheckYear(r *engine.Result, calls []Call, invoices []Invoice) (*Check, error) {
	c := &Check{Restated: r.Year().Basis != engine.Paid, HasCalls: len(calls) > 0, HasInvoices: len(invoices) > 0}
	var err error
	if c.Result, err = onBasis(r, engine.Paid); err != nil {
		return nil, err
	}
	if c.HasCalls {
		if c.Calls, err = c.checkCalls(calls); err != nil {
			return nil, err
		}
	}
	if c.HasInvoices {
		c.Invoices, err = c.checkInvoices(invoices)
	}
	return c, err
}

// onBasis is the result of the same year on one of the columns of its charges.
func onBasis(r *engine.Result, b engine.YearBasis) (*engine.Result, error) {
	if r.Year().Basis == b {
		return r, nil
	}
	y := *r.Year()
	y.Basis = b
	return engine.Recompute(&y, r)
}

// All is every row: the calls, then the invoices.
func (c *Check) All() []*Checked {
	var all []*Checked
	for _, half := range [][]Checked{c.Calls, c.Invoices} {
		for i := range half {
			all = append(all, &half[i])
		}
	}
	return all
}

// Tally counts the findings that nobody has marked as checked, and those that somebody has.
func (c *Check) Tally(marks []Mark) (open, checked int) {
	for _, s := range c.All() {
		switch _, marked := FindMark(marks, s.Finding()); {
		case s.Verdict == Agrees:
		case marked:
			checked++
		default:
			open++
		}
	}
	return open, checked
}

// checkCalls makes a row for each member that owes something or was called.
func (c *Check) checkCalls(calls []Call) ([]Checked, error) {
	y := c.Result.Year()
	docs := make([]Document, len(calls))
	for i, call := range calls {
		docs[i] = Document{Number: call.Number, Date: call.Date, Status: call.Status, Amount: call.Amount, Counts: !cancelled(call.Status), subject: call.Member}
	}
	findRepeated(docs, func(d *Document) repeatKey { return repeatKey{number: d.Number} })
	doubtful := DoubtfulMembers(c.Result)
	return assemble(docs, len(y.Members), y.Member, func(i int) Checked {
		m := c.Result.Member(i)
		row := Checked{Subject: engine.Target{Of: engine.TargetMember, ID: m.Member.ID}, Name: m.Member.Name, Expected: m.Net, Whole: !doubtful[i]}
		if m.Standing != engine.Beneficiary {
			row.Verdict = Unexpected // where anything was called
		}
		return row
	}, engine.TargetMember)
}

// checkInvoices makes a row for each charge that was paid or invoiced.
func (c *Check) checkInvoices(invoices []Invoice) ([]Checked, error) {
	y := c.Result.Year()
	docs := make([]Document, len(invoices))
	for i, v := range invoices {
		docs[i] = Document{Number: v.Number, Date: v.Date, Supplier: v.Supplier, Amount: v.Amount, Counts: true, subject: v.Charge}
	}
	// Each supplier numbers its own invoices, and one invoice may stand in several charges, a part in each.
	findRepeated(docs, func(d *Document) repeatKey {
		return repeatKey{number: d.Number, supplier: d.Supplier, subject: d.subject}
	})
	return assemble(docs, len(y.Charges), y.Charge, func(i int) Checked {
		ch := y.Charges[i]
		return Checked{Subject: engine.Target{Of: engine.TargetCharge, ID: ch.ID}, Name: ch.Label, Expected: ch.Paid.Value, Whole: ch.Paid.Known}
	}, engine.TargetCharge)
}

// assemble gives each subject of the year its documents and its verdict. Subjects with neither an amount nor a document are
// left out.
func assemble(docs []Document, n int, find func(string) int, subject func(int) Checked, of engine.TargetKind) ([]Checked, error) {
	places := map[string]int{}
	by := make([][]Document, n)
	var strangers []string
	unknown := map[string][]Document{}
	for _, d := range docs {
		at, seen := places[d.subject]
		if !seen {
			at = find(d.subject)
			places[d.subject] = at
			if at < 0 {
				strangers = append(strangers, d.subject)
			}
		}
		if at < 0 {
			unknown[d.subject] = append(unknown[d.subject], d)
		} else {
			by[at] = append(by[at], d)
		}
	}
	var rows []Checked
	add := func(row Checked, at int, of []Document) error {
		row.At, row.Documents = at, of
		if err := row.judge(); err != nil {
			return err
		}
		if len(of) > 0 || row.Verdict != Agrees {
			rows = append(rows, row)
		}
		return nil
	}
	for i := range n {
		if err := add(subject(i), i, by[i]); err != nil {
			return nil, err
		}
	}
	for _, id := range strangers {
		if err := add(Checked{Subject: engine.Target{Of: of, ID: id}, Name: id, Whole: true, Verdict: Unknown}, -1, unknown[id]); err != nil {
			return nil, err
		}
	}
	return rows, nil
}

// judge sums the documents and finds the verdict. What the row carries as one is what it comes to where anything was issued.
func (s *Checked) judge() error {
	counted, repeated := 0, false
	for _, d := range s.Documents {
		if !d.Counts {
			continue
		}
		counted++
		repeated = repeated || d.Repeats != ""
		sum := s.Issued + d.Amount
		if (sum < s.Issued) != (d.Amount < 0) {
			return engine.ErrOverflow
		}
		s.Issued = sum
	}
	switch {
	case s.Verdict != "" && s.Issued == 0 && !repeated:
		s.Verdict = Agrees // nothing is left of what was called
	case s.Verdict != "":
	case !s.Whole && counted == 0 && s.Subject.Of == engine.TargetCharge:
		s.Verdict = Agrees // not paid yet and not invoiced yet
	case !s.Whole:
		s.Verdict = Incomplete
	case repeated:
		s.Verdict = Duplicate
	case s.Issued == s.Expected:
		s.Verdict = Agrees
	case counted == 0:
		s.Verdict = Missing
	case s.findAlike():
		s.Verdict = Duplicate
	default:
		s.Verdict = Different
	}
	return nil
}

// repeatKey is what two documents must have in common for one to repeat the other by its number.
type repeatKey struct{ number, supplier, subject string }

// findRepeated marks the documents that have the number of an earlier one.
func findRepeated(docs []Document, key func(*Document) repeatKey) {
	seen := map[repeatKey]bool{}
	for i := range docs {
		d := &docs[i]
		if !d.Counts {
			continue
		}
		if k := key(d); seen[k] {
			d.Repeats = d.Number
		} else {
			seen[k] = true
		}
	}
}

// findAlike marks the documents with the date, the amount and the supplier of an earlier one under another number. It is asked
// where the sum is wrong only: two equal instalments of one day that come to the right sum are no mistake.
func (s *Checked) findAlike() bool {
	type look struct {
		date     engine.Date
		supplier string
		amount   engine.Cents
	}
	first := map[look]string{}
	found := false
	for i := range s.Documents {
		d := &s.Documents[i]
		if !d.Counts {
			continue
		}
		k := look{d.Date, d.Supplier, d.Amount}
		if number, again := first[k]; again {
			d.Repeats, found = number, true
		} else {
			first[k] = d.Number
		}
	}
	return found
}

// cancelledStatuses are the statuses of a call that does not count, without accents and capitals.
var cancelledStatuses = map[string]bool{"cancelled": true, "canceled": true, "annule": true, "annulee": true}

// cancelled tells whether a call was taken back. Calls of any other status (issued, paid, none …) count.
func cancelled(status string) bool {
	plain := strings.Map(func(r rune) rune {
		if r >= 0x300 && r < 0x370 { // combining accents
			return -1
		}
		return r
	}, norm.NFD.String(strings.ToLower(strings.TrimSpace(status))))
	return cancelledStatuses[plain]
}
