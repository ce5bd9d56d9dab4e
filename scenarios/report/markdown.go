package report

import (
	"bufio"
	"strings"

	"quotepart/engine/lang"
)

// markdown writes the report as a Markdown document. Errors stay in the buffered writer until its Flush.
func (r *Report) markdown(w *bufio.Writer, l lang.Lang) {
	if !r.Title.IsZero() {
		w.WriteString("# " + escape(r.Title.In(l)) + "\n\n")
	}
	bullets(w, r.Lines, l)
	for _, s := range r.Sections {
		if !s.Title.IsZero() {
			w.WriteString("## " + escape(s.Title.In(l)) + "\n\n")
		}
		bullets(w, s.Lines, l)
		s.Table.markdown(w, l)
	}
}

// bullets writes lines as a list, and a blank line after it.
func bullets(w *bufio.Writer, lines []lang.Text, l lang.Lang) {
	for _, line := range lines {
		w.WriteString("- " + escape(line.In(l)) + "\n")
	}
	if len(lines) > 0 {
		w.WriteByte('\n')
	}
}

func (t *Table) markdown(w *bufio.Writer, l lang.Lang) {
	if len(t.Columns) == 0 {
		return
	}
	for _, c := range t.Columns {
		w.WriteString("| " + escape(c.Title.In(l)) + " ")
	}
	w.WriteString("|\n")
	for _, c := range t.Columns {
		if c.Right {
			w.WriteString("|---:")
		} else {
			w.WriteString("|---")
		}
	}
	w.WriteString("|\n")
	for _, r := range t.Rows {
		markdownRow(w, r.Cells, "", l)
	}
	if t.Total != nil {
		markdownRow(w, t.Total, "**", l)
	}
	w.WriteByte('\n')
	noted := false
	for _, r := range t.Rows {
		if len(r.Notes) > 0 {
			w.WriteString("- **" + escape(r.Cells[0].People.In(l)) + "**\n")
			noted = true
		}
		for _, note := range r.Notes {
			w.WriteString("  - " + escape(note.In(l)) + "\n")
		}
	}
	if noted {
		w.WriteByte('\n')
	}
}

func markdownRow(w *bufio.Writer, cells []Cell, mark string, l lang.Lang) {
	for _, c := range cells {
		s := escape(c.People.In(l))
		if s != "" {
			s = mark + s + mark
		}
		w.WriteString("| " + s + " ")
	}
	w.WriteString("|\n")
}

var markup = strings.NewReplacer(`\`, `\\`, "`", "\\`", "|", `\|`, "*", `\*`, "_", `\_`, "<", `\<`, ">", `\>`, "[", `\[`, "]", `\]`, "~", `\~`, "#", `\#`)

// escape makes text clean and free of anything that Markdown would take as markup.
func escape(s string) string { return markup.Replace(lang.Clean(s)) }
