package storage

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"quotepart/scenarios"
)

// Many small records are far larger in the index than in the journal: it is made again of them all the same.
func TestManySmallRecordsAreIndexedAgain(t *testing.T) {
	s := imported(t, demoDossier(t))
	d := demoDossier(t)
	for i := range 1200 {
		d.Scenarios = append(d.Scenarios, scenarios.Scenario{Name: fmt.Sprint(i)})
	}
	if _, err := s.Import(d, lead("anne"), true); err != nil {
		t.Fatal(err)
	}
	for range 5 {
		must(t, s.DeleteYear(demoID, lead("anne")))
		if _, err := s.RestoreYear(demoID, s.Revision()-1, lead("anne")); err != nil {
			t.Fatal(err)
		}
	}
	want, err := contents(s)
	must(t, err)
	shut(t, s)
	must(t, os.RemoveAll(filepath.Join(s.home, indexName)))
	s = open(t, s.Dir())
	if got, err := contents(s); err != nil || got != want {
		t.Error("the store is not what it was", err)
	}
}

// What was saved one by one can be taken away and brought back at once, however much it is.
func TestLargeYearComesBack(t *testing.T) {
	s := imported(t, demoDossier(t))
	note := strings.Repeat("x", 400<<10)
	for i := range 12 {
		must(t, keep(s, demoID, scenarios.Scenario{Name: fmt.Sprint(i), Note: note}, "anne"))
	}
	must(t, s.DeleteYear(demoID, lead("paul")))
	if _, err := s.RestoreYear(demoID, s.Revision()-1, lead("paul")); err != nil {
		t.Fatal(err)
	}
	list, err := s.Scenarios(demoID)
	if err != nil || len(list) != 12+len(demoDossier(t).Scenarios) || list[0].Note != note {
		t.Errorf("%d scenarios came back, %v", len(list), err)
	}
	want, err := contents(s)
	must(t, err)
	shut(t, s)
	s = open(t, s.Dir())
	wantNotice(t, s)
	shut(t, s)
	must(t, os.RemoveAll(filepath.Join(s.home, indexName)))
	s = open(t, s.Dir())
	if got, err := contents(s); err != nil || got != want {
		t.Error("the store is not what it was", err)
	}
}

// What the index could not take, or would take otherwise than the journal, is refused before the journal has it.
func TestRefusedBeforeTheJournal(t *testing.T) {
	s := imported(t, demoDossier(t))
	before := s.Revision()
	for name, do := range map[string]func() error{
		"long author": func() error {
			return keep(s, demoID, scenarios.Scenario{Name: "a"}, strings.Repeat("<", 300<<10))
		},
		"no UTF-8": func() error { return s.Mark(demoID, "a\xff", "vu", lead("anne")) },
		"a zero":   func() error { return s.Mark(demoID, "a\x00b", "vu", lead("anne")) },
	} {
		err := do()
		if err == nil || !errors.Is(err, ErrTooLarge) {
			t.Errorf("%s: %v", name, err)
		} else {
			wantSaid(t, err)
		}
	}
	if s.Revision() != before {
		t.Error("the journal has some of it")
	}
	shut(t, s)
	s = open(t, s.Dir())
	wantNotice(t, s)
}
