package widget

import (
	"math"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"quotepart/engine/lang/langtest"
	"quotepart/tui/theme"
)

func TestBar(t *testing.T) {
	tests := []struct {
		value, whole int64
		want         string
	}{
		{0, 100, "    "},
		{1, 1000000, "▏   "},
		{50, 100, "██  "},
		{47, 100, "█▉  "},
		{100, 100, "████"},
		{250, 100, "████"},
		{-50, 100, "▒▒  "},
		{-1, 1000000, "▒   "},
		{5, 0, "    "},
		{math.MaxInt64 / 2, math.MaxInt64, "█▉  "},
		{math.MinInt64, math.MaxInt64, "▒▒▒▒"},
	}
	for _, tt := range tests {
		if got := Bar(tt.value, tt.whole, 4); got != tt.want {
			t.Errorf("Bar(%d, %d) = %q, want %q", tt.value, tt.whole, got, tt.want)
		}
	}
}

func TestDelta(t *testing.T) {
	tests := []struct {
		value, extent int64
		width         int
		want          string
	}{
		{0, 100, 9, "    │    "},
		{100, 100, 9, "    │████"},
		{-100, 100, 9, "████│    "},
		{-37, 100, 9, "   █│    "},
		{-38, 100, 9, "  ▐█│    "},
		{-1, 10000, 9, "   ▐│    "},
		{1, 10000, 10, "    │▏    "},
		{5, 10, 2, "  "},
	}
	for _, tt := range tests {
		if got := Delta(tt.value, tt.extent, tt.width); got != tt.want {
			t.Errorf("Delta(%d, %d, %d) = %q, want %q", tt.value, tt.extent, tt.width, got, tt.want)
		}
	}
}

func TestStacked(t *testing.T) {
	segments := []Segment{
		{Label: "mutualisé 277 000", Short: "mut.", Value: 277000, Fill: 0},
		{Label: "Département 146 096", Short: "Dép.", Value: 146096, Fill: 1},
		{Label: "EPCI 134 475", Short: "EPCI", Value: 134475, Fill: 2},
		{Label: "subventions 53 025", Short: "subv.", Value: 53025, Fill: 3},
	}
	for _, tt := range []struct {
		width int
		want  string
	}{
		{100, "████████████ mutualisé 277 000 ▓▓▓▓▓▓ Département 146 096 ▒▒▒▒▒▒ EPCI 134 475 ░░ subventions 53 025 "},
		{60, "████████████████ mut. ▓▓▓▓▓▓▓▓ Dép. ▒▒▒▒▒▒▒▒ EPCI ░░░ subv. "},
		{20, "█████████▓▓▓▓▓▒▒▒▒░░"},
		{3, "█▓▒"},
	} {
		if got := ansi.Strip(Stacked(theme.Theme{}, tt.width, segments)); got != tt.want {
			t.Errorf("width %d:\n%q, want\n%q", tt.width, got, tt.want)
		}
	}
	segments[1].Value = 0
	segments[2].Value = -5
	if got, want := ansi.Strip(Stacked(theme.Theme{}, 50, segments)), "█████████████████████ mut.  Dép.  EPCI ░░░░ subv. "; got != want {
		t.Errorf("with zero and less: %q, want %q", got, want)
	}
	if got := Stacked(theme.Theme{}, 8, nil); got != "        " {
		t.Errorf("without segments: %q", got)
	}
}

func TestShareCells(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(rapid.Int64(), 1, 8).Draw(t, "values")
		cells := rapid.IntRange(0, 300).Draw(t, "cells")
		shares := shareCells(values, cells)
		sum, positive := 0, 0
		for i, v := range values {
			sum += shares[i]
			if v > 0 {
				positive++
			}
			if v <= 0 && shares[i] != 0 || shares[i] < 0 {
				t.Fatalf("value %d gets %d", v, shares[i])
			}
		}
		if positive > 0 && sum != cells {
			t.Fatalf("shares %v of %d", shares, cells)
		}
		for i, v := range values {
			if v > 0 && cells >= positive && shares[i] == 0 {
				t.Fatalf("value %d of %v is not seen in %v", v, values, shares)
			}
		}
	})
}

func TestHistogram(t *testing.T) {
	h := Histogram{
		Counts:         []int64{120, 80, 40, 0, 10, 60, 200, 90},
		Labels:         []string{"0", "", "30", "", "60", "", "120"},
		Threshold:      4,
		ThresholdLabel: "60 min",
	}
	wantScreen(t, plainLines(trimmed(h.Lines(theme.Theme{}, 33, 5))), `
                │        ███
▃▃▃             │        ███
███ ▄▄▄         │    ▁▁▁ ███ ▆▆▆
███ ███ ▆▆▆     │▁▁▁ ███ ███ ███
0       30      60 min   120`)
	wantScreen(t, plainLines(trimmed(h.Lines(theme.Theme{}, 6, 3))), `
▃ │ █
█▂│▃█
60 min`)
	h.Threshold = 8
	wantScreen(t, plainLines(trimmed(h.Lines(theme.Theme{}, 17, 2))), `
▄ ▃ ▁   ▁ ▂ █ ▃ │
0   30  60 60 min`)
}

func trimmed(lines []string) []string {
	out := make([]string, len(lines))
	for i, line := range lines {
		out[i] = strings.TrimRight(line, " ")
	}
	return out
}

func TestWaterfall(t *testing.T) {
	steps := []Step{
		{Label: "Charges", Amount: "624 900", Value: 624900, Total: true, Fill: 4},
		{Label: "Mutualisé", Amount: "−277 000", Value: -277000, Fill: 0},
		{Label: "Subventions", Amount: "−53 025", Value: -53025, Fill: 3},
		{Label: "Contributions", Amount: "−309 179", Value: -309179, Fill: 1},
		{Label: "Solde", Amount: "−14 304", Value: -14304, Total: true, Fill: 2},
	}
	wantScreen(t, plainLines(Waterfall(theme.Theme{}, 60, steps)), `
Charges        ▚▚▚▚▚▚▚▚▚▚▚▚▚▚▚▚▚▚▚▚▚▚▚▚▚▚▚▚▚▚▚▚▚▚▚▚  624 900
Mutualisé      │                   ████████████████ −277 000
Subventions    │                ░░░                  −53 025
Contributions ▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓                    −309 179
Solde         ▒│                                     −14 304`)
}

// Charts have their exact size, whatever the amounts.
func TestChartsAreExact(t *testing.T) {
	dark, err := theme.New("dark", true)
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		width := rapid.IntRange(1, 100).Draw(t, "width")
		height := rapid.IntRange(1, 8).Draw(t, "height")
		values := rapid.SliceOf(rapid.Int64()).Draw(t, "values")
		var segments []Segment
		var steps []Step
		for i, v := range values {
			label := langtest.Nasty().Draw(t, "label")
			segments = append(segments, Segment{Label: label, Short: "x", Value: v, Fill: i})
			steps = append(steps, Step{Label: label, Amount: "1", Value: v, Total: i%3 == 0, Fill: i})
		}
		histogram := Histogram{Counts: values, Labels: []string{langtest.Nasty().Draw(t, "tick")},
			Threshold: rapid.IntRange(-1, len(values)).Draw(t, "threshold"), ThresholdLabel: "60"}
		lines := append(histogram.Lines(dark, width, height), Stacked(dark, width, segments))
		if len(lines) != height+1 {
			t.Fatalf("%d lines of a histogram instead of %d", len(lines)-1, height)
		}
		lines = append(lines, Waterfall(dark, width, steps)...)
		if len(values) > 0 {
			lines = append(lines, Bar(values[0], values[len(values)-1], width), Delta(values[0], values[len(values)-1], width))
		}
		for _, line := range lines {
			if ansi.StringWidth(line) != width || ansi.StringWidthWc(line) != width {
				t.Fatalf("%d columns instead of %d: %q", ansi.StringWidth(line), width, line)
			}
		}
	})
}
