package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"quotepart/engine/lang"
	"quotepart/storage"
)

// write makes a file for a test.
func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// wrongUse is every way in which a command line can be refused: exit 2, nothing answered, a line for each fault. DATA is a
// store with the demo, TMP a folder with the broken things that prepareFaults makes.
var wrongUse = []string{
	// the command line itself
	"rnu", "rnu x", "YEAR --plain --format json", "demo --plain --format json", DATA("rnu"), "help rnu", "help scenario lst",
	"run", "run a b", "explain YEAR", "compare", "import", "export YEAR", "demo x",
	"scenario", "scenario lst", "scenario list", "scenario show YEAR", "scenario save YEAR", "scenario delete YEAR",
	"run YEAR --frmt json", "run YEAR -z", "run YEAR --data", "run YEAR --format xml", "run YEAR --by scool", "run YEAR --lang de", "run YEAR --=x",
	// the year
	"run nothing", DATA("run 2025-2027"), "run TMP/nothing", "run YEAR/year.yaml", "run TMP/broken", "run TMP/empty", "TMP/nothing", "TMP/file", "2025-2026",
	"run 2025-2026 --data TMP/file", "run 2025-2026 --data TMP/broken",
	// hypotheses
	"run YEAR --set schools --set x=y --scale schools/*/pupils --set schools/0990001N/pupil=3 --scenario Fin",
	"run YEAR --set schools/0990001P/pupils=3", "run YEAR --set schools/0990001N/pupils=-3", "run YEAR --scale schools/*[level=colege]/pupils=2",
	"run YEAR --scale schools/0990001N/pupils=x", "run YEAR --set schools/0990001N/member=x",
	"run YEAR --scenario TMP/scenario.yaml", "run YEAR --scenario TMP/wrong.yaml", "run YEAR --scenario TMP",
	"compare YEAR x y", "compare TMP/alone", "compare YEAR TMP/wrong.yaml baseline",
	"explain YEAR 0990001", "explain YEAR members/departement-val-de-brun",
	"why YEAR", "why YEAR baseline x", "why YEAR baseline baseline --metric totals/sum", "why YEAR baseline baseline --member departement-val-de-brun",
	"why YEAR baseline baseline --member departement-val-de-brune --metric totals/balance",
	// writing
	"import TMP/broken", DATA("import TMP/other"), "export YEAR TMP/broken", "export YEAR TMP/out --scenario x",
	"import --open-data", "import --open-data TMP/none.csv", "import YEAR --rentree 2021", "import x --open-data --departement 99 --rentree 2021 --into YEAR --access 2020-01-01 --replace", "import TMP/none.csv --open-data --departement 35 --rentree 2021",
	"import TMP/none.csv --open-data --departement Somme --rentree 2021", "import TMP/none.csv --open-data --departement 80 --rentree 21 --access 01/02/2020 --transmitted x",
	DATA("scenario save 2025-2026 a"), DATA("scenario save 2025-2026 a --from TMP/scenario.yaml"), DATA("scenario save 2025-2026 a --from TMP/nothing.yaml"),
	DATA("scenario save 2025-2026 a --from TMP/wrong.yaml --set year/basis=paid"), DATA("scenario save 2025-2026 a --set schools/0990001P/pupils=3"),
	DATA("scenario save 2025-2026 baseline --set year/basis=paid"), DATA("scenario save 2025-2026 a\u202eb --set year/basis=paid"),
	DATA("scenario save 2025-2026 a --from TMP/wrong.yaml"),
	DATA("scenario show 2025-2026 a"), DATA("scenario delete 2025-2026 a"), "scenario delete YEAR a", "scenario show YEAR TMP/wrong.yaml",
}

// DATA is a command line on the store with the demo.
func DATA(line string) string { return strings.TrimSpace(line + " --data DATA") }

func prepareFaults(t *testing.T) (data, tmp string) {
	t.Helper()
	data, tmp = filepath.Join(t.TempDir(), "data"), t.TempDir()
	must(t, "import", demoYear, "--data", data)
	must(t, "export", demoYear, filepath.Join(tmp, "alone"))
	must(t, "export", demoYear, filepath.Join(tmp, "other"))
	for _, path := range []string{"alone/scenarios", "alone/calls.csv", "alone/invoices.csv"} {
		if err := os.RemoveAll(filepath.Join(tmp, path)); err != nil {
			t.Fatal(err)
		}
	}
	write(t, filepath.Join(tmp, "other/year.yaml"), "format: quotepart/1\nid: 2025-2026\nlabel: Autre\nstart: 2025-09-01\nend: 2026-08-31\nbasis: paid\n")
	write(t, filepath.Join(tmp, "file"), "")
	write(t, filepath.Join(tmp, "empty/readme.txt"), "")
	write(t, filepath.Join(tmp, "broken/year.yaml"), "format: quotepart/1\nid: 2025\nlabel: x\nstart: 2025-09-31\nend: 2026-08-31\nbasis: plan\n")
	write(t, filepath.Join(tmp, "broken/members.csv"), "id,name,kind,transmitted\na,A,epci,\na,B,epci,\n")
	write(t, filepath.Join(tmp, "broken/schools.csv"), "uai,name,level,town,member,classes,pupils,access,closed\n0990001N,\x1b[2J,college,x,b,,-3,,\n0990001P,A,college,x,a,,3,,\n")
	write(t, filepath.Join(tmp, "scenario.yaml"), "format: quotepart/1\nname: x\nchanges:\n  - {set: schools/0990001P/pupils, to: 3}\n  - {remove: subsidies/fedr}\n")
	write(t, filepath.Join(tmp, "wrong.yaml"), "format: quotepart/1\nname: x\nchanges:\n  - {sett: schools/0990001N/pupils, to: 3}\n  - {scale: schools/0990001N/pupils, by: x}\n")
	return data, tmp
}

func TestFaults(t *testing.T) {
	data, tmp := prepareFaults(t)
	t.Setenv("QUOTEPART_DATA", filepath.Join(t.TempDir(), "none"))
	var b strings.Builder
	for _, line := range wrongUse {
		fmt.Fprintf(&b, "$ quotepart %s\n", line)
		args := strings.Fields(line)
		for i := range args {
			args[i] = strings.NewReplacer("TMP", tmp, "DATA", data, "YEAR", demoYear).Replace(args[i])
		}
		for _, l := range []lang.Lang{lang.FR, lang.EN} {
			a := runWith(t, l, args...)
			if a.code != wrong || a.out != "" || a.err == "" || strings.Contains(a.err, "\x1b") || strings.Contains(a.err, "goroutine") {
				t.Errorf("%q: exit %d, out %q, err %q", line, a.code, a.out, a.err)
			}
			b.WriteString(placeholders(a.err, data, tmp))
		}
		b.WriteString("\n")
	}
	golden(t, "faults.golden", b.String())
	if _, err := os.Stat(os.Getenv("QUOTEPART_DATA")); err == nil {
		t.Error("a refused command made a store")
	}
}

// placeholders takes out of a message what differs from run to run.
func placeholders(s, data, tmp string) string {
	s = strings.NewReplacer(data, "DATA", tmp, "TMP", demoYear, "YEAR").Replace(s)
	s = regexp.MustCompile(`(importé le|imported on) [0-9-]+`).ReplaceAllString(s, "$1 DATE")
	return anyTime(s)
}

// anyTime puts one time in the place of those in a history.
func anyTime(s string) string {
	s = regexp.MustCompile(`\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z`).ReplaceAllString(s, "2026-03-12T13:05:00Z")
	s = regexp.MustCompile(`\d{4}-\d{2}-\d{2} \d{2}:\d{2}`).ReplaceAllString(s, "2026-03-12 14:05")
	return s
}

// A store that another process has open: what only reads works beside it, what writes is told who holds it.
func TestStoreInUse(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	must(t, "import", demoYear, "--data", data)
	s, err := storage.Open(data)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for _, line := range reading {
		want := runWith(t, lang.EN, strings.Split(strings.ReplaceAll(line, "2025-2026", demoYear), "|")...)
		if a := runWith(t, lang.EN, append(strings.Split(line, "|"), "--data", data)...); a != want {
			t.Errorf("%s: exit %d, %q, not as from the folder", line, a.code, a.err)
		}
	}
	for _, line := range []string{"scenario|history|2025-2026|Fin du FEDER", "year|list", "year|history|2025-2026", "journal", "verify", "backup|-", "run|2025-2026@2", "export|2025-2026|" + filepath.Join(t.TempDir(), "out")} {
		if a := runWith(t, lang.EN, append(strings.Split(line, "|"), "--data", data)...); a.code != done || a.err != "" || a.out == "" {
			t.Errorf("%s: exit %d, %q", line, a.code, a.err)
		}
	}
	for _, line := range []string{"year|delete|2025-2026", "restore|--salvage", "import|" + demoYear, "scenario|save|2025-2026|x|--set|year/basis=paid", "scenario|delete|2025-2026|Fin du FEDER", "verify|--accept-clock", "--plain", "--plain|2025-2026"} {
		a := runWith(t, lang.EN, append(strings.Split(line, "|"), "--data", data)...)
		want := fmt.Sprintf(`another quotepart \(process %d of \S+, since [0-9: -]+\) is using the data folder %q — close it, or choose another folder with --data DIR; the commands that only read \(run, compare, explain, export…\) work beside it\n`, os.Getpid(), data)
		if a.code != wrong || a.out != "" || !regexp.MustCompile("^"+want+"$").MatchString(a.err) {
			t.Errorf("%s: exit %d, %q, %q", line, a.code, a.out, a.err)
		}
	}
}

// reading are commands that only read a year.
var reading = []string{"run|2025-2026", "scenario|list|2025-2026", "scenario|show|2025-2026|Fin du FEDER", "compare|2025-2026", "explain|2025-2026|0990001N", "why|2025-2026|baseline|Fin du FEDER", "check|2025-2026"}

// Warnings are said, and change neither the answer nor the exit code.
func TestWarnings(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "d")
	must(t, "export", demoYear, dir)
	write(t, filepath.Join(dir, "note.txt"), "")
	want := must(t, "run", demoYear)
	a := runWith(t, lang.FR, "run", dir)
	if a.code != done || a.out != want || !strings.HasPrefix(a.err, "attention : note.txt: ") || strings.Count(a.err, "\n") != 1 {
		t.Errorf("exit %d, %s", a.code, a.err)
	}
}
