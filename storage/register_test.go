package storage

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/dgraph-io/badger/v4"
	"pgregory.net/rapid"

	"quotepart/engine"
	"quotepart/engine/enginetest"
	"quotepart/scenarios"
	"quotepart/storage/journal"
)

// A call that was cancelled by an import and issued again stays cancelled, whatever is imported, restored, deleted or put back: the member
// is not called twice at the same time.
func TestCancelledStaysCancelled(t *testing.T) {
	for name, do := range map[string]func(t *testing.T, s *Store, d *scenarios.Dossier, before uint64, backup string) *Store{
		"left out of calls.csv": func(t *testing.T, s *Store, d *scenarios.Dossier, _ uint64, _ string) *Store {
			d.Calls = d.Calls[1:]
			importDossier(t, s, d, true, true)
			return s
		},
		"restored": func(t *testing.T, s *Store, _ *scenarios.Dossier, before uint64, _ string) *Store {
			_, err := s.RestoreYear(demoID, before, lead("anne"))
			must(t, err)
			return s
		},
		"deleted and imported": func(t *testing.T, s *Store, d *scenarios.Dossier, _ uint64, _ string) *Store {
			must(t, s.DeleteYear(demoID, lead("anne")))
			d.Calls = nil
			importDossier(t, s, d, false, true)
			return s
		},
		"a backup put back": func(t *testing.T, s *Store, _ *scenarios.Dossier, _ uint64, backup string) *Store {
			shut(t, s)
			r, err := Restore(s.Dir(), backup, "paul")
			if err != nil || len(r.Calls) != 2 || !strings.Contains(r.Calls[0].EN, "1 call(s) issued after") || !strings.Contains(r.Calls[1].FR, "gardent le statut") {
				t.Fatal(r, err)
			}
			return open(t, s.Dir())
		},
	} {
		t.Run(name, func(t *testing.T) {
			s, d, issued, _ := issuedStore(t)
			before := s.Revision()
			backup, _ := backedUp(t, s.Dir())
			d.Calls = slices.Clone(issued)
			d.Calls[0].Status = "annulé"
			cancelled := d.Calls[0]
			importDossier(t, s, d, true, true)
			again, _, err := s.IssueCalls(demoID, engine.Date(20261112), lead("anne"))
			if err != nil || len(again) != 1 || again[0].Member != issued[0].Member || again[0].Number == issued[0].Number {
				t.Fatal(again, err)
			}
			s = do(t, s, d, before, backup)
			got, err := s.Year(demoID)
			must(t, err)
			for _, c := range append(slices.Clone(issued[1:]), again[0], cancelled) {
				if !slices.Contains(got.Calls, c) {
					t.Errorf("%+v is not among the calls", c)
				}
			}
			if more, _, err := s.IssueCalls(demoID, engine.Date(20261212), lead("anne")); err != nil || len(more) > 0 {
				t.Error("called again:", more, err)
			}
			shut(t, s)
			wantSound(t, s.Dir())
		})
	}
}

// A dossier that gives the number of a call that was issued to another one is refused, and so is a version of the past.
func TestIssuedCallIsNotAnother(t *testing.T) {
	d := demoDossier(t)
	d.Scenarios, d.Calls = nil, d.Calls[:1]
	member := d.Calls[0].Member
	d.Calls[0].Number = demoID + "-0002"
	s := imported(t, d)
	numbered := s.Revision()
	d.Calls = []scenarios.Call{{Number: "T-1", Date: engine.Date(20260901), Member: member, Amount: 100, Status: "annulé"}}
	importDossier(t, s, d, true, true)
	issued, _, err := s.IssueCalls(demoID, engine.Date(20261012), lead("anne"))
	must(t, err)
	_, err = s.RestoreYear(demoID, numbered, lead("anne"))
	wantFault(t, err, ErrIssued, issued[1].Number, issued[1].Member, "cancelled")
	for what, change := range map[string]func(*scenarios.Call){
		"member": func(c *scenarios.Call) { c.Member = issued[3].Member },
		"amount": func(c *scenarios.Call) { c.Amount++ },
		"date":   func(c *scenarios.Call) { c.Date = engine.Date(20261013) },
	} {
		d.Calls = slices.Clone(issued)
		change(&d.Calls[2])
		_, err := s.Import(d, lead("anne"), true)
		wantFault(t, err, ErrIssued, demoID, issued[2].Number, issued[2].Member, "cancelled")
		if _, err := s.KeepDocuments(d); !errors.Is(err, ErrIssued) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

// Of a year with a damaged file, the documents that are whole stay with what replaces it; those that are not are named.
func TestDocumentsOfADamagedYear(t *testing.T) {
	for _, file := range []string{"schools.csv", "calls.csv"} {
		d := demoDossier(t)
		s := imported(t, d)
		must(t, s.view(func(txn *badger.Txn) error {
			y, _, err := findYear(txn, demoID)
			for _, f := range y.Files {
				if f.Name == file {
					err = errors.Join(err, os.Remove(s.objectPath(f.SHA256)))
				}
			}
			return err
		}))
		without := demoDossier(t)
		without.Calls, without.Invoices = nil, nil
		kept, err := s.KeepDocuments(without)
		must(t, err)
		if !slices.Equal(without.Invoices, d.Invoices) {
			t.Errorf("%s: %d invoices, not %d", file, len(without.Invoices), len(d.Invoices))
		}
		if file == "calls.csv" {
			if len(kept) != 2 || !strings.Contains(kept[0].FR, "calls.csv") || len(without.Calls) > 0 {
				t.Errorf("told: %v", kept)
			}
		} else if !slices.Equal(without.Calls, d.Calls) {
			t.Errorf("%s: %d calls, not %d", file, len(without.Calls), len(d.Calls))
		}
	}
}

// A year of a whole country: more calls than one value takes.
func TestIssueManyCalls(t *testing.T) {
	year := enginetest.BigYear(16000, 8000)
	s := open(t, t.TempDir())
	d := &scenarios.Dossier{Year: year}
	importDossier(t, s, d, false, true)
	path, _ := backedUp(t, s.Dir())
	issued, _, err := s.IssueCalls(year.ID, engine.Date(20261012), lead("anne"))
	if err != nil || len(issued) < 6500 {
		t.Fatal(len(issued), err)
	}
	if again, _, err := s.IssueCalls(year.ID, engine.Date(20261012), lead("anne")); err != nil || len(again) > 0 {
		t.Error("called twice:", len(again), err)
	}
	shut(t, s)
	if _, err := Restore(s.Dir(), path, "paul"); err != nil {
		t.Fatal(err)
	}
	s = open(t, s.Dir())
	if got, err := s.Year(year.ID); err != nil || !slices.Equal(got.Calls, issued) {
		t.Error(len(got.Calls), err)
	}
}

// The register of earlier versions, all in one entry or only the last number, is read on, and its numbers stay given after a restore.
func TestRegisterOfEarlierVersions(t *testing.T) {
	d := demoDossier(t)
	d.Calls, d.Scenarios = nil, nil
	s := imported(t, d)
	path, _ := backedUp(t, s.Dir())
	_, err := s.commit(act{lead("anne"), journal.Called}, 0, func(*badger.Txn) (command, error) {
		return command{set: []journal.Write{{Key: counterKey(demoID), Value: []byte(`{"last":7}`)}}}, nil
	})
	must(t, err)
	shut(t, s)
	r, err := Restore(s.Dir(), path, "paul")
	if err != nil || len(r.Calls) != 1 || !strings.Contains(r.Calls[0].EN, "compare with the accounts") {
		t.Fatal(r, err)
	}
	s = open(t, s.Dir())
	issued, _, err := s.IssueCalls(demoID, engine.Date(20261012), lead("anne"))
	if err != nil || issued[0].Number != demoID+"-0008" {
		t.Error(issued, err)
	}
}

// callMachine is a store with what is known of the calls that it issued.
type callMachine struct {
	t       *testing.T
	s       *Store
	year    *engine.Year
	known   map[string]scenarios.Call // by their numbers
	backups []string
}

func (m *callMachine) issue(r *rapid.T) {
	issued, _, err := m.s.IssueCalls(modelYearID, engine.Date(20261012), lead("anne"))
	if errors.Is(err, ErrNotFound) {
		return
	}
	if err != nil {
		r.Fatal(err)
	}
	for _, c := range issued {
		for _, old := range m.known {
			if old.Number == c.Number || old.Member == c.Member && old.Status != "cancelled" {
				r.Fatalf("%+v is called after %+v", c, old)
			}
		}
		m.known[c.Number] = c
	}
}

// replace imports the year with some of its calls, some of them paid or cancelled since.
func (m *callMachine) replace(r *rapid.T) {
	year := *m.year
	year.Label = rapid.SampledFrom([]string{"a", "b", "c"}).Draw(r, "label")
	d := &scenarios.Dossier{Year: &year}
	for number, c := range m.known {
		if rapid.Bool().Draw(r, "left out") {
			continue
		}
		if c.Status != "cancelled" {
			c.Status = rapid.SampledFrom([]string{c.Status, "paid", "cancelled"}).Draw(r, "status")
		}
		m.known[number] = c
		d.Calls = append(d.Calls, c)
	}
	if _, err := m.s.Import(d, lead("anne"), true); err != nil {
		r.Fatal(err)
	}
}

func (m *callMachine) restoreYear(r *rapid.T) {
	at := rapid.Uint64Range(2, m.s.Revision()).Draw(r, "revision")
	if _, err := m.s.RestoreYear(modelYearID, at, lead("anne")); err != nil && !errors.Is(err, ErrNotFound) {
		r.Fatal(err)
	}
}

func (m *callMachine) deleteYear(r *rapid.T) {
	if err := m.s.DeleteYear(modelYearID, lead("anne")); err != nil && !errors.Is(err, ErrNotFound) {
		r.Fatal(err)
	}
}

func (m *callMachine) backup(r *rapid.T) {
	path := filepath.Join(filepath.Dir(m.s.Dir()), fmt.Sprint("backup", len(m.backups)))
	if _, err := BackupFile(m.s.Dir(), path, true); err != nil {
		r.Fatal(err)
	}
	m.backups = append(m.backups, path)
}

func (m *callMachine) restore(r *rapid.T) {
	if len(m.backups) == 0 {
		return
	}
	shut(m.t, m.s)
	_, err := Restore(m.s.Dir(), rapid.SampledFrom(m.backups).Draw(r, "backup"), "paul")
	m.s = open(m.t, m.s.Dir())
	if err != nil {
		r.Fatal(err)
	}
}

// check wants each call that was issued once, with the status that was said of it last.
func (m *callMachine) check(r *rapid.T) {
	d, err := m.s.Year(modelYearID)
	if errors.Is(err, ErrNotFound) {
		return
	}
	if err != nil {
		r.Fatal(err)
	}
	if len(d.Calls) != len(m.known) {
		r.Fatalf("%d calls, not %d", len(d.Calls), len(m.known))
	}
	for _, c := range d.Calls {
		if m.known[c.Number] != c {
			r.Fatalf("%+v, not %+v", c, m.known[c.Number])
		}
	}
}

// Whatever is issued, imported, restored, deleted, backed up and put back, in any order: no number is given twice, no member called twice while
// its call stands, every call that was issued is listed as it was said last, and all is sound.
func TestIssuedCallsInAnyOrder(t *testing.T) {
	checks := flag.Lookup("rapid.checks").Value
	before := checks.String()
	must(t, checks.Set(fmt.Sprint(max(*sequences/5, 1)))) // each opens and restores many stores
	defer func() { must(t, checks.Set(before)) }()
	year, parent := enginetest.BigYear(4, 2), t.TempDir()
	rapid.Check(t, func(r *rapid.T) {
		dir, err := os.MkdirTemp(parent, "")
		must(t, err)
		m := &callMachine{t: t, year: year, known: map[string]scenarios.Call{}, s: open(t, filepath.Join(dir, "data"))}
		defer func() { shut(t, m.s); must(t, os.RemoveAll(dir)) }()
		if _, err := m.s.Import(&scenarios.Dossier{Year: year}, lead("anne"), false); err != nil {
			r.Fatal(err)
		}
		r.Repeat(map[string]func(*rapid.T){"issue": m.issue, "replace": m.replace, "restore year": m.restoreYear, "delete year": m.deleteYear,
			"backup": m.backup, "restore": m.restore, "": m.check})
		if v, err := Verify(m.s.Dir()); err != nil || !v.Sound() {
			r.Fatal(v, err)
		}
	})
}
