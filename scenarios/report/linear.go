package report

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"quotepart/engine/lang"
)

// Linear gives the report as lines that are read one after the other, by a screen reader or from a pipe: a row is one line
// that names its values, without alignment, rules or arrows.
func (r *Report) Linear(l lang.Lang) []string {
	lines := linearTexts(r.Title, r.Lines, l)
	for i := range r.Sections {
		lines = append(lines, r.Sections[i].Linear(l)...)
	}
	return lines
}

// Linear gives the section as such lines, its title first.
func (s *Section) Linear(l lang.Lang) []string {
	title := s.Title
	if !title.IsZero() && len(s.Table.Rows) > 0 {
		title = lang.F("%[1]s :", "%[1]s:", title)
	}
	lines := linearTexts(title, s.Lines, l)
	for _, row := range s.Table.Rows {
		lines = append(lines, s.Table.linear(row.Cells, l))
		for _, note := range row.Notes {
			lines = append(lines, flowing(strings.TrimPrefix(note.In(l), "→ ")))
		}
	}
	if s.Table.Total != nil {
		lines = append(lines, s.Table.linearTotal(l))
	}
	return lines
}

// silent is what is not said in a line.
var silent = same(" ")

func linearTexts(title lang.Text, texts []lang.Text, l lang.Lang) []string {
	var lines []string
	for _, t := range append([]lang.Text{title}, texts...) {
		if !t.IsZero() {
			lines = append(lines, flowing(t.In(l)))
		}
	}
	return lines
}

// flowing makes a text clean, and replaces the points between its parts: a screen reader would read them out.
func flowing(s string) string { return strings.ReplaceAll(lang.Clean(s), " · ", ", ") }

// linear is a row: what it is about, then its other values by name. Of two columns, the names say nothing more.
func (t *Table) linear(cells []Cell, l lang.Lang) string {
	head := flowing(cells[0].alone(l))
	title := t.Columns[0].Title.In(l)
	if !t.Columns[0].Alone.IsZero() {
		title = t.Columns[0].inLine(l)
	}
	if title != "" && len(t.Columns) > 2 {
		head = title + " " + head
	}
	return t.named(head, cells, 1, l)
}

// linearTotal is the last row, which says itself what it is, in its first cell that says anything.
func (t *Table) linearTotal(l lang.Lang) string {
	for i, cell := range t.Total {
		if head := cell.alone(l); head != "" {
			return t.named(flowing(head), t.Total, i+1, l)
		}
	}
	return ""
}

// named puts the values from a column on behind a head. A cell with nothing to say is left out.
func (t *Table) named(head string, cells []Cell, from int, l lang.Lang) string {
	var values []string
	for i := from; i < len(cells); i++ {
		value := flowing(cells[i].alone(l))
		if value == "" {
			continue
		}
		if name := t.Columns[i].inLine(l); name != "" && len(t.Columns) > 2 {
			value = name + " " + value
		}
		values = append(values, value)
	}
	if len(values) == 0 {
		return head
	}
	return lang.F("%[1]s : %[2]s", "%[1]s: %[2]s", head, strings.Join(values, ", ")).In(l)
}

// alone is the cell's text outside a table.
func (c Cell) alone(l lang.Lang) string {
	if !c.Alone.IsZero() {
		return strings.TrimSpace(c.Alone.In(l))
	}
	return c.People.In(l)
}

// inLine is the column's title outside a table, within a line: a word of its own starts with a small letter.
func (c Column) inLine(l lang.Lang) string {
	if !c.Alone.IsZero() {
		return flowing(strings.TrimSpace(c.Alone.In(l)))
	}
	title := flowing(c.Title.In(l))
	if title == "" {
		return ""
	}
	first, size := utf8.DecodeRuneInString(title)
	if second, _ := utf8.DecodeRuneInString(title[size:]); unicode.IsUpper(second) {
		return title // UAI
	}
	return string(unicode.ToLower(first)) + title[size:]
}
