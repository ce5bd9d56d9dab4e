package schools

import (
	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/tui/theme"
	"quotepart/tui/ui"
	"quotepart/tui/widget"
)

// current is the school under the cursor of the list. It is looked up whenever it is asked for: the tables of the detail never
// show or edit another one.
type current struct {
	rows *rows
	list *ui.Table
}

// school gives its place in the year; false where no school is shown.
func (a *current) school() (i int, ok bool) {
	row, ok := a.list.Grid.Row()
	if !ok || row >= a.rows.Len() {
		return 0, false
	}
	return int(a.rows.index[row]), true
}

// bill is the lines of the current school.
type bill struct {
	at     *current
	lines  []engine.Line
	deltas []engine.Cents
}

// take explains the lines anew.
func (b *bill) take(c *ui.Ctx) {
	b.lines, b.deltas = nil, nil
	i, ok := b.at.school()
	if !ok {
		return
	}
	b.lines = b.at.rows.result.ExplainSchool(i)
	for _, line := range b.lines {
		b.deltas = append(b.deltas, c.Work.LineDelta(i, c.Work.Year().Tariff(line.Tariff.ID)))
	}
}

// The columns of the bill.
const (
	billTariff = iota
	billQuantity
	billPrice
	billAmount
	billDelta
	billArticle
)

func billColumns(l lang.Lang) []widget.Column {
	return []widget.Column{
		billTariff:   {Title: lang.T("Ligne", "Line").In(l), Min: 16, Width: 20, Flex: 1, NoSort: true},
		billQuantity: {Title: lang.T("Quantité", "Quantity").In(l), Width: 8, Align: widget.Right, NoSort: true},
		billPrice:    {Title: lang.T("Prix", "Price").In(l), Width: 9, Align: widget.Right, NoSort: true},
		billAmount:   {Title: lang.T("Montant", "Amount").In(l), Width: 11, Align: widget.Right, NoSort: true},
		billDelta:    {Title: "Δ", Width: 12, Align: widget.Right, Priority: 1, NoSort: true},
		billArticle:  {Title: lang.T("Article", "Article").In(l), Width: 8, Priority: 2, NoSort: true},
	}
}

func (b *bill) Len() int { return len(b.lines) }

func (b *bill) ID(row int) string { return b.lines[row].Tariff.ID }

func (b *bill) Cell(row, col int) (string, theme.Role) {
	line, l := b.lines[row], b.at.rows.c.Lang
	switch col {
	case billTariff:
		return line.Tariff.ID, theme.Text
	case billQuantity:
		if line.Status == engine.ClassesMissing {
			return "–", theme.Error
		}
		return lang.Count(line.Quantity).In(l), theme.Text
	case billPrice:
		switch {
		case line.Tariff.Basis.Shared():
			return lang.T("partage", "share").In(l), theme.Text
		case !line.Price.Known:
			return "–", theme.Muted
		}
		return lang.Number(l, int64(line.Price.Value), 6, 2), theme.Text
	case billAmount:
		if !line.Status.HasLine() {
			return "–", theme.Error // missing, which is not 0; the formula says why
		}
		return line.Amount.Bare(l), theme.Text
	case billArticle:
		return ui.Article(line.Tariff.Article), theme.Muted
	}
	return ui.Delta(b.at.rows.c, b.deltas[row])
}

// Key keeps the natural order.
func (*bill) Key(int, int) widget.Key { return widget.Key{} }

func (b *bill) FilterText(row int) string {
	return widget.Fold(b.lines[row].Tariff.ID + " " + b.lines[row].Tariff.Label)
}

// Input makes nothing editable: lines are results.
func (*bill) Input(int, int) (scenarios.Address, bool) { return scenarios.Address{}, false }

// inputs are the fields of a school that the list has no room to edit.
var inputs = []string{"level", "member", "town", "access", "closed"}

func inputColumns(l lang.Lang) []widget.Column {
	return []widget.Column{
		{Title: lang.T("Donnée", "Input").In(l), Width: 9, NoSort: true},
		{Title: lang.T("Valeur", "Value").In(l), Min: 12, Width: 18, NoSort: true},
		{Title: "", Min: 12, Width: 14, Flex: 1, Priority: 1, NoSort: true},
	}
}

// inputRows are those fields of the current school.
type inputRows struct {
	at *current
}

func (r *inputRows) Len() int { return len(inputs) }

func (r *inputRows) ID(row int) string { return inputs[row] }

func (r *inputRows) Cell(row, col int) (string, theme.Role) {
	i, ok := r.at.school()
	if !ok {
		return "", theme.Text
	}
	s := r.at.rows.result.School(i)
	f, _ := scenarios.FieldNamed(scenarios.SchoolFields, inputs[row])
	switch col {
	case 0:
		return f.Label.In(r.at.rows.c.Lang), theme.Text
	case 1:
		if v := f.Get(s.School); v != "" {
			return v, theme.Text
		}
		return "–", theme.Muted
	}
	return r.meaning(i, inputs[row], s)
}

// meaning says in words what a value does.
func (r *inputRows) meaning(i int, field string, s engine.SchoolResult) (string, theme.Role) {
	l := r.at.rows.c.Lang
	switch {
	case field == "member" && s.Reason == engine.MemberNotBeneficiary,
		field == "access" && (s.Reason == engine.NoAccess || s.Reason == engine.AccessAfterYear),
		field == "closed" && s.Reason == engine.Closed:
		return s.Reason.Text().In(l), theme.Warning
	case field == "member":
		return r.at.rows.memberOf(i).Name, theme.Muted
	case field == "level" && s.School.Level == engine.College:
		return ui.Article("4.3"), theme.Muted
	case field == "level":
		return ui.Article("4.2"), theme.Muted
	}
	return "", theme.Text
}

// Key keeps the natural order.
func (*inputRows) Key(int, int) widget.Key { return widget.Key{} }

func (r *inputRows) FilterText(row int) string { return inputs[row] }

// Input makes the values inputs of the current school.
func (r *inputRows) Input(row, col int) (scenarios.Address, bool) {
	i, ok := r.at.school()
	if !ok || col != 1 {
		return scenarios.Address{}, false
	}
	uai := r.at.rows.result.Year().Schools[i].UAI
	return scenarios.Address{Collection: scenarios.InSchools, ID: uai, Field: inputs[row]}, true
}
