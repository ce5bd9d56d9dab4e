package storage

import (
	"time"

	"github.com/dgraph-io/badger/v4"

	"quotepart/scenarios"
)

// Draft is the working changes of a year as they were left, to be offered next time.
type Draft struct {
	Changes []scenarios.Change `json:"changes"`
	Author  string             `json:"author"`
	Saved   time.Time          `json:"saved"`
}

func draftKey(year string) string { return "draft/" + year }

// SaveDraft keeps the working changes of a year in place of an earlier draft; no changes is no draft. An unknown year is an
// ErrNotFound, changes of more than about 512 KiB are an ErrTooLarge.
func (s *Store) SaveDraft(year string, changes []scenarios.Change, author string) error {
	if len(changes) == 0 {
		return s.DropDraft(year)
	}
	return s.update(func(txn *badger.Txn) error {
		if _, err := findYear(txn, year); err != nil {
			return err
		}
		return put(txn, draftKey(year), Draft{changes, author, now()})
	})
}

// Draft reads the draft of a year; without one it has no changes. An unknown year is an ErrNotFound.
func (s *Store) Draft(year string) (Draft, error) {
	var draft Draft
	err := s.view(func(txn *badger.Txn) error {
		_, err := findYear(txn, year)
		if err == nil {
			draft, _, err = get[Draft](txn, draftKey(year))
		}
		return err
	})
	return draft, err
}

// DropDraft takes the draft of a year away, where there is one. An unknown year is an ErrNotFound.
func (s *Store) DropDraft(year string) error {
	return s.update(func(txn *badger.Txn) error {
		if _, err := findYear(txn, year); err != nil {
			return err
		}
		return txn.Delete([]byte(draftKey(year)))
	})
}
