package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"quotepart/engine/enginetest"
	"quotepart/engine/lang"
	"quotepart/engine/lang/langtest"
	"quotepart/scenarios"
	"quotepart/scenarios/report"
	"quotepart/storage"
	"quotepart/storage/demo"
	"quotepart/storage/dossier"
)

// hostileStore is a store with hostile names, notes, numbers and people, as an earlier version took them.
func hostileStore(t *testing.T) (data string) {
	t.Helper()
	d, _, err := dossier.Read(demo.Files())
	if err != nil {
		t.Fatal(err)
	}
	texts := langtest.Stored()
	d.Year = enginetest.Hostile(d.Year, texts)
	for i := range d.Calls {
		d.Calls[i].Number += texts[i%len(texts)]
		d.Calls[i].Status = texts[i%len(texts)]
	}
	for i := range d.Invoices {
		d.Invoices[i].Number += texts[i%len(texts)]
		d.Invoices[i].Supplier = texts[i%len(texts)]
	}
	for i := range d.Scenarios {
		rename, err := scenarios.NewSet("schools/0990001N/name", texts[i%len(texts)])
		if err != nil {
			t.Fatal(err)
		}
		d.Scenarios[i].Note = strings.Join(texts, " ")
		d.Scenarios[i].Changes = append(d.Scenarios[i].Changes, rename)
	}
	data = filepath.Join(t.TempDir(), "data")
	s, err := storage.Open(data)
	if err != nil {
		t.Fatal(err)
	}
	for _, by := range langtest.Hostile {
		d.Year.Label = texts[0] + d.Year.Label[:min(len(d.Year.Label), 40)]
		if _, err := s.Import(d, lead(by), true); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return data
}

// What a store holds is shown by every command, in every format and language, without anything that acts on a terminal.
func TestHostileStoreIsShown(t *testing.T) {
	data := hostileStore(t)
	const year = "2025-2026"
	folder := filepath.Join(t.TempDir(), "folder")
	for _, line := range [][]string{
		{"year", "list"}, {"year", "history", year}, {"run", year}, {"run", year, "--by", "school"}, {"run", year, "--by", "tariff"}, {"run", year, "--by", "charge"},
		{"compare", year}, {"compare", year, "--by", "school"}, {"why", year, "baseline", "Fin du FEDER"}, {"explain", year, "schools/0990001N"},
		{"explain", year, "cc-du-pays-de-l-if-noir"}, {"check", year}, {"scenario", "list", year}, {"scenario", "show", year, "Fin du FEDER"},
		{"scenario", "history", year, "Fin du FEDER"}, {"journal"}, {"verify"},
	} {
		for _, format := range append(stringsOf(report.Formats()), "") {
			for _, l := range []lang.Lang{lang.FR, lang.EN} {
				full := append(slices.Clone(line), "--data", data)
				if format != "" {
					full = append(full, "--format", format)
				}
				a := runWith(t, l, full...)
				if a.code == wrong || a.out == "" {
					t.Errorf("%v as %s: exit %d, %s", line, format, a.code, a.err)
				}
				if shows := langtest.Shows(a.out + a.err); shows != "" {
					t.Errorf("%v as %s: %s", line, format, shows)
				}
			}
		}
	}
	lines := "résumé\nmembres\nétablissements\ntarifs\nbudget\ncontrôle\nscénarios\nexplique schools/0990001N\nvaleurs 0990001N\ncharge Fin du FEDER\nhypothèses\nmodifie schools/0990001N/pupils 700\nannule\n"
	if a := piped(t, lang.FR, lines, year, "--data", data); a.out == "" || langtest.Shows(a.out+a.err) != "" {
		t.Errorf("as lines: %s\n%s", langtest.Shows(a.out+a.err), a.out+a.err)
	}
	if out := must(t, "export", year, folder, "--data", data); langtest.Shows(out) != "" {
		t.Errorf("export says %q", out)
	}
	a := runWith(t, lang.EN, "import", folder, "--replace", "--data", data)
	if a.code != wrong || !strings.Contains(a.err, "schools.csv:2:") || !strings.Contains(a.err, "invisible character U+200B in the text — delete it") || langtest.Shows(a.err) != "" {
		t.Errorf("the exported folder: exit %d, %s\n%s", a.code, langtest.Shows(a.err), a.err)
	}
}

// Hostile arguments are refused, or not found, in words that show them and do nothing.
func TestHostileArguments(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	must(t, "import", demoYear, "--data", data)
	const openData = "../../storage/opendata/testdata"
	for _, hostile := range langtest.Hostile {
		for _, line := range [][]string{
			{hostile}, {"run", hostile}, {"run", demoYear, "--scenario", hostile}, {"run", demoYear, "--set", hostile}, {"run", demoYear, "--set", "schools/0990001N/name=" + hostile},
			{"run", demoYear, "--scale", "schools/*[town=" + hostile + "]/pupils=2"}, {"run", demoYear, "--by", hostile}, {"run", demoYear, "--format", hostile}, {"run", demoYear, "--" + hostile},
			{"run", demoYear, "--lang", hostile}, {"run", "x", "--data", hostile}, {"explain", demoYear, hostile}, {"why", demoYear, hostile, "baseline"}, {"compare", demoYear, hostile},
			{"import", hostile}, {"export", demoYear, "x", hostile}, {"year", "history", hostile}, {"scenario", "save", "2025-2026", hostile, "--set", "year/basis=paid"},
			{"scenario", "save", "2025-2026", "neuf", "--note", hostile, "--set", "year/basis=paid"}, {"import", "2025-2026", "--calls", hostile}, {"import", "--open-data", openData, "--departement", "99", "--rentree", "2021", "--label", hostile}, {"restore", hostile}, {"help", hostile},
		} {
			if !slices.Contains(line, "--data") {
				line = append(line[:1:1], append([]string{"--data", data}, line[1:]...)...)
			}
			a := runWith(t, lang.EN, line...)
			if shows := langtest.Shows(a.out + a.err); shows != "" || a.code == done {
				t.Errorf("%q: exit %d, %s\n%s", line, a.code, shows, a.err)
			}
		}
		a := piped(t, lang.EN, hostile+"\nset schools/0990001N/name "+hostile+"\n", demoYear)
		if shows := langtest.Shows(a.out + a.err); shows != "" || !strings.Contains(a.out, "Line 2, refused: ") {
			t.Errorf("the lines: %s\n%s", shows, a.out)
		}
		out, errs, code := configured(t, "theme: \""+strings.ReplaceAll(hostile, `\`, "")+"\"\n", "config")
		if shows := langtest.Shows(out + errs); shows != "" || code != wrong {
			t.Errorf("the config file: exit %d, %s", code, shows)
		}
	}
	if names, _ := filepath.Glob("*"); slices.ContainsFunc(names, func(n string) bool { return n == "x" }) {
		_ = os.RemoveAll("x")
		t.Error("something was exported")
	}
}
