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

// The columns of the charges.
const (
	colCharge = iota
	colCategory
	colLevel
	colPlanned
	colPaid
	colShare
	colMutualised
	colSubsidies
	colNet
	colDelta
)

// chargeColumns marks the column that counts; the other one is the first to go where there is no room.
func chargeColumns(l lang.Lang, basis engine.YearBasis) []widget.Column {
	columns := []widget.Column{
		colCharge:     {Title: lang.T("Charge", "Charge").In(l), Min: 16, Width: 24, Flex: 1},
		colCategory:   {Title: lang.T("Catégorie", "Category").In(l), Width: 14, Priority: 5},
		colLevel:      {Title: lang.T("Niveau", "Level").In(l), Width: 7, Priority: 4},
		colPlanned:    {Title: lang.T("Prévu", "Planned").In(l), Width: 12, Align: widget.Right, Priority: 2},
		colPaid:       {Title: lang.T("Acquitté", "Paid").In(l), Width: 12, Align: widget.Right, Priority: 2},
		colShare:      {Title: lang.T("Part mut.", "Mut. part").In(l), Width: 10, Align: widget.Right},
		colMutualised: {Title: lang.T("Mutualisé", "Mutualised").In(l), Width: 12, Align: widget.Right, Priority: 6},
		colSubsidies:  {Title: lang.T("Subventions", "Subsidies").In(l), Width: 12, Align: widget.Right, Priority: 3},
		colNet:        {Title: lang.T("Net", "Net").In(l), Width: 12, Align: widget.Right},
		colDelta:      {Title: "Δ", Width: 13, Align: widget.Right, Priority: 1},
	}
	if counts, ok := map[engine.YearBasis]int{engine.Planned: colPlanned, engine.Paid: colPaid}[basis]; ok {
		columns[counts].Title = "● " + columns[counts].Title
		columns[counts].Priority = 0
	}
	return columns
}

// chargeRows are the charges of the year.
type chargeRows struct {
	c     *ui.Ctx
	known ui.Known
}

// take takes the new result over, and tells whether charges came, went or moved.
func (r *chargeRows) take(c *ui.Ctx) bool {
	r.c = c
	return r.known.Changed(r)
}

func (r *chargeRows) charge(row int) *engine.Charge { return r.c.Work.Year().Charges[row] }

// Len is the number of charges.
func (r *chargeRows) Len() int {
	if r.c == nil {
		return 0
	}
	return len(r.c.Work.Year().Charges)
}

// ID is the charge's.
func (r *chargeRows) ID(row int) string { return r.charge(row).ID }

// Cell shows a charge and what it comes to.
func (r *chargeRows) Cell(row, col int) (string, theme.Role) {
	ch, l := r.charge(row), r.c.Lang
	result := r.c.Work.Result().Charge(row)
	switch col {
	case colCharge:
		return ch.Label, theme.Text
	case colCategory:
		return report.Word(string(ch.Category)).In(l), theme.Text
	case colLevel:
		return report.Word(string(ch.Level)).In(l), theme.Text
	case colPlanned:
		return r.column(ch.Planned, engine.Planned)
	case colPaid:
		return r.column(ch.Paid, engine.Paid)
	case colShare:
		if result.Capped {
			return part(l, ch.Mutualised), theme.Warning
		}
		return part(l, ch.Mutualised), theme.Text
	case colDelta:
		delta, ok := r.c.Work.ChargeDelta(row)
		if !ok {
			return none, theme.Muted
		}
		return ui.Delta(r.c, delta)
	}
	if result.Missing {
		return none, theme.Error
	}
	return map[int]engine.Cents{colMutualised: result.Mutualised, colSubsidies: result.Subsidies, colNet: result.Net}[col].Bare(l), theme.Text
}

// column is an amount of the budget: muted where the other column counts, an error where it counts and is missing.
func (r *chargeRows) column(v engine.Opt[engine.Cents], of engine.YearBasis) (string, theme.Role) {
	counts := r.c.Work.Year().Basis == of
	switch {
	case !v.Known && counts:
		return none, theme.Error
	case !v.Known:
		return none, theme.Muted
	case counts:
		return v.Value.Bare(r.c.Lang), theme.Text
	}
	return v.Value.Bare(r.c.Lang), theme.Muted
}

// part writes a mutualised part as it was given: a percentage or an amount.
func part(l lang.Lang, s engine.Share) string {
	switch {
	case s.IsPercent:
		return s.Percent.In(l)
	case s.Amount == 0:
		return none
	}
	return s.Amount.Bare(l)
}

// Key is what a charge is ordered by.
func (r *chargeRows) Key(row, col int) widget.Key {
	charge, result := r.charge(row), r.c.Work.Result().Charge(row)
	switch col {
	case colCharge:
		return ui.TextKey(charge.Label)
	case colCategory:
		return ui.TextKey(report.Word(string(charge.Category)).In(r.c.Lang))
	case colLevel:
		return widget.Key{Text: string(charge.Level)}
	case colPlanned:
		return widget.Key{Rank: int64(charge.Planned.Value)}
	case colPaid:
		return widget.Key{Rank: int64(charge.Paid.Value)}
	case colShare, colMutualised:
		return widget.Key{Rank: int64(result.Mutualised)}
	case colSubsidies:
		return widget.Key{Rank: int64(result.Subsidies)}
	case colNet:
		return widget.Key{Rank: int64(result.Net)}
	}
	delta, _ := r.c.Work.ChargeDelta(row)
	return widget.Key{Rank: int64(delta)}
}

// FilterText is what a reader may look for.
func (r *chargeRows) FilterText(row int) string {
	ch, l := r.charge(row), r.c.Lang
	return widget.Fold(ch.Label + " " + ch.ID + " " + report.Word(string(ch.Category)).In(l) + " " + report.Word(string(ch.Level)).In(l))
}

// Input makes all but the results editable.
func (r *chargeRows) Input(row, col int) (scenarios.Address, bool) {
	field, ok := map[int]string{colCharge: "label", colCategory: "category", colLevel: "level", colPlanned: "planned", colPaid: "paid", colShare: "mutualised"}[col]
	return scenarios.Address{Collection: scenarios.InCharges, ID: r.ID(row), Field: field}, ok
}
