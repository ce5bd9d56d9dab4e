package storage

import (
	"errors"

	"quotepart/engine/lang"
	"quotepart/scenarios"
)

// KeepDocuments leaves a year that is to be replaced the calls and invoices that it has where the dossier brings none, and says so:
// nobody means to lose what was issued by not repeating it. The errors are those of Year.
func (s *Store) KeepDocuments(d *scenarios.Dossier) ([]lang.Text, error) {
	old, err := s.Year(d.Year.ID)
	if errors.Is(err, ErrNotFound) || errors.Is(err, ErrDamaged) {
		return nil, nil // nothing is there, or it is there to be replaced
	}
	if err != nil {
		return nil, err
	}
	var notes []lang.Text
	if len(d.Calls) == 0 && len(old.Calls) > 0 {
		d.Calls = old.Calls
		notes = append(notes, lang.F("les %s appel(s) enregistrés sont gardés : ce dossier n'en a pas", "the %s call(s) stored are kept: this dossier has none", lang.Count(len(d.Calls))))
	}
	if len(d.Invoices) == 0 && len(old.Invoices) > 0 {
		d.Invoices = old.Invoices
		notes = append(notes, lang.F("les %s facture(s) enregistrées sont gardées : ce dossier n'en a pas", "the %s invoice(s) stored are kept: this dossier has none", lang.Count(len(d.Invoices))))
	}
	return notes, nil
}
