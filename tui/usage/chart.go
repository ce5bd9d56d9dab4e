package usage

import (
	"image"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/tui/theme"
	"quotepart/tui/ui"
	"quotepart/tui/widget"
)

// subject is whose use is shown: the schools of a tariff, or one of them.
type subject struct {
	usage engine.Usage
	delta engine.Cents
	name  string
	one   bool
}

// current is the use to show; false where there is none: the tariff is disabled.
func (s *Screen) current(c *ui.Ctx, oneSchool bool) (subject, bool) {
	row, ok := s.tariffs.Grid.Row()
	if !ok || !s.tariffRows.usage[row].Known {
		return subject{}, false
	}
	if at, ok := s.schools.Grid.Row(); ok && oneSchool {
		return subject{s.schoolRows.usage(at), s.schoolRows.delta(at), s.schoolRows.school(at).Name, true}, true
	}
	u := s.tariffRows.usage[row].Value
	name := lang.F("%s établissements", "%s schools", lang.Count(u.Known+u.Unknown)).In(c.Lang)
	return subject{u, s.tariffRows.deltas[row], name, false}, true
}

// The least and the most lines of the histogram, with its labels.
const (
	leastBars = 4
	mostBars  = 16
)

// chart draws the histogram of the tool with the threshold as a line, and the figures under it.
func (s *Screen) chart(c *ui.Ctx, area image.Rectangle, oneSchool bool) []string {
	frame := widget.Frame{Title: c.T("Usage", "Use")}
	at, ok := s.current(c, oneSchool)
	if !ok {
		return frame.Lines(c.Theme, area.Dx(), area.Dy(), []string{" " + c.T("aucun tarif actif sous le curseur", "no enabled tariff under the cursor")})
	}
	width, height := frame.Inner(area.Dx(), area.Dy())
	frame.Title = at.usage.Tariff.Tool + " · " + at.name
	figures := figures(c, at, width)
	var lines []string
	if len(at.usage.Buckets) == 0 {
		lines = unknown(c, at, width)
	} else {
		lines = append(lines, sides(c, at, width))
		bars := min(max(height-1-len(figures), leastBars), mostBars)
		lines = append(lines, histogram(c, at.usage).Lines(c.Theme, width, bars)...)
	}
	return frame.Lines(c.Theme, area.Dx(), area.Dy(), append(lines, figures...))
}

// sides tells how many pupils stand on either side of the threshold, over the bars.
func sides(c *ui.Ctx, at subject, width int) string {
	u := at.usage
	left := lang.F(" ◂ %s non facturés", " ◂ %s not billed", lang.Count(u.Observed-u.Above)).In(c.Lang)
	right := lang.F("%[1]s > %[2]s min ▸ ", "%[1]s > %[2]s min ▸ ", lang.Count(u.Above), lang.Count(u.Tariff.Threshold.Value)).In(c.Lang)
	room := max(width-widget.Width(right), 0)
	return c.Theme.Render(theme.Muted, widget.Fit(left, room, widget.Left)) + c.Theme.Render(theme.Fill1, right)
}

// histogram is the pupils by their use.
func histogram(c *ui.Ctx, u engine.Usage) widget.Histogram {
	threshold := u.Tariff.Threshold.Value
	h := widget.Histogram{ThresholdLabel: lang.F("│ seuil %s", "│ over %s", lang.Count(threshold)).In(c.Lang)}
	for _, b := range u.Buckets {
		h.Counts = append(h.Counts, b.Pupils)
		h.Labels = append(h.Labels, strconv.FormatInt(b.Minutes, 10))
		if b.Minutes <= threshold {
			h.Threshold++
		}
	}
	return h
}

// unknown says what is billed while no use is known.
func unknown(c *ui.Ctx, at subject, width int) []string {
	text := lang.F("Aucun usage connu de %[1]s : %[2]s des élèves sont supposés au-dessus du seuil (« Supposé »), tant que l'exercice est prévisionnel.",
		"No known use of %[1]s: %[2]s of the pupils are assumed to be over the threshold (“Assumed”), as long as the year is a planned one.", at.usage.Tariff.Tool, at.usage.Tariff.Assumed)
	if c.Work.Year().Basis == engine.Paid {
		text = lang.F("Aucun usage connu de %s : dans un exercice réalisé, personne n'est facturé. L'usage supposé ne compte qu'en prévisionnel.",
			"No known use of %s: in a paid year, nobody is billed. The assumed use counts in a planned year only.", at.usage.Tariff.Tool)
	}
	var lines []string
	for _, part := range widget.Wrap(text.In(c.Lang), width-2) {
		lines = append(lines, " "+part)
	}
	return append(lines, "")
}

// figures lead from the pupils that were observed to those that are billed.
func figures(c *ui.Ctx, at subject, width int) []string {
	u := at.usage
	count := func(n int64) string { return lang.Count(n).In(c.Lang) }
	var lines []string
	add := func(label lang.Text, value string) {
		lines = append(lines, ui.Pair(c, label.In(c.Lang), value, width))
	}
	if u.Known > 0 {
		add(lang.F("au-delà de %[1]s min, sur %[2]s observés", "over %[1]s min, of %[2]s observed", lang.Count(u.Tariff.Threshold.Value), lang.Count(u.Observed)), count(u.Above))
	}
	add(lang.F("facturés, rapportés à %s élèves", "billed, applied to %s pupils", lang.Count(u.Pupils)), count(u.Billed))
	if u.Assumed > 0 {
		add(lang.T("dont supposés, sans usage connu", "of these assumed, without known use"), count(u.Assumed))
	}
	if u.Unknown > 0 && !at.one {
		add(lang.T("établissements sans usage connu", "schools without known use"), count(int64(u.Unknown)))
	}
	if held := seen(u.Buckets); held < u.Observed {
		add(lang.T("observés sans aucune durée", "observed without any duration"), count(u.Observed-held))
	}
	add(lang.T("montant", "amount"), ui.Money(c, u.Amount, at.delta))
	return lines
}

func seen(buckets []engine.Bucket) (pupils int64) {
	for _, b := range buckets {
		pupils += b.Pupils
	}
	return pupils
}

// move moves the threshold of the tariff under the cursor to the next use that was observed, down or up. A pupil is billed
// strictly over the threshold: standing on a bucket leaves it out.
func (s *Screen) move(direction int) func(*ui.Ctx) tea.Cmd {
	return func(c *ui.Ctx) tea.Cmd {
		s.sync(c)
		row, ok := s.tariffs.Grid.Row()
		if !ok {
			return nil
		}
		u := s.tariffRows.usage[row].Value
		if len(u.Buckets) == 0 {
			c.Say(lang.T("aucun usage connu : {edit} saisit le seuil en minutes", "no known use: {edit} takes the threshold in minutes"))
			return nil
		}
		next, ok := nextThreshold(u, direction)
		if !ok {
			if direction < 0 {
				c.Say(lang.T("aucune durée observée en deçà : le seuil est au début de l'histogramme", "no use was observed below: the threshold is at the start of the histogram"))
				return nil
			}
			c.Say(lang.T("aucune durée observée au-delà : le seuil est au bout de l'histogramme", "no use was observed beyond: the threshold is at the end of the histogram"))
			return nil
		}
		a := scenarios.Address{Collection: scenarios.InTariffs, ID: u.Tariff.ID, Field: "threshold"}
		c.Do(scenarios.Change{Op: scenarios.Set, Address: a, Value: strconv.FormatInt(next, 10)})
		return nil
	}
}

// nextThreshold is the next lower or higher number of minutes in the histogram.
func nextThreshold(u engine.Usage, direction int) (minutes int64, ok bool) {
	now := u.Tariff.Threshold.Value
	for _, b := range u.Buckets {
		switch {
		case direction < 0 && b.Minutes < now:
			minutes, ok = b.Minutes, true
		case direction > 0 && b.Minutes > now:
			return b.Minutes, true
		}
	}
	return minutes, ok
}
