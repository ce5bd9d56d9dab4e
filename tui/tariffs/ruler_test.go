package tariffs

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"quotepart/engine"
	"quotepart/tui/theme"
	"quotepart/tui/widget"
)

func TestRuler(t *testing.T) {
	bands := []engine.Band{{From: 1, To: 100}, {From: 101, To: 250}, {From: 200, To: 300}}
	use := engine.BandUse{Schools: []int64{2, 1, 4}, Missing: 1, Counts: []engine.PupilCount{
		{Pupils: 10, Schools: 1}, {Pupils: 99, Schools: 1}, {Pupils: 200, Schools: 1}, {Pupils: 300, Schools: 4}, {Pupils: 400, Schools: 1}}}
	for beyond, want := range map[engine.Beyond]string{
		engine.Refuse: `
                             █
                             █
▆        ▆         ▆         █         ▆
├───2────├────1────├════4────┤××××××××××
1        101       200       300`,
		engine.Last: `
                             █
                             █
▆        ▆         ▆         █         ▆
├───2────├────1────├════4────┤╌╌╌╌╌╌╌╌╌╌
1        101       200       300`,
	} {
		tariff := &engine.Tariff{Bands: bands, Beyond: beyond, Overlap: engine.Upper}
		lines := ruler(theme.Theme{}, 41, 5, tariff, use)
		for i := range lines {
			lines[i] = strings.TrimRight(lines[i], " ")
		}
		if got := "\n" + strings.Join(lines, "\n"); got != want {
			t.Errorf("%s:%s\nwant%s", beyond, got, want)
		}
	}
}

// Whatever the bands and the schools, the ruler is as large as it is asked to be.
func TestRulerFillsItsRoom(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tariff := &engine.Tariff{Beyond: rapid.SampledFrom([]engine.Beyond{engine.Refuse, engine.Last}).Draw(t, "beyond")}
		use := engine.BandUse{}
		next := int64(1)
		for range rapid.IntRange(1, 12).Draw(t, "bands") {
			to := next + rapid.SampledFrom([]int64{0, 1, 7, 199, 5000, engine.MaxCount / 20}).Draw(t, "width")
			tariff.Bands = append(tariff.Bands, engine.Band{From: next, To: to})
			use.Schools = append(use.Schools, rapid.Int64Range(0, 99999).Draw(t, "schools"))
			next = max(next+1, to-rapid.Int64Range(-1, 60).Draw(t, "overlap"))
		}
		for range rapid.IntRange(0, 20).Draw(t, "counts") {
			use.Counts = append(use.Counts, engine.PupilCount{Pupils: rapid.Int64Range(1, engine.MaxCount).Draw(t, "pupils"), Schools: rapid.Int64Range(1, 1<<40).Draw(t, "n")})
		}
		width, height := rapid.IntRange(0, 120).Draw(t, "columns"), rapid.IntRange(0, 9).Draw(t, "lines")
		lines := ruler(theme.Theme{}, width, height, tariff, use)
		if len(lines) != height {
			t.Fatalf("%d lines of %d", len(lines), height)
		}
		for _, l := range lines {
			if w := widget.Width(l); w != width {
				t.Fatalf("%d columns of %d: %q", w, width, l)
			}
		}
	})
}
