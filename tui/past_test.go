package tui_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/tui"
	"quotepart/tui/emulator"
)

// revised gives the demo's shelf a scenario with a past: saved twice, renamed, one of its names deleted.
func revised(t *testing.T) (tui.Options, *keeper) {
	t.Helper()
	o, shelf := demoOptions(t)
	six, seven := change(t, "tariffs/college-comptes/price", "6.50"), change(t, "tariffs/college-comptes/price", "7")
	first := made(t)(shelf.Save(scenarios.Scenario{Name: "Tarif", Changes: six}, 0))
	second := made(t)(shelf.Save(scenarios.Scenario{Name: "Tarif", Changes: seven, Note: "Après la commission"}, first))
	made(t)(shelf.Rename("Tarif", scenarios.Scenario{Name: "Tarif 2026", Changes: seven, Note: "Après la commission"}, second))
	must(t, shelf.Delete("Fin du FEDER", standing(t, shelf, "Fin du FEDER")))
	o.Saved, _ = shelf.List()
	for i := range o.Saved {
		o.Saved[i].At = time.Time{}
	}
	return o, shelf
}

// The history of a scenario and the deleted ones, in both languages, at each size.
func TestGoldenPast(t *testing.T) {
	for _, l := range []lang.Lang{lang.FR, lang.EN} {
		for _, size := range [][2]int{{60, 15}, {80, 24}, {120, 40}} {
			o, _ := revised(t)
			o.Lang = l
			term := start(t, o, size[0], size[1], emulator.Mono)
			goTo(term, "2026")
			term.Press("H")
			term.WaitFor("09:04") // the rename, in the history
			term.Golden(fmt.Sprintf("history-%dx%d-%s", size[0], size[1], l))
			term.Press("B")
			term.WaitFor("09:05")
			term.Golden(fmt.Sprintf("deleted-%dx%d-%s", size[0], size[1], l))
			term.Quit()
		}
		o, _ := demoOptions(t)
		o.Lang = l
		term := start(t, o, 80, 24, emulator.Mono)
		goTo(term, "FEDER")
		term.Press("enter", "s")
		term.Golden(fmt.Sprintf("save-or-save-as-80x24-%s", l))
		term.Quit()
	}
}

// A colleague's story: the price went up once too often; the version before is found in the history and counts again, for the
// working changes too; what stood there stays in the history.
func TestRestoreAVersion(t *testing.T) {
	for l, said := range map[lang.Lang][3]string{
		lang.FR: {"version 2 rétablie : « Tarif 2026 »", "c'est la version actuelle", "mettez le curseur sur un scénario enregistré"},
		lang.EN: {`version 2 restored: "Tarif 2026"`, "this is the current version", "put the cursor on a saved scenario"},
	} {
		o, shelf := revised(t)
		o.Lang = l
		work := o.Work
		term := start(t, o, 120, 36, emulator.Mono)
		goTo(term, "2026")
		term.Press("enter", "H") // loaded, and its history opened
		term.WaitFor("09:02")
		term.Press("home", "r")
		wants(t, term, said[1])
		term.Press("end", "enter") // Enter does what r does
		term.WaitFor(said[0])
		if s := work.Scenario(); s.Name != "Tarif 2026" || len(s.Changes) != 1 || s.Changes[0].Value != "6.50" || work.Unsaved() {
			t.Errorf("the working changes did not follow: %+v", s)
		}
		term.WaitFor("09:06") // the new version
		wants(t, term, "09:04", "09:03", "09:02")
		if versions, _ := shelf.History("Tarif 2026"); len(versions) != 4 || versions[0].Changes[0].Value != "6.50" {
			t.Errorf("%+v", versions)
		}
		term.Press("esc", "esc") // the message, then the history
		lacks(t, term, "09:04")
		term.Press("/", "ctrl+u", "enter", "home", "H")
		wants(t, term, said[2])
		term.Quit()
	}
}

// Working changes with edits of their own are not thrown away when a version of their scenario is restored.
func TestRestoreBesideUnsavedEdits(t *testing.T) {
	o, _ := revised(t)
	work := o.Work
	term := start(t, o, 120, 36, emulator.Mono)
	goTo(term, "2026")
	term.Press("enter")
	editPrice(term, "9")
	term.Press("enter")
	goTo(term, "2026")
	term.Press("H")
	term.WaitFor("09:02")
	term.Press("end", "r")
	term.WaitFor("version 2 rétablie")
	if got := work.Changes(); len(got) != 1 || got[0].Value != "9" || !work.Unsaved() {
		t.Errorf("%v, unsaved %v", got, work.Unsaved())
	}
	wants(t, term, "Tarif 2026*")
	term.Quit()
}

// Deleted scenarios are listed and come back, the last one with the list left empty; the cursor goes to what came back.
func TestBringBackTheDeleted(t *testing.T) {
	for l, said := range map[lang.Lang][4]string{
		lang.FR: {"Scénarios supprimés", "scénario « Fin du FEDER » rétabli", "ouvrez d'abord l'historique (H)", "rien à rétablir ici"},
		lang.EN: {"Deleted scenarios", `scenario "Fin du FEDER" brought back`, "open the history (H)", "nothing to bring back here"},
	} {
		o, shelf := revised(t)
		o.Lang = l
		term := start(t, o, 120, 36, emulator.Mono)
		term.Press("f8", "r")
		wants(t, term, said[2])
		term.Press("B")
		term.WaitFor("09:05")
		wants(t, term, said[0], "Jeanne")
		term.Press("d") // what was is not deleted
		if got := namesOn(t, shelf); len(got) != 3 {
			t.Errorf("deleted from the list of the deleted: %q", got)
		}
		term.Press("r")
		term.WaitFor(said[1])
		if got := namesOn(t, shelf); len(got) != 4 {
			t.Errorf("%q", got)
		}
		wants(t, term, "▸ Fin du FEDER")
		term.WaitUntil("the list is empty", func(screen string) bool { return !strings.Contains(screen, "09:05") })
		term.Press("r")
		wants(t, term, said[3])
		term.Press("B") // closes
		lacks(t, term, said[0])
		term.Quit()
	}
}

// The history follows the cursor in the list, and is closed on the year itself, which has none.
func TestHistoryFollowsTheCursor(t *testing.T) {
	o, _ := revised(t)
	term := start(t, o, 120, 36, emulator.Mono)
	goTo(term, "2026")
	term.Press("H")
	term.WaitFor("Historique : Tarif 2026")
	term.Press("tab", "/", "ctrl+u", "enter", "end")
	term.WaitFor("Historique : Écoles +2 %")
	term.Press("home")
	lacks(t, term, "Historique : ")
	wants(t, term, "Historique")
	term.Quit()
}

// What cannot be read is said.
func TestHistoryThatCannotBeRead(t *testing.T) {
	o, shelf := revised(t)
	term := start(t, o, 120, 36, emulator.Mono)
	goTo(term, "2026")
	shelf.refuse = lang.Wrong(lang.T("le disque ne répond pas", "the disk does not answer"), lang.T("attendez", "wait"))
	term.Press("H")
	term.WaitFor("le disque ne répond pas")
	shelf.refuse = nil
	term.Press("H", "H") // closes it, and reads it anew
	term.WaitFor("09:04")
	term.Quit()
}
