package report

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"quotepart/engine"
	"quotepart/engine/enginetest"
	"quotepart/engine/lang"
	"quotepart/engine/lang/langtest"
	"quotepart/scenarios"
)

var update = flag.Bool("update", false, "write the golden files anew")

// hostile is a name that a terminal, Markdown and CSV would each take for something else.
const hostile = "Collège \x1b[2J|*\u202e\"日本\",\nfin\u009b"

// year is small and has everything that a report must not get wrong: a school beyond the bands, one that is not counted, a
// charge without an amount, a subsidy too large, a member who has not joined, hostile and wide names.
func year() *engine.Year {
	charter := enginetest.Charter2014()
	charter.Tariffs[3].Disabled = true
	cents := func(c engine.Cents) engine.Opt[engine.Cents] { return engine.Some(c) }
	return &engine.Year{
		ID: "2025-2026", Label: "Année d'essai", Start: 20250901, End: 20260831, Basis: engine.Planned, Charter: charter,
		Members: []*engine.Member{
			{ID: "cc-nord", Name: "CC du Nord", Kind: engine.EPCI, Approved: 20150101, Signed: 20150102, Designated: 20150103, Transmitted: 20150104},
			{ID: "dep", Name: "Département", Kind: engine.Departement, Approved: 20140624, Signed: 20140701, Designated: 20140701, Transmitted: 20140702},
			{ID: "zz-commune", Name: "Commune", Kind: engine.Commune, Approved: 20260101},
		},
		Schools: []*engine.School{
			{UAI: "0990001N", Name: "Collège A", Level: engine.College, Town: "Ville", Member: "dep", Pupils: 399, Stored: 399, Access: 20140901},
			{UAI: "0990002P", Name: hostile, Level: engine.College, Town: "Ville", Member: "dep", Pupils: 1101, Stored: 1101, Access: 20140901},
			{UAI: "0990003R", Name: "École B", Level: engine.Ecole, Town: "Bourg", Member: "cc-nord", Pupils: 100, Stored: 100, Access: 20140901},
			{UAI: "0990004S", Name: "École C", Level: engine.Ecole, Town: "Bourg", Member: "cc-nord", Pupils: 50, Stored: 50, Access: 20140901},
			{UAI: "0990005T", Name: "École D", Level: engine.Ecole, Town: "Bourg", Member: "zz-commune", Pupils: 70, Stored: 70, Access: 20140901},
		},
		Charges: []*engine.Charge{
			{ID: "comptes", Label: "Comptes", Category: engine.Accounts, Level: engine.Ecole, Planned: cents(1000_00)},
			{ID: "contenus", Label: "Contenus", Category: engine.Content, Level: engine.Ecole, Paid: cents(500_00)},
			{ID: "plateforme", Label: "Plate-forme", Category: engine.Platform, Level: engine.Common, Planned: cents(300_00), Mutualised: engine.Share{Percent: engine.Whole, IsPercent: true}},
		},
		Subsidies: []*engine.Subsidy{
			{ID: "feder", Label: "FEDER", Target: engine.Target{Of: engine.TargetMember, ID: "dep"}, Rate: engine.Some(engine.Percent(12_500_000))},
			{ID: "trop", Label: "Trop", Target: engine.Target{Of: engine.TargetMember, ID: "dep"}, Amount: cents(100_000_00)},
		},
	}
}

func result(t *testing.T, changes ...string) *engine.Result {
	t.Helper()
	return resultOf(t, year(), changes...)
}

func resultOf(t *testing.T, of *engine.Year, changes ...string) *engine.Result {
	t.Helper()
	var list []scenarios.Change
	for _, s := range changes {
		c, err := scenarios.ParseAssignment(scenarios.Set, s)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, c)
	}
	y, err := scenarios.Apply(of, list)
	if err != nil {
		t.Fatal(err)
	}
	r, err := engine.Compute(y)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// reports are all there are, by the name of their golden files.
func reports(t *testing.T) map[string]*Report {
	t.Helper()
	c := Case{Result: result(t)}
	change, err := scenarios.NewSet("schools/0990003R/pupils", "120")
	if err != nil {
		t.Fatal(err)
	}
	changed := Case{Result: result(t, "schools/0990003R/pupils=120"), Scenario: "Plus | d'élèves", Changes: []scenarios.Change{change}}
	all := map[string]*Report{"changed": Run(changed, scenarios.ByMember)}
	columns := []scenarios.Column{{Name: scenarios.Baseline, Result: c.Result}, {Name: "Plus d'élèves à l'école B, un peu", Result: changed.Result}}
	for _, by := range []scenarios.By{scenarios.ByMember, scenarios.BySchool, scenarios.ByTariff, scenarios.ByCharge} {
		all["run-"+string(by)] = Run(c, by)
		all["compare-"+string(by)] = Compare(by, columns)
	}
	for _, subject := range []string{"dep", "members/zz-commune", "schools/0990003R", "0990005T"} {
		r, err := Explain(c, subject)
		if err != nil {
			t.Fatal(err)
		}
		all["explain-"+filepath.Base(subject)] = r
	}
	all["why"] = Why(scenarios.Baseline, hostile, attribution(t))
	scenario := scenarios.Scenario{Name: hostile, Note: "Une note\nde deux lignes", Changes: everyChange(t)}
	all["scenario"] = Scenario(scenario)
	all["scenario-list"] = ScenarioList("2025-2026", []scenarios.Scenario{scenario, {Name: "vide"}})
	all["scenario-none"] = ScenarioList("2025-2026", nil)
	return all
}

// attribution has an entry of several changes, one whose words come from hostile data, and what is missing.
func attribution(t *testing.T) scenarios.Attribution {
	t.Helper()
	var list []scenarios.Change
	add, err := scenarios.NewAdd("schools/0990006U", []scenarios.Value{{Field: "name", Value: "École | neuve"}, {Field: "level", Value: "ecole"}, {Field: "member", Value: "cc-nord"}, {Field: "pupils", Value: "60"}, {Field: "access", Value: "2025-09-01"}})
	if err != nil {
		t.Fatal(err)
	}
	list = append(list, add)
	for _, s := range []string{"schools/0990006U/pupils=77", "schools/0990002P/pupils=1102", "charges/comptes/planned=1000.01"} {
		c, err := scenarios.ParseAssignment(scenarios.Set, s)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, c)
	}
	a, err := scenarios.Why(t.Context(), year(), nil, list, scenarios.Metric{Of: "members", ID: "cc-nord", Field: "gross"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// everyChange is one change of each operation, and one that is switched off.
func everyChange(t *testing.T) []scenarios.Change {
	t.Helper()
	set, err1 := scenarios.NewSet("schools/0990001N/town", "\"Ville\" | neuve")
	scale, err2 := scenarios.NewScale("schools/*[level=college]/pupils", "1.02")
	add, err3 := scenarios.NewAdd("schools/0990006U", []scenarios.Value{{Field: "name", Value: "Neuf"}, {Field: "level", Value: "college"}})
	remove, err4 := scenarios.NewRemove("subsidies/feder")
	if err := errors.Join(err1, err2, err3, err4); err != nil {
		t.Fatal(err)
	}
	off := set
	off.Off = true
	return []scenarios.Change{set, scale, add, remove, off}
}

// Each report in each format and language, held against what was once looked at.
func TestGolden(t *testing.T) {
	for title, r := range reports(t) {
		var b bytes.Buffer
		for _, f := range Formats() {
			for _, l := range []lang.Lang{lang.FR, lang.EN} {
				fmt.Fprintf(&b, "==== %s %s\n", f, l)
				if err := r.Write(&b, f, l); err != nil {
					t.Fatal(err)
				}
			}
		}
		for _, l := range []lang.Lang{lang.FR, lang.EN} {
			fmt.Fprintf(&b, "==== linear %s\n%s\n", l, strings.Join(r.Linear(l), "\n"))
		}
		file := filepath.Join("testdata", title+".golden")
		if *update {
			if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(b.Bytes(), want) {
			t.Errorf("%s differs; now:\n%s", file, b.Bytes())
		}
	}
}

// hostileReports are of a year with hostile text everywhere, and of scenarios with such names.
func hostileReports(t *testing.T) map[string]*Report {
	t.Helper()
	y := enginetest.Hostile(year(), langtest.Hostile)
	c := Case{Result: resultOf(t, y)}
	all := map[string]*Report{}
	columns := []scenarios.Column{{Name: scenarios.Baseline, Result: c.Result}}
	var list []scenarios.Scenario
	for _, name := range langtest.Hostile {
		columns = append(columns, scenarios.Column{Name: name, Result: c.Result})
		rename, err := scenarios.NewSet("schools/0990001N/name", name)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, scenarios.Scenario{Name: name, Note: name, Changes: []scenarios.Change{rename}})
		all["scenario "+name] = Scenario(list[len(list)-1])
	}
	all["list"] = ScenarioList(langtest.Hostile[0], list)
	for _, by := range []scenarios.By{scenarios.ByMember, scenarios.BySchool, scenarios.ByTariff, scenarios.ByCharge} {
		all["run by "+string(by)] = Run(c, by)
		all["compare by "+string(by)] = Compare(by, columns)
	}
	for _, subject := range []string{"dep", "cc-nord", "schools/0990003R"} {
		r, err := Explain(c, subject)
		if err != nil {
			t.Fatal(err)
		}
		all["explain "+subject] = r
	}
	return all
}

// Nothing of the data can command a terminal or hide from a reader, in any format; and each is well-formed.
func TestNothingCommandsTheTerminal(t *testing.T) {
	all := reports(t)
	maps.Copy(all, hostileReports(t))
	for title, r := range all {
		for _, line := range append(r.Linear(lang.FR), r.Linear(lang.EN)...) {
			if strings.ContainsAny(line, "\n▲▼─│Δ") || strings.ContainsFunc(line, unicode.IsControl) || lang.Clean(line) != line {
				t.Errorf("%s, linear: %q", title, line)
			}
		}
		for _, f := range Formats() {
			var b bytes.Buffer
			if err := r.Write(&b, f, lang.FR); err != nil {
				t.Fatal(err)
			}
			if wrong := langtest.Shows(b.String()); wrong != "" || strings.Contains(b.String(), "\t") {
				t.Errorf("%q as %s: a tab, or %s", title, f, wrong)
			}
			switch f {
			case InJSON:
				if !json.Valid(b.Bytes()) || strings.Count(b.String(), "\n") != 1 {
					t.Errorf("%s: not one line of JSON", title)
				}
			case InCSV:
				if _, err := csv.NewReader(&b).ReadAll(); err != nil { // also refuses rows of unequal length
					t.Errorf("%s: %v", title, err)
				}
			}
		}
	}
}

// JSON keeps text exactly, whatever it escapes.
func TestJSONIsExact(t *testing.T) {
	for _, text := range append(append([]string{hostile}, langtest.Hostile...), langtest.Legitimate...) {
		var b bytes.Buffer
		if err := WriteJSON(&b, text); err != nil {
			t.Fatal(err)
		}
		var back string
		if err := json.Unmarshal(b.Bytes(), &back); err != nil || back != text {
			t.Errorf("%q came back as %q, %v", text, back, err)
		}
	}
}

// The header of a CSV is the same in both languages and decimals have a point; only sentences differ.
func TestCSVIsForMachines(t *testing.T) {
	for title, r := range reports(t) {
		var fr, en bytes.Buffer
		if err := r.Write(&fr, InCSV, lang.FR); err != nil {
			t.Fatal(err)
		}
		if err := r.Write(&en, InCSV, lang.EN); err != nil {
			t.Fatal(err)
		}
		header, _, _ := strings.Cut(fr.String(), "\n")
		if !strings.HasPrefix(en.String(), header+"\n") {
			t.Errorf("%s: the header depends on the language: %s", title, header)
		}
		if !strings.HasPrefix(title, "explain") && fr.String() != en.String() && !strings.HasSuffix(title, "school") {
			t.Errorf("%s depends on the language", title)
		}
	}
}

// What a member owes under each tariff adds up to its gross contribution, and so do its schools.
func TestExplanationAddsUp(t *testing.T) {
	r := result(t)
	for i := range r.Year().Members {
		var tariffs, schools engine.Cents
		for _, s := range tariffSums(r, i, schoolsOf(r, i)) {
			tariffs += s.amount
		}
		for _, school := range schoolsOf(r, i) {
			for _, line := range r.ExplainSchool(school) {
				schools += line.Amount
			}
		}
		if m := r.Member(i); tariffs != m.Gross || schools != m.Gross {
			t.Errorf("%s: gross %s, tariffs %s, lines %s", m.Member.ID, m.Gross, tariffs, schools)
		}
	}
}

func TestUnknownSubject(t *testing.T) {
	for subject, want := range map[string]string{
		"0990003S":         `"0990003S" is neither a school nor a member of this year — did you mean "0990003R"?`,
		"members/0990003R": `"members/0990003R" is neither a school nor a member of this year — check the spelling`,
		"schools/dep":      `"schools/dep" is neither a school nor a member of this year — check the spelling`,
		"members/cc-nrod":  `"members/cc-nrod" is neither a school nor a member of this year — did you mean "cc-nord"?`,
		"tariffs/x":        `"tariffs/x" is neither a school nor a member of this year — check the spelling`,
		"":                 `"" is neither a school nor a member of this year — check the spelling`,
	} {
		if _, err := Explain(Case{Result: result(t)}, subject); err == nil || err.Error() != want {
			t.Errorf("%q: %v, want %s", subject, err, want)
		}
	}
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, os.ErrClosed }

func TestWriteErrorsAreReported(t *testing.T) {
	for title, r := range reports(t) {
		for _, f := range Formats() {
			if err := r.Write(failing{}, f, lang.FR); err == nil {
				t.Errorf("%s as %s: no error", title, f)
			}
		}
	}
}
