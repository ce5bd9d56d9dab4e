package tariffs_test

import (
	"fmt"
	"image"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/storage/demo"
	"quotepart/storage/dossier"
	"quotepart/tui"
	"quotepart/tui/emulator"
	"quotepart/tui/tariffs"
	"quotepart/tui/theme"
	"quotepart/tui/ui"
	"quotepart/tui/widget"
)

func demoWork(t testing.TB) *scenarios.Workbench {
	t.Helper()
	d, _, err := dossier.Read(demo.Files())
	if err != nil {
		t.Fatal(err)
	}
	work, err := scenarios.NewWorkbench(d.Year)
	if err != nil {
		t.Fatal(err)
	}
	return work
}

// terminal is the interface on the demo, on the screen of the tariffs.
type terminal struct {
	*emulator.Term
	t    *testing.T
	work *scenarios.Workbench
}

func start(t *testing.T, width, height int, look emulator.Look) terminal {
	t.Helper()
	work, name := demoWork(t), "mono"
	if look == emulator.Color {
		name = "dark"
	}
	app, err := tui.New(tui.Options{Who: scenarios.Person{Role: scenarios.Lead}, Work: work, Shelf: tui.NewMemory(nil, "Jeanne"), Theme: name})
	if err != nil {
		t.Fatal(err)
	}
	term := terminal{emulator.Start(t, app, width, height, look), t, work}
	term.Press("f5")
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

// wantsChanges holds the changes so far against a list, once the program has taken its input.
func (tm terminal) wantsChanges(want ...string) {
	tm.t.Helper()
	tm.Settle()
	var got []string
	for _, c := range tm.work.Changes() {
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
		term.Press("end")
		term.Golden("list-" + at + "-color")
		term.Quit()
		term = start(t, size[0], size[1], emulator.Mono)
		term.Press("end")
		term.Golden("list-" + at + "-mono")
		term.Press("tab")
		term.Golden("fields-" + at + "-mono")
		term.Press("tab", "end", "l", "e", "ctrl+u")
		term.Type("1000")
		term.Golden("editing-" + at + "-mono")
		term.Quit()
	}
}

// A band that is made shorter leaves schools without a price: it is seen while typing, on the ruler, in words and in the totals.
func TestEditABand(t *testing.T) {
	term := start(t, 120, 40, emulator.Mono)
	term.Press("end", "tab", "tab", "end", "l", "e", "ctrl+u")
	term.Type("1000")
	term.wants("1 hors grille ×", "┤××", "erreur : aucune tranche pour l'effectif de 1", "INCOMPLET", "▼ −434,40")
	term.Press("esc")
	term.wants("14 563,84", "solde −4 616,16 €")
	term.wantsChanges()
	term.Press("e", "ctrl+u")
	term.Type("800") // below the start of the band
	term.wants("elle finit avant de commencer")
	term.Press("esc")
	term.Press("e", "ctrl+u")
	term.Type("1300\r")
	term.wantsChanges("set tariffs/college-sitetv/bands/900/to to 1300")
	term.Quit()
}

// Switching to a basis whose field is missing says so while the choices pass by and changes nothing; one whose field is there
// is one change.
func TestSwitchTheBasis(t *testing.T) {
	term := start(t, 120, 40, emulator.Mono)
	term.Press("end", "tab", "down", "down", "down", "e", "up") // from banded to per-active-pupil
	term.wants("la clé per-active-pupil du tarif college-sitetv demande « tool »", "14 563,84")
	term.Press("enter")
	term.wants("demande « tool »")
	term.Press("esc")
	term.wantsChanges()
	term.Press("shift+tab", "home", "down", "down", "down", "tab", "e", "up") // Le Robert: from per-school to per-class
	term.wants("par classe", "erreur : nombre de classes inconnu pour 50", "–  ▼ −20 470,00")
	term.Press("up", "up") // round the end: shared-equally
	term.wants("parts égales", "409,40 €")
	term.Press("enter")
	term.wantsChanges("set tariffs/college-robert/basis to shared-equally")
	term.wants("À répartir", "€ à répartir")
	term.Quit()
}

// A disabled tariff brings nothing, which is not 0, and its difference says what it brought.
func TestDisable(t *testing.T) {
	term := start(t, 120, 40, emulator.Mono)
	term.Press("end", "t")
	term.wants("« Ressource site.TV » ne compte plus, u annule", "–   ▼ −14 563,84", "inactif : ce tarif ne compte pas")
	term.wantsChanges("set tariffs/college-sitetv/enabled to false")
	term.Press("t")
	term.wants("« Ressource site.TV » compte, u annule")
	term.Press("u", "u")
	term.wants("14 563,84")
	term.wantsChanges()
	term.Quit()
}

// All prices are indexed, those of bands too, amounts are not; the effect is seen before it is accepted.
func TestIndex(t *testing.T) {
	term := start(t, 120, 40, emulator.Mono)
	term.Press("i")
	term.Type("abc")
	term.wants("n'est pas un pourcentage")
	term.Press("ctrl+u")
	term.Type("+3")
	term.wants("6,18", "421,682", "15 000,86", "Contributions", "▲ +5 739,12", "2 000,00      2 000,00")
	term.Press("esc")
	term.wants("132 672,00", "solde −4 616,16 €")
	term.wantsChanges()
	term.Press("i")
	term.Type("+3\r")
	term.wantsChanges("scale tariffs/*/price by 1.03")
	term.Quit()
}

// What is added by a form is undone at once; what is refused leaves the form open with the reason.
func TestAddATariff(t *testing.T) {
	term := start(t, 120, 40, emulator.Mono)
	term.Press("a")
	term.wants("Une masse à répartir s'écrit")
	term.fill("hotline", "Hotline", "4.2", "colege")
	term.wants("aucun choix ne répond à « colege » — école, collège, tous")
	term.Press("ctrl+u")
	term.Type("coll")
	term.wants("→ collège")
	term.Press("tab")
	term.fill("per-pupil")
	term.wants("demande « price »")
	term.Press("enter")
	term.wants("Ajouter un tarif", "demande « price »")
	term.wantsChanges()
	for range 5 { // the form starts on its first line again
		term.Press("tab")
	}
	term.fill("0,50")
	term.wants("▲ +11 056,00")
	term.Press("enter")
	term.wants("« Hotline » ajouté, u annule", "▸ Hotline", "11 056,00")
	term.wantsChanges("add tariffs/hotline with label: Hotline, article: 4.2, level: college, basis: per-pupil, price: 0,50")
	term.Press("u")
	term.wantsChanges()
	term.Press("a")
	term.fill("video", "Vidéo", "", "college", "banded", "100", "", "", "", "", "2000")
	term.wants("▲ +5 000,00")
	term.Press("esc")
	term.wants("solde −4 616,16 €")
	term.wantsChanges()
	term.Press("a")
	term.fill("video", "Vidéo", "", "college", "banded", "100", "", "", "", "", "2000\r")
	term.wantsChanges("add tariffs/video with label: Vidéo, level: college, basis: banded", "add tariffs/video/bands/1 with to: 2000, price: 100")
	term.wants("1 tranche")
	term.Quit()
}

func TestAddABand(t *testing.T) {
	term := start(t, 80, 24, emulator.Mono)
	term.Press("end", "tab", "tab", "a")
	term.wants("1101") // after the last one
	term.fill("", "1400", "480")
	term.wants("Contributions")
	term.Press("enter")
	term.wants("tranche de 1101 à 1400 ajoutée, u annule", "1 101    1 400        480,00")
	term.wantsChanges("add tariffs/college-sitetv/bands/1101 with to: 1400, price: 480")
	term.Press("a", "ctrl+u")
	term.fill("900", "950", "1\r")
	term.wants("Ajouter une tranche", "une tranche de college-sitetv commence déjà à 900")
	term.Press("esc", "u")
	term.wantsChanges()
	term.Quit()
}

// A tariff, or a band at an end, is removed and brought back; a band in the middle is refused, because it would leave a gap.
func TestRemove(t *testing.T) {
	term := start(t, 120, 40, emulator.Mono)
	term.Press("end", "d")
	term.wants("« Ressource site.TV » retiré, u annule")
	term.wantsChanges("remove tariffs/college-sitetv")
	term.Press("u", "end", "tab", "delete")
	term.wants("un champ ne se retire pas")
	term.Press("tab", "down", "down", "d")
	term.wants("aucune tranche de 400 à 599 élèves")
	term.wantsChanges()
	term.Press("end", "d")
	term.wants("tranche de 900 à 1 100 retirée, u annule", "2 hors grille ×")
	term.wantsChanges("remove tariffs/college-sitetv/bands/900")
	term.Quit()
}

// A charter from which everything is taken away is still shown, and actions on nothing say so.
func TestNoTariffs(t *testing.T) {
	term := start(t, 120, 40, emulator.Mono)
	for range 7 {
		term.Press("d")
	}
	term.wants("aucun tarif ; a en ajoute un", "aucun tarif à montrer")
	term.Press("d")
	term.wants("aucun tarif sous le curseur")
	term.Press("t", "e", "+", "tab", "e", "d", "a", "tab", "e", "a", "d", "tab", "i")
	term.Type("3\r")
	term.wants("ne désigne aucune valeur")
	term.Press("u")
	term.wants("Ressource site.TV")
	term.Quit()
}

// The view is exactly as large as its area, whatever has the focus, in both languages, also where a tariff is odd.
func TestViewFillsItsArea(t *testing.T) {
	odd := func(changes ...string) *scenarios.Workbench {
		work := demoWork(t)
		for _, text := range changes {
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
	empty := demoWork(t)
	for _, tariff := range empty.Stored().Charter.Tariffs {
		c, _ := scenarios.NewRemove("tariffs/" + tariff.ID)
		if err := empty.Do(c); err != nil {
			t.Fatal(err)
		}
	}
	works := []*scenarios.Workbench{
		demoWork(t), empty,
		odd("tariffs/college-sitetv/bands/900/to=1000", "tariffs/college-sitetv/note=", "tariffs/college-sitetv/label=漢字漢字漢字漢字漢字漢字漢字漢字漢字"),
		odd("tariffs/college-sitetv/bands/900/to=999999999", "tariffs/college-sitetv/bands/900/price=999999999.999999"),
		odd("tariffs/college-sitetv/enabled=false", "tariffs/college-sitetv/note="+strings.Repeat("très long ", 90)),
	}
	dark, err := theme.New("dark", true)
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		c := &ui.Ctx{Who: scenarios.Person{Role: scenarios.Lead}, Work: rapid.SampledFrom(works).Draw(t, "work"), Lang: rapid.SampledFrom([]lang.Lang{lang.FR, lang.EN}).Draw(t, "lang"), Theme: dark}
		s := tariffs.New()
		s.Refresh(c)
		s.All[0].Grid.Move(rapid.IntRange(0, 7).Draw(t, "tariff"))
		s.Focus(s.All[rapid.IntRange(0, 2).Draw(t, "focus")])
		s.Update(c, nil)
		x, y := rapid.IntRange(0, 3).Draw(t, "x"), rapid.IntRange(0, 3).Draw(t, "y")
		area := image.Rect(x, y, x+rapid.IntRange(60, 200).Draw(t, "width"), y+rapid.IntRange(11, 54).Draw(t, "height"))
		fills(t, s.View(c, area), area)
	})
}

func fills(t *rapid.T, lines []string, area image.Rectangle) {
	if len(lines) != area.Dy() {
		t.Fatalf("%d lines in %v:\n%s", len(lines), area, strings.Join(lines, "\n"))
	}
	for _, l := range lines {
		if widget.Width(l) != area.Dx() {
			t.Fatalf("%d columns in %v:\n%s", widget.Width(l), area, l)
		}
	}
}

// The bands tell the same numbers as the engine.
func TestBandsShowTheSchools(t *testing.T) {
	term := start(t, 80, 24, emulator.Mono)
	term.Press("end", "tab", "tab")
	use, ok := term.work.Result().Bands(term.work.Year().Tariff("college-sitetv"))
	if !ok {
		t.Fatal("no bands")
	}
	screen := strings.Split(term.Screen(), "\n")
	for i, b := range []engine.Band{{From: 1}, {From: 200}, {From: 400}, {From: 600}, {From: 900}} {
		f := strings.Fields(strings.NewReplacer("▸", " ", "┃", " ", "\u00a0", "").Replace(screen[4+i]))
		if f[0] != fmt.Sprint(b.From) || f[3] != fmt.Sprint(use.Schools[i]) {
			t.Errorf("line %q, want %d schools from %d on", screen[4+i], use.Schools[i], b.From)
		}
	}
	term.Quit()
}
