package storage

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"quotepart/scenarios"
)

var (
	cuts  = flag.Int("cuts", 3, "how often TestPowerCut cuts the power of a disk")
	fills = flag.Int("fills", 3, "how often TestRaceForTheDisk fills a disk under a store that saves")
)

// ext4Shutdown stops an ext4 file system at once, with flag 2 without writing its log: what was not synced is lost, as on a power
// cut. It is EXT4_IOC_SHUTDOWN, _IOR('X', 125, __u32), of the kernel's fs/ext4/ext4.h.
const ext4Shutdown = 0x8004587d

// shutDown cuts the power of the file system of a folder.
func shutDown(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer f.Close()
	return unix.IoctlSetPointerInt(int(f.Fd()), ext4Shutdown, 2)
}

// disk is a file with an ext4 file system, mounted on a folder.
type disk struct{ image, dir string }

// newDisk skips the test where this user may not mount one.
func newDisk(t *testing.T) *disk {
	t.Helper()
	if os.Geteuid() != 0 {
		t.Skip("needs root: no file system can be mounted to cut its power")
	}
	d := &disk{filepath.Join(t.TempDir(), "image"), t.TempDir()}
	f, err := os.Create(d.image)
	must(t, err)
	must(t, f.Truncate(256<<20))
	must(t, f.Close())
	if out, err := exec.Command("mkfs.ext4", "-q", "-F", d.image).CombinedOutput(); err != nil {
		t.Skipf("no ext4 file system can be made: %v %s", err, out)
	}
	if out, err := d.mount(); err != nil {
		t.Skipf("no ext4 file system can be mounted: %v %s", err, out)
	}
	t.Cleanup(func() { _ = exec.Command("umount", "-l", d.dir).Run() })
	return d
}

func (d *disk) mount() ([]byte, error) {
	return exec.Command("mount", "-o", "loop", d.image, d.dir).CombinedOutput()
}

func (d *disk) unmount(t *testing.T) {
	t.Helper()
	eventually(t, "the disk cannot be unmounted", func() bool { return exec.Command("umount", d.dir).Run() == nil })
}

// A power cut at any moment loses nothing of what was acknowledged, and the store opens when the power is back.
func TestPowerCut(t *testing.T) {
	d := newDisk(t)
	dir := filepath.Join(d.dir, "store")
	demo := demoDossier(t)
	demo.Scenarios = nil
	s := open(t, dir)
	if _, err := s.Import(demo, lead("anne"), false); err != nil {
		t.Fatal(err)
	}
	shut(t, s)
	must(t, exec.Command("sync", "-f", d.dir).Run())
	var told []int
	for round := range *cuts {
		c := startChild(t, "save", dir)
		for range rand.IntN(6) {
			told = append(told, number(t, c.line(t)))
		}
		<-time.After(time.Duration(rand.IntN(30)) * time.Millisecond) // the random moment
		must(t, shutDown(d.dir))
		for { // acknowledged before the power was cut: the process ends by itself, by an error of the disk
			line, err := c.lines.ReadString('\n')
			if err != nil {
				break
			}
			told = append(told, number(t, strings.TrimSpace(line)))
		}
		if err := c.Wait(); err == nil {
			t.Fatal("the process did not notice the power cut")
		}
		d.unmount(t)
		if out, err := d.mount(); err != nil {
			t.Fatalf("the power is not back: %v %s", err, out)
		}
		s, err := Open(dir)
		if err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		wantSaved(t, s, told)
		shut(t, s)
		if t.Failed() {
			t.Fatalf("in round %d", round)
		}
	}
	t.Logf("%d power cuts, %d acknowledged saves, none lost", *cuts, len(told))
}

// A disk that others fill up while a store saves, without any margin left between one save and the next: the process lives, and
// nothing that was acknowledged is lost.
func TestRaceForTheDisk(t *testing.T) {
	refused := 0
	for round := range *fills {
		dir := mountSmall(t, 0, "size=100m")
		s := open(t, dir)
		if _, err := s.Import(demoDossier(t), lead("anne"), false); err != nil {
			t.Fatal(err)
		}
		shut(t, s)
		c := startChild(t, "stubborn", dir)
		var told []int
		for range 1 + rand.IntN(5) {
			told = append(told, number(t, c.line(t)))
		}
		filler := filepath.Join(dir, "filler")
		must(t, os.WriteFile(filler, nil, 0o600))
		if err := unix.Fallocate(fdOf(t, filler), 0, 0, 40<<20); err != nil { // below the margin at once
			t.Fatal(err)
		}
		for f := int64(40 << 20); ; f += 1 << 20 {
			if unix.Fallocate(fdOf(t, filler), 0, f, 1<<20) != nil {
				break
			}
		}
		for {
			line := c.line(t)
			if line == "refused" {
				refused++
				break
			}
			told = append(told, number(t, line))
		}
		must(t, c.stdin.Close())
		if err := c.Wait(); err != nil {
			t.Fatalf("round %d: the process did not live through it: %v\n%s", round, err, c.stderr.String())
		}
		must(t, os.Remove(filler))
		s = open(t, dir)
		for _, n := range told {
			want, err := savedAs(n)
			must(t, err)
			if got, err := s.Scenario(demoID, want.Name); err != nil || !equalScenarios(got.Scenario, want) {
				t.Errorf("%d is lost: %v", n, err)
			}
		}
		shut(t, s)
	}
	t.Logf("%d full disks, %d processes lived on and refused the save", *fills, refused)
}

func fdOf(t *testing.T, path string) int {
	t.Helper()
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	must(t, err)
	t.Cleanup(func() { _ = f.Close() })
	return int(f.Fd())
}

func init() { childRoles["stubborn"] = saveStubbornly }

// saveStubbornly saves until it is refused, says so, tries again a few times, and ends well.
func saveStubbornly(dir string) error {
	s, err := Open(dir)
	if err != nil {
		return err
	}
	for n := 0; ; n++ {
		sc, err := savedAs(n)
		if err != nil {
			return err
		}
		if err := keep(s, demoID, sc, "anne"); err != nil {
			break
		}
		fmt.Println(n)
	}
	fmt.Println("refused")
	for range 20 {
		_ = s.SaveDraft(demoID, scenarios.Draft{}, "anne")
		sc, err := savedAs(0)
		if err != nil {
			return err
		}
		_ = keep(s, demoID, sc, "anne")
		if _, err := s.Year(demoID); err != nil {
			return err
		}
	}
	return s.Close()
}
