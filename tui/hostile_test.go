package tui_test

import (
	"slices"
	"strings"
	"testing"

	"quotepart/engine/enginetest"
	"quotepart/engine/lang"
	"quotepart/engine/lang/langtest"
	"quotepart/scenarios"
	"quotepart/storage"
	"quotepart/tui"
	"quotepart/tui/emulator"
	"quotepart/tui/widget"
)

// hostileOptions starts on the demo with hostile text in every name, note and number, also of scenarios, marks and people.
func hostileOptions(t testing.TB) (tui.Options, *keeper) {
	t.Helper()
	o, shelf := demoOptions(t)
	work, err := scenarios.NewWorkbench(enginetest.Hostile(o.Work.Stored(), langtest.Hostile))
	if err != nil {
		t.Fatal(err)
	}
	var saved []scenarios.Scenario
	for i, hostile := range langtest.Hostile {
		saved = append(saved, scenarios.Scenario{Name: hostile, Note: hostile, Changes: append(o.Saved[i%len(o.Saved)].Changes, change(t, "schools/0990001N/name", hostile)...)})
	}
	o.Calls, o.Invoices = slices.Clone(o.Calls), slices.Clone(o.Invoices)
	for i, hostile := range langtest.Hostile {
		call, invoice := &o.Calls[i%len(o.Calls)], &o.Invoices[i%len(o.Invoices)]
		call.Number, call.Status, invoice.Number, invoice.Supplier = hostile, hostile, hostile, hostile
	}
	shelf.Memory = tui.NewMemory(saved, langtest.Hostile[0])
	o.Who.Name = langtest.Hostile[0]
	o.Work, o.Shelf = work, shelf
	o.Saved, _ = shelf.List()
	return o, shelf
}

// borders are the characters of frames, each with its place, of a screen.
func borders(screen string) string {
	var b strings.Builder
	for line := range strings.Lines(screen) {
		column := 0
		for _, r := range line {
			if strings.ContainsRune("│┃┌┐└┘┏┓┗┛", r) {
				b.WriteString(strings.Repeat(" ", column) + string(r))
				column = 0
			}
			column += widget.Width(string(r))
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// With hostile names every screen keeps its frames and the split bar where they are without them, and the terminal its title and its
// clipboard.
func TestHostileNamesMoveNothing(t *testing.T) {
	for _, l := range []lang.Lang{lang.FR, lang.EN} {
		var terms [2]*emulator.Term
		var screens []string
		for i, options := range []func(testing.TB) (tui.Options, *keeper){demoOptions, hostileOptions} {
			o, _ := options(t)
			o.Lang = l
			app, err := tui.New(o)
			if err != nil {
				t.Fatal(err)
			}
			screens = app.Screens()
			terms[i] = emulator.Start(t, app, 80, 24, emulator.Mono)
		}
		for _, screen := range screens {
			sound, hostile := terms[0].Screen(), terms[1].Screen()
			if borders(sound) != borders(hostile) {
				t.Errorf("%s in %s: the frames have moved:\n%s\nwith hostile names\n%s", screen, l, sound, hostile)
			}
			if wrong := langtest.Shows(hostile); wrong != "" {
				t.Errorf("%s in %s: %s", screen, l, wrong)
			}
			for _, term := range terms {
				term.Press("down", ">")
			}
		}
		if title := terms[1].Title(); title != terms[0].Title() {
			t.Errorf("the title is %q", title)
		}
		if copied := terms[1].Clipboard(); copied != "" {
			t.Errorf("%q is in the clipboard", copied)
		}
		for _, term := range terms {
			term.Quit()
		}
	}
}

// Every action on every screen, on hostile names: no frame holds anything but its own colours, and what is copied is clean.
func TestHostileNamesInEveryAction(t *testing.T) {
	o, _ := hostileOptions(t)
	first, err := tui.New(o)
	if err != nil {
		t.Fatal(err)
	}
	copied := 0
	for _, screen := range first.Screens() {
		for _, b := range first.Bindings() {
			m := newMonkey(t, 1, hostileOptions)
			m.app.ShowScreen(screen)
			for _, k := range append([]string{"down"}, b.Keys...) {
				m.do(act{key: k})
				for range 20 {
					if len(m.pending) > 0 {
						m.runOne()
					}
				}
			}
			for _, k := range []string{"down", "enter", "a", "enter"} {
				m.do(act{key: k})
			}
			copied += m.copied
		}
	}
	if copied == 0 {
		t.Error("nothing was copied")
	}
}

// The start screen lists years with hostile labels and people as any others, and an import from a hostile path says what is wrong with it.
func TestHostileStart(t *testing.T) {
	var years []storage.YearInfo
	for _, hostile := range langtest.Hostile {
		years = append(years, storage.YearInfo{ID: "2025-2026", Label: hostile, Author: hostile, Schools: 1, Members: 1})
	}
	sound := slices.Repeat(twoYears[1:], len(years))
	for i := range sound {
		sound[i].Schools, sound[i].Members = 1, 1
	}
	var terms [2]*emulator.Term
	for i, list := range [][]storage.YearInfo{sound, years} {
		terms[i], _ = startScreen(t, tui.StartOptions{Who: scenarios.Person{Role: scenarios.Lead, Name: langtest.Hostile[0]}, Years: list}, 80, 24)
	}
	for range years {
		a, b := terms[0].Screen(), terms[1].Screen()
		if wrong := langtest.Shows(b); wrong != "" || borders(a) != borders(b) {
			t.Fatalf("%s, or the frames have moved:\n%s\n%s", wrong, a, b)
		}
		for _, term := range terms {
			term.Press("down")
		}
	}
	for _, hostile := range langtest.Hostile {
		terms[1].Press("i")
		terms[1].Paste(hostile)
		terms[1].Press("enter")
		terms[1].WaitUntil("the fault", func(screen string) bool { return strings.Contains(screen, "n'existe pas") })
		if wrong := langtest.Shows(terms[1].Screen()); wrong != "" {
			t.Errorf("%q: %s", hostile, wrong)
		}
		terms[1].Press("esc", "esc")
	}
	for _, term := range terms {
		term.Quit()
	}
}

// A draft of hostile changes, and a notice of a hostile colleague, are offered and said without harm.
func TestHostileDraft(t *testing.T) {
	for _, hostile := range langtest.Hostile {
		o, _ := hostileOptions(t)
		o.Draft = scenarios.Draft{Of: hostile, Note: hostile, Revision: 1, Changes: change(t, "schools/0990001N/name", hostile)}
		app, err := tui.New(o)
		if err != nil {
			t.Fatal(err)
		}
		app.Resize(80, 24)
		for _, key := range []string{"down", "enter", "f8", "enter"} {
			if wrong := langtest.Shows(uncoloured(app.View().Content)); wrong != "" {
				t.Errorf("%q before %s: %s", hostile, key, wrong)
			}
			press(app, key)
		}
	}
}
