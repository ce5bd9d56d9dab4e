package scenarios

import (
	"strings"

	"quotepart/engine"
	"quotepart/engine/lang"
)

// DescribeAll says each change of a list in words, against the year as the changes before it have left it.
func DescribeAll(stored *engine.Year, changes []Change) []lang.Text {
	d := &draft{Year: *stored, stored: stored, owned: map[Collection]bool{}}
	words := make([]lang.Text, len(changes))
	for i, c := range changes {
		words[i] = Describe(&d.Year, c)
		_ = d.apply(c) // one that no longer fits is told where the list is applied
	}
	return words
}

// Describe says a change in words, against the year before it: Élèves, Collège Millevoye : 741 → 760.
func Describe(before *engine.Year, c Change) lang.Text {
	if c.Off {
		c.Off = false
		return lang.F("(éteinte) %s", "(off) %s", Describe(before, c))
	}
	subject := subjectName(before, c.Address)
	switch c.Op {
	case Set:
		input, err := Lookup(before, c.Address)
		if err != nil {
			return lang.F("%[1]s : %[2]s", "%[1]s: %[2]s", c.Address, quoted(c.Value))
		}
		return fromTo(before, input, subject, input.Value, c.Value)
	case Scale:
		field, factor := fieldLabel(c.Address), c.Factor.String()
		return lang.T(field.FR+" × "+strings.Replace(factor, ".", ",", 1)+" : "+subject.FR, field.EN+" × "+factor+": "+subject.EN)
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

// fromTo says that an input of a year goes from one value to another.
func fromTo(y *engine.Year, input Input, s subject, before, after string) lang.Text {
	label, from, to := input.Label, readable{y, input.Type, before}, readable{y, input.Type, after}
	return lang.T(
		label.FR+s.after().FR+" : "+from.In(lang.FR)+" → "+to.In(lang.FR),
		label.EN+s.after().EN+": "+from.In(lang.EN)+" → "+to.In(lang.EN))
}

// readable is a value as files write it, shown as people do.
type readable struct {
	year *engine.Year // whose members and charges a choice may name
	kind Type
	text string
}

// In writes the value in one language; what cannot be read is shown as it is.
func (r readable) In(l lang.Lang) string {
	kind := r.kind
	if strings.HasSuffix(r.text, "%") { // a mutualised part may be either
		kind = Percentage
	}
	var v lang.Localized
	var err error
	switch kind {
	case Count:
		var n int64
		n, err = engine.ParseCount(r.text)
		v = lang.Count(n)
	case Money:
		v, err = engine.ParseCents(r.text)
	case UnitPrice:
		v, err = engine.ParsePrice(r.text)
	case Percentage:
		v, err = engine.ParsePercent(r.text)
	case Day:
		v, err = engine.ParseDate(r.text)
	case Choice:
		v = chosen(r.year, r.text)
	}
	switch {
	case strings.TrimSpace(r.text) == "":
		return "–"
	case v == nil || err != nil:
		return r.text
	}
	return v.In(l)
}

// chosen is a choice in words: a member or the target of a subsidy by its name, or a fixed spelling of the files.
func chosen(y *engine.Year, value string) lang.Text {
	address, isTarget := strings.CutPrefix(value, "charges/")
	if i := y.Charge(address); isTarget && i >= 0 {
		return alike(y.Charges[i].Label)
	}
	if i := y.Member(strings.TrimPrefix(value, "members/")); i >= 0 {
		return alike(y.Members[i].Name)
	}
	return Word(value)
}

// subject is how a change calls what it changes.
type subject lang.Text

// In gives the name in one language.
func (s subject) In(l lang.Lang) string { return lang.Text(s).In(l) }

// after puts the name behind a label, where there is one.
func (s subject) after() lang.Text {
	if s == (subject{}) {
		return lang.Text{}
	}
	return lang.T(", "+s.FR, ", "+s.EN)
}

// subjectName names a subject as people call it, or by its address.
func subjectName(y *engine.Year, a Address) subject {
	if a.ID == AnyID {
		return everyone(a)
	}
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

// all names all the subjects of a collection.
var all = map[Collection]lang.Text{
	InMembers:   lang.T("tous les membres", "all members"),
	InSchools:   lang.T("tous les établissements", "all schools"),
	InTariffs:   lang.T("tous les tarifs", "all tariffs"),
	InUsage:     lang.T("tous les usages", "all uses"),
	InCharges:   lang.T("toutes les charges", "all charges"),
	InSubsidies: lang.T("toutes les subventions", "all subsidies"),
}

// everyone names those that a filter leaves of a collection.
func everyone(a Address) subject {
	if a.Where == (Filter{}) {
		return subject(all[a.Collection])
	}
	field := fieldLabel(Address{Collection: a.Collection, Field: a.Where.Field})
	return subject(lang.F("%[1]s (%[2]s : %[3]s)", "%[1]s (%[2]s: %[3]s)", all[a.Collection], field, Word(a.Where.Value)))
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
