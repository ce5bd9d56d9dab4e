package storage

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/dgraph-io/badger/v4"

	"quotepart/engine"
	"quotepart/engine/enginetest"
	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/storage/dossier"
	"quotepart/storage/journal"
)

// Calls are issued once for each member that owes something, sum up to the contributions, and their numbers are never given again.
func TestIssueCalls(t *testing.T) {
	d := demoDossier(t)
	d.Calls, d.Scenarios = nil, nil
	s := imported(t, d)
	date := engine.Date(20261012)
	issued, _, err := s.IssueCalls(demoID, date, lead("anne"))
	must(t, err)
	paid := *d.Year
	paid.Basis = engine.Paid
	r, err := engine.Compute(&paid)
	must(t, err)
	sum := engine.Cents(0)
	for i, c := range issued {
		sum += c.Amount
		if want := fmt.Sprintf("%s-%04d", demoID, i+1); c.Number != want || c.Date != date || c.Status != "issued" {
			t.Errorf("%+v, not %s", c, want)
		}
	}
	if sum != r.Totals().Contributions || len(issued) < 10 {
		t.Errorf("%d calls of %s, not %s", len(issued), sum, r.Totals().Contributions)
	}
	if again, _, err := s.IssueCalls(demoID, date, lead("anne")); err != nil || len(again) > 0 {
		t.Error("called twice:", again, err)
	}
	if got, err := s.Year(demoID); err != nil || !slices.Equal(got.Calls, issued) {
		t.Error("the calls are not those of the year", err)
	}
	check, err := scenarios.CheckYear(r, issued, nil)
	must(t, err)
	if open, _ := check.Tally(nil); open > 0 {
		t.Errorf("%d differences after issuing", open)
	}

	if !slices.Equal(issued, register(t, s).Calls) {
		t.Error("the register does not have them")
	}
}

func register(t *testing.T, s *Store) (r callRegister) {
	t.Helper()
	must(t, s.view(func(txn *badger.Txn) (err error) {
		r, err = registerOf(txn, demoID)
		return err
	}))
	return r
}

// issuedStore is a store whose year has issued its calls; before is the revision before that.
func issuedStore(t *testing.T) (s *Store, d *scenarios.Dossier, issued []scenarios.Call, before uint64) {
	t.Helper()
	d = demoDossier(t)
	d.Calls, d.Scenarios = nil, nil
	s = imported(t, d)
	before = s.Revision()
	issued, _, err := s.IssueCalls(demoID, engine.Date(20261012), lead("anne"))
	must(t, err)
	return s, d, issued, before
}

// wantNoneDue wants the calls of the year to be these, and nobody left to be called.
func wantNoneDue(t *testing.T, s *Store, want ...scenarios.Call) {
	t.Helper()
	got, err := s.Year(demoID)
	must(t, err)
	if !slices.Equal(got.Calls, want) {
		t.Errorf("the year has the calls %v, not %v", got.Calls, want)
	}
	if again, _, err := s.IssueCalls(demoID, engine.Date(20261112), lead("anne")); err != nil || len(again) > 0 {
		t.Errorf("called again: %v, %v", again, err)
	}
}

// Whatever the year is replaced by or restored to: the calls that were issued stay, and no member is called twice.
func TestIssuedCallsStay(t *testing.T) {
	other := scenarios.Call{Number: "T-7", Date: engine.Date(20260901), Member: "", Amount: 100, Status: "paid"}
	for name, do := range map[string]func(t *testing.T, s *Store, d *scenarios.Dossier, issued []scenarios.Call, before uint64) (want []scenarios.Call){
		"restored to before": func(t *testing.T, s *Store, d *scenarios.Dossier, issued []scenarios.Call, before uint64) []scenarios.Call {
			if changed, err := s.RestoreYear(demoID, before, lead("anne")); err != nil || changed {
				t.Error("the figures are the same:", changed, err)
			}
			d.Year.Label = "Budget voté"
			importDossier(t, s, d, true, true)
			if changed, err := s.RestoreYear(demoID, before, lead("anne")); err != nil || !changed {
				t.Error(changed, err)
			}
			return issued
		},
		"replaced by one with other calls": func(t *testing.T, s *Store, d *scenarios.Dossier, issued []scenarios.Call, _ uint64) []scenarios.Call {
			d.Calls = []scenarios.Call{other}
			importDossier(t, s, d, true, true)
			importDossier(t, s, d, true, false)
			return append([]scenarios.Call{other}, issued...)
		},
		"paid since, then restored": func(t *testing.T, s *Store, d *scenarios.Dossier, issued []scenarios.Call, before uint64) []scenarios.Call {
			d.Calls = slices.Clone(issued)
			d.Calls[0].Status = "paid"
			importDossier(t, s, d, true, true)
			_, err := s.RestoreYear(demoID, before, lead("anne"))
			must(t, err)
			return d.Calls
		},
		"deleted and imported": func(t *testing.T, s *Store, d *scenarios.Dossier, issued []scenarios.Call, _ uint64) []scenarios.Call {
			must(t, s.DeleteYear(demoID, lead("anne")))
			_, _, err := s.IssueCalls(demoID, engine.Date(20261012), lead("anne"))
			wantFault(t, err, ErrNotFound, demoID)
			importDossier(t, s, d, false, true)
			return issued
		},
		"deleted and brought back as before": func(t *testing.T, s *Store, _ *scenarios.Dossier, issued []scenarios.Call, before uint64) []scenarios.Call {
			must(t, s.DeleteYear(demoID, lead("anne")))
			_, err := s.RestoreYear(demoID, before, lead("anne"))
			must(t, err)
			return issued
		},
		"its file lost": func(t *testing.T, s *Store, d *scenarios.Dossier, issued []scenarios.Call, _ uint64) []scenarios.Call {
			must(t, s.view(func(txn *badger.Txn) error {
				y, _, err := findYear(txn, demoID)
				for _, f := range y.Files {
					if f.Name == "calls.csv" {
						err = errors.Join(err, os.Remove(s.objectPath(f.SHA256)))
					}
				}
				return err
			}))
			_, err := s.Year(demoID)
			wantFault(t, err, ErrDamaged, "calls.csv")
			importDossier(t, s, d, true, true)
			return issued
		},
	} {
		t.Run(name, func(t *testing.T) {
			s, d, issued, before := issuedStore(t)
			other.Member = issued[0].Member
			wantNoneDue(t, s, do(t, s, d, issued, before)...)
			if past, err := s.YearAt(demoID, before); err != nil || len(past.Calls) > 0 {
				t.Errorf("before them the year had %d calls, %v", len(past.Calls), err)
			}
			shut(t, s)
			wantSound(t, s.Dir())
		})
	}
}

// A year without a member that was called does not take the place of the one that called it.
func TestCalledMemberIsNotLost(t *testing.T) {
	s, _, issued, _ := issuedStore(t)
	year := *enginetest.BigYear(4, 2)
	year.ID = demoID
	_, err := s.Import(&scenarios.Dossier{Year: &year}, lead("anne"), true)
	var faults dossier.Faults
	if !errors.As(err, &faults) || !strings.Contains(err.Error(), "calls.csv") || !strings.Contains(err.Error(), issued[0].Member) || !strings.Contains(err.Error(), "what stays with the year") {
		t.Errorf("got %v", err)
	}
	wantNoneDue(t, s, issued...)
	must(t, s.DeleteYear(demoID, lead("anne")))
	_, err = s.KeepDocuments(&scenarios.Dossier{Year: &year})
	if text := lang.Describe(err, lang.FR); !strings.Contains(text, issued[0].Member) || !strings.Contains(text, "autre(s)") || !strings.Contains(text, "--replace") {
		t.Errorf("got %v", err)
	}
}

// Calls and invoices that came with a dossier stay too where an earlier version has none.
func TestDocumentsStayOnRestore(t *testing.T) {
	d := demoDossier(t)
	calls, invoices := d.Calls, d.Invoices
	d.Calls, d.Invoices = nil, nil
	s := imported(t, d)
	first := s.Revision()
	with := demoDossier(t)
	with.Year.Label = "Budget voté"
	importDossier(t, s, with, true, true)
	if changed, err := s.RestoreYear(demoID, first, lead("anne")); err != nil || !changed {
		t.Fatal(changed, err)
	}
	got, err := s.Year(demoID)
	must(t, err)
	if got.Year.Label != d.Year.Label || len(calls) == 0 || !slices.Equal(got.Calls, calls) || !slices.Equal(got.Invoices, invoices) {
		t.Errorf("%s with %d calls and %d invoices", got.Year.Label, len(got.Calls), len(got.Invoices))
	}
}

// A backup of before the calls is put back: the calls stay known, are named, and nobody is called twice.
func TestRestoreKeepsIssuedCalls(t *testing.T) {
	d := demoDossier(t)
	d.Calls, d.Scenarios = nil, nil
	s := imported(t, d)
	dir := s.Dir()
	shut(t, s)
	path, _ := backedUp(t, dir)
	s = open(t, dir)
	issued, _, err := s.IssueCalls(demoID, engine.Date(20261012), lead("anne"))
	must(t, err)
	shut(t, s)
	r, err := Restore(dir, path, "paul")
	must(t, err)
	if len(r.Calls) != 1 || !strings.Contains(r.Calls[0].EN, fmt.Sprintf("%d call(s)", len(issued))) || !strings.Contains(r.Calls[0].FR, issued[0].Number) {
		t.Errorf("told: %v", r.Calls)
	}
	wantSound(t, dir)
	s = open(t, dir)
	wantNoneDue(t, s, issued...)
	events, err := s.Events(0)
	must(t, err)
	if last := events[len(events)-1]; last.By != "paul" || last.Do != journal.Restored {
		t.Errorf("%+v", last)
	}
	shut(t, s)

	// The same again, over what was restored: there is nothing more to keep.
	again, _ := backedUp(t, dir)
	r, err = Restore(dir, again, "paul")
	if err != nil || len(r.Calls) > 0 {
		t.Error(r.Calls, err)
	}
	// The index alone still knows them.
	edit(t, filepath.Join(dir, r.Home, journalName), func(data []byte) []byte { return data[:bytes.IndexByte(data, '\n')+1] })
	r, err = Restore(dir, path, "paul")
	if err != nil || len(r.Calls) != 1 {
		t.Error(r.Calls, err)
	}
	// Nobody knows: that is said.
	must(t, os.RemoveAll(filepath.Join(dir, r.Home, indexName)))
	edit(t, filepath.Join(dir, r.Home, journalName), func(data []byte) []byte { data[len(data)-9] ^= 1; return data })
	r, err = Restore(dir, path, "paul")
	if err != nil || len(r.Calls) != 1 || !strings.Contains(r.Calls[0].EN, "damaged") {
		t.Error(r.Calls, err)
	}
}

// A number that a backup and the present data gave to two calls is named, and nothing changes.
func TestRestoreRefusesCallsOfOneNumber(t *testing.T) {
	s, d, issued, _ := issuedStore(t)
	shut(t, s)
	path, _ := backedUp(t, s.Dir())
	dir := t.TempDir()
	other := open(t, dir)
	importDossier(t, other, d, false, true)
	_, _, err := other.IssueCalls(demoID, engine.Date(20261224), lead("anne"))
	must(t, err)
	shut(t, other)
	before := tree(t, dir)
	_, err = Restore(dir, path, "anne")
	wantFault(t, err, ErrDiffers, issued[0].Number, issued[0].Member, "--data")
	if tree(t, dir) != before {
		t.Error("something changed")
	}
}

// A member whose contribution is not known whole is not called.
func TestIncompleteIsNotCalled(t *testing.T) {
	d := demoDossier(t)
	d.Calls, d.Scenarios = nil, nil
	for i, c := range d.Year.Charges {
		unpaid := *c
		unpaid.Paid = engine.Opt[engine.Cents]{}
		d.Year.Charges[i] = &unpaid
	}
	s := imported(t, d)
	before := s.Revision()
	issued, uncertain, err := s.IssueCalls(demoID, engine.Date(20261012), lead("anne"))
	if err != nil || len(uncertain) == 0 {
		t.Fatal(uncertain, err)
	}
	for _, c := range issued {
		if slices.Contains(uncertain, d.Year.Members[d.Year.Member(c.Member)].Name) {
			t.Errorf("%s is called although its contribution is not complete", c.Member)
		}
	}
	if len(issued) == 0 && s.Revision() != before {
		t.Error("nobody was called, but something was written")
	}
}
