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
	add(scenarios.NewSet("tariffs/college-comptes/basis", "shared-by-pupils"))
	add(scenarios.NewSet("tariffs/college-sitetv/beyond", "last"))
	add(scenarios.NewScale("tariffs/*/price", "1.08"))
	add(scenarios.NewSet("tariffs/college-robert/enabled", "false"))
	add(scenarios.NewSet("schools/0990001N/member", "cc-brune-et-lionde"))
	want := []lang.Text{
		lang.T("Élèves, Collège Jules Ferry : 742 → 1\u00a0000", "Pupils, Collège Jules Ferry: 742 → 1,000"),
		lang.T("Élèves × 1,1 : tous les établissements (Niveau : collège)", "Pupils × 1.1: all schools (Level: collège)"),
		lang.T("Élèves, Collège Jules Ferry : 1\u00a0100 → 1\u00a0250", "Pupils, Collège Jules Ferry: 1,100 → 1,250"),
		lang.T("Prix, Création et fonctionnement des comptes : 6,00\u00a0€ → 6,50\u00a0€", "Price, Création et fonctionnement des comptes: €6.00 → €6.50"),
		lang.T("Part mutualisée, Exploitation, hotline et suivi des projets : 100\u00a0% → 60\u00a0%", "Mutualised, Exploitation, hotline et suivi des projets: 100% → 60%"),
		lang.T("Base : prévisionnel → réalisé", "Basis: planned → paid"),
		lang.T("retrait : FEDER — usages numériques des collèges", "removed: FEDER — usages numériques des collèges"),
		lang.T("Fermeture, Collège Jules Ferry : – → 31/01/2030", "Closed, Collège Jules Ferry: – → 2030-01-31"),
		lang.T("Clé, Création et fonctionnement des comptes : par élève → réparti par élèves", "Basis, Création et fonctionnement des comptes: per pupil → shared by pupils"),
		lang.T("Au-delà, Ressource site.TV : aucune ligne → la dernière tranche", "Beyond, Ressource site.TV: no line → the last band"),
		lang.T("Prix × 1,08 : tous les tarifs", "Price × 1.08: all tariffs"),
		lang.T("Actif, Comptes Le Robert Collège : oui → non", "Enabled, Comptes Le Robert Collège: yes → no"),
		lang.T("Membre, Collège Jules Ferry : Département du Val-de-Brune → CC Brune et Lionde", "Member, Collège Jules Ferry: Département du Val-de-Brune → CC Brune et Lionde"),
	}
	for i, got := range scenarios.DescribeAll(d.Year, changes) {
		if got != want[i] {
			t.Errorf("%s\n  is told as %q\n  instead of %q", changes[i], got, want[i])
		}
	}
}
