package calls_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/storage"
	"quotepart/storage/demo"
	"quotepart/storage/dossier"
	"quotepart/tui"
	"quotepart/tui/emulator"
)

func demoDossier(t *testing.T) *scenarios.Dossier {
	t.Helper()
	d, _, err := dossier.Read(demo.Files())
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// options show a dossier, whose shelf keeps nothing.
func options(t *testing.T, d *scenarios.Dossier) tui.Options {
	t.Helper()
	work, err := scenarios.NewWorkbench(d.Year)
	if err != nil {
		t.Fatal(err)
	}
	return tui.Options{Who: scenarios.Person{Role: scenarios.Lead}, Work: work, Shelf: tui.NewMemory(d.Scenarios, "Jeanne"), Calls: d.Calls, Invoices: d.Invoices, Theme: "mono"}
}

// terminal is the interface on the screen of the calls.
type terminal struct {
	*emulator.Term
	t *testing.T
}

func start(t *testing.T, o tui.Options, width, height int, look emulator.Look) terminal {
	t.Helper()
	if look == emulator.Color {
		o.Theme = "dark"
	}
	app, err := tui.New(o)
	if err != nil {
		t.Fatal(err)
	}
	term := terminal{emulator.Start(t, app, width, height, look), t}
	term.Press("f10")
	return term
}

// wants looks for texts on the screen, where no-break spaces count as spaces.
func (tm terminal) wants(texts ...string) {
	tm.t.Helper()
	screen := strings.ReplaceAll(tm.Screen(), "\u00a0", " ")
	for _, text := range texts {
		if !strings.Contains(screen, text) {
			tm.t.Errorf("the screen lacks %q:\n%s", text, screen)
		}
	}
}

func (tm terminal) lacks(text string) {
	tm.t.Helper()
	if screen := strings.ReplaceAll(tm.Screen(), "\u00a0", " "); strings.Contains(screen, text) {
		tm.t.Errorf("the screen has %q:\n%s", text, screen)
	}
}

// find puts the cursor on the row that a filter leaves.
func (tm terminal) find(words string) {
	tm.Press("/")
	tm.Type(words)
	tm.Press("enter")
}

func TestGolden(t *testing.T) {
	for _, size := range [][2]int{{60, 15}, {80, 24}, {120, 40}} {
		dims := fmt.Sprintf("%dx%d", size[0], size[1])
		for name, look := range map[string]emulator.Look{"mono": emulator.Mono, "color": emulator.Color} {
			o := options(t, demoDossier(t))
			at := time.Date(2026, 10, 20, 12, 0, 0, 0, time.UTC)
			o.Marks = []scenarios.Mark{
				{Finding: "members/cc-de-la-haute-brune different 6432.39 6460.20", Note: "régularisé sur l'appel suivant", By: "Jeanne", At: at},
				{Finding: "members/cc-du-bocage-de-cressoy different 6027.75 6000.00", Note: "arrondi du payeur", By: "Paul", At: at},
			}
			term := start(t, o, size[0], size[1], look)
			term.Golden("marked-" + dims + "-" + name)
			term.Quit()
		}
		term := start(t, options(t, demoDossier(t)), size[0], size[1], emulator.Mono)
		term.Press("tab")
		term.Golden("invoices-" + dims)
		term.Press("tab")
		term.Golden("account-" + dims)
		term.Press("shift+tab", "shift+tab", "home", "m")
		term.Golden("note-" + dims)
		term.Press("esc")
		term.Quit()
		d := demoDossier(t)
		d.Calls, d.Invoices = nil, nil
		o := options(t, d)
		o.Lang = lang.EN
		term = start(t, o, size[0], size[1], emulator.Mono)
		term.Golden("empty-" + dims)
		term.Quit()
	}
}

// A finance officer settles the FEDER that was not deducted, thinks again, and writes the annex of a member.
func TestStory(t *testing.T) {
	dir := t.TempDir()
	s, err := storage.Open(filepath.Join(dir, "data"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	d := demoDossier(t)
	if _, err := s.Import(d, lead("jeanne"), false); err != nil {
		t.Fatal(err)
	}
	o := options(t, d)
	o.Shelf, o.Who.Role = tui.NewStoreShelf(s, d.Year.ID, lead("jeanne"), s.Revision()), scenarios.Finance
	term := start(t, o, 120, 40, emulator.Mono)
	term.wants("7 écarts ouverts, 0 contrôlé", "calculé sur l'acquitté (art. 4.4)")
	term.find("departement-val")
	term.wants("▲ +45 000,00", "l'écart est la subvention", "college-robert · art. 4.3")
	term.Press("m", "enter")
	term.wants("la note manque")
	term.Type("avoir émis")
	term.Press("enter")
	term.WaitFor("marqué comme contrôlé")
	term.wants("6 écarts ouverts, 1 contrôlé", "contrôlé par jeanne le")
	marks, err := s.Marks(d.Year.ID)
	if err != nil || len(marks) != 1 || marks[0].Note != "avoir émis" || marks[0].By != "jeanne" || marks[0].Finding != "members/departement-val-de-brune different 146347.84 191347.84" {
		t.Errorf("marks %v, %v", marks, err)
	}
	term.Press("d")
	term.WaitFor("7 écarts ouverts, 0 contrôlé")
	term.Press("d")
	term.wants("cette ligne n'est pas marquée")
	term.Press("m")
	term.Type("vu")
	term.Press("enter")
	term.WaitFor("1 contrôlé")
	term.Press("u")
	term.WaitFor("7 écarts ouverts, 0 contrôlé")
	if marks, err = s.Marks(d.Year.ID); err != nil || len(marks) != 0 {
		t.Errorf("marks %v, %v", marks, err)
	}
	path := filepath.Join(dir, "annexe.md")
	for _, said := range []string{"exporté dans", "existe déjà. Le remplacer ?"} {
		term.Press("a")
		term.Type(path)
		term.Press("enter")
		term.WaitFor(said)
	}
	term.Press("esc")
	annex, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"# Annexe à l'appel de contribution · Département du Val-de-Brune", "appel 2026-T017 du 12/10/2026", "réalisé", "Contribution nette", "| college-robert | 4.3 |"} {
		if !strings.Contains(strings.ReplaceAll(string(annex), "\u00a0", " "), want) {
			t.Errorf("the annex lacks %q", want)
		}
	}
	term.Press("enter")
	term.wants("Appels › Département du Val-de-Brune › Membres")
	term.Quit()
}

// Under changes the expected amounts are those of the scenario, which the screen says, and nothing can be marked.
func TestFollowsChanges(t *testing.T) {
	o := options(t, demoDossier(t))
	term := start(t, o, 120, 40, emulator.Mono)
	term.find("departement-val")
	change, err := scenarios.NewSet("subsidies/feder-colleges/amount", "0")
	if err != nil {
		t.Fatal(err)
	}
	term.Quit()
	if err := o.Work.Do(change); err != nil {
		t.Fatal(err)
	}
	term = start(t, o, 120, 40, emulator.Mono)
	term.wants("6 écarts ouverts", "attendu selon vos hypothèses (1), et non l'exercice")
	term.Press("m")
	term.wants("on ne contrôle que l'exercice")
	term.find("departement-val")
	term.wants("191 347,84    191 347,84                 concorde")
	term.Press("u")
	term.wants("7 écarts ouverts", "▲ +45 000,00")
	term.Quit()
}

// Changes that are switched off change nothing: the amounts are those of the year, and can be marked.
func TestChangesThatAreOff(t *testing.T) {
	o := options(t, demoDossier(t))
	change, err := scenarios.NewSet("subsidies/feder-colleges/amount", "0")
	if err != nil {
		t.Fatal(err)
	}
	change.Off = true
	if err := o.Work.Do(change); err != nil {
		t.Fatal(err)
	}
	term := start(t, o, 120, 40, emulator.Mono)
	term.wants("7 écarts ouverts")
	term.lacks("attendu selon vos hypothèses")
	term.find("departement-val")
	term.Press("m")
	term.wants("Contrôlé : Département")
	term.Quit()
}

// A charge is found in the budget; only open differences are shown where that is asked for.
func TestChargesAndOpenOnes(t *testing.T) {
	term := start(t, options(t, demoDossier(t)), 120, 40, emulator.Mono)
	term.Press("v")
	term.lacks("concorde")
	term.wants("MANQUE", "EN DOUBLE", "DIFFÈRE")
	term.Press("v", "tab")
	term.find("maxicours")
	term.wants("l'écart est le montant d'une des")
	term.Press("a")
	term.wants("mettez le curseur sur un membre")
	term.Press("enter")
	term.wants("Appels › Accompagnement scolaire maxicours › Budget", "▸ Accompagnement scolaire…")
	term.Quit()
}

// A reader sees the check and marks nothing.
func TestReaderMarksNothing(t *testing.T) {
	o := options(t, demoDossier(t))
	o.Who.Role = scenarios.Reader
	term := start(t, o, 80, 24, emulator.Mono)
	term.Press("m")
	term.wants("votre rôle (lecture) ne permet pas de marquer un contrôle")
	term.Quit()
}

// What cannot be computed whole is shown as such, never as a difference.
func TestIncomplete(t *testing.T) {
	d := demoDossier(t)
	d.Year.Charges[d.Year.Charge("comptes-ecoles")].Paid = engine.Opt[engine.Cents]{}
	term := start(t, options(t, d), 120, 40, emulator.Mono)
	term.find("clairbrune agglo")
	term.wants("INCOMPLET", "! 10 687,03", "ecole-comptes : le montant acquitté", "calculé, incomplet")
	term.Quit()
}

// lead is somebody who may do all.
func lead(name string) scenarios.Person {
	return scenarios.Person{Name: name, Role: scenarios.Lead}
}
