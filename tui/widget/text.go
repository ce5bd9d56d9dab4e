// Package widget holds the parts screens are built of: text that fits, frames,
// the grid, the one-line field, bars and charts. Widgets know nothing of the
// domain. They give back plain lines: strings of an exact display width,
// already styled, without line ends.
package widget

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
	"golang.org/x/text/unicode/norm"

	"quotepart/engine/lang"
)

// Align says where text stands in a space that is wider than it.
type Align uint8

// The alignments.
const (
	Left Align = iota
	Right
	Center
)

// Ellipsis stands for what was cut off.
const Ellipsis = "…"

// Width is the number of columns s takes on the screen. Escape sequences take
// none.
func Width(s string) int {
	if n, ok := lang.Simple(s); ok {
		return n
	}
	return ansi.StringWidth(s)
}

// bytesPerColumn bounds the work that one cell can cost: a text is looked at
// only so far as it could be shown.
const bytesPerColumn = 16

// Fit shows plain text in exactly width columns: cleaned, cut with an ellipsis
// where it is too long, filled with spaces where it is short.
func Fit(s string, width int, align Align) string {
	if width <= 0 {
		return ""
	}
	columns, ok := lang.Simple(s)
	if !ok {
		cut := false
		if limit := (width + 1) * bytesPerColumn; len(s) > limit {
			s, cut = s[:limit], true
		}
		s = lang.Clean(s)
		if columns = Width(s); cut && columns <= width {
			s, columns = s+Ellipsis, columns+1
		}
	}
	if columns > width {
		s = truncate(s, width)
		columns = Width(s)
	}
	return pad(s, width-columns, align)
}

// truncate cuts clean text to at most width columns, the last one an ellipsis.
func truncate(s string, width int) string {
	if _, ok := lang.Simple(s); !ok {
		return ansi.Truncate(s, width, Ellipsis)
	}
	columns := 0
	for i := range s {
		if columns == width-1 {
			return s[:i] + Ellipsis
		}
		columns++
	}
	return s
}

// blanks is what padding is cut from.
const blanks = "                                                                                                                                "

// pad adds n spaces to s.
func pad(s string, n int, align Align) string {
	if n <= 0 {
		return s
	}
	switch align {
	case Right:
		return spaces(n) + s
	case Center:
		return spaces(n/2) + s + spaces(n-n/2)
	}
	return s + spaces(n)
}

// spaces is n spaces, none for a negative n.
func spaces(n int) string {
	if n <= 0 {
		return ""
	}
	if n <= len(blanks) {
		return blanks[:n]
	}
	return strings.Repeat(" ", n)
}

// Clip brings a line that is already styled to exactly width columns: cut with
// an ellipsis, or filled with spaces on the right. The text in it must be
// clean. Unlike [Fit] it leaves escape sequences alone.
func Clip(line string, width int) string {
	if width <= 0 {
		return ""
	}
	w := Width(line)
	if w > width {
		line = ansi.Truncate(line, width, Ellipsis)
		w = Width(line)
	}
	return line + spaces(width-w)
}

// Fold makes text comparable for the filter: without accents, in small
// letters, œ as oe and æ as ae, typographic apostrophes, hyphens and spaces as
// the plain ones. Text and what is looked for are folded alike.
func Fold(s string) string {
	ascii := true
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			ascii = false
			break
		}
	}
	if ascii {
		return strings.ToLower(s)
	}
	b := make([]byte, 0, len(s))
	for _, r := range s {
		b = appendFolded(b, r)
	}
	return string(b)
}

// appendFolded appends what r is compared as.
func appendFolded(b []byte, r rune) []byte {
	switch {
	case r < utf8.RuneSelf:
		if r >= 'A' && r <= 'Z' {
			r += 'a' - 'A'
		}
		return append(b, byte(r))
	case r == 'œ' || r == 'Œ':
		return append(b, "oe"...)
	case r == 'æ' || r == 'Æ':
		return append(b, "ae"...)
	case r == 'ß' || r == 'ẞ':
		return append(b, "ss"...)
	case r == '°':
		return append(b, 'o') // as º is: "n° 5" is found by "no 5"
	case r == '’' || r == '‘' || r == 'ʼ':
		return append(b, '\'')
	case r >= 0x2010 && r <= 0x2015 || r == 0x2212:
		return append(b, '-')
	case unicode.IsSpace(r):
		return append(b, ' ')
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return b
	}
	var buf [utf8.UTFMax]byte
	n := utf8.EncodeRune(buf[:], r)
	parts := norm.NFKD.Properties(buf[:n]).Decomposition()
	if parts == nil {
		return utf8.AppendRune(b, unicode.ToLower(r))
	}
	for len(parts) > 0 {
		part, size := utf8.DecodeRune(parts)
		parts = parts[size:]
		b = appendFolded(b, part) // fully decomposed: this goes one step deep
	}
	return b
}
