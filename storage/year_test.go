package storage

import (
	"context"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"
	"testing/fstest"

	"quotepart/engine"
	"quotepart/engine/enginetest"
	"quotepart/scenarios"
	"quotepart/storage/journal"
)

// objects are the names of all files that the store keeps of years.
func objects(t *testing.T, s *Store) (list []string) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Join(s.home, objectsName))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		list = append(list, e.Name())
	}
	return list
}

func importDossier(t *testing.T, s *Store, d *scenarios.Dossier, replace, wantChanged bool) {
	t.Helper()
	changed, err := s.Import(d, lead("anne"), replace)
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
				got.Schools != len(want.Year.Schools) || got.Members != len(want.Year.Members) || got.Imported.IsZero() || got.Revision != 2 {
				t.Errorf("%+v", got)
			}
		})
	}
}

// bigDossier has files that are larger than a value of the index may be.
func bigDossier(t testing.TB) *scenarios.Dossier {
	files := fstest.MapFS{}
	for name, content := range text(t, &scenarios.Dossier{Year: enginetest.BigYear(8_000, 300)}) {
		files[name] = &fstest.MapFile{Data: []byte(content)}
	}
	return readDossier(t, files)
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
	if err := keep(s, demoID, scenario(t, "gardé", "year/basis=paid"), "paul"); err != nil {
		t.Fatal(err)
	}
	other := demoDossier(t)
	other.Year.Label = "Budget voté"
	school := *other.Year.Schools[0]
	school.Pupils++
	school.Stored++
	other.Year.Schools[0] = &school

	_, err := s.Import(other, lead("paul"), false)
	wantFault(t, err, ErrDiffers, demoID, demoDossier(t).Year.Label, "Budget voté", "--replace")
	kept := demoDossier(t)
	kept.Scenarios = append(kept.Scenarios, scenario(t, "gardé", "year/basis=paid"))
	wantDossier(t, s, kept)

	importDossier(t, s, other, true, true)
	other.Scenarios = kept.Scenarios
	wantDossier(t, s, other)
	before, err := s.YearAt(demoID, 2)
	if err != nil || !maps.Equal(text(t, before), text(t, demoDossier(t))) {
		t.Error("the year as it was is not there any more", err)
	}
}

func TestImportOfScenarios(t *testing.T) {
	s := imported(t, demoDossier(t))
	d := demoDossier(t)
	d.Scenarios = append(d.Scenarios, scenario(t, "nouveau", "year/basis=paid"))
	importDossier(t, s, d, false, true)
	wantDossier(t, s, d)

	d.Scenarios[0].Note = "autre note"
	_, err := s.Import(d, lead("paul"), false)
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
		if _, err := s.Import(d, lead("anne"), false); err == nil {
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
	wantFault(t, keep(s, "2024", scenario(t, "x"), "anne"), ErrNotFound)
	wantFault(t, s.SaveDraft("2024", scenarios.Draft{Changes: scenario(t, "x", "year/basis=paid").Changes}, "anne"), ErrNotFound)
	wantFault(t, s.DropDraft("2024", "anne"), ErrNotFound)
	_, err = s.Draft("2024", "anne")
	wantFault(t, err, ErrNotFound)
}

// An import that ends before its line is written leaves the old year.
func TestInterruptedImport(t *testing.T) {
	s := imported(t, demoDossier(t))
	other := demoDossier(t)
	other.Year.Label = "Budget voté"
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.ImportContext(ctx, other, lead("anne"), true); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	wantDossier(t, s, demoDossier(t))
	write(t, filepath.Join(s.home, objectsName, "0123.new"), "half a file")
	shut(t, s)
	s = open(t, s.Dir())
	wantDossier(t, s, demoDossier(t))
	importDossier(t, s, other, true, true)
	wantDossier(t, s, other)
}

func TestDamagedFilesAreRefusedAndReplaced(t *testing.T) {
	for name, damage := range map[string]func(path string) error{
		"changed": func(path string) error { return os.WriteFile(path, []byte("uai;name"), 0o600) },
		"lost":    os.Remove,
	} {
		t.Run(name, func(t *testing.T) {
			s := imported(t, demoDossier(t))
			schools := journal.SumOf([]byte(text(t, demoDossier(t))["schools.csv"]))
			if err := damage(s.objectPath(schools)); err != nil {
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
