// Package scenariolist is the screen of the saved scenarios and of the working changes.
package scenariolist

import (
	"image"

	tea "charm.land/bubbletea/v2"

	"quotepart/engine/lang"
	"quotepart/tui/ui"
	"quotepart/tui/widget"
)

// Screen is the screen of the scenarios.
type Screen struct {
	ui.Tables
	rows    *rows
	changes *changeRows
	list    *ui.Table
	detail  *ui.Table // the changes of the scenario under the cursor, where neither of the next two is shown

	history  *ui.Table
	versions *historyRows
	gone     *deletedRows
	asked    asked
}

// New makes the screen.
func New() *Screen {
	s := &Screen{rows: &rows{}, changes: &changeRows{}}
	s.list = ui.NewTable(lang.T("Scénarios", "Scenarios"), columns(lang.FR), s.rows)
	s.detail = ui.NewTable(lang.T("Hypothèses", "Changes"), changeColumns(lang.FR), s.changes)
	s.versions, s.gone = &historyRows{}, &deletedRows{}
	s.history = ui.NewTable(lang.T("Historique", "History"), historyColumns(lang.FR), s.versions)
	s.gone.table = ui.NewTable(lang.T("Scénarios supprimés", "Deleted scenarios"), deletedColumns(lang.FR), s.gone)
	s.All = []*ui.Table{s.list, s.detail}
	return s
}

// ID names the screen.
func (*Screen) ID() string { return "scenarios" }

// Title is shown in the tabs.
func (*Screen) Title() lang.Text { return lang.T("Scénarios", "Scenarios") }

// Show puts the cursor on a scenario that was asked for, or into the working changes.
func (s *Screen) Show(c *ui.Ctx, j ui.Jump) {
	if j.Changes {
		s.All[1] = s.detail
		s.list.Grid.SetFilter("")
		s.list.Grid.Select(workID)
		s.follow(c)
		s.Focus(s.detail)
	}
	if j.Scenario != "" {
		s.Refresh(c)
		s.list.Grid.Select("saved/" + j.Scenario)
	}
}

// Refresh takes the new list and the new result over.
func (s *Screen) Refresh(c *ui.Ctx) {
	s.list.Grid.SetColumns(columns(c.Lang))
	s.detail.Grid.SetColumns(changeColumns(c.Lang))
	s.history.Grid.SetColumns(historyColumns(c.Lang))
	s.gone.table.Grid.SetColumns(deletedColumns(c.Lang))
	s.versions.words = make([]string, len(s.versions.list)) // perhaps in another language
	for _, t := range []*ui.Table{s.history, s.gone.table} {
		t.Footer = c.T("r rétablir · Échap fermer", "r bring back · Esc close")
	}
	s.detail.Grid.Empty = c.T("aucune hypothèse : modifiez une valeur (e) d'un autre écran", "no change: edit a value (e) on another screen")
	s.history.Grid.Empty = c.T("aucune version gardée", "no version kept")
	s.gone.table.Grid.Empty = c.T("aucun scénario supprimé", "no scenario was deleted")
	s.rows.take(c)
	s.list.Values(true)
	s.follow(c)
}

// follow shows the changes of the scenario under the cursor.
func (s *Screen) follow(c *ui.Ctx) {
	row, ok := s.list.Grid.Row()
	s.changes.take(c, s.rows, row, ok)
	s.detail.Values(true)
	s.ask(c, row)
}

// Update moves the cursor.
func (s *Screen) Update(c *ui.Ctx, msg tea.Msg) tea.Cmd {
	s.Tables.Update(c, msg)
	s.follow(c)
	return nil
}

// View draws the list, and the changes of the scenario under the cursor.
func (s *Screen) View(c *ui.Ctx, area image.Rectangle) []string {
	s.changes.weigh(c)
	s.detail.Footer = s.changes.footer(c)
	list, detail := ui.Stack(area)
	if detail.Empty() {
		return s.Focused().View(c, area, true)
	}
	row, _ := s.list.Grid.Row()
	title, text := "Note", s.rows.note(row)
	if s.All[1] != s.detail {
		title, text = s.about(c)
	}
	height := 0
	if text != "" && detail.Dy() >= 9 {
		height = min(len(widget.Wrap(text, detail.Dx()-4))+2, 5)
	}
	table, below := detail, detail
	table.Max.Y -= height
	below.Min.Y = table.Max.Y
	lines := s.All[1].View(c, table, s.IsFocused(s.All[1]))
	if height > 0 {
		var wrapped []string
		for _, l := range widget.Wrap(text, detail.Dx()-4) {
			wrapped = append(wrapped, " "+l)
		}
		lines = append(lines, widget.Frame{Title: title}.Lines(c.Theme, below.Dx(), below.Dy(), wrapped)...)
	}
	return append(s.list.View(c, list, s.IsFocused(s.list)), lines...)
}

// The columns of the list.
const (
	colName = iota
	colMark
	colChanges
	colBalance
	colDelta
	colContributionsDelta
	colContributions
	colAuthor
	colDate
)

func columns(l lang.Lang) []widget.Column {
	return []widget.Column{
		colName:               {Title: lang.T("Scénario", "Scenario").In(l), Min: 15, Width: 26, Flex: 1},
		colMark:               {Title: lang.T("Comparé", "Compared").In(l), Width: 8, NoSort: true},
		colChanges:            {Title: lang.T("Hyp.", "Changes").In(l), Width: 7, Align: widget.Right, Priority: 3},
		colBalance:            {Title: lang.T("Solde", "Balance").In(l), Width: 13, Align: widget.Right},
		colDelta:              {Title: lang.T("Δ solde", "Δ balance").In(l), Width: 14, Align: widget.Right, Priority: 2},
		colContributionsDelta: {Title: lang.T("Δ contrib.", "Δ contrib.").In(l), Width: 14, Align: widget.Right, Priority: 1},
		colContributions:      {Title: lang.T("Contributions", "Contributions").In(l), Width: 13, Align: widget.Right, Priority: 4},
		colAuthor:             {Title: lang.T("Auteur", "Author").In(l), Width: 10, Priority: 6},
		colDate:               {Title: lang.T("Date", "Date").In(l), Width: 10, Priority: 5},
	}
}
