package tui_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/storage"
	"quotepart/storage/demo"
	"quotepart/storage/dossier"
	"quotepart/tui"
	"quotepart/tui/emulator"
	"quotepart/tui/ui"
)

// pinned is a shelf whose conflicts are all of one time.
type pinned struct{ ui.Shelf }

func (p pinned) Save(s scenarios.Scenario, based uint64) (uint64, error) {
	revision, err := p.Shelf.Save(s, based)
	return revision, pin(err)
}

func (p pinned) Rename(from string, s scenarios.Scenario, based uint64) (uint64, error) {
	revision, err := p.Shelf.Rename(from, s, based)
	return revision, pin(err)
}

func (p pinned) Delete(name string, based uint64) error { return pin(p.Shelf.Delete(name, based)) }

func pin(err error) error {
	var stale *scenarios.Stale
	if errors.As(err, &stale) {
		stale.Theirs.At = time.Date(2026, 3, 2, 10, 4, 5, 0, time.UTC)
	}
	return err
}

// shared is a stored year on which several people work.
type shared struct {
	t     *testing.T
	store *storage.Store
	d     *scenarios.Dossier
}

func share(t *testing.T) shared {
	t.Helper()
	d, _, err := dossier.Read(demo.Files())
	must(t, err)
	s := shared{t, emptyStore(t), d}
	_, err = s.store.Import(d, lead("jeanne"), false)
	must(t, err)
	return s
}

func (s shared) shelf(author string) ui.Shelf {
	return tui.NewStoreShelf(s.store, s.d.Year.ID, lead(author), s.store.Revision())
}

// options are those of a session on a shelf.
func (s shared) options(shelf ui.Shelf) tui.Options {
	s.t.Helper()
	work, err := scenarios.NewWorkbench(s.d.Year)
	must(s.t, err)
	return tui.Options{Who: scenarios.Person{Role: scenarios.Lead}, Work: work, Shelf: pinned{shelf}, Saved: list(s.t, shelf), Calls: s.d.Calls, Invoices: s.d.Invoices, Theme: "mono"}
}

// paul saves over what stands there.
func (s shared) saves(author, name, note string, changes ...string) uint64 {
	s.t.Helper()
	sc := scenarios.Scenario{Name: name, Note: note}
	for i := 0; i < len(changes); i += 2 {
		sc.Changes = append(sc.Changes, change(s.t, changes[i], changes[i+1])...)
	}
	shelf := s.shelf(author)
	return made(s.t)(shelf.Save(sc, standing(s.t, shelf, name)))
}

// notes are those of the versions of a scenario, the newest first; a deletion is "–".
func notes(t *testing.T, shelf ui.Shelf, name string) string {
	t.Helper()
	versions, err := shelf.History(name)
	must(t, err)
	var all []string
	for _, v := range versions {
		note := v.Note
		if v.Deleted {
			note = "–"
		}
		all = append(all, note)
	}
	return strings.Join(all, "|")
}

// metConflict is the screen of somebody who saves what Paul has saved in between.
func metConflict(t *testing.T, l lang.Lang, w, h int) (shared, tui.Options, *emulator.Term) {
	s := share(t)
	s.saves("anne", "Budget", "de base", "tariffs/college-comptes/price", "6.50")
	o := s.options(s.shelf("anne"))
	o.Lang = l
	term := start(t, o, w, h, emulator.Mono)
	goTo(term, "Budget")
	term.Press("enter")
	editPrice(term, "7,77")
	term.Press("enter")
	s.saves("paul", "Budget", "après la commission", "tariffs/college-comptes/price", "6.90", "charges/plateforme/planned", "250000")
	term.Press("s", "enter")
	term.WaitFor("paul")
	return s, o, term
}

// Both versions and the choices, in both languages, at each size.
func TestGoldenConflict(t *testing.T) {
	everySize(t, func(t *testing.T, l lang.Lang, w, h int, suffix string) {
		_, _, term := metConflict(t, l, w, h)
		term.Golden("conflict" + suffix)
		term.Press("n")
		term.Golden("conflict-new" + suffix)
		term.Quit()
	})
}

// Mine is saved over theirs, which stays in the history.
func TestConflictMine(t *testing.T) {
	s, o, term := metConflict(t, lang.FR, 80, 24)
	wants(t, term, "a été enregistré par paul", "après la commission", "de base", "6,90 € → 7,77 €")
	term.Press("m")
	term.WaitFor("« Budget » enregistré")
	if got := notes(t, s.shelf(""), "Budget"); got != "de base|après la commission|de base" {
		t.Error(got)
	}
	editPrice(term, "8")
	term.Press("enter", "s", "enter")
	term.WaitFor("« Budget » enregistré") // what was decided is decided
	if o.Work.Unsaved() || len(strings.Split(notes(t, s.shelf(""), "Budget"), "|")) != 4 {
		t.Error(notes(t, s.shelf(""), "Budget"))
	}
	term.Quit()
}

// Theirs is what one works on, and undo brings mine back, which is then based on what it was.
func TestConflictTheirs(t *testing.T) {
	s, o, term := metConflict(t, lang.FR, 80, 24)
	term.Press("t")
	wants(t, term, "la version de paul est chargée")
	if sc := o.Work.Scenario(); sc.Note != "après la commission" || len(sc.Changes) != 2 || o.Work.Unsaved() {
		t.Errorf("%+v", sc)
	}
	term.Press("u")
	term.Settle()
	if sc := o.Work.Scenario(); len(sc.Changes) != 1 || sc.Changes[0].Value != "7,77" || !o.Work.Unsaved() {
		t.Errorf("%+v", sc)
	}
	term.Press("s", "enter")
	term.WaitFor("Quelqu'un vous a précédé") // still not silently
	term.Press("esc", "U", "s", "enter")
	term.WaitFor("« Budget » enregistré")
	if got := notes(t, s.shelf(""), "Budget"); got != "après la commission|après la commission|de base" {
		t.Error(got)
	}
	term.Quit()
}

// A new name leaves theirs as it is; a name that is taken is refused before anything is saved.
func TestConflictNew(t *testing.T) {
	s, o, term := metConflict(t, lang.FR, 80, 24)
	term.Press("n")
	wants(t, term, "Budget (2)")
	term.Press("ctrl+u")
	term.Type("Budget")
	term.Press("enter")
	wants(t, term, "existe déjà")
	term.Type(" d'Anne")
	term.Press("enter")
	term.WaitFor("« Budget d'Anne » enregistré")
	if notes(t, s.shelf(""), "Budget") != "après la commission|de base" || notes(t, s.shelf(""), "Budget d'Anne") != "de base" || o.Work.Scenario().Name != "Budget d'Anne" {
		t.Error(notes(t, s.shelf(""), "Budget"), o.Work.Scenario())
	}
	term.Quit()
}

// Esc decides nothing: the work goes on, and the choice is in the palette and behind a key; Paul may have been there again then.
func TestConflictLater(t *testing.T) {
	s, o, term := metConflict(t, lang.FR, 80, 24)
	term.Press("esc")
	lacks(t, term, "Quelqu'un vous a précédé")
	if !o.Work.Unsaved() || notes(t, s.shelf(""), "Budget") != "après la commission|de base" {
		t.Error(notes(t, s.shelf(""), "Budget"))
	}
	editPrice(term, "8,88")
	term.Press("enter", "V")
	wants(t, term, "Quelqu'un vous a précédé")
	term.Press("esc")
	s.saves("paul", "Budget", "encore", "tariffs/college-comptes/price", "6.95")
	term.Press(":")
	term.Type("votre version par-dessus")
	term.Press("enter")
	term.WaitFor("→ 8,88") // mine is what it is by now
	term.Press("m")
	term.WaitFor("« Budget » enregistré")
	if got := notes(t, s.shelf(""), "Budget"); got != "de base|encore|après la commission|de base" {
		t.Error(got)
	}
	term.Press(":")
	term.Type("votre version par-dessus")
	lacks(t, term, "celle de quelqu'un d'autre")
	term.Quit()
}

// What somebody deleted is not silently there again, and not silently gone.
func TestConflictOverADeletion(t *testing.T) {
	for _, choice := range []string{"m", "t", "n"} {
		t.Run(choice, func(t *testing.T) {
			s := share(t)
			s.saves("anne", "Budget", "de base", "tariffs/college-comptes/price", "6.50")
			o := s.options(s.shelf("anne"))
			term := start(t, o, 60, 15, emulator.Mono)
			goTo(term, "Budget")
			term.Press("enter")
			editPrice(term, "7,77")
			term.Press("enter")
			must(t, s.shelf("paul").Delete("Budget", standing(t, s.shelf(""), "Budget")))
			term.Press("s", "enter")
			term.WaitFor("a été supprimé par paul")
			term.Press(choice)
			switch choice {
			case "m":
				term.WaitFor("« Budget » enregistré")
				if got := notes(t, s.shelf(""), "Budget"); got != "de base|–|de base" {
					t.Error(got)
				}
			case "t":
				wants(t, term, "« Budget » reste supprimé")
				if len(o.Work.Changes()) != 0 || slices.Contains(namesOn(t, s.shelf("")), "Budget") {
					t.Error(o.Work.Changes())
				}
				term.Press("u")
				term.Settle()
				if len(o.Work.Changes()) != 1 {
					t.Error("mine is lost")
				}
			case "n":
				term.Press("enter")
				term.WaitFor("« Budget (2) » enregistré")
			}
			term.Quit()
		})
	}
}

// Deleting and renaming what somebody changed is a conflict too.
func TestConflictOfOtherActions(t *testing.T) {
	s := share(t)
	s.saves("anne", "Budget", "de base", "tariffs/college-comptes/price", "6.50")
	term := start(t, s.options(s.shelf("anne")), 80, 24, emulator.Mono)
	goTo(term, "Budget")
	term.Press("tab", "tab")
	s.saves("paul", "Budget", "de paul", "tariffs/college-comptes/price", "6.90")
	term.Press("d")
	term.WaitFor("Quelqu'un vous a précédé")
	lacks(t, term, "sous un autre nom")
	term.Press("t")
	wants(t, term, "« Budget » reste tel quel")

	term.Press("n") // renames
	s.saves("paul", "Budget", "encore de paul")
	term.Press("ctrl+u")
	term.Type("Voté")
	term.Press("enter")
	term.WaitFor("Quelqu'un vous a précédé")
	term.Press("m")
	term.WaitFor("« Budget » s'appelle maintenant « Voté »")
	if got := notes(t, s.shelf(""), "Voté"); got != "de paul|encore de paul|de paul|de base" {
		t.Error(got)
	}

	goTo(term, "Voté")
	term.Press("n")
	s.saves("paul", "Pris", "déjà là")
	term.Press("ctrl+u")
	term.Type("Pris")
	term.Press("enter")
	term.WaitFor("« Pris » a été enregistré par paul")
	lacks(t, term, " m ")
	term.Press("n", "enter")
	term.WaitFor("« Voté » s'appelle maintenant « Pris (2) »")
	if notes(t, s.shelf(""), "Pris") != "déjà là" {
		t.Error(notes(t, s.shelf(""), "Pris"))
	}

	goTo(term, "Pris (2)")
	s.saves("paul", "Pris (2)", "la dernière")
	term.Press("d")
	term.WaitFor("Quelqu'un vous a précédé")
	term.Press("m")
	term.WaitFor("supprimé, u le rétablit")
	term.Press("u")
	term.WaitFor("« Pris (2) » rétabli")
	if got := notes(t, s.shelf(""), "Pris (2)"); !strings.HasPrefix(got, "la dernière|–|la dernière|de paul") {
		t.Error(got)
	}
	term.Quit()
}

// Two interfaces on one folder do not write over each other: what mine takes the place of goes to the deleted scenarios.
func TestConflictInAFolder(t *testing.T) {
	s := share(t)
	dir := t.TempDir()
	paul := tui.FolderShelf{Dir: dir}
	made(t)(paul.Save(scenarios.Scenario{Name: "Budget", Changes: change(t, "tariffs/college-comptes/price", "6.50")}, 0))
	term := start(t, s.options(tui.FolderShelf{Dir: dir}), 80, 24, emulator.Mono)
	goTo(term, "Budget")
	term.Press("enter")
	editPrice(term, "7,77")
	term.Press("enter")
	made(t)(paul.Save(scenarios.Scenario{Name: "Budget", Note: "de paul"}, standing(t, paul, "Budget")))
	term.Press("s", "enter")
	term.WaitFor("Quelqu'un vous a précédé")
	wants(t, term, "va aux scénarios supprimés")
	term.Press("m")
	term.WaitFor("« Budget » enregistré")
	if got := notes(t, paul, "Budget"); got != "|–" {
		t.Error(got)
	}
	versions, err := paul.History("Budget")
	if err != nil || versions[1].Note != "de paul" {
		t.Error(fmt.Sprintf("%+v", versions), err)
	}
	term.Quit()
}

// A draft remembers what it was made from: taken up again after somebody saved that, it says so, and saving it asks.
func TestStaleDraft(t *testing.T) {
	s := share(t)
	s.saves("anne", "Budget", "de base", "tariffs/college-comptes/price", "6.50")
	for kind, reopened := range map[string]func() ui.Shelf{
		"store": func() ui.Shelf { return s.shelf("anne") },
		"folder": func() func() ui.Shelf {
			dir := t.TempDir()
			return func() ui.Shelf { return tui.FolderShelf{Dir: dir} }
		}(),
	} {
		shelf := reopened()
		if kind == "folder" {
			made(t)(shelf.Save(scenarios.Scenario{Name: "Budget", Changes: change(t, "tariffs/college-comptes/price", "6.50")}, 0))
		}
		term := start(t, s.options(shelf), 80, 24, emulator.Mono)
		goTo(term, "Budget")
		term.Press("enter")
		editPrice(term, "7,77")
		term.Press("enter", "q", "q")
		term.WaitExit()
		made(t)(shelf.Save(scenarios.Scenario{Name: "Budget", Note: "entre-temps"}, standing(t, shelf, "Budget")))
		o := s.options(shelf)
		o.Draft = draftOn(t, s, shelf)
		term = start(t, o, 80, 24, emulator.Mono)
		term.Press("r")
		wants(t, term, "« Budget » a été enregistré depuis")
		term.Press("s", "enter")
		term.WaitFor("Quelqu'un vous a précédé")
		term.Quit()
	}
}

func draftOn(t *testing.T, s shared, shelf ui.Shelf) scenarios.Draft {
	t.Helper()
	if f, ok := shelf.(tui.FolderShelf); ok {
		d, err := dossier.Draft(f.Dir)
		must(t, err)
		return d
	}
	d, err := s.store.Draft(s.d.Year.ID, "anne")
	must(t, err)
	return d.Draft
}

// lead is somebody who may do all.
func lead(name string) scenarios.Person {
	return scenarios.Person{Name: name, Role: scenarios.Lead}
}
