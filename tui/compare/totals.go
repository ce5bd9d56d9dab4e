package compare

import (
	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/tui/theme"
	"quotepart/tui/ui"
	"quotepart/tui/widget"
)

// sums are the totals of each column compared, a line each, so that all of them are seen however many there are.
type sums struct {
	c        *ui.Ctx
	compared scenarios.Comparison
	complete []bool // by column
}

// totalIDs are the totals shown, in the order of the columns after the name.
var totalIDs = []string{"charges", "mutualised", "subsidies", "contributions", "balance"}

// colBalanceDelta follows the totals.
var colBalanceDelta = len(totalIDs) + 1

func sumColumns(l lang.Lang) []widget.Column {
	amount := func(name lang.Text, priority int) widget.Column {
		return widget.Column{Title: name.In(l), Width: 13, Align: widget.Right, Priority: priority, NoSort: true}
	}
	return []widget.Column{
		{Title: lang.T("Scénario", "Scenario").In(l), Min: 14, Width: 24, Flex: 1, NoSort: true},
		amount(lang.T("Charges", "Charges"), 2),
		amount(lang.T("Mutualisé", "Mutualised"), 4),
		amount(lang.T("Subventions", "Subsidies"), 3),
		amount(lang.T("Contributions", "Contributions"), 1),
		amount(lang.T("Solde", "Balance"), 0),
		{Title: lang.T("Δ solde", "Δ balance").In(l), Width: 13, Align: widget.Right, NoSort: true},
	}
}

func (s *sums) Len() int { return len(s.compared.Columns) }

func (s *sums) ID(row int) string { return s.compared.Columns[row] }

func (s *sums) Cell(row, col int) (string, theme.Role) {
	switch col {
	case 0:
		name := title(s.c, s.compared.Columns[row])
		if row == 0 {
			name += s.c.T(" (référence)", " (reference)")
		}
		if !s.complete[row] {
			return name + s.c.T(" · INCOMPLET", " · INCOMPLETE"), theme.Error
		}
		return name, theme.Text
	case colBalanceDelta:
		return ui.Delta(s.c, s.total(colBalanceDelta - 1).Deltas[row])
	}
	return s.total(col).Values[row].Value.Bare(s.c.Lang), theme.Text
}

// total is the row of the comparison that a column shows.
func (s *sums) total(col int) scenarios.Row {
	for _, row := range s.compared.Totals {
		if row.ID == totalIDs[col-1] {
			return row
		}
	}
	return scenarios.Row{Values: make([]engine.Opt[engine.Cents], s.Len()), Deltas: make([]engine.Cents, s.Len())}
}

// Key keeps the natural order.
func (*sums) Key(int, int) widget.Key { return widget.Key{} }

func (s *sums) FilterText(row int) string { return widget.Fold(s.compared.Columns[row]) }

// Input makes nothing editable: these are results.
func (*sums) Input(int, int) (scenarios.Address, bool) { return scenarios.Address{}, false }
