package widget

import (
	"strings"

	"quotepart/engine/lang"
	"quotepart/tui/theme"
)

// place is where a column stands on the screen.
type place struct {
	col      int // number of the column
	x, width int
}

// layout chooses the columns that fit in width and gives them their room.
// Columns stay in their order. The column under the cursor is never dropped,
// not even a hidden one: it may be edited. Nor is that which it goes with.
func (g *Grid) layout(width int) []place {
	kept := make([]bool, len(g.columns))
	stays := func(i int) bool { return i == g.column || i == g.columns[g.column].With }
	need := gutter - gap
	for i, c := range g.columns {
		if kept[i] = !g.hidden[i] && !g.hidden[c.With] || stays(i); kept[i] {
			need += gap + c.min()
		}
	}
	for need > width {
		worst := -1
		for i, c := range g.columns {
			if kept[i] && !stays(i) && c.Priority > 0 && (worst < 0 || g.sooner(i, worst)) {
				worst = i
			}
		}
		if worst < 0 {
			break // only essential columns are left: the last ones are cut
		}
		for i, c := range g.columns {
			if kept[i] && (i == worst || c.With == worst && worst > 0 && !stays(i)) {
				kept[i] = false
				need -= gap + c.min()
			}
		}
	}
	widths := g.shareOut(kept, width-need)
	places := make([]place, 0, len(g.columns))
	x := gutter
	for i := range g.columns {
		if w := min(widths[i], width-x); kept[i] && w > 0 {
			places = append(places, place{col: i, x: x, width: w})
			x += w + gap
		}
	}
	return places
}

// sooner reports whether column i goes sooner than j, which stands left of it.
func (g *Grid) sooner(i, j int) bool {
	far := func(col int) int { return max(col-g.column, g.column-col) }
	a, b := g.columns[i].Priority, g.columns[j].Priority
	return a > b || a == b && far(i) >= far(j)
}

// shareOut gives each kept column its least width, then from what is spare
// what it would like, from left to right, then its flexible share.
func (g *Grid) shareOut(kept []bool, spare int) []int {
	widths := make([]int, len(g.columns))
	flex := 0
	for i, c := range g.columns {
		if !kept[i] {
			continue
		}
		widths[i] = c.min()
		if more := min(c.Width-widths[i], spare); more > 0 {
			widths[i] += more
			spare -= more
		}
		flex += c.Flex
	}
	for i, c := range g.columns {
		if kept[i] && c.Flex > 0 && spare > 0 {
			share := spare * c.Flex / flex
			widths[i] += share
			spare -= share
			flex -= c.Flex
		}
	}
	return widths
}

// min is the width the column needs at least.
func (c Column) min() int {
	if c.Min > 0 {
		return c.Min
	}
	return c.Width
}

// View draws the grid: exactly height lines of exactly width columns, the
// header first.
func (g *Grid) View(t theme.Theme, width, height int) []string {
	if width <= 0 || height <= 0 {
		return nil
	}
	g.width, g.page = width, max(height-1, 1)
	g.scroll()
	lines := make([]string, 0, height)
	if width <= gutter {
		for len(lines) < height {
			lines = append(lines, spaces(width))
		}
		return lines
	}
	places := g.layout(width)
	lines = append(lines, g.header(t, places, width))
	buf := make([]byte, 0, 4*width)
	for i := g.top; len(lines) < height && i < len(g.order.shown); i++ {
		buf = g.appendRow(buf[:0], t, places, width, i)
		lines = append(lines, string(buf))
	}
	if len(g.order.shown) == 0 && len(lines) < height {
		lines = append(lines, t.Render(theme.Muted, Fit("  "+g.Empty, width, Left)))
	}
	for len(lines) < height {
		lines = append(lines, spaces(width))
	}
	return lines
}

// scroll moves the visible part as little as it takes to show the cursor.
func (g *Grid) scroll() {
	g.top = min(g.top, len(g.order.shown)-g.page)
	g.top = max(g.top, g.cursor-g.page+1, 0)
	g.top = min(g.top, g.cursor)
}

// header draws the titles, with an arrow at the sorted one.
func (g *Grid) header(t theme.Theme, places []place, width int) string {
	b := append([]byte(nil), spaces(gutter)...)
	x := gutter
	for i, p := range places {
		c := g.columns[p.col]
		if i > 0 {
			b = append(b, spaces(gap)...)
		}
		role := theme.Header
		if p.col == g.column && g.Focused {
			role = theme.HeaderActive
		}
		b = t.Append(b, theme.Text, role, g.title(p.col, p.width, c.Align))
		x = p.x + p.width
	}
	return string(append(b, spaces(width-x)...))
}

// title is the text of a column's title in its width.
func (g *Grid) title(col, width int, align Align) string {
	title := g.columns[col].Title
	if col != g.order.sortColumn {
		return Fit(title, width, align)
	}
	arrow := upSign
	if g.order.descending {
		arrow = downSign
	}
	text := strings.TrimRight(Fit(title, min(Width(lang.Clean(title)), width-1), Left), " ")
	return Fit(text+arrow, width, align)
}

// appendRow draws the i-th of the shown rows.
func (g *Grid) appendRow(b []byte, t theme.Theme, places []place, width, i int) []byte {
	row := int(g.order.shown[i])
	under := theme.Text
	caret, mark := " ", " "
	if i == g.cursor {
		under, caret = theme.CursorIdle, caretSign
		if g.Focused {
			under = theme.Cursor
		}
	}
	if g.marks.has(row) {
		mark = selectedSign
	}
	b = t.Append(b, under, theme.Text, caret)
	b = t.Append(b, under, roleOf(mark, theme.Accent), mark)
	x := gutter
	for n, p := range places {
		if n > 0 {
			b = t.Append(b, under, theme.Text, spaces(gap))
		}
		text, role := g.rows.Cell(row, p.col)
		role = roleOf(text, role)
		if role == theme.Muted && i == g.cursor {
			role = theme.Text // all of the row under the cursor is to be read
		}
		cell := under
		switch {
		case g.Editing != nil && i == g.cursor && p.col == g.Editing.Col:
			text, role = g.Editing.Text, g.Editing.Role
		case under == theme.Cursor && p.col == g.column:
			cell = theme.CursorCell
		}
		b = t.Append(b, cell, role, Fit(text, p.width, g.columns[p.col].Align))
		x = p.x + p.width
	}
	return t.Append(b, under, theme.Text, spaces(width-x))
}

// roleOf is the role of a text, the plain one where there is nothing to be seen: a style on blanks costs bytes at every key.
func roleOf(text string, role theme.Role) theme.Role {
	if text == "" || text == " " {
		return theme.Text
	}
	return role
}
