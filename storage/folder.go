package storage

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"quotepart/engine/lang"
	"quotepart/storage/journal"
	"quotepart/storage/people"
)

// What a data folder holds.
const (
	lockName   = "lock"   // held while a process has the store open, with its process id
	formatName = "FORMAT" // the schema version and the home, read before anything else is touched
	homePrefix = "store-" // of homes: the folder that counts is the one that FORMAT names, see format
)

// What a home holds.
const (
	journalName = "journal.jsonl" // the record
	objectsName = "objects"       // the files of years, each under its SHA-256
	draftsName  = "drafts"        // working changes as they were left
	indexName   = "index"         // Badger's own folder
)

// schema is the version of all that this program writes into a data folder but the index, which is made again where it is of
// another layout.
const schema = 2

// format is what FORMAT says. Another home counts from the moment that FORMAT is replaced: so a restored or migrated store takes
// the place of the old one, which is kept.
type format struct {
	Schema int    `json:"schema"`
	Home   string `json:"home"`
}

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

// Prepare makes the data folder where there is none, as Open does, and refuses a folder of something else, with a Fault. Nothing is
// put into it.
func Prepare(dir string) error {
	err := makeFolder(journal.OS{}, dir)
	if err == nil {
		_, err = readFormat(dir)
	}
	return err
}

// makeFolder makes the folder on first use, with those above it, readable by its user alone. What is made is on the disk under its name.
func makeFolder(disk journal.Disk, dir string) error {
	if info, err := os.Stat(dir); err == nil {
		if info.IsDir() {
			return nil
		}
		return wrong(fs.ErrExist, lang.F("« %s » est un fichier, pas un dossier de données", "%q is a file, not a data folder", dir), chooseAnother)
	}
	var missing []string
	for at := dir; ; at = filepath.Dir(at) {
		missing = append(missing, at)
		if _, err := os.Stat(filepath.Dir(at)); !errors.Is(err, fs.ErrNotExist) {
			break
		}
	}
	for _, folder := range slices.Backward(missing) {
		err := disk.Mkdir(folder)
		if err == nil {
			err = syncName(disk, folder)
		}
		if err != nil {
			return notMade(dir, err)
		}
	}
	return nil
}

// syncName puts the name of a folder on the disk. Where it stands in one that may not be read, the system does not let that be done.
func syncName(disk journal.Disk, folder string) error {
	err := disk.SyncDir(filepath.Dir(folder))
	if errors.Is(err, fs.ErrPermission) {
		return nil
	}
	return err
}

// readFormat reads FORMAT. None, in an empty folder, is a zero one. It refuses a store of a newer schema and a folder of
// something else, and only reads, so that nothing is left in a folder that was named by mistake.
func readFormat(dir string) (format, error) {
	path := filepath.Join(dir, formatName)
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		empty := checkEmpty(dir)
		if empty == nil {
			return format{}, nil
		}
		if data, err = os.ReadFile(path); errors.Is(err, fs.ErrNotExist) { // else another process has made the store since
			return format{}, empty
		}
	}
	if err != nil {
		return format{}, unusable(dir, err)
	}
	var f format
	if strings.TrimSpace(string(data)) == formatOfSchema1 {
		return format{Schema: 1}, nil
	}
	if _, err = journal.Unseal(data, &f); err != nil {
		var newer struct{ Schema int }
		if json.Unmarshal(data, &newer) != nil || newer.Schema <= schema {
			return format{}, damagedFormat(path, err)
		}
		f.Schema = newer.Schema // whatever its form
	}
	switch {
	case f.Schema > schema:
		return f, wrong(ErrNewer, lang.F("« %[1]s » a été écrit par une version plus récente de quotepart (schéma %[2]d ; celle-ci connaît %[3]d)", "%[1]q was written by a newer quotepart (schema %[2]d; this one knows %[3]d)", path, f.Schema, schema),
			lang.T("installez la version récente ; rien n'a été touché", "install the newer version; nothing was touched"))
	case f.Schema != schema || f.Home != filepath.Base(f.Home) || !strings.HasPrefix(f.Home, homePrefix):
		return f, damagedFormat(path, lang.Wrong(lang.T("son contenu est inconnu", "its content is not known"), lang.Text{}))
	}
	return f, nil
}

func damagedFormat(path string, err error) error {
	return wrong(ErrDamaged, lang.F("« %[1]s » est abîmé : %[2]s", "%[1]q is damaged: %[2]s", path, said(err)),
		lang.T("ne touchez à rien d'autre, et lancez quotepart restore --salvage : le journal est à côté, dans un dossier « "+homePrefix+"… »", "touch nothing else, and run quotepart restore --salvage: the journal is beside it, in a folder \""+homePrefix+"…\""))
}

// firstNames are what a first start leaves in a folder that did not come to its end, or that is at it in another process, and the
// keys of people and of the server, which were put there before it.
var firstNames = []string{people.File, people.File + ".new", people.HostKey, people.HostKey + ".pub", lockName, formatName, formatName + ".new", homePrefix + "1", homePrefix + "1" + unfinished}

// checkEmpty keeps a store out of a folder that holds something else, such as a dossier given to --data by mistake.
func checkEmpty(dir string) error {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return unusable(dir, err)
	}
	if home, err := usedHome(dir); err != nil || home != "" {
		return errors.Join(err, damagedFormat(filepath.Join(dir, formatName), errMissing))
	}
	for _, e := range entries {
		if !slices.Contains(firstNames, e.Name()) {
			return wrong(fs.ErrExist, lang.F("« %[1]s » n'est pas un dossier de données : il contient « %[2]s » et pas de fichier « %[3]s »", "%[1]q is not a data folder: it holds %[2]q and no file %[3]q", dir, e.Name(), formatName),
				lang.T("choisissez un dossier vide ou nouveau avec --data DIR", "choose an empty or a new folder with --data DIR"))
		}
	}
	return nil
}

var errMissing = lang.Wrong(lang.T("il manque", "it is missing"), lang.Text{})

// usedHome is a home of more than the line that a first start writes, or "".
func usedHome(dir string) (string, error) {
	all, err := homes(dir)
	for _, home := range all {
		data, err := os.ReadFile(filepath.Join(dir, home, journalName))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return "", unusable(dir, err)
		}
		if bytes.Count(data, []byte("\n")) > 1 {
			return home, nil
		}
	}
	return "", err
}

// makeHome makes an empty home beside the others, with a journal of one line. It does not count before switchHome.
func makeHome(disk journal.Disk, dir, home string, first journal.Line) (*journal.Journal, error) {
	path := filepath.Join(dir, home)
	for _, folder := range []string{path, filepath.Join(path, objectsName), filepath.Join(path, draftsName)} {
		if err := disk.Mkdir(folder); err != nil {
			return nil, err
		}
	}
	j, err := journal.Create(disk, filepath.Join(path, journalName), first)
	if err != nil {
		return nil, err
	}
	if err := disk.SyncDir(dir); err != nil {
		_ = j.Close() // the first error is the one to mend
		return nil, err
	}
	return j, nil
}

// switchHome makes a home the one that counts, at once and for good.
func switchHome(disk journal.Disk, dir, home string) error {
	data, _, err := journal.Seal(format{schema, home})
	if err != nil {
		return err
	}
	return journal.Put(disk, filepath.Join(dir, formatName), data)
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
