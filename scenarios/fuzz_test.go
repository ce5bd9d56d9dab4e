package scenarios_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"quotepart/engine"
	"quotepart/engine/lang"
	. "quotepart/scenarios"
)

func FuzzParseAddress(f *testing.F) {
	for _, s := range faults {
		for line := range strings.Lines(s.changes) {
			if words := strings.Fields(line); len(words) > 1 {
				f.Add(words[1])
			}
		}
	}
	f.Add("schools/*[name=A/B [c] = d]/pupils")
	f.Fuzz(func(t *testing.T, text string) {
		a, err := ParseAddress(text)
		if err != nil {
			isFault(t, text, err)
			return
		}
		again, err := ParseAddress(a.String())
		if err != nil || again != a {
			t.Fatalf("%q is %+v, and its text %q is %+v (%v)", text, a, a.String(), again, err)
		}
		if _, err := Lookup(smallYear(), a); err != nil {
			isFault(t, text, err)
		}
	})
}

func FuzzParseAssignment(f *testing.F) {
	for _, s := range []string{"schools/0800001S/pupils=760", "members/cc-val/name=a=b[c]=d", "schools/*[level=college]/pupils=1,02", "year/label=", "=", "usage/*/maxicours/60=.5", "schools/*[name=a]=b]/pupils=2"} {
		f.Add(s, true)
		f.Add(s, false)
	}
	f.Fuzz(func(t *testing.T, text string, scale bool) {
		op := Set
		if scale {
			op = Scale
		}
		c, err := ParseAssignment(op, text)
		if err != nil {
			isFault(t, text, err)
			return
		}
		if c.Op != op {
			t.Fatalf("%q is %s", text, c)
		}
		again, err := ParseAssignment(op, c.Address.String()+"="+map[bool]string{true: c.Factor.String(), false: c.Value}[scale])
		if err != nil || again.String() != c.String() {
			t.Fatalf("%q is %s, and written again %s (%v)", text, c, again, err)
		}
		tryApply(t, []Change{c})
	})
}

func FuzzChangeJSON(f *testing.F) {
	for _, s := range []string{`[{"set":"schools/0800001S/pupils","to":"760"}]`, `[{"scale":"tariffs/*/price","by":"1.02"},{"remove":"charges/plateforme"}]`,
		`[{"add":"members/x","with":[["name","X"],["kind","epci"]]}]`, `[{"set":"year/basis","to":null}]`, `[null]`, `[{"add":"members/x","with":[["name"]]}]`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var changes []Change
		if err := json.Unmarshal(data, &changes); err != nil {
			return // a Fault, or encoding/json's own
		}
		written, err := json.Marshal(changes)
		if err != nil {
			t.Fatal(err)
		}
		var back []Change
		if err := json.Unmarshal(written, &back); err != nil {
			t.Fatalf("%s is written %s, which is refused: %v", data, written, err)
		}
		if again, _ := json.Marshal(back); string(again) != string(written) || texts(back) != texts(changes) {
			t.Fatalf("%s came back as %s", written, again)
		}
		tryApply(t, changes)
	})
}

// FuzzApply applies any lines of changes to a small year.
func FuzzApply(f *testing.F) {
	for _, s := range faults {
		f.Add(s.changes)
	}
	for _, cases := range [][]applied{settings, scalings, addings, removals, onTheWay} {
		for _, c := range cases {
			f.Add(c.changes)
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		var changes []Change
		for line := range strings.Lines(text) {
			if len(changes) > 30 {
				break
			}
			if c, err := readChange(strings.TrimSuffix(line, "\n")); err != nil {
				isFault(t, line, err)
			} else {
				changes = append(changes, c)
			}
		}
		tryApply(t, changes)
	})
}

// tryApply applies changes that may be refused: with Faults alone, and never so that the year given is altered. What is
// accepted makes a sound year that can be computed, and comes back from JSON.
func tryApply(t *testing.T, changes []Change) {
	t.Helper()
	stored := smallYear()
	y, err := Apply(stored, changes)
	same(t, "the year given", stored, smallYear())
	if err != nil {
		var all ChangeErrors
		if !errors.As(err, &all) || len(all) == 0 || y != nil {
			t.Fatalf("%T %v", err, err)
		}
		for _, one := range all {
			isFault(t, one.Error(), one.Fault)
			for _, l := range []lang.Lang{lang.FR, lang.EN} {
				if one.In(l) == "" || one.Change == nil && one.Place == "" {
					t.Fatalf("an error without words or place: %+v", one)
				}
			}
		}
		return
	}
	ordered(t, y)
	for _, p := range y.Check() {
		if p.Severity == engine.Error && p.Address != "schools/"+lastPart(p.Address) {
			t.Fatalf("accepted: %s: %v", p.Address, p.Fault)
		}
	}
	if _, err := engine.Compute(y); err != nil && err != engine.ErrOverflow {
		t.Fatalf("accepted: %v", err)
	}
	if text := describeYear(y); !utf8.ValidString(text) {
		t.Fatalf("accepted: %q", text)
	}
	data, err := json.Marshal(changes)
	if err != nil {
		t.Fatal(err)
	}
	var back []Change
	if err := json.Unmarshal(data, &back); err != nil {
		t.Fatalf("%s: %v", data, err)
	}
	again, err := Apply(stored, back)
	if err != nil {
		t.Fatalf("%s: %v", data, err)
	}
	same(t, "the year after a round trip", again, y)
}
