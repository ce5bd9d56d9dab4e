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

// The columns of the schools.
const (
	colName = iota
	colObserved
	colAbove
	colPupils
	colActive
	colAmount
	colChange
)

func schoolColumns(l lang.Lang) []widget.Column {
	return []widget.Column{
		colName:     {Title: lang.T("Établissement", "School").In(l), Min: 21, Width: 26, Flex: 1},
		colObserved: {Title: lang.T("Observés", "Observed").In(l), Width: 8, Align: widget.Right, Priority: 3},
		colAbove:    {Title: lang.T("> seuil", "Over").In(l), Width: 8, Align: widget.Right},
		colPupils:   {Title: lang.T("Élèves", "Pupils").In(l), Width: 6, Align: widget.Right, Priority: 2},
		colActive:   {Title: lang.T("Facturés", "Billed").In(l), Width: 8, Align: widget.Right},
		colAmount:   {Title: lang.T("Montant", "Amount").In(l), Width: 9, Align: widget.Right},
		colChange:   {Title: "Δ", Width: 12, Align: widget.Right, Priority: 1},
	}
}

// schoolRows are the schools that the tariff under the cursor concerns.
type schoolRows struct {
	c      *ui.Ctx
	result *engine.Result
	tariff int  // of the charter, -1 where there is none
	old    bool // a newer result is there
	index  []int32
	before []int32 // the index before this one; its room is used again
}

// take takes the current result over and tells whether schools came or went.
func (r *schoolRows) take(c *ui.Ctx, tariff int) bool {
	old := r.result
	r.c, r.result, r.tariff, r.old = c, c.Work.Result(), tariff, false
	r.index, r.before = r.before[:0], r.index
	if tariff >= 0 {
		r.index = r.result.AppendConcerned(r.index, tariff)
	}
	if old == nil || !slices.Equal(r.index, r.before) {
		return true
	}
	was, is := old.Year().Schools, r.result.Year().Schools
	return slices.ContainsFunc(r.index, func(i int32) bool { return was[i] != is[i] && was[i].UAI != is[i].UAI })
}

func (r *schoolRows) school(row int) *engine.School { return r.result.Year().Schools[r.index[row]] }

// usage is the use of the tool in the school of a row. The tariff concerns it, so there is one.
func (r *schoolRows) usage(row int) engine.Usage {
	u, _ := r.result.SchoolUsage(int(r.index[row]), r.tariff)
	return u
}

func (r *schoolRows) Len() int { return len(r.index) }

func (r *schoolRows) ID(row int) string { return r.school(row).UAI }

func (r *schoolRows) Cell(row, col int) (string, theme.Role) {
	l := r.c.Lang
	u := r.usage(row)
	switch col {
	case colName:
		return r.school(row).Name, theme.Text
	case colPupils:
		return lang.Count(u.Pupils).In(l), theme.Text
	case colObserved, colAbove:
		switch {
		case u.Known == 0:
			return "–", theme.Muted
		case col == colObserved:
			return lang.Count(u.Observed).In(l), theme.Text
		}
		return lang.Count(u.Above).In(l), theme.Text
	case colActive:
		if u.Known == 0 {
			return lang.Count(u.Billed).In(l), theme.Warning // assumed, or 0 in a paid year
		}
		return lang.Count(u.Billed).In(l), theme.Text
	case colAmount:
		return u.Amount.Bare(l), theme.Text
	}
	return ui.Delta(r.c, r.delta(row))
}

// delta is the difference of a row to the reference; none while a newer result waits to be taken over.
func (r *schoolRows) delta(row int) engine.Cents {
	if r.result != r.c.Work.Result() {
		return 0
	}
	return r.c.Work.LineDelta(int(r.index[row]), r.tariff)
}

// Key puts the schools without a known use before those with a use of 0.
func (r *schoolRows) Key(row, col int) widget.Key {
	switch col {
	case colName:
		return r.name(row).Name.Key()
	case colChange:
		return widget.Key{Rank: int64(r.delta(row))}
	}
	u := r.usage(row)
	switch col {
	case colPupils:
		return widget.Key{Rank: u.Pupils}
	case colObserved:
		return widget.Key{Rank: int64(u.Known), Then: u.Observed}
	case colAbove:
		return widget.Key{Rank: int64(u.Known), Then: u.Above}
	case colActive:
		return widget.Key{Rank: u.Billed}
	}
	return widget.Key{Rank: int64(u.Amount)}
}

func (r *schoolRows) FilterText(row int) string {
	return r.name(row).All
}

func (r *schoolRows) name(row int) *ui.SchoolName { return r.c.Names.Of(r.result, int(r.index[row])) }

// Input makes the pupils the one input: the profile of use is applied to them.
func (r *schoolRows) Input(row, col int) (scenarios.Address, bool) {
	return scenarios.Address{Collection: scenarios.InSchools, ID: r.ID(row), Field: "pupils"}, col == colPupils
}
