package engine_test

import (
	"errors"
	"slices"
	"testing"

	"quotepart/engine"
)

// basisCase is one row of the table of bases with schools on its edges.
type basisCase struct {
	name    string
	tariff  *engine.Tariff
	basis   engine.YearBasis // planned where nothing is said
	schools []*engine.School
	want    []string // see shown
	notices []string
}

func run(t *testing.T, cases []basisCase) {
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			y := yearOf(c.tariff, c.schools...)
			if c.basis != "" {
				y.Basis = c.basis
			}
			r := computed(t, y)
			if got := shown(r); !slices.Equal(got, c.want) {
				t.Errorf("lines\n got %q\nwant %q", got, c.want)
			}
			if got := noticed(r); !slices.Equal(got, c.notices) {
				t.Errorf("notices\n got %q\nwant %q", got, c.notices)
			}
		})
	}
}

// changed applies changes to a tariff or a school, for a table's row.
func changed[T any](v *T, change func(*T)) *T {
	change(v)
	return v
}

func TestUnitBases(t *testing.T) {
	perClass := &engine.Tariff{ID: "t", Level: engine.College, Basis: engine.PerClass, Price: price("12.345")}
	classes := func(n int, of engine.Opt[int64]) *engine.School {
		return changed(collegeOf(n, 100), func(s *engine.School) { s.Classes = of })
	}
	run(t, []basisCase{
		{name: "per-pupil", tariff: tariff2014("college-comptes"), schools: collegesOf(0, 1, 741),
			want: []string{"no_pupils", "1: 6.00", "741: 4446.00"}},
		{name: "per-school", tariff: tariff2014("college-robert"), schools: collegesOf(0, 1, 1101),
			want: []string{"no_pupils", "1: 409.40", "1: 409.40"}},
		{name: "per-class: half a cent goes up, 0 classes are a line, unknown classes are none", tariff: perClass,
			schools: []*engine.School{classes(1, engine.Some(int64(1))), classes(2, engine.Some(int64(0))), classes(3, engine.Opt[int64]{}), classes(4, engine.Some(int64(2)))},
			want:    []string{"1: 12.35", "0: 0.00", "classes missing", "2: 24.69"},
			notices: []string{"error classes_missing schools/" + uai(3)}},
		{name: "price of nothing is a line", tariff: &engine.Tariff{ID: "t", Level: engine.All, Basis: engine.PerPupil, Price: price("0")},
			schools: collegesOf(5), want: []string{"5: 0.00"}},
		{name: "other level", tariff: &engine.Tariff{ID: "t", Level: engine.Ecole, Basis: engine.PerPupil, Price: price("6")}, schools: collegesOf(5)},
		{name: "disabled", tariff: changed(tariff2014("college-comptes"), func(t *engine.Tariff) { t.Disabled = true }), schools: collegesOf(5)},
	})
}

func TestHalfACentRoundsAwayFromZero(t *testing.T) {
	for _, c := range []struct {
		price  string
		pupils int64
		want   engine.Cents
	}{
		{"0.005", 1, 1}, {"0.004999", 1, 0}, {"0.004999", 2, 1}, {"0.005001", 1, 1}, {"0.015", 1, 2}, {"0.025", 1, 3}, {"0.005", 3, 2},
		{"1.234565", 1000, 123457}, {"0.000001", 4999, 0}, {"0.000001", 5000, 1}, {"0.000001", engine.MaxCount, 100000},
		{"922337203.685477", 1, 92233720369},
	} {
		got, err := parsed(engine.ParsePrice, c.price).Times(c.pupils)
		if err != nil || got != c.want {
			t.Errorf("%d × %s = %d (%v), want %d", c.pupils, c.price, got, err, c.want)
		}
	}
}

func TestBanded(t *testing.T) {
	edges := []int64{0, 1, 199, 200, 201, 399, 400, 599, 600, 899, 900, 1100, 1101}
	with := func(change func(*engine.Tariff)) *engine.Tariff { return changed(tariff2014("college-sitetv"), change) }
	want := func(at200, at1101 string) []string {
		return []string{"no_pupils", "1: 187.62", "1: 187.62", at200, "1: 247.30", "1: 247.30", "1: 315.50", "1: 315.50", "1: 366.70",
			"1: 366.70", "1: 434.40", "1: 434.40", at1101}
	}
	overlap, missing := "info band_overlap schools/"+uai(4), "error band_missing schools/"+uai(13)
	nested := &engine.Tariff{ID: "t", Level: engine.College, Basis: engine.Banded, Overlap: engine.Upper, Bands: []engine.Band{
		{From: 0, To: 500, Price: 1_000_000}, {From: 100, To: 300, Price: 2_000_000}, {From: 200, To: 250, Price: 3_000_000}}}
	inNest := collegesOf(99, 100, 200, 250, 251, 301, 500)
	overlaps := []string{"info band_overlap schools/" + uai(2), "info band_overlap schools/" + uai(3), "info band_overlap schools/" + uai(4), "info band_overlap schools/" + uai(5)}
	run(t, []basisCase{
		{name: "as the charter", tariff: tariff2014("college-sitetv"), schools: collegesOf(edges...),
			want: want("1: 247.30", "no band"), notices: []string{missing, overlap}},
		{name: "lower", tariff: with(func(t *engine.Tariff) { t.Overlap = engine.Lower }), schools: collegesOf(edges...),
			want: want("1: 187.62", "no band"), notices: []string{missing, overlap}},
		{name: "last", tariff: with(func(t *engine.Tariff) { t.Beyond = engine.Last }), schools: collegesOf(edges...),
			want: want("1: 247.30", "1: 434.40"), notices: []string{overlap}},
		{name: "nothing said of beyond", tariff: with(func(t *engine.Tariff) { t.Beyond = "" }), schools: collegesOf(1101),
			want: []string{"no band"}, notices: []string{"error band_missing schools/" + uai(1)}},
		{name: "three bands at once, upper", tariff: nested, schools: inNest,
			want: []string{"1: 1.00", "1: 2.00", "1: 3.00", "1: 3.00", "1: 2.00", "1: 1.00", "1: 1.00"}, notices: overlaps},
		{name: "three bands at once, lower", tariff: changed(new(engine.Tariff), func(t *engine.Tariff) { *t = *nested; t.Overlap = engine.Lower }), schools: inNest,
			want: []string{"1: 1.00", "1: 1.00", "1: 1.00", "1: 1.00", "1: 1.00", "1: 1.00", "1: 1.00"}, notices: overlaps},
		{name: "half a cent", tariff: &engine.Tariff{ID: "t", Level: engine.All, Basis: engine.Banded, Bands: []engine.Band{{From: 1, To: 9, Price: 5_000}}},
			schools: collegesOf(9), want: []string{"1: 0.01"}},
	})
}

func TestActivePupils(t *testing.T) {
	maxicours := func() *engine.Tariff { return tariff2014("college-maxicours") }
	// used makes a school of pupils, stored and the histogram minutes, pupils, minutes, pupils …
	used := func(n int, pupils, stored int64, histogram ...int64) *engine.School {
		s := collegeOf(n, pupils)
		s.Stored = stored
		u := engine.ToolUsage{Tool: "maxicours"}
		for i := 0; i < len(histogram); i += 2 {
			u.Buckets = append(u.Buckets, engine.Bucket{Minutes: histogram[i], Pupils: histogram[i+1]})
		}
		s.Usage = []engine.ToolUsage{u}
		return s
	}
	one := func(s *engine.School) []*engine.School { return []*engine.School{s} }
	missing := []string{"warning usage_missing schools/" + uai(1)}
	assumed := []string{"warning usage_assumed tariffs/college-maxicours"}
	run(t, []basisCase{
		{name: "exactly 60 minutes is not over", tariff: maxicours(), schools: one(used(1, 10, 10, 60, 10)), want: []string{"0: 0.00"}},
		{name: "61 minutes is over", tariff: maxicours(), schools: one(used(1, 10, 10, 60, 6, 61, 4)), want: []string{"4: 24.00"}},
		{name: "fewer observed than pupils: the others did not use it", tariff: maxicours(), schools: one(used(1, 100, 100, 90, 30)), want: []string{"30: 180.00"}},
		{name: "more observed than pupils: no more than all", tariff: maxicours(), schools: one(used(1, 100, 100, 90, 150)), want: []string{"100: 600.00"}},
		{name: "more observed, some over", tariff: maxicours(), schools: one(used(1, 100, 100, 30, 75, 90, 75)), want: []string{"50: 300.00"}},
		{name: "a what-if keeps the profile", tariff: maxicours(), schools: one(used(1, 200, 100, 90, 30)), want: []string{"60: 360.00"}},
		{name: "half a pupil rounds up", tariff: maxicours(), schools: one(used(1, 5, 10, 90, 5)), want: []string{"3: 18.00"}},
		{name: "just under half a pupil", tariff: maxicours(), schools: one(used(1, 5, 11, 90, 1)), want: []string{"0: 0.00"}},
		{name: "nobody used it", tariff: maxicours(), schools: one(used(1, 10, 10, 0, 0, 90, 0)), want: []string{"0: 0.00"}},
		{name: "none of none is not known", tariff: maxicours(), schools: one(used(1, 10, 0, 90, 0)), want: []string{"10: 60.00"}, notices: assumed},
		{name: "an empty histogram is none", tariff: maxicours(), schools: one(used(1, 10, 10)), want: []string{"10: 60.00"}, notices: assumed},
		{name: "an empty histogram is none, paid", tariff: maxicours(), basis: engine.Paid, schools: one(used(1, 10, 10)), want: []string{"0: 0.00"}, notices: missing},
		{name: "no usage, planned", tariff: maxicours(), schools: collegesOf(741), want: []string{"741: 4446.00"}, notices: assumed},
		{name: "no usage, planned, assumed 12.5%, half a pupil", tariff: changed(maxicours(), func(t *engine.Tariff) { t.Assumed = percent("12.5%") }),
			schools: collegesOf(100, 4), want: []string{"13: 78.00", "1: 6.00"}, notices: assumed},
		{name: "no usage, paid", tariff: maxicours(), basis: engine.Paid, schools: collegesOf(741), want: []string{"0: 0.00"}, notices: missing},
		{name: "usage of another tool only", tariff: changed(maxicours(), func(t *engine.Tariff) { t.Tool = "robert" }), basis: engine.Paid,
			schools: one(used(1, 10, 10, 90, 10)), want: []string{"0: 0.00"}, notices: missing},
		{name: "threshold 0", tariff: changed(maxicours(), func(t *engine.Tariff) { t.Threshold = engine.Some(int64(0)) }),
			schools: one(used(1, 10, 10, 0, 3, 1, 7)), want: []string{"7: 42.00"}},
	})
}

func TestShares(t *testing.T) {
	amount := func(b engine.Basis, s string) *engine.Tariff {
		return &engine.Tariff{ID: "t", Level: engine.College, Basis: b, Amount: cents(s)}
	}
	classes := func(of ...int64) []*engine.School {
		all := collegesOf(make([]int64, len(of))...)
		for i, s := range all {
			s.Pupils = 10
			if of[i] >= 0 {
				s.Classes = engine.Some(of[i])
			}
		}
		return all
	}
	unshared := []string{"error pool_unshared tariffs/t"}
	unknown := func(of ...int) []string {
		var all []string
		for _, n := range of {
			all = append(all, "error classes_missing schools/"+uai(n))
		}
		return all
	}
	run(t, []basisCase{
		{name: "ties go to the smallest UAI", tariff: amount(engine.SharedEqually, "0.05"), schools: collegesOf(1, 9, 5),
			want: []string{"1: 0.02", "1: 0.02", "1: 0.01"}},
		{name: "the largest remainder wins", tariff: amount(engine.SharedByPupils, "0.10"), schools: collegesOf(5, 1),
			want: []string{"5: 0.08", "1: 0.02"}},
		// Exact shares 0.2, 0.2 and 0.6.
		{name: "fewer cents than schools", tariff: amount(engine.SharedByPupils, "0.01"), schools: collegesOf(1, 1, 3),
			want: []string{"1: 0.00", "1: 0.00", "3: 0.01"}},
		// Exact shares 1.5, 4.5, 4.5 and 1.5: one remainder for two weights, so the UAI alone decides who gets the two cents.
		{name: "one remainder for two weights at the cut", tariff: amount(engine.SharedByPupils, "0.12"), schools: collegesOf(1, 3, 3, 1),
			want: []string{"1: 0.02", "3: 0.05", "3: 0.04", "1: 0.01"}},
		{name: "one remainder for two weights, smallest UAI heavy", tariff: amount(engine.SharedByPupils, "0.14"), schools: collegesOf(3, 1),
			want: []string{"3: 0.11", "1: 0.03"}},
		{name: "one remainder for two weights, smallest UAI light", tariff: amount(engine.SharedByPupils, "0.14"), schools: collegesOf(1, 3),
			want: []string{"1: 0.04", "3: 0.10"}},
		{name: "nothing to share is a line of 0", tariff: amount(engine.SharedByPupils, "0"), schools: collegesOf(1, 2), want: []string{"1: 0.00", "2: 0.00"}},
		{name: "nobody to share with", tariff: amount(engine.SharedByPupils, "10"), schools: collegesOf(0), want: []string{"no_pupils"}, notices: unshared},
		{name: "nobody, and nothing to share", tariff: amount(engine.SharedByPupils, "0"), schools: collegesOf(0), want: []string{"no_pupils"}},
		{name: "a weight of 0 is a line", tariff: amount(engine.SharedByClasses, "10"), schools: classes(0, 3), want: []string{"0: 0.00", "3: 10.00"}},
		{name: "all weights 0", tariff: amount(engine.SharedByClasses, "10"), schools: classes(0, 0), want: []string{"unshared", "unshared"}, notices: unshared},
		{name: "all weights 0, and nothing to share", tariff: amount(engine.SharedByClasses, "0"), schools: classes(0), want: []string{"unshared"}},
		{name: "classes unknown", tariff: amount(engine.SharedByClasses, "10"), schools: classes(2, -1, 3),
			want: []string{"2: 4.00", "classes missing", "3: 6.00"}, notices: unknown(2)},
		{name: "all classes unknown", tariff: amount(engine.SharedByClasses, "10"), schools: classes(-1, -1),
			want: []string{"classes missing", "classes missing"}, notices: append(unknown(1, 2), unshared...)},
		{name: "classes unknown or 0", tariff: amount(engine.SharedByClasses, "10"), schools: classes(-1, 0),
			want: []string{"classes missing", "unshared"}, notices: append(unknown(1), unshared...)},
		{name: "all classes unknown, and nothing to share", tariff: amount(engine.SharedByClasses, "0"), schools: classes(-1),
			want: []string{"classes missing"}, notices: unknown(1)},
	})
}

func TestAnAmountTooLargeIsAnErrorNeverAWrap(t *testing.T) {
	perPupil := func(price engine.Price) *engine.Tariff {
		return &engine.Tariff{ID: "t", Level: engine.All, Basis: engine.PerPupil, Price: engine.Some(price)}
	}
	// 92 233 720 368 547 758.07 € is the most that 64 bits hold.
	const nearly = 922_337_203_685_477 // × 100 000 000 pupils is just under
	member := func(s *engine.Subsidy) func(*engine.Year) {
		return func(y *engine.Year) {
			s.ID, s.Target = "s", engine.Target{Of: engine.TargetMember, ID: "dep"}
			y.Subsidies = append(y.Subsidies, s)
		}
	}
	most := engine.Some(engine.MaxCents)
	charges := func(y *engine.Year) {
		y.Charges = append(y.Charges, &engine.Charge{ID: "c", Category: engine.Content, Level: engine.College, Planned: most})
		y.Subsidies = append(y.Subsidies, &engine.Subsidy{ID: "on-c", Target: engine.Target{Of: engine.TargetCharge, ID: "c"}, Amount: most})
	}
	for _, c := range []struct {
		name   string
		year   *engine.Year
		change func(*engine.Year)
		wrong  bool
	}{
		{"the largest that fits", yearOf(perPupil(nearly), collegesOf(100_000_000)...), nil, false},
		{"one line", yearOf(perPupil(engine.MaxPrice), collegesOf(engine.MaxCount)...), nil, true},
		{"a sum of lines", yearOf(perPupil(nearly), collegesOf(100_000_000, 1)...), nil, true},
		{"a sum of equal lines", yearOf(perPupil(nearly), collegesOf(100_000_000, 100_000_000)...), nil, true},
		{"a sum of equal lines, and a small one", yearOf(perPupil(nearly), collegesOf(100_000_000, 100_000_000, 1)...), nil, true},
		{"a sum of many equal lines", yearOf(perPupil(nearly), collegesOf(100_000_000, 100_000_000, 100_000_000, 1)...), nil, true},
		{"a sum of tariffs", yearOf(perPupil(nearly), collegesOf(100_000_000)...), func(y *engine.Year) {
			second := perPupil(1_000_000)
			second.ID = "u"
			y.Charter.Tariffs = append(y.Charter.Tariffs, second)
		}, true},
		{"a subsidy of all of it", yearOf(perPupil(nearly), collegesOf(100_000_000)...), member(&engine.Subsidy{Rate: engine.Some(engine.Whole)}), false},
		{"subsidies of all of it and of a charge", yearOf(perPupil(nearly), collegesOf(100_000_000)...), func(y *engine.Year) {
			member(&engine.Subsidy{Rate: engine.Some(engine.Whole)})(y)
			charges(y)
		}, true},
		{"charges", yearOf(perPupil(0)), func(y *engine.Year) {
			for range 9224 {
				y.Charges = append(y.Charges, &engine.Charge{ID: "c", Level: engine.Common, Planned: most})
			}
		}, true},
		{"charges and contributions that pass 64 bits together only", yearOf(perPupil(nearly), collegesOf(100_000_000)...), func(y *engine.Year) {
			y.Charges = append(y.Charges, &engine.Charge{ID: "c", Level: engine.Common, Planned: most, Mutualised: engine.Share{Percent: engine.Whole, IsPercent: true}})
		}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.change != nil {
				c.change(c.year)
			}
			_, err := engine.Compute(c.year)
			if got := errors.Is(err, engine.ErrOverflow); got != c.wrong || err != nil && !got {
				t.Fatalf("error %v, ErrOverflow wanted: %v", err, c.wrong)
			}
			holdAgainst(t, c.year, refer(c.year))
		})
	}
}
