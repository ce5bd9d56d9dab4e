package storage

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/dgraph-io/badger/v4"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/storage/journal"
)

func init() { childRoles["full"] = fillDisk }

// mountSmall mounts a file system of its own for a test, which is skipped where that is not allowed.
func mountSmall(t *testing.T, flags uintptr, options string) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("quotepart", dir, "tmpfs", flags, options); err != nil {
		t.Skipf("needs the right to mount a file system: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	return dir
}

func TestReadOnlyDisk(t *testing.T) {
	dir := mountSmall(t, syscall.MS_RDONLY, "")
	for _, d := range []string{dir, filepath.Join(dir, "new")} {
		_, err := Open(d)
		wantFault(t, err, syscall.EROFS, d, "--data")
	}
}

func TestFolderWithoutPermission(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may write everywhere: a lost permission cannot be tried")
	}
	dir := filepath.Join(t.TempDir(), "locked")
	if err := os.Mkdir(dir, 0o500); err != nil {
		t.Fatal(err)
	}
	for _, d := range []string{dir, filepath.Join(dir, "new")} {
		_, err := Open(d)
		wantFault(t, err, syscall.EACCES, d, "--data")
	}
}

func TestSmallDiskIsRefusedAtOpen(t *testing.T) {
	dir := mountSmall(t, 0, "size=32m")
	_, err := Open(dir)
	wantFault(t, err, ErrNoSpace, dir, "32", "64")
	if got := names(t, dir); len(got) > 0 {
		t.Error("files were written:", got)
	}
}

// fillDisk saves, fills the disk, and says what the store answers to each further operation.
func fillDisk(dir string) error {
	s, err := Open(dir)
	if err != nil {
		return err
	}
	d, err := demoOnly()
	if err != nil {
		return err
	}
	if _, err := s.Import(d, lead("anne"), false); err != nil {
		return err
	}
	rest := bytes.Repeat([]byte("x"), 1<<20)
	f, err := os.Create(filepath.Join(dir, "filler"))
	for err == nil {
		_, err = f.Write(rest)
	}
	fmt.Println("filled:", err)
	d.Year.Label = "Budget voté"
	_, err = s.Import(d, lead("anne"), true)
	fmt.Println("import:", err)
	fmt.Println("save:", keep(s, demoID, d.Scenarios[0], "anne"))
	fmt.Println("draft:", s.SaveDraft(demoID, scenarios.Draft{Changes: d.Scenarios[0].Changes}, "anne"))
	_, err = s.Year(demoID)
	fmt.Println("read:", err)
	fmt.Println("close:", s.Close())
	return nil
}

// A disk that fills up while the store is open: every write is refused, reading goes on, the process lives, and what was
// saved is there when there is room again.
func TestDiskThatFillsUp(t *testing.T) {
	dir := mountSmall(t, 0, "size=160m")
	c := startChild(t, "full", dir)
	for _, want := range []string{"filled: write", "import: the disk", "save: the disk", "draft: the disk", "read: <nil>", "close: <nil>"} {
		if got := c.line(t); !strings.HasPrefix(got, want) {
			t.Errorf("got %q, want %q …", got, want)
		}
	}
	if err := c.Wait(); err != nil {
		t.Fatal(err, c.stderr.String())
	}
	s := open(t, dir)
	wantDossier(t, s, demoDossier(t))
	wantFault(t, s.Unwritable(), ErrNoSpace, dir)
	wantFault(t, keep(s, demoID, scenario(t, "x"), "anne"), ErrNoSpace, dir)
	wantFault(t, s.SaveDraft(demoID, scenarios.Draft{Changes: scenario(t, "x", "year/basis=paid").Changes}, "anne"), ErrNoSpace, dir)
	must(t, os.Remove(filepath.Join(dir, "filler")))
	must(t, keep(s, demoID, scenario(t, "x"), "anne"))
	must(t, s.Unwritable())
	wantNotice(t, s, "")
	must(t, keep(s, demoID, scenario(t, "y"), "anne"))
	must(t, s.SaveDraft(demoID, scenarios.Draft{Changes: scenario(t, "x", "year/basis=paid").Changes}, "anne"))
	want, err := contents(s)
	must(t, err)
	shut(t, s)
	s = open(t, dir)
	if got, err := contents(s); err != nil || got != want {
		t.Error("the store is not what it was", err)
	}
	must(t, keep(s, demoID, scenario(t, "z"), "anne"))
	shut(t, s)
}

// saveLarge saves a scenario with a large note, which writing it as a file and reading it again would make slow.
func saveLarge(t *testing.T, s *Store, name int, note string) {
	t.Helper()
	_, err := s.commit(act{lead("anne"), journal.Saved}, 0, func(*badger.Txn) (command, error) {
		w, err := writeScenario(demoID, scenarios.Scenario{Name: fmt.Sprint(name), Note: note}, "")
		return command{set: []journal.Write{w}}, err
	})
	must(t, err)
}

// An index is only made again on a disk that has the room for it, and else in memory.
func TestIndexMadeAgainOnASmallDisk(t *testing.T) {
	s := imported(t, demoDossier(t))
	note := strings.Repeat("x", 400<<10)
	for i := range 20 {
		saveLarge(t, s, i, note)
	}
	want := s.Revision()
	shut(t, s)
	must(t, os.RemoveAll(filepath.Join(s.home, indexName)))
	for size, inMemory := range map[string]bool{"size=83m": true, "size=100m": false} {
		dir := mountSmall(t, 0, size)
		must(t, os.CopyFS(dir, os.DirFS(s.Dir())))
		small := open(t, dir)
		notices := fmt.Sprint(small.Notices())
		if got := small.index.dir == ""; got != inMemory || strings.Contains(notices, "in memory (the disk of") != inMemory {
			t.Errorf("%s: in memory: %v, said: %s", size, got, notices)
		}
		for _, name := range []string{"0", "19"} {
			if got, err := small.Scenario(demoID, name); err != nil || got.Note != note || small.Revision() != want {
				t.Errorf("%s: the store is not what it was: %v", size, err)
			}
		}
		must(t, keep(small, demoID, scenario(t, "après"), "anne"))
		shut(t, small)
	}
}

// A log that Badger began is reserved in its turn.
func TestEachLogIsReserved(t *testing.T) {
	s := imported(t, demoDossier(t))
	note := strings.Repeat("x", 400<<10)
	logs := map[string]bool{}
	for i := 0; len(logs) < 3; i++ {
		saveLarge(t, s, i, note)
		save(t, s, "petit", fmt.Sprint(i), "anne")
		info, err := os.Stat(s.index.wal.path)
		if errors.Is(err, fs.ErrNotExist) {
			continue // that line filled it, and Badger has made a table of it already
		}
		must(t, err)
		logs[s.index.wal.path] = true
		if got := info.Sys().(*syscall.Stat_t).Blocks * 512; got < min(s.index.wal.reserved, 2*memTable) {
			t.Fatalf("%s has %d bytes of blocks, %d were to be reserved", s.index.wal.path, got, s.index.wal.reserved)
		}
	}
}

// A folder of another account is not written, by root either: whom it belongs to could not read what is made in it. It is read.
func TestFolderOfAnotherAccount(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root can give a folder to another account")
	}
	s := imported(t, demoDossier(t))
	dir := s.Dir()
	shut(t, s)
	if err := os.Chown(dir, 65534, 65534); err != nil {
		t.Fatal(err)
	}
	_, err := Open(dir)
	if !errors.Is(err, ErrOwner) || !strings.Contains(lang.Describe(err, lang.FR), "sudo -u nobody quotepart") || !strings.Contains(lang.Describe(err, lang.EN), "belongs to the account nobody") {
		t.Errorf("%v", err)
	}
	s, err = OpenToRead(dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Year(demoID); err != nil {
		t.Error(err)
	}
	shut(t, s)
}
