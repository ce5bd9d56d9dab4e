package storage

import (
	"context"
	"crypto/rand"
	"slices"
	"strings"
	"testing/fstest"
	"time"

	"github.com/dgraph-io/badger/v4"

	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/storage/dossier"
)

// YearInfo is what a list of years shows of one.
type YearInfo struct {
	ID       string           `json:"id"`
	Label    string           `json:"label"`
	Basis    engine.YearBasis `json:"basis"`
	Schools  int              `json:"schools"` // all, counted or not
	Members  int              `json:"members"` // all, beneficiaries or not
	Imported time.Time        `json:"imported"`
	Author   string           `json:"author"`   // who imported it
	Revision uint64           `json:"revision"` // of the store, when it was imported
}

const yearPrefix = "year/"

// yearRecord points to the files of a year. Replacing this one record replaces the year.
type yearRecord struct {
	Info       YearInfo     `json:"info"`
	Generation string       `json:"generation"`
	Files      []storedFile `json:"files"`
}

func (y yearRecord) generation() string { return generation(y.Info.ID, y.Generation) }

// Years lists the stored years by their ids.
func (s *Store) Years() ([]YearInfo, error) {
	var years []YearInfo
	err := s.view(func(txn *badger.Txn) error {
		return each(txn, yearPrefix, func(y yearRecord) { years = append(years, y.Info) })
	})
	return years, err
}

// Year reads a year with its scenarios as they are stored now, so that a year of the store and one of a folder serve alike.
// An unknown id is an ErrNotFound, a file that is not what was written an ErrDamaged.
func (s *Store) Year(id string) (*scenarios.Dossier, error) {
	var files fstest.MapFS
	var saved []Saved
	err := s.view(func(txn *badger.Txn) error {
		y, err := findYear(txn, id)
		if err != nil {
			return err
		}
		if files, err = readFiles(txn, y.generation(), y.Files); err != nil {
			return err
		}
		saved, err = scenariosOf(txn, id)
		return err
	})
	if err != nil {
		return nil, err
	}
	d, _, err := dossier.Read(files)
	if err != nil {
		return nil, damaged(yearPrefix+id, err)
	}
	for _, sc := range saved {
		d.Scenarios = append(d.Scenarios, sc.Scenario)
	}
	return d, nil
}

// findYear reads the record of a year; an unknown one is an ErrNotFound that proposes a close one.
func findYear(txn *badger.Txn, id string) (yearRecord, error) {
	y, found, err := get[yearRecord](txn, yearPrefix+id)
	if err == nil && !found {
		err = wrong(ErrNotFound, lang.F("aucun exercice « %s » n'est enregistré", "no year %q is stored", id), scenarios.DidYouMean(id, keys(txn, yearPrefix)))
	}
	return y, err
}

// Import stores a year and its scenarios, all or nothing, and tells whether that changed anything. What is stored already and
// differs, the year or a scenario of the same name, is only overwritten with replace, else an ErrDiffers names it; a scenario
// that is overwritten goes into its history. Stored scenarios that the dossier does not have are kept in any case. A dossier that
// could not be read back is refused with its Faults.
func (s *Store) Import(d *scenarios.Dossier, author string, replace bool) (changed bool, err error) {
	return s.ImportContext(context.Background(), d, author, replace)
}

// ImportContext is Import that can be cancelled until the last moment: then nothing has changed, and the error is the context's.
func (s *Store) ImportContext(ctx context.Context, d *scenarios.Dossier, author string, replace bool) (changed bool, err error) {
	list, files, err := filesOf(d)
	if err != nil {
		return false, err
	}
	size := 0
	for _, f := range list {
		size += f.Size
	}
	err = s.write(3*int64(size), func() error { // the log, the table, and one more while tables are merged
		changed, err = s.importFiles(ctx, d, list, files, author, replace)
		return err
	})
	return changed, err
}

func (s *Store) importFiles(ctx context.Context, d *scenarios.Dossier, list []storedFile, files fstest.MapFS, author string, replace bool) (bool, error) {
	var old yearRecord
	var stored bool
	var same bool
	var saved []Saved
	err := s.db.View(func(txn *badger.Txn) (err error) {
		if old, stored, err = get[yearRecord](txn, yearPrefix+d.Year.ID); err != nil {
			return err
		}
		if stored && slices.Equal(old.Files, list) {
			_, err := readFiles(txn, old.generation(), old.Files)
			same = err == nil // a damaged one is there to be replaced
		}
		saved, err = scenariosOf(txn, d.Year.ID)
		return err
	})
	if err != nil {
		return false, err
	}
	fresh, differing := newScenarios(d.Scenarios, saved)
	switch {
	case stored && !same && !replace:
		return false, differentYear(old.Info, infoOf(d.Year))
	case len(differing) > 0 && !replace:
		return false, differentScenarios(d.Year.ID, differing)
	case same && len(fresh) == 0:
		return false, nil
	}
	y := old
	if !same {
		y = yearRecord{Info: infoOf(d.Year), Generation: rand.Text(), Files: list}
		y.Info.Author, y.Info.Imported = author, now()
		err = s.writeFiles(ctx, y.generation(), files)
	}
	if err == nil {
		err = ctx.Err() // the last moment
	}
	if err != nil {
		_ = s.dropOrphans() // what could not be deleted now is deleted at the next Open
		return false, err
	}
	if err := s.db.Update(func(txn *badger.Txn) error { return switchYear(txn, y, !same, fresh, author) }); err != nil {
		return false, err
	}
	if stored && !same {
		_ = s.dropOrphans() // the import is done; what could not be deleted now is deleted at the next Open
	}
	return true, nil
}

// switchYear makes an import count: from here on the year's record points to its files, and its scenarios are there.
func switchYear(txn *badger.Txn, y yearRecord, switched bool, fresh []scenarios.Scenario, author string) error {
	revision, err := nextRevision(txn)
	if err != nil {
		return err
	}
	if switched {
		y.Info.Revision = revision
		if err := put(txn, yearPrefix+y.Info.ID, y); err != nil {
			return err
		}
	}
	for _, sc := range fresh {
		if err := putScenario(txn, savedJSON{Year: y.Info.ID, Name: sc.Name, Note: sc.Note, Changes: sc.Changes, Author: author, Saved: now(), Revision: revision}); err != nil {
			return err
		}
	}
	return nil
}

// newScenarios are those of a dossier that are not stored as they are; differing are the names of those stored otherwise.
func newScenarios(given []scenarios.Scenario, saved []Saved) (fresh []scenarios.Scenario, differing []string) {
	for _, sc := range given {
		at := slices.IndexFunc(saved, func(s Saved) bool { return s.Name == sc.Name })
		if at >= 0 && equalScenarios(saved[at].Scenario, sc) {
			continue
		}
		fresh = append(fresh, sc)
		if at >= 0 {
			differing = append(differing, sc.Name)
		}
	}
	return fresh, differing
}

func infoOf(y *engine.Year) YearInfo {
	return YearInfo{ID: y.ID, Label: y.Label, Basis: y.Basis, Schools: len(y.Schools), Members: len(y.Members)}
}

func differentYear(old, given YearInfo) error {
	return wrong(ErrDiffers, lang.F(
		"l'exercice « %[1]s » est déjà enregistré et diffère : « %[2]s » (%[3]d établissements, %[4]d membres, importé le %[5]s), et non « %[6]s » (%[7]d établissements, %[8]d membres)",
		"the year %[1]q is already stored and differs: %[2]q (%[3]d schools, %[4]d members, imported on %[5]s), not %[6]q (%[7]d schools, %[8]d members)",
		old.ID, old.Label, old.Schools, old.Members, old.Imported.Local().Format(time.DateOnly), given.Label, given.Schools, given.Members), replaceOrRename)
}

var replaceOrRename = lang.T("remplacez-le avec --replace, ou donnez un autre id (dans year.yaml, ou avec --id)", "replace it with --replace, or give another id (in year.yaml, or with --id)")

func differentScenarios(year string, names []string) error {
	return wrong(ErrDiffers, lang.F("l'exercice « %[1]s » a déjà des scénarios de ce nom, qui diffèrent : %[2]s", "the year %[1]q already has scenarios of this name, which differ: %[2]s", year, strings.Join(names, ", ")),
		lang.T("remplacez-les avec --replace, ou changez leur nom dans le dossier", "replace them with --replace, or change their name in the dossier"))
}
