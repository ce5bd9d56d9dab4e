package engine_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"quotepart/engine"
)

// used gives a school a histogram of maxicours: minutes and pupils in turn.
func used(s *engine.School, pairs ...int64) *engine.School {
	u := engine.ToolUsage{Tool: "maxicours"}
	for i := 0; i < len(pairs); i += 2 {
		u.Buckets = append(u.Buckets, engine.Bucket{Minutes: pairs[i], Pupils: pairs[i+1]})
	}
	s.Usage = []engine.ToolUsage{u}
	return s
}

func TestUsage(t *testing.T) {
	grown := used(collegeOf(2, 200), 0, 40, 60, 30, 61, 30) // a what-if doubles its pupils
	grown.Stored = 100
	closed := used(collegeOf(4, 500), 90, 500)
	closed.Closed = 20200101
	y := yearOf(tariff2014("college-maxicours"),
		used(collegeOf(1, 120), 30, 50, 90, 50), // 20 of its pupils are in no bucket
		grown, collegeOf(3, 10), closed)
	y.Charter.Tariffs = append(y.Charter.Tariffs, tariff2014("college-comptes"), changed(tariff2014("college-maxicours"), func(t *engine.Tariff) {
		t.ID, t.Disabled = "off", true
	}))
	r := computed(t, y)
	want := engine.Usage{
		Tariff: y.Charter.Tariffs[0], Buckets: []engine.Bucket{{0, 40}, {30, 50}, {60, 30}, {61, 30}, {90, 50}},
		Observed: 220, Above: 80, Pupils: 330, Billed: 50 + 60 + 10, Known: 2, Unknown: 1, Assumed: 10, Amount: 720_00,
	}
	if got, ok := r.Usage(0); !ok || !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	want = engine.Usage{Tariff: y.Charter.Tariffs[0], Buckets: []engine.Bucket{{0, 40}, {60, 30}, {61, 30}},
		Observed: 100, Above: 30, Pupils: 200, Billed: 60, Known: 1, Amount: 360_00}
	if got, ok := r.SchoolUsage(1, 0); !ok || !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	for _, j := range []int{1, 2} {
		if _, ok := r.Usage(j); ok {
			t.Errorf("tariff %d has a usage", j)
		}
		if _, ok := r.SchoolUsage(0, j); ok {
			t.Errorf("tariff %d has a usage in a school", j)
		}
	}
	if _, ok := r.SchoolUsage(3, 0); ok {
		t.Error("a school that is not counted has a usage")
	}
	if grown.Usage[0].Buckets[0].Pupils != 40 || closed.Usage[0].Buckets[0].Pupils != 500 {
		t.Error("the sums were written into the year")
	}
}

// What is said of one school, or of one tariff, adds up to what is said of all.
func TestPartsAddUp(t *testing.T) {
	checkResults(t, func(t *rapid.T, r *engine.Result) {
		y := r.Year()
		var notices, ofSchools []engine.Notice
		for _, n := range r.Notices() {
			if strings.HasPrefix(n.Subject, "schools/") {
				notices = append(notices, n)
			}
		}
		for i := range y.Schools {
			ofSchools = append(ofSchools, r.SchoolNotices(i)...)
			checkLines(t, r, i)
		}
		slices.SortStableFunc(ofSchools, func(a, b engine.Notice) int {
			return strings.Compare(severityOrder(a)+a.Code+"\x00"+a.Subject, severityOrder(b)+b.Code+"\x00"+b.Subject)
		})
		if !reflect.DeepEqual(notices, ofSchools) {
			t.Fatalf("notices on schools\n%v\nby school\n%v", notices, ofSchools)
		}
		for j := range y.Charter.Tariffs {
			checkUsage(t, r, j)
		}
	})
}

func severityOrder(n engine.Notice) string {
	return map[engine.Severity]string{engine.Error: "0", engine.Warning: "1", engine.Info: "2"}[n.Severity]
}

// checkLines holds the lines of a school against its explanations and its total.
func checkLines(t *rapid.T, r *engine.Result, i int) {
	var lines []engine.LineAmount
	var total engine.Cents
	for j := range r.Year().Charter.Tariffs {
		if line, ok := r.Line(i, j); ok {
			lines = append(lines, line)
			total += line.Amount
		}
	}
	explained := r.ExplainSchool(i)
	if len(explained) != len(lines) || total != r.School(i).Total {
		t.Fatalf("%d lines of %s, %d explanations, total %s", len(lines), total, len(explained), r.School(i).Total)
	}
	for k, e := range explained {
		if (engine.LineAmount{Tariff: e.Tariff, Status: e.Status, Quantity: e.Quantity, Amount: e.Amount}) != lines[k] {
			t.Fatalf("line %+v, explained as %+v", lines[k], e)
		}
	}
}

// checkUsage holds the usage of a tariff against that of each school, and both against the lines.
func checkUsage(t *rapid.T, r *engine.Result, j int) {
	tariff := r.Year().Charter.Tariffs[j]
	all, ok := r.Usage(j)
	if ok != (tariff.Basis == engine.PerActivePupil && !tariff.Disabled) {
		t.Fatalf("tariff %s has a usage: %v", tariff.ID, ok)
	}
	if !ok {
		return
	}
	sum := engine.Usage{Tariff: tariff}
	buckets := map[int64]int64{}
	concerned := r.AppendConcerned(nil, j)
	for i := range r.Year().Schools {
		u, ok := r.SchoolUsage(i, j)
		line, has := r.Line(i, j)
		if slices.Contains(concerned, int32(i)) != has {
			t.Fatalf("school %d has a line: %v, concerned: %v", i, has, concerned)
		}
		if ok != has || ok && (u.Billed != line.Quantity || u.Amount != line.Amount || u.Known+u.Unknown != 1) {
			t.Fatalf("school %d: usage %+v (%v), line %+v (%v)", i, u, ok, line, has)
		}
		sum.Observed, sum.Above, sum.Pupils = sum.Observed+u.Observed, sum.Above+u.Above, sum.Pupils+u.Pupils
		sum.Billed, sum.Assumed, sum.Amount = sum.Billed+u.Billed, sum.Assumed+u.Assumed, sum.Amount+u.Amount
		sum.Known, sum.Unknown = sum.Known+u.Known, sum.Unknown+u.Unknown
		for _, b := range u.Buckets {
			buckets[b.Minutes] += b.Pupils
		}
	}
	var above, seen int64
	for k, b := range all.Buckets {
		if k > 0 && all.Buckets[k-1].Minutes >= b.Minutes || buckets[b.Minutes] != b.Pupils {
			t.Fatalf("bucket %d of %v, by school %v", k, all.Buckets, buckets)
		}
		seen += b.Pupils
		if b.Minutes > tariff.Threshold.Value {
			above += b.Pupils
		}
	}
	if len(buckets) != len(all.Buckets) || above != all.Above || seen > all.Observed || all.Amount != r.Tariff(j).Total {
		t.Fatalf("usage %+v, buckets by school %v, tariff %s", all, buckets, r.Tariff(j).Total)
	}
	sum.Buckets = all.Buckets
	if !reflect.DeepEqual(all, sum) {
		t.Fatalf("usage %+v, by school %+v", all, sum)
	}
}
