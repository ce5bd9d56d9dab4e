package opendata

import (
	"context"
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"quotepart/engine"
	"quotepart/storage/dossier"
)

// The published files, which are not part of the project.
const (
	officialFolder = "../../../shared/data/official"
	sommeFolder    = "../../../shared/data/somme"
)

// official names published files, or skips the test where they are absent.
func official(t *testing.T, names ...string) []string {
	t.Helper()
	var files []string
	for _, name := range names {
		path := filepath.Join(officialFolder, name)
		if _, err := os.Stat(path); err != nil {
			t.Skipf("the published file %s is not here", path)
		}
		files = append(files, path)
	}
	return files
}

// The published files of Ille-et-Vilaine give its public schools, as counted in them by other means.
func TestIlleEtVilaine(t *testing.T) {
	files := official(t, "ecoles-effectifs-nb_classes.csv", "college-effectifs-niveau-sexe-lv.csv", "annuaire-education.csv")
	for _, c := range []struct {
		rentree               int
		files                 []string
		ecoles, colleges      int
		pupils, collegePupils int64
	}{
		{2021, files, 421, 62, sumOf(t, files[0], "2021", 12, ""), sumOf(t, files[1], "2021", 11, "COLLEGE")},
		{2022, files[:1], 421, 0, sumOf(t, files[0], "2022", 12, ""), 0},
	} {
		taken, err := ReadFiles(context.Background(), c.files, Options{Departement: "35", Rentree: c.rentree}, nil)
		if err != nil {
			t.Fatal(err)
		}
		var got [2]int
		var pupils [2]int64
		for _, s := range taken.Dossier.Year.Schools {
			at := 0
			if s.Level == engine.College {
				at = 1
			}
			got[at]++
			pupils[at] += s.Pupils
		}
		if got != [2]int{c.ecoles, c.colleges} || pupils != [2]int64{c.pupils, c.collegePupils} {
			t.Errorf("%d: %v schools, %v pupils, wanted %+v", c.rentree, got, pupils, c)
		}
		if len(taken.Warnings) > 0 || len(taken.Dossier.Year.Check()) > 0 {
			t.Errorf("%v, %v", taken.Warnings, taken.Dossier.Year.Check())
		}
	}
}

// sumOf adds a column of the public rows of a file by its position, which is known of these very files.
func sumOf(t *testing.T, file, rentree string, column int, title string) (sum int64) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	r := csv.NewReader(strings.NewReader(string(data)))
	r.Comma = ';'
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		if strings.TrimPrefix(row[0], "\ufeff") == rentree && row[8] == "PUBLIC" && strings.HasPrefix(row[6], title) {
			n, err := engine.ParseCount(row[column])
			if err != nil {
				t.Fatal(err)
			}
			sum += n
		}
	}
	return sum
}

// The écoles of the Somme come under the EPCIs that its dossier has them under, by the names of their communes alone.
func TestSommeGroupings(t *testing.T) {
	epcicom := official(t, "epcicom2024-somme.csv")[0]
	d, _, err := dossier.ReadFolder(sommeFolder)
	if err != nil {
		t.Skipf("the dossier of the Somme is not here: %v", err)
	}
	path := filepath.Join(t.TempDir(), "ecoles.csv")
	var b strings.Builder
	w := csv.NewWriter(&b)
	w.Write([]string{"rentree_scolaire", "commune", "numero_ecole", "denomination_principale", "secteur", "nombre_total_classes", "nombre_total_eleves"})
	want := map[string]string{}
	for _, s := range d.Year.Schools {
		if s.Level == engine.Ecole {
			w.Write([]string{"2022", strings.ToUpper(s.Town), s.UAI, s.Name, "PUBLIC", "", "10"})
			want[s.UAI] = d.Year.Members[d.Year.Member(s.Member)].SIREN
		}
	}
	w.Flush()
	if err := os.WriteFile(path, []byte(b.String()), 0o666); err != nil {
		t.Fatal(err)
	}
	taken, err := ReadFiles(context.Background(), []string{path, epcicom}, Options{Departement: "80", Rentree: 2022}, nil)
	if err != nil {
		t.Fatal(err)
	}
	y := taken.Dossier.Year
	if len(y.Schools) != len(want) || len(want) == 0 {
		t.Fatalf("%d schools, not %d", len(y.Schools), len(want))
	}
	for _, s := range y.Schools {
		m := y.Members[y.Member(s.Member)]
		if m.Kind != engine.EPCI || m.SIREN != want[s.UAI] {
			t.Errorf("%s in %s is under %s (%s), not %s", s.UAI, s.Town, m.ID, m.SIREN, want[s.UAI])
		}
	}
}
