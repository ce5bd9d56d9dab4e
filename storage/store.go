// Package storage keeps years and scenarios in one folder of the user's: what it acknowledges is on the disk. A journal is the
// record, Badger an index of it that can always be made again. A year is stored as the very files of its dossier, so that one
// parser reads everything. See docs/store.md.
package storage

import (
	"errors"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/dgraph-io/badger/v4"

	"quotepart/engine/lang"
	"quotepart/storage/journal"
)

// Store is an open data folder, held by this process alone. Its methods may be called from any goroutine. Their errors are
// Faults to show to the user, and one of this package's kinds for errors.Is.
type Store struct {
	dir  string // the data folder
	home string // the folder in it that counts
	disk journal.Disk
	lock *folderLock // nil where it is not held, see unwritable

	fresh      bool  // its home was made by this Open: it has no index yet
	unwritable error // why nothing can be saved, or nil
	notices    []lang.Text

	closing sync.RWMutex // held for reading by every operation, so that Close waits for them
	closed  bool
	writer  sync.Mutex // one writer at a time
	journal *journal.Journal

	reading  sync.RWMutex // for writing while index is exchanged
	index    *index
	revision atomic.Uint64 // the last line that the index has

	watching  sync.Mutex
	mailboxes map[chan uint64]bool
}

// Close waits for running operations and gives the folder back. All that was acknowledged is on the disk already. On a full
// disk Badger cannot put its tables in order: that is left to the next Open, as after a power cut. Closing again does nothing.
func (s *Store) Close() error {
	s.closing.Lock()
	defer s.closing.Unlock()
	if s.closed {
		return nil
	}
	s.closed = true
	s.closeMailboxes()
	var errs []error
	if s.journal != nil {
		errs = append(errs, s.journal.Close())
	}
	if s.index.dir == "" || checkSpace(s.dir, 0) == nil {
		_ = s.index.close() // it can be made again: nothing that the user has to mend
	}
	if s.lock != nil {
		errs = append(errs, s.lock.release())
	}
	return s.described(errors.Join(errs...))
}

// Dir is the absolute path of the data folder.
func (s *Store) Dir() string { return s.dir }

// Unwritable is why nothing can be saved, or nil: the folder is for reading only, or its disk is almost full.
func (s *Store) Unwritable() error { return s.unwritable }

// Notices say what Open had to mend, if anything.
func (s *Store) Notices() []lang.Text { return s.notices }

func (s *Store) notice(t lang.Text) { s.notices = append(s.notices, t) }

// view reads from one snapshot of the store.
func (s *Store) view(do func(*badger.Txn) error) error {
	s.closing.RLock()
	defer s.closing.RUnlock()
	if s.closed {
		return closedFault()
	}
	s.reading.RLock()
	defer s.reading.RUnlock()
	return s.described(s.index.db.View(do))
}

// command is what is to be written: the line without its number, links and time.
type command struct {
	by  string
	do  journal.Verb
	set []journal.Write

	takeBack func() // what was prepared beside, where it is not written; may be nil
}

// commit carries out one command with no other beside it: plan makes it out of what is stored, or refuses. First the journal has
// it, then the index, then those who watch. More is how many bytes are written to files beside. The revision is that which the
// command made; without anything to set, nothing is done and it is 0.
func (s *Store) commit(more int64, plan func(*badger.Txn) (command, error)) (revision uint64, err error) {
	s.closing.RLock()
	defer s.closing.RUnlock()
	if s.closed {
		return 0, closedFault()
	}
	s.writer.Lock()
	defer s.writer.Unlock()
	if s.unwritable != nil {
		return 0, s.unwritable
	}
	if err := checkSpace(s.dir, more); err != nil {
		return 0, err
	}
	revision, err = s.carryOut(plan)
	return revision, s.described(err)
}

func (s *Store) carryOut(plan func(*badger.Txn) (command, error)) (uint64, error) {
	var c command
	err := s.index.db.View(func(txn *badger.Txn) (err error) { c, err = plan(txn); return err })
	if err == nil && len(c.set) == 0 {
		return 0, nil
	}
	var line journal.Line
	if err == nil {
		line, err = s.record(c)
	}
	if err != nil {
		if c.takeBack != nil && !errors.Is(err, ErrUnsure) {
			c.takeBack()
		}
		return 0, err
	}
	if err := s.index.apply(line); err != nil {
		if err := s.fallBack(err); err != nil {
			return 0, err
		}
	}
	s.revision.Store(line.Seq)
	s.tell(line.Seq)
	return line.Seq, nil
}

// record puts a command into the journal, once it is sure that the index can take it.
func (s *Store) record(c command) (journal.Line, error) {
	size, err := sizeOf(c.set)
	if err != nil {
		return journal.Line{}, err
	}
	at, err := s.time(c.do)
	if err != nil {
		return journal.Line{}, err
	}
	if err := s.index.reserve(size); err != nil {
		return journal.Line{}, notWritten(s.home, err)
	}
	line, err := s.journal.Append(journal.Line{At: at, By: c.by, Do: c.do, Set: c.set})
	return line, notWritten(s.home, err)
}

// maxCommand is the most bytes that a command may set: well below what a transaction of the index takes.
const maxCommand = 2 << 20

// sizeOf makes sure that the index can take a command before the journal does.
func sizeOf(set []journal.Write) (int64, error) {
	size := int64(0)
	for _, w := range set {
		if strings.ContainsRune(w.Key, 0) || len(w.Key) > 8<<10 {
			return 0, wrong(ErrTooLarge, lang.T("ce nom ne peut pas être enregistré", "this name cannot be saved"), lang.T("donnez un nom court", "give a short name"))
		}
		size += int64(3*len(w.Key) + len(w.Value) + 1<<10)
	}
	if size > maxCommand {
		return 0, wrong(ErrTooLarge, lang.T("il y a trop à enregistrer en une fois", "this is too much to save at once"), lang.T("importez moins de scénarios à la fois", "import fewer scenarios at a time"))
	}
	return size, nil
}

// fallBack makes the index again, in memory, where it cannot take what the journal has: nothing is lost, and the session goes on.
func (s *Store) fallBack(why error) error {
	read, err := readJournal(s.journalPath())
	if err != nil {
		return err
	}
	x, err := openIndex(inMemory())
	if err != nil {
		return err
	}
	s.reading.Lock()
	defer s.reading.Unlock()
	old := s.index
	s.index = x
	s.notice(lang.F("l'index ne peut pas être écrit, il est tenu en mémoire (%s)", "the index cannot be written and is held in memory (%s)", said(why)))
	_ = caught(old.db.Close) // it is made again at the next start
	return s.catchUp(read, nil)
}

// now is the time that is stored: whole seconds, so that it reads back as it was.
func now() time.Time { return time.Now().UTC().Truncate(time.Second) }

// slack is how far a clock may be set back without a word, as machines do that keep it right.
const slack = 2 * time.Minute

// time is that of the next line. A clock that was set back is an ErrClock: an audit trail whose times go backwards is none.
func (s *Store) time(do journal.Verb) (time.Time, error) {
	at, last := now(), s.journal.Last().At
	switch {
	case do == journal.Clock || !at.Before(last):
		return at, nil
	case last.Sub(at) <= slack:
		return last, nil
	}
	return at, wrong(ErrClock, lang.F("l'horloge de cette machine dit %[1]s, mais la dernière écriture date de %[2]s", "the clock of this machine says %[1]s, but the last entry is of %[2]s", at.Local().Format(time.DateTime), last.Local().Format(time.DateTime)),
		lang.T("mettez l'horloge à l'heure ; si elle est juste et que la dernière écriture était en avance, confirmez-le avec quotepart verify --accept-clock", "set the clock right; if it is right and the last entry was ahead, confirm that with quotepart verify --accept-clock"))
}

// AcceptClock notes in the journal that the machine's clock is right although the last entry is later.
func (s *Store) AcceptClock(author string) error {
	_, err := s.commit(0, func(*badger.Txn) (command, error) {
		set, err := setTo("clock", now())
		return command{by: author, do: journal.Clock, set: []journal.Write{set}}, err
	})
	return err
}

func (s *Store) journalPath() string { return filepath.Join(s.home, journalName) }
