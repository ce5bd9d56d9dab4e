package scenarios_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"quotepart/engine"
	"quotepart/engine/lang"
	. "quotepart/scenarios"
)

// settled is the small year with every charge paid.
func settled() *engine.Year {
	y := smallYear()
	y.Basis = engine.Paid
	y.Charges[1].Paid = engine.Some(engine.Cents(500_00))
	y.Charges[2].Paid = engine.Some(engine.Cents(1990_00))
	return y
}

// right are the calls and invoices of a year as they should be: one for each amount.
func right(t fataler, y *engine.Year) (calls []Call, invoices []Invoice) {
	t.Helper()
	paid := *y
	paid.Basis = engine.Paid
	r, err := engine.Compute(&paid)
	if err != nil {
		t.Fatalf("%v", err)
	}
	for i := range y.Members {
		if m := r.Member(i); m.Net != 0 {
			calls = append(calls, Call{Number: fmt.Sprint("T", i), Date: 20211012, Member: m.Member.ID, Amount: m.Net, Status: "issued"})
		}
	}
	for i, ch := range y.Charges {
		if ch.Paid.Value != 0 {
			invoices = append(invoices, Invoice{Number: fmt.Sprint("F", i), Date: 20210331, Supplier: "Éditeur", Charge: ch.ID, Amount: ch.Paid.Value})
		}
	}
	return calls, invoices
}

func checked(t fataler, y *engine.Year, calls []Call, invoices []Invoice) *Check {
	t.Helper()
	r, err := engine.Compute(y)
	if err != nil {
		t.Fatalf("%v", err)
	}
	c, err := CheckYear(r, calls, invoices)
	if err != nil {
		t.Fatalf("%v", err)
	}
	return c
}

// found is what a check found, a line for each finding with the codes of its causes.
func found(c *Check) string {
	var lines []string
	for _, s := range c.All() {
		if s.Verdict == Agrees {
			continue
		}
		line := strings.Join(strings.Fields(s.Finding())[:4], " ") // without the digest of the numbers that repeat
		_, causes := c.Explain(s)
		for _, cause := range causes {
			line += " +" + cause.Code
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

// The small year owes: cc-val 1393.74 (999.99 of accounts, 393.75 of content), departement 10428.80 (10878.80 less 450.00).
func TestCheckYear(t *testing.T) {
	type documents struct {
		calls    []Call
		invoices []Invoice
	}
	cases := []struct {
		name string
		year func(*engine.Year)
		do   func(*documents)
		want string
	}{
		{name: "all agrees"},
		{name: "a planned year is checked on what was paid", year: func(y *engine.Year) { y.Basis = engine.Planned }},
		{name: "instalments", do: func(d *documents) {
			d.calls[0].Amount -= 400_00
			d.calls = append(d.calls, Call{Number: "T8", Date: 20220110, Member: "cc-val", Amount: 400_00})
		}},
		{name: "equal instalments of one day", do: func(d *documents) {
			d.invoices[2].Amount = 995_00
			again := d.invoices[2]
			again.Number = "F9"
			d.invoices = append(d.invoices, again)
		}},
		{name: "a credit", do: func(d *documents) {
			d.calls[0].Amount += 10_00
			d.calls = append(d.calls, Call{Number: "A1", Date: 20220110, Member: "cc-val", Amount: -10_00})
		}},
		{name: "a cancelled call does not count", do: func(d *documents) {
			d.calls = append(d.calls, Call{Number: "T9", Member: "cc-val", Amount: 10_00, Status: " Annulé "}, Call{Number: "T9", Member: "commune-ham", Amount: 7_00, Status: "cancelled"})
		}},
		{name: "called and taken back", do: func(d *documents) {
			d.calls = append(d.calls, Call{Number: "T9", Member: "commune-ham", Amount: 10_00}, Call{Number: "A9", Member: "commune-ham", Amount: -10_00})
		}},
		{name: "missing", do: func(d *documents) { d.calls, d.invoices = d.calls[1:], d.invoices[1:] },
			want: "members/cc-val missing 1393.74 0.00\ncharges/comptes-ecoles missing 999.99 0.00"},
		{name: "missing, since it was cancelled", do: func(d *documents) { d.calls[0].Status = "annulée" }, want: "members/cc-val missing 1393.74 0.00 +cancelled"},
		{name: "different", do: func(d *documents) { d.calls[0].Amount += 12_00 }, want: "members/cc-val different 1393.74 1405.74"},
		{name: "larger", do: func(d *documents) { d.calls[0].Amount += 500_00 }, want: "members/cc-val different 1393.74 1893.74"},
		{name: "roundings", do: func(d *documents) { d.calls[0].Amount -= 2 }, want: "members/cc-val different 1393.74 1393.72 +rounding"},
		{name: "subsidy not deducted", do: func(d *documents) { d.calls[1].Amount += 450_00 }, want: "members/departement different 10428.80 10878.80 +subsidy_not_deducted"},
		{name: "subsidy deducted twice", do: func(d *documents) { d.calls[1].Amount -= 450_00 }, want: "members/departement different 10428.80 9978.80 +subsidy_deducted_twice"},
		{name: "tariff left out", do: func(d *documents) { d.calls[0].Amount -= 393_75 }, want: "members/cc-val different 1393.74 999.99 +tariff_left_out"},
		{name: "tariff twice", do: func(d *documents) { d.calls[0].Amount += 393_75 }, want: "members/cc-val different 1393.74 1787.49 +tariff_twice"},
		{name: "planned", do: func(d *documents) { d.calls[0].Amount = 1393_76 }, want: "members/cc-val different 1393.74 1393.76 +planned"},
		{name: "a school left out", do: func(d *documents) { d.calls[0].Amount -= 932_24 }, want: "members/cc-val different 1393.74 461.50 +school_left_out"},
		{name: "a school that is not counted", year: func(y *engine.Year) { y.Schools[1].Access = 0 }, do: func(d *documents) { d.calls[1].Amount += 1200_00 + 409_40 + 247_30 },
			want: "members/departement different 8572.10 10428.80 +school_not_counted"},
		{name: "twice under one number", do: func(d *documents) { d.calls = append(d.calls, d.calls[0]) }, want: "members/cc-val duplicate 1393.74 2787.48 +number_twice"},
		{name: "twice under another number", do: func(d *documents) {
			again := d.calls[0]
			again.Number = "T7"
			d.calls = append(d.calls, again)
		}, want: "members/cc-val duplicate 1393.74 2787.48 +issued_twice"},
		{name: "one number for two members", do: func(d *documents) { d.calls[1].Number = d.calls[0].Number }, want: "members/departement duplicate 10428.80 10428.80 +number_twice"},
		{name: "not a beneficiary", do: func(d *documents) {
			d.calls = append(d.calls, Call{Number: "T9", Member: "commune-ham", Amount: 10_00})
		},
			want: "members/commune-ham unexpected 0.00 10.00 +not_beneficiary"},
		{name: "unknown", do: func(d *documents) {
			d.calls = append(d.calls, Call{Number: "T9", Member: "cc-autre", Amount: 10_00})
			d.invoices = append(d.invoices, Invoice{Number: "F9", Charge: "autre", Amount: 1})
		}, want: "members/cc-autre unknown 0.00 10.00 +unknown_subject\ncharges/autre unknown 0.00 0.01 +unknown_subject"},
		{name: "an unpaid charge of a pool leaves the collèges sure", year: func(y *engine.Year) { y.Charges[1].Paid = engine.Opt[engine.Cents]{} },
			want: "members/cc-val incomplete 999.99 999.99 +incomplete"},
		{name: "an unpaid charge that nobody shares", year: func(y *engine.Year) { y.Charges[2].Paid = engine.Opt[engine.Cents]{} }},
		{name: "invoiced and not paid", year: func(y *engine.Year) { y.Charges[2].Paid = engine.Opt[engine.Cents]{} },
			do: func(d *documents) {
				d.invoices = append(d.invoices, Invoice{Number: "F9", Charge: "plateforme", Amount: 5})
			},
			want: "charges/plateforme incomplete 0.00 0.05 +incomplete"},
		{name: "a line is missing", year: func(y *engine.Year) { y.Schools[0].Pupils = 2000 }, want: "members/departement incomplete 20676.10 20676.10 +incomplete"},
		{name: "an invoice is missing", do: func(d *documents) { d.invoices[2].Amount = 995_00 }, want: "charges/plateforme different 1990.00 995.00 +invoice_missing"},
		{name: "one invoice differs", do: func(d *documents) {
			d.invoices[2].Amount = 995_00
			d.invoices = append(d.invoices, Invoice{Number: "F9", Date: 20210601, Supplier: "Éditeur", Charge: "plateforme", Amount: 1000_00})
		}, want: "charges/plateforme different 1990.00 1995.00 +one_differs"},
		{name: "invoices net of the subsidy", do: func(d *documents) { d.invoices[1].Amount = 443_75 }, want: "charges/contenus-ecoles different 500.00 443.75 +net_of_subsidy"},
		{name: "invoices of the budget", do: func(d *documents) { d.invoices[1].Amount = 500_01 }, want: "charges/contenus-ecoles different 500.00 500.01 +planned"},
		{name: "one invoice for two charges", do: func(d *documents) { d.invoices[1].Number = d.invoices[0].Number }},
		{name: "an invoice twice", do: func(d *documents) { d.invoices = append(d.invoices, d.invoices[1]) }, want: "charges/contenus-ecoles duplicate 500.00 1000.00 +number_twice"},
		{name: "two suppliers number alike", do: func(d *documents) {
			d.invoices[1].Amount = 250_00
			d.invoices = append(d.invoices, Invoice{Number: d.invoices[1].Number, Supplier: "Autre", Charge: "contenus-ecoles", Amount: 250_00})
		}},
		{name: "without any document a half is not checked", do: func(d *documents) { d.invoices = nil }},
	}
	for _, one := range cases {
		t.Run(one.name, func(t *testing.T) {
			y := settled()
			if one.year != nil {
				one.year(y)
			}
			var d documents
			d.calls, d.invoices = right(t, y)
			if one.do != nil {
				one.do(&d)
			}
			c := checked(t, y, d.calls, d.invoices)
			if got := found(c); got != one.want {
				t.Errorf("found\n%s\nwant\n%s", got, one.want)
			}
			if c.HasInvoices != (len(d.invoices) > 0) || !c.HasCalls || c.Restated != (y.Basis == engine.Planned) {
				t.Errorf("calls %v, invoices %v, restated %v", c.HasCalls, c.HasInvoices, c.Restated)
			}
		})
	}
}

// Documents that pass 64 bits together are an error, never a wrong sum.
func TestCheckOverflow(t *testing.T) {
	r, err := engine.Compute(settled())
	if err != nil {
		t.Fatal(err)
	}
	calls := make([]Call, 10_000)
	for i := range calls {
		calls[i] = Call{Number: fmt.Sprint(i), Member: "cc-val", Amount: engine.MaxCents}
	}
	if _, err := CheckYear(r, calls, nil); err != engine.ErrOverflow {
		t.Errorf("error %v", err)
	}
}

// Calls that are exactly the contributions, and invoices that are exactly what was paid, never give a finding but where the
// amounts are not complete; one cent more always gives one.
func TestCheckFindsExactlyWhatDiffers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		y := randomYear(t)
		paid := *y
		paid.Basis = engine.Paid
		if _, err := engine.Compute(&paid); err != nil {
			t.Skip("the paid column cannot be computed")
		}
		calls, invoices := right(t, y)
		r, err := engine.Compute(&paid)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range checked(t, y, calls, invoices).All() {
			if s.Verdict != Agrees && (s.Verdict != Incomplete || r.Complete()) {
				t.Fatalf("found %s", s.Finding())
			}
		}
		if len(calls) == 0 {
			return
		}
		at := rapid.IntRange(0, len(calls)-1).Draw(t, "call")
		calls[at].Amount++
		c := checked(t, y, calls, invoices)
		for _, s := range c.All() {
			wrong := s.Subject.Of == engine.TargetMember && s.Subject.ID == calls[at].Member
			if d, known := s.Difference(); wrong && s.Verdict != Incomplete && (s.Verdict != Different || d != 1 || !known) {
				t.Fatalf("one cent more: %s", s.Finding())
			}
			c.Explain(s)
		}
	})
}

// The lines of a member add up to what is expected, and what keeps an amount from being whole is told.
func TestExplain(t *testing.T) {
	y := settled()
	calls, invoices := right(t, y)
	c := checked(t, y, calls, invoices)
	for _, s := range c.All() {
		lines, _ := c.Explain(s)
		var sum, issued engine.Cents
		after := false
		for _, l := range lines {
			switch {
			case after:
				issued += l.Amount.Value
			case l.Sum && s.Subject.Of == engine.TargetMember && l.Amount.Value != sum:
				t.Errorf("%s: %s is %s, the lines add up to %s", s.Name, l.What.EN, l.Amount.Value, sum)
			case !l.Sum:
				sum += l.Amount.Value
			}
			after = after || l.Sum && l.Amount.Value == s.Expected
		}
		if issued != s.Issued {
			t.Errorf("%s: documents add up to %s, issued %s", s.Name, issued, s.Issued)
		}
	}
	y.Charges[1].Paid = engine.Opt[engine.Cents]{}
	c = checked(t, y, calls, invoices)
	_, causes := c.Explain(&c.Calls[0])
	if len(causes) != 1 || causes[0].Text.In(lang.FR) != "ecole-contenus : le montant acquitté de la charge contenus-ecoles manque" {
		t.Errorf("causes %v", causes)
	}
}

// A mark covers the finding it was made on, and no other figures of the same subject.
func TestMarks(t *testing.T) {
	y := settled()
	calls, invoices := right(t, y)
	calls[0].Amount += 12_00
	c := checked(t, y, calls, invoices)
	early := Mark{Finding: "members/cc-val missing 1.00 0.00", At: time.Unix(1, 0)}
	mark := Mark{Finding: c.Calls[0].Finding(), Note: "vu avec le payeur", By: "Jeanne", At: time.Unix(2, 0)}
	marks := []Mark{mark, early}
	if open, done := c.Tally(marks); open != 0 || done != 1 {
		t.Errorf("%d open, %d checked", open, done)
	}
	calls[0].Amount += 488_00
	c = checked(t, y, calls, invoices)
	if open, done := c.Tally(marks); open != 1 || done != 0 {
		t.Errorf("other figures: %d open, %d checked", open, done)
	}
	if last, ok := LastMark(marks, c.Calls[0].Subject); !ok || last != mark {
		t.Errorf("last mark %v %v", last, ok)
	}
	if _, ok := LastMark(marks, engine.Target{Of: engine.TargetMember, ID: "cc"}); ok {
		t.Error("a mark on another member was taken")
	}
}

// Two repeated documents that come to the same figures are two findings where their numbers differ.
func TestFindingTellsDuplicatesApart(t *testing.T) {
	y := settled()
	var ids []string
	for _, number := range []string{"T7", "T8", "T8"} {
		calls, invoices := right(t, y)
		again := calls[0]
		again.Number = number
		c := checked(t, y, append(calls, again), invoices)
		ids = append(ids, c.Calls[0].Finding())
	}
	if ids[0] == ids[1] || ids[1] != ids[2] {
		t.Errorf("findings %q", ids)
	}
}
