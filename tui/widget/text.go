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
	"golang.org/x/text/unicode/rangetable"
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

// simple reports whether s holds only printable characters of one column and
// one code point, the overwhelming case; columns is then the width of s.
func simple(s string) (columns int, ok bool) {
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c >= 0x20 && c < 0x7f:
			i++
		case c == 0xc2 && i+1 < len(s) && s[i+1] >= 0xa0 && s[i+1] <= 0xbf && s[i+1] != 0xad:
			i += 2 // U+00A0 to U+00BF, without the soft hyphen
		case c >= 0xc3 && c <= 0xc9 && i+1 < len(s) && s[i+1]&0xc0 == 0x80:
			i += 2 // the accented Latin letters, U+00C0 to U+027F
		default:
			if !simpleRune(s[i:]) {
				return 0, false
			}
			i += 3
		}
		columns++
	}
	return columns, true
}

// simpleRune reports whether s starts with one of the three-byte characters
// that quotepart itself writes much of: dashes, quotes, the ellipsis, the
// narrow no-break space, the euro sign, arrows, lines, blocks and shapes.
func simpleRune(s string) bool {
	r, size := utf8.DecodeRuneInString(s)
	if size != 3 {
		return false
	}
	switch {
	case r >= 0x2010 && r <= 0x2026, r == 0x202f, r == 0x2039, r == 0x203a, r == 0x20ac, r == 0x2212:
		return true
	case r >= 0x2190 && r <= 0x2193, r >= 0x2500 && r <= 0x25a1, r == 0x25b2, r == 0x25b8, r == 0x25bc:
		return true
	}
	return false
}

// Width is the number of columns s takes on the screen. Escape sequences take
// none.
func Width(s string) int {
	if n, ok := simple(s); ok {
		return n
	}
	return ansi.StringWidth(s)
}

// maxMarks is how many combining marks a character keeps after composition:
// every living language does with two.
const maxMarks = 2

// Clean makes text from outside (a file, a paste) harmless and measurable.
//
// Control characters, and with them every escape sequence, become visible
// signs; line ends and tabs become spaces; bidirectional overrides and invalid
// bytes become �; invisible characters and combining marks beyond two are
// dropped; accents are composed. What is left takes the same number of columns
// on a terminal that counts grapheme clusters (mode 2027) as on one that
// counts code points: clusters on which the two disagree, such as families of
// emoji, are reduced to their first character.
func Clean(s string) string {
	if _, ok := simple(s); ok {
		return s
	}
	var b strings.Builder
	for _, r := range strings.ToValidUTF8(s, "\uFFFD") {
		if r, keep := harmless(r); keep {
			b.WriteRune(r)
		}
	}
	return detach(agreeOnWidth(limitMarks(norm.NFC.String(b.String()))))
}

// limitMarks drops the combining marks of a character beyond [maxMarks].
func limitMarks(s string) string {
	marks := 0
	return strings.Map(func(r rune) rune {
		if !unicode.In(r, unicode.Mn, unicode.Me) {
			marks = 0
		} else if marks++; marks > maxMarks {
			return -1
		}
		return r
	}, s)
}

// detach takes off what would join the character before or after the text,
// which is a border or a space: a vowel sign at the start, a prefix at the end.
func detach(s string) string {
	for s != "" {
		_, size := utf8.DecodeRuneInString(s)
		if cluster, _ := ansi.FirstGraphemeCluster(" "+s, ansi.GraphemeWidth); len(cluster) == 1 {
			break
		}
		s = s[size:]
	}
	for s != "" {
		_, size := utf8.DecodeLastRuneInString(s)
		last := s[len(s)-size:] + "x"
		if cluster, _ := ansi.FirstGraphemeCluster(last, ansi.GraphemeWidth); len(cluster) == size {
			break
		}
		s = s[:len(s)-size]
	}
	return s
}

// fillers are letters and marks that have no shape of their own.
var fillers = rangetable.New(0x034f, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x3164, 0xffa0)

// harmless gives what is shown for r, and whether anything is.
func harmless(r rune) (rune, bool) {
	switch {
	case r == '\t', r == '\n', r == '\r', r == 0x85, r == 0x2028, r == 0x2029:
		return ' ', true
	case r < 0x20:
		return 0x2400 + r, true // the pictures of the control characters
	case r == 0x7f:
		return 0x2421, true
	case r >= 0x80 && r < 0xa0:
		return unicode.ReplacementChar, true
	case r == 0x061c, r == 0x200e, r == 0x200f, r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069:
		return unicode.ReplacementChar, true
	case r >= 0x1f1e6 && r <= 0x1f1ff:
		return 'A' + r - 0x1f1e6, true // the letters flags are made of
	case unicode.Is(unicode.Cf, r), unicode.Is(unicode.Variation_Selector, r), unicode.Is(fillers, r):
		return 0, false // takes part in the text, but cannot be seen
	case r >= 0x1f3fb && r <= 0x1f3ff, r == 0x20e3:
		return 0, false // skin tones and key caps: measured differently everywhere
	}
	return r, true
}

// agreeOnWidth reduces the grapheme clusters that terminals measure
// differently to their first character, and to � what still differs then: a
// first character may join the next cluster.
func agreeOnWidth(s string) string {
	reduced := mapOddClusters(s, func(cluster string) string {
		_, size := utf8.DecodeRuneInString(cluster)
		return cluster[:size]
	})
	if reduced == s {
		return s
	}
	return mapOddClusters(reduced, func(string) string { return "\uFFFD" })
}

// mapOddClusters replaces each cluster that takes no column, or that the two
// ways of counting measure differently.
func mapOddClusters(s string, replace func(cluster string) string) string {
	var b strings.Builder
	for rest := s; rest != ""; {
		cluster, width := ansi.FirstGraphemeCluster(rest, ansi.GraphemeWidth)
		rest = rest[len(cluster):]
		if width == 0 || width != ansi.StringWidthWc(cluster) {
			cluster = replace(cluster)
		}
		b.WriteString(cluster)
	}
	return b.String()
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
	columns, ok := simple(s)
	if !ok {
		cut := false
		if limit := (width + 1) * bytesPerColumn; len(s) > limit {
			s, cut = s[:limit], true
		}
		s = Clean(s)
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
	if _, ok := simple(s); !ok {
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
