package scenarios_test

import (
	"fmt"
	"reflect"
	"strings"

	"quotepart/engine"
)

// same holds two years against each other to the last field.
func same(t fataler, what string, got, want *engine.Year) {
	t.Helper()
	if reflect.DeepEqual(got, want) {
		return
	}
	t.Fatalf("%s differs\ngot\n%s\nwant\n%s", what, describeYear(got), describeYear(want))
}

// describeYear writes everything that a year holds.
func describeYear(y *engine.Year) string {
	var b strings.Builder
	fmt.Fprintln(&b, y.ID, y.Label, y.Start, y.End, y.Basis, y.Charter.ID, y.Charter.Title, y.Charter.Adopted)
	for _, m := range y.Members {
		fmt.Fprintf(&b, "%+v\n", *m)
	}
	for _, s := range y.Schools {
		fmt.Fprintf(&b, "%+v\n", *s)
	}
	for _, c := range y.Charges {
		fmt.Fprintf(&b, "%+v\n", *c)
	}
	for _, s := range y.Subsidies {
		fmt.Fprintf(&b, "%+v\n", *s)
	}
	for _, t := range y.Charter.Tariffs {
		pool := t.Pool
		tariff := *t
		tariff.Pool = nil
		fmt.Fprintf(&b, "%+v %+v\n", tariff, pool)
	}
	return b.String()
}

// describe writes everything that a result says, so that two results are the same byte for byte or not.
func describe(r *engine.Result) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%+v complete %v\n", r.Totals(), r.Complete())
	for _, l := range []engine.Level{engine.Ecole, engine.College, engine.Common} {
		fmt.Fprintf(&b, "%s %+v\n", l, r.Budget(l))
	}
	y := r.Year()
	for i, m := range y.Members {
		got := r.Member(i)
		got.Member = nil
		fmt.Fprintf(&b, "%s %+v\n", m.ID, got)
	}
	for i, s := range y.Schools {
		got := r.School(i)
		fmt.Fprintf(&b, "%s %q %s\n", s.UAI, got.Reason, got.Total)
		for _, l := range r.Lines(i) {
			fmt.Fprintf(&b, "  %s %d %d %s\n", l.Tariff.ID, l.Status, l.Quantity, l.Amount)
		}
	}
	for i, t := range y.Charter.Tariffs {
		got := r.Tariff(i)
		fmt.Fprintf(&b, "%s %s %s %d\n", t.ID, got.Total, got.ToShare, got.Schools)
	}
	for i, c := range y.Charges {
		got := r.Charge(i)
		got.Charge = nil
		fmt.Fprintf(&b, "%s %+v\n", c.ID, got)
	}
	for i, s := range y.Subsidies {
		got := r.Subsidy(i)
		got.Subsidy = nil
		fmt.Fprintf(&b, "%s %+v\n", s.ID, got)
	}
	for _, n := range r.Notices() {
		fmt.Fprintf(&b, "%+v\n", n)
	}
	return b.String()
}

func sameResult(t fataler, what string, got, want *engine.Result) {
	t.Helper()
	if g, w := describe(got), describe(want); g != w {
		t.Fatalf("%s differs\n%s", what, firstDifference(g, w))
	}
}

// ordered makes sure that a year is sorted and unique as engine.Year promises.
func ordered(t fataler, y *engine.Year) {
	t.Helper()
	for i := 1; i < len(y.Members); i++ {
		if y.Members[i-1].ID >= y.Members[i].ID {
			t.Fatalf("members are not sorted at %s", y.Members[i].ID)
		}
	}
	for i, s := range y.Schools {
		if i > 0 && y.Schools[i-1].UAI >= s.UAI {
			t.Fatalf("schools are not sorted at %s", s.UAI)
		}
		for j, u := range s.Usage {
			if j > 0 && s.Usage[j-1].Tool >= u.Tool {
				t.Fatalf("%s: tools are not sorted at %s", s.UAI, u.Tool)
			}
			for k := 1; k < len(u.Buckets); k++ {
				if u.Buckets[k-1].Minutes >= u.Buckets[k].Minutes {
					t.Fatalf("%s: buckets are not sorted at %d", s.UAI, u.Buckets[k].Minutes)
				}
			}
		}
	}
	for _, tariff := range y.Charter.Tariffs {
		for i := 1; i < len(tariff.Bands); i++ {
			if tariff.Bands[i-1].From >= tariff.Bands[i].From {
				t.Fatalf("%s: bands are not sorted at %d", tariff.ID, tariff.Bands[i].From)
			}
		}
	}
}
