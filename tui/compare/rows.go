package compare

import (
	"cmp"

	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/tui/theme"
	"quotepart/tui/ui"
	"quotepart/tui/widget"
)

// rows are the subjects being compared.
type rows struct {
	c           *ui.Ctx
	compared    scenarios.Comparison
	columns     []scenarios.Column
	shown       []int // rows of the comparison
	folded      []string
	changedOnly bool
	largest     []engine.Cents // by column: the size of its largest difference
}

func (r *rows) take(c *ui.Ctx, compared scenarios.Comparison, columns []scenarios.Column) {
	r.c, r.compared, r.columns = c, compared, columns
	r.shown, r.folded = r.shown[:0], nil
	for i, row := range compared.Rows {
		if !r.changedOnly || changed(row) {
			r.shown = append(r.shown, i)
		}
	}
	r.largest = make([]engine.Cents, len(compared.Columns))
	for _, row := range compared.Rows {
		for i, d := range row.Deltas {
			r.largest[i] = max(r.largest[i], d, -d)
		}
	}
}

// changed tells whether any column differs from the reference.
func changed(row scenarios.Row) bool {
	for i, d := range row.Deltas {
		if d != 0 || row.Values[i].Known != row.Values[0].Known {
			return true
		}
	}
	return false
}

func (r *rows) Len() int { return len(r.shown) }

func (r *rows) row(i int) scenarios.Row { return r.compared.Rows[r.shown[i]] }

func (r *rows) ID(i int) string { return r.row(i).ID }

// What a column of the grid shows of a column of the comparison.
const (
	anAmount = iota
	aDelta
	aPercent
	aBar
	parts
)

// part says which column of the comparison a column of the grid shows, and what of it.
func part(col int) (column, what int) {
	if col == 1 {
		return 0, anAmount
	}
	return (col-2)/parts + 1, (col - 2) % parts
}

func (r *rows) Cell(i, col int) (string, theme.Role) {
	row := r.row(i)
	if col == 0 {
		return row.Name, theme.Text
	}
	column, what := part(col)
	lacking := row.Lacking[0] || row.Lacking[column]
	switch what {
	case aDelta:
		text, role := ui.Delta(r.c, row.Deltas[column])
		if !lacking {
			return text, role
		}
		if _, known := cents(row, column); !known || !row.Values[0].Known {
			return "–", theme.Error // an amount that is not known is not 0
		}
		return "! " + cmp.Or(text, "="), theme.Error
	case aBar:
		if lacking {
			return "", theme.Muted
		}
		_, role := ui.Delta(r.c, row.Deltas[column])
		return widget.Delta(int64(row.Deltas[column]), int64(r.largest[column]), barWidth), role
	case aPercent:
		p := row.Percents[column]
		if !p.Known || row.Deltas[column] == 0 || lacking {
			return "", theme.Muted
		}
		percent := lang.Number(r.c.Lang, int64(p.Value), 1, 1)
		if p.Value > 0 {
			percent = "+" + percent
		}
		return percent, theme.Muted
	}
	amount, known := cents(row, column)
	switch {
	case !known || !r.owes(row.ID, column):
		return "–", theme.Muted // which is not the same as 0
	case row.Lacking[column]:
		return "! " + amount.Bare(r.c.Lang), theme.Error
	}
	return amount.Bare(r.c.Lang), theme.Text
}

// owes tells whether a member is a beneficiary in a column, or a school is counted; tariffs and charges have their amount.
func (r *rows) owes(id string, column int) bool {
	result := r.columns[column].Result
	switch r.compared.By {
	case scenarios.ByMember:
		return result.Member(result.Year().Member(id)).Standing == engine.Beneficiary
	case scenarios.BySchool:
		return result.School(result.Year().School(id)).Reason == engine.Counted
	}
	return true
}

func (r *rows) Key(i, col int) widget.Key {
	row := r.row(i)
	if col == 0 {
		return ui.TextKey(row.Name)
	}
	column, what := part(col)
	switch what {
	case aDelta, aBar:
		return widget.Key{Rank: int64(row.Deltas[column])}
	case aPercent:
		return widget.Key{Rank: int64(row.Percents[column].Value)}
	}
	return widget.Key{Rank: int64(row.Values[column].Value)}
}

func (r *rows) FilterText(i int) string {
	if r.folded == nil {
		r.folded = make([]string, len(r.shown))
	}
	if r.folded[i] == "" {
		row := r.row(i)
		r.folded[i] = widget.Fold(row.Name + " " + row.ID)
	}
	return r.folded[i]
}

// Input makes nothing editable: these are results.
func (*rows) Input(int, int) (scenarios.Address, bool) { return scenarios.Address{}, false }

// verdict counts who pays more and who pays less in the scenario under the cursor, the last one where that is the reference.
func (r *rows) verdict(c *ui.Ctx, col int) string {
	last := len(r.compared.Columns) - 1
	if last < 1 {
		return ""
	}
	if col > 1 {
		last, _ = part(col)
	}
	var more, less, same int
	var top engine.Cents
	name := ""
	for _, row := range r.compared.Rows {
		switch d := row.Deltas[last]; {
		case d > 0:
			more++
		case d < 0:
			less++
		default:
			same++
		}
		if d := row.Deltas[last]; max(d, -d) > top {
			top, name = max(d, -d), row.Name
		}
	}
	text := lang.F("%[1]s : %[2]d en hausse, %[3]d en baisse, %[4]d inchangés", "%[1]s: %[2]d up, %[3]d down, %[4]d unchanged",
		r.compared.Columns[last], more, less, same).In(c.Lang)
	if name != "" {
		text += c.T(" · le plus : ", " · most: ") + name
	}
	return text
}
