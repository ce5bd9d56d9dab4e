package tui_test

import (
	"fmt"
	"strings"
	"testing"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/tui/emulator"
)

// wantsChanges wants these working changes, once all keys are taken.
func wantsChanges(t *testing.T, term *emulator.Term, w *scenarios.Workbench, want ...string) {
	t.Helper()
	term.Settle()
	var got []string
	for _, c := range w.Changes() {
		got = append(got, c.String())
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("changes %v\nwant %v", got, want)
	}
}

// Several marked rows are edited at once: all are seen while typing, Esc restores all, Enter is one edit, one undo takes it back.
func TestEditMarkedRows(t *testing.T) {
	for _, l := range []lang.Lang{lang.FR, lang.EN} {
		o, _ := demoOptions(t)
		o.Lang = l
		work := o.Work
		term := start(t, o, 120, 36, emulator.Mono)
		before := work.Result().Totals()
		term.Press("f4", "space", "space", "space", "e") // the cursor stands below the marked rows
		wants(t, term, map[lang.Lang]string{lang.FR: "Élèves, 3 lignes à la fois, avant : diverses valeurs", lang.EN: "Pupils, 3 rows at once, before: various values"}[l])
		term.Type("123")
		seen := 0
		for line := range strings.SplitSeq(plain(term), "\n") {
			if strings.Contains(line, "•") && strings.Contains(line, " 123 ") && strings.Contains(line, "▼ −") {
				seen++
			}
		}
		if seen != 3 {
			t.Errorf("the value and its effect are seen in %d rows:\n%s", seen, plain(term))
		}
		term.Press("esc")
		term.Settle()
		if work.Result().Totals() != before {
			t.Error("Esc left the preview")
		}
		term.Press("e")
		term.Type("-1")
		wants(t, term, map[lang.Lang]string{lang.FR: "est négatif", lang.EN: "negative"}[l])
		term.Press("ctrl+u")
		term.Type("123")
		term.Press("enter")
		wantsChanges(t, term, work, "set schools/0990001N/pupils to 123", "set schools/0990002P/pupils to 123", "set schools/0990003R/pupils to 123")
		term.Press("u")
		wantsChanges(t, term, work)
		term.Quit()
	}
}

// Rows that have the value already are not changed, and Enter without typing changes nothing.
func TestEditMarkedRowsChangesOnlyWhatDiffers(t *testing.T) {
	o, _ := demoOptions(t)
	work := o.Work
	term := start(t, o, 120, 36, emulator.Mono)
	term.Press("f4", "space", "space", "e", "enter")
	wantsChanges(t, term, work)
	term.Press("e")
	term.Type("742")
	term.Press("enter") // what the first one has
	wantsChanges(t, term, work, "set schools/0990002P/pupils to 742")
	term.Press("/")
	term.Type("maternelle")
	term.Press("enter", "e")
	wants(t, term, "les lignes marquées sont cachées par le filtre")
	term.Quit()
}

// A choice is gone through in words, and typed in words.
func TestChoiceInItsCell(t *testing.T) {
	o, _ := demoOptions(t)
	work := o.Work
	term := start(t, o, 120, 36, emulator.Mono)
	term.Press("f5", "/")
	term.Type("college-robert")
	term.Press("enter", "tab", "down", "down", "down", "e") // its basis
	wants(t, term, "Clé, avant : par établissement", "↑↓ choisit")
	term.Press("down")
	wants(t, term, "▸ Clé               par élève actif", "demande « tool »") // the reason why that basis does not fit is shown
	term.Press("ctrl+u")
	term.Type("parts")
	wants(t, term, "→ réparti à parts égales", "▼ −")
	term.Press("enter")
	wantsChanges(t, term, work, "set tariffs/college-robert/basis to shared-equally")
	term.Press("e")
	term.Type("réparti")
	wants(t, term, "3 choix répondent à « réparti »")
	term.Press("esc")
	term.Quit()
}

// The larger step, in both directions, of the marked rows too.
func TestNudgeByTen(t *testing.T) {
	o, _ := demoOptions(t)
	work := o.Work
	term := start(t, o, 120, 36, emulator.Mono)
	term.Press("f4", "shift+up", "+")
	wantsChanges(t, term, work, "set schools/0990001N/pupils to 753")
	term.Press("space", "space", "shift+down")
	wantsChanges(t, term, work, "set schools/0990001N/pupils to 743", "set schools/0990002P/pupils to 508")
	term.Press("f7", "right", "right", "right", "shift+up") // an amount of the budget
	wantsChanges(t, term, work, "set schools/0990001N/pupils to 743", "set schools/0990002P/pupils to 508", "set charges/hotline/planned to 97400")
	term.Quit()
}

// A percentage shows its effect while it is typed, on one row, on the marked rows, and on all of them as one change.
func TestScaleByPercent(t *testing.T) {
	o, _ := demoOptions(t)
	work := o.Work
	term := start(t, o, 120, 36, emulator.Mono)
	before := work.Result().Totals()
	term.Press("f4", "space", "space", "%")
	wants(t, term, "Ajuster en % : Élèves, 2 ligne(s)")
	term.Type("+10")
	wants(t, term, "Contributions", "▲ +")
	term.Press("esc")
	term.Settle()
	if work.Result().Totals() != before {
		t.Error("Esc left the preview")
	}
	term.Press("%")
	term.Type("x")
	wants(t, term, "« x » n'est pas un pourcentage")
	term.Press("ctrl+u")
	term.Type("-5\r")
	wantsChanges(t, term, work, "scale schools/0990001N/pupils by 0.95", "scale schools/0990002P/pupils by 0.95")
	term.Press("u", "*", "%")
	term.Type("2\r")
	wantsChanges(t, term, work, "scale schools/*/pupils by 1.02")
	term.Press("u", "home", "left", "left", "left", "left", "left", "left", "%")
	wants(t, term, "rien à ajuster ici")
	term.Quit()
}

// On the smallest terminal a form with many lines shows the one with the cursor and why it is refused.
func TestLongFormScrolls(t *testing.T) {
	for _, l := range []lang.Lang{lang.FR, lang.EN} {
		o, _ := demoOptions(t)
		o.Lang = l
		term := start(t, o, 60, 15, emulator.Mono)
		term.Press("f5", "a")
		for range 9 { // to the threshold
			term.Press("tab")
		}
		term.Type("soixante")
		term.Golden("long-form-60x15-" + l.String())
		if _, y, shown := term.Cursor(); !shown || !strings.Contains(strings.Split(plain(term), "\n")[y], "soixante") {
			t.Errorf("the cursor stands in line %d (%v):\n%s", y, shown, plain(term))
		}
		term.Press("up", "up", "up", "up", "up", "up", "up", "up", "up")
		wants(t, term, map[lang.Lang]string{lang.FR: "▸ Identifiant", lang.EN: "▸ Id"}[l])
		term.Quit()
	}
}
