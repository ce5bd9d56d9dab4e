package dossier

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"quotepart/engine/lang"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestBrokenDossier shows all messages of a dossier with many mistakes, as a user sees them.
func TestBrokenDossier(t *testing.T) {
	d, warnings, err := ReadFolder(filepath.Join("testdata", "broken"))
	if d != nil {
		t.Error("a broken dossier was loaded")
	}
	faults := faultsOf(t, err)
	for _, l := range []lang.Lang{lang.FR, lang.EN} {
		got := faults.In(l) + "\n\n" + warnings.In(l) + "\n"
		path := filepath.Join("testdata", "broken."+l.String()+".golden")
		if *update {
			if err := os.WriteFile(path, []byte(got), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s differs (go test ./storage/dossier -update writes it anew):\n%s", path, got)
		}
	}
}
