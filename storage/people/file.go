package people

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"quotepart/engine/lang"
	"quotepart/storage/journal"
)

// What is in the store's folder beside the store, for a server.
const (
	File    = "authorized_keys" // who is let in
	HostKey = "host_key"        // the server's own key
)

// maxSize bounds the file, in bytes.
const maxSize = 1 << 20

// Read reads the file of a store's folder. No file is an empty list. The error joins a Fault for each thing wrong with a line:
// those lines are in the list with their faults, let nobody in, and keep no other out. Where the file itself cannot be trusted
// or read, the list is empty and the error one Fault.
func Read(dir string) (List, error) {
	data, err := load(dir)
	if err != nil {
		return nil, err
	}
	list := parse(string(data))
	return list, list.faults()
}

// load gives the bytes of the file; none where there is no file. Who else could write it could let anybody in, so a file or a folder
// that is not its user's alone is refused.
func load(dir string) ([]byte, error) {
	path := filepath.Join(dir, File)
	folder, err := os.Stat(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, unreadable(dir, err)
	}
	if err := trusted(dir, folder, 0o022, "700"); err != nil {
		return nil, err
	}
	before, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, unreadable(path, err)
	case !before.Mode().IsRegular():
		return nil, lang.Wrong(lang.F("« %s » n'est pas un fichier ordinaire : personne n'est admis", "%q is not a plain file: nobody is let in", path), lang.T("mettez le fichier lui-même à sa place, pas un lien", "put the file itself in its place, not a link"))
	}
	if err := trusted(path, before, 0o077, "600"); err != nil {
		return nil, err
	}
	return readSame(path, before)
}

// readSame reads a file that was looked at before.
func readSame(path string, before fs.FileInfo) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, unreadable(path, err)
	}
	defer f.Close()
	if opened, err := f.Stat(); err != nil || !os.SameFile(before, opened) {
		return nil, lang.Wrong(lang.F("« %s » a changé pendant sa lecture", "%q has changed while it was read", path), lang.T("réessayez", "try again"))
	}
	data, err := io.ReadAll(io.LimitReader(f, maxSize+1))
	if err != nil {
		return nil, unreadable(path, err)
	}
	if len(data) > maxSize {
		return nil, tooLarge(path)
	}
	return data, nil
}

// save puts the file on the disk, whole or not at all.
func save(dir string, data []byte) error {
	path := filepath.Join(dir, File)
	if len(data) > maxSize {
		return tooLarge(path)
	}
	if err := journal.Put(journal.OS{}, path, data); err != nil {
		return lang.Wrong(lang.F("« %[1]s » ne peut pas être écrit : %[2]s", "%[1]q cannot be written: %[2]s", path, said(err)), lang.T("vérifiez vos droits et la place sur le disque", "check your permissions and the disk space"))
	}
	return nil
}

func tooLarge(path string) error {
	return lang.Wrong(lang.F("« %[1]s » dépasse %[2]d Mio", "%[1]q is larger than %[2]d MiB", path, maxSize>>20), lang.T("enlevez ce qui n'est plus utile", "take away what is no longer needed"))
}

func unreadable(path string, err error) error {
	return lang.Wrong(lang.F("« %[1]s » ne peut pas être lu : %[2]s", "%[1]q cannot be read: %[2]s", path, said(err)), lang.T("vérifiez vos droits", "check your permissions"))
}
