package dossier

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/storage/journal"
)

// Kept is a scenario of a dossier folder, with the time at which its file was last written.
type Kept struct {
	scenarios.Scenario
	File     string // its path in the folder, with slashes
	Written  time.Time
	Revision uint64 // stands for what is in the file: another one where that is something else; never 0
}

// revisionOf is the first bytes of the SHA-256 of a file.
func revisionOf(data []byte) uint64 {
	sum := sha256.Sum256(data)
	return max(binary.BigEndian.Uint64(sum[:8]), 1)
}

// Scenarios reads the scenarios of a dossier folder, sorted by name. Errors are Faults.
func Scenarios(dir string) ([]Kept, error) {
	entries, err := os.ReadDir(filepath.Join(dir, scenarioFolder))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, unreadable(scenarioFolder, err)
	}
	var kept []Kept
	for _, e := range entries {
		name := scenarioFolder + "/" + e.Name()
		if !isScenario(name) || e.IsDir() {
			continue
		}
		data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		if err != nil {
			return nil, unreadable(name, err)
		}
		s, err := ReadScenario(name, data)
		if err != nil {
			return nil, err
		}
		one := Kept{Scenario: s, File: name, Revision: revisionOf(data)}
		if info, err := e.Info(); err == nil {
			one.Written = info.ModTime()
		}
		kept = append(kept, one)
	}
	slices.SortFunc(kept, func(a, b Kept) int { return cmp.Compare(a.Name, b.Name) })
	return kept, nil
}

// SaveScenario writes one scenario into a dossier folder, in the place of the one of that name, and gives its revision. The file is
// complete and on the disk when it takes its name. Based is the revision of the one that it was made from, 0 where there was none:
// where something else stands there by now, the error is a *scenarios.Stale. One whose file could not be read again, which would make
// the whole folder unreadable, is refused. Errors are Faults.
func SaveScenario(dir string, s scenarios.Scenario, based uint64) (revision uint64, err error) {
	err = journal.Alone(dir, func() error { revision, err = saveScenario(dir, s, based); return err })
	return revision, err
}

func saveScenario(dir string, s scenarios.Scenario, based uint64) (uint64, error) {
	data := WriteScenario(s)
	if err := scenarios.CheckName(s.Name); err != nil {
		return 0, err
	}
	if _, err := ReadScenario(scenarioFolder+"/"+slugOf(s.Name)+".yaml", data); err != nil {
		return 0, err
	}
	kept, err := Scenarios(dir)
	if err == nil {
		err = notStale(dir, kept, s.Name, based)
	}
	if err != nil {
		return 0, err
	}
	name := freeFile(dir, s.Name)
	for _, k := range kept {
		if k.Name == s.Name {
			name = k.File
		}
	}
	return revisionOf(data), replaceFile(dir, name, data)
}

// notStale makes sure that what stands under a name is what something is based on: that revision or, where based is 0, nothing.
func notStale(dir string, kept []Kept, name string, based uint64) error {
	theirs := scenarios.Version{Scenario: scenarios.Scenario{Name: name}, Deleted: true}
	for _, k := range kept {
		if k.Name == name {
			theirs = scenarios.Version{Scenario: k.Scenario, At: k.Written, Revision: k.Revision}
		}
	}
	if theirs.Revision == based {
		return nil
	}
	if theirs.Deleted {
		gone, err := trash(dir)
		if err != nil {
			return err
		}
		if at := slices.IndexFunc(gone, func(one trashed) bool { return one.Name == name }); at >= 0 {
			theirs.At = gone[at].At
		}
	}
	return &scenarios.Stale{Theirs: theirs}
}

// replaceFile puts a file in the place of the one of that name: complete and on the disk before it takes the name.
func replaceFile(dir, name string, data []byte) error {
	to := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(to), 0o777); err != nil {
		return unwritable(name, err)
	}
	beside := filepath.Join(filepath.Dir(to), "."+filepath.Base(to)+".new")
	os.Remove(beside) // left by a writing that was cut off
	err := writeFile(beside, data)
	if err == nil {
		err = os.Rename(beside, to)
	}
	if err == nil {
		err = syncFolder(filepath.Dir(to))
	}
	if err != nil {
		os.Remove(beside)
		return unwritable(name, err)
	}
	return nil
}

// WriteReport writes a file outside of a dossier, such as a report: complete and on the disk before it takes its name. Where
// there is a file of that name the error is fs.ErrExist, unless it is to be replaced. Other errors are Faults; nothing has changed then.
func WriteReport(path string, data []byte, replace bool) error {
	dir := filepath.Dir(path)
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return refusal(dir, lang.T("ce dossier n'existe pas", "this folder does not exist"), lang.T("créez-le, ou choisissez-en un autre", "create it, or choose another one"))
	}
	switch info, err := os.Lstat(path); {
	case err == nil && info.IsDir():
		return refusal(path, lang.T("c'est un dossier", "this is a folder"), lang.T("donnez le nom d'un fichier", "give the name of a file"))
	case err == nil && !replace:
		return fs.ErrExist
	}
	return replaceFile(dir, filepath.Base(path), data)
}

// draftFile holds working changes that no scenario holds; readers of the dossier pass files over whose names start with a dot.
const draftFile = ".draft.yaml"

// SaveDraft keeps working changes in a dossier folder; none means that there is no draft. Errors are Faults.
func SaveDraft(dir string, d scenarios.Draft) error {
	if len(d.Changes) > 0 {
		return replaceFile(dir, draftFile, writeDraft(d))
	}
	if err := os.Remove(filepath.Join(dir, draftFile)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return unwritable(draftFile, err)
	}
	return nil
}

// Draft reads the working changes kept in a dossier folder, nothing where there are none. Errors are Faults.
func Draft(dir string) (scenarios.Draft, error) {
	data, err := os.ReadFile(filepath.Join(dir, draftFile))
	if errors.Is(err, fs.ErrNotExist) {
		return scenarios.Draft{}, nil
	}
	if err != nil {
		return scenarios.Draft{}, unreadable(draftFile, err)
	}
	var faults Faults
	if s := (&source{name: draftFile, data: data, faults: &faults, stored: true}).text(); s != nil {
		if d, ok := readDraft(s); ok {
			return d, nil
		}
	}
	return scenarios.Draft{}, faults.sorted()
}

// freeFile is a file name for a scenario that no file has.
func freeFile(dir, title string) string {
	slug := slugOf(title)
	for n := 1; ; n++ {
		name := slug
		if n > 1 {
			name += "-" + strconv.Itoa(n)
		}
		file := scenarioFolder + "/" + name + ".yaml"
		if _, err := os.Lstat(filepath.Join(dir, filepath.FromSlash(file))); errors.Is(err, fs.ErrNotExist) {
			return file
		} else if err != nil {
			return file // the writing will say what is wrong
		}
	}
}

func unreadable(name string, err error) error {
	return refusal(name, lang.F("illisible (%v)", "cannot be read (%v)", err), lang.T("vérifiez les droits du fichier", "check the permissions of the file"))
}

func unwritable(name string, err error) error {
	return refusal(name, lang.F("l'écriture a échoué (%v)", "writing failed (%v)", err), lang.T("vérifiez les droits et la place sur le disque ; rien n'a changé", "check the permissions and the room on the disk; nothing has changed"))
}
