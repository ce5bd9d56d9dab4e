package dossier

import (
	"io/fs"
	"os"
	"reflect"
	"testing"
	"testing/fstest"

	"quotepart/engine"
	"quotepart/scenarios"
	"quotepart/storage/demo"
)

const sommeFolder = "../../../shared/data/somme"

// somme is the real dossier, or the test is skipped where it is absent.
func somme(t testing.TB) fs.FS {
	t.Helper()
	if _, err := os.Stat(sommeFolder); err != nil {
		t.Skipf("the real dossier is not here: %v", err)
	}
	return os.DirFS(sommeFolder)
}

// read reads a dossier that must have no faults at all.
func read(t testing.TB, fsys fs.FS) *scenarios.Dossier {
	t.Helper()
	d, warnings, err := Read(fsys)
	if err != nil {
		t.Fatal(err)
	}
	if len(warnings) > 0 {
		t.Fatal(warnings)
	}
	return d
}

// written is what Write makes of a dossier.
func written(t testing.TB, d *scenarios.Dossier) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	err := Write(d, func(name string, data []byte) error {
		files[name] = &fstest.MapFile{Data: data}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// roundTrip wants the dossier and its text to come back the same.
func roundTrip(t testing.TB, d *scenarios.Dossier) {
	t.Helper()
	first := written(t, d)
	again, _, err := Read(first)
	if err != nil {
		t.Fatalf("what was written cannot be read: %v", err)
	}
	if !reflect.DeepEqual(d, again) {
		t.Error("the dossier read back is not the one written")
	}
	if second := written(t, again); !reflect.DeepEqual(first, second) {
		t.Error("the text written again is not the same")
	}
}

func TestDemo(t *testing.T) {
	roundTrip(t, read(t, demo.Files()))
}

func TestSomme(t *testing.T) {
	roundTrip(t, read(t, somme(t)))
}

// withoutUsage is a file system that lacks usage.csv.
func withoutUsage(t testing.TB, from fs.FS) fs.FS {
	t.Helper()
	files := fstest.MapFS{}
	entries, err := fs.ReadDir(from, ".")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		data, err := fs.ReadFile(from, e.Name())
		if err != nil {
			t.Fatal(err)
		}
		if e.Name() != usageFile {
			files[e.Name()] = &fstest.MapFile{Data: data}
		}
	}
	return files
}

func TestSommeFiguresWithoutUsage(t *testing.T) {
	y := read(t, withoutUsage(t, somme(t))).Year
	r, err := engine.Compute(y)
	if err != nil {
		t.Fatal(err)
	}
	for id, want := range map[string]string{"college-sitetv": "14257.84", "college-comptes": "128826.00", "college-robert": "20470.00",
		"college-maxicours": "128826.00", "college-labomep": "2000.00"} {
		if got := r.Tariff(y.Tariff(id)).Total.String(); got != want {
			t.Errorf("%s: %s, want %s", id, got, want)
		}
	}
	if got := r.Member(y.Member("departement-somme")).Gross.String(); got != "294379.84" {
		t.Errorf("gross contribution of the Département: %s, want 294379.84", got)
	}
}
