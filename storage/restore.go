package storage

import (
	"bufio"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"quotepart/engine/lang"
	"quotepart/storage/journal"
)

// Restored is what Restore or Salvage made.
type Restored struct {
	Dir, Home string // the data folder, and the home in it that counts now
	Old       string // the home that counted before, which is kept; nothing where there was none

	Lines     uint64
	Last      time.Time
	Years     int
	Scenarios int

	Calls []lang.Text // those issued after the backup, which are kept, a line each year; and whether there may be others
	Whole bool        // nothing had to be salvaged: the home is the one that counted before
	Lost  []lang.Text // what could not be salvaged, or only from the index, a line each
}

// unfinished ends the name of a home that is being made. It never counts.
const unfinished = ".new"

// Restore makes the store of a folder what a backup holds, in a new home; the old one is kept. All of the backup is verified before
// anything is made, and all of the new home before it counts: any error changes nothing. A backup that is not whole is an ErrDamaged,
// one of a newer quotepart an ErrNewer, a folder that another process has open an ErrInUse. Calls that the old home issued after the
// backup are kept: the author puts them behind it. Where it gave their numbers to others, that is an ErrDiffers.
func Restore(dir, path, author string) (*Restored, error) {
	return restoring{journal.OS{}}.restore(dir, path, author)
}

// restoring is how homes are made; tests have the disk fail.
type restoring struct{ disk journal.Disk }

func (r restoring) restore(dir, path, author string) (*Restored, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, notRead(path, err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err == nil && info.IsDir() {
		err = wrong(fs.ErrInvalid, lang.F("« %s » est un dossier", "%q is a folder", path), lang.T("donnez le fichier d'une sauvegarde", "give the file of a backup"))
	}
	if err == nil {
		_, err = readBackup(f, path, backupReader{})
	}
	if err != nil {
		return nil, notRead(path, err)
	}
	h, err := r.start(dir, info.Size())
	if err != nil {
		return nil, err
	}
	defer h.end()
	w := bufio.NewWriter(nil)
	err = h.makeJournal(w, func() error {
		if _, err := f.Seek(0, io.SeekStart); err != nil {
			return err
		}
		issued, last := issuedCalls{}, journal.Line{}
		_, err := readBackup(f, path, backupReader{object: h.putObject, line: func(l journal.Line, raw []byte) error {
			last = l
			_, err := w.Write(raw)
			return errors.Join(err, issued.takeLine(l))
		}})
		if err != nil {
			return err
		}
		return h.keepCalls(w, issued, last, author)
	})
	if err == nil {
		err = h.count()
	}
	if err != nil {
		return nil, notMade(h.dir, err)
	}
	return h.answer(), nil
}

func notRead(path string, err error) error {
	var known *lang.Fault
	if errors.As(err, &known) {
		return err
	}
	if errors.Is(err, fs.ErrNotExist) {
		return wrong(ErrNotFound, lang.F("il n'y a pas de fichier « %s »", "there is no file %q", path), lang.T("vérifiez le chemin", "check the path"))
	}
	return wrong(err, lang.F("la sauvegarde « %[1]s » ne peut pas être lue : %[2]s", "the backup %[1]q cannot be read: %[2]s", path, said(err)), lang.T("vérifiez le chemin et vos droits", "check the path and your permissions"))
}

func notMade(dir string, err error) error {
	var known *lang.Fault
	if err = notWritten(dir, err); errors.As(err, &known) {
		return err
	}
	return unusable(dir, err)
}

// newHome is a home being made beside the one that counts.
type newHome struct {
	disk      journal.Disk
	dir       string // the data folder
	lock      *folderLock
	name, old string // the homes
	path      string // where it is made
	in        *inspection
	calls     []lang.Text // see Restored
}

// start claims a data folder, whatever its state, and makes an empty folder in it for a home. End gives all back that does not count.
func (r restoring) start(dir string, size int64) (*newHome, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, unusable(dir, err)
	}
	if err := makeFolder(r.disk, dir); err != nil {
		return nil, err
	}
	if _, err := presentHome(dir); err != nil {
		return nil, err
	}
	h := &newHome{disk: r.disk, dir: dir}
	if h.lock, err = lockFolder(dir); err != nil {
		return nil, err
	}
	if err := h.prepare(size); err != nil {
		h.end()
		return nil, notMade(dir, err)
	}
	return h, nil
}

// presentHome is the home that counts, "" where there is none or FORMAT does not tell. It refuses what must not be touched.
func presentHome(dir string) (string, error) {
	f, err := readFormat(dir)
	switch {
	case errors.Is(err, ErrDamaged):
		return lastHome(dir)
	case f.Schema == 1:
		return indexName, nil
	}
	return f.Home, err
}

func (h *newHome) prepare(size int64) (err error) {
	if h.old, err = presentHome(h.dir); err != nil { // again: it may have changed before the lock was ours
		return err
	}
	if err := checkSpace(h.dir, 2*size); err != nil {
		return err
	}
	all, err := homes(h.dir)
	if err != nil {
		return err
	}
	n := 1
	if len(all) > 0 {
		n = homeNumber(all[len(all)-1]) + 1
	}
	h.name = homePrefix + strconv.Itoa(n)
	h.path = filepath.Join(h.dir, h.name+unfinished)
	if err := os.RemoveAll(h.path); err != nil { // of a restore that did not come to its end
		return err
	}
	for _, folder := range []string{h.path, filepath.Join(h.path, objectsName), filepath.Join(h.path, draftsName)} {
		if err := h.disk.Mkdir(folder); err != nil {
			return err
		}
	}
	return nil
}

func (h *newHome) end() {
	if h.in != nil {
		h.in.close()
	}
	_ = os.RemoveAll(h.path) // where it counts by now it has another name
	_ = h.lock.release()
}

func (h *newHome) putObject(sum journal.Sum, data []byte) error {
	return journal.Put(h.disk, objectIn(h.path, sum), data)
}

// makeJournal writes the journal: write is what puts its lines into w.
func (h *newHome) makeJournal(w *bufio.Writer, write func() error) error {
	f, err := h.disk.OpenFile(filepath.Join(h.path, journalName), os.O_RDWR|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	w.Reset(&fileEnd{f: f})
	err = write()
	if err == nil {
		err = w.Flush()
	}
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

// fileEnd writes behind what it has written.
type fileEnd struct {
	f  journal.File
	at int64
}

func (e *fileEnd) Write(p []byte) (int, error) {
	n, err := e.f.WriteAt(p, e.at)
	e.at += int64(n)
	return n, err
}

// count makes the index, verifies all that was written, and lets the home count.
func (h *newHome) count() error {
	s, err := surveyJournal(filepath.Join(h.path, journalName))
	if err == nil {
		err = h.makeIndex(s.lines())
	}
	if err != nil {
		return err
	}
	h.in = &inspection{Verified: Verified{Dir: h.dir, Home: h.name}, path: h.path}
	if err := h.in.record(); err != nil {
		return err
	}
	if err := h.in.wrong(); err != nil {
		return err
	}
	if err := h.keepDrafts(); err != nil {
		return err
	}
	for _, folder := range []string{filepath.Join(h.path, objectsName), filepath.Join(h.path, draftsName), h.path} {
		if err := h.disk.SyncDir(folder); err != nil {
			return err
		}
	}
	err = h.disk.Rename(h.path, filepath.Join(h.dir, h.name))
	if err == nil {
		err = h.disk.SyncDir(h.dir)
	}
	if err == nil {
		err = switchHome(h.disk, h.dir, h.name)
	}
	return err
}

func (h *newHome) makeIndex(lines []journal.Line) error {
	x, err := openIndex(smallData(filepath.Join(h.path, indexName)))
	if err != nil {
		return err
	}
	return errors.Join(putInto(x, lines), x.check(), x.close())
}

// keepDrafts copies the drafts of the old home that are whole: they are nobody's record, and not in backups.
func (h *newHome) keepDrafts() error {
	paths, _ := filepath.Glob(filepath.Join(h.dir, h.old, draftsName, "*"+draftSuffix))
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err == nil {
			_, err = journal.Unseal(data, &Draft{})
		}
		if err != nil {
			continue
		}
		if err := journal.Put(h.disk, filepath.Join(h.path, draftsName, filepath.Base(path)), data); err != nil {
			return err
		}
	}
	return nil
}

func (h *newHome) answer() *Restored {
	v := h.in.Verified
	return &Restored{Dir: h.dir, Home: h.name, Old: h.old, Lines: v.Lines, Last: v.Last, Years: v.Years, Scenarios: v.Scenarios, Calls: h.calls}
}
