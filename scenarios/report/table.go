// Package report shows results, comparisons and explanations: as aligned text for a terminal, as CSV, Markdown and JSON. It
// computes nothing of the domain.
package report

import (
	"quotepart/engine"
	"quotepart/engine/lang"
)

// Column heads a column of a table.
type Column struct {
	ID    string    // stable and English: the header in CSV
	Title lang.Text // for people
	Right bool      // numbers stand on the right, and are never cut
	Most  int       // the widest a text may be in a terminal, 0 for any width; the other formats do not cut
	Alone lang.Text // the title outside a table, where it is another one: not cut short, no sign
}

// Cell is one value: as people read it, and as machines do, where decimals have a point whatever the language. Alone is what
// people read outside a table, where it is not People: an amount has its currency there.
type Cell struct {
	People, Machine, Alone lang.Text
}

// Row is a line of a table. Its notes explain it: they stand under it for people and are not in CSV.
type Row struct {
	Cells []Cell
	Notes []lang.Text
}

// Table is columns and rows, written for the terminal, as CSV and as Markdown. The total is a last row for people, or nothing.
type Table struct {
	Columns []Column
	Rows    []Row
	Total   []Cell
}

func (t *Table) add(cells ...Cell) { t.Rows = append(t.Rows, Row{Cells: cells}) }

// same is a text that is alike in both languages.
func same(s string) lang.Text { return lang.T(s, s) }

// none is a value that is missing or does not apply: never a 0.
var none = Cell{People: same("–"), Alone: lang.T("sans valeur", "no value")}

// blank is a cell with nothing to say.
var blank = Cell{}

func text(s string) Cell { return Cell{People: same(s), Machine: same(s)} }

// prose is a sentence: machines get it in the language too.
func prose(t lang.Text) Cell { return Cell{People: t, Machine: t} }

// word is one of the fixed spellings of the files, which people read in their language.
func word[S ~string](id S) Cell { return Cell{People: Word(string(id)), Machine: same(string(id))} }

func count(n int64) Cell {
	return Cell{People: lang.F("%s", "%s", lang.Count(n)), Machine: same(lang.Plain(n, 0, 0))}
}

func amount(c engine.Cents) Cell {
	return Cell{People: lang.T(c.Bare(lang.FR), c.Bare(lang.EN)), Machine: same(c.String()), Alone: lang.T(c.In(lang.FR), c.In(lang.EN))}
}

func price(p engine.Price) Cell {
	return Cell{People: lang.F("%s", "%s", p), Machine: same(p.String())}
}

func yesNo(b bool) Cell {
	if b {
		return Cell{People: lang.T("oui", "yes"), Machine: same("true")}
	}
	return Cell{People: lang.T("non", "no"), Machine: same("false")}
}

// The widths beyond which a name or a heading is cut in a terminal.
const (
	nameWidth    = 36
	headingWidth = 24
)

func left(id, fr, en string) Column {
	return Column{ID: id, Title: lang.T(fr, en)}
}

func name(id, fr, en string) Column {
	return Column{ID: id, Title: lang.T(fr, en), Most: nameWidth}
}

func right(id, fr, en string) Column {
	return Column{ID: id, Title: lang.T(fr, en), Right: true}
}

// alone gives a column the title that it has outside a table.
func (c Column) alone(fr, en string) Column {
	c.Alone = lang.T(fr, en)
	return c
}

// unnamed gives a column whose title says nothing outside a table.
func (c Column) unnamed() Column {
	c.Alone = silent
	return c
}

// trailing is the table with its first column moved to the end: people read a long id last, machines find it first.
func (t Table) trailing() Table {
	moved := Table{Columns: rotate(t.Columns)}
	for _, r := range t.Rows {
		moved.Rows = append(moved.Rows, Row{rotate(r.Cells), r.Notes})
	}
	if t.Total != nil {
		moved.Total = rotate(t.Total)
	}
	return moved
}

func rotate[T any](s []T) []T { return append(append([]T{}, s[1:]...), s[0]) }
