package storage

import (
	"bytes"
	"encoding/json"
	"time"

	"github.com/dgraph-io/badger/v4"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/storage/dossier"
)

// Saved is a scenario as it is stored.
type Saved struct {
	scenarios.Scenario
	Year     string // id
	Author   string // who saved it last
	Saved    time.Time
	Revision uint64 // of the store, when it was saved last
}

// savedJSON is how a Saved is written: names of its own, so that a renamed field changes no store.
type savedJSON struct {
	Year     string             `json:"year"`
	Name     string             `json:"name"`
	Note     string             `json:"note,omitempty"`
	Changes  []scenarios.Change `json:"changes"`
	Author   string             `json:"author"`
	Saved    time.Time          `json:"saved"`
	Revision uint64             `json:"revision"`
	From     string             `json:"from,omitempty"` // where it was renamed, the name it had
	// A deletion in the history is a record without note and changes.
	Deleted bool   `json:"deleted,omitempty"`
	To      string `json:"to,omitempty"` // where it was renamed, the name it was given
}

func (j savedJSON) value() Saved {
	return Saved{scenarios.Scenario{Name: j.Name, Note: j.Note, Changes: j.Changes}, j.Year, j.Author, j.Saved, j.Revision}
}

func scenarioPrefix(year string) string { return "scenario/" + year + "/" }

// putScenario stores a scenario; the one that stood under its name goes into the history.
func putScenario(txn *badger.Txn, j savedJSON) error {
	if err := scenarios.CheckName(j.Name); err != nil {
		return err
	}
	if err := keepVersion(txn, j.Year, j.Name); err != nil {
		return err
	}
	return put(txn, scenarioPrefix(j.Year)+j.Name, j)
}

func scenariosOf(txn *badger.Txn, year string) ([]Saved, error) {
	var saved []Saved
	err := each(txn, scenarioPrefix(year), func(j savedJSON) { saved = append(saved, j.value()) })
	return saved, err
}

// Scenarios lists the scenarios of a year by their names. An unknown year is an ErrNotFound.
func (s *Store) Scenarios(year string) ([]Saved, error) {
	var saved []Saved
	err := s.view(func(txn *badger.Txn) error {
		_, err := findYear(txn, year)
		if err == nil {
			saved, err = scenariosOf(txn, year)
		}
		return err
	})
	return saved, err
}

// Scenario reads one scenario of a year. An unknown year or name is an ErrNotFound.
func (s *Store) Scenario(year, name string) (Saved, error) {
	var saved Saved
	err := s.view(func(txn *badger.Txn) error {
		j, err := findScenario(txn, year, name)
		saved = j.value()
		return err
	})
	return saved, err
}

// findScenario reads a scenario's record; an unknown one is an ErrNotFound that proposes a close one.
func findScenario(txn *badger.Txn, year, name string) (savedJSON, error) {
	if _, err := findYear(txn, year); err != nil {
		return savedJSON{}, err
	}
	j, found, err := get[savedJSON](txn, scenarioPrefix(year)+name)
	if err == nil && !found {
		err = wrong(ErrNotFound, lang.F("l'exercice « %[1]s » n'a pas de scénario « %[2]s »", "the year %[1]q has no scenario %[2]q", year, name),
			scenarios.DidYouMean(name, keys(txn, scenarioPrefix(year))))
	}
	return j, err
}

// SaveScenario stores a scenario of a year, over the one of the same name where there is one. On return it is on the disk.
// One that no dossier could carry is refused with Faults, one of more than about 512 KiB is an ErrTooLarge, an unknown year
// an ErrNotFound.
func (s *Store) SaveScenario(year string, sc scenarios.Scenario, author string) error {
	sc, err := asInDossier(sc)
	if err != nil {
		return err
	}
	return s.update(func(txn *badger.Txn) error {
		if _, err := findYear(txn, year); err != nil {
			return err
		}
		revision, err := nextRevision(txn)
		if err != nil {
			return err
		}
		return putScenario(txn, savedJSON{Year: year, Name: sc.Name, Note: sc.Note, Changes: sc.Changes, Author: author, Saved: now(), Revision: revision})
	})
}

// asInDossier is the scenario as its file in a dossier gives it back, so that all that is stored can be exported.
func asInDossier(sc scenarios.Scenario) (scenarios.Scenario, error) {
	return dossier.ReadScenario("scenarios/"+sc.Name+".yaml", dossier.WriteScenario(sc))
}

// DeleteScenario takes a scenario away; its history keeps it. An unknown year or name is an ErrNotFound.
func (s *Store) DeleteScenario(year, name, author string) error {
	return s.update(func(txn *badger.Txn) error {
		if _, err := findScenario(txn, year, name); err != nil {
			return err
		}
		revision, err := nextRevision(txn)
		if err != nil {
			return err
		}
		return takeAway(txn, savedJSON{Year: year, Name: name, Author: author, Saved: now(), Revision: revision, Deleted: true})
	})
}

// RenameScenario stores a scenario under its name, with its note and changes, in the place of the one called from, whose
// history it goes on. Another one of that name goes into the history. Errors are those of SaveScenario and DeleteScenario.
func (s *Store) RenameScenario(year, from string, sc scenarios.Scenario, author string) error {
	if from == sc.Name {
		return s.SaveScenario(year, sc, author)
	}
	sc, err := asInDossier(sc)
	if err != nil {
		return err
	}
	return s.update(func(txn *badger.Txn) error {
		if _, err := findScenario(txn, year, from); err != nil {
			return err
		}
		revision, err := nextRevision(txn)
		if err != nil {
			return err
		}
		at := now()
		if err := takeAway(txn, savedJSON{Year: year, Name: from, Author: author, Saved: at, Revision: revision, Deleted: true, To: sc.Name}); err != nil {
			return err
		}
		return putScenario(txn, savedJSON{Year: year, Name: sc.Name, Note: sc.Note, Changes: sc.Changes, Author: author, Saved: at, Revision: revision, From: from})
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
