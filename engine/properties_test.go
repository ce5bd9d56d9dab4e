package engine_test

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"math/big"
	"reflect"
	"slices"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"quotepart/engine"
	"quotepart/engine/enginetest"
	"quotepart/engine/lang"
)

// checkResults runs a property on the results of random years, leaving out those that overflow.
func checkResults(t *testing.T, property func(*rapid.T, *engine.Result)) {
	t.Helper()
	rapid.Check(t, func(t *rapid.T) {
		r, err := engine.Compute(enginetest.RandomYear(t))
		if errors.Is(err, engine.ErrOverflow) {
			t.Skip("this random year passes 64 bits: there is no result to look at")
		}
		if err != nil {
			t.Fatal(err)
		}
		property(t, r)
	})
}

func TestBalanceIdentity(t *testing.T) {
	checkResults(t, func(t *rapid.T, r *engine.Result) {
		y, all := r.Year(), r.Totals()
		if got := all.Mutualised + all.Subsidies + all.Contributions - all.Charges; got != all.Balance {
			t.Fatalf("balance %s, its parts give %s", all.Balance, got)
		}
		var net, mutualised, used, charges engine.Cents
		for i := range y.Members {
			net += r.Member(i).Net
		}
		for i := range y.Charges {
			c := r.Charge(i)
			charges, mutualised = charges+c.Amount, mutualised+c.Mutualised
			if c.Net != c.Amount-c.Mutualised-c.Subsidies || c.Net < 0 {
				t.Fatalf("charge %s does not add up: %+v", c.Charge.ID, c)
			}
		}
		for i := range y.Subsidies {
			s := r.Subsidy(i)
			used += s.Used
			if s.Used+s.Unused != s.Granted || s.Used < 0 || s.Unused < 0 || s.Used > s.Before || s.Before > s.Base {
				t.Fatalf("subsidy %s does not add up: %+v", s.Subsidy.ID, s)
			}
		}
		if got := (engine.Totals{Charges: charges, Mutualised: mutualised, Subsidies: used, Contributions: net, Balance: all.Balance}); got != all {
			t.Fatalf("totals %+v, their parts give %+v", all, got)
		}
	})
}

func TestSumsArePreserved(t *testing.T) {
	checkResults(t, func(t *rapid.T, r *engine.Result) {
		y := r.Year()
		byTariff, byMember, byLevel := map[*engine.Tariff]engine.Cents{}, map[int]engine.Cents{}, map[engine.Level]engine.Cents{}
		for k, s := range y.Schools {
			total := engine.Cents(0)
			for _, l := range r.Lines(k) {
				total += l.Amount
				byTariff[l.Tariff] += l.Amount
			}
			if got := r.School(k).Total; got != total {
				t.Fatalf("school %s: total %s, its lines give %s", s.UAI, got, total)
			}
			byMember[r.MemberOf(k)] += total
			byLevel[s.Level] += total
		}
		for i, m := range y.Members {
			if got := r.Member(i); got.Gross != byMember[i] || got.Net != got.Gross-got.Subsidy || got.Net < 0 {
				t.Fatalf("member %s: %+v, its schools give %s", m.ID, got, byMember[i])
			}
		}
		for i, tariff := range y.Charter.Tariffs {
			got := r.Tariff(i)
			if got.Total != byTariff[tariff] {
				t.Fatalf("tariff %s: total %s, its lines give %s", tariff.ID, got.Total, byTariff[tariff])
			}
			if tariff.Basis.Shared() && got.Schools > 0 && got.Total != got.ToShare {
				t.Fatalf("tariff %s: %s to share, %s shared", tariff.ID, got.ToShare, got.Total)
			}
		}
		for _, l := range []engine.Level{engine.Ecole, engine.College} {
			if got := r.Budget(l).Gross; got != byLevel[l] {
				t.Fatalf("%s: gross %s, its schools give %s", l, got, byLevel[l])
			}
		}
	})
}

// sharing is one shared tariff recomputed from the weights of its lines.
type sharing struct {
	amount, total *big.Int // to share, and the weights in all
	places        []place  // with a line, by UAI
	left          int64    // cents left over
}

type place struct {
	school                  int
	line                    engine.Line
	weight, floor, leftover *big.Int // leftover is of the total weight
	rank                    int64
}

func sharingOf(r *engine.Result, i int) sharing {
	s := sharing{amount: big.NewInt(int64(r.Tariff(i).ToShare)), total: new(big.Int)}
	for k := range r.Year().Schools {
		for _, line := range r.ExplainSchool(k) {
			if line.Tariff == r.Year().Charter.Tariffs[i] && line.Status.HasLine() {
				s.places = append(s.places, place{school: k, line: line, weight: big.NewInt(line.Quantity)})
				s.total.Add(s.total, big.NewInt(line.Quantity))
			}
		}
	}
	s.left = s.amount.Int64()
	byRemainder := make([]*place, len(s.places))
	for j := range s.places {
		p := &s.places[j]
		p.floor, p.leftover = new(big.Int).QuoRem(new(big.Int).Mul(s.amount, p.weight), s.total, new(big.Int))
		s.left -= p.floor.Int64()
		byRemainder[j] = p
	}
	slices.SortStableFunc(byRemainder, func(a, b *place) int { return b.leftover.Cmp(a.leftover) })
	for j, p := range byRemainder {
		p.rank = int64(j + 1)
	}
	return s
}

func TestEachShareIsWithinACentOfExact(t *testing.T) {
	checkResults(t, func(t *rapid.T, r *engine.Result) {
		for i, tariff := range r.Year().Charter.Tariffs {
			if !tariff.Basis.Shared() {
				continue
			}
			s := sharingOf(r, i)
			for _, p := range s.places {
				exact := new(big.Rat).SetFrac(new(big.Int).Mul(s.amount, p.weight), s.total)
				if off := new(big.Rat).Sub(rat(int64(p.line.Amount)), exact); off.Abs(off).Cmp(rat(1)) >= 0 {
					t.Fatalf("%s: school %d gets %s, exact is %s", tariff.ID, p.school, p.line.Amount, exact.FloatString(4))
				}
			}
		}
	})
}

func TestExplanationsAgreeWithTheAmounts(t *testing.T) {
	checkResults(t, func(t *rapid.T, r *engine.Result) {
		for k, s := range r.Year().Schools {
			lines, explained := r.Lines(k), r.ExplainSchool(k)
			if len(lines) != len(explained) {
				t.Fatalf("school %s: %d lines, %d explained", s.UAI, len(lines), len(explained))
			}
			for j, line := range lines {
				e := explained[j]
				if got := (engine.LineAmount{Tariff: e.Tariff, Status: e.Status, Quantity: e.Quantity, Amount: e.Amount}); got != line {
					t.Fatalf("school %s: line %+v, explained %+v", s.UAI, line, got)
				}
				if e.Formula.FR == "" || e.Formula.EN == "" {
					t.Fatalf("school %s, %s: no formula", s.UAI, e.Tariff.ID)
				}
				if !e.Status.HasLine() || e.Tariff.Basis.Shared() {
					continue
				}
				exact := times(rat(e.Quantity), priceInCents(e.Price.Value))
				if !e.Price.Known || roundOf(exact).Cmp(rat(int64(e.Amount))) != 0 {
					t.Fatalf("school %s, %s: %d × %v is not %s", s.UAI, e.Tariff.ID, e.Quantity, e.Price, e.Amount)
				}
				if isExact := e.Rounding.EN == "exact"; isExact != exact.IsInt() {
					t.Fatalf("school %s, %s: %s cents, said to be %q", s.UAI, e.Tariff.ID, exact.RatString(), e.Rounding.EN)
				}
			}
		}
	})
}

func TestTheExplainedRankAgreesWithTheAmount(t *testing.T) {
	checkResults(t, func(t *rapid.T, r *engine.Result) {
		for i, tariff := range r.Year().Charter.Tariffs {
			if !tariff.Basis.Shared() {
				continue
			}
			s := sharingOf(r, i)
			for _, p := range s.places {
				extra := int64(p.line.Amount) - p.floor.Int64()
				if given := p.rank <= s.left; given != (extra == 1) || extra < 0 || extra > 1 {
					t.Fatalf("%s, school %d: rank %d of %d cents, amount %s over the floor %s", tariff.ID, p.school, p.rank, s.left, p.line.Amount, p.floor)
				}
				if want := s.rounding(p, extra == 1); p.line.Rounding != want {
					t.Fatalf("%s, school %d:\nexplained %q\nrecomputed %q", tariff.ID, p.school, p.line.Rounding, want)
				}
			}
		}
	})
}

// rounding is what the explanation of a share must say.
func (s sharing) rounding(p place, extra bool) lang.Text {
	if p.leftover.Sign() == 0 {
		return lang.T("exact", "exact")
	}
	gets := lang.T("rien de plus", "nothing more")
	if extra {
		gets = lang.T("+ 0,01\u00a0€", "+ €0.01")
	}
	thousandths := new(big.Int).Quo(new(big.Int).Mul(p.leftover, big.NewInt(1000)), s.total).Int64()
	return lang.F("plancher %[1]s, reste 0,%03[2]d c ; %[3]s plus grand reste, %[4]s centime(s) à distribuer : %[5]s",
		"floor %[1]s, remainder 0.%03[2]d c; this school has the %[3]s largest remainder, %[4]s cent(s) left over: %[5]s",
		engine.Cents(p.floor.Int64()), thousandths, lang.Ordinal(p.rank), lang.Count(s.left), gets)
}

func TestTheOrderOfRowsDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		y := enginetest.RandomYear(t)
		before, err := engine.Compute(y)
		after, again := engine.Compute(shuffled(t, y))
		if err != nil || again != nil {
			if !errors.Is(err, engine.ErrOverflow) || !errors.Is(again, engine.ErrOverflow) {
				t.Fatalf("in order: %v; shuffled: %v", err, again)
			}
			return
		}
		if a, b := snapshot(before), snapshot(after); !maps.Equal(a, b) {
			t.Fatalf("differs:\n%s", mapDiff(a, b))
		}
	})
}

// shuffled is the year with all its rows in another order, then sorted as Year asks; subsidies keep theirs.
func shuffled(t *rapid.T, y *engine.Year) *engine.Year {
	z := *y
	z.Members = permuted(t, y.Members)
	slices.SortFunc(z.Members, func(a, b *engine.Member) int { return cmp.Compare(a.ID, b.ID) })
	z.Schools = permuted(t, y.Schools)
	slices.SortFunc(z.Schools, func(a, b *engine.School) int { return cmp.Compare(a.UAI, b.UAI) })
	z.Charges = permuted(t, y.Charges)
	charter := *y.Charter
	charter.Tariffs = permuted(t, y.Charter.Tariffs)
	for i, tariff := range charter.Tariffs {
		if tariff.Pool != nil {
			charter.Tariffs[i] = changed(new(engine.Tariff), func(c *engine.Tariff) {
				*c = *tariff
				c.Pool = &engine.Pool{Level: tariff.Pool.Level, Categories: permuted(t, tariff.Pool.Categories)}
			})
		}
	}
	z.Charter = &charter
	return &z
}

func permuted[E any](t *rapid.T, s []E) []E {
	if len(s) == 0 {
		return nil
	}
	return rapid.Permutation(s).Draw(t, "order")
}

// snapshot is every number of a result by an address, and the notices.
func snapshot(r *engine.Result) map[string]string {
	y, all := r.Year(), map[string]string{}
	put := func(key string, v any) { all[key] = fmt.Sprintf("%+v", v) }
	for k, s := range y.Schools {
		got := r.School(k)
		put("schools/"+s.UAI, fmt.Sprint(got.Reason, got.Total, y.Members[r.MemberOf(k)].ID))
		for _, l := range r.ExplainSchool(k) {
			put("schools/"+s.UAI+"/"+l.Tariff.ID, fmt.Sprint(l.Status, l.Quantity, l.Unit, l.Price, l.Amount, l.Formula, l.Rounding))
		}
	}
	for i, m := range y.Members {
		got := r.Member(i)
		put("members/"+m.ID, fmt.Sprint(got.Standing, got.Schools, got.Pupils, got.Gross, got.Subsidy, got.Net))
	}
	for i, t := range y.Charter.Tariffs {
		got := r.Tariff(i)
		put("tariffs/"+t.ID, fmt.Sprint(got.Total, got.ToShare, got.Schools))
	}
	for i, c := range y.Charges {
		got := r.Charge(i)
		put("charges/"+c.ID, fmt.Sprint(got.Amount, got.Mutualised, got.Subsidies, got.Net, got.Missing, got.Capped))
	}
	for i, s := range y.Subsidies {
		got := r.Subsidy(i)
		put("subsidies/"+s.ID, fmt.Sprint(got.Base, got.Before, got.Granted, got.Used, got.Unused, got.Explain()))
	}
	for _, l := range []engine.Level{engine.Ecole, engine.College, engine.Common} {
		put("year/"+string(l), r.Budget(l))
	}
	put("totals", r.Totals())
	put("complete", r.Complete())
	notices := r.Notices()
	slices.SortFunc(notices, func(a, b engine.Notice) int {
		return cmp.Or(cmp.Compare(a.Subject, b.Subject), cmp.Compare(a.Code, b.Code), cmp.Compare(a.Message.FR, b.Message.FR))
	})
	put("notices", notices)
	return all
}

func mapDiff(a, b map[string]string) string {
	out := ""
	for k, v := range a {
		if b[k] != v {
			out += fmt.Sprintf("%s: %s | %s\n", k, v, b[k])
		}
	}
	for k, v := range b {
		if _, ok := a[k]; !ok {
			out += fmt.Sprintf("%s: absent | %s\n", k, v)
		}
	}
	return out
}

func TestAPlanAndAResultCanBeUsedAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		plan, err := engine.Compile(enginetest.RandomYear(t))
		if err != nil {
			t.Fatal(err)
		}
		first, second := plan.NewResult(), plan.NewResult()
		if err := first.Compute(); err != nil {
			return
		}
		want := snapshot(first)
		for i, r := range []*engine.Result{second, first, first} {
			if err := r.Compute(); err != nil {
				t.Fatal(err)
			}
			if got := snapshot(r); !maps.Equal(got, want) {
				t.Fatalf("computation %d differs:\n%s", i+2, mapDiff(want, got))
			}
		}
	})
}

func TestOnePlanServesSeveralResultsAtOnce(t *testing.T) {
	plan, err := engine.Compile(enginetest.BigYearAll(500, 10))
	if err != nil {
		t.Fatal(err)
	}
	var group sync.WaitGroup
	results := make([]*engine.Result, 4)
	for i := range results {
		results[i] = plan.NewResult()
		group.Go(func() {
			for range 20 {
				if err := results[i].Compute(); err != nil {
					t.Error(err)
				}
			}
		})
	}
	group.Wait()
	for _, r := range results[1:] {
		if !maps.Equal(snapshot(results[0]), snapshot(r)) {
			t.Error("two results of one plan differ")
		}
	}
}

func TestTheYearIsNotTouched(t *testing.T) {
	draw := rapid.Custom(enginetest.RandomYear)
	for seed := range 300 {
		y, untouched := draw.Example(seed), draw.Example(seed)
		r, err := engine.Compute(y)
		if err == nil {
			snapshot(r)
		}
		if !reflect.DeepEqual(y, untouched) {
			t.Fatalf("the year of seed %d changed", seed)
		}
	}
}
