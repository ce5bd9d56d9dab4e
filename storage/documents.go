package storage

import (
	"errors"
	"slices"

	"github.com/dgraph-io/badger/v4"

	"quotepart/engine/lang"
	"quotepart/scenarios"
)

// KeepDocuments gives a year that is to replace a stored one the documents that stay with it, as Import does, and says so: nobody means
// to lose what was issued by not repeating it. Of the calls and of the invoices, all where the dossier brings none; and each call that
// was issued here, whatever the dossier brings, unless it has that number itself. The errors are those of Year.
func (s *Store) KeepDocuments(d *scenarios.Dossier) (kept []lang.Text, err error) {
	err = s.view(func(txn *badger.Txn) (err error) {
		kept, err = s.keepDocuments(txn, d)
		return err
	})
	return kept, err
}

func (s *Store) keepDocuments(txn *badger.Txn, d *scenarios.Dossier) (kept []lang.Text, err error) {
	old, err := s.documentsBefore(txn, d)
	if err != nil {
		return nil, err
	}
	if len(d.Calls) == 0 && len(old.Calls) > 0 {
		d.Calls = old.Calls
		kept = append(kept, lang.F("les %s appel(s) enregistrés sont gardés : ce dossier n'en a pas", "the %s call(s) stored are kept: this dossier has none", lang.Count(len(d.Calls))))
	}
	if len(d.Invoices) == 0 && len(old.Invoices) > 0 {
		d.Invoices = old.Invoices
		kept = append(kept, lang.F("les %s facture(s) enregistrées sont gardées : ce dossier n'en a pas", "the %s invoice(s) stored are kept: this dossier has none", lang.Count(len(d.Invoices))))
	}
	issued, _, _, err := get[callRegister](txn, counterKey(d.Year.ID))
	if missing := issued.missing(d.Calls); len(missing) > 0 {
		d.Calls = slices.Concat(d.Calls, missing)
		kept = append(kept, lang.F("%s appel(s) émis par quotepart sont gardés : ce dossier ne les a pas", "%s call(s) that quotepart issued are kept: this dossier does not have them", lang.Count(len(missing))))
	}
	return kept, err
}

// documentsBefore reads the year that a dossier is to replace where it has documents that the dossier lacks. One that is damaged is there to
// be replaced.
func (s *Store) documentsBefore(txn *badger.Txn, d *scenarios.Dossier) (*scenarios.Dossier, error) {
	y, _, stored, err := get[yearRecord](txn, YearKey(d.Year.ID))
	lacks := len(d.Calls) == 0 && y.has("calls.csv") || len(d.Invoices) == 0 && y.has("invoices.csv")
	if err != nil || !stored || !lacks {
		return &scenarios.Dossier{}, err
	}
	old, err := s.dossier(d.Year.ID, y, nil, callRegister{})
	if errors.Is(err, ErrDamaged) {
		return &scenarios.Dossier{}, nil
	}
	return old, err
}

func (y yearRecord) has(file string) bool {
	return slices.ContainsFunc(y.Files, func(f storedFile) bool { return f.Name == file })
}
