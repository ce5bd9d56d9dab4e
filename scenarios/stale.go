package scenarios

import (
	"errors"
	"time"

	"quotepart/engine/lang"
)

// ErrStale is what every Stale is, for errors.Is.
var ErrStale = errors.New("saved by someone else since it was read")

// Stale refuses to save, rename or delete a scenario that somebody else has saved or deleted since it was read. Nothing has
// changed. It wraps a Fault.
type Stale struct {
	Theirs Version // what stands there now; Deleted where nothing does any more, and then only who did it, when
}

// Is tells that it is an ErrStale.
func (*Stale) Is(target error) bool { return target == ErrStale }

// Unwrap gives the Fault.
func (s *Stale) Unwrap() error {
	return lang.Wrong(s.What(), lang.T("relisez-le, puis enregistrez le vôtre à sa place, gardez le sien, ou enregistrez le vôtre sous un autre nom",
		"read it again, then save yours in its place, keep theirs, or save yours under another name"))
}

// Error gives the English wording.
func (s *Stale) Error() string { return s.In(lang.EN) }

// In gives the wording in one language.
func (s *Stale) In(l lang.Lang) string { return lang.Describe(s.Unwrap(), l) }

// What says who was there first, and when, where that is known.
func (s *Stale) What() lang.Text {
	t := s.Theirs
	did := lang.T("a été enregistré", "was saved")
	switch {
	case t.To != "":
		did = lang.F("a été renommé en « %s »", "was renamed to %q", t.To)
	case t.Deleted:
		did = lang.T("a été supprimé", "was deleted")
	}
	when := lang.Text{}
	if !t.At.IsZero() {
		when = lang.F(" le %s", " on %s", t.At.Local().Format(time.DateTime))
	}
	return lang.F("« %[1]s » %[2]s par %[3]s%[4]s, après que vous l'avez lu", "%[1]q %[2]s by %[3]s%[4]s, after you read it", t.Name, did, Who(t.Author), when)
}

// Who names an author, who may have no name.
func Who(author string) lang.Text {
	if author == "" {
		return lang.T("quelqu'un", "someone")
	}
	return lang.T(author, author)
}
