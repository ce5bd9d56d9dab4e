package storage

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"

	"quotepart/scenarios"
)

func TestSavedScenario(t *testing.T) {
	s := imported(t, demoDossier(t))
	want := scenario(t, `Ouverture d'un "collège" à Ham / été`, "year/basis=paid")
	for _, c := range demoDossier(t).Scenarios {
		want.Changes = append(want.Changes, c.Changes...)
	}
	if err := keep(s, demoID, want, "anne"); err != nil {
		t.Fatal(err)
	}
	first, err := s.Scenario(demoID, want.Name)
	if err != nil {
		t.Fatal(err)
	}
	if !equalScenarios(first.Scenario, want) || first.Author != "anne" || first.Year != demoID || first.Saved.IsZero() {
		t.Errorf("%+v", first)
	}
	want.Note = ""
	if err := keep(s, demoID, want, "paul"); err != nil {
		t.Fatal(err)
	}
	second, err := s.Scenario(demoID, want.Name)
	if err != nil {
		t.Fatal(err)
	}
	if second.Note != "" || second.Author != "paul" || second.Revision != first.Revision+1 {
		t.Errorf("%+v after %+v", second, first)
	}
}

func TestUnknownScenario(t *testing.T) {
	s := imported(t, demoDossier(t))
	if err := keep(s, demoID, scenario(t, "fin-du-feder"), "anne"); err != nil {
		t.Fatal(err)
	}
	_, err := s.Scenario(demoID, "fin-du-fdeer")
	wantFault(t, err, ErrNotFound, "fin-du-fdeer", "fin-du-feder")
	wantFault(t, take(s, demoID, "fin-du-fdeer", "anne"), ErrNotFound, "fin-du-feder")
	if err := take(s, demoID, "fin-du-feder", "anne"); err != nil {
		t.Fatal(err)
	}
	wantFault(t, take(s, demoID, "fin-du-feder", "anne"), ErrNotFound)
}

func TestScenariosThatCannotBeSaved(t *testing.T) {
	s := imported(t, demoDossier(t))
	before, _ := s.Scenarios(demoID)
	red, err := scenarios.NewSet("schools/0800002T/name", "\x1b[31m") // which no way in gives
	if err != nil {
		t.Fatal(err)
	}
	for name, sc := range map[string]scenarios.Scenario{
		"no name":       scenario(t, ""),
		"not UTF-8":     scenario(t, "a\xff"),
		"control":       scenario(t, "a\x00b"),
		"turns":         scenario(t, "a\u202eb"),
		"zero width":    scenario(t, "a\u200bb"),
		"value control": {Name: "a", Changes: []scenarios.Change{red}},
	} {
		if err := keep(s, demoID, sc, "anne"); err == nil {
			t.Error(name, "was saved")
		}
	}
	if err := keep(s, demoID, scenario(t, strings.Repeat("é", 101)), "anne"); err == nil || !strings.Contains(err.Error(), "more than 100 characters") {
		t.Errorf("a name of 101 characters: %v", err)
	}
	if err := keep(s, demoID, scenario(t, strings.Repeat("é", 100)), "anne"); err != nil {
		t.Error(err)
	}
	large := slices.Repeat(scenario(t, "x", "schools/0800002T/name="+strings.Repeat("x", 6_000)).Changes, 100)
	wantFault(t, keep(s, demoID, scenarios.Scenario{Name: "x", Changes: large}, "anne"), ErrTooLarge, "512", "scale")
	if after, _ := s.Scenarios(demoID); len(after) != len(before)+1 {
		t.Errorf("%d scenarios, then %d", len(before), len(after))
	}
}

func TestDraft(t *testing.T) {
	s := imported(t, demoDossier(t))
	wantDraft := func(want []scenarios.Change) {
		t.Helper()
		got, err := s.Draft(demoID, "anne")
		if err != nil {
			t.Fatal(err)
		}
		if !equalScenarios(scenarios.Scenario{Changes: got.Changes}, scenarios.Scenario{Changes: want}) {
			t.Errorf("got %v, want %v", got.Changes, want)
		}
	}
	wantDraft(nil)
	one := scenario(t, "", "year/basis=paid", "schools/0800002T/pupils=760").Changes
	if err := s.SaveDraft(demoID, scenarios.Draft{Changes: one}, "anne"); err != nil {
		t.Fatal(err)
	}
	wantDraft(one)
	if err := s.SaveDraft(demoID, scenarios.Draft{Changes: one[:1]}, "anne"); err != nil {
		t.Fatal(err)
	}
	shut(t, s)
	s = open(t, s.Dir())
	wantDraft(one[:1])
	if d, _ := s.Draft(demoID, "anne"); d.Author != "anne" || d.Saved.IsZero() {
		t.Errorf("%+v", d)
	}
	if err := s.SaveDraft(demoID, scenarios.Draft{}, "anne"); err != nil {
		t.Fatal(err)
	}
	wantDraft(nil)
	if err := s.DropDraft(demoID, "anne"); err != nil {
		t.Fatal(err)
	}
}

// Readers see one whole state, whatever is written meanwhile: the year is always one of the two, never a mixture.
func TestReadersBesideAWriter(t *testing.T) {
	a, b := demoDossier(t), demoDossier(t)
	a.Scenarios, b.Scenarios = nil, nil
	b.Year.Label = "Budget voté"
	s := imported(t, a)
	want := []map[string]string{text(t, a), text(t, b)}
	done := make(chan struct{})
	var readers sync.WaitGroup
	for range 3 {
		readers.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
				}
				got, err := s.Year(demoID)
				if err != nil {
					t.Error(err)
					return
				}
				got.Scenarios = nil
				files, err := textOf(got)
				if err != nil || !maps.Equal(files, want[0]) && !maps.Equal(files, want[1]) {
					t.Error("a mixture of two years was read:", err)
				}
			}
		})
	}
	for i := range 12 {
		if _, err := s.Import([]*scenarios.Dossier{b, a}[i%2], lead("anne"), true); err != nil {
			t.Error(err)
		}
		if err := keep(s, demoID, scenario(t, fmt.Sprint("s", i)), "paul"); err != nil {
			t.Error(err)
		}
	}
	close(done)
	readers.Wait()
}
