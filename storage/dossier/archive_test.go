package dossier

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"

	"quotepart/engine/lang"
	"quotepart/storage/demo"
)

// A dossier that was written as an archive is read as it was, also where the archive has it in a folder, or in one in a folder.
func TestArchive(t *testing.T) {
	d, _, err := Read(demo.Files())
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := WriteArchive(&b, d); err != nil {
		t.Fatal(err)
	}
	want, _, err := ReadArchive(bytes.NewReader(b.Bytes()))
	if err != nil || !reflect.DeepEqual(want.Year.Schools, d.Year.Schools) || !reflect.DeepEqual(want.Scenarios, d.Scenarios) {
		t.Fatalf("%v, or another dossier", err)
	}
	for _, folder := range []string{"ent/", "home/anne/ent/"} {
		got, _, err := ReadArchive(moved(t, b.Bytes(), folder))
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %v, or another dossier", folder, err)
		}
	}
}

// moved is an archive with its files in a folder.
func moved(t *testing.T, archive []byte, folder string) io.Reader {
	t.Helper()
	from, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	to := zip.NewWriter(&b)
	for _, f := range from.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		out, err := to.Create(folder + f.Name)
		if err == nil {
			_, err = io.Copy(out, in)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := to.Close(); err != nil {
		t.Fatal(err)
	}
	return &b
}

// What is no archive of a dossier is refused.
func TestArchiveRefuses(t *testing.T) {
	var empty bytes.Buffer
	if err := zip.NewWriter(&empty).Close(); err != nil {
		t.Fatal(err)
	}
	for in, want := range map[string]string{
		"":             "this is not a zip archive",
		"year.yaml":    "this is not a zip archive",
		empty.String(): "year.yaml is missing, and so are members.csv and schools.csv",
	} {
		if _, _, err := ReadArchive(strings.NewReader(in)); err == nil || !strings.Contains(lang.Describe(err, lang.EN), want) {
			t.Errorf("%q: %v", in, err)
		}
	}
}

// An archive that says it is more than a dossier can be is refused before anything of it is unpacked, in either language.
func TestArchiveOfTooMuch(t *testing.T) {
	for name, fill := range map[string]func(*zip.Writer) error{
		"many files": func(w *zip.Writer) error {
			return add(w, mostFiles+1, func(i int) string { return fmt.Sprint("scenarios/", i, ".csv") }, 0)
		},
		"a long name": func(w *zip.Writer) error {
			return add(w, 1, func(int) string { return strings.Repeat("x", longestName+1) }, 0)
		},
		"folders in folders": func(w *zip.Writer) error {
			return add(w, 1, func(int) string { return strings.Repeat("a/", deepest+1) + "x" }, 0)
		},
		"much YAML": func(w *zip.Writer) error {
			return add(w, 3, func(i int) string { return fmt.Sprint("scenarios/", i, ".yaml") }, mostText/2)
		},
		"much": func(w *zip.Writer) error {
			return add(w, 3, func(i int) string { return fmt.Sprint(i, ".csv") }, mostUnpacked/2)
		},
	} {
		var b bytes.Buffer
		w := zip.NewWriter(&b)
		if err := errors.Join(fill(w), w.Close()); err != nil {
			t.Fatal(err)
		}
		_, _, err := ReadArchive(&b)
		if err == nil || !strings.Contains(lang.Describe(err, lang.EN), "too large for a dossier") || !strings.Contains(lang.Describe(err, lang.FR), "trop grande pour un dossier") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// add puts n files of a size into an archive.
func add(w *zip.Writer, n int, name func(int) string, size int) error {
	for i := range n {
		f, err := w.Create(name(i))
		if err == nil {
			_, err = f.Write(make([]byte, size))
		}
		if err != nil {
			return err
		}
	}
	return nil
}
