package scenarios

import (
	"encoding/json"
	"slices"
	"strconv"
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

var ops = []Op{Set, Scale, Add, Remove}

// Change (hypothèse) is one edit of one input, by its address. Only the part that its Op needs is used.
type Change struct {
	Op      Op
	Address Address
	Value   string          // Set: the new value, as files write it
	Factor  decimal.Decimal // Scale: 0 or more
	With    []Value         // Add: the fields of what is added
	Off     bool            // switched off: kept in its list, not applied
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

// Equal tells whether two scenarios hold the same under one name.
func (s Scenario) Equal(other Scenario) bool {
	return s.Name == other.Name && s.Note == other.Note && slices.EqualFunc(s.Changes, other.Changes, Change.equal)
}

// NewSet makes the change of one value. Errors are Faults.
func NewSet(address, value string) (Change, error) {
	return newChange(Change{Op: Set, Value: value}, address)
}

// NewScale makes the change of one or many numbers by a factor, such as 1.02. Errors are Faults.
func NewScale(address, factor string) (Change, error) {
	by, err := parseFactor(factor)
	if err != nil {
		return Change{}, err
	}
	return newChange(Change{Op: Scale, Factor: by}, address)
}

// NewAdd makes the change that adds a subject with its fields. Errors are Faults.
func NewAdd(address string, with []Value) (Change, error) {
	return newChange(Change{Op: Add, With: with}, address)
}

// NewRemove makes the change that takes a subject away. Errors are Faults.
func NewRemove(address string) (Change, error) {
	return newChange(Change{Op: Remove}, address)
}

func newChange(c Change, address string) (Change, error) {
	var err error
	if c.Address, err = ParseAddress(address); err == nil {
		err = c.checkOp()
	}
	if err != nil {
		return Change{}, err
	}
	return c, nil
}

// check says what is wrong with the form of a change that code made without NewSet and its like, as a Fault. Whether its
// subject exists depends on the year.
func (c Change) check() error {
	text := c.Address.String()
	a, err := ParseAddress(text)
	if err == nil && a != c.Address {
		err = malformed(text, a.String())
	}
	if err == nil {
		err = c.checkOp()
	}
	return err
}

// checkOp wants an address of the form that the operation needs.
func (c Change) checkOp() error {
	a := c.Address
	value := a.Field != "" || a.Collection == InUsage
	switch {
	case c.Op == Set && (!value || a.ID == AnyID):
		return lang.Wrong(lang.F("« %s » ne désigne pas une valeur", "%q does not name one value", a),
			lang.T("donnez un identifiant et un champ ; * ne va qu'avec scale", "give an id and a field; * goes with scale only"))
	case c.Op == Scale && !value:
		return malformed(a.String(), "schools/*[level=college]/pupils")
	case c.Op == Scale && c.Factor.IsNegative():
		return negativeFactor(c.Factor.String())
	case (c.Op == Add || c.Op == Remove) && (a.Field != "" || a.ID == AnyID):
		return lang.Wrong(lang.F("« %s » ne désigne pas un établissement, un membre, un tarif …", "%q does not name a school, a member, a tariff …", a),
			lang.T("donnez la collection et un identifiant, sans champ", "give the collection and an id, without a field"))
	case !slices.Contains(ops, c.Op):
		return lang.Wrong(lang.F("« %s » n'est pas une opération", "%q is not an operation", string(c.Op)), oneOf(string(c.Op), stringsOf(ops)))
	}
	return nil
}

// parseFactor reads a factor of 0 or more with point or comma, at most 30 characters long as given and as it is written back.
func parseFactor(s string) (decimal.Decimal, error) {
	text := strings.Replace(strings.TrimSpace(s), ",", ".", 1)
	wrong := len(text) > 30 || strings.ContainsAny(text, "eE")
	var d decimal.Decimal
	if !wrong {
		var err error
		d, err = decimal.NewFromString(text)
		wrong = err != nil || len(d.String()) > 30
	}
	if wrong {
		return d, lang.Wrong(lang.F("« %s » n'est pas un facteur", "%q is not a factor", s), lang.T("écrivez par exemple 1.02 pour + 2 %", "write for example 1.02 for + 2%"))
	}
	if d.IsNegative() {
		return d, negativeFactor(s)
	}
	return d, nil
}

func negativeFactor(s string) error {
	return lang.Wrong(lang.F("le facteur « %s » est négatif", "factor %q is negative", s), lang.T("donnez 0 ou plus", "give 0 or more"))
}

// ParseAssignment reads the ADDRESS=VALUE of --set or --scale, cut at the first = outside a filter. A hidden character in it is a Fault.
func ParseAssignment(op Op, s string) (Change, error) {
	if err := lang.CheckTyped(s); err != nil {
		return Change{}, err
	}
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

func (c Change) equal(d Change) bool {
	return c.Op == d.Op && c.Off == d.Off && c.Address == d.Address && c.Value == d.Value && c.Factor.Equal(d.Factor) && slices.Equal(c.With, d.With)
}

// String writes the change in one line, the same in both languages: set schools/0800002T/pupils to 760.
func (c Change) String() string {
	if c.Off {
		c.Off = false
		return "off: " + c.String()
	}
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
		if len(with) == 0 {
			return "add " + c.Address.String()
		}
		return "add " + c.Address.String() + " with " + strings.Join(with, ", ")
	}
	return "remove " + c.Address.String()
}

// quoted puts a value in quotes where it would not be seen in a line: empty, of several lines, or with hidden characters.
func quoted(s string) string {
	if s == "" || s[0] == '"' || lang.HasHidden(s) || strings.ContainsAny(s, "\n\t") {
		return strconv.Quote(s)
	}
	return s
}

func notAChange(data []byte) error {
	return lang.Wrong(lang.F("ce n'est pas une hypothèse : %s", "not a change: %s", string(data)),
		lang.T("une seule opération : set et to, scale et by, add et with, ou remove", "one operation: set and to, scale and by, add and with, or remove"))
}

// changeJSON is a change as it is stored: the keys of scenarios/*.yaml; fields as pairs, so that their order is kept.
type changeJSON struct {
	Set    string     `json:"set,omitempty"`
	To     *string    `json:"to,omitempty"`
	Scale  string     `json:"scale,omitempty"`
	By     string     `json:"by,omitempty"`
	Add    string     `json:"add,omitempty"`
	With   [][]string `json:"with,omitempty"`
	Remove string     `json:"remove,omitempty"`
	Off    *Change    `json:"off,omitempty"` // alone: the change that is switched off, which who does not know off cannot take for one that is on
}

// MarshalJSON writes the change as it is stored.
func (c Change) MarshalJSON() ([]byte, error) {
	var j changeJSON
	if c.Off {
		c.Off = false
		return json.Marshal(changeJSON{Off: &c})
	}
	switch a := c.Address.String(); c.Op {
	case Set:
		j.Set, j.To = a, &c.Value
	case Scale:
		j.Scale, j.By = a, c.Factor.String()
	case Add:
		j.Add = a
		for _, v := range c.With {
			j.With = append(j.With, []string{v.Field, v.Value})
		}
	default:
		j.Remove = a
	}
	return json.Marshal(j)
}

// UnmarshalJSON reads a stored change, which has one operation. Errors are Faults or those of encoding/json.
func (c *Change) UnmarshalJSON(data []byte) error {
	var j changeJSON
	if err := json.Unmarshal(data, &j); err != nil {
		return err
	}
	if j.Off != nil {
		if j.Off.Off || j.Set+j.Scale+j.Add+j.Remove != "" {
			return notAChange(data)
		}
		*c = *j.Off
		c.Off = true
		return nil
	}
	given := []string{j.Set, j.Scale, j.Add, j.Remove}
	if given = slices.DeleteFunc(given, func(address string) bool { return address == "" }); len(given) != 1 || (j.Set != "") != (j.To != nil) {
		return notAChange(data)
	}
	var read Change
	var err error
	switch {
	case j.Set != "":
		read, err = NewSet(j.Set, *j.To)
	case j.Scale != "":
		read, err = NewScale(j.Scale, j.By)
	case j.Add != "":
		var with []Value
		for _, v := range j.With {
			if len(v) != 2 {
				return notAChange(data)
			}
			with = append(with, Value{v[0], v[1]})
		}
		read, err = NewAdd(j.Add, with)
	default:
		read, err = NewRemove(j.Remove)
	}
	if err == nil {
		*c = read
	}
	return err
}
