package dossier

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/storage/journal"
)

// A folder keeps no history of its scenarios, that is for git. What is deleted there is only moved aside, into a folder that
// readers of the dossier pass over: scenarios/.deleted/0001-fin-du-feder.yaml, numbered in the order of the deletions. The
// number is the Revision of the deletion.
const trashFolder = scenarioFolder + "/.deleted"

// trashed is a deleted scenario, and where its file lies.
type trashed struct {
	scenarios.Version
	file string // its path in the folder, with slashes
	home string // the name of the file in scenarios/
}

// trash reads the deleted scenarios of a folder, the last deleted first. A file that cannot be read is passed over: it is
// nobody's any more.
func trash(dir string) ([]trashed, error) {
	entries, err := os.ReadDir(filepath.Join(dir, filepath.FromSlash(trashFolder)))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, unreadable(trashFolder, err)
	}
	var list []trashed
	for _, e := range entries {
		number, home, ok := numbered(e.Name())
		if !ok {
			continue
		}
		one := trashed{file: trashFolder + "/" + e.Name(), home: home}
		data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(one.file)))
		if err != nil {
			continue
		}
		s, err := ReadScenario(one.file, data)
		if err != nil {
			continue
		}
		one.Version = scenarios.Version{Scenario: s, Revision: number, Deleted: true}
		if info, err := e.Info(); err == nil {
			one.At = info.ModTime()
		}
		list = append(list, one)
	}
	slices.SortFunc(list, func(a, b trashed) int { return cmp.Compare(b.Revision, a.Revision) })
	return list, nil
}

// DeleteScenario moves the scenario of that name aside, out of the dossier. Based is as for SaveScenario. Errors are Faults.
func DeleteScenario(dir, name string, based uint64) error {
	return journal.Alone(dir, func() error {
		k, err := keptAs(dir, name)
		if err == nil {
			err = notStale(dir, []Kept{k}, name, based)
		}
		if err != nil {
			return err
		}
		return moveAside(dir, k)
	})
}

func moveAside(dir string, k Kept) error {
	inTrash := filepath.Join(dir, filepath.FromSlash(trashFolder))
	if err := os.MkdirAll(inTrash, 0o777); err != nil {
		return unwritable(trashFolder, err)
	}
	number, err := lastNumber(inTrash)
	if err != nil {
		return unreadable(trashFolder, err)
	}
	from := filepath.Join(dir, filepath.FromSlash(k.File))
	to := filepath.Join(inTrash, fmt.Sprintf("%04d-%s", number+1, filepath.Base(from)))
	if err = os.Rename(from, to); err == nil {
		now := time.Now()
		_ = os.Chtimes(to, now, now) // when it was deleted; a file of somebody else's keeps the time of its last writing
		err = errors.Join(syncFolder(inTrash), syncFolder(filepath.Dir(from)))
	}
	if err != nil {
		return unwritable(k.File, err)
	}
	return nil
}

// lastNumber is the largest number that a file in the trash has, also one that cannot be read.
func lastNumber(inTrash string) (last uint64, err error) {
	entries, err := os.ReadDir(inTrash)
	for _, e := range entries {
		number, _, _ := numbered(e.Name())
		last = max(last, number)
	}
	return last, err
}

// numbered takes the number off the name of a file in the trash.
func numbered(file string) (number uint64, home string, ok bool) {
	digits, home, found := strings.Cut(file, "-")
	number, err := strconv.ParseUint(digits, 10, 64)
	return number, home, found && err == nil
}

// RenameScenario writes a scenario and takes the file of the one called from away, in this order: nothing is lost in between. Based
// is the revision of that one; a scenario of the new name is a *scenarios.Stale too. Errors are Faults.
func RenameScenario(dir, from string, s scenarios.Scenario, based uint64) (revision uint64, err error) {
	if from == s.Name {
		return SaveScenario(dir, s, based)
	}
	err = journal.Alone(dir, func() error { revision, err = renameScenario(dir, from, s, based); return err })
	return revision, err
}

func renameScenario(dir, from string, s scenarios.Scenario, based uint64) (uint64, error) {
	kept, err := Scenarios(dir)
	if err == nil {
		err = notStale(dir, kept, from, based)
	}
	if err != nil {
		return 0, err
	}
	at := slices.IndexFunc(kept, func(k Kept) bool { return k.Name == from })
	if at < 0 {
		return 0, noLonger(from)
	}
	revision, err := saveScenario(dir, s, 0)
	if err != nil {
		return 0, err
	}
	path := filepath.Join(dir, filepath.FromSlash(kept[at].File))
	if err := errors.Join(os.Remove(path), syncFolder(filepath.Dir(path))); err != nil {
		return 0, unwritable(kept[at].File, err)
	}
	return revision, nil
}

// Versions gives what a folder knows of a scenario: how it is now, and the deleted ones of its name, the newest first. A name
// that it does not know is a Fault, as all errors.
func Versions(dir, name string) ([]scenarios.Version, error) {
	kept, err := Scenarios(dir)
	if err != nil {
		return nil, err
	}
	gone, err := trash(dir)
	if err != nil {
		return nil, err
	}
	var list []scenarios.Version
	for _, k := range kept {
		if k.Name == name {
			list = append(list, scenarios.Version{Scenario: k.Scenario, At: k.Written})
		}
	}
	for _, one := range gone {
		if one.Name == name {
			list = append(list, one.Version)
		}
	}
	if len(list) == 0 {
		return nil, noLonger(name)
	}
	return list, nil
}

// Deleted lists the scenarios of a folder that were deleted and are not there again, each once, the last deleted first. Errors
// are Faults.
func Deleted(dir string) ([]scenarios.Version, error) {
	kept, err := Scenarios(dir)
	if err != nil {
		return nil, err
	}
	gone, err := trash(dir)
	if err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	for _, k := range kept {
		seen[k.Name] = true
	}
	var list []scenarios.Version
	for _, one := range gone {
		if !seen[one.Name] {
			seen[one.Name] = true
			list = append(list, one.Version)
		}
	}
	return list, nil
}

// RestoreScenario brings the deleted scenario of that name and number back into the dossier, its file as it was, and gives its
// revision; one of the name that is there is moved aside before. Based is the revision of that one, 0 for none. Errors are Faults.
func RestoreScenario(dir, name string, number, based uint64) (revision uint64, err error) {
	err = journal.Alone(dir, func() error {
		if err := restoreScenario(dir, name, number, based); err != nil {
			return err
		}
		k, err := keptAs(dir, name)
		revision = k.Revision
		return err
	})
	return revision, err
}

func restoreScenario(dir, name string, number, based uint64) error {
	gone, err := trash(dir)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(gone, func(one trashed) bool { return one.Name == name && one.Revision == number })
	if at < 0 {
		return lang.Wrong(lang.F("« %[1]s » n'est pas parmi les scénarios supprimés sous le numéro %[2]d", "%[1]q is not among the deleted scenarios under number %[2]d", name, number),
			lang.T("relisez le dossier ; ses versions d'avant sont dans git, si vous l'y gardez", "read the folder again; its earlier versions are in git, if you keep it there"))
	}
	kept, err := Scenarios(dir)
	if err == nil {
		err = notStale(dir, kept, name, based)
	}
	if err != nil {
		return err
	}
	if there := slices.IndexFunc(kept, func(k Kept) bool { return k.Name == name }); there >= 0 {
		if err := moveAside(dir, kept[there]); err != nil {
			return err
		}
	}
	return moveBack(dir, name, gone[at])
}

// moveBack moves the file of a deleted scenario back to its place, or beside what is there.
func moveBack(dir, name string, one trashed) error {
	home := scenarioFolder + "/" + one.home
	if _, err := os.Lstat(filepath.Join(dir, filepath.FromSlash(home))); err == nil {
		home = freeFile(dir, name)
	}
	from, to := filepath.Join(dir, filepath.FromSlash(one.file)), filepath.Join(dir, filepath.FromSlash(home))
	err := os.Rename(from, to)
	if err == nil {
		err = errors.Join(syncFolder(filepath.Dir(to)), syncFolder(filepath.Dir(from)))
	}
	if err != nil {
		return unwritable(one.file, err)
	}
	return nil
}

// keptAs finds the scenario of a name.
func keptAs(dir, name string) (Kept, error) {
	kept, err := Scenarios(dir)
	if err != nil {
		return Kept{}, err
	}
	at := slices.IndexFunc(kept, func(k Kept) bool { return k.Name == name })
	if at < 0 {
		return Kept{}, noLonger(name)
	}
	return kept[at], nil
}

func noLonger(name string) error {
	return lang.Wrong(lang.F("le scénario « %s » n'existe plus", "scenario %q no longer exists", name), lang.T("relisez le dossier", "read the folder again"))
}
