package main

import (
	"errors"
	"slices"

	"github.com/spf13/cobra"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/scenarios/report"
)

func (p *program) compareCommand() *cobra.Command {
	c := p.command("compare YEAR [SCENARIO...] [options]", lang.T("Des scénarios côte à côte, et leurs écarts", "Scenarios side by side, and their differences"))
	c.Long = p.say(
		`Des scénarios côte à côte, avec leurs écarts à la première colonne. « baseline » est l'exercice tel quel : première colonne, sauf si vous la nommez vous-même à une autre place. Sans SCENARIO : tous ceux de l'exercice.`,
		`Scenarios side by side, with their differences to the first column. "baseline" is the year itself: the first column, unless you name it at another place. Without SCENARIO: all those of the year.`)
	c.Example = `quotepart compare storage/demo/data
quotepart compare 2025-2026 "Fin du FEDER" --by tariff
quotepart compare 2025-2026 "Fin du FEDER" baseline`
	c.Args = between(1, -1)
	by := p.byFlag(c)
	c.RunE = func(_ *cobra.Command, args []string) error {
		s, err := p.open(args[0])
		if err != nil {
			return err
		}
		columns, err := s.columns(args[1:])
		if err != nil {
			return err
		}
		for _, column := range columns {
			p.warnIncomplete(column.Result.Complete(), column.Name)
		}
		return p.answer(report.Compare(*by, columns))
	}
	return c
}

// columns computes the named scenarios, or all, with the year itself first where it is not among them.
func (s source) columns(names []string) ([]scenarios.Column, error) {
	if len(names) == 0 {
		for _, one := range s.Scenarios {
			names = append(names, one.Name)
		}
	}
	if len(names) == 0 {
		return nil, lang.Wrong(lang.T("cet exercice n'a pas de scénario à comparer", "this year has no scenario to compare"),
			lang.T("enregistrez-en un (quotepart scenario save), ou nommez un fichier", "save one (quotepart scenario save), or name a file"))
	}
	if !slices.Contains(names, scenarios.Baseline) {
		names = slices.Insert(slices.Clone(names), 0, scenarios.Baseline)
	}
	var columns []scenarios.Column
	var errs []error
	for _, name := range names {
		column, err := s.column(name)
		columns = append(columns, column)
		errs = append(errs, err)
	}
	return columns, errors.Join(errs...)
}

func (s source) column(name string) (scenarios.Column, error) {
	one := scenarios.Scenario{Name: scenarios.Baseline}
	if name != scenarios.Baseline {
		var err error
		if one, err = s.scenario(name); err != nil {
			return scenarios.Column{}, err
		}
	}
	r, err := result(s.Year, one.Changes)
	if err != nil {
		return scenarios.Column{}, placed{one.Name, err}
	}
	return scenarios.Column{Name: one.Name, Result: r, Changes: one.Changes}, nil
}
