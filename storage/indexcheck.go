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

// checkFiles mends or refuses what Badger would not survive or not notice in its folder, before it opens it.
func checkFiles(dir string) error {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	aTable := ""
	for _, e := range entries {
		switch filepath.Ext(e.Name()) {
		case ".sst":
			aTable = e.Name()
		case ".mem", ".vlog":
			if err := removeEmpty(filepath.Join(dir, e.Name())); err != nil {
				return err
			}
		}
	}
	return checkTables(dir, aTable)
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
func checkTables(dir, aTable string) error {
	f, err := os.Open(filepath.Join(dir, badger.ManifestFilename))
	if errors.Is(err, fs.ErrNotExist) {
		if aTable == "" {
			return nil
		}
		return lang.Wrong(lang.F("il manque MANIFEST à côté de %s", "no MANIFEST beside %s", aTable), lang.Text{})
	}
	if err != nil {
		return err
	}
	defer f.Close()
	manifest, _, err := badger.ReplayManifestFile(f, 0, smallData(dir))
	if err != nil {
		return err
	}
	for id, of := range manifest.Tables {
		path := table.NewFilename(id, dir)
		if err := caught(func() error { return verifyTable(path, of.Compression) }); err != nil {
			return fmt.Errorf("%s: %w", filepath.Base(path), err)
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

// caught makes an error, in one line, of the errors and panics of Badger on damaged files.
func caught(do func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = lang.Wrong(lang.F("contenu illisible (%s)", "unreadable content (%s)", firstLine(fmt.Sprint(p))), lang.Text{})
		}
	}()
	err = do()
	var said *lang.Fault
	if err == nil || errors.As(err, &said) || !strings.Contains(err.Error(), "\n") {
		return err
	}
	return errors.New(firstLine(err.Error()))
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(s), "\n")
	return line
}
