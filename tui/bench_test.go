package tui_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"quotepart/engine/enginetest"
	"quotepart/scenarios"
	"quotepart/tui"
)

// BenchmarkKey60k prints how long a key takes to its finished frame on a year of 60,000 schools and 1,000 members: Update and
// View together, median and 99th percentile. What Bubble Tea then sends to the terminal is not in it.
func BenchmarkKey60k(b *testing.B) {
	year := enginetest.BigYear(60_000, 1_000)
	for _, bench := range []struct {
		name  string
		setup []string
		keys  []string
	}{
		{"cursor", []string{"f4"}, []string{"down", "down", "pgdown", "up"}},
		{"digit-in-pupils", []string{"f4", "e", "tab", "tab", "tab"}, []string{"1", "backspace"}},
		{"pupils-of-a-member-screen", []string{"f3"}, []string{"down"}},
		{"nudge", []string{"f4"}, []string{"+", "-"}},
		{"digit-in-price", []string{"f5", "down", "down", "e", "tab"}, []string{"1", "backspace"}},
		{"undo-redo", []string{"f5", "down", "down", "t"}, []string{"u", "U"}},
		{"filter", []string{"f4", "/"}, []string{"v", "a", "l", "backspace", "backspace", "backspace"}},
		{"threshold", []string{"f6"}, []string{"right", "left"}},
		{"next-screen", nil, []string{">"}},
	} {
		b.Run(bench.name, func(b *testing.B) {
			work, err := scenarios.NewWorkbench(year)
			if err != nil {
				b.Fatal(err)
			}
			app, err := tui.New(tui.Options{Work: work, Shelf: tui.NewMemory(nil, ""), Theme: "dark"})
			if err != nil {
				b.Fatal(err)
			}
			app.Resize(120, 40)
			app.View()
			for _, k := range bench.setup {
				press(app, k)
			}
			var took []time.Duration
			for i := 0; b.Loop(); i++ {
				start := time.Now()
				press(app, bench.keys[i%len(bench.keys)])
				took = append(took, time.Since(start))
			}
			slices.Sort(took)
			at := func(q float64) float64 {
				return float64(took[min(int(q*float64(len(took))), len(took)-1)].Microseconds()) / 1000
			}
			b.ReportMetric(at(0.5), "p50-ms")
			b.ReportMetric(at(0.99), "p99-ms")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// press sends one key and draws the frame.
func press(app *tui.App, key string) {
	app.Update(keyPress(key))
	app.View()
}

// keyPress is the message of a key by the name Bubble Tea gives it.
func keyPress(name string) tea.KeyPressMsg {
	var key tea.KeyPressMsg
	for found := true; found; {
		found = false
		for prefix, mod := range map[string]tea.KeyMod{"ctrl+": tea.ModCtrl, "shift+": tea.ModShift, "alt+": tea.ModAlt} {
			if rest, ok := strings.CutPrefix(name, prefix); ok && rest != "" {
				name, key.Mod, found = rest, key.Mod|mod, true
			}
		}
	}
	if code, ok := namedKeys[name]; ok {
		key.Code = code
		if name == "space" {
			key.Text = " "
		}
		return key
	}
	var n int
	if _, err := fmt.Sscanf(name, "f%d", &n); err == nil {
		key.Code = tea.KeyF1 + rune(n-1)
		return key
	}
	key.Code = []rune(name)[0]
	if key.Mod == 0 {
		key.Text = name
	}
	return key
}

var namedKeys = map[string]rune{"down": tea.KeyDown, "up": tea.KeyUp, "left": tea.KeyLeft, "right": tea.KeyRight, "pgdown": tea.KeyPgDown,
	"pgup": tea.KeyPgUp, "home": tea.KeyHome, "end": tea.KeyEnd, "tab": tea.KeyTab, "backspace": tea.KeyBackspace, "delete": tea.KeyDelete,
	"enter": tea.KeyEnter, "esc": tea.KeyEscape, "space": tea.KeySpace, "insert": tea.KeyInsert}
