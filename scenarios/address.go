package scenarios

import (
	"strings"

	"quotepart/engine"
	"quotepart/engine/lang"
)

// Collection is the first part of an address: where the subject stands in a year.
type Collection string

// The collections of a year.
const (
	InYear      Collection = "year"
	InMembers   Collection = "members"
	InSchools   Collection = "schools"
	InTariffs   Collection = "tariffs"
	InUsage     Collection = "usage"
	InCharges   Collection = "charges"
	InSubsidies Collection = "subsidies"
)

var collections = []Collection{InYear, InMembers, InSchools, InTariffs, InUsage, InCharges, InSubsidies}

// AnyID stands for all ids of a collection, where a scale allows it.
const AnyID = "*"

// Address names one input of a year, or one subject (a school, a band …). The zero parts are those it does not have.
type Address struct {
	Collection Collection
	ID         string // a member, a school …, or AnyID
	Where      Filter // only with AnyID
	Band       string // From of a band of a tariff
	Tool       string // of a usage
	Minutes    string // of a usage: its bucket
	Field      string
}

// Filter keeps the subjects whose field has a value. The zero value keeps all.
type Filter struct {
	Field, Value string
}

// String writes the address as it is written in files.
func (a Address) String() string {
	parts := []string{string(a.Collection)}
	if a.ID != "" {
		id := a.ID
		if a.Where != (Filter{}) {
			id += "[" + a.Where.Field + "=" + a.Where.Value + "]"
		}
		parts = append(parts, id)
	}
	if a.Band != "" {
		parts = append(parts, "bands", a.Band)
	}
	for _, p := range []string{a.Tool, a.Minutes, a.Field} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	return strings.Join(parts, "/")
}

// Subject is the address without its field.
func (a Address) Subject() Address {
	a.Field = ""
	return a
}

// ParseAddress reads an address. Its form, its collection and its field are checked; whether its subject exists depends on the
// year. Errors are Faults.
func ParseAddress(s string) (Address, error) {
	parts := splitAddress(strings.TrimSpace(s))
	a := Address{Collection: Collection(parts[0])}
	rest := parts[1:]
	if err := known(a.Collection); err != nil {
		return Address{}, err
	}
	if a.Collection == InYear {
		if len(rest) != 1 {
			return Address{}, malformed(s, "year/basis")
		}
		a.Field = rest[0]
		return a, a.checkField()
	}
	if len(rest) == 0 || rest[0] == "" {
		return Address{}, malformed(s, string(a.Collection)+"/ID")
	}
	if err := a.setID(rest[0]); err != nil {
		return Address{}, err
	}
	rest = rest[1:]
	switch {
	case a.Collection == InUsage:
		if len(rest) != 2 || !engine.ValidID(rest[0]) {
			return Address{}, malformed(s, "usage/UAI/TOOL/MINUTES")
		}
		a.Tool = rest[0]
		return a, a.setNumber(&a.Minutes, rest[1], s)
	case a.Collection == InTariffs && len(rest) > 0 && rest[0] == "bands":
		if len(rest) < 2 {
			return Address{}, malformed(s, "tariffs/ID/bands/FROM")
		}
		if a.ID == AnyID {
			return Address{}, lang.Wrong(lang.F("« %s » : une tranche est celle d'un seul tarif", "%q: a band belongs to one tariff", s),
				lang.T("donnez son identifiant ; le prix de tariffs/* va avec ceux des tranches", "give its id; the price of tariffs/* goes with those of the bands"))
		}
		if err := a.setNumber(&a.Band, rest[1], s); err != nil {
			return Address{}, err
		}
		rest = rest[2:]
	}
	switch len(rest) {
	case 0:
		return a, nil
	case 1:
		a.Field = rest[0]
		return a, a.checkField()
	}
	form := Address{Collection: a.Collection, ID: "ID", Field: a.fieldNames()[0]}
	if a.Band != "" {
		form.Band = "FROM"
	}
	return Address{}, malformed(s, form.String())
}

// splitAddress cuts at the slashes outside a filter.
func splitAddress(s string) []string {
	var parts []string
	depth, start := 0, 0
	for i := range len(s) {
		switch s[i] {
		case '[':
			depth++
		case ']':
			depth--
		case '/':
			if depth <= 0 {
				parts = append(parts, s[start:i])
				start = i + 1
			}
		}
	}
	return append(parts, s[start:])
}

// setID reads an id, or * with its filter.
func (a *Address) setID(s string) error {
	filter, all := strings.CutPrefix(s, AnyID)
	if !all {
		if !engine.ValidID(s) {
			return lang.Wrong(lang.F("« %s » n'est pas un identifiant", "%q is not an id", s),
				lang.T("lettres sans accent, chiffres, tirets, points", "letters without accents, digits, hyphens, points"))
		}
		a.ID = s
		return nil
	}
	a.ID = AnyID
	if filter == "" {
		return nil
	}
	inner, opened := strings.CutPrefix(filter, "[")
	inner, closed := strings.CutSuffix(inner, "]")
	field, value, equals := strings.Cut(inner, "=")
	if !opened || !closed || !equals || a.Collection == InUsage {
		return malformed(s, "schools/*[level=college]/pupils")
	}
	a.Where = Filter{field, value}
	probe := Address{Collection: a.Collection, ID: AnyID, Field: field}
	return probe.checkField()
}

func (a *Address) setNumber(to *string, s, whole string) error {
	n, err := engine.ParseCount(s)
	if err != nil {
		return inField(whole, err)
	}
	*to = plainCount(n)
	return nil
}

// fieldNames are the fields that an address of this form can end in.
func (a *Address) fieldNames() []string {
	switch {
	case a.Band != "":
		return names(BandFields)
	case a.Collection == InYear:
		return names(YearFields)
	case a.Collection == InMembers:
		return names(MemberFields)
	case a.Collection == InSchools:
		return names(SchoolFields)
	case a.Collection == InTariffs:
		return names(TariffFields)
	case a.Collection == InCharges:
		return names(ChargeFields)
	}
	return names(SubsidyFields)
}

func (a *Address) checkField() error {
	all := a.fieldNames()
	for _, name := range all {
		if name == a.Field {
			return nil
		}
	}
	return lang.Wrong(
		lang.F("« %[1]s » n'est pas un champ de « %[2]s »", "%[1]q is not a field of %[2]q", a.Field, a.Subject()),
		oneOf(a.Field, all))
}

func known(c Collection) error {
	for _, k := range collections {
		if c == k {
			return nil
		}
	}
	return lang.Wrong(lang.F("« %s » n'est pas le début d'une adresse", "%q is not the start of an address", string(c)), oneOf(string(c), stringsOf(collections)))
}

func malformed(s, form string) error {
	return lang.Wrong(lang.F("« %s » n'est pas une adresse complète", "%q is not a complete address", s), lang.F("écrivez par exemple %s", "write for example %s", form))
}

func names[T any](fields []Field[T]) []string {
	out := make([]string, len(fields))
	for i, f := range fields {
		out[i] = f.Name
	}
	return out
}
