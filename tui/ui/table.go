package ui

import (
	"image"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/tui/theme"
	"quotepart/tui/widget"
)

// Source is the rows of a Table.
type Source interface {
	widget.Rows
	// Input is the address that a cell edits; false where the cell is a result.
	Input(row, col int) (scenarios.Address, bool)
}

// Table is a grid whose cells may be inputs of the year, in a frame.
type Table struct {
	Grid      *widget.Grid
	Title     lang.Text
	Footer    string
	Uncounted bool // its rows are lines of text or of a sum, which nobody counts
	// Record says that each row is one value: it is edited wherever in the row the cursor stands.
	Record bool

	source  Source
	columns int
	area    image.Rectangle // where the grid was last drawn
	frame   int             // in which frame that was: a table that is not shown now takes no clicks
}

// NewTable makes a table of rows.
func NewTable(title lang.Text, columns []widget.Column, source Source) *Table {
	return &Table{Grid: widget.NewGrid(columns, source), Title: title, source: source, columns: len(columns)}
}

// Columns changes the columns, for example to titles in another language.
func (t *Table) Columns(columns []widget.Column) {
	t.columns = len(columns)
	t.Grid.SetColumns(columns)
}

// Values shows the rows again after values have changed; rows keep their places. Where rows came or went they are ordered anew.
func (t *Table) Values(rowsChanged bool) {
	if rowsChanged {
		t.Grid.SetRows(t.source)
		return
	}
	t.Grid.SetValues(t.source)
}

// View draws the table in its frame.
func (t *Table) View(c *Ctx, area image.Rectangle, focused bool) []string {
	t.area, t.frame = area.Inset(1), c.frame
	t.Grid.Focused = focused
	t.Grid.Editing = nil
	if c.Edit != nil && c.Edit.table == t {
		c.Edit.place(c, t)
	}
	empty := t.Grid.Empty
	if q := t.Grid.Filter(); q != "" {
		t.Grid.Empty = lang.F("aucune ligne ne contient « %s » ; / change le filtre", "no row holds %q; / changes the filter", q).In(c.Lang)
	}
	lines := t.Grid.View(c.Theme, t.area.Dx(), t.area.Dy())
	t.Grid.Empty = empty
	frame := t.frameOf(c, area.Dx(), focused)
	if c.Edit != nil && c.Edit.table == t {
		c.Edit.putCursor(c, t)
	}
	return frame.Lines(c.Theme, area.Dx(), area.Dy(), lines)
}

// frameOf is the frame around the grid as it was just drawn: it says how many rows there are, and where there is more than has
// room.
func (t *Table) frameOf(c *Ctx, width int, focused bool) widget.Frame {
	frame := widget.Frame{Title: t.title(c, focused), Footer: t.Footer, Focused: focused}
	frame.Above, frame.Below = t.Grid.Beyond()
	for _, frame.Right = range []string{t.position(c, true), t.position(c, false)} {
		if frame.Fits(width) {
			break
		}
	}
	return frame
}

func (t *Table) title(c *Ctx, focused bool) string {
	title := t.Title.In(c.Lang)
	if q := t.Grid.Filter(); q != "" {
		title += " /" + q
		if focused && c.Filter == nil {
			title += c.T(" (Échap : sans filtre)", " (Esc: no filter)")
		}
	}
	return title
}

// position tells how many rows there are and how many are shown, and, where asked, how many columns had no room at each side.
func (t *Table) position(c *Ctx, columns bool) string {
	parts := []string{t.rows(c)}
	if left, right := t.Grid.LeftOut(); columns {
		if left > 0 {
			parts = slices.Insert(parts, 0, lang.F("← %d col.", "← %d col.", left).In(c.Lang))
		}
		if right > 0 {
			parts = append(parts, lang.F("%d col. →", "%d col. →", right).In(c.Lang))
		}
	}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), " · ")
}

func (t *Table) rows(c *Ctx) string {
	if t.Uncounted {
		return ""
	}
	_, shown, total := t.Grid.Position()
	text := lang.Count(shown).In(c.Lang)
	if shown != total {
		text += "/" + lang.Count(total).In(c.Lang)
	}
	if n := t.Grid.MarkedRows(); n > 0 {
		text += " · " + c.TextIn(lang.Plural(n, lang.T("marqué", "marked"), lang.T("marqués", "marked")))
	}
	return text
}

// Key moves the cursor; false where the key is not one of the grid's.
func (t *Table) Key(key string) bool {
	g := t.Grid
	switch key {
	case "up", "k":
		g.Move(-1)
	case "down", "j":
		g.Move(1)
	case "left", "h":
		g.MoveColumn(-1)
	case "right", "l":
		g.MoveColumn(1)
	case "pgup":
		g.Page(-1)
	case "pgdown":
		g.Page(1)
	case "home", "g":
		g.Home()
	case "end", "G":
		g.End()
	default:
		return false
	}
	return true
}

// Mouse takes clicks and the wheel inside the table; false where they are outside.
func (t *Table) Mouse(c *Ctx, msg tea.MouseMsg) bool {
	m := msg.Mouse()
	if t.frame != c.frame || !image.Pt(m.X, m.Y).In(t.area) {
		return false
	}
	switch msg.(type) {
	case tea.MouseWheelMsg:
		if m.Button == tea.MouseWheelUp {
			t.Grid.Move(-3)
		} else {
			t.Grid.Move(3)
		}
	case tea.MouseClickMsg:
		t.Grid.Click(m.X-t.area.Min.X, m.Y-t.area.Min.Y)
	}
	return true
}

// Cell gives the input under the cursor; false where that cell is a result.
func (t *Table) Cell() (scenarios.Address, bool) {
	row, ok := t.Grid.Row()
	if !ok {
		return scenarios.Address{}, false
	}
	return t.source.Input(row, t.Grid.Column())
}

// hasMarks tells whether rows are marked. In a record each row is a value of its own kind: marks mean nothing there.
func (t *Table) hasMarks() bool { return !t.Record && t.Grid.HasMarks() }

// goToMarked brings the cursor to a marked row, so that it stands in one of those that an action changes.
func (t *Table) goToMarked() {
	if row, ok := t.Grid.Row(); ok && t.Grid.IsMarked(row) {
		return
	}
	for _, row := range t.Grid.Shown() {
		if t.Grid.IsMarked(int(row)) {
			t.Grid.Select(t.source.ID(int(row)))
			return
		}
	}
}

// Addresses gives the inputs of the cursor's column in the marked rows, or in the cursor's row where none is marked.
func (t *Table) Addresses() []scenarios.Address {
	if !t.hasMarks() {
		if a, ok := t.Cell(); ok {
			return []scenarios.Address{a}
		}
		return nil
	}
	var all []scenarios.Address
	for _, row := range t.Grid.Shown() { // not those that a filter hides: nobody would see them change
		if !t.Grid.IsMarked(int(row)) {
			continue
		}
		if a, ok := t.source.Input(int(row), t.Grid.Column()); ok {
			all = append(all, a)
		}
	}
	return all
}

// Difference writes a difference with its sign and arrow, nothing where there is none.
func Difference(c *Ctx, d interface{ Bare(lang.Lang) string }, sign int) (string, theme.Role) {
	switch {
	case sign > 0:
		return "▲ +" + d.Bare(c.Lang), theme.Positive
	case sign < 0:
		return "▼ " + d.Bare(c.Lang), theme.Negative
	}
	return "", theme.Muted
}
