package main

import (
	"errors"
	"slices"

	"github.com/spf13/cobra"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/storage"
	"quotepart/storage/dossier"
)

// documents are the files of calls and invoices that are imported into a stored year by themselves.
type documents struct{ calls, invoices string }

func (d *documents) flags(p *program, c *cobra.Command) {
	c.Flags().StringVar(&d.calls, "calls", "", p.say("`FILE` des appels émis, pour l'exercice enregistré YEAR", "`FILE` of issued calls, for the stored year YEAR"))
	c.Flags().StringVar(&d.invoices, "invoices", "", p.say("`FILE` des factures de fournisseurs, pour l'exercice enregistré YEAR", "`FILE` of supplier invoices, for the stored year YEAR"))
}

func (d *documents) given() bool { return d.calls != "" || d.invoices != "" }

// alone refuses calls and invoices beside open data, which makes a year of its own.
func (d *documents) alone(openData bool) error {
	if openData && d.given() {
		return lang.Wrong(lang.T("--calls et --invoices ne vont pas avec --open-data", "--calls and --invoices do not go with --open-data"), lang.T("importez-les ensuite : quotepart import YEAR --calls FILE", "import them afterwards: quotepart import YEAR --calls FILE"))
	}
	return nil
}

// importDocuments takes calls and invoices into a stored year, in the place of those that it has where they differ and replace
// is given. All the faults of both files are told, and then nothing changes.
func (p *program) importDocuments(year string, files documents, replace bool) error {
	if p.isFolder(year) {
		return lang.Wrong(lang.F("« %s » est un dossier : ses appels et factures sont ses fichiers calls.csv et invoices.csv", "%q is a folder: its calls and invoices are its files calls.csv and invoices.csv", year),
			lang.T("copiez-y les fichiers sous ces noms, ou donnez l'id d'un exercice enregistré", "copy the files there under these names, or give the id of a stored year"))
	}
	if err := p.stored(year, nil); err != nil {
		return err
	}
	var said lang.Text
	err := p.withStore(func(s *storage.Store) error {
		d, err := storedYear(s, year, nil)
		if err != nil {
			return err
		}
		old := *d
		if err := p.readDocuments(files, d); err != nil {
			return err
		}
		if err := errors.Join(replaces(old.Calls, d.Calls, replace, lang.T("appels", "calls")), replaces(old.Invoices, d.Invoices, replace, lang.T("factures", "invoices"))); err != nil {
			return err
		}
		said = lang.F("importé pour %[1]s : %[2]s appel(s), %[3]s facture(s)", "imported for %[1]s: %[2]s call(s), %[3]s invoice(s)", year, lang.Count(len(d.Calls)), lang.Count(len(d.Invoices)))
		if slices.Equal(old.Calls, d.Calls) && slices.Equal(old.Invoices, d.Invoices) {
			said = lang.F("%s les a déjà tels quels : rien n'a changé", "%s has them just so already: nothing has changed", year)
			return nil
		}
		_, err = s.Import(d, p.who, true)
		return err
	})
	if err != nil {
		return err
	}
	return p.tell(said)
}

// readDocuments reads the files that are given into a dossier. Warnings are printed.
func (p *program) readDocuments(files documents, d *scenarios.Dossier) error {
	whole := lang.F("importez-les avec le dossier entier : zip -r - DOSSIER | %s import - --replace", "import them with the whole dossier: zip -r - FOLDER | %s import - --replace", p.reach())
	if err := errors.Join(p.fileFlag("--calls", files.calls, whole), p.fileFlag("--invoices", files.invoices, whole)); err != nil {
		return err
	}
	var errs []error
	told := func(warnings dossier.Faults, err error) {
		p.warn(warnings)
		errs = append(errs, err)
	}
	if files.calls != "" {
		calls, warnings, err := dossier.ReadCalls(files.calls, d.Year)
		told(warnings, err)
		d.Calls = calls
	}
	if files.invoices != "" {
		invoices, warnings, err := dossier.ReadInvoices(files.invoices, d.Year)
		told(warnings, err)
		d.Invoices = invoices
	}
	return errors.Join(errs...)
}

// replaces refuses to put documents in the place of others without being told to.
func replaces[T comparable](old, given []T, replace bool, what lang.Text) error {
	if replace || len(old) == 0 || slices.Equal(old, given) {
		return nil
	}
	return lang.Wrong(lang.F("l'exercice a déjà %[1]s %[2]s, et le fichier en donne d'autres", "the year already has %[1]s %[2]s, and the file gives others", lang.Count(len(old)), what),
		lang.T("remplacez-les avec --replace", "replace them with --replace"))
}
