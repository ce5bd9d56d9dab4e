package storage

import (
	"github.com/dgraph-io/badger/v4"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/storage/journal"
)

// markRecord is a finding that was marked as checked, under mark/YEAR/FINDING. Who did it and when is the line's.
type markRecord struct {
	Note string `json:"note"`
}

// Marks lists what was marked as checked in a year, by findings. An unknown year is an ErrNotFound.
func (s *Store) Marks(year string) ([]scenarios.Mark, error) {
	var marks []scenarios.Mark
	err := s.view(func(txn *badger.Txn) error {
		if _, _, err := findYear(txn, year); err != nil {
			return err
		}
		return each(txn, markPrefix(year), func(finding string, m markRecord, v version) {
			marks = append(marks, scenarios.Mark{Finding: finding, Note: m.Note, By: v.By, At: v.At})
		})
	})
	return marks, err
}

// Mark marks a finding of the check of a year as checked, in the place of an earlier mark on it. On return it is on the disk.
// A note that scenarios.CheckNote refuses is a Fault, an unknown year an ErrNotFound.
func (s *Store) Mark(year, finding, note string, by scenarios.Person) error {
	if err := scenarios.CheckNote(note); err != nil {
		return err
	}
	_, err := s.commit(act{by, journal.Marked}, 0, func(txn *badger.Txn) (command, error) {
		if _, _, err := findYear(txn, year); err != nil {
			return command{}, err
		}
		set, err := setTo(MarkKey(year, finding), markRecord{note})
		return command{set: []journal.Write{set}}, err
	})
	return err
}

// Unmark takes the mark on a finding back. Where there is none, that is an ErrNotFound, as is an unknown year.
func (s *Store) Unmark(year, finding string, by scenarios.Person) error {
	_, err := s.commit(act{by, journal.Unmarked}, 0, func(txn *badger.Txn) (command, error) {
		if _, _, err := findYear(txn, year); err != nil {
			return command{}, err
		}
		key := MarkKey(year, finding)
		_, _, found, err := get[markRecord](txn, key)
		if err == nil && !found {
			err = wrong(ErrNotFound, lang.T("cet écart n'est pas marqué comme contrôlé", "this finding is not marked as checked"), lang.T("relisez l'écran", "look at the screen again"))
		}
		return command{set: []journal.Write{{Key: key}}}, err
	})
	return err
}
