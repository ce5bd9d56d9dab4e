package main

import (
	"github.com/spf13/cobra"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/scenarios/report"
)

func (p *program) whyCommand() *cobra.Command {
	c := p.command("why YEAR A B [options]", lang.T("Ce qui sépare deux scénarios, hypothèse par hypothèse", "What sets two scenarios apart, change by change"))
	c.Long = p.say(
		`La différence d'un montant entre deux scénarios, attribuée à chaque hypothèse, au centime près. « baseline » est l'exercice tel quel. Sans option : le total des contributions.`,
		`The difference of an amount between two scenarios, attributed to each change, to the cent. "baseline" is the year itself. Without an option: the contributions of all members.`)
	c.Example = `quotepart why 2025-2026 baseline "Ouverture d'un collège à Ormevert"
quotepart why 2025-2026 baseline "Fin du FEDER" --member departement-val-de-brune
quotepart why 2025-2026 baseline "Écoles +2 %" --metric tariffs/ecole-comptes/total`
	c.Args = between(3, 3)
	member := c.Flags().String("member", "", p.say("la contribution nette du membre `ID`", "the net contribution of member `ID`"))
	metric := c.Flags().String("metric", "", p.say("le `MONTANT` : totals/balance, members/ID/net, schools/UAI/total … (défaut : totals/contributions)", "the `AMOUNT`: totals/balance, members/ID/net, schools/UAI/total … (default: totals/contributions)"))
	c.RunE = func(c *cobra.Command, args []string) error {
		s, err := p.open(args[0])
		if err != nil {
			return err
		}
		if *member != "" && *metric != "" {
			return lang.Wrong(lang.T("--member et --metric désignent chacun un montant", "--member and --metric each name an amount"), lang.T("gardez l'un des deux", "keep one of them"))
		}
		m := scenarios.TotalMetric("contributions")
		switch {
		case *member != "":
			m = scenarios.RowMetric(scenarios.ByMember, *member)
		case c.Flags().Changed("metric"):
			if m, err = scenarios.ParseMetric(*metric); err != nil {
				return err
			}
		}
		columns := make([]scenarios.Column, 2)
		for i, name := range args[1:] {
			if columns[i], err = s.column(name); err != nil {
				return err
			}
		}
		a, err := scenarios.Why(c.Context(), s.Year, columns[0].Changes, columns[1].Changes, m, nil)
		if err != nil {
			return err
		}
		p.warnIncomplete(a.Complete, "")
		return p.answer(report.Why(columns[0].Name, columns[1].Name, a))
	}
	return c
}
