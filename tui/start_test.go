package tui_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/storage"
	"quotepart/storage/demo"
	"quotepart/tui"
	"quotepart/tui/emulator"
)

const (
	demoFolder     = "../storage/demo/data"
	openDataFolder = "../storage/opendata/testdata"
)

// startScreen starts on an empty store, or that of the options.
func startScreen(t *testing.T, o tui.StartOptions, w, h int) (*emulator.Term, *tui.Start) {
	t.Helper()
	o.Theme = "mono"
	if o.Store == nil {
		o.Store = emptyStore(t)
	}
	s, err := tui.NewStart(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	return emulator.Start(t, s, w, h, emulator.Mono), s
}

func emptyStore(t *testing.T) *storage.Store {
	t.Helper()
	s, err := storage.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// storedYears are the years of a store.
func storedYears(t *testing.T, s *storage.Store) []storage.YearInfo {
	t.Helper()
	years, err := s.Years()
	if err != nil {
		t.Fatal(err)
	}
	return years
}

var twoYears = []storage.YearInfo{
	{ID: "2024-2025", Label: "Année 2024-2025", Basis: engine.Paid, Schools: 335, Members: 17},
	{ID: "2025-2026", Label: "Année 2025-2026", Basis: engine.Planned, Schools: 336, Members: 17},
}

// everySize runs a test in both languages at the sizes of the goldens.
func everySize(t *testing.T, test func(t *testing.T, l lang.Lang, w, h int, suffix string)) {
	for _, l := range []lang.Lang{lang.FR, lang.EN} {
		for _, size := range [][2]int{{60, 15}, {80, 24}, {120, 40}} {
			suffix := fmt.Sprintf("-%dx%d-%s", size[0], size[1], l)
			t.Run(suffix[1:], func(t *testing.T) { test(t, l, size[0], size[1], suffix) })
		}
	}
}

// What the start screen shows, from the welcome to the imported year.
func TestGoldenStart(t *testing.T) {
	everySize(t, func(t *testing.T, l lang.Lang, w, h int, suffix string) {
		term, s := startScreen(t, tui.StartOptions{Who: scenarios.Person{Role: scenarios.Lead}, Lang: l}, w, h)
		letGo := s.Hold(45, 100)
		term.Golden("start-first" + suffix)
		term.Press("i")
		term.Golden("start-folder" + suffix)
		term.Press("esc", "o")
		term.Type(openDataFolder)
		term.Press("down")
		term.Type("99")
		term.Press("down")
		term.Golden("start-open-data" + suffix)
		term.Type("2021")
		term.Press("enter")
		term.WaitFor("45")
		term.Golden("start-importing" + suffix)
		letGo()
		term.WaitFor("2021-2022")
		term.Golden("start-imported" + suffix)
		term.Press("esc")
		term.Golden("start-imported-list" + suffix)
		term.Press("q")
		term.WaitExit()
		term, _ = startScreen(t, tui.StartOptions{Who: scenarios.Person{Role: scenarios.Lead}, Lang: l, Years: twoYears}, w, h)
		term.Golden("start-years" + suffix)
		term.Quit()
	})
}

// The first start offers the demo, a dossier or open data; there is nothing to open.
func TestFirstStart(t *testing.T) {
	term, s := startScreen(t, tui.StartOptions{Who: scenarios.Person{Role: scenarios.Lead}}, 80, 24)
	term.Press("enter", "down", "up", "home", "end")
	wants(t, term, "Bienvenue")
	term.Press("i", "enter")
	wants(t, term, "le chemin manque")
	term.Press("esc", "o", "enter")
	wants(t, term, "les fichiers manquent")
	term.Type("x")
	term.Press("enter")
	wants(t, term, "le code du département manque")
	term.Type("80")
	term.Press("enter")
	wants(t, term, "l'année de la rentrée manque")
	term.Type("2021")
	term.Press("down")
	term.Type("1/2/2020")
	term.Press("enter")
	wants(t, term, "n'est pas une date")
	term.Press("esc", "d")
	term.WaitExit()
	if !s.Choice.Demo {
		t.Fatalf("chose %+v", s.Choice)
	}
}

// With years in the store, the last one is under the cursor, or the one that was left.
func TestChooseYear(t *testing.T) {
	term, s := startScreen(t, tui.StartOptions{Who: scenarios.Person{Role: scenarios.Lead}, Years: twoYears}, 80, 24)
	term.Press("up", "up", "enter")
	term.WaitExit()
	if s.Choice.Year != "2024-2025" {
		t.Fatalf("chose %+v", s.Choice)
	}
	term, s = startScreen(t, tui.StartOptions{Who: scenarios.Person{Role: scenarios.Lead}, Years: twoYears, At: "2024-2025", Lang: lang.EN}, 80, 24)
	wants(t, term, "open the year", "planned", "▸2024-2025")
	term.Press("L")
	wants(t, term, "ouvrir l'exercice")
	term.Press("enter")
	term.WaitExit()
	if s.Choice != (tui.Choice{Year: "2024-2025", Lang: lang.FR}) {
		t.Fatalf("chose %+v", s.Choice)
	}
	term, s = startScreen(t, tui.StartOptions{Who: scenarios.Person{Role: scenarios.Lead}, Years: twoYears}, 80, 24)
	term.Press("q")
	term.WaitExit()
	if s.Choice != (tui.Choice{}) {
		t.Fatalf("chose %+v", s.Choice)
	}
}

// However many years there are, the cursor and the keys are in view.
func TestManyYears(t *testing.T) {
	var years []storage.YearInfo
	for y := 1990; y < 2030; y++ {
		years = append(years, storage.YearInfo{ID: fmt.Sprintf("%d-%d", y, y+1), Label: "Année", Basis: engine.Planned})
	}
	term, _ := startScreen(t, tui.StartOptions{Who: scenarios.Person{Role: scenarios.Lead}, Years: years}, 60, 15)
	wants(t, term, "▸2029-2030", "q quitter", "données publiques")
	for range 20 {
		term.Press("up")
	}
	wants(t, term, "▸2009-2010", "q quitter", "données publiques")
	term.Press("home")
	wants(t, term, "▸1990-1991")
}

// Why a year could not be opened is shown in full, before the list.
func TestSaidAtTheStart(t *testing.T) {
	term, _ := startScreen(t, tui.StartOptions{Who: scenarios.Person{Role: scenarios.Lead}, Years: twoYears, Said: lang.T("abîmé", "damaged")}, 80, 24)
	wants(t, term, "Un problème", "! abîmé")
	term.Press("esc")
	lacks(t, term, "abîmé")
	wants(t, term, "ouvrir l'exercice")
}

// Welcome, open data, the year is shown: with the dates that open data lacks, its schools are counted.
func TestFromOpenDataToTheYear(t *testing.T) {
	store := emptyStore(t)
	term, s := startScreen(t, tui.StartOptions{Who: scenarios.Person{Role: scenarios.Lead}, Store: store, Lang: lang.EN}, 80, 24)
	term.Press("o")
	term.Type("../storage/opendata/testd")
	term.Press("tab") // completes the path
	term.WaitFor("testdata/")
	term.Press("down")
	term.Type("99")
	term.Press("tab")
	term.Type("2021")
	term.Press("tab")
	term.Type("2015-02-01")
	term.Press("tab")
	wants(t, term, "does not hold these two dates")
	term.Type("2015-09-01")
	lacks(t, term, "does not hold these two dates")
	term.Press("enter")
	term.WaitFor("Imported: 2021-2022")
	wants(t, term, "the year has no usage")
	term.Press("enter")
	term.WaitExit()
	if s.Choice != (tui.Choice{Year: "2021-2022", Lang: lang.EN}) {
		t.Fatalf("chose %+v", s.Choice)
	}
	d, err := store.Year("2021-2022")
	if err != nil {
		t.Fatal(err)
	}
	work, err := scenarios.NewWorkbench(d.Year)
	if err != nil {
		t.Fatal(err)
	}
	term = start(t, tui.Options{Who: scenarios.Person{Role: scenarios.Lead}, Work: work, Shelf: tui.NewStoreShelf(store, d.Year.ID, lead(""), store.Revision()), Lang: lang.EN, Theme: "mono"}, 120, 36, emulator.Mono)
	wants(t, term, "2021-2022", "Département (Val-de", "CA Clairbrune")
	term.Press("f4")
	wants(t, term, "Collège Marie Curie", "661")
	lacks(t, term, "no access")
}

// Welcome, a dossier with faults, which are mended: nothing is half imported, all faults can be read, the path is still there.
func TestFromFaultsToTheYear(t *testing.T) {
	dir, store := t.TempDir(), emptyStore(t)
	if err := os.CopyFS(dir, demo.Files()); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "schools.csv")
	sound, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	broken := strings.ReplaceAll(string(sound), ",ecole,", ",école,")
	if err := os.WriteFile(path, []byte(broken), 0o666); err != nil {
		t.Fatal(err)
	}
	term, s := startScreen(t, tui.StartOptions{Who: scenarios.Person{Role: scenarios.Lead}, Store: store}, 80, 24)
	term.Press("i")
	term.Type(dir)
	term.Press("enter")
	term.WaitFor("Rien n'est importé : 311 fautes")
	wants(t, term, "schools.csv:53:")
	for range 100 {
		term.Press("pgdown")
	}
	wants(t, term, "schools.csv:363:")
	if years := storedYears(t, store); len(years) != 0 {
		t.Fatalf("stored: %v", years)
	}
	if err := os.WriteFile(path, sound, 0o666); err != nil {
		t.Fatal(err)
	}
	term.Press("esc")
	wants(t, term, "Importer un dossier", filepath.Base(dir))
	term.Press("enter")
	term.WaitExit()
	if s.Choice.Year != demoID(t) || len(storedYears(t, store)) != 1 {
		t.Fatalf("chose %+v", s.Choice)
	}
}

func demoID(t *testing.T) string {
	o, _ := demoOptions(t)
	return o.Work.Year().ID
}

// Esc cancels an import: nothing is stored, and what was typed is still there.
func TestCancelAnImport(t *testing.T) {
	store := emptyStore(t)
	term, s := startScreen(t, tui.StartOptions{Who: scenarios.Person{Role: scenarios.Lead}, Store: store}, 80, 24)
	s.Hold(1, 2)
	term.Press("i")
	term.Type(demoFolder)
	term.Press("enter")
	term.WaitFor("Échap annule")
	term.Press("q", "enter", "i") // none of these keys does anything now
	wants(t, term, "Échap annule")
	term.Press("esc")
	term.WaitFor("L'import est annulé : rien n'a changé.")
	wants(t, term, "Bienvenue")
	if years := storedYears(t, store); len(years) != 0 {
		t.Fatalf("stored: %v", years)
	}
	term.Press("i")
	wants(t, term, demoFolder)
	term.Press("enter")
	term.WaitFor("Échap annule")
	term.Press("ctrl+c") // leaves, and cancels too
	term.WaitExit()
	if years := storedYears(t, store); len(years) != 0 || s.Choice != (tui.Choice{}) {
		t.Fatalf("stored: %v, chose %+v", years, s.Choice)
	}
}

// A year that is stored and differs is replaced only after a question that counts the differences.
func TestReplaceAYear(t *testing.T) {
	store, dir := emptyStore(t), t.TempDir()
	if err := os.CopyFS(dir, demo.Files()); err != nil {
		t.Fatal(err)
	}
	first := func(o tui.StartOptions, w, h int) (*emulator.Term, *tui.Start) {
		term, s := startScreen(t, o, w, h)
		term.Press("i")
		term.Type(dir)
		term.Press("enter")
		return term, s
	}
	term, _ := first(tui.StartOptions{Who: scenarios.Person{Role: scenarios.Lead}, Store: store}, 80, 24)
	term.WaitExit()
	path := filepath.Join(dir, "schools.csv")
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(string(data), "\n")
	if err := os.WriteFile(path, []byte(strings.Join(append(lines[:2], lines[3:]...), "")), 0o666); err != nil {
		t.Fatal(err)
	}
	usage := filepath.Join(dir, "usage.csv")
	if err := os.Remove(usage); err != nil {
		t.Fatal(err)
	}
	for _, documents := range []string{"calls.csv", "invoices.csv"} { // a dossier without them takes nothing away
		if err := os.Remove(filepath.Join(dir, documents)); err != nil {
			t.Fatal(err)
		}
	}
	before, err := store.Year(demoID(t))
	if err != nil {
		t.Fatal(err)
	}
	everySize(t, func(t *testing.T, l lang.Lang, w, h int, suffix string) {
		term, s := first(tui.StartOptions{Who: scenarios.Person{Role: scenarios.Lead}, Store: store, Lang: l, Years: storedYears(t, store)}, w, h)
		term.WaitFor("362 → 361")
		term.Golden("start-replace" + suffix)
		term.Press("esc", "q")
		term.WaitExit()
		if s.Choice != (tui.Choice{}) || storedYears(t, store)[0].Schools != 362 {
			t.Fatalf("replaced: %v", storedYears(t, store))
		}
	})
	term, s := first(tui.StartOptions{Who: scenarios.Person{Role: scenarios.Lead}, Store: store, Years: storedYears(t, store)}, 80, 24)
	term.WaitFor("362 → 361")
	term.Press("r")
	term.WaitFor("appel(s) enregistrés sont gardés")
	term.Press("enter")
	term.WaitExit()
	after, err := store.Year(demoID(t))
	if err != nil {
		t.Fatal(err)
	}
	if len(before.Calls) == 0 || !slices.Equal(after.Calls, before.Calls) || !slices.Equal(after.Invoices, before.Invoices) {
		t.Fatalf("%d calls and %d invoices are left of %d and %d", len(after.Calls), len(after.Invoices), len(before.Calls), len(before.Invoices))
	}
	if s.Choice.Year == "" || storedYears(t, store)[0].Schools != 361 {
		t.Fatalf("not replaced: %v, chose %+v", storedYears(t, store), s.Choice)
	}
}

// From a year the user goes back to the list of years, where there is one.
func TestBackToTheYears(t *testing.T) {
	o, _ := demoOptions(t)
	o.Years = true
	term := start(t, o, 80, 24, emulator.Mono)
	term.Press("ctrl+o")
	if app := term.WaitExit().(*tui.App); app.Next() != tui.ToYears {
		t.Error("it was left for nothing")
	}
	o, shelf := demoOptions(t)
	o.Years = true
	term = start(t, o, 120, 36, emulator.Mono)
	term.Press("f5", "i")
	term.Type("8")
	term.Press("enter", "ctrl+o")
	wants(t, term, "Revenir aux exercices ?")
	term.Press("esc", "q")
	wants(t, term, "Quitter ?")
	term.Press("q")
	if app := term.WaitExit().(*tui.App); app.Next() != tui.Quit || len(shelf.draft.Changes) == 0 {
		t.Errorf("to the years, or the draft is lost: %v", shelf.draft)
	}
	o, _ = demoOptions(t)
	term = start(t, o, 80, 24, emulator.Mono)
	term.Press("ctrl+o") // there is no list
	wants(t, term, "Membres")
}
