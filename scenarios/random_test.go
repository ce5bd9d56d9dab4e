package scenarios_test

import (
	"fmt"

	"pgregory.net/rapid"

	"quotepart/engine"
	"quotepart/engine/enginetest"
	. "quotepart/scenarios"
)

// randomYear draws a small year that can be computed.
func randomYear(t *rapid.T) *engine.Year {
	return rapid.Custom(enginetest.RandomYear).Filter(func(y *engine.Year) bool {
		_, err := engine.Compute(y)
		return err == nil
	}).Draw(t, "year")
}

// inputs gives the address of every value of a year.
func inputs(y *engine.Year) []Address {
	var all []Address
	each := func(a Address, fields []string) {
		for _, a.Field = range fields {
			all = append(all, a)
		}
	}
	each(Address{Collection: InYear}, fieldNames(YearFields))
	for _, m := range y.Members {
		each(Address{Collection: InMembers, ID: m.ID}, fieldNames(MemberFields))
	}
	for _, s := range y.Schools {
		each(Address{Collection: InSchools, ID: s.UAI}, fieldNames(SchoolFields))
		for _, u := range s.Usage {
			for _, b := range u.Buckets {
				all = append(all, Address{Collection: InUsage, ID: s.UAI, Tool: u.Tool, Minutes: fmt.Sprint(b.Minutes)})
			}
		}
	}
	for _, c := range y.Charges {
		each(Address{Collection: InCharges, ID: c.ID}, fieldNames(ChargeFields))
	}
	for _, s := range y.Subsidies {
		each(Address{Collection: InSubsidies, ID: s.ID}, fieldNames(SubsidyFields))
	}
	for _, t := range y.Charter.Tariffs {
		each(Address{Collection: InTariffs, ID: t.ID}, fieldNames(TariffFields))
		for _, b := range t.Bands {
			each(Address{Collection: InTariffs, ID: t.ID, Band: fmt.Sprint(b.From)}, fieldNames(BandFields))
		}
	}
	return all
}

// lookup reads a value that must be there.
func lookup(t fataler, y *engine.Year, a Address) Input {
	t.Helper()
	in, err := Lookup(y, a)
	if err != nil {
		t.Fatalf("%s: %v", a, err)
	}
	return in
}

// randomValue draws a text that the field can be given, though the whole year may then be refused.
func randomValue(t *rapid.T, y *engine.Year, in Input) string {
	one := func(of ...string) string { return rapid.SampledFrom(of).Draw(t, in.Address.Field+" to") }
	switch in.Type {
	case Count:
		return one("0", "1", "7", "199", "200", "399", "760", "1100", "1 101")
	case Money:
		return one("0", "0.01", "12,34", "1000", "123456.78")
	case UnitPrice:
		return one("0", "6", "0.000001", "409.40", "1,005")
	case Percentage:
		return one("0%", "12.5%", "33.333333 %", "100%")
	case Day:
		return one("2014-09-01", "2020-08-31", "2020-09-01", "2021-08-31", "2021-09-01")
	case Choice:
		return one(in.Choices...)
	}
	switch in.Address.Field {
	case "member":
		return one(collect(y.Members, func(m *engine.Member) string { return m.ID })...)
	case "target":
		targets := collect(y.Members, func(m *engine.Member) string { return "members/" + m.ID })
		return one(append(targets, collect(y.Charges, func(c *engine.Charge) string { return "charges/" + c.ID })...)...)
	case "pool":
		return one("", "ecole: accounts", "college: content, platform", "common: operation")
	case "tool":
		return one("maxicours", "robert", "other")
	case "siren":
		return one("", "200070969", "248000531")
	}
	return one("un", "Deux, trois: quatre", " espaces ", "È\n2", `"`)
}

func collect[T any](list []*T, of func(*T) string) []string {
	var out []string
	for _, t := range list {
		out = append(out, of(t))
	}
	return out
}

// randomChange draws a change whose subject exists (or, for an add, does not), though the whole year may then be refused.
func randomChange(t *rapid.T, y *engine.Year) Change {
	switch rapid.SampledFrom([]Op{Set, Set, Set, Set, Scale, Add, Remove}).Draw(t, "op") {
	case Scale:
		return randomScale(t, y)
	case Add:
		return randomAdd(t, y)
	case Remove:
		a := rapid.SampledFrom(inputs(y)).Draw(t, "remove")
		if a.Collection != InYear {
			return Change{Op: Remove, Address: a.Subject()}
		}
	}
	return randomSet(t, y)
}

func randomSet(t *rapid.T, y *engine.Year) Change {
	a := rapid.SampledFrom(inputs(y)).Draw(t, "set")
	return Change{Op: Set, Address: a, Value: randomValue(t, y, lookup(t, y, a))}
}

func randomScale(t *rapid.T, y *engine.Year) Change {
	address := rapid.SampledFrom([]string{
		"schools/*/pupils", "schools/*[level=ecole]/pupils", "schools/*[level=college]/classes", "tariffs/*/price", "tariffs/*[level=college]/price",
		"charges/*/planned", "charges/*[level=ecole]/paid", "subsidies/*/rate", "usage/*/maxicours/60", "charges/*/mutualised",
	}).Draw(t, "scale")
	c, err := NewScale(address, rapid.SampledFrom([]string{"0", "0.5", "0.98", "1", "1,02", "1.3333333333", "2"}).Draw(t, "by"))
	if err != nil {
		t.Fatalf("%v", err)
	}
	return c
}

func randomAdd(t *rapid.T, y *engine.Year) Change {
	n := rapid.IntRange(1, 3).Draw(t, "number")
	if len(y.Members) == 0 {
		return read(t, fmt.Sprintf("add members/new-%d with name: New, kind: commune", n))[0]
	}
	member := rapid.SampledFrom(y.Members).Draw(t, "member").ID
	return read(t, rapid.SampledFrom([]string{
		fmt.Sprintf("add members/new-%d with name: New, kind: commune, transmitted: 2020-09-01", n),
		fmt.Sprintf("add schools/990000%dA with name: New, level: college, member: %s, pupils: 320, access: 2020-09-01", n, member),
		fmt.Sprintf("add schools/990000%dB with name: New, level: ecole, member: %s, pupils: 200, classes: 8, access: 2020-09-01", n, member),
		fmt.Sprintf("add charges/new-%d with label: New, category: content, level: ecole, planned: 1234.56, mutualised: 10%%", n),
		fmt.Sprintf("add subsidies/new-%d with label: New, target: members/%s, amount: 100", n, member),
		fmt.Sprintf("add tariffs/new-%d with label: New, level: all, basis: per-pupil, price: 1.005", n),
		fmt.Sprintf("add tariffs/new-%d with label: New, level: all, basis: shared-by-pupils, amount: 100.01", n),
	}).Draw(t, "add"))[0]
}
