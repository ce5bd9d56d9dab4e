package dossier

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"quotepart/scenarios"
)

// A deleted scenario is moved aside and comes back, also beside another one of its name or file; a file in the trash that
// nobody can read is in nobody's way.
func TestTrash(t *testing.T) {
	dir := t.TempDir()
	do := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	now := func(name string) uint64 {
		k, _ := keptAs(dir, name) // none is 0
		return k.Revision
	}
	save := func(name, note string) {
		t.Helper()
		_, err := SaveScenario(dir, scenarios.Scenario{Name: name, Note: note}, now(name))
		do(err)
	}
	if gone, err := Deleted(dir); err != nil || gone != nil {
		t.Fatal(gone, err)
	}
	save("ham", "un")
	do(DeleteScenario(dir, "ham", now("ham")))
	trashDir := filepath.Join(dir, "scenarios", ".deleted")
	for name, text := range map[string]string{"0007-strange.yaml": "{", "notes.txt": "x", "-": "x"} {
		do(os.WriteFile(filepath.Join(trashDir, name), []byte(text), 0o600))
	}
	save("ham", "deux")
	do(DeleteScenario(dir, "ham", now("ham")))
	save("ham", "trois")
	versions, err := Versions(dir, "ham")
	do(err)
	var notes []string
	for _, v := range versions {
		notes = append(notes, v.Note)
	}
	if got := strings.Join(notes, " "); got != "trois deux un" || versions[1].Revision != 8 || versions[2].Revision != 1 {
		t.Errorf("%+v", versions)
	}
	if gone, err := Deleted(dir); err != nil || gone != nil {
		t.Errorf("it is there again: %+v, %v", gone, err)
	}
	_, err = RestoreScenario(dir, "ham", 1, now("ham")) // the one that is there is moved aside
	do(err)
	kept, err := Scenarios(dir)
	do(err)
	if len(kept) != 1 || kept[0].Note != "un" || kept[0].File != "scenarios/ham.yaml" {
		t.Errorf("%+v", kept)
	}
	_, err = RenameScenario(dir, "ham", scenarios.Scenario{Name: "Ham", Note: "quatre"}, now("ham"))
	do(err)
	if gone, err := Deleted(dir); err != nil || len(gone) != 1 || gone[0].Note != "trois" {
		t.Errorf("%+v, %v", gone, err)
	}
	_, err = RenameScenario(dir, "Ham", scenarios.Scenario{Name: "Ham", Note: "cinq"}, now("Ham"))
	do(err)
	_, err = RestoreScenario(dir, "ham", 9, 0)
	do(err)
	if kept, err := Scenarios(dir); err != nil || len(kept) != 2 || kept[0].Note != "cinq" || kept[1].Note != "trois" || kept[0].File == kept[1].File {
		t.Errorf("%+v, %v", kept, err)
	}
	_, unknown := RestoreScenario(dir, "ham", 99, 0)
	_, unnamed := RenameScenario(dir, "y", scenarios.Scenario{Name: "z"}, 0)
	for what, err := range map[string]error{
		"under number 99": unknown,
		`"x" no longer`:   DeleteScenario(dir, "x", 0),
		`"y" no longer`:   unnamed,
	} {
		if err == nil || !strings.Contains(err.Error(), what) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if _, err := Versions(dir, "nulle part"); err == nil || !strings.Contains(err.Error(), "no longer exists") {
		t.Error(err)
	}
}
