package people

import (
	"crypto/rsa"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/crypto/ssh"

	"quotepart/engine/lang"
	"quotepart/scenarios"
)

// maxName bounds a name, in characters.
const maxName = 64

// leastRSA is the shortest RSA key that is let in, in bits.
const leastRSA = 2048

// parse reads the file: an Entry for each line that is neither empty nor a comment.
func parse(data string) List {
	var list List
	number := 0
	for line := range strings.Lines(data) {
		number++
		line = strings.TrimSuffix(strings.TrimSuffix(line, "\n"), "\r")
		if text := strings.TrimLeft(line, " \t"); text != "" && text[0] != '#' {
			list = append(list, parseLine(line, number))
		}
	}
	list.refuseTwice()
	return list
}

// parseLine reads one line, as far as it can be read.
func parseLine(line string, number int) Entry {
	e := Entry{Line: number}
	text := strings.TrimLeft(line, " \t")
	indent := len(line) - len(text)
	note := func(at int, f *lang.Fault) {
		if f != nil {
			e.Faults = append(e.Faults, Fault{number, utf8.RuneCountInString(line[:at]) + 1, f})
		}
	}
	var options []option
	end, open := 0, -1
	if !startsWithKey(text) {
		options, end, open = cutOptions(text)
	}
	if open >= 0 {
		note(indent+open, fault(lang.T("ce guillemet n'est pas fermé", "this quote is not closed"), lang.T(`fermez-le, comme dans role="lead"`, `close it, as in role="lead"`)))
		return e
	}
	for i, o := range options {
		twice := slices.ContainsFunc(options[:i], func(before option) bool { return before.name == o.name })
		note(indent+o.at, e.take(o, twice))
	}
	e.require(options)
	key := strings.TrimLeft(text[end:], " \t")
	var f *lang.Fault
	e.Key, e.Comment, f = readKey(key)
	note(len(line)-len(key), f)
	return e
}

// startsWithKey tells a line without options: no option begins like the name of a kind of key.
func startsWithKey(line string) bool {
	return slices.ContainsFunc([]string{"ssh-", "ecdsa-", "sk-", "rsa-"}, func(kind string) bool { return strings.HasPrefix(line, kind) })
}

// take reads one option.
func (e *Entry) take(o option, twice bool) *lang.Fault {
	switch {
	case o.name == "":
		return fault(lang.T("il manque une option près de cette virgule", "an option is missing at this comma"), lang.T("enlevez la virgule", "take the comma away"))
	case !slices.Contains([]string{"role", "name", "from", "expiry-time"}, o.name):
		return fault(lang.F("l'option « %s » n'est pas connue, la clé est donc refusée", "option %q is not known, so the key is refused", shown(o.name)), lang.T("enlevez-la ; options : role, name, from, expiry-time", "take it away; options: role, name, from, expiry-time"))
	case twice:
		return fault(lang.F("l'option « %s » est donnée deux fois", "option %q is given twice", o.name), lang.T("n'en gardez qu'une", "keep one of them"))
	case !o.quoted:
		return fault(lang.F("la valeur de l'option « %s » n'est pas entre guillemets", "the value of option %q is not in quotes", o.name), lang.F("écrivez %s=\"…\"", "write %s=\"…\"", o.name))
	}
	switch o.name {
	case "role":
		return e.takeRole(o.value)
	case "name":
		e.Name = o.value
		return checkName(o.value)
	case "from":
		e.From = o.value
		_, f := readFrom(o.value)
		return f
	}
	var f *lang.Fault
	e.Expires, f = readExpiry(o.value)
	return f
}

func (e *Entry) takeRole(s string) *lang.Fault {
	role, known := scenarios.Roles[s]
	if !known {
		return fault(lang.F("« %s » n'est pas un rôle", "%q is not a role", shown(s)), lang.T("rôles : lead, finance, reader", "roles: lead, finance, reader"))
	}
	e.Role, e.hasRole = role, true
	return nil
}

// require refuses a line without a role or a name.
func (e *Entry) require(options []option) {
	for _, o := range []struct{ name, example string }{{"role", `role="reader"`}, {"name", `name="Anne Dupont"`}} {
		if !slices.ContainsFunc(options, func(given option) bool { return given.name == o.name }) {
			e.Faults = append(e.Faults, Fault{e.Line, 0, fault(lang.F("l'option « %s » manque", "option %q is missing", o.name), lang.F("écrivez avant la clé, par exemple, %s", "write before the key, for example, %s", o.example))})
		}
	}
}

// checkName refuses what could be taken for another name, or could not be written back.
func checkName(name string) *lang.Fault {
	again := lang.T("retapez-le", "type it again")
	switch {
	case strings.TrimSpace(name) == "":
		return fault(lang.T("le nom est vide", "the name is empty"), lang.T("donnez le nom de la personne", "give the name of the person"))
	case name != strings.TrimSpace(name):
		return fault(lang.T("le nom commence ou finit par une espace", "the name starts or ends with a space"), lang.T("enlevez-la", "take it away"))
	case utf8.RuneCountInString(name) > maxName:
		return fault(lang.F("le nom dépasse %d caractères", "the name has more than %d characters", maxName), lang.T("raccourcissez-le", "make it shorter"))
	case lang.Clean(name) != name: // two names that look the same must be the same
		return fault(lang.F("le nom « %s » ne se voit pas tel qu'il est écrit", "the name “%s” is not shown as it is written", lang.Escape(name)), again)
	case strings.Contains(name, `\`):
		return fault(lang.F("le nom « %s » contient une barre oblique inverse", "the name “%s” holds a backslash", shown(name)), again)
	}
	return nil
}

// expiries are the forms of expiry-time by their length: to the day, the minute, the second.
var expiries = map[int]string{8: "20060102", 12: "200601021504", 14: "20060102150405"}

// readExpiry reads a time as OpenSSH writes it: in local time, or with a Z in that of Greenwich.
func readExpiry(s string) (time.Time, *lang.Fault) {
	digits, zone := s, time.Local
	if utc, found := strings.CutSuffix(s, "Z"); found {
		digits, zone = utc, time.UTC
	}
	at, err := time.ParseInLocation(expiries[len(digits)], digits, zone)
	if err != nil || strings.Trim(digits, "0123456789") != "" || digits == "" {
		return time.Time{}, fault(lang.F("« %s » n'est pas une date", "%q is not a time", shown(s)), lang.T("écrivez AAAAMMJJ ou AAAAMMJJHHMMSS, avec Z pour le temps universel", "write YYYYMMDD or YYYYMMDDHHMMSS, with Z for universal time"))
	}
	return at, nil
}

// readKey reads what stands behind the options: the kind of key, the key and a comment.
func readKey(s string) (ssh.PublicKey, string, *lang.Fault) {
	again := lang.T("copiez la ligne entière du fichier .pub", "copy the whole line of the .pub file")
	switch {
	case s == "":
		return nil, "", fault(lang.T("la clé manque", "the key is missing"), again)
	case strings.Contains(s, "PRIVATE KEY"):
		return nil, "", fault(lang.T("c'est la clé privée, que personne d'autre ne doit avoir", "this is the private key, which nobody else must have"), lang.T("donnez celle du fichier .pub", "give that of the .pub file"))
	case strings.HasPrefix(s, "ssh-dss"):
		return nil, "", fault(lang.T("les clés ssh-dss sont trop faibles", "ssh-dss keys are too weak"), makeKey)
	}
	key, comment, options, _, err := ssh.ParseAuthorizedKey([]byte(s))
	if err != nil || len(options) > 0 || strings.Contains(s, "\n") {
		return nil, "", fault(lang.T("cette clé ne peut pas être lue", "this key cannot be read"), again) // without it: it may be a secret
	}
	return key, comment, checkKey(key)
}

var makeKey = lang.T("faites-en une autre : ssh-keygen -t ed25519", "make another: ssh-keygen -t ed25519")

// checkKey refuses certificates, which others sign, and RSA keys that are too short.
func checkKey(key ssh.PublicKey) *lang.Fault {
	if key == nil {
		return fault(lang.T("la clé manque", "the key is missing"), makeKey)
	}
	if _, certificate := key.(*ssh.Certificate); certificate {
		return fault(lang.T("les certificats ne sont pas admis", "certificates are not let in"), lang.T("donnez la clé elle-même", "give the key itself"))
	}
	if inner, ok := key.(ssh.CryptoPublicKey); ok {
		if k, ok := inner.CryptoPublicKey().(*rsa.PublicKey); ok && k.N.BitLen() < leastRSA {
			return fault(lang.F("cette clé RSA n'a que %[1]d bits, il en faut %[2]d", "this RSA key has only %[1]d bits, %[2]d are needed", k.N.BitLen(), leastRSA), makeKey)
		}
	}
	return nil
}
