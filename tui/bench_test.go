package tui_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"quotepart/engine"
	"quotepart/engine/enginetest"
	"quotepart/scenarios"
	"quotepart/tui"
	"quotepart/tui/emulator"
	"quotepart/tui/ui"
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
		{"member", []string{"f3"}, []string{"down"}},
		{"nudge", []string{"f4"}, []string{"+", "-"}},
		{"digit-in-price", []string{"f5", "down", "down", "e", "tab"}, []string{"1", "backspace"}},
		{"undo-redo", []string{"f5", "down", "down", "t"}, []string{"u", "U"}},
		{"undo-redo-pupils", []string{"f4", "+"}, []string{"u", "U"}},
		{"filter", []string{"f4", "/"}, []string{"v", "a", "l", "backspace", "backspace", "backspace"}},
		{"filter-members", []string{"f3", "/"}, []string{"v", "a", "backspace", "backspace"}},
		{"palette", []string{"ctrl+p"}, []string{"v", "a", "l", "backspace", "backspace", "backspace"}},
		{"palette-open-close", nil, []string{"ctrl+p", "esc"}},
		{"threshold", []string{"f6"}, []string{"right", "left"}},
		{"budget-nudge", []string{"f7"}, []string{"+", "-"}},
		{"next-screen", nil, []string{">"}},
		{"language", []string{"f4"}, []string{"L"}},
		{"help", nil, []string{"?", "esc"}},
	} {
		b.Run(bench.name, func(b *testing.B) {
			app := bigApp(b, year)
			for _, k := range bench.setup {
				press(app, k)
			}
			var took durations
			for i := 0; b.Loop(); i++ {
				start := time.Now()
				press(app, bench.keys[i%len(bench.keys)])
				took = append(took, time.Since(start))
			}
			took.report(b)
		})
	}
}

// BenchmarkFirst60k prints the same for keys whose first time is another one than the next: each is the first of its interface.
func BenchmarkFirst60k(b *testing.B) {
	year := enginetest.BigYear(60_000, 1_000)
	for _, bench := range []struct {
		name  string
		setup []string
		key   string
	}{
		{"filter-letter", []string{"f4", "/"}, "v"},
		{"filter-letter-of-usage", []string{"f6", "tab", "/"}, "v"},
		{"edit", []string{"f4"}, "+"},
		{"palette", nil, "ctrl+p"},
		{"palette-letter", []string{"ctrl+p"}, "v"},
		{"sort-by-name", []string{"f4", "left", "left", "left", "left", "left", "left"}, "o"},
		{"sort-by-pupils", []string{"f4"}, "o"},
		{"mark-all", []string{"f4"}, "*"},
	} {
		b.Run(bench.name, func(b *testing.B) {
			var took durations
			for b.Loop() {
				app := bigApp(b, year)
				for _, k := range bench.setup {
					press(app, k)
				}
				start := time.Now()
				press(app, bench.key)
				took = append(took, time.Since(start))
			}
			took.report(b)
		})
	}
}

// BenchmarkView60k prints how long a frame takes to be drawn, screen by screen.
func BenchmarkView60k(b *testing.B) {
	year := enginetest.BigYear(60_000, 1_000)
	for _, size := range [][2]int{{120, 40}, {200, 60}} {
		app := bigApp(b, year)
		app.Resize(size[0], size[1])
		for _, screen := range app.Screens() {
			app.ShowScreen(screen)
			b.Run(fmt.Sprintf("%s-%dx%d", screen, size[0], size[1]), func(b *testing.B) {
				var took durations
				for b.Loop() {
					start := time.Now()
					app.View()
					took = append(took, time.Since(start))
				}
				took.report(b)
			})
		}
	}
}

// BenchmarkBytes prints how many bytes the terminal gets for a key at 120×40 in colour, the mean and the most: the cursor in a
// list by itself (the charges), in one whose panels then tell of another row (60,000 schools, with the lines, the record and the
// formulas of each), and a page of that.
func BenchmarkBytes(b *testing.B) {
	year := enginetest.BigYear(60_000, 1_000)
	for _, bench := range []struct {
		name, screen string
		keys         []string
	}{
		{"cursor", "f7", []string{"down", "up"}},
		{"cursor-and-panels", "f4", []string{"down"}},
		{"page-and-panels", "f4", []string{"pgdown"}},
	} {
		b.Run(bench.name, func(b *testing.B) {
			term := emulator.Start(b, bigApp(b, year), 120, 40, emulator.Color)
			term.Press(bench.screen)
			all, most, keys := 0, 0, 0
			for b.Loop() {
				before := term.Written()
				term.Press(bench.keys[keys%len(bench.keys)])
				n := term.Written() - before
				all, most, keys = all+n, max(most, n), keys+1
			}
			b.ReportMetric(float64(all)/float64(keys), "B/key")
			b.ReportMetric(float64(most), "B-most")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// bigApp is an interface on a large year, as it is when its first commands have ended.
func bigApp(b *testing.B, year *engine.Year) *tui.App {
	b.Helper()
	work, err := scenarios.NewWorkbench(year)
	if err != nil {
		b.Fatal(err)
	}
	app, err := tui.New(tui.Options{Who: scenarios.Person{Role: scenarios.Lead}, Work: work, Shelf: tui.NewMemory(nil, ""), Theme: "dark"})
	if err != nil {
		b.Fatal(err)
	}
	app.Update(ui.FoldNames(work.Result())())
	app.Resize(120, 40)
	app.View()
	return app
}

// durations are what single keys took.
type durations []time.Duration

// report prints the median and the 99th percentile.
func (d durations) report(b *testing.B) {
	slices.Sort(d)
	at := func(q float64) float64 {
		return float64(d[min(int(q*float64(len(d))), len(d)-1)].Microseconds()) / 1000
	}
	b.ReportMetric(at(0.5), "p50-ms")
	b.ReportMetric(at(0.99), "p99-ms")
	b.ReportMetric(0, "ns/op")
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
