package dossier

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"quotepart/engine"
	"quotepart/engine/enginetest"
	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/storage/demo"
)

func TestBuiltinIsTheCharterOf2014(t *testing.T) {
	got, want := Builtin(), enginetest.Charter2014()
	for _, tariff := range want.Tariffs { // the value leaves out what no basis of its tariffs looks at
		tariff.Assumed, tariff.Beyond = engine.Whole, engine.Refuse
	}
	if !reflect.DeepEqual(got, want) {
		t.Error("the built-in file and the charter of 2014 differ")
	}
	if Builtin().Tariffs[0] == got.Tariffs[0] {
		t.Error("two calls share a tariff")
	}
}

// The built-in charter is written as a person would write it: only its comment and the order of three keys differ from the file.
func TestWriteCharterIsReadable(t *testing.T) {
	lines := func(b []byte) []string {
		l := strings.Split(strings.TrimSpace(string(b)), "\n")
		l = slices.DeleteFunc(l, func(s string) bool { return strings.HasPrefix(s, "#") })
		slices.Sort(l)
		return l
	}
	if got, want := lines(WriteCharter(Builtin())), lines(engine.Builtin2014); !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestWriteKeepsTheOrderOfFiles(t *testing.T) {
	d := read(t, dossierOf(sound))
	var names []string
	if err := Write(d, func(name string, _ []byte) error { names = append(names, name); return nil }); err != nil {
		t.Fatal(err)
	}
	if want := append(slices.Clone(allFiles), "scenarios/ham.yaml"); !slices.Equal(names, want) {
		t.Errorf("files %v, want %v", names, want)
	}
	full := errors.New("full")
	if err := Write(d, func(string, []byte) error { return full }); err != full {
		t.Errorf("the error of put is %v", err)
	}
}

// What is empty is not written, and members and schools are sorted whatever their order.
func TestWriteIsCanonical(t *testing.T) {
	y := &engine.Year{ID: "y", Label: "Y", Start: 20200901, End: 20210831, Basis: engine.Paid, Charter: &engine.Charter{ID: "c"},
		Members: []*engine.Member{{ID: "b", Name: "B", Kind: engine.EPCI}, {ID: "a", Name: "A", Kind: engine.Commune}},
		Schools: []*engine.School{
			{UAI: "0800003U", Name: "Deux", Level: engine.Ecole, Member: "a", Classes: engine.Some(int64(0))},
			{UAI: "0800002T", Name: `Un, dit "Le Grand"`, Level: engine.College, Member: "b", Pupils: 1741, Access: 20140901}}}
	files := written(t, &scenarios.Dossier{Year: y})
	want := map[string]string{
		"year.yaml":    "format: quotepart/1\nid: \"y\"\nlabel: \"Y\"\nstart: 2020-09-01\nend: 2021-08-31\nbasis: paid\n",
		"members.csv":  "id,name,kind,siren,approved,signed,designated,transmitted,left\na,A,commune,,,,,,\nb,B,epci,,,,,,\n",
		"schools.csv":  "uai,name,level,town,member,classes,pupils,access,closed\n0800002T,\"Un, dit \"\"Le Grand\"\"\",college,,b,,1741,2014-09-01,\n0800003U,Deux,ecole,,a,0,0,,\n",
		"charter.yaml": "format: quotepart/1\nid: c\ntariffs: []\n",
	}
	for name, text := range want {
		if files[name] == nil || string(files[name].Data) != text {
			t.Errorf("%s:\n%s\nwant\n%s", name, files[name].Data, text)
		}
	}
	if len(files) != len(want) {
		t.Errorf("%d files, want %d", len(files), len(want))
	}
}

func TestScenarioText(t *testing.T) {
	const text = `format: quotepart/1
name: Ouverture d'un collège à Ham
note: |-
  Hypothèse de la commission
  du 12 mars
changes:
  - {set: schools/0800002T/pupils, to: 187.30}
  - {set: schools/0800002T/access, to: 2020-09-01}
  - {set: schools/0800002T/closed, to: ""}
  - {set: schools/0800002T/name, to: "yes"}
  - {set: schools/0800002T/town, to: "0123"}
  - {set: schools/0800002T/town, to: "null"}
  - {set: subsidies/etat/rate, to: 12.5%}
  - {set: usage/0800002T/maxicours/90, to: 12}
  - {scale: "schools/*[level=college]/pupils", by: 1.02}
  - {add: schools/0800004V, with: {pupils: 320, name: "Collège, de Ham", level: college, access: 2020-09-01}}
  - {add: tariffs/nouveau, with: {basis: shared-by-pupils, pool: "ecole: accounts, content"}}
  - {remove: tariffs/college-sitetv/bands/900}
`
	s, err := ReadScenario("x.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	if got := string(WriteScenario(s)); got != text {
		t.Errorf("written:\n%s", got)
	}
	if s.Changes[0].Value != "187.30" || s.Changes[9].With[0].Field != "pupils" {
		t.Errorf("changes %v", s.Changes)
	}
	mapped, err := ReadScenario("x.yaml", []byte(strings.Replace(text, `"ecole: accounts, content"`, "{level: ecole, categories: [accounts, content]}", 1)))
	if err != nil || !reflect.DeepEqual(mapped, s) {
		t.Errorf("the pool as a mapping: %v, %v", mapped, err)
	}
}

func TestScenarioFileNames(t *testing.T) {
	list := []scenarios.Scenario{{Name: "Écoles +2 %"}, {Name: "Ouverture d'un collège à Ham"}, {Name: "ecoles 2"}, {Name: "écoles : 2"}, {Name: "???"},
		{Name: "Œuvre"}, {Name: strings.Repeat("très long ", 20)}}
	files, err := scenarioFiles(list)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range files {
		names = append(names, strings.TrimPrefix(f.name, "scenarios/"))
	}
	slices.Sort(names)
	want := []string{"ecoles-2-2.yaml", "ecoles-2-3.yaml", "ecoles-2.yaml", "oeuvre.yaml", "ouverture-d-un-college-a-ham.yaml", "scenario.yaml",
		"tres-long-tres-long-tres-long-tres-long-tres-long-tres-long-t.yaml"}
	if !slices.Equal(names, want) {
		t.Errorf("%v\nwant %v", names, want)
	}
	if _, err := scenarioFiles([]scenarios.Scenario{{Name: "a"}, {Name: "b"}, {Name: "a"}}); len(faultsOf(t, err)) != 1 {
		t.Errorf("two scenarios of one name: %v", err)
	}
}

func TestWriteFolder(t *testing.T) {
	d := read(t, demo.Files())
	parent := t.TempDir()
	empty := filepath.Join(parent, "empty")
	if err := os.Mkdir(empty, 0o777); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{filepath.Join(parent, "new"), empty} {
		if err := WriteFolder(dir, d); err != nil {
			t.Fatal(err)
		}
		again, warnings, err := ReadFolder(dir)
		if err != nil || len(warnings) > 0 || !reflect.DeepEqual(again, d) {
			t.Errorf("%s: read back %v, %v", dir, err, warnings)
		}
		before := written(t, again)
		if err := WriteFolder(dir, &scenarios.Dossier{Year: enginetest.BigYear(2, 1)}); err == nil || !strings.Contains(err.Error(), "not empty") {
			t.Errorf("%s was written over: %v", dir, err)
		}
		if again, _, err := ReadFolder(dir); err != nil || !reflect.DeepEqual(written(t, again), before) {
			t.Errorf("%s was changed by a refused write: %v", dir, err)
		}
	}
	leftNothing(t, parent, "new", "empty")
}

func TestWriteFolderFailsWhole(t *testing.T) {
	parent := t.TempDir()
	file := filepath.Join(parent, "file")
	if err := os.WriteFile(file, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	d := &scenarios.Dossier{Year: enginetest.BigYear(2, 1)}
	twice := &scenarios.Dossier{Year: d.Year, Scenarios: []scenarios.Scenario{{Name: "a"}, {Name: "a"}}}
	for dir, d := range map[string]*scenarios.Dossier{file: d, filepath.Join(parent, "no", "where"): d, filepath.Join(parent, "twice"): twice} {
		err := WriteFolder(dir, d)
		if faults := faultsOf(t, err); len(faults) != 1 || faults.In(lang.FR) == faults.In(lang.EN) {
			t.Errorf("%s: %v", dir, err)
		}
	}
	leftNothing(t, parent, "file")
}

// leftNothing wants a folder to hold these names alone, and no half-written one.
func leftNothing(t *testing.T, dir string, want ...string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	slices.Sort(want)
	if !slices.Equal(names, want) {
		t.Errorf("%s holds %v, want %v", dir, names, want)
	}
}

func TestReadFolderRefuses(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	for dir, want := range map[string]string{file: "this is not a folder", file + "s": "this folder does not exist"} {
		if d, _, err := ReadFolder(dir); d != nil || len(faultsOf(t, err)) != 1 || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", dir, err)
		}
	}
}
