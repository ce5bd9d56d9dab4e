package engine_test

import (
	"fmt"
	"slices"
	"testing"

	"quotepart/engine"
	"quotepart/engine/enginetest"
)

// budgetYear is two members under the built-in charter: 300 and 100 pupils in collèges, 30 and 10 in écoles.
func budgetYear() *engine.Year {
	y := yearOf(nil)
	y.Charter, y.Charges = enginetest.Charter2014(), nil
	y.Members = append(y.Members, &engine.Member{ID: "epci", Name: "EPCI", Kind: engine.EPCI, Transmitted: 20150220})
	for i, pupils := range []int64{300, 30, 100, 10} {
		s := collegeOf(i+1, pupils)
		s.Usage = []engine.ToolUsage{{Tool: "maxicours", Buckets: []engine.Bucket{{Minutes: 61, Pupils: pupils}}}} // all are active
		if i%2 == 1 {
			s.Level = engine.Ecole
		}
		if i >= 2 {
			s.Member = "epci"
		}
		y.Schools = append(y.Schools, s)
	}
	return y
}

func charge(id string, c engine.Category, l engine.Level, planned, mutualised string) *engine.Charge {
	ch := &engine.Charge{ID: id, Category: c, Level: l, Planned: cents(planned), Paid: cents("0")}
	if n := len(mutualised); n > 0 && mutualised[n-1] == '%' {
		ch.Mutualised = engine.Share{Percent: percent(mutualised), IsPercent: true}
	} else if n > 0 {
		ch.Mutualised.Amount = cents(mutualised).Value
	}
	return ch
}

// granted makes a subsidy of an amount or, with %, a rate.
func granted(id string, of engine.TargetKind, target, value string) *engine.Subsidy {
	s := &engine.Subsidy{ID: id, Target: engine.Target{Of: of, ID: target}}
	if value[len(value)-1] == '%' {
		s.Rate = engine.Some(percent(value))
	} else {
		s.Amount = cents(value)
	}
	return s
}

func TestMutualisedParts(t *testing.T) {
	for _, c := range []struct {
		planned, mutualised, part, net string
		capped                         bool
	}{
		{"100.00", "", "0.00", "100.00", false},
		{"100.00", "60%", "60.00", "40.00", false},
		{"0.01", "50%", "0.01", "0.00", false}, // half a cent goes up
		{"0.03", "50%", "0.02", "0.01", false},
		{"100.00", "100%", "100.00", "0.00", false},
		{"100.00", "99.99", "99.99", "0.01", false},
		{"100.00", "100.00", "100.00", "0.00", false},
		{"100.00", "1200.00", "100.00", "0.00", true},
		{"0", "0.01", "0.00", "0.00", true},
	} {
		y := budgetYear()
		y.Charges = []*engine.Charge{charge("c", engine.Platform, engine.Common, c.planned, c.mutualised)}
		got := computed(t, y).Charge(0)
		if got.Mutualised.String() != c.part || got.Net.String() != c.net || got.Capped != c.capped {
			t.Errorf("%s of %s: part %s, net %s, capped %v; want %s, %s, %v", c.mutualised, c.planned, got.Mutualised, got.Net, got.Capped, c.part, c.net, c.capped)
		}
	}
}

func TestSubsidiesApplyInFileOrder(t *testing.T) {
	type row struct{ value, used, unused string }
	for _, c := range []struct {
		name      string
		of        engine.TargetKind
		target    string
		subsidies []row
		left      string // of the target
	}{
		// The charge is 1000.00, 200.00 of it mutualised: rates apply to 800.00 however many come before.
		{"on a charge", engine.TargetCharge, "c", []row{{"12.5%", "100.00", "0.00"}, {"500.00", "500.00", "0.00"}, {"12.5%", "100.00", "0.00"}, {"50%", "100.00", "300.00"}, {"0.01", "0.00", "0.01"}}, "0.00"},
		{"on a charge, to the cent", engine.TargetCharge, "c", []row{{"799.99", "799.99", "0.00"}, {"100%", "0.01", "799.99"}}, "0.00"},
		{"of nothing", engine.TargetCharge, "c", []row{{"0", "0.00", "0.00"}, {"0%", "0.00", "0.00"}}, "800.00"},
		// dep owes 300 × 6 twice, 409.40, 1500.00 of Labomep and 247.30 for its collège, nothing for its école: 5756.70.
		{"on a member", engine.TargetMember, "dep", []row{{"50%", "2878.35", "0.00"}, {"2878.34", "2878.34", "0.00"}, {"50%", "0.01", "2878.34"}}, "0.00"},
		{"a rate of an odd cent", engine.TargetMember, "dep", []row{{"33.333333%", "1918.90", "0.00"}}, "3837.80"},
	} {
		t.Run(c.name, func(t *testing.T) {
			y := budgetYear()
			y.Charges = []*engine.Charge{charge("c", engine.Content, engine.College, "1000", "20%")}
			for i, s := range c.subsidies {
				y.Subsidies = append(y.Subsidies, granted(fmt.Sprint("s", i), c.of, c.target, s.value))
			}
			r := computed(t, y)
			var unused []string
			for i, want := range c.subsidies {
				got := r.Subsidy(i)
				if got.Used.String() != want.used || got.Unused.String() != want.unused {
					t.Errorf("%s: used %s, unused %s; want %s, %s", want.value, got.Used, got.Unused, want.used, want.unused)
				}
				if want.unused != "0.00" {
					unused = append(unused, fmt.Sprint("warning subsidy_unused subsidies/s", i))
				}
			}
			left := r.Charge(0).Net
			if c.of == engine.TargetMember {
				left = r.Member(0).Net
			}
			if left.String() != c.left {
				t.Errorf("left %s, want %s", left, c.left)
			}
			told := slices.DeleteFunc(noticed(r), func(n string) bool { return n == "warning over_recovered year/college" })
			if !slices.Equal(told, unused) {
				t.Errorf("notices %q, want %q", told, unused)
			}
		})
	}
}

// What can be wrong with a budget, and what it makes of the totals; by hand.
func TestBudget(t *testing.T) {
	y := budgetYear()
	y.Charges = []*engine.Charge{
		charge("hotline", engine.Operation, engine.Common, "1000", "60%"),
		charge("comptes", engine.Accounts, engine.Ecole, "100.01", "20.00"),
		charge("contenus", engine.Content, engine.Ecole, "50", ""),
		charge("colleges", engine.Content, engine.College, "8000", ""),
	}
	y.Subsidies = []*engine.Subsidy{
		granted("etat", engine.TargetCharge, "contenus", "10%"),
		granted("feder", engine.TargetMember, "dep", "1000"),
	}
	r := computed(t, y)
	// Écoles: 80.01 and 45.00 by 30 and 10 pupils: 60.01 + 33.75 and 20.00 + 11.25.
	for i, want := range []engine.Cents{93_76, 31_25} {
		if got := r.School(2*i + 1).Total; got != want {
			t.Errorf("école %d: %s, want %s", i, got, want)
		}
	}
	want := engine.Totals{Charges: 9_150_01, Mutualised: 620_00, Subsidies: 1_005_00}
	// Collèges: 5756.70 as above; 100 × 6 twice, 409.40, 500.00 and 187.62.
	want.Contributions = 5_756_70 + 2_297_02 + 93_76 + 31_25 - 1_000_00
	want.Balance = want.Mutualised + want.Subsidies + want.Contributions - want.Charges
	if got := r.Totals(); got != want {
		t.Errorf("totals %+v, want %+v", got, want)
	}
	for level, want := range map[engine.Level]engine.Budget{
		engine.Ecole:   {Charges: 150_01, Mutualised: 20_00, Subsidies: 5_00, Net: 125_01, Gross: 125_01},
		engine.College: {Charges: 8_000_00, Net: 8_000_00, Gross: 8_053_72},
		engine.Common:  {Charges: 1_000_00, Mutualised: 600_00, Net: 400_00},
	} {
		if got := r.Budget(level); got != want {
			t.Errorf("%s: %+v, want %+v", level, got, want)
		}
	}
	if got := noticed(r); !slices.Equal(got, []string{"warning over_recovered year/college"}) || !r.Complete() {
		t.Errorf("notices %q, complete %v", got, r.Complete())
	}
}

func TestAnEmptyColumnIsNotZero(t *testing.T) {
	y := budgetYear()
	y.Charges = []*engine.Charge{charge("c", engine.Accounts, engine.Ecole, "100", "20.00")}
	y.Subsidies = []*engine.Subsidy{granted("s", engine.TargetCharge, "c", "10.00")}
	y.Charges[0].Planned = engine.Opt[engine.Cents]{}
	r := computed(t, y)
	want := []string{"error charge_missing charges/c", "warning over_recovered year/college", "warning subsidy_unused subsidies/s"}
	if got := noticed(r); !slices.Equal(got, want) || r.Complete() {
		t.Errorf("notices %q, complete %v", got, r.Complete())
	}
	y.Basis = engine.Paid // 0.00 is known there
	r = computed(t, y)
	if !r.Complete() || r.Charge(0).Missing || !r.Charge(0).Capped {
		t.Errorf("paid: complete %v, %+v", r.Complete(), r.Charge(0))
	}
}
