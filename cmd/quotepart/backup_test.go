package main

import (
	"bytes"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"quotepart/engine/lang"
)

var drills = flag.Int("drills", 2, "how often TestDrill backs a store up and restores it")

// backups is what an administrator does; DATA is the store, TMP a folder. What damages a file stands behind a #.
var backups = []string{
	"backup|TMP/none", "import|YEAR", "scenario|save|2025-2026|x|--set|year/basis=paid",
	"backup|TMP/b", "backup|TMP/b", "backup|TMP/b|--force", "backup|TMP", "backup|TMP/no/b", "backup",
	"scenario|delete|2025-2026|x", "restore|TMP/b", "scenario|show|2025-2026|x", "verify",
	"restore", "restore|TMP/nothing", "restore|TMP", "restore|--salvage|TMP/b", "restore|YEAR/year.yaml",
	"#TMP/b", "restore|TMP/b", "#short TMP/b", "restore|TMP/b",
	"restore|--salvage",
	"#DATA/FORMAT", "run|2025-2026", "restore|--salvage", "verify",
	"#DATA/store-2/journal.jsonl", "run|2025-2026", "backup|TMP/c", "restore|--salvage", "verify", "scenario|list|2025-2026|--format|csv",
}

func TestBackups(t *testing.T) {
	for _, l := range []lang.Lang{lang.FR, lang.EN} {
		data, tmp := filepath.Join(t.TempDir(), "data"), t.TempDir()
		var b strings.Builder
		for _, line := range backups {
			line = strings.NewReplacer("TMP", tmp, "YEAR", demoYear, "DATA", data).Replace(line)
			of := placeholders(strings.ReplaceAll(line, "|", " "), data, tmp)
			if of[0] != '#' {
				of = "$ quotepart " + of
			}
			fmt.Fprintln(&b, of)
			if path, ok := strings.CutPrefix(line, "#short "); ok {
				alter(t, path, func(b []byte) []byte { return b[:len(b)-10] })
			} else if path, ok := strings.CutPrefix(line, "#"); ok {
				alter(t, path, func(b []byte) []byte { b[len(b)-100] ^= 1; return b })
			} else {
				b.WriteString(shown(runWith(t, l, append(strings.Split(line, "|"), "--data", data)...), data, tmp))
			}
			b.WriteString("\n")
		}
		golden(t, "backups."+l.String()+".golden", b.String())
	}
}

// The standard output gets what a file gets.
func TestBackupToOutput(t *testing.T) {
	data, path := filepath.Join(t.TempDir(), "data"), filepath.Join(t.TempDir(), "b")
	must(t, "import", demoYear, "--data", data)
	must(t, "backup", path, "--data", data)
	want, err := os.ReadFile(path)
	if err != nil || must(t, "backup", "-", "--data", data) != string(want) {
		t.Errorf("differs: %v", err)
	}
}

// The drill: export, back up, restore, export again. The exports are the same, byte for byte, and so are the backups.
func TestDrill(t *testing.T) {
	t.Run("demo", func(t *testing.T) { drill(t, demoYear) })
	t.Run("Somme", func(t *testing.T) {
		somme := "../../../shared/data/somme"
		if !isFolder(somme) {
			t.Skip("the real dossier is not here")
		}
		drill(t, demoYear, somme)
	})
}

func drill(t *testing.T, years ...string) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	for range *drills {
		tmp := t.TempDir()
		data, other := filepath.Join(tmp, "data"), filepath.Join(tmp, "other")
		for _, year := range years {
			must(t, "import", year, "--data", data)
		}
		for range random.IntN(12) {
			name := fmt.Sprint("essai ", random.IntN(4))
			runWith(t, lang.EN, "scenario", "save", "2025-2026", name, "--set", fmt.Sprintf("schools/0990001N/pupils=%d", random.IntN(900)), "--data", data)
			if random.IntN(3) == 0 {
				runWith(t, lang.EN, "scenario", "delete", "2025-2026", name, "--data", data)
			}
		}
		export := func(from, to string) string {
			var all strings.Builder
			if err := os.Mkdir(filepath.Join(tmp, to), 0o700); err != nil {
				t.Fatal(err)
			}
			ids := storedIDs(t, from)
			if len(ids) != len(years) {
				t.Fatalf("%v is stored of %v", ids, years)
			}
			for _, id := range ids {
				must(t, "export", id, filepath.Join(tmp, to, id), "--data", from)
				all.WriteString(folder(t, filepath.Join(tmp, to, id)))
			}
			return all.String()
		}
		before := export(data, "before")
		must(t, "backup", filepath.Join(tmp, "b"), "--data", data)
		must(t, "restore", filepath.Join(tmp, "b"), "--data", other)
		must(t, "verify", "--data", other)
		if after := export(other, "after"); after != before || before == "" {
			t.Fatal("the exports differ")
		}
		must(t, "backup", filepath.Join(tmp, "b2"), "--data", other)
		one, err := os.ReadFile(filepath.Join(tmp, "b"))
		if err != nil {
			t.Fatal(err)
		}
		if two, err := os.ReadFile(filepath.Join(tmp, "b2")); err != nil || !bytes.Equal(one, two) {
			t.Fatalf("the backups differ: %v", err)
		}
		_ = os.RemoveAll(tmp)
	}
}

func storedIDs(t *testing.T, data string) (ids []string) {
	t.Helper()
	p := &program{data: data, err: os.Stderr}
	list, err := p.years()
	if err != nil {
		t.Fatal(err)
	}
	for _, y := range list {
		ids = append(ids, y.ID)
	}
	return ids
}
