package tui_test

import (
	"fmt"
	"strings"
	"testing"

	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/storage"
	"quotepart/tui"
	"quotepart/tui/emulator"
)

func startScreen(t *testing.T, o tui.StartOptions, w, h int) (*emulator.Term, *tui.Start) {
	t.Helper()
	o.Theme = "mono"
	s, err := tui.NewStart(o)
	if err != nil {
		t.Fatal(err)
	}
	return emulator.Start(t, s, w, h, emulator.Mono), s
}

// The first start offers the demo or an import.
func TestFirstStart(t *testing.T) {
	term, s := startScreen(t, tui.StartOptions{}, 80, 24)
	term.Golden("start-first-80x24")
	term.Press("enter") // there is nothing to open
	term.Press("i", "enter")
	wants(t, term, "le chemin manque")
	term.Type("/tmp/somme")
	term.Press("enter")
	term.WaitExit()
	if s.Choice != (tui.Choice{Folder: "/tmp/somme"}) {
		t.Fatalf("chose %+v", s.Choice)
	}
	term, s = startScreen(t, tui.StartOptions{Said: lang.T("schools.csv:3:1: faux\nschools.csv:4:1: faux", "wrong")}, 60, 15)
	wants(t, term, "schools.csv:3:1", "schools.csv:4:1")
	term.Press("d")
	term.WaitExit()
	if !s.Choice.Demo {
		t.Fatalf("chose %+v", s.Choice)
	}
}

// With years in the store, the last one is under the cursor.
func TestChooseYear(t *testing.T) {
	years := []storage.YearInfo{
		{ID: "2024-2025", Label: "Année 2024-2025", Basis: engine.Paid, Schools: 335, Members: 17},
		{ID: "2025-2026", Label: "Année 2025-2026", Basis: engine.Planned, Schools: 336, Members: 17},
	}
	term, s := startScreen(t, tui.StartOptions{Years: years}, 80, 24)
	term.Golden("start-years-80x24")
	term.Press("up", "up", "enter")
	term.WaitExit()
	if s.Choice.Year != "2024-2025" {
		t.Fatalf("chose %+v", s.Choice)
	}
	term, s = startScreen(t, tui.StartOptions{Years: years, Lang: lang.EN}, 80, 24)
	wants(t, term, "open the year", "planned")
	term.Press("L")
	wants(t, term, "ouvrir l'exercice")
	term.Press("q")
	term.WaitExit()
	if s.Choice != (tui.Choice{}) {
		t.Fatalf("chose %+v", s.Choice)
	}
}

// However many faults a failed import has, the years and the keys stay in view; the folder is there to be tried again.
func TestStartAfterAFailedImport(t *testing.T) {
	var faults []string
	for i := range 300 {
		faults = append(faults, fmt.Sprintf("schools.csv:%d:34: « 9b » n'est pas un nombre — écrivez par exemple 1234.56 ou 1 234,56", i+2))
	}
	said := strings.Join(faults, "\n")
	o := tui.StartOptions{
		Years:  []storage.YearInfo{{ID: "2025-2026", Label: "Année 2025-2026", Basis: engine.Planned, Schools: 336, Members: 17}},
		Said:   lang.T(said, said),
		Folder: "/tmp/somme",
	}
	term, s := startScreen(t, o, 80, 24)
	term.Golden("start-faults-80x24")
	term.Press("L")
	wants(t, term, "open the year", "import a dossier", "schools.csv:2:34", "others; `quotepart import DIR` shows them all")
	term.Press("esc", "i") // esc leaves forms, not quotepart
	wants(t, term, "/tmp/somme")
	term.Press("enter")
	term.WaitExit()
	if s.Choice != (tui.Choice{Folder: "/tmp/somme"}) {
		t.Fatalf("chose %+v", s.Choice)
	}
	term, _ = startScreen(t, o, 40, 14)
	wants(t, term, "ouvrir l'exercice", "importer un dossier")
	term.Press("ctrl+c")
	term.WaitExit()
	last := tui.StartOptions{Said: lang.T("a\nb\nc\nd", "")}
	term, _ = startScreen(t, last, 80, 14)
	wants(t, term, "… et 2 autres")
	term, _ = startScreen(t, last, 80, 15)
	wants(t, term, "  d ")
	lacks(t, term, "autre")
}
