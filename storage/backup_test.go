package storage

import (
	"bytes"
	"crypto/sha256"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"quotepart/scenarios"
	"quotepart/storage/journal"
)

var drills = flag.Int("drills", 100, "how many damaged backups TestBrokenBackups tries to restore")

// backedUp is a backup of a store as a file, with its bytes.
func backedUp(t *testing.T, dir string) (path string, data []byte) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "backup")
	_, err := BackupFile(dir, path, false)
	must(t, err)
	data, err = os.ReadFile(path)
	must(t, err)
	return path, data
}

// contentsOf opens a store and gives all that it gives to its readers.
func contentsOf(t *testing.T, dir string) string {
	t.Helper()
	s := open(t, dir)
	got, err := contents(s)
	must(t, err)
	if len(s.Notices()) > 0 {
		t.Errorf("to be mended: %v", s.Notices())
	}
	shut(t, s)
	return got
}

func wantSound(t *testing.T, dir string) {
	t.Helper()
	if v, flaws := verified(t, dir); !v.Sound() || flaws != "" {
		t.Errorf("not sound: %s", flaws)
	}
}

// A backup restored over its store, or into a new folder, gives that store; what was backed up again is the same, byte for byte.
func TestBackupAndRestore(t *testing.T) {
	dir, want := lived(t, false)
	path, data := backedUp(t, dir)
	if _, again := backedUp(t, dir); !bytes.Equal(again, data) {
		t.Error("two backups of one store differ")
	}
	s := open(t, dir)
	save(t, s, "après", "", "paul")
	must(t, s.DeleteYear(demoID, lead("paul")))
	shut(t, s)
	later := tree(t, filepath.Join(dir, "store-1", objectsName))
	r, err := Restore(dir, path, "anne")
	must(t, err)
	if r.Home != "store-2" || r.Old != "store-1" || r.Lines != 14 || r.Years != 1 || r.Scenarios != 8 || r.Dir != dir {
		t.Errorf("%+v", r)
	}
	if got := contentsOf(t, dir); got != want {
		t.Error("the store is another one")
	}
	wantSound(t, dir)
	if tree(t, filepath.Join(dir, "store-1", objectsName)) != later {
		t.Error("the old home has changed")
	}
	if _, again := backedUp(t, dir); !bytes.Equal(again, data) {
		t.Error("the backup of the restored store differs")
	}
	fresh := filepath.Join(t.TempDir(), "new", "folder")
	r, err = Restore(fresh, path, "anne")
	must(t, err)
	if r.Home != "store-1" || r.Old != "" {
		t.Errorf("%+v", r)
	}
	if got, err := os.ReadFile(filepath.Join(fresh, "store-1", journalName)); err != nil || !bytes.Contains(data, got) {
		t.Errorf("the journal is another one: %v", err)
	}
}

// A backup is taken while another goroutine saves: it holds what was acknowledged before, and restores.
func TestBackupBesideAWriter(t *testing.T) {
	s := imported(t, demoDossier(t))
	saves := make([]scenarios.Scenario, 150)
	for i := range saves {
		saves[i] = scenario(t, "essai", fmt.Sprintf("schools/0800002T/pupils=%d", i))
	}
	for range 10 {
		before := s.Revision()
		writing := make(chan error, 1)
		go func() {
			var err error
			for i := 0; i < len(saves) && err == nil; i++ {
				err = keep(s, demoID, saves[i], "anne")
			}
			writing <- err
		}()
		path := filepath.Join(t.TempDir(), "backup")
		b, err := BackupFile(s.Dir(), path, false)
		after := s.Revision() + 1 // a line that is just being put into the index is in the journal already
		must(t, <-writing)
		must(t, err)
		if b.Lines < before || b.Lines > after {
			t.Errorf("%d lines of %d to %d", b.Lines, before, after)
		}
		dir := t.TempDir()
		_, err = Restore(dir, path, "anne")
		must(t, err)
		wantSound(t, dir)
	}
}

// Wherever a backup is cut or a bit of it flipped: it is refused, and nothing changes.
func TestBrokenBackups(t *testing.T) {
	dir, _ := lived(t, false)
	path, data := backedUp(t, dir)
	before := tree(t, dir)
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	ends := bytes.LastIndexByte(data[:len(data)-1], '\n')
	for i := range *drills {
		damaged, how := damage(random, data, i%2 == 0)
		if i%8 == 7 { // the last line is short: it has its share
			damaged = bytes.Clone(data)
			at := ends + random.IntN(len(data)-ends)
			damaged[at] ^= 1 << random.IntN(8)
			how = fmt.Sprintf("byte %d of the end", at-ends)
		}
		write(t, path, string(damaged))
		_, err := Restore(dir, path, "anne")
		wantFault(t, err, ErrDamaged, path)
		if tree(t, dir) != before {
			t.Fatalf("%s: something has changed", how)
		}
	}
	t.Logf("%d damaged backups refused", *drills)
	for _, end := range []string{"\n", "x", string(data)} {
		write(t, path, string(data)+end)
		_, err := Restore(dir, path, "anne")
		wantFault(t, err, ErrDamaged, path)
	}
}

func TestRestoreRefuses(t *testing.T) {
	dir, _ := lived(t, false)
	path, data := backedUp(t, dir)
	before := tree(t, dir)
	refused := func(content string, kind error, words ...string) {
		t.Helper()
		write(t, path, content)
		_, err := Restore(dir, path, "anne")
		wantFault(t, err, kind, append(words, path)...)
	}
	refused("", ErrDamaged, "quotepart backup")
	refused("PK\x03\x04", ErrDamaged, "quotepart backup")
	refused("{\"format\":\"quotepart/1\"}\n", ErrDamaged, "quotepart backup")
	for _, h := range []backupHead{{Format: backupName + "2", Schema: 2}, {Format: backupVersion, Schema: schema + 1}} {
		head, _, err := journal.Seal(h)
		must(t, err)
		refused(string(head)+"\n", ErrNewer)
	}
	// One whose seals are all right, but which lacks a file that its journal names.
	short := &backupWriter{w: &bytes.Buffer{}, hash: sha256.New()}
	in := &inspection{Verified: Verified{Dir: dir}}
	must(t, in.format())
	must(t, in.toBackUp())
	in.files, in.Objects = in.files[1:], in.Objects-1
	must(t, short.write(in))
	refused(short.w.(*bytes.Buffer).String(), ErrDamaged)
	write(t, path, string(data))
	_, err := Restore(dir, path+"x", "anne")
	wantFault(t, err, ErrNotFound, path+"x")
	_, err = Restore(dir, filepath.Dir(path), "anne")
	wantSaid(t, err)
	write(t, filepath.Join(t.TempDir(), "x"), "")
	other := t.TempDir()
	write(t, filepath.Join(other, "year.yaml"), "")
	_, err = Restore(other, path, "anne")
	wantFault(t, err, os.ErrExist, other, "--data")
	if got := names(t, other); len(got) != 1 {
		t.Errorf("it wrote into a folder of something else: %v", got)
	}
	if tree(t, dir) != before {
		t.Error("something has changed")
	}
	s := open(t, dir)
	_, err = Restore(dir, path, "anne")
	wantFault(t, err, ErrInUse)
	_, err = Salvage(dir, "anne")
	wantFault(t, err, ErrInUse)
	shut(t, s)
	write(t, filepath.Join(dir, formatName), `{"schema":3}`)
	_, err = Restore(dir, path, "anne")
	wantFault(t, err, ErrNewer)
	_, err = Salvage(dir, "anne")
	wantFault(t, err, ErrNewer)
}

func TestBackupRefuses(t *testing.T) {
	dir, _ := lived(t, false)
	path, data := backedUp(t, dir)
	_, err := BackupFile(dir, path, false)
	wantFault(t, err, os.ErrExist, path, "--force")
	_, err = BackupFile(dir, filepath.Dir(path), true)
	wantFault(t, err, os.ErrExist, filepath.Dir(path))
	_, err = BackupFile(dir, filepath.Join(path, "x"), false)
	wantSaid(t, err)
	_, err = BackupFile(t.TempDir(), path+"2", false)
	wantFault(t, err, ErrNotFound, "quotepart import")
	write(t, path, "x")
	_, err = BackupFile(dir, path, true)
	must(t, err)
	if got, err := os.ReadFile(path); err != nil || !bytes.Equal(got, data) {
		t.Error("--force did not replace it")
	}
	// What is not whole is refused, each flaw in a line, and the backup that is there stays.
	must(t, os.Remove(objectOf(t, dir, "schools.csv")))
	j := filepath.Join(dir, "store-1", journalName)
	lines, err := os.ReadFile(j)
	must(t, err)
	write(t, j, string(lines[:bytes.LastIndexByte(lines[:len(lines)-1], '\n')+1]))
	_, err = BackupFile(dir, path, true)
	if err == nil || !strings.Contains(err.Error(), "schools.csv") || !strings.Contains(err.Error(), "14 lines had been acknowledged") {
		t.Errorf("got %v", err)
	}
	if got, err := os.ReadFile(path); err != nil || !bytes.Equal(got, data) {
		t.Error("the backup that was there is gone")
	}
	if left := names(t, filepath.Dir(path)); len(left) != 1 {
		t.Errorf("left behind: %v", left)
	}
}

// The store is replaced whole or not at all, whatever operation of the disk fails.
func TestRestoreOnFaultyDisks(t *testing.T) {
	dir, _ := lived(t, false)
	s := open(t, dir)
	must(t, s.DropDraft(demoID, "anne")) // it is kept in either case
	shut(t, s)
	before := contentsOf(t, dir)
	other := otherStore(t)
	path, _ := backedUp(t, other)
	clean := &faultyDisk{left: 1 << 30}
	_, err := restoring{clean}.restore(t.TempDir(), path, "anne")
	must(t, err)
	after := contentsOf(t, other)
	for at := 0; at < len(clean.seen); at += *faultStep {
		for _, stays := range []bool{false, true} {
			copied := filepath.Join(t.TempDir(), "copy")
			must(t, os.CopyFS(copied, os.DirFS(dir)))
			disk := &faultyDisk{left: at, how: faultKind{syscall.EIO, true}, stays: stays}
			_, err := restoring{disk}.restore(copied, path, "anne")
			if err != nil {
				wantSaid(t, err)
			}
			if got := contentsOf(t, copied); got != after && (err == nil || got != before) {
				t.Fatalf("after a fault at %d (%s): %v, and the store is another one", at, clean.seen[at], err)
			}
			must(t, os.RemoveAll(copied))
		}
	}
}
