package main

import (
	"time"

	"github.com/spf13/cobra"

	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/scenarios/report"
	"quotepart/storage"
)

func (p *program) issueCommand() *cobra.Command {
	c := p.command("issue YEAR [options]", lang.T("Émettre les appels de contribution qui manquent", "Issue the calls for contributions that are missing"))
	c.Long = p.say(
		`Un appel pour chaque membre bénéficiaire qui n'en a pas encore, du montant de sa contribution sur les dépenses acquittées (art. 4.4), numéroté à la suite. Un numéro ne sert qu'une fois et un membre n'est appelé qu'une fois, quoi qu'on remplace, supprime ou rétablisse. Un membre dont la contribution n'est pas complète n'est pas appelé, et un appel déjà émis n'est pas changé : quotepart check dit ce qui en diffère.`,
		`A call for each beneficiary member that has none yet, of its contribution on the expenses paid (art. 4.4), with the next number. A number is given once and a member called once, whatever is replaced, deleted or restored. A member whose contribution is not complete is not called, and a call that was issued is not changed: quotepart check tells what differs from it.`)
	c.Example = `quotepart issue 2025-2026 --date 2026-10-12`
	c.Args = between(1, 1)
	date := c.Flags().String("date", "", p.say("`DATE` des appels, AAAA-MM-JJ (défaut : aujourd'hui)", "`DATE` of the calls, YYYY-MM-DD (default: today)"))
	c.RunE = func(_ *cobra.Command, args []string) error {
		if *date == "" {
			*date = time.Now().Format(time.DateOnly)
		}
		at, err := engine.ParseDate(*date)
		if err != nil {
			return err
		}
		year := args[0]
		if p.isFolder(year) {
			return lang.Wrong(lang.F("« %s » est un dossier : les numéros des appels sont tenus dans le dossier de données", "%q is a folder: the numbers of calls are kept in the data folder", year),
				lang.F("importez-le d'abord : quotepart import %s", "import it first: quotepart import %s", year))
		}
		if err := p.stored(year, nil); err != nil {
			return err
		}
		var answer *report.Report
		err = p.withStore(func(s *storage.Store) error {
			issued, uncertain, err := s.IssueCalls(year, at, p.who)
			if err != nil {
				return err
			}
			d, err := s.Year(year)
			if err == nil {
				answer = report.Issued(d.Year, issued, uncertain)
			}
			return err
		})
		if err != nil {
			return err
		}
		return p.answer(answer)
	}
	return c
}
