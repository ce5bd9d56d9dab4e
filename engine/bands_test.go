package engine_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"quotepart/engine"
	"quotepart/engine/lang"
)

func TestBands(t *testing.T) {
	closed := collegeOf(9, 300)
	closed.Closed = 20200101
	schools := append(collegesOf(1, 199, 200, 399, 400, 1100, 1101, 400), closed)
	for _, c := range []struct {
		name    string
		change  func(*engine.Tariff)
		schools []int64
		missing int64
	}{
		{"as the charter", func(*engine.Tariff) {}, []int64{2, 2, 2, 0, 1}, 1},
		{"lower", func(t *engine.Tariff) { t.Overlap = engine.Lower }, []int64{3, 1, 2, 0, 1}, 1},
		{"last", func(t *engine.Tariff) { t.Beyond = engine.Last }, []int64{2, 2, 2, 0, 2}, 0},
	} {
		use, ok := computed(t, yearOf(changed(tariff2014("college-sitetv"), c.change), schools...)).Bands(0)
		counts := []engine.PupilCount{{1, 1}, {199, 1}, {200, 1}, {399, 1}, {400, 2}, {1100, 1}, {1101, 1}}
		if want := (engine.BandUse{Schools: c.schools, Missing: c.missing, Counts: counts}); !ok || !reflect.DeepEqual(use, want) {
			t.Errorf("%s: got %+v, want %+v", c.name, use, want)
		}
	}
	for _, change := range []func(*engine.Tariff){
		func(t *engine.Tariff) { t.Disabled = true },
		func(t *engine.Tariff) { t.Basis, t.Price = engine.PerSchool, price("1") },
	} {
		if use, ok := computed(t, yearOf(changed(tariff2014("college-sitetv"), change), schools...)).Bands(0); ok {
			t.Errorf("no band prices anybody: %+v", use)
		}
	}
}

// The bands tell of every school what its line does.
func TestBandsAgreeWithTheLines(t *testing.T) {
	checkResults(t, func(t *rapid.T, r *engine.Result) {
		for j, tariff := range r.Year().Charter.Tariffs {
			use, ok := r.Bands(j)
			if ok != (tariff.Basis == engine.Banded && !tariff.Disabled) {
				t.Fatalf("%s: %v", tariff.ID, ok)
			}
			if !ok {
				continue
			}
			var with, missing, counted int64
			for i := range r.Year().Schools {
				if l, ok := r.Line(i, j); ok && l.Status.HasLine() {
					with++
				} else if ok {
					missing++
				}
			}
			for _, n := range use.Schools {
				with -= n
			}
			for _, c := range use.Counts {
				counted += c.Schools
			}
			if with != 0 || missing != use.Missing || counted != int64(r.Tariff(j).Schools)+missing {
				t.Fatalf("%s: %+v, %d lines more, %d schools without one", tariff.ID, use, with, missing)
			}
		}
	})
}

// The summary tells every notice once: those on schools by tariff and code, with their number.
func TestSummary(t *testing.T) {
	checkResults(t, func(t *rapid.T, r *engine.Result) {
		want := map[string]int{}
		for _, n := range r.Notices() {
			key := fmt.Sprint(n.Severity, n.Code, n.Subject)
			if strings.HasPrefix(n.Subject, "schools/") {
				tariff, _, _ := strings.Cut(n.Message.EN, ":")
				key = fmt.Sprint(n.Severity, n.Code, "tariffs/"+tariff)
			}
			want[key]++
		}
		summary := r.Summary()
		for _, n := range summary {
			key := fmt.Sprint(n.Severity, n.Code, n.Subject)
			count := want[key]
			delete(want, key)
			perSchool := n.Code == engine.CodeBandMissing || n.Code == engine.CodeClassesMissing || n.Code == engine.CodeUsageMissing || n.Code == engine.CodeBandOverlap
			if count == 0 || perSchool && !strings.Contains(n.Message.FR, lang.Count(count).In(lang.FR)+" établissement") {
				t.Fatalf("%+v stands for %d notices", n, count)
			}
		}
		if len(want) > 0 {
			t.Fatalf("not told: %v", want)
		}
	})
}

func TestNetOf(t *testing.T) {
	checkResults(t, func(t *rapid.T, r *engine.Result) {
		var all engine.Cents
		for _, k := range []engine.Kind{engine.Departement, engine.Commune, engine.EPCI, engine.OtherKind} {
			all += r.NetOf(k)
		}
		if all != r.Totals().Contributions {
			t.Fatalf("the kinds owe %s, all members %s", all, r.Totals().Contributions)
		}
	})
}

// A field that the basis does not use can be anything without a cent moving.
func TestUnusedFieldsDecideNothing(t *testing.T) {
	spoil := map[string]func(*engine.Tariff){
		"price":  func(t *engine.Tariff) { t.Price = price("77.77") },
		"amount": func(t *engine.Tariff) { t.Amount = cents("77.77") },
		"pool": func(t *engine.Tariff) {
			t.Pool = &engine.Pool{Level: engine.Common, Categories: []engine.Category{engine.Platform}}
		},
		"tool":      func(t *engine.Tariff) { t.Tool = "other" },
		"threshold": func(t *engine.Tariff) { t.Threshold = engine.Some(int64(7)) },
		"assumed":   func(t *engine.Tariff) { t.Assumed = percent("7%") },
		"overlap":   func(t *engine.Tariff) { t.Overlap = engine.Lower },
		"beyond":    func(t *engine.Tariff) { t.Beyond = engine.Last },
		"bands":     func(t *engine.Tariff) { t.Bands = []engine.Band{{From: 1, To: 5000, Price: 7}} },
	}
	schools := collegesOf(150, 200, 1150)
	for i, s := range schools {
		s.Classes = engine.Some(int64(i + 3))
		used(s, 30, 50, 90, 60)
	}
	for _, basis := range engine.Bases() {
		full := *tariff2014("college-sitetv")
		full.Basis, full.Price, full.Amount, full.Tool = basis, price("6"), cents("2000.00"), "maxicours"
		full.Threshold, full.Assumed = engine.Some(int64(60)), engine.Whole
		total := func(t *engine.Tariff) engine.Cents {
			y := yearOf(t, schools...)
			r, err := engine.Compute(y)
			if err != nil {
				panic(err)
			}
			return r.Tariff(0).Total
		}
		before := total(&full)
		for field, change := range spoil {
			// Whether a field counts may be seen in the total; that it does not must be. The percentage is for pupils without usage.
			spoiled := full
			change(&spoiled)
			moved := total(&spoiled) != before
			if uses := full.Uses(field); moved && !uses || !moved && uses && field != "assumed" {
				t.Errorf("%s: uses %s: %v, but the total moved: %v", basis, field, uses, moved)
			}
		}
	}
	if shared := (&engine.Tariff{Basis: engine.SharedEqually, Pool: &engine.Pool{}}); shared.Uses("amount") || !shared.Uses("pool") {
		t.Error("a pool goes before an amount")
	}
}
