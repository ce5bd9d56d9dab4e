package tui_test

import (
	"fmt"
	"slices"
	"testing"

	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/tui/emulator"
	"quotepart/tui/ui"
)

// words are what a story looks for on the screen, in one language.
type words struct {
	saved, college, rise, feder       string // of the three scenarios
	loaded, departement, total, price string
}

var stories = map[lang.Lang]words{
	lang.FR: {"enregistré", "Collège de plus", "Hausse de 8 %", "Sans FEDER", "chargé", "Département du Val-de-Brune", "ce qu'il coûte", "solde"},
	lang.EN: {"saved", "One more college", "8% rise", "Without FEDER", "loaded", "Département du Val-de-Brune", "what it comes to", "balance"},
}

// A project lead plans a new college, a rise of all prices by 8 % and the loss of the FEDER, saves each, and compares the
// three: the figures on the screen are those that the engine gives for what was saved.
func TestStoryThreeScenarios(t *testing.T) {
	for l, w := range stories {
		for _, size := range [][2]int{{80, 24}, {120, 36}} {
			t.Run(fmt.Sprintf("%s-%dx%d", l, size[0], size[1]), func(t *testing.T) {
				o, shelf := demoOptions(t)
				o.Lang, o.Saved = l, nil
				shelf.Memory = emptyMemory()
				term := start(t, o, size[0], size[1], emulator.Mono)

				term.Press("f4", "/") // the cursor on a college: the form starts from it
				term.Type("college")
				term.Press("enter", "home", "a", "tab")
				term.Type("Collège neuf")
				term.Press("tab", "tab", "ctrl+u")
				term.Type("Ormevert")
				term.Press("tab", "tab", "ctrl+u")
				term.Type("320")
				wants(t, term, w.total)
				term.Press("enter")
				saveAs(term, w.college, w.saved)

				backToTheYear(term, w.loaded)
				term.Press("f5", "i")
				term.Type("8")
				term.Press("enter")
				saveAs(term, w.rise, w.saved)

				backToTheYear(term, w.loaded)
				term.Press("f7", "tab", "end")
				wants(t, term, "FEDER")
				term.Press("d")
				saveAs(term, w.feder, w.saved)

				backToTheYear(term, w.loaded)
				term.Press("down", "down", "space", "space", "space", "c", "v")
				wants(t, term, w.departement)
				for _, name := range []string{w.college, w.rise, w.feder} {
					delta := departementDelta(t, o.Work.Stored(), list(t, shelf), name)
					if delta == 0 {
						t.Errorf("%s changes nothing for the Département", name)
					}
					wants(t, term, "+"+spaced(delta.Bare(l)))
				}
				term.Golden(fmt.Sprintf("story-%dx%d-%s", size[0], size[1], l))
				term.Quit()
			})
		}
	}
}

func saveAs(term *emulator.Term, name, saved string) {
	term.Press("s", "ctrl+u")
	term.Type(name)
	term.Press("enter")
	term.WaitFor(saved)
}

// backToTheYear starts the next scenario from the year itself.
func backToTheYear(term *emulator.Term, loaded string) {
	term.Press("f8", "home", "enter")
	term.WaitFor(loaded)
}

// departementDelta is what a saved scenario changes for the Département, computed from what was saved.
func departementDelta(t *testing.T, year *engine.Year, saved []ui.Saved, name string) engine.Cents {
	t.Helper()
	i := slices.IndexFunc(saved, func(s ui.Saved) bool { return s.Name == name })
	if i < 0 {
		t.Fatalf("%q is not saved", name)
	}
	net := func(changes []scenarios.Change) engine.Cents {
		y, err := scenarios.Apply(year, changes)
		if err != nil {
			t.Fatal(err)
		}
		r, err := engine.Compute(y)
		if err != nil {
			t.Fatal(err)
		}
		return r.Member(y.Member("departement-val-de-brune")).Net
	}
	return net(saved[i].Changes) - net(nil)
}
