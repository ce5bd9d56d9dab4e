package main

import (
	"cmp"
	"errors"
	"os"
	"os/user"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/scenarios/report"
	"quotepart/storage"
	"quotepart/storage/dossier"
	"quotepart/storage/journal"
)

// source is where a YEAR of the command line is kept: a dossier folder, or the store.
type source struct {
	*scenarios.Dossier
	folder string            // nothing for the store
	read   map[string]uint64 // the revisions at which its scenarios were read, by name: a save is based on them

	files    bool   // its scenarios may also be given as files
	revision uint64 // of the store, as of which it was read: YEAR@REVISION; 0 for now
}

// open reads a YEAR: a folder where there is one of that name, else a stored year. The warnings of a folder are printed and
// change nothing else. Commands are the words that could have been meant instead.
func (p *program) open(year string, commands ...string) (source, error) {
	if p.isFolder(year) {
		d, err := p.readFolder(year)
		if err != nil {
			return source{}, err
		}
		list, err := dossier.Scenarios(year)
		read := map[string]uint64{}
		for _, one := range list {
			read[one.Name] = one.Revision
		}
		return source{Dossier: d, folder: year, read: read, files: true}, err
	}
	id, n, err := atRevision(year)
	if err == nil {
		err = p.stored(id, commands)
	}
	if err != nil {
		return source{}, err
	}
	if n > 0 {
		return p.openAt(id, n)
	}
	var d *scenarios.Dossier
	read := map[string]uint64{}
	err = p.readStore(func(s *storage.Store) (err error) {
		if d, err = storedYear(s, year, commands); err != nil {
			return err
		}
		list, err := s.Scenarios(year)
		for _, one := range list {
			read[one.Name] = one.Revision
		}
		return err
	})
	return source{Dossier: d, read: read, files: p.served == nil}, err
}

// openAt reads a stored year as of a revision.
func (p *program) openAt(id string, n uint64) (source, error) {
	var d *scenarios.Dossier
	err := p.readStore(func(s *storage.Store) (err error) {
		if last := s.Revision(); n > last {
			return lang.Wrong(lang.F("la révision %[1]d n'existe pas encore : la dernière est %[2]d", "there is no revision %[1]d yet: the last is %[2]d", n, last), lang.F("voir quotepart year history %s", "see quotepart year history %s", id))
		}
		if _, err := s.YearHistory(id); err != nil {
			return err // it says which year was meant
		}
		d, err = s.YearAt(id, n)
		return err
	})
	return source{Dossier: d, revision: n, files: p.served == nil}, err
}

// stored says why a word that names no folder can be no year of the store either: it is a path, or there is no store. So none
// is made where there is none.
func (p *program) stored(year string, commands []string) error {
	if p.served == nil {
		if _, err := os.Stat(year); err == nil {
			return lang.Wrong(lang.F("« %s » est un fichier", "%q is a file", year), lang.T("donnez le dossier qui le contient", "give the folder that holds it"))
		}
	}
	if id, n, err := atRevision(year); err != nil || n > 0 {
		return cmp.Or(err, onlyRead(id, n))
	}
	if strings.ContainsRune(year, filepath.Separator) || year == "" {
		if err := p.file(year, lang.T("donnez l'id d'un exercice enregistré (year list)", "give the id of a stored year (year list)")); err != nil {
			return err
		}
		return lang.Wrong(lang.F("il n'y a pas de dossier « %s »", "there is no folder %q", year), lang.T("vérifiez le chemin", "check the path"))
	}
	there, err := p.hasStore()
	if err == nil && !there {
		err = unknownYear(year, nil, commands)
	}
	return err
}

// hasStore tells whether there is a folder of stored data.
func (p *program) hasStore() (bool, error) {
	dir, err := p.dataDir()
	if err != nil {
		return false, err
	}
	_, err = os.Stat(dir)
	return !errors.Is(err, os.ErrNotExist), nil
}

// storedYear reads a year of the store. Where there is none of that id, it says what else could have been meant.
func storedYear(s *storage.Store, id string, commands []string) (*scenarios.Dossier, error) {
	d, err := s.Year(id)
	if !errors.Is(err, storage.ErrNotFound) {
		return d, err
	}
	if versions, err := s.YearHistory(id); err == nil {
		return nil, deletedYear(id, versions)
	}
	years, err := s.Years()
	if err != nil {
		return nil, err
	}
	return nil, unknownYear(id, years, commands)
}

// deletedYear says what became of a year of which there are only versions, the newest first, and what brings it back: of damaged data that
// was salvaged, not every version is whole.
func deletedYear(id string, versions []storage.YearVersion) error {
	last := versions[0]
	what := lang.F("l'exercice « %[1]s » a été supprimé le %[2]s", "the year %[1]q was deleted on %[2]s", id, atMinute(last.Imported))
	if last.Do != journal.Deleted {
		what = lang.F("l'exercice « %[1]s » du %[2]s est perdu", "the year %[1]q of %[2]s is lost", id, atMinute(last.Imported))
	}
	back, found := bringsBack(versions)
	if !found {
		return lang.Wrong(what, lang.T("aucune de ses versions n'est entière : restaurez une sauvegarde", "none of its versions is whole: restore a backup"))
	}
	return lang.Wrong(what, lang.F("quotepart year restore %[1]s %[2]d le rétablit", "quotepart year restore %[1]s %[2]d brings it back", id, back))
}

// bringsBack is the newest revision from which a year can be restored that is not there: its deletion, where what was deleted is whole, else
// the newest version that is.
func bringsBack(versions []storage.YearVersion) (revision uint64, found bool) {
	at := slices.IndexFunc(versions, func(v storage.YearVersion) bool { return !v.Deleted })
	switch {
	case at < 0:
		return 0, false
	case at == 1 && versions[0].Do == journal.Deleted:
		return versions[0].Revision, true
	}
	return versions[at].Revision, true
}

func unknownYear(id string, years []storage.YearInfo, commands []string) error {
	what := lang.F("« %s » n'est ni un dossier ni un exercice enregistré", "%q is neither a folder nor a stored year", id)
	if len(years) == 0 && len(commands) == 0 {
		return lang.Wrong(what, lang.T("rien n'est enregistré : quotepart import DIR", "nothing is stored: quotepart import DIR"))
	}
	names := commands
	for _, y := range years {
		names = append(names, y.ID)
	}
	return lang.Wrong(what, scenarios.DidYouMean(id, names))
}

func (p *program) readFolder(dir string) (*scenarios.Dossier, error) {
	d, warnings, err := dossier.ReadFolder(dir)
	p.warn(warnings)
	return d, err
}

func (p *program) warn(warnings dossier.Faults) {
	for _, w := range warnings {
		p.complain(p.say("attention : ", "warning: "), w)
	}
}

// dataDir is the store's folder.
func (p *program) dataDir() (string, error) {
	switch {
	case p.served != nil && p.data != "":
		return "", p.onServer("--data")
	case p.served != nil:
		return p.served.store.Dir(), nil
	case p.data != "":
		return p.data, nil
	}
	return storage.DefaultDir()
}

// author is who works: the name of the account, cleaned, since it goes into the journal; or nothing.
func author() string {
	if u, err := user.Current(); err == nil {
		return lang.Clean(u.Username)
	}
	return ""
}

// hypotheses are the flags that say under which changes a year is computed: first the scenario, then --set and --scale in the
// order in which they were given.
type hypotheses struct {
	scenario string
	extra    assignments
}

func (h *hypotheses) flags(p *program, c *cobra.Command) {
	scenarioFlag(p, c, &h.scenario)
	h.extra.flags(p, c)
}

func scenarioFlag(p *program, c *cobra.Command, to *string) {
	c.Flags().StringVar(to, "scenario", "", p.say("`NOM` d'un scénario de l'exercice, ou fichier", "`NAME` of a scenario of the year, or a file"))
}

// compute gives the result of a year under the hypotheses.
func (h *hypotheses) compute(s source) (report.Case, error) {
	extra, err := h.extra.changes()
	scenario := scenarios.Scenario{}
	if h.scenario != "" {
		var missing error
		scenario, missing = s.scenario(h.scenario)
		err = errors.Join(missing, err)
	}
	if err != nil {
		return report.Case{}, err
	}
	r, err := result(s.Year, slices.Concat(scenario.Changes, extra))
	return report.Case{Result: r, Scenario: scenario.Name, Changes: extra}, err
}

func result(y *engine.Year, changes []scenarios.Change) (*engine.Result, error) {
	changed, err := scenarios.Apply(y, changes)
	if err != nil {
		return nil, err
	}
	return engine.Compute(changed)
}

// scenario finds a scenario of the year by its name, or else reads a file.
func (s source) scenario(name string) (scenarios.Scenario, error) {
	one, unknown := s.named(name)
	if unknown == nil || !s.files {
		return one, unknown
	}
	if _, err := os.Stat(name); errors.Is(err, os.ErrNotExist) {
		return one, unknown
	}
	return readScenarioFile(name)
}

// named finds a scenario of the year by its name.
func (s source) named(name string) (scenarios.Scenario, error) {
	var names []string
	for _, one := range s.Scenarios {
		if one.Name == name {
			return one, nil
		}
		names = append(names, one.Name)
	}
	return scenarios.Scenario{}, lang.Wrong(lang.F("%[1]s n'a pas de scénario « %[2]s »", "%[1]s has no scenario %[2]q", s.Year.ID, name), scenarios.DidYouMean(name, names))
}

func readScenarioFile(name string) (scenarios.Scenario, error) {
	data, err := readFile(name)
	if err != nil {
		return scenarios.Scenario{}, err
	}
	return dossier.ReadScenario(name, data)
}

// readFile reads a file that the command line names. Its errors are Faults.
func readFile(name string) ([]byte, error) {
	data, err := os.ReadFile(name)
	if errors.Is(err, os.ErrNotExist) {
		return nil, lang.Wrong(lang.F("il n'y a pas de fichier « %s »", "there is no file %q", name), lang.T("vérifiez le chemin", "check the path"))
	}
	if err != nil {
		return nil, lang.Wrong(lang.F("le fichier « %[1]s » ne peut pas être lu (%[2]v)", "the file %[1]q cannot be read (%[2]v)", name, err), lang.T("vérifiez le chemin", "check the path"))
	}
	return data, nil
}
