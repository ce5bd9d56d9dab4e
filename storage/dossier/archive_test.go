package dossier

import (
	"archive/zip"
	"bytes"
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
