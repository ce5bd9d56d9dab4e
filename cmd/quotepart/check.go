package main

import (
	"github.com/spf13/cobra"

	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/scenarios/report"
	"quotepart/storage"
	"quotepart/storage/dossier"
)

func (p *program) checkCommand() *cobra.Command {
	c := p.command("check YEAR [options]", lang.T("Les appels émis et les factures, contre les montants calculés", "Issued calls and invoices, against the computed amounts"))
	c.Long = p.say(
		`Les appels émis contre les contributions, les factures contre les charges acquittées (art. 4.4). Code de sortie : 0 si tout concorde ou si chaque écart est marqué comme contrôlé (dans l'interface, écran Appels), 1 s'il reste des écarts ouverts ou s'il n'y a rien à contrôler.`,
		`Issued calls against the contributions, invoices against the charges paid (art. 4.4). Exit code: 0 where all agrees or every difference is marked as checked (in the interface, Calls screen), 1 where differences are open or there is nothing to check.`)
	c.Example = `quotepart check storage/demo/data
quotepart check 2025-2026 --format csv`
	c.Args = between(1, 1)
	c.RunE = func(_ *cobra.Command, args []string) error {
		s, err := p.open(args[0])
		if err != nil {
			return err
		}
		marks, err := p.marks(s)
		if err != nil {
			return err
		}
		r, err := engine.Compute(s.Year)
		if err != nil {
			return err
		}
		check, err := scenarios.CheckYear(r, s.Calls, s.Invoices)
		if err != nil {
			return err
		}
		if err := p.answer(report.Check(check, marks)); err != nil {
			return err
		}
		if open, _ := check.Tally(marks); open > 0 || !check.HasCalls && !check.HasInvoices {
			return errNo
		}
		return nil
	}
	return c
}

// marks are those of a year, kept where it is.
func (p *program) marks(s source) (marks []scenarios.Mark, err error) {
	if s.folder != "" {
		return dossier.Marks(s.folder)
	}
	err = p.readStore(func(store *storage.Store) (err error) {
		if s.revision > 0 {
			marks, err = store.MarksAt(s.Year.ID, s.revision)
		} else {
			marks, err = store.Marks(s.Year.ID)
		}
		return err
	})
	return marks, err
}
