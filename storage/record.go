package storage

import (
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/dgraph-io/badger/v4"

	"quotepart/engine/lang"
	"quotepart/storage/journal"
)

// version is what one line of the journal set under a key, or that it took it away.
type version struct {
	At    time.Time       `json:"at"`
	By    string          `json:"by"`
	Do    journal.Verb    `json:"do"`
	Value json.RawMessage `json:"value,omitempty"` // none: taken away
	To    string          `json:"to,omitempty"`    // by a rename, to this key

	Seq uint64 `json:"-"` // the line's number
}

func (v version) gone() bool { return len(v.Value) == 0 }

// Event is one accepted command, as the audit trail lists it.
type Event struct {
	At   time.Time    `json:"at"`
	By   string       `json:"by"`
	Key  string       `json:"key,omitempty"` // the fingerprint of the SSH key that let them in
	Do   journal.Verb `json:"do"`
	Keys []string     `json:"keys,omitempty"` // what it set or took away, such as scenario/2025-2026/Ouverture

	Revision uint64 `json:"-"` // the number of its line
}

// get reads what stands under a key now, false where nothing does.
func get[T any](txn *badger.Txn, key string) (value T, v version, found bool, err error) {
	item, err := txn.Get([]byte(nowKey(key)))
	if errors.Is(err, badger.ErrKeyNotFound) {
		return value, v, false, nil
	}
	if err != nil {
		return value, v, false, err
	}
	var seq uint64
	if err := item.Value(func(data []byte) (err error) { seq, err = strconv.ParseUint(string(data), 16, 64); return err }); err != nil {
		return value, v, false, err
	}
	item, err = txn.Get([]byte(wasKey(key, seq)))
	if err != nil {
		return value, v, false, err
	}
	if v, err = versionIn(item, key, seq); err != nil {
		return value, v, false, err
	}
	value, err = valueOf[T](key, v)
	return value, v, err == nil, err
}

func versionIn(item *badger.Item, key string, seq uint64) (v version, err error) {
	err = item.Value(func(data []byte) error { return json.Unmarshal(data, &v) })
	if err != nil {
		return v, damaged(key, err)
	}
	v.Seq = seq
	return v, nil
}

// valueOf reads the value of a version that is not gone.
func valueOf[T any](key string, v version) (value T, err error) {
	if err := json.Unmarshal(v.Value, &value); err != nil {
		return value, damaged(key, err)
	}
	return value, nil
}

// each reads what stands now under the keys with a prefix, in their order; key is without the prefix.
func each[T any](txn *badger.Txn, prefix string, do func(key string, value T, v version)) error {
	for _, key := range keys(txn, prefix) {
		value, v, found, err := get[T](txn, prefix+key)
		if err != nil {
			return err
		}
		if found {
			do(key, value, v)
		}
	}
	return nil
}

// keys lists the keys with a prefix under which something stands now, without it.
func keys(txn *badger.Txn, prefix string) []string { return under(txn, nowPrefix+prefix) }

// under lists the index's own keys with a prefix, without it.
func under(txn *badger.Txn, prefix string) []string {
	it := txn.NewIterator(badger.IteratorOptions{Prefix: []byte(prefix)})
	defer it.Close()
	var out []string
	for it.Rewind(); it.Valid(); it.Next() {
		out = append(out, string(it.Item().Key()[len(prefix):]))
	}
	return out
}

// everKeys lists the keys with a prefix under which something ever stood, without it.
func everKeys(txn *badger.Txn, prefix string) []string {
	var out []string
	for _, entry := range under(txn, wasPrefix+prefix) {
		if key, _, _ := strings.Cut(entry, "\x00"); len(out) == 0 || out[len(out)-1] != key {
			out = append(out, key)
		}
	}
	return out
}

// versions lists what ever stood under a key, the oldest first.
func versions(txn *badger.Txn, key string) ([]version, error) {
	prefix := []byte(wasPrefix + key + "\x00")
	it := txn.NewIterator(badger.IteratorOptions{Prefix: prefix, PrefetchValues: true, PrefetchSize: 16})
	defer it.Close()
	var out []version
	for it.Rewind(); it.Valid(); it.Next() {
		seq, err := strconv.ParseUint(string(it.Item().Key()[len(prefix):]), 16, 64)
		if err != nil {
			return nil, damaged(key, err)
		}
		v, err := versionIn(it.Item(), key, seq)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}

// latest is the version that stands under a key, or its removal; false where nothing ever did.
func latest(txn *badger.Txn, key string) (v version, found bool, err error) {
	prefix := []byte(wasPrefix + key + "\x00")
	it := txn.NewIterator(badger.IteratorOptions{Prefix: prefix, Reverse: true})
	defer it.Close()
	it.Seek(append(slices.Clip(prefix), 0xff))
	if !it.Valid() {
		return v, false, nil
	}
	seq, err := strconv.ParseUint(string(it.Item().Key()[len(prefix):]), 16, 64)
	if err != nil {
		return v, false, damaged(key, err)
	}
	v, err = versionIn(it.Item(), key, seq)
	return v, err == nil, err
}

// asOf is the version that stood under a key once a line was applied; false where nothing did.
func asOf(txn *badger.Txn, key string, seq uint64) (at version, found bool, err error) {
	all, err := versions(txn, key)
	for _, v := range all {
		if v.Seq <= seq {
			at, found = v, !v.gone()
		}
	}
	return at, found, err
}

func damaged(where string, err error) error {
	return wrong(ErrDamaged, lang.F("« %[1]s » est abîmé dans le dossier de données : %[2]s", "%[1]q is damaged in the data folder: %[2]s", where, said(err)), restoreBackup)
}

// setTo makes the value of a line. One that is larger than a value may be is an ErrTooLarge.
func setTo(key string, value any) (journal.Write, error) {
	data, err := json.Marshal(value)
	if err != nil {
		return journal.Write{}, err
	}
	if len(data) > maxValue {
		return journal.Write{}, wrong(ErrTooLarge, lang.F("ces hypothèses prennent %[1]d Kio, la limite est %[2]d", "these changes take %[1]d KiB, the limit is %[2]d", len(data)>>10, maxValue>>10),
			lang.T("remplacez-en plusieurs par un seul scale, par exemple schools/*[level=ecole]/pupils", "replace many of them by one scale, such as schools/*[level=ecole]/pupils"))
	}
	return journal.Write{Key: key, Value: data}, nil
}

func eventIn(item *badger.Item) (e Event, seq uint64, err error) {
	key := string(item.Key())
	seq, err = strconv.ParseUint(strings.TrimPrefix(key, linePrefix), 16, 64)
	if err == nil {
		err = item.Value(func(data []byte) error { return json.Unmarshal(data, &e) })
	}
	if err != nil {
		return e, seq, damaged(key, err)
	}
	return e, seq, nil
}
