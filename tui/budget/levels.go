package budget

import (
	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/scenarios/report"
	"quotepart/tui/theme"
	"quotepart/tui/ui"
	"quotepart/tui/widget"
)

// levels are the columns: each level recovers its own charges; no tariff recovers the common ones.
var levels = []engine.Level{engine.Ecole, engine.College, engine.Common}

// recovery is the rows: what makes the net charges of a level, and what its members pay for it before their own subsidies.
var recovery = []struct {
	name lang.Text
	of   func(engine.Budget) engine.Cents
}{
	{lang.T("Charges", "Charges"), func(b engine.Budget) engine.Cents { return b.Charges }},
	{lang.T("− part mutualisée", "− mutualised part"), func(b engine.Budget) engine.Cents { return b.Mutualised }},
	{lang.T("− subventions", "− subsidies"), func(b engine.Budget) engine.Cents { return b.Subsidies }},
	{lang.T("= charges nettes", "= net charges"), func(b engine.Budget) engine.Cents { return b.Net }},
	{lang.T("Contrib. brutes", "Gross contrib."), func(b engine.Budget) engine.Cents { return b.Gross }},
	{lang.T("Trop perçu", "Over-recovered"), engine.Budget.Over},
}

// The rows about contributions, which nobody owes for the common charges.
const (
	rowGross = 4
	rowOver  = 5
)

func levelColumns(l lang.Lang) []widget.Column {
	columns := []widget.Column{{Title: lang.T("Par niveau", "By level").In(l), Width: 17, Flex: 1, NoSort: true}}
	for _, level := range levels {
		columns = append(columns, widget.Column{Title: report.Word(string(level)).In(l), Min: 11, Width: 12, Align: widget.Right, NoSort: true})
	}
	return columns
}

// levelRows hold each level's net charges against the contributions that recover them (art. 4.4).
type levelRows struct {
	c *ui.Ctx
}

// Len is the number of rows.
func (r *levelRows) Len() int {
	if r.c == nil {
		return 0
	}
	return len(recovery)
}

// ID is the row's name.
func (r *levelRows) ID(row int) string { return recovery[row].name.FR }

// Cell shows an amount of a level; what nobody calls for the common charges is not 0.
func (r *levelRows) Cell(row, col int) (string, theme.Role) {
	if col == 0 {
		return recovery[row].name.In(r.c.Lang), theme.Text
	}
	level := levels[col-1]
	if level == engine.Common && row >= rowGross {
		return none, theme.Muted
	}
	budget := r.c.Work.Result().Budget(level)
	amount := recovery[row].of(budget)
	if (budget.Missing > 0 || r.c.Work.Result().NoCharges()) && row != rowGross {
		return "!" + amount.Bare(r.c.Lang), theme.Error
	}
	if row == rowOver && amount > 0 {
		return amount.Bare(r.c.Lang), theme.Warning
	}
	return amount.Bare(r.c.Lang), theme.Text
}

// Key keeps the natural order.
func (*levelRows) Key(int, int) widget.Key { return widget.Key{} }

// FilterText is the row's name.
func (r *levelRows) FilterText(row int) string { return widget.Fold(recovery[row].name.In(r.c.Lang)) }

// Input makes nothing editable: these are results.
func (*levelRows) Input(int, int) (scenarios.Address, bool) { return scenarios.Address{}, false }
