package report

import (
	"bufio"
	"io"

	"quotepart/engine/lang"
)

// Format is how a report is written.
type Format string

// The formats of --format.
const (
	InTable    Format = "table"
	InJSON     Format = "json"
	InCSV      Format = "csv"
	InMarkdown Format = "md"
)

// Formats lists them all, the default first.
func Formats() []Format { return []Format{InTable, InJSON, InCSV, InMarkdown} }

// Report is what a command answers: sections for people, rows for a spreadsheet, the whole for machines.
type Report struct {
	Title    lang.Text
	Lines    []lang.Text // under the title
	Sections []Section   // in a terminal and in Markdown
	Rows     Table       // in CSV, with nothing around it
	JSON     func(lang.Lang) any
}

// Section is a part of a report: a title, some lines, a table; each may be missing.
type Section struct {
	Title lang.Text
	Lines []lang.Text
	Table Table
}

func (r *Report) section(title lang.Text, t Table) {
	if len(t.Rows) > 0 {
		r.Sections = append(r.Sections, Section{Title: title, Table: t})
	}
}

// Write writes the report in a format and a language. Its errors are those of the writer.
func (r *Report) Write(w io.Writer, f Format, l lang.Lang) error {
	switch f {
	case InJSON:
		return WriteJSON(w, r.JSON(l))
	case InCSV:
		return WriteCSV(w, r.Rows, l)
	}
	b := bufio.NewWriter(w)
	if f == InMarkdown {
		r.markdown(b, l)
	} else {
		r.terminal(b, l)
	}
	return b.Flush()
}
