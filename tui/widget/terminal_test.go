package widget

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"quotepart/engine/lang/langtest"
	"quotepart/tui/emulator"
	"quotepart/tui/theme"
)

// board is a program that shows the lines it is sent.
type board []string

func (b board) Init() tea.Cmd { return nil }

func (b board) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if lines, ok := msg.(board); ok {
		return lines, nil
	}
	return b, nil
}

func (b board) View() tea.View {
	v := tea.NewView(strings.Join(b, "\n"))
	v.AltScreen = true
	return v
}

// Names of every kind keep the grid straight on a terminal: behind each of
// them, the next column and the border stand where they belong.
func TestGridKeepsStraightOnATerminal(t *testing.T) {
	rows := makeTowns(
		"École Élémentaire", 120, "E\u0301cole Rene\u0301 Goscinny", 80, "東京日本人学校", 340, "한국학교 파리", 55,
		"École 👩\u200d🏫 des Fées 🧚🏽", 12, "École 🇫🇷 ❤\ufe0f", 7, "Zal\u0335\u0335\u0335\u0335\u0335\u0335go", 1,
		"Très longue école du regroupement pédagogique intercommunal", 99, "\x1b[2J\x1b]0;x\aévasion", 3,
		"\u202eelôcé\u202c", 4, "हिन्दी विद्यालय", 5, "\t\n", 6)
	g := NewGrid(townColumns, rows)
	g.Focused = true
	g.Move(2)
	dark, err := theme.New("dark", true)
	if err != nil {
		t.Fatal(err)
	}
	frame := Frame{Title: "Établissements", Right: "12", Focused: true}
	for _, tt := range []struct {
		name string
		look emulator.Look
	}{{"names-color", emulator.Color}, {"names-mono", emulator.Mono}} {
		tm := emulator.Start(t, board(frame.Lines(dark, 50, 15, g.View(dark, 48, 13))), 50, 15, tt.look)
		tm.Golden(tt.name)
		for y, line := range strings.Split(tm.Screen(), "\n") {
			if Width(line) != 50 {
				t.Errorf("line %d takes %d columns: %q", y, Width(line), line)
			}
		}
		tm.Quit()
	}
}

// What a line is meant to show is what a terminal shows, from one frame to the
// next, whatever the text.
func TestTextOnATerminal(t *testing.T) {
	const width, height = 24, 4
	tm := emulator.Start(t, board{""}, width, height, emulator.Mono)
	rapid.Check(t, func(t *rapid.T) {
		lines := make(board, height)
		want := make([]string, height)
		for i := range lines {
			lines[i] = "│" + Fit(langtest.Nasty().Draw(t, "text"), width-2, Align(i%3)) + "│"
			want[i] = lines[i]
		}
		tm.Send(lines)
		if got := tm.Screen(); got != strings.Join(want, "\n") {
			t.Fatalf("the terminal shows\n%q\nwant\n%q", got, strings.Join(want, "\n"))
		}
	})
}

func TestWrap(t *testing.T) {
	got := strings.Join(Wrap("Le prix « par élève » est lu\u00a0ainsi.", 12), "\n")
	if want := "Le prix «\npar élève »\nest\nlu\u00a0ainsi."; got != want {
		t.Errorf("Wrap gives\n%s\nwant\n%s", got, want)
	}
	rapid.Check(t, func(t *rapid.T) {
		text, width := langtest.Nasty().Draw(t, "text"), rapid.IntRange(2, 30).Draw(t, "width")
		for _, line := range Wrap(text, width) {
			if ansi.StringWidth(line) > width {
				t.Fatalf("line of %d columns instead of at most %d: %q", ansi.StringWidth(line), width, line)
			}
		}
	})
}
