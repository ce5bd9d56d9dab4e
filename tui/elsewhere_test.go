package tui_test

import (
	"path/filepath"
	"slices"
	"testing"

	"quotepart/scenarios"
	"quotepart/storage/demo"
	"quotepart/storage/dossier"
	"quotepart/tui"
	"quotepart/tui/emulator"
)

// What somebody else saved meanwhile, in another interface on the same folder, is not replaced before it could be seen.
func TestSavedElsewhere(t *testing.T) {
	const name = "à deux"
	theirs := scenarios.Scenario{Name: name, Note: "de l'autre", Changes: change(t, "tariffs/college-comptes/price", "7")}
	for what, test := range map[string]struct {
		keys, again []string
	}{
		"saved as a new one": {[]string{"S"}, []string{"r"}},
		"renamed":            {[]string{"f8", "end", "n"}, nil},
	} {
		t.Run(what, func(t *testing.T) {
			d, _, err := dossier.Read(demo.Files())
			must(t, err)
			dir := filepath.Join(t.TempDir(), "demo")
			must(t, dossier.WriteFolder(dir, d))
			o, _ := demoOptions(t)
			shelf := tui.FolderShelf{Dir: dir}
			o.Shelf = shelf
			o.Saved, err = shelf.List()
			must(t, err)
			must(t, o.Work.Do(change(t, "tariffs/college-comptes/price", "6.50")...))
			before := namesOn(t, shelf)
			term := start(t, o, 120, 36, emulator.Mono)
			made(t)(dossier.SaveScenario(dir, theirs, 0))
			give := func() {
				term.Press(test.keys...)
				term.Press("ctrl+e", "ctrl+u")
				term.Type(name)
				term.Press("enter")
			}
			give()
			term.WaitFor("Quelqu'un vous a précédé")
			if got := namesOn(t, shelf); len(got) != len(before)+1 {
				t.Errorf("%q became %q", before, got)
			}
			stands := func() scenarios.Scenario {
				kept, err := dossier.Scenarios(dir)
				must(t, err)
				return kept[slices.IndexFunc(kept, func(k dossier.Kept) bool { return k.Name == name })].Scenario
			}
			if got := stands(); !got.Equal(theirs) {
				t.Fatalf("theirs became %+v", got)
			}
			if test.again == nil {
				return
			}
			term.Press("esc") // now it is in the list, and replacing it is a choice
			give()
			term.WaitFor("existe déjà")
			term.Press(test.again...)
			term.WaitFor("enregistré")
			term.Press("q")
			term.WaitExit()
			if got := stands(); got.Equal(theirs) {
				t.Errorf("still %+v", got)
			}
		})
	}
}
