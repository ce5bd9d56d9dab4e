package lang

import (
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestClean(t *testing.T) {
	for got, want := range map[string]string{
		"CC de l'Orée du Bois-l'Évêque": "CC de l'Orée du Bois-l'Évêque",
		"12\u00a0345,67\u00a0€":         "12\u00a0345,67\u00a0€",
		"a\x1b[2Jb":                     "a␛[2Jb",
		"a\nb\tc\rd\u2028e":             "a b c d e",
		"a\u009b31mb\x7f":               "a\ufffd31mb␡",
		"a\u202eb":                      "a\ufffdb",
		"a\xffb":                        "a\ufffdb",
		"":                              "",
	} {
		if c := Clean(got); c != want {
			t.Errorf("Clean(%q) = %q, want %q", got, c, want)
		}
	}
}

// Whatever comes in, nothing that a terminal obeys comes out, and cleaning twice changes nothing.
func FuzzClean(f *testing.F) {
	f.Add("a\x1b]0;title\x07b")
	f.Add("\u0085\u200f\xc2")
	f.Fuzz(func(t *testing.T, s string) {
		c := Clean(s)
		if !utf8.ValidString(c) || Clean(c) != c {
			t.Fatalf("Clean(%q) = %q", s, c)
		}
		for _, r := range c {
			if unicode.IsControl(r) {
				t.Fatalf("Clean(%q) keeps %U", s, r)
			}
		}
	})
}
