package lang

import (
	"fmt"
	"iter"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/unicode/rangetable"
)

// fillers are letters and marks that have no shape of their own.
var fillers = rangetable.New(0x034f, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x3164, 0xffa0)

// turnsText tells a character that turns the direction of what is shown after it.
func turnsText(r rune) bool { return unicode.Is(unicode.Bidi_Control, r) }

// hasNoShape tells a character that takes part in the text but cannot be seen.
func hasNoShape(r rune) bool {
	return unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Variation_Selector, r) || unicode.Is(fillers, r)
}

func isMark(r rune) bool { return unicode.In(r, unicode.Mn, unicode.Me) }

// mostMarks is how many combining marks a character may have as it is written: a decomposed letter has up to three.
const mostMarks = 4

// Hidden gives the characters of a text that act on a terminal or hide from the reader, each with the byte at which it stands. What
// comes in with one is refused, with its place, or goes through Clean. They are
//
//   - control characters but tabs and line ends (LF, CRLF), and bytes that are no UTF-8;
//   - characters that turn the direction of text;
//   - invisible characters, and the line ends that only Unicode has: two names that look the same must be the same;
//   - combining marks beyond four on a character.
//
// Accents, composed or not, ligatures, every space with a width and emoji are not hidden, nor are the joiners and selectors that
// emoji are made with, directly behind one.
func Hidden(s string) iter.Seq2[int, rune] {
	return func(yield func(int, rune) bool) {
		marks, before := 0, rune(0)
		for i := 0; i < len(s); {
			if c := s[i]; c >= 0x20 && c < 0x7f {
				marks, before = 0, rune(c)
				i++
				continue
			}
			r, size := utf8.DecodeRuneInString(s[i:])
			invalid := r == utf8.RuneError && size == 1
			switch {
			case isMark(r) && !hasNoShape(r):
				marks++
			case !hasNoShape(r):
				marks = 0
			}
			if invalid || marks > mostMarks || hides(r, before, s[i+size:]) {
				if !yield(i, r) {
					return
				}
			}
			before = r
			i += size
		}
	}
}

// hides tells whether a character is hidden where it stands, between the one before it and the rest of the text.
func hides(r, before rune, rest string) bool {
	switch {
	case r >= 0xa1 && r < 0x300 && r != 0xad, r == '\n', r == '\t':
		return false
	case r == '\r':
		return !strings.HasPrefix(rest, "\n")
	case r == 0x2028, r == 0x2029, unicode.IsControl(r):
		return true
	case r == 0x200d: // joins emoji
		return !unicode.In(before, unicode.So, unicode.Sk) && before != 0xfe0f
	case r == 0xfe0e, r == 0xfe0f: // an emoji in black or in colour
		return !unicode.Is(unicode.S, before) && !strings.HasPrefix(rest, "\u20e3")
	}
	return hasNoShape(r)
}

// HasHidden tells whether a text has a hidden character.
func HasHidden(s string) bool {
	for range Hidden(s) {
		return true
	}
	return false
}

// HiddenName says what kind of hidden character one is, and which.
func HiddenName(r rune) Text {
	switch {
	case r == utf8.RuneError:
		return T("octet qui n'est pas de l'UTF-8", "byte that is not UTF-8")
	case unicode.IsControl(r):
		return F("caractère de contrôle %U", "control character %U", r)
	case turnsText(r):
		return F("caractère %U, qui change le sens du texte,", "character %U, which turns the direction of the text,", r)
	case isMark(r) && !hasNoShape(r):
		return F("trop d'accents l'un sur l'autre (%U)", "too many accents on each other (%U)", r)
	}
	return F("caractère invisible %U", "invisible character %U", r)
}

// CheckTyped says, as a Fault, which hidden character a text that somebody gave has.
func CheckTyped(s string) error {
	for _, r := range Hidden(s) {
		return Wrong(F("%[1]s dans « %[2]s »", "%[1]s in “%[2]s”", HiddenName(r), Escape(s)), T("retapez ce texte", "type this text again"))
	}
	return nil
}

// Escape writes hidden characters, and all that Clean would not show, as the escapes that JSON has: \u202e. The text stays exact
// and is harmless where it is looked at.
func Escape(s string) string {
	if _, ok := Simple(s); ok {
		return s
	}
	var b strings.Builder
	marks := 0
	for _, r := range s {
		_, shown := harmless(r)
		switch {
		case isMark(r):
			marks++
		case shown:
			marks = 0
		}
		if marks > maxMarks || !shown || turnsText(r) || unicode.IsControl(r) || r == 0x2028 || r == 0x2029 {
			escapeRune(&b, r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

func escapeRune(b *strings.Builder, r rune) {
	switch {
	case r == '\n':
		b.WriteString(`\n`)
	case r < 0x10000:
		fmt.Fprintf(b, `\u%04x`, r)
	default:
		high, low := utf16.EncodeRune(r)
		fmt.Fprintf(b, `\u%04x\u%04x`, high, low)
	}
}
