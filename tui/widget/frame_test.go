package widget

import (
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"quotepart/engine/lang"
	"quotepart/engine/lang/langtest"
	"quotepart/tui/theme"
)

func plainLines(lines []string) string {
	return ansi.Strip(strings.Join(lines, "\n"))
}

func TestFrame(t *testing.T) {
	content := []string{"one", "\x1b[1mtwo\x1b[m", "a line that is too long", "left out"}
	f := Frame{Title: "Membres", Right: "17", Footer: "67 écoles"}
	wantScreen(t, plainLines(f.Lines(theme.Theme{}, 24, 5, content)), `
┌─ Membres ─────── 17 ─┐
│one                   │
│two                   │
│a line that is too lo…│
└─ 67 écoles ──────────┘`)
	f.Focused = true
	wantScreen(t, plainLines(f.Lines(theme.Theme{}, 17, 4, content)), `
┏━ Membres ━━━━━┓
┃one            ┃
┃two            ┃
┗━ 67 écoles ━━━┛`)
	wantScreen(t, plainLines(f.Lines(theme.Theme{}, 10, 2, nil)), `
┏━ Mem… ━┓
┗━ 67 … ━┛`)
}

func TestFrameIsExact(t *testing.T) {
	dark, err := theme.New("dark", true)
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		f := Frame{
			Title:   langtest.Nasty().Draw(t, "title"),
			Right:   langtest.Nasty().Draw(t, "right"),
			Footer:  langtest.Nasty().Draw(t, "footer"),
			Focused: rapid.Bool().Draw(t, "focused"),
		}
		w, h := rapid.IntRange(0, 40).Draw(t, "w"), rapid.IntRange(0, 6).Draw(t, "h")
		lines := f.Lines(dark, w, h, []string{lang.Clean(langtest.Nasty().Draw(t, "line"))})
		if w > 0 && len(lines) != h {
			t.Fatalf("%d lines instead of %d", len(lines), h)
		}
		for _, line := range lines {
			if ansi.StringWidth(line) != w || ansi.StringWidthWc(line) != w {
				t.Fatalf("line of %d columns instead of %d: %q", ansi.StringWidth(line), w, line)
			}
		}
	})
}

func TestBeside(t *testing.T) {
	got := Beside([]string{"ab", "cd"}, []string{"1"}, nil, []string{"x", "y", "z"})
	if want := []string{"ab1x", "cd y", "   z"}; !slices.Equal(got, want) {
		t.Errorf("Beside = %q, want %q", got, want)
	}
}

func TestOverlay(t *testing.T) {
	base := []string{"abcdef", "ghijkl", "東京小"}
	got := Overlay(base, []string{"12", "34", "56"}, 1, 1)
	if want := "abcdef\ng12jkl\n 34 小"; plainLines(got) != want {
		t.Errorf("Overlay gives\n%s\nwant\n%s", plainLines(got), want)
	}
	if plainLines(base) != "abcdef\nghijkl\n東京小" {
		t.Error("Overlay changes what it was given")
	}
	got = Overlay(base, []string{"123456789"}, -2, 0)
	if want := "345678\nghijkl\n東京小"; plainLines(got) != want {
		t.Errorf("Overlay beyond the edges gives\n%s\nwant\n%s", plainLines(got), want)
	}
	if got = Overlay(base, []string{"ab"}, -3, 0); !slices.Equal(got, base) {
		t.Errorf("Overlay outside changes something:\n%s", plainLines(got))
	}
	rapid.Check(t, func(t *rapid.T) {
		base := []string{Fit(langtest.Nasty().Draw(t, "base"), 20, Left)}
		over := []string{lang.Clean(langtest.Nasty().Draw(t, "over"))}
		line := Overlay(base, over, rapid.IntRange(-5, 25).Draw(t, "x"), 0)[0]
		if Width(line) != 20 {
			t.Fatalf("%d columns instead of 20: %q", Width(line), line)
		}
	})
}
