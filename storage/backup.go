package storage

import (
	"bufio"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"quotepart/engine/lang"
	"quotepart/storage/journal"
)

// A backup is one file of JSON lines: a head, the files of all years, the lines of the journal as they stand there, and an end with
// the SHA-256 of all before. It holds nothing of the time or place in which it is made: the same store gives the same bytes.
const (
	backupName    = "quotepart-backup/"
	backupVersion = backupName + "1"
)

// backupHead is the first line, sealed.
type backupHead struct {
	Format  string      `json:"format"`
	Schema  int         `json:"schema"`
	Objects int         `json:"objects"` // lines of files
	Lines   uint64      `json:"lines"`   // of the journal
	Bytes   int64       `json:"bytes"`   // of those
	Last    journal.Sum `json:"last"`    // the seal of the last of them
	At      time.Time   `json:"at"`      // and its time
}

// backupObject is a file of a year.
type backupObject struct {
	Object journal.Sum `json:"object"`
	Data   []byte      `json:"data"`
}

// backupEnd is the last line.
type backupEnd struct {
	Count  uint64      `json:"count"`  // of lines before it
	SHA256 journal.Sum `json:"sha256"` // of all bytes before it
}

// Backed is what a backup holds.
type Backed struct {
	Lines   uint64
	Last    time.Time
	Objects int
	Bytes   int64 // of the whole backup
}

// Backup writes all that a store has acknowledged until now; another process may go on writing to it. What is not whole in the store
// is refused with a Fault for each flaw: see Verify.
func Backup(dir string, w io.Writer) (Backed, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return Backed{}, unusable(dir, err)
	}
	in := &inspection{Verified: Verified{Dir: dir}}
	if err := in.format(); err != nil {
		return Backed{}, err
	}
	defer in.close()
	if err := in.toBackUp(); err != nil {
		return Backed{}, err
	}
	b := &backupWriter{w: w, hash: sha256.New()}
	if err := b.write(in); err != nil {
		return Backed{}, err
	}
	return Backed{in.Lines, in.Last, in.Objects, b.bytes}, nil
}

// toBackUp makes sure that all that the journal has is whole. The index is no part of a backup, but it knows whether the journal
// still has all that was acknowledged.
func (in *inspection) toBackUp() (err error) {
	known, drop, indexErr := openCopy(in.path)
	if indexErr == nil {
		defer drop()
	}
	if in.survey, err = surveyJournal(filepath.Join(in.path, journalName)); err != nil {
		return err
	}
	in.journal(known)
	in.objects()
	return in.wrong()
}

// backupWriter counts and sums what goes into a backup.
type backupWriter struct {
	w     io.Writer
	hash  hash.Hash
	count uint64
	bytes int64
}

func (b *backupWriter) write(in *inspection) error {
	lines := in.survey.lines()
	last := lines[len(lines)-1]
	head, _, err := journal.Seal(backupHead{backupVersion, schema, in.Objects, in.Lines, in.survey.size, last.Sum, last.At})
	if err != nil {
		return err
	}
	if err := b.line(head); err != nil {
		return err
	}
	for _, f := range in.files {
		data, err := readWhole(objectIn(in.path, f.SHA256), f.SHA256)
		if err != nil {
			return err
		}
		if err := b.value(backupObject{f.SHA256, data}); err != nil {
			return err
		}
	}
	if err := b.journal(in.survey); err != nil {
		return err
	}
	return b.value(backupEnd{b.count, journal.Sum(b.hash.Sum(nil))})
}

// journal copies the lines as they stand there.
func (b *backupWriter) journal(s *survey) error {
	f, err := os.Open(s.path)
	if err != nil {
		return unusable(s.path, err)
	}
	defer f.Close()
	_, size, err := journal.Read(io.LimitReader(f, s.size), func(_ journal.Line, raw []byte) error { return b.line(raw[:len(raw)-1]) })
	if err == nil && size != s.size {
		err = io.ErrUnexpectedEOF
	}
	return err
}

func (b *backupWriter) value(v any) error {
	data, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return b.line(data)
}

func (b *backupWriter) line(data []byte) error {
	for _, part := range [][]byte{data, {'\n'}} {
		b.hash.Write(part) // never fails
		n, err := b.w.Write(part)
		b.bytes += int64(n)
		if err != nil {
			return err
		}
	}
	b.count++
	return nil
}

func readWhole(path string, sum journal.Sum) ([]byte, error) {
	data, err := os.ReadFile(path)
	if err == nil && journal.SumOf(data) != sum {
		err = errChanged
	}
	return data, err
}

// BackupFile is Backup into a file, which is there whole and read back, or not at all. One that is there already is only replaced
// with force.
func BackupFile(dir, path string, force bool) (Backed, error) {
	if err := mayWrite(path, force); err != nil {
		return Backed{}, err
	}
	part := path + ".new"
	made, err := backupInto(dir, part)
	if err == nil {
		err = os.Rename(part, path)
	}
	if err != nil {
		_ = os.Remove(part) // the first error is the one to mend
		return Backed{}, notBackedUp(path, err)
	}
	return made, notBackedUp(path, syncDir(filepath.Dir(path)))
}

func backupInto(dir, path string) (Backed, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return Backed{}, err
	}
	defer f.Close()
	w := bufio.NewWriter(f)
	made, err := Backup(dir, w)
	if err == nil {
		err = w.Flush()
	}
	if err == nil {
		err = f.Sync()
	}
	if err == nil {
		_, err = f.Seek(0, io.SeekStart)
	}
	if err == nil {
		_, err = readBackup(f, path, backupReader{})
	}
	return made, err
}

func mayWrite(path string, force bool) error {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return notBackedUp(path, err)
	case info.IsDir():
		return wrong(fs.ErrExist, lang.F("« %s » est un dossier", "%q is a folder", path), lang.T("donnez le nom d'un fichier dans ce dossier", "give the name of a file in it"))
	case !force:
		return wrong(fs.ErrExist, lang.F("« %s » est déjà là", "%q is there already", path), lang.T("donnez un autre nom, ou remplacez-le avec --force", "give another name, or replace it with --force"))
	}
	return nil
}

// notBackedUp passes on what is said already, and puts an error of the system into words.
func notBackedUp(path string, err error) error {
	var known *lang.Fault
	if err == nil || errors.As(err, &known) {
		return err
	}
	return wrong(err, lang.F("la sauvegarde « %[1]s » ne peut pas être écrite : %[2]s", "the backup %[1]q cannot be written: %[2]s", path, said(err)), lang.T("vérifiez le chemin, vos droits et la place sur ce disque", "check the path, your permissions and the space on that disk"))
}

// backupReader is what is done with the parts of a backup; each may be nil.
type backupReader struct {
	object func(sum journal.Sum, data []byte) error
	line   func(l journal.Line, raw []byte) error
}

// readBackup reads a backup from its first byte to its last and verifies all of it. What it has given before an error must not count.
// Errors are Faults: ErrNewer, or ErrDamaged with the line; those of the functions are passed on.
func readBackup(r io.Reader, name string, do backupReader) (backupHead, error) {
	b := &backupParser{name: name, in: bufio.NewReaderSize(r, 64<<10), hash: sha256.New(), do: do, has: map[journal.Sum]bool{}}
	head, err := b.head()
	if err == nil {
		err = b.objects(head.Objects)
	}
	if err == nil {
		err = b.journal(head)
	}
	if err == nil {
		err = b.end()
	}
	return head, err
}

type backupParser struct {
	name  string
	in    *bufio.Reader
	hash  hash.Hash
	count uint64 // lines read
	do    backupReader
	has   map[journal.Sum]bool // objects
}

func (b *backupParser) damaged(why error) error {
	return wrong(ErrDamaged, lang.F("la sauvegarde « %[1]s » est abîmée, ligne %[2]d : %[3]s", "the backup %[1]q is damaged, line %[2]d: %[3]s", b.name, b.count+1, said(why)), takeAnother)
}

var takeAnother = lang.T("prenez une autre sauvegarde, ou copiez celle-ci de nouveau ; rien n'a changé", "take another backup, or copy this one again; nothing has changed")

var errShort = lang.Wrong(lang.T("le fichier finit trop tôt", "the file ends too early"), lang.Text{})

// line reads one line, without its line feed.
func (b *backupParser) line() ([]byte, error) {
	data, err := b.in.ReadBytes('\n')
	if errors.Is(err, io.EOF) {
		err = errShort
	}
	if err != nil {
		return nil, b.damaged(err)
	}
	b.hash.Write(data)
	return data[:len(data)-1], nil
}

func (b *backupParser) head() (h backupHead, err error) {
	const start = `{"format":"` + backupName
	if begins, _ := b.in.Peek(len(start)); string(begins) != start {
		return h, wrong(ErrDamaged, lang.F("« %s » n'est pas une sauvegarde de quotepart", "%q is no backup of quotepart", b.name), lang.T("donnez un fichier fait par quotepart backup ; rien n'a changé", "give a file made by quotepart backup; nothing has changed"))
	}
	data, err := b.line()
	if err != nil {
		return h, err
	}
	if _, err := journal.Unseal(data, &h); err != nil {
		return h, b.damaged(err)
	}
	if h.Format != backupVersion || h.Schema > schema {
		return h, wrong(ErrNewer, lang.F("la sauvegarde « %[1]s » a été faite par une version plus récente de quotepart (%[2]s, schéma %[3]d)", "the backup %[1]q was made by a newer quotepart (%[2]s, schema %[3]d)", b.name, h.Format, h.Schema),
			lang.T("installez la version récente ; rien n'a changé", "install the newer version; nothing has changed"))
	}
	b.count++
	return h, nil
}

func (b *backupParser) objects(n int) error {
	for range n {
		data, err := b.line()
		if err != nil {
			return err
		}
		var o backupObject
		if err := json.Unmarshal(data, &o); err != nil || journal.SumOf(o.Data) != o.Object {
			return b.damaged(errChanged)
		}
		b.has[o.Object] = true
		if b.do.object != nil {
			if err := b.do.object(o.Object, o.Data); err != nil {
				return err
			}
		}
		b.count++
	}
	return nil
}

func (b *backupParser) journal(head backupHead) error {
	passed := error(nil)
	last, size, err := journal.Read(io.TeeReader(io.LimitReader(b.in, head.Bytes), b.hash), func(l journal.Line, raw []byte) error {
		if passed = b.hasFiles(l); passed == nil && b.do.line != nil {
			passed = b.do.line(l, raw)
		}
		b.count++
		return passed
	})
	switch {
	case passed != nil:
		return passed
	case err != nil:
		var broken *journal.Broken
		if errors.As(err, &broken) {
			err = broken.Err
		}
		return b.damaged(err)
	case size != head.Bytes || last.Seq != head.Lines || last.Sum != head.Last:
		return b.damaged(errShort)
	}
	return nil
}

// hasFiles makes sure that the files are there that a line names.
func (b *backupParser) hasFiles(l journal.Line) (err error) {
	eachYear(l, func(_ string, y yearRecord, _ error) {
		for _, f := range y.Files {
			if !b.has[f.SHA256] {
				err = b.damaged(lang.Wrong(lang.F("le fichier « %s » qu'elle nomme manque", "the file %q that it names is missing", f.Name), lang.Text{}))
			}
		}
	})
	return err
}

// end wants the one last line that can stand there, and nothing behind it.
func (b *backupParser) end() error {
	want, err := json.Marshal(backupEnd{b.count, journal.Sum(b.hash.Sum(nil))})
	if err != nil {
		return err
	}
	got, err := io.ReadAll(io.LimitReader(b.in, int64(len(want))+2))
	switch {
	case err != nil:
		return b.damaged(err)
	case len(got) <= len(want) && strings.HasPrefix(string(want), string(got)):
		return b.damaged(errShort)
	case string(got) != string(want)+"\n":
		return b.damaged(errSum)
	}
	return nil
}

var errSum = lang.Wrong(lang.T("la somme de contrôle n'est pas celle du fichier", "the checksum is not that of the file"), lang.Text{})
