package widget

import (
	"strings"

	"quotepart/tui/theme"
)

// Rows is what a [Grid] shows. Rows are numbered from 0 to Len-1 in the
// natural order; columns as in the grid's list of columns.
type Rows interface {
	// Len is the number of rows, before any filter.
	Len() int
	// ID is the identity of a row: the cursor and the selection follow it
	// through sorting, filtering and new data.
	ID(row int) string
	// Cell is the text of a cell and its role. It is asked for visible cells
	// only, at every frame. The text may come from data: the grid cleans it.
	Cell(row, col int) (string, theme.Role)
	// Key is what a row is ordered by in a column. Sorting asks for it once in
	// every row.
	Key(row, col int) Key
	// FilterText is what the filter looks in, already through [Fold]. Fold
	// once and keep it: a key in the filter asks for it in every row.
	FilterText(row int) string
}

// Key orders rows: by Rank, where that is the same by Then, then by Text, and
// at last by their natural order. A list of many rows should order texts by
// a rank that it has at hand: comparing 60,000 of them takes 40 ms.
type Key struct {
	Rank, Then int64
	Text       string
}

// Column describes a column of a [Grid].
type Column struct {
	Title string
	Align Align
	Min   int // columns on the screen it needs at least; 0: Width
	Width int // columns on the screen it would like; 0: Min
	Flex  int // its share of the room that is left over; 0: none
	// Priority says which columns go when there is no room: the highest number
	// first, of equal ones that farthest from the cursor's column, of two the
	// rightmost. 0 is essential and stays.
	Priority int
	// With is the column without which this one says nothing, such as that of
	// the difference which this one gives in percent; 0: none. It is never
	// shown without that one.
	With   int
	NoSort bool // sorting by it makes no sense
}

// gutter holds the caret of the cursor row and the mark of selected rows;
// between columns stand gap columns of space.
const (
	gutter = 2
	gap    = 2
)

// The signs of the gutter and of the header.
const (
	caretSign    = "▸"
	selectedSign = "•"
	upSign       = "▲"
	downSign     = "▼"
)

// Grid shows rows in columns, with a cursor, sorting, a filter and a selection
// of several rows. Its columns are fixed; rows come from a [Rows]. Only
// visible cells are drawn. The zero Grid is not usable: take [NewGrid].
type Grid struct {
	// Focused says that keys go to this grid; it shows in the cursor row.
	Focused bool
	// Empty is shown when there is no row to show.
	Empty string
	// Editing, when not nil, is shown in place of the text of one cell of the
	// cursor row: the field that edits it.
	Editing *CellText

	columns []Column
	rows    Rows
	order   order

	cursor int    // index into order.shown
	anchor string // identity the cursor wants to be on
	column int    // the column under the cursor
	top    int    // index into order.shown of the first visible row
	page   int    // rows visible at the last View
	width  int    // width at the last View
	marks  marks
	hidden map[int]bool // columns that the user does not want to see
}

// CellText is the text shown in place of a cell of the cursor row.
type CellText struct {
	Col  int
	Text string
	Role theme.Role
}

// NewGrid makes a grid of rows in their natural order.
func NewGrid(columns []Column, rows Rows) *Grid {
	g := &Grid{columns: columns, rows: rows, page: 1, hidden: map[int]bool{}}
	g.order.sortColumn = -1
	g.order.rebuild(rows)
	g.rememberCursor()
	return g
}

// SetColumns changes the columns, for example to titles in another language.
// Sorting and the column cursor keep their column numbers.
func (g *Grid) SetColumns(columns []Column) {
	g.columns = columns
	g.column = min(g.column, max(len(columns)-1, 0))
	if g.order.sortColumn >= len(columns) {
		g.Sort(-1, false)
	}
}

// SetRows gives new rows: some may have come, gone or moved. The cursor stays
// on its row; when that is gone, at its place.
func (g *Grid) SetRows(rows Rows) {
	g.rows = rows
	g.marks.follow(rows)
	g.order.rebuild(rows)
	g.findCursor(g.cursor)
}

// SetValues gives the same rows with other values, as after each key of an
// edit. Rows keep their places, so that they do not jump under the user's
// hands; [Grid.Resort] brings the order up to date.
func (g *Grid) SetValues(rows Rows) {
	if rows.Len() != g.rows.Len() {
		g.SetRows(rows)
		return
	}
	g.rows = rows
}

// Resort sorts and filters again, after values have changed.
func (g *Grid) Resort() { g.SetRows(g.rows) }

// Sort sorts by a column, or gives the natural order back for -1.
func (g *Grid) Sort(col int, descending bool) {
	if col >= len(g.columns) || col >= 0 && g.columns[col].NoSort {
		return
	}
	g.order.sort(g.rows, col, descending)
	g.findCursor(g.cursor)
}

// ToggleSort sorts by a column, then the other way round, then gives the
// natural order back. Numbers start with the largest, texts with the first.
func (g *Grid) ToggleSort(col int) {
	first := g.columns[col].Align == Right
	switch {
	case g.order.sortColumn != col:
		g.Sort(col, first)
	case g.order.descending == first:
		g.Sort(col, !first)
	default:
		g.Sort(-1, false)
	}
}

// Sortable reports whether sorting by a column makes sense.
func (g *Grid) Sortable(col int) bool { return !g.columns[col].NoSort }

// Sorted gives the column the rows are sorted by, -1 for the natural order.
func (g *Grid) Sorted() (col int, descending bool) {
	return g.order.sortColumn, g.order.descending
}

// SetFilter shows only the rows that hold every word of the query, whatever
// its accents and capitals. The cursor stays on its row while that is shown,
// goes to the first row else, and comes back when its row does.
func (g *Grid) SetFilter(query string) {
	g.order.filter(g.rows, query)
	g.findCursor(0)
}

// Filter is the query of the filter, as it was given.
func (g *Grid) Filter() string { return g.order.query }

// Position gives the place of the cursor among the shown rows, from 1 (0 when
// none is shown), the number of shown rows and of all.
func (g *Grid) Position() (pos, shown, total int) {
	shown = len(g.order.shown)
	if shown > 0 {
		pos = g.cursor + 1
	}
	return pos, shown, g.rows.Len()
}

// Row is the number of the row under the cursor; ok is false when no row is
// shown.
func (g *Grid) Row() (row int, ok bool) {
	if g.cursor >= len(g.order.shown) {
		return 0, false
	}
	return int(g.order.shown[g.cursor]), true
}

// ID is the identity of the row under the cursor, "" when no row is shown.
func (g *Grid) ID() string {
	row, ok := g.Row()
	if !ok {
		return ""
	}
	return g.rows.ID(row)
}

// Shown gives the numbers of the shown rows, in their order on the screen. The
// slice belongs to the grid and changes with it.
func (g *Grid) Shown() []int32 { return g.order.shown }

// Select puts the cursor on the row of that identity, and reports whether it
// is shown. A row that is hidden by the filter gets the cursor when it shows.
func (g *Grid) Select(id string) bool {
	g.anchor = id
	g.findCursor(g.cursor)
	return g.ID() == id
}

// Move moves the cursor by n rows.
func (g *Grid) Move(n int) { g.moveTo(g.cursor + n) }

// Page moves the cursor by n pages.
func (g *Grid) Page(n int) {
	step := n * max(g.page-1, 1)
	g.top += step
	g.moveTo(g.cursor + step)
}

// Home goes to the first row.
func (g *Grid) Home() { g.moveTo(0) }

// End goes to the last row.
func (g *Grid) End() { g.moveTo(len(g.order.shown) - 1) }

// moveTo puts the cursor at a place, as the user wants it.
func (g *Grid) moveTo(i int) {
	g.cursor = max(min(i, len(g.order.shown)-1), 0)
	g.rememberCursor()
}

// rememberCursor makes the row under the cursor the one to follow.
func (g *Grid) rememberCursor() {
	if id := g.ID(); id != "" {
		g.anchor = id
	}
}

// findCursor puts the cursor on the row it follows, at the place fallback when
// that is not shown.
func (g *Grid) findCursor(fallback int) {
	for i, row := range g.order.shown {
		if g.rows.ID(int(row)) == g.anchor {
			g.cursor = i
			return
		}
	}
	g.cursor = max(min(fallback, len(g.order.shown)-1), 0)
}

// Column is the number of the column under the cursor.
func (g *Grid) Column() int { return g.column }

// SetColumn puts the column cursor on a column. A column that had no room on
// the screen is shown then.
func (g *Grid) SetColumn(col int) {
	g.column = max(min(col, len(g.columns)-1), 0)
}

// MoveColumn moves the column cursor to the next column that is not hidden, or
// the one before for a negative step.
func (g *Grid) MoveColumn(step int) {
	for col := g.column + step; col >= 0 && col < len(g.columns); col += step {
		if !g.hidden[col] {
			g.SetColumn(col)
			return
		}
	}
}

// Hide takes a column off the screen, or brings it back. The first one names
// the rows and stays. A cursor on a hidden column goes to the first one.
func (g *Grid) Hide(col int, hidden bool) {
	g.hidden[col] = hidden && col > 0
	if g.hidden[g.column] {
		g.column = 0
	}
}

// Hidden reports whether a column was taken off the screen.
func (g *Grid) Hidden(col int) bool { return g.hidden[col] }

// Columns are the columns of the grid, hidden ones too. They belong to it.
func (g *Grid) Columns() []Column { return g.columns }

// LeftOut counts the columns that had no room when the grid was last drawn, to
// the left and to the right of the cursor's column. Hidden ones do not count.
func (g *Grid) LeftOut() (left, right int) {
	drawn := map[int]bool{}
	for _, p := range g.layout(g.width) {
		drawn[p.col] = true
	}
	for i := range g.columns {
		switch {
		case drawn[i] || g.hidden[i] || g.columns[i].Title == "":
		case i < g.column:
			left++
		default:
			right++
		}
	}
	return left, right
}

// Beyond reports whether rows are shown above and below those that were last
// drawn.
func (g *Grid) Beyond() (above, below bool) {
	return g.top > 0, g.top+g.page < len(g.order.shown)
}

// Drawn reports whether a column had room when the grid was last drawn.
func (g *Grid) Drawn(col int) bool {
	for _, p := range g.layout(g.width) {
		if p.col == col {
			return true
		}
	}
	return false
}

// words splits a query into the folded words that must all be there.
func words(query string) []string { return strings.Fields(Fold(query)) }
