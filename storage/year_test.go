package storage

import (
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/dgraph-io/badger/v4"

	"quotepart/engine"
	"quotepart/engine/enginetest"
	"quotepart/scenarios"
)

// fileKeys are the keys of all chunks in the store.
func fileKeys(t *testing.T, s *Store) (list []string) {
	t.Helper()
	if err := s.view(func(txn *badger.Txn) error { list = keys(txn, filesPrefix); return nil }); err != nil {
		t.Fatal(err)
	}
	return list
}

func importDossier(t *testing.T, s *Store, d *scenarios.Dossier, replace, wantChanged bool) {
	t.Helper()
	changed, err := s.Import(d, "anne", replace)
	if err != nil {
		t.Fatal(err)
	}
	if changed != wantChanged {
		t.Fatalf("changed = %v", changed)
	}
}

func wantDossier(t *testing.T, s *Store, want *scenarios.Dossier) {
	t.Helper()
	got, err := s.Year(want.Year.ID)
	if err != nil {
		t.Fatal(err)
	}
	if !maps.Equal(text(t, got), text(t, want)) {
		t.Error("the stored dossier is not the one imported")
	}
	if !reflect.DeepEqual(got.Year, want.Year) {
		t.Error("the stored year is not the one imported")
	}
}

func TestImportIsARoundTripThroughTheDisk(t *testing.T) {
	for name, d := range map[string]func(testing.TB) *scenarios.Dossier{"demo": demoDossier, "somme": somme, "big": bigDossier} {
		t.Run(name, func(t *testing.T) {
			want := d(t)
			s := imported(t, want)
			wantDossier(t, s, want)
			shut(t, s)
			s = open(t, s.Dir())
			wantDossier(t, s, want)
			years, err := s.Years()
			if err != nil || len(years) != 1 {
				t.Fatal(years, err)
			}
			got := years[0]
			if got.ID != want.Year.ID || got.Label != want.Year.Label || got.Basis != want.Year.Basis || got.Author != "anne" ||
				got.Schools != len(want.Year.Schools) || got.Members != len(want.Year.Members) || got.Imported.IsZero() || got.Revision != 1 {
				t.Errorf("%+v", got)
			}
		})
	}
}

// bigDossier has files of more than one chunk.
func bigDossier(t testing.TB) *scenarios.Dossier {
	files := fstest.MapFS{}
	for name, content := range text(t, &scenarios.Dossier{Year: enginetest.BigYear(8_000, 300)}) {
		files[name] = &fstest.MapFile{Data: []byte(content)}
	}
	return readDossier(t, files)
}

func TestBigFilesAreCutIntoChunks(t *testing.T) {
	s := imported(t, bigDossier(t))
	list := fileKeys(t, s)
	if !slices.ContainsFunc(list, func(k string) bool { return strings.HasSuffix(k, "schools.csv/000001") }) {
		t.Errorf("schools.csv is in one chunk: %v", list)
	}
	err := s.view(func(txn *badger.Txn) error {
		for _, k := range list {
			item, err := txn.Get([]byte(filesPrefix + k))
			if err != nil {
				return err
			}
			if item.ValueSize() > maxValue {
				t.Errorf("%s takes %d bytes", k, item.ValueSize())
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestImportOfTheSameChangesNothing(t *testing.T) {
	s := imported(t, demoDossier(t))
	before, _ := s.Years()
	importDossier(t, s, demoDossier(t), false, false)
	importDossier(t, s, demoDossier(t), true, false)
	if after, _ := s.Years(); !reflect.DeepEqual(before, after) {
		t.Errorf("%+v became %+v", before, after)
	}
}

func TestAnotherYearIsRefusedUnlessItReplaces(t *testing.T) {
	s := imported(t, demoDossier(t))
	if err := s.SaveScenario(demoID, scenario(t, "gardé", "year/basis=paid"), "paul"); err != nil {
		t.Fatal(err)
	}
	other := demoDossier(t)
	other.Year.Label = "Budget voté"
	school := *other.Year.Schools[0]
	school.Pupils++
	school.Stored++
	other.Year.Schools[0] = &school

	_, err := s.Import(other, "paul", false)
	wantFault(t, err, ErrDiffers, demoID, demoDossier(t).Year.Label, "Budget voté", "--replace")
	kept := demoDossier(t)
	kept.Scenarios = append(kept.Scenarios, scenario(t, "gardé", "year/basis=paid"))
	wantDossier(t, s, kept)

	importDossier(t, s, other, true, true)
	other.Scenarios = kept.Scenarios
	wantDossier(t, s, other)
	if got := fileKeys(t, s); len(got) != len(text(t, other))-len(other.Scenarios) {
		t.Errorf("the replaced files are still there: %v", got)
	}
}

func TestImportOfScenarios(t *testing.T) {
	s := imported(t, demoDossier(t))
	d := demoDossier(t)
	d.Scenarios = append(d.Scenarios, scenario(t, "nouveau", "year/basis=paid"))
	importDossier(t, s, d, false, true)
	wantDossier(t, s, d)

	d.Scenarios[0].Note = "autre note"
	_, err := s.Import(d, "paul", false)
	wantFault(t, err, ErrDiffers, d.Scenarios[0].Name, "--replace")
	importDossier(t, s, d, true, true)
	wantDossier(t, s, d)
}

func TestImportRefusesWhatCouldNotBeReadBack(t *testing.T) {
	s := open(t, t.TempDir())
	lost := demoDossier(t)
	school := *lost.Year.Schools[0]
	school.Member = "personne"
	lost.Year.Schools[0] = &school
	slash := demoDossier(t)
	slash.Year.ID = "2025/2026"
	for _, d := range []*scenarios.Dossier{lost, slash} {
		if _, err := s.Import(d, "anne", false); err == nil {
			t.Error("accepted")
		}
	}
	if years, err := s.Years(); err != nil || len(years) > 0 {
		t.Error(years, err)
	}
}

func TestUnknownYear(t *testing.T) {
	s := imported(t, demoDossier(t))
	_, err := s.Year("2025-2062")
	wantFault(t, err, ErrNotFound, "2025-2062", demoID)
	_, err = s.Scenarios("2025-2062")
	wantFault(t, err, ErrNotFound, demoID)
	wantFault(t, s.SaveScenario("2024", scenario(t, "x"), "anne"), ErrNotFound)
	wantFault(t, s.SaveDraft("2024", scenario(t, "x", "year/basis=paid").Changes, "anne"), ErrNotFound)
	wantFault(t, s.DropDraft("2024"), ErrNotFound)
	_, err = s.Draft("2024")
	wantFault(t, err, ErrNotFound)
}

// An import that ends before its year is switched leaves the old year, and nothing of itself after the next Open.
func TestInterruptedImport(t *testing.T) {
	s := imported(t, demoDossier(t))
	before := fileKeys(t, s)
	for _, year := range []string{demoID, "2099-2100"} {
		files := fstest.MapFS{"schools.csv": {Data: make([]byte, 3*maxValue+1)}, "scenarios/x.yaml": {Data: []byte("x")}}
		if err := s.writeFiles(t.Context(), generation(year, "INTERRUPTED"), files); err != nil {
			t.Fatal(err)
		}
	}
	if got := fileKeys(t, s); len(got) != len(before)+10 {
		t.Fatalf("%d keys, then %d", len(before), len(got))
	}
	wantDossier(t, s, demoDossier(t))
	shut(t, s)
	s = open(t, s.Dir())
	wantDossier(t, s, demoDossier(t))
	if got := fileKeys(t, s); !slices.Equal(got, before) {
		t.Errorf("orphans are left: %v", got)
	}
}

func TestDamagedFilesAreRefusedAndReplaced(t *testing.T) {
	for name, damage := range map[string]func(*badger.Txn, []byte) error{
		"changed": func(txn *badger.Txn, key []byte) error { return txn.Set(key, []byte("uai;name")) },
		"lost":    func(txn *badger.Txn, key []byte) error { return txn.Delete(key) },
	} {
		t.Run(name, func(t *testing.T) {
			s := imported(t, demoDossier(t))
			list := fileKeys(t, s)
			at := slices.IndexFunc(list, func(k string) bool { return strings.Contains(k, "schools.csv") })
			if err := s.update(func(txn *badger.Txn) error { return damage(txn, []byte(filesPrefix+list[at])) }); err != nil {
				t.Fatal(err)
			}
			_, err := s.Year(demoID)
			wantFault(t, err, ErrDamaged, "schools.csv", demoID, "--replace")
			if list, err := s.Scenarios(demoID); err != nil || len(list) == 0 {
				t.Error("the scenarios are out of reach:", list, err)
			}
			importDossier(t, s, demoDossier(t), true, true)
			wantDossier(t, s, demoDossier(t))
		})
	}
}

func TestDamagedAndNewerRecords(t *testing.T) {
	s := imported(t, demoDossier(t))
	key := []byte(scenarioPrefix(demoID) + "x")
	for value, kind := range map[string]error{
		`{"schema":2,"data":{"all":"new"}}`:                              ErrNewer,
		`{"schema":1,"data":[]}`:                                         ErrDamaged,
		`{"schema":0,"data":{}}`:                                         ErrDamaged,
		`{"schema":1,"data":{"changes":[{"set":"nowhere/x","to":"1"}]}}`: ErrDamaged,
		`{`: ErrDamaged,
		``:  ErrDamaged,
	} {
		if err := s.update(func(txn *badger.Txn) error { return txn.Set(key, []byte(value)) }); err != nil {
			t.Fatal(err)
		}
		_, err := s.Scenario(demoID, "x")
		wantFault(t, err, kind, "scenario/"+demoID+"/x")
	}
}

func TestYearsAreSorted(t *testing.T) {
	s := open(t, t.TempDir())
	for _, id := range []string{"2027", "2025", "2026-2027", "2026"} {
		d := demoDossier(t)
		d.Year.ID, d.Year.Basis = id, engine.Planned
		importDossier(t, s, d, false, true)
	}
	years, err := s.Years()
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, y := range years {
		ids = append(ids, y.ID)
	}
	if !slices.Equal(ids, []string{"2025", "2026", "2026-2027", "2027"}) {
		t.Error(ids)
	}
}
