package scenarios

import (
	"cmp"
	"slices"

	"github.com/shopspring/decimal"

	"quotepart/engine"
)

// By is what the rows of a comparison are.
type By string

// The rows there are. Their amounts: a member's net contribution, a school's total, a tariff's total, a charge after its
// mutualised part and its subsidies.
const (
	ByMember By = "member"
	BySchool By = "school"
	ByTariff By = "tariff"
	ByCharge By = "charge"
)

// Column is one side of a comparison.
type Column struct {
	Name    string // Baseline, or a scenario
	Result  *engine.Result
	Changes []Change // that lead to it from the stored year
}

// Comparison is results side by side, with differences to the first column.
type Comparison struct {
	By      By
	Columns []string
	Rows    []Row // sorted by ID; tariffs and charges in their own order
	Totals  []Row // charges, mutualised, subsidies, contributions, balance
}

// Row is one subject in all columns. A subject that a column lacks has no value there and counts as 0 in the difference.
type Row struct {
	ID, Name string
	Values   []engine.Opt[engine.Cents]
	Deltas   []engine.Cents
	Lacking  []bool               // an amount is missing in that column: the value is what could be computed, if anything
	Percents []engine.Opt[Tenths] // unknown where the reference is 0 or lacks the subject
}

// Tenths is a percentage in tenths of a percent: 12.5% is 125.
type Tenths int64

// Compare sets results side by side; the first column is the reference.
func Compare(by By, columns []Column) Comparison {
	c := Comparison{By: by}
	rows := map[string]*Row{}
	var order []string
	for i, col := range columns {
		c.Columns = append(c.Columns, col.Name)
		eachAmount(by, col.Result, func(id, name string, amount engine.Opt[engine.Cents], whole bool) {
			row, ok := rows[id]
			if !ok {
				row = &Row{ID: id, Values: make([]engine.Opt[engine.Cents], len(columns)), Lacking: make([]bool, len(columns))}
				rows[id] = row
				order = append(order, id)
			}
			row.Name = name
			row.Values[i], row.Lacking[i] = amount, !whole
		})
	}
	if by == ByMember || by == BySchool {
		slices.SortFunc(order, cmp.Compare)
	}
	for _, id := range order {
		if slices.ContainsFunc(rows[id].Values, func(v engine.Opt[engine.Cents]) bool { return v.Known }) {
			c.Rows = append(c.Rows, rows[id].differences())
		}
	}
	c.Totals = compareTotals(columns)
	return c
}

// eachAmount gives the rows of one result, and whether each amount is whole.
func eachAmount(by By, r *engine.Result, row func(id, name string, amount engine.Opt[engine.Cents], whole bool)) {
	y := r.Year()
	switch by {
	case ByMember:
		doubtful := DoubtfulMembers(r)
		for i, m := range y.Members {
			row(m.ID, m.Name, engine.Some(r.Member(i).Net), !doubtful[i])
		}
	case BySchool:
		doubtful := doubtfulSchools(r)
		for i, s := range y.Schools {
			row(s.UAI, s.Name, engine.Some(r.School(i).Total), !doubtful[i])
		}
	case ByTariff:
		for i, t := range y.Charter.Tariffs {
			row(t.ID, t.Label, engine.Some(r.Tariff(i).Total), wholeTariff(r, i))
		}
	case ByCharge:
		for i, ch := range y.Charges {
			net := engine.Opt[engine.Cents]{}
			if result := r.Charge(i); !result.Missing {
				net = engine.Some(result.Net)
			}
			row(ch.ID, ch.Label, net, net.Known)
		}
	}
}

func compareTotals(columns []Column) []Row {
	fields := []struct {
		id string
		of func(engine.Totals) engine.Cents
	}{
		{"charges", func(t engine.Totals) engine.Cents { return t.Charges }},
		{"mutualised", func(t engine.Totals) engine.Cents { return t.Mutualised }},
		{"subsidies", func(t engine.Totals) engine.Cents { return t.Subsidies }},
		{"contributions", func(t engine.Totals) engine.Cents { return t.Contributions }},
		{"balance", func(t engine.Totals) engine.Cents { return t.Balance }},
	}
	var rows []Row
	for _, f := range fields {
		row := Row{ID: f.id}
		for _, col := range columns {
			row.Values = append(row.Values, engine.Some(f.of(col.Result.Totals())))
		}
		rows = append(rows, row.differences())
	}
	return rows
}

// differences fills in what sets each column apart from the first.
func (r Row) differences() Row {
	reference := r.Values[0]
	for _, v := range r.Values {
		delta := v.Value - reference.Value
		r.Deltas = append(r.Deltas, delta)
		r.Percents = append(r.Percents, Percentage1(delta, reference.Value))
	}
	return r
}

// Percentage1 is a difference in percent of a reference, with one decimal, rounded half away from zero; unknown where the
// reference is 0, or so small beside the difference that the percentage passes 64 bits.
func Percentage1(delta, reference engine.Cents) engine.Opt[Tenths] {
	if reference == 0 {
		return engine.Opt[Tenths]{}
	}
	ratio := decimal.NewFromInt(int64(delta)).Mul(decimal.NewFromInt(1000)).DivRound(decimal.NewFromInt(int64(reference)).Abs(), 0)
	if !ratio.BigInt().IsInt64() {
		return engine.Opt[Tenths]{}
	}
	return engine.Some(Tenths(ratio.IntPart()))
}
