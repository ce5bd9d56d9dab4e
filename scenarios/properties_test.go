package scenarios_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"quotepart/engine"
	. "quotepart/scenarios"
)

// Whatever is applied, the year given and the years made before stay what they were, and a year that is accepted is sound.
func TestYearsAreNeverAltered(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		years := []*engine.Year{randomYear(t)}
		var before []*engine.Year
		for range rapid.IntRange(1, 8).Draw(t, "steps") {
			before = append(before, deepCopy(years[len(years)-1]))
			from := rapid.SampledFrom(years).Draw(t, "from")
			var changes []Change
			for range rapid.IntRange(1, 3).Draw(t, "changes") {
				changes = append(changes, randomChange(t, from))
			}
			next, err := Apply(from, changes)
			if err != nil {
				next = from
			}
			for i := range before {
				same(t, fmt.Sprintf("year %d after %s", i, texts(changes)), years[i], before[i])
			}
			for _, p := range next.Check() {
				if p.Severity == engine.Error && p.Address != "schools/"+lastPart(p.Address) {
					t.Fatalf("%s accepted: %s: %v", texts(changes), p.Address, p.Fault)
				}
			}
			if _, err := engine.Compute(next); err != nil && err != engine.ErrOverflow {
				t.Fatalf("%s accepted: %v", texts(changes), err)
			}
			ordered(t, next)
			years = append(years, next)
		}
	})
}

// lastPart is the UAI of a problem with the UAI itself: a made-up one needs no right letter.
func lastPart(address string) string { return address[max(0, len(address)-8):] }

// A set and its inverse give the same year and the same result, byte for byte.
func TestSetAndInverse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		y := randomYear(t)
		forth := randomSet(t, y)
		back := Change{Op: Set, Address: forth.Address, Value: lookup(t, y, forth.Address).Value}
		if forth.Address.Field == "from" {
			// The address moves with the band: a start that no other band has.
			forth.Value = "123456"
			back.Address.Band = forth.Value
		}
		got := apply(t, y, forth, back)
		if g, w := describeYear(got), describeYear(y); g != w {
			t.Fatalf("%s, then %s\n%s", forth, back, firstDifference(g, w))
		}
		sameResult(t, forth.String(), compute(t, got), compute(t, y))

		there, err := Apply(y, []Change{forth})
		if err == nil {
			sameResult(t, forth.String()+" in two steps", compute(t, apply(t, there, back)), compute(t, y))
		}
	})
}

// What is added and removed again leaves nothing behind.
func TestAddAndRemove(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		y := randomYear(t)
		add := randomAdd(t, y)
		if len(y.Schools) > 0 && rapid.Bool().Draw(t, "a bucket") {
			uai := rapid.SampledFrom(y.Schools).Draw(t, "school").UAI
			add = read(t, "add usage/"+uai+"/labomep/45 with pupils: 3")[0]
		}
		got := apply(t, y, add, Change{Op: Remove, Address: add.Address})
		if g, w := describeYear(got), describeYear(y); g != w {
			t.Fatalf("%s, and removed\n%s", add, firstDifference(g, w))
		}
	})
}

// A stored school that is removed and added again with what it had is the same, down to the pupils its usage is observed among.
func TestRemoveAndAddAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		y := randomYear(t)
		if len(y.Schools) == 0 {
			return
		}
		s := rapid.SampledFrom(y.Schools).Draw(t, "school")
		changes := []Change{{Op: Remove, Address: Address{Collection: InSchools, ID: s.UAI}}}
		add := Change{Op: Add, Address: changes[0].Address}
		for _, f := range SchoolFields {
			add.With = append(add.With, Value{Field: f.Name, Value: f.Get(s)})
		}
		changes = append(changes, add)
		for _, u := range s.Usage {
			for _, b := range u.Buckets {
				changes = append(changes, Change{Op: Add, With: []Value{{Field: "pupils", Value: fmt.Sprint(b.Pupils)}},
					Address: Address{Collection: InUsage, ID: s.UAI, Tool: u.Tool, Minutes: fmt.Sprint(b.Minutes)}})
			}
		}
		got := apply(t, y, changes...)
		if again := got.Schools[got.School(s.UAI)]; again.Stored != s.Stored {
			t.Fatalf("%s: observed among %d, was %d", s.UAI, again.Stored, s.Stored)
		}
		sameResult(t, "the result", compute(t, got), compute(t, y))
	})
}

// A what-if on the pupils leaves the profile of usage alone.
func TestWhatIfKeepsTheProfile(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		y := randomYear(t)
		if len(y.Schools) == 0 {
			return
		}
		uai := rapid.SampledFrom(y.Schools).Draw(t, "school").UAI
		got := apply(t, y, set(t, "schools/"+uai+"/pupils", fmt.Sprint(rapid.Int64Range(0, 2000).Draw(t, "pupils"))))
		was, is := *y.Schools[y.School(uai)], *got.Schools[got.School(uai)]
		was.Pupils = is.Pupils
		if fmt.Sprint(was) != fmt.Sprint(is) {
			t.Fatalf("more than the pupils changed: %+v, was %+v", is, was)
		}
	})
}

// Changes come back from JSON, and from their addresses, as they were.
func TestChangesRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		y := randomYear(t)
		var changes []Change
		for range rapid.IntRange(0, 5).Draw(t, "changes") {
			changes = append(changes, randomChange(t, y))
		}
		data, err := json.Marshal(changes)
		if err != nil {
			t.Fatal(err)
		}
		var back []Change
		if err := json.Unmarshal(data, &back); err != nil {
			t.Fatalf("%s: %v", data, err)
		}
		again, _ := json.Marshal(back)
		if string(again) != string(data) || texts(back) != texts(changes) {
			t.Fatalf("%s came back as %s", data, again)
		}
		for i, c := range changes {
			a, err := ParseAddress(c.Address.String())
			if err != nil || a != c.Address || back[i].Address != a {
				t.Fatalf("%s came back as %s (%v)", c.Address, a, err)
			}
		}
		first, err1 := Apply(y, changes)
		second, err2 := Apply(y, back)
		if (err1 == nil) != (err2 == nil) || err1 != nil && err1.Error() != err2.Error() {
			t.Fatalf("%v, and read again %v", err1, err2)
		}
		if err1 == nil {
			same(t, "the year", second, first)
		}
	})
}

// Applying in one go is applying one after the other, where each step is accepted.
func TestOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		stored := randomYear(t)
		year := stored
		var done []Change
		for range rapid.IntRange(1, 6).Draw(t, "changes") {
			c := randomChange(t, year)
			if c.Op == Add && c.Address.Collection == InSchools && stored.School(c.Address.ID) >= 0 {
				continue // only the stored year knows the pupils among whom its usage was observed
			}
			next, err := Apply(year, []Change{c})
			if err != nil {
				continue
			}
			year, done = next, append(done, c)
		}
		got := apply(t, stored, done...)
		if g, w := describeYear(got), describeYear(year); g != w {
			t.Fatalf("%s\n%s", texts(done), firstDifference(g, w))
		}
	})
}
