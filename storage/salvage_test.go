package storage

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"quotepart/engine/lang"
	"quotepart/storage/journal"
)

// salvaged salvages a folder and gives what was lost, in lines of English.
func salvaged(t *testing.T, dir string) (r *Restored, lost string) {
	t.Helper()
	r, err := Salvage(dir, "paul")
	must(t, err)
	for _, line := range r.Lost {
		if strings.Contains(line.FR+line.EN, "%!") || line.FR == "" {
			t.Errorf("not said: %q", line)
		}
		lost += line.In(lang.EN) + "\n"
	}
	return r, lost
}

func onJournal(do func(lines [][]byte) [][]byte) func(t *testing.T, dir string) {
	return func(t *testing.T, dir string) {
		path := filepath.Join(dir, "store-1", journalName)
		data, err := os.ReadFile(path)
		must(t, err)
		lines := bytes.SplitAfter(data, []byte("\n"))
		write(t, path, string(bytes.Join(do(lines[:len(lines)-1]), nil)))
	}
}

func flipLines(at ...int) func(t *testing.T, dir string) {
	return onJournal(func(lines [][]byte) [][]byte {
		for _, i := range at {
			lines[i][5] ^= 1
		}
		return lines
	})
}

func without(path string) func(t *testing.T, dir string) {
	return func(t *testing.T, dir string) { must(t, os.RemoveAll(filepath.Join(dir, path))) }
}

func both(all ...func(t *testing.T, dir string)) func(t *testing.T, dir string) {
	return func(t *testing.T, dir string) {
		for _, do := range all {
			do(t, dir)
		}
	}
}

const callsLost = "if calls were issued by what is lost, they are not known any more: "

// Whatever is broken: what is whole counts in a new home, and what is not is named line by line. With its index whole, all of a store
// comes back. Before it is salvaged, the store does not open, or refuses its year.
func TestSalvage(t *testing.T) {
	dir, _ := lived(t, false)
	want := substance(t, dir)
	schools := objectOf(t, dir, "schools.csv")[len(dir)+1:]
	for name, c := range map[string]struct {
		damage func(t *testing.T, dir string)
		lines  uint64
		whole  bool     // all came back
		lost   []string // a line each
	}{
		"a line": {flipLines(5), 15, true, []string{
			"journal, line 6: its seal is not that of its content; it was about scenario/2025-2026/autre 1",
			"revision 6, taken from the index: saved: scenario/2025-2026/autre 1, by paul, on "}},
		"a line, no index": {both(flipLines(5), without("store-1/index")), 14, false, []string{
			"journal, line 6: its seal is not that of its content; it was about scenario/2025-2026/autre 1", "revision 6: lost", callsLost}},
		"two lines":       {flipLines(2, 9), 15, true, []string{"journal, line 3: ", "journal, line 10: ", "revision 3, taken from the index: ", "revision 10, taken from the index: "}},
		"neighbours":      {both(flipLines(2, 3), without("store-1/index/MANIFEST")), 13, false, []string{"journal, line 3: ", "journal, line 4: ", "revision 3: lost", "revision 4: lost", callsLost}},
		"the last line":   {flipLines(13), 15, true, []string{"journal, line 14: ", "revision 14, taken from the index: marked as checked: mark/"}},
		"the end is gone": {onJournal(func(l [][]byte) [][]byte { return l[:11] }), 15, true, []string{"revision 12, taken from the index: ", "revision 13, ", "revision 14, "}},
		"a lost line":     {onJournal(func(l [][]byte) [][]byte { return append(l[:4:4], l[5:]...) }), 15, true, []string{"revision 5, taken from the index: "}},
		"swapped":         {onJournal(func(l [][]byte) [][]byte { l[4], l[5] = l[5], l[4]; return l }), 15, true, nil},
		"twice":           {onJournal(func(l [][]byte) [][]byte { return append(l, l[5]) }), 15, true, nil},
		"no journal":      {without("store-1/journal.jsonl"), 15, true, strings.Split("revision 1, |revision 2, |revision 3, |revision 4, |revision 5, |revision 6, |revision 7, |revision 8, |revision 9, |revision 10, |revision 11, |revision 12, |revision 13, |revision 14, ", "|")},
		"another index": {func(t *testing.T, dir string) {
			flipLines(5)(t, dir)
			without("store-1/index")(t, dir)
			must(t, os.CopyFS(filepath.Join(dir, "store-1/index"), os.DirFS(filepath.Join(otherStore(t), "store-1/index"))))
		}, 14, false, []string{"journal, line 6: ", "revision 6: lost", callsLost}},
		"an object":         {without(schools), 15, false, []string{"2025-2026@2: schools.csv is missing or damaged; this version is left out"}},
		"FORMAT":            {func(t *testing.T, dir string) { write(t, filepath.Join(dir, formatName), "{}") }, 14, true, nil},
		"no FORMAT":         {without(formatName), 14, true, nil},
		"FORMAT and a line": {both(without(formatName), flipLines(5)), 15, true, []string{"journal, line 6: ", "revision 6, "}},
		"unfinished":        {onJournal(func(l [][]byte) [][]byte { return append(l, []byte(`{"seq":15`)) }), 14, true, []string{"journal, line 15: it was not finished, and had not been acknowledged"}},
		"nothing":           {without("store-1/index"), 14, true, nil},
	} {
		t.Run(name, func(t *testing.T) {
			copied := filepath.Join(t.TempDir(), "copy")
			must(t, os.CopyFS(copied, os.DirFS(dir)))
			c.damage(t, copied)
			before := tree(t, filepath.Join(copied, "store-1"))
			r, lost := salvaged(t, copied)
			if tree(t, filepath.Join(copied, "store-1")) != before {
				t.Error("the old home has changed")
			}
			if r.Lines != c.lines || r.Whole != (c.lines == 14 && r.Home == "store-1") || r.Whole == (r.Home == "store-2") {
				t.Errorf("%+v", r)
			}
			lines := strings.SplitAfter(lost, "\n")
			for i, w := range c.lost {
				if i >= len(lines) || !strings.HasPrefix(lines[i], w) {
					t.Errorf("line %d is not %q", i+1, w)
				}
			}
			if len(lines) != len(c.lost)+1 {
				t.Errorf("%d lines, want %d", len(lines)-1, len(c.lost))
			}
			if t.Failed() {
				t.Log(lost)
			}
			if c.whole && substance(t, copied) != want {
				t.Error("not all came back")
			}
			wantSound(t, copied)
			backedUp(t, copied)
		})
	}
}

// substance is all that a store holds but for the numbers of revisions, which a salvage counts anew.
func substance(t *testing.T, dir string) string {
	t.Helper()
	s := open(t, dir)
	defer shut(t, s)
	var b strings.Builder
	events, err := s.Events(0)
	must(t, err)
	for _, e := range events {
		if e.Do != journal.Salvaged {
			fmt.Fprintln(&b, e.At, e.By, e.Do, e.Keys)
		}
	}
	d, err := s.Year(demoID)
	must(t, err)
	fmt.Fprintln(&b, text(t, d))
	marks, err := s.Marks(demoID)
	must(t, err)
	draft, err := s.Draft(demoID, "anne")
	must(t, err)
	fmt.Fprintln(&b, marks, draft)
	for _, sc := range d.Scenarios {
		list, err := s.History(demoID, sc.Name)
		must(t, err)
		for _, v := range list {
			v.Revision = 0
			fmt.Fprintln(&b, v)
		}
	}
	return b.String()
}

// A version of a year whose files are lost is taken away where it stood: no earlier one counts in its place unnoticed. Its scenarios
// are there again as they are now, once an earlier version is restored, or the dossier imported again.
func TestSalvageOfAYear(t *testing.T) {
	s := imported(t, demoDossier(t))
	other := demoDossier(t)
	other.Year.Schools[0].Name += " (nouveau)"
	_, err := s.Import(other, lead("anne"), true)
	must(t, err)
	save(t, s, "Fin du FEDER", "gardé", "anne")
	shut(t, s)
	list, _, err := filesOf(other)
	must(t, err)
	for _, f := range list {
		if f.Name == "schools.csv" {
			must(t, os.Remove(objectIn(filepath.Join(s.Dir(), "store-1"), f.SHA256)))
		}
	}
	_, lost := salvaged(t, s.Dir())
	if lost != "2025-2026@3: schools.csv is missing or damaged; this version is left out\n" {
		t.Error(lost)
	}
	wantSound(t, s.Dir())
	s = open(t, s.Dir())
	_, err = s.Year(demoID)
	wantFault(t, err, ErrNotFound)
	versions, err := s.YearHistory(demoID)
	if err != nil || len(versions) != 2 || !versions[0].Deleted {
		t.Fatalf("%+v %v", versions, err)
	}
	_, err = s.RestoreYear(demoID, versions[1].Revision, lead("paul"))
	must(t, err)
	if sc, err := s.Scenario(demoID, "Fin du FEDER"); err != nil || sc.Note != "gardé" {
		t.Errorf("%+v %v", sc, err)
	}
	if d, err := s.Year(demoID); err != nil || strings.Contains(d.Year.Schools[0].Name, "nouveau") {
		t.Errorf("%v", err)
	}
	must(t, s.DeleteYear(demoID, lead("paul")))
	_, err = s.Import(other, lead("anne"), false)
	must(t, err)
}

// A file of a year that is lost in one home is taken from another.
func TestSalvageFromAnotherHome(t *testing.T) {
	dir, _ := lived(t, false)
	path, _ := backedUp(t, dir)
	_, err := Restore(dir, path, "anne")
	must(t, err)
	must(t, os.RemoveAll(filepath.Join(dir, "store-2", objectsName)))
	r, lost := salvaged(t, dir)
	if lost != "" || r.Home != "store-3" || r.Old != "store-2" {
		t.Errorf("%+v %s", r, lost)
	}
	wantSound(t, dir)
}

func TestSalvageRefuses(t *testing.T) {
	empty := t.TempDir()
	_, err := Salvage(empty, "anne")
	wantFault(t, err, ErrNotFound, empty)
	dir, _ := lived(t, false)
	both(without("store-1/index"), without("store-1/journal.jsonl"))(t, dir)
	before := tree(t, dir)
	_, err = Salvage(dir, "anne")
	wantFault(t, err, ErrDamaged, dir, "quotepart restore FILE")
	if tree(t, dir) != before {
		t.Error("something has changed")
	}
}

// What was salvaged is told by the first line of the new journal, and who did it.
func TestSalvagedLine(t *testing.T) {
	dir, _ := lived(t, false)
	both(flipLines(5), without("store-1/index"))(t, dir)
	salvaged(t, dir)
	f, err := os.Open(filepath.Join(dir, "store-2", journalName))
	must(t, err)
	defer f.Close()
	var first journal.Line
	_, _, err = journal.Read(f, func(l journal.Line, _ []byte) error {
		if l.Seq == 1 {
			first = l
		}
		return nil
	})
	must(t, err)
	if first.Do != journal.Salvaged || first.By != "paul" || len(first.Set) != 1 || first.Set[0].Key != "salvage" ||
		!strings.Contains(string(first.Set[0].Value), `"from":"store-1","kept":13,"lost":["journal, line 6: `) {
		t.Errorf("%+v %s", first, first.Set[0].Value)
	}
}

// A salvage is done whole or not at all, whatever operation of the disk fails; done again, it comes to its end.
func TestSalvageOnFaultyDisks(t *testing.T) {
	dir, _ := lived(t, false)
	both(flipLines(5), without("store-1/index"))(t, dir)
	copied := func() string {
		to := filepath.Join(t.TempDir(), "copy")
		must(t, os.CopyFS(to, os.DirFS(dir)))
		return to
	}
	clean, whole := &faultyDisk{left: 1 << 30}, copied()
	_, err := restoring{clean}.salvage(whole, "paul")
	must(t, err)
	want := substance(t, whole)
	for at := 0; at < len(clean.seen); at += *faultStep {
		for _, stays := range []bool{false, true} {
			to := copied()
			before := tree(t, filepath.Join(to, "store-1"))
			_, err := restoring{&faultyDisk{left: at, how: faultKind{syscall.EIO, true}, stays: stays}}.salvage(to, "paul")
			if err != nil {
				wantSaid(t, err)
			}
			if f, _ := readFormat(to); f.Home == "store-1" {
				_, err := Salvage(to, "paul")
				must(t, err)
			}
			if got := substance(t, to); got != want {
				t.Errorf("after a fault at %d (%s) the store is another one", at, clean.seen[at])
			}
			if tree(t, filepath.Join(to, "store-1")) != before {
				t.Errorf("after a fault at %d (%s) the old home has changed", at, clean.seen[at])
			}
			if t.Failed() {
				return
			}
			must(t, os.RemoveAll(to))
		}
	}
	t.Logf("%d operations", len(clean.seen))
}
