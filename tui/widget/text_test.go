package widget

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"quotepart/engine/lang"
	"quotepart/engine/lang/langtest"
)

func TestFitIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := langtest.Nasty().Draw(t, "in")
		width := rapid.IntRange(0, 40).Draw(t, "width")
		align := Align(rapid.IntRange(0, 2).Draw(t, "align"))
		got := Fit(in, width, align)
		if g, wc := ansi.StringWidth(got), ansi.StringWidthWc(got); g != width || wc != width {
			t.Fatalf("Fit(%q, %d) = %q: %d columns by clusters, %d by code points", in, width, got, g, wc)
		}
		if Width(lang.Clean(in)) <= width && len(in) < width*bytesPerColumn && strings.TrimSpace(got) != strings.TrimSpace(lang.Clean(in)) {
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
		in := langtest.Nasty().Draw(t, "in")
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
