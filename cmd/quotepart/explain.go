package main

import (
	"github.com/spf13/cobra"

	"quotepart/engine/lang"
	"quotepart/scenarios/report"
)

func (p *program) explainCommand() *cobra.Command {
	c := p.command("explain YEAR SUBJECT [options]", lang.T("Chaque ligne d'un membre ou d'un établissement", "Every line of a member or a school"))
	c.Long = p.say(
		`Chaque ligne d'un membre ou d'un établissement : quantité, prix, article, formule, arrondi, origine. SUBJECT est un UAI ou l'id d'un membre, ou son adresse (schools/UAI, members/ID).`,
		`Every line of a member or a school: quantity, price, article, formula, rounding, origin. SUBJECT is a UAI or a member's id, or its address (schools/UAI, members/ID).`)
	c.Example = `quotepart explain storage/demo/data 0990001N
quotepart explain 2025-2026 departement-val-de-brune --scenario "Fin du FEDER"`
	c.Args = between(2, 2)
	var h hypotheses
	h.flags(p, c)
	c.RunE = func(_ *cobra.Command, args []string) error {
		s, err := p.open(args[0])
		if err != nil {
			return err
		}
		computed, err := h.compute(s)
		if err != nil {
			return err
		}
		explained, err := report.Explain(computed, args[1])
		if err != nil {
			return err
		}
		return p.answer(explained)
	}
	return c
}
