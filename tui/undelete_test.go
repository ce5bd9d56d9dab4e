package tui_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/storage"
	"quotepart/storage/demo"
	"quotepart/storage/dossier"
	"quotepart/tui"
	"quotepart/tui/emulator"
	"quotepart/tui/ui"
)

func namesOn(t *testing.T, shelf ui.Shelf) []string {
	t.Helper()
	var names []string
	for _, s := range list(t, shelf) {
		names = append(names, s.Name)
	}
	return names
}

// goTo puts the cursor of the Scenarios screen on the scenarios of a name.
func goTo(term *emulator.Term, name string) {
	term.Press("f8", "/", "ctrl+u")
	term.Type(name)
	term.Press("enter", "end")
}

// Deleting asks nothing and undo brings the scenario back with its mark, in the order of all that was done: an edit made after
// it is undone first.
func TestDeletionIsUndone(t *testing.T) {
	o, shelf := demoOptions(t)
	work := o.Work
	term := start(t, o, 120, 36, emulator.Mono)
	before := list(t, shelf)
	goTo(term, "FEDER")
	term.Press("m", "d")
	term.WaitFor("supprimé, u le rétablit : « Fin du FEDER »")
	lacks(t, term, "Supprimer ?")
	goTo(term, "Écoles")
	term.Press("d")
	term.WaitFor("supprimé, u le rétablit : « Écoles +2 % »")
	editPrice(term, "7")
	term.Press("enter", "u")
	if len(work.Changes()) != 0 || len(namesOn(t, shelf)) != 1 {
		t.Fatalf("the edit comes first: %v, %q", work.Changes(), namesOn(t, shelf))
	}
	term.Press("u")
	term.WaitFor("scénario « Écoles +2 % » rétabli")
	term.Press("u")
	term.WaitFor("scénario « Fin du FEDER » rétabli")
	term.Press("u")
	wants(t, term, "rien à annuler")
	if got := list(t, shelf); !slices.EqualFunc(got, before, func(a, b ui.Saved) bool {
		return a.Name == b.Name && a.Note == b.Note && len(a.Changes) == len(b.Changes)
	}) {
		t.Errorf("%+v became %+v", before, got)
	}
	goTo(term, "FEDER")
	wants(t, term, "●")
	term.Quit()
}

// A deletion that cannot be undone now says why, and the next undo tries it again.
func TestUndoOfADeletionThatFails(t *testing.T) {
	o, shelf := demoOptions(t)
	term := start(t, o, 120, 36, emulator.Mono)
	goTo(term, "FEDER")
	term.Press("d")
	term.WaitFor("supprimé, u le rétablit")
	shelf.refuse = lang.Wrong(lang.T("le disque est plein", "the disk is full"), lang.T("faites de la place", "make room"))
	term.Press("u")
	term.WaitFor("le disque est plein")
	shelf.refuse = nil
	term.Press("u")
	term.WaitFor("scénario « Fin du FEDER » rétabli")

	goTo(term, "FEDER")
	term.Press("d")
	term.WaitFor("supprimé, u le rétablit")
	if _, err := shelf.Save(scenarios.Scenario{Name: "Fin du FEDER", Note: "d'un autre"}, 0); err != nil {
		t.Fatal(err)
	}
	term.Press("u")
	term.WaitFor("« Fin du FEDER » est déjà là de nouveau")
	if i := slices.Index(namesOn(t, shelf), "Fin du FEDER"); i < 0 || list(t, shelf)[i].Note != "d'un autre" {
		t.Errorf("what somebody else saved was replaced: %+v", list(t, shelf))
	}
	term.Quit()
}

// A role that may not save can neither delete nor bring back, whatever reaches the shelf.
func TestReaderBringsNothingBack(t *testing.T) {
	c := &ui.Ctx{Shelf: tui.NewMemory(nil, "")}
	if ui.Delete(c, ui.Saved{}) != nil || ui.Restore(c, "x", scenarios.Version{}) != nil || !strings.Contains(c.Toast.Text.FR, "lecture") {
		t.Errorf("done, and said %q", c.Toast.Text.FR)
	}
}

// The store, a folder and the demo keep scenarios alike: deleted and brought back, they are what they were; a restored version
// is a new one, and the one before it stays.
func TestShelvesKeepWhatWasDeleted(t *testing.T) {
	d, _, err := dossier.Read(demo.Files())
	if err != nil {
		t.Fatal(err)
	}
	store, err := storage.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	if _, err := store.Import(d, lead("anne"), false); err != nil {
		t.Fatal(err)
	}
	folder := filepath.Join(t.TempDir(), "demo")
	if err := dossier.WriteFolder(folder, d); err != nil {
		t.Fatal(err)
	}
	const name = "Fin du FEDER"
	for kind, shelf := range map[string]ui.Shelf{"store": tui.NewStoreShelf(store, d.Year.ID, lead("anne"), store.Revision()), "folder": tui.FolderShelf{Dir: folder}, "demo": tui.NewMemory(d.Scenarios, "anne")} {
		before := namesOn(t, shelf)
		must(t, shelf.Delete(name, standing(t, shelf, name)))
		gone, err := shelf.Deleted()
		if err != nil || len(gone) != 1 || gone[0].Name != name || len(gone[0].Changes) != 1 || gone[0].At.IsZero() {
			t.Fatalf("%s: deleted %+v, %v", kind, gone, err)
		}
		made(t)(shelf.Restore(name, gone[0], 0))
		if got := namesOn(t, shelf); !slices.Equal(got, before) {
			t.Errorf("%s: %q became %q", kind, before, got)
		}
		if gone, _ := shelf.Deleted(); len(gone) != 0 {
			t.Errorf("%s: still deleted: %+v", kind, gone)
		}
		made(t)(shelf.Rename(name, scenarios.Scenario{Name: "FEDER", Note: "renommé"}, standing(t, shelf, name)))
		if gone, _ := shelf.Deleted(); len(gone) != 0 {
			t.Errorf("%s: a rename is no deletion: %+v", kind, gone)
		}
		versions, err := shelf.History("FEDER")
		if err != nil || versions[0].Deleted || versions[0].Note != "renommé" {
			t.Fatalf("%s: %+v, %v", kind, versions, err)
		}
		if kind == "folder" {
			continue // its history is that of git
		}
		last := versions[len(versions)-1]
		made(t)(shelf.Restore("FEDER", last, standing(t, shelf, "FEDER")))
		after, err := shelf.History("FEDER")
		if err != nil || len(after) != len(versions)+1 || after[0].Note != last.Note || after[0].Name != "FEDER" {
			t.Errorf("%s: restored %+v, %v", kind, after, err)
		}
	}
}

// standing is the revision at which a scenario stands on a shelf.
func standing(t *testing.T, shelf ui.Shelf, name string) uint64 {
	t.Helper()
	for _, s := range list(t, shelf) {
		if s.Name == name {
			return s.Revision
		}
	}
	return 0
}

// made wants a revision without an error.
func made(t *testing.T) func(uint64, error) uint64 {
	return func(revision uint64, err error) uint64 {
		t.Helper()
		must(t, err)
		if revision == 0 {
			t.Fatal("no revision was made")
		}
		return revision
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// A folder gets back the very file that was deleted, comments and all.
func TestFolderGetsItsFileBack(t *testing.T) {
	dir := t.TempDir()
	must(t, os.CopyFS(dir, demo.Files()))
	path := filepath.Join(dir, "scenarios", "fin-du-feder.yaml")
	text, err := os.ReadFile(path)
	must(t, err)
	text = append([]byte("# à revoir en juin\n"), text...)
	must(t, os.WriteFile(path, text, 0o600))
	shelf := tui.FolderShelf{Dir: dir}
	must(t, shelf.Delete("Fin du FEDER", standing(t, shelf, "Fin du FEDER")))
	if _, warnings, err := dossier.ReadFolder(dir); err != nil || len(warnings) > 0 {
		t.Errorf("with a deleted scenario the folder no longer reads: %v, %v", warnings, err)
	}
	gone, err := shelf.Deleted()
	must(t, err)
	made(t)(shelf.Restore("Fin du FEDER", gone[0], 0))
	if got, err := os.ReadFile(path); err != nil || string(got) != string(text) {
		t.Errorf("%v, %s", err, got)
	}
}
