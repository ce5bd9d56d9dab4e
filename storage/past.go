package storage

import (
	"bytes"
	"context"
	"slices"
	"testing/fstest"

	"github.com/dgraph-io/badger/v4"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/storage/journal"
)

// YearVersion is a year as it was from one revision on, or its deletion, of which only revision, time and author are there.
type YearVersion struct {
	YearInfo
	Do      journal.Verb
	Deleted bool
}

// YearHistory lists the versions of a year, the newest first. A year that never was is an ErrNotFound.
func (s *Store) YearHistory(id string) ([]YearVersion, error) {
	var list []YearVersion
	err := s.view(func(txn *badger.Txn) error {
		all, err := versions(txn, YearKey(id))
		if err == nil && len(all) == 0 {
			return wrong(ErrNotFound, lang.F("aucun exercice « %[1]s » n'a jamais été enregistré", "no year %[1]q was ever stored", id), scenarios.DidYouMean(id, everKeys(txn, yearPrefix)))
		}
		for _, v := range all {
			y := yearRecord{}
			if !v.gone() {
				if y, err = valueOf[yearRecord](id, v); err != nil {
					return err
				}
			}
			list = append(list, YearVersion{y.info(id, v), v.Do, v.gone()})
		}
		slices.Reverse(list)
		return err
	})
	return list, err
}

// DeletedYears lists the ids of years that were deleted and are not there again.
func (s *Store) DeletedYears() ([]string, error) {
	var ids []string
	err := s.view(func(txn *badger.Txn) error {
		there := keys(txn, yearPrefix)
		ids = slices.DeleteFunc(everKeys(txn, yearPrefix), func(id string) bool { return slices.Contains(there, id) })
		return nil
	})
	return ids, err
}

// YearAt reads a year with its scenarios as they stood once a revision was made. A year that was not there then is an ErrNotFound.
func (s *Store) YearAt(id string, revision uint64) (*scenarios.Dossier, error) {
	var y yearRecord
	var list []Saved
	var issued callRegister
	err := s.view(func(txn *badger.Txn) (err error) {
		if _, y, err = yearAt(txn, id, revision); err == nil {
			list, err = scenariosAt(txn, id, revision)
		}
		if err == nil {
			issued, err = registerAt(txn, id, revision)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return s.dossier(id, y, list, issued)
}

// scenariosAt lists the scenarios of a year as they stood once a revision was made.
func scenariosAt(txn *badger.Txn, year string, revision uint64) ([]Saved, error) {
	var list []Saved
	for _, name := range everKeys(txn, scenarioPrefix(year)) {
		v, found, err := asOf(txn, ScenarioKey(year, name), revision)
		if err != nil {
			return nil, err
		}
		if !found {
			continue
		}
		r, err := valueOf[scenarioRecord](name, v)
		if err != nil {
			return nil, err
		}
		list = append(list, saved(year, name, r, v))
	}
	return list, nil
}

// RestoreYear brings a year back as it stood once a revision was made. Of a year that was deleted, its scenarios and marks come back
// too, as they were then; of one that is there, only its figures: scenarios have a history of their own, marks stay, and so do the
// documents that an import would keep, see KeepDocuments. Where it is as it was, nothing is done. A year that was not there at that
// revision is an ErrNotFound.
func (s *Store) RestoreYear(id string, revision uint64, by scenarios.Person) (changed bool, err error) {
	made, err := s.commit(act{by, journal.Restored}, 0, func(txn *badger.Txn) (command, error) {
		_, y, err := yearAt(txn, id, revision)
		if err != nil {
			return command{}, err
		}
		figures, takeBack, err := s.withDocuments(txn, id, y)
		if err != nil {
			return command{takeBack: takeBack}, err
		}
		last, _, err := latest(txn, YearKey(id))
		if err != nil || bytes.Equal(last.Value, figures.Value) {
			return command{takeBack: takeBack}, err
		}
		set := []journal.Write{figures}
		if last.gone() {
			with, err := takenWith(txn, id, last.Seq)
			if err != nil {
				return command{takeBack: takeBack}, err
			}
			set = append(set, with...)
		}
		return command{set: set, takeBack: takeBack}, nil
	})
	return made > 0, err
}

// withDocuments sets a year to an earlier version, with the documents that stay with it.
func (s *Store) withDocuments(txn *badger.Txn, id string, y yearRecord) (w journal.Write, takeBack func(), err error) {
	d, err := s.dossier(id, y, nil, callRegister{})
	if err != nil {
		return w, nil, err
	}
	calls, invoices := d.Calls, len(d.Invoices)
	if _, err = s.keepDocuments(txn, d); err != nil {
		return w, nil, err
	}
	issued, err := registerOf(txn, id)
	if err != nil {
		return w, nil, err
	}
	d.Calls = issued.onto(d.Calls) // what was said of them since
	list := y.Files
	if !slices.Equal(d.Calls, calls) || len(d.Invoices) > invoices {
		var files fstest.MapFS
		if list, files, err = filesWith(d); err != nil {
			return w, nil, err
		}
		if takeBack, err = s.writeFiles(context.Background(), list, files); err != nil {
			return w, takeBack, err
		}
	}
	w, err = writeYear(d.Year, list)
	return w, takeBack, err
}

// yearAt finds a year as it stood once a revision was made.
func yearAt(txn *badger.Txn, id string, revision uint64) (v version, y yearRecord, err error) {
	v, found, err := asOf(txn, YearKey(id), revision)
	if err == nil && !found {
		err = wrong(ErrNotFound, lang.F("à la révision %[2]d il n'y avait pas d'exercice « %[1]s »", "at revision %[2]d there was no year %[1]q", id, revision), lang.F("voir quotepart year history %s", "see quotepart year history %s", id))
	}
	if err == nil {
		y, err = valueOf[yearRecord](id, v)
	}
	return v, y, err
}

// takenWith gives the scenarios and marks that the deletion of a year took away with it. One that is there stays as it is: where a
// year was taken away because its files were lost, its scenarios went on.
func takenWith(txn *badger.Txn, year string, deletion uint64) ([]journal.Write, error) {
	var set []journal.Write
	for _, prefix := range []string{scenarioPrefix(year), markPrefix(year)} {
		there := keys(txn, prefix)
		for _, key := range everKeys(txn, prefix) {
			v, found, err := asOf(txn, prefix+key, deletion-1)
			if err != nil {
				return nil, err
			}
			if _, stays := slices.BinarySearch(there, key); found && !stays {
				set = append(set, journal.Write{Key: prefix + key, Value: v.Value})
			}
		}
	}
	return set, nil
}

// Revision is the number of the last accepted command.
func (s *Store) Revision() uint64 { return s.revision.Load() }

// Events lists the accepted commands after a revision, the oldest first: the audit trail.
func (s *Store) Events(after uint64) ([]Event, error) {
	var list []Event
	err := s.view(func(txn *badger.Txn) error {
		it := txn.NewIterator(badger.IteratorOptions{Prefix: []byte(linePrefix), PrefetchValues: true, PrefetchSize: 16})
		defer it.Close()
		for it.Seek([]byte(lineKey(after + 1))); it.Valid(); it.Next() {
			e, seq, err := eventIn(it.Item())
			if err != nil {
				return err
			}
			e.Revision = seq
			list = append(list, e)
		}
		return nil
	})
	return list, err
}
