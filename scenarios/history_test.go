package scenarios

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"quotepart/engine/enginetest"
	"quotepart/engine/lang"
)

// told is a history in one line: revision, name and what happened.
func told(list []Version) string {
	var out []string
	for _, v := range list {
		out = append(out, fmt.Sprintf("%d %s %s", v.Revision, v.Name, v.Event().EN))
	}
	return strings.Join(out, "; ")
}

func version(revision uint64, name, from string) Version {
	return Version{Scenario: Scenario{Name: name, Note: fmt.Sprint(revision)}, Revision: revision, From: from}
}

func gone(revision uint64, name, to string) Version {
	return Version{Scenario: Scenario{Name: name}, Revision: revision, Deleted: true, To: to}
}

// A history follows a scenario through its names, there and back, and through its deletions.
func TestHistoryFollowsNames(t *testing.T) {
	kept := map[string][]Version{
		"A":     {version(1, "A", ""), gone(5, "A", "B"), version(7, "A", "B"), version(8, "A", "")},
		"B":     {version(1, "B", ""), gone(3, "B", ""), version(5, "B", "A"), gone(7, "B", "A")},
		"other": {version(1, "other", ""), version(6, "other", "")},
	}
	of := func(name string) ([]Version, error) { return kept[name], nil }
	for name, want := range map[string]string{
		"A":       `8 A saved; 7 A renamed, before: "B"; 5 B renamed, before: "A"; 3 B deleted; 1 A saved; 1 B saved`,
		"B":       `7 B renamed to "A"; 5 B renamed, before: "A"; 3 B deleted; 1 B saved; 1 A saved`,
		"other":   `6 other saved; 1 other saved`,
		"nowhere": ``,
	} {
		list, err := History(name, of)
		if err != nil {
			t.Fatal(err)
		}
		if got := told(list); got != want {
			t.Errorf("%s\ngot  %s\nwant %s", name, got, want)
		}
	}
	list, _ := History("A", of)
	if v, ok := VersionAt(list, "A", 3); !ok || v.Name != "B" || v.Note != "1" {
		t.Errorf("a deletion holds what was deleted: %+v", v)
	}
	for _, name := range []string{"A", "B"} {
		if v, ok := VersionAt(list, name, 1); !ok || v.Name != name {
			t.Errorf("revision 1 of %s is %+v", name, v)
		}
	}
	if _, ok := VersionAt(list, "A", 99); ok {
		t.Error("there is no revision 99")
	}
	broken := errors.New("broken")
	if _, err := History("A", func(string) ([]Version, error) { return nil, broken }); !errors.Is(err, broken) {
		t.Error(err)
	}
}

func TestDifferences(t *testing.T) {
	y := enginetest.BigYear(3, 2)
	set := func(address, value string) Change {
		c, err := NewSet(address, value)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	uai := "schools/" + y.Schools[0].UAI
	six, seven := set(uai+"/pupils", "600"), set(uai+"/pupils", "700")
	scale, err := NewScale("schools/*/pupils", "2")
	if err != nil {
		t.Fatal(err)
	}
	off := six
	off.Off = true
	of := func(note string, changes ...Change) Version {
		return Version{Scenario: Scenario{Note: note, Changes: changes}}
	}
	for name, test := range map[string]struct {
		before, after Version
		want          []string // how each line starts
	}{
		"nothing":       {of("n", six), of("n", six), nil},
		"another value": {of("", six), of("", seven), []string{"Pupils, " + y.Schools[0].Name + ": 600 → 700"}},
		"the other":     {of("", six), of("", scale), []string{"+ Pupils × 2", "− Pupils"}},
		"gone and new":  {of("", set("schools/0809999X/pupils", "1")), of("", set("schools/0809999X/pupils", "2")), []string{"+ ", "− "}},
		"switched off":  {of("", six), of("", off), []string{"+ (off) Pupils", "− Pupils"}},
		"one more":      {of("", six), of("", six, scale), []string{"+ Pupils × 2"}},
		"once less":     {of("", six, scale, six), of("", six, scale), []string{"− Pupils"}},
		"order":         {of("", six, scale), of("", scale, six), []string{"the same changes in another order"}},
		"note":          {of("a"), of("b"), []string{`note: "a" → "b"`}},
		"a note":        {of(""), of("b"), []string{`+ note: "b"`}},
		"no note":       {of("a"), of(""), []string{`− note: "a"`}},
	} {
		var got []string
		for _, d := range Differences(y, test.before, test.after) {
			got = append(got, d.In(lang.EN))
		}
		if !slices.EqualFunc(got, test.want, strings.HasPrefix) {
			t.Errorf("%s: got %q, want %q", name, got, test.want)
		}
	}
}
