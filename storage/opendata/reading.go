package opendata

import (
	"cmp"
	"context"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/storage/dossier"
)

// reading is one set of files being read.
type reading struct {
	ctx      context.Context
	options  Options
	progress Progress
	sheets   []*sheet // in the order in which they were given
	done     int      // bytes of the files that are done

	schools   map[string]*school        // by UAI
	entries   map[string][]*entry       // of the directory, by UAI
	communes  map[string]*commune       // by INSEE code
	towns     map[string]*commune       // by the key of their name; nil where two have it
	groupings map[string]*grouping      // by SIREN as it is written, or name
	members   map[string]*engine.Member // by what they are
	ids       map[string]bool
	name      string // of the département
}

// school is one that is taken, and where it was found.
type school struct {
	engine.School
	sheet *sheet
	line  int
}

func newReading(ctx context.Context, o Options, progress Progress) *reading {
	return &reading{ctx: ctx, options: o, progress: progress,
		schools: map[string]*school{}, entries: map[string][]*entry{}, communes: map[string]*commune{}, towns: map[string]*commune{},
		groupings: map[string]*grouping{}, members: map[string]*engine.Member{}, ids: map[string]bool{}}
}

// open loads a file and finds out what it is.
func (r *reading) open(fsys fs.FS, file string) {
	s := &sheet{file: file, tally: newTally()}
	r.sheets = append(r.sheets, s)
	if s.Sheet = dossier.OpenSheet(fsys, file, &s.faults); s.Sheet != nil {
		s.good = s.identify()
	}
}

// read takes the rows of a file.
func (r *reading) read(s *sheet) {
	take := r.takePupils
	switch s.kind {
	case directory:
		take = r.takeEntry
	case groupings:
		take = r.takeCommune
	}
	for rows := 0; s.next(); rows++ {
		if rows%1000 == 0 {
			if r.ctx.Err() != nil {
				return
			}
			r.tell(s.Read())
		}
		take(s)
	}
	r.done += s.Size()
	r.tell(0)
}

func (r *reading) tell(more int) {
	if r.progress == nil {
		return
	}
	total := 0
	for _, s := range r.sheets {
		if s.good {
			total += s.Size()
		}
	}
	r.progress(r.done+more, total)
}

// here tells whether the row is of the département: by its code, else by the school's UAI. A row that tells neither is an error
// in a file with pupils.
func (r *reading) here(s *sheet) bool {
	code, ok := Departement(s.cell(departementCode))
	if !ok {
		code = departementOfUAI(s.cell(uai))
	}
	switch {
	case code == r.options.Departement:
		return true
	case code != "":
		s.elsewhere[code]++
	case s.kind == directory:
		s.odd(oddUAI, s.cell(uai))
	default:
		s.Wrong(s.at[uai], fault(engine.CheckUAI(s.cell(uai))))
	}
	return false
}

// takePupils takes a row of a file with pupils.
func (r *reading) takePupils(s *sheet) {
	if !r.here(s) {
		return
	}
	switch y, ok := Rentree(s.cell(rentree)); {
	case !ok:
		s.wrong(rentree, lang.F("« %s » n'est pas une rentrée", "%q is not a rentrée", s.cell(rentree)), lang.T("une année, comme 2021 ou 2021-2022", "a year, such as 2021 or 2021-2022"))
		return
	case y != r.options.Rentree:
		s.otherYears[y]++
		return
	}
	s.found++
	name := strings.TrimSpace(s.cell(title) + " " + s.cell(patron))
	if name == "" {
		name = s.cell(fullName)
	}
	level := s.level
	switch college := isCollege(name); {
	case s.kind == ipsFile && college:
		level = engine.College
	case level == engine.College && !college:
		s.otherKinds[cmp.Or(s.cell(title), name)]++
		return
	}
	id := strings.ToUpper(s.cell(uai))
	if err := engine.CheckUAI(id); err != nil {
		s.Wrong(s.at[uai], fault(err))
		return
	}
	e := r.entry(id, s.cell(town))
	if !r.wanted(s, e) {
		return
	}
	one := &school{School: engine.School{UAI: id, Name: name, Level: level, Town: withoutCedex(s.cell(town))}, sheet: s, line: s.Line()}
	if e != nil {
		e.describe(&one.School)
	}
	if one.Name == "" {
		one.Name = id
	}
	if r.counts(s, &one.School) && !r.again(s, one) {
		r.join(s, one, e)
	}
}

// wanted tells whether the school of the row is public, or private schools are taken too.
func (r *reading) wanted(s *sheet, e *entry) bool {
	is, known := public(s.cell(sector))
	if !known && e != nil {
		is, known = e.public, e.sectorKnown
	}
	if !known {
		s.wrong(sector, lang.F("« %s » ne dit pas si l'établissement est public ou privé", "%q does not say whether the school is public or private", s.cell(sector)),
			lang.T("écrivez PUBLIC ou PRIVE, ou donnez aussi l'annuaire", "write PUBLIC or PRIVE, or give the directory too"))
		return false
	}
	if !is && !r.options.Private {
		s.private++
		return false
	}
	return true
}

// counts reads the pupils and the classes. A count that is missing is not 0.
func (r *reading) counts(s *sheet, one *engine.School) bool {
	text := s.cell(pupils)
	if text == "" {
		s.wrong(pupils, lang.F("l'effectif de %s manque", "the pupils of %s are missing", one.UAI), lang.T("donnez-le, ou enlevez la ligne", "give them, or take the row out"))
		return false
	}
	n, err := count(text)
	if err != nil {
		s.Wrong(s.at[pupils], fault(err))
		return false
	}
	one.Pupils, one.Stored = n, n
	if text = s.cell(classes); text == "" {
		return true
	}
	if n, err = count(text); err != nil {
		s.Wrong(s.at[classes], fault(err))
		return false
	}
	one.Classes = engine.Some(n)
	return true
}

// again tells whether the school was taken from an earlier row. The same numbers twice are counted once, others are an error;
// a file of IPS only adds the schools that the others do not have.
func (r *reading) again(s *sheet, one *school) bool {
	first, is := r.schools[one.UAI]
	switch {
	case !is:
		return false
	case s.kind == ipsFile && first.sheet.kind != ipsFile:
		s.known++
	case first.Pupils == one.Pupils && first.Classes == one.Classes && first.Level == one.Level:
		s.repeated++
	default:
		s.wrong(uai, lang.F("%[1]s a %[2]s élèves ici et %[3]s à la ligne %[4]d de %[5]s", "%[1]s has %[2]s pupils here and %[3]s on line %[4]d of %[5]s",
			one.UAI, lang.Count(one.Pupils), lang.Count(first.Pupils), first.line, first.sheet.file), lang.T("gardez une seule des deux lignes", "keep one of the two rows"))
	}
	return true
}

// missing reports the files that hold nothing of the département or of the rentrée.
func (r *reading) missing() {
	for _, s := range r.sheets {
		if !s.good || s.found > 0 || len(s.faults) > 0 {
			continue
		}
		held := func(list []string) string {
			const most = 8
			if len(list) > most {
				list = append(list[:most], "…")
			}
			return strings.Join(list, ", ")
		}
		here := r.options.Departement
		if len(s.otherYears) > 0 {
			var years []string
			for _, y := range slices.Sorted(maps.Keys(s.otherYears)) {
				years = append(years, yearName(y))
			}
			s.Refuse(&lang.Fault{What: lang.F("rien pour la rentrée %[1]s du département %[2]s", "nothing for the rentrée %[1]s of département %[2]s", yearName(r.options.Rentree), here),
				Mend: lang.F("rentrées du fichier : %s", "rentrées of the file: %s", held(years))})
			continue
		}
		mend := lang.T("le fichier n'a aucune ligne", "the file has no rows")
		if list := slices.Sorted(maps.Keys(s.elsewhere)); len(list) > 0 {
			mend = lang.F("départements du fichier : %s", "départements of the file: %s", held(list))
		}
		s.Refuse(&lang.Fault{What: lang.F("rien pour le département %s", "nothing for département %s", here), Mend: mend})
	}
}

// anyPupils tells whether one of the files is of schools with their pupils.
func (r *reading) anyPupils() bool {
	return slices.ContainsFunc(r.sheets, func(s *sheet) bool { return s.good && s.level != "" })
}
