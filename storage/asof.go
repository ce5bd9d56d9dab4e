package storage

import (
	"github.com/dgraph-io/badger/v4"

	"quotepart/scenarios"
)

// MarksAt lists what was marked as checked in a year once a revision was made, by findings.
func (s *Store) MarksAt(year string, revision uint64) ([]scenarios.Mark, error) {
	var marks []scenarios.Mark
	err := s.view(func(txn *badger.Txn) error {
		for _, finding := range everKeys(txn, markPrefix(year)) {
			v, found, err := asOf(txn, MarkKey(year, finding), revision)
			if err != nil {
				return err
			}
			if !found {
				continue
			}
			m, err := valueOf[markRecord](finding, v)
			if err != nil {
				return err
			}
			marks = append(marks, scenarios.Mark{Finding: finding, Note: m.Note, By: v.By, At: v.At})
		}
		return nil
	})
	return marks, err
}
