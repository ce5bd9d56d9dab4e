package scenarios

import (
	"quotepart/engine"
	"quotepart/engine/lang"
)

// CheckLine is one line of the account behind an amount, in cents.
type CheckLine struct {
	What    lang.Text
	Article string
	Amount  engine.Opt[engine.Cents] // unknown where the line is missing or only says something
	Sum     bool                     // it adds the lines above it up
}

// Cause is why an amount may differ: a code for machines, and what to tell the user.
type Cause struct {
	Code string
	Text lang.Text
}

// The codes of causes.
const (
	CauseNumberTwice   = "number_twice"           // a document has the number of an earlier one
	CauseIssuedTwice   = "issued_twice"           // a document looks like an earlier one
	CauseCancelled     = "cancelled"              // its call was cancelled
	CauseNoBeneficiary = "not_beneficiary"        // the member is not one in this year
	CauseUnknown       = "unknown_subject"        // the year does not have the member or the charge
	CauseIncomplete    = "incomplete"             // what keeps the amount from being computed whole
	CausePlanned       = "planned"                // the amount is that of the budget
	CauseSubsidy       = "subsidy_not_deducted"   // a subsidy was not deducted
	CauseSubsidyTwice  = "subsidy_deducted_twice" // a subsidy was deducted twice
	CauseTariff        = "tariff_left_out"        // a tariff was not called
	CauseTariffTwice   = "tariff_twice"           // a tariff was called twice
	CauseSchool        = "school_left_out"        // a counted school was not called
	CauseSchoolTwice   = "school_twice"           // a counted school was called twice
	CauseNotCounted    = "school_not_counted"     // a school that is not counted was called
	CauseRounding      = "rounding"               // no more than the roundings of the lines
	CauseLastInvoice   = "invoice_missing"        // an invoice of the amount of another one may be missing
	CauseOneDiffers    = "one_differs"            // one invoice differs from another one by the difference
	CauseNetOfSubsidy  = "net_of_subsidy"         // the invoices are what is left after a subsidy on the charge
)

// Explain gives the lines that what is expected is made of, and what may have caused the difference, as far as the figures
// tell: a cause is named where its amount is the difference, to the cent.
func (c *Check) Explain(s *Checked) (lines []CheckLine, causes []Cause) {
	if s.At >= 0 && s.Subject.Of == engine.TargetMember {
		lines = c.memberLines(s)
	} else if s.At >= 0 {
		lines = c.chargeLines(s)
	}
	for _, d := range s.Documents {
		lines = append(lines, documentLine(s.Subject.Of, &d))
	}
	switch s.Verdict {
	case Agrees:
	case Unknown:
		causes = append(causes, Cause{CauseUnknown, lang.F("« %s » n'est pas dans l'exercice tel qu'il est calculé ici", "%q is not in the year as it is computed here", s.Subject.ID)})
	case Unexpected:
		causes = append(causes, Cause{CauseNoBeneficiary, c.Result.Member(s.At).Standing.Text()})
	case Incomplete:
		causes = c.whyIncomplete(s)
	default:
		causes = c.whyDifferent(s)
	}
	return lines, append(s.whyRepeated(), causes...)
}

// memberLines goes from the tariffs over the subsidies to the net contribution, and what the pupils and schools are.
func (c *Check) memberLines(s *Checked) []CheckLine {
	r := c.Result
	var lines []CheckLine
	for j, t := range r.Year().Charter.Tariffs {
		if amount := r.MemberTariff(s.At, j); amount != 0 {
			lines = append(lines, CheckLine{What: lang.T(t.ID, t.ID), Article: t.Article, Amount: engine.Some(amount)})
		}
	}
	m := r.Member(s.At)
	if m.Subsidy != 0 {
		lines = append(lines, CheckLine{What: lang.T("contribution brute", "gross contribution"), Amount: engine.Some(m.Gross), Sum: true})
	}
	for i, sub := range r.Year().Subsidies {
		if used := r.Subsidy(i).Used; sub.Target == s.Subject && used != 0 {
			lines = append(lines, CheckLine{What: lang.F("subvention %s", "subsidy %s", sub.ID), Article: "4.3", Amount: engine.Some(-used)})
		}
	}
	what := lang.F("attendu (%[1]s établissements, %[2]s élèves)", "expected (%[1]s schools, %[2]s pupils)", lang.Count(m.Schools), lang.Count(m.Pupils))
	if !s.Whole {
		what = lang.T("calculé, incomplet", "computed, incomplete")
	}
	return append(lines, CheckLine{What: what, Amount: engine.Some(m.Net), Sum: true})
}

// chargeLines are the columns of a charge.
func (c *Check) chargeLines(s *Checked) []CheckLine {
	ch := c.Result.Year().Charges[s.At]
	return []CheckLine{
		{What: lang.T("prévu au budget", "planned in the budget"), Article: "4.2", Amount: ch.Planned},
		{What: lang.T("attendu : acquitté", "expected: paid"), Article: "4.4", Amount: ch.Paid, Sum: true},
	}
}

// documentLine is a document with its date; what does not count has no amount.
func documentLine(of engine.TargetKind, d *Document) CheckLine {
	what := lang.F("appel %[1]s du %[2]s", "call %[1]s of %[2]s", d.Number, d.Date)
	if of == engine.TargetCharge {
		what = lang.F("facture %[1]s du %[2]s, %[3]s", "invoice %[1]s of %[2]s, %[3]s", d.Number, d.Date, d.Supplier)
	}
	if d.Amount < 0 {
		what = lang.T(what.FR+" (avoir)", what.EN+" (credit)")
	}
	if d.Status != "" {
		what = lang.F("%[1]s · %[2]s", "%[1]s · %[2]s", what, statusText(d.Status))
	}
	if !d.Counts {
		what = lang.F("%[1]s : %[2]s, ne compte pas", "%[1]s: %[2]s, does not count", what, d.Amount)
		return CheckLine{What: what}
	}
	return CheckLine{What: what, Amount: engine.Some(d.Amount)}
}

// statusText gives the usual statuses of calls as people read them, and any other as it stands in the file.
func statusText(status string) lang.Text {
	switch {
	case cancelled(status):
		return lang.T("annulé", "cancelled")
	case status == "issued":
		return lang.T("émis", "issued")
	case status == "paid":
		return lang.T("payé", "paid")
	}
	return lang.T(status, status)
}

// whyRepeated says which documents repeat others, and whether all agrees without them.
func (s *Checked) whyRepeated() []Cause {
	var causes []Cause
	for _, d := range s.Documents {
		switch {
		case d.Repeats == "":
			continue
		case d.Repeats == d.Number:
			causes = append(causes, Cause{CauseNumberTwice, lang.F("le numéro %s est celui d'un document précédent", "number %s is that of an earlier document", d.Number)})
		default:
			causes = append(causes, Cause{CauseIssuedTwice, lang.F("%[1]s répète %[2]s : même date, même montant", "%[1]s repeats %[2]s: same date, same amount", d.Number, d.Repeats)})
		}
	}
	if difference, known := s.Difference(); known && len(causes) > 0 && difference == s.repeated() {
		last := &causes[len(causes)-1]
		last.Text = lang.F("%s ; sans lui, tout concorde", "%s; without it all agrees", last.Text)
	}
	return causes
}

// repeated is what the documents that repeat others come to, in cents.
func (s *Checked) repeated() (sum engine.Cents) {
	for _, d := range s.Documents {
		if d.Repeats != "" {
			sum += d.Amount
		}
	}
	return sum
}
