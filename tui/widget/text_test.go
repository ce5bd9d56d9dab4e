package widget

import (
	"strings"
	"testing"
	"unicode"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"
)

func TestClean(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"plain", "École Jean-Moulin", "École Jean-Moulin"},
		{"money", "1\u202f234,56\u00a0€", "1\u202f234,56\u00a0€"},
		{"escape", "a\x1b[31mred", "a␛[31mred"},
		{"title", "\x1b]0;pwned\x07x", "␛]0;pwned␇x"},
		{"C1 control", "a\u009b31mb", "a�31mb"},
		{"C1 byte", "a\x9b31mb", "a�31mb"},
		{"DEL and NUL", "a\x7f\x00b", "a␡␀b"},
		{"line ends", "a\r\nb\tc\u2028d\u0085e", "a  b c d e"},
		{"bidi override", "a\u202egnp.exe\u2069", "a�gnp.exe�"},
		{"marks of direction", "a\u200eb\u061cc", "a�b�c"},
		{"zero width", "a\u200bb\u00adc\ufeffd\u2060e", "abcde"},
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
		if got := Clean(tt.in); got != tt.want {
			t.Errorf("%s: Clean(%q) = %q, want %q", tt.name, tt.in, got, tt.want)
		}
	}
}

// nasty draws strings of the kinds of characters that break grids.
func nasty() *rapid.Generator[string] {
	special := []rune("\x1b\x07\n\t\x00\x7f\u0085\u009b\u009c\u00ad\u00a0\u0301\u0335\u200b\u200d\u202e\u2066\ufe0f\ufeff" +
		"\u0600\u0d4e\u1100\u1160\u11a2\uff9e\u20e3é€…▸║東한🇫🇷👍🏽👨❤क्षிน้\U000e0041")
	char := rapid.OneOf(
		rapid.SampledFrom(special), rapid.Rune(), rapid.RuneFrom(nil, unicode.Latin),
		rapid.RuneFrom(nil, unicode.Mn), rapid.RuneFrom(nil, unicode.Hangul), rapid.RuneFrom(nil, unicode.Devanagari),
	)
	return rapid.OneOf(rapid.StringOf(char), rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) string { return string(b) }))
}

func TestCleanIsHarmlessAndMeasurable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := nasty().Draw(t, "in")
		got := Clean(in)
		for _, r := range got {
			if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == 0x2028 || r == 0x2029 {
				t.Fatalf("Clean(%q) = %q keeps %U", in, got, r)
			}
		}
		if g, wc := ansi.StringWidth(got), ansi.StringWidthWc(got); g != wc || g != Width(got) {
			t.Fatalf("Clean(%q) = %q: %d columns by clusters, %d by code points, Width %d", in, got, g, wc, Width(got))
		}
		if again := Clean(got); again != got {
			t.Fatalf("Clean is not stable: %q then %q", got, again)
		}
	})
}

func TestFitIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := nasty().Draw(t, "in")
		width := rapid.IntRange(0, 40).Draw(t, "width")
		align := Align(rapid.IntRange(0, 2).Draw(t, "align"))
		got := Fit(in, width, align)
		if g, wc := ansi.StringWidth(got), ansi.StringWidthWc(got); g != width || wc != width {
			t.Fatalf("Fit(%q, %d) = %q: %d columns by clusters, %d by code points", in, width, got, g, wc)
		}
		if Width(Clean(in)) <= width && len(in) < width*bytesPerColumn && strings.TrimSpace(got) != strings.TrimSpace(Clean(in)) {
			t.Fatalf("Fit(%q, %d) = %q changes text that fits", in, width, got)
		}
	})
}

func TestFit(t *testing.T) {
	tests := []struct {
		in    string
		width int
		align Align
		want  string
	}{
		{"Amiens", 8, Left, "Amiens  "},
		{"7 404", 8, Right, "   7 404"},
		{"ab", 5, Center, " ab  "},
		{"CA Amiens Métropole", 10, Left, "CA Amiens…"},
		{"CA Amiens Métropole", 10, Right, "CA Amiens…"},
		{"東京小学校", 6, Left, "東京… "}, // a wide character is not split
		{"e\u0301e\u0301e\u0301", 2, Left, "é…"},
		{"x", 0, Left, ""},
		{"xy", 1, Left, "…"},
		{strings.Repeat("\u200b", 100000) + "end", 5, Left, "…    "}, // not searched to its end
	}
	for _, tt := range tests {
		if got := Fit(tt.in, tt.width, tt.align); got != tt.want {
			t.Errorf("Fit(%q, %d) = %q, want %q", tt.in, tt.width, got, tt.want)
		}
	}
}

func TestClip(t *testing.T) {
	if got := Clip("\x1b[1mabcdef\x1b[m", 4); ansi.Strip(got) != "abc…" || Width(got) != 4 {
		t.Errorf("Clip cuts to %q", got)
	}
	if got := Clip("\x1b[1mab\x1b[m", 4); got != "\x1b[1mab\x1b[m  " {
		t.Errorf("Clip fills to %q", got)
	}
}

func TestFold(t *testing.T) {
	tests := []struct{ in, want string }{
		{"ÉCOLE Élémentaire", "ecole elementaire"},
		{"E\u0301cole", "ecole"},
		{"Sacré-Cœur", "sacre-coeur"},
		{"Cœur ÆON Straße", "coeur aeon strasse"},
		{"L’Étoile", "l'etoile"},
		{"Saint‑Valery", "saint-valery"},
		{"1\u202f234\u00a0€", "1 234 €"},
		{"Łódź Ørsted", "łodz ørsted"},
		{"École n° 5, nº 6", "ecole no 5, no 6"},
		{"ﬁn", "fin"},
		{"東京", "東京"},
	}
	for _, tt := range tests {
		if got := Fold(tt.in); got != tt.want {
			t.Errorf("Fold(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		in := nasty().Draw(t, "in")
		if once := Fold(in); Fold(once) != once {
			t.Fatalf("Fold(%q) = %q, folded again %q", in, once, Fold(once))
		}
	})
}

func BenchmarkFold60000(b *testing.B) {
	for b.Loop() {
		for range 60000 {
			Fold("École élémentaire Général-de-Gaulle – Amiens")
		}
	}
}
