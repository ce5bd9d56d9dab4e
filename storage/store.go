// Package storage keeps years and scenarios in one folder of the user's: what it acknowledges is on the disk. A journal is the
// record, Badger an index of it that can always be made again. A year is stored as the very files of its dossier, so that one
// parser reads everything. See docs/store.md.
package storage

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"
	"unicode/utf8"

	"github.com/dgraph-io/badger/v4"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/storage/journal"
)

// Store is an open data folder, held by this process alone. Its methods may be called from any goroutine. Their errors are
// Faults to show to the user, and one of this package's kinds for errors.Is.
type Store struct {
	dir  string // the data folder
	home string // the folder in it that counts
	disk journal.Disk
	lock *folderLock // nil where it is not held, see unwritable

	fresh      bool     // its home was made by this Open: it has no index yet
	unwritable error    // why nothing can be saved, or nil; guarded by writer once it is open
	full       *reading // the journal, where it can be written once the disk has room again, see resume

	noticing sync.Mutex
	notices  []lang.Text

	closing sync.RWMutex // held for reading by every operation, so that Close waits for them
	closed  bool
	writer  sync.Mutex // one writer at a time
	journal *journal.Journal

	reading  sync.RWMutex // for writing while index is exchanged
	index    *index
	revision atomic.Uint64 // the last line that the index has

	listing sync.Mutex
	lists   map[string]scenarioList // by years

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
	s.closeIndex(s.index)
	if s.lock != nil {
		errs = append(errs, s.lock.release())
	}
	return s.described(errors.Join(errs...))
}

// closeIndex closes an index. It can be made again: there is nothing that the user has to mend.
func (s *Store) closeIndex(x *index) {
	if x.dir == "" || checkSpace(s.dir, 0) == nil {
		_ = x.close()
	}
}

// drop closes an index that failed and deletes it: it does not know what is acknowledged from now on.
func (s *Store) drop(x *index) {
	s.closeIndex(x)
	_ = os.RemoveAll(x.dir) // where it stays, it is caught up by the next Open
}

// Dir is the absolute path of the data folder.
func (s *Store) Dir() string { return s.dir }

// Unwritable is why nothing can be saved, or nil: the folder is for reading only, or its disk is almost full.
func (s *Store) Unwritable() error {
	s.writer.Lock()
	defer s.writer.Unlock()
	return s.unwritable
}

// mayWrite is why nothing can be saved now, or nil. More is how many bytes are to be written. It is for whoever holds writer.
func (s *Store) mayWrite(more int64) error {
	if s.unwritable != nil {
		if err := s.resume(); err != nil {
			return err
		}
	}
	return checkSpace(s.dir, more)
}

// Notices say what Open had to mend, and what went wrong since without harm, if anything.
func (s *Store) Notices() []lang.Text {
	s.noticing.Lock()
	defer s.noticing.Unlock()
	return slices.Clone(s.notices)
}

func (s *Store) notice(t lang.Text) {
	s.noticing.Lock()
	defer s.noticing.Unlock()
	s.notices = append(s.notices, t)
}

func (s *Store) isClosed() bool {
	s.closing.RLock()
	defer s.closing.RUnlock()
	return s.closed
}

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

// command is what is to be written.
type command struct {
	set []journal.Write

	takeBack func() // what was prepared beside, where it is not written; may be nil
}

// act is who does what.
type act struct {
	by scenarios.Person
	do journal.Verb
}

// commit carries out one command with no other beside it, where the role of who does it allows that: plan makes it out of what is stored,
// or refuses. First the journal has it, then the index, then those who watch. More is how many bytes are written to files beside. The
// revision is that which the command made; without anything to set, nothing is done and it is 0.
func (s *Store) commit(a act, more int64, plan func(*badger.Txn) (command, error)) (revision uint64, err error) {
	s.closing.RLock()
	defer s.closing.RUnlock()
	if s.closed {
		return 0, closedFault()
	}
	if err := mayDo(a.by, a.do); err != nil {
		return 0, err
	}
	s.writer.Lock()
	defer s.writer.Unlock()
	if err := s.mayWrite(more); err != nil {
		return 0, err
	}
	revision, err = s.carryOut(a, plan)
	return revision, s.described(err)
}

var errLags = lang.Wrong(lang.T("la dernière ligne y manque", "it lacks the last line"), lang.Text{})

func (s *Store) carryOut(a act, plan func(*badger.Txn) (command, error)) (uint64, error) {
	if s.index.at.Seq < s.journal.Last().Seq {
		if err := s.fallBack(errLags); err != nil {
			return 0, err
		}
	}
	var c command
	err := s.index.db.View(func(txn *badger.Txn) (err error) { c, err = plan(txn); return err })
	if err == nil && len(c.set) == 0 {
		return 0, nil
	}
	var line journal.Line
	if err == nil {
		line, err = s.record(a, c.set)
	}
	if err != nil {
		if c.takeBack != nil && !errors.Is(err, ErrUnsure) {
			c.takeBack()
		}
		return 0, err
	}
	if err := s.enter(line); err != nil {
		if err := s.fallBack(err); err != nil {
			return 0, err
		}
	}
	s.revision.Store(line.Seq)
	s.tell(line.Seq)
	return line.Seq, nil
}

// mayDo refuses what the role of a person does not allow, wherever it comes from: a key, a command or another program.
func mayDo(by scenarios.Person, do journal.Verb) error {
	needs := scenarios.MaySave
	if do == journal.Marked || do == journal.Unmarked {
		needs = scenarios.MayCheck
	}
	if why := by.May(needs); why != nil {
		return fault{why, ErrRole}
	}
	return nil
}

// record puts a command into the journal, once it is sure that the index can take it.
func (s *Store) record(a act, set []journal.Write) (journal.Line, error) {
	if err := fits(a.by.Name, set); err != nil {
		return journal.Line{}, err
	}
	at, err := s.time(a.do)
	if err != nil {
		return journal.Line{}, err
	}
	size := sizeOf(a.by.Name, set)
	if err := checkSpace(s.dir, 2*size); err != nil {
		return journal.Line{}, err
	}
	if err := s.index.reserve(size); err != nil {
		return journal.Line{}, notWritten(s.home, err)
	}
	line, err := s.journal.Append(journal.Line{At: at, By: a.by.Name, Key: a.by.Key, Do: a.do, Set: set})
	return line, notWritten(s.home, err)
}

// enter puts a line into the index. Nobody reads while one goes in that needs more than one transaction.
func (s *Store) enter(line journal.Line) error {
	err := s.index.apply(line)
	if !errors.Is(err, badger.ErrTxnTooBig) {
		return err
	}
	s.reading.Lock()
	defer s.reading.Unlock()
	return s.index.applyInParts(line)
}

const (
	maxCommand = 32 << 20  // bytes that a command may set; a line of the journal takes more
	maxNames   = 896 << 10 // bytes of the keys of a command: they are one value of the index, see Event
	maxText    = 8 << 10   // bytes of a key, and of an author
)

// fits makes sure that the index can take a command, as the journal will give it back, before the journal does.
func fits(by string, set []journal.Write) error {
	names := 0
	for _, w := range set {
		if strings.ContainsRune(w.Key, 0) || !utf8.ValidString(w.Key) || len(w.Key) > maxText {
			return wrong(ErrTooLarge, lang.T("ce nom ne peut pas être enregistré", "this name cannot be saved"), lang.T("donnez un nom court", "give a short name"))
		}
		names += quoted(w.Key) + 1
	}
	switch {
	case len(by) > maxText:
		return wrong(ErrTooLarge, lang.T("ce nom d'auteur est trop long", "this author's name is too long"), lang.T("donnez un nom court", "give a short name"))
	case names > maxNames || sizeOf(by, set) > maxCommand:
		return wrong(ErrTooLarge, lang.T("il y a trop à enregistrer en une fois", "this is too much to save at once"), lang.T("importez moins de scénarios à la fois", "import fewer scenarios at a time"))
	}
	return nil
}

// sizeOf is how many bytes of the index a command takes, at most: with short names it is far more than it takes in the journal.
func sizeOf(by string, set []journal.Write) int64 {
	size := 1 << 10 // the line and the meta
	for _, w := range set {
		size += 2*len(w.Key) + quoted(w.Key) + len(w.Value) + quoted(by) + quoted(w.To) + 256
	}
	return int64(size)
}

// quoted is how many bytes a text takes in JSON.
func quoted(s string) int {
	data, _ := json.Marshal(s) // a text has no error
	return len(data)
}

// fallBack makes the index again, in memory, where it cannot take what the journal has: nothing is lost, and the session goes on.
// Where that fails too, the next command tries it again first.
func (s *Store) fallBack(why error) error {
	x, err := s.indexInMemory()
	if err != nil {
		return wrong(ErrUnsure, lang.F("c'est écrit dans le journal, mais l'index ne peut pas être refait : %s", "it is written in the journal, but the index cannot be made again: %s", said(err)),
			lang.T("gardez votre travail ailleurs (export), puis relancez quotepart", "keep your work elsewhere (export), then start quotepart again"))
	}
	s.reading.Lock()
	old := s.index
	s.index = x
	s.reading.Unlock()
	s.noticeInMemory(why)
	s.drop(old)
	return nil
}

// indexInMemory makes an index of all that the journal has by now.
func (s *Store) indexInMemory() (*index, error) {
	read, err := readJournal(s.journalPath())
	if err != nil {
		return nil, err
	}
	if last := s.journal.Last().Seq; read.last.Seq < last {
		return nil, lineMissing(read, last)
	}
	return read.inMemory()
}

func (s *Store) noticeInMemory(why error) {
	s.notice(lang.F("l'index ne peut pas être écrit, il est tenu en mémoire (%s)", "the index cannot be written and is held in memory (%s)", said(why)))
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
func (s *Store) AcceptClock(by scenarios.Person) error {
	_, err := s.commit(act{by, journal.Clock}, 0, func(*badger.Txn) (command, error) {
		set, err := setTo("clock", now())
		return command{set: []journal.Write{set}}, err
	})
	return err
}

func (s *Store) journalPath() string { return filepath.Join(s.home, journalName) }
