package engine_test

import (
	"fmt"
	"strings"
	"testing"

	"quotepart/engine"
	"quotepart/engine/enginetest"
	"quotepart/engine/lang"
)

// yearOf makes a year of one member and one tariff, with charges that no contribution reaches.
func yearOf(t *engine.Tariff, schools ...*engine.School) *engine.Year {
	return &engine.Year{
		ID: "2020-2021", Label: "Année scolaire 2020-2021", Start: 20200901, End: 20210831, Basis: engine.Planned,
		Charter: &engine.Charter{ID: "test", Tariffs: []*engine.Tariff{t}},
		Members: []*engine.Member{{ID: "dep", Name: "Département", Kind: engine.Departement, Transmitted: 20140720}},
		Schools: schools,
		Charges: []*engine.Charge{{ID: "marché", Category: engine.Platform, Level: engine.College, Planned: cents("5000000"), Paid: cents("4000000")}},
	}
}

// collegeOf makes the n-th college, of the member dep.
func collegeOf(n int, pupils int64) *engine.School {
	return &engine.School{UAI: uai(n), Name: fmt.Sprintf("Collège %d", n), Level: engine.College, Town: "Ham", Member: "dep",
		Pupils: pupils, Stored: pupils, Access: 20140901}
}

// collegesOf makes one for each pupil count, in the order of their UAI.
func collegesOf(pupils ...int64) []*engine.School {
	var all []*engine.School
	for i, p := range pupils {
		all = append(all, collegeOf(i+1, p))
	}
	return all
}

func uai(n int) string {
	digits := fmt.Sprintf("080%04d", n)
	letter, _ := engine.UAILetter(digits)
	return digits + string(letter)
}

// tariff2014 is a tariff of the built-in charter, to be changed freely.
func tariff2014(id string) *engine.Tariff {
	for _, t := range enginetest.Charter2014().Tariffs {
		if t.ID == id {
			return t
		}
	}
	panic("no tariff " + id)
}

func price(s string) engine.Opt[engine.Price] { return engine.Some(parsed(engine.ParsePrice, s)) }
func cents(s string) engine.Opt[engine.Cents] { return engine.Some(parsed(engine.ParseCents, s)) }
func percent(s string) engine.Percent         { return parsed(engine.ParsePercent, s) }

func parsed[T any](parse func(string) (T, error), s string) T {
	v, err := parse(s)
	if err != nil {
		panic(err)
	}
	return v
}

// computed is the result of a year that must be sound, and agree with the reference.
func computed(t *testing.T, y *engine.Year) *engine.Result {
	t.Helper()
	for _, p := range y.Check() {
		if p.Severity == engine.Error {
			t.Fatalf("%s: %v", p.Address, p.Fault)
		}
	}
	r, err := engine.Compute(y)
	if err != nil {
		t.Fatal(err)
	}
	holdAgainst(t, y, refer(y))
	return r
}

// shown is the lines of the only tariff, school by school: "quantity: amount", or the status of a line that is not there.
func shown(r *engine.Result) []string {
	var all []string
	for i := range r.Year().Schools {
		for _, l := range r.Lines(i) {
			if l.Status.HasLine() {
				all = append(all, fmt.Sprintf("%d: %s", l.Quantity, l.Amount))
			} else {
				all = append(all, statusNames[l.Status])
			}
		}
		if reason := r.School(i).Reason; reason != engine.Counted {
			all = append(all, string(reason))
		}
	}
	return all
}

var statusNames = map[engine.Status]string{
	engine.BandMissing: "no band", engine.ClassesMissing: "classes missing", engine.Unshared: "unshared",
}

// noticed is the notices as "severity code subject".
func noticed(r *engine.Result) []string {
	var all []string
	for _, n := range r.Notices() {
		all = append(all, fmt.Sprintf("%s %s %s", n.Severity, n.Code, n.Subject))
	}
	return all
}

// wantFault wants a Fault with a way to mend it, whose English wording holds a text.
func wantFault(t *testing.T, what string, err error, text string) {
	t.Helper()
	f, ok := err.(*lang.Fault)
	if !ok {
		t.Errorf("%q: got %v, want a fault: %s", what, err, text)
		return
	}
	if got := f.In(lang.EN); !strings.Contains(got, text) || f.Mend.IsZero() {
		t.Errorf("%q: got %q, want %q and how to mend it", what, got, text)
	}
}
