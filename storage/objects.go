package storage

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing/fstest"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/storage/dossier"
	"quotepart/storage/journal"
)

// storedFile is one file of a dossier as a year's record lists it. Its content stands in the folder objects under its SHA-256, once
// for all years that have it, and is never written over.
type storedFile struct {
	Name   string      `json:"name"`
	Size   int         `json:"size"`
	SHA256 journal.Sum `json:"sha256"`
}

// filesOf gives the files of a year's folder without its scenarios, which are records of their own. Faults are those of
// the dossier, where it could not be read back.
func filesOf(d *scenarios.Dossier) ([]storedFile, fstest.MapFS, error) {
	var list []storedFile
	files, whole := fstest.MapFS{}, fstest.MapFS{}
	err := dossier.Write(d, func(name string, data []byte) error {
		file := &fstest.MapFile{Data: slices.Clone(data)}
		whole[name] = file
		if !strings.HasPrefix(name, "scenarios/") {
			files[name] = file
			list = append(list, storedFile{name, len(data), journal.SumOf(data)})
		}
		return nil
	})
	if err == nil {
		_, _, err = dossier.ReadStored(whole)
	}
	return list, files, err
}

func (s *Store) objectPath(sum journal.Sum) string {
	return objectIn(s.home, sum)
}

// writeFiles puts the files on the disk that are not there yet, or not whole, until it is cancelled. They count from the line on
// that names them; takeBack deletes them where that is not written.
func (s *Store) writeFiles(ctx context.Context, list []storedFile, files fstest.MapFS) (takeBack func(), err error) {
	var fresh []string
	takeBack = func() {
		for _, path := range fresh {
			_ = s.disk.Remove(path) // what stays is not named by anything, and is written over when it is
		}
	}
	for _, f := range list {
		if err := ctx.Err(); err != nil {
			return takeBack, err
		}
		if _, err := s.readObject(f); err == nil {
			continue
		}
		path := s.objectPath(f.SHA256)
		if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
			fresh = append(fresh, path)
		}
		if err := journal.Put(s.disk, path, files[f.Name].Data); err != nil {
			return takeBack, notWritten(s.home, err)
		}
	}
	// Whoever wrote one that was there already may have been killed before its name was on the disk.
	return takeBack, notWritten(s.home, s.disk.SyncDir(filepath.Join(s.home, objectsName)))
}

var errChanged = lang.Wrong(lang.T("son contenu n'est pas ce qui avait été écrit", "its content is not what was written"), lang.Text{})

func (s *Store) readObject(f storedFile) ([]byte, error) {
	return readWhole(s.objectPath(f.SHA256), f.SHA256)
}

// readFiles reads the files of a year, and refuses them where one is not what was written.
func (s *Store) readFiles(year string, list []storedFile) (fstest.MapFS, error) {
	files := fstest.MapFS{}
	for _, f := range list {
		data, err := s.readObject(f)
		if errors.Is(err, errChanged) || errors.Is(err, fs.ErrNotExist) {
			return nil, wrong(ErrDamaged, lang.F("le fichier « %[1]s » de l'exercice « %[2]s » est abîmé dans le dossier de données (%[3]s)", "the file %[1]q of the year %[2]q is damaged in the data folder (%[3]s)", f.Name, year, said(err)),
				lang.T("réimportez cet exercice depuis son dossier avec --replace (ses scénarios sont gardés), ou remettez une sauvegarde", "import this year again from its dossier with --replace (its scenarios are kept), or put a backup back"))
		}
		if err != nil {
			return nil, err
		}
		files[f.Name] = &fstest.MapFile{Data: data}
	}
	return files, nil
}
