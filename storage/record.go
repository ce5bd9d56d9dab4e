package storage

import (
	"encoding/json"
	"errors"

	"github.com/dgraph-io/badger/v4"

	"quotepart/engine/lang"
)

// schema is the version of everything that this program writes into a store: the FORMAT file and each record carry it.
const schema = 1

// record is how every value of the store that is not a file of a dossier is written.
type record[T any] struct {
	Schema int `json:"schema"`
	Data   T   `json:"data"`
}

func encode[T any](data T) ([]byte, error) {
	return json.Marshal(record[T]{schema, data})
}

// decode reads what encode wrote. A newer schema is an ErrNewer, anything else an ErrDamaged; where names the value for the
// user.
func decode[T any](where string, data []byte) (T, error) {
	var r record[json.RawMessage]
	var value T
	err := json.Unmarshal(data, &r)
	switch {
	case err == nil && r.Schema > schema:
		return value, wrong(ErrNewer, lang.F("« %[1]s » a été écrit par une version plus récente de quotepart (schéma %[2]d ; celle-ci connaît %[3]d)", "%[1]q was written by a newer quotepart (schema %[2]d; this one knows %[3]d)", where, r.Schema, schema),
			lang.T("installez la version récente ; rien n'a été touché", "install the newer version; nothing was touched"))
	case err == nil && r.Schema < 1:
		err = errors.New("no schema version")
	case err == nil:
		err = json.Unmarshal(r.Data, &value)
	}
	if err != nil {
		return value, damaged(where, err)
	}
	return value, nil
}

func damaged(where string, err error) error {
	return wrong(ErrDamaged, lang.F("« %[1]s » est abîmé dans le dossier de données : %[2]s", "%[1]q is damaged in the data folder: %[2]s", where, said(err)), restoreBackup)
}

// put writes a record. One that is larger than a value may be is an ErrTooLarge.
func put[T any](txn *badger.Txn, key string, value T) error {
	data, err := encode(value)
	if err != nil {
		return err
	}
	if len(data) > maxValue {
		return wrong(ErrTooLarge, lang.F("ces hypothèses prennent %[1]d Kio, la limite est %[2]d", "these changes take %[1]d KiB, the limit is %[2]d", len(data)>>10, maxValue>>10),
			lang.T("remplacez-en plusieurs par un seul scale, par exemple schools/*[level=ecole]/pupils", "replace many of them by one scale, such as schools/*[level=ecole]/pupils"))
	}
	return txn.Set([]byte(key), data)
}

// get reads a record, false where there is none.
func get[T any](txn *badger.Txn, key string) (value T, found bool, err error) {
	item, err := txn.Get([]byte(key))
	if errors.Is(err, badger.ErrKeyNotFound) {
		return value, false, nil
	}
	if err != nil {
		return value, false, err
	}
	err = item.Value(func(data []byte) error {
		value, err = decode[T](key, data)
		return err
	})
	return value, err == nil, err
}

// each reads the records under a prefix in the order of their keys.
func each[T any](txn *badger.Txn, prefix string, do func(T)) error {
	it := txn.NewIterator(badger.IteratorOptions{Prefix: []byte(prefix), PrefetchValues: true, PrefetchSize: 16})
	defer it.Close()
	for it.Rewind(); it.Valid(); it.Next() {
		err := it.Item().Value(func(data []byte) error {
			value, err := decode[T](string(it.Item().Key()), data)
			if err == nil {
				do(value)
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// keys lists the keys under a prefix, without it.
func keys(txn *badger.Txn, prefix string) []string {
	it := txn.NewIterator(badger.IteratorOptions{Prefix: []byte(prefix)})
	defer it.Close()
	var out []string
	for it.Rewind(); it.Valid(); it.Next() {
		out = append(out, string(it.Item().Key()[len(prefix):]))
	}
	return out
}

const revisionKey = "revision"

// nextRevision counts one accepted command of the store, in the transaction that carries it out.
func nextRevision(txn *badger.Txn) (uint64, error) {
	n, _, err := get[uint64](txn, revisionKey)
	if err != nil {
		return 0, err
	}
	return n + 1, put(txn, revisionKey, n+1)
}
