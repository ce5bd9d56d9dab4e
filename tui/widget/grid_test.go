package widget

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"quotepart/engine/lang/langtest"
	"quotepart/tui/theme"
)

// town is a row of the grids in these tests.
type town struct {
	name   string
	pupils int64
	folded string
}

type towns []town

func (r towns) Len() int                { return len(r) }
func (r towns) ID(row int) string       { return r[row].name }
func (r towns) FilterText(i int) string { return r[i].folded }

func (r towns) Cell(row, col int) (string, theme.Role) {
	switch col {
	case 0:
		return r[row].name, theme.Text
	case 1:
		return strconv.FormatInt(r[row].pupils, 10), theme.Text
	case 2:
		return fmt.Sprintf("%+d", r[row].pupils-1000), theme.Positive
	}
	return "note", theme.Muted
}

func (r towns) Key(row, col int) Key {
	if col == 0 {
		return Key{Text: r[row].folded}
	}
	return Key{Rank: r[row].pupils}
}

var townColumns = []Column{
	{Title: "Commune", Min: 10, Width: 16, Flex: 1},
	{Title: "Élèves", Align: Right, Width: 7},
	{Title: "Δ", Align: Right, Width: 7, Priority: 1},
	{Title: "Note", Width: 8, Priority: 2, NoSort: true},
}

func makeTowns(pairs ...any) towns {
	var rows towns
	for i := 0; i < len(pairs); i += 2 {
		name := pairs[i].(string)
		rows = append(rows, town{name, int64(pairs[i+1].(int)), Fold(name)})
	}
	return rows
}

func someTowns() towns {
	return makeTowns("Amiens", 7404, "Abbeville", 1200, "Doullens", 640, "Péronne", 810, "Éclusier-Vaux", 12,
		"Saint-Valery-sur-Somme", 230, "Ham", 640)
}

// screen draws a grid without colours.
func screen(g *Grid, width, height int) string {
	mono, err := theme.New("mono", true)
	if err != nil {
		panic(err)
	}
	lines := g.View(mono, width, height)
	for i := range lines {
		lines[i] = strings.TrimRight(ansi.Strip(lines[i]), " ")
	}
	return strings.Join(lines, "\n")
}

func shownIDs(g *Grid) []string {
	var ids []string
	for _, row := range g.Shown() {
		ids = append(ids, g.rows.ID(int(row)))
	}
	return ids
}

func wantScreen(t *testing.T, got, want string) {
	t.Helper()
	if want = strings.Trim(want, "\n"); strings.Trim(got, "\n") != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestGridView(t *testing.T) {
	g := NewGrid(townColumns, someTowns())
	g.Move(4)
	g.Mark()
	g.Move(1)
	g.Sort(1, true)
	wantScreen(t, screen(g, 48, 6), `
  Commune             Élèves▼        Δ  Note
  Abbeville              1200     +200  note
  Péronne                 810     -190  note
  Doullens                640     -360  note
  Ham                     640     -360  note
▸ Saint-Valery-sur-…      230     -770  note`)
	g.Move(1)
	wantScreen(t, screen(g, 60, 3), `
  Commune                         Élèves▼        Δ  Note
  Saint-Valery-sur-Somme              230     -770  note
▸•Éclusier-Vaux                        12     -988  note`)
}

func TestGridDropsColumnsByPriority(t *testing.T) {
	g := NewGrid(townColumns, someTowns())
	header := func(width int) string { return strings.Split(screen(g, width, 2), "\n")[0] }
	for _, tt := range []struct {
		width int
		want  string
	}{
		{60, "  Commune                          Élèves        Δ  Note"},
		{40, "  Commune      Élèves        Δ  Note"},
		{39, "  Commune               Élèves        Δ"},
		{29, "  Commune              Élèves"},
		{12, "  Commune"},
		{6, "  Com…"},
		{1, ""},
	} {
		if got := header(tt.width); got != tt.want {
			t.Errorf("width %d: header %q, want %q", tt.width, got, tt.want)
		}
	}
	g.SetColumn(3)
	if got, want := header(31), "  Commune      Élèves  Note"; got != want {
		t.Errorf("with the cursor in it, the last column stays: %q, want %q", got, want)
	}
}

func TestGridCursorFollowsItsRow(t *testing.T) {
	g := NewGrid(townColumns, someTowns())
	g.Select("Ham")
	check := func(after, want string) {
		t.Helper()
		if got := g.ID(); got != want {
			t.Errorf("after %s the cursor is on %q, want %q", after, got, want)
		}
	}
	g.Sort(0, false)
	check("sorting by name", "Ham")
	g.SetFilter("e")
	check("a filter that hides it", "Abbeville")
	g.SetFilter("")
	check("the filter is gone", "Ham")
	g.SetFilter("peronne")
	g.Move(0) // the user takes the row for the one they want
	g.SetFilter("")
	check("the user chose another row", "Péronne")
	g.SetFilter("nothing like it")
	check("a filter that finds nothing", "")
	if pos, shown, total := g.Position(); pos != 0 || shown != 0 || total != 7 {
		t.Errorf("Position = %d, %d, %d", pos, shown, total)
	}
	g.SetFilter("")
	check("nothing was found", "Péronne")
	g.SetRows(append(makeTowns("Roye", 500), someTowns()...))
	check("new rows", "Péronne")
	g.SetRows(makeTowns("Amiens", 1, "Roye", 2))
	check("its row went away", "Roye")
	g.SetRows(someTowns())
	check("its row came back", "Péronne")
}

func TestGridSort(t *testing.T) {
	g := NewGrid(townColumns, someTowns())
	want := func(ids ...string) {
		t.Helper()
		if got := shownIDs(g); !slices.Equal(got, ids) {
			t.Errorf("rows %q, want %q", got, ids)
		}
	}
	g.SetFilter("m")
	want("Amiens", "Saint-Valery-sur-Somme", "Ham")
	g.ToggleSort(1) // numbers: the largest first
	want("Amiens", "Ham", "Saint-Valery-sur-Somme")
	g.ToggleSort(1)
	want("Saint-Valery-sur-Somme", "Ham", "Amiens")
	g.ToggleSort(1)
	want("Amiens", "Saint-Valery-sur-Somme", "Ham")
	g.ToggleSort(3)
	if col, _ := g.Sorted(); col != -1 {
		t.Errorf("sorted by column %d, which has no order", col)
	}
	g.ToggleSort(0) // texts: in their order
	want("Amiens", "Ham", "Saint-Valery-sur-Somme")
	g.Sort(-1, false)
	g.SetFilter("")
	g.Sort(1, true)
	want("Amiens", "Abbeville", "Péronne", "Doullens", "Ham", "Saint-Valery-sur-Somme", "Éclusier-Vaux")
}

func TestGridValuesKeepPlaces(t *testing.T) {
	g := NewGrid(townColumns, someTowns())
	g.Sort(1, true)
	before := shownIDs(g)
	changed := someTowns()
	changed[0].pupils = 1
	g.SetValues(changed)
	if got := shownIDs(g); !slices.Equal(got, before) {
		t.Errorf("rows moved while values changed: %q", got)
	}
	g.Resort()
	if got := shownIDs(g); got[len(got)-1] != "Amiens" {
		t.Errorf("not sorted again: %q", got)
	}
}

func TestGridMarks(t *testing.T) {
	g := NewGrid(townColumns, someTowns())
	g.SetFilter("ham")
	g.Mark()
	g.SetFilter("amiens")
	g.MarkShown()
	if got, want := g.Marked(), []string{"Amiens", "Ham"}; !slices.Equal(got, want) {
		t.Errorf("marked %q, want %q", got, want)
	}
	g.MarkShown()
	if got, want := g.Marked(), []string{"Ham"}; !slices.Equal(got, want) {
		t.Errorf("marked %q, want %q", got, want)
	}
	g.SetFilter("")
	g.MarkShown()
	g.SetRows(someTowns()[1:3])
	if got, want := g.Marked(), []string{"Abbeville", "Doullens"}; !slices.Equal(got, want) {
		t.Errorf("of the rows that are left %q are marked, want %q", got, want)
	}
	g.Mark()
	g.SetRows(someTowns())
	if got := g.Marked(); len(got) != len(someTowns())-1 {
		t.Errorf("of the rows that are back %q are marked", got)
	}
	g.ClearMarks()
	if got := g.Marked(); got != nil {
		t.Errorf("marked %q after ClearMarks", got)
	}
}

func TestGridEditing(t *testing.T) {
	g := NewGrid(townColumns, someTowns())
	g.Move(2)
	g.Editing = &CellText{Col: 1, Text: "64", Role: theme.Edit}
	if got := screen(g, 40, 4); !strings.Contains(got, "▸ Doullens") || !strings.Contains(got, "     64  ") {
		t.Errorf("the edited text is not shown:\n%s", got)
	}
	cell := g.CursorCell(1)
	if want := "(14,3)-(21,4)"; cell.String() != want {
		t.Errorf("CursorCell = %v, want %s", cell, want)
	}
}

func TestGridClick(t *testing.T) {
	g := NewGrid(townColumns, someTowns())
	screen(g, 40, 4)
	if !g.Click(20, 2) || g.ID() != "Abbeville" || g.Column() != 1 {
		t.Errorf("click on a cell: %q, column %d", g.ID(), g.Column())
	}
	if !g.Click(20, 0) {
		t.Error("click on a title does nothing")
	}
	if col, _ := g.Sorted(); col != 1 {
		t.Errorf("click on a title sorts by %d", col)
	}
	if g.Click(20, 4) || g.Click(50, 1) || g.Click(0, 0) {
		t.Error("click outside does something")
	}
}

// Whatever is done to a grid, it draws exactly the room it has, and the caret
// is on the row under the cursor.
func TestGridInvariants(t *testing.T) {
	mono, err := theme.New("mono", true)
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		rows := make(towns, rapid.IntRange(0, 60).Draw(t, "rows"))
		for i := range rows {
			name := fmt.Sprintf("%d%s", i, langtest.Nasty().Draw(t, "name"))
			rows[i] = town{name, rapid.Int64Range(-5, 5).Draw(t, "pupils"), Fold(name)}
		}
		g := NewGrid(townColumns, rows)
		marked := map[string]bool{}
		width, height := rapid.IntRange(1, 90).Draw(t, "w"), rapid.IntRange(1, 20).Draw(t, "h")
		t.Repeat(map[string]func(*rapid.T){
			"move":   func(t *rapid.T) { g.Move(rapid.IntRange(-30, 30).Draw(t, "n")) },
			"page":   func(t *rapid.T) { g.Page(rapid.IntRange(-2, 2).Draw(t, "n")) },
			"end":    func(t *rapid.T) { g.End() },
			"column": func(t *rapid.T) { g.MoveColumn(rapid.IntRange(-2, 2).Draw(t, "n")) },
			"sort":   func(t *rapid.T) { g.ToggleSort(rapid.IntRange(0, 3).Draw(t, "col")) },
			"filter": func(t *rapid.T) { g.SetFilter(rapid.StringN(0, 2, -1).Draw(t, "query")) },
			"mark": func(t *rapid.T) {
				if id := g.ID(); id != "" {
					marked[id] = !marked[id]
				}
				g.Mark()
			},
			"mark-all": func(t *rapid.T) {
				ids := shownIDs(g)
				all := !slices.ContainsFunc(ids, func(id string) bool { return !marked[id] })
				for _, id := range ids {
					marked[id] = !all
				}
				g.MarkShown()
			},
			"rows": func(t *rapid.T) { g.SetRows(rows[:rapid.IntRange(0, len(rows)).Draw(t, "n")]) },
			"size": func(t *rapid.T) {
				width, height = rapid.IntRange(1, 90).Draw(t, "w"), rapid.IntRange(1, 20).Draw(t, "h")
			},
			"click": func(t *rapid.T) {
				g.Click(rapid.IntRange(-1, 90).Draw(t, "x"), rapid.IntRange(-1, 20).Draw(t, "y"))
			},
			"": func(t *rapid.T) {
				checkGrid(t, g, mono, width, height)
				checkMarks(t, g, marked)
			},
		})
	})
}

func checkMarks(t *rapid.T, g *Grid, marked map[string]bool) {
	var want []string
	for row := range g.rows.Len() {
		if id := g.rows.ID(row); marked[id] {
			want = append(want, id)
		}
	}
	if got := g.Marked(); !slices.Equal(got, want) || g.MarkedRows() != len(want) {
		t.Fatalf("marked %q, %d rows, want %q", got, g.MarkedRows(), want)
	}
}

func checkGrid(t *rapid.T, g *Grid, mono theme.Theme, width, height int) {
	lines := g.View(mono, width, height)
	if len(lines) != height {
		t.Fatalf("%d lines instead of %d", len(lines), height)
	}
	for _, line := range lines {
		if ansi.StringWidth(line) != width || ansi.StringWidthWc(line) != width {
			t.Fatalf("line of %d columns instead of %d: %q", ansi.StringWidth(line), width, line)
		}
	}
	if height < 2 || width <= gutter || len(g.Shown()) == 0 {
		return
	}
	caret := -1
	for i, line := range lines[1:] {
		if strings.HasPrefix(ansi.Strip(line), caretSign) {
			if caret >= 0 {
				t.Fatal("two carets")
			}
			caret = i
		}
	}
	if caret < 0 || g.top+caret != g.cursor {
		t.Fatalf("caret on line %d, top %d, cursor %d", caret, g.top, g.cursor)
	}
}

func manyTowns(n int) towns {
	rows := make(towns, n)
	for i := range rows {
		name := fmt.Sprintf("École élémentaire n° %d de Saint-Rémy", (i*7919)%n)
		rows[i] = town{name, int64((i * 104729) % 5000), Fold(name)}
	}
	return rows
}

func BenchmarkGridView60000(b *testing.B) {
	dark, err := theme.New("dark", true)
	if err != nil {
		b.Fatal(err)
	}
	g := NewGrid(townColumns, manyTowns(60000))
	g.Focused = true
	g.Move(30000)
	b.ReportAllocs()
	for b.Loop() {
		g.Move(1)
		g.View(dark, 120, 40)
	}
}

func BenchmarkGridFilterKey60000(b *testing.B) {
	g := NewGrid(townColumns, manyTowns(60000))
	g.Sort(1, true)
	for b.Loop() {
		g.SetFilter("1")
		g.SetFilter("")
	}
}

func BenchmarkGridSort60000(b *testing.B) {
	g := NewGrid(townColumns, manyTowns(60000))
	for b.Loop() {
		g.Sort(0, false)
		g.Sort(1, true)
	}
}

func BenchmarkGridResortAfterEdit60000(b *testing.B) {
	rows := manyTowns(60000)
	g := NewGrid(townColumns, rows)
	g.Sort(1, true)
	g.Move(30000)
	row, _ := g.Row()
	for b.Loop() {
		rows[row].pupils = (rows[row].pupils + 617) % 5000
		g.Resort()
	}
}
