package report

import (
	"slices"
	"strings"

	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/scenarios"
)

// Differences is Compare with the rows alone that differ anywhere, and how many do not.
func Differences(by scenarios.By, columns []scenarios.Column) *Report {
	c := scenarios.Compare(by, columns)
	all := len(c.Rows)
	c.Rows = slices.DeleteFunc(c.Rows, func(r scenarios.Row) bool {
		return !slices.ContainsFunc(r.Deltas, func(d engine.Cents) bool { return d != 0 }) &&
			!slices.ContainsFunc(r.Values, func(v engine.Opt[engine.Cents]) bool { return v.Known != r.Values[0].Known })
	})
	r := compare(&c, columns)
	if same := all - len(c.Rows); same > 0 {
		r.Lines = append(r.Lines, lang.F("Sans différence : %s", "Without a difference: %s", lang.Count(same)))
	}
	return r
}

// Compare sets results of one year side by side, with differences to the first.
func Compare(by scenarios.By, columns []scenarios.Column) *Report {
	c := scenarios.Compare(by, columns)
	return compare(&c, columns)
}

func compare(c *scenarios.Comparison, columns []scenarios.Column) *Report {
	r := &Report{
		Title: yearTitle(columns[0].Result.Year()),
		Lines: []lang.Text{
			lang.F("Référence : %s", "Reference: %s", c.Columns[0]),
			lang.F("Comparés : %s", "Compared: %s", strings.Join(c.Columns[1:], " · ")),
		},
		Rows: comparisonRows(c),
		JSON: func(lang.Lang) any { return compareJSON(c, columns) },
	}
	for _, col := range columns {
		if !col.Result.Complete() {
			r.Lines = append(r.Lines, lang.F("%s — totaux incomplets : voir ses remarques", "%s — totals incomplete: see its notices", col.Name))
		}
	}
	r.section(rowsTitle(c.By), sideBySide(c).trailing())
	r.section(lang.T("Équilibre", "Balance"), totalsSideBySide(c))
	return r
}

// rowsTitle says what the rows are, and which of their amounts is compared.
func rowsTitle(by scenarios.By) lang.Text {
	switch by {
	case scenarios.BySchool:
		return lang.T("Contribution par établissement", "Contribution by school")
	case scenarios.ByTariff:
		return lang.T("Contributions par tarif", "Contributions by tariff")
	case scenarios.ByCharge:
		return lang.T("Charges nettes", "Net charges")
	}
	return lang.T("Contribution nette par membre", "Net contribution by member")
}

// sideBySide is the comparison for people: a column for the reference, three for each other result.
func sideBySide(c *scenarios.Comparison) Table {
	t := Table{Columns: []Column{left("id", "Identifiant", "Id"), name("name", "Nom", "Name").unnamed()}}
	t.Columns = append(t.Columns, valueColumns(c)...)
	for _, row := range c.Rows {
		t.add(append([]Cell{text(row.ID), text(row.Name)}, values(&row)...)...)
	}
	return t
}

func totalsSideBySide(c *scenarios.Comparison) Table {
	t := Table{Columns: append([]Column{name("id", "Poste", "Item").unnamed()}, valueColumns(c)...)}
	for _, row := range c.Totals {
		t.add(append([]Cell{totalName(row.ID)}, values(&row)...)...)
	}
	return t
}

func valueColumns(c *scenarios.Comparison) []Column {
	var out []Column
	for i, column := range c.Columns {
		out = append(out, Column{Title: same(column), Alone: same(column), Right: true, Most: headingWidth})
		if i > 0 {
			out = append(out, right("", "Δ", "Δ").alone("écart", "difference"), right("", "%", "%").alone("soit", "that is"))
		}
	}
	return out
}

func values(row *scenarios.Row) []Cell {
	var out []Cell
	for i, v := range row.Values {
		cell := optional(v)
		if v.Known && lacking(row, i) {
			cell = marked(cell)
		}
		if i == 0 {
			out = append(out, cell)
			continue
		}
		difference, part := delta(row.Deltas[i]), percent(row.Percents[i])
		switch known := v.Known && row.Values[0].Known; {
		case !known && (lacking(row, 0) || lacking(row, i)): // an amount that is not known is not 0
			difference, part = none, none
			difference.Alone, part.Alone = lang.T("inconnu", "unknown"), silent
		case lacking(row, 0) || lacking(row, i):
			difference, part = marked(difference), Cell{People: none.People, Alone: silent}
		case v.Known && row.Deltas[i] == 0: // one word says it
			cell.Alone, difference.Alone, part.Alone = Signed(0), silent, silent
		}
		out = append(out, cell, difference, part)
	}
	return out
}

// lacking tells whether an amount of the row is missing in a column; those of totals are told above the tables.
func lacking(row *scenarios.Row, column int) bool { return row.Lacking != nil && row.Lacking[column] }

// marked is an amount with a sign that something is missing in it.
func marked(c Cell) Cell {
	c.People = lang.F("! %s", "! %s", c.People)
	c.Alone = lang.F("%s (incomplet)", "%s (incomplete)", c.Alone)
	return c
}

func optional(v engine.Opt[engine.Cents]) Cell {
	if !v.Known {
		return none
	}
	return amount(v.Value)
}

// delta shows a difference with its sign and an arrow; = where there is none.
func delta(d engine.Cents) Cell {
	cell := amount(d)
	if cell.Alone = Signed(d); d == 0 {
		cell.Alone = lang.T("nul", "none")
	}
	switch {
	case d > 0:
		cell.People = lang.T("▲ +"+d.Bare(lang.FR), "▲ +"+d.Bare(lang.EN))
	case d < 0:
		cell.People = lang.T("▼ "+d.Bare(lang.FR), "▼ "+d.Bare(lang.EN))
	default:
		cell.People = same("=")
	}
	return cell
}

// Signed is a difference as it is read outside a table: +12,00 €, −12,00 €, or "unchanged".
func Signed(d engine.Cents) lang.Text {
	switch {
	case d > 0:
		return lang.T("+"+d.In(lang.FR), "+"+d.In(lang.EN))
	case d < 0:
		return lang.T(d.In(lang.FR), d.In(lang.EN))
	}
	return lang.T("inchangé", "unchanged")
}

// percent shows a percentage with one decimal and its sign; none where there is no reference.
func percent(p engine.Opt[scenarios.Tenths]) Cell {
	if !p.Known {
		return Cell{People: none.People, Alone: lang.T("un pourcentage inconnu", "an unknown percentage")}
	}
	v := int64(p.Value)
	sign := ""
	if v > 0 {
		sign = "+"
	}
	return Cell{
		People:  lang.T(sign+lang.Number(lang.FR, v, 1, 1)+"\u00a0%", sign+lang.Number(lang.EN, v, 1, 1)+"%"),
		Machine: same(lang.Plain(v, 1, 1)),
	}
}

// comparisonRows is the comparison for a spreadsheet: one row for each subject and column, so that the header never changes.
func comparisonRows(c *scenarios.Comparison) Table {
	t := Table{Columns: []Column{
		left("id", "", ""), left("name", "", ""), left("column", "", ""),
		left("value", "", ""), left("delta", "", ""), left("percent", "", ""),
	}}
	for _, row := range c.Rows {
		for i, column := range c.Columns {
			t.add(text(row.ID), text(row.Name), text(column), optional(row.Values[i]), delta(row.Deltas[i]), percent(row.Percents[i]))
		}
	}
	return t
}

type comparisonJSON struct {
	Reference string    `json:"reference"`
	Columns   []string  `json:"columns"`
	Rows      []rowJSON `json:"rows"`
	Totals    []rowJSON `json:"totals"`
	Complete  []bool    `json:"complete"` // per column
}

// rowJSON has one entry for each column, the reference among them. Amounts have two decimals, percents one, all as text; null
// is a value that the column lacks, or a percentage of 0.
type rowJSON struct {
	ID       string    `json:"id"`
	Values   []*string `json:"values"`
	Deltas   []string  `json:"deltas"`
	Percents []*string `json:"percents"`
}

func compareJSON(c *scenarios.Comparison, columns []scenarios.Column) comparisonJSON {
	out := comparisonJSON{Reference: c.Columns[0], Columns: c.Columns, Rows: rowsJSON(c.Rows), Totals: rowsJSON(c.Totals)}
	for _, col := range columns {
		out.Complete = append(out.Complete, col.Result.Complete())
	}
	return out
}

func rowsJSON(rows []scenarios.Row) []rowJSON {
	out := []rowJSON{}
	for _, row := range rows {
		r := rowJSON{ID: row.ID}
		for i, v := range row.Values {
			r.Values = append(r.Values, machine(optional(v)))
			r.Deltas = append(r.Deltas, row.Deltas[i].String())
			r.Percents = append(r.Percents, machine(percent(row.Percents[i])))
		}
		out = append(out, r)
	}
	return out
}

// machine is the text of a cell for machines, null where the value is missing.
func machine(c Cell) *string {
	if c.Machine.IsZero() {
		return nil
	}
	return &c.Machine.EN
}
