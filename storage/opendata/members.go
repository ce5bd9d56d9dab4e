package opendata

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/storage/dossier"
)

// join puts a school under its member: a collège under the Département, an école under the EPCI of its commune, or under the
// commune itself where no file tells its EPCI.
func (r *reading) join(s *sheet, one *school, e *entry) {
	var m *engine.Member
	if one.Level == engine.College {
		r.nameDepartement(s)
		m = r.departement()
	} else if m = r.grouped(s, one, e); m == nil {
		s.Wrong(s.at[uai], &lang.Fault{What: lang.F("la commune de %s n'est pas connue", "the commune of %s is not known", one.UAI),
			Mend: lang.T("donnez-la, ou ajoutez l'annuaire aux fichiers", "give it, or add the directory to the files")})
		return
	}
	one.Member = m.ID
	one.Access = r.options.Access
	r.schools[one.UAI] = one
	s.kept++
}

// grouped is the member of an école, or nil where its commune is not known.
func (r *reading) grouped(s *sheet, one *school, e *entry) *engine.Member {
	code := s.communeCode()
	if e != nil && e.insee != "" {
		code = e.insee
	}
	c := r.towns[townKey(one.Town)]
	if code != "" {
		c = r.commune(code, one.Town)
	}
	switch {
	case c == nil && one.Town == "":
		return nil
	case c == nil:
		s.alone++
		return r.communeMember("town "+townKey(one.Town), "", one.Town, e)
	case c.of == nil:
		s.alone++
		return r.communeMember("commune "+c.insee, c.insee, cmp.Or(c.name, one.Town, c.insee), e)
	}
	key := "epci " + c.of.siren + " " + c.of.name
	return r.member(key, engine.Member{Name: c.of.name, Kind: engine.EPCI, SIREN: c.of.siren}, c.of.name, c.of.siren)
}

// communeMember is a commune as a member. Its SIREN, which starts with 21, is that of its écoles in the directory.
func (r *reading) communeMember(key, insee, name string, e *entry) *engine.Member {
	m := r.member(key, engine.Member{Name: fmt.Sprintf("Commune (%s)", name), Kind: engine.Commune}, "commune "+name, insee)
	if e != nil && m.SIREN == "" && strings.HasPrefix(e.siren, "21") {
		m.SIREN = e.siren
	}
	return m
}

func (r *reading) departement() *engine.Member {
	name := cmp.Or(r.name, r.options.Departement)
	m := r.member("departement", engine.Member{Kind: engine.Departement}, "departement "+name, r.options.Departement)
	m.Name = fmt.Sprintf("Département (%s)", name)
	return m
}

// member finds a member by what it is, or adds it with an id made of a title, and of a number where the title is taken.
func (r *reading) member(key string, m engine.Member, title, number string) *engine.Member {
	if known, ok := r.members[key]; ok {
		return known
	}
	m.ID = cmp.Or(dossier.Slug(title, 80), "epci")
	if r.ids[m.ID] && number != "" {
		m.ID += "-" + number
	}
	for base, n := m.ID, 2; r.ids[m.ID]; n++ {
		m.ID = fmt.Sprintf("%s-%d", base, n)
	}
	r.ids[m.ID] = true
	m.Transmitted = r.options.Transmitted
	r.members[key] = &m
	return &m
}

// dossier is the year of all that was taken.
func (r *reading) dossier() *scenarios.Dossier {
	y := &engine.Year{
		ID: r.options.ID, Label: r.options.Label, Basis: engine.Planned, Charter: dossier.Builtin(),
		Start: engine.Date(r.options.Rentree*10000 + 901), End: engine.Date((r.options.Rentree+1)*10000 + 831),
		Members: slices.SortedFunc(maps.Values(r.members), func(a, b *engine.Member) int { return cmp.Compare(a.ID, b.ID) }),
	}
	for _, id := range slices.Sorted(maps.Keys(r.schools)) {
		y.Schools = append(y.Schools, &r.schools[id].School)
	}
	return &scenarios.Dossier{Year: y}
}
