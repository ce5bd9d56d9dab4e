package storage

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/dgraph-io/badger/v4"
	"github.com/dgraph-io/badger/v4/options"
	"github.com/dgraph-io/badger/v4/table"
	"github.com/dgraph-io/ristretto/v2/z"

	"quotepart/engine/lang"
)

// checkIndex mends or refuses what Badger would not survive or not notice in its folder, before it opens it.
func checkIndex(index string) error {
	entries, err := os.ReadDir(index)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return unusable(index, err)
	}
	aTable := ""
	for _, e := range entries {
		switch filepath.Ext(e.Name()) {
		case ".sst":
			aTable = e.Name()
		case ".mem", ".vlog":
			if err := removeEmpty(filepath.Join(index, e.Name())); err != nil {
				return unusable(index, err)
			}
		}
	}
	return checkTables(index, aTable)
}

// removeEmpty removes a log file of length zero, as a process leaves that is killed while it opens. It holds nothing and
// keeps Badger from opening.
func removeEmpty(path string) error {
	info, err := os.Stat(path)
	if err != nil || info.Size() > 0 {
		return err
	}
	return os.Remove(path)
}

// checkTables reads all tables that count: Badger opens them in goroutines of its own, where a damaged one ends the process.
// Without its MANIFEST it would open empty and delete them.
func checkTables(index, aTable string) error {
	f, err := os.Open(filepath.Join(index, badger.ManifestFilename))
	if errors.Is(err, fs.ErrNotExist) {
		if aTable == "" {
			return nil
		}
		return wrong(ErrDamaged, lang.F("le fichier MANIFEST manque dans « %[1]s », qui contient « %[2]s »", "the file MANIFEST is missing from %[1]q, which holds %[2]q", index, aTable), restoreBackup)
	}
	if err != nil {
		return unusable(index, err)
	}
	defer f.Close()
	manifest, _, err := badger.ReplayManifestFile(f, 0, smallData(index))
	if err != nil {
		return damaged(f.Name(), err)
	}
	for id, of := range manifest.Tables {
		path := table.NewFilename(id, index)
		if err := caught(func() error { return verifyTable(path, of.Compression) }); err != nil {
			return damaged(path, err)
		}
	}
	return nil
}

func verifyTable(path string, compression options.CompressionType) error {
	file, err := z.OpenMmapFile(path, os.O_RDONLY, 0)
	if err != nil {
		return err
	}
	t, err := table.OpenTable(file, table.Options{ReadOnly: true, ChkMode: options.OnTableRead, Compression: compression, BlockSize: 4 << 10})
	if err != nil {
		return err
	}
	return t.Close(-1)
}

// openIndex opens Badger, and puts the names of its new files on the disk, which it does not do itself.
func openIndex(o badger.Options) (db *badger.DB, err error) {
	err = caught(func() error {
		db, err = badger.Open(o)
		return err
	})
	if err != nil {
		return nil, unusable(o.Dir, err)
	}
	if err := syncDir(o.Dir); err != nil {
		_ = db.Close() // the first error is the one to mend
		return nil, unusable(o.Dir, err)
	}
	return db, nil
}

// caught makes an error, in one line, of the errors and panics of Badger on damaged files.
func caught(do func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = lang.Wrong(lang.F("contenu illisible (%s)", "unreadable content (%s)", firstLine(fmt.Sprint(p))), lang.Text{})
		}
	}()
	if err := do(); err != nil {
		return errors.New(firstLine(err.Error()))
	}
	return nil
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(s), "\n")
	return line
}
