package storage

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"quotepart/engine/lang"
)

// What a data folder holds.
const (
	lockName   = "lock"   // held while a process has the store open, with its process id
	formatName = "FORMAT" // the schema version, read before anything else is touched
	formatNew  = formatName + ".new"
	indexName  = "index" // Badger's own folder
)

// freeMargin is the free space in bytes below which nothing is opened or written: Badger writes through memory maps, and a
// full disk under a map kills the process.
const freeMargin = 64 << 20

// DefaultDir is the data folder where none is named: $QUOTEPART_DATA, else quotepart in $XDG_DATA_HOME, else in
// ~/.local/share. The error is a Fault where there is no home folder.
func DefaultDir() (string, error) {
	if dir := os.Getenv("QUOTEPART_DATA"); dir != "" {
		return dir, nil
	}
	if data := os.Getenv("XDG_DATA_HOME"); filepath.IsAbs(data) { // a relative one is to be ignored, says its specification
		return filepath.Join(data, "quotepart"), nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", wrong(err, lang.T("votre dossier personnel est inconnu", "your home folder is unknown"), chooseAnother)
	}
	return filepath.Join(home, ".local", "share", "quotepart"), nil
}

var chooseAnother = lang.T("choisissez un dossier avec --data DIR ou $QUOTEPART_DATA", "choose a folder with --data DIR or $QUOTEPART_DATA")

// prepareFolder makes the folder on first use, locks it, and checks that what it holds is a store that this version knows.
// The lock is the caller's to release where there is no error.
func prepareFolder(dir string) (*folderLock, error) {
	if info, err := os.Stat(dir); err == nil && !info.IsDir() {
		return nil, wrong(fs.ErrExist, lang.F("« %s » est un fichier, pas un dossier de données", "%q is a file, not a data folder", dir), chooseAnother)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, unusable(dir, err)
	}
	if err := checkFolder(dir); err != nil {
		return nil, err
	}
	lock, err := lockFolder(dir)
	if err != nil {
		return nil, err
	}
	err = writeFormat(dir)
	if err == nil {
		err = checkIndex(filepath.Join(dir, indexName))
	}
	if err != nil {
		_ = lock.release() // the first error is the one to mend
		return nil, err
	}
	return lock, nil
}

// checkFolder refuses a full disk, a store of a newer schema and a folder of something else. It only reads, so that nothing is
// left in a folder that was named by mistake.
func checkFolder(dir string) error {
	if err := checkSpace(dir, 0); err != nil {
		return err
	}
	path := filepath.Join(dir, formatName)
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return checkEmpty(dir)
	}
	if err != nil {
		return unusable(dir, err)
	}
	_, err = decode[struct{}](path, data)
	return err
}

// checkEmpty keeps a store out of a folder that holds something else, such as a dossier given to --data by mistake.
func checkEmpty(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return unusable(dir, err)
	}
	for _, e := range entries {
		if e.Name() != lockName && e.Name() != formatNew {
			return wrong(fs.ErrExist, lang.F("« %[1]s » n'est pas un dossier de données : il contient « %[2]s » et pas de fichier « %[3]s »", "%[1]q is not a data folder: it holds %[2]q and no file %[3]q", dir, e.Name(), formatName),
				lang.T("choisissez un dossier vide ou nouveau avec --data DIR", "choose an empty or a new folder with --data DIR"))
		}
	}
	return nil
}

// writeFormat puts the FORMAT file of a new store in place, whole or not at all.
func writeFormat(dir string) error {
	if _, err := os.Stat(filepath.Join(dir, formatName)); err == nil {
		return nil
	}
	data, err := encode(struct{}{})
	if err == nil {
		err = writeSynced(filepath.Join(dir, formatNew), data)
	}
	if err == nil {
		err = os.Rename(filepath.Join(dir, formatNew), filepath.Join(dir, formatName))
	}
	if err == nil {
		err = syncDir(dir)
	}
	if err != nil {
		return unusable(dir, err)
	}
	return nil
}

func writeSynced(path string, data []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

var restoreBackup = lang.T("remettez en place une copie du dossier entier, ou réimportez vos dossiers dans un nouveau avec --data DIR",
	"put a copy of the whole folder back, or import your dossiers again into a new one with --data DIR")

// checkSpace refuses to write with less free space than the margin and what is about to be written, in bytes.
func checkSpace(dir string, more int64) error {
	free, known := freeSpace(dir)
	if !known || free >= freeMargin+more {
		return nil
	}
	return wrong(ErrNoSpace, lang.F("le disque de « %[1]s » est presque plein : %[2]d Mio libres, il en faut %[3]d", "the disk of %[1]q is almost full: %[2]d MiB free, %[3]d are needed", dir, free>>20, (freeMargin+more)>>20),
		lang.T("libérez de la place, puis réessayez ; ce qui était enregistré est intact", "free some space, then try again; what was saved is intact"))
}

// unusable says that the system refused something in the folder.
func unusable(dir string, err error) error {
	return wrong(err, lang.F("le dossier de données « %[1]s » ne peut pas être utilisé : %[2]s", "the data folder %[1]q cannot be used: %[2]s", dir, said(err)),
		lang.T("vérifiez vos droits et la place sur le disque, ou choisissez un autre dossier avec --data DIR", "check your permissions and the disk space, or choose another folder with --data DIR"))
}

func syncDir(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
