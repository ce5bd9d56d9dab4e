package widget

import "image"

// Click does what a click at x, y means, from the grid's left top corner as it
// was last drawn: a title sorts by its column, a cell gets the cursor. It
// reports whether anything was there.
func (g *Grid) Click(x, y int) bool {
	col := -1
	for _, p := range g.layout(g.width) {
		if x < p.x+p.width+gap && (x >= p.x || col < 0) {
			col = p.col
			break
		}
	}
	if y == 0 {
		if col >= 0 && x >= gutter {
			g.ToggleSort(col)
			return true
		}
		return false
	}
	i := g.top + y - 1
	if y < 0 || y > g.page || i >= len(g.order.shown) || x < 0 || x >= g.width {
		return false
	}
	g.moveTo(i)
	if col >= 0 {
		g.SetColumn(col)
	}
	return true
}

// CursorCell is where the cell of the cursor row in a column was drawn, from
// the grid's left top corner; empty when it is not on the screen. The cursor
// of a field that edits the cell belongs there.
func (g *Grid) CursorCell(col int) image.Rectangle {
	y := g.cursor - g.top + 1
	if y < 1 || y > g.page || g.cursor >= len(g.order.shown) {
		return image.Rectangle{}
	}
	for _, p := range g.layout(g.width) {
		if p.col == col {
			return image.Rect(p.x, y, p.x+p.width, y+1)
		}
	}
	return image.Rectangle{}
}
