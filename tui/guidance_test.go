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

// Loading over unsaved changes asks first: they are saved, kept under a name, or put aside knowingly; nothing is lost in silence.
func TestLoadOverUnsavedChangesAsks(t *testing.T) {
	o, shelf := demoOptions(t)
	term := start(t, o, 80, 24, emulator.Mono)
	term.Press("f4", "+", "+", "f8", "end", "enter")
	wants(t, term, "Charger « Écoles +2 % » ?", "Les hypothèses en cours (sans titre) ne sont pas enregistrées.")
	lacks(t, term, "les enregistrer d'abord dans")
	term.Press("esc")
	if n := len(o.Work.Changes()); n != 1 || o.Work.Scenario().Name != "" {
		t.Errorf("not loading left %d changes of %q", n, o.Work.Scenario().Name)
	}
	term.Press("enter", "k")
	term.Type("Essai")
	term.Press("enter")
	term.WaitFor("« Essai » enregistré")
	if saved := list(t, shelf); len(saved) != 4 {
		t.Errorf("%d scenarios are saved", len(saved))
	}
	term.Press("end", "enter") // nothing to ask now
	wants(t, term, "chargé")
	term.Press("f4", "+", "f8", "home", "enter") // a change of a saved one, which can go into it
	wants(t, term, "les enregistrer d'abord dans « Écoles +2 % »")
	term.Press("s")
	term.WaitFor("« Écoles +2 % » enregistré")
	term.Press("f4", "+", "f8", "home", "enter", "l")
	wants(t, term, "« l'exercice lui-même » chargé ; u revient aux hypothèses non enregistrées")
	term.Press("u")
	wants(t, term, "Écoles +2 %*")
	term.Quit()
}

// Where all the changes of a scenario were taken out, leaving says that there is nothing to keep, and nothing is promised.
func TestLeavingWithAllTakenOut(t *testing.T) {
	o, shelf := demoOptions(t)
	term := start(t, o, 120, 36, emulator.Mono)
	term.Press("f8", "/")
	term.Type("feder")
	term.Press("enter", "enter", "E", "d", "q")
	wants(t, term, "« Fin du FEDER » reste tel qu'il est enregistré", "rien à garder comme brouillon")
	lacks(t, term, "proposées au prochain démarrage")
	lacks(t, term, "enregistrer d'abord")
	term.Press("q")
	term.WaitExit()
	if len(shelf.draft.Changes) != 0 || len(list(t, shelf)[0].Changes) != 1 {
		t.Errorf("draft %v, saved %v", shelf.draft, list(t, shelf)[0].Changes)
	}
}
