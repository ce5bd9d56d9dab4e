package engine_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"quotepart/engine"
	"quotepart/engine/enginetest"
	"quotepart/engine/lang"
)

// What is taken over from an earlier result changes nothing, whatever the years share: schools edited, added, removed, moved
// to another member, members edited, dates, basis, tariffs and charges.
func TestRecomputeIsCompute(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		y := enginetest.RandomYear(t)
		before, err := engine.Compute(y)
		if err != nil {
			t.Skip("this random year passes 64 bits: there is no result to start from")
		}
		for range rapid.IntRange(1, 4).Draw(t, "edits") {
			y = edited(t, y)
			want, wantErr := engine.Compute(y)
			got, gotErr := engine.Recompute(y, before)
			if fmt.Sprint(wantErr) != fmt.Sprint(gotErr) {
				t.Fatalf("Recompute: %v, Compute: %v", gotErr, wantErr)
			}
			if wantErr != nil {
				return
			}
			if w, g := allOf(want), allOf(got); w != g {
				t.Fatalf("Recompute gives\n%s\nCompute gives\n%s", g, w)
			}
			before = got
		}
	})
}

// edited makes a year that shares what it does not touch.
func edited(t *rapid.T, from *engine.Year) *engine.Year {
	y := *from
	switch edit := rapid.IntRange(0, 8).Draw(t, "edit"); {
	case edit <= 2 && len(y.Schools) > 0:
		i := rapid.IntRange(0, len(y.Schools)-1).Draw(t, "school")
		y.Schools = append([]*engine.School(nil), y.Schools...)
		s := *y.Schools[i]
		switch edit {
		case 0:
			s.Pupils = rapid.Int64Range(0, 1200).Draw(t, "pupils")
			s.Access = rapid.SampledFrom([]engine.Date{0, y.Start, y.End, y.End + 1}).Draw(t, "access")
			y.Schools[i] = &s
		case 1:
			s.Member = y.Members[rapid.IntRange(0, len(y.Members)-1).Draw(t, "member")].ID
			s.Usage = nil
			y.Schools[i] = &s
		default:
			y.Schools = append(y.Schools[:i], y.Schools[i+1:]...)
		}
	case edit == 3 && len(y.Members) > 0:
		i := rapid.IntRange(0, len(y.Members)-1).Draw(t, "member")
		y.Members = append([]*engine.Member(nil), y.Members...)
		m := *y.Members[i]
		m.Transmitted = rapid.SampledFrom([]engine.Date{0, y.Start, y.End, y.End + 1}).Draw(t, "transmitted")
		y.Members[i] = &m
	case edit == 4:
		y.End = y.Start + 1
	case edit == 5:
		y.Basis = engine.Paid
	case edit == 6 && len(y.Charges) > 0: // what there is to share
		i := rapid.IntRange(0, len(y.Charges)-1).Draw(t, "charge")
		y.Charges = append([]*engine.Charge(nil), y.Charges...)
		c := *y.Charges[i]
		c.Planned = engine.Some(engine.Cents(rapid.Int64Range(0, 1_000_000).Draw(t, "planned")))
		y.Charges[i] = &c
	case edit == 7 && len(y.Charter.Tariffs) > 0:
		c := *y.Charter
		c.Tariffs = append([]*engine.Tariff(nil), c.Tariffs[1:]...)
		y.Charter = &c
	case len(y.Charter.Tariffs) > 0:
		i := rapid.IntRange(0, len(y.Charter.Tariffs)-1).Draw(t, "tariff")
		c := *y.Charter
		c.Tariffs = append([]*engine.Tariff(nil), c.Tariffs...)
		tariff := *c.Tariffs[i]
		tariff.Disabled = !tariff.Disabled
		tariff.Threshold = engine.Some(rapid.Int64Range(0, 90).Draw(t, "threshold"))
		c.Tariffs[i] = &tariff
		y.Charter = &c
	}
	return &y
}

// allOf writes everything that a result tells.
func allOf(r *engine.Result) string {
	var b strings.Builder
	y := r.Year()
	fmt.Fprintln(&b, r.Totals(), r.Complete(), r.Budget(engine.Ecole), r.Budget(engine.College), r.Budget(engine.Common))
	for i := range y.Members {
		m := r.Member(i)
		fmt.Fprintln(&b, m.Member.ID, m.Standing, m.Schools, m.Pupils, m.Gross, m.Subsidy, m.Net)
	}
	for i := range y.Schools {
		s := r.School(i)
		fmt.Fprintln(&b, s.School.UAI, s.Reason, s.Total, y.Members[r.MemberOf(i)].ID)
		for _, l := range r.ExplainSchool(i) {
			fmt.Fprintln(&b, " ", l.Tariff.ID, l.Status, l.Quantity, l.Amount, l.Formula.In(lang.EN), l.Rounding.In(lang.EN), l.Origin)
		}
	}
	for _, n := range r.Notices() {
		fmt.Fprintln(&b, n)
	}
	return b.String()
}
