package storage

import (
	"archive/tar"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// unpack lays out a store that an earlier version wrote.
func unpack(t *testing.T, archive string) (dir string) {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", archive))
	must(t, err)
	defer f.Close()
	z, err := gzip.NewReader(f)
	must(t, err)
	dir = t.TempDir()
	for r := tar.NewReader(z); ; {
		h, err := r.Next()
		if err == io.EOF {
			return dir
		}
		must(t, err)
		if strings.HasSuffix(h.Name, "/") {
			continue
		}
		data, err := io.ReadAll(r)
		must(t, err)
		write(t, filepath.Join(dir, h.Name), string(data))
	}
}

// A store of schema 1, as the version of that schema wrote it, opens with all that it held, and stays where it was.
func TestSchema1IsMigrated(t *testing.T) {
	dir := unpack(t, "schema-1.tar.gz")
	before := names(t, dir)
	s := open(t, dir)
	if n := s.Notices(); len(n) != 1 || !strings.Contains(n[0].EN, "schema 2") {
		t.Errorf("%v", n)
	}
	for _, path := range before {
		if _, err := os.Stat(path); err != nil {
			t.Error("the old store is not whole:", err)
		}
	}
	wantSchema1(t, s)
	shut(t, s)
	s = open(t, dir)
	if n := s.Notices(); len(n) != 0 {
		t.Errorf("%v", n)
	}
	wantSchema1(t, s)
	must(t, keep(s, demoID, scenario(t, "renommé", "year/basis=paid"), "anne"))
}

// wantSchema1 wants what testdata/schema-1.tar.gz was made of.
func wantSchema1(t *testing.T, s *Store) {
	t.Helper()
	years, err := s.Years()
	if err != nil || len(years) != 2 || years[0].Label != "Exercice remplacé" || years[0].Author != "paul" || years[1].ID != "2026-2027" {
		t.Errorf("%+v, %v", years, err)
	}
	want := demoDossier(t)
	want.Year.Label = "Exercice remplacé"
	want.Scenarios = append(want.Scenarios, scenario(t, "renommé", "schools/0800002T/pupils=720"))
	want.Scenarios[len(want.Scenarios)-1].Note = "troisième"
	wantDossier(t, s, want)
	wantHistory(t, s, "renommé", `jeanne: renommé renamed, before: "essai" (troisième)`, "paul: essai saved (second)", "anne: essai saved (premier)")
	if gone, err := s.Deleted(demoID); err != nil || len(gone) != 1 || gone[0].Name != "ôté" || gone[0].Author != "paul" {
		t.Errorf("%+v, %v", gone, err)
	}
	marks, err := s.Marks(demoID)
	if err != nil || len(marks) != 1 || marks[0].Note != "vu : à relancer" || marks[0].By != "jeanne" || marks[0].At.IsZero() {
		t.Errorf("%+v, %v", marks, err)
	}
	if draft, err := s.Draft(demoID, "anne"); err != nil || len(draft.Changes) != 1 || draft.Changes[0].Value != "731" {
		t.Errorf("%+v, %v", draft, err)
	}
}
