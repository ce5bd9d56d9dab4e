package main

import (
	"github.com/spf13/cobra"

	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/storage/dossier"
)

func (p *program) exportCommand() *cobra.Command {
	c := p.command("export YEAR DIR [options]", lang.T("Un exercice dans un dossier, nouveau ou vide", "A year into a folder, new or empty"))
	c.Long = p.say(
		`Un exercice dans un dossier, nouveau ou vide ; « - » : en archive zip sur la sortie standard. Avec --scenario : l'exercice que ce scénario donne, seul (ni scénarios, ni appels, ni factures) ; ses effectifs sont écrits tels que le scénario les change.`,
		`A year into a folder, new or empty; "-": as a zip archive to the standard output. With --scenario: the year that this scenario leads to, alone (no scenarios, calls or invoices); its pupil counts are written as the scenario changes them.`)
	c.Example = `quotepart export 2025-2026 ./exercice
quotepart export 2025-2026 ./sans-feder --scenario "Fin du FEDER"`
	c.Args = between(2, 2)
	var name string
	scenarioFlag(p, c, &name)
	c.RunE = func(_ *cobra.Command, args []string) error {
		s, err := p.open(args[0])
		if err != nil {
			return err
		}
		d := s.Dossier
		if name != "" {
			if d, err = s.changed(name); err != nil {
				return err
			}
		}
		if err := p.writeDossier(args[1], d); err != nil {
			return err
		}
		if n := reobserved(d.Year); n > 0 {
			p.complain("", lang.Wrong(lang.F("attention : %s établissement(s) changent d'effectif et ont des usages", "warning: %s school(s) change their pupils and have usage", lang.Count(n)),
				lang.T("relu, ce dossier rapporte ces usages au nouvel effectif : ses élèves actifs peuvent différer de ceux du scénario",
					"read again, this folder sets that usage against the new counts: its active pupils may differ from the scenario's")))
		}
		if args[1] == "-" {
			return nil
		}
		return p.tell(lang.F("exporté : %[1]s dans %[2]s", "exported: %[1]s to %[2]s", d.Year.ID, args[1]))
	}
	return c
}

// writeDossier writes a dossier into a folder, or as an archive to the standard output.
func (p *program) writeDossier(to string, d *scenarios.Dossier) error {
	if to == "-" {
		return dossier.WriteArchive(p.out, d)
	}
	if err := p.file(to, lang.F("écrivez une archive chez vous : %s export EXERCICE - > exercice.zip", "write an archive on your own machine: %s export YEAR - > year.zip", p.reach())); err != nil {
		return err
	}
	return dossier.WriteFolder(to, d)
}

// changed is the year that a scenario leads to, as a dossier of its own. Scenarios, calls and invoices belong to the year
// itself and stay with it.
func (s source) changed(name string) (*scenarios.Dossier, error) {
	scenario, err := s.scenario(name)
	if err != nil {
		return nil, err
	}
	y, err := scenarios.Apply(s.Year, scenario.Changes)
	if err != nil {
		return nil, err
	}
	return &scenarios.Dossier{Year: y}, nil
}

// reobserved counts the schools with usage whose pupils differ from those among whom it was observed: a folder holds one pupil
// count for each school.
func reobserved(y *engine.Year) int {
	n := 0
	for _, s := range y.Schools {
		if s.Pupils != s.Stored && len(s.Usage) > 0 {
			n++
		}
	}
	return n
}
