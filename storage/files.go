package storage

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing/fstest"

	"github.com/dgraph-io/badger/v4"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/storage/dossier"
)

// storedFile is one file of a dossier as a year's record lists it. Its content stands in chunks of at most maxValue bytes.
type storedFile struct {
	Name   string `json:"name"`
	Size   int    `json:"size"`
	SHA256 string `json:"sha256"`
}

const filesPrefix = "files/"

// generation is the prefix of the chunks of one import. Chunks are never overwritten: each import has its own generation,
// and the year's record says which one counts.
func generation(year, id string) string { return filesPrefix + year + "/" + id + "/" }

func chunkKey(gen, file string, chunk int) []byte {
	return fmt.Appendf(nil, "%s%s/%06d", gen, file, chunk)
}

// filesOf gives the files of a year's folder without its scenarios, which have records of their own. Faults are those of
// the dossier, where it could not be read back.
func filesOf(d *scenarios.Dossier) ([]storedFile, fstest.MapFS, error) {
	var list []storedFile
	files, whole := fstest.MapFS{}, fstest.MapFS{}
	err := dossier.Write(d, func(name string, data []byte) error {
		file := &fstest.MapFile{Data: slices.Clone(data)}
		whole[name] = file
		if !strings.HasPrefix(name, "scenarios/") {
			files[name] = file
			list = append(list, storedFile{name, len(data), digest(data)})
		}
		return nil
	})
	if err == nil {
		_, _, err = dossier.Read(whole)
	}
	return list, files, err
}

func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// writeFiles puts the files on the disk under a new generation, in as many transactions as they need, until it is cancelled.
func (s *Store) writeFiles(ctx context.Context, gen string, files fstest.MapFS) error {
	batch := s.db.NewWriteBatch()
	defer batch.Cancel()
	for name, file := range files {
		chunk := 0
		for part := range slices.Chunk(file.Data, maxValue) {
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := batch.Set(chunkKey(gen, name, chunk), part); err != nil {
				return err
			}
			chunk++
		}
	}
	return batch.Flush()
}

// readFiles reads the files of a generation, and refuses them where one is not what was written.
func readFiles(txn *badger.Txn, gen string, list []storedFile) (fstest.MapFS, error) {
	files := fstest.MapFS{}
	for _, f := range list {
		data := make([]byte, 0, f.Size)
		for chunk := 0; len(data) < f.Size; chunk++ {
			item, err := txn.Get(chunkKey(gen, f.Name, chunk))
			if errors.Is(err, badger.ErrKeyNotFound) {
				break // too short, which the digest tells
			}
			if err != nil {
				return nil, err
			}
			if err := item.Value(func(part []byte) error { data = append(data, part...); return nil }); err != nil {
				return nil, err
			}
		}
		if len(data) != f.Size || digest(data) != f.SHA256 {
			return nil, changedFile(gen, f)
		}
		files[f.Name] = &fstest.MapFile{Data: data}
	}
	return files, nil
}

func changedFile(gen string, f storedFile) error {
	year, _, _ := strings.Cut(strings.TrimPrefix(gen, filesPrefix), "/")
	return wrong(ErrDamaged, lang.F("le fichier « %[1]s » de l'exercice « %[2]s » est abîmé dans le dossier de données", "the file %[1]q of the year %[2]q is damaged in the data folder", f.Name, year),
		lang.T("réimportez cet exercice depuis son dossier avec --replace ; ses scénarios sont gardés", "import this year again from its dossier with --replace; its scenarios are kept"))
}

// dropOrphans deletes the generations that no year points to: those of imports that were interrupted, and of replaced years
// whose deletion was.
func (s *Store) dropOrphans() error {
	var orphans [][]byte
	err := s.db.View(func(txn *badger.Txn) error {
		kept := map[string]bool{}
		if err := each(txn, yearPrefix, func(y yearRecord) { kept[y.generation()] = true }); err != nil {
			return err
		}
		for _, key := range keys(txn, filesPrefix) {
			year, rest, _ := strings.Cut(key, "/")
			id, _, _ := strings.Cut(rest, "/")
			if !kept[generation(year, id)] {
				orphans = append(orphans, []byte(filesPrefix+key))
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return s.deleteKeys(orphans)
}

func (s *Store) deleteKeys(list [][]byte) error {
	batch := s.db.NewWriteBatch()
	defer batch.Cancel()
	for _, key := range list {
		if err := batch.Delete(key); err != nil {
			return err
		}
	}
	return batch.Flush()
}
