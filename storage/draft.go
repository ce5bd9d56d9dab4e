package storage

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/dgraph-io/badger/v4"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/storage/journal"
)

// Draft is the working changes of a year as someone left them, to be offered next time.
type Draft struct {
	scenarios.Draft
	Author string    `json:"author"`
	Saved  time.Time `json:"saved"`
}

// draftPath is a file of its own for each year and author: drafts are written at every pause of the keys, are nobody's record, and
// so stand beside the journal.
func (s *Store) draftPath(year, author string) string {
	name := journal.SumOf([]byte(year + "\x00" + author)).String()
	return filepath.Join(s.home, draftsName, name[:32]+".json")
}

// SaveDraft keeps an author's working changes of a year in place of an earlier draft; no changes is no draft. An unknown year is
// an ErrNotFound, a disk that is almost full an ErrNoSpace.
func (s *Store) SaveDraft(year string, draft scenarios.Draft, author string) error {
	return s.onDraft(year, func() error {
		path := s.draftPath(year, author)
		if len(draft.Changes) == 0 {
			if err := s.disk.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return err
			}
			return nil
		}
		data, _, err := journal.Seal(Draft{draft, author, now()})
		if err != nil {
			return err
		}
		return notWritten(s.home, journal.Put(s.disk, path, data))
	})
}

// onDraft does something with the drafts of a year that is there, with no writer beside it.
func (s *Store) onDraft(year string, do func() error) error {
	if err := s.view(func(txn *badger.Txn) error { _, _, err := findYear(txn, year); return err }); err != nil {
		return err
	}
	s.closing.RLock()
	defer s.closing.RUnlock()
	if s.closed {
		return closedFault()
	}
	s.writer.Lock()
	defer s.writer.Unlock()
	if err := s.mayWrite(0); err != nil {
		return err
	}
	return s.described(do())
}

// Draft reads an author's draft of a year; without one it has no changes. An unknown year is an ErrNotFound, a draft that is not what
// was written an ErrDamaged.
func (s *Store) Draft(year, author string) (Draft, error) {
	var draft Draft
	if err := s.view(func(txn *badger.Txn) error { _, _, err := findYear(txn, year); return err }); err != nil {
		return draft, err
	}
	path := s.draftPath(year, author)
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return draft, nil
	}
	if err == nil {
		if _, err = journal.Unseal(data, &draft); err != nil {
			return Draft{}, wrong(ErrDamaged, lang.F("le brouillon « %[1]s » est abîmé : %[2]s", "the draft %[1]q is damaged: %[2]s", path, said(err)),
				lang.T("il n'est pas repris ; ce qui est enregistré est intact", "it is not taken up again; what is saved is intact"))
		}
	}
	return draft, s.described(err)
}

// DropDraft takes an author's draft of a year away, where there is one. An unknown year is an ErrNotFound.
func (s *Store) DropDraft(year, author string) error {
	return s.SaveDraft(year, scenarios.Draft{}, author)
}
