// Package budget is the screen of the dedicated budget: its charges and subsidies, how they lead to the balance, what each level
// recovers, and what is wrong with the totals.
package budget

import (
	"image"

	tea "charm.land/bubbletea/v2"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/tui/ui"
	"quotepart/tui/widget"
)

// Screen is the screen of the budget.
type Screen struct {
	ui.Tables
	charges   *ui.Table
	subsidies *ui.Table
	levels    *ui.Table
	notices   *ui.Table

	chargeRows  *chargeRows
	subsidyRows *subsidyRows
	levelRows   *levelRows
	noticeRows  *noticeRows
}

// New makes the screen.
func New() *Screen {
	s := &Screen{chargeRows: &chargeRows{}, subsidyRows: &subsidyRows{}, levelRows: &levelRows{}, noticeRows: &noticeRows{}}
	s.charges = ui.NewTable(lang.T("Charges", "Charges"), chargeColumns(lang.FR, ""), s.chargeRows)
	s.subsidies = ui.NewTable(lang.T("Subventions", "Subsidies"), subsidyColumns(lang.FR), s.subsidyRows)
	s.levels = ui.NewTable(lang.T("Récupération par niveau (art. 4.4)", "Recovery by level (art. 4.4)"), levelColumns(lang.FR), s.levelRows)
	s.notices = ui.NewTable(lang.T("Remarques", "Notices"), noticeColumns(lang.FR), s.noticeRows)
	s.levels.Uncounted, s.notices.Uncounted = true, true
	s.All = []*ui.Table{s.charges, s.subsidies, s.levels, s.notices}
	s.Report = ui.RunReport(scenarios.ByCharge)
	return s
}

// ID names the screen.
func (*Screen) ID() string { return "budget" }

// Title is shown in the tabs.
func (*Screen) Title() lang.Text { return lang.T("Budget", "Budget") }

// Show puts the cursor on a charge that was asked for.
func (s *Screen) Show(_ *ui.Ctx, j ui.Jump) {
	if j.Charge != "" {
		s.Focus(s.charges)
		s.charges.Grid.Select(j.Charge)
	}
}

// Refresh takes the new result over.
func (s *Screen) Refresh(c *ui.Ctx) {
	s.levelRows.c = c
	s.noticeRows.take(c)
	s.charges.Grid.SetColumns(chargeColumns(c.Lang, c.Work.Year().Basis))
	s.charges.Grid.Empty = c.T("aucune charge ; {budget.add} en ajoute une", "no charge; {budget.add} adds one")
	s.charges.Footer = c.T("● colonne qui compte : ", "● the column that counts: ") + c.TextIn(c.Work.Year().Basis.Column()) + c.T(" · {budget.basis} change", " · {budget.basis} switches")
	s.subsidies.Grid.SetColumns(subsidyColumns(c.Lang))
	s.subsidies.Grid.Empty = c.T("aucune subvention ; {budget.add} en ajoute une", "no subsidy; {budget.add} adds one")
	s.levels.Grid.SetColumns(levelColumns(c.Lang))
	s.notices.Grid.SetColumns(noticeColumns(c.Lang))
	s.notices.Grid.Empty = c.T("rien à signaler : les totaux sont complets", "nothing to report: the totals are complete")
	s.charges.Values(s.chargeRows.take(c))
	s.subsidies.Values(s.subsidyRows.take(c))
	s.levels.Values(true)
}

// Update moves the cursor.
func (s *Screen) Update(c *ui.Ctx, msg tea.Msg) tea.Cmd {
	s.Tables.Update(c, msg)
	return nil
}

// View draws the charges, and below them how they lead to the balance and what is wrong. Where there is no room for all, the
// panel with the focus comes first.
func (s *Screen) View(c *ui.Ctx, area image.Rectangle) []string {
	lines := s.banner(c, area.Dx())
	area.Min.Y += len(lines)
	switch {
	case area.Dy() < 14:
		return append(lines, s.panel(c, area, s.Focused())...)
	case area.Dx() < 100:
		return append(lines, s.narrow(c, area)...)
	}
	top, below := area, area
	top.Max.Y = area.Min.Y + min(max(s.chargeRows.Len(), 1)+3, max(area.Dy()/2, 8))
	below.Min.Y = top.Max.Y
	left, right := below, below
	left.Max.X = below.Min.X + below.Dx()/2
	right.Min.X = left.Max.X
	lines = append(lines, s.panel(c, top, s.charges)...)
	return append(lines, widget.Beside(s.left(c, left), s.right(c, right))...)
}

// narrow shows the panel with the focus, and the waterfall under it.
func (s *Screen) narrow(c *ui.Ctx, area image.Rectangle) []string {
	if s.IsFocused(s.notices) {
		return s.panel(c, area, s.notices)
	}
	top, below := area, area
	top.Max.Y = max(area.Min.Y+area.Dy()/2, area.Max.Y-len(s.steps(c))-2)
	below.Min.Y = top.Max.Y
	return append(s.panel(c, top, s.Focused()), s.waterfall(c, below)...)
}

// left shows the subsidies above the waterfall; one of both where there is no room.
func (s *Screen) left(c *ui.Ctx, area image.Rectangle) []string {
	need := len(s.steps(c)) + 2
	top, below := area, area
	top.Max.Y = min(area.Max.Y-need, area.Min.Y+max(s.subsidyRows.Len(), 1)+3)
	below.Min.Y = top.Max.Y
	switch {
	case top.Dy() >= 4:
		return append(s.panel(c, top, s.subsidies), s.waterfall(c, below)...)
	case s.IsFocused(s.subsidies):
		return s.panel(c, area, s.subsidies)
	}
	return s.waterfall(c, area)
}

// right shows what the levels recover above the notices; one of both where there is no room, or to read all the notices.
func (s *Screen) right(c *ui.Ctx, area image.Rectangle) []string {
	top, below := area, area
	top.Max.Y = area.Min.Y + s.levelRows.Len() + 3
	below.Min.Y = top.Max.Y
	switch {
	case s.IsFocused(s.notices):
		return s.panel(c, area, s.notices)
	case below.Dy() >= 5:
		return append(s.panel(c, top, s.levels), s.panel(c, below, s.notices)...)
	case !s.IsFocused(s.levels) && len(s.noticeRows.all()) > 0:
		return s.panel(c, area, s.notices)
	}
	return s.panel(c, area, s.levels)
}

// panel draws one of the tables.
func (s *Screen) panel(c *ui.Ctx, area image.Rectangle, t *ui.Table) []string {
	switch t {
	case s.notices:
		s.noticeRows.wrap(area.Dx() - noticeFrame)
		t.Values(true)
	case s.subsidies:
		t.Footer = s.subsidyRows.how(t.Grid.Row()) // where its columns have no room
	}
	return t.View(c, area, s.IsFocused(t))
}

// banner says in one line, on every size, why the totals are incomplete or what wants a look; nothing where all is well.
func (s *Screen) banner(c *ui.Ctx, width int) []string {
	text, role := s.noticeRows.headline(c)
	if text == "" {
		return nil
	}
	return []string{c.Theme.Render(role, widget.Fit(" "+text, width, widget.Left))}
}

// none stands for what is not there, which is not the same as 0.
const none = "–"
