package compare

import (
	"cmp"
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/scenarios/report"
	"quotepart/tui/theme"
	"quotepart/tui/ui"
	"quotepart/tui/widget"
)

// why attributes the difference under the cursor to each change.
func (s *Screen) why(c *ui.Ctx) tea.Cmd {
	column, metric, title := s.subject(c)
	if column < 1 {
		c.Say(lang.T("mettez le curseur sur la colonne d'un scénario (← →)", "put the cursor on the column of a scenario (← →)"))
		return nil
	}
	columns, _ := c.Columns()
	if column >= len(columns) {
		return nil
	}
	from, to, stored := columns[0], columns[column], c.Work.Stored()
	title = lang.F("%[1]s : %[2]s → %[3]s", "%[1]s: %[2]s → %[3]s", title, titleText(from.Name), titleText(to.Name))
	do := func(ctx context.Context, progress func(done, of int)) func(*ui.Ctx) {
		a, err := scenarios.Why(ctx, stored, from.Changes, to.Changes, metric, progress)
		return func(c *ui.Ctx) {
			if err != nil {
				c.Complain(err)
				return
			}
			c.Overlay = whyOverlay(title, a)
		}
	}
	if (len(from.Changes)+len(to.Changes)+1)*2*len(stored.Schools) <= ui.AtOnce {
		do(context.Background(), nil)(c)
		return nil
	}
	return (&ui.Beside{Title: lang.T("Pourquoi", "Why")}).Run(c, do)
}

// whyOverlay shows an attribution, in the order of the lists or by size.
func whyOverlay(title lang.Text, a scenarios.Attribution) *ui.Scroll {
	bySize := slices.Clone(a.Entries)
	slices.SortStableFunc(bySize, func(x, y scenarios.Entry) int {
		return cmp.Compare(max(y.Delta, -y.Delta), max(x.Delta, -x.Delta))
	})
	shown := &ui.Scroll{Title: title, Footer: lang.T("↑↓ défiler · o trier · une autre touche ferme", "↑↓ scroll · o sort · any other key closes")}
	shown.Lines = func(c *ui.Ctx, width int) []string { return whyLines(c, a, width) }
	shown.Key = func(_ *ui.Ctx, key string) bool {
		if key == "o" {
			a.Entries, bySize = bySize, a.Entries
		}
		return key == "o"
	}
	return shown
}

// subject is the column of the comparison, the amount and the name of what is under the cursor; the last column where the cursor
// is on the name or on the reference, so that one key answers where there is only one scenario.
func (s *Screen) subject(c *ui.Ctx) (column int, m scenarios.Metric, name lang.Text) {
	last := len(s.rows.compared.Columns) - 1
	if s.IsFocused(s.totals) {
		row, ok := s.totals.Grid.Row()
		if !ok {
			return 0, m, name
		}
		field := "balance"
		if at := s.totals.Grid.Column(); at >= 1 && at <= len(totalIDs) {
			field = totalIDs[at-1]
		}
		if row == 0 {
			row = last
		}
		return row, scenarios.TotalMetric(field), totalTitle(field)
	}
	row, ok := s.table.Grid.Row()
	if !ok {
		return 0, m, name
	}
	column = s.column()
	if column < 1 {
		column = last
	}
	one := s.rows.row(row)
	return column, scenarios.RowMetric(bys[s.by].by, one.ID), lang.T(one.Name, one.Name)
}

// column is the column of the comparison under the cursor of the table, 0 on the name and on the reference.
func (s *Screen) column() int {
	at := s.table.Grid.Column()
	if at < 1 {
		return 0
	}
	column, _ := part(at)
	return column
}

// totalTitle names a total as its column does.
func totalTitle(field string) lang.Text {
	for i, id := range totalIDs {
		if id == field {
			return lang.T(sumColumns(lang.FR)[i+1].Title, sumColumns(lang.EN)[i+1].Title)
		}
	}
	return lang.Text{}
}

// titleText names a column.
func titleText(name string) lang.Text {
	if name == scenarios.Baseline {
		return lang.T("exercice", "year")
	}
	return lang.T(name, name)
}

// whyLines draw an attribution: from, to, each change with its effect and a bar, the rounding, the sum, and how it was computed.
func whyLines(c *ui.Ctx, a scenarios.Attribution, width int) []string {
	const amountWidth = 16
	bars := barWidth
	if width < 70 {
		bars = 7 // the words need the room
	}
	room := max(width-amountWidth-bars-4, 12)
	largest := engine.Cents(1)
	for _, e := range a.Entries {
		largest = max(largest, e.Delta, -e.Delta)
	}
	var lines []string
	say := func(role theme.Role, t lang.Text) {
		for _, part := range widget.Wrap(t.In(c.Lang), max(width-2, 10)) {
			lines = append(lines, " "+c.Theme.Render(role, part))
		}
	}
	line := func(words string, d engine.Cents, bar string) {
		text, role := ui.Delta(c, d)
		if text == "" {
			text = "="
		}
		for i, part := range widget.Wrap(words, room) {
			if i > 0 {
				lines = append(lines, "   "+part)
				continue
			}
			lines = append(lines, " "+widget.Fit(part, room, widget.Left)+" "+c.Theme.Render(role, bar)+" "+c.Theme.Render(role, widget.Fit(text, amountWidth, widget.Right)))
		}
	}
	if !a.Complete {
		say(theme.Error, lang.T("INCOMPLET : il manque des montants dans l'un des calculs.", "INCOMPLETE: amounts are missing in one of the computations."))
	}
	line(lang.F("de %[1]s à %[2]s", "from %[1]s to %[2]s", a.From.Cents, a.To.Cents).In(c.Lang), a.Total, widget.Fit("", bars, widget.Left))
	lines = append(lines, "")
	for _, e := range a.Entries {
		words := report.EntryWords(e).In(c.Lang)
		if !e.Complete {
			words = c.T("INCOMPLET · ", "INCOMPLETE · ") + words
		}
		line(words, e.Delta, widget.Delta(int64(e.Delta), int64(largest), bars))
	}
	if a.Rounding != 0 {
		line(c.T("arrondi", "rounding"), a.Rounding, widget.Delta(int64(a.Rounding), int64(largest), bars))
	}
	if len(a.Entries) == 0 {
		say(theme.Muted, lang.T("aucune hypothèse ne les sépare", "no change sets them apart"))
	}
	lines = append(lines, "")
	say(theme.Muted, report.WhyMethod)
	return lines
}

// setReference takes the column under the cursor as the one that all differences refer to; on the name it is the year again.
func (s *Screen) setReference(c *ui.Ctx) tea.Cmd {
	columns, _ := c.Columns()
	i := s.column()
	if s.IsFocused(s.totals) {
		i, _ = s.totals.Grid.Row()
	}
	name := scenarios.Baseline
	if i > 0 && i < len(columns) {
		name = columns[i].Name
		c.Marked[name] = c.Marked[name] || c.IsSaved(name) // it stays when the reference is another one again
	}
	c.ReferTo(name)
	return nil
}
