package main

import (
	"slices"
	"strconv"

	"github.com/spf13/cobra"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/scenarios/report"
	"quotepart/storage"
	"quotepart/storage/dossier"
)

func (p *program) historyCommand() *cobra.Command {
	c := p.command("history YEAR NAME [options]", lang.T("Ses versions, avec ce que chacune a changé", "Its versions, with what each changed"))
	c.Args = between(2, 2)
	c.RunE = func(_ *cobra.Command, args []string) error {
		s, err := p.open(args[0])
		if err != nil {
			return err
		}
		list, err := p.versions(s, args[1])
		if err != nil {
			return err
		}
		return p.answer(report.History(s.Year, args[1], list))
	}
	return c
}

// versions are those of a scenario where its year is kept.
func (p *program) versions(s source, name string) (list []scenarios.Version, err error) {
	if s.folder != "" {
		return dossier.Versions(s.folder, name)
	}
	err = p.readStore(func(store *storage.Store) (err error) {
		list, err = store.History(s.Year.ID, name)
		return err
	})
	if s.revision > 0 {
		list = slices.DeleteFunc(list, func(v scenarios.Version) bool { return v.Revision > s.revision })
		if err == nil && len(list) == 0 {
			err = lang.Wrong(lang.F("à la révision %[1]d il n'y avait pas de scénario « %[2]s »", "at revision %[1]d there was no scenario %[2]q", s.revision, name), seeHistory(s.Year.ID, name))
		}
	}
	return list, err
}

func (p *program) restoreCommand() *cobra.Command {
	c := p.command("restore YEAR NAME REVISION [options]", lang.T("Rétablir l'une de ses versions, ou un scénario supprimé", "Bring one of its versions back, or a deleted scenario"))
	c.Args = between(3, 3)
	c.RunE = func(_ *cobra.Command, args []string) error {
		name := args[1]
		number, err := strconv.ParseUint(args[2], 10, 64)
		if err != nil {
			return lang.Wrong(lang.F("« %s » n'est pas le numéro d'une version", "%q is not the number of a version", args[2]), seeHistory(args[0], name))
		}
		s, err := p.openNow(args[0])
		if err != nil {
			return err
		}
		list, err := p.versions(s, name)
		if err != nil {
			return err
		}
		v, found := scenarios.VersionAt(list, name, number)
		if !found || v.Revision == 0 {
			return lang.Wrong(lang.F("« %[1]s » n'a pas de version %[2]d", "%[1]q has no version %[2]d", name, number), seeHistory(args[0], name))
		}
		if s.folder != "" {
			_, err = dossier.RestoreScenario(s.folder, name, number, s.read[name])
		} else {
			v.Name = name
			err = p.withStore(func(store *storage.Store) error {
				_, err := store.RestoreScenario(s.Year.ID, v.Scenario, s.read[name], p.who)
				return err
			})
		}
		if err != nil {
			return err
		}
		return p.tell(lang.F("rétabli : « %[1]s » de %[2]s, version %[3]d", "restored: %[1]q of %[2]s, version %[3]d", name, s.Year.ID, number))
	}
	return c
}

func seeHistory(year, name string) lang.Text {
	return lang.F("voir quotepart scenario history %[1]s \"%[2]s\"", "see quotepart scenario history %[1]s \"%[2]s\"", year, name)
}
