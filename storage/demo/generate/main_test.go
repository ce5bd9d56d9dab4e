package main

import (
	"os"
	"path/filepath"
	"testing"
)

// The committed files are what the generator writes, so that a figure is never changed in one place alone.
func TestCommittedFilesAreTheGeneratedOnes(t *testing.T) {
	dir := t.TempDir()
	if err := generate(dir); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(files) != 7 {
		t.Fatalf("generated %v, %v; want 7 files", files, err)
	}
	for _, path := range files {
		name := filepath.Base(path)
		got, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		want, err := os.ReadFile(filepath.Join("..", "data", name))
		if err != nil {
			t.Fatal(err)
		}
		if string(got) != string(want) {
			t.Errorf("data/%s is not what the generator writes: run go generate ./storage/demo", name)
		}
	}
}

func TestFailsWhereItCannotWrite(t *testing.T) {
	if err := generate(filepath.Join(t.TempDir(), "absent")); err == nil {
		t.Fatal("no error for a folder that does not exist")
	}
}
