package main

import (
	"fmt"
	"strconv"
)

// school is one line of schools.csv.
type school struct {
	uai, name, level, town, member string
	classes                        string // empty for collèges: no tariff counts their classes
	pupils                         int
	access, closed                 string
	why                            string // the reason why the year does not count it, if so
}

// counted tells whether the school pays in the year.
func (s school) counted() bool { return s.why == "" }

// exceptions are the schools that the year does not count, at least one for each reason, and one that it still counts
// because it closes at the end of the year.
var exceptions = []school{
	{name: "École primaire Les Lavandières", town: "Rouissoir", member: "cc-du-marais-de-thuree", pupils: 27, access: "2020-09-01", closed: "2025-07-04", why: "closed"},
	{name: "École maternelle Jacques Prévert", town: "Vaucelin-sur-Ozelle", member: "ca-du-pays-d-ozelle", pupils: 61, access: "2015-09-01", closed: "2025-07-04", why: "closed"},
	{name: "École élémentaire de la Citadelle", town: "Clairbrune", member: "ca-clairbrune-agglomeration", pupils: 143, why: "no_access"},
	{name: "École primaire La Clé des Champs", town: "Seiglières", member: "cc-du-plateau-brunois", pupils: 44, why: "no_access"},
	{name: "École primaire Simone Veil", town: "Ormevert", member: "ca-clairbrune-agglomeration", pupils: 118, access: "2026-09-01", why: "access_after_year"},
	{name: "École primaire du Vieux Lavoir (RPI)", town: "Lavoir-Notre-Dame", member: "cc-des-sources-de-la-hauvette-et-du-plateau-de-cressoy", pupils: 0, access: "2018-09-03", why: "no_pupils"},
	{name: "École primaire Jules Ferry", town: "Rosoy-l'Étang", member: formerMember, pupils: 156, access: "2016-09-01", why: "member_not_beneficiary"},
	{name: "École primaire Les Nénuphars", town: "Saint-Paluin-sur-l'Étang", member: formerMember, pupils: 48, access: "2016-09-01", why: "member_not_beneficiary"},
	{name: "École maternelle Pauline Kergomard", town: "L'Isle-aux-Saules", member: newcomer, pupils: 74, why: "member_not_beneficiary"},
	{name: "École élémentaire George Sand", town: "L'Isle-aux-Saules", member: newcomer, pupils: 131, why: "member_not_beneficiary"},
	{name: "École primaire Les Vanniers", town: "L'Isle-aux-Saules", member: newcomer, pupils: 69, why: "member_not_beneficiary"},
	{name: "École primaire L'Eau Vive", town: "Herbages-sur-Thurée", member: "cc-du-bocage-de-cressoy", pupils: 19, access: "2016-09-01", closed: "2026-07-03"},
}

// allSchools gives the collèges, then the écoles member by member, then the exceptions, numbered in that order.
func allSchools(d dice) []school {
	schools := append([]school(nil), colleges()...)
	for i := range schools {
		schools[i].uai = uai(1 + i)
	}
	number := 101
	for _, s := range append(ecoles(d), exceptions...) {
		s.uai, s.level, s.classes = uai(number), "ecole", strconv.Itoa((s.pupils+23)/24)
		schools = append(schools, s)
		number++
	}
	return schools
}

// ecoles draws the écoles that are counted: one in each village, the others by turns in the towns.
func ecoles(d dice) []school {
	var all []school
	for _, m := range members {
		towns, villages := places(m.towns), places(m.villages)
		for i := range m.schools {
			s := school{member: m.id, access: firstAccess(m)}
			if i < len(villages) {
				s.town, s.pupils = villages[i], 17+d.roll(80)
				s.name = "École primaire " + villageNames[len(all)%len(villageNames)]
			} else {
				s.town, s.pupils = towns[i%len(towns)], 74+d.roll(150)
				s.name = ecoleKinds[i%len(ecoleKinds)] + people[len(all)%len(people)]
			}
			all = append(all, s)
		}
	}
	return all
}

// firstAccess is the start of the school year after a member joined, or the end of the winter holidays for the one that
// joined while the year was running: it pays the full year all the same (charter, 4.1).
func firstAccess(m member) string {
	if m.id == lateMember {
		return "2026-02-23"
	}
	return transmitted(m)[:4] + "-09-01"
}

// schoolRows writes schools.csv, which is in the order of the UAI already.
func schoolRows(schools []school) [][]string {
	rows := [][]string{{"uai", "name", "level", "town", "member", "classes", "pupils", "access", "closed"}}
	for _, s := range schools {
		rows = append(rows, []string{s.uai, s.name, s.level, s.town, s.member, s.classes, strconv.Itoa(s.pupils), s.access, s.closed})
	}
	return rows
}

// uai numbers a school in the département 099, with its check letter.
func uai(n int) string {
	number := 990000 + n
	return fmt.Sprintf("%07d%c", number, "ABCDEFGHJKLMNPRSTUVWXYZ"[number%23])
}

var ecoleKinds = []string{"École élémentaire ", "École maternelle ", "École primaire "}

var people = []string{
	"Jules Ferry", "Marie Curie", "Jean Jaurès", "Jacques Prévert", "Louise Michel", "Antoine de Saint-Exupéry", "Victor Hugo",
	"Pauline Kergomard", "Jean de La Fontaine", "Jean Moulin", "Simone Veil", "Louis Pasteur", "Françoise Dolto", "Paul Éluard",
	"Joséphine Baker", "Charles Perrault", "Joliot-Curie", "Henri Matisse", "Germaine Tillion", "Jean-Jacques Rousseau", "Aimé Césaire",
	"George Sand", "Émile Zola", "Élisa Lemonnier", "Anne Frank", "Robert Desnos", "Hélène Boucher", "Molière", "Lucie Aubrac",
}

var villageNames = []string{
	"Les Tilleuls", "du Moulin", "L'Envol", "Les Hirondelles", "de la Mairie", "Au Fil de l'Eau", "Les Marronniers", "des Deux-Ponts",
	"La Farandole", "du Champ-de-Foire", "Les Petits Cailloux", "de l'Église", "Le Chat perché", "Les Coquelicots", "L'Arc-en-Ciel",
	"du Tour de Ville", "Le Petit Prince", "Les Capucines", "de la Gare",
}
