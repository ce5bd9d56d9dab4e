// Package compare is the screen that shows the reference, the marked scenarios and the working changes side by side.
package compare

import (
	"image"

	tea "charm.land/bubbletea/v2"

	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/scenarios/report"
	"quotepart/tui/theme"
	"quotepart/tui/ui"
	"quotepart/tui/widget"
)

// Screen is the screen of the comparison.
type Screen struct {
	ui.Tables
	rows   *rows
	sums   *sums
	table  *ui.Table
	totals *ui.Table
	by     int // index into bys
	seen   int // the revision that was compared
	shape  []string
	fault  error // of a marked scenario that does not fit
}

// bys are what the rows can be, in the order in which the key goes through them.
var bys = []struct {
	by    scenarios.By
	title lang.Text
}{
	{scenarios.ByMember, lang.T("Membres", "Members")},
	{scenarios.BySchool, lang.T("Établissements", "Schools")},
	{scenarios.ByTariff, lang.T("Tarifs", "Tariffs")},
	{scenarios.ByCharge, lang.T("Charges nettes", "Net charges")},
}

// New makes the screen.
func New() *Screen {
	s := &Screen{rows: &rows{}, sums: &sums{}, seen: -1}
	s.table = ui.NewTable(lang.T("Comparaison", "Comparison"), []widget.Column{{Title: "…", Min: 10}}, s.rows)
	s.totals = ui.NewTable(lang.T("Totaux", "Totals"), sumColumns(lang.FR), s.sums)
	s.All = []*ui.Table{s.table, s.totals}
	s.Report = s.report
	return s
}

// report takes the comparison down for an export.
func (s *Screen) report(c *ui.Ctx) func() *report.Report {
	columns, _ := c.Columns() // one that does not fit is told on the screen
	by := bys[s.by].by
	return func() *report.Report { return report.Compare(by, columns) }
}

// ID names the screen.
func (*Screen) ID() string { return "compare" }

// Title is shown in the tabs.
func (*Screen) Title() lang.Text { return lang.T("Comparer", "Compare") }

// Bindings are the screen's actions.
func (s *Screen) Bindings() []ui.Binding {
	return append([]ui.Binding{
		{ID: "compare.rows", Keys: []string{"b"}, Name: lang.T("lignes", "rows"), Hint: true,
			Help: lang.T("comparer les membres, les établissements, les tarifs ou les charges", "compare members, schools, tariffs or charges"),
			Run: func(c *ui.Ctx) tea.Cmd {
				s.by = (s.by + 1) % len(bys)
				s.compare(c)
				return nil
			}},
		{ID: "compare.changed", Keys: []string{"v"}, Name: lang.T("changées", "changed"), Hint: true,
			Help: lang.T("ne montrer que les lignes qui changent, ou toutes", "show only the rows that change, or all"),
			Run: func(c *ui.Ctx) tea.Cmd {
				s.rows.changedOnly = !s.rows.changedOnly
				s.compare(c)
				return nil
			}},
		{ID: "compare.why", Keys: []string{"w", "enter"}, Name: lang.T("pourquoi", "why"), Hint: true,
			Help: lang.T("attribuer l'écart sous le curseur à chaque hypothèse, au centime près", "attribute the difference under the cursor to each change, to the cent"), Run: s.why},
		{ID: "compare.reference", Keys: []string{"f"}, Name: lang.T("référence", "reference"),
			Help: lang.T("montrer tous les écarts par rapport au scénario sous le curseur ; sur la première colonne, à l'exercice", "show all differences to the scenario under the cursor; on the first column, to the year"), Run: s.setReference},
	}, s.ReadBindings()...)
}

// Show compares what is marked now.
func (s *Screen) Show(c *ui.Ctx, _ ui.Jump) { s.compare(c) }

// Refresh marks the comparison as old: it is made when it is drawn, not while another screen is.
func (s *Screen) Refresh(*ui.Ctx) { s.seen = -1 }

// Update moves the cursor.
func (s *Screen) Update(c *ui.Ctx, msg tea.Msg) tea.Cmd {
	s.Tables.Update(c, msg)
	return nil
}

// compare sets the columns side by side anew.
func (s *Screen) compare(c *ui.Ctx) {
	s.seen = c.Revision()
	var columns []scenarios.Column
	columns, s.fault = c.Columns()
	by := bys[s.by]
	s.rows.take(c, scenarios.Compare(by.by, columns), columns)
	s.table.Title = by.title
	if s.rows.changedOnly {
		s.table.Title = lang.F("%[1]s qui changent", "%[1]s that change", by.title)
	}
	shape := append([]string{by.title.In(c.Lang)}, s.rows.compared.Columns...)
	s.table.Columns(gridColumns(c, shape))
	if len(shape) != len(s.shape) {
		s.table.Grid.Sort(-1, false)                                // a column number now means another scenario
		s.table.Grid.SetColumn(max(0, deltaColumn(len(columns)-1))) // the one that the foot and "why" speak of
		for col := range s.table.Grid.Columns() {
			s.table.Grid.Hide(col, false)
		}
	}
	s.shape = shape
	s.table.Grid.Empty = c.T("aucune ligne ne change ; {compare.changed} les montre toutes", "no row changes; {compare.changed} shows all")
	s.table.Values(true)
	s.sums.c, s.sums.compared, s.sums.complete = c, s.rows.compared, nil
	for _, column := range columns {
		s.sums.complete = append(s.sums.complete, column.Result.Complete())
	}
	s.totals.Columns(sumColumns(c.Lang))
	s.totals.Values(true)
}

// barWidth is that of the bar of a difference, half of it for each sign.
const barWidth = 13

// gridColumns are the name, the reference, and for each other column its amount, its difference, that in percent, and a bar that
// shows at a glance who pays more and who less. The differences stay longest where there is little room, and of several those
// around the cursor; a percentage and a bar are not shown without their difference.
func gridColumns(c *ui.Ctx, shape []string) []widget.Column {
	columns := []widget.Column{
		{Title: shape[0], Min: 14, Width: 26, Flex: 1},
		{Title: title(c, shape[1]), Width: 14, Align: widget.Right, Priority: 2},
	}
	for i, name := range shape[2:] {
		columns = append(columns,
			widget.Column{Title: title(c, name), Width: 14, Align: widget.Right, Priority: 3},
			widget.Column{Title: "Δ " + title(c, name), Width: 14, Align: widget.Right, Priority: 1},
			widget.Column{Title: "% " + title(c, name), Width: 7, Align: widget.Right, Priority: 4, With: deltaColumn(i + 1)},
			widget.Column{Title: "± " + title(c, name), Width: barWidth, Priority: 5, With: deltaColumn(i + 1), NoSort: true})
	}
	return columns
}

// deltaColumn is the column of the grid with the differences of a column of the comparison; negative for the reference, which
// has none.
func deltaColumn(column int) int {
	if column < 1 {
		return -1
	}
	return 2 + (column-1)*parts + aDelta
}

func title(c *ui.Ctx, name string) string {
	if name == scenarios.Baseline {
		return c.T("exercice", "year")
	}
	return name
}

// View draws the comparison with its totals, or what to do where there is nothing to compare.
func (s *Screen) View(c *ui.Ctx, area image.Rectangle) []string {
	if s.seen != c.Revision() {
		s.compare(c)
	}
	if len(s.rows.compared.Columns) < 2 {
		return s.empty(c, area)
	}
	s.table.Footer = s.rows.verdict(c, s.table.Grid.Column())
	list, detail := s.panes(area)
	if detail.Empty() {
		if s.fault != nil {
			s.table.Footer = s.faultText(c)
		}
		return s.Focused().View(c, area, true)
	}
	s.totals.Footer = s.faultText(c)
	return append(s.table.View(c, list, s.IsFocused(s.table)), s.totals.View(c, detail, s.IsFocused(s.totals))...)
}

// panes gives the totals as many lines as there are columns compared, up to half the screen.
func (s *Screen) panes(area image.Rectangle) (list, totals image.Rectangle) {
	height := min(s.sums.Len()+3, area.Dy()/2)
	if area.Dy()-height < 6 {
		return area, image.Rectangle{}
	}
	list, totals = area, area
	list.Max.Y -= height
	totals.Min.Y = list.Max.Y
	return list, totals
}

func (s *Screen) faultText(c *ui.Ctx) string {
	if s.fault == nil {
		return ""
	}
	return c.T("un scénario marqué ne s'applique plus à l'exercice : ", "a marked scenario no longer fits the year: ") + lang.Describe(s.fault, c.Lang)
}

// empty says what belongs here and which keys make it.
func (s *Screen) empty(c *ui.Ctx, area image.Rectangle) []string {
	text := []lang.Text{
		lang.T("Rien à comparer pour l'instant.", "Nothing to compare yet."),
		{},
		lang.T("Modifiez une valeur ({edit}) : les hypothèses en cours se comparent à l'exercice.", "Edit a value ({edit}): the working changes are compared with the year."),
		lang.T("Ou marquez des scénarios enregistrés, dans l'écran Scénarios ({go.scenarios}), avec {scenarios.mark}.", "Or mark saved scenarios, on the Scenarios screen ({go.scenarios}), with {scenarios.mark}."),
		lang.T("Là, {scenarios.reference} choisit le scénario auquel les autres se comparent.", "There, {scenarios.reference} chooses the scenario that the others are compared with."),
	}
	lines := []string{""}
	for _, t := range text {
		lines = append(lines, "")
		for i, part := range widget.Wrap(c.TextIn(t), max(area.Dx()-4, 1)) {
			if i > 0 {
				lines = append(lines, "")
			}
			lines[len(lines)-1] = " " + part
		}
	}
	if s.fault != nil {
		lines = append(lines, "", " "+c.Theme.Render(theme.Error, widget.Fit(s.faultText(c), max(area.Dx()-4, 0), widget.Left)))
	}
	return widget.Frame{Title: c.T("Comparer", "Compare"), Focused: true}.Lines(c.Theme, area.Dx(), area.Dy(), lines)
}

// cents is the amount of a row in a column; nothing where the column lacks the subject.
func cents(row scenarios.Row, i int) (engine.Cents, bool) {
	return row.Values[i].Value, row.Values[i].Known
}
