package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/scenarios/report"
)

var update = flag.Bool("update", false, "write the golden files and the examples of docs/commands.md anew")

// demoYear is the demo's dossier as a folder.
const demoYear = "../../storage/demo/data"

// answer is what a command line gave.
type answer struct {
	out, err string
	code     int
}

// runWith runs a command line without a terminal, on a store of its own unless --data is given with it.
func runWith(t *testing.T, l lang.Lang, args ...string) answer {
	t.Helper()
	return piped(t, l, "", args...)
}

// piped is runWith with lines of input.
func piped(t *testing.T, l lang.Lang, lines string, args ...string) answer {
	t.Helper()
	var out, errs bytes.Buffer
	p := &program{in: strings.NewReader(lines), out: &out, err: &errs, who: lead("anne"), env: func(name string) string {
		if name == "LANG" {
			return l.String()
		}
		return ""
	}}
	code := p.execute(context.Background(), args)
	return answer{out.String(), errs.String(), code}
}

// must runs a command line that has to succeed without a word on the side of the errors.
func must(t *testing.T, args ...string) string {
	t.Helper()
	a := runWith(t, lang.FR, args...)
	if a.code != done || a.err != "" {
		t.Fatalf("%q: exit %d, %s", args, a.code, a.err)
	}
	return a.out
}

// golden holds a text against a file of testdata, or writes it.
func golden(t *testing.T, file, got string) {
	t.Helper()
	path := filepath.Join("testdata", file)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs (go test -update writes it anew); now:\n%s", path, got)
	}
}

// answers are the commands that answer with a report, on the demo.
var answers = map[string][]string{
	"demo":           {"demo"},
	"run":            {"run", demoYear},
	"run-school":     {"run", demoYear, "--by", "school"},
	"run-tariff":     {"run", demoYear, "--by", "tariff"},
	"run-charge":     {"run", demoYear, "--by", "charge"},
	"run-scenario":   {"run", demoYear, "--scenario", "Fin du FEDER", "--scale", "schools/*[level=college]/pupils=1,1", "--set", "schools/0990001N/pupils=700"},
	"compare":        {"compare", demoYear},
	"compare-named":  {"compare", demoYear, "Fin du FEDER", "baseline", "--by", "charge"},
	"why":            {"why", demoYear, "baseline", "Ouverture d'un collège à Ormevert"},
	"why-member":     {"why", demoYear, "Fin du FEDER", "Ouverture d'un collège à Ormevert", "--member", "departement-val-de-brune"},
	"why-incomplete": {"why", demoYear, "baseline", "testdata/incomplete.yaml", "--metric", "totals/balance"},
	"explain-member": {"explain", demoYear, "cc-du-pays-de-l-if-noir"},
	"explain-school": {"explain", demoYear, "schools/0990029U", "--set", "schools/0990029U/pupils=1101"},
	"explain-none":   {"explain", demoYear, "0990051T"},
	"scenario-list":  {"scenario", "list", demoYear},
	"scenario-show":  {"scenario", "show", demoYear, "Ouverture d'un collège à Ormevert"},
}

// Each command in each format and language. The table is the default, except where a scenario is shown.
func TestAnswers(t *testing.T) {
	for name, args := range answers {
		var b strings.Builder
		for _, l := range []lang.Lang{lang.FR, lang.EN} {
			byDefault := runWith(t, l, args...).out
			fmt.Fprintf(&b, "==== %s\n%s", l, byDefault)
			for _, format := range stringsOf(report.Formats()) {
				if format == "json" && (strings.HasPrefix(name, "run-") || name == "demo") {
					continue // the whole, as in run: TestJSONIsAlwaysTheWhole
				}
				full := append(slices.Clone(args), "--format", format)
				a := runWith(t, l, full...)
				incomplete := format == "csv" && (strings.Contains(a.err, "incomplets") || strings.Contains(a.err, "not complete"))
				if a.code != done || a.err != "" && !incomplete { // a CSV cannot say it in its rows
					t.Errorf("%q: exit %d, %s", full, a.code, a.err)
				}
				if incomplete {
					fmt.Fprintf(&b, "==== %s %s, beside it\n%s", l, format, a.err)
				}
				if format != "table" || a.out != byDefault {
					fmt.Fprintf(&b, "==== %s %s\n%s", l, format, a.out)
				}
			}
		}
		golden(t, name+".golden", b.String())
	}
}

// The help of every command, in both languages.
func TestHelp(t *testing.T) {
	var b strings.Builder
	for _, l := range []lang.Lang{lang.FR, lang.EN} {
		for _, c := range []string{"", "demo", "run", "compare", "explain", "why", "check", "import", "export", "scenario", "scenario list", "scenario show", "scenario save", "scenario delete", "year", "year list", "year history", "year restore", "year delete", "journal", "user", "user add", "user list", "user remove", "verify", "backup", "restore", "serve", "serve status"} {
			words := strings.Fields(c)
			a := runWith(t, l, append(words, "--help")...)
			other := runWith(t, l, append([]string{"help"}, words...)...)
			if a.code != done || a.err != "" || a.out != other.out {
				t.Errorf("%s --help: exit %d, %s", c, a.code, a.err)
			}
			fmt.Fprintf(&b, "==== %s %s\n%s", l, c, a.out)
		}
	}
	golden(t, "help.golden", b.String())
}

func TestJSONIsAlwaysTheWhole(t *testing.T) {
	whole := must(t, "run", demoYear, "--format", "json")
	for _, by := range []string{"member", "school", "tariff", "charge"} {
		if got := must(t, "run", demoYear, "--format=json", "--by", by); got != whole {
			t.Errorf("--by %s changes the JSON", by)
		}
	}
	if got := must(t, "demo", "--format", "json"); got != whole {
		t.Error("demo --format json is not run --format json")
	}
}

// --set and --scale apply in the order of the command line, after the scenario.
func TestOrderOfChanges(t *testing.T) {
	pupils := func(args ...string) string {
		out := must(t, append([]string{"explain", demoYear, "0990001N", "--format", "csv"}, args...)...)
		return strings.Split(strings.Split(out, "\n")[1], ",")[3] // the quantity of college-comptes
	}
	const set, scale = "schools/0990001N/pupils=100", "schools/0990001N/pupils=1.5"
	if got := pupils("--set", set, "--scale", scale); got != "150" {
		t.Errorf("set, scale: %s pupils, want 150", got)
	}
	if got := pupils("--scale", scale, "--set", set); got != "100" {
		t.Errorf("scale, set: %s pupils, want 100", got)
	}
	const scenario = "Ouverture d'un collège à Ormevert" // sets 0990007V to 778
	out := must(t, "explain", demoYear, "0990007V", "--format", "csv", "--scale", "schools/0990007V/pupils=2", "--scenario", scenario)
	if !strings.Contains(out, "0990007V,college-comptes,4.3,1556,") {
		t.Errorf("the scenario does not come first:\n%s", out)
	}
}

func TestLanguage(t *testing.T) {
	for _, c := range []struct {
		args, env string
		want      lang.Lang
	}{
		{"", "", lang.FR},
		{"", "LANG=en_GB.UTF-8", lang.EN},
		{"", "LANG=fr_FR.UTF-8", lang.FR},
		{"", "LANG=de_DE.UTF-8", lang.FR},
		{"", "LANG=C", lang.FR},
		{"", "LANG=fr_FR LC_MESSAGES=en_US", lang.EN},
		{"", "LANG=fr_FR LC_MESSAGES=fr_FR LC_ALL=en_US", lang.EN},
		{"", "LANG=en_US LC_ALL=C", lang.FR},
		{"run x --lang en", "LANG=fr_FR", lang.EN},
		{"--lang=fr run x", "LANG=en_US", lang.FR},
		{"run x --lang de", "LANG=en_US", lang.EN},
		{"run x --lang", "LANG=en_US", lang.EN},
	} {
		env := func(name string) string {
			for _, e := range strings.Fields(c.env) {
				if value, ok := strings.CutPrefix(e, name+"="); ok {
					return value
				}
			}
			return ""
		}
		if got := language(strings.Fields(c.args), "", env); got != c.want {
			t.Errorf("%q with %q: %s, want %s", c.args, c.env, got, c.want)
		}
	}
}

func TestVersion(t *testing.T) {
	if out := must(t, "--version"); !strings.HasPrefix(out, "quotepart ") || len(out) <= len("quotepart \n") {
		t.Errorf("--version says %q", out)
	}
}

// A reader that stops reading, such as head, is no error.
func TestBrokenPipe(t *testing.T) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	r.Close()
	defer w.Close()
	var errs bytes.Buffer
	p := &program{out: w, err: &errs, env: func(string) string { return "" }}
	if code := p.execute(context.Background(), []string{"run", demoYear}); code != done || errs.Len() > 0 {
		t.Errorf("exit %d, %s", code, errs.String())
	}
}

type fullDisk struct{ io.Writer }

func (fullDisk) Write([]byte) (int, error) { return 0, io.ErrShortWrite }

// An answer that could not be written is an error, however much of it was buffered.
func TestWriteErrors(t *testing.T) {
	for _, args := range [][]string{{"run", demoYear}, {"run", demoYear, "--format", "json"}, {"--help"}, {"--version"}, {"demo"}, {"scenario", "show", demoYear, "Fin du FEDER"}} {
		var errs bytes.Buffer
		p := &program{out: fullDisk{}, err: &errs, env: func(string) string { return "en" }}
		code := p.execute(context.Background(), args)
		if want := "the answer could not be written (short write) — check the disk\n"; code != wrong || errs.String() != want {
			t.Errorf("%q: exit %d, %q", args, code, errs.String())
		}
	}
}

// With --format the demo answers in a terminal too, instead of opening the interface.
func TestDemoFormatInTerminal(t *testing.T) {
	var out, errs bytes.Buffer
	p := &program{out: &out, err: &errs, terminal: true, env: func(string) string { return "" }}
	if code := p.execute(context.Background(), []string{"demo", "--format", "csv"}); code != done || out.String() != must(t, "run", demoYear, "--format", "csv") {
		t.Errorf("exit %d, %s%s", code, out.String(), errs.String())
	}
}

// lead is somebody who may do all.
func lead(name string) scenarios.Person {
	return scenarios.Person{Name: name, Role: scenarios.Lead}
}
