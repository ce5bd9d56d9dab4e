package scenarios

import (
	"quotepart/engine"
	"quotepart/engine/lang"
)

// Describe says a change in words, against the year before it: Élèves de Collège Millevoye : 741 → 760.
func Describe(before *engine.Year, c Change) lang.Text {
	subject := subjectName(before, c.Address)
	switch c.Op {
	case Set:
		input, err := Lookup(before, c.Address)
		if err != nil {
			return lang.F("%[1]s : %[2]s", "%[1]s: %[2]s", c.Address, quoted(c.Value))
		}
		label := input.Label
		return lang.T(
			label.FR+subject.of("de").FR+" : "+shown(input.Value)+" → "+shown(c.Value),
			label.EN+subject.of("of").EN+": "+shown(input.Value)+" → "+shown(c.Value))
	case Scale:
		field := fieldLabel(c.Address)
		return lang.T(field.FR+" × "+c.Factor.String()+" : "+subject.FR, field.EN+" × "+c.Factor.String()+": "+subject.EN)
	case Add:
		name := c.Address.String()
		for _, v := range c.With {
			if v.Field == "name" || v.Field == "label" {
				name = v.Value
			}
		}
		return lang.F("ajout : %s", "added: %s", name)
	}
	return lang.F("retrait : %[1]s", "removed: %[1]s", subject)
}

func shown(v string) string {
	if v == "" {
		return "–"
	}
	return v
}

// subject is how a change calls what it changes.
type subject lang.Text

// In gives the name in one language.
func (s subject) In(l lang.Lang) string { return lang.Text(s).In(l) }

// of puts the word for "of" before the name, where there is one.
func (s subject) of(word string) lang.Text {
	if s == (subject{}) {
		return lang.Text{}
	}
	return lang.T(" "+word+" "+s.FR, " "+word+" "+s.EN)
}

// subjectName names a subject as people call it, or by its address.
func subjectName(y *engine.Year, a Address) subject {
	name := ""
	switch a.Collection {
	case InYear:
		return subject{}
	case InMembers:
		if i := y.Member(a.ID); i >= 0 {
			name = y.Members[i].Name
		}
	case InSchools, InUsage:
		if i := y.School(a.ID); i >= 0 {
			name = y.Schools[i].Name
		}
	case InCharges:
		if i := y.Charge(a.ID); i >= 0 {
			name = y.Charges[i].Label
		}
	case InSubsidies:
		if i := y.Subsidy(a.ID); i >= 0 {
			name = y.Subsidies[i].Label
		}
	case InTariffs:
		if i := y.Tariff(a.ID); i >= 0 {
			name = y.Charter.Tariffs[i].Label
		}
	}
	switch {
	case name == "":
		at := a.Subject().String()
		return subject{at, at}
	case a.Band != "":
		return subject{name + ", tranche " + a.Band, name + ", band " + a.Band}
	case a.Collection == InUsage:
		detail := ", " + a.Tool + " " + a.Minutes + " min"
		return subject{name + detail, name + detail}
	}
	return subject{name, name}
}

// fieldLabel is the label of the field that an address ends in.
func fieldLabel(a Address) lang.Text {
	switch {
	case a.Band != "":
		return labelIn(BandFields, a.Field)
	case a.Collection == InMembers:
		return labelIn(MemberFields, a.Field)
	case a.Collection == InSchools:
		return labelIn(SchoolFields, a.Field)
	case a.Collection == InTariffs:
		return labelIn(TariffFields, a.Field)
	case a.Collection == InCharges:
		return labelIn(ChargeFields, a.Field)
	case a.Collection == InSubsidies:
		return labelIn(SubsidyFields, a.Field)
	}
	return labelIn(bucketPupils, "pupils")
}

func labelIn[T any](fields []Field[T], name string) lang.Text {
	f, _ := FieldNamed(fields, name)
	return f.Label
}
