package tui_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/storage/demo"
	"quotepart/storage/dossier"
	"quotepart/tui"
	"quotepart/tui/emulator"
	"quotepart/tui/ui"
	"quotepart/tui/widget"
)

// keeper is a shelf in memory that keeps drafts, so that a test sees what a store would be asked to keep.
type keeper struct {
	*tui.Memory
	draft  scenarios.Draft
	refuse error
}

func (k *keeper) SaveDraft(d scenarios.Draft) error {
	if k.refuse == nil {
		k.draft = d
	}
	return k.refuse
}

func (k *keeper) Save(s scenarios.Scenario, based uint64) (uint64, error) {
	if k.refuse != nil {
		return 0, k.refuse
	}
	return k.Memory.Save(s, based)
}

func (k *keeper) Rename(from string, s scenarios.Scenario, based uint64) (uint64, error) {
	if k.refuse != nil {
		return 0, k.refuse
	}
	return k.Memory.Rename(from, s, based)
}

func (k *keeper) Restore(name string, v scenarios.Version, based uint64) (uint64, error) {
	if k.refuse != nil {
		return 0, k.refuse
	}
	return k.Memory.Restore(name, v, based)
}

func (k *keeper) History(name string) ([]scenarios.Version, error) {
	if k.refuse != nil {
		return nil, k.refuse
	}
	list, err := k.Memory.History(name)
	return dated(list), err
}

func (k *keeper) Deleted() ([]scenarios.Version, error) {
	list, err := k.Memory.Deleted()
	return dated(list), err
}

// dated gives versions times that do not depend on when the test runs.
func dated(list []scenarios.Version) []scenarios.Version {
	for i, v := range list {
		if !v.At.IsZero() {
			list[i].At = time.Date(2026, 3, 12, 9, int(v.Revision), 0, 0, time.UTC)
		}
	}
	return list
}

func (k *keeper) Place() ui.Place { return ui.Place{Drafts: true} }

// demoOptions starts on the demo.
func demoOptions(t testing.TB) (tui.Options, *keeper) {
	t.Helper()
	d, warnings, err := dossier.Read(demo.Files())
	if err != nil || len(warnings) > 0 {
		t.Fatal(err, warnings)
	}
	work, err := scenarios.NewWorkbench(d.Year)
	if err != nil {
		t.Fatal(err)
	}
	shelf := &keeper{Memory: tui.NewMemory(d.Scenarios, "Jeanne")}
	saved, _ := shelf.List()
	return tui.Options{Who: scenarios.Person{Role: scenarios.Lead}, Work: work, Shelf: shelf, Saved: saved, Calls: d.Calls, Invoices: d.Invoices, Theme: "mono"}, shelf
}

func start(t *testing.T, o tui.Options, w, h int, look emulator.Look) *emulator.Term {
	t.Helper()
	app, err := tui.New(o)
	if err != nil {
		t.Fatal(err)
	}
	return emulator.Start(t, app, w, h, look)
}

// plain is the screen with ordinary spaces in its numbers.
func plain(term *emulator.Term) string { return spaced(term.Screen()) }

func spaced(s string) string { return strings.ReplaceAll(s, "\u00a0", " ") }

func containsAny(s string, texts ...string) bool {
	return slices.ContainsFunc(texts, func(text string) bool { return strings.Contains(s, text) })
}

// emptyMemory is a shelf without scenarios.
func emptyMemory() *tui.Memory { return tui.NewMemory(nil, "Jeanne") }

func wants(t *testing.T, term *emulator.Term, texts ...string) {
	t.Helper()
	screen := plain(term)
	for _, text := range texts {
		if !strings.Contains(screen, text) {
			t.Errorf("the screen lacks %q:\n%s", text, screen)
		}
	}
}

func lacks(t *testing.T, term *emulator.Term, text string) {
	t.Helper()
	if screen := plain(term); strings.Contains(screen, text) {
		t.Errorf("the screen still has %q:\n%s", text, screen)
	}
}

// editPrice puts a price of college-comptes into its field on the Tariffs screen, without accepting it.
func editPrice(term *emulator.Term, price string) {
	term.Press("f5", "/", "ctrl+u")
	term.Type("college-comptes")
	term.Press("enter", "home", "e")
	for range 4 { // to the price, whatever is edited before it
		if strings.Contains(term.Screen(), "Prix, avant") {
			break
		}
		term.Press("tab")
	}
	term.Press("ctrl+u")
	term.Type(price)
}

// Every screen shows the effect of a value while it is typed, Esc takes it back, Enter keeps it, undo and redo travel.
func TestEditIsSeenWhileTyping(t *testing.T) {
	o, _ := demoOptions(t)
	term := start(t, o, 120, 36, emulator.Mono)
	wants(t, term, "solde −4 616,16")
	editPrice(term, "7")
	wants(t, term, "Prix, avant", "▲ +")
	lacks(t, term, "solde −4 616,16")
	term.Press("esc")
	wants(t, term, "solde −4 616,16")
	lacks(t, term, "1 hypothèse")
	editPrice(term, "7")
	term.Press("enter")
	wants(t, term, "1 hypothèse")
	term.Press("u")
	wants(t, term, "solde −4 616,16")
	lacks(t, term, "1 hypothèse")
	term.Press("U")
	wants(t, term, "1 hypothèse")
	term.Press("L")
	wants(t, term, "1 change", "balance")
	term.Quit()
}

// A value that cannot be taken says why while it is typed, keeps the field open and changes nothing.
func TestWrongValueSaysWhy(t *testing.T) {
	o, _ := demoOptions(t)
	term := start(t, o, 120, 36, emulator.Mono)
	editPrice(term, "six")
	wants(t, term, "« six » n'est pas un nombre", "solde −4 616,16")
	term.Press("enter")
	wants(t, term, "« six » n'est pas un nombre")
	term.Press("esc")
	wants(t, term, "solde −4 616,16")
	lacks(t, term, "hypothèse ")
	term.Quit()
}

// Saving asks for a name, refuses a bad one with the reason, asks before it replaces another scenario.
func TestSave(t *testing.T) {
	o, shelf := demoOptions(t)
	term := start(t, o, 120, 36, emulator.Mono)
	term.Press("s")
	wants(t, term, "aucune hypothèse à enregistrer")
	editPrice(term, "6,48")
	term.Press("enter", "s")
	wants(t, term, "Enregistrer comme nouveau scénario")
	term.Press("enter")
	wants(t, term, "le nom manque")
	term.Type("Hausse de 8 %")
	term.Press("tab")
	term.Type("pour la commission")
	term.Press("enter")
	term.WaitFor("scénario « Hausse de 8 % » enregistré")
	i := slices.IndexFunc(list(t, shelf), func(s ui.Saved) bool { return s.Name == "Hausse de 8 %" })
	if i < 0 || list(t, shelf)[i].Note != "pour la commission" || len(list(t, shelf)[i].Changes) != 1 {
		t.Fatalf("not kept as typed: %+v", list(t, shelf))
	}
	term.Press("s")
	wants(t, term, "Rien n'a changé depuis", "enregistrer « Hausse de 8 % »", "enregistrer sous un autre nom")
	term.Press("a", "ctrl+u")
	term.Type("Fin du FEDER")
	term.Press("enter")
	wants(t, term, "Ce nom est pris")
	term.Press("esc")
	if s := list(t, shelf); !slices.ContainsFunc(s, func(s ui.Saved) bool { return s.Name == "Fin du FEDER" && s.Author == "Jeanne" && s.At.IsZero() }) {
		t.Fatalf("the other scenario was replaced without a word: %+v", s)
	}
	term.Quit()
}

// A save that fails says so, and the changes are still there.
func TestSaveThatFails(t *testing.T) {
	o, shelf := demoOptions(t)
	term := start(t, o, 120, 36, emulator.Mono)
	editPrice(term, "6,48")
	term.Press("enter")
	shelf.refuse = lang.Wrong(lang.T("le disque est plein", "the disk is full"), lang.T("faites de la place", "make room"))
	term.Press("s")
	term.Type("Hausse")
	term.Press("enter")
	term.WaitFor("le disque est plein")
	wants(t, term, "1 hypothèse")
	term.Press("q", "q")
	term.WaitFor("Le brouillon n'a pas pu être gardé")
	term.Press("esc")
	wants(t, term, "1 hypothèse")
	term.Quit()
}

func list(t *testing.T, shelf ui.Shelf) []ui.Saved {
	t.Helper()
	all, err := shelf.List()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// Leaving asks only where unsaved work would be left behind; it is kept as a draft and offered the next time.
func TestDraft(t *testing.T) {
	o, shelf := demoOptions(t)
	term := start(t, o, 120, 36, emulator.Mono)
	editPrice(term, "6,48")
	term.Press("enter", "q")
	wants(t, term, "Quitter ?", "brouillon")
	term.Press("q")
	term.WaitExit()
	if len(shelf.draft.Changes) != 1 || shelf.draft.Changes[0].String() != "set tariffs/college-comptes/price to 6,48" {
		t.Fatalf("draft: %v", shelf.draft)
	}
	again, _ := demoOptions(t)
	again.Draft = shelf.draft
	term = start(t, again, 120, 36, emulator.Mono)
	wants(t, term, "Brouillon", "1 hypothèse sans enregistrement")
	term.Press("r")
	wants(t, term, "1 hypothèse")
	lacks(t, term, "Brouillon")
	term.Press("u")
	wants(t, term, "solde −4 616,16")
	term.Press("q") // nothing is unsaved: no question
	term.WaitExit()
	if len(shelf.draft.Changes) == 0 {
		t.Fatal("the draft of the first run is its own")
	}
}

// The help of each screen names every one of its actions.
func TestHelpNamesEveryAction(t *testing.T) {
	for _, l := range []lang.Lang{lang.FR, lang.EN} {
		o, _ := demoOptions(t)
		o.Lang = l
		app, err := tui.New(o)
		if err != nil {
			t.Fatal(err)
		}
		term := emulator.Start(t, app, 200, 60, emulator.Mono)
		for range app.Screens() {
			term.Press(">", "?")
			first := term.Screen()
			term.Press("pgdown", "pgdown", "pgdown")
			help := first + term.Screen()
			for _, b := range app.Bindings() {
				if !strings.Contains(help, ui.KeyLabel(b.Keys[0], l)) || !strings.Contains(help, b.Name.In(l)) {
					t.Errorf("%s: the help lacks %q (%s)", app.Shown(), b.Name.In(l), b.Keys[0])
				}
			}
			term.Press("esc")
		}
		term.Quit()
	}
}

// No key has two meanings on a screen, and none is a key that an AZERTY keyboard hides.
func TestKeysAreUnambiguous(t *testing.T) {
	o, _ := demoOptions(t)
	app, err := tui.New(o)
	if err != nil {
		t.Fatal(err)
	}
	for _, screen := range app.Screens() {
		app.ShowScreen(screen)
		seen := map[string]string{}
		for _, b := range app.Bindings() {
			name := b.Name.EN
			easy := false
			for _, k := range b.Keys {
				if other, taken := seen[k]; taken && other != name && k != "space" { // a screen may give the space bar its own meaning
					t.Errorf("%s: key %q means %q and %q", screen, k, other, name)
				}
				seen[k] = name
				easy = easy || !strings.ContainsAny(k, "[]{}|0123456789") || len(k) > 1
			}
			if !easy {
				t.Errorf("%s: %q has no key that is easy on AZERTY: %v", screen, name, b.Keys)
			}
		}
	}
}

// Every registered action runs on every screen, at the smallest and a large size, without a panic and with a straight screen.
func TestEveryActionRuns(t *testing.T) {
	for _, size := range [][2]int{{60, 15}, {120, 36}} {
		o, _ := demoOptions(t)
		app, err := tui.New(o)
		if err != nil {
			t.Fatal(err)
		}
		for _, screen := range app.Screens() {
			app.ShowScreen(screen)
			for _, b := range app.Bindings() {
				if slices.Contains(b.Keys, "q") {
					continue // TestDraft leaves
				}
				o, _ := demoOptions(t)
				app, err := tui.New(o)
				if err != nil {
					t.Fatal(err)
				}
				app.ShowScreen(screen)
				term := emulator.Start(t, app, size[0], size[1], emulator.Mono)
				for _, k := range b.Keys {
					term.Press(k)
					straight(t, fmt.Sprintf("%s at %v after %q", screen, size, k), term.Screen(), size[0], size[1])
					term.Press("esc", "esc")
				}
				term.Quit()
			}
		}
	}
}

func straight(t *testing.T, what, screen string, w, h int) {
	t.Helper()
	lines := strings.Split(strings.TrimSuffix(screen, "\n"), "\n")
	if len(lines) > h {
		t.Errorf("%s: %d lines, the screen has %d", what, len(lines), h)
	}
	for _, l := range lines {
		if widget.Width(l) > w {
			t.Errorf("%s: a line of %d columns, the screen has %d:\n%s", what, widget.Width(l), w, l)
		}
	}
}

// The frame is exactly as large as the terminal at every size, on every screen, in both languages.
func TestEverySize(t *testing.T) {
	o, _ := demoOptions(t)
	app, err := tui.New(o)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range []lang.Lang{lang.FR, lang.EN} {
		app.SetLang(l)
		for _, screen := range app.Screens() {
			app.ShowScreen(screen)
			for w := 60; w <= 200; w += 7 {
				for h := 15; h <= 60; h += 5 {
					app.Resize(w, h)
					lines := strings.Split(app.View().Content, "\n")
					if len(lines) != h {
						t.Fatalf("%s at %d×%d: %d lines", screen, w, h, len(lines))
					}
					for i, line := range lines {
						if got := widget.Width(line); got != w {
							t.Fatalf("%s in %v at %d×%d: line %d has %d columns:\n%s", screen, l, w, h, i, got, line)
						}
					}
				}
			}
		}
	}
}

func TestTooSmall(t *testing.T) {
	o, _ := demoOptions(t)
	term := start(t, o, 59, 15, emulator.Mono)
	wants(t, term, "terminal trop petit : il faut 60×15")
	term.Resize(60, 15)
	term.WaitFor("Membres")
	term.Quit()
}
