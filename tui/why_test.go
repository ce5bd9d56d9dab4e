package tui_test

import (
	"fmt"
	"strings"
	"testing"

	"quotepart/engine/enginetest"
	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/tui"
	"quotepart/tui/emulator"
)

// A difference of the comparison is attributed to each change, for a member, a tariff and a total, in both languages.
func TestWhyInTheComparison(t *testing.T) {
	for _, l := range []lang.Lang{lang.FR, lang.EN} {
		for _, size := range [][2]int{{60, 15}, {80, 24}, {120, 40}} {
			o, _ := demoOptions(t)
			o.Lang = l
			term := start(t, o, size[0], size[1], emulator.Mono)
			term.Press("f8", "/")
			term.Type("ouverture")
			term.Press("enter", "space", "c", "end", "w")
			wants(t, term, "+2"+map[lang.Lang]string{lang.FR: " 616,00", lang.EN: ",616.00"}[l], "Joséphine Baker")
			term.Golden(fmt.Sprintf("why-%dx%d-%s", size[0], size[1], l))
			term.Press("esc", "tab", "end", "right", "w")
			wants(t, term, "Joséphine", "Plate-forme")
			before := func(a, b string) bool { return strings.Index(term.Screen(), a) < strings.Index(term.Screen(), b) }
			if !before("Joséphine", "Plate-forme") {
				t.Errorf("not in the order of the list:\n%s", term.Screen())
			}
			term.Press("o")
			if wants(t, term, "Joséphine", "Plate-forme"); !before("Plate-forme", "Joséphine") {
				t.Errorf("the largest effect is not the first:\n%s", term.Screen())
			}
			term.Press("o")
			if !before("Joséphine", "Plate-forme") {
				t.Errorf("not in the order of the list again:\n%s", term.Screen())
			}
			term.Press("esc")
			term.Quit()
		}
	}
}

// Where amounts are missing, the attribution says so at its head and at each change concerned.
func TestWhyOfMissingAmounts(t *testing.T) {
	o, _ := demoOptions(t)
	if err := o.Work.Do(change(t, "schools/0990001N/pupils", "2000")[0], change(t, "tariffs/college-comptes/price", "7")[0]); err != nil {
		t.Fatal(err)
	}
	term := start(t, o, 80, 24, emulator.Mono)
	term.Press("c", "end", "w")
	term.Golden("why-incomplete")
	term.Quit()
}

// What changes is shown with a bar on the side of more or of less, and v leaves the rest out.
func TestWinnersAndLosers(t *testing.T) {
	o, _ := demoOptions(t)
	term := start(t, o, 120, 40, emulator.Mono)
	term.Press("f8", "/")
	term.Type("ouverture")
	term.Press("enter", "space", "c", "b", "v", "o") // the cursor comes on the difference
	term.Golden("winners")
	term.Quit()
}

// The reference can be chosen in the comparison itself, and given back.
func TestReferenceInTheComparison(t *testing.T) {
	o, _ := demoOptions(t)
	term := start(t, o, 120, 36, emulator.Mono)
	term.Press("f8", "/")
	term.Type("feder")
	term.Press("enter", "space", "c", "right", "right", "right", "f")
	wants(t, term, "par rapport à : Fin du FEDER", "écart à Fin du FEDER")
	term.Press("home", "left", "left", "left", "f")
	wants(t, term, "par rapport à : l'exercice lui-même")
	term.Quit()
}

// On many schools the attribution runs beside the interface, and Esc cancels it.
func TestLongWhyCanBeCancelled(t *testing.T) {
	work, err := scenarios.NewWorkbench(enginetest.BigYear(20_000, 100))
	if err != nil {
		t.Fatal(err)
	}
	var many []scenarios.Change
	for i := range 40 {
		c, err := scenarios.NewScale("tariffs/*/price", fmt.Sprintf("1.%03d", i+1))
		if err != nil {
			t.Fatal(err)
		}
		many = append(many, c)
	}
	if err := work.Do(many...); err != nil {
		t.Fatal(err)
	}
	term := start(t, tui.Options{Who: scenarios.Person{Role: scenarios.Lead}, Work: work, Shelf: emptyMemory(), Theme: "mono"}, 80, 24, emulator.Mono)
	term.Press("c", "w")
	term.WaitUntil("the computation, or its answer", func(screen string) bool { return containsAny(screen, "Échap interrompt", "une autre touche ferme") })
	term.Press("esc")
	term.WaitUntil("neither", func(screen string) bool { return !containsAny(screen, "Échap interrompt", "une autre touche ferme") })
	term.Press("w")
	term.WaitFor("une autre touche ferme")
	wants(t, term, "Prix × 1,001")
	term.Press("esc")
	term.Quit()
}
