package storage

import (
	"time"

	"github.com/dgraph-io/badger/v4"

	"quotepart/engine/lang"
	"quotepart/scenarios"
)

// markJSON is how a mark is written, under mark/YEAR/FINDING.
type markJSON struct {
	Finding string    `json:"finding"`
	Note    string    `json:"note"`
	Author  string    `json:"author"`
	Marked  time.Time `json:"marked"`
}

func markPrefix(year string) string { return "mark/" + year + "/" }

// Marks lists what was marked as checked in a year, by findings. An unknown year is an ErrNotFound.
func (s *Store) Marks(year string) ([]scenarios.Mark, error) {
	var marks []scenarios.Mark
	err := s.view(func(txn *badger.Txn) error {
		if _, err := findYear(txn, year); err != nil {
			return err
		}
		return each(txn, markPrefix(year), func(j markJSON) {
			marks = append(marks, scenarios.Mark{Finding: j.Finding, Note: j.Note, By: j.Author, At: j.Marked})
		})
	})
	return marks, err
}

// Mark marks a finding of the check of a year as checked, in the place of an earlier mark on it. On return it is on the disk.
// A note that scenarios.CheckNote refuses is a Fault, an unknown year an ErrNotFound.
func (s *Store) Mark(year, finding, note, author string) error {
	if err := scenarios.CheckNote(note); err != nil {
		return err
	}
	return s.update(func(txn *badger.Txn) error {
		if _, err := findYear(txn, year); err != nil {
			return err
		}
		if _, err := nextRevision(txn); err != nil {
			return err
		}
		return put(txn, markPrefix(year)+finding, markJSON{finding, note, author, now()})
	})
}

// Unmark takes the mark on a finding back. Where there is none, that is an ErrNotFound, as is an unknown year.
func (s *Store) Unmark(year, finding string) error {
	return s.update(func(txn *badger.Txn) error {
		if _, err := findYear(txn, year); err != nil {
			return err
		}
		_, found, err := get[markJSON](txn, markPrefix(year)+finding)
		if err != nil {
			return err
		}
		if !found {
			return wrong(ErrNotFound, lang.T("cet écart n'est pas marqué comme contrôlé", "this finding is not marked as checked"), lang.T("relisez l'écran", "look at the screen again"))
		}
		if _, err := nextRevision(txn); err != nil {
			return err
		}
		return txn.Delete([]byte(markPrefix(year) + finding))
	})
}
