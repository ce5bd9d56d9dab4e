package widget

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"quotepart/tui/theme"
)

// In any width and with the cursor anywhere, a column that goes with another one is drawn only with it, and the cursor's column is
// drawn; the columns left out at each side and those drawn are all there are.
func TestColumnsGoTogether(t *testing.T) {
	columns := []Column{{Title: "name", Min: 6}}
	for i := range 5 {
		delta := len(columns) + 1
		columns = append(columns, Column{Title: "amount", Width: 9 + i, Priority: 3}, Column{Title: "delta", Width: 8, Priority: 1},
			Column{Title: "%", Width: 5, Priority: 4, With: delta}, Column{Title: "bar", Width: 7, Priority: 5, With: delta})
	}
	rapid.Check(t, func(t *rapid.T) {
		g := NewGrid(columns, someTowns())
		g.SetColumn(rapid.IntRange(0, len(columns)-1).Draw(t, "cursor"))
		if hidden := rapid.IntRange(1, len(columns)-1).Draw(t, "hidden"); hidden != g.Column() {
			g.Hide(hidden, rapid.Bool().Draw(t, "hide"))
		}
		screen(g, rapid.IntRange(40, 200).Draw(t, "width"), 5)
		drawn, hidden := 0, 0
		for i, c := range columns {
			if g.Drawn(i) {
				drawn++
			} else if g.Hidden(i) {
				hidden++
			}
			if g.Drawn(i) && c.With > 0 && !g.Drawn(c.With) {
				t.Fatalf("column %d is drawn without %d", i, c.With)
			}
		}
		if !g.Drawn(g.Column()) {
			t.Fatal("the cursor's column is not drawn")
		}
		if left, right := g.LeftOut(); left+right+drawn+hidden != len(columns) {
			t.Fatalf("%d left out at the left, %d at the right, %d drawn, %d hidden", left, right, drawn, hidden)
		}
	})
}

// The cell that keys change is told from the rest of its row in every theme, also without colours; not in a grid without the focus.
func TestCursorCell(t *testing.T) {
	for _, name := range theme.Names() {
		look, err := theme.New(name, true)
		if err != nil {
			t.Fatal(err)
		}
		g := NewGrid(townColumns, makeTowns("Amiens", 7404))
		g.SetColumn(1)
		g.Focused = true
		cell := look.Over(theme.CursorCell, theme.Text, "   7404")
		if row := g.View(look, 48, 3)[1]; !strings.Contains(row, cell) || look.Over(theme.Cursor, theme.Text, "   7404") == cell {
			t.Errorf("%s: %q lacks %q", name, row, cell)
		}
		g.Focused = false
		if row := g.View(look, 48, 3)[1]; strings.Contains(row, cell) {
			t.Errorf("%s, without the focus: %q", name, row)
		}
	}
}

// A frame says where there is more to scroll to, however long its texts.
func TestFrameSaysThereIsMore(t *testing.T) {
	g := NewGrid(townColumns, someTowns())
	for _, at := range []struct {
		move         int
		above, below bool
	}{{0, false, true}, {3, true, true}, {9, true, false}} {
		g.Move(at.move)
		screen(g, 40, 4)
		f := Frame{Title: strings.Repeat("title", 20), Footer: strings.Repeat("footer", 20)}
		if f.Above, f.Below = g.Beyond(); f.Above != at.above || f.Below != at.below {
			t.Errorf("%d down: %v above, %v below", at.move, f.Above, f.Below)
		}
		lines := f.Lines(theme.Theme{}, 20, 3, nil)
		if strings.HasSuffix(lines[0], "↑┐") != at.above || strings.HasSuffix(lines[2], "↓┘") != at.below || slices.ContainsFunc(lines, func(l string) bool { return Width(l) != 20 }) {
			t.Errorf("%q", lines)
		}
	}
}
