package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"quotepart/engine/lang"
	"quotepart/scenarios/report"
	"quotepart/storage"
)

// pastYears is what a user does with the past of a year; DATA is the store, OTHER a dossier that differs from the demo's.
var pastYears = []string{
	"year|list", "journal", "import|YEAR", "scenario|save|2025-2026|x|--set|year/basis=paid", "import|OTHER|--replace", "scenario|delete|2025-2026|x",
	"year|history|2025-2026", "run|2025-2026@2|--format|csv|--by|charge", "run|2025-2026|--format|csv|--by|charge", "scenario|list|2025-2026@3|--format|csv", "scenario|list|2025-2026@2|--format|csv", "scenario|show|2025-2026@3|x", "scenario|history|2025-2026@4|x", "scenario|history|2025-2026@2|x",
	"year|restore|2025-2026|2", "year|restore|2025-2026|2", "year|history|2025-2026",
	"year|delete|2025-2026", "year|delete|2025-2026", "year|list", "year|history|2025-2026", "run|2025-2026", "run|2025-2026@6|--format|csv|--by|charge", "year|restore|2025-2026|7", "scenario|list|2025-2026|--format|csv",
	"journal", "journal|--year|2025-2026|--format|csv", "journal|--year|2024-2025", "journal|--year|2025-2025",
	// what is refused
	"year", "year|lst", "year|list|x", "year|history", "year|history|YEAR", "year|history|2025-2025", "year|restore|2025-2026", "year|restore|2025-2026|1", "year|restore|2025-2026|x", "year|restore|2025-2026|0", "year|delete|x", "year|delete|2025-2026@2",
	"run|2025-2026@1", "run|2025-2026@99", "run|2025-2026@", "run|2025-2025@2", "scenario|save|2025-2026@2|x|--set|year/basis=paid", "scenario|delete|2025-2026@3|x", "scenario|restore|2025-2026@3|x|3", "import|2025-2026@2|--calls|YEAR/calls.csv", "issue|2025-2026@2", "2025-2026@2",
}

func TestPastYears(t *testing.T) {
	for _, l := range []lang.Lang{lang.FR, lang.EN} {
		data, other := filepath.Join(t.TempDir(), "data"), filepath.Join(t.TempDir(), "other")
		must(t, "export", demoYear, other)
		alter(t, filepath.Join(other, "charges.csv"), func(b []byte) []byte {
			return []byte(strings.Replace(string(b), "118400.00", "120000.00", 1))
		})
		var b strings.Builder
		for _, line := range pastYears {
			of := strings.NewReplacer("OTHER", other, "YEAR", demoYear).Replace(line)
			fmt.Fprintf(&b, "$ quotepart %s\n%s\n", strings.ReplaceAll(line, "|", " "), shown(runWith(t, l, append(strings.Split(of, "|"), "--data", data)...), data, other))
		}
		golden(t, "pastyears."+l.String()+".golden", b.String())
	}
}

// The answers about years in every form.
func TestYearAnswers(t *testing.T) {
	data, other := filepath.Join(t.TempDir(), "data"), filepath.Join(t.TempDir(), "other")
	must(t, "import", demoYear, "--data", data)
	must(t, "export", demoYear, other)
	alter(t, filepath.Join(other, "year.yaml"), func(b []byte) []byte { return []byte(strings.ReplaceAll(string(b), "2025-2026", "2026-2027")) })
	must(t, "import", other, "--data", data)
	must(t, "year", "delete", "2025-2026", "--data", data)
	var b strings.Builder
	for _, line := range []string{"year list", "year history 2025-2026", "journal"} {
		for _, l := range []lang.Lang{lang.FR, lang.EN} {
			for _, format := range stringsOf(report.Formats()) {
				a := runWith(t, l, append(strings.Fields(line), "--format", format, "--data", data)...)
				if a.code != done || a.err != "" {
					t.Errorf("%s: exit %d, %s", line, a.code, a.err)
				}
				fmt.Fprintf(&b, "==== %s %s %s\n%s", line, l, format, shown(a, data, data))
			}
		}
	}
	golden(t, "years.golden", b.String())
}

// A year as of a revision answers what the year answered then.
func TestAsOfARevision(t *testing.T) {
	data, other := filepath.Join(t.TempDir(), "data"), filepath.Join(t.TempDir(), "other")
	must(t, "import", demoYear, "--data", data)
	ask := func(year string) (all []answer) {
		for _, line := range reading {
			args := strings.Split(strings.ReplaceAll(line, "2025-2026", year), "|")
			all = append(all, runWith(t, lang.EN, append(args, "--data", data)...))
		}
		return all
	}
	before := ask("2025-2026")
	must(t, "export", demoYear, other)
	alter(t, filepath.Join(other, "charges.csv"), func(b []byte) []byte { return []byte(strings.ReplaceAll(string(b), "8400.00", "9000.00")) })
	must(t, "import", other, "--replace", "--data", data)
	must(t, "scenario", "delete", "2025-2026", "Fin du FEDER", "--data", data)
	if now := ask("2025-2026"); fmt.Sprint(now) == fmt.Sprint(before) {
		t.Fatal("nothing has changed")
	}
	if past := ask("2025-2026@2"); fmt.Sprint(past) != fmt.Sprint(before) {
		t.Error("the past has changed")
	}
	again := filepath.Join(t.TempDir(), "again")
	must(t, "export", "2025-2026@2", again, "--data", data)
	exported := filepath.Join(t.TempDir(), "exported")
	must(t, "export", demoYear, exported)
	if folder(t, again) != folder(t, exported) {
		t.Error("the export of the past is another one")
	}
}

// A year as of a revision is checked with the marks of then.
func TestMarksAsOfARevision(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	must(t, "import", demoYear, "--data", data)
	finding := "charges/maxicours-colleges different 22980.00 11490.00"
	p := &program{data: data, err: os.Stderr}
	var then uint64
	err := p.withStore(func(s *storage.Store) error {
		err := s.Mark("2025-2026", finding, "vu", lead("anne"))
		then = s.Revision()
		return errors.Join(err, s.Unmark("2025-2026", finding, lead("anne")))
	})
	if err != nil {
		t.Fatal(err)
	}
	for year, want := range map[string]bool{"2025-2026": false, fmt.Sprintf("2025-2026@%d", then): true, fmt.Sprintf("2025-2026@%d", then-1): false} {
		if a := runWith(t, lang.EN, "check", year, "--format", "json", "--data", data); strings.Contains(a.out, `"vu"`) != want {
			t.Errorf("%s: %s", year, a.out)
		}
	}
}

// Screens get the notices of the store, with why nothing can be saved; they are told once.
func TestNoticesOfScreens(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	must(t, "import", demoYear, "--data", data)
	p := &program{data: data, err: os.Stderr, screens: true}
	if err := os.RemoveAll(filepath.Join(data, "store-1", "index", "MANIFEST")); err != nil {
		t.Fatal(err)
	}
	if err := p.withStore(func(*storage.Store) error { return nil }); err != nil {
		t.Fatal(err)
	}
	if told := p.toTell(); len(told) != 1 || !strings.Contains(told[0].EN, "the index is made again") || len(p.toTell()) > 0 {
		t.Errorf("%v", told)
	}
	s, err := storage.OpenToRead(data)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	p.notice(s)
	if told := p.toTell(); len(told) != 1 || told[0].EN != "the data folder is open for reading only" {
		t.Errorf("%v", told)
	}
}
