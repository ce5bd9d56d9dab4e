package dossier

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"quotepart/engine/lang"
	"quotepart/engine/lang/langtest"
)

// Each hidden character is one error with its place; those side by side are told once, and reading goes on to the other faults.
func TestHiddenCharacters(t *testing.T) {
	turns := ": character U+202E, which turns the direction of the text, in the text — delete it"
	runFaults(t, []faultCase{
		{"override", "schools.csv", "Millevoye", "Mille\u202evoye", "schools.csv:2:23" + turns},
		{"zero width", "members.csv", "cc-nord,CC", "cc-nord\u200b,CC", `members.csv:3:1: "cc-nord\u200b" is not an id — letters without accents, digits, hyphens, points; at most 100 characters` + "\n" +
			"members.csv:3:8: invisible character U+200B in the text — delete it\n" + `schools.csv:3:38: unknown member "cc-nord" — check the spelling` + "\n" +
			`calls.csv:3:15: unknown member "cc-nord" — check the spelling`},
		{"side by side", "charges.csv", "Comptes", "\u2066\u200bCom\u200dptes", "charges.csv:2:9: character U+2066, which turns the direction of the text, in the text — delete it\ncharges.csv:2:14: invisible character U+200D in the text — delete it"},
		{"marks without end", "subsidies.csv", "État", "E" + strings.Repeat("\u0301", 40) + "tat", "subsidies.csv:3:11: too many accents on each other (U+0301) in the text — delete it"},
		{"in YAML", "year.yaml", "Année", "Ann\u00adée", "year.yaml:3:11: invisible character U+00AD in the text — delete it"},
		{"behind an escape", "year.yaml", "Année 2020-2021", `"\u202e2020"`, `year.yaml:3:8: invisible character in "\u202e2020" — write the value itself`},
		{"scenario", "scenarios/ham.yaml", "Hypothèse", "Hypo\ufeffthèse", "scenarios/ham.yaml:3:11: invisible character U+FEFF in the text — delete it"},
	})
}

// What is legitimate comes in as it is written, and out again to the byte.
func TestLegitimateTextIsTaken(t *testing.T) {
	for _, name := range langtest.Legitimate {
		d := read(t, dossierOf(sound, map[string]string{"members.csv": strings.Replace(sound["members.csv"], "CC du Nord", `"`+name+`"`, 1)}))
		if got := d.Year.Members[0].Name; got != name {
			t.Errorf("%q is read as %q", name, got)
		}
		roundTrip(t, d)
	}
}

// Hostile text is refused wherever it comes in, and each fault is fit for a terminal. What an earlier version took is read on, where
// it is no control character.
func TestHostileTextIsRefused(t *testing.T) {
	places := map[string]string{"year.yaml": "Année 2020-2021", "members.csv": "CC du Nord", "schools.csv": "Millevoye", "usage.csv": "maxicours", "charges.csv": "Comptes", "subsidies.csv": "FEDER",
		"charter.yaml": "title: Essai", "calls.csv": "A1", "invoices.csv": "Éditeur", "scenarios/ham.yaml": "Hypothèse"}
	for file, old := range places {
		for _, hostile := range langtest.Hostile {
			value := hostile
			if strings.HasSuffix(file, ".yaml") {
				value = strings.TrimSuffix(old, "Essai") + hostile
			}
			files := dossierOf(sound, map[string]string{file: strings.Replace(sound[file], old, value, 1)})
			_, _, err := Read(files)
			faults := faultsOf(t, err)
			if len(faults) == 0 || faults[0].Line == 0 {
				t.Errorf("%s: %q is not refused with its place: %v", file, hostile, err)
			}
			for _, l := range []lang.Lang{lang.FR, lang.EN} {
				if wrong := langtest.Shows(faults.In(l)); wrong != "" {
					t.Errorf("%s, %q: the faults show %s", file, hostile, wrong)
				}
			}
		}
	}
}

// A year that an earlier version took with hidden characters in it is read on, and written as it was.
func TestStoredYearWithHiddenCharacters(t *testing.T) {
	files := dossierOf(sound, map[string]string{"members.csv": strings.Replace(sound["members.csv"], "CC du Nord", "CC\u200b \u202edu Nord", 1)})
	d, _, err := ReadStored(files)
	if err != nil || d.Year.Members[0].Name != "CC\u200b \u202edu Nord" {
		t.Fatalf("%v", err)
	}
	again := fstest.MapFS{}
	if err := Write(d, func(name string, data []byte) error { again[name] = &fstest.MapFile{Data: data}; return nil }); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(again["members.csv"].Data), ",CC\u200b \u202edu Nord,") {
		t.Errorf("%q", again["members.csv"].Data)
	}
	var faults Faults
	if _, _, err := Read(files); !errors.As(err, &faults) || len(faults) != 2 {
		t.Errorf("from a folder: %v", err)
	}
}
