package tui_test

import (
	"strings"
	"testing"

	"quotepart/engine/lang"
	"quotepart/tui/emulator"
)

// A filter is replaced by what is typed, edited after an arrow, and taken away by Esc in the list, which the screen says; a message
// goes first. The foot sums what is shown.
func TestFilterIsReplacedAndCleared(t *testing.T) {
	o, _ := demoOptions(t)
	term := start(t, o, 80, 24, emulator.Mono)
	term.Press("f4", "/")
	term.Type("college")
	term.Press("enter")
	wants(t, term, "/college (Échap : sans filtre)", "51 sur 362 : 50 comptés · 22 112 élèves")
	term.Press("/")
	wants(t, term, "ce que l'on tape le remplace")
	term.Type("george sand")
	wants(t, term, "/george sand ", "6 sur 362 : 5 comptés · 1 002 élèves")
	term.Press("esc")
	wants(t, term, "/college (Échap : sans filtre)")
	term.Press("/", "right")
	term.Type(" george")
	term.Press("enter")
	wants(t, term, "/college george (Échap", "▸ Collège George Sand", "2 sur 362 : 2 comptés · 686 élèves")
	term.Press("delete", "esc") // the message
	wants(t, term, "/college george", "1 sur 361 : 1 comptés · 348 élèves")
	term.Press("u", "esc", "esc")
	lacks(t, term, "/college")
	wants(t, term, "━ 350 comptés · 54 980 élèves")
	term.Quit()
}

// Undoing a load says what is then worked on.
func TestUndoOfALoadSaysWhatIsWorkedOn(t *testing.T) {
	o, _ := demoOptions(t)
	o.Lang = lang.EN
	term := start(t, o, 120, 36, emulator.Mono)
	term.Press("f8", "end", "enter", "home", "enter", "u")
	wants(t, term, "undone: loading the year itself; working: Écoles +2 %, 2 changes")
	term.Press("u")
	wants(t, term, `undone: loading "Écoles +2 %"; working: untitled, 0 changes`)
	term.Quit()
}

// The changes of a scenario that was just loaded are the working ones: they are edited where they are shown.
func TestChangesOfTheLoadedScenario(t *testing.T) {
	o, shelf := demoOptions(t)
	term := start(t, o, 120, 36, emulator.Mono)
	term.Press("f8", "/")
	term.Type("ouverture")
	term.Press("enter", "tab", "d") // not loaded
	wants(t, term, "chargez d'abord ce scénario")
	term.Press("tab", "enter", "tab", "d")
	wants(t, term, "hypothèse retirée", "▸ en cours : Ouverture", "3 hypothèses")
	before := len(list(t, shelf)[1].Changes)
	if now := len(o.Work.Changes()); now != before-1 {
		t.Errorf("%d changes of %d are left", now, before)
	}
	term.Press("tab", "down", "tab", "d") // what is saved is as it was
	wants(t, term, "ce scénario est chargé")
	term.Quit()
}

// Choosing the screen of the schools anew shows all of them; the way back keeps those of the member.
func TestChosenAnewShowsAllSchools(t *testing.T) {
	o, _ := demoOptions(t)
	term := start(t, o, 120, 36, emulator.Mono)
	term.Press("f3", "down", "enter")
	wants(t, term, "Établissements · CA du Pays", "33 sur 362 : 32 comptés · 4 140 élèves")
	term.Press("c", "backspace")
	wants(t, term, "▸Établissements", "Établissements · CA du Pays")
	term.Press("f4")
	lacks(t, term, "CA du Pays d'Ozelle ━")
	wants(t, term, "━ 350 comptés")
	term.Quit()
}

// With another reference, the year itself is a column of the comparison.
func TestYearIsComparedWithAnotherReference(t *testing.T) {
	o, _ := demoOptions(t)
	term := start(t, o, 120, 36, emulator.Mono)
	term.Press("f8", "/")
	term.Type("feder")
	term.Press("enter", "f", "c")
	wants(t, term, "Δ exercice", "▼ −45 000,00", "Fin du FEDER (référence)")
	term.Quit()
}

// The comparison opens on the difference that its foot speaks of, and says how many columns had no room at each side.
func TestComparisonShowsItsCursor(t *testing.T) {
	o, _ := demoOptions(t)
	term := start(t, o, 80, 24, emulator.Mono)
	term.Press("f8", "end", "space", "up", "space", "up", "up", "space", "f5", "i")
	term.Type("8")
	term.Press("enter", "c")
	wants(t, term, "Δ sans titre", "━ sans titre : 1 en hausse", "← 12 col. · 19 · 2 col. →")
	term.Press("right")
	wants(t, term, "Δ sans titre  % sans")
	for range 8 {
		term.Press("left")
	}
	wants(t, term, "Δ Ouverture", "━ Ouverture d'un collège à Ormevert : ")
	term.Quit()
}

// Where tabs are out of sight, an arrow at that end says so.
func TestTabsOutOfSight(t *testing.T) {
	o, _ := demoOptions(t)
	term := start(t, o, 80, 24, emulator.Mono)
	tabs := func() string { return strings.Split(term.Screen(), "\n")[1] }
	if line := tabs(); strings.Contains(line, "‹") || !strings.HasSuffix(line, "›") {
		t.Errorf("%q", line)
	}
	term.Press("f10")
	if line := tabs(); !strings.HasPrefix(line, "‹") || strings.Contains(line, "›") || !strings.Contains(line, "▸Appels") {
		t.Errorf("%q", line)
	}
	term.Quit()
	wide := start(t, o, 120, 36, emulator.Mono)
	if line := strings.Split(wide.Screen(), "\n")[1]; strings.ContainsAny(line, "‹›") {
		t.Errorf("%q", line)
	}
	wide.Quit()
}
