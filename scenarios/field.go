// Package scenarios changes a year by address and keeps what was changed: every edit, from a key, a flag or a file, is the same
// Change on the same Address, so that undo, saving and comparing are one mechanism.
package scenarios

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"quotepart/engine"
	"quotepart/engine/lang"
)

// Type is what kind of value a field holds, which decides how it is edited.
type Type uint8

// The types of fields.
const (
	Text Type = iota
	Count
	Money
	UnitPrice
	Percentage
	Day
	Choice
)

// Field is one input of a T under the name it has in files and addresses: how it is read, written and scaled. One table of
// fields serves the dossier's columns, the addresses and the editors.
type Field[T any] struct {
	Name     string
	Label    lang.Text
	Type     Type
	Required bool     // an empty text is refused
	Choices  []string // of a Choice
	Set      func(*T, string) error
	Get      func(*T) string
	Scale    func(*T, decimal.Decimal) error // nil where the field is not a number; a missing value stays missing
}

// required marks a field that must not be empty.
func (f Field[T]) required() Field[T] {
	f.Required = true
	set := f.Set
	f.Set = func(t *T, s string) error {
		if strings.TrimSpace(s) == "" {
			return lang.Wrong(lang.F("« %s » manque", "%q is missing", f.Name), lang.T("donnez une valeur", "give a value"))
		}
		return set(t, s)
	}
	return f
}

func textField[T any](name string, label lang.Text, at func(*T) *string) Field[T] {
	return Field[T]{Name: name, Label: label, Type: Text,
		Set: func(t *T, s string) error {
			if !utf8.ValidString(s) || strings.ContainsFunc(s, invisible) {
				return lang.Wrong(lang.T("le texte contient un caractère invisible", "the text holds an invisible character"), lang.T("retapez-le", "type it again"))
			}
			*at(t) = strings.TrimSpace(s)
			return nil
		},
		Get: func(t *T) string { return *at(t) }}
}

// invisible tells whether a character would be lost in a file or act on a terminal.
func invisible(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' }

// choiceField is one of a few values; where the field is not required, an empty text takes the choice back.
func choiceField[T any, S ~string](name string, label lang.Text, choices []S, at func(*T) *S) Field[T] {
	names := make([]string, len(choices))
	for i, c := range choices {
		names[i] = string(c)
	}
	return Field[T]{Name: name, Label: label, Type: Choice, Choices: names,
		Set: func(t *T, s string) error {
			v := strings.TrimSpace(s)
			if v != "" && !slices.Contains(names, v) {
				return lang.Wrong(lang.F("« %[1]s » n'est pas une valeur de « %[2]s »", "%[1]q is not a value of %[2]q", v, name), oneOf(v, names))
			}
			*at(t) = S(v)
			return nil
		},
		Get: func(t *T) string { return string(*at(t)) }}
}

func dateField[T any](name string, label lang.Text, at func(*T) *engine.Date) Field[T] {
	return Field[T]{Name: name, Label: label, Type: Day,
		Set: func(t *T, s string) error {
			d, err := engine.ParseDate(strings.TrimSpace(s))
			if err == nil {
				*at(t) = d
			}
			return err
		},
		Get: func(t *T) string { return at(t).String() }}
}

// number describes one of the engine's exact numbers: how it is read and written, and how many decimals its integer holds.
type number[N ~int64] struct {
	kind  Type
	parse func(string) (N, error)
	write func(N) string
	limit N
}

func plainCount(n int64) string { return lang.Plain(n, 0, 0) }

var (
	counts   = number[int64]{Count, engine.ParseCount, plainCount, engine.MaxCount}
	amounts  = number[engine.Cents]{Money, engine.ParseCents, engine.Cents.String, engine.MaxCents}
	prices   = number[engine.Price]{UnitPrice, engine.ParsePrice, engine.Price.String, engine.MaxPrice}
	signed   = number[engine.Cents]{Money, engine.ParseSignedCents, engine.Cents.String, engine.MaxCents}
	percents = number[engine.Percent]{Percentage, engine.ParsePercent, engine.Percent.String, engine.Whole}
)

// scaled multiplies an exact number, rounding half away from zero to its own last place.
func (n number[N]) scaled(v N, by decimal.Decimal) (N, error) {
	d := decimal.NewFromInt(int64(v)).Mul(by).Round(0)
	if d.GreaterThan(decimal.NewFromInt(int64(n.limit))) {
		return 0, lang.Wrong(
			lang.F("%[1]s multiplié par %[2]s dépasse le maximum %[3]s", "%[1]s scaled by %[2]s is above the maximum %[3]s", n.write(v), by.String(), n.write(n.limit)),
			lang.T("vérifiez le facteur", "check the factor"))
	}
	return N(d.IntPart()), nil
}

func numberField[T any, N ~int64](name string, label lang.Text, n number[N], at func(*T) *N) Field[T] {
	f := Field[T]{Name: name, Label: label, Type: n.kind,
		Set: func(t *T, s string) error {
			v, err := n.parse(s)
			if err == nil {
				*at(t) = v
			}
			return err
		},
		Get: func(t *T) string { return n.write(*at(t)) },
		Scale: func(t *T, by decimal.Decimal) error {
			v, err := n.scaled(*at(t), by)
			if err == nil {
				*at(t) = v
			}
			return err
		}}
	return f.required()
}

// optField is a number that may be missing: an empty text takes it away.
func optField[T any, N ~int64](name string, label lang.Text, n number[N], at func(*T) *engine.Opt[N]) Field[T] {
	return Field[T]{Name: name, Label: label, Type: n.kind,
		Set: func(t *T, s string) error {
			if strings.TrimSpace(s) == "" {
				*at(t) = engine.Opt[N]{}
				return nil
			}
			v, err := n.parse(s)
			if err == nil {
				*at(t) = engine.Some(v)
			}
			return err
		},
		Get: func(t *T) string {
			if v := at(t); v.Known {
				return n.write(v.Value)
			}
			return ""
		},
		Scale: func(t *T, by decimal.Decimal) error {
			if !at(t).Known {
				return nil
			}
			v, err := n.scaled(at(t).Value, by)
			if err == nil {
				at(t).Value = v
			}
			return err
		}}
}

// FieldNamed finds a field by its name.
func FieldNamed[T any](fields []Field[T], name string) (Field[T], bool) {
	for _, f := range fields {
		if f.Name == name {
			return f, true
		}
	}
	return Field[T]{}, false
}
