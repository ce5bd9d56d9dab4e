package storage

import (
	"errors"
	"io/fs"
	"slices"
	"testing/fstest"

	"github.com/dgraph-io/badger/v4"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/storage/dossier"
)

// KeepDocuments gives a year that is to replace a stored one the documents that stay with it, as Import does, and says so: nobody means
// to lose what was issued by not repeating it. Of the calls and of the invoices, all where the dossier brings none; and each call that
// was issued here, whatever the dossier brings. Where it has another call under the number of one of those, that is an ErrIssued. The
// other errors are those of Year.
func (s *Store) KeepDocuments(d *scenarios.Dossier) (kept []lang.Text, err error) {
	err = s.view(func(txn *badger.Txn) (err error) {
		kept, err = s.keepDocuments(txn, d)
		return err
	})
	if err == nil && len(kept) > 0 {
		_, _, err = filesWith(d) // here it is known that they were not the dossier's
	}
	return kept, err
}

func (s *Store) keepDocuments(txn *badger.Txn, d *scenarios.Dossier) (kept []lang.Text, err error) {
	issued, err := registerOf(txn, d.Year.ID)
	if err == nil {
		err = issued.contradicted(d.Year.ID, d.Calls)
	}
	if err != nil {
		return nil, err
	}
	brought := len(d.Calls)
	old, kept, err := s.documentsBefore(txn, d)
	if err != nil {
		return nil, err
	}
	if len(old.Calls) > 0 {
		d.Calls = old.Calls
		kept = append(kept, lang.F("les %s appel(s) enregistrés sont gardés : ce dossier n'en a pas", "the %s call(s) stored are kept: this dossier has none", lang.Count(len(d.Calls))))
	}
	if len(old.Invoices) > 0 {
		d.Invoices = old.Invoices
		kept = append(kept, lang.F("les %s facture(s) enregistrées sont gardées : ce dossier n'en a pas", "the %s invoice(s) stored are kept: this dossier has none", lang.Count(len(d.Invoices))))
	}
	missing := issued.missing(d.Calls)
	if len(missing) > 0 {
		d.Calls = slices.Concat(d.Calls, missing)
		kept = append(kept, lang.F("%s appel(s) émis par quotepart sont gardés : ce dossier ne les a pas", "%s call(s) that quotepart issued are kept: this dossier does not have them", lang.Count(len(missing))))
	}
	if brought == 0 {
		d.Calls = issued.onto(d.Calls)
	}
	return kept, nil
}

// filesWith is filesOf for a year with what stays with it: what does not fit it is said as that.
func filesWith(d *scenarios.Dossier) ([]storedFile, fstest.MapFS, error) {
	list, files, err := filesOf(d)
	var faults dossier.Faults
	if !errors.As(err, &faults) {
		return list, files, err
	}
	what := said(faults[:min(len(faults), 3)])
	if more := len(faults) - 3; more > 0 {
		what = lang.F("%[1]s ; et %[2]s autre(s)", "%[1]s; and %[2]s more", what, lang.Count(more))
	}
	return nil, nil, wrong(faults, lang.F("ce qui reste avec l'exercice (appels, factures) ne va pas avec ces chiffres : %s", "what stays with the year (calls, invoices) does not fit these figures: %s", what),
		lang.T("reprenez ces membres ou ces charges dans le dossier, puis réimportez-le avec --replace", "take these members or charges into the dossier, then import it again with --replace"))
}

// documentsBefore reads the documents that a dossier lacks and the year that it is to replace has. Other files of that year may be
// damaged; what is damaged of these is said in kept, as it is there to be replaced.
func (s *Store) documentsBefore(txn *badger.Txn, d *scenarios.Dossier) (old scenarios.Dossier, kept []lang.Text, err error) {
	y, _, _, err := get[yearRecord](txn, YearKey(d.Year.ID))
	if err != nil {
		return old, nil, err
	}
	for _, f := range y.Files {
		calls, invoices := f.Name == "calls.csv" && len(d.Calls) == 0, f.Name == "invoices.csv" && len(d.Invoices) == 0
		if !calls && !invoices {
			continue
		}
		data, err := s.readObject(f)
		if errors.Is(err, errChanged) || errors.Is(err, fs.ErrNotExist) {
			kept = append(kept, lang.F("« %s » de l'exercice enregistré est abîmé et n'est pas gardé : donnez-le avec le dossier", "%q of the stored year is damaged and is not kept: give it with the dossier", f.Name))
			continue
		}
		switch {
		case err != nil:
		case calls:
			old.Calls, err = dossier.StoredCalls(data)
		default:
			old.Invoices, err = dossier.StoredInvoices(data)
		}
		if err != nil {
			return old, nil, s.described(err)
		}
	}
	return old, kept, nil
}
