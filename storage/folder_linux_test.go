package storage

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"quotepart/scenarios"
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
	shut(t, s)
	if err := os.Remove(filepath.Join(dir, "filler")); err != nil {
		t.Fatal(err)
	}
	s = open(t, dir)
	wantDossier(t, s, demoDossier(t))
	must(t, keep(s, demoID, scenario(t, "x"), "anne"))
	shut(t, s)
}
