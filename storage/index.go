package storage

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/dgraph-io/badger/v4"

	"quotepart/storage/journal"
)

// index is Badger with what the journal says, laid out to be looked up. It is never the only place of anything: whatever is wrong
// with it, it is made again from the journal.
//
//	now/KEY          the number of the line that last set KEY, absent where it was taken away
//	was/KEY\0NUMBER  what that line set, see version
//	line/NUMBER      who did what, when, and the keys, see Event
//	meta             how far the index is, and what it must hold
type index struct {
	db  *badger.DB
	log *quietLog
	dir string // none: it lives in memory
	at  meta

	written, reserved int64 // bytes of its log, at most and at least, see reserve
}

// meta is what the index must hold. It is written in the transaction that changes that, and sealed.
type meta struct {
	Layout int         `json:"layout"` // of this file; another one is made again
	Seq    uint64      `json:"seq"`    // the last line that was applied
	Head   journal.Sum `json:"head"`   // its seal
	Count  uint64      `json:"count"`  // records, without this one
	Root   journal.Sum `json:"root"`   // all records, in any order: the exclusive or of the SHA-256 of each
}

const (
	layout     = 1
	metaKey    = "meta"
	nowPrefix  = "now/"
	wasPrefix  = "was/"
	linePrefix = "line/"
)

func nowKey(key string) string             { return nowPrefix + key }
func wasKey(key string, seq uint64) string { return wasPrefix + key + "\x00" + numbered(seq) }
func lineKey(seq uint64) string            { return linePrefix + numbered(seq) }

// numbered sorts as it counts.
func numbered(seq uint64) string { return fmt.Sprintf("%016x", seq) }

// openIndex opens the index in a folder, or an empty one in memory where there is none, as it was left: see check.
func openIndex(options badger.Options) (*index, error) {
	x := &index{log: &quietLog{}, dir: options.Dir}
	options = options.WithLogger(x.log)
	err := caught(func() (err error) {
		x.db, err = badger.Open(options)
		return err
	})
	if err == nil && x.dir != "" {
		err = syncDir(x.dir) // the names of its new files, which Badger does not sync itself
	}
	if err != nil {
		return nil, err
	}
	return x, nil
}

// inMemory is where the index is made where there is no disk for it.
func inMemory() badger.Options { return smallData("").WithInMemory(true) }

// check reads all that the index holds and compares it with what it must hold. A new one is empty.
func (x *index) check() error {
	return caught(func() error {
		return x.db.View(func(txn *badger.Txn) error {
			m, found, err := readMeta(txn)
			if err != nil {
				return err
			}
			held := meta{Layout: m.Layout, Seq: m.Seq, Head: m.Head}
			it := txn.NewIterator(badger.IteratorOptions{PrefetchValues: true, PrefetchSize: 100})
			defer it.Close()
			for it.Rewind(); it.Valid(); it.Next() {
				key := it.Item().Key()
				if string(key) == metaKey {
					continue
				}
				if err := it.Item().Value(func(value []byte) error { held.add(key, value); return nil }); err != nil {
					return err
				}
			}
			switch {
			case !found && held.Count == 0:
				m.Layout = layout
			case m.Layout != layout:
				return fmt.Errorf("layout %d, not %d", m.Layout, layout)
			case held != m:
				return fmt.Errorf("it holds %d records where %d were written, or others", held.Count, m.Count)
			}
			x.at = m
			return nil
		})
	})
}

func readMeta(txn *badger.Txn) (m meta, found bool, err error) {
	item, err := txn.Get([]byte(metaKey))
	if errors.Is(err, badger.ErrKeyNotFound) {
		return m, false, nil
	}
	if err == nil {
		err = item.Value(func(data []byte) error {
			_, err := journal.Unseal(data, &m)
			return err
		})
	}
	return m, true, err
}

// toggle takes a record into the root, or out of it: it is its own contrary.
func (m *meta) toggle(key, value []byte) {
	sum := journal.SumOf(append(append(append([]byte{}, key...), 0), value...))
	for i := range m.Root {
		m.Root[i] ^= sum[i]
	}
}

func (m *meta) add(key, value []byte) {
	m.toggle(key, value)
	m.Count++
}

// apply puts lines into the index in one transaction: all of them or, on an error, none.
func (x *index) apply(lines ...journal.Line) error {
	m := x.at
	err := caught(func() error {
		txn := x.db.NewTransaction(true)
		defer txn.Discard()
		for _, l := range lines {
			if l.Seq != m.Seq+1 {
				return fmt.Errorf("line %d does not follow line %d", l.Seq, m.Seq)
			}
			if err := applyLine(txn, &m, l); err != nil {
				return err
			}
			m.Seq, m.Head = l.Seq, l.Sum
		}
		m.Layout = layout
		data, _, err := journal.Seal(m)
		if err != nil {
			return err
		}
		if err := txn.Set([]byte(metaKey), data); err != nil {
			return err
		}
		return txn.Commit()
	})
	if err == nil {
		x.at = m
	}
	return err
}

func applyLine(txn *badger.Txn, m *meta, l journal.Line) error {
	event := Event{At: l.At, By: l.By, Do: l.Do}
	for _, w := range l.Set {
		event.Keys = append(event.Keys, w.Key)
		if strings.ContainsRune(w.Key, 0) {
			return fmt.Errorf("the key %q holds a zero", w.Key)
		}
		if err := putRecord(txn, m, wasKey(w.Key, l.Seq), version{At: l.At, By: l.By, Do: l.Do, Value: w.Value, To: w.To}); err != nil {
			return err
		}
		if err := switchTo(txn, m, nowKey(w.Key), l.Seq, w.Gone()); err != nil {
			return err
		}
	}
	return putRecord(txn, m, lineKey(l.Seq), event)
}

// putRecord writes a record that was not there before.
func putRecord(txn *badger.Txn, m *meta, key string, value any) error {
	data, err := json.Marshal(value)
	if err != nil {
		return err
	}
	m.add([]byte(key), data)
	return txn.Set([]byte(key), data)
}

// switchTo lets a key point to the line that set it last, or to none.
func switchTo(txn *badger.Txn, m *meta, key string, seq uint64, gone bool) error {
	item, err := txn.Get([]byte(key))
	switch {
	case err == nil:
		if err := item.Value(func(old []byte) error { m.toggle([]byte(key), old); return nil }); err != nil {
			return err
		}
		m.Count--
	case !errors.Is(err, badger.ErrKeyNotFound):
		return err
	}
	if gone {
		return txn.Delete([]byte(key))
	}
	value := []byte(numbered(seq))
	m.add([]byte(key), value)
	return txn.Set([]byte(key), value)
}

// close gives the index's files back.
func (x *index) close() error {
	return errors.Join(caught(x.db.Close), x.log.lastError())
}
