package tui_test

import (
	"fmt"
	"slices"
	"testing"

	"quotepart/engine/lang"
	"quotepart/tui/emulator"
	"quotepart/tui/ui"
)

// The list of the working changes opens from every screen: each change has its effect, is switched off and on, taken out, and
// leads to what it is about; all of that can be undone.
func TestListOfChanges(t *testing.T) {
	for _, size := range [][2]int{{60, 15}, {80, 24}, {120, 40}} {
		for _, l := range []lang.Lang{lang.FR, lang.EN} {
			o, _ := demoOptions(t)
			o.Lang = l
			term := start(t, o, size[0], size[1], emulator.Mono)
			term.Press("f8", "/")
			term.Type("ouverture")
			term.Press("enter", "enter", "f3", "E")
			term.Golden(fmt.Sprintf("changes-%dx%d-%s", size[0], size[1], l))
			term.Press("down", "space")
			wants(t, term, "○", "●", map[lang.Lang]string{lang.FR: "éteinte", lang.EN: "off"}[l])
			term.Golden(fmt.Sprintf("changes-off-%dx%d-%s", size[0], size[1], l))
			term.Press("u")
			lacks(t, term, "○")
			term.Quit()
		}
	}
}

// A scenario is saved with what is switched off in it, which is said; loaded again, it is still off.
func TestOffIsSaved(t *testing.T) {
	o, shelf := demoOptions(t)
	term := start(t, o, 120, 36, emulator.Mono)
	editPrice(term, "7")
	term.Press("enter", "i")
	term.Type("8")
	term.Press("enter", "E", "home", "space", "S")
	term.Type("AA")
	term.Press("enter")
	term.WaitFor("« AA » enregistré, dont 1 hypothèse(s) gardée(s) éteinte(s)")
	i := slices.IndexFunc(list(t, shelf), func(s ui.Saved) bool { return s.Name == "AA" })
	if saved := list(t, shelf)[i].Changes; len(saved) != 2 || !saved[0].Off || saved[1].Off {
		t.Fatalf("saved: %v", saved)
	}
	if o.Work.Unsaved() {
		t.Error("what was saved counts as unsaved")
	}
	term.Press("E", "home", "space", "u") // on, and off again
	wants(t, term, "2 hypothèses (1 éteinte)")
	lacks(t, term, "AA*")
	term.Quit()
}

// What another change needs cannot be switched off by itself; the reason is told and nothing changes. What is taken out comes
// back with u, and Enter goes to the subject.
func TestChangesThatBelongTogether(t *testing.T) {
	o, _ := demoOptions(t)
	term := start(t, o, 120, 40, emulator.Mono)
	term.Press("f8", "/")
	term.Type("ouverture")
	term.Press("enter", "enter", "f4", "/")
	term.Type("baker")
	term.Press("enter", "+", "E", "home")
	wants(t, term, "indispensable")
	term.Press("space")
	wants(t, term, "schools/0990060C")
	lacks(t, term, "○")
	term.Press("esc", "d") // the message, then the change
	wants(t, term, "schools/0990060C")
	term.Press("esc", "end", "d")
	wants(t, term, "4 hypothèses", "hypothèse retirée")
	term.Press("u")
	wants(t, term, "5 hypothèses")
	term.Press("E", "home", "down", "enter")
	wants(t, term, "▸Établissements", "▸ Collège Marie Curie", "› hypothèses ›")
	term.Press("backspace")
	wants(t, term, "▸Scénarios")
	term.Quit()
}
