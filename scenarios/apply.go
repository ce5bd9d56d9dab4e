package scenarios

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"quotepart/engine"
	"quotepart/engine/lang"
)

// factor is what a scale multiplies by.
type factor = decimal.Decimal

// draft is a year being changed. It shares with the year it came from what no change has touched.
type draft struct {
	engine.Year
	stored  *engine.Year // the year as stored
	from    *engine.Year // the year it came from, which is valid
	owned   map[Collection]bool
	removed []Address
}

// ChangeError says what is wrong with one change. Change is nil where the fault is in the result of several.
type ChangeError struct {
	Change *Change
	Place  string // an address, where Change is nil
	Fault  error  // usually a lang.Fault
}

// Error gives the English wording.
func (e *ChangeError) Error() string { return e.In(lang.EN) }

// In gives the change, or the address, and what is wrong.
func (e *ChangeError) In(l lang.Lang) string {
	place := e.Place
	if e.Change != nil {
		place = e.Change.String()
	}
	return place + ": " + lang.Describe(e.Fault, l)
}

// Unwrap gives the Fault.
func (e *ChangeError) Unwrap() error { return e.Fault }

// ChangeErrors is everything that is wrong with a list of changes.
type ChangeErrors []*ChangeError

// Error gives the English wording, a line each.
func (e ChangeErrors) Error() string { return e.In(lang.EN) }

// In gives one line for each error.
func (e ChangeErrors) In(l lang.Lang) string {
	lines := make([]string, len(e))
	for i, one := range e {
		lines[i] = one.In(l)
	}
	return strings.Join(lines, "\n")
}

// Apply makes the year that the changes lead to, in their order, without those that are switched off; the year given is not
// touched. The final result is validated,
// not each step. Errors are ChangeErrors: all of them at once.
func Apply(stored *engine.Year, changes []Change) (*engine.Year, error) {
	return applyOn(stored, stored, changes)
}

// applyOn applies changes to a year that came from the stored one by earlier changes.
func applyOn(stored, from *engine.Year, changes []Change) (*engine.Year, error) {
	d := &draft{Year: *from, stored: stored, from: from, owned: map[Collection]bool{}}
	var errs ChangeErrors
	for _, c := range changes {
		if err := d.apply(c); err != nil {
			errs = append(errs, &ChangeError{Change: &c, Fault: err})
		}
	}
	if len(errs) > 0 {
		return nil, errs
	}
	if errs := d.check(); len(errs) > 0 {
		return nil, errs
	}
	return &d.Year, nil
}

func (d *draft) apply(c Change) error {
	if c.Off {
		return nil
	}
	if err := c.check(); err != nil {
		return err
	}
	a := c.Address
	switch {
	case a.Collection == InYear:
		return d.applyYear(c)
	case a.Collection == InUsage:
		return changeUsage(d, c)
	case a.Band != "":
		return changeBand(d, c)
	}
	s := table[a.Collection]
	switch c.Op {
	case Set:
		return s.set(d, a.ID, a.Field, c.Value)
	case Add:
		return s.add(d, a.ID, c.With)
	case Remove:
		return s.remove(d, a.ID)
	}
	n, err := s.scale(d, a, c.Factor)
	if err == nil && n == 0 {
		err = nothingMatches(a)
	}
	return err
}

func (d *draft) applyYear(c Change) error {
	if c.Op != Set {
		return notScalable(c.Address)
	}
	f, _ := FieldNamed(YearFields, c.Address.Field)
	return f.Set(&d.Year, c.Value)
}

func nothingMatches(a Address) error {
	return lang.Wrong(lang.F("« %s » ne désigne aucune valeur", "%q names no value", a),
		lang.T("vérifiez le filtre, et que le champ n'est pas vide", "check the filter, and that the field is not empty"))
}

// check validates what the changes made, and what refers to what they removed.
func (d *draft) check() ChangeErrors {
	var found []engine.Problem
	found = append(found, d.CheckDates()...)
	for _, m := range notShared(d.Members, d.from.Members, func(m *engine.Member) string { return m.ID }) {
		found = append(found, m.Check()...)
	}
	for _, s := range notShared(d.Schools, d.from.Schools, func(s *engine.School) string { return s.UAI }) {
		found = append(found, d.checkSchool(s)...)
	}
	// These are few: all are checked, because they also refer to what may have been removed.
	for _, c := range d.Charges {
		found = append(found, c.Check()...)
	}
	for _, s := range d.Subsidies {
		found = append(found, d.checkSubsidy(s)...)
	}
	for _, t := range d.Charter.Tariffs {
		found = append(found, t.Check()...)
	}
	var errs ChangeErrors
	for _, p := range found {
		if p.Severity == engine.Error {
			errs = append(errs, &ChangeError{Place: p.Address, Fault: p.Fault})
		}
	}
	return append(errs, d.checkRemoved()...)
}

// notShared gives the subjects that are not those of the year before: changed or added. Both lists are sorted by id.
func notShared[T any](now, before []*T, id func(*T) string) []*T {
	var out []*T
	at := 0 // in before
	for _, t := range now {
		for at < len(before) && before[at] != t && id(before[at]) < id(t) {
			at++
		}
		if at == len(before) || before[at] != t {
			out = append(out, t)
			continue
		}
		at++
	}
	return out
}

// checkSchool checks a school as the engine does. A school that is not open yet has no UAI of its own: one made up for it
// needs the form, not the letter. That its member is removed is told once, by checkRemoved.
func (d *draft) checkSchool(s *engine.School) []engine.Problem {
	subject := string(InSchools) + "/" + s.UAI
	return slices.DeleteFunc(s.Check(&d.Year), func(p engine.Problem) bool {
		switch p.Address {
		case subject:
			return d.stored.School(s.UAI) < 0 && looksLikeUAI(s.UAI)
		case subject + "/member":
			p.Mend = ClosestOr(p.Mend, s.Member, table[InMembers].ids(&d.Year))
			return slices.Contains(d.removed, Address{Collection: InMembers, ID: s.Member})
		}
		return false
	})
}

// looksLikeUAI tells whether a text is seven digits and a capital letter.
func looksLikeUAI(s string) bool {
	if len(s) != 8 || s[7] < 'A' || s[7] > 'Z' {
		return false
	}
	_, digits := engine.UAILetter(s[:7])
	return digits
}

// checkSubsidy checks a subsidy as the engine does.
func (d *draft) checkSubsidy(s *engine.Subsidy) []engine.Problem {
	found := s.Check(&d.Year)
	for _, p := range found {
		if p.Address == string(InSubsidies)+"/"+s.ID+"/target" {
			p.Mend = ClosestOr(p.Mend, s.Target.String(), targets(&d.Year))
		}
	}
	return found
}

// targets is what a subsidy may lower.
func targets(y *engine.Year) []string {
	var all []string
	for _, of := range []Collection{InMembers, InCharges} {
		for _, id := range table[of].ids(y) {
			all = append(all, string(of)+"/"+id)
		}
	}
	return all
}

// checkRemoved finds the schools of removed members.
func (d *draft) checkRemoved() ChangeErrors {
	var errs ChangeErrors
	for i, a := range d.removed {
		if a.Collection != InMembers || d.Member(a.ID) >= 0 || slices.Contains(d.removed[:i], a) {
			continue
		}
		first, n := "", 0
		for _, s := range d.Schools {
			if s.Member == a.ID {
				if n == 0 {
					first = s.UAI
				}
				n++
			}
		}
		if n > 0 {
			errs = append(errs, &ChangeError{Place: a.String(), Fault: lang.Wrong(
				lang.F("membre retiré, mais %[1]d établissement(s) en dépendent encore, dont %[2]s", "member removed, but %[1]d school(s) still belong to it, among them %[2]s", n, first),
				lang.T("retirez-les ou changez leur membre d'abord", "remove them or change their member first"))})
		}
	}
	return errs
}
