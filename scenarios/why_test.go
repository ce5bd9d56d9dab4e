package scenarios_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"quotepart/engine"
	"quotepart/engine/lang"
	. "quotepart/scenarios"
)

// aList draws a list of changes that fits the year.
func aList(t *rapid.T, y *engine.Year, name string) []Change {
	w := workbench(t, y)
	for range rapid.IntRange(0, 4).Draw(t, name) {
		_ = w.Do(randomChange(t, w.Year()))
	}
	return slices.Clone(w.Changes())
}

// someMetric draws one of the amounts of a year.
func someMetric(t *rapid.T, y *engine.Year) Metric {
	all := []Metric{TotalMetric("charges"), TotalMetric("mutualised"), TotalMetric("subsidies"), TotalMetric("contributions"), TotalMetric("balance")}
	for _, m := range y.Members {
		all = append(all, RowMetric(ByMember, m.ID), Metric{Of: "members", ID: m.ID, Field: "gross"})
	}
	for _, s := range y.Schools {
		all = append(all, RowMetric(BySchool, s.UAI))
	}
	for _, tariff := range y.Charter.Tariffs {
		all = append(all, RowMetric(ByTariff, tariff.ID))
	}
	for _, c := range y.Charges {
		all = append(all, RowMetric(ByCharge, c.ID))
	}
	return rapid.SampledFrom(all).Draw(t, "metric")
}

// The entries and the rounding add up to the difference, which is that of two computations from scratch, and the way back is
// the opposite of the way there.
func TestWhyAddsUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		y := randomYear(t)
		a, b := aList(t, y, "a"), aList(t, y, "b")
		if rapid.Bool().Draw(t, "b goes on from a") {
			w := workbench(t, y)
			if w.SetChanges(a) != nil {
				t.Fatal("a does not fit")
			}
			for range rapid.IntRange(1, 3).Draw(t, "more") {
				_ = w.Do(randomChange(t, w.Year()))
			}
			b = slices.Clone(w.Changes())
		}
		m := someMetric(t, y)
		there, err := Why(context.Background(), y, a, b, m, nil)
		back, errBack := Why(context.Background(), y, b, a, m, nil)
		if (err == nil) != (errBack == nil) {
			t.Fatalf("there: %v, back: %v", err, errBack)
		}
		if err != nil {
			t.Skip(err) // an overflow, or neither list has the subject
		}
		results := func(changes []Change) engine.Cents { return m.In(compute(t, apply(t, y, changes...))).Cents }
		if want := results(b) - results(a); there.Total != want {
			t.Fatalf("total %v, want %v", there.Total, want)
		}
		sum := there.Rounding
		for _, e := range there.Entries {
			sum += e.Delta
		}
		if sum != there.Total {
			t.Fatalf("%s: the entries come to %v, the total is %v", m, sum, there.Total)
		}
		if back.Total != -there.Total || back.Rounding != -there.Rounding || len(back.Entries) != len(there.Entries) {
			t.Fatalf("back: %+v\nthere: %+v", back, there)
		}
		for i, e := range there.Entries {
			if back.Entries[i].Delta != -e.Delta {
				t.Fatalf("entry %d: %v there, %v back", i, e.Delta, back.Entries[i].Delta)
			}
			if len(e.Words) == 0 || e.String() == "" {
				t.Fatalf("entry %d has no words", i)
			}
		}
	})
}

// Two changes that act on each other share what they do together by halves, whatever their order: 741 pupils and 6.00 € become
// 760 pupils and 7.00 €. Alone the pupils bring 114.00 and the price 741.00; together they bring 19.00 more.
func TestWhySharesWhatChangesDoTogether(t *testing.T) {
	pupils, price := set(t, "schools/0800001S/pupils", "760"), set(t, "tariffs/college-comptes/price", "7")
	for _, list := range [][]Change{{pupils, price}, {price, pupils}} {
		why, err := Why(context.Background(), smallYear(), nil, list, Metric{Of: "tariffs", ID: "college-comptes", Field: "total"}, nil)
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]engine.Cents{}
		for _, e := range why.Entries {
			got[e.String()] = e.Delta
		}
		// The other college has 200 pupils: the price alone brings 941.00.
		if got[pupils.String()] != 123_50 || got[price.String()] != 950_50 || why.Rounding != 0 || why.Total != 1074_00 {
			t.Errorf("%v, rounding %v, total %v", got, why.Rounding, why.Total)
		}
	}
}

// What needs another change is one entry with it; what changes nothing brings nothing; what both lists have is no entry.
func TestWhyEntries(t *testing.T) {
	add, err := NewAdd("schools/0809999X", []Value{{"name", "Neuf"}, {"level", "college"}, {"member", "departement"}, {"pupils", "300"}, {"access", "2020-09-01"}})
	if err != nil {
		t.Fatal(err)
	}
	shared := set(t, "tariffs/college-comptes/price", "7")
	list := []Change{shared, add, set(t, "schools/0809999X/pupils", "320"), set(t, "members/cc-val/name", "CC d'Aval")}
	why, err := Why(context.Background(), smallYear(), []Change{shared}, list, TotalMetric("contributions"), nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(why.Entries) != 2 || len(why.Entries[0].Added) != 2 || why.Entries[0].Delta <= 0 || why.Entries[1].Delta != 0 || why.Total != why.Entries[0].Delta {
		t.Errorf("%+v", why)
	}
	gone, err := Why(context.Background(), smallYear(), list, []Change{shared}, TotalMetric("contributions"), nil)
	if err != nil {
		t.Fatal(err)
	}
	if words := gone.Entries[0].Words[0].In(lang.EN); !strings.HasPrefix(words, "without: ") || len(gone.Entries[0].Gone) != 2 {
		t.Errorf("%q, %+v", words, gone.Entries[0])
	}
}

func TestWhyRefusals(t *testing.T) {
	y := smallYear()
	for text, want := range map[string]string{
		"total/balance":         `"total" is not the start of an amount`,
		"totals/sum":            `"sum" is not an amount of "totals"`,
		"totals/balance/x":      `"totals/balance/x" does not name an amount`,
		"members/cc-val/amount": `"amount" is not an amount of "members"`,
		"members/net":           `"members/net" does not name an amount`,
	} {
		if _, err := ParseMetric(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", text, err)
		}
	}
	m, err := ParseMetric("members/cc-vall/net")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Why(context.Background(), y, nil, nil, m, nil); err == nil || !strings.Contains(err.Error(), "cc-val") {
		t.Errorf("%v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Why(ctx, y, nil, []Change{set(t, "tariffs/college-comptes/price", "7")}, TotalMetric("balance"), nil); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}
