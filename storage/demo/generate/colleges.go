package main

// crowded is the collège of the scenario in which a new one opens: close to the end of the site.TV price bands (1,100 pupils).
const crowded = "Collège Marie Curie"

// withoutUsage is the collège that returned no usage statistics.
const withoutUsage = "Collège Gustave Eiffel"

// collegeSizes is written by hand, because the demo needs certain sizes: one of exactly 200 pupils (in two price bands),
// some on the edge of a band, one close to 1,100, none above.
var collegeSizes = []struct {
	name, town string
	pupils     int
}{
	{"Collège Jules Ferry", "Clairbrune", 742},
	{"Collège Louise Michel", "Clairbrune", 518},
	{"Collège Victor Hugo", "Clairbrune", 663},
	{"Collège Jean Jaurès", "Clairbrune", 487},
	{"Collège Émile Zola", "Clairbrune", 391},
	{"Collège Jean-Jacques Rousseau", "Clairbrune", 905},
	{crowded, "Ormevert", 1078},
	{"Collège Aimé Césaire", "Montrouvel", 702},
	{"Collège du Chemin-Vert", "Saint-Aubry-lès-Clairbrune", 564},
	{"Collège Antoine de Saint-Exupéry", "Vaucelin-sur-Ozelle", 631},
	{"Collège Lucie Aubrac", "Vaucelin-sur-Ozelle", 549},
	{"Collège Henri Matisse", "Vaucelin-sur-Ozelle", 446},
	{"Collège Louis Pasteur", "Vaucelin-sur-Ozelle", 600},
	{"Collège Jacques-Yves Cousteau", "Port-Ozelle", 472},
	{"Collège Alexandre Dumas", "Pont-de-Lionde", 528},
	{"Collège Olympe de Gouges", "Pont-de-Lionde", 399},
	{"Collège de l'Abbaye", "Lionde-l'Abbaye", 316},
	{"Collège des Grands-Chênes", "Bois-l'Évêque-le-Grand", 433},
	{"Collège Germaine Tillion", "Essarts-l'Évêque", 287},
	{"Collège de la Haute-Brune", "Hautebrune-le-Vieux", 354},
	{"Collège Jean Giono", "Hautebrune-le-Vieux", 251},
	{"Collège Roger Frison-Roche", "Sourdebrune", 163},
	{"Collège Colette", "Hauvette-les-Vignes", 478},
	{"Collège Jean Rostand", "Hauvette-les-Vignes", 367},
	{"Collège Saint-Vincent-des-Coteaux", "Pressoir-Saint-Vincent", 229},
	{"Collège Maurice Genevoix", "Étangval", 392},
	{"Collège Jean de La Fontaine", "Forêt-Mauricière", 274},
	{"Collège George Sand", "Fleurignac-aux-Sources", 338},
	{"Collège Marcel Pagnol", "Saint-Méardon-le-Plateau", 200},
	{"Collège Charles Péguy", "Saint-Ambroisin", 411},
	{"Collège Camille Claudel", "Sainte-Clothe", 303},
	{"Collège Guy de Maupassant", "Cressoy-en-Bocage", 509},
	{"Collège Simone de Beauvoir", "Cressoy-en-Bocage", 377},
	{"Collège des Haies-Vives", "Haies-Vives", 192},
	{"Collège Joseph-Marie Jacquard", "Ormesnil-le-Grand", 587},
	{"Collège Élisa Lemonnier", "Ormesnil-le-Grand", 456},
	{"Collège Georges Brassens", "Tisserands-sur-Brune", 348},
	{"Collège Gérard Philipe", "Thurée-le-Marais", 362},
	{"Collège Anne Frank", "Passerelle-sur-Thurée", 246},
	{"Collège Arthur Rimbaud", "If-Noir-la-Ville", 385},
	{"Collège Berthe Morisot", "Sainte-Yvette-de-l'If", 211},
	{"Collège Jean Moulin", "Moulinville-en-Brunois", 612},
	{"Collège Antoine-Augustin Parmentier", "Moulinville-en-Brunois", 400},
	{"Collège Françoise Dolto", "Grands-Labours", 295},
	{"Collège Pierre-Paul Riquet", "Lionde-sur-Val", 533},
	{"Collège Joliot-Curie", "Lionde-sur-Val", 421},
	{withoutUsage, "Écluse-Royale", 326},
	{"Collège Jules Verne", "Havre-Ozelle", 574},
	{"Collège Surcouf", "Havre-Ozelle", 438},
	{"Collège Claude Monet", "Les Sables-d'Ozelle", 369},
}

// colleges gives the 50 collèges that are counted, and one that closed before the year.
func colleges() []school {
	var all []school
	for i, c := range collegeSizes {
		access := []string{"2014-09-01", "2015-09-01"}[i%2]
		all = append(all, school{name: c.name, level: "college", town: c.town, member: departement, pupils: c.pupils, access: access})
	}
	return append(all, school{name: "Collège Paul Langevin", level: "college", town: "Clairbrune", member: departement,
		pupils: 138, access: "2014-09-01", closed: "2025-07-04", why: "closed"})
}
