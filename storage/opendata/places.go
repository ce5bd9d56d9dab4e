package opendata

import (
	"strings"

	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/storage/dossier"
)

// entry is one line of the directory. A UAI may have several, for its sites.
type entry struct {
	name, town, insee   string
	public, sectorKnown bool
	level               engine.Level // or nothing
	siren               string       // of who runs it: for an école, most often its commune
}

// describe gives a school the name and the town of the directory, which are written better than elsewhere.
func (e *entry) describe(s *engine.School) {
	if e.name != "" {
		s.Name = e.name
	}
	if e.town != "" {
		s.Town = e.town
	}
}

// takeEntry takes a row of the directory.
func (r *reading) takeEntry(s *sheet) {
	if !r.here(s) {
		return
	}
	s.found++
	id := strings.ToUpper(s.cell(uai))
	if err := engine.CheckUAI(id); err != nil {
		s.odd(oddUAI, s.cell(uai))
		return
	}
	e := &entry{name: s.cell(fullName), town: s.cell(town), insee: s.communeCode()}
	e.public, e.sectorKnown = public(s.cell(sector))
	switch dossier.Slug(s.cell(natureType), 20) {
	case "ecole":
		e.level = engine.Ecole
	case "college":
		e.level = engine.College
	}
	if text := s.cell(siret); text != "" {
		var ok bool
		if e.siren, ok = siren(text); !ok {
			s.odd(oddSIRET, text)
		}
	}
	r.entries[id] = append(r.entries[id], e)
	if e.insee != "" {
		r.commune(e.insee, e.town)
	}
	r.nameDepartement(s)
}

// communeCode is the INSEE code of the row, or nothing.
func (s *sheet) communeCode() string {
	text := s.cell(insee)
	code, ok := communeCode(text)
	if !ok && text != "" {
		s.odd(oddINSEE, text)
	}
	return code
}

// nameDepartement takes the name of the département, best where it is not in capitals.
func (r *reading) nameDepartement(s *sheet) {
	if name := s.cell(departementName); r.name == "" || name != "" && name != strings.ToUpper(name) {
		if code, ok := Departement(name); !ok || code != r.options.Departement {
			r.name = name
		}
	}
}

// entry is the line of the directory for a school: of several, that of its town, else the first.
func (r *reading) entry(id, town string) *entry {
	list := r.entries[id]
	for _, e := range list {
		if town != "" && townKey(e.town) == townKey(town) {
			return e
		}
	}
	if len(list) == 0 {
		return nil
	}
	return list[0]
}

// commune is one commune of the département, with its EPCI where a file tells it.
type commune struct {
	insee, name string
	of          *grouping
	listed      bool // in a file of communes and EPCIs
}

// grouping is an EPCI.
type grouping struct {
	siren, name string
}

// commune finds a commune by its INSEE code, or adds it.
func (r *reading) commune(code, name string) *commune {
	c, known := r.communes[code]
	if known {
		return c
	}
	c = &commune{insee: code, name: name}
	r.communes[code] = c
	if key := townKey(name); key != "" {
		if _, taken := r.towns[key]; taken {
			c = nil // two communes have this name: it tells neither
		}
		r.towns[key] = c
	}
	return r.communes[code]
}

// takeCommune takes a row of a file of communes and EPCIs.
func (r *reading) takeCommune(s *sheet) {
	code := s.communeCode()
	if code == "" {
		return
	}
	if d := departementOfCommune(code); d != r.options.Departement {
		s.elsewhere[d]++
		return
	}
	s.found++
	c := r.commune(code, s.cell(town))
	number, name := s.cell(epciSIREN), s.cell(epciName)
	var of *grouping
	if !strings.HasPrefix(number, "ZZZZ") && number+name != "" { // INSEE's sign for a commune that is in none
		of = r.grouping(s, number, name)
	}
	if c.listed && c.of != of {
		s.wrong(insee, lang.F("la commune %[1]s (%[2]s) est déjà dans un autre EPCI", "the commune %[1]s (%[2]s) is in another EPCI already", code, c.name),
			lang.T("gardez une seule ligne, ou un seul fichier d'EPCI", "keep one row, or one file of EPCIs"))
		return
	}
	c.of, c.listed = of, true
}

// grouping finds an EPCI by its SIREN, or by its name where that is damaged.
func (r *reading) grouping(s *sheet, number, name string) *grouping {
	valid, ok := siren(number)
	key := valid
	if !ok {
		s.odd(oddSIREN, number)
		key = "name " + dossier.Slug(name, 200)
	}
	g, known := r.groupings[key]
	if !known {
		if name == "" {
			name = "EPCI " + number
		}
		g = &grouping{siren: valid, name: name}
		r.groupings[key] = g
	}
	return g
}
