package storage

import (
	"errors"
	"io/fs"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/storage/demo"
	"quotepart/storage/dossier"
)

// childRoles are what this test binary does instead of tests when it is started again with childRole set; files of one
// system add their own.
const childRole = "QUOTEPART_TEST_ROLE"

var childRoles = map[string]func(dir string) error{
	"hold": holdStore,
	"save": saveForEver,
}

func TestMain(m *testing.M) {
	if role := childRoles[os.Getenv(childRole)]; role != nil {
		if err := role(os.Getenv("QUOTEPART_DATA")); err != nil {
			println(err.Error())
			os.Exit(1)
		}
		os.Exit(0)
	}
	// Badger leaves two goroutines behind, which wait for ever, where it refuses to open a damaged folder.
	goleak.VerifyTestMain(m,
		goleak.IgnoreAnyFunction("github.com/dgraph-io/badger/v4.(*DB).monitorCache"),
		// An Open that panics on a damaged file leaves these; of one that is not closed there would be others too.
		goleak.IgnoreAnyFunction("github.com/dgraph-io/badger/v4.(*DB).updateSize"),
		goleak.IgnoreAnyFunction("github.com/dgraph-io/badger/v4/y.(*WaterMark).process"),
		goleak.IgnoreAnyFunction("github.com/dgraph-io/ristretto/v2/z.(*AllocatorPool).freeupAllocators"))
}

const demoID = "2025-2026"

func open(t testing.TB, dir string) *Store {
	t.Helper()
	s, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func shut(t testing.TB, s *Store) {
	t.Helper()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

func readDossier(t testing.TB, fsys fs.FS) *scenarios.Dossier {
	t.Helper()
	d, _, err := dossier.Read(fsys)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func demoDossier(t testing.TB) *scenarios.Dossier { return readDossier(t, demo.Files()) }

const sommeFolder = "../../shared/data/somme"

// somme is the real dossier, or the test is skipped where it is absent.
func somme(t testing.TB) *scenarios.Dossier {
	t.Helper()
	if _, err := os.Stat(sommeFolder); err != nil {
		t.Skipf("the real dossier is not here: %v", err)
	}
	return readDossier(t, os.DirFS(sommeFolder))
}

// imported is a store that holds a dossier.
func imported(t testing.TB, d *scenarios.Dossier) *Store {
	t.Helper()
	s := open(t, t.TempDir())
	if _, err := s.Import(d, lead("anne"), false); err != nil {
		t.Fatal(err)
	}
	return s
}

// textOf is a dossier as the text of its files.
func textOf(d *scenarios.Dossier) (map[string]string, error) {
	files := map[string]string{}
	err := dossier.Write(d, func(name string, data []byte) error {
		files[name] = string(data)
		return nil
	})
	return files, err
}

func text(t testing.TB, d *scenarios.Dossier) map[string]string {
	t.Helper()
	files, err := textOf(d)
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func scenario(t testing.TB, name string, changes ...string) scenarios.Scenario {
	t.Helper()
	sc := scenarios.Scenario{Name: name, Note: "essai"}
	for _, c := range changes {
		change, err := scenarios.ParseAssignment(scenarios.Set, c)
		if err != nil {
			t.Fatal(err)
		}
		sc.Changes = append(sc.Changes, change)
	}
	return sc
}

// wantFault wants an error of a kind that says what is wrong, in one line of each language that holds all the words.
func wantFault(t testing.TB, err, kind error, words ...string) {
	t.Helper()
	if !errors.Is(err, kind) {
		t.Fatalf("got %v, want %v", err, kind)
	}
	var said *lang.Fault
	if !errors.As(err, &said) || said.Mend.FR == "" || said.Mend.EN == "" {
		t.Errorf("%v does not say how to mend it", err)
	}
	for _, l := range []lang.Lang{lang.FR, lang.EN} {
		line := lang.Describe(err, l)
		if strings.Contains(line, "\n") || strings.Contains(line, "%!") {
			t.Errorf("not one clear line: %q", line)
		}
		for _, w := range words {
			if !strings.Contains(line, w) {
				t.Errorf("%q does not say %q", line, w)
			}
		}
	}
}

// eventually waits for a condition.
func eventually(t testing.TB, what string, ok func() bool) {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); !ok(); {
		if time.Now().After(deadline) {
			t.Fatal(what)
		}
		runtime.Gosched()
	}
}

func TestCloseLeavesNoGoroutine(t *testing.T) {
	before := goleak.IgnoreCurrent()
	s := imported(t, demoDossier(t))
	_, stop := s.Watch()
	if goleak.Find(before) == nil {
		t.Fatal("this check does not see the goroutines of an open store")
	}
	stop()
	shut(t, s)
	goleak.VerifyNone(t, before)
}

func TestClosedStoreRefuses(t *testing.T) {
	s := imported(t, demoDossier(t))
	shut(t, s)
	shut(t, s)
	_, err := s.Years()
	wantFault(t, err, ErrClosed)
	wantFault(t, keep(s, demoID, scenario(t, "x"), "anne"), ErrClosed)
	_, err = s.Import(demoDossier(t), lead("anne"), true)
	wantFault(t, err, ErrClosed)
}

// keep, rename and take do what is said with what stands in the store now.
func keep(s *Store, year string, sc scenarios.Scenario, author string) error {
	_, err := s.SaveScenario(year, sc, revisionOf(s, year, sc.Name), lead(author))
	return err
}

func rename(s *Store, year, from string, sc scenarios.Scenario, author string) error {
	_, err := s.RenameScenario(year, from, sc, revisionOf(s, year, from), lead(author))
	return err
}

func take(s *Store, year, name, author string) error {
	return s.DeleteScenario(year, name, revisionOf(s, year, name), lead(author))
}

func revisionOf(s *Store, year, name string) uint64 {
	one, err := s.Scenario(year, name)
	if err != nil {
		return 0
	}
	return one.Revision
}

// lead is somebody who may do all.
func lead(name string) scenarios.Person {
	return scenarios.Person{Name: name, Role: scenarios.Lead}
}
