package storage

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/storage/journal"
)

var faultStep = flag.Int("faults", 11, "TestDiskFaults fails at every operation of this many; 1 is all")

// faultyDisk is the machine's disk until an operation on which it fails, and from then on too where it stays broken.
type faultyDisk struct {
	journal.OS
	left  int  // operations before the fault
	stays bool // it does not recover
	how   faultKind
	seen  []string // the operations so far
}

// faultKind is how an operation fails: with an error and, of a write, after some of the bytes.
type faultKind struct {
	err  error
	part bool
}

func (d *faultyDisk) fails(op string) error {
	d.seen = append(d.seen, op)
	d.left--
	if d.left == -1 || d.left < -1 && d.stays {
		return &fs.PathError{Op: op, Path: "faulty", Err: d.how.err}
	}
	return nil
}

func (d *faultyDisk) OpenFile(path string, flag int, perm fs.FileMode) (journal.File, error) {
	if err := d.fails("open"); err != nil {
		return nil, err
	}
	f, err := d.OS.OpenFile(path, flag, perm)
	return faultyFile{f, d}, err
}

func (d *faultyDisk) Rename(from, to string) error {
	return errors.Join(d.fails("rename"), d.OS.Rename(from, to)) // an error does not tell that it was not done
}

func (d *faultyDisk) Remove(path string) error {
	if err := d.fails("remove"); err != nil {
		return err
	}
	return d.OS.Remove(path)
}

func (d *faultyDisk) Mkdir(path string) error {
	if err := d.fails("mkdir"); err != nil {
		return err
	}
	return d.OS.Mkdir(path)
}

func (d *faultyDisk) SyncDir(path string) error {
	if err := d.fails("sync folder"); err != nil {
		return err
	}
	return d.OS.SyncDir(path)
}

type faultyFile struct {
	journal.File
	disk *faultyDisk
}

func (f faultyFile) WriteAt(p []byte, off int64) (int, error) {
	err := f.disk.fails("write")
	if err == nil {
		return f.File.WriteAt(p, off)
	}
	n := 0
	if f.disk.how.part {
		n, _ = f.File.WriteAt(p[:len(p)/2], off)
	}
	return n, err
}

func (f faultyFile) Truncate(size int64) error {
	if err := f.disk.fails("truncate"); err != nil {
		return err
	}
	return f.File.Truncate(size)
}

func (f faultyFile) Sync() error {
	if err := f.disk.fails("sync"); err != nil {
		return err
	}
	return f.File.Sync()
}

func (f faultyFile) Close() error {
	return errors.Join(f.disk.fails("close"), f.File.Close())
}

// work does one of each command and tells which were acknowledged, until all are done or the store does not open.
func work(t *testing.T, dir string, disk journal.Disk) (done []string) {
	t.Helper()
	s, err := opening{disk: disk}.open(dir)
	if err != nil {
		wantSaid(t, err)
		return nil
	}
	defer func() {
		if err := s.Close(); err != nil {
			wantSaid(t, err)
		}
	}()
	d := demoDossier(t)
	other := demoDossier(t)
	other.Year.Label = "Budget voté"
	change := scenario(t, "", "year/basis=paid").Changes
	for _, c := range []struct {
		name string
		do   func() error
	}{
		{"import", func() error { _, err := s.Import(d, lead("anne"), false); return err }},
		{"save a", func() error { return keep(s, demoID, scenarios.Scenario{Name: "a", Changes: change}, "anne") }},
		{"save b", func() error { return keep(s, demoID, scenarios.Scenario{Name: "b", Note: "un"}, "anne") }},
		{"rename b", func() error {
			return rename(s, demoID, "b", scenarios.Scenario{Name: "c", Note: "deux"}, "anne")
		}},
		{"delete a", func() error { return take(s, demoID, "a", "paul") }},
		{"draft", func() error { return s.SaveDraft(demoID, scenarios.Draft{Changes: change}, "anne") }},
		{"mark", func() error { return s.Mark(demoID, "x", "vu", lead("anne")) }},
		{"replace", func() error { _, err := s.Import(other, lead("anne"), true); return err }},
	} {
		if err := c.do(); err == nil {
			done = append(done, c.name)
		} else if !errors.Is(err, ErrNotFound) { // of what could not be saved before
			wantSaid(t, err)
		}
	}
	return done
}

// wantSaid wants an error that is said to users, in one line.
func wantSaid(t *testing.T, err error) {
	t.Helper()
	var said *lang.Fault
	if line := lang.Describe(err, lang.FR); !errors.As(err, &said) || said.Mend.FR == "" || strings.Contains(line, "\n") {
		t.Errorf("not said to users: %q", line)
	}
}

// wantDone wants all that was acknowledged.
func wantDone(t *testing.T, s *Store, done []string) {
	t.Helper()
	has := func(name string) bool { return slices.Contains(done, name) }
	history := func(name string) string {
		list, err := s.History(demoID, name)
		if err != nil && !errors.Is(err, ErrNotFound) {
			t.Error(err)
		}
		var out []string
		for _, v := range list {
			out = append(out, fmt.Sprint(v.Name, " ", v.Event().EN, " ", v.Note))
		}
		return strings.Join(out, "\n")
	}
	for name, want := range map[string]string{
		"save a": "a saved ", "save b": "b saved un", "rename b": `c renamed, before: "b" deux`, "delete a": "a deleted",
	} {
		if all := history("a") + "\n" + history("b") + "\n" + history("c"); has(name) && !strings.Contains(all, want) {
			t.Errorf("%s is lost: %s", name, all)
		}
	}
	if d, err := s.Draft(demoID, "anne"); has("draft") && (err != nil || len(d.Changes) != 1) {
		t.Errorf("the draft is lost: %v", err)
	}
	if m, err := s.Marks(demoID); has("mark") && (err != nil || len(m) != 1) {
		t.Errorf("the mark is lost: %v", err)
	}
	if d, err := s.Year(demoID); has("import") && err != nil || has("replace") && d.Year.Label != "Budget voté" {
		t.Errorf("the year is lost: %v", err)
	}
}

// Whatever operation of the disk fails, and however: what was acknowledged is there when the disk is well again, what was refused was
// said, and the store opens.
func TestDiskFaults(t *testing.T) {
	clean := &faultyDisk{left: 1 << 30}
	if done := work(t, filepath.Join(t.TempDir(), "new", "data"), clean); len(done) != 8 {
		t.Fatalf("without a fault only %v", done)
	}
	points := 0
	for _, how := range []struct {
		name  string
		fault faultKind
		stays bool
	}{
		{"EIO once", faultKind{syscall.EIO, false}, false},
		{"short write once", faultKind{syscall.EIO, true}, false},
		{"ENOSPC once", faultKind{syscall.ENOSPC, true}, false},
		{"ENOSPC from then on", faultKind{syscall.ENOSPC, true}, true},
		{"quota from then on", faultKind{syscall.EDQUOT, true}, true},
		{"EIO from then on", faultKind{syscall.EIO, true}, true},
		{"read-only from then on", faultKind{syscall.EROFS, false}, true},
	} {
		t.Run(how.name, func(t *testing.T) {
			for at := 0; at < len(clean.seen); at += *faultStep {
				dir := filepath.Join(t.TempDir(), "new", "data")
				disk := &faultyDisk{left: at, how: how.fault, stays: how.stays}
				done := work(t, dir, disk)
				s, err := Open(dir)
				if err != nil {
					t.Fatalf("after the fault at %d (%s): %v", at, clean.seen[at], err)
				}
				wantDone(t, s, done)
				again := work2(s)
				if again != nil {
					t.Errorf("after the fault at %d (%s) the store takes no more: %v", at, clean.seen[at], again)
				}
				shut(t, s)
				if t.Failed() {
					t.Fatalf("the fault was at %d (%s), done: %v", at, clean.seen[at], done)
				}
				points++
				_ = os.RemoveAll(filepath.Dir(dir))
			}
		})
	}
	t.Logf("%d faults at %d operations: recovered or refused each time", points, len(clean.seen))
}

// work2 shows that a store takes commands again.
func work2(s *Store) error {
	d, err := demoOnly()
	if err != nil {
		return err
	}
	if _, err := s.Import(d, lead("anne"), true); err != nil {
		return err
	}
	return keep(s, demoID, scenarios.Scenario{Name: "encore"}, "anne")
}
