// Package lang holds what quotepart says to its users in French and in English: a Text carries both, side by side where it
// is written, so that no catalogue of keys has to be kept in step with the code.
package lang

import (
	"fmt"
	"strings"
)

// Lang is a language of the interface. The zero value is French.
type Lang uint8

// The two languages of quotepart.
const (
	FR Lang = iota
	EN
)

// String gives the code that --lang takes: "fr" or "en".
func (l Lang) String() string {
	if l == EN {
		return "en"
	}
	return "fr"
}

// Parse reads "fr" or "en", also as the start of a locale such as "fr_FR.UTF-8". It reports false for anything else.
func Parse(s string) (Lang, bool) {
	code := strings.ToLower(s)
	if i := strings.IndexAny(code, "_-.@"); i >= 0 {
		code = code[:i]
	}
	switch code {
	case "fr":
		return FR, true
	case "en":
		return EN, true
	}
	return FR, false
}

// OfLocale is the language of a locale's variables, which env looks up; French where they name none of the two.
func OfLocale(env func(string) string) Lang {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if value := env(name); value != "" {
			l, _ := Parse(value)
			return l
		}
	}
	return FR
}

// Localized is a value that is written differently in each language, such as an amount or a date.
type Localized interface {
	In(Lang) string
}

// Text is one message in both languages.
type Text struct {
	FR, EN string
}

// T makes a Text of two finished sentences.
func T(fr, en string) Text { return Text{FR: fr, EN: en} }

// F makes a Text of two formats and the arguments they share; a Localized argument is written in each language. Where the
// word order differs, the formats use indexes such as %[2]s.
func F(fr, en string, args ...any) Text {
	return Text{FR: format(FR, fr, args), EN: format(EN, en, args)}
}

func format(l Lang, layout string, args []any) string {
	shown := make([]any, len(args))
	for i, a := range args {
		if v, ok := a.(Localized); ok {
			a = v.In(l)
		}
		shown[i] = a
	}
	return fmt.Sprintf(layout, shown...)
}

// In gives the text in one language.
func (t Text) In(l Lang) string {
	if l == EN {
		return t.EN
	}
	return t.FR
}

// IsZero tells that there is no text.
func (t Text) IsZero() bool { return t == Text{} }

// Fault is an error for the user: what is wrong and how to mend it. The place (file, line, address) is added by whoever
// knows it.
type Fault struct {
	What, Mend Text
}

// Error gives the English wording, for logs and tests; interfaces use In.
func (f *Fault) Error() string { return f.In(EN) }

// In gives "what: how to mend" in one language.
func (f *Fault) In(l Lang) string {
	if f.Mend.IsZero() {
		return f.What.In(l)
	}
	return f.What.In(l) + " — " + f.Mend.In(l)
}

// Wrong makes a Fault as an error.
func Wrong(what, mend Text) error { return &Fault{What: what, Mend: mend} }

// Describe gives an error's wording in one language: that of a Localized error, else its own.
func Describe(err error, l Lang) string {
	if v, ok := err.(Localized); ok {
		return v.In(l)
	}
	return err.Error()
}
