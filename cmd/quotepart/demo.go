package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/scenarios/report"
	"quotepart/storage/demo"
	"quotepart/storage/dossier"
)

func (p *program) demoCommand() *cobra.Command {
	c := p.command("demo [options]", lang.T("L'interface sur un département fictif, sans rien garder", "The interface on a fictional département, nothing kept"))
	c.Long = p.say(
		"L'interface sur un département fictif ; rien n'est gardé. Sans terminal ni --plain, ou avec --format : sa répartition.",
		"The interface on a fictional département; nothing is kept. Without a terminal or --plain, or with --format: its cost split.")
	p.plainFlag(c)
	c.Args = between(0, 0)
	c.RunE = func(c *cobra.Command, _ []string) error {
		if p.plain || p.terminal && p.format == "" {
			if err := p.chooseForm(); err != nil {
				return err
			}
			_, err := p.showDemo(c.Context(), false)
			return err
		}
		d, _, err := dossier.Read(demo.Files())
		if err != nil {
			return err
		}
		r, err := result(d.Year, nil)
		if err != nil {
			return err
		}
		if err := p.answer(report.Run(report.Case{Result: r}, scenarios.ByMember)); err != nil {
			return err
		}
		if p.format != "" && p.format != report.InTable {
			return nil
		}
		_, err = fmt.Fprintf(p.out, "\n%s\n  quotepart demo\n", p.say(
			"Un département fictif. Dans un terminal, cette commande ouvre l'interface ; en lignes, avec --plain :",
			"A fictional département. In a terminal this command opens the interface; as lines, with --plain:"))
		return err
	}
	return c
}
