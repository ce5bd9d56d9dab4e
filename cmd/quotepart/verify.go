package main

import (
	"github.com/spf13/cobra"

	"quotepart/engine/lang"
	"quotepart/scenarios/report"
	"quotepart/storage"
)

func (p *program) verifyCommand() *cobra.Command {
	c := p.command("verify [options]", lang.T("Les données enregistrées : tout est-il entier ?", "The stored data: is all of it whole?"))
	c.Long = p.say(
		`Tout est-il entier dans le dossier de données : chaque ligne du journal, chaque fichier, l'index, l'équilibre de chaque version de chaque exercice, les brouillons. Rien n'est écrit, et un autre quotepart peut être ouvert. Code de sortie : 0 si tout est entier, 1 sinon.`,
		`Whether all is whole in the data folder: every line of the journal, every file, the index, the balance of every version of every year, the drafts. Nothing is written, and another quotepart may be open. Exit code: 0 where all is whole, 1 otherwise.`)
	c.Args = between(0, 0)
	clock := c.Flags().Bool("accept-clock", false, p.say("confirmer que l'horloge est juste bien que la dernière écriture soit plus tardive", "confirm that the clock is right although the last entry is later"))
	c.RunE = func(*cobra.Command, []string) error {
		dir, err := p.dataDir()
		if err != nil {
			return err
		}
		if *clock {
			if err := p.withStore(func(s *storage.Store) error { return s.AcceptClock(p.who) }); err != nil {
				return err
			}
		}
		v, err := storage.Verify(dir)
		if err != nil {
			return err
		}
		if err := p.answer(report.Verify(verification(v))); err != nil {
			return err
		}
		if !v.Sound() {
			return errNo
		}
		return nil
	}
	return c
}

// verification is what was found, for the report.
func verification(v *storage.Verified) report.Verification {
	r := report.Verification{Folder: v.Dir, Home: v.Home, Lines: v.Lines, Last: v.Last, By: v.By, Years: v.Years, Versions: v.Versions,
		Scenarios: v.Scenarios, Objects: v.Objects, Root: v.Root.String(), Sound: v.Sound()}
	for _, f := range v.Flaws {
		r.Flaws = append(r.Flaws, report.Flaw{File: f.File, Line: f.Line, Warning: f.Warning, Fault: f.Fault, Whole: lang.T(f.In(lang.FR), f.In(lang.EN))})
	}
	return r
}
