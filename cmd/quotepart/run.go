package main

import (
	"github.com/spf13/cobra"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/scenarios/report"
)

func (p *program) runCommand() *cobra.Command {
	c := p.command("run YEAR [options]", lang.T("La répartition : qui paie quoi", "The cost split: who pays what"))
	c.Example = `quotepart run storage/demo/data
quotepart run 2025-2026 --scenario "Fin du FEDER" --by tariff
quotepart run 2025-2026 --set schools/0990001N/pupils=800 --scale "schools/*[level=ecole]/pupils=1.02"
quotepart run 2025-2026 --format json`
	c.Args = between(1, 1)
	var h hypotheses
	h.flags(p, c)
	by := p.byFlag(c)
	c.RunE = func(_ *cobra.Command, args []string) error {
		s, err := p.open(args[0])
		if err != nil {
			return err
		}
		computed, err := h.compute(s)
		if err != nil {
			return err
		}
		p.warnIncomplete(computed.Result.Complete(), "")
		return p.answer(report.Run(computed, *by))
	}
	return c
}

// byFlag gives a command --by, which chooses the rows.
func (p *program) byFlag(c *cobra.Command) *scenarios.By {
	by := scenarios.ByMember
	names := stringsOf([]scenarios.By{scenarios.ByMember, scenarios.BySchool, scenarios.ByTariff, scenarios.ByCharge})
	p.choice(c, "by", names, lang.T("les lignes (défaut : member)", "the rows (default: member)"), func(s string) { by = scenarios.By(s) })
	return &by
}

// warnIncomplete says beside a CSV, which has rows only, that its amounts are not complete; the other forms say it themselves.
func (p *program) warnIncomplete(complete bool, of string) {
	if p.format != report.InCSV || complete {
		return
	}
	if of != "" {
		of += " : "
	}
	p.complain(p.say("attention : ", "warning: "), lang.Wrong(
		lang.F("%[1]sles montants sont incomplets", "%[1]sthe amounts are not complete", of),
		lang.T("quotepart run --format table dit pourquoi", "quotepart run --format table says why")))
}

// answer writes a report as --format says.
func (p *program) answer(r *report.Report) error { return r.Write(p.out, p.format, p.lang) }
