package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/scenarios/report"
	"quotepart/storage"
	"quotepart/storage/demo"
	"quotepart/storage/dossier"
)

// The check of the demo in each format and language: its differences are open, so the answer is no.
func TestCheck(t *testing.T) {
	var b strings.Builder
	for _, l := range []lang.Lang{lang.FR, lang.EN} {
		for _, format := range stringsOf(report.Formats()) {
			a := runWith(t, l, "check", demoYear, "--format", format)
			if a.code != no || a.err != "" {
				t.Errorf("%s: exit %d, %s", format, a.code, a.err)
			}
			fmt.Fprintf(&b, "==== %s %s\n%s", l, format, a.out)
		}
	}
	golden(t, "check.golden", b.String())
}

// findings are those of a year as the JSON gives them.
func findings(t *testing.T, args ...string) []string {
	t.Helper()
	a := runWith(t, lang.EN, append([]string{"check", "--format", "json"}, args...)...)
	var answer struct {
		Open            int
		Calls, Invoices []struct{ Finding *string }
	}
	if err := json.Unmarshal([]byte(a.out), &answer); err != nil {
		t.Fatalf("%v: %s%s", err, a.out, a.err)
	}
	var all []string
	for _, row := range append(answer.Calls, answer.Invoices...) {
		if row.Finding != nil {
			all = append(all, *row.Finding)
		}
	}
	return all
}

// The answer is yes once every difference is marked, in a folder and in the store; a figure that changes is open again.
func TestCheckOfMarkedDifferences(t *testing.T) {
	dir, data := filepath.Join(t.TempDir(), "year"), filepath.Join(t.TempDir(), "data")
	if err := os.CopyFS(dir, demo.Files()); err != nil {
		t.Fatal(err)
	}
	must(t, "import", dir, "--data", data)
	found := findings(t, dir)
	if stored := findings(t, "2025-2026", "--data", data); len(found) != 7 || strings.Join(stored, "\n") != strings.Join(found, "\n") {
		t.Fatalf("folder %q, store %q", found, stored)
	}
	s, err := storage.Open(data)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		if err := s.Mark("2025-2026", f, "vu avec le payeur", lead("jeanne")); err != nil {
			t.Error(err)
		}
		if err := dossier.Mark(dir, scenarios.Mark{Finding: f, Note: "vu avec le payeur", By: "jeanne"}); err != nil {
			t.Error(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{dir}, {"2025-2026", "--data", data}} {
		a := runWith(t, lang.FR, append([]string{"check"}, args...)...)
		if a.code != done || !strings.Contains(a.out, "Aucun écart ouvert, 7 contrôlés") || !strings.Contains(a.out, "contrôlé par jeanne le ") {
			t.Errorf("%q: exit %d, %s%s", args, a.code, a.out, a.err)
		}
	}
	path := filepath.Join(dir, "calls.csv")
	calls, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(strings.Replace(string(calls), "191347.84", "191847.84", 1)), 0o644); err != nil {
		t.Fatal(err)
	}
	a := runWith(t, lang.FR, "check", dir)
	if a.code != no || !strings.Contains(a.out, "1 écart ouvert, 6 contrôlés") || !strings.Contains(a.out, "pour d'autres montants : vu avec le payeur") {
		t.Errorf("exit %d, %s%s", a.code, a.out, a.err)
	}
}

// A year whose documents agree is a yes, one without any document a no that says how to bring them in, wrong use is 2.
func TestCheckExitCodes(t *testing.T) {
	d, _, err := dossier.Read(demo.Files())
	if err != nil {
		t.Fatal(err)
	}
	d.Year.Basis = engine.Paid
	r, err := engine.Compute(d.Year)
	if err != nil {
		t.Fatal(err)
	}
	d.Calls, d.Invoices = nil, nil
	dir := filepath.Join(t.TempDir(), "none")
	if err := dossier.WriteFolder(dir, d); err != nil {
		t.Fatal(err)
	}
	if a := runWith(t, lang.EN, "check", dir); a.code != no || !strings.Contains(a.out, "No contribution calls") || !strings.Contains(a.out, "--invoices FILE") {
		t.Errorf("no documents: exit %d, %s%s", a.code, a.out, a.err)
	}
	for i := range d.Year.Members {
		if m := r.Member(i); m.Net != 0 {
			d.Calls = append(d.Calls, scenarios.Call{Number: fmt.Sprint("T", i), Date: 20261012, Member: m.Member.ID, Amount: m.Net})
		}
	}
	dir = filepath.Join(t.TempDir(), "right")
	if err := dossier.WriteFolder(dir, d); err != nil {
		t.Fatal(err)
	}
	if a := runWith(t, lang.EN, "check", dir); a.code != done || !strings.Contains(a.out, "All agrees") || !strings.Contains(a.out, "No invoices: they are not checked") {
		t.Errorf("all agrees: exit %d, %s%s", a.code, a.out, a.err)
	}
	if err := os.WriteFile(filepath.Join(dir, ".checked.csv"), []byte("finding,note,by,at\nx,,jeanne,hier\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	a := runWith(t, lang.EN, "check", dir)
	want := ".checked.csv:2:3: the note is missing — say in a few words why this is settled\n" + `.checked.csv:2:11: "hier" is not a date with its time — write for example 2021-10-12T14:30:00Z` + "\n"
	if a.code != wrong || a.err != want {
		t.Errorf("bad marks: exit %d, %s%s", a.code, a.out, a.err)
	}
	for _, args := range [][]string{{"check"}, {"check", "a", "b"}, {"check", "nowhere"}, {"check", demoYear, "--format", "xml"}} {
		if a := runWith(t, lang.EN, args...); a.code != wrong || a.err == "" {
			t.Errorf("%q: exit %d, %s", args, a.code, a.err)
		}
	}
}
