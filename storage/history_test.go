package storage

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"quotepart/scenarios"
)

// told is a history as text: who did what, and the note of each version.
func told(t testing.TB, s *Store, name string) string {
	t.Helper()
	list, err := s.History(demoID, name)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for i, v := range list {
		if v.At.IsZero() || v.Revision == 0 || i > 0 && v.Revision >= list[i-1].Revision {
			t.Errorf("%+v has no time, or not its place", v)
		}
		out = append(out, fmt.Sprintf("%s: %s %s (%s)", v.Author, v.Name, v.Event().EN, v.Note))
	}
	return strings.Join(out, "\n")
}

func wantHistory(t testing.TB, s *Store, name string, want ...string) {
	t.Helper()
	if got := told(t, s, name); got != strings.Join(want, "\n") {
		t.Errorf("the history of %s is\n%s\nwant\n%s", name, got, strings.Join(want, "\n"))
	}
}

func save(t testing.TB, s *Store, name, note, author string) {
	t.Helper()
	if err := keep(s, demoID, scenarios.Scenario{Name: name, Note: note, Changes: scenario(t, "", "year/basis=paid").Changes}, author); err != nil {
		t.Fatal(err)
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// What a save, a rename, a deletion or an import took the place of is all in the history, after a restart too.
func TestHistoryKeepsAll(t *testing.T) {
	s := imported(t, demoDossier(t))
	save(t, s, "ham", "un", "anne")
	save(t, s, "ham", "deux", "paul")
	must(t, rename(s, demoID, "ham", scenarios.Scenario{Name: "Ham", Note: "trois"}, "anne"))
	save(t, s, "Ham/été", "ailleurs", "anne") // a name that goes on behind a slash has a history of its own
	must(t, take(s, demoID, "Ham/été", "anne"))
	must(t, take(s, demoID, "Ham", "paul"))
	save(t, s, "Ham", "quatre", "anne")

	other := demoDossier(t)
	other.Year.Label = "Budget voté"
	other.Scenarios = append(other.Scenarios, scenarios.Scenario{Name: "Ham", Note: "importé"})
	if _, err := s.Import(other, lead("jeanne"), true); err != nil {
		t.Fatal(err)
	}
	shut(t, s)
	s = open(t, s.Dir())
	wantHistory(t, s, "Ham",
		"jeanne: Ham saved (importé)", "anne: Ham saved (quatre)", "paul: Ham deleted (trois)",
		`anne: Ham renamed, before: "ham" (trois)`, "paul: ham saved (deux)", "anne: ham saved (un)")
	wantHistory(t, s, "ham", `anne: ham renamed to "Ham" (deux)`, "paul: ham saved (deux)", "anne: ham saved (un)")
	wantHistory(t, s, "Ham/été", "anne: Ham/été deleted (ailleurs)", "anne: Ham/été saved (ailleurs)")
	gone, err := s.Deleted(demoID)
	if err != nil || len(gone) != 1 || gone[0].Name != "Ham/été" || gone[0].Author != "anne" || len(gone[0].Changes) != 1 {
		t.Errorf("deleted: %+v, %v", gone, err)
	}
}

func TestHistoryOfNothing(t *testing.T) {
	s := imported(t, demoDossier(t))
	save(t, s, "fin-du-feder", "", "anne")
	must(t, take(s, demoID, "fin-du-feder", "anne"))
	_, err := s.History(demoID, "fin-du-fdeer")
	wantFault(t, err, ErrNotFound, "fin-du-fdeer", "fin-du-feder") // also where it was deleted
	_, err = s.History("2024", "x")
	wantFault(t, err, ErrNotFound, "2024")
	_, err = s.Deleted("2024")
	wantFault(t, err, ErrNotFound, "2024")
	wantFault(t, rename(s, demoID, "nulle part", scenario(t, "x"), "anne"), ErrNotFound, "nulle part")
	if err := rename(s, demoID, "Fin du FEDER", scenario(t, ""), "anne"); err == nil {
		t.Error("renamed to nothing")
	}
	if _, err := s.Scenario(demoID, "Fin du FEDER"); err != nil {
		t.Error("a refused rename took it away:", err)
	}
}

// Nothing is ever lost: whatever is saved, renamed, deleted, imported or restarted, each version that once counted is in the
// history of the name that its scenario has now, or had last.
func TestNothingLeavesTheHistory(t *testing.T) {
	d := demoDossier(t)
	d.Scenarios = nil
	s := imported(t, d)
	n := 0
	rapid.Check(t, func(r *rapid.T) {
		prefix := fmt.Sprintf("%d-", n) // names of this run alone
		name := rapid.SampledFrom([]string{"a", "a/b", "été"})
		draw := func(label string) string { return prefix + name.Draw(r, label) }
		kept := map[string][]string{} // by current or last name, the notes of all its versions
		there := map[string]bool{}
		note := func() string { n++; return fmt.Sprint(n) }
		r.Repeat(map[string]func(*rapid.T){
			"save": func(r *rapid.T) {
				name, note := draw("name"), note()
				save(t, s, name, note, "anne")
				kept[name], there[name] = append(kept[name], note), true
			},
			"import": func(r *rapid.T) {
				if rapid.IntRange(0, 3).Draw(r, "one in four") > 0 {
					r.Skip("not this time")
				}
				name, note := draw("name"), note()
				d.Scenarios = []scenarios.Scenario{{Name: name, Note: note}}
				if _, err := s.Import(d, lead("anne"), true); err != nil {
					r.Fatal(err)
				}
				kept[name], there[name] = append(kept[name], note), true
			},
			"delete": func(r *rapid.T) {
				name := draw("name")
				if err := take(s, demoID, name, "anne"); (err == nil) != there[name] {
					r.Fatal(err)
				}
				there[name] = false
			},
			"rename": func(r *rapid.T) {
				from, to, note := draw("from"), draw("to"), note()
				if from == to {
					r.Skip("the same name")
				}
				err := rename(s, demoID, from, scenarios.Scenario{Name: to, Note: note}, "anne")
				if (err == nil) != (there[from] && !there[to]) {
					r.Fatal(err)
				}
				if err == nil {
					kept[to] = append(append(kept[to], kept[from]...), note)
					there[from], there[to] = false, true
				}
			},
			"restart": func(r *rapid.T) {
				if rapid.IntRange(0, 9).Draw(r, "one in ten") > 0 {
					r.Skip("not this time")
				}
				shut(t, s)
				s = open(t, s.Dir())
			},
			"": func(r *rapid.T) {
				for name, notes := range kept {
					list, err := s.History(demoID, name)
					if err != nil {
						r.Fatal(err)
					}
					if list[0].Deleted == there[name] {
						r.Fatalf("%s starts with %+v", name, list[0])
					}
					for _, note := range notes {
						if !slices.ContainsFunc(list, func(v scenarios.Version) bool { return !v.Deleted && v.Note == note }) {
							r.Fatalf("version %s of %s is lost: %+v", note, name, list)
						}
					}
				}
			},
		})
		n++
	})
}
