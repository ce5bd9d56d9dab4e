// Package storage keeps years and scenarios in one folder of the user's, over Badger: what it acknowledges is on the disk.
// A year is stored as the very files of its dossier, so that one parser reads everything. See docs/store.md.
package storage

import (
	"errors"
	"path/filepath"
	"sync"
	"time"

	"github.com/dgraph-io/badger/v4"
)

// Store is an open data folder, held by this process alone. Its methods may be called from any goroutine. Their errors are
// Faults to show to the user, and one of this package's kinds for errors.Is.
type Store struct {
	dir  string
	db   *badger.DB
	lock *folderLock
	log  *quietLog

	closing sync.RWMutex // held for reading by every operation, so that Close waits for them
	closed  bool
	writer  sync.Mutex // one writer at a time
}

// Open opens the store in a folder, which is made on first use, readable by its user alone. Another process that has it open
// is an ErrInUse, a store written by a newer quotepart an ErrNewer, a disk that is almost full an ErrNoSpace.
func Open(dir string) (*Store, error) {
	return openWith(dir, smallData)
}

// openWith is Open with other options of Badger, to be measured against.
func openWith(dir string, options func(dir string) badger.Options) (*Store, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, unusable(dir, err)
	}
	lock, err := prepareFolder(dir)
	if err != nil {
		return nil, err
	}
	s := &Store{dir: dir, lock: lock, log: &quietLog{}}
	s.db, err = openIndex(options(filepath.Join(dir, indexName)).WithLogger(s.log))
	if err != nil {
		_ = lock.release() // the first error is the one to mend
		return nil, err
	}
	if err := s.dropOrphans(); err != nil {
		_ = s.Close() // the first error is the one to mend
		return nil, s.described(err)
	}
	return s, nil
}

// Close waits for running operations and gives the folder back. All that was acknowledged is on the disk already. On a full
// disk Badger cannot put its tables in order: that is left to the next Open, as after a power cut, and the ErrNoSpace says so.
// Closing again does nothing.
func (s *Store) Close() error {
	s.closing.Lock()
	defer s.closing.Unlock()
	if s.closed {
		return nil
	}
	s.closed = true
	if err := checkSpace(s.dir, 0); err != nil {
		_ = s.lock.release() // the full disk is what the user has to mend
		return err
	}
	return s.described(errors.Join(s.db.Close(), s.log.lastError(), s.lock.release()))
}

// Dir is the absolute path of the data folder.
func (s *Store) Dir() string { return s.dir }

// view reads from one snapshot of the store.
func (s *Store) view(do func(*badger.Txn) error) error {
	s.closing.RLock()
	defer s.closing.RUnlock()
	if s.closed {
		return closedFault()
	}
	return s.described(s.db.View(do))
}

// write runs one command of the store with no other beside it. It refuses to begin when the disk has no room for more bytes.
func (s *Store) write(more int64, do func() error) error {
	s.closing.RLock()
	defer s.closing.RUnlock()
	if s.closed {
		return closedFault()
	}
	s.writer.Lock()
	defer s.writer.Unlock()
	if err := checkSpace(s.dir, more); err != nil {
		return err
	}
	return s.described(do())
}

// update is a command of one transaction: all of it or nothing.
func (s *Store) update(do func(*badger.Txn) error) error {
	return s.write(0, func() error { return s.db.Update(do) })
}

// now is the time that is stored: whole seconds, so that it reads back as it was.
func now() time.Time { return time.Now().UTC().Truncate(time.Second) }
