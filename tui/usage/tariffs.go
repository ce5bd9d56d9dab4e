package usage

import (
	"slices"

	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/tui/theme"
	"quotepart/tui/ui"
	"quotepart/tui/widget"
)

// The columns of the tariffs.
const (
	colTariff = iota
	colTool
	colThreshold
	colAssumed
	colPrice
	colBilled
	colRevenue
	colDelta
)

func tariffColumns(l lang.Lang) []widget.Column {
	return []widget.Column{
		colTariff:    {Title: lang.T("Tarif", "Tariff").In(l), Min: 17, Width: 20, Flex: 1},
		colTool:      {Title: lang.T("Outil", "Tool").In(l), Min: 9, Width: 12, Priority: 3},
		colThreshold: {Title: lang.T("Seuil", "Over").In(l), Width: 7, Align: widget.Right},
		colAssumed:   {Title: lang.T("Supposé", "Assumed").In(l), Width: 7, Align: widget.Right, Priority: 2},
		colPrice:     {Title: lang.T("Prix", "Price").In(l), Width: 7, Align: widget.Right, Priority: 1},
		colBilled:    {Title: lang.T("Facturés", "Billed").In(l), Width: 8, Align: widget.Right},
		colRevenue:   {Title: lang.T("Recette", "Revenue").In(l), Width: 11, Align: widget.Right},
		colDelta:     {Title: "Δ", Width: 13, Align: widget.Right, Priority: 1},
	}
}

// tariffRows are the tariffs that bill active pupils, with what is known of the use of their tools.
type tariffRows struct {
	c      *ui.Ctx
	result *engine.Result
	index  []int                      // by row: the tariff of the charter
	usage  []engine.Opt[engine.Usage] // by row; unknown where the tariff is disabled
	deltas []engine.Cents             // by row
}

// take takes the current result over and tells whether tariffs came or went.
func (r *tariffRows) take(c *ui.Ctx) bool {
	r.c, r.result = c, c.Work.Result()
	before := r.index
	r.index, r.usage, r.deltas = nil, nil, nil
	for j, t := range r.result.Year().Charter.Tariffs {
		if t.Basis == engine.PerActivePupil {
			u, ok := r.result.Usage(j)
			r.index = append(r.index, j)
			r.usage = append(r.usage, engine.Opt[engine.Usage]{Value: u, Known: ok})
			r.deltas = append(r.deltas, c.Work.TariffDelta(j))
		}
	}
	return !slices.Equal(before, r.index)
}

func (r *tariffRows) tariff(row int) *engine.Tariff {
	return r.result.Year().Charter.Tariffs[r.index[row]]
}

func (r *tariffRows) Len() int { return len(r.index) }

func (r *tariffRows) ID(row int) string { return r.tariff(row).ID }

func (r *tariffRows) Cell(row, col int) (string, theme.Role) {
	t, u, l := r.tariff(row), r.usage[row], r.c.Lang
	switch col {
	case colTariff:
		if t.Disabled {
			return t.ID, theme.Muted
		}
		return t.ID, theme.Text
	case colTool:
		return t.Tool, theme.Text
	case colThreshold:
		return lang.Count(t.Threshold.Value).In(l) + " min", theme.Text
	case colAssumed:
		return t.Assumed.In(l), theme.Text
	case colPrice:
		return lang.Number(l, int64(t.Price.Value), 6, 2), theme.Text
	}
	if !u.Known {
		if col == colRevenue {
			return lang.T("désactivé", "disabled").In(l), theme.Muted
		}
		return "–", theme.Muted
	}
	switch col {
	case colBilled:
		return lang.Count(u.Value.Billed).In(l), theme.Text
	case colRevenue:
		return u.Value.Amount.Bare(l), theme.Text
	}
	return ui.Delta(r.c, r.deltas[row])
}

func (r *tariffRows) Key(row, col int) widget.Key {
	t, u := r.tariff(row), r.usage[row].Value
	switch col {
	case colTariff:
		return widget.Key{Text: t.ID}
	case colTool:
		return widget.Key{Text: t.Tool}
	case colThreshold:
		return widget.Key{Rank: t.Threshold.Value}
	case colAssumed:
		return widget.Key{Rank: int64(t.Assumed)}
	case colPrice:
		return widget.Key{Rank: int64(t.Price.Value)}
	case colBilled:
		return widget.Key{Rank: u.Billed}
	case colRevenue:
		return widget.Key{Rank: int64(u.Amount)}
	}
	return widget.Key{Rank: int64(r.deltas[row])}
}

func (r *tariffRows) FilterText(row int) string {
	t := r.tariff(row)
	return widget.Fold(t.ID + " " + t.Label + " " + t.Tool)
}

// Input makes the tool, the threshold, the assumed use and the price inputs.
func (r *tariffRows) Input(row, col int) (scenarios.Address, bool) {
	field, ok := map[int]string{colTool: "tool", colThreshold: "threshold", colAssumed: "assumed", colPrice: "price"}[col]
	return scenarios.Address{Collection: scenarios.InTariffs, ID: r.ID(row), Field: field}, ok
}
