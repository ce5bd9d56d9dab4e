package dossier

import (
	"bytes"
	"io/fs"
	"reflect"
	"testing"
	"testing/fstest"

	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/storage/demo"
)

// checkRead reads any dossier: either every fault is one line fit for a terminal, or what was read comes back the same from
// what is written of it.
func checkRead(t *testing.T, files fs.FS) {
	t.Helper()
	d, warnings, err := Read(files)
	faults := append(faultsOf(t, err), warnings...)
	for _, f := range faults {
		for _, l := range []lang.Lang{lang.FR, lang.EN} {
			if line := f.In(l); line != lang.Escape(line) {
				t.Errorf("a fault is not fit for a terminal: %q", line)
			}
		}
	}
	if err != nil {
		if d != nil || len(faults) == len(warnings) {
			t.Errorf("refused without a fault, or half loaded: %v", err)
		}
		return
	}
	roundTrip(t, d)
	if _, err := engine.Compile(d.Year); err != nil && err != engine.ErrOverflow {
		t.Errorf("a dossier without faults is refused by the engine: %v", err)
	}
}

// withFile is the smallest dossier, with one file more or another.
func withFile(name string, data []byte) fstest.MapFS {
	files := dossierOf(map[string]string{
		yearFile:    sound[yearFile],
		membersFile: "id,name,kind,transmitted\n",
		schoolsFile: "uai,name,level,member,pupils,access\n",
		charterFile: "format: quotepart/1\nid: x\ntariffs: []\n",
	})
	files[name] = &fstest.MapFile{Data: data}
	return files
}

func addDemo(f *testing.F, name string) {
	data, err := fs.ReadFile(demo.Files(), name)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
}

func FuzzRead(f *testing.F) {
	add := func(text map[string]string) {
		f.Add([]byte(text[membersFile]), []byte(text[schoolsFile]), []byte(text[usageFile]), []byte(text[chargesFile]))
	}
	add(sound)
	add(map[string]string{membersFile: "\ufeffid;name;kind;transmitted\r\ndep;\"D\r\n\"\"x\";epci;\r\n", schoolsFile: "uai,name,level,member,pupils,access,x,x\n,,,\n\"", usageFile: "uai,tool,minutes,pupils\n0800002T,m,0,9999\n"})
	f.Fuzz(func(t *testing.T, members, schools, usage, charges []byte) {
		files := withFile(membersFile, members)
		for name, data := range map[string][]byte{schoolsFile: schools, usageFile: usage, chargesFile: charges} {
			files[name] = &fstest.MapFile{Data: data}
		}
		checkRead(t, files)
	})
}

func FuzzYear(f *testing.F) {
	addDemo(f, yearFile)
	f.Add([]byte(sound[yearFile]))
	f.Fuzz(func(t *testing.T, data []byte) { checkRead(t, withFile(yearFile, data)) })
}

func FuzzCharter(f *testing.F) {
	f.Add(engine.Builtin2014)
	f.Add([]byte(sound[charterFile]))
	f.Fuzz(func(t *testing.T, data []byte) { checkRead(t, withFile(charterFile, data)) })
}

func FuzzScenario(f *testing.F) {
	names, err := fs.Glob(demo.Files(), "scenarios/*.yaml")
	if err != nil || len(names) == 0 {
		f.Fatalf("no scenarios in the demo: %v", err)
	}
	for _, name := range names {
		addDemo(f, name)
	}
	f.Add([]byte(sound["scenarios/ham.yaml"]))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := ReadScenario("x.yaml", data)
		if err != nil {
			if len(faultsOf(t, err)) == 0 || !reflect.DeepEqual(s, scenarios.Scenario{}) {
				t.Errorf("refused without a fault, or half read: %v", err)
			}
			return
		}
		first := WriteScenario(s)
		again, err := ReadScenario("x.yaml", first)
		if err != nil {
			t.Fatalf("what was written cannot be read: %v\n%s", err, first)
		}
		if !reflect.DeepEqual(s, again) {
			t.Errorf("read again it is another one:\n%v\n%v", s, again)
		}
		if second := WriteScenario(again); !bytes.Equal(first, second) {
			t.Errorf("written again it is another text:\n%s\n%s", first, second)
		}
	})
}
