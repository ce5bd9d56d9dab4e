// Package people says who is let into the interface over SSH: the keys of the file authorized_keys in the store's folder, one
// person a line, in OpenSSH's form:
//
//	role="lead",name="Anne Dupont",expiry-time="20271231",from="10.0.0.0/8,192.168.1.*" ssh-ed25519 AAAA… anne@laptop
//
// Role (lead, finance, reader) and name are required; expiry-time and from are honoured as OpenSSH does, but from knows
// addresses only. Any other option refuses its key: what is not honoured must not be believed to be. A line that is wrong
// refuses its own key and no other.
//
// A key that stands on two lines is refused on both: nobody could say which role holds. A name may stand on several lines, for a
// person with several keys, where all give the same role; else it is refused on all of them. So a name is one person: drafts
// are kept by name.
package people

import (
	"bytes"
	"errors"
	"net/netip"
	"time"

	"golang.org/x/crypto/ssh"

	"quotepart/engine/lang"
	"quotepart/scenarios"
)

// Entry is a line of the file: a key and whom it lets in.
type Entry struct {
	Name    string
	Role    scenarios.Role
	Key     ssh.PublicKey // nil where the line has none that can be read
	Comment string        // what stands behind the key
	From    string        // the addresses it is let in from, as OpenSSH writes them; nothing for any
	Expires time.Time     // the last second it is let in, zero for never

	Line   int    // in the file, from 1
	Faults Faults // why the line is refused; nothing for one that counts

	hasRole bool // the line gives a role
}

// List is the lines of the file that are no comment, in their order.
type List []Entry

// Fingerprint names the key, as ssh-keygen -l does; nothing where there is none.
func (e *Entry) Fingerprint() string {
	if e.Key == nil {
		return ""
	}
	return ssh.FingerprintSHA256(e.Key)
}

// Expired tells whether the time of the entry is over.
func (e *Entry) Expired(now time.Time) bool {
	return !e.Expires.IsZero() && now.Unix() > e.Expires.Unix()
}

// Admit gives the person that a key lets in from an address. Whether the other side has the key is for the caller to see to. The
// error, a Fault, says why it lets nobody in: that is for the log, and nothing of it for the other side.
func (l List) Admit(key ssh.PublicKey, from netip.Addr, now time.Time) (scenarios.Person, error) {
	e := l.find(key)
	if e == nil {
		return scenarios.Person{}, lang.Wrong(lang.F("clé inconnue %s", "unknown key %s", ssh.FingerprintSHA256(key)), lang.T("pour l'admettre : quotepart user add", "to let it in: quotepart user add"))
	}
	why := lang.Text{}
	switch {
	case len(e.Faults) > 0:
		return scenarios.Person{}, e.Faults[0]
	case e.Expired(now):
		why = lang.F("admise jusqu'au %s", "let in until %s", moment(e.Expires))
	case !allows(e.From, from):
		why = lang.F("pas admise depuis %[1]s (from=\"%[2]s\")", "not let in from %[1]s (from=\"%[2]s\")", from, e.From)
	default:
		return scenarios.Person{Name: e.Name, Key: e.Fingerprint(), Role: e.Role}, nil
	}
	return scenarios.Person{}, lang.Wrong(lang.F("clé %[1]s de %[2]s : %[3]s", "key %[1]s of %[2]s: %[3]s", e.Fingerprint(), e.Name, why),
		lang.F("changez la ligne %[1]d de %[2]s", "change line %[1]d of %[2]s", e.Line, File))
}

// find gives the first line of a key, nil where there is none. A second one has made both refused.
func (l List) find(key ssh.PublicKey) *Entry {
	for i := range l {
		if l[i].Key != nil && bytes.Equal(l[i].Key.Marshal(), key.Marshal()) {
			return &l[i]
		}
	}
	return nil
}

// faults joins what is wrong with the lines; nil where nothing is.
func (l List) faults() error {
	var errs []error
	for _, e := range l {
		for _, f := range e.Faults {
			errs = append(errs, f)
		}
	}
	return errors.Join(errs...)
}

func moment(at time.Time) string { return at.Local().Format("2006-01-02 15:04:05") }
