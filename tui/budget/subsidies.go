package budget

import (
	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/tui/theme"
	"quotepart/tui/ui"
	"quotepart/tui/widget"
)

// The columns of the subsidies.
const (
	colSubsidy = iota
	colTarget
	colAmount
	colRate
	colUsed
	colUnused
)

func subsidyColumns(l lang.Lang) []widget.Column {
	return []widget.Column{
		colSubsidy: {Title: lang.T("Subvention", "Subsidy").In(l), Min: 13, Width: 20, Flex: 1},
		colTarget:  {Title: lang.T("Cible", "Target").In(l), Min: 14, Width: 26, Priority: 3},
		colAmount:  {Title: lang.T("Montant", "Amount").In(l), Width: 11, Align: widget.Right, Priority: 1},
		colRate:    {Title: lang.T("Taux", "Rate").In(l), Width: 6, Align: widget.Right, Priority: 1},
		colUsed:    {Title: lang.T("Utilisé", "Used").In(l), Width: 11, Align: widget.Right},
		colUnused:  {Title: lang.T("Inutilisé", "Unused").In(l), Width: 11, Align: widget.Right, Priority: 2},
	}
}

// subsidyRows are the subsidies of the year.
type subsidyRows struct {
	c     *ui.Ctx
	known ui.Known
}

// take takes the new result over, and tells whether subsidies came, went or moved.
func (r *subsidyRows) take(c *ui.Ctx) bool {
	r.c = c
	return r.known.Changed(r)
}

func (r *subsidyRows) subsidy(row int) *engine.Subsidy { return r.c.Work.Year().Subsidies[row] }

// Len is the number of subsidies.
func (r *subsidyRows) Len() int {
	if r.c == nil {
		return 0
	}
	return len(r.c.Work.Year().Subsidies)
}

// ID is the subsidy's.
func (r *subsidyRows) ID(row int) string { return r.subsidy(row).ID }

// Cell shows a subsidy, and how much of it is used.
func (r *subsidyRows) Cell(row, col int) (string, theme.Role) {
	s, l := r.subsidy(row), r.c.Lang
	result := r.c.Work.Result().Subsidy(row)
	switch col {
	case colSubsidy:
		return s.Label, theme.Text
	case colTarget:
		return targetName(r.c.Work.Year(), s.Target), theme.Text
	case colAmount:
		if s.Amount.Known {
			return s.Amount.Value.Bare(l), theme.Text
		}
		return none, theme.Muted
	case colRate:
		if s.Rate.Known {
			return s.Rate.Value.In(l), theme.Text
		}
		return none, theme.Muted
	case colUsed:
		return result.Used.Bare(l), theme.Text
	}
	if result.Unused == 0 {
		return result.Unused.Bare(l), theme.Muted
	}
	return result.Unused.Bare(l), theme.Warning
}

// how says what a subsidy lowers, and how it came to what it is.
func (r *subsidyRows) how(row int, ok bool) string {
	if !ok {
		return ""
	}
	result := r.c.Work.Result().Subsidy(row)
	return "→ " + targetName(r.c.Work.Year(), result.Subsidy.Target) + " · " + result.Explain().In(r.c.Lang)
}

// targetName names the member or the charge that a subsidy lowers.
func targetName(y *engine.Year, t engine.Target) string {
	if t.Of == engine.TargetMember {
		if i := y.Member(t.ID); i >= 0 {
			return y.Members[i].Name
		}
	} else if i := y.Charge(t.ID); i >= 0 {
		return y.Charges[i].Label
	}
	return t.String()
}

// Key is what a subsidy is ordered by.
func (r *subsidyRows) Key(row, col int) widget.Key {
	subsidy, result := r.subsidy(row), r.c.Work.Result().Subsidy(row)
	switch col {
	case colSubsidy:
		return ui.TextKey(subsidy.Label)
	case colTarget:
		return ui.TextKey(targetName(r.c.Work.Year(), subsidy.Target))
	case colAmount:
		return widget.Key{Rank: int64(subsidy.Amount.Value)}
	case colRate:
		return widget.Key{Rank: int64(subsidy.Rate.Value)}
	case colUsed:
		return widget.Key{Rank: int64(result.Used)}
	}
	return widget.Key{Rank: int64(result.Unused)}
}

// FilterText is what a reader may look for.
func (r *subsidyRows) FilterText(row int) string {
	s := r.subsidy(row)
	return widget.Fold(s.Label + " " + s.ID + " " + s.Target.String() + " " + targetName(r.c.Work.Year(), s.Target))
}

// Input makes all but the results editable.
func (r *subsidyRows) Input(row, col int) (scenarios.Address, bool) {
	field, ok := map[int]string{colSubsidy: "label", colTarget: "target", colAmount: "amount", colRate: "rate"}[col]
	return scenarios.Address{Collection: scenarios.InSubsidies, ID: r.ID(row), Field: field}, ok
}
