package dossier

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"quotepart/engine/lang"
	"quotepart/engine/lang/langtest"
	"quotepart/scenarios"
	"quotepart/storage/demo"
)

// A folder keeps scenarios as a store does: saved, replaced under their name, deleted, and the dossier stays readable.
func TestFolderKeepsScenarios(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "demo")
	d, _, err := Read(demo.Files())
	if err != nil {
		t.Fatal(err)
	}
	if err := WriteFolder(dir, d); err != nil {
		t.Fatal(err)
	}
	names := func() []string {
		kept, err := Scenarios(dir)
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, k := range kept {
			out = append(out, k.Name)
		}
		return out
	}
	before := names()
	change, err := scenarios.NewSet("tariffs/college-comptes/price", "6.50")
	if err != nil {
		t.Fatal(err)
	}
	one := scenarios.Scenario{Name: "Écoles + 2 %", Note: "un nom qui donne le même fichier", Changes: []scenarios.Change{change}}
	revision := uint64(0)
	for range 2 { // the second time in the place of the first
		if revision, err = SaveScenario(dir, one, revision); err != nil {
			t.Fatal(err)
		}
	}
	if got := names(); len(got) != len(before)+1 || !slices.Contains(got, one.Name) {
		t.Fatalf("saved %q beside %q, found %q", one.Name, before, got)
	}
	if _, warnings, err := ReadFolder(dir); err != nil || len(warnings) > 0 {
		t.Fatalf("the folder no longer reads: %v, %v", err, warnings)
	}
	for _, d := range []scenarios.Draft{{Changes: one.Changes}, {Changes: one.Changes, Of: one.Name, Note: one.Note, Revision: revision}, {Changes: one.Changes, Of: "supprimé"}} {
		if err := SaveDraft(dir, d); err != nil {
			t.Fatal(err)
		}
		if draft, err := Draft(dir); err != nil || !reflect.DeepEqual(draft, d) {
			t.Fatalf("draft %+v, want %+v, %v", draft, d, err)
		}
	}
	if _, warnings, err := ReadFolder(dir); err != nil || len(warnings) > 0 {
		t.Fatalf("with a draft the folder no longer reads: %v, %v", err, warnings)
	}
	for range 2 { // also where there is none
		if err := SaveDraft(dir, scenarios.Draft{}); err != nil {
			t.Fatal(err)
		}
	}
	if draft, err := Draft(dir); err != nil || draft.Changes != nil {
		t.Fatalf("draft %v, %v", draft, err)
	}
	if err := DeleteScenario(dir, one.Name, revision); err != nil {
		t.Fatal(err)
	}
	if got := names(); !slices.Equal(got, before) {
		t.Fatalf("after the deletion: %q, want %q", got, before)
	}
	if err := DeleteScenario(dir, one.Name, revision); err == nil || !strings.Contains(err.Error(), "no longer exists") {
		t.Fatalf("deleting it again: %v", err)
	}
}

// A scenario that cannot be written leaves the old one.
func TestSaveScenarioThatFails(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "scenarios"), nil, 0o600); err != nil { // a file where the folder belongs
		t.Fatal(err)
	}
	_, err := SaveScenario(dir, scenarios.Scenario{Name: "x"}, 0)
	if err == nil || !strings.Contains(err.Error(), "scenarios") {
		t.Fatalf("got %v", err)
	}
}

// A scenario whose file could not be read again is refused: it would take the whole folder with it.
func TestSaveScenarioThatCannotBeRead(t *testing.T) {
	for _, text := range []string{"a\x1b[31mb", "a\r\nb", "a\u0085b", "a\xffb", "a\x00b"} {
		rename, err := scenarios.NewSet("schools/0990001N/name", text)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range []scenarios.Scenario{{Name: "un", Note: text}, {Name: "un", Changes: []scenarios.Change{rename}}} {
			dir := t.TempDir()
			if _, err := SaveScenario(dir, s, 0); err == nil {
				t.Errorf("%+v was saved", s)
			}
			if kept, err := Scenarios(dir); err != nil || len(kept) != 0 {
				t.Errorf("%+v left %v, %v", s, kept, err)
			}
		}
	}
}

// Hidden characters are escaped in a file, and come back as they were.
func TestHiddenCharactersInAFile(t *testing.T) {
	text := strings.Join(langtest.Stored(), " ") + "\n" + strings.Join(langtest.Legitimate, " ")
	rename, err := scenarios.NewSet("schools/0990001N/name", text)
	if err != nil {
		t.Fatal(err)
	}
	file := WriteScenario(scenarios.Scenario{Name: "un", Note: text, Changes: []scenarios.Change{rename}})
	if lang.HasHidden(string(file)) {
		t.Errorf("the file hides something:\n%q", file)
	}
	s, err := ReadStoredScenario("un.yaml", file)
	if err != nil || s.Note != text || s.Changes[0].Value != text {
		t.Errorf("%q came back as %+v, %v", text, s, err)
	}
}

// What somebody else wrote, renamed or deleted in between is never written over: the error tells what stands there, and nothing has
// changed.
func TestStaleInAFolder(t *testing.T) {
	dir := t.TempDir()
	x := scenarios.Scenario{Name: "x", Note: "le mien"}
	stale := func(err error, note string, gone bool) {
		t.Helper()
		var st *scenarios.Stale
		if !errors.Is(err, scenarios.ErrStale) || !errors.As(err, &st) || st.Theirs.Name != "x" || st.Theirs.Note != note || st.Theirs.Deleted != gone || st.Theirs.At.IsZero() {
			t.Errorf("%v: %+v", err, st)
		}
	}
	first, err := SaveScenario(dir, x, 0)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "scenarios", "x.yaml")
	if err := os.WriteFile(file, []byte("format: quotepart/1\nname: x\nnote: le sien\nchanges: []\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err = SaveScenario(dir, x, first)
	stale(err, "le sien", false)
	_, err = SaveScenario(dir, x, 0)
	stale(err, "le sien", false)
	stale(DeleteScenario(dir, "x", first), "le sien", false)
	_, err = RenameScenario(dir, "x", scenarios.Scenario{Name: "y"}, first)
	stale(err, "le sien", false)
	y, err := SaveScenario(dir, scenarios.Scenario{Name: "y"}, 0)
	if err != nil {
		t.Fatal(err)
	}
	_, err = RenameScenario(dir, "y", x, y) // the name is taken
	stale(err, "le sien", false)
	kept, err := Scenarios(dir)
	if err != nil || len(kept) != 2 || kept[0].Note != "le sien" {
		t.Fatalf("%+v, %v", kept, err)
	}
	if err := DeleteScenario(dir, "x", kept[0].Revision); err != nil {
		t.Fatal(err)
	}
	_, err = SaveScenario(dir, x, first)
	stale(err, "", true)
	_, err = RenameScenario(dir, "x", scenarios.Scenario{Name: "z"}, first)
	stale(err, "", true)
	if _, err := SaveScenario(dir, x, 0); err != nil {
		t.Errorf("a name that was deleted is free: %v", err)
	}
	_, err = RestoreScenario(dir, "x", 1, 0)
	stale(err, "le mien", false)
}
