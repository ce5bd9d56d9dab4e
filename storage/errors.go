package storage

import (
	"context"
	"errors"
	"strings"
	"syscall"

	"github.com/dgraph-io/badger/v4"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/storage/journal"
)

// What went wrong, for errors.Is. The error itself is a lang.Fault that says it in French and in English, with how to mend it.
var (
	ErrNotFound = errors.New("not found in the store")
	ErrDiffers  = errors.New("the store holds something else under this name")
	ErrInUse    = errors.New("another process has the store open")
	ErrNewer    = errors.New("written by a newer quotepart")
	ErrDamaged  = errors.New("damaged data in the store")
	ErrNoSpace  = errors.New("not enough free disk space")
	ErrTooLarge = errors.New("too large for the store")
	ErrClosed   = errors.New("the store is closed")
	ErrStale    = scenarios.ErrStale
	ErrIssued   = errors.New("a call that was issued is not another one")
	ErrOwner    = errors.New("the data folder belongs to another account")
	ErrRole     = errors.New("the role of this person does not allow it")
	ErrClock    = errors.New("the clock was set back")
	ErrUnsure   = errors.New("not known whether it was saved")
)

// fault is a lang.Fault with its kind: one of the above, or the error that caused it.
type fault struct {
	*lang.Fault
	kind error
}

func (f fault) Unwrap() []error { return []error{f.Fault, f.kind} }

func wrong(kind error, what, mend lang.Text) error {
	return fault{&lang.Fault{What: what, Mend: mend}, kind}
}

// described passes on what is already said to users, and that something was cancelled, and puts any other error of the database or the system into words.
func (s *Store) described(err error) error {
	var known *lang.Fault
	switch {
	case err == nil, errors.As(err, &known), errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	case errors.Is(err, badger.ErrTxnTooBig):
		return wrong(ErrTooLarge, lang.T("il y a trop à enregistrer en une fois", "this is too much to save at once"),
			lang.T("réduisez le nombre d'hypothèses", "reduce the number of changes"))
	}
	return wrong(err, lang.F("le dossier de données « %[1]s » a refusé l'opération : %[2]s", "the data folder %[1]q refused the operation: %[2]s", s.dir, said(err)),
		lang.T("rien n'a changé ; vérifiez le disque, puis réessayez", "nothing has changed; check the disk, then try again"))
}

// said is an error in each language that it has, in one line.
func said(err error) lang.Text {
	line := func(l lang.Lang) string { return strings.ReplaceAll(lang.Describe(err, l), "\n", "; ") }
	return lang.T(line(lang.FR), line(lang.EN))
}

func closedFault() error {
	return wrong(ErrClosed, lang.T("le dossier de données est déjà fermé", "the data folder is already closed"), lang.T("relancez quotepart", "start quotepart again"))
}

// noRoom tells whether the disk is full, or what its user may take of it.
func noRoom(err error) bool { return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) }

// notWritten says that the disk did not take something; nil where it did.
func notWritten(home string, err error) error {
	var uncertain *journal.Uncertain
	switch {
	case err == nil:
		return nil
	case errors.As(err, &uncertain):
		return wrong(ErrUnsure, lang.F("le disque de « %[1]s » ne dit pas si c'est enregistré : %[2]s", "the disk of %[1]q does not tell whether this was saved: %[2]s", home, said(uncertain.Err)),
			lang.T("gardez votre travail ailleurs (export), vérifiez le disque, puis relancez quotepart : l'historique dit ce qui est là", "keep your work elsewhere (export), check the disk, then start quotepart again: the history tells what is there"))
	case noRoom(err):
		return wrong(ErrNoSpace, lang.F("le disque de « %s » est plein, rien n'a été enregistré", "the disk of %q is full, nothing was saved", home),
			lang.T("libérez de la place, puis réessayez ; ce qui était enregistré est intact", "free some space, then try again; what was saved is intact"))
	}
	return err
}
