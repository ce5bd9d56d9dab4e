package storage

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"quotepart/scenarios"
	"quotepart/storage/journal"
)

// wantNotice wants one notice that holds all the words in both languages, or none.
func wantNotice(t *testing.T, s *Store, words ...string) {
	t.Helper()
	n := s.Notices()
	if len(words) == 0 && len(n) == 0 {
		return
	}
	if len(n) != 1 || len(words) == 0 {
		t.Fatalf("notices: %v", n)
	}
	for _, w := range words {
		if !strings.Contains(n[0].FR, w) || !strings.Contains(n[0].EN, w) {
			t.Errorf("%v does not say %q", n[0], w)
		}
	}
}

func edit(t *testing.T, path string, change func([]byte) []byte) {
	t.Helper()
	data, err := os.ReadFile(path)
	must(t, err)
	write(t, path, string(change(data)))
}

// A last line that was being written when the process ended was never acknowledged: it is cut off, which is said once.
func TestTornLine(t *testing.T) {
	s := imported(t, demoDossier(t))
	want, err := contents(s)
	must(t, err)
	shut(t, s)
	edit(t, s.journalPath(), func(data []byte) []byte { return append(data, `{"seq":3,"prev":"00`...) })
	s = open(t, s.Dir())
	wantNotice(t, s, "(3)")
	if got, err := contents(s); err != nil || got != want {
		t.Error("the store is not what it was", err)
	}
	save(t, s, "après", "", "anne")
	shut(t, s)
	s = open(t, s.Dir())
	wantNotice(t, s)
	if _, err := s.Scenario(demoID, "après"); err != nil {
		t.Error(err)
	}
}

// Without its index nobody knows whether a last line was acknowledged: that is not said.
func TestTornLineWithoutIndex(t *testing.T) {
	s := imported(t, demoDossier(t))
	shut(t, s)
	edit(t, s.journalPath(), func(data []byte) []byte { return append(data, `{"seq":3,"prev":"00`...) })
	must(t, os.RemoveAll(filepath.Join(s.home, indexName)))
	s = open(t, s.Dir())
	if n := fmt.Sprint(s.Notices()); !strings.Contains(n, "(3) was not finished") || strings.Contains(n, "acknowledged") {
		t.Error(n)
	}
}

// A line that was written whole but did not reach the index when the process ended counts.
func TestLineThatTheIndexLacks(t *testing.T) {
	s := imported(t, demoDossier(t))
	set, err := writeScenario(demoID, scenario(t, "tard", "year/basis=paid"), "")
	must(t, err)
	line, err := s.journal.Append(journal.Line{At: now(), By: "anne", Do: journal.Saved, Set: []journal.Write{set}})
	must(t, err)
	shut(t, s)
	edit(t, s.journalPath(), func(data []byte) []byte { return bytes.TrimSuffix(data, []byte("\n")) })
	s = open(t, s.Dir())
	wantNotice(t, s)
	if got, err := s.Scenario(demoID, "tard"); err != nil || got.Revision != line.Seq || s.Revision() != line.Seq {
		t.Errorf("%+v, %v", got, err)
	}
}

// A journal that is not what was written is refused with the line and what is whole; nothing is touched.
func TestBrokenJournal(t *testing.T) {
	whole := func(data []byte) [][]byte { return bytes.SplitAfter(data, []byte("\n")) }
	for name, c := range map[string]struct {
		change func([]byte) []byte
		words  []string
	}{
		"changed":         {func(data []byte) []byte { return bytes.Replace(data, []byte(`"by":"anne"`), []byte(`"by":"paul"`), 1) }, []string{"2", "1"}},
		"line taken out":  {func(data []byte) []byte { l := whole(data); return bytes.Join([][]byte{l[0], l[1], l[3], l[4]}, nil) }, []string{"3", "2"}},
		"last changed":    {func(data []byte) []byte { l := whole(data); l[4][20] ^= 1; return bytes.Join(l, nil) }, []string{"5", "4"}},
		"last cut":        {func(data []byte) []byte { return data[:len(data)-9] }, []string{"5", "4"}},
		"last taken away": {func(data []byte) []byte { return bytes.Join(whole(data)[:4], nil) }, []string{"4", "5"}},
		"empty":           {func([]byte) []byte { return nil }, []string{"5"}},
	} {
		t.Run(name, func(t *testing.T) {
			s := imported(t, demoDossier(t))
			for i := range 3 {
				save(t, s, fmt.Sprint("s", i), "", "anne")
			}
			shut(t, s)
			edit(t, s.journalPath(), c.change)
			before, _ := os.ReadFile(s.journalPath())
			_, err := Open(s.Dir())
			wantFault(t, err, ErrDamaged, append(c.words, s.journalPath(), "restore", "--salvage")...)
			if after, _ := os.ReadFile(s.journalPath()); !bytes.Equal(after, before) {
				t.Error("the journal was touched")
			}
		})
	}
	t.Run("lost", func(t *testing.T) {
		s := imported(t, demoDossier(t))
		shut(t, s)
		must(t, os.Remove(s.journalPath()))
		_, err := Open(s.Dir())
		wantFault(t, err, ErrDamaged, s.journalPath(), "--salvage")
	})
}

// An index that is lost, emptied, of another store or of another layout is made again, which is said, and told while it lasts.
func TestIndexIsMadeAgain(t *testing.T) {
	other := imported(t, demoDossier(t))
	save(t, other, "ailleurs", "", "paul")
	shut(t, other)
	for name, damage := range map[string]func(t *testing.T, index string){
		"lost": func(t *testing.T, index string) { must(t, os.RemoveAll(index)) },
		"of another store": func(t *testing.T, index string) {
			must(t, os.RemoveAll(index))
			must(t, os.CopyFS(index, os.DirFS(filepath.Join(other.home, indexName))))
		},
		"a file in its place": func(t *testing.T, index string) { must(t, os.RemoveAll(index)); write(t, index, "x") },
	} {
		t.Run(name, func(t *testing.T) {
			s := imported(t, demoDossier(t))
			for i := range 20 {
				save(t, s, fmt.Sprint("s", i), "", "anne")
			}
			want, err := contents(s)
			must(t, err)
			shut(t, s)
			damage(t, filepath.Join(s.home, indexName))
			var done, all uint64
			s, err = OpenTelling(s.Dir(), func(d, a uint64) { done, all = d, a })
			must(t, err)
			wantNotice(t, s, "index", "journal")
			if done != 22 || all != 22 {
				t.Errorf("told %d of %d", done, all)
			}
			if got, err := contents(s); err != nil || got != want {
				t.Error("the store is not what it was", err)
			}
			shut(t, s)
			wantNotice(t, open(t, s.Dir()))
		})
	}
}

// What stands in the index is what a fresh one made of the journal holds, record for record.
func TestIndexIsThatOfItsJournal(t *testing.T) {
	dir, _ := lived(t, false)
	s := open(t, dir)
	held := s.index.at
	read, err := readJournal(s.journalPath())
	must(t, err)
	fresh, err := openIndex(inMemory())
	must(t, err)
	must(t, read.again(func(l journal.Line, _ []byte) error { return fresh.apply(l) }))
	must(t, fresh.check())
	if fresh.at != held {
		t.Errorf("%+v, not %+v", held, fresh.at)
	}
	must(t, fresh.close())
}

// A store that someone else holds can be read, as it is at that moment, and not written.
func TestReadingBesideAWriter(t *testing.T) {
	s := imported(t, demoDossier(t))
	save(t, s, "avant", "", "anne")
	r, err := OpenToRead(s.Dir())
	must(t, err)
	defer shut(t, r)
	save(t, s, "après", "", "anne")
	if _, err := r.Scenario(demoID, "avant"); err != nil {
		t.Error(err)
	}
	_, err = r.Scenario(demoID, "après")
	wantFault(t, err, ErrNotFound)
	wantFault(t, keep(r, demoID, scenario(t, "x"), "paul"), ErrInUse)
	wantFault(t, r.SaveDraft(demoID, scenarios.Draft{Changes: scenario(t, "", "year/basis=paid").Changes}, "paul"), ErrInUse)
	wantNotice(t, r)
	empty := t.TempDir()
	_, err = OpenToRead(empty)
	wantFault(t, err, ErrNotFound, empty, "quotepart import")
	if got := names(t, empty); len(got) > 0 {
		t.Error("files were made:", got)
	}
}

// Starts at the same moment on a folder that is new: one at a time has it, and no start loses what another one saved.
func TestFirstStartsTogether(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new")
	d := demoDossier(t)
	d.Scenarios = nil
	var all sync.WaitGroup
	var mu sync.Mutex
	saved := 0
	for i := range 8 {
		all.Go(func() {
			for {
				s, err := Open(dir)
				if errors.Is(err, ErrInUse) {
					continue
				}
				if err == nil {
					_, err = s.Import(d, lead("anne"), false)
				}
				if err == nil {
					err = keep(s, demoID, scenario(t, fmt.Sprint("s", i)), "anne")
				}
				if err == nil {
					err = s.Close()
				}
				if err != nil {
					t.Error(err)
				}
				mu.Lock()
				saved++
				mu.Unlock()
				return
			}
		})
	}
	all.Wait()
	s := open(t, dir)
	if list, err := s.Scenarios(demoID); err != nil || len(list) != saved || saved != 8 {
		t.Errorf("%d scenarios of %d, %v", len(list), saved, err)
	}
}

// A clock that was set back is refused, with what to do, until someone says that it is right.
func TestClockSetBack(t *testing.T) {
	s := imported(t, demoDossier(t))
	ahead := now().Add(24 * time.Hour)
	line, err := s.journal.Append(journal.Line{At: ahead, By: "anne", Do: journal.Clock})
	must(t, err)
	must(t, s.index.apply(line))
	wantFault(t, keep(s, demoID, scenario(t, "x"), "anne"), ErrClock, ahead.Local().Format(time.DateOnly), "--accept-clock")
	must(t, s.SaveDraft(demoID, scenarios.Draft{Changes: scenario(t, "", "year/basis=paid").Changes}, "anne")) // the work is kept
	must(t, s.AcceptClock(lead("paul")))
	must(t, keep(s, demoID, scenario(t, "x"), "anne"))
	events, err := s.Events(line.Seq)
	if err != nil || len(events) != 2 || events[0].Do != journal.Clock || events[0].By != "paul" || events[1].Keys[0] != "scenario/"+demoID+"/x" {
		t.Errorf("%+v, %v", events, err)
	}
	// A small step back, as a machine makes that keeps its clock right, is none.
	line, err = s.journal.Append(journal.Line{At: now().Add(time.Minute), By: "anne", Do: journal.Clock})
	must(t, err)
	must(t, s.index.apply(line))
	must(t, keep(s, demoID, scenario(t, "y"), "anne"))
	if got, _ := s.Scenario(demoID, "y"); !got.Saved.Equal(line.At) {
		t.Errorf("saved at %v, before %v", got.Saved, line.At)
	}
}

// A watcher is told the latest revision, however late it reads, and holds nobody up.
func TestWatch(t *testing.T) {
	s := imported(t, demoDossier(t))
	revisions, stop := s.Watch()
	lazy, stopLazy := s.Watch()
	defer stopLazy()
	for i := range 10 {
		save(t, s, "x", fmt.Sprint(i), "anne")
	}
	if got := <-revisions; got != s.Revision() {
		t.Errorf("told %d, not %d", got, s.Revision())
	}
	select {
	case got := <-revisions:
		t.Errorf("told %d again", got)
	default:
	}
	_ = keep(s, demoID, scenario(t, ""), "anne") // refused
	stop()
	stop()
	if _, open := <-revisions; open {
		t.Error("told something that was refused")
	}
	shut(t, s)
	if got, open := <-lazy; !open || got != s.Revision() {
		t.Errorf("told %d, %v", got, open)
	}
	if _, open := <-lazy; open {
		t.Error("still open")
	}
	late, stopLate := s.Watch()
	stopLate()
	if _, open := <-late; open {
		t.Error("a closed store is watched")
	}
}

// A save that is based on what is not there any more is refused with what is, in each way that can be.
func TestStale(t *testing.T) {
	s := imported(t, demoDossier(t))
	sc := scenario(t, "x", "year/basis=paid")
	first, err := s.SaveScenario(demoID, sc, 0, lead("anne"))
	must(t, err)
	second, err := s.SaveScenario(demoID, sc, first, lead("paul"))
	must(t, err)
	stale := func(err error, revision uint64, gone bool, words ...string) {
		t.Helper()
		wantFault(t, err, ErrStale, words...)
		var st *scenarios.Stale
		if !errors.As(err, &st) || st.Theirs.Revision != revision || st.Theirs.Deleted != gone || st.Theirs.Name != "x" {
			t.Errorf("%+v", st)
		}
	}
	_, err = s.SaveScenario(demoID, sc, first, lead("anne"))
	stale(err, second, false, "x", "paul")
	_, err = s.SaveScenario(demoID, sc, 0, lead("anne"))
	stale(err, second, false, "x", "paul")
	stale(s.DeleteScenario(demoID, "x", first, lead("anne")), second, false, "paul")
	_, err = s.RenameScenario(demoID, "x", scenario(t, "y"), first, lead("anne"))
	stale(err, second, false, "paul")
	must(t, s.DeleteScenario(demoID, "x", second, lead("jeanne")))
	_, err = s.SaveScenario(demoID, sc, second, lead("anne"))
	stale(err, second+1, true, "x", "jeanne")
	if _, err = s.SaveScenario(demoID, sc, 0, lead("anne")); err != nil {
		t.Error("a name that was deleted is free:", err)
	}
	if s.Revision() != second+2 {
		t.Errorf("a refused save counted: %d", s.Revision())
	}
}

// A year has versions: what was replaced and deleted can be seen and brought back.
func TestYearsOfThePast(t *testing.T) {
	s := imported(t, demoDossier(t))
	save(t, s, "un", "", "anne")
	must(t, s.Mark(demoID, "x", "vu", lead("anne")))
	first := s.Revision()
	before, err := contents(s)
	must(t, err)
	other := demoDossier(t)
	other.Year.Label = "Budget voté"
	importDossier(t, s, other, true, true)
	save(t, s, "deux", "", "anne")
	must(t, s.DeleteYear(demoID, lead("paul")))
	_, err = s.Year(demoID)
	wantFault(t, err, ErrNotFound)
	wantFault(t, s.DeleteYear(demoID, lead("paul")), ErrNotFound)
	if ids, err := s.DeletedYears(); err != nil || len(ids) != 1 || ids[0] != demoID {
		t.Error(ids, err)
	}
	history, err := s.YearHistory(demoID)
	if err != nil || len(history) != 3 || !history[0].Deleted || history[0].Author != "paul" || history[1].Label != "Budget voté" || history[2].Revision != 2 {
		t.Errorf("%+v, %v", history, err)
	}
	_, err = s.YearHistory("2025-2062")
	wantFault(t, err, ErrNotFound, demoID)
	_, err = s.YearAt(demoID, 1)
	wantFault(t, err, ErrNotFound, demoID, "1", "history")
	_, err = s.RestoreYear(demoID, 1, lead("anne"))
	wantFault(t, err, ErrNotFound, demoID, "1", "history")

	was, err := s.YearAt(demoID, first)
	must(t, err)
	want := demoDossier(t)
	want.Scenarios = append(want.Scenarios, was.Scenarios[len(was.Scenarios)-1])
	if was.Year.Label != want.Year.Label || len(was.Scenarios) != 4 {
		t.Errorf("at revision %d: %s with %d scenarios", first, was.Year.Label, len(was.Scenarios))
	}
	if changed, err := s.RestoreYear(demoID, history[1].Revision, lead("anne")); err != nil || !changed {
		t.Fatal(changed, err)
	}
	all := demoDossier(t)
	got, err := s.Year(demoID)
	must(t, err)
	if got.Year.Label != "Budget voté" || len(got.Scenarios) != len(all.Scenarios)+2 {
		t.Errorf("%s with %d scenarios", got.Year.Label, len(got.Scenarios))
	}
	if marks, err := s.Marks(demoID); err != nil || len(marks) != 1 {
		t.Error(marks, err)
	}
	if changed, err := s.RestoreYear(demoID, s.Revision(), lead("anne")); err != nil || changed {
		t.Error("restored to what it is", changed, err)
	}
	if changed, err := s.RestoreYear(demoID, 2, lead("anne")); err != nil || !changed {
		t.Error(changed, err)
	}
	must(t, take(s, demoID, "deux", "anne"))
	after, err := contents(s)
	must(t, err)
	if after == before {
		t.Error("this test does not see the time of the import")
	}
	if got, err := s.Year(demoID); err != nil || got.Year.Label != all.Year.Label {
		t.Error(got.Year.Label, err)
	}
}
