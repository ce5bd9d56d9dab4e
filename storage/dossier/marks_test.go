package dossier

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"quotepart/scenarios"
	"quotepart/storage/demo"
)

// A folder keeps marks in a file of its own, which readers of the dossier pass over; what is wrong with it is told and changes nothing.
func TestFolderKeepsMarks(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "demo")
	if err := os.CopyFS(dir, demo.Files()); err != nil {
		t.Fatal(err)
	}
	if marks, err := Marks(dir); err != nil || marks != nil {
		t.Fatalf("marks %v, %v", marks, err)
	}
	at := time.Date(2026, 10, 20, 14, 30, 0, 0, time.UTC)
	a := scenarios.Mark{Finding: "members/a missing 1.00 0.00", Note: `vu avec "le payeur", avoir à venir`, By: "jeanne", At: at}
	b := scenarios.Mark{Finding: "charges/b different 2.00 1.00", Note: "première note", At: at}
	first := b
	b.Note = "vue"
	for _, m := range []scenarios.Mark{first, a, b} { // the last in the place of the first
		if err := Mark(dir, m); err != nil {
			t.Fatal(err)
		}
	}
	if marks, err := Marks(dir); err != nil || !slices.Equal(marks, []scenarios.Mark{b, a}) {
		t.Fatalf("marks %v, %v", marks, err)
	}
	if _, warnings, err := ReadFolder(dir); err != nil || len(warnings) > 0 {
		t.Fatalf("with marks the folder no longer reads: %v, %v", err, warnings)
	}
	if err := Unmark(dir, b.Finding); err != nil {
		t.Fatal(err)
	}
	if err := Unmark(dir, b.Finding); err == nil || !strings.Contains(err.Error(), "not marked") {
		t.Errorf("error %v", err)
	}
	if err := Mark(dir, scenarios.Mark{Finding: "x", Note: ""}); err == nil || !strings.Contains(err.Error(), "the note is missing") {
		t.Errorf("error %v", err)
	}
	if marks, err := Marks(dir); err != nil || !slices.Equal(marks, []scenarios.Mark{a}) {
		t.Fatalf("marks %v, %v", marks, err)
	}
	bad := "finding,note,by,at\n,note,jeanne,2026-10-20T14:30:00Z\nx,note,jeanne,demain\n"
	if err := os.WriteFile(filepath.Join(dir, marksFile), []byte(bad), 0o644); err != nil {
		t.Fatal(err)
	}
	want := ".checked.csv:2:1: the finding is missing — delete the row\n" + `.checked.csv:3:15: "demain" is not a date with its time — write for example 2021-10-12T14:30:00Z`
	if _, err := Marks(dir); err == nil || err.Error() != want {
		t.Errorf("error %v", err)
	}
	if err := Mark(dir, a); err == nil {
		t.Error("a mark was written over a file that cannot be read")
	}
	if now, err := os.ReadFile(filepath.Join(dir, marksFile)); err != nil || string(now) != bad {
		t.Errorf("the file was changed to %s, %v", now, err)
	}
}
