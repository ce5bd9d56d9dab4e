package storage

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"quotepart/scenarios"
	"quotepart/storage/demo"
	"quotepart/storage/dossier"
)

var kills = flag.Int("kills", 20, "how often TestKill kills a process that saves")

func demoOnly() (*scenarios.Dossier, error) {
	d, _, err := dossier.Read(demo.Files())
	return d, err
}

// saved is what the child saves under a number: the pupils of a school, so that the content can be told too.
func savedAs(n int) (scenarios.Scenario, error) {
	c, err := scenarios.NewSet("schools/0800002T/pupils", fmt.Sprint(n))
	return scenarios.Scenario{Name: fmt.Sprintf("essai-%07d", n), Changes: []scenarios.Change{c}}, err
}

// saveForEver saves one scenario after another and prints the number of each once it is acknowledged. Some rounds also
// replace the year, so that the kill falls into an import too.
func saveForEver(dir string) error {
	s, err := Open(dir)
	if err != nil {
		return err
	}
	d, err := demoOnly()
	if err != nil {
		return err
	}
	d.Scenarios = nil
	list, err := s.Scenarios(demoID)
	if err != nil {
		return err
	}
	for n := len(list); ; n++ {
		sc, err := savedAs(n)
		if err != nil {
			return err
		}
		if err := s.SaveScenario(demoID, sc, "anne"); err != nil {
			return err
		}
		fmt.Println(n)
		if n%3 == 0 {
			d.Year.Label = fmt.Sprint("Version ", n)
			if _, err := s.Import(d, "anne", true); err != nil {
				return err
			}
		}
	}
}

// A process killed at any moment after it acknowledged a save loses nothing of what it acknowledged, and the store opens.
func TestKill(t *testing.T) {
	d := demoDossier(t)
	d.Scenarios = nil
	s := imported(t, d)
	dir := s.Dir()
	shut(t, s)
	last := -1
	for round := range *kills {
		c := startChild(t, "save", dir)
		for range 1 + rand.IntN(6) {
			last = number(t, c.line(t))
		}
		if err := c.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		for { // acknowledged before the kill reached it
			line, err := c.lines.ReadString('\n')
			if err != nil {
				break
			}
			last = number(t, strings.TrimSpace(line))
		}
		if err := c.Wait(); err == nil {
			t.Fatal("the process ended before it was killed")
		}
		s, err := Open(dir)
		if err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		wantSaved(t, s, last)
		shut(t, s)
	}
	t.Logf("%d kills, %d acknowledged saves, none lost", *kills, last+1)
}

func number(t *testing.T, line string) (n int) {
	t.Helper()
	if _, err := fmt.Sscan(line, &n); err != nil {
		t.Fatalf("%q: %v", line, err)
	}
	return n
}

// wantSaved wants every scenario up to the last acknowledged one, and a year that can be read.
func wantSaved(t *testing.T, s *Store, last int) {
	t.Helper()
	if _, err := s.Year(demoID); err != nil {
		t.Error(err)
	}
	list, err := s.Scenarios(demoID)
	if err != nil {
		t.Fatal(err)
	}
	if len(list) != last+1 && len(list) != last+2 { // one more may be on the disk, not yet acknowledged
		t.Fatalf("%d saves were acknowledged, %d are there", last+1, len(list))
	}
	for n, got := range list {
		want, err := savedAs(n)
		if err != nil {
			t.Fatal(err)
		}
		if !equalScenarios(got.Scenario, want) {
			t.Errorf("%+v is not what was saved as %d", got, n)
		}
	}
}
