package storage

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/dgraph-io/badger/v4"

	"quotepart/engine/lang"
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

	wal writeAhead
}

// writeAhead is the log that Badger writes at present, see reserve.
type writeAhead struct {
	path              string
	line              int64 // bytes that the last line took of it, at most
	written, reserved int64 // bytes, at most and at least
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
				return lang.Wrong(lang.F("disposition %[1]d, et non %[2]d", "layout %[1]d, not %[2]d", m.Layout, layout), lang.Text{})
			case held != m:
				return lang.Wrong(lang.F("il contient %[1]d enregistrements au lieu de %[2]d, ou d'autres", "it holds %[1]d records where %[2]d were written, or others", held.Count, m.Count), lang.Text{})
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

// apply puts lines into the index in one transaction: all of them or, on an error, none. Lines that are too much for one are a
// badger.ErrTxnTooBig.
func (x *index) apply(lines ...journal.Line) error { return x.put(false, lines) }

// applyInParts is apply for lines of any size, in as many transactions as they need. Where it does not come to its end, the index is not
// what its meta says, so that it is made again.
func (x *index) applyInParts(lines ...journal.Line) error { return x.put(true, lines) }

func (x *index) put(inParts bool, lines []journal.Line) error {
	w := &writing{db: x.db, txn: x.db.NewTransaction(true), m: x.at, inParts: inParts}
	defer func() { w.txn.Discard() }()
	err := caught(func() error {
		for _, l := range lines {
			if l.Seq != w.m.Seq+1 {
				return fmt.Errorf("line %d does not follow line %d", l.Seq, w.m.Seq)
			}
			if err := w.line(l); err != nil {
				return err
			}
			w.m.Seq, w.m.Head = l.Seq, l.Sum
		}
		w.m.Layout = layout
		data, _, err := journal.Seal(w.m)
		if err != nil {
			return err
		}
		if err := w.do(func() error { return w.txn.Set([]byte(metaKey), data) }); err != nil {
			return err
		}
		return w.txn.Commit()
	})
	if err == nil {
		x.at = w.m
	}
	return err
}

// writing is lines on their way into the index.
type writing struct {
	db      *badger.DB
	txn     *badger.Txn
	m       meta
	inParts bool
}

// do does something in the transaction or, in parts, where it is full, in the next.
func (w *writing) do(write func() error) error {
	err := write()
	if !w.inParts || !errors.Is(err, badger.ErrTxnTooBig) {
		return err
	}
	if err := w.txn.Commit(); err != nil {
		return err
	}
	w.txn = w.db.NewTransaction(true)
	return write()
}

func (w *writing) line(l journal.Line) error {
	event := Event{At: l.At, By: l.By, Key: l.Key, Do: l.Do}
	for _, set := range l.Set {
		event.Keys = append(event.Keys, set.Key)
		if strings.ContainsRune(set.Key, 0) {
			return fmt.Errorf("the key %q holds a zero", set.Key)
		}
		if err := w.record(wasKey(set.Key, l.Seq), version{At: l.At, By: l.By, Do: l.Do, Value: set.Value, To: set.To}); err != nil {
			return err
		}
		if err := w.switchTo(nowKey(set.Key), l.Seq, set.Gone()); err != nil {
			return err
		}
	}
	return w.record(lineKey(l.Seq), event)
}

// record writes a record that was not there before.
func (w *writing) record(key string, value any) error {
	data, err := json.Marshal(value)
	if err != nil {
		return err
	}
	w.m.add([]byte(key), data)
	return w.do(func() error { return w.txn.Set([]byte(key), data) })
}

// switchTo lets a key point to the line that set it last, or to none.
func (w *writing) switchTo(key string, seq uint64, gone bool) error {
	item, err := w.txn.Get([]byte(key))
	switch {
	case err == nil:
		if err := item.Value(func(old []byte) error { w.m.toggle([]byte(key), old); return nil }); err != nil {
			return err
		}
		w.m.Count--
	case !errors.Is(err, badger.ErrKeyNotFound):
		return err
	}
	if gone {
		return w.do(func() error { return w.txn.Delete([]byte(key)) })
	}
	value := []byte(numbered(seq))
	w.m.add([]byte(key), value)
	return w.do(func() error { return w.txn.Set([]byte(key), value) })
}

// patience is how long Badger may take to put its tables in order: where the disk refuses them, it tries for ever.
const patience = 5 * time.Second

// close gives the index's files back. What the disk refuses is left to the next Open, as after a power cut.
func (x *index) close() error {
	closed := make(chan error, 1)
	go func() { closed <- caught(x.db.Close) }()
	select {
	case err := <-closed:
		return errors.Join(err, x.log.lastError())
	case <-time.After(patience):
		return errors.Join(errUnclosed, x.log.lastError())
	}
}

var errUnclosed = lang.Wrong(lang.T("l'index n'a pas pu être fermé", "the index could not be closed"), lang.Text{})
