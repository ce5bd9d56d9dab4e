package main

import (
	"path/filepath"
	"strings"
	"testing"

	"quotepart/engine/lang"
	"quotepart/storage/dossier"
)

// The counts of a later rentrée become a scenario; one of that name with something else in it is only overwritten where that is
// asked for, in the store and in a folder.
func TestCountsReplaceNothingUnasked(t *testing.T) {
	data := filepath.Join("..", "..", "storage", "opendata", "testdata", "ecoles.csv")
	dir := filepath.Join(t.TempDir(), "year")
	t.Setenv("QUOTEPART_DATA", filepath.Join(t.TempDir(), "data"))
	open := []string{"import", data, "--open-data", "--departement", "99", "--rentree"}
	must(t, append(open, "2021", "--access", "2015-09-01")...)
	must(t, "export", "2021-2022", dir)
	const name = "Pupils of the school year 2022"
	for _, year := range []string{"2021-2022", dir} {
		into := append(open, "2022", "--into", year)
		wants := func(code int, want string, more ...string) {
			t.Helper()
			if a := runWith(t, lang.EN, append(into, more...)...); a.code != code || !strings.Contains(a.out+a.err, want) {
				t.Errorf("%q %q: exit %d, %s%s; want %d, %s", year, more, a.code, a.out, a.err, code, want)
			}
		}
		shown := func() string { return runWith(t, lang.EN, "scenario", "show", year, name).out }
		wants(done, "saved: \""+name)
		wants(done, "saved: \""+name) // the same again
		counts := shown()
		must(t, "scenario", "save", year, name, "--set", "year/basis=paid")
		mine := shown()
		wants(wrong, "already has a scenario \""+name+"\", which differs — replace it with --replace")
		if shown() != mine {
			t.Errorf("%s: overwritten unasked:\n%s", year, shown())
		}
		wants(done, "saved: \"other\"", "--label", "other")
		wants(done, "saved: \""+name, "--replace")
		if shown() != counts {
			t.Errorf("%s: not overwritten:\n%s", year, shown())
		}
	}
	if _, _, err := dossier.ReadFolder(dir); err != nil {
		t.Error(err)
	}
}
