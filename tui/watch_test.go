package tui_test

import (
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/tui"
	"quotepart/tui/emulator"
	"quotepart/tui/ui"
)

// session starts an interface on the shared year, for somebody with working changes.
func (s shared) session(t *testing.T, author string, l lang.Lang, w, h int, changes ...scenarios.Change) (tui.Options, *emulator.Term) {
	t.Helper()
	shelf := s.shelf(author)
	o := s.options(shelf)
	must(t, o.Work.Do(changes...))
	o.Shelf, o.Lang = shelf, l
	return o, start(t, o, w, h, emulator.Mono)
}

// What somebody does is told to the others, and shown, in both languages; one's own doing is not told again.
func TestTwoSessions(t *testing.T) {
	for _, l := range []lang.Lang{lang.FR, lang.EN} {
		for _, size := range [][2]int{{60, 15}, {80, 24}} {
			s := share(t)
			s.saves("jeanne", "Budget", "", "tariffs/college-comptes/price", "6.50")
			annes, anne := s.session(t, "anne", l, size[0], size[1], change(t, "tariffs/college-comptes/price", "7.77")...)
			_, paul := s.session(t, "paul", l, size[0], size[1])
			said := func(fr, en string) string { return lang.T(fr, en).In(l) }
			anne.Press("f8")
			goTo(paul, "Budget")
			paul.Press("enter", "f8")
			paul.Press("n")
			paul.Press("tab", "ctrl+u")
			paul.Type("vu par Paul")
			paul.Press("enter")
			anne.WaitFor(said("paul a enregistré « Budget »", `paul saved "Budget"`))
			lacks(t, paul, said("paul a enregistré", "paul saved"))
			if changes := annes.Work.Changes(); len(changes) != 1 || changes[0].Value != "7.77" {
				t.Errorf("the working changes became %v", changes)
			}
			anne.Golden(fmt.Sprintf("news-%dx%d-%s", size[0], size[1], l))
			goTo(anne, "Budget")
			anne.Press("d")
			paul.WaitFor(said("anne a supprimé « Budget »", `anne deleted "Budget"`))
			anne.WaitFor(said("supprimé, ", "deleted, ")) // before that there is nothing to be undone
			anne.Press("u")
			paul.WaitFor(said("anne a rétabli « Budget »", `anne brought "Budget" back`))
			s.saves("luc", "Autre", "")
			anne.WaitFor(said("luc a enregistré « Autre »", `luc saved "Autre"`))
			paul.WaitFor(said("luc a enregistré « Autre »", `luc saved "Autre"`))
			made(t)(s.shelf("luc").Rename("Autre", scenarios.Scenario{Name: "Encore"}, standing(t, s.shelf(""), "Autre")))
			anne.WaitFor(said("luc a renommé « Autre » en « Encore »", `luc renamed "Autre" to "Encore"`))
			must(t, s.shelf("luc").Mark("x", "vu"))
			anne.WaitFor(said("luc a marqué un écart comme contrôlé", "luc marked a difference as checked"))
			anne.Quit()
			paul.Quit()
		}
	}
}

// What others save renews the reference and the comparison that show it, and a renaming is followed.
func TestNewsRenewsWhatIsShown(t *testing.T) {
	s := share(t)
	s.saves("paul", "AA", "", "tariffs/college-comptes/price", "7")
	o, term := s.session(t, "anne", lang.FR, 120, 36)
	goTo(term, "AA")
	term.Press("m", "end", "f", "c")
	wants(t, term, "écart à AA")
	before := o.Work.TotalsDelta().Balance
	s.saves("paul", "AA", "", "tariffs/college-comptes/price", "8")
	term.WaitFor("paul a enregistré « AA »")
	if after := o.Work.TotalsDelta().Balance; after == before {
		t.Errorf("differences still refer to what AA was: %v", after)
	}
	made(t)(s.shelf("paul").Rename("AA", scenarios.Scenario{Name: "BB", Changes: change(t, "tariffs/college-comptes/price", "8")}, standing(t, s.shelf(""), "AA")))
	term.WaitFor("écart à BB")
	must(t, s.shelf("paul").Delete("BB", standing(t, s.shelf(""), "BB")))
	term.WaitFor("par rapport à l'exercice")
	lacks(t, term, "écart à")
	term.Quit()
}

// An error that waits to be read is not covered by news, and neither is what is typed: the news come after it, and are among the messages.
func TestNewsWaits(t *testing.T) {
	s := share(t)
	_, term := s.session(t, "anne", lang.FR, 80, 24)
	editPrice(term, "7")
	s.saves("paul", "Un", "")
	term.Type("77")
	wants(t, term, "777")
	term.Press("esc")
	term.WaitFor("paul a enregistré « Un »")
	term.Press("!")
	wants(t, term, "paul a enregistré « Un »")
	term.Quit()
}

// When the year itself is replaced, the figures stay, which is said; reloading opens it anew. When it is deleted, that is said too.
func TestYearReplacedByAnother(t *testing.T) {
	s := share(t)
	o, term := s.session(t, "anne", lang.FR, 80, 24)
	lacks(t, term, "R recharger")
	label := s.d.Year.Label
	year := *s.d.Year
	year.Label = "Budget voté"
	_, err := s.store.Import(&scenarios.Dossier{Year: &year, Calls: s.d.Calls, Invoices: s.d.Invoices, Scenarios: s.d.Scenarios}, lead("paul"), true)
	must(t, err)
	term.WaitFor("paul a remplacé cet exercice")
	term.Press("f4", "f3")
	wants(t, term, "! exercice dépassé, R recharge") // for as long as it is so
	term.Press("f10", "m")
	term.Type("vu")
	term.Press("enter")
	wants(t, term, "ces écarts sont ceux d'avant")
	if marks, err := s.store.Marks(s.d.Year.ID); err != nil || len(marks) > 0 {
		t.Errorf("marked: %v, %v", marks, err)
	}
	term.Press("esc", "esc")
	if o.Work.Year().Label != label {
		t.Error("the year was exchanged under the user's hands")
	}
	editPrice(term, "7")
	term.Press("enter", "s")
	term.Type("Toujours possible")
	term.Press("enter")
	term.WaitFor("« Toujours possible » enregistré")
	editPrice(term, "8")
	term.Press("enter", "R")
	wants(t, term, "Recharger l'exercice ?", "brouillon")
	term.Press("q")
	app := term.WaitExit().(*tui.App)
	if app.Next() != tui.Reload {
		t.Errorf("left for %v", app.Next())
	}
	if d, err := s.store.Draft(s.d.Year.ID, "anne"); err != nil || len(d.Changes) != 1 || d.Of != "Toujours possible" {
		t.Errorf("%+v, %v", d, err)
	}

	_, term = s.session(t, "anne", lang.FR, 120, 36)
	must(t, s.store.DeleteYear(s.d.Year.ID, lead("paul")))
	term.WaitFor("paul a supprimé cet exercice")
	editPrice(term, "8")
	term.Press("enter")
	term.WaitFor("n'est enregistré") // the draft cannot be kept
	term.Press("esc")
	editPrice(term, "9")
	term.Press("enter")
	lacks(t, term, "n'est enregistré") // once is enough
	term.Press("q", "q")
	term.WaitFor("Le brouillon n'a pas pu être gardé")
	term.Press("q")
	term.WaitExit()
}

// The time from an acknowledged save to the moment at which another session shows it is printed, and no goroutine waits when the
// interface is closed.
func TestWatchEnds(t *testing.T) {
	s := share(t)
	_, term := s.session(t, "anne", lang.FR, 120, 36)
	var times []time.Duration
	for range 20 {
		from := time.Now()
		s.saves("paul", "Un", from.String())
		term.WaitUntil("the news", func(screen string) bool { return strings.Contains(screen, "paul a enregistré « Un »") })
		times = append(times, time.Since(from))
		term.Press("right") // takes the message away
		term.WaitGone("paul a enregistré")
	}
	slices.Sort(times)
	t.Logf("from the start of a save to the other session's screen: median %v, longest %v", times[len(times)/2], times[len(times)-1])
	app := term.Quit().(*tui.App)
	app.Close()
	deadline := time.Now().Add(emulator.Deadline)
	for waiting(); waiting(); runtime.Gosched() {
		if time.Now().After(deadline) {
			t.Fatal("somebody still waits for news")
		}
	}
}

// waiting tells whether a goroutine waits for news.
func waiting() bool {
	buf := make([]byte, 1<<20)
	return strings.Contains(string(buf[:runtime.Stack(buf, true)]), "ui.AwaitStir.")
}

var _ ui.Watched = (*tui.StoreShelf)(nil)
