// Package tariffs is the screen of the charter's tariffs: what each brings, its fields, its bands and what the charter leaves open.
package tariffs

import (
	"image"

	tea "charm.land/bubbletea/v2"

	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/tui/ui"
	"quotepart/tui/widget"
)

// Screen is the screen of the tariffs.
type Screen struct {
	ui.Tables
	rows   *rows
	fields *fieldRows
	bands  *bandRows

	list       *ui.Table
	fieldTable *ui.Table
	bandTable  *ui.Table
}

// New makes the screen.
func New() *Screen {
	s := &Screen{rows: &rows{}, fields: &fieldRows{}, bands: &bandRows{}}
	s.list = ui.NewTable(lang.T("Tarifs", "Tariffs"), columns(lang.FR), s.rows)
	s.fieldTable = ui.NewTable(lang.Text{}, fieldColumns(lang.FR), s.fields)
	s.fieldTable.Record = true
	s.bandTable = ui.NewTable(lang.Text{}, bandColumns(lang.FR), s.bands)
	s.All = []*ui.Table{s.list, s.fieldTable, s.bandTable}
	s.Report = ui.RunReport(scenarios.ByTariff)
	return s
}

// ID names the screen.
func (*Screen) ID() string { return "tariffs" }

// Title is shown in the tabs.
func (*Screen) Title() lang.Text { return lang.T("Tarifs", "Tariffs") }

// Show puts the cursor on a tariff that was asked for; a filter that hides it goes.
func (s *Screen) Show(c *ui.Ctx, j ui.Jump) {
	if j.Tariff == "" {
		return
	}
	s.Focus(s.list)
	if !s.list.Grid.Select(j.Tariff) {
		s.list.Grid.SetFilter("")
		s.list.Grid.Select(j.Tariff)
	}
	s.follow(c)
}

// Refresh takes the new result over.
func (s *Screen) Refresh(c *ui.Ctx) {
	changed := s.rows.take(c)
	s.list.Grid.SetColumns(columns(c.Lang))
	s.list.Grid.Empty = c.T("aucun tarif ; {tariffs.add} en ajoute un", "no tariff; {tariffs.add} adds one")
	s.list.Values(changed)
	s.fieldTable.Grid.SetColumns(fieldColumns(c.Lang))
	s.bandTable.Grid.SetColumns(bandColumns(c.Lang))
	s.bandTable.Grid.Empty = c.T("aucune tranche ; {tariffs.add} en ajoute une", "no band; {tariffs.add} adds one")
	s.follow(c)
}

// follow shows the fields and the bands of the tariff under the cursor.
func (s *Screen) follow(c *ui.Ctx) {
	t, at := s.current(c)
	s.fields.take(c, t, at)
	s.bands.take(c, t, at)
	s.fieldTable.Title, s.bandTable.Title = lang.Text{}, lang.T("Tranches", "Bands")
	s.list.Footer, s.fieldTable.Footer = "", ""
	if t != nil {
		s.fieldTable.Title = lang.T(t.Label, t.Label)
		s.bandTable.Title = lang.T("Tranches · "+t.Label, "Bands · "+t.Label)
		s.list.Footer = revenue(c, at) // where its columns have no room
		s.fieldTable.Footer = s.list.Footer
	}
	s.fieldTable.Values(true)
	s.bandTable.Values(true)
}

// current is the tariff under the cursor and its place in the charter; nil where there is none.
func (s *Screen) current(c *ui.Ctx) (*engine.Tariff, int) {
	row, ok := s.list.Grid.Row()
	all := c.Work.Year().Charter.Tariffs
	if !ok || row >= len(all) {
		return nil, -1
	}
	return all[row], row
}

// Update moves the cursor.
func (s *Screen) Update(c *ui.Ctx, msg tea.Msg) tea.Cmd {
	s.Tables.Update(c, msg)
	s.follow(c)
	return nil
}

// The sizes of the panes, with their frames: the list at least, where there is room for more than one; the ruler of the bands;
// what is told about a tariff at least.
const (
	listHeight  = 10
	rulerHeight = 6
	aboutHeight = 7
)

// View draws the list above, what is told about the tariff under the cursor below; a panel alone where there is no room.
func (s *Screen) View(c *ui.Ctx, area image.Rectangle) []string {
	s.follow(c) // a filter being typed, or an action, may have moved the cursor
	wide := area.Dx() >= 100
	if area.Dy() < 15 || !wide && !s.IsFocused(s.list) {
		return s.alone(c, area)
	}
	top, below := area, area
	top.Max.Y = area.Min.Y + min(max(s.rows.Len(), 1)+3, max(area.Dy()/2, listHeight))
	below.Min.Y = top.Max.Y
	lines := s.list.View(c, top, s.IsFocused(s.list))
	if !wide {
		return append(lines, s.about(c, below)...)
	}
	left, right := below, below
	left.Max.X = below.Min.X + below.Dx()/2
	right.Min.X = left.Max.X
	return append(lines, widget.Beside(s.left(c, left), s.fieldTable.View(c, right, s.IsFocused(s.fieldTable)))...)
}

// alone gives the panel that has the focus all the room.
func (s *Screen) alone(c *ui.Ctx, area image.Rectangle) []string {
	if s.IsFocused(s.bandTable) {
		return s.withRuler(c, area)
	}
	return s.Focused().View(c, area, true)
}

// left tells about the tariff, and shows its bands where it has any and there is room, or where they have the focus.
func (s *Screen) left(c *ui.Ctx, area image.Rectangle) []string {
	need := s.bands.Len() + 3 + rulerHeight
	switch {
	case (s.bands.Len() > 0 || s.IsFocused(s.bandTable)) && area.Dy() >= need+aboutHeight:
		about, bands := area, area
		about.Max.Y -= need
		bands.Min.Y = about.Max.Y
		return append(s.about(c, about), s.withRuler(c, bands)...)
	case s.IsFocused(s.bandTable):
		return s.withRuler(c, area)
	}
	return s.about(c, area)
}

// withRuler shows the bands, and where the schools fall in them where there is room.
func (s *Screen) withRuler(c *ui.Ctx, area image.Rectangle) []string {
	use, ok := s.bands.usage()
	s.bandTable.Footer = s.list.Footer
	if text := missing(c, use); text != "" {
		s.bandTable.Footer += " · " + text // the ruler may have no room
	}
	table, rulerArea := area, area
	table.Max.Y = min(area.Max.Y, area.Min.Y+s.bands.Len()+3)
	rulerArea.Min.Y = table.Max.Y
	if !ok || rulerArea.Dy() < rulerHeight-1 {
		return s.bandTable.View(c, area, s.IsFocused(s.bandTable))
	}
	frame := widget.Frame{Title: c.T("Où tombent les établissements", "Where the schools fall"), Right: missing(c, use)}
	inner := ruler(c.Theme, rulerArea.Dx()-4, min(rulerArea.Dy()-2, 8), s.bands.tariff, use)
	for i := range inner {
		inner[i] = " " + inner[i]
	}
	return append(s.bandTable.View(c, table, s.IsFocused(s.bandTable)), frame.Lines(c.Theme, rulerArea.Dx(), rulerArea.Dy(), inner)...)
}
