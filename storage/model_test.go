package storage

import (
	"errors"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"testing"

	"github.com/dgraph-io/badger/v4"
	"pgregory.net/rapid"

	"quotepart/engine"
	"quotepart/engine/enginetest"
	"quotepart/scenarios"
)

// model is a store as maps: what each command must do.
type model struct {
	scenarios map[string]modelScenario
	last      map[string]uint64 // the revision that last set or deleted a name
	marks     map[string]string
	draft     string
	label     string
	there     bool // the year
	revision  uint64
	past      map[uint64]modelYear
	called    map[string]string        // the numbers of the calls by their members, for ever
	taken     map[string]modelScenario // with the year, when it was deleted
	marked    map[string]string
}

type modelScenario struct {
	note     string
	revision uint64
}

// modelYear is what YearAt must give: the label, the notes of the scenarios, and how many calls were issued by then.
type modelYear struct {
	label string
	notes map[string]string
	calls int
}

// accepted counts a command.
func (m *model) accepted() uint64 {
	m.revision++
	return m.revision
}

// remember keeps what holds since a revision.
func (m *model) remember() {
	notes := map[string]string{}
	for name, sc := range m.scenarios {
		notes[name] = sc.note
	}
	if m.there {
		m.past[m.revision] = modelYear{m.label, notes, len(m.called)}
	}
}

// machine runs a store and its model side by side.
type machine struct {
	model
	t *testing.T
	s *Store
	d *scenarios.Dossier
	n int // of notes and labels
}

const modelYearID = "big"

func (m *machine) next(what string) string { m.n++; return fmt.Sprint(what, " ", m.n) }

// refused wants an error where the model says so.
func (m *machine) refused(r *rapid.T, err, want error) bool {
	if !errors.Is(err, want) {
		r.Fatalf("got %v, want %v", err, want)
	}
	return err != nil
}

// base draws the revision that a save is based on: mostly the right one.
func (m *machine) base(r *rapid.T, name string) uint64 {
	right := m.scenarios[name].revision
	return rapid.SampledFrom([]uint64{right, right, right, 0, m.last[name], 1}).Draw(r, "based")
}

// wantFor is the answer to a command on a name: whether the year is there, and the scenario what it is based on.
func (m *machine) wantFor(name string, based uint64, must bool) error {
	sc, there := m.scenarios[name]
	switch {
	case !m.there, must && !there:
		return ErrNotFound
	case there && sc.revision != based:
		return ErrStale
	case !there && based != 0 && based != m.last[name] && m.last[name] != 0:
		return ErrStale
	}
	return nil
}

var modelNames = rapid.SampledFrom([]string{"a", "a/b", "A", "été", "ab"})

func (m *machine) save(r *rapid.T) {
	name, note := modelNames.Draw(r, "name"), m.next("note")
	based := m.base(r, name)
	revision, err := m.s.SaveScenario(modelYearID, scenarios.Scenario{Name: name, Note: note}, based, lead("anne"))
	if m.refused(r, err, m.wantFor(name, based, false)) {
		return
	}
	if want := m.accepted(); revision != want {
		r.Fatalf("revision %d, not %d", revision, want)
	}
	m.scenarios[name] = modelScenario{note, m.revision}
	m.last[name] = m.revision
}

func (m *machine) delete(r *rapid.T) {
	name := modelNames.Draw(r, "name")
	based := m.base(r, name)
	if m.refused(r, m.s.DeleteScenario(modelYearID, name, based, lead("paul")), m.wantFor(name, based, true)) {
		return
	}
	m.last[name] = m.accepted()
	delete(m.scenarios, name)
}

func (m *machine) rename(r *rapid.T) {
	from, to, note := modelNames.Draw(r, "from"), modelNames.Draw(r, "to"), m.next("note")
	if from == to {
		return
	}
	based := m.base(r, from)
	want := m.wantFor(from, based, false) // one that was deleted since is stale, as for a save
	if _, there := m.scenarios[from]; want == nil && !there {
		want = ErrNotFound
	}
	if _, there := m.scenarios[to]; want == nil && there {
		want = ErrStale
	}
	_, err := m.s.RenameScenario(modelYearID, from, scenarios.Scenario{Name: to, Note: note}, based, lead("anne"))
	if m.refused(r, err, want) {
		return
	}
	m.last[from] = m.accepted()
	m.last[to] = m.revision
	delete(m.scenarios, from)
	m.scenarios[to] = modelScenario{note, m.revision}
}

func (m *machine) mark(r *rapid.T) {
	finding := rapid.SampledFrom([]string{"x", "y"}).Draw(r, "finding")
	var want error
	if !m.there {
		want = ErrNotFound
	}
	if rapid.Bool().Draw(r, "mark") {
		note := m.next("note")
		if !m.refused(r, m.s.Mark(modelYearID, finding, note, lead("anne")), want) {
			m.marks[finding] = note
			m.accepted()
		}
		return
	}
	if _, there := m.marks[finding]; !there {
		want = ErrNotFound
	}
	if !m.refused(r, m.s.Unmark(modelYearID, finding, lead("anne")), want) {
		delete(m.marks, finding)
		m.accepted()
	}
}

func (m *machine) keepDraft(r *rapid.T) {
	note := rapid.SampledFrom([]string{"planned", "paid", ""}).Draw(r, "draft")
	var changes []scenarios.Change
	if note != "" {
		changes = scenario(m.t, "", "year/basis="+note).Changes
	}
	var want error
	if !m.there {
		want = ErrNotFound
	}
	if !m.refused(r, m.s.SaveDraft(modelYearID, scenarios.Draft{Changes: changes}, "anne"), want) {
		m.draft = note
	}
}

func (m *machine) replace(r *rapid.T) {
	d := *m.d
	year := *m.d.Year
	year.Label = m.next("label")
	d.Year = &year
	name, note := modelNames.Draw(r, "name"), m.next("note")
	d.Scenarios = []scenarios.Scenario{{Name: name, Note: note}}
	changed, err := m.s.Import(&d, lead("jeanne"), true)
	if err != nil || !changed {
		r.Fatal(changed, err)
	}
	m.last[name] = m.accepted()
	m.scenarios[name] = modelScenario{note, m.revision}
	m.label, m.there = year.Label, true
}

// issue issues the calls of the year: to each member once, and no number twice.
func (m *machine) issue(r *rapid.T) {
	var want error
	if !m.there {
		want = ErrNotFound
	}
	issued, _, err := m.s.IssueCalls(modelYearID, engine.Date(20261012), lead("anne"))
	if m.refused(r, err, want) || len(issued) == 0 {
		return
	}
	m.accepted()
	for _, c := range issued {
		for member, number := range m.called {
			if member == c.Member || number == c.Number {
				r.Fatalf("%s is called with no. %s, after %v", c.Member, c.Number, m.called)
			}
		}
		m.called[c.Member] = c.Number
	}
}

func (m *machine) deleteYear(r *rapid.T) {
	if rapid.IntRange(0, 3).Draw(r, "one in four") > 0 {
		return
	}
	var want error
	if !m.there {
		want = ErrNotFound
	}
	if m.refused(r, m.s.DeleteYear(modelYearID, lead("paul")), want) {
		return
	}
	m.accepted()
	for name := range m.scenarios {
		m.last[name] = m.revision
	}
	m.taken, m.marked = m.scenarios, m.marks
	m.scenarios, m.marks, m.there = map[string]modelScenario{}, map[string]string{}, false
}

func (m *machine) restoreYear(r *rapid.T) {
	known := slices.Sorted(maps.Keys(m.past))
	at := rapid.SampledFrom(known).Draw(r, "revision")
	was := m.past[at]
	changed, err := m.s.RestoreYear(modelYearID, at, lead("anne"))
	if err != nil || changed != (!m.there || was.label != m.label) {
		r.Fatalf("changed: %v, %v", changed, err)
	}
	if !changed {
		return
	}
	m.accepted()
	if !m.there {
		m.scenarios, m.marks = map[string]modelScenario{}, m.marked
		for name, sc := range m.taken {
			m.scenarios[name] = modelScenario{sc.note, m.revision}
			m.last[name] = m.revision
		}
	}
	m.label, m.there = was.label, true
}

// restart closes and opens the store, or opens it as it is after a kill, a lost index or a torn line.
func (m *machine) restart(r *rapid.T) {
	how := rapid.SampledFrom([]string{"", "", "", "", "", "", "closed", "index lost", "torn line"}).Draw(r, "restart")
	if how == "" {
		return
	}
	shut(m.t, m.s)
	switch how {
	case "index lost":
		must(m.t, os.RemoveAll(filepath.Join(m.s.home, indexName)))
	case "torn line":
		f, err := os.OpenFile(m.s.journalPath(), os.O_APPEND|os.O_WRONLY, 0)
		must(m.t, err)
		_, err = f.WriteString(`{"seq":99,"prev":`)
		must(m.t, errors.Join(err, f.Close()))
	}
	m.s = m.open(m.s.Dir())
}

// open opens a store with a small index, which is far quicker. It is closed by the sequence: a test that closed all of them at its end would
// hold all of them until then.
func (m *machine) open(dir string) *Store {
	m.t.Helper()
	s, err := opening{options: func(dir string) badger.Options {
		return smallData(dir).WithMemTableSize(1 << 20).WithValueThreshold(64 << 10).WithBaseTableSize(64 << 10)
	}}.open(dir)
	must(m.t, err)
	return s
}

// check compares all that can be read with the model.
func (m *machine) check(r *rapid.T) {
	if m.s.Revision() != m.revision {
		r.Fatalf("revision %d, not %d", m.s.Revision(), m.revision)
	}
	d, err := m.s.Year(modelYearID)
	if !m.there {
		m.refused(r, err, ErrNotFound)
	} else if err != nil {
		r.Fatal(err)
	} else {
		m.compare(r, d, modelYear{m.label, notesOf(m.scenarios), len(m.called)})
		marks, err := m.s.Marks(modelYearID)
		got := map[string]string{}
		for _, one := range marks {
			got[one.Finding] = one.Note
		}
		if err != nil || !maps.Equal(got, m.marks) {
			r.Fatalf("marks %v, not %v, %v", got, m.marks, err)
		}
		draft, err := m.s.Draft(modelYearID, "anne")
		if err != nil || len(draft.Changes) > 0 != (m.draft != "") || m.draft != "" && draft.Changes[0].Value != m.draft {
			r.Fatalf("draft %v, not %s, %v", draft, m.draft, err)
		}
		list, err := m.s.Scenarios(modelYearID)
		for _, got := range list {
			if sc := m.scenarios[got.Name]; got.Revision != sc.revision {
				r.Fatalf("%s has revision %d, not %d", got.Name, got.Revision, sc.revision)
			}
		}
		if err != nil || len(list) != len(m.scenarios) {
			r.Fatalf("%d scenarios, not %d, %v", len(list), len(m.scenarios), err)
		}
	}
	m.remember()
}

// checkPast compares the year at a revision with what it was then.
func (m *machine) checkPast(r *rapid.T) {
	at := rapid.SampledFrom(slices.Sorted(maps.Keys(m.past))).Draw(r, "revision")
	d, err := m.s.YearAt(modelYearID, at)
	if err != nil {
		r.Fatal(err)
	}
	m.compare(r, d, m.past[at])
}

func (m *machine) compare(r *rapid.T, d *scenarios.Dossier, want modelYear) {
	got := modelYear{d.Year.Label, map[string]string{}, len(d.Calls)}
	for _, sc := range d.Scenarios {
		got.notes[sc.Name] = sc.Note
	}
	if got.label != want.label || got.calls != want.calls || !maps.Equal(got.notes, want.notes) {
		r.Fatalf("the year is %v, not %v", got, want)
	}
}

func notesOf(list map[string]modelScenario) map[string]string {
	notes := map[string]string{}
	for name, sc := range list {
		notes[name] = sc.note
	}
	return notes
}

var sequences = flag.Int("sequences", 25, "how many random sequences TestAgainstAMap tries")

// The store against maps: any sequence of commands, right and stale, of restarts, lost indexes and torn lines.
func TestAgainstAMap(t *testing.T) {
	checks := flag.Lookup("rapid.checks").Value
	before := checks.String()
	must(t, checks.Set(fmt.Sprint(*sequences)))
	defer func() { must(t, checks.Set(before)) }()
	defer debug.SetGCPercent(debug.SetGCPercent(400)) // what lives is small, what is thrown away is much
	year, parent := enginetest.BigYear(4, 2), t.TempDir()
	rapid.Check(t, func(r *rapid.T) {
		dir, err := os.MkdirTemp(parent, "")
		must(t, err)
		m := &machine{t: t, d: &scenarios.Dossier{Year: year}}
		m.s = m.open(dir)
		defer func() { shut(t, m.s); must(t, os.RemoveAll(dir)) }()
		if _, err := m.s.Import(m.d, lead("anne"), false); err != nil {
			r.Fatal(err)
		}
		m.model = model{scenarios: map[string]modelScenario{}, last: map[string]uint64{}, marks: map[string]string{}, called: map[string]string{}, label: year.Label, there: true, revision: 2, past: map[uint64]modelYear{}}
		m.remember()
		r.Repeat(map[string]func(*rapid.T){
			"save": m.save, "delete": m.delete, "rename": m.rename, "mark": m.mark, "draft": m.keepDraft, "replace": m.replace, "issue": m.issue,
			"delete year": m.deleteYear, "restore year": m.restoreYear, "restart": m.restart, "past": m.checkPast, "": m.check,
		})
	})
}
