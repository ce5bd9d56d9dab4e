package ui

import (
	"regexp"
	"strings"

	tea "charm.land/bubbletea/v2"

	"quotepart/engine/lang"
	"quotepart/scenarios/report"
	"quotepart/tui/widget"
)

// mostCopied bounds what is copied, in bytes: terminals and multiplexers drop longer sequences without a word (tmux from
// 75,000 bytes in base64 on).
const mostCopied = 50_000

// copyCell copies the cell under the cursor: a number as the language writes it, without what only people read.
func copyCell(c *Ctx, t *Table) tea.Cmd {
	row, ok := t.Grid.Row()
	if !ok {
		c.Say(nothingToCopy)
		return nil
	}
	text, _ := t.source.Cell(row, t.Grid.Column())
	lacks := isIncomplete(text)
	if t.Grid.Columns()[t.Grid.Column()].Align == widget.Right {
		text = plainNumber(c.Lang, text)
	}
	if text = lang.Clean(strings.TrimSpace(text)); text == "" {
		c.Say(nothingToCopy)
		return nil
	}
	c.Say(lang.F("copié : %[1]s%[2]s", "copied: %[1]s%[2]s", text, warning(lacks)))
	return tea.SetClipboard(text)
}

var nothingToCopy = lang.T("rien à copier ici", "nothing to copy here")

// copyTable copies the rows that the filter lets through, in their order, with the titles, as a spreadsheet takes them.
func copyTable(c *Ctx, t *Table) tea.Cmd {
	var b strings.Builder
	rows := -1 // the titles
	done, lacks := t.each(c, func(cells []string) bool {
		b.WriteString(strings.Join(cells, "\t") + "\n")
		rows++
		return b.Len() <= mostCopied
	})
	switch {
	case !done:
		c.Say(lang.F("trop pour le presse-papiers d'un terminal (plus de %s octets) : filtrez (/), ou exportez (x)", "too much for a terminal's clipboard (more than %s bytes): filter (/), or export (x)", lang.Count(mostCopied)))
		return nil
	case rows == 0:
		c.Say(nothingToCopy)
		return nil
	}
	c.Say(lang.F("copié : %[1]s ligne(s), avec les titres%[2]s", "copied: %[1]s row(s), with the titles%[2]s", lang.Count(rows), warning(lacks)))
	return tea.SetClipboard(b.String())
}

// isIncomplete tells whether a cell is an amount that lacks a line.
func isIncomplete(text string) bool { return strings.HasPrefix(text, "!") }

// warning says that amounts are incomplete: as plain numbers they no longer say so themselves.
func warning(incomplete bool) lang.Text {
	if !incomplete {
		return lang.Text{}
	}
	return lang.T(" · attention : montants incomplets (!)", " · warning: incomplete amounts (!)")
}

// columnsWanted are the columns that are not hidden.
func (t *Table) columnsWanted() []int {
	var all []int
	for i, c := range t.Grid.Columns() {
		if !t.Grid.Hidden(i) && c.Title != "" {
			all = append(all, i)
		}
	}
	return all
}

// each gives the titles and then the rows that are shown to take, as text with plain numbers, until take wants no more; it
// tells whether take had all, and whether an amount lacked a line.
func (t *Table) each(c *Ctx, take func(cells []string) bool) (all, incomplete bool) {
	columns := t.columnsWanted()
	cells := make([]string, len(columns))
	for i, col := range columns {
		cells[i] = lang.Clean(t.Grid.Columns()[col].Title)
	}
	if !take(cells) {
		return false, false
	}
	for _, row := range t.Grid.Shown() {
		for i, col := range columns {
			text, _ := t.source.Cell(int(row), col)
			incomplete = incomplete || isIncomplete(text)
			if t.Grid.Columns()[col].Align == widget.Right {
				text = plainNumber(c.Lang, text)
			}
			cells[i] = lang.Clean(strings.TrimSpace(text))
		}
		if !take(cells) {
			return false, incomplete
		}
	}
	return true, incomplete
}

// numbers are what a column of numbers may hold: with a sign, grouped thousands, decimals.
var numbers = map[lang.Lang]*regexp.Regexp{
	lang.FR: regexp.MustCompile(`^[+−]?\d{1,3}(\x{00a0}?\d{3})*(,\d+)?$`),
	lang.EN: regexp.MustCompile(`^[+−]?\d{1,3}(,?\d{3})*(\.\d+)?$`),
}

// plainNumber takes from a number what only people read: the arrow, the mark of an incomplete sum, grouped thousands, the true
// minus. A missing value is nothing, never 0; other text stays.
func plainNumber(l lang.Lang, text string) string {
	text = strings.TrimSpace(text)
	bare := strings.TrimSpace(strings.TrimLeft(text, "▲▼!"))
	percent := strings.TrimRight(strings.TrimSuffix(bare, "%"), "\u00a0 ")
	switch {
	case text == "–":
		return ""
	case !numbers[l].MatchString(percent):
		return text
	}
	groups := map[lang.Lang]string{lang.FR: "\u00a0", lang.EN: ","}[l]
	plain := strings.NewReplacer(groups, "", "−", "-", "+", "").Replace(percent)
	if percent != bare {
		plain += "%"
	}
	return plain
}

// machineNumber is a plain number with a point, as machines read it.
func machineNumber(l lang.Lang, plain string) string {
	if l == lang.FR && regexpPlain.MatchString(plain) {
		return strings.Replace(plain, ",", ".", 1)
	}
	return plain
}

var regexpPlain = regexp.MustCompile(`^-?\d+,\d+%?$`)

// shown is the table as it is filtered and sorted, as a report, and whether an amount in it lacks a line.
func (t *Table) shown(c *Ctx) (shown *report.Report, incomplete bool) {
	var table report.Table
	_, incomplete = t.each(c, func(cells []string) bool {
		if table.Columns == nil {
			for i, col := range t.columnsWanted() {
				table.Columns = append(table.Columns, report.Column{ID: cells[i], Title: lang.T(cells[i], cells[i]), Right: t.Grid.Columns()[col].Align == widget.Right})
			}
			return true
		}
		row := report.Row{Cells: make([]report.Cell, len(cells))}
		for i, text := range cells {
			machine := text
			if table.Columns[i].Right {
				machine = machineNumber(c.Lang, text)
			}
			row.Cells[i] = report.Cell{People: lang.T(text, text), Machine: lang.T(machine, machine)}
		}
		table.Rows = append(table.Rows, row)
		return true
	})
	y := c.Work.Year()
	title := lang.F("%[1]s · %[2]s · %[3]s", "%[1]s · %[2]s · %[3]s", y.ID, y.Basis, t.Title)
	shown = &report.Report{Title: title, Rows: table, Sections: []report.Section{{Table: table}}, JSON: func(lang.Lang) any { return rowsJSON(table) }}
	if incomplete {
		shown.Lines = []lang.Text{lang.T("Montants incomplets : il manque des lignes", "Incomplete amounts: lines are missing")}
	}
	return shown, incomplete
}

// rowsJSON are the rows as objects by the titles of the columns; a missing value is null.
func rowsJSON(t report.Table) []map[string]*string {
	rows := make([]map[string]*string, len(t.Rows))
	for i, r := range t.Rows {
		rows[i] = map[string]*string{}
		for k, cell := range r.Cells {
			if cell.Machine.EN == "" {
				rows[i][t.Columns[k].ID] = nil
				continue
			}
			text := cell.Machine.EN
			rows[i][t.Columns[k].ID] = &text
		}
	}
	return rows
}
