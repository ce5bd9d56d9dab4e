package storage

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"quotepart/storage/journal"
)

// survey is all that is found in the journal of a home, whole or broken.
type survey struct {
	path    string
	whole   []journal.Line  // the lines whose own seal is right, as they stand in the file
	chained int             // of these, how many stand at the start with nothing broken before or between them
	size    int64           // the bytes of those, line feeds included
	broken  []journal.Piece // the others, and those of the whole lines that do not follow
}

// surveyJournal reads a whole journal in which anything may be broken. One that is not there has no lines.
func surveyJournal(path string) (*survey, error) {
	s := &survey{path: path}
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return s, nil
	}
	if err != nil {
		return nil, unusable(path, err)
	}
	defer f.Close()
	last, unread := uint64(0), uint64(0) // the number of the last whole line, and the pieces since
	err = journal.Scan(f, func(p journal.Piece) error {
		if p.Seal != nil {
			s.broken = append(s.broken, p)
			unread++
			return nil
		}
		s.whole = append(s.whole, p.Line)
		if p.Chain != nil && (unread == 0 || p.Line.Seq != last+unread+1) { // else it lacks but the broken ones before it
			s.broken = append(s.broken, p)
		}
		if len(s.broken) == 0 {
			s.chained++
			s.size = p.Offset + int64(len(p.Raw)) + 1
		}
		last, unread = p.Line.Seq, 0
		return nil
	})
	if err != nil {
		return nil, unusable(path, err)
	}
	return s, nil
}

// lines are those that count: they follow one another from the first.
func (s *survey) lines() []journal.Line { return s.whole[:s.chained] }

// follows tells whether an index was made of the lines that count, or of the first of them.
func (s *survey) follows(at meta) bool {
	return at.Seq <= uint64(s.chained) && (at.Seq == 0 || s.whole[at.Seq-1].Sum == at.Head)
}

// eachYear gives each version of a year that the whole lines name. A value that is none is an error.
func (s *survey) eachYear(do func(l journal.Line, id string, y yearRecord, err error)) {
	for _, l := range s.whole {
		eachYear(l, func(id string, y yearRecord, err error) { do(l, id, y, err) })
	}
}

// eachYear gives the versions of years that a line sets.
func eachYear(l journal.Line, do func(id string, y yearRecord, err error)) {
	for _, w := range l.Set {
		if id, is := strings.CutPrefix(w.Key, yearPrefix); is && !w.Gone() {
			y, err := valueOf[yearRecord](w.Key, version{Value: w.Value})
			do(id, y, err)
		}
	}
}

// homes lists the homes of a data folder, in the order in which they were made.
func homes(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, unusable(dir, err)
	}
	var names []string
	for _, e := range entries {
		if homeNumber(e.Name()) > 0 && e.IsDir() {
			names = append(names, e.Name())
		}
	}
	slices.SortFunc(names, func(a, b string) int { return homeNumber(a) - homeNumber(b) })
	return names, nil
}

// homeNumber is the number of a home, 0 for what is none.
func homeNumber(name string) int {
	n, err := strconv.Atoi(strings.TrimPrefix(name, homePrefix))
	if err != nil || n < 1 || name != homePrefix+strconv.Itoa(n) {
		return 0
	}
	return n
}

// lastHome is the home that was made last and has a journal: the one that counts where FORMAT does not tell. None is "".
func lastHome(dir string) (string, error) {
	all, err := homes(dir)
	for _, home := range slices.Backward(all) {
		if info, err := os.Stat(filepath.Join(dir, home, journalName)); err == nil && info.Size() > 0 {
			return home, nil
		}
	}
	return "", err
}

// putInto puts lines into an index, in as many transactions as they need.
func putInto(x *index, lines []journal.Line) error {
	start, size := 0, int64(0)
	for i, l := range lines {
		of := sizeOf(l.By, l.Set)
		if i > start && size+of > batchSize {
			if err := x.applyInParts(lines[start:i]...); err != nil {
				return err
			}
			start, size = i, 0
		}
		size += of
	}
	if start == len(lines) {
		return nil
	}
	return x.applyInParts(lines[start:]...)
}

// openCopy opens a copy of the index of a home, which another process may be writing, and reads all of it. Close it with drop. A copy
// may be taken between two writes that belong together: it is tried a few times.
func openCopy(home string) (x *index, drop func(), err error) {
	for range 5 {
		if x, drop, err = tryCopy(home); err == nil {
			return x, drop, nil
		}
	}
	return nil, nil, err
}

func tryCopy(home string) (*index, func(), error) {
	from := filepath.Join(home, indexName)
	dir, err := os.MkdirTemp("", "quotepart-")
	if err != nil {
		return nil, nil, err
	}
	fail := func(err error) (*index, func(), error) {
		_ = os.RemoveAll(dir) // the first error is the one to mend
		return nil, nil, err
	}
	entries, err := os.ReadDir(from)
	if err != nil {
		return fail(err)
	}
	for _, e := range entries {
		if err := copySparse(filepath.Join(from, e.Name()), filepath.Join(dir, e.Name())); err != nil {
			return fail(err)
		}
	}
	if err := caught(func() error { return checkFiles(dir) }); err != nil {
		return fail(err)
	}
	x, err := openIndex(smallData(dir))
	if err != nil {
		return fail(err)
	}
	if err := x.check(); err != nil {
		_ = x.close()
		return fail(err)
	}
	return x, func() { _ = x.close(); _ = os.RemoveAll(dir) }, nil // it was only a copy
}

// copySparse copies a file and leaves out the zeros at its end, of which Badger's logs mostly consist. One that is gone by now is
// nothing to copy.
func copySparse(from, to string) error {
	data, err := os.ReadFile(from)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	size := len(data)
	for len(data) > 0 && data[len(data)-1] == 0 {
		data = data[:len(data)-1]
	}
	if err := os.WriteFile(to, data, 0o600); err != nil {
		return err
	}
	return os.Truncate(to, int64(size))
}
