package scenarios_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"quotepart/engine"
	"quotepart/engine/enginetest"
	. "quotepart/scenarios"
)

func metric(t fataler, s string) Metric {
	t.Helper()
	m, err := ParseMetric(s)
	if err != nil {
		t.Fatalf("%v", err)
	}
	return m
}

func why(t fataler, y *engine.Year, a, b []Change, m Metric) Attribution {
	t.Helper()
	got, err := Why(context.Background(), y, a, b, m, nil)
	if err != nil {
		t.Fatalf("%s: %v", m, err)
	}
	return got
}

// told writes an attribution as a reader would want to check it.
func told(a Attribution) string {
	var b strings.Builder
	complete := func(is bool) string {
		if is {
			return ""
		}
		return " INCOMPLETE"
	}
	fmt.Fprintf(&b, "%s: %s → %s = %s%s\n", a.Metric, a.From.Cents, a.To.Cents, a.Total, complete(a.Complete))
	for _, c := range a.Entries {
		fmt.Fprintf(&b, "  %s  %s%s\n", c.Delta, c, complete(c.Complete))
		for _, w := range c.Words {
			fmt.Fprintf(&b, "      fr %s\n      en %s\n", w.FR, w.EN)
		}
	}
	if a.Rounding != 0 {
		fmt.Fprintf(&b, "  %s  rounding\n", a.Rounding)
	}
	return b.String()
}

// Which changes make one entry, what is said of them, and what they do.
func TestWhy(t *testing.T) {
	cases := []struct{ name, metric, a, b string }{
		{"a price and a number of pupils act on each other", "members/departement/gross", "",
			"set tariffs/college-comptes/price to 7\nset schools/0800001S/pupils to 751"},
		{"what is taken away", "totals/contributions", "set tariffs/college-comptes/price to 7", ""},
		{"another value of the same input", "totals/contributions", "set tariffs/college-comptes/price to 7", "set tariffs/college-comptes/price to 8"},
		{"a set on a school that was added", "totals/contributions", "",
			"add schools/9900001A with name: Nouveau, level: college, member: departement, pupils: 320, access: 2020-09-01\nset tariffs/college-comptes/price to 7\nset schools/9900001A/pupils to 400"},
		{"a member's schools are moved before it is removed", "members/cc-val/net", "",
			"set schools/0800005W/member to cc-val\nset tariffs/college-comptes/price to 7\nremove members/commune-ham"},
		{"the other way round", "members/cc-val/net",
			"set schools/0800005W/member to cc-val\nset tariffs/college-comptes/price to 7\nremove members/commune-ham", ""},
		{"bands that only fit together", "tariffs/college-sitetv/total", "",
			"set tariffs/college-sitetv/bands/600/to to 800\nset charges/plateforme/planned to 1\nset tariffs/college-sitetv/bands/900/from to 800\nset tariffs/college-sitetv/bands/800/price to 1000"},
		{"shared changes, and one at another place", "tariffs/college-comptes/total",
			"set tariffs/college-comptes/price to 7\nscale tariffs/*/price by 2\nset schools/0800001S/pupils to 700", "scale tariffs/*/price by 2\nset tariffs/college-comptes/price to 7\nset schools/0800001S/pupils to 700"},
		{"the same at another place, which changes nothing", "totals/balance",
			"set tariffs/college-comptes/price to 7\nset schools/0800001S/pupils to 700", "set schools/0800001S/pupils to 700\nset tariffs/college-comptes/price to 7"},
		{"no effect on this amount", "schools/0800003U/total", "", "set tariffs/college-comptes/price to 7\nset members/cc-val/name to Val"},
		{"an amount that only the second list has", "schools/9900001A/total", "",
			"add schools/9900001A with name: Nouveau, level: college, member: departement, pupils: 320, access: 2020-09-01\nset tariffs/college-comptes/price to 7"},
		{"a subsidy and what it lowers", "charges/contenus-ecoles/net", "", "set charges/contenus-ecoles/planned to 1000\nset subsidies/etat/rate to 50%"},
		{"amounts that are missing on the way", "totals/charges", "", "set year/basis to paid\nset charges/contenus-ecoles/paid to 300\nset charges/plateforme/paid to 1000"},
		{"a missing band", "members/departement/net", "", "set schools/0800001S/pupils to 2000\nset tariffs/college-comptes/price to 7"},
		{"a share that moves by a cent alone", "schools/0800004V/total", "", "set schools/0800003U/pupils to 102\nset charges/comptes-ecoles/planned to 1000.01"},
	}
	var out strings.Builder
	for _, c := range cases {
		a := why(t, smallYear(), read(t, c.a), read(t, c.b), metric(t, c.metric))
		fmt.Fprintf(&out, "# %s\n%s\n", c.name, told(a))
	}
	golden(t, "why.golden", out.String())
}

// A computation that is cancelled ends with the context's error, whichever of its steps it has come to.
func TestWhyIsCancelled(t *testing.T) {
	b := read(t, "set tariffs/college-comptes/price to 7\nset schools/0800001S/pupils to 751\nset schools/0800002T/pupils to 202")
	steps := 0
	if _, err := Why(context.Background(), smallYear(), nil, b, TotalMetric("balance"), func(done, of int) {
		if steps++; done != steps || of != 8 {
			t.Errorf("step %d: %d of %d", steps, done, of)
		}
	}); err != nil || steps != 8 {
		t.Fatal(err, steps)
	}
	for stop := range 8 {
		ctx, cancel := context.WithCancel(context.Background())
		if stop == 0 {
			cancel()
		}
		_, err := Why(ctx, smallYear(), nil, b, TotalMetric("balance"), func(done, _ int) {
			if done == stop {
				cancel()
			}
		})
		if !errors.Is(err, context.Canceled) {
			t.Errorf("stopped after %d: %v", stop, err)
		}
		cancel()
	}
}

// A change that has no effect on an amount has the effect 0, whatever stands beside it.
func TestWhyWithoutEffect(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		y := smallYear()
		list := aList(t, y, "list")
		idle := set(t, rapid.SampledFrom([]string{"charges/plateforme/label", "tariffs/college-comptes/note"}).Draw(t, "idle"), "Autre texte")
		at := rapid.IntRange(0, len(list)).Draw(t, "at")
		with := slices.Insert(slices.Clone(list), at, idle)
		if _, err := Apply(y, with); err != nil || slices.ContainsFunc(list, func(c Change) bool { return c.Address.Subject() == idle.Address.Subject() }) {
			t.Skip("its subject is changed by others too")
		}
		got, err := Why(context.Background(), y, nil, with, someMetric(t, y), nil)
		if err != nil {
			t.Skip("both lists remove the subject, or an amount passes 64 bits")
		}
		for _, c := range got.Entries {
			if c.String() == idle.String() && c.Delta != 0 {
				t.Fatalf("%s", told(got))
			}
		}
	})
}

// Of changes that act on each other in pairs only, the order in the list is of no matter: prices and pupils of several schools.
// Half a cent may be rounded either way.
func TestWhyWhateverTheOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		// Without Labomep, whose shares have the pupils of all collèges in their divisor, and a subsidy that could be more than
		// it lowers.
		y := apply(t, smallYear(), set(t, "tariffs/college-labomep/enabled", "false"), set(t, "subsidies/feder/amount", "0"))
		var list []Change
		for _, uai := range []string{"0800001S", "0800002T", "0800003U", "0800004V"} {
			list = append(list, set(t, "schools/"+uai+"/pupils", fmt.Sprint(rapid.IntRange(1, 1100).Draw(t, uai))))
		}
		list = append(list, set(t, "tariffs/college-comptes/price", fmt.Sprint(rapid.IntRange(0, 99).Draw(t, "price"))))
		list = append(list, set(t, "tariffs/college-robert/price", fmt.Sprint(rapid.IntRange(0, 99).Draw(t, "per school"))))
		m := metric(t, rapid.SampledFrom([]string{"totals/contributions", "members/departement/gross", "tariffs/college-comptes/total", "schools/0800001S/total"}).Draw(t, "metric"))
		effects := func(list []Change) map[string]engine.Cents {
			of := map[string]engine.Cents{}
			for _, c := range why(t, y, nil, list, m).Entries {
				of[c.String()] = c.Delta
			}
			return of
		}
		one, other := effects(list), effects(rapid.Permutation(list).Draw(t, "order"))
		for c, d := range one {
			if off := other[c] - d; off < -1 || off > 1 {
				t.Fatalf("%s of %s: %s in one order, %s in another", m, c, d, other[c])
			}
		}
	})
}

// The mean of the two ways is the mean over all orders where entries act on each other in pairs: held against all orders.
func TestWhyIsTheMeanOfAllOrders(t *testing.T) {
	y := smallYear()
	list := read(t, "set tariffs/college-comptes/price to 7.5\nset schools/0800001S/pupils to 760\nset schools/0800002T/pupils to 190\nset subsidies/feder/amount to 0")
	m := metric(t, "members/departement/net")
	var sums [4]engine.Cents // of each change's effect, over all orders
	orders := 0
	var each func(done []int)
	each = func(done []int) {
		if len(done) == len(list) {
			orders++
			before := m.In(compute(t, y)).Cents
			for k := range done {
				on := slices.Clone(done[:k+1])
				slices.Sort(on)
				var applied []Change
				for _, i := range on {
					applied = append(applied, list[i])
				}
				after := m.In(compute(t, apply(t, y, applied...))).Cents
				sums[done[k]] += after - before
				before = after
			}
			return
		}
		for i := range list {
			if !slices.Contains(done, i) {
				each(append(slices.Clone(done), i))
			}
		}
	}
	each(nil)
	got := why(t, y, nil, list, m)
	for i, c := range got.Entries {
		// Bands and shares make a little more than pairs of it: a cent an order at most.
		if off := sums[i] - c.Delta*engine.Cents(orders); off > engine.Cents(orders) || -off > engine.Cents(orders) {
			t.Errorf("%s: %s, the mean of %d orders is %s / %d", c, c.Delta, orders, sums[i], orders)
		}
	}
}

// BenchmarkWhy attributes the difference that 20 changes make.
func BenchmarkWhy(b *testing.B) {
	for _, size := range benchYears {
		y := enginetest.BigYear(size.schools, size.members)
		var list []Change
		for i := range 19 {
			list = append(list, set(b, "schools/"+y.Schools[i*7].UAI+"/pupils", fmt.Sprint(100+i)))
		}
		list = append(list, read(b, "scale schools/*[level=ecole]/pupils by 1.02")...)
		m := RowMetric(ByMember, y.Members[0].ID)
		b.Run(size.name, func(b *testing.B) {
			for b.Loop() {
				why(b, y, nil, list, m)
			}
		})
	}
}
