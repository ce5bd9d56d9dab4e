package dossier

import (
	"fmt"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"quotepart/engine"
	"quotepart/engine/enginetest"
	"quotepart/scenarios"
)

// awkward draws texts that a format could stumble over: separators, quotes, line breaks, signs of YAML, letters of all kinds.
func awkward(t *rapid.T, name string) string {
	letters := []rune("aZé09 ,;:\"'\n\t#-?*&!|>%@`{}[]~=/\\«»\u00a0\u202f\u2028\ufeff😀œ.+_")
	whole := []string{"yes", "null", "~", "true", "0123", "1e5", "2020-09-01", "12.50", "<<", "---", "...", "# x", "- x", "x: y", "0x1f", "=", "!a", "12:30", ".inf"}
	if rapid.Bool().Draw(t, name+" whole") {
		return rapid.SampledFrom(whole).Draw(t, name)
	}
	return rapid.StringOfN(rapid.RuneFrom(letters), 1, 12, -1).Draw(t, name)
}

// set sets a field as an editor does, and keeps the old value where the text is refused.
func set[T any](t *rapid.T, fields []scenarios.Field[T], name string, of *T, text string) {
	f, ok := scenarios.FieldNamed(fields, name)
	if !ok {
		t.Fatalf("no field %s", name)
	}
	_ = f.Set(of, text)
}

// randomDossier draws a year that Check accepts, with awkward texts, documents and scenarios.
func randomDossier(t *rapid.T) *scenarios.Dossier {
	y := enginetest.RandomYear(t)
	set(t, scenarios.YearFields, "label", y, awkward(t, "year"))
	for _, m := range y.Members {
		set(t, scenarios.MemberFields, "name", m, awkward(t, "member"))
	}
	for _, s := range y.Schools {
		set(t, scenarios.SchoolFields, "town", s, awkward(t, "town"))
	}
	for _, c := range y.Charges {
		set(t, scenarios.ChargeFields, "label", c, awkward(t, "charge"))
	}
	for _, tariff := range y.Charter.Tariffs {
		set(t, scenarios.TariffFields, "note", tariff, awkward(t, "note"))
		tariff.Disabled = rapid.Bool().Draw(t, "disabled")
	}
	d := &scenarios.Dossier{Year: y}
	for i := range rapid.IntRange(0, 3).Draw(t, "calls") {
		amount := engine.Cents(rapid.Int64Range(-1e15, 1e15).Draw(t, "amount"))
		d.Calls = append(d.Calls, scenarios.Call{Number: fmt.Sprint(i % 2), Date: 20211001, Member: y.Members[0].ID, Amount: amount})
		set(t, scenarios.CallFields, "status", &d.Calls[i], awkward(t, "status"))
	}
	for i, c := range y.Charges {
		d.Invoices = append(d.Invoices, scenarios.Invoice{Number: "F", Date: 20210101, Supplier: "S", Charge: c.ID})
		set(t, scenarios.InvoiceFields, "supplier", &d.Invoices[i], awkward(t, "supplier"))
	}
	for i := range rapid.IntRange(0, 3).Draw(t, "scenarios") {
		name := fmt.Sprintf("%d %s.", i, awkward(t, "name"))
		if scenarios.CheckName(name) != nil {
			name = fmt.Sprint(i) // a name that no place takes
		}
		d.Scenarios = append(d.Scenarios, randomScenario(t, name))
	}
	return d
}

func randomScenario(t *rapid.T, name string) scenarios.Scenario {
	s := scenarios.Scenario{Name: name}
	for range rapid.IntRange(0, 4).Draw(t, "changes") {
		c, err := randomChange(t)
		if err != nil {
			t.Fatal(err)
		}
		c.Off = rapid.Bool().Draw(t, "off")
		s.Changes = append(s.Changes, c)
	}
	return s
}

func randomChange(t *rapid.T) (scenarios.Change, error) {
	switch rapid.IntRange(0, 3).Draw(t, "op") {
	case 0:
		return scenarios.NewSet("schools/0800002T/name", awkward(t, "to"))
	case 1:
		factor := rapid.SampledFrom([]string{"0", "1", "1.02", "0.000001", "100", "1.5"}).Draw(t, "by")
		return scenarios.NewScale("schools/*[town="+rapid.SampledFrom([]string{"Ham", "Le Quesnoy, l'a", "x y"}).Draw(t, "town")+"]/pupils", factor)
	case 2:
		return scenarios.NewAdd("members/x", []scenarios.Value{{Field: "name", Value: awkward(t, "with")}, {Field: "kind", Value: "epci"}})
	}
	return scenarios.NewRemove("tariffs/college-sitetv/bands/900")
}

// Whatever a year is, its text is read back as that year, and written again as that text.
func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		d := randomDossier(rt)
		first := written(t, d)
		again, _, err := ReadStored(first)
		if err != nil {
			rt.Fatalf("what was written cannot be read:\n%v", err)
		}
		if second := written(t, again); !reflect.DeepEqual(first, second) {
			for name := range first {
				if second[name] == nil || string(first[name].Data) != string(second[name].Data) {
					rt.Errorf("%s:\n%s\nwritten again:\n%s", name, first[name].Data, second[name].Data)
				}
			}
		}
		third, _, err := ReadStored(written(t, again))
		if err != nil || !reflect.DeepEqual(again, third) {
			rt.Errorf("read again it is another dossier (%v)", err)
		}
		for _, s := range d.Year.Schools { // what a file does not say
			s.Stored = s.Pupils
			if s.Usage = slices.DeleteFunc(s.Usage, func(u engine.ToolUsage) bool { return len(u.Buckets) == 0 }); len(s.Usage) == 0 {
				s.Usage = nil
			}
		}
		for _, tariff := range d.Year.Charter.Tariffs {
			if tariff.Beyond == "" {
				tariff.Beyond = engine.Refuse
			}
		}
		if !reflect.DeepEqual(d, again) {
			rt.Errorf("the year read back is another one:\n%s", firstDifference(d, again))
		}
	})
}

// firstDifference names the first part of two dossiers that differs.
func firstDifference(a, b *scenarios.Dossier) string {
	parts := func(d *scenarios.Dossier) []any {
		list := []any{d.Year.Label, d.Calls, d.Invoices, d.Scenarios, d.Year.Charter.ID, d.Year.Charter.Title}
		for _, t := range d.Year.Charter.Tariffs {
			list = append(list, *t)
		}
		for _, s := range d.Year.Schools {
			list = append(list, *s)
		}
		for _, m := range d.Year.Members {
			list = append(list, *m)
		}
		for _, c := range d.Year.Charges {
			list = append(list, *c)
		}
		return list
	}
	left, right := parts(a), parts(b)
	for i := range min(len(left), len(right)) {
		if !reflect.DeepEqual(left[i], right[i]) {
			return fmt.Sprintf("%+v\n%+v", left[i], right[i])
		}
	}
	return "their lengths"
}
