package main

import (
	"cmp"

	"github.com/spf13/cobra"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/scenarios/report"
	"quotepart/storage"
	"quotepart/storage/dossier"
)

func (p *program) scenarioCommand() *cobra.Command {
	c := p.command("scenario COMMAND", lang.T("Les scénarios d'un exercice : list, show, save, delete, history, restore", "The scenarios of a year: list, show, save, delete, history, restore"))
	c.RunE = func(c *cobra.Command, args []string) error { return missingCommand(c, args) }
	c.AddCommand(p.listCommand(), p.showCommand(), p.saveCommand(), p.deleteCommand(), p.historyCommand(), p.restoreCommand())
	return c
}

func (p *program) listCommand() *cobra.Command {
	c := p.command("list YEAR [options]", lang.T("Leurs noms", "Their names"))
	c.Args = between(1, 1)
	c.RunE = func(_ *cobra.Command, args []string) error {
		s, err := p.open(args[0])
		if err != nil {
			return err
		}
		return p.answer(report.ScenarioList(s.Year.ID, s.Scenarios))
	}
	return c
}

func (p *program) showCommand() *cobra.Command {
	c := p.command("show YEAR NAME [options]", lang.T("L'un d'eux, tel qu'un fichier l'écrit", "One of them, as a file writes it"))
	c.Args = between(2, 2)
	c.RunE = func(_ *cobra.Command, args []string) error {
		s, err := p.open(args[0])
		if err != nil {
			return err
		}
		scenario, err := s.named(args[1])
		if err != nil {
			return err
		}
		if p.format != "" {
			return p.answer(report.Scenario(scenario))
		}
		_, err = p.out.Write(dossier.WriteScenario(scenario))
		return err
	}
	return c
}

func (p *program) saveCommand() *cobra.Command {
	c := p.command("save YEAR NAME [options]", lang.T("Enregistrer un scénario, à la place de celui de ce nom", "Save a scenario, in the place of the one of that name"))
	c.Example = `quotepart scenario save 2025-2026 "Collèges +3 %" --scale "schools/*[level=college]/pupils=1.03"
quotepart scenario save 2025-2026 "Ouverture à Ham" --from ham.yaml`
	c.Args = between(2, 2)
	var extra assignments
	extra.flags(p, c)
	var note typed
	c.Flags().Var(&note, "note", p.say("une `NOTE`", "a `NOTE`"))
	from := c.Flags().String("from", "", p.say("`FILE` dont reprendre les hypothèses", "`FILE` to take the changes from"))
	c.RunE = func(_ *cobra.Command, args []string) error {
		if err := p.fileFlag("--from", *from, lang.T("donnez ses hypothèses avec --set et --scale", "give its changes with --set and --scale")); err != nil {
			return err
		}
		s, err := p.openNow(args[0])
		if err != nil {
			return err
		}
		scenario, err := s.compose(*from, extra)
		if err != nil {
			return err
		}
		scenario.Name, scenario.Note = args[1], cmp.Or(string(note), scenario.Note)
		if err := p.save(s, scenario); err != nil {
			return err
		}
		return p.tell(lang.F("enregistré : « %[1]s » (%[2]s hypothèse(s)) pour %[3]s", "saved: %[1]q (%[2]s change(s)) for %[3]s", scenario.Name, lang.Count(len(scenario.Changes)), s.Year.ID))
	}
	return c
}

// compose takes the changes of a file or of --set and --scale, and makes sure that the year can take them.
func (s source) compose(from string, extra assignments) (scenario scenarios.Scenario, err error) {
	switch {
	case from != "" && len(extra) > 0:
		err = lang.Wrong(lang.T("--from ne va pas avec --set et --scale", "--from does not go with --set and --scale"), lang.T("ajoutez ces hypothèses au fichier", "add these changes to the file"))
	case from != "":
		scenario, err = readScenarioFile(from)
	case len(extra) > 0:
		scenario.Changes, err = extra.changes()
	default:
		err = lang.Wrong(lang.T("il n'y a rien à enregistrer", "there is nothing to save"), lang.T("donnez --from FILE, --set ou --scale", "give --from FILE, --set or --scale"))
	}
	if err == nil {
		_, err = result(s.Year, scenario.Changes)
	}
	return scenario, err
}

// save keeps a scenario where its year is kept.
func (p *program) save(s source, scenario scenarios.Scenario) error {
	if err := scenarios.CheckName(scenario.Name); err != nil {
		return err
	}
	if s.folder != "" {
		_, err := dossier.SaveScenario(s.folder, scenario, s.read[scenario.Name])
		return err
	}
	return p.withStore(func(store *storage.Store) error {
		_, err := store.SaveScenario(s.Year.ID, scenario, s.read[scenario.Name], p.who)
		return err
	})
}

func (p *program) deleteCommand() *cobra.Command {
	c := p.command("delete YEAR NAME [options]", lang.T("En supprimer un", "Delete one"))
	c.Args = between(2, 2)
	c.RunE = func(_ *cobra.Command, args []string) error {
		s, err := p.openNow(args[0])
		if err != nil {
			return err
		}
		if _, err := s.named(args[1]); err != nil {
			return err
		}
		if s.folder != "" {
			err = dossier.DeleteScenario(s.folder, args[1], s.read[args[1]])
		} else {
			err = p.withStore(func(store *storage.Store) error {
				return store.DeleteScenario(s.Year.ID, args[1], s.read[args[1]], p.who)
			})
		}
		if err != nil {
			return err
		}
		return p.tell(lang.F("supprimé : « %[1]s » de %[2]s", "deleted: %[1]q of %[2]s", args[1], s.Year.ID))
	}
	return c
}
