package dossier

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

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
	for range 2 { // the second time in the place of the first
		if err := SaveScenario(dir, one); err != nil {
			t.Fatal(err)
		}
	}
	if got := names(); len(got) != len(before)+1 || !slices.Contains(got, one.Name) {
		t.Fatalf("saved %q beside %q, found %q", one.Name, before, got)
	}
	if _, warnings, err := ReadFolder(dir); err != nil || len(warnings) > 0 {
		t.Fatalf("the folder no longer reads: %v, %v", err, warnings)
	}
	if err := SaveDraft(dir, one.Changes); err != nil {
		t.Fatal(err)
	}
	if draft, err := Draft(dir); err != nil || len(draft) != 1 || draft[0].String() != change.String() {
		t.Fatalf("draft %v, %v", draft, err)
	}
	if _, warnings, err := ReadFolder(dir); err != nil || len(warnings) > 0 {
		t.Fatalf("with a draft the folder no longer reads: %v, %v", err, warnings)
	}
	for range 2 { // also where there is none
		if err := SaveDraft(dir, nil); err != nil {
			t.Fatal(err)
		}
	}
	if draft, err := Draft(dir); err != nil || draft != nil {
		t.Fatalf("draft %v, %v", draft, err)
	}
	if err := DeleteScenario(dir, one.Name); err != nil {
		t.Fatal(err)
	}
	if got := names(); !slices.Equal(got, before) {
		t.Fatalf("after the deletion: %q, want %q", got, before)
	}
	if err := DeleteScenario(dir, one.Name); err == nil || !strings.Contains(err.Error(), "no longer exists") {
		t.Fatalf("deleting it again: %v", err)
	}
}

// A scenario that cannot be written leaves the old one.
func TestSaveScenarioThatFails(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "scenarios"), nil, 0o600); err != nil { // a file where the folder belongs
		t.Fatal(err)
	}
	err := SaveScenario(dir, scenarios.Scenario{Name: "x"})
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
			if err := SaveScenario(dir, s); err == nil {
				t.Errorf("%+v was saved", s)
			}
			if kept, err := Scenarios(dir); err != nil || len(kept) != 0 {
				t.Errorf("%+v left %v, %v", s, kept, err)
			}
		}
	}
}

// Characters that turn the direction of a text are escaped in a file, and come back as they were.
func TestTextThatTurns(t *testing.T) {
	const text = "avant \u202e\u2066après\u2069\u200e"
	rename, err := scenarios.NewSet("schools/0990001N/name", text)
	if err != nil {
		t.Fatal(err)
	}
	file := WriteScenario(scenarios.Scenario{Name: "un", Note: text, Changes: []scenarios.Change{rename}})
	if strings.ContainsFunc(string(file), turnsText) {
		t.Errorf("the file turns:\n%s", file)
	}
	s, err := ReadScenario("un.yaml", file)
	if err != nil || s.Note != text || s.Changes[0].Value != text {
		t.Errorf("%q came back as %+v, %v", text, s, err)
	}
}
