package storage

import (
	"errors"
	"slices"
	"testing"

	"quotepart/engine"
	"quotepart/scenarios"
	"quotepart/storage/journal"
)

// What a role may not do is refused by the store itself, whoever calls it, and changes nothing; what it may do stands in the audit
// trail with the key.
func TestRolesAreKeptByTheStore(t *testing.T) {
	s := imported(t, demoDossier(t))
	sc := scenarios.Scenario{Name: "Essai"}
	if err := keep(s, demoID, sc, "anne"); err != nil {
		t.Fatal(err)
	}
	if err := s.Mark(demoID, "x", "vu", lead("anne")); err != nil {
		t.Fatal(err)
	}
	versions, err := s.YearHistory(demoID)
	if err != nil {
		t.Fatal(err)
	}
	first := versions[len(versions)-1].Revision
	saved, err := s.Scenario(demoID, sc.Name)
	if err != nil {
		t.Fatal(err)
	}
	based := saved.Revision
	other := demoDossier(t)
	other.Year.Label = "Autre"
	save := map[string]func(scenarios.Person) error{
		"save": func(by scenarios.Person) error {
			_, err := s.SaveScenario(demoID, scenarios.Scenario{Name: "Nouveau"}, 0, by)
			return err
		},
		"rename": func(by scenarios.Person) error {
			_, err := s.RenameScenario(demoID, sc.Name, scenarios.Scenario{Name: "Autre"}, based, by)
			return err
		},
		"restore":     func(by scenarios.Person) error { _, err := s.RestoreScenario(demoID, sc, based, by); return err },
		"delete":      func(by scenarios.Person) error { return s.DeleteScenario(demoID, sc.Name, based, by) },
		"import":      func(by scenarios.Person) error { _, err := s.Import(other, by, true); return err },
		"delete year": func(by scenarios.Person) error { return s.DeleteYear(demoID, by) },
		"restore year": func(by scenarios.Person) error {
			if _, err := s.Import(other, lead("anne"), true); err != nil {
				t.Fatal(err)
			}
			_, err := s.RestoreYear(demoID, first, by)
			return err
		},
		"issue": func(by scenarios.Person) error {
			_, _, err := s.IssueCalls(demoID, engine.Date(20260301), by)
			return err
		},
		"clock": s.AcceptClock,
	}
	check := map[string]func(scenarios.Person) error{
		"mark":   func(by scenarios.Person) error { return s.Mark(demoID, "y", "vu", by) },
		"unmark": func(by scenarios.Person) error { return s.Unmark(demoID, "x", by) },
	}
	for name, do := range save {
		for _, role := range []scenarios.Role{scenarios.Reader, scenarios.Finance} {
			wantRefused(t, s, name, do, role)
		}
	}
	for name, do := range check {
		wantRefused(t, s, name, do, scenarios.Reader)
		jeanne := scenarios.Person{Name: "jeanne", Key: "SHA256:abc", Role: scenarios.Finance}
		if err := do(jeanne); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		events, err := s.Events(0)
		if last := events[len(events)-1]; err != nil || last.By != jeanne.Name || last.Key != jeanne.Key || !slices.Contains([]journal.Verb{journal.Marked, journal.Unmarked}, last.Do) {
			t.Errorf("%s: the audit trail says %+v, %v", name, last, err)
		}
	}
}

func wantRefused(t *testing.T, s *Store, name string, do func(scenarios.Person) error, role scenarios.Role) {
	t.Helper()
	events := func() int {
		list, err := s.Events(0)
		if err != nil {
			t.Fatal(err)
		}
		return len(list)
	}
	if name == "restore year" { // it prepares something first
		_ = do(scenarios.Person{Role: role})
	}
	before := events()
	if err := do(scenarios.Person{Name: "paul", Role: role}); !errors.Is(err, ErrRole) {
		t.Errorf("%s as %s: %v, want ErrRole", name, role, err)
	}
	if after := events(); after != before {
		t.Errorf("%s as %s: %d lines of the journal became %d", name, role, before, after)
	}
}

// The role is asked before anything else: what could be refused for another reason, or has nothing to do, does not come to that.
func TestRoleIsAskedFirst(t *testing.T) {
	s := imported(t, demoDossier(t))
	other := demoDossier(t)
	other.Year.Label = "Autre"
	paul := scenarios.Person{Name: "paul", Role: scenarios.Finance}
	for name, do := range map[string]func() error{
		"an import that differs":  func() error { _, err := s.Import(other, paul, false); return err },
		"an import of the same":   func() error { _, err := s.Import(demoDossier(t), paul, false); return err },
		"calls of no year":        func() error { _, _, err := s.IssueCalls("2001-2002", engine.Date(20260301), paul); return err },
		"a year as it is already": func() error { _, err := s.RestoreYear(demoID, s.Revision(), paul); return err },
	} {
		if err := do(); !errors.Is(err, ErrRole) {
			t.Errorf("%s: %v, want ErrRole", name, err)
		}
	}
}
