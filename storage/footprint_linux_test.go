package storage

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/dgraph-io/badger/v4"
)

func init() { childRoles["footprint"] = footprint }

// footprints are the options to compare.
var footprints = []struct {
	name    string
	options func(string) badger.Options
}{
	{"Badger's defaults", badger.DefaultOptions},
	{"quotepart", smallData},
}

// footprint is a small program that opens a store, reads its years, and says what memory that takes.
func footprint(dir string) error {
	options := smallData
	for _, f := range footprints {
		if f.name == os.Getenv("QUOTEPART_TEST_OPTIONS") {
			options = f.options
		}
	}
	before := memory()
	s, err := opening{options: options}.open(dir)
	if err != nil {
		return err
	}
	years, err := s.Years()
	if err != nil {
		return err
	}
	for _, y := range years {
		if _, err := s.Year(y.ID); err != nil {
			return err
		}
	}
	fmt.Printf("%s %s\n", before, memory())
	if _, err := io.Copy(io.Discard, os.Stdin); err != nil {
		return err
	}
	return s.Close()
}

// memory is what this process has in memory (resident) and has mapped (virtual).
func memory() string {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return err.Error()
	}
	value := func(key string) int64 {
		_, rest, _ := strings.Cut(string(status), key+":")
		var kib int64
		fmt.Sscan(rest, &kib)
		return kib << 10
	}
	return fmt.Sprint(value("VmRSS"), " ", value("VmSize"))
}

// diskUse is the size of a folder's files as they say (apparent) and as they take blocks on the disk (real), in bytes.
func diskUse(t testing.TB, dir string) (apparent, real int64) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		apparent += info.Size()
		real += info.Sys().(*syscall.Stat_t).Blocks * 512
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return apparent, real
}

// TestFootprint prints the table of docs/store.md, on the real dossier where it is there, and wants the options to be no
// larger than what that file promises.
func TestFootprint(t *testing.T) {
	d := demoDossier(t)
	if _, err := os.Stat(sommeFolder); err == nil {
		d = somme(t)
	}
	row := func(name string, open, closed [2]int64, rss, grown, virtual int64) {
		t.Logf("| %-17s | %12s | %12s | %12s | %12s | %12s | %12s | %12s |", name,
			mib(open[0]), mib(open[1]), mib(closed[0]), mib(closed[1]), mib(rss), mib(grown), mib(virtual))
	}
	t.Logf("year %s; disk is the sum of the files; memory is resident, after reading the year", d.Year.ID)
	t.Logf("| %-17s | %-12s | %-12s | %-12s | %-12s | %-12s | %-12s | %-12s |", "options", "open, appar.", "open, real", "closed, app.", "closed, real", "memory", "by the store", "mapped")
	for _, f := range footprints {
		dir := t.TempDir()
		s, err := opening{options: f.options}.open(dir)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Import(d, lead("anne"), false); err != nil {
			t.Fatal(err)
		}
		shut(t, s)
		t.Setenv("QUOTEPART_TEST_OPTIONS", f.name)
		c := startChild(t, "footprint", dir)
		var rssBefore, virtualBefore, rss, virtual int64
		if _, err := fmt.Sscan(c.line(t), &rssBefore, &virtualBefore, &rss, &virtual); err != nil {
			t.Fatal(err)
		}
		var open, closed [2]int64
		open[0], open[1] = diskUse(t, dir)
		if err := c.stdin.Close(); err != nil {
			t.Fatal(err)
		}
		if err := c.Wait(); err != nil {
			t.Fatal(err, c.stderr.String())
		}
		closed[0], closed[1] = diskUse(t, dir)
		row(f.name, open, closed, rss, rss-rssBefore, virtual-virtualBefore)
		if f.name == "quotepart" && (open[0] > 64<<20 || open[1] > 8<<20 || closed[0] > 8<<20) {
			t.Errorf("the store takes more disk than docs/store.md says: %v open, %v closed", open, closed)
		}
	}
}

func mib(bytes int64) string { return fmt.Sprintf("%.2f MiB", float64(bytes)/(1<<20)) }
