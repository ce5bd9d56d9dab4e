package storage

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"github.com/dgraph-io/badger/v4"

	"quotepart/engine/lang"
	"quotepart/storage/journal"
)

// Open opens the store in a folder, which is made on first use, readable by its user alone. Another process that has it open
// is an ErrInUse, a store written by a newer quotepart an ErrNewer, a journal that is not what was written an ErrDamaged. A folder
// that cannot be written, or a disk that is almost full, opens for reading: every save is then refused with that reason. What had
// to be mended is in Notices.
func Open(dir string) (*Store, error) { return opening{}.open(dir) }

// OpenTelling is Open that tells how far it is where the index has to be made again: lines of the journal done, of all.
func OpenTelling(dir string, progress func(done, all uint64)) (*Store, error) {
	return opening{progress: progress}.open(dir)
}

// OpenToRead opens a store that another process may hold, for reading what is there now. Nothing in the folder is touched. A folder
// without a store is an ErrNotFound.
func OpenToRead(dir string) (*Store, error) {
	return opening{toRead: true}.open(dir)
}

// opening is how a store is opened; tests have it differ.
type opening struct {
	disk     journal.Disk                    // nil: the machine's
	options  func(dir string) badger.Options // nil: smallData
	progress func(done, all uint64)          // nil: nobody is told
	toRead   bool
}

func (o opening) open(dir string) (*Store, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, unusable(dir, err)
	}
	if o.disk == nil {
		o.disk = journal.OS{}
	}
	if o.options == nil {
		o.options = smallData
	}
	s := &Store{dir: dir, disk: o.disk, mailboxes: map[chan uint64]bool{}}
	if err := s.prepare(o); err != nil {
		s.abandon()
		return nil, s.described(err)
	}
	if err := s.load(o); err != nil {
		s.abandon()
		return nil, s.described(err)
	}
	return s, nil
}

// prepare finds the home, makes it on first use, and locks the folder.
func (s *Store) prepare(o opening) error {
	if !o.toRead {
		if err := makeFolder(s.disk, s.dir); err != nil {
			return err
		}
	}
	f, err := readFormat(s.dir)
	if err != nil {
		return err
	}
	switch {
	case o.toRead && f.Schema != schema:
		return nothingStored(s.dir)
	case o.toRead:
		s.unwritable = wrong(ErrInUse, lang.T("le dossier de données est ouvert pour lecture seulement", "the data folder is open for reading only"), lang.T("fermez l'autre quotepart, puis réessayez", "close the other quotepart, then try again"))
	default:
		if err := s.takeLock(f); err != nil {
			return err
		}
		if f, err = readFormat(s.dir); err != nil { // again: it may have been made, or switched, before the lock was ours
			return err
		}
		if f, err = s.makeStore(o, f); err != nil {
			return err
		}
	}
	s.home = filepath.Join(s.dir, f.Home)
	return nil
}

// takeLock locks the folder. One that cannot be written, or whose disk is almost full, is opened for reading where there is a store
// to be read.
func (s *Store) takeLock(f format) error {
	full := checkSpace(s.dir, 0)
	if full != nil && f.Schema != schema {
		return full
	}
	var err error
	if s.lock, err = lockFolder(s.dir); err == nil {
		s.unwritable = full
		return nil
	}
	switch {
	case f.Schema == schema && noRoom(err):
		s.unwritable = fullUntilRestart(s.dir)
	case f.Schema == schema && (errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS)):
		s.unwritable = err
	default:
		return err
	}
	return nil
}

// fullUntilRestart says that only another Open can tell what may be written.
func fullUntilRestart(dir string) error {
	return wrong(ErrNoSpace, lang.F("le disque de « %s » était plein à l'ouverture", "the disk of %q was full when it was opened", dir),
		lang.T("libérez de la place, puis relancez quotepart ; ce qui était enregistré est intact", "free some space, then start quotepart again; what was saved is intact"))
}

// resume lets a store be written that was opened on a full disk and has been locked since, once there is room. Its index stays in memory
// until the next Open; the one on the disk is deleted, as it would not know what is acknowledged from now on.
func (s *Store) resume() error {
	if s.full == nil || checkSpace(s.dir, 0) != nil {
		return s.unwritable
	}
	if err := os.RemoveAll(filepath.Join(s.home, indexName)); err != nil {
		return s.described(err)
	}
	j, err := journal.Open(s.disk, s.journalPath(), s.full.last, s.full.size)
	if err != nil {
		return s.described(notWritten(s.home, err))
	}
	s.journal, s.unwritable, s.full = j, nil, nil
	s.notice(lang.T("le disque a de nouveau de la place : on peut de nouveau enregistrer", "the disk has room again: saving is possible again"))
	return nil
}

// makeStore makes a new store, or one of schema 2 out of an older one.
func (s *Store) makeStore(o opening, f format) (format, error) {
	first := format{schema, homePrefix + "1"}
	var err error
	switch f.Schema {
	case 0:
		err = s.create(first.Home)
	case 1:
		if first.Home, err = migrationHome(s.dir); err == nil {
			err = s.migrate(o, first.Home)
		}
	default:
		return f, nil
	}
	if err == nil {
		err = switchHome(s.disk, s.dir, first.Home)
	}
	s.fresh = true
	if err != nil {
		return first, unusable(s.dir, err)
	}
	return first, nil
}

func (s *Store) create(home string) error {
	if err := syncName(s.disk, s.dir); err != nil { // whoever made it may have been stopped before that
		return err
	}
	j, err := makeHome(s.disk, s.dir, home, journal.Line{At: now(), Do: journal.Created})
	if err != nil {
		return err
	}
	return j.Close()
}

// abandon gives back what an Open that failed had taken. The first error is the one to mend.
func (s *Store) abandon() {
	if s.journal != nil {
		_ = s.journal.Close()
	}
	if s.index != nil {
		_ = s.index.close()
	}
	if s.lock != nil {
		_ = s.lock.release()
	}
}

// load reads the journal and brings the index in step with it.
func (s *Store) load(o opening) error {
	read, err := readJournal(filepath.Join(s.home, journalName))
	if err != nil {
		return err
	}
	index, why := s.findIndex(o)
	s.index = index
	if err := s.settleEnd(read, index); err != nil {
		return err
	}
	if errors.Is(s.unwritable, ErrNoSpace) && s.lock != nil {
		if s.full = read; read.torn != nil {
			s.full, s.unwritable = nil, fullUntilRestart(s.dir)
		}
	}
	if s.unwritable == nil {
		if s.journal, err = journal.Open(s.disk, filepath.Join(s.home, journalName), read.last, read.size); err != nil {
			return unusable(s.home, err)
		}
	}
	if index != nil && why == nil {
		why = read.follows(index.at)
	}
	if why != nil && !s.fresh {
		s.notice(lang.F("l'index est refait depuis le journal (%s)", "the index is made again from the journal (%s)", said(why)))
	}
	if why != nil {
		if err := s.newIndex(o); err != nil {
			return err
		}
	}
	err = s.roomToIndex(read)
	if err == nil {
		err = read.into(s.index, o.progress)
	}
	if err != nil {
		if s.index.dir == "" {
			return err
		}
		x, inMemory := read.inMemory()
		if inMemory != nil {
			return inMemory
		}
		s.noticeInMemory(err)
		s.drop(s.index)
		s.index = x
	}
	s.revision.Store(s.index.at.Seq)
	return nil
}

// roomToIndex makes sure that the disk has room for the lines that the index on it lacks. While Badger puts them in, it takes up to twice
// what they take in the end: its log, and the table that it makes of that.
func (s *Store) roomToIndex(read *reading) error {
	lacks := read.upTo(read.last.Seq) - read.upTo(s.index.at.Seq)
	if s.index.dir == "" || lacks == 0 {
		return nil
	}
	return checkSpace(s.dir, 2*lacks)
}

// findIndex opens the index where it was left. Why says that it has to be made again.
func (s *Store) findIndex(o opening) (x *index, why error) {
	if s.unwritable != nil {
		return openIndex(inMemory())
	}
	dir := filepath.Join(s.home, indexName)
	if err := caught(func() error { return checkFiles(dir) }); err != nil {
		return nil, err
	}
	x, err := openIndex(o.options(dir))
	if err != nil {
		return nil, err
	}
	err = x.check()
	if err == nil && x.at.Seq == 0 {
		err = lang.Wrong(lang.T("il est vide", "it is empty"), lang.Text{})
	}
	return x, err
}

// newIndex puts an empty index in the place of one that cannot be used: on the disk or, where that fails too, in memory.
func (s *Store) newIndex(o opening) error {
	if s.index != nil {
		_ = s.index.close() // it is deleted in any case
		s.index = nil
	}
	var err error
	if s.unwritable == nil {
		dir := filepath.Join(s.home, indexName)
		if err = os.RemoveAll(dir); err == nil {
			s.index, err = openIndex(o.options(dir))
		}
		if err == nil {
			return nil
		}
		s.noticeInMemory(err)
	}
	s.index, err = openIndex(inMemory())
	return err
}
