// Package langtest holds what tests of every layer push through the ways in and out: hostile text, and what must never be shown.
package langtest

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"pgregory.net/rapid"
)

// Hostile are names that act on a terminal or deceive a reader: one for each class of what lang.Hidden finds, alone and mixed.
var Hostile = []string{
	"Collège\x1b[2J\x1b]0;titre\x07\u202e\u200bfin\u009b31m",
	"\x1b]52;c;aGk=\x07presse-papiers",
	"\x1bP1$r0m\x1b\\contrôle",
	"\x1b[31mrouge\x1b[0m",
	"C1\u0090\u009b\u009d\u009c",
	"nul\x00 del\x7f cloche\x07 retour\b",
	"gauche\u202egnp.exe\u202c",
	"isolé\u2066\u2067\u2069",
	"repère\u200e\u200f\u061c",
	"largeur\u200bnulle\ufeff\u2060",
	"cé\u00adsure",
	"rem\u3164pli\u115f\uffa0\u034f",
	"étiquette\U000e0041\U000e007f",
	"sélecteur\ufe0f\U000e0100",
	"Zalgo" + strings.Repeat("\u0335\u0301\u0489", 40) + "fin",
	strings.Repeat("\u0300", 200),
	"ligne\u2028de\u2029plus",
}

// Stored are those that stores of earlier versions may hold: without control characters, which were always refused.
func Stored() []string {
	return slices.DeleteFunc(slices.Clone(Hostile), func(s string) bool { return strings.ContainsFunc(s, unicode.IsControl) })
}

// Legitimate are names that nothing may refuse or change for the eye.
var Legitimate = []string{
	"CC de l'Orée du Bois-l'Évêque",
	"E\u0301cole de\u0301compose\u0301e, L\u2019Hay\u0308-les-Roses",
	"Œuvre du Sacré-Cœur, ﬁn",
	"1\u202f234,56\u00a0€ « franc »\u2009!",
	"École n°\u00a05 – 2ᵉ étage…",
	"🏫 École 👍",
	"❤\ufe0f 👩\u200d🏫 👨\u200d👩\u200d👧 1\ufe0f\u20e3",
	"Tiếng Việt, Tie\u0302\u0301ng",
	"東京小学校 · Ἀθῆναι · α\u0314\u0342\u0345",
}

// Nasty draws strings of the kinds of characters that break grids, and the hostile ones, alone and mixed.
func Nasty() *rapid.Generator[string] {
	special := []rune("\x1b\x07\n\t\x00\x7f\u0085\u009b\u009c\u00ad\u00a0\u0301\u0335\u200b\u200d\u202e\u2066\ufe0f\ufeff" +
		"\u0600\u0d4e\u1100\u1160\u11a2\uff9e\u20e3é€…▸║東한🇫🇷👍🏽👨❤क्षिน้\U000e0041")
	char := rapid.OneOf(
		rapid.SampledFrom(special), rapid.Rune(), rapid.RuneFrom(nil, unicode.Latin),
		rapid.RuneFrom(nil, unicode.Mn), rapid.RuneFrom(nil, unicode.Hangul), rapid.RuneFrom(nil, unicode.Devanagari),
	)
	mixed := rapid.Map(rapid.SliceOfN(rapid.SampledFrom(Hostile), 1, 4), func(s []string) string { return strings.Join(s, "é") })
	return rapid.OneOf(rapid.StringOf(char), mixed, rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) string { return string(b) }))
}

// Shows finds a character that must never come out, in whatever is written for people: C0 but line ends and tabs, DEL, C1, those that
// turn the direction of text, those of no width, more marks than four. It gives nothing where there is none.
func Shows(s string) string {
	marks := 0
	for i, r := range s {
		switch {
		case r == '\n', r == '\t':
			marks = 0
			continue
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r), unicode.Is(unicode.Variation_Selector, r),
			r == 0x2028, r == 0x2029, r == 0x034f, r == 0x115f, r == 0x1160, r == 0x3164, r == 0xffa0:
			return fmt.Sprintf("%U at byte %d of %.80q", r, i, s)
		case !unicode.In(r, unicode.Mn, unicode.Me):
			marks = 0
		default:
			marks++
		}
		if marks > 4 {
			return fmt.Sprintf("more than four marks at byte %d of %.80q", i, s)
		}
	}
	return ""
}
