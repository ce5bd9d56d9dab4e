package scenarios_test

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"quotepart/engine"
	"quotepart/engine/enginetest"
	"quotepart/engine/lang"
	. "quotepart/scenarios"
)

var update = flag.Bool("update", false, "write the golden files anew")

// smallYear has a subject of every kind under the charter of 2014. Each call makes a new one.
func smallYear() *engine.Year {
	cents := func(c engine.Cents) engine.Opt[engine.Cents] { return engine.Some(c) }
	return &engine.Year{
		ID: "2020-2021", Label: "Exercice 2020-2021", Start: 20200901, End: 20210831, Basis: engine.Planned, Charter: enginetest.Charter2014(),
		Members: []*engine.Member{
			{ID: "cc-val", Name: "CC du Val", Kind: engine.EPCI, SIREN: "200070969", Approved: 20150115, Signed: 20150201, Designated: 20150210, Transmitted: 20150220},
			{ID: "commune-ham", Name: "Ham", Kind: engine.Commune},
			{ID: "departement", Name: "Département", Kind: engine.Departement, Approved: 20140630, Signed: 20140710, Designated: 20140715, Transmitted: 20140720},
		},
		Schools: []*engine.School{
			{UAI: "0800001S", Name: "Collège Un", Level: engine.College, Town: "Abbeville", Member: "departement", Pupils: 741, Stored: 741, Access: 20140901,
				Usage: []engine.ToolUsage{{Tool: "maxicours", Buckets: []engine.Bucket{{Minutes: 0, Pupils: 100}, {Minutes: 60, Pupils: 200}, {Minutes: 90, Pupils: 300}}}}},
			{UAI: "0800002T", Name: "Collège Deux", Level: engine.College, Member: "departement", Classes: engine.Some(int64(8)), Pupils: 200, Stored: 200, Access: 20140901},
			{UAI: "0800003U", Name: "École Trois", Level: engine.Ecole, Member: "cc-val", Classes: engine.Some(int64(4)), Pupils: 101, Stored: 101, Access: 20150901},
			{UAI: "0800004V", Name: "École Quatre", Level: engine.Ecole, Member: "cc-val", Pupils: 50, Stored: 50, Access: 20150901},
			{UAI: "0800005W", Name: "École Cinq", Level: engine.Ecole, Member: "commune-ham", Pupils: 30, Stored: 30, Access: 20150901, Closed: 20190705},
		},
		Charges: []*engine.Charge{
			{ID: "comptes-ecoles", Label: "Comptes", Category: engine.Accounts, Level: engine.Ecole, Planned: cents(1000_00), Paid: cents(999_99)},
			{ID: "contenus-ecoles", Label: "Contenus", Category: engine.Content, Level: engine.Ecole, Planned: cents(500_01), Mutualised: engine.Share{Percent: 10_000_000, IsPercent: true}},
			{ID: "plateforme", Label: "Plate-forme", Category: engine.Platform, Level: engine.Common, Planned: cents(2000_00), Mutualised: engine.Share{Amount: 1200_00}},
		},
		Subsidies: []*engine.Subsidy{
			{ID: "etat", Label: "État", Target: engine.Target{Of: engine.TargetCharge, ID: "contenus-ecoles"}, Rate: engine.Some(engine.Percent(12_500_000))},
			{ID: "feder", Label: "FEDER", Target: engine.Target{Of: engine.TargetMember, ID: "departement"}, Amount: cents(450_00)},
		},
	}
}

// deepCopy shares nothing with the year it is made from.
func deepCopy(y *engine.Year) *engine.Year {
	c := *y
	charter := *y.Charter
	c.Charter = &charter
	c.Members, c.Charges, c.Subsidies = copies(y.Members), copies(y.Charges), copies(y.Subsidies)
	c.Schools, charter.Tariffs = copies(y.Schools), copies(y.Charter.Tariffs)
	for _, s := range c.Schools {
		s.Usage = slices.Clone(s.Usage)
		for i := range s.Usage {
			s.Usage[i].Buckets = slices.Clone(s.Usage[i].Buckets)
		}
	}
	for _, t := range charter.Tariffs {
		t.Bands = slices.Clone(t.Bands)
		if t.Pool != nil {
			t.Pool = &engine.Pool{Level: t.Pool.Level, Categories: slices.Clone(t.Pool.Categories)}
		}
	}
	return &c
}

func copies[T any](list []*T) []*T {
	out := slices.Clone(list)
	for i, t := range list {
		c := *t
		out[i] = &c
	}
	return out
}

// fataler is a test, a benchmark or a rapid property.
type fataler interface {
	Helper()
	Fatalf(string, ...any)
}

// readChange reads a change as Change.String writes it.
func readChange(line string) (Change, error) {
	op, rest, _ := strings.Cut(line, " ")
	empty := func(s string) string {
		if s == `""` {
			return ""
		}
		return s
	}
	switch Op(op) {
	case Set:
		address, value, _ := strings.Cut(rest, " to ")
		return NewSet(address, empty(value))
	case Scale:
		address, factor, _ := strings.Cut(rest, " by ")
		return NewScale(address, factor)
	case Add:
		address, fields, _ := strings.Cut(rest, " with ")
		var with []Value
		if fields != "" {
			for pair := range strings.SplitSeq(fields, ", ") {
				field, value, _ := strings.Cut(pair, ": ")
				with = append(with, Value{Field: field, Value: empty(value)})
			}
		}
		return NewAdd(address, with)
	}
	return NewRemove(rest)
}

// read reads changes, one a line, that must be well formed.
func read(t fataler, text string) []Change {
	t.Helper()
	var out []Change
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		c, err := readChange(line)
		if err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		out = append(out, c)
	}
	return out
}

// apply applies changes that must be accepted, and makes sure that the year given is not altered.
func apply(t fataler, y *engine.Year, changes ...Change) *engine.Year {
	t.Helper()
	before := deepCopy(y)
	changed, err := Apply(y, changes)
	if err != nil {
		t.Fatalf("%v", err)
	}
	same(t, "the year given", y, before)
	return changed
}

// value reads one value of a year, or why there is none.
func value(t fataler, y *engine.Year, address string) string {
	t.Helper()
	a, err := ParseAddress(address)
	if err != nil {
		t.Fatalf("%v", err)
	}
	in, err := Lookup(y, a)
	if err != nil {
		return "none"
	}
	return in.Value
}

func compute(t fataler, y *engine.Year) *engine.Result {
	t.Helper()
	r, err := engine.Compute(y)
	if err != nil {
		t.Fatalf("%v", err)
	}
	return r
}

func workbench(t fataler, y *engine.Year) *Workbench {
	t.Helper()
	w, err := NewWorkbench(y)
	if err != nil {
		t.Fatalf("%v", err)
	}
	return w
}

func do(t fataler, w *Workbench, changes ...Change) {
	t.Helper()
	if err := w.Do(changes...); err != nil {
		t.Fatalf("%v", err)
	}
}

func set(t fataler, address, value string) Change {
	t.Helper()
	c, err := NewSet(address, value)
	if err != nil {
		t.Fatalf("%v", err)
	}
	return c
}

// bothLanguages is an error as users read it.
func bothLanguages(err error) string {
	return "  fr " + strings.ReplaceAll(lang.Describe(err, lang.FR), "\n", "\n     ") + "\n" +
		"  en " + strings.ReplaceAll(lang.Describe(err, lang.EN), "\n", "\n     ") + "\n"
}

// golden holds a text against a file of testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
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
		t.Errorf("%s differs (go test -update writes it anew)\n%s", path, firstDifference(got, string(want)))
	}
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range max(len(g), len(w)) {
		if i >= len(g) || i >= len(w) || g[i] != w[i] {
			return "got  " + strings.Join(g[min(i, len(g)):min(i+1, len(g))], "") + "\nwant " + strings.Join(w[min(i, len(w)):min(i+1, len(w))], "")
		}
	}
	return ""
}
