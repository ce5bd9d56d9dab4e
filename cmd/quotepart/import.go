package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"quotepart/engine/lang"
	"quotepart/storage"
)

func (p *program) importCommand() *cobra.Command {
	c := p.command("import DIR [options]", lang.T("Un dossier, avec ses scénarios, dans les données enregistrées", "A dossier, with its scenarios, into the stored data"))
	c.Example = `quotepart import storage/demo/data`
	c.Args = between(1, 1)
	replace := c.Flags().Bool("replace", false, p.say("remplacer ce qui est enregistré et diffère", "replace what is stored and differs"))
	c.RunE = func(_ *cobra.Command, args []string) error {
		d, err := p.readFolder(args[0])
		if err != nil {
			return err
		}
		changed := false
		err = p.withStore(func(s *storage.Store) (err error) {
			changed, err = s.Import(d, author(), *replace)
			return err
		})
		if err != nil {
			return err
		}
		y := d.Year
		said := lang.F("importé : %[1]s · %[2]s · %[3]s membre(s), %[4]s établissement(s), %[5]s scénario(s)", "imported: %[1]s · %[2]s · %[3]s member(s), %[4]s school(s), %[5]s scenario(s)",
			y.ID, y.Label, lang.Count(len(y.Members)), lang.Count(len(y.Schools)), lang.Count(len(d.Scenarios)))
		if !changed {
			said = lang.F("%s est déjà enregistré tel quel : rien n'a changé", "%s is stored just so already: nothing has changed", y.ID)
		}
		return p.tell(said)
	}
	return c
}

// tell answers in one line, whatever the format.
func (p *program) tell(t lang.Text) error {
	_, err := fmt.Fprintln(p.out, lang.Clean(t.In(p.lang)))
	return err
}
