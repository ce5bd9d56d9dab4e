package tui_test

import (
	"regexp"
	"slices"
	"testing"

	"quotepart/engine/lang"
	"quotepart/tui"
	"quotepart/tui/emulator"
	"quotepart/tui/ui"
)

// aKey is a text that promises a key by its letter, and unresolved one that names an action for which it found no key.
var (
	aKey       = regexp.MustCompile(`(?:^|[ (;,])u (annule|le |la |revient|rétablit|undoes|brings|puts|takes|goes)`)
	unresolved = regexp.MustCompile(`\{[a-z.-]+\}`)
)

// Texts name the keys that the actions have: once undo is another key, nothing promises u any more, whatever is run, listed in the
// help or said.
func TestTextsNameTheKeysThatAreBound(t *testing.T) {
	keys := ui.Keymap{"undo": {"z", "ctrl+z"}, "budget.basis": {"é"}}
	for _, l := range []lang.Lang{lang.FR, lang.EN} {
		o, _ := demoOptions(t)
		app, err := tui.New(o)
		if err != nil {
			t.Fatal(err)
		}
		said := ""
		for _, screen := range app.Screens() {
			app.ShowScreen(screen)
			for _, b := range app.Bindings() {
				if b.ID == "quit" || len(b.Keys) == 0 {
					continue
				}
				o, _ := demoOptions(t)
				o.Keys, o.Lang = keys, l
				one, err := tui.New(o)
				if err != nil {
					t.Fatal(err)
				}
				one.ShowScreen(screen)
				term := emulator.Start(t, one, 160, 60, emulator.Mono)
				key := b.Keys[0]
				if mine, ok := keys[b.ID]; ok {
					key = mine[0]
				}
				term.Press(key)
				said += screen + " " + b.ID + "\n" + term.Screen()
				term.Press("esc", "esc")
				term.Quit()
			}
		}
		if found := aKey.FindAllString(said, 3); found != nil {
			t.Errorf("%v: %q promise a key that is another one", l, found)
		}
		if found := unresolved.FindAllString(said, -1); found != nil {
			slices.Sort(found)
			t.Errorf("%v: %q stay in the texts", l, slices.Compact(found))
		}
		want := map[lang.Lang]string{lang.FR: `z annule`, lang.EN: `z undoes it`}[l]
		if !regexp.MustCompile(want).MatchString(said) {
			t.Errorf("%v: nothing tells %q", l, want)
		}
	}
}
