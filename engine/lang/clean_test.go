package lang_test

import (
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"quotepart/engine/lang"
	"quotepart/engine/lang/langtest"
)

func TestClean(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"plain", "CC de l'Orée du Bois-l'Évêque", "CC de l'Orée du Bois-l'Évêque"},
		{"money", "1\u202f234,56\u00a0€", "1\u202f234,56\u00a0€"},
		{"ligatures", "Œuvre du Sacré-Cœur, L'Haÿ, ﬁn", "Œuvre du Sacré-Cœur, L'Haÿ, ﬁn"},
		{"nothing", "", ""},
		{"escape", "a\x1b[31mred", "a␛[31mred"},
		{"title", "\x1b]0;pwned\x07x", "␛]0;pwned␇x"},
		{"clipboard", "\x1b]52;c;aGk=\x1b\\", "␛]52;c;aGk=␛\\"},
		{"device control", "\x1bP+q544e\x1b\\", "␛P+q544e␛\\"},
		{"C1 control", "a\u009b31mb", "a�31mb"},
		{"C1 byte", "a\x9b31mb", "a�31mb"},
		{"bytes that are no UTF-8", "a\xff\xc3b", "a�b"},
		{"DEL and NUL", "a\x7f\x00b", "a␡␀b"},
		{"line ends", "a\r\nb\tc\u2028d\u0085e", "a  b c d e"},
		{"bidi override", "a\u202egnp.exe\u2069", "a�gnp.exe�"},
		{"marks of direction", "a\u200eb\u061cc", "a�b�c"},
		{"zero width", "a\u200bb\u00adc\ufeffd\u2060e", "abcde"},
		{"fillers", "a\u3164b\u115fc\uffa0d", "abcd"},
		{"tags", "a\U000e0041b", "ab"},
		{"decomposed", "E\u0301cole a\u0300", "École à"},
		{"marks without end", "a" + strings.Repeat("\u0335", 50) + "b", "a\u0335\u0335b"},
		{"mark at the start", "\u0301a", "a"},
		{"family", "👨\u200d👩\u200d👧", "👨👩👧"},
		{"flag", "🇫🇷", "FR"},
		{"skin tone", "👍🏽", "👍"},
		{"presentation", "❤\ufe0f", "❤"},
		{"CJK", "東京小学校", "東京小学校"},
		{"Hangul", "\u1112\u1161\u11ab", "한"},
	}
	for _, tt := range tests {
		if got := lang.Clean(tt.in); got != tt.want {
			t.Errorf("%s: Clean(%q) = %q, want %q", tt.name, tt.in, got, tt.want)
		}
	}
}

var marks = regexp.MustCompile(`[\p{Mn}\p{Me}]{3}`)

// cleaned says what is wrong with a text that was cleaned.
func cleaned(in string) string {
	got := lang.Clean(in)
	if wrong := langtest.Shows(got); wrong != "" || strings.ContainsAny(got, "\n\t") {
		return wrong + " or a line end is kept"
	}
	if marks.MatchString(got) {
		return "keeps a third mark"
	}
	if !utf8.ValidString(got) || lang.Clean(got) != got {
		return "is not valid, or changes again"
	}
	if g, wc := ansi.StringWidth(got), ansi.StringWidthWc(got); g != wc || g > 2*utf8.RuneCountInString(in) {
		return "has no sure width"
	}
	return ""
}

func TestCleanIsHarmlessAndMeasurable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := langtest.Nasty().Draw(t, "in")
		if wrong := cleaned(in); wrong != "" {
			t.Fatalf("Clean(%q) = %q: %s", in, lang.Clean(in), wrong)
		}
	})
}

// Text that has nothing wrong with it is the same text, not a copy of it: the tables of the screens clean each cell.
func TestCleanTextCostsNothing(t *testing.T) {
	for _, s := range []string{"0800002T College Jean Moulin", "Collège de l'Orée « du Bois », 1 234,56 €"} {
		if n := testing.AllocsPerRun(100, func() { lang.Clean(s) }); n != 0 {
			t.Errorf("%q: %v allocations", s, n)
		}
	}
}

func FuzzClean(f *testing.F) {
	for _, s := range langtest.Hostile {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if wrong := cleaned(s); wrong != "" {
			t.Fatalf("Clean(%q) = %q: %s", s, lang.Clean(s), wrong)
		}
	})
}

func BenchmarkClean(b *testing.B) {
	for _, s := range []string{"0800002T College Jean Moulin", "Collège Notre-Dame de l'Évêché", langtest.Hostile[0]} {
		b.Run(s[:7], func(b *testing.B) {
			for b.Loop() {
				lang.Clean(s)
			}
		})
	}
}
