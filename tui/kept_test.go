package tui_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/storage/dossier"
	"quotepart/tui"
	"quotepart/tui/emulator"
	"quotepart/tui/ui"
)

func change(t testing.TB, address, value string) []scenarios.Change {
	t.Helper()
	c, err := scenarios.NewSet(address, value)
	if err != nil {
		t.Fatal(err)
	}
	return []scenarios.Change{c}
}

// A draft that was not taken up, or no longer fits the year, is still the draft after the program was left.
func TestUndecidedDraftIsKept(t *testing.T) {
	fits := change(t, "tariffs/college-comptes/price", "7")
	for name, test := range map[string]struct {
		draft []scenarios.Change
		keys  []string
		kept  bool
	}{
		"left at once":   {fits, []string{"ctrl+c"}, true},
		"put off":        {fits, []string{"esc", "q"}, true},
		"does not fit":   {change(t, "charges/gone/planned", "7"), []string{"r", "q"}, true},
		"refused":        {fits, []string{"n", "q"}, false},
		"taken, undone":  {fits, []string{"r", "u", "q"}, false},
		"taken and left": {fits, []string{"r", "ctrl+c"}, true},
	} {
		t.Run(name, func(t *testing.T) {
			o, shelf := demoOptions(t)
			o.Draft = scenarios.Draft{Changes: test.draft}
			shelf.draft = o.Draft
			term := start(t, o, 120, 36, emulator.Mono)
			for _, k := range test.keys[:len(test.keys)-1] {
				term.Press(k)
			}
			term.Press(test.keys[len(test.keys)-1])
			term.WaitExit()
			if kept := len(shelf.draft.Changes) == 1 && shelf.draft.Changes[0].String() == test.draft[0].String(); kept != test.kept {
				t.Errorf("the shelf holds %v", shelf.draft)
			}
		})
	}
}

// Unsaved changes are kept as a draft when the program is ended from outside; after leaving, nothing is kept twice.
func TestEndedFromOutside(t *testing.T) {
	o, shelf := demoOptions(t)
	term := start(t, o, 120, 36, emulator.Mono)
	editPrice(term, "6,48")
	term.Press("enter")
	app := term.Quit().(*tui.App) // as SIGTERM does
	if err := app.KeepDraft(); err != nil || len(shelf.draft.Changes) != 1 {
		t.Fatal(err, shelf.draft)
	}

	o, shelf = demoOptions(t)
	term = start(t, o, 120, 36, emulator.Mono)
	term.Press("q")
	app = term.WaitExit().(*tui.App)
	shelf.refuse = lang.Wrong(lang.T("déjà fermé", "closed already"), lang.Text{})
	if err := app.KeepDraft(); err != nil {
		t.Fatal(err)
	}
}

// Differences follow the scenario that they refer to: saved with other changes, renamed, deleted.
func TestReferenceFollowsItsScenario(t *testing.T) {
	o, shelf := demoOptions(t)
	work := o.Work
	term := start(t, o, 120, 36, emulator.Mono)
	editPrice(term, "7")
	term.Press("enter", "s")
	term.Type("AA")
	term.Press("enter")
	term.WaitFor("« AA » enregistré")
	term.Press("f8", "/")
	term.Type("AA")
	term.Press("enter", "end", "f")
	wants(t, term, "écart à AA")
	same := func(what string) {
		t.Helper()
		if reference, name := work.Reference(); reference.Totals() != work.Result().Totals() || work.TotalsDelta().Balance != 0 {
			t.Errorf("%s: differences to %s are %v", what, name, work.TotalsDelta())
		}
	}
	same("the working changes are AA")
	editPrice(term, "8")
	term.Press("enter", "s", "enter")
	term.WaitFor("« AA » enregistré")
	same("AA was saved anew")

	term.Press("f8", "end", "n", "ctrl+u")
	term.Type("BB")
	term.Press("enter")
	term.WaitFor("s'appelle maintenant « BB »")
	wants(t, term, "écart à BB")
	if got := work.Scenario().Name; got != "BB" {
		t.Errorf("the working changes belong to %q", got)
	}
	term.Press("/", "ctrl+u")
	term.Type("BB")
	term.Press("enter", "end", "d")
	term.WaitFor("par rapport à l'exercice")
	lacks(t, term, "écart à")
	if _, name := work.Reference(); name != scenarios.Baseline || len(list(t, shelf)) != 3 {
		t.Errorf("reference %q, scenarios %v", name, list(t, shelf))
	}
	term.Quit()
}

// A rename that the shelf refuses changes nothing, neither there nor in the working changes.
func TestRefusedRename(t *testing.T) {
	o, shelf := demoOptions(t)
	work := o.Work
	term := start(t, o, 120, 36, emulator.Mono)
	editPrice(term, "7")
	term.Press("enter", "s")
	term.Type("AA")
	term.Press("enter")
	term.WaitFor("« AA » enregistré")
	shelf.refuse = lang.Wrong(lang.T("le disque est plein", "the disk is full"), lang.T("faites de la place", "make room"))
	term.Press("f8", "/")
	term.Type("AA")
	term.Press("enter", "end", "n", "ctrl+u")
	term.Type("BB")
	term.Press("enter")
	term.WaitFor("le disque est plein")
	if work.Scenario().Name != "AA" || !slices.ContainsFunc(list(t, shelf), func(s ui.Saved) bool { return s.Name == "AA" }) {
		t.Errorf("%q; %v", work.Scenario().Name, list(t, shelf))
	}
	term.Quit()
}

// One command uses the shelf at a time, in the order in which they were asked for.
func TestShelfIsUsedByOneAtATime(t *testing.T) {
	c := &ui.Ctx{Who: scenarios.Person{Role: scenarios.Lead}, Shelf: tui.NewMemory(nil, "")}
	first := ui.SaveOther(c, scenarios.Scenario{Name: "a"})
	if ui.SaveOther(c, scenarios.Scenario{Name: "b"}) != nil || ui.Delete(c, ui.Saved{Scenario: scenarios.Scenario{Name: "a"}, Revision: 2}) != nil {
		t.Fatal("two commands at once")
	}
	var names []string
	for cmd := first; cmd != nil; cmd = c.ShelfFree() {
		done := cmd().(ui.ShelfDone)
		for _, s := range done.List {
			names = append(names, s.Name)
		}
		names = append(names, ";")
	}
	if got := strings.Join(names, ""); got != "a;ab;b;" {
		t.Error(got)
	}
	if ui.SaveOther(c, scenarios.Scenario{Name: "c"}) == nil {
		t.Error("a free shelf keeps commands waiting")
	}
}

// One change may stand twice in a list: the cursor passes over both, and the one under it is the one that is taken out.
func TestSameChangeTwice(t *testing.T) {
	o, _ := demoOptions(t)
	twice := change(t, "tariffs/college-comptes/price", "7")
	scale, err := scenarios.NewScale("tariffs/college-comptes/price", "2")
	if err != nil {
		t.Fatal(err)
	}
	if err := o.Work.SetChanges([]scenarios.Change{twice[0], scale, twice[0]}); err != nil {
		t.Fatal(err)
	}
	work := o.Work
	term := start(t, o, 120, 36, emulator.Mono)
	term.Press("f8", "home", "down", "tab", "end", "d")
	term.Settle()
	if left := work.Changes(); len(left) != 2 || left[1].Op != scenarios.Scale {
		t.Errorf("left: %v\n%s", left, term.Screen())
	}
	term.Quit()
}

// The draft is on the shelf after each edit, not only when the program is left: a killed program loses none.
func TestDraftIsKeptAfterEachEdit(t *testing.T) {
	o, _ := demoOptions(t)
	dir := t.TempDir()
	o.Shelf = tui.FolderShelf{Dir: dir}
	term := start(t, o, 120, 36, emulator.Mono)
	holds := func(want int) {
		t.Helper()
		for deadline := time.Now().Add(emulator.Deadline); ; term.Settle() { // what is on the disk needs no new frame
			draft, err := dossier.Draft(dir)
			if err == nil && len(draft.Changes) == want {
				return
			}
			if time.Now().After(deadline) {
				t.Fatalf("a draft of %d changes, want %d (%v)", len(draft.Changes), want, err)
			}
		}
	}
	editPrice(term, "6,48")
	term.Press("enter")
	holds(1)
	term.Press("i")
	term.Type("8")
	term.Press("enter")
	holds(2)
	term.Press("u")
	holds(1)
	term.Press("u")
	holds(0)
	term.Quit()
}
