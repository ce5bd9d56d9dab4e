package main

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/storage"
	"quotepart/storage/dossier"
	"quotepart/storage/opendata"
)

func (p *program) importCommand() *cobra.Command {
	c := p.command("import DIR|YEAR|FILE… [options]", lang.T("Un dossier, des appels et factures, ou des données publiques, dans les données enregistrées", "A dossier, calls and invoices, or open data, into the stored data"))
	c.Example = `quotepart import storage/demo/data
quotepart import 2025-2026 --calls appels.csv --invoices factures.csv
quotepart import --open-data ecoles.csv colleges.csv annuaire.csv --departement 35 --rentree 2021`
	replace := c.Flags().Bool("replace", false, p.say("remplacer ce qui est enregistré et diffère", "replace what is stored and differs"))
	var open openData
	open.flags(p, c)
	var issued documents
	issued.flags(p, c)
	c.Args = func(c *cobra.Command, args []string) error {
		if open.on {
			return between(1, -1)(c, args)
		}
		return between(1, 1)(c, args)
	}
	c.RunE = func(c *cobra.Command, args []string) error {
		if err := issued.alone(open.on); err != nil {
			return err
		}
		if open.on {
			if err := p.onServer("import --open-data"); err != nil {
				return err
			}
			taken, err := open.read(p, c, args)
			if err != nil {
				return err
			}
			if open.into != "" {
				return p.importCounts(open, taken, *replace)
			}
			return p.importYear(taken.Dossier, *replace, slices.Concat(taken.Lacks, taken.Notes)...)
		}
		if err := open.unused(c); err != nil {
			return err
		}
		if issued.given() {
			return p.importDocuments(args[0], issued, *replace)
		}
		d, err := p.readDossier(args[0])
		if err != nil {
			return err
		}
		return p.importYear(d, *replace)
	}
	return c
}

// readDossier reads a dossier from a folder, or as an archive from the standard input.
func (p *program) readDossier(from string) (*scenarios.Dossier, error) {
	if from != "-" {
		if err := p.file(from, p.archive()); err != nil {
			return nil, err
		}
		return p.readFolder(from)
	}
	if err := p.who.May(scenarios.MaySave); err != nil {
		return nil, err // before anything is read
	}
	// First the store: a server that holds it has to read the input itself.
	if err := p.withStore(func(*storage.Store) error { return nil }); err != nil {
		return nil, err
	}
	d, warnings, err := dossier.ReadArchive(p.in)
	p.warn(warnings)
	return d, err
}

// archive says how a dossier is given where folders are the server's.
func (p *program) archive() lang.Text {
	return lang.F("donnez une archive : zip -r - DOSSIER | %s import -", "give an archive: zip -r - FOLDER | %s import -", p.reach())
}

// importYear stores a year and tells what was stored, then the notes.
func (p *program) importYear(d *scenarios.Dossier, replace bool, notes ...lang.Text) error {
	changed := false
	err := p.withStore(func(s *storage.Store) (err error) {
		if replace {
			kept, err := s.KeepDocuments(d)
			if err != nil {
				return err
			}
			notes = append(notes, kept...)
		}
		changed, err = s.Import(d, p.who, replace)
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
	return p.tellAll(append([]lang.Text{said}, notes...))
}

// importCounts saves the counts of another rentrée as a scenario of a year, in the store or in a folder. One of that name that differs
// is only overwritten with replace: nobody has named it on the command line.
func (p *program) importCounts(o openData, taken *opendata.Taken, replace bool) error {
	s, err := p.openNow(o.into)
	if err != nil {
		return err
	}
	changes, notes, err := opendata.NewCounts(s.Year, taken.Dossier.Year)
	if err != nil {
		return err
	}
	notes = append(notes, taken.Notes...)
	if len(changes) == 0 {
		return p.tellAll(append([]lang.Text{lang.F("aucun effectif de %s ne change : rien n'est enregistré", "no count of %s changes: nothing is saved", s.Year.ID)}, notes...))
	}
	if _, err := result(s.Year, changes); err != nil {
		return err
	}
	name := cmp.Or(o.label, p.say("Effectifs de la rentrée ", "Pupils of the school year ")+o.rentree)
	counts := scenarios.Scenario{Name: name, Note: p.say("Données publiques", "Open data"), Changes: changes}
	if old, unknown := s.named(name); unknown == nil && !old.Equal(counts) && !replace {
		return lang.Wrong(lang.F("%[1]s a déjà un scénario « %[2]s », qui diffère", "%[1]s already has a scenario %[2]q, which differs", s.Year.ID, name),
			lang.T("remplacez-le avec --replace, ou donnez un autre nom avec --label", "replace it with --replace, or give another name with --label"))
	}
	if err := p.save(s, counts); err != nil {
		return err
	}
	return p.tellAll(append([]lang.Text{lang.F("enregistré : « %[1]s » (%[2]s hypothèse(s)) pour %[3]s", "saved: %[1]q (%[2]s change(s)) for %[3]s", name, lang.Count(len(changes)), s.Year.ID)}, notes...))
}

// tellAll answers in lines.
func (p *program) tellAll(lines []lang.Text) error {
	for _, t := range lines {
		if err := p.tell(t); err != nil {
			return err
		}
	}
	return nil
}

// tell answers in one line, whatever the format.
func (p *program) tell(t lang.Text) error {
	_, err := fmt.Fprintln(p.out, lang.Clean(t.In(p.lang)))
	return err
}

// openData are the flags of an import of open data.
type openData struct {
	on                                                         bool
	departement, rentree, id, label, access, transmitted, into string
	private                                                    bool
}

func (o *openData) flags(p *program, c *cobra.Command) {
	f := c.Flags()
	f.BoolVar(&o.on, "open-data", false, p.say("lire des fichiers du ministère, de l'INSEE ou de la DGCL", "read files of the ministry, INSEE or the DGCL"))
	f.StringVar(&o.departement, "departement", "", p.say("`CODE` du département : 35, 2A, 974", "`CODE` of the département: 35, 2A, 974"))
	f.StringVar(&o.rentree, "rentree", "", p.say("`AN` de la rentrée : 2021 pour 2021-2022", "`YEAR` in which the school year starts: 2021 for 2021-2022"))
	f.StringVar(&o.id, "id", "", p.say("`ID` de l'exercice (défaut : 2021-2022)", "`ID` of the year (default: 2021-2022)"))
	f.Var((*typed)(&o.label), "label", p.say("`NOM` de l'exercice, ou du scénario avec --into", "`NAME` of the year, or of the scenario with --into"))
	f.StringVar(&o.access, "access", "", p.say("`DATE` d'accès effectif de tous les établissements", "`DATE` of the effective access of all schools"))
	f.StringVar(&o.transmitted, "transmitted", "", p.say("`DATE` de transmission de tous les membres (art. 3)", "`DATE` of the transmission of all members (art. 3)"))
	f.StringVar(&o.into, "into", "", p.say("`YEAR` dont ces effectifs deviennent un scénario", "`YEAR` of which these counts become a scenario"))
	f.BoolVar(&o.private, "private", false, p.say("prendre aussi les établissements privés", "take private schools too"))
}

// openDataFlags are the flags that mean something with --open-data alone.
var openDataFlags = []string{"departement", "rentree", "id", "label", "access", "transmitted", "private", "into"}

// unused refuses flags of open data without --open-data.
func (o *openData) unused(c *cobra.Command) error {
	for _, name := range openDataFlags {
		if c.Flags().Changed(name) {
			return lang.Wrong(lang.F("l'option --%s vaut pour les données publiques seulement", "option --%s is for open data only", name), lang.T("ajoutez --open-data", "add --open-data"))
		}
	}
	return nil
}

// read makes a year of files of open data. Its warnings are printed.
func (o *openData) read(p *program, c *cobra.Command, files []string) (*opendata.Taken, error) {
	options := opendata.Options{Departement: o.departement, ID: o.id, Label: o.label, Private: o.private}
	var errs []error
	for _, name := range []string{"id", "access", "transmitted"} {
		if o.into != "" && c.Flags().Changed(name) {
			errs = append(errs, lang.Wrong(lang.F("l'option --%s ne va pas avec --into", "option --%s does not go with --into", name), lang.T("un scénario ne change que les effectifs et les classes", "a scenario changes the pupils and the classes alone")))
		}
	}
	date := func(flag, value string) engine.Date {
		d, err := engine.ParseDate(value)
		if err != nil {
			errs = append(errs, placed{"--" + flag, err})
		}
		return d
	}
	for _, given := range [][2]string{{"departement", o.departement}, {"rentree", o.rentree}} {
		if given[1] == "" {
			errs = append(errs, lang.Wrong(lang.F("l'option --%s manque", "option --%s is missing", given[0]), lang.T("les données publiques contiennent plusieurs départements et rentrées", "open data holds several départements and rentrées")))
		}
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	var ok bool
	if options.Rentree, ok = opendata.Rentree(o.rentree); !ok {
		errs = append(errs, placed{"--rentree", lang.Wrong(lang.F("« %s » n'est pas une année", "%q is not a year", o.rentree), lang.T("quatre chiffres : 2021 pour 2021-2022", "four digits: 2021 for 2021-2022"))})
	}
	options.Access, options.Transmitted = date("access", o.access), date("transmitted", o.transmitted)
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	taken, err := opendata.ReadFiles(c.Context(), files, options, nil)
	if err != nil {
		return nil, err
	}
	for _, w := range taken.Warnings {
		p.complain(p.say("attention : ", "warning: "), w)
	}
	return taken, nil
}
