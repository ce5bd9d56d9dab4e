package opendata

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/storage/dossier"
)

// sound is the files of a made-up département, in the spellings that were published.
var sound = func() map[string]string {
	text := map[string]string{}
	for _, name := range []string{"ecoles.csv", "colleges.csv", "annuaire.csv", "epcicom.csv"} {
		data, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			panic(err)
		}
		text[name] = string(data)
	}
	return text
}()

var soundOptions = Options{Departement: "99", Rentree: 2021}

func filesOf(text map[string]string) fstest.MapFS {
	files := fstest.MapFS{}
	for name, t := range text {
		files[name] = &fstest.MapFile{Data: []byte(t)}
	}
	return files
}

// read reads files in the order of their names.
func read(text map[string]string, o Options) (*Taken, error) {
	var names []string
	for name := range text {
		names = append(names, name)
	}
	slices.Sort(names)
	return Read(context.Background(), filesOf(text), names, o, nil)
}

func mustRead(t *testing.T, text map[string]string, o Options) *Taken {
	t.Helper()
	taken, err := read(text, o)
	if err != nil {
		t.Fatal(err)
	}
	return taken
}

// with is the sound files with one of them changed.
func with(name, old, changed string) map[string]string {
	text := map[string]string{}
	for n, s := range sound {
		text[n] = s
	}
	if old == "" {
		text[name] = changed
	} else {
		if !strings.Contains(text[name], old) {
			panic(name + " does not hold " + old)
		}
		text[name] = strings.Replace(text[name], old, changed, 1)
	}
	return text
}

func only(names ...string) map[string]string {
	text := map[string]string{}
	for _, n := range names {
		text[n] = sound[n]
	}
	return text
}

// shown writes members and schools as a dossier's files do.
func shown(t *testing.T, taken *Taken) string {
	t.Helper()
	var b strings.Builder
	err := dossier.Write(taken.Dossier, func(name string, data []byte) error {
		if name == "year.yaml" || name == "members.csv" || name == "schools.csv" {
			b.Write(data)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func same(t *testing.T, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

// What the files hold comes into the year, and what they do not hold stays empty.
func TestYearOfOpenData(t *testing.T) {
	taken := mustRead(t, sound, soundOptions)
	same(t, shown(t, taken), `format: quotepart/1
id: 2021-2022
label: Année scolaire 2021-2022
start: 2021-09-01
end: 2022-08-31
basis: planned
id,name,kind,siren,approved,signed,designated,transmitted,left
ca-clairbrune,CA Clairbrune,epci,248000531,,,,,
commune-lionde,Commune (LIONDE),commune,,,,,,
departement-val-de-brune,Département (Val-de-Brune),departement,,,,,,
uai,name,level,town,member,classes,pupils,access,closed
0990001N,École primaire Les Tilleuls,ecole,Ormevert,ca-clairbrune,5,104,,
0990002P,École maternelle,ecole,Saint-Ozelle,ca-clairbrune,2,41,,
0990004S,ECOLE ELEMENTAIRE PUBLIQUE JULES FERRY,ecole,LIONDE,commune-lionde,,77,,
0990007V,Collège Marie Curie,college,Ormevert,departement-val-de-brune,,661,,
`)
	var notes []string
	for _, n := range slices.Concat(taken.Lacks, taken.Notes) {
		notes = append(notes, n.EN)
	}
	same(t, strings.Join(notes, "\n"), `no school is counted yet: open data tells neither the effective access of the schools (access) nor the transmission of the members to the legality control (transmitted); give these dates
the year has no usage, charges or subsidies: enter them, or complete the exported dossier
1 école(s) stand under their commune, whose EPCI is not known: add the file of the communes and EPCIs of this département, if EPCIs are the members
1 public école(s) or collège(s) of the directory have no pupils in that rentrée: they are not in the year
annuaire.csv: directory of schools (annuaire); recognised: 3
annuaire.csv: 1 value(s) of "SIREN_SIRET" cannot be read and are ignored (the first: "2,17003E+13", line 3)
colleges.csv: pupils of collèges; taken: 1; left out: 1 private, 1 that are not collèges (LYCEE PROFESSIONNEL 1), 1 row(s) there twice, 1 row(s) of other départements
ecoles.csv: pupils and classes of écoles; taken: 3; left out: 1 private, 1 row(s) of other rentrées (2022)
epcicom.csv: communes and EPCIs (epcicom of the DGCL, or INSEE's composition of EPCIs); communes of the département: 2; left out: 1 row(s) of other départements`)
	if n := countedSchools(t, taken); n != 0 {
		t.Errorf("%d schools are counted without dates", n)
	}
}

// countedSchools is how many schools of the year count.
func countedSchools(t *testing.T, taken *Taken) (n int) {
	t.Helper()
	r, err := engine.Compute(taken.Dossier.Year)
	if err != nil {
		t.Fatal(err)
	}
	for i := range taken.Dossier.Year.Schools {
		if r.School(i).Reason == "" {
			n++
		}
	}
	return n
}

// Dates that are given hold for all, and then the schools count.
func TestDatesThatAreGiven(t *testing.T) {
	o := soundOptions
	o.Access, o.Transmitted = 20150901, 20150101
	taken := mustRead(t, sound, o)
	if n := countedSchools(t, taken); n != 4 {
		t.Errorf("%d schools are counted, not 4", n)
	}
	for _, one := range []struct {
		access, transmitted engine.Date
		says                string
	}{{20150901, 0, "the transmission of the members"}, {0, 20150101, "their effective access"}} {
		o.Access, o.Transmitted = one.access, one.transmitted
		taken := mustRead(t, sound, o)
		if n := countedSchools(t, taken); n != 0 {
			t.Errorf("%d schools are counted with one of two dates", n)
		}
		if !slices.ContainsFunc(taken.Lacks, func(n lang.Text) bool {
			return strings.Contains(n.EN, "no school is counted yet") && strings.Contains(n.EN, one.says)
		}) {
			t.Errorf("nobody is told that no school is counted: %v", taken.Lacks)
		}
	}
}

// Private schools come in when they are asked for.
func TestPrivateSchools(t *testing.T) {
	o := soundOptions
	o.Private = true
	if n := len(mustRead(t, sound, o).Dossier.Year.Schools); n != 6 {
		t.Errorf("%d schools, not 6", n)
	}
}

// Whatever the columns are called and wherever they stand, the same schools come in.
func TestSpellings(t *testing.T) {
	for name, file := range map[string]string{
		"technical ids": "rentree_scolaire;code_departement;departement;code_postal;commune;numero_ecole;denomination_principale;patronyme;secteur;nombre_total_classes;nombre_total_eleves\n" +
			"2021;099;VAL;99100;ORMEVERT;0990001N;ECOLE;TILLEULS;PUBLIC;5;104\n",
		"other ids, other order": "nombre_total_d_eleves,nombre_total_de_classes,secteur,patronyme,denomination_principale,numero_de_l_ecole,commune,rentree_scolaire\n" +
			"104.0,5.0,public,TILLEULS,ECOLE,0990001n,ORMEVERT,2021.0\n",
		"labels": "Nombre total d'élèves;Nombre total de classes;Secteur;Patronyme;Dénomination principale;Numéro de l'école;Commune;Rentrée scolaire;Code département\n" +
			"\"104,0\";5;PUBLIC;TILLEULS;ECOLE;0990001N;ORMEVERT CEDEX 2;2021;99.0\n",
	} {
		taken, err := read(map[string]string{"x.csv": file}, soundOptions)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		s := *taken.Dossier.Year.Schools[0]
		if got := fmt.Sprint(s); got != "{0990001N ECOLE TILLEULS ecole ORMEVERT commune-ormevert {5 true} 104   [] 104}" {
			t.Errorf("%s: %s", name, got)
		}
	}
	college := "Rentrée scolaire;Code département;Commune;UAI;Dénomination principale;Patronyme;Secteur;Nombre d'élèves total (nombre d'élèves dans les formations du 1er cycle);Nombre d'élèves total hors Segpa hors ULIS\n" +
		"2021;99;ORMEVERT;0990007V;COLLEGE;CURIE;PUBLIC;661;650\n"
	taken := mustRead(t, map[string]string{"c.csv": college}, soundOptions)
	if s := taken.Dossier.Year.Schools[0]; s.Pupils != 661 || s.Level != engine.College || s.Member != "departement-99" {
		t.Errorf("%v", s)
	}
}

const ipsHeader = "rentree_scolaire;academie;code_du_departement;departement;uai;nom_de_l_etablissment;code_insee_de_la_commune;nom_de_la_commune;secteur;effectifs;ips"

// A file of IPS gives the schools that no other file has.
func TestIPS(t *testing.T) {
	text := with("ips.csv", "", ipsHeader+"\n"+
		"2021-2022;X;099;VAL;0990001N;ECOLE LES TILLEULS;99001;Ormevert;public;98;101.2\n"+
		"2021-2022;X;099;VAL;0990005T;ECOLE DU MARAIS;99002;Saint-Ozelle;public;33;99.0\n"+
		"2022-2023;X;099;VAL;0990005T;ECOLE DU MARAIS;99002;Saint-Ozelle;public;35;99.0\n")
	y := mustRead(t, text, soundOptions).Dossier.Year
	if s := y.Schools[y.School("0990001N")]; s.Pupils != 104 {
		t.Errorf("the file of pupils does not win: %v", s)
	}
	if s := y.Schools[y.School("0990005T")]; s.Pupils != 33 || s.Member != "ca-clairbrune" {
		t.Errorf("%v", s)
	}
	college := mustRead(t, map[string]string{"ips.csv": ipsHeader + ";ecart_type_de_l_ips\n2021-2022;X;099;VAL;0990007V;COLLEGE CURIE;99001;Ormevert;public;661;98;30\n"}, soundOptions)
	if s := college.Dossier.Year.Schools[0]; s.Level != engine.College {
		t.Errorf("%v", s)
	}
}

// INSEE's file of communes and EPCIs serves as the DGCL's does, also for a commune that is in none.
func TestGroupingsOfINSEE(t *testing.T) {
	text := only("ecoles.csv", "annuaire.csv")
	text["epci.csv"] = "CODGEO,LIBGEO,EPCI,LIBEPCI,DEP,REG\n99001,Ormevert,248000531,CA Clairbrune,99,1\n99002,Saint-Ozelle,ZZZZZZZZZ,Sans objet,99,1\n"
	y := mustRead(t, text, soundOptions).Dossier.Year
	for id, member := range map[string]string{"0990001N": "ca-clairbrune", "0990002P": "commune-saint-ozelle"} {
		if s := y.Schools[y.School(id)]; s.Member != member {
			t.Errorf("%s is under %s", id, s.Member)
		}
	}
}

// Without a file of EPCIs écoles are under their communes, whose SIREN the directory tells.
func TestCommunesAsMembers(t *testing.T) {
	y := mustRead(t, only("ecoles.csv", "annuaire.csv"), soundOptions).Dossier.Year
	m := y.Members[y.Member("commune-ormevert")]
	if m.Kind != engine.Commune || m.SIREN != "219900016" {
		t.Errorf("%+v", m)
	}
}

// A SIREN that a spreadsheet damaged is left empty, and the EPCI is known by its name.
func TestDamagedSIREN(t *testing.T) {
	text := with("epcicom.csv", "248000531;CA Clairbrune;99;99001", "2,48E+08;CA Clairbrune;99;99001")
	text["epcicom.csv"] = strings.Replace(text["epcicom.csv"], "248000531", "2,48E+08", 1)
	taken := mustRead(t, text, soundOptions)
	y := taken.Dossier.Year
	if i := y.Member("ca-clairbrune"); i < 0 || y.Members[i].SIREN != "" || len(y.Members) != 3 {
		t.Errorf("%v", shown(t, taken))
	}
}

// Files of the whole country are read up to the byte, and told so; reading can be stopped.
func TestProgressAndCancel(t *testing.T) {
	files := filesOf(sound)
	names := []string{"ecoles.csv", "annuaire.csv"}
	last, total := -1, 0
	_, err := Read(context.Background(), files, names, soundOptions, func(read, all int) {
		if read < last || read > all {
			t.Errorf("%d after %d, of %d", read, last, all)
		}
		last, total = read, all
	})
	if size := len(sound["ecoles.csv"]) + len(sound["annuaire.csv"]) - len("\ufeff"); err != nil || last != size || total != size {
		t.Errorf("%d of %d bytes, not %d: %v", last, total, size, err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	taken, err := Read(ctx, files, names, soundOptions, func(int, int) { cancel() })
	if taken != nil || !errors.Is(err, context.Canceled) {
		t.Errorf("%v, %v", taken, err)
	}
}

// A file given twice is read once.
func TestSameFileTwice(t *testing.T) {
	taken, err := Read(context.Background(), filesOf(sound), []string{"colleges.csv", "colleges.csv"}, soundOptions, nil)
	if err != nil || len(taken.Notes) != 1 {
		t.Errorf("%v, %v", taken, err)
	}
}

// check reads any files: either every fault is one line, or what was read is a year that can be stored.
func check(t *testing.T, files fs.FS, names []string) {
	t.Helper()
	taken, err := Read(context.Background(), files, names, soundOptions, nil)
	if err != nil {
		if taken != nil {
			t.Errorf("refused and half read: %v", err)
		}
		for _, l := range []lang.Lang{lang.FR, lang.EN} {
			if text := lang.Describe(err, l); text == "" {
				t.Errorf("refused without a word: %#v", err)
			}
		}
		return
	}
	if problems := taken.Dossier.Year.Check(); len(problems) > 0 {
		t.Errorf("the year has problems: %v", problems)
	}
	written := fstest.MapFS{}
	if err := dossier.Write(taken.Dossier, func(name string, data []byte) error {
		written[name] = &fstest.MapFile{Data: slices.Clone(data)}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if _, _, err := dossier.Read(written); err != nil {
		t.Errorf("the year cannot be read back: %v", err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(sound["ecoles.csv"]), []byte(sound["colleges.csv"]), []byte(sound["annuaire.csv"]), []byte(sound["epcicom.csv"]))
	f.Add([]byte(ipsHeader+"\n2021-2022;X;099;VAL;0990001N;ECOLE;99001;Ormevert;public;98;1\n"), []byte("CODGEO,EPCI,LIBEPCI\n99001,ZZZZZZZZZ,\n99001,,x\n"), []byte("uai,ips\n\"\n"), []byte(""))
	f.Fuzz(func(t *testing.T, a, b, c, d []byte) {
		files, names := fstest.MapFS{}, []string{}
		for i, data := range [][]byte{a, b, c, d} {
			if len(data) > 0 {
				name := string(rune('a'+i)) + ".csv"
				files[name], names = &fstest.MapFile{Data: data}, append(names, name)
			}
		}
		check(t, files, names)
	})
}
