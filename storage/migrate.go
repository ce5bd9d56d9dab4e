package storage

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/dgraph-io/badger/v4"

	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/storage/journal"
)

// Schema 1 had no journal: Badger, in the folder index, was the record. Every value but the chunks of files was
// {"schema":1,"data":…}; numbers of revisions had gaps, so the lines made of them have numbers of their own.

const formatOfSchema1 = `{"schema":1,"data":{}}`

type yearOfSchema1 struct {
	Info struct {
		ID       string           `json:"id"`
		Label    string           `json:"label"`
		Basis    engine.YearBasis `json:"basis"`
		Schools  int              `json:"schools"`
		Members  int              `json:"members"`
		Imported time.Time        `json:"imported"`
		Author   string           `json:"author"`
		Revision uint64           `json:"revision"`
	} `json:"info"`
	Generation string       `json:"generation"`
	Files      []storedFile `json:"files"`
}

type scenarioOfSchema1 struct {
	Year     string             `json:"year"`
	Name     string             `json:"name"`
	Note     string             `json:"note"`
	Changes  []scenarios.Change `json:"changes"`
	Author   string             `json:"author"`
	Saved    time.Time          `json:"saved"`
	Revision uint64             `json:"revision"`
	From     string             `json:"from"`
	Deleted  bool               `json:"deleted"`
	To       string             `json:"to"`
}

type markOfSchema1 struct {
	Finding string    `json:"finding"`
	Note    string    `json:"note"`
	Author  string    `json:"author"`
	Marked  time.Time `json:"marked"`
}

// migrate makes a home of schema 2 out of a store of schema 1, which it leaves as it is. Any damage that it meets is an ErrDamaged.
func (s *Store) migrate(o opening, home string) error {
	dir := filepath.Join(s.dir, indexName)
	if err := checkFiles(dir); err != nil {
		return damaged(dir, err)
	}
	old, err := openIndex(o.options(dir))
	if err != nil {
		return damaged(dir, err)
	}
	defer func() { _ = old.close() }() // it is only read
	path := filepath.Join(s.dir, home)
	if err := os.RemoveAll(path); err != nil { // of a migration that did not come to its end
		return err
	}
	j, err := makeHome(s.disk, s.dir, home, journal.Line{At: now(), Do: journal.Created})
	if err != nil {
		return err
	}
	s.home = path
	m := &migration{s: s}
	err = old.db.View(m.read)
	if err == nil {
		err = m.write(j)
	}
	if err = errors.Join(err, j.Close()); err != nil {
		return err
	}
	s.notice(lang.F("dossier de données mis au format %[1]d : %[2]d écritures reprises ; l'ancien reste dans « %[3]s »", "data folder brought to schema %[1]d: %[2]d records taken over; the old one stays in %[3]q", schema, len(m.lines), dir))
	return nil
}

// migration collects what a store of schema 1 holds.
type migration struct {
	s     *Store
	lines []migrated
}

// migrated is a line with the place that its record had in time.
type migrated struct {
	journal.Line
	revision uint64
}

func (m *migration) add(revision uint64, at time.Time, by string, set ...journal.Write) {
	m.lines = append(m.lines, migrated{journal.Line{At: at, By: by, Do: journal.Migrated, Set: set}, revision})
}

func (m *migration) read(txn *badger.Txn) error {
	err := eachOfSchema1(txn, "year/", func(y yearOfSchema1) error { return m.year(txn, y) })
	if err == nil {
		err = eachOfSchema1(txn, "history/", m.scenario)
	}
	if err == nil {
		err = eachOfSchema1(txn, "scenario/", m.scenario)
	}
	if err == nil {
		err = m.marks(txn)
	}
	if err == nil {
		err = m.drafts(txn)
	}
	return err
}

func (m *migration) year(txn *badger.Txn, y yearOfSchema1) error {
	for _, f := range y.Files {
		data, err := fileOfSchema1(txn, y, f)
		if err != nil {
			return err
		}
		if err := journal.Put(m.s.disk, m.s.objectPath(f.SHA256), data); err != nil {
			return notWritten(m.s.home, err)
		}
	}
	set, err := setTo(YearKey(y.Info.ID), yearRecord{y.Info.Label, y.Info.Basis, y.Info.Schools, y.Info.Members, y.Files})
	m.add(0, y.Info.Imported, y.Info.Author, set) // before all that belongs to it: a replaced year kept its scenarios
	return err
}

func fileOfSchema1(txn *badger.Txn, y yearOfSchema1, f storedFile) ([]byte, error) {
	var data []byte
	for chunk := 0; len(data) < f.Size; chunk++ {
		item, err := txn.Get(fmt.Appendf(nil, "files/%s/%s/%s/%06d", y.Info.ID, y.Generation, f.Name, chunk))
		if err != nil {
			return nil, damaged(f.Name, err)
		}
		if err := item.Value(func(part []byte) error { data = append(data, part...); return nil }); err != nil {
			return nil, damaged(f.Name, err)
		}
	}
	if journal.SumOf(data) != f.SHA256 {
		return nil, damaged(f.Name, errChanged)
	}
	return data, nil
}

func (m *migration) scenario(j scenarioOfSchema1) error {
	key := ScenarioKey(j.Year, j.Name)
	if j.Deleted {
		m.add(j.Revision, j.Saved, j.Author, journal.Write{Key: key, To: j.To})
		return nil
	}
	set, err := setTo(key, scenarioRecord{j.Note, j.Changes, j.From})
	m.add(j.Revision, j.Saved, j.Author, set)
	return err
}

// marks had no revision: they come last.
func (m *migration) marks(txn *badger.Txn) error {
	const last = 1 << 62
	for _, year := range keysOfSchema1(txn, "year/") {
		err := eachOfSchema1(txn, "mark/"+year+"/", func(j markOfSchema1) error {
			set, err := setTo(MarkKey(year, j.Finding), markRecord{j.Note})
			m.add(last, j.Marked, j.Author, set)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (m *migration) drafts(txn *badger.Txn) error {
	for _, year := range keysOfSchema1(txn, "draft/") {
		item, err := txn.Get([]byte("draft/" + year)) // not by the prefix: it is that of another year too
		if err != nil {
			return err
		}
		d, err := ofSchema1[Draft](item)
		if err != nil {
			return err
		}
		data, _, err := journal.Seal(d)
		if err != nil {
			return err
		}
		if err := journal.Put(m.s.disk, m.s.draftPath(year, d.Author), data); err != nil {
			return err
		}
	}
	return nil
}

// write puts the lines into the journal in the order of their revisions. A rename was two records of one revision: it is one line.
func (m *migration) write(j *journal.Journal) error {
	slices.SortStableFunc(m.lines, func(a, b migrated) int {
		return cmp.Or(cmp.Compare(a.revision, b.revision), cmp.Compare(taken(a), taken(b)))
	})
	for i := 0; i < len(m.lines); {
		line := m.lines[i].Line
		for i++; i < len(m.lines) && m.lines[i].revision == m.lines[i-1].revision && isRename(line.Set[0], m.lines[i].Set[0]); i++ {
			line.Set = append(line.Set, m.lines[i].Set...)
		}
		if _, err := j.Append(line); err != nil {
			return notWritten(m.s.home, err)
		}
	}
	return nil
}

// taken sorts what a rename took away before what it set.
func taken(l migrated) int {
	if l.Set[0].Gone() {
		return 0
	}
	return 1
}

func isRename(a, b journal.Write) bool {
	return a.Gone() && a.To != "" && strings.HasSuffix(b.Key, "/"+a.To)
}

func keysOfSchema1(txn *badger.Txn, prefix string) []string { return under(txn, prefix) }

func eachOfSchema1[T any](txn *badger.Txn, prefix string, do func(T) error) error {
	it := txn.NewIterator(badger.IteratorOptions{Prefix: []byte(prefix), PrefetchValues: true, PrefetchSize: 16})
	defer it.Close()
	for it.Rewind(); it.Valid(); it.Next() {
		value, err := ofSchema1[T](it.Item())
		if err == nil {
			err = do(value)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func ofSchema1[T any](item *badger.Item) (value T, err error) {
	var r struct {
		Schema int
		Data   T
	}
	err = item.Value(func(data []byte) error { return json.Unmarshal(data, &r) })
	if err == nil && r.Schema != 1 {
		err = lang.Wrong(lang.F("schéma %d", "schema %d", r.Schema), lang.Text{})
	}
	if err != nil {
		return value, damaged(string(item.Key()), err)
	}
	return r.Data, nil
}

// migrationHome is where a store of schema 1 is migrated to: a new home, or what an earlier migration left that did not come to its
// end. One that has an index has counted, as where an old FORMAT was put back: it may hold what was saved since.
func migrationHome(dir string) (string, error) {
	all, err := homes(dir)
	if err != nil || len(all) == 0 {
		return homePrefix + "1", err
	}
	last := all[len(all)-1]
	if _, err := os.Stat(filepath.Join(dir, last, indexName)); errors.Is(err, fs.ErrNotExist) {
		return last, nil
	}
	return homePrefix + strconv.Itoa(homeNumber(last)+1), nil
}
