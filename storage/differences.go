package storage

import (
	"reflect"
	"strings"

	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/scenarios"
)

// Difference is how many things of one kind the stored year and another one have, and how they differ.
type Difference struct {
	Of                      lang.Text // such as schools
	Stored, Given           int
	Added, Removed, Changed int
}

// Text says how many of a kind there are, and how they differ.
func (d Difference) Text() lang.Text {
	var fr, en []string
	add := func(n int, one lang.Text) {
		if n > 0 {
			fr, en = append(fr, one.FR), append(en, one.EN)
		}
	}
	add(d.Added, lang.F("+%s", "+%s", lang.Count(d.Added)))
	add(d.Removed, lang.F("−%s", "−%s", lang.Count(d.Removed)))
	add(d.Changed, lang.F("%s modifié(s)", "%s changed", lang.Count(d.Changed)))
	how := lang.T(strings.Join(fr, ", "), strings.Join(en, ", "))
	return lang.F("%[1]s : %[2]s → %[3]s (%[4]s)", "%[1]s: %[2]s → %[3]s (%[4]s)", d.Of, lang.Count(d.Stored), lang.Count(d.Given), how)
}

// Differences tells how a dossier differs from the year that is stored under its id, kind by kind; kinds in which they are the same are
// left out. Of the scenarios it counts only those that an import would add or replace. Errors are those of Year.
func (s *Store) Differences(d *scenarios.Dossier) ([]Difference, error) {
	stored, err := s.Year(d.Year.ID)
	if err != nil {
		return nil, err
	}
	return Differing(stored, d), nil
}

// Differing is Differences for any two dossiers of one year.
func Differing(stored, d *scenarios.Dossier) []Difference {
	a, b := stored.Year, d.Year
	all := []Difference{
		headDifference(a, b),
		difference(lang.T("membres", "members"), a.Members, b.Members, func(m *engine.Member) string { return m.ID }),
		difference(lang.T("établissements", "schools"), a.Schools, b.Schools, func(s *engine.School) string { return s.UAI }),
		difference(lang.T("tarifs", "tariffs"), a.Charter.Tariffs, b.Charter.Tariffs, func(t *engine.Tariff) string { return t.ID }),
		difference(lang.T("charges", "charges"), a.Charges, b.Charges, func(c *engine.Charge) string { return c.ID }),
		difference(lang.T("subventions", "subsidies"), a.Subsidies, b.Subsidies, func(s *engine.Subsidy) string { return s.ID }),
		difference(lang.T("appels", "calls"), stored.Calls, d.Calls, func(c scenarios.Call) string { return c.Number }),
		difference(lang.T("factures", "invoices"), stored.Invoices, d.Invoices, func(i scenarios.Invoice) string { return i.Number }),
	}
	saved := difference(lang.T("scénarios", "scenarios"), stored.Scenarios, d.Scenarios, func(s scenarios.Scenario) string { return s.Name })
	saved.Removed = 0 // those are kept
	var differing []Difference
	for _, one := range append(all, saved) {
		if one.Added+one.Removed+one.Changed > 0 {
			differing = append(differing, one)
		}
	}
	return differing
}

// headDifference compares what a year is called and when it is.
func headDifference(a, b *engine.Year) Difference {
	d := Difference{Of: lang.T("intitulé, dates ou base", "label, dates or basis"), Stored: 1, Given: 1}
	if a.Label != b.Label || a.Start != b.Start || a.End != b.End || a.Basis != b.Basis {
		d.Changed = 1
	}
	return d
}

// difference compares two lists by a key.
func difference[T any](of lang.Text, stored, given []T, key func(T) string) Difference {
	d := Difference{Of: of, Stored: len(stored), Given: len(given)}
	old := map[string]T{}
	for _, one := range stored {
		old[key(one)] = one
	}
	for _, one := range given {
		before, is := old[key(one)]
		switch {
		case !is:
			d.Added++
		case !reflect.DeepEqual(before, one):
			d.Changed++
		}
		delete(old, key(one))
	}
	d.Removed = len(old)
	return d
}
