package opendata

import (
	"strings"
	"testing"
	"testing/fstest"

	"context"

	"quotepart/engine/lang"
)

// Each fault says file, line, column, what and how to mend it; with it nothing is read.
func TestFaults(t *testing.T) {
	const row = "2021;X;VAL;ST OZELLE;0990002P;ECOLE MATERNELLE PUBLIQUE;;PUBLIC;2;41;99200"
	unknown := "these columns are those of no data set that is known — known ones: directory of schools (annuaire); communes and EPCIs (epcicom of the DGCL, or INSEE's composition of EPCIs); pupils and classes of écoles; pupils of collèges; IPS of écoles or collèges, with their pupils"
	for name, c := range map[string]struct {
		text map[string]string
		want string
	}{
		"unknown file":        {with("x.csv", "", "nom;prénom\nA;B\n"), "x.csv:1:1: " + unknown},
		"empty":               {with("x.csv", "", ""), "x.csv: the file is empty — download it again"},
		"not UTF-8":           {with("x.csv", "", "uai;ips\n\xe9;1\n"), `x.csv:2:1: the file is not UTF-8 — save it as UTF-8 (in a spreadsheet: "CSV UTF-8")`},
		"column missing":      {with("ecoles.csv", "Secteur;", "S;"), `ecoles.csv:1: the column "secteur" is missing (pupils and classes of écoles) — download the file again, without changing its columns`},
		"column twice":        {with("ecoles.csv", "Code Postal", "code_uai"), `ecoles.csv:1:162: the columns "Numéro de l'école" and "code_uai" say the same — keep one`},
		"letter":              {with("ecoles.csv", "0990002P", "0990002X"), `ecoles.csv:4:22: the letter of the UAI "0990002X" is wrong — for these digits it is P; check the number`},
		"no UAI":              {with("ecoles.csv", "0990002P", ""), `ecoles.csv:4:22: "" is not a UAI — seven digits and a letter, such as 0800002T`},
		"UAI cut":             {with("colleges.csv", "2021;099;VAL;ORMEVERT;0990007V", "2021;099;VAL;ORMEVERT;990007V"), `colleges.csv:2:23: "990007V" is not a UAI — seven digits and a letter, such as 0800002T`},
		"pupils missing":      {with("ecoles.csv", ";2;41;", ";2;;"), "ecoles.csv:4:67: the pupils of 0990002P are missing — give them, or take the row out"},
		"pupils no number":    {with("ecoles.csv", ";2;41;", ";2;NS;"), `ecoles.csv:4:67: "NS" is not a number — write for example 1234.56 or 1 234,56`},
		"pupils broken":       {with("ecoles.csv", ";2;41;", ";2;41.5;"), `ecoles.csv:4:67: "41.5" is not a whole number — give a number without decimals`},
		"thousands":           {with("ecoles.csv", ";2;41;", ";2;1.000;"), `ecoles.csv:4:67: "1.000" is not a whole number — give a number without decimals`},
		"classes":             {with("ecoles.csv", ";2;41;", ";deux;41;"), `ecoles.csv:4:65: "deux" is not a number — write for example 1234.56 or 1 234,56`},
		"rentrée":             {with("ecoles.csv", "2021;X;VAL;ST", "21;X;VAL;ST"), `ecoles.csv:4:1: "21" is not a rentrée — a year, such as 2021 or 2021-2022`},
		"sector":              {map[string]string{"ecoles.csv": strings.Replace(sound["ecoles.csv"], "PUBLIC;2;41", "?;2;41", 1)}, `ecoles.csv:4:58: "?" does not say whether the school is public or private — write PUBLIC or PRIVE, or give the directory too`},
		"twice, other counts": {with("colleges.csv", "public;661\n", "public;640\n"), `colleges.csv:3:22: 0990007V has 640 pupils here and 661 on line 2 of colleges.csv — keep one of the two rows`},
		"short row":           {with("ecoles.csv", ";41;99200", ";41"), "ecoles.csv:4: the row has 10 cells, the header has 11 — a text or number that contains the separator goes between quotes"},
		"open quote":          {with("ecoles.csv", row, `2021;X;VAL;"ST OZELLE;`), "ecoles.csv:4: quotes opened on this line are not closed properly (read up to line 6) — a quoted text doubles its own quotes: \"École \"\"Jean Moulin\"\"\""},
		"no commune":          {map[string]string{"ecoles.csv": strings.Replace(sound["ecoles.csv"], "ST OZELLE;0990002P", ";0990002P", 1)}, "ecoles.csv:4:13: the commune of 0990002P is not known — give it, or add the directory to the files"},
		"two EPCIs":           {with("epcicom.csv", "80;200071181;CC Somme Sud-Ouest;80;80021", "99;200071181;CC Somme Sud-Ouest;99;99002"), "epcicom.csv:4:36: the commune 99002 (Saint-Ozelle) is in another EPCI already — keep one row, or one file of EPCIs"},
		"other département":   {map[string]string{"colleges.csv": "rentree_scolaire;code_departement;uai;denomination_principale;secteur;nombre_eleves_total\n2021;080;0800017J;COLLEGE;public;460\n"}, "colleges.csv: nothing for département 99 — départements of the file: 80"},
		"other rentrée":       {map[string]string{"ecoles.csv": strings.ReplaceAll(sound["ecoles.csv"], "\n2021;", "\n2020;")}, "ecoles.csv: nothing for the rentrée 2021 of département 99 — rentrées of the file: 2020, 2022"},
		"header alone":        {map[string]string{"ecoles.csv": strings.SplitAfter(sound["ecoles.csv"], "\n")[0]}, "ecoles.csv: nothing for département 99 — the file has no rows"},
		"no pupils at all":    {only("annuaire.csv", "epcicom.csv"), "none of the files has pupils — give one of these too: pupils and classes of écoles; pupils of collèges; IPS of écoles or collèges, with their pupils"},
		"all private":         {map[string]string{"ecoles.csv": strings.ReplaceAll(sound["ecoles.csv"], ";PUBLIC;", ";PRIVE;")}, "no school is left: all those of the files are private, or neither école nor collège — check the département and the rentrée"},
	} {
		taken, err := read(c.text, soundOptions)
		if err == nil || taken != nil {
			t.Errorf("%s: is not refused", name)
			continue
		}
		if got := lang.Describe(err, lang.EN); got != c.want {
			t.Errorf("%s: got\n%s\nwant\n%s", name, got, c.want)
		}
	}
}

// Every fault of every file is told in one go.
func TestAllFaultsAtOnce(t *testing.T) {
	text := with("ecoles.csv", "0990002P", "0990002X")
	text["ecoles.csv"] = strings.Replace(text["ecoles.csv"], ";77;", ";x;", 1)
	text["colleges.csv"] = strings.Replace(text["colleges.csv"], ";661\n", ";640\n", 1)
	text["x.csv"] = "a;b\n"
	_, err := read(text, soundOptions)
	if err == nil {
		t.Fatal("not refused")
	}
	if lines := strings.Split(err.Error(), "\n"); len(lines) != 4 {
		t.Errorf("%d lines:\n%s", len(lines), err)
	}
}

func TestWrongOptions(t *testing.T) {
	for want, o := range map[string]Options{
		`"Somme" is not a département — give its code: 35, 2A, 974`:                                      {Departement: "Somme", Rentree: 2021},
		"the rentrée 21 is none — give the year with four digits: 2021 for 2021-2022":                    {Departement: "80", Rentree: 21},
		`"l'an" is not an id — letters without accents, digits, hyphens, points; at most 100 characters`: {Departement: "80", Rentree: 2021, ID: "l'an"},
	} {
		if _, err := read(sound, o); err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
	if _, err := Read(context.Background(), fstest.MapFS{}, nil, soundOptions, nil); err == nil || err.Error() != "no file is given — give the files of the ministry, INSEE and the DGCL" {
		t.Errorf("%v", err)
	}
	if _, err := ReadFiles(context.Background(), []string{t.TempDir() + "/none.csv"}, soundOptions, nil); err == nil || !strings.Contains(err.Error(), "none.csv: the file does not exist — ") {
		t.Errorf("%v", err)
	}
	if _, err := ReadFiles(context.Background(), []string{t.TempDir()}, soundOptions, nil); err == nil || !strings.Contains(err.Error(), "has no .csv file — give the files, or the folder they are in") {
		t.Errorf("%v", err)
	}
}

// A folder stands for the CSV files in it.
func TestFolder(t *testing.T) {
	taken, err := ReadFiles(context.Background(), []string{"testdata", "testdata/ecoles.csv"}, soundOptions, nil)
	if err != nil {
		t.Fatal(err)
	}
	same(t, shown(t, taken), shown(t, mustRead(t, sound, soundOptions)))
}

func TestValues(t *testing.T) {
	for in, want := range map[string]string{"080": "80", "80": "80", "80.0": "80", "1": "01", "001": "01", "2a": "2A", "02B": "2B", "974": "974", "0974": "974",
		"": "", "0": "", "Somme": "", "123": "", "-1": "", "1e3": ""} {
		if got, ok := Departement(in); got != want && ok || ok != (want != "") {
			t.Errorf("Departement(%q) = %q, %v", in, got, ok)
		}
	}
	for in, want := range map[string]string{"0350103X": "35", "6200001A": "2A", "7200001A": "2B", "9740001A": "974", "12": "", "ABC": ""} {
		if got := departementOfUAI(in); got != want {
			t.Errorf("departementOfUAI(%q) = %q", in, got)
		}
	}
	for in, want := range map[string]int{"2021": 2021, "2021.0": 2021, "2021-2022": 2021, "2021/2022": 2021, "2021-09-01": 2021, "21": 0, "20211": 0, "": 0, "x2021": 0} {
		if got, ok := Rentree(in); got != want || ok != (want != 0) {
			t.Errorf("Rentree(%q) = %d, %v", in, got, ok)
		}
	}
	for in, want := range map[string]string{"80021": "80021", "1004": "01004", "2a004": "2A004", "80021.0": "80021", "75113": "75056", "69389": "69123", "13208": "13055", "": "", "8002": "08002", "80 021": "", "ABCDE": ""} {
		if got, ok := communeCode(in); got != want || ok != (want != "") {
			t.Errorf("communeCode(%q) = %q, %v", in, got, ok)
		}
	}
	for _, same := range [][2]string{{"ST MALO", "Saint-Malo"}, {"RENNES CEDEX 7", "Rennes"}, {"MARSEILLE 08", "Marseille"}, {"Paris 13e Arrondissement", "PARIS"}, {"STE MARIE", "Sainte-Marie"}, {"L'Haÿ-les-Roses", "L HAY LES ROSES"}, {"Œuilly", "OEUILLY"}} {
		if a, b := townKey(same[0]), townKey(same[1]); a != b {
			t.Errorf("%q and %q differ: %s, %s", same[0], same[1], a, b)
		}
	}
	for _, other := range [][2]string{{"Les 2 Alpes", "Les Alpes"}, {"Saint-Malo", "Saint-Malo-de-Phily"}, {"Village 1", "Village 2"}} {
		if a, b := townKey(other[0]), townKey(other[1]); a == b {
			t.Errorf("%q and %q are one: %s", other[0], other[1], a)
		}
	}
	for in, want := range map[string]string{"200071181": "200071181", "200071181.0": "200071181", "21990001600018": "219900016", "2,17003E+13": "", "200071182": "", "": "", "12": ""} {
		if got, ok := siren(in); got != want || ok != (want != "") {
			t.Errorf("siren(%q) = %q, %v", in, got, ok)
		}
	}
}
