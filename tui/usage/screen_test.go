package usage_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"pgregory.net/rapid"

	"quotepart/engine"
	"quotepart/engine/enginetest"
	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/storage/demo"
	"quotepart/storage/dossier"
	"quotepart/tui"
	"quotepart/tui/emulator"
	"quotepart/tui/widget"
)

// open runs the interface on the demo, changed before, on the screen of the usage.
func open(t *testing.T, l lang.Lang, width, height int, look emulator.Look, before ...scenarios.Change) (*emulator.Term, *scenarios.Workbench) {
	t.Helper()
	d, _, err := dossier.Read(demo.Files())
	if err != nil {
		t.Fatal(err)
	}
	y, err := scenarios.Apply(d.Year, before)
	if err != nil {
		t.Fatal(err)
	}
	w, err := scenarios.NewWorkbench(y)
	if err != nil {
		t.Fatal(err)
	}
	o := tui.Options{Who: scenarios.Person{Role: scenarios.Lead}, Work: w, Shelf: tui.NewMemory(nil, "Jeanne"), Theme: "mono", Lang: l}
	if look != emulator.Mono {
		o.Theme = "dark"
	}
	app, err := tui.New(o)
	if err != nil {
		t.Fatal(err)
	}
	tm := emulator.Start(t, app, width, height, look)
	tm.Press("f6")
	tm.WaitFor(map[lang.Lang]string{lang.FR: "▸Usages", lang.EN: "▸Usage"}[l])
	return tm, w
}

func set(t *testing.T, address, value string) scenarios.Change {
	t.Helper()
	c, err := scenarios.NewSet(address, value)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// shows wants texts on the screen; a text that starts with no: must not be there.
func shows(t *testing.T, tm *emulator.Term, texts ...string) {
	t.Helper()
	screen := strings.ReplaceAll(tm.Screen(), "\u00a0", " ")
	for _, text := range texts {
		unwanted, not := strings.CutPrefix(text, "no:")
		if not == strings.Contains(screen, unwanted) {
			t.Errorf("%q on the screen, which is\n%s", text, screen)
			return
		}
	}
}

func wantChanges(t *testing.T, tm *emulator.Term, w *scenarios.Workbench, want ...string) {
	t.Helper()
	tm.Settle()
	var got []string
	for _, c := range w.Changes() {
		got = append(got, c.String())
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("changes %q\nwant %q", got, want)
	}
}

func TestGoldens(t *testing.T) {
	for _, size := range [][2]int{{60, 15}, {80, 24}, {120, 40}} {
		for name, look := range map[string]emulator.Look{"color": emulator.Color, "mono": emulator.Mono} {
			name := fmt.Sprintf("moved-%dx%d-%s", size[0], size[1], name)
			t.Run(name, func(t *testing.T) {
				tm, _ := open(t, lang.FR, size[0], size[1], look)
				tm.Press("left")
				tm.Golden(name)
			})
		}
		name := fmt.Sprintf("school-%dx%d", size[0], size[1])
		t.Run(name, func(t *testing.T) {
			tm, _ := open(t, lang.EN, size[0], size[1], emulator.Mono)
			tm.Press("tab", "down", "down")
			tm.Golden(name)
		})
	}
}

func TestThresholdMovesByBuckets(t *testing.T) {
	tm, w := open(t, lang.FR, 120, 40, emulator.Mono)
	shows(t, tm, "60 min", "3 607 > 60 min ▸", "◂ 18 179 non facturés", "3 933", "23 598,00", "│ seuil 60")
	tm.Press("right")
	shows(t, tm, "75 min", "2 483 > 75 min ▸", "16 854,00", "▼ −6 744,00", "│ seuil 75")
	tm.Press("left", "left")
	shows(t, tm, "45 min", "4 812 >", "30 828,00", "▲ +7 230,00", "1 hypothèse")
	wantChanges(t, tm, w, "set tariffs/college-maxicours/threshold to 45")
	tm.Press("left", "left", "left", "left", "left")
	shows(t, tm, "0 min", "le seuil est au début de l'histogramme")
	wantChanges(t, tm, w, "set tariffs/college-maxicours/threshold to 0")
	tm.Press("e", "ctrl+u", "5", "0")
	shows(t, tm, "4 812 > 50 min", "30 828,00")
	tm.Press("enter", "right") // from between two buckets to the upper one
	shows(t, tm, "60 min", "23 598,00")
	tm.Press("u", "u")
	shows(t, tm, "0 min")
	tm.Press("end", "right", "right", "right", "right", "right", "right", "right", "right", "right", "right", "right", "right", "right")
	shows(t, tm, "600 min", "◂ 21 786 non facturés", "le seuil est au bout")
}

func TestOneSchool(t *testing.T) {
	tm, w := open(t, lang.FR, 120, 40, emulator.Mono)
	tm.Press("tab")
	shows(t, tm, "maxicours · Collège Jules Ferry", "◂ 683 non facturés", "59 > 60 min ▸", "354,00 €")
	tm.Press("right", "right", "right") // columns here, not the threshold
	wantChanges(t, tm, w)
	tm.Press("e", "ctrl+u", "1", "4", "8", "4", "enter") // twice the pupils, the same profile
	shows(t, tm, "facturés, rapportés à 1 484 élèves", "118", "708,00 €  ▲ +354,00")
	wantChanges(t, tm, w, "set schools/0990001N/pupils to 1484")
	tm.Press("enter")
	shows(t, tm, "▸Établissements", "▸ Collège Jules Ferry")
	tm.Press("f6", "esc")
	shows(t, tm, "maxicours · 50 établissements")
}

func TestSchoolWithoutUsage(t *testing.T) {
	tm, _ := open(t, lang.FR, 120, 40, emulator.Mono)
	tm.Press("tab", "right", "right", "o", "o", "home") // those without a known use come first
	shows(t, tm, "> seuil▲", "Aucun usage connu de maxicours", "dont supposés, sans usage connu", "326")
	tm.Press("f6", "tab", "tab", "l", "e", "ctrl+u", "5", "0", "%")
	shows(t, tm, "163")
}

func TestPaidYear(t *testing.T) {
	tm, _ := open(t, lang.FR, 120, 40, emulator.Mono, set(t, "year/basis", "paid"))
	shows(t, tm, "3 607", "21 642,00", "no:dont supposés", "établissements sans usage connu")
	tm.Press("tab", "right", "right", "o", "o", "home")
	shows(t, tm, "exercice réalisé, personne n'est facturé", "L'usage supposé ne compte", "0,00 €")
}

func TestYearWithoutUsage(t *testing.T) {
	tm, w := open(t, lang.FR, 80, 24, emulator.Mono, set(t, "tariffs/college-maxicours/tool", "autre"))
	shows(t, tm, "Aucun usage connu de autre", "100 %", "22 112", "132 672,00")
	tm.Press("right")
	shows(t, tm, "aucun usage connu : e saisit le seuil")
	wantChanges(t, tm, w)
}

func TestDisabledTariff(t *testing.T) {
	tm, w := open(t, lang.FR, 120, 40, emulator.Mono, set(t, "tariffs/college-maxicours/enabled", "false"))
	shows(t, tm, "désactivé", "aucun tarif actif sous le curseur")
	tm.Press("left", "tab", "enter")
	wantChanges(t, tm, w)
}

func TestNoTariff(t *testing.T) {
	tm, w := open(t, lang.EN, 60, 15, emulator.Mono, set(t, "tariffs/college-maxicours/basis", "per-pupil"))
	shows(t, tm, "No tariff is billed by active pupil.", "per-active-pupil")
	tm.Press("left", "e", "tab", "enter", "o")
	wantChanges(t, tm, w)
	shows(t, tm, "No tariff is billed by active pupil.")
}

func TestSeveralTariffs(t *testing.T) {
	ecoles := scenarios.Change{Op: scenarios.Add, Address: scenarios.Address{Collection: scenarios.InTariffs, ID: "ecole-tablettes"}, With: []scenarios.Value{
		{Field: "label", Value: "Tablettes"}, {Field: "level", Value: "ecole"}, {Field: "basis", Value: "per-active-pupil"},
		{Field: "tool", Value: "tablettes"}, {Field: "threshold", Value: "10"}, {Field: "price", Value: "0.25"}, {Field: "assumed", Value: "20%"}}}
	tm, w := open(t, lang.FR, 120, 40, emulator.Mono, ecoles)
	shows(t, tm, "Établissements · maxicours", " 50 ")
	tm.Press("down")
	shows(t, tm, "Établissements · tablettes", " 300 ", "tablettes · 300 établissements", "no:Jules Ferry  ")
	tm.Press("up")
	shows(t, tm, "Établissements · maxicours", " 50 ")
	tm.Press("right")
	wantChanges(t, tm, w, "set tariffs/college-maxicours/threshold to 75")
}

// frame is one message and the frame after it: exactly as large as the terminal.
func frame(t *rapid.T, app tea.Model, width, height int, msg tea.Msg) {
	app.Update(msg)
	lines := strings.Split(app.View().Content, "\n")
	if len(lines) != height {
		t.Fatalf("%d lines of %d after %v\n%s", len(lines), height, msg, app.View().Content)
	}
	for _, l := range lines {
		if w := widget.Width(l); w != width {
			t.Fatalf("a line of %d columns of %d after %v: %q", w, width, msg, l)
		}
	}
}

// key is a key by its name, as far as this test needs it.
func key(name string) tea.KeyPressMsg {
	special := map[string]rune{"up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft, "right": tea.KeyRight, "tab": tea.KeyTab,
		"enter": tea.KeyEnter, "esc": tea.KeyEscape, "f6": tea.KeyF6}
	if code, ok := special[name]; ok {
		return tea.KeyPressMsg{Code: code}
	}
	return tea.KeyPressMsg{Code: []rune(name)[0], Text: name}
}

var keys = []string{"up", "down", "left", "left", "right", "right", "tab", "tab", "enter", "esc", "f6", "h", "l", "o", "/", "e", "e", "1", "9", "0", " ", "*",
	"+", "-", "u", "U", "L", "é", "maxi"}

// Whatever the year, the size and the keys: every frame fits and nothing panics.
func TestAnyKeysOnAnyYear(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, err := scenarios.NewWorkbench(enginetest.RandomYear(t))
		if errors.Is(err, engine.ErrOverflow) {
			t.Skip("this random year passes 64 bits: there is no result to look at")
		}
		if err != nil {
			t.Fatal(err)
		}
		app, err := tui.New(tui.Options{Who: scenarios.Person{Role: scenarios.Lead}, Work: w, Shelf: tui.NewMemory(nil, "x"), Theme: "mono"})
		if err != nil {
			t.Fatal(err)
		}
		width, height := rapid.IntRange(60, 210).Draw(t, "width"), rapid.IntRange(15, 60).Draw(t, "height")
		frame(t, app, width, height, tea.WindowSizeMsg{Width: width, Height: height})
		frame(t, app, width, height, key("f6"))
		for _, k := range rapid.SliceOfN(rapid.SampledFrom(keys), 1, 60).Draw(t, "keys") {
			frame(t, app, width, height, key(k))
		}
	})
}
