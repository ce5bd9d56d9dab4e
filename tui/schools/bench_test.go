package schools_test

import (
	"slices"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"quotepart/engine/enginetest"
	"quotepart/scenarios"
	"quotepart/tui"
)

// BenchmarkKey is from a key to the finished frame on the screen of 60,000 schools, as a terminal of 120×40 shows it: the
// cursor down, a digit typed into a school's pupils (everything is computed anew), a letter typed into the filter.
func BenchmarkKey(b *testing.B) {
	w, err := scenarios.NewWorkbench(enginetest.BigYear(60_000, 1_000))
	if err != nil {
		b.Fatal(err)
	}
	app, err := tui.New(tui.Options{Work: w, Shelf: tui.NewMemory(nil, "x"), Theme: "dark"})
	if err != nil {
		b.Fatal(err)
	}
	frame(b, app, 120, 40, tea.WindowSizeMsg{Width: 120, Height: 40})
	frame(b, app, 120, 40, key("f4"))
	b.Run("cursor-down", func(b *testing.B) {
		measure(b, app, func(int) string { return "down" })
	})
	b.Run("digit-in-pupils", func(b *testing.B) {
		press := func(k string) { frame(b, app, 120, 40, key(k)) }
		press("e")
		for range 4 {
			press("backspace")
		}
		press("1")
		measure(b, app, func(i int) string { return []string{"7", "backspace"}[i%2] }) // 17 pupils, 1 pupil, 17 …
		press("esc")
	})
	b.Run("letter-in-filter", func(b *testing.B) {
		frame(b, app, 120, 40, key("/"))
		start := time.Now()
		frame(b, app, 120, 40, key("c"))
		first := time.Since(start)
		measure(b, app, func(i int) string { return []string{"o", "l", "backspace", "backspace"}[i%4] })
		b.ReportMetric(float64(first.Microseconds())/1000, "ms-first-letter")
		frame(b, app, 120, 40, key("esc"))
	})
}

// measure reports the median and the 99th percentile of the time from a key to its frame, in milliseconds.
func measure(b *testing.B, app tea.Model, next func(i int) string) {
	times := make([]time.Duration, 0, b.N)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		start := time.Now()
		app.Update(key(next(i)))
		_ = app.View()
		times = append(times, time.Since(start))
	}
	slices.Sort(times)
	ms := func(part int) float64 { return float64(times[(len(times)-1)*part/100].Microseconds()) / 1000 }
	b.ReportMetric(ms(50), "ms-p50")
	b.ReportMetric(ms(99), "ms-p99")
	b.ReportMetric(0, "ns/op") // the mean says nothing here
}
