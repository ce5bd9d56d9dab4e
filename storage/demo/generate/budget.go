package main

import "fmt"

// charge is one line of the dedicated budget, in cents, with the invoices that it was paid by.
type charge struct {
	id, label, category, level string
	planned, paid              int64
	mutualised                 string
	supplier, prefix           string // of its invoices
	instalments                int
}

// charges balance nearly with what the charter recovers: the collèges' are a little more than their contributions, and the
// mutualised part of the platform is voted as an amount, so that whatever is added to it weighs on the balance.
var charges = []charge{
	{"hotline", "Exploitation, hotline et suivi des projets", "operation", "common", 9640000, 9587315, "100%", "Logiciels du Brunois", "LB-EXP", 4},
	{"formation", "Accompagnement pédagogique et formation des enseignants", "operation", "common", 2800000, 2734000, "100%", "Atelier des Trois Clochers", "ATC", 2},
	{"plateforme", "Plate-forme ENT (hébergement, logiciel, connecteurs)", "platform", "common", 11840000, 11763280, "117000.00", "Logiciels du Brunois", "LB-PLF", 4},
	{"administration", "Administration : 2 agents (salaires, charges, déplacements)", "administration", "common", 10400000, 10351246, "100%", "Syndicat mixte Brune Numérique (paie)", "PAIE", 3},
	{"comptes-ecoles", "Comptes élèves — écoles", "accounts", "ecole", 8160000, 8124480, "0%", "Logiciels du Brunois", "LB-ECO", 2},
	{"contenus-ecoles", "Contenus pédagogiques — écoles", "content", "ecole", 6600000, 6572040, "0%", "Éditions de Clairbrune", "EC", 2},
	{"comptes-colleges", "Comptes élèves — collèges", "accounts", "college", 13420000, 13387620, "0%", "Logiciels du Brunois", "LB-COL", 2},
	{"robert-colleges", "Le Robert Collège", "content", "college", 2047000, 2047000, "0%", "Librairie de Clairbrune", "LC", 1},
	{"maxicours-colleges", "Accompagnement scolaire maxicours", "content", "college", 2490000, 2298000, "0%", "Ozelle Soutien scolaire", "OSS", 2},
	{"labomep-colleges", "Labomep", "content", "college", 200000, 200000, "0%", "Association Maths en Brunois", "AMB", 1},
	{"sitetv-colleges", "site.TV", "content", "college", 1495000, 1481235, "0%", "Éditions de Clairbrune", "EC-TV", 1},
}

// subsidy is one line of subsidies.csv: an amount in cents, or a rate in percent.
type subsidy struct {
	id, label, target string
	amount            int64
	rate              string
}

// The State helps with a charge of the écoles, by a rate; the FEDER helps the Département, by an amount (charter, 4.3).
const (
	statePercent = 15
	federAmount  = 4500000
)

var subsidies = []subsidy{
	{id: "etat-premier-degre", label: "État — contenus numériques du premier degré", target: "charges/contenus-ecoles", rate: fmt.Sprintf("%d%%", statePercent)},
	{id: "feder-colleges", label: "FEDER — usages numériques des collèges", target: "members/" + departement, amount: federAmount},
}

// chargeRows writes charges.csv.
func chargeRows() [][]string {
	rows := [][]string{{"id", "label", "category", "level", "planned", "paid", "mutualised"}}
	for _, c := range charges {
		rows = append(rows, []string{c.id, c.label, c.category, c.level, euros(c.planned), euros(c.paid), c.mutualised})
	}
	return rows
}

// subsidyRows writes subsidies.csv.
func subsidyRows() [][]string {
	rows := [][]string{{"id", "label", "target", "amount", "rate"}}
	for _, s := range subsidies {
		amount := ""
		if s.rate == "" {
			amount = euros(s.amount)
		}
		rows = append(rows, []string{s.id, s.label, s.target, amount, s.rate})
	}
	return rows
}

// invoiceRows writes invoices.csv: what was paid, in instalments. Two invoices differ from the paid column, so that the check has
// something to find: one for maxicours is missing, one of the hotline was paid 120.00 less than invoiced.
func invoiceRows() [][]string {
	dates := []string{"2025-10-15", "2026-01-20", "2026-04-14", "2026-07-07"}
	rows := [][]string{{"number", "date", "supplier", "charge", "amount"}}
	for _, c := range charges {
		part := c.paid / int64(c.instalments)
		for i := range c.instalments {
			amount := part
			if i == c.instalments-1 {
				amount = c.paid - part*int64(i)
			}
			if c.id == "maxicours-colleges" && i == 1 {
				continue
			}
			if c.id == "hotline" && i == 2 {
				amount += 12000
			}
			number := fmt.Sprintf("%s-2526-%02d", c.prefix, i+1)
			rows = append(rows, []string{number, dates[i], c.supplier, c.id, euros(amount)})
		}
	}
	return rows
}
