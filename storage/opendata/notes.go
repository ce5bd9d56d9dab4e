package opendata

import (
	"cmp"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"quotepart/engine"
	"quotepart/engine/lang"
)

// tally counts what was taken from a file and what was left out.
type tally struct {
	good       bool // its rows can be read
	found      int  // rows of the département, and of the rentrée where it has one
	kept       int
	private    int
	repeated   int
	known      int // schools that another file has
	alone      int // écoles under their commune
	otherYears map[int]int
	elsewhere  map[string]int
	otherKinds map[string]int
	odds       [oddKinds]oddValue
	hidden     oddValue // texts with hidden characters, which were cleaned
}

// oddValue is a kind of damage in a file that costs nothing but the value itself.
type oddValue struct {
	count, line int
	first       string
}

const (
	oddUAI = iota
	oddINSEE
	oddSIRET
	oddSIREN
	oddKinds
)

var oddNames = [oddKinds]lang.Text{
	oddUAI:   lang.T("UAI", "UAI"),
	oddINSEE: lang.T("code INSEE de commune", "INSEE code of a commune"),
	oddSIRET: lang.T("SIREN_SIRET", "SIREN_SIRET"),
	oddSIREN: lang.T("SIREN d'EPCI", "SIREN of an EPCI"),
}

// odd counts a value that is left aside.
func (s *sheet) odd(kind int, value string) {
	s.odds[kind].add(s.Line(), value)
}

// add counts a value at a line.
func (o *oddValue) add(line int, value string) {
	if o.count++; o.count == 1 {
		o.line, o.first = line, value
	}
}

func newTally() tally {
	return tally{otherYears: map[int]int{}, elsewhere: map[string]int{}, otherKinds: map[string]int{}}
}

func yearName(y int) string { return strconv.Itoa(y) }

// notes say what was taken from each file and what was left out, a line each.
func (r *reading) notes() []lang.Text {
	var notes []lang.Text
	for _, s := range r.sheets {
		name := filepath.Base(s.file)
		said := lang.F("%[1]s : %[2]s", "%[1]s: %[2]s", name, s.kind.name)
		switch {
		case s.level != "":
			said = lang.F("%[1]s ; retenus : %[2]s", "%[1]s; taken: %[2]s", said, lang.Count(s.kept))
		case s.kind == directory:
			said = lang.F("%[1]s ; reconnus : %[2]s", "%[1]s; recognised: %[2]s", said, lang.Count(r.recognised()))
		default:
			said = lang.F("%[1]s ; communes du département : %[2]s", "%[1]s; communes of the département: %[2]s", said, lang.Count(s.found))
		}
		if left := s.left(); len(left) > 0 {
			said = lang.F("%[1]s ; laissés de côté : %[2]s", "%[1]s; left out: %[2]s", said, list(left))
		}
		notes = append(notes, said)
		if o := s.hidden; o.count > 0 {
			notes = append(notes, lang.F("%[1]s : %[2]s texte(s) contenaient des caractères invisibles, qui sont enlevés (le premier : « %[3]s », ligne %[4]d)",
				"%[1]s: %[2]s text(s) held invisible characters, which are taken out (the first: %[3]q, line %[4]d)", name, lang.Count(o.count), o.first, o.line))
		}
		for kind, o := range s.odds {
			if o.count > 0 {
				notes = append(notes, lang.F("%[1]s : %[2]s valeur(s) de « %[3]s » ne se lisent pas et sont ignorées (la première : « %[4]s », ligne %[5]d)",
					"%[1]s: %[2]s value(s) of %[3]q cannot be read and are ignored (the first: %[4]q, line %[5]d)", name, lang.Count(o.count), oddNames[kind], o.first, o.line))
			}
		}
	}
	return notes
}

// left lists what was left out of a file with pupils.
func (s *sheet) left() []lang.Text {
	var left []lang.Text
	add := func(n int, fr, en string, args ...any) {
		if n > 0 {
			left = append(left, lang.F(fr, en, append([]any{lang.Count(n)}, args...)...))
		}
	}
	add(s.private, "%[1]s privé(s)", "%[1]s private")
	add(total(s.otherKinds), "%[1]s qui ne sont pas des collèges (%[2]s)", "%[1]s that are not collèges (%[2]s)", counted(s.otherKinds))
	add(s.repeated, "%[1]s ligne(s) en double", "%[1]s row(s) there twice")
	add(s.known, "%[1]s déjà dans un autre fichier", "%[1]s in another file already")
	years := map[string]int{}
	for y, n := range s.otherYears {
		years[yearName(y)] = n
	}
	add(total(years), "%[1]s ligne(s) d'autres rentrées (%[2]s)", "%[1]s row(s) of other rentrées (%[2]s)", strings.Join(slices.Sorted(maps.Keys(years)), ", "))
	add(total(s.elsewhere), "%[1]s ligne(s) d'autres départements", "%[1]s row(s) of other départements")
	return left
}

// recognised is how many of the schools the directory has.
func (r *reading) recognised() (n int) {
	for id := range r.schools {
		if len(r.entries[id]) > 0 {
			n++
		}
	}
	return n
}

// withoutPupils is how many public schools of the directory no file gives pupils of, at the levels of the files.
func (r *reading) withoutPupils() (n int) {
	levels := map[engine.Level]bool{}
	for _, s := range r.sheets {
		levels[s.level] = true
	}
	for id, list := range r.entries {
		if e := list[0]; r.schools[id] == nil && e.public && e.level != "" && levels[e.level] {
			n++
		}
	}
	return n
}

// lacks says what the year still needs before it means something.
func (r *reading) lacks() []lang.Text {
	var lacks []lang.Text
	switch o := r.options; {
	case !o.Access.IsSet() && !o.Transmitted.IsSet():
		lacks = append(lacks, lang.T("aucun établissement n'est encore compté : les données publiques ne disent ni l'accès effectif des établissements (access), ni la transmission des membres au contrôle de légalité (transmitted) ; donnez ces dates",
			"no school is counted yet: open data tells neither the effective access of the schools (access) nor the transmission of the members to the legality control (transmitted); give these dates"))
	case !o.Access.IsSet():
		lacks = append(lacks, lang.T("aucun établissement n'est encore compté : les données publiques ne disent pas leur accès effectif (access) ; donnez ces dates",
			"no school is counted yet: open data does not tell their effective access (access); give these dates"))
	case !o.Transmitted.IsSet():
		lacks = append(lacks, lang.T("aucun établissement n'est encore compté : les données publiques ne disent pas la transmission des membres au contrôle de légalité (transmitted, art. 3) ; donnez ces dates",
			"no school is counted yet: open data does not tell the transmission of the members to the legality control (transmitted, art. 3); give these dates"))
	}
	lacks = append(lacks, lang.T("l'exercice n'a ni usages, ni charges, ni subventions : saisissez-les, ou complétez le dossier exporté", "the year has no usage, charges or subsidies: enter them, or complete the exported dossier"))
	alone := 0
	for _, s := range r.sheets {
		alone += s.alone
	}
	if alone > 0 {
		lacks = append(lacks, lang.F("%s école(s) relèvent de leur commune, dont l'EPCI n'est pas connu : ajoutez le fichier des communes et EPCI de ce département, si les EPCI sont membres",
			"%s école(s) stand under their commune, whose EPCI is not known: add the file of the communes and EPCIs of this département, if EPCIs are the members", lang.Count(alone)))
	}
	if n := r.withoutPupils(); n > 0 {
		lacks = append(lacks, lang.F("%s école(s) ou collège(s) publics de l'annuaire n'ont pas d'effectif cette rentrée-là : ils ne sont pas dans l'exercice",
			"%s public école(s) or collège(s) of the directory have no pupils in that rentrée: they are not in the year", lang.Count(n)))
	}
	return lacks
}

func total[K comparable](m map[K]int) (n int) {
	for _, one := range m {
		n += one
	}
	return n
}

// counted lists names with their numbers, the most frequent first, and not more than a line of them.
func counted(m map[string]int) string {
	const most = 6
	names := slices.SortedFunc(maps.Keys(m), func(a, b string) int { return cmp.Or(m[b]-m[a], strings.Compare(a, b)) })
	var list []string
	for _, name := range names[:min(most, len(names))] {
		list = append(list, name+" "+strconv.Itoa(m[name]))
	}
	if len(names) > most {
		list = append(list, "…")
	}
	return strings.Join(list, ", ")
}

func list(texts []lang.Text) lang.Text {
	fr, en := make([]string, len(texts)), make([]string, len(texts))
	for i, t := range texts {
		fr[i], en[i] = t.FR, t.EN
	}
	return lang.T(strings.Join(fr, ", "), strings.Join(en, ", "))
}
