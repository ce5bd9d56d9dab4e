package lang

import (
	"strings"
	"unicode"
)

// Clean makes text that came from outside (a file, an argument) fit for one line of a terminal: control characters, and with
// them every escape sequence, become visible signs; line ends and tabs become spaces; bidirectional overrides and invalid
// bytes become �. Text in which nothing is wrong comes back as it is.
func Clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t', r == '\n', r == '\r', r == 0x85, r == 0x2028, r == 0x2029:
			return ' '
		case r < 0x20:
			return 0x2400 + r // the pictures of the control characters
		case r == 0x7f:
			return 0x2421
		case r >= 0x80 && r < 0xa0, unicode.Is(unicode.Bidi_Control, r):
			return unicode.ReplacementChar
		}
		return r
	}, s)
}
