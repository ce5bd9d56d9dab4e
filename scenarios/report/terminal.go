package report

import (
	"bufio"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"quotepart/engine/lang"
)

// terminal writes the report as aligned text. Errors stay in the buffered writer until its Flush.
func (r *Report) terminal(w *bufio.Writer, l lang.Lang) {
	say(w, r.Title, l)
	for _, line := range r.Lines {
		say(w, line, l)
	}
	for i, s := range r.Sections {
		if i > 0 || !r.Title.IsZero() {
			w.WriteByte('\n')
		}
		if !s.Title.IsZero() {
			say(w, s.Title, l)
		}
		for _, line := range s.Lines {
			say(w, line, l)
		}
		s.Table.terminal(w, l)
	}
}

func say(w *bufio.Writer, t lang.Text, l lang.Lang) {
	if !t.IsZero() {
		w.WriteString(lang.Clean(t.In(l)))
		w.WriteByte('\n')
	}
}

const (
	gap        = "  "
	noteIndent = "    "
)

func (t *Table) terminal(w *bufio.Writer, l lang.Lang) {
	if len(t.Columns) == 0 {
		return
	}
	head := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		head[i] = fit(c.Title.In(l), c.Most)
	}
	body := make([][]string, len(t.Rows))
	for i, r := range t.Rows {
		body[i] = t.shown(r.Cells, l)
	}
	total := t.shown(t.Total, l)
	widths := columnWidths(append(append([][]string{head}, body...), total))
	full := len(gap) * (len(widths) - 1)
	for _, n := range widths {
		full += n
	}
	rule := strings.Repeat("─", full) + "\n"
	t.line(w, head, widths)
	w.WriteString(rule)
	for i, cells := range body {
		t.line(w, cells, widths)
		for _, note := range t.Rows[i].Notes {
			w.WriteString(noteIndent)
			say(w, note, l)
		}
	}
	if total != nil {
		w.WriteString(rule)
		t.line(w, total, widths)
	}
}

// fit makes a text clean, and cuts it where there is a limit.
func fit(s string, most int) string {
	s = lang.Clean(s)
	if most > 0 {
		s = ansi.Truncate(s, most, "…")
	}
	return s
}

// shown is the cells as they stand in their columns; nothing for no cells.
func (t *Table) shown(cells []Cell, l lang.Lang) []string {
	var out []string
	for i, cell := range cells {
		most := t.Columns[i].Most
		if t.Columns[i].Right {
			most = 0
		}
		out = append(out, fit(cell.People.In(l), most))
	}
	return out
}

func columnWidths(lines [][]string) []int {
	widths := make([]int, len(lines[0]))
	for _, line := range lines {
		for i, s := range line {
			widths[i] = max(widths[i], ansi.StringWidth(s))
		}
	}
	return widths
}

// line writes one line without blanks at its end.
func (t *Table) line(w *bufio.Writer, cells []string, widths []int) {
	var b strings.Builder
	for i, s := range cells {
		if i > 0 {
			b.WriteString(gap)
		}
		blanks := strings.Repeat(" ", widths[i]-ansi.StringWidth(s))
		if t.Columns[i].Right {
			b.WriteString(blanks + s)
		} else {
			b.WriteString(s + blanks)
		}
	}
	w.WriteString(strings.TrimRight(b.String(), " "))
	w.WriteByte('\n')
}
