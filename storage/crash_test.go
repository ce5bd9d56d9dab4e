package storage

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

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
	list = slices.DeleteFunc(list, func(s Saved) bool { return s.Name == turning })
	for n := len(list); ; n++ {
		sc, err := savedAs(n)
		if err != nil {
			return err
		}
		if err := keep(s, demoID, sc, "anne"); err != nil {
			return err
		}
		if err := turn(s, n); err != nil {
			return err
		}
		fmt.Println(n)
		if n%3 == 0 {
			d.Year.Label = fmt.Sprint("Version ", n)
			if _, err := s.Import(d, lead("anne"), true); err != nil {
				return err
			}
		}
	}
}

// turning is a scenario that is saved again and again, and every other time deleted: all of it must be in its history.
const turning = "repris"

func turn(s *Store, n int) error {
	err := keep(s, demoID, scenarios.Scenario{Name: turning, Note: fmt.Sprint(n)}, "anne")
	if err == nil && n%2 == 0 {
		err = take(s, demoID, turning, "anne")
	}
	return err
}

// killsAStore is how many kills one store goes through: each look at it compares all that was acknowledged so far.
const killsAStore = 50

// A process killed at any moment, while it opens the store too, loses nothing of what it acknowledged, and the store opens.
func TestKill(t *testing.T) {
	opening, acknowledged := 0, 0
	for done := 0; done < *kills; done += killsAStore {
		o, a := killOneStore(t, min(killsAStore, *kills-done))
		opening, acknowledged = opening+o, acknowledged+a
	}
	t.Logf("%d kills, %d of them without an acknowledged save since the start, %d acknowledged saves, none lost", *kills, opening, acknowledged)
}

// killOneStore kills processes that save into one new store; it counts the kills before a first acknowledgement, and what was acknowledged.
func killOneStore(t *testing.T, kills int) (opening, acknowledged int) {
	d := demoDossier(t)
	d.Scenarios = nil
	s := imported(t, d)
	dir := s.Dir()
	shut(t, s)
	var told []int // the acknowledged numbers
	for round := range kills {
		before := len(told)
		told = append(told, killOne(t, dir)...)
		if len(told) == before {
			opening++
		}
		if rand.IntN(4) > 0 && round < kills-1 {
			continue // the next process finds what this one left
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
	return opening, len(told)
}

// killOne starts a process that saves, kills it at a random moment, and returns what it acknowledged.
func killOne(t *testing.T, dir string) (told []int) {
	c := startChild(t, "save", dir)
	if rand.IntN(2) == 0 {
		for range 1 + rand.IntN(6) {
			told = append(told, number(t, c.line(t)))
		}
	} else {
		<-time.After(time.Duration(rand.IntN(80)) * time.Millisecond) // the random moment: while it starts, opens or saves
	}
	if err := c.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	for { // acknowledged before the kill reached it
		line, err := c.lines.ReadString('\n')
		if err != nil {
			break
		}
		told = append(told, number(t, strings.TrimSpace(line)))
	}
	if err := c.Wait(); err == nil {
		t.Fatal("the process ended before it was killed")
	}
	return told
}

func number(t *testing.T, line string) (n int) {
	t.Helper()
	if _, err := fmt.Sscan(line, &n); err != nil {
		t.Fatalf("%q: %v", line, err)
	}
	return n
}

// wantSaved wants every scenario and every version that was acknowledged, and a year that can be read.
func wantSaved(t *testing.T, s *Store, told []int) {
	t.Helper()
	if _, err := s.Year(demoID); err != nil {
		t.Error(err)
	}
	versions, err := s.History(demoID, turning)
	if err != nil && len(told) > 0 {
		t.Fatal(err)
	}
	for _, n := range told {
		want, err := savedAs(n)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := s.Scenario(demoID, want.Name); err != nil || !equalScenarios(got.Scenario, want) {
			t.Errorf("%+v, %v is not what was saved as %d", got, err, n)
		}
		for _, deleted := range []bool{false, true} {
			there := slices.ContainsFunc(versions, func(v scenarios.Version) bool { return v.Note == fmt.Sprint(n) && v.Deleted == deleted })
			if !there && (!deleted || n%2 == 0) {
				t.Errorf("version %d is not in the history (deletion: %v)", n, deleted)
			}
		}
	}
}
