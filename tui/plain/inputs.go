package plain

import (
	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/scenarios"
)

// input is a field of a subject, whether the subject exists or is yet to be added.
type input struct {
	name     string
	label    lang.Text
	required bool
	choices  []string
	check    func(value string) error
}

// inputsOf gives the fields that a table of fields has; probe makes a new subject, to try a value on.
func inputsOf[T any](fields []scenarios.Field[T], probe func() *T) []input {
	var all []input
	for _, f := range fields {
		all = append(all, input{f.Name, f.Label, f.Required, f.Choices, func(value string) error { return f.Set(probe(), value) }})
	}
	return all
}

// inputs are the fields that an address of a subject can be followed by.
func inputs(a scenarios.Address) []input {
	switch {
	case a.Band != "":
		return inputsOf(scenarios.BandFields, func() *engine.Band { return &engine.Band{} })
	case a.Collection == scenarios.InYear:
		return inputsOf(scenarios.YearFields, func() *engine.Year { return &engine.Year{} })
	case a.Collection == scenarios.InMembers:
		return inputsOf(scenarios.MemberFields, func() *engine.Member { return &engine.Member{} })
	case a.Collection == scenarios.InSchools:
		return inputsOf(scenarios.SchoolFields, func() *engine.School { return &engine.School{} })
	case a.Collection == scenarios.InTariffs:
		return inputsOf(scenarios.TariffFields, func() *engine.Tariff { return scenarios.NewTariff("") })
	case a.Collection == scenarios.InCharges:
		return inputsOf(scenarios.ChargeFields, func() *engine.Charge { return &engine.Charge{} })
	case a.Collection == scenarios.InSubsidies:
		return inputsOf(scenarios.SubsidyFields, func() *engine.Subsidy { return &engine.Subsidy{} })
	}
	return nil
}

// addresses are those of all the values of a subject: its fields, and those of its bands or its histograms.
func (s *session) addresses(subject scenarios.Address) []scenarios.Address {
	var all []scenarios.Address
	fields := func(a scenarios.Address) {
		for _, f := range inputs(a) {
			a.Field = f.name
			all = append(all, a)
		}
	}
	fields(subject)
	y := s.c.Work.Year()
	switch subject.Collection {
	case scenarios.InTariffs:
		for _, b := range y.Charter.Tariffs[y.Tariff(subject.ID)].Bands {
			band := subject
			band.Band = lang.Plain(b.From, 0, 0)
			fields(band)
		}
	case scenarios.InSchools:
		for _, u := range y.Schools[y.School(subject.ID)].Usage {
			for _, b := range u.Buckets {
				all = append(all, scenarios.Address{Collection: scenarios.InUsage, ID: subject.ID, Tool: u.Tool, Minutes: lang.Plain(b.Minutes, 0, 0)})
			}
		}
	}
	return all
}

// values says what can be edited of a subject, or of the year itself, with the addresses.
func (s *session) values(rest string) error {
	about := scenarios.Address{Collection: scenarios.InYear}
	if rest != "" && !is(rest, "exercice", "year") {
		one, err := s.subject(rest)
		if err != nil {
			return err
		}
		s.f("Valeurs de %s", "Values of %s", one.name)
		about = one.Address
	}
	for _, a := range s.addresses(about) {
		in, err := scenarios.Lookup(s.c.Work.Year(), a)
		if err != nil {
			return err
		}
		s.f("%[1]s : %[2]s, adresse %[3]s", "%[1]s: %[2]s, address %[3]s", labelOf(in), shown(in.Value), a)
	}
	return nil
}

// labelOf names a value; those of histograms have the same name, and their minutes tell them apart.
func labelOf(in scenarios.Input) lang.Text {
	switch a := in.Address; {
	case a.Collection == scenarios.InUsage:
		return lang.F("%[1]s, %[2]s %[3]s minutes", "%[1]s, %[2]s %[3]s minutes", in.Label, a.Tool, a.Minutes)
	case a.Band != "":
		return lang.F("Tranche %[1]s, %[2]s", "Band %[1]s, %[2]s", a.Band, in.Label)
	}
	return in.Label
}

// shown is a value as files write it; an empty one is said.
func shown(value string) lang.Text {
	if value == "" {
		return lang.T("vide", "empty")
	}
	return lang.T(value, value)
}
