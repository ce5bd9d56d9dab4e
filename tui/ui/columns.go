package ui

import (
	tea "charm.land/bubbletea/v2"

	"quotepart/engine/lang"
	"quotepart/tui/theme"
	"quotepart/tui/widget"
)

// columnList is an overlay that shows and hides the columns of a table.
type columnList struct {
	table *Table
	at    int // among the columns that can be hidden
	top   int // the first of them that is shown
}

// columns are those that can be hidden: the first one names the rows, and one without a title cannot be told.
func (l *columnList) columns() []int {
	var all []int
	for i, c := range l.table.Grid.Columns() {
		if i > 0 && c.Title != "" {
			all = append(all, i)
		}
	}
	return all
}

// Update moves the cursor and takes columns in or out; Esc and Enter close the list.
func (l *columnList) Update(_ *Ctx, msg tea.Msg) (tea.Cmd, bool) {
	key, ok := msg.(tea.KeyPressMsg)
	n := len(l.columns())
	if !ok || n == 0 {
		return nil, ok
	}
	switch key.String() {
	case "up", "k":
		l.at = (l.at + n - 1) % n
	case "down", "j":
		l.at = (l.at + 1) % n
	case "space":
		l.toggle()
		l.at = (l.at + 1) % n
	case "*":
		for _, col := range l.columns() {
			l.table.Grid.Hide(col, false)
		}
	case "esc", "enter", "C", "q":
		return nil, true
	}
	return nil, false
}

func (l *columnList) toggle() {
	g, col := l.table.Grid, l.columns()[l.at]
	g.Hide(col, !g.Hidden(col))
}

// Click takes a column in or out.
func (l *columnList) Click(_ *Ctx, line int) (tea.Cmd, bool) {
	if i := line - 1 + l.top; line >= 1 && i < len(l.columns()) {
		l.at = i
		l.toggle()
	}
	return nil, false
}

// View draws the list.
func (l *columnList) View(c *Ctx, width, height int) []string {
	w, room := min(width, 58), max(height-2, 1)
	all := l.columns()
	l.top = max(min(l.top, l.at), l.at-room+1, 0)
	var lines []string
	for i := l.top; i < min(l.top+room, len(all)); i++ {
		mark, note := "●", ""
		switch g := l.table.Grid; {
		case g.Hidden(all[i]):
			mark, note = "○", c.T("cachée", "hidden")
		case !g.Drawn(all[i]):
			note = c.T("pas la place : ← → y mènent", "no room: ← → lead there")
		}
		name := widget.Fit(l.table.Grid.Columns()[all[i]].Title, 18, widget.Left)
		lines = append(lines, caret(i == l.at)+" "+mark+" "+name+"  "+c.Theme.Render(theme.Muted, note))
	}
	if len(all) == 0 {
		lines = append(lines, " "+c.T("ce tableau n'a qu'une colonne", "this table has one column only"))
	}
	frame := widget.Frame{Title: c.T("Colonnes", "Columns") + " · " + l.table.Title.In(c.Lang), Focused: true,
		Footer: lang.T("Espace montre ou cache · * toutes · Échap ferme", "Space shows or hides · * all · Esc closes").In(c.Lang)}
	return frame.Lines(c.Theme, w, min(len(lines)+2, height), lines)
}
