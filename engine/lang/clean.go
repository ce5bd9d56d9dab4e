package lang

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
	"golang.org/x/text/unicode/norm"
)

// maxMarks is how many combining marks a character keeps after composition: every living language does with two.
const maxMarks = 2

// Clean makes text from outside (a file, a store, an argument, a paste) harmless, measurable and fit for one line of a terminal. All
// that is shown goes through it, wherever the text came from: a store may hold what Hidden would refuse today.
//
//   - Control characters, and with them every escape sequence (ESC, OSC 52, DCS), become visible signs; C1 controls and bytes that
//     are no UTF-8 become �.
//   - Line ends and tabs become spaces.
//   - Characters that turn the direction of text become �.
//   - Invisible characters (of no width, variation selectors, fillers, tags, soft hyphens) are dropped.
//   - Accents are composed; combining marks beyond two on a character are dropped.
//   - Clusters that terminals measure differently, such as families of emoji, are reduced to their first character: what is left
//     takes as many columns where grapheme clusters are counted (mode 2027) as where code points are.
//
// Accents, ligatures, no-break spaces of either width and single emoji stay. Text in which nothing is wrong comes back as it is, and
// so does what was cleaned before.
func Clean(s string) string {
	if _, ok := Simple(s); ok {
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

// harmless gives what is shown for r, and whether anything is.
func harmless(r rune) (rune, bool) {
	switch {
	case r == '\t', r == '\n', r == '\r', r == 0x85, r == 0x2028, r == 0x2029:
		return ' ', true
	case r < 0x20:
		return 0x2400 + r, true // the pictures of the control characters
	case r == 0x7f:
		return 0x2421, true
	case r >= 0x80 && r < 0xa0, turnsText(r):
		return unicode.ReplacementChar, true
	case r >= 0x1f1e6 && r <= 0x1f1ff:
		return 'A' + r - 0x1f1e6, true // the letters flags are made of
	case hasNoShape(r):
		return 0, false
	case r >= 0x1f3fb && r <= 0x1f3ff, r == 0x20e3:
		return 0, false // skin tones and key caps: measured differently everywhere
	}
	return r, true
}

// limitMarks drops the combining marks of a character beyond [maxMarks].
func limitMarks(s string) string {
	marks := 0
	return strings.Map(func(r rune) rune {
		if !isMark(r) {
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
