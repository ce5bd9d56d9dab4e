package storage

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/dgraph-io/badger/v4"

	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/storage/dossier"
	"quotepart/storage/journal"
)

// YearInfo is what a list of years shows of one.
type YearInfo struct {
	ID       string
	Label    string
	Basis    engine.YearBasis
	Schools  int // all, counted or not
	Members  int // all, beneficiaries or not
	Imported time.Time
	Author   string // who imported it
	Revision uint64 // of the store, when it was imported
}

// yearRecord is a year under year/ID: its files stand in objects. Who imported it and when is the line's.
type yearRecord struct {
	Label   string           `json:"label"`
	Basis   engine.YearBasis `json:"basis"`
	Schools int              `json:"schools"`
	Members int              `json:"members"`
	Files   []storedFile     `json:"files"`
}

func (y yearRecord) info(id string, v version) YearInfo {
	return YearInfo{id, y.Label, y.Basis, y.Schools, y.Members, v.At, v.By, v.Seq}
}

// Years lists the stored years by their ids.
func (s *Store) Years() ([]YearInfo, error) {
	var years []YearInfo
	err := s.view(func(txn *badger.Txn) error {
		return each(txn, yearPrefix, func(id string, y yearRecord, v version) { years = append(years, y.info(id, v)) })
	})
	return years, err
}

// Year reads a year with its scenarios as they are stored now, so that a year of the store and one of a folder serve alike.
// An unknown id is an ErrNotFound, a file that is not what was written an ErrDamaged.
func (s *Store) Year(id string) (*scenarios.Dossier, error) {
	var y yearRecord
	var list []Saved
	var issued callRegister
	err := s.view(func(txn *badger.Txn) (err error) {
		if y, _, err = findYear(txn, id); err == nil {
			list, err = scenariosOf(txn, id)
		}
		if err == nil {
			issued, err = registerOf(txn, id)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return s.dossier(id, y, list, issued)
}

// dossier reads the files of a year. Of the calls that were issued here, the register knows better which there are, and their statuses.
func (s *Store) dossier(id string, y yearRecord, list []Saved, issued callRegister) (*scenarios.Dossier, error) {
	files, err := s.readFiles(id, y.Files)
	if err != nil {
		return nil, s.described(err)
	}
	d, _, err := dossier.ReadStored(files)
	if err != nil {
		return nil, damaged(YearKey(id), err)
	}
	d.Calls = issued.onto(d.Calls)
	for _, one := range list {
		d.Scenarios = append(d.Scenarios, one.Scenario)
	}
	return d, nil
}

// findYear reads the record of a year; an unknown one is an ErrNotFound that proposes a close one.
func findYear(txn *badger.Txn, id string) (yearRecord, version, error) {
	y, v, found, err := get[yearRecord](txn, YearKey(id))
	if err == nil && !found {
		err = wrong(ErrNotFound, lang.F("aucun exercice « %[1]s » n'est enregistré", "no year %[1]q is stored", id), scenarios.DidYouMean(id, keys(txn, yearPrefix)))
	}
	return y, v, err
}

// Import stores a year and its scenarios, all or nothing, and tells whether that changed anything. What is stored already and
// differs, the year or a scenario of the same name, is only overwritten with replace, else an ErrDiffers names it; what was there
// before stays in the history. Stored scenarios that the dossier does not have are kept in any case, and the documents of the year as
// KeepDocuments says. A dossier that could not be
// read back is refused with its Faults.
func (s *Store) Import(d *scenarios.Dossier, by scenarios.Person, replace bool) (changed bool, err error) {
	return s.ImportContext(context.Background(), d, by, replace)
}

// ImportContext is Import that can be cancelled until the last moment: then nothing has changed, and the error is the context's.
func (s *Store) ImportContext(ctx context.Context, d *scenarios.Dossier, by scenarios.Person, replace bool) (changed bool, err error) {
	list, files, err := filesOf(d)
	if err != nil {
		return false, err
	}
	size := int64(0)
	for _, f := range list {
		size += int64(f.Size)
	}
	revision, err := s.commit(act{by, journal.Imported}, size, func(txn *badger.Txn) (command, error) {
		d := *d
		kept, err := s.keepDocuments(txn, &d)
		if err == nil && len(kept) > 0 {
			list, files, err = filesWith(&d)
		}
		if err != nil {
			return command{}, err
		}
		set, err := s.planImport(txn, &d, list, replace)
		if err != nil || len(set) == 0 {
			return command{}, err
		}
		takeBack, err := s.writeFiles(ctx, list, files)
		if err == nil {
			err = ctx.Err() // the last moment
		}
		return command{set, takeBack}, err
	})
	return revision > 0, err
}

// planImport gives what an import has to set: nothing where all of it is stored already.
func (s *Store) planImport(txn *badger.Txn, d *scenarios.Dossier, list []storedFile, replace bool) ([]journal.Write, error) {
	old, v, stored, err := get[yearRecord](txn, YearKey(d.Year.ID))
	if err != nil {
		return nil, err
	}
	issued, err := registerOf(txn, d.Year.ID)
	if err != nil {
		return nil, err
	}
	entries, err := issued.write(d.Year.ID, issued.changed(d.Calls))
	if err != nil {
		return nil, err
	}
	same := stored && slices.Equal(old.Files, list) && len(entries) == 0
	if same {
		_, err := s.readFiles(d.Year.ID, list)
		same = err == nil // a damaged one is there to be replaced
	}
	saved, err := scenariosOf(txn, d.Year.ID)
	if err != nil {
		return nil, err
	}
	fresh, differing := newScenarios(d.Scenarios, saved)
	switch {
	case stored && !same && !replace:
		return nil, differentYear(old.info(d.Year.ID, v), d.Year)
	case len(differing) > 0 && !replace:
		return nil, differentScenarios(d.Year.ID, differing)
	}
	var set []journal.Write
	if !same {
		w, err := writeYear(d.Year, list)
		if err != nil {
			return nil, err
		}
		set = append(append(set, w), entries...)
	}
	for _, sc := range fresh {
		w, err := writeScenario(d.Year.ID, sc, "")
		if err != nil {
			return nil, err
		}
		set = append(set, w)
	}
	return set, nil
}

func writeYear(y *engine.Year, list []storedFile) (journal.Write, error) {
	return setTo(YearKey(y.ID), yearRecord{y.Label, y.Basis, len(y.Schools), len(y.Members), list})
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

func differentYear(old YearInfo, given *engine.Year) error {
	return wrong(ErrDiffers, lang.F(
		"l'exercice « %[1]s » est déjà enregistré et diffère : « %[2]s » (%[3]d établissements, %[4]d membres, importé le %[5]s), et non « %[6]s » (%[7]d établissements, %[8]d membres)",
		"the year %[1]q is already stored and differs: %[2]q (%[3]d schools, %[4]d members, imported on %[5]s), not %[6]q (%[7]d schools, %[8]d members)",
		old.ID, old.Label, old.Schools, old.Members, old.Imported.Local().Format(time.DateOnly), given.Label, len(given.Schools), len(given.Members)), replaceOrRename)
}

var replaceOrRename = lang.T("remplacez-le avec --replace, ou donnez un autre id (dans year.yaml, ou avec --id)", "replace it with --replace, or give another id (in year.yaml, or with --id)")

func differentScenarios(year string, names []string) error {
	return wrong(ErrDiffers, lang.F("l'exercice « %[1]s » a déjà des scénarios de ce nom, qui diffèrent : %[2]s", "the year %[1]q already has scenarios of this name, which differ: %[2]s", year, strings.Join(names, ", ")),
		lang.T("remplacez-les avec --replace, ou changez leur nom dans le dossier", "replace them with --replace, or change their name in the dossier"))
}

// DeleteYear takes a year away with its scenarios and marks; the history keeps all of it. An unknown year is an ErrNotFound.
func (s *Store) DeleteYear(id string, by scenarios.Person) error {
	_, err := s.commit(act{by, journal.Deleted}, 0, func(txn *badger.Txn) (command, error) {
		if _, _, err := findYear(txn, id); err != nil {
			return command{}, err
		}
		set := []journal.Write{{Key: YearKey(id)}}
		for _, prefix := range []string{scenarioPrefix(id), markPrefix(id)} {
			for _, key := range keys(txn, prefix) {
				set = append(set, journal.Write{Key: prefix + key})
			}
		}
		return command{set: set}, nil
	})
	return err
}
