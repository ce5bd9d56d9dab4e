package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"quotepart/engine/lang"
)

// session is what a user does with the store, in this order; DATA is the store, TMP a folder.
var session = []string{
	"import|YEAR", "import|YEAR",
	"scenario|list|2025-2026|--format|csv",
	"scenario|save|2025-2026|Collèges +3 %|--scale|schools/*[level=college]/pupils=1.03|--set|subsidies/feder-colleges/amount=40000|--note|Essai",
	"scenario|show|2025-2026|Collèges +3 %", "scenario|show|2025-2026|Collèges +3 %|--format|json",
	"run|2025-2026|--scenario|Collèges +3 %|--format|csv", "compare|2025-2026|Collèges +3 %|--by|tariff",
	"scenario|save|2025-2026|Collèges +3 %|--from|YEAR/scenarios/fin-du-feder.yaml", "scenario|show|2025-2026|Collèges +3 %",
	"scenario|save|2025-2026|Collèges +3 %|--from|YEAR/scenarios/fin-du-feder.yaml|--note|Autre note", "scenario|show|2025-2026|Collèges +3 %|--format|table",
	"scenario|delete|2025-2026|Collèges +3 %", "scenario|delete|2025-2026|Collèges +3 %",
	"scenario|history|2025-2026|Collèges +3 %", "scenario|history|2025-2026|Collèges +3 %|--format|csv", "scenario|history|2025-2026|Collèges +3 %|--format|md", "scenario|history|2025-2026|Collèges +3 %|--format|json",
	"scenario|restore|2025-2026|Collèges +3 %|99", "scenario|restore|2025-2026|Collèges +3 %|deux", "scenario|restore|2025-2026|Collèges +3 %", "scenario|history|2025-2026|Collège +3 %", "scenario|restore|2025-2026|Collège +3 %|3",
	"scenario|restore|2025-2026|Collèges +3 %|3", "scenario|show|2025-2026|Collèges +3 %", "scenario|restore|2025-2026|Collèges +3 %|6", "scenario|show|2025-2026|Collèges +3 %", "scenario|delete|2025-2026|Collèges +3 %",
	"export|2025-2026|TMP/whole", "export|2025-2026|TMP/feder|--scenario|Fin du FEDER", "export|2025-2026|TMP/ormevert|--scenario|Ouverture d'un collège à Ormevert",
	"import|TMP/whole", "import|TMP/feder", "import|TMP/feder|--replace", "scenario|list|2025-2026|--format|csv",
	"import|YEAR|--replace",
	"issue|2025-2026|--date|2026-10-12|--format|csv", "issue|2025-2026", "issue|2025-2026|--format|json", "issue|2025-2026|--date|12/10/2026", "issue|2025-2062", "issue|TMP/whole",
	"scenario|save|TMP/whole|Dans le dossier|--set|year/basis=paid", "scenario|show|TMP/whole|Dans le dossier", "scenario|delete|TMP/whole|Dans le dossier", "scenario|delete|TMP/whole|Dans le dossier",
	"scenario|history|TMP/whole|Dans le dossier", "scenario|restore|TMP/whole|Dans le dossier|0", "scenario|restore|TMP/whole|Dans le dossier|1", "scenario|history|TMP/whole|Dans le dossier", "scenario|restore|TMP/whole|Dans le dossier|0", "scenario|history|TMP/whole|Nulle part",
}

func TestSession(t *testing.T) {
	for _, l := range []lang.Lang{lang.FR, lang.EN} {
		data, tmp := filepath.Join(t.TempDir(), "data"), t.TempDir()
		var b strings.Builder
		for _, line := range session {
			fmt.Fprintf(&b, "$ quotepart %s\n", strings.ReplaceAll(line, "|", " "))
			args := strings.Split(line, "|")
			for i := range args {
				args[i] = strings.NewReplacer("TMP", tmp, "YEAR", demoYear).Replace(args[i])
			}
			a := runWith(t, l, append(args, "--data", data)...)
			b.WriteString(placeholders(a.out+a.err, data, tmp))
			if a.code != done {
				fmt.Fprintf(&b, "exit %d\n", a.code)
			}
			b.WriteString("\n")
		}
		golden(t, "session."+l.String()+".golden", b.String())
	}
}

// A year answers the same from the store, from its folder, and from the folder that the store exports, whose files are the same
// byte for byte.
func TestStoreAndFoldersAreAlike(t *testing.T) {
	data, out := filepath.Join(t.TempDir(), "data"), filepath.Join(t.TempDir(), "out")
	must(t, "import", demoYear, "--data", data)
	must(t, "export", "2025-2026", out, "--data", data)
	for _, args := range [][]string{{"run", "YEAR"}, {"run", "YEAR", "--format", "json"}, {"compare", "YEAR"}, {"scenario", "list", "YEAR"}} {
		var answers []string
		for _, year := range []string{"2025-2026", demoYear, out} {
			line := append([]string{}, args...)
			for i := range line {
				line[i] = strings.ReplaceAll(line[i], "YEAR", year)
			}
			answers = append(answers, must(t, append(line, "--data", data)...))
		}
		if answers[0] != answers[1] || answers[1] != answers[2] {
			t.Errorf("%q differs between the store and the folders", args)
		}
	}
	again := filepath.Join(t.TempDir(), "again")
	must(t, "export", out, again)
	if got, want := folder(t, again), folder(t, out); got != want {
		t.Error("exporting an exported folder changes it")
	}
}

// folder is all files of a folder as one text.
func folder(t *testing.T, dir string) string {
	t.Helper()
	var b strings.Builder
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		fmt.Fprintf(&b, "%s\n%s\n", strings.TrimPrefix(path, dir), text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// A folder of the name of a stored year wins over it.
func TestFolderWins(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	must(t, "import", demoYear, "--data", data)
	must(t, "scenario", "save", "2025-2026", "Dans les données", "--set", "year/basis=paid", "--data", data)
	year, err := filepath.Abs(demoYear)
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	if err := os.Symlink(year, "2025-2026"); err != nil {
		t.Skip("this file system has no symbolic links: one as the folder cannot be tried")
	}
	if out := must(t, "scenario", "list", "2025-2026", "--data", data); strings.Contains(out, "Dans les données") {
		t.Error("the store answered")
	}
}

// Awkward names of scenarios are kept as they are, or refused in words; never half saved.
func TestScenarioNames(t *testing.T) {
	data, dir := filepath.Join(t.TempDir(), "data"), filepath.Join(t.TempDir(), "dir")
	must(t, "import", demoYear, "--data", data)
	must(t, "export", demoYear, dir)
	for _, year := range []string{"2025-2026", dir} {
		for _, name := range []string{"../../x", "a/b", "été | 10 %", "-", "null", "1", "日本", "x\x1b[2J", "a\nb", " ", "", strings.Repeat("x", 300)} {
			a := runWith(t, lang.EN, "scenario", "save", year, "--set", "year/basis=paid", "--data", data, "--", name)
			if a.code != done && (a.code != wrong || a.out != "" || !strings.Contains(a.err, " — ") || strings.ContainsRune(a.err, '\x1b')) {
				t.Errorf("%q in %s: exit %d, %q, %q", name, year, a.code, a.out, a.err)
			}
			shown := runWith(t, lang.EN, "scenario", "show", year, "--format", "json", "--data", data, "--", name)
			if (shown.code == done) != (a.code == done) {
				t.Errorf("%q in %s: saved with exit %d, shown with exit %d, %s", name, year, a.code, shown.code, shown.err)
			}
		}
		if listed := must(t, "scenario", "list", year, "--data", data); strings.ContainsRune(listed, '\x1b') {
			t.Errorf("%s lists a control character", year)
		}
	}
}
