package scenarios

import (
	"slices"

	"quotepart/engine"
	"quotepart/engine/lang"
)

// whyIncomplete says what is missing for a contribution or a charge.
func (c *Check) whyIncomplete(s *Checked) []Cause {
	incomplete := func(t lang.Text) Cause { return Cause{CauseIncomplete, t} }
	if s.Subject.Of == engine.TargetCharge {
		return []Cause{incomplete(lang.T("le montant acquitté de la charge manque", "the paid amount of the charge is missing"))}
	}
	var causes []Cause
	var concerned []int32
	for j, t := range c.Result.Year().Charter.Tariffs {
		concerned = c.Result.AppendConcerned(concerned[:0], j)
		doubt := doubts(c.Result, j, len(concerned))
		own := slices.DeleteFunc(concerned, func(i int32) bool { return c.Result.MemberOf(int(i)) != s.At })
		if len(own) == 0 {
			continue
		}
		if doubt.noCharges {
			causes = append(causes, incomplete(lang.F("%s : l'exercice n'a aucune charge", "%s: the year has no charge", t.ID)))
		}
		for _, ch := range doubt.unpaid {
			causes = append(causes, incomplete(lang.F("%[1]s : le montant acquitté de la charge %[2]s manque", "%[1]s: the paid amount of charge %[2]s is missing", t.ID, ch.ID)))
		}
		if doubt.uneven {
			causes = append(causes, incomplete(lang.F("%s : le poids d'un établissement manque, les parts de tous en dépendent", "%s: the weight of a school is missing, everyone's part depends on it", t.ID)))
			continue
		}
		for _, i := range own {
			if lacks(c.Result, int(i), j) {
				causes = append(causes, incomplete(lang.F("%[1]s : pas de ligne pour %[2]s", "%[1]s: no line for %[2]s", t.ID, c.Result.Year().Schools[i].UAI)))
			}
		}
	}
	return causes
}

// whyDifferent looks for what the difference is.
func (c *Check) whyDifferent(s *Checked) []Cause {
	difference, _ := s.Difference()
	if difference == s.repeated() {
		return nil // there is none beside what was issued twice
	}
	if s.Subject.Of == engine.TargetCharge {
		return c.whyInvoiced(s, difference)
	}
	var causes []Cause
	for _, d := range s.Documents {
		if !d.Counts && s.Issued+d.Amount == s.Expected {
			causes = append(causes, Cause{CauseCancelled, lang.F("l'appel %[1]s, du montant attendu, est annulé et n'est pas remplacé", "call %[1]s, of the expected amount, is cancelled and was not replaced", d.Number)})
		}
	}
	if s.Verdict == Missing {
		return causes
	}
	causes = append(causes, c.whySubsidy(s, difference)...)
	causes = append(causes, c.whyTariff(s, difference)...)
	causes = append(causes, c.whyPlanned(s)...)
	causes = append(causes, c.whySchool(s, difference)...)
	if len(causes) == 0 && s.Verdict == Different {
		causes = c.whyRounding(s, difference)
	}
	return causes
}

// whyInvoiced compares the invoices with the charge's other amounts.
func (c *Check) whyInvoiced(s *Checked, difference engine.Cents) []Cause {
	r := c.Result.Charge(s.At)
	var causes []Cause
	if p := r.Charge.Planned; p.Known && p.Value == s.Issued && s.Issued != 0 {
		causes = append(causes, Cause{CausePlanned, lang.T("les factures sont le montant prévu : l'acquitté a-t-il été corrigé ?", "the invoices are the planned amount: was the paid one corrected?")})
	}
	if r.Subsidies != 0 && -difference == r.Subsidies {
		causes = append(causes, Cause{CauseNetOfSubsidy, lang.F("l'écart est la subvention de la charge (%s) : les factures en sont peut-être nettes", "the difference is the subsidy on the charge (%s): the invoices may be net of it", r.Subsidies)})
	}
	if s.Verdict != Different {
		return causes
	}
	amounts := map[engine.Cents]string{}
	for _, d := range s.Documents {
		amounts[d.Amount] = d.Number
	}
	for _, d := range s.Documents {
		if usual, ok := amounts[d.Amount-difference]; ok {
			causes = append(causes, Cause{CauseOneDiffers, lang.F("la facture %[1]s diffère de %[2]s du montant de l'écart : erreur de saisie, ou paiement partiel ?", "invoice %[1]s differs from %[2]s by the difference: a typing error, or paid in part?", d.Number, usual)})
			break
		}
	}
	if _, ok := amounts[-difference]; ok {
		causes = append(causes, Cause{CauseLastInvoice, lang.T("l'écart est le montant d'une des factures : il en manque peut-être une de même montant", "the difference is the amount of one of the invoices: one of the same amount may be missing")})
	}
	return causes
}

// whySubsidy looks for a subsidy that was not deducted, or deducted twice; or all of them together.
func (c *Check) whySubsidy(s *Checked, difference engine.Cents) []Cause {
	var causes []Cause
	found := func(used engine.Cents, name lang.Text) {
		switch {
		case used == 0:
		case difference == used:
			causes = append(causes, Cause{CauseSubsidy, lang.F("l'écart est %[1]s : à déduire de l'appel (art. 4.3)", "the difference is %[1]s: not deducted from the call (art. 4.3)", name)})
		case -difference == used:
			causes = append(causes, Cause{CauseSubsidyTwice, lang.F("l'écart est %[1]s : deux fois en moins ?", "the difference is %[1]s: deducted twice?", name)})
		}
	}
	n := 0
	for i, sub := range c.Result.Year().Subsidies {
		if sub.Target == s.Subject {
			n++
			found(c.Result.Subsidy(i).Used, lang.F("la subvention %s", "the subsidy %s", sub.ID))
		}
	}
	if n > 1 {
		found(c.Result.Member(s.At).Subsidy, lang.T("toutes ses subventions", "all its subsidies"))
	}
	return causes
}

// whyTariff looks for a tariff that was left out, or called twice.
func (c *Check) whyTariff(s *Checked, difference engine.Cents) []Cause {
	var causes []Cause
	for j, t := range c.Result.Year().Charter.Tariffs {
		switch amount := c.Result.MemberTariff(s.At, j); {
		case amount == 0:
		case -difference == amount:
			causes = append(causes, Cause{CauseTariff, lang.F("l'écart est le tarif %[1]s (art. %[2]s) : non appelé ?", "the difference is the tariff %[1]s (art. %[2]s): not called?", t.ID, t.Article)})
		case difference == amount:
			causes = append(causes, Cause{CauseTariffTwice, lang.F("l'écart est le tarif %[1]s (art. %[2]s) : appelé deux fois ?", "the difference is the tariff %[1]s (art. %[2]s): called twice?", t.ID, t.Article)})
		}
	}
	return causes
}

// whyPlanned tells whether the call is what the budget gave, and not the expenses paid.
func (c *Check) whyPlanned(s *Checked) []Cause {
	if c.planned == nil {
		planned, err := onBasis(c.Result, engine.Planned)
		if err != nil {
			return nil // the budget may be too large to compute; it is only one of the causes looked for
		}
		c.planned = planned
	}
	m := c.planned.Member(s.At)
	if m.Net != s.Issued || m.Net == s.Expected {
		return nil
	}
	return []Cause{{CausePlanned, lang.F("l'appel est la contribution prévisionnelle (%s), et non celle des dépenses acquittées (art. 4.4)", "the call is the planned contribution (%s), not that of the expenses paid (art. 4.4)", m.Net)}}
}

// mostTrials is for how many schools that are not counted the year is computed again, to see whether one of them was called.
const mostTrials = 4

// whySchool looks for a school that was left out or called twice, or was called although it is not counted.
func (c *Check) whySchool(s *Checked, difference engine.Cents) []Cause {
	var causes []Cause
	trials := 0
	for i, school := range c.Result.Year().Schools {
		if c.Result.MemberOf(i) != s.At {
			continue
		}
		r := c.Result.School(i)
		switch {
		case r.Reason != engine.Counted && r.Reason != engine.NoPupils && trials < mostTrials:
			trials++
			if net, ok := c.ifCounted(s, school); ok && net == s.Issued && net != s.Expected {
				causes = append(causes, Cause{CauseNotCounted, lang.F("l'appel compte %[1]s %[2]s, qui ne l'est pas : %[3]s", "the call counts %[1]s %[2]s, which is not counted: %[3]s", school.UAI, school.Name, r.Reason.Text())})
			}
		case r.Reason != engine.Counted || r.Total == 0:
		case -difference == r.Total:
			causes = append(causes, Cause{CauseSchool, lang.F("l'écart est la part de %[1]s %[2]s : oublié dans l'appel ?", "the difference is the part of %[1]s %[2]s: left out of the call?", school.UAI, school.Name)})
		case difference == r.Total:
			causes = append(causes, Cause{CauseSchoolTwice, lang.F("l'écart est la part de %[1]s %[2]s : appelé deux fois ?", "the difference is the part of %[1]s %[2]s: called twice?", school.UAI, school.Name)})
		}
	}
	return causes
}

// ifCounted is what the member would owe if a school were counted.
func (c *Check) ifCounted(s *Checked, school *engine.School) (engine.Cents, bool) {
	y := c.Result.Year()
	set := func(field, value string) Change {
		return Change{Op: Set, Address: Address{Collection: InSchools, ID: school.UAI, Field: field}, Value: value}
	}
	changed, err := Apply(y, []Change{set("access", y.Start.String()), set("closed", "")})
	if err != nil {
		return 0, false
	}
	r, err := engine.Recompute(changed, c.Result)
	if err != nil {
		return 0, false
	}
	return r.Member(s.At).Net, true
}

// whyRounding tells whether the difference is no more than half a cent for each line that was rounded or shared.
func (c *Check) whyRounding(s *Checked, difference engine.Cents) []Cause {
	lines := int64(0)
	for i := range c.Result.Year().Schools {
		if c.Result.MemberOf(i) == s.At {
			lines += int64(len(c.Result.Lines(i)))
		}
	}
	if lines == 0 || max(difference, -difference) > engine.Cents(lines+1)/2 {
		return nil
	}
	return []Cause{{CauseRounding, lang.F("l'écart ne dépasse pas un demi-centime pour chacune de ses %s lignes : des arrondis", "the difference is no more than half a cent for each of its %s lines: roundings", lang.Count(lines))}}
}
