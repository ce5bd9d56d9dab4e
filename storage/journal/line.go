package journal

import (
	"encoding/json"
	"time"

	"quotepart/engine/lang"
)

// Line is one accepted command: who did what, when, and what has held since. In the file it is one sealed line.
type Line struct {
	Seq  uint64    `json:"seq"`  // counts the lines from 1; the revision of the store that the command made
	Prev Sum       `json:"prev"` // the seal of the line before; zeros in the first
	At   time.Time `json:"at"`
	By   string    `json:"by"`
	Key  string    `json:"key,omitempty"` // the fingerprint of the SSH key that let them in; nothing for who works on the machine itself
	Do   Verb      `json:"do"`
	Set  []Write   `json:"set,omitempty"`

	Sum Sum `json:"-"` // the line's own seal
}

// Write is one value that a command set, or took away.
type Write struct {
	Key   string          `json:"key"`             // such as scenario/2025-2026/Ouverture
	Value json.RawMessage `json:"value,omitempty"` // none: taken away
	To    string          `json:"to,omitempty"`    // the key under which a value goes on that was taken away by a rename
}

// Gone tells whether the value was taken away.
func (w Write) Gone() bool { return len(w.Value) == 0 }

// Verb says what a command did.
type Verb string

// What commands do.
const (
	Created  Verb = "created"  // the store
	Imported Verb = "imported" // a year, with its scenarios
	Saved    Verb = "saved"    // a scenario
	Renamed  Verb = "renamed"  // a scenario
	Deleted  Verb = "deleted"  // a scenario or a year
	Restored Verb = "restored" // an earlier version, or what was deleted
	Called   Verb = "called"   // members, for their contributions
	Marked   Verb = "marked"   // a finding of the check, as checked
	Unmarked Verb = "unmarked" // that mark was taken back
	Migrated Verb = "migrated" // a record of a store of an older schema
	Salvaged Verb = "salvaged" // a record of a journal that was broken
	Clock    Verb = "clock"    // the machine's clock was accepted although it was set back
)

// verbs are what commands did, as people read it.
var verbs = map[Verb]lang.Text{
	Created:  lang.T("créé", "created"),
	Imported: lang.T("importé", "imported"),
	Saved:    lang.T("enregistré", "saved"),
	Renamed:  lang.T("renommé", "renamed"),
	Deleted:  lang.T("supprimé", "deleted"),
	Restored: lang.T("rétabli", "restored"),
	Called:   lang.T("appelé", "called"),
	Marked:   lang.T("marqué contrôlé", "marked as checked"),
	Unmarked: lang.T("marque ôtée", "mark taken back"),
	Migrated: lang.T("repris d'un ancien format", "taken over from an older format"),
	Salvaged: lang.T("sauvé d'un journal abîmé", "salvaged from a damaged journal"),
	Clock:    lang.T("horloge confirmée", "clock confirmed"),
}

// Text is the verb as people read it; one that is not known is itself.
func (v Verb) Text() lang.Text {
	if t, known := verbs[v]; known {
		return t
	}
	return lang.T(string(v), string(v))
}

var errChain = lang.Wrong(lang.T("elle ne suit pas la ligne qui la précède", "it does not follow the line before it"), lang.Text{})

func errNumber(is, due uint64) error {
	return lang.Wrong(lang.F("elle a le numéro %[1]d, là où il faut %[2]d", "it has the number %[1]d where %[2]d is due", is, due), lang.Text{})
}
