package widget

// marks is the selection of a grid: which rows are in it, by their number, so that all of 60,000 are marked at one key. The
// identities are kept only while there are marks, for when rows come, go or move.
type marks struct {
	ids  []string // by row
	on   []bool   // by row
	rows int      // how many of them are on
	gone map[string]struct{}
}

// take makes room for the rows where there is none yet.
func (m *marks) take(rows Rows) {
	if len(m.on) == rows.Len() {
		return
	}
	m.on, m.ids = make([]bool, rows.Len()), make([]string, rows.Len())
	for i := range m.ids {
		m.ids[i] = rows.ID(i)
	}
}

// set takes a row into the selection, or out of it.
func (m *marks) set(row int, on bool) {
	switch {
	case on && !m.on[row]:
		m.rows++
	case !on && m.on[row]:
		m.rows--
	}
	m.on[row] = on
}

// has reports whether a row is in the selection.
func (m *marks) has(row int) bool { return row < len(m.on) && m.on[row] }

// follow brings the marks to rows that may have come, gone or moved. Those whose rows are gone wait for them to come back.
func (m *marks) follow(rows Rows) {
	if m.rows == 0 && len(m.gone) == 0 {
		*m = marks{}
		return
	}
	marked := m.gone
	if marked == nil {
		marked = make(map[string]struct{}, m.rows)
	}
	for i, id := range m.ids {
		if m.on[i] {
			marked[id] = struct{}{}
		}
	}
	*m = marks{gone: marked}
	m.take(rows)
	for i, id := range m.ids {
		if _, ok := marked[id]; ok {
			m.set(i, true)
			delete(marked, id)
		}
	}
}

// Mark takes the row under the cursor into the selection, or out of it.
func (g *Grid) Mark() {
	if row, ok := g.Row(); ok {
		g.marks.take(g.rows)
		g.marks.set(row, !g.marks.on[row])
	}
}

// MarkShown takes all shown rows into the selection; when they all were, it
// takes them out.
func (g *Grid) MarkShown() {
	g.marks.take(g.rows)
	before := g.marks.rows
	for _, row := range g.order.shown {
		g.marks.set(int(row), true)
	}
	if g.marks.rows > before {
		return
	}
	for _, row := range g.order.shown {
		g.marks.set(int(row), false)
	}
}

// ClearMarks empties the selection.
func (g *Grid) ClearMarks() { g.marks = marks{} }

// HasMarks reports whether any row is in the selection, also of those that are
// gone.
func (g *Grid) HasMarks() bool { return g.marks.rows > 0 || len(g.marks.gone) > 0 }

// IsMarked reports whether a row is in the selection.
func (g *Grid) IsMarked(row int) bool { return g.marks.has(row) }

// Marked gives the identities in the selection, in natural order, hidden rows
// too. Rows that are gone are not among them.
func (g *Grid) Marked() []string {
	if g.marks.rows == 0 {
		return nil
	}
	ids := make([]string, 0, g.marks.rows)
	for row, on := range g.marks.on {
		if on {
			ids = append(ids, g.marks.ids[row])
		}
	}
	return ids
}

// MarkedRows is how many rows are in the selection. It is asked at every frame.
func (g *Grid) MarkedRows() int { return g.marks.rows }
