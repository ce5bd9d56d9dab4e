package tariffs

import (
	"slices"

	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/tui/theme"
	"quotepart/tui/ui"
	"quotepart/tui/widget"
)

// ruler draws where the schools fall in the bands: their heights by pupils, the bands with the number of schools that each
// prices, and where the bands start. It is exactly height lines of exactly width columns. Two bands over the same count show
// as ═, counts above the last band as × where they have no price, as ╌ where the last band prices them.
func ruler(t theme.Theme, width, height int, tariff *engine.Tariff, use engine.BandUse) []string {
	columns := width - 1 // the histogram keeps one free
	if columns < 2 || height < 3 || len(tariff.Bands) == 0 {
		return slices.Repeat([]string{spaces(width)}, max(height, 0))
	}
	end := int64(1)
	for _, b := range tariff.Bands {
		end = max(end, b.To)
	}
	last := end
	for _, n := range use.Counts {
		end = max(end, n.Pupils)
	}
	at := func(pupils int64) int { return int(pupils * int64(columns-1) / end) }
	h := widget.Histogram{Counts: make([]int64, columns), Labels: make([]string, columns), Threshold: -1}
	for _, n := range use.Counts {
		h.Counts[at(n.Pupils)] += n.Schools
	}
	for _, b := range tariff.Bands {
		h.Labels[at(b.From)] = start(b)
	}
	h.Labels[at(last)] = lang.Plain(last, 0, 0)
	lines := h.Lines(t, width, height-1)
	labels := lines[len(lines)-1]
	lines = append(lines[:len(lines)-1], string(bandLine(tariff, use, at, width, at(last))), labels)
	return lines
}

// bandLine draws the bands side by side.
func bandLine(tariff *engine.Tariff, use engine.BandUse, at func(int64) int, width, last int) []rune {
	line := []rune(spaces(width))
	for _, b := range tariff.Bands {
		for x := at(b.From); x <= at(b.To); x++ {
			if line[x] == '─' && x > at(b.From) {
				line[x] = '═'
			} else {
				line[x] = '─'
			}
		}
		line[at(b.From)] = '├'
	}
	beyond := '×'
	if tariff.Beyond == engine.Last {
		beyond = '╌'
	}
	line[last] = '┤'
	for x := last + 1; x < width-1; x++ {
		line[x] = beyond
	}
	for i, b := range tariff.Bands {
		next := at(b.To)
		if i+1 < len(tariff.Bands) {
			next = min(next, at(tariff.Bands[i+1].From))
		}
		count := []rune(lang.Plain(use.Schools[i], 0, 0))
		if room := next - at(b.From) - 1; room >= len(count) {
			copy(line[at(b.From)+1+(room-len(count))/2:], count)
		}
	}
	return line
}

func spaces(n int) string { return widget.Fit("", n, widget.Left) }

// missing says how many schools no band prices, or nothing.
func missing(c *ui.Ctx, use engine.BandUse) string {
	if use.Missing == 0 {
		return ""
	}
	return c.TextIn(lang.F("%s hors grille ×", "%s in no band ×", lang.Count(use.Missing)))
}
