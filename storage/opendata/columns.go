package opendata

import (
	"slices"
	"strings"

	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/storage/dossier"
)

// column is something that a column of a published file may hold, whatever the column is called there.
type column int

const (
	rentree column = iota
	departementCode
	departementName
	uai
	title // "ECOLE PRIMAIRE PUBLIQUE", "COLLEGE"
	patron
	fullName
	town
	insee
	sector
	classes
	pupils
	ips
	natureType
	siret
	epciSIREN
	epciName
	columns // how many there are
)

// aliases are the names that were seen of each column, as words makes them: without accents, capitals and small words.
var aliases = [columns][]string{
	rentree:         {"rentree-scolaire", "annee-scolaire"},
	departementCode: {"code-departement", "dep", "dep-com"},
	departementName: {"departement", "libelle-departement"},
	uai:             {"uai", "numero-ecole", "numero-college", "identifiant-etablissement", "code-uai", "numero-uai"},
	title:           {"denomination-principale"},
	patron:          {"patronyme"},
	fullName:        {"nom-etablissement", "nom-etablissment"}, // the second as it is published
	town:            {"commune", "nom-commune", "libelle-commune", "libgeo", "nom-membre"},
	insee:           {"insee", "codgeo", "code-commune", "code-insee-commune", "code-insee"},
	sector:          {"secteur", "statut-public-prive"},
	classes:         {"nombre-total-classes"},
	pupils:          {"nombre-total-eleves", "nombre-eleves-total", "effectifs"},
	ips:             {"ips"},
	natureType:      {"type-etablissement"},
	siret:           {"siren-siret"},
	epciSIREN:       {"siren", "epci"},
	epciName:        {"raison-sociale", "libepci"},
}

var columnOf = func() map[string]column {
	of := map[string]column{}
	for c, names := range aliases {
		for _, name := range names {
			of[name] = column(c)
		}
	}
	return of
}()

// smallWords stand in some spellings of a column and not in others: numero_ecole, numero_de_l_ecole.
var smallWords = []string{"de", "du", "des", "d", "l", "la", "le", "les"}

// words makes the name of a column comparable. What stands in brackets explains the column and is left out.
func words(name string) string {
	name, _, _ = strings.Cut(name, "(")
	kept := slices.DeleteFunc(strings.Split(dossier.Slug(name, 200), "-"), func(w string) bool { return slices.Contains(smallWords, w) })
	return strings.Join(kept, "-")
}

// kind is one of the published data sets.
type kind struct {
	name  lang.Text
	needs []column
	level engine.Level // of its schools, or nothing
	sign  func(names []string, at places) bool
}

// places says in which column of a file something stands, -1 where it does not.
type places [columns]int

func (p places) has(c column) bool { return p[c] >= 0 }

// kinds are the data sets that are known, in the order in which they are read: first what schools are looked up in.
var kinds = []*kind{directory, groupings, ecoles, colleges, ipsFile}

var (
	directory = &kind{
		name:  lang.T("annuaire de l'éducation", "directory of schools (annuaire)"),
		needs: []column{uai, sector},
		sign:  func(_ []string, at places) bool { return at.has(uai) && at.has(natureType) },
	}
	groupings = &kind{
		name:  lang.T("communes et EPCI (epcicom de la DGCL, ou composition des EPCI de l'INSEE)", "communes and EPCIs (epcicom of the DGCL, or INSEE's composition of EPCIs)"),
		needs: []column{insee, epciSIREN, epciName},
		sign:  func(_ []string, at places) bool { return at.has(epciName) && !at.has(uai) },
	}
	ecoles = &kind{
		name:  lang.T("effectifs et classes des écoles", "pupils and classes of écoles"),
		needs: []column{rentree, uai, sector, pupils},
		level: engine.Ecole,
		sign: func(names []string, at places) bool {
			return slices.Contains(names, "numero-ecole") || at.has(classes) || slices.Contains(names, "nombre-total-eleves")
		},
	}
	colleges = &kind{
		name:  lang.T("effectifs des collèges", "pupils of collèges"),
		needs: []column{rentree, uai, title, sector, pupils},
		level: engine.College,
		sign: func(names []string, _ places) bool {
			return slices.Contains(names, "numero-college") || slices.Contains(names, "nombre-eleves-total")
		},
	}
	ipsFile = &kind{
		name:  lang.T("IPS des écoles ou des collèges, avec les effectifs", "IPS of écoles or collèges, with their pupils"),
		needs: []column{rentree, uai, fullName, sector, pupils},
		sign:  func(_ []string, at places) bool { return at.has(uai) && at.has(ips) },
	}
)

// sheet is one of the files, and what its columns hold.
type sheet struct {
	*dossier.Sheet
	file   string
	kind   *kind
	at     places
	level  engine.Level // of all its schools
	row    []string
	faults dossier.Faults
	tally
}

// identify finds out by the header which data set a file is. It reports what is missing, and gives false where the rows cannot
// be read.
func (s *sheet) identify() bool {
	for c := range s.at {
		s.at[c] = -1
	}
	names := make([]string, len(s.Header))
	twice := map[int]int{}
	for i, cell := range s.Header {
		names[i] = words(cell)
		c, known := columnOf[names[i]]
		switch {
		case !known:
		case s.at[c] >= 0:
			twice[i] = s.at[c]
		default:
			s.at[c] = i
		}
	}
	for _, k := range kinds {
		if k.sign(names, s.at) {
			s.kind, s.level = k, k.level
			break
		}
	}
	if s.kind == nil {
		s.unknown()
		return false
	}
	if s.kind == ipsFile {
		s.level = engine.Ecole
		if slices.Contains(names, "ecart-type-ips") {
			s.level = engine.College // only the collèges have it
		}
	}
	return s.complete(twice)
}

// unknown says which data sets are known.
func (s *sheet) unknown() {
	fr, en := make([]string, len(kinds)), make([]string, len(kinds))
	for i, k := range kinds {
		fr[i], en[i] = k.name.FR, k.name.EN
	}
	s.Wrong(0, &lang.Fault{
		What: lang.T("ces colonnes ne sont celles d'aucun jeu de données connu", "these columns are those of no data set that is known"),
		Mend: lang.T("jeux connus : "+strings.Join(fr, " ; "), "known ones: "+strings.Join(en, "; ")),
	})
}

// complete reports the columns that are missing, and those that stand twice and would be read.
func (s *sheet) complete(twice map[int]int) bool {
	good := true
	for i := range s.Header {
		first, again := twice[i]
		if !again {
			continue
		}
		good = false
		s.Wrong(i, &lang.Fault{
			What: lang.F("les colonnes « %[1]s » et « %[2]s » disent la même chose", "the columns %[1]q and %[2]q say the same", s.Header[first], s.Header[i]),
			Mend: lang.T("gardez-en une", "keep one")})
	}
	for _, c := range s.kind.needs {
		if s.at.has(c) {
			continue
		}
		good = false
		s.Wrong(-1, &lang.Fault{
			What: lang.F("la colonne « %[1]s » manque (%[2]s)", "the column %[1]q is missing (%[2]s)", strings.ReplaceAll(aliases[c][0], "-", "_"), s.kind.name),
			Mend: lang.T("téléchargez de nouveau le fichier, sans en changer les colonnes", "download the file again, without changing its columns")})
	}
	return good
}

// next reads the next row, and false at the end. Texts with hidden characters are cleaned.
func (s *sheet) next() bool {
	row, ok := s.Next()
	s.row = row
	for i, text := range row {
		if lang.HasHidden(text) {
			row[i] = lang.Clean(text)
			s.hidden.add(s.Line(), row[i])
		}
	}
	return ok
}

// cell is what the row holds of something, without spaces around it or twice, and nothing where it has no such column.
func (s *sheet) cell(c column) string {
	if !s.at.has(c) {
		return ""
	}
	return strings.Join(strings.Fields(s.row[s.at[c]]), " ")
}

// wrong reports an error at a cell of the row.
func (s *sheet) wrong(c column, what, mend lang.Text) {
	s.Wrong(s.at[c], &lang.Fault{What: what, Mend: mend})
}
