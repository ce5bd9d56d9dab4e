package scenarios

import (
	"encoding/json"
	"strings"

	"github.com/shopspring/decimal"

	"quotepart/engine/lang"
)

// Op is what a change does.
type Op string

// The operations of a change.
const (
	Set    Op = "set"
	Scale  Op = "scale"
	Add    Op = "add"
	Remove Op = "remove"
)

// Change (hypothèse) is one edit of one input, by its address. Only the part that its Op needs is used.
type Change struct {
	Op      Op
	Address Address
	Value   string          // Set: the new value, as files write it
	Factor  decimal.Decimal // Scale: 0 or more
	With    []Value         // Add: the fields of what is added
}

// Value is a field and what it is given, as files write it.
type Value struct {
	Field, Value string
}

// Scenario is a named list of changes on a year, in the order in which they apply.
type Scenario struct {
	Name, Note string
	Changes    []Change
}

// NewSet makes the change of one value. Errors are Faults.
func NewSet(address, value string) (Change, error) {
	a, err := ParseAddress(address)
	if err == nil && (a.ID == AnyID || a.Field == "" && a.Collection != InUsage) {
		err = lang.Wrong(lang.F("« %s » ne désigne pas une valeur", "%q does not name one value", address),
			lang.T("donnez un identifiant et un champ ; * ne va qu'avec scale", "give an id and a field; * goes with scale only"))
	}
	return Change{Op: Set, Address: a, Value: value}, err
}

// NewScale makes the change of one or many numbers by a factor, such as 1.02. Errors are Faults.
func NewScale(address, factor string) (Change, error) {
	a, err := ParseAddress(address)
	if err != nil {
		return Change{}, err
	}
	if a.Field == "" && a.Collection != InUsage {
		return Change{}, malformed(address, "schools/*[level=college]/pupils")
	}
	by, err := parseFactor(factor)
	return Change{Op: Scale, Address: a, Factor: by}, err
}

// NewAdd makes the change that adds a subject with its fields. Errors are Faults.
func NewAdd(address string, with []Value) (Change, error) {
	a, err := parseSubject(address)
	return Change{Op: Add, Address: a, With: with}, err
}

// NewRemove makes the change that takes a subject away. Errors are Faults.
func NewRemove(address string) (Change, error) {
	a, err := parseSubject(address)
	return Change{Op: Remove, Address: a}, err
}

func parseSubject(address string) (Address, error) {
	a, err := ParseAddress(address)
	if err == nil && (a.Field != "" || a.ID == AnyID || a.Collection == InYear) {
		err = lang.Wrong(lang.F("« %s » ne désigne pas un établissement, un membre, un tarif …", "%q does not name a school, a member, a tariff …", address),
			lang.T("donnez la collection et un identifiant, sans champ", "give the collection and an id, without a field"))
	}
	return a, err
}

// parseFactor reads a factor of 0 or more with point or comma, at most 12 decimals.
func parseFactor(s string) (decimal.Decimal, error) {
	text := strings.Replace(strings.TrimSpace(s), ",", ".", 1)
	d, err := decimal.NewFromString(text)
	if err != nil || strings.ContainsAny(text, "eE") || len(text) > 30 {
		return d, lang.Wrong(lang.F("« %s » n'est pas un facteur", "%q is not a factor", s), lang.T("écrivez par exemple 1.02 pour + 2 %", "write for example 1.02 for + 2%"))
	}
	if d.IsNegative() {
		return d, lang.Wrong(lang.F("le facteur « %s » est négatif", "factor %q is negative", s), lang.T("donnez 0 ou plus", "give 0 or more"))
	}
	return d, nil
}

// ParseAssignment reads the ADDRESS=VALUE of --set or --scale, cut at the first = outside a filter.
func ParseAssignment(op Op, s string) (Change, error) {
	depth := 0
	for i := range len(s) {
		switch s[i] {
		case '[':
			depth++
		case ']':
			depth--
		case '=':
			if depth > 0 {
				continue
			}
			if op == Scale {
				return NewScale(s[:i], s[i+1:])
			}
			return NewSet(s[:i], s[i+1:])
		}
	}
	return Change{}, lang.Wrong(lang.F("« %s » : il manque =", "%q: the = is missing", s), lang.T("écrivez ADRESSE=VALEUR", "write ADDRESS=VALUE"))
}

// String writes the change in one line, the same in both languages: set schools/0800002T/pupils to 760.
func (c Change) String() string {
	switch c.Op {
	case Set:
		return "set " + c.Address.String() + " to " + quoted(c.Value)
	case Scale:
		return "scale " + c.Address.String() + " by " + c.Factor.String()
	case Add:
		with := make([]string, len(c.With))
		for i, v := range c.With {
			with[i] = v.Field + ": " + quoted(v.Value)
		}
		return "add " + c.Address.String() + " with " + strings.Join(with, ", ")
	}
	return "remove " + c.Address.String()
}

// quoted shows an empty value as "".
func quoted(s string) string {
	if s == "" {
		return `""`
	}
	return s
}

// changeJSON is a change as it is stored: the keys of scenarios/*.yaml; fields as pairs, so that their order is kept.
type changeJSON struct {
	Set    string      `json:"set,omitempty"`
	To     *string     `json:"to,omitempty"`
	Scale  string      `json:"scale,omitempty"`
	By     string      `json:"by,omitempty"`
	Add    string      `json:"add,omitempty"`
	With   [][2]string `json:"with,omitempty"`
	Remove string      `json:"remove,omitempty"`
}

// MarshalJSON writes the change as it is stored.
func (c Change) MarshalJSON() ([]byte, error) {
	var j changeJSON
	switch a := c.Address.String(); c.Op {
	case Set:
		j.Set, j.To = a, &c.Value
	case Scale:
		j.Scale, j.By = a, c.Factor.String()
	case Add:
		j.Add = a
		for _, v := range c.With {
			j.With = append(j.With, [2]string{v.Field, v.Value})
		}
	default:
		j.Remove = a
	}
	return json.Marshal(j)
}

// UnmarshalJSON reads a stored change. Errors are Faults or those of encoding/json.
func (c *Change) UnmarshalJSON(data []byte) error {
	var j changeJSON
	if err := json.Unmarshal(data, &j); err != nil {
		return err
	}
	var err error
	switch {
	case j.Set != "" && j.To != nil:
		*c, err = NewSet(j.Set, *j.To)
	case j.Scale != "":
		*c, err = NewScale(j.Scale, j.By)
	case j.Add != "":
		var with []Value
		for _, v := range j.With {
			with = append(with, Value{v[0], v[1]})
		}
		*c, err = NewAdd(j.Add, with)
	default:
		*c, err = NewRemove(j.Remove)
	}
	return err
}
