package dossier

import (
	"crypto/rand"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"quotepart/engine/lang"
	"quotepart/scenarios"
)

// WriteFolder writes a dossier into a new or an empty folder, and refuses one that holds anything, so that nothing is
// overwritten. The files are written beside it, put on the disk, and take its name only when they are complete. Errors are
// Faults.
func WriteFolder(dir string, d *scenarios.Dossier) error {
	dir = filepath.Clean(dir)
	if absolute, err := filepath.Abs(dir); err == nil {
		dir = absolute // the folder beside "." is not in "."
	}
	entries, err := os.ReadDir(dir)
	switch {
	case len(entries) > 0:
		return refusal(dir, lang.T("ce dossier n'est pas vide", "this folder is not empty"), lang.T("choisissez un nouveau dossier : rien n'est écrasé", "choose a new folder: nothing is overwritten"))
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return refusal(dir, lang.F("impossible d'écrire ici (%v)", "cannot write here (%v)", err), lang.T("choisissez un autre dossier", "choose another folder"))
	}
	beside := filepath.Join(filepath.Dir(dir), "."+filepath.Base(dir)+"-"+rand.Text()[:8])
	err = fillFolder(beside, d)
	if err == nil {
		err = takeName(beside, dir)
	}
	if err == nil {
		return nil
	}
	os.RemoveAll(beside)
	var faults Faults
	if errors.As(err, &faults) {
		return faults
	}
	return refusal(dir, lang.F("l'écriture a échoué (%v)", "writing failed (%v)", err), lang.T("vérifiez le chemin, les droits et la place sur le disque", "check the path, its permissions and the room on the disk"))
}

// fillFolder writes the files into a new folder and waits for the disk.
func fillFolder(dir string, d *scenarios.Dossier) error {
	if err := os.Mkdir(dir, 0o777); err != nil {
		return err
	}
	folders := []string{dir}
	err := Write(d, func(name string, data []byte) error {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if in := filepath.Dir(path); in != folders[len(folders)-1] {
			if err := os.Mkdir(in, 0o777); err != nil {
				return err
			}
			folders = append(folders, in)
		}
		return writeFile(path, data)
	})
	for _, f := range folders {
		err = errors.Join(err, syncFolder(f))
	}
	return err
}

func writeFile(path string, data []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Sync(), f.Close())
}

// takeName renames a folder to a name at which there is nothing or an empty folder.
func takeName(from, to string) error {
	if err := os.Remove(to); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err // it is not empty any more
	}
	if err := os.Rename(from, to); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(to))
}

// syncFolder puts the names in a folder on the disk, where the system can.
func syncFolder(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := f.Sync(); err != nil && !errors.Is(err, errors.ErrUnsupported) {
		return err
	}
	return nil
}
