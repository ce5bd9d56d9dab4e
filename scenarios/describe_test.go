package scenarios_test

import (
	"testing"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/storage/demo"
	"quotepart/storage/dossier"
)

// Each change is told against what the changes before it have left, in the reader's own numbers.
func TestDescribeAll(t *testing.T) {
	d, _, err := dossier.Read(demo.Files())
	if err != nil {
		t.Fatal(err)
	}
	var changes []scenarios.Change
	add := func(c scenarios.Change, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		changes = append(changes, c)
	}
	add(scenarios.NewSet("schools/0990001N/pupils", "1000"))
	add(scenarios.NewScale("schools/*[level=college]/pupils", "1.1"))
	add(scenarios.NewSet("schools/0990001N/pupils", "1250"))
	add(scenarios.NewSet("tariffs/college-comptes/price", "6.5"))
	add(scenarios.NewSet("charges/hotline/mutualised", "60%"))
	add(scenarios.NewSet("year/basis", "paid"))
	add(scenarios.NewRemove("subsidies/feder-colleges"))
	add(scenarios.NewSet("schools/0990001N/closed", "2030-01-31"))
	want := []lang.Text{
		lang.T("Élèves, Collège Jules Ferry : 742 → 1\u00a0000", "Pupils, Collège Jules Ferry: 742 → 1,000"),
		lang.T("Élèves × 1.1 : schools/*[level=college]", "Pupils × 1.1: schools/*[level=college]"),
		lang.T("Élèves, Collège Jules Ferry : 1\u00a0100 → 1\u00a0250", "Pupils, Collège Jules Ferry: 1,100 → 1,250"),
		lang.T("Prix, Création et fonctionnement des comptes : 6,00\u00a0€ → 6,50\u00a0€", "Price, Création et fonctionnement des comptes: €6.00 → €6.50"),
		lang.T("Part mutualisée, Exploitation, hotline et suivi des projets : 100\u00a0% → 60\u00a0%", "Mutualised, Exploitation, hotline et suivi des projets: 100% → 60%"),
		lang.T("Base : planned → paid", "Basis: planned → paid"),
		lang.T("retrait : FEDER — usages numériques des collèges", "removed: FEDER — usages numériques des collèges"),
		lang.T("Fermeture, Collège Jules Ferry : – → 31/01/2030", "Closed, Collège Jules Ferry: – → 2030-01-31"),
	}
	for i, got := range scenarios.DescribeAll(d.Year, changes) {
		if got != want[i] {
			t.Errorf("%s\n  is told as %q\n  instead of %q", changes[i], got, want[i])
		}
	}
}
