package storage

import (
	"cmp"
	"slices"

	"github.com/dgraph-io/badger/v4"

	"quotepart/engine/lang"
	"quotepart/scenarios"
)

// versionsUnder gives what ever stood under a scenario's name, the oldest first.
func versionsUnder(txn *badger.Txn, year, name string) ([]scenarios.Version, error) {
	all, err := versions(txn, ScenarioKey(year, name))
	if err != nil {
		return nil, err
	}
	list := make([]scenarios.Version, len(all))
	for i, v := range all {
		if list[i], err = scenarioVersion(name, v); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// scenarioVersion reads a version of a scenario.
func scenarioVersion(name string, v version) (scenarios.Version, error) {
	one := scenarios.Version{Scenario: scenarios.Scenario{Name: name}, Author: v.By, At: v.At, Revision: v.Seq, Deleted: v.gone(), To: v.To}
	if v.gone() {
		return one, nil
	}
	r, err := valueOf[scenarioRecord](name, v)
	one.Note, one.Changes, one.From = r.Note, r.Changes, r.From
	return one, err
}

// History lists the versions of a scenario, the newest first, with its deletions and with those under the names it had before.
// A year or a name that never was is an ErrNotFound.
func (s *Store) History(year, name string) ([]scenarios.Version, error) {
	var list []scenarios.Version
	err := s.view(func(txn *badger.Txn) error {
		if _, _, err := findYear(txn, year); err != nil {
			return err
		}
		var err error
		list, err = scenarios.History(name, func(name string) ([]scenarios.Version, error) { return versionsUnder(txn, year, name) })
		if err == nil && len(list) == 0 {
			err = wrong(ErrNotFound, lang.F("l'exercice « %[1]s » n'a jamais eu de scénario « %[2]s »", "the year %[1]q never had a scenario %[2]q", year, name), scenarios.DidYouMean(name, everKeys(txn, scenarioPrefix(year))))
		}
		return err
	})
	return list, err
}

// Deleted lists the scenarios of a year that were deleted and are not there again, the last deleted first. An unknown year is
// an ErrNotFound.
func (s *Store) Deleted(year string) ([]scenarios.Version, error) {
	var list []scenarios.Version
	err := s.view(func(txn *badger.Txn) error {
		if _, _, err := findYear(txn, year); err != nil {
			return err
		}
		there := keys(txn, scenarioPrefix(year))
		for _, name := range everKeys(txn, scenarioPrefix(year)) {
			if _, found := slices.BinarySearch(there, name); found {
				continue
			}
			versions, err := scenarios.History(name, func(name string) ([]scenarios.Version, error) { return versionsUnder(txn, year, name) })
			if err != nil {
				return err
			}
			if versions[0].To == "" {
				list = append(list, versions[0])
			}
		}
		return nil
	})
	slices.SortStableFunc(list, func(a, b scenarios.Version) int { return cmp.Compare(b.Revision, a.Revision) })
	return list, err
}
