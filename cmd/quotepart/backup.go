package main

import (
	"path/filepath"

	"github.com/spf13/cobra"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/storage"
)

func (p *program) backupCommand() *cobra.Command {
	c := p.command("backup FILE [options]", lang.T("Toutes les données enregistrées dans un fichier", "All stored data in one file"))
	c.Long = p.say(
		`Toutes les données enregistrées (exercices, scénarios, historique) dans un fichier, relu avant qu'il prenne son nom. Un autre quotepart peut être ouvert. « - » : la sortie standard.`,
		`All stored data (years, scenarios, history) in one file, read back before it takes its name. Another quotepart may be open. "-": the standard output.`)
	c.Example = `quotepart backup sauvegarde.quotepart
quotepart backup - | gzip > sauvegarde.gz`
	c.Args = between(1, 1)
	force := c.Flags().Bool("force", false, p.say("remplacer le fichier s'il est déjà là", "replace the file where it is there already"))
	c.RunE = func(_ *cobra.Command, args []string) error {
		dir, err := p.dataDir()
		if err != nil {
			return err
		}
		if err := p.who.May(scenarios.MayManage); err != nil {
			return err
		}
		if args[0] == "-" {
			_, err := storage.Backup(dir, p.out)
			return err
		}
		if err := p.file(args[0], lang.F("écrivez-la chez vous : %s backup - > sauvegarde.quotepart", "write it on your own machine: %s backup - > backup.quotepart", p.reach())); err != nil {
			return err
		}
		b, err := storage.BackupFile(dir, args[0], *force)
		if err != nil {
			return err
		}
		return p.tell(lang.F("sauvegardé et relu : %[1]s ligne(s) du journal, %[2]s fichier(s), jusqu'au %[3]s, dans « %[4]s » (%[5]s octets)", "backed up and read back: %[1]s line(s) of the journal, %[2]s file(s), up to %[3]s, in %[4]q (%[5]s bytes)",
			lang.Count(b.Lines), lang.Count(b.Objects), atMinute(b.Last), args[0], lang.Count(b.Bytes)))
	}
	return c
}

func (p *program) restoreStoreCommand() *cobra.Command {
	c := p.command("restore FILE|--salvage [options]", lang.T("Remettre une sauvegarde, ou ce qui est entier de données abîmées", "Put a backup back, or what is whole of damaged data"))
	c.Long = p.say(
		`Remettre une sauvegarde : tout en est vérifié avant que quoi que ce soit change, et les données d'avant sont gardées à côté. Avec --salvage : tout ce qui est encore entier dans un dossier de données abîmé ; ce qui manque est nommé ligne par ligne.`,
		`Put a backup back: all of it is verified before anything changes, and the data from before is kept beside it. With --salvage: all that is still whole in a damaged data folder; what is missing is named line by line.`)
	c.Example = `quotepart restore sauvegarde.quotepart
quotepart restore --salvage`
	salvage := c.Flags().Bool("salvage", false, p.say("garder tout ce qui est entier dans le dossier de données", "keep all that is whole in the data folder"))
	c.Args = func(c *cobra.Command, args []string) error {
		if *salvage && len(args) > 0 {
			return lang.Wrong(lang.T("--salvage ne va pas avec un fichier", "--salvage does not go with a file"), lang.T("gardez l'un des deux", "keep one of them"))
		}
		if *salvage {
			return nil
		}
		return between(1, 1)(c, args)
	}
	c.RunE = func(_ *cobra.Command, args []string) error {
		dir, err := p.dataDir()
		if err != nil {
			return err
		}
		if err := p.onServer("restore"); err != nil {
			return err
		}
		var r *storage.Restored
		if *salvage {
			r, err = storage.Salvage(dir, p.who.Name)
		} else {
			r, err = storage.Restore(dir, args[0], p.who.Name)
		}
		if err != nil {
			return err
		}
		return p.tellAll(restored(r, *salvage))
	}
	return c
}

// restored says what counts now, what was lost, and where what counted before is kept.
func restored(r *storage.Restored, salvaged bool) []lang.Text {
	home := filepath.Join(r.Dir, r.Home)
	if r.Whole {
		return append(r.Lost, lang.F("rien ne manque : « %[1]s » compte, avec %[2]s ligne(s) jusqu'au %[3]s", "nothing is missing: %[1]q counts, with %[2]s line(s) up to %[3]s", home, lang.Count(r.Lines), atMinute(r.Last)))
	}
	did := lang.T("restauré et vérifié", "restored and verified")
	if salvaged {
		did = lang.T("sauvé et vérifié", "salvaged and verified")
	}
	said := append(r.Lost, lang.F("%[1]s : %[2]s exercice(s), %[3]s scénario(s), %[4]s ligne(s) du journal jusqu'au %[5]s, dans « %[6]s »", "%[1]s: %[2]s year(s), %[3]s scenario(s), %[4]s line(s) of the journal up to %[5]s, in %[6]q",
		did, lang.Count(r.Years), lang.Count(r.Scenarios), lang.Count(r.Lines), atMinute(r.Last), home))
	said = append(said, r.Calls...)
	if r.Old != "" {
		said = append(said, lang.F("les données d'avant sont gardées dans « %s »", "the data from before is kept in %q", filepath.Join(r.Dir, r.Old)))
	}
	return said
}
