package storage

import (
	"bytes"
	"encoding/json"
	"slices"
	"time"

	"github.com/dgraph-io/badger/v4"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/storage/dossier"
	"quotepart/storage/journal"
)

// Saved is a scenario as it is stored.
type Saved struct {
	scenarios.Scenario
	Year     string // id
	Author   string // who saved it last
	Saved    time.Time
	Revision uint64 // of the store, when it was saved last
}

// scenarioRecord is a scenario under scenario/YEAR/NAME. Who saved it and when is the line's.
type scenarioRecord struct {
	Note    string             `json:"note,omitempty"`
	Changes []scenarios.Change `json:"changes"`
	From    string             `json:"from,omitempty"` // where it was renamed, the name it had
}

func saved(year, name string, r scenarioRecord, v version) Saved {
	return Saved{scenarios.Scenario{Name: name, Note: r.Note, Changes: slices.Clip(r.Changes)}, year, v.By, v.At, v.Seq}
}

func scenariosOf(txn *badger.Txn, year string) ([]Saved, error) {
	var list []Saved
	err := each(txn, scenarioPrefix(year), func(name string, r scenarioRecord, v version) { list = append(list, saved(year, name, r, v)) })
	return list, err
}

// Scenarios lists the scenarios of a year by their names. An unknown year is an ErrNotFound.
func (s *Store) Scenarios(year string) ([]Saved, error) {
	s.listing.Lock()
	defer s.listing.Unlock()
	now := s.Revision() // before the reading: what is read is that, or newer
	if last, ok := s.lists[year]; ok && last.revision == now && !s.isClosed() {
		return slices.Clone(last.list), nil
	}
	var list []Saved
	err := s.view(func(txn *badger.Txn) error {
		_, _, err := findYear(txn, year)
		if err == nil {
			list, err = scenariosOf(txn, year)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	if s.lists == nil {
		s.lists = map[string]scenarioList{}
	}
	s.lists[year] = scenarioList{now, list}
	return slices.Clone(list), nil
}

// scenarioList is the scenarios of a year as they were last read. After a save everybody in a server reads them at once: it is done once.
type scenarioList struct {
	revision uint64
	list     []Saved
}

// Scenario reads one scenario of a year. An unknown year or name is an ErrNotFound.
func (s *Store) Scenario(year, name string) (Saved, error) {
	var one Saved
	err := s.view(func(txn *badger.Txn) (err error) {
		one, err = findScenario(txn, year, name)
		return err
	})
	return one, err
}

// findScenario reads a scenario; an unknown one is an ErrNotFound that proposes a close one.
func findScenario(txn *badger.Txn, year, name string) (Saved, error) {
	if _, _, err := findYear(txn, year); err != nil {
		return Saved{}, err
	}
	r, v, found, err := get[scenarioRecord](txn, ScenarioKey(year, name))
	if err == nil && !found {
		err = wrong(ErrNotFound, lang.F("l'exercice « %[1]s » n'a pas de scénario « %[2]s »", "the year %[1]q has no scenario %[2]q", year, name),
			scenarios.DidYouMean(name, keys(txn, scenarioPrefix(year))))
	}
	return saved(year, name, r, v), err
}

// notStale makes sure that what stands under a name is what a save is based on: that revision or, where based is 0, nothing. Else
// the error is a *scenarios.Stale.
func notStale(txn *badger.Txn, year, name string, based uint64) error {
	last, found, err := latest(txn, ScenarioKey(year, name))
	if err != nil || !found {
		return err
	}
	if last.Seq == based || last.gone() && based == 0 {
		return nil
	}
	theirs, err := scenarioVersion(name, last)
	if err != nil {
		return err
	}
	return &scenarios.Stale{Theirs: theirs}
}

// SaveScenario stores a scenario of a year, over the one of the same name where there is one, and tells the revision that it made. On
// return it is on the disk. Based is the revision of the one that it was made from, 0 where there was none: where another one stands
// there by now, the error is a *scenarios.Stale. A scenario that no dossier could carry is refused with Faults, one of more than about 512 KiB
// is an ErrTooLarge, an unknown year an ErrNotFound.
func (s *Store) SaveScenario(year string, sc scenarios.Scenario, based uint64, by scenarios.Person) (revision uint64, err error) {
	return s.save(year, sc, based, by, journal.Saved)
}

// RestoreScenario is SaveScenario for a version of the history that counts again.
func (s *Store) RestoreScenario(year string, sc scenarios.Scenario, based uint64, by scenarios.Person) (revision uint64, err error) {
	return s.save(year, sc, based, by, journal.Restored)
}

func (s *Store) save(year string, sc scenarios.Scenario, based uint64, by scenarios.Person, do journal.Verb) (uint64, error) {
	sc, err := asInDossier(sc)
	if err != nil {
		return 0, err
	}
	return s.commit(act{by, do}, 0, func(txn *badger.Txn) (command, error) {
		if _, _, err := findYear(txn, year); err != nil {
			return command{}, err
		}
		if err := notStale(txn, year, sc.Name, based); err != nil {
			return command{}, err
		}
		set, err := writeScenario(year, sc, "")
		return command{set: []journal.Write{set}}, err
	})
}

func writeScenario(year string, sc scenarios.Scenario, from string) (journal.Write, error) {
	if err := scenarios.CheckName(sc.Name); err != nil {
		return journal.Write{}, err
	}
	return setTo(ScenarioKey(year, sc.Name), scenarioRecord{sc.Note, sc.Changes, from})
}

// asInDossier is the scenario as its file in a dossier gives it back, so that all that is stored can be exported.
func asInDossier(sc scenarios.Scenario) (scenarios.Scenario, error) {
	return dossier.ReadStoredScenario("scenarios/"+sc.Name+".yaml", dossier.WriteScenario(sc))
}

// DeleteScenario takes a scenario away; its history keeps it. Based is as for SaveScenario. An unknown year or name is an
// ErrNotFound.
func (s *Store) DeleteScenario(year, name string, based uint64, by scenarios.Person) error {
	_, err := s.commit(act{by, journal.Deleted}, 0, func(txn *badger.Txn) (command, error) {
		if _, err := findScenario(txn, year, name); err != nil {
			return command{}, err
		}
		err := notStale(txn, year, name, based)
		return command{set: []journal.Write{{Key: ScenarioKey(year, name)}}}, err
	})
	return err
}

// RenameScenario stores a scenario under its name, with its note and changes, in the place of the one called from, whose
// history it goes on. Based is the revision of that one; a scenario of the new name is a *scenarios.Stale. Errors are those of SaveScenario
// and DeleteScenario.
func (s *Store) RenameScenario(year, from string, sc scenarios.Scenario, based uint64, by scenarios.Person) (revision uint64, err error) {
	if from == sc.Name {
		return s.SaveScenario(year, sc, based, by)
	}
	if sc, err = asInDossier(sc); err != nil {
		return 0, err
	}
	return s.commit(act{by, journal.Renamed}, 0, func(txn *badger.Txn) (command, error) {
		_, _, err := findYear(txn, year)
		if err == nil {
			err = notStale(txn, year, from, based) // first: one that somebody deleted is stale, not unknown
		}
		if err == nil {
			_, err = findScenario(txn, year, from)
		}
		if err == nil {
			err = notStale(txn, year, sc.Name, 0)
		}
		if err != nil {
			return command{}, err
		}
		set, err := writeScenario(year, sc, from)
		return command{set: []journal.Write{{Key: ScenarioKey(year, from), To: sc.Name}, set}}, err
	})
}

func equalScenarios(a, b scenarios.Scenario) bool {
	if a.Name != b.Name || a.Note != b.Note || len(a.Changes) != len(b.Changes) {
		return false
	}
	for i := range a.Changes {
		x, errX := json.Marshal(a.Changes[i])
		y, errY := json.Marshal(b.Changes[i])
		if errX != nil || errY != nil || !bytes.Equal(x, y) {
			return false
		}
	}
	return true
}
