package people

import (
	"bytes"
	"errors"
	"strings"
	"time"

	"golang.org/x/crypto/ssh"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/storage/journal"
)

// ParseKey reads a public key as a .pub file has it, with its comment. The error is a Fault.
func ParseKey(s string) (key ssh.PublicKey, comment string, err error) {
	key, comment, f := readKey(strings.TrimSpace(s))
	if f != nil {
		return nil, "", f
	}
	return key, comment, nil
}

// Add puts a person's key behind the last line of the file, which is made where there is none; the folder must be there. All other
// lines stay as they are. Errors are Faults: what Read would refuse, a key that is there already, a name that has another role.
func Add(dir string, e Entry) error {
	if err := e.check(); err != nil {
		return err
	}
	return edit(dir, func(data []byte, list List) ([]byte, error) {
		if err := list.clash(e); err != nil {
			return nil, err
		}
		if len(data) > 0 && !bytes.HasSuffix(data, []byte("\n")) {
			data = append(data, '\n')
		}
		return append(data, e.format()...), nil
	})
}

// Remove takes all keys of a person out of the file, and tells how many. All other lines stay as they are. A name that is not there
// is a Fault, as all errors.
func Remove(dir, name string) (n int, err error) {
	err = edit(dir, func(data []byte, list List) ([]byte, error) {
		gone, names := map[int]bool{}, []string{}
		for _, e := range list {
			names = append(names, e.Name)
			gone[e.Line] = e.Name == name && name != ""
			if gone[e.Line] {
				n++
			}
		}
		if n == 0 {
			return nil, lang.Wrong(lang.F("« %s » n'a pas de clé", "%q has no key", name), scenarios.DidYouMean(name, names))
		}
		var kept []byte
		number := 0
		for line := range bytes.Lines(data) {
			if number++; !gone[number] {
				kept = append(kept, line...)
			}
		}
		return kept, nil
	})
	return n, err
}

// edit changes the file while nobody else does.
func edit(dir string, change func(data []byte, list List) ([]byte, error)) error {
	return journal.Alone(dir, func() error {
		data, err := load(dir)
		if err == nil {
			data, err = change(data, parse(string(data)))
		}
		if err != nil {
			return err
		}
		return save(dir, data)
	})
}

// check refuses what Read would refuse in a line of the entry.
func (e *Entry) check() error {
	faults := []*lang.Fault{checkName(e.Name), checkKey(e.Key)}
	if e.From != "" {
		_, f := readFrom(e.From)
		faults = append(faults, f)
	}
	if !e.Expires.IsZero() {
		_, f := readExpiry(expiry(e.Expires))
		faults = append(faults, f)
	}
	var errs []error
	for _, f := range faults {
		if f != nil { // and not an error that holds a nil
			errs = append(errs, f)
		}
	}
	return errors.Join(errs...)
}

// clash refuses a key that is there already, also on a line that is refused, and a name that has another role.
func (l List) clash(e Entry) error {
	if there := l.find(e.Key); there != nil {
		return lang.Wrong(lang.F("cette clé est déjà à la ligne %[1]d de %[2]s, pour « %[3]s »", "this key is on line %[1]d of %[2]s already, for %[3]q", there.Line, File, there.Name),
			lang.T("pour la changer, enlevez d'abord cette ligne : quotepart user remove, ou à la main si elle est refusée", "to change it, take that line away first: quotepart user remove, or by hand where it is refused"))
	}
	for _, other := range l {
		if other.Name == e.Name && other.hasRole && other.Role != e.Role {
			return lang.Wrong(lang.F("« %[1]s » a le rôle %[2]s, à la ligne %[3]d de %[4]s", "%[1]q has the role %[2]s, on line %[3]d of %[4]s", e.Name, other.Role, other.Line, File),
				lang.T("donnez ce rôle, ou un autre nom si c'est une autre personne ; pour changer le rôle : quotepart user remove, puis add", "give this role, or another name for another person; to change the role: quotepart user remove, then add"))
		}
	}
	return nil
}

// expiry writes a time in that of Greenwich: the server may run in another zone.
func expiry(at time.Time) string { return at.UTC().Format(expiries[14]) + "Z" }

// format is the line of an entry.
func (e *Entry) format() string {
	var b strings.Builder
	write := func(option, value string) { b.WriteString(option + `="` + strings.ReplaceAll(value, `"`, `\"`) + `"`) }
	write("role", e.Role.String())
	write(",name", e.Name)
	if !e.Expires.IsZero() {
		write(",expiry-time", expiry(e.Expires))
	}
	if e.From != "" {
		write(",from", e.From)
	}
	b.WriteByte(' ')
	b.Write(bytes.TrimSuffix(ssh.MarshalAuthorizedKey(e.Key), []byte("\n")))
	if comment := strings.TrimSpace(lang.Clean(e.Comment)); comment != "" {
		b.WriteString(" " + comment)
	}
	return b.String() + "\n"
}
