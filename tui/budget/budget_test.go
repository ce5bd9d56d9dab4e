package budget_test

import (
	"fmt"
	"image"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/storage/demo"
	"quotepart/storage/dossier"
	"quotepart/tui"
	"quotepart/tui/budget"
	"quotepart/tui/emulator"
	"quotepart/tui/theme"
	"quotepart/tui/ui"
	"quotepart/tui/widget"
)

// demoWork is the demo with some values set, each as ADDRESS=VALUE.
func demoWork(t testing.TB, sets ...string) *scenarios.Workbench {
	t.Helper()
	d, _, err := dossier.Read(demo.Files())
	if err != nil {
		t.Fatal(err)
	}
	work, err := scenarios.NewWorkbench(d.Year)
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range sets {
		c, err := scenarios.ParseAssignment(scenarios.Set, text)
		if err != nil {
			t.Fatal(err)
		}
		if err := work.Do(c); err != nil {
			t.Fatal(err)
		}
	}
	return work
}

// incomplete is a settlement in which one charge has not been paid yet.
var incomplete = []string{"charges/plateforme/paid=", "year/basis=paid"}

// terminal is the interface on the screen of the budget.
type terminal struct {
	*emulator.Term
	t      *testing.T
	work   *scenarios.Workbench
	before int // the changes that were there at the start
}

func start(t *testing.T, width, height int, look emulator.Look, sets ...string) terminal {
	t.Helper()
	work, name := demoWork(t, sets...), "mono"
	if look == emulator.Color {
		name = "dark"
	}
	app, err := tui.New(tui.Options{Who: scenarios.Person{Role: scenarios.Lead}, Work: work, Shelf: tui.NewMemory(nil, "Jeanne"), Theme: name})
	if err != nil {
		t.Fatal(err)
	}
	term := terminal{emulator.Start(t, app, width, height, look), t, work, len(work.Changes())}
	term.Press("f7")
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

// wantsChanges holds the changes made since the start against a list, once the program has taken its input.
func (tm terminal) wantsChanges(want ...string) {
	tm.t.Helper()
	tm.Settle()
	var got []string
	for _, c := range tm.work.Changes()[tm.before:] {
		got = append(got, c.String())
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		tm.t.Errorf("changes\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// fill types values into a form, one line each.
func (tm terminal) fill(values ...string) {
	for i, v := range values {
		if i > 0 {
			tm.Press("tab")
		}
		tm.Type(v)
	}
}

func TestGolden(t *testing.T) {
	for _, size := range [][2]int{{60, 15}, {80, 24}, {120, 40}} {
		at := fmt.Sprintf("%dx%d", size[0], size[1])
		term := start(t, size[0], size[1], emulator.Color)
		term.Golden("charges-" + at + "-color")
		term.Quit()
		term = start(t, size[0], size[1], emulator.Mono)
		term.Golden("charges-" + at + "-mono")
		for _, panel := range []string{"subsidies", "levels", "notices"} {
			term.Press("tab")
			term.Golden(panel + "-" + at + "-mono")
		}
		term.Quit()
		for name, look := range map[string]emulator.Look{"color": emulator.Color, "mono": emulator.Mono} {
			term = start(t, size[0], size[1], look, incomplete...)
			term.Golden("incomplete-" + at + "-" + name)
			term.Quit()
		}
	}
}

// A charge moves the balance while it is typed, and its own difference is shown.
func TestEditACharge(t *testing.T) {
	term := start(t, 120, 40, emulator.Mono)
	term.Press("down", "down", "l", "l", "l", "e", "ctrl+u")
	term.Type("124400")
	term.wants("7 400,00", "▲ +6 000,00", "solde −10 616,16 € (▼ −6 000,00)", "▼ −6 000,00 ─┐")
	term.Press("esc")
	term.wants("solde −4 616,16 €")
	term.lacks("▲ +6 000,00")
	term.wantsChanges()
	term.Press("l", "l", "e", "ctrl+u")
	term.Type("200000")
	term.wants("attention (+1) · la part mutualisée 200 000,00 € dépasse la charge ; elle est limitée à 118 400,00 €")
	term.Press("ctrl+u")
	term.Type("60%\r")
	term.wantsChanges("set charges/plateforme/mutualised to 60%")
	term.wants("60 %", "47 360,00")
	term.Quit()
}

// The other column counts after b: it is marked, and what it lacks makes the totals incomplete, which is said first, on every
// size, and never shown as 0.
func TestPlannedAndPaid(t *testing.T) {
	for _, size := range [][2]int{{60, 15}, {80, 24}, {120, 24}, {120, 40}, {200, 60}} {
		term := start(t, size[0], size[1], emulator.Mono, "charges/plateforme/paid=")
		term.wants("● Prévu", "colonne qui compte : prévu")
		term.lacks("TOTAUX INCOMPLETS")
		term.Press("b")
		term.wants("● Acquitté", " TOTAUX INCOMPLETS (+1) · montant acquitté inconnu", "les montants qui comptent : acquitté, u annule")
		term.wantsChanges("set year/basis to paid")
		for _, line := range strings.Split(term.Screen(), "\n") {
			if name, _, found := strings.Cut(line, "Plate-forme"); found && strings.Trim(name, "┃ ") == "" && (strings.Contains(line, " 0,00") || !strings.Contains(line, "–")) {
				t.Errorf("an unknown amount is shown as a number: %s", line)
			}
		}
		term.Press("u")
		term.lacks("TOTAUX INCOMPLETS")
		term.Press("b", "b")
		term.lacks("TOTAUX INCOMPLETS")
		term.Quit()
	}
}

// All notices can be read on the smallest screen: wrapped, errors first, one line for many schools.
func TestNoticesInWords(t *testing.T) {
	term := start(t, 60, 15, emulator.Mono, append(incomplete, "tariffs/college-sitetv/bands/900/to=1000", "tariffs/college-comptes/price=9")...)
	term.wants("TOTAUX INCOMPLETS (+3) · aucune tranche")
	term.Press("shift+tab")
	seen := ""
	for range 20 {
		seen += strings.Join(strings.Fields(strings.NewReplacer("┃", " ", "\u00a0", " ", "▸", " ").Replace(term.Screen())), " ") + "\n"
		term.Press("down")
	}
	for _, want := range []string{
		"erreur Ressource site.TV : aucune tranche pour l'effectif", "erreur Plate-forme ENT", "montant acquitté inconnu",
		"attention niveau collège : les contributions dépassent les", "attention Accompagnement scolaire", "info Ressource site.TV",
	} {
		if !strings.Contains(seen, want) {
			t.Errorf("not told: %q in\n%s", want, term.Screen())
		}
	}
	term.Quit()
}

// The levels tell what they recover too much; for the common charges nothing is called, which is not 0.
func TestLevels(t *testing.T) {
	term := start(t, 120, 40, emulator.Mono, "tariffs/college-comptes/price=9")
	b := term.work.Result().Budget("college")
	if b.Over() <= 0 {
		t.Fatal("the price is not high enough for this test")
	}
	term.wants("attention (+1) · les contributions dépassent les charges nettes de " + strings.ReplaceAll(b.Over().In(lang.FR), "\u00a0", " "))
	for label, amount := range map[string]string{"Contrib. brutes": b.Gross.Bare(lang.FR), "Trop perçu": b.Over().Bare(lang.FR)} {
		_, row, found := strings.Cut(term.Screen(), "  "+label)
		row, _, _ = strings.Cut(row, "│")
		if fields := strings.Fields(strings.ReplaceAll(row, "\u00a0", "_")); !found || len(fields) != 3 || fields[1] != strings.ReplaceAll(amount, "\u00a0", "_") || fields[2] != "–" {
			t.Errorf("%s: %q, want %s and no amount for the common charges", label, row, amount)
		}
	}
	term.Quit()
}

// The steps of the waterfall come to the balance, to the cent, also where it is a surplus.
func TestWaterfall(t *testing.T) {
	for _, set := range []string{"tariffs/college-comptes/price=6", "tariffs/college-comptes/price=9"} {
		term := start(t, 120, 40, emulator.Mono, set)
		totals := term.work.Result().Totals()
		label, rest := "= à couvrir", -totals.Balance // the label says which way: no sign
		if totals.Balance > 0 {
			label, rest = "= excédent", totals.Balance
		}
		_, row, _ := strings.Cut(term.Screen(), label)
		row, _, _ = strings.Cut(row, "\n")
		if amount := strings.ReplaceAll(rest.In(lang.FR), "\u00a0", " "); !strings.Contains(strings.ReplaceAll(row, "\u00a0", " "), " "+amount) {
			t.Errorf("%s: %q, want %s", label, row, amount)
		}
		term.Quit()
	}
}

func TestAddACharge(t *testing.T) {
	term := start(t, 120, 40, emulator.Mono)
	term.Press("a")
	term.wants("Part mutualisée : 60% ou 1200,00")
	term.fill("conseil", "Conseil juridique", "operatoin")
	term.wants("aucun choix ne répond à « operatoin » — exploitation, contenus")
	term.Press("right")
	term.wants("▸ Catégorie        exploitation", "←→ choisit")
	term.Press("left", "left")
	term.wants("▸ Catégorie        comptes")
	term.Press("ctrl+u")
	term.Type("operation")
	term.Press("tab")
	term.fill("common", "1 000,00", "", "50%")
	term.wants("Contributions", "▼ −500,00")
	term.Press("esc")
	term.wantsChanges()
	term.lacks("Conseil juridique")
	term.Press("a")
	term.fill("plateforme", "Conseil juridique", "operation", "common", "1000\r")
	term.wants("Ajouter une charge", "existe déjà")
	term.wantsChanges()
	term.Press("ctrl+u")
	term.Type("conseil\r")
	term.wants("« Conseil juridique » ajoutée, u annule", "▸ Conseil juridique")
	term.wantsChanges("add charges/conseil with label: Conseil juridique, category: operation, level: common, planned: 1000")
	term.Press("d")
	term.wants("« Conseil juridique » retirée, u annule")
	term.Press("u", "u")
	term.wantsChanges()
	term.Quit()
}

// A subsidy finds its target by a part of its name or its id; a wrong one is answered by what was probably meant.
func TestAddASubsidy(t *testing.T) {
	term := start(t, 120, 40, emulator.Mono)
	term.Press("tab", "a")
	term.fill("region", "Région", "plateform")
	term.wants("→ Plate-forme ENT")
	term.Press("ctrl+u")
	term.Type("plaetforme")
	term.wants("aucun choix ne répond à « plaetforme » — vouliez-vous dire «")
	term.Press("ctrl+u")
	term.Type("val brune")
	term.wants("→ Département du Val-de-Brune")
	term.Press("tab")
	term.fill("220000")
	term.wants("Contributions", "▼ −148 303,84", "attention (+1) · 71 696,16 € de la subvention ne sont pas utilisés")
	term.Press("tab")
	term.fill("10%")
	term.wants("il faut un montant ou un taux")
	term.Press("enter")
	term.wants("Ajouter une subvention", "il faut un montant ou un taux")
	term.wantsChanges()
	term.Press("up", "up", "ctrl+u", "enter") // round to the amount, which is emptied
	term.wants("« Région » ajoutée, u annule")
	term.wantsChanges("add subsidies/region with label: Région, target: members/departement-val-de-brune, rate: 10%")
	term.Press("u")
	term.wantsChanges()
	term.Quit()
}

// A charge that a subsidy lowers cannot be removed before it; the subsidy can.
func TestRemove(t *testing.T) {
	term := start(t, 120, 40, emulator.Mono)
	term.Press("/")
	term.Type("contenus-ecoles\r")
	term.Press("d")
	term.wants("cible inconnue « charges/contenus-ecoles »")
	term.wantsChanges()
	term.Press("tab", "delete")
	term.wants("« État — contenus numériques du premier degré » retirée, u annule")
	term.Press("shift+tab", "d")
	term.wants("« Contenus pédagogiques — écoles » retirée, u annule")
	term.wantsChanges("remove subsidies/etat-premier-degre", "remove charges/contenus-ecoles")
	term.Press("u", "u", "tab", "tab", "d")
	term.wants("mettez le curseur sur une charge ou une subvention")
	term.wantsChanges()
	term.Quit()
}

// The view is exactly as large as its area, whatever has the focus, in both languages, also where the budget is odd.
func TestViewFillsItsArea(t *testing.T) {
	empty := demoWork(t)
	for _, address := range []string{"subsidies/etat-premier-degre", "subsidies/feder-colleges"} {
		remove(t, empty, address)
	}
	for _, charge := range empty.Stored().Charges {
		remove(t, empty, "charges/"+charge.ID)
	}
	works := []*scenarios.Workbench{
		demoWork(t), demoWork(t, incomplete...), empty,
		demoWork(t, "charges/hotline/label=漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字", "charges/hotline/planned=9999999999999.99", "subsidies/feder-colleges/amount=9999999999999.99"),
	}
	dark, err := theme.New("dark", true)
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		c := &ui.Ctx{Who: scenarios.Person{Role: scenarios.Lead}, Work: rapid.SampledFrom(works).Draw(t, "work"), Lang: rapid.SampledFrom([]lang.Lang{lang.FR, lang.EN}).Draw(t, "lang"), Theme: dark}
		s := budget.New()
		s.Refresh(c)
		s.Focus(s.All[rapid.IntRange(0, 3).Draw(t, "focus")])
		x, y := rapid.IntRange(0, 3).Draw(t, "x"), rapid.IntRange(0, 3).Draw(t, "y")
		area := image.Rect(x, y, x+rapid.IntRange(60, 200).Draw(t, "width"), y+rapid.IntRange(11, 54).Draw(t, "height"))
		lines := s.View(c, area)
		if len(lines) != area.Dy() {
			t.Fatalf("%d lines in %v:\n%s", len(lines), area, strings.Join(lines, "\n"))
		}
		for _, l := range lines {
			if widget.Width(l) != area.Dx() {
				t.Fatalf("%d columns in %v:\n%s", widget.Width(l), area, l)
			}
		}
	})
}

func remove(t *testing.T, work *scenarios.Workbench, address string) {
	t.Helper()
	c, err := scenarios.NewRemove(address)
	if err != nil {
		t.Fatal(err)
	}
	if err := work.Do(c); err != nil {
		t.Fatal(err)
	}
}
