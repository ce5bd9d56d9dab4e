package storage

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/dgraph-io/badger/v4"

	"quotepart/engine/lang"
	"quotepart/scenarios"
)

// historyPrefix is that of the versions of a scenario that no longer count, and of its deletions. Each stands under the
// revision that made it and is never overwritten. A scenario that was never replaced has none: what counts is its first version.
func historyPrefix(year, name string) string { return "history/" + year + "/" + name + "/" }

func historyKey(year, name string, revision uint64) string {
	return fmt.Sprintf("%s%016x", historyPrefix(year, name), revision)
}

// keepVersion puts the scenario that stands under a name, where there is one, into its history.
func keepVersion(txn *badger.Txn, year, name string) error {
	old, found, err := get[savedJSON](txn, scenarioPrefix(year)+name)
	if err != nil || !found {
		return err
	}
	return put(txn, historyKey(year, name, old.Revision), old)
}

// takeAway removes the scenario of a name, which goes into the history, followed by its deletion.
func takeAway(txn *badger.Txn, deletion savedJSON) error {
	if err := keepVersion(txn, deletion.Year, deletion.Name); err != nil {
		return err
	}
	if err := put(txn, historyKey(deletion.Year, deletion.Name, deletion.Revision), deletion); err != nil {
		return err
	}
	return txn.Delete([]byte(scenarioPrefix(deletion.Year) + deletion.Name))
}

func (j savedJSON) version() scenarios.Version {
	return scenarios.Version{Scenario: j.value().Scenario, Author: j.Author, At: j.Saved, Revision: j.Revision, From: j.From, Deleted: j.Deleted, To: j.To}
}

// versionsUnder gives what was ever kept under a name, the oldest first.
func versionsUnder(txn *badger.Txn, year, name string) ([]scenarios.Version, error) {
	var list []scenarios.Version
	err := each(txn, historyPrefix(year, name), func(j savedJSON) {
		if j.Name == name { // and not a name that goes on behind a slash
			list = append(list, j.version())
		}
	})
	if err != nil {
		return nil, err
	}
	current, found, err := get[savedJSON](txn, scenarioPrefix(year)+name)
	if found {
		list = append(list, current.version())
	}
	return list, err
}

// History lists the versions of a scenario, the newest first, with its deletions and with those under the names it had before.
// A year or a name that never was is an ErrNotFound.
func (s *Store) History(year, name string) ([]scenarios.Version, error) {
	var list []scenarios.Version
	err := s.view(func(txn *badger.Txn) error {
		if _, err := findYear(txn, year); err != nil {
			return err
		}
		var err error
		list, err = scenarios.History(name, func(name string) ([]scenarios.Version, error) { return versionsUnder(txn, year, name) })
		if err == nil && len(list) == 0 {
			known := append(keys(txn, scenarioPrefix(year)), deletedNames(txn, year)...)
			err = wrong(ErrNotFound, lang.F("l'exercice « %[1]s » n'a jamais eu de scénario « %[2]s »", "the year %[1]q never had a scenario %[2]q", year, name), scenarios.DidYouMean(name, known))
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
		if _, err := findYear(txn, year); err != nil {
			return err
		}
		for _, name := range deletedNames(txn, year) {
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

// deletedNames are the names with a history under which no scenario stands now.
func deletedNames(txn *badger.Txn, year string) []string {
	seen := map[string]bool{}
	for _, name := range keys(txn, scenarioPrefix(year)) {
		seen[name] = true
	}
	var names []string
	for _, key := range keys(txn, "history/"+year+"/") {
		if name := key[:strings.LastIndexByte(key, '/')]; !seen[name] {
			seen[name] = true
			names = append(names, name)
		}
	}
	return names
}
