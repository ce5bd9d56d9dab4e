// Package enginetest holds what tests and benchmarks of several packages share: the built-in charter as a Go value, and
// generated years of any size. Nothing of it is part of the program.
package enginetest

import "quotepart/engine"

// Charter2014 is the built-in charter somme-numerique-2014 as a Go value, for tests that do not read files. Each call makes
// a new one, so that a test may change its own.
func Charter2014() *engine.Charter {
	return &engine.Charter{
		ID: "somme-numerique-2014", Title: "Charte ENT — Somme Numérique", Adopted: 20140624,
		Tariffs: []*engine.Tariff{
			sharedOverEcoles("ecole-comptes", "Comptes élèves des écoles", engine.Accounts),
			sharedOverEcoles("ecole-contenus", "Contenus pédagogiques des écoles", engine.Content),
			college("college-comptes", "Création et fonctionnement des comptes",
				"« 6 € » est lu comme un prix par élève et par an.",
				engine.Tariff{Basis: engine.PerPupil, Price: euros("6.00")}),
			college("college-robert", "Comptes Le Robert Collège",
				"Par collège, ou un total ? Lu par collège, car seul Labomep est dit « pour tous les collèges » ; la clé shared-equally donne l'autre lecture.",
				engine.Tariff{Basis: engine.PerSchool, Price: euros("409.40"), Amount: engine.Some(engine.Cents(409_40))}),
			college("college-maxicours", "Accompagnement scolaire (maxicours)",
				"Facturé pour chaque élève dont l'utilisation dépasse strictement une heure.",
				engine.Tariff{Basis: engine.PerActivePupil, Price: euros("6.00"), Tool: "maxicours",
					Threshold: engine.Some(int64(60)), Assumed: engine.Whole}),
			college("college-labomep", "Sésamath / Labomep",
				"« Pour tous les collèges » ; réparti au prorata des élèves (4.1), ou à parts égales avec la clé shared-equally.",
				engine.Tariff{Basis: engine.SharedByPupils, Amount: engine.Some(engine.Cents(2_000_00))}),
			college("college-sitetv", "Ressource site.TV",
				"200 élèves figurent dans deux tranches ; la plus haute est retenue, car toutes les autres commencent à une centaine. La charte ne dit rien au-delà de 1100 élèves.",
				engine.Tariff{Basis: engine.Banded, Overlap: engine.Upper, Beyond: engine.Refuse, Bands: Bands2014()}),
		},
	}
}

// Bands2014 is the bands of site.TV (art. 4.3).
func Bands2014() []engine.Band {
	return []engine.Band{
		{From: 1, To: 200, Price: euros("187.62").Value},
		{From: 200, To: 399, Price: euros("247.30").Value},
		{From: 400, To: 599, Price: euros("315.50").Value},
		{From: 600, To: 899, Price: euros("366.70").Value},
		{From: 900, To: 1100, Price: euros("434.40").Value},
	}
}

func sharedOverEcoles(id, label string, c engine.Category) *engine.Tariff {
	return &engine.Tariff{
		ID: id, Label: label, Article: "4.2", Level: engine.Ecole, Basis: engine.SharedByPupils,
		Pool: &engine.Pool{Level: engine.Ecole, Categories: []engine.Category{c}},
		Note: "La charte ne donne pas de prix par élève pour le premier degré ; les dépenses effectives sont réparties au prorata des élèves (4.1, 4.4).",
	}
}

func college(id, label, note string, rules engine.Tariff) *engine.Tariff {
	rules.ID, rules.Label, rules.Note = id, label, note
	rules.Article, rules.Level = "4.3", engine.College
	return &rules
}

func euros(s string) engine.Opt[engine.Price] {
	p, err := engine.ParsePrice(s)
	if err != nil {
		panic(err)
	}
	return engine.Some(p)
}
