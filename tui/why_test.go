package tui_test

import (
	"fmt"
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
			wants(t, term, "Plate-forme")
			term.Press("esc")
			term.Quit()
		}
	}
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
	wants(t, term, "par rapport à : exercice")
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
	term := start(t, tui.Options{Work: work, Shelf: emptyMemory(), Theme: "mono"}, 80, 24, emulator.Mono)
	term.Press("c", "w")
	term.WaitUntil("the computation, or its answer", func(screen string) bool { return containsAny(screen, "Échap interrompt", "une autre touche ferme") })
	term.Press("esc")
	term.WaitUntil("neither", func(screen string) bool { return !containsAny(screen, "Échap interrompt", "une autre touche ferme") })
	term.Press("w")
	term.WaitFor("une autre touche ferme")
	wants(t, term, "Prix × 1.001")
	term.Press("esc")
	term.Quit()
}
