package scenarios_test

import (
	"fmt"
	"math"
	"math/big"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"quotepart/engine"
	. "quotepart/scenarios"
)

// show writes a comparison, one row a line: id, then value, difference and tenths of a percent of each column.
func show(rows []Row) string {
	var b strings.Builder
	for _, r := range rows {
		fmt.Fprint(&b, r.ID, " (", r.Name, ")")
		for i, v := range r.Values {
			value, percent := "–", "–"
			if v.Known {
				value = v.Value.String()
			}
			if r.Percents[i].Known {
				percent = fmt.Sprint(r.Percents[i].Value)
			}
			fmt.Fprint(&b, " | ", value, " ", r.Deltas[i], " ", percent)
		}
		fmt.Fprintln(&b)
	}
	return b.String()
}

func TestCompare(t *testing.T) {
	stored := smallYear()
	column := func(name, changes string) Column {
		return Column{Name: name, Result: compute(t, apply(t, stored, read(t, changes)...))}
	}
	columns := []Column{
		column("a", "set schools/0800003U/pupils to 100\nset tariffs/ecole-comptes/enabled to false\nset charges/plateforme/paid to \"\""),
		column("b", "remove schools/0800004V\nremove charges/plateforme\nremove tariffs/college-labomep\nremove subsidies/feder\nset tariffs/college-robert/price to 0"),
		column("c", "add members/a with name: A, kind: epci\nadd schools/0800000R with name: Zéro, level: ecole, member: cc-val, pupils: 50, access: 2020-09-01\nadd charges/a with label: A, category: content, level: ecole, planned: 1.01\nadd tariffs/a with label: A, level: all, basis: per-school, price: 0.01\nset members/cc-val/name to CC 2"),
	}
	var out strings.Builder
	for _, by := range []By{ByMember, BySchool, ByTariff, ByCharge} {
		c := Compare(by, columns)
		if c.By != by || strings.Join(c.Columns, " ") != "a b c" {
			t.Errorf("%s: %v", by, c.Columns)
		}
		fmt.Fprintf(&out, "# %s\n%s\n", by, show(c.Rows))
		if by == ByCharge {
			fmt.Fprintf(&out, "# totals\n%s", show(c.Totals))
		}
	}
	golden(t, "compare.golden", out.String())
}

// An amount that is not known is no value, and neither is one that a column lacks.
func TestCompareMissingAmount(t *testing.T) {
	stored := smallYear()
	planned := Column{Name: "planned", Result: compute(t, stored)}
	paid := Column{Name: "paid", Result: compute(t, apply(t, stored, set(t, "year/basis", "paid")))}
	for _, r := range Compare(ByCharge, []Column{planned, paid}).Rows {
		if want := r.ID == "comptes-ecoles"; r.Values[1].Known != want {
			t.Errorf("%s paid: known %v, want %v", r.ID, r.Values[1].Known, want)
		}
	}
}

func TestCompareOne(t *testing.T) {
	c := Compare(ByMember, []Column{{Name: Baseline, Result: compute(t, smallYear())}})
	for _, r := range slices.Concat(c.Rows, c.Totals) {
		if len(r.Values) != 1 || len(r.Deltas) != 1 || len(r.Percents) != 1 || r.Deltas[0] != 0 || r.Percents[0].Known && r.Percents[0].Value != 0 {
			t.Errorf("%+v differs from itself", r)
		}
	}
	if len(c.Rows) != 3 || len(c.Totals) != 5 {
		t.Errorf("%d rows, %d totals", len(c.Rows), len(c.Totals))
	}
}

func TestPercentage1(t *testing.T) {
	for _, c := range []struct {
		delta, reference engine.Cents
		want             string
	}{
		{0, 100, "0"}, {1, 0, "–"}, {0, 0, "–"}, {5, 100, "50"}, {-5, 100, "-50"}, {5, -100, "50"}, {-5, -100, "-50"},
		{1, 2000, "1"}, {1, 2001, "0"}, {-1, 2000, "-1"}, {-1, 2001, "0"}, // 0.05% is a half
		{1, 3, "333"}, {2, 3, "667"}, {100, 1, "100000"},
		{9_223_372_036_854_775, 1, "9223372036854775000"}, {9_223_372_036_854_776, 1, "–"}, {-math.MaxInt64, 1, "–"}, {math.MaxInt64, math.MaxInt64, "1000"},
		{1, math.MinInt64, "0"}, {math.MinInt64, math.MinInt64, "-1000"},
	} {
		got := "–"
		if p := Percentage1(c.delta, c.reference); p.Known {
			got = fmt.Sprint(p.Value)
		}
		if got != c.want {
			t.Errorf("%d of %d is %s tenths of a percent, want %s", c.delta, c.reference, got, c.want)
		}
	}
}

// Comparisons of any results: rows of all columns once and in order, exact differences and percentages, sums that agree.
func TestCompareProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		stored := randomYear(t)
		columns := []Column{{Name: Baseline, Result: compute(t, stored)}}
		for i := range rapid.IntRange(1, 3).Draw(t, "columns") {
			if y, err := Apply(stored, []Change{randomChange(t, stored), randomChange(t, stored)}); err == nil {
				if r, err := engine.Compute(y); err == nil {
					columns = append(columns, Column{Name: fmt.Sprint(i), Result: r})
				}
			}
		}
		if rapid.Bool().Draw(t, "the other way round") {
			slices.Reverse(columns)
		}
		by := rapid.SampledFrom([]By{ByMember, BySchool, ByTariff, ByCharge}).Draw(t, "by")
		c := Compare(by, columns)
		if by == ByMember || by == BySchool {
			if !slices.IsSortedFunc(c.Rows, func(a, b Row) int { return strings.Compare(a.ID, b.ID) }) {
				t.Fatal("rows are not sorted")
			}
		}
		seen := map[string]bool{}
		for _, r := range slices.Concat(c.Rows, c.Totals) {
			checkRow(t, r, len(columns))
			if seen[r.ID] && !slices.ContainsFunc(c.Totals, func(total Row) bool { return total.ID == r.ID }) {
				t.Fatalf("%s stands twice", r.ID)
			}
			seen[r.ID] = true
		}
		checkSums(t, c, columns)
	})
}

func checkRow(t *rapid.T, r Row, columns int) {
	if len(r.Values) != columns || len(r.Deltas) != columns || len(r.Percents) != columns {
		t.Fatalf("%s: %d, %d and %d for %d columns", r.ID, len(r.Values), len(r.Deltas), len(r.Percents), columns)
	}
	known := false
	for i, v := range r.Values {
		known = known || v.Known
		if !v.Known && v.Value != 0 || r.Deltas[i] != v.Value-r.Values[0].Value {
			t.Fatalf("%s: %+v", r.ID, r)
		}
		if r.Percents[i].Known != (r.Values[0].Value != 0) {
			t.Fatalf("%s: percent of %s known %v", r.ID, r.Values[0].Value, r.Percents[i].Known)
		}
		if !r.Percents[i].Known {
			continue
		}
		// Within half a tenth of a percent of the exact ratio.
		exact := new(big.Rat).Quo(big.NewRat(int64(r.Deltas[i]), 1), new(big.Rat).Abs(big.NewRat(int64(r.Values[0].Value), 1000)))
		off := new(big.Rat).Sub(exact, big.NewRat(int64(r.Percents[i].Value), 1))
		if off.Abs(off).Cmp(big.NewRat(1, 2)) > 0 {
			t.Fatalf("%s: %d tenths of a percent for %s of %s", r.ID, r.Percents[i].Value, r.Deltas[i], r.Values[0].Value)
		}
	}
	if !known {
		t.Fatalf("%s has no value in any column", r.ID)
	}
}

// checkSums holds the rows of each column against its totals.
func checkSums(t *rapid.T, c Comparison, columns []Column) {
	for i, col := range columns {
		sum := engine.Cents(0)
		for _, r := range c.Rows {
			sum += r.Values[i].Value
		}
		gross := engine.Cents(0)
		for m := range col.Result.Year().Members {
			gross += col.Result.Member(m).Gross
		}
		net := engine.Cents(0)
		for n := range col.Result.Year().Charges {
			net += col.Result.Charge(n).Net
		}
		want := map[By]engine.Cents{ByMember: col.Result.Totals().Contributions, BySchool: gross, ByTariff: gross, ByCharge: net}[c.By]
		if sum != want {
			t.Fatalf("%s: rows add up to %s, want %s", c.By, sum, want)
		}
		totals := col.Result.Totals()
		for j, want := range []engine.Cents{totals.Charges, totals.Mutualised, totals.Subsidies, totals.Contributions, totals.Balance} {
			if c.Totals[j].Values[i] != engine.Some(want) {
				t.Fatalf("%s is %v, want %s", c.Totals[j].ID, c.Totals[j].Values[i], want)
			}
		}
	}
}

// An amount lacks something where a line of it is missing, and where it is a part of something of which the whole or the other parts
// are not known; what is missing elsewhere does not touch it.
func TestCompareSaysWhatLacks(t *testing.T) {
	stored := smallYear()
	columns := []Column{{Name: Baseline, Result: compute(t, stored)}}
	for _, changes := range [][2]string{
		{"classes", "set tariffs/ecole-comptes/basis to shared-by-classes"}, // École Quatre has none
		{"paid", "set year/basis to paid"},                                  // contenus-ecoles is not paid yet
		{"band", "set schools/0800001S/pupils to 2000"},                     // above the last band
	} {
		columns = append(columns, Column{Name: changes[0], Result: compute(t, apply(t, stored, read(t, changes[1])...))})
	}
	var got strings.Builder
	for _, by := range []By{ByMember, BySchool, ByTariff, ByCharge} {
		for _, r := range Compare(by, columns).Rows {
			for i, lacking := range r.Lacking {
				if whole := RowMetric(by, r.ID).In(columns[i].Result).Complete; whole == lacking {
					t.Errorf("%s in %s: lacks %v, and is whole %v to why", r.ID, columns[i].Name, lacking, whole)
				}
				if lacking {
					fmt.Fprintf(&got, "%s %s\n", columns[i].Name, r.ID)
				}
			}
		}
	}
	const want = `classes cc-val
paid cc-val
band departement
band 0800001S
classes 0800003U
paid 0800003U
classes 0800004V
paid 0800004V
classes ecole-comptes
paid ecole-contenus
band college-sitetv
paid contenus-ecoles
paid plateforme
`
	if got.String() != want {
		t.Errorf("lacking:\n%s", got.String())
	}
}
