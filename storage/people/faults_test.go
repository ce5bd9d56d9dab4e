package people

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"quotepart/engine/lang"
)

// Each thing that can be wrong with a line: where, what and how to mend it, in both languages, and nothing else. KEY is a good
// key. A good line behind it is let in all the same.
func TestFaultsOfLines(t *testing.T) {
	const who = `role="lead",name="Anne"`
	for _, c := range []struct{ text, fr, en string }{
		{who, "1:24: la clé manque — copiez la ligne entière du fichier .pub", "1:24: the key is missing — copy the whole line of the .pub file"},
		{who + " ssh-ed25519 AAAA", "1:25: cette clé ne peut pas être lue — copiez la ligne entière du fichier .pub", "1:25: this key cannot be read — copy the whole line of the .pub file"},
		{who + " x KEY", "1:25: cette clé ne peut", "1:25: this key cannot"},
		{who + " ssh-dss AAAAB3NzaC1kc3M=", "1:25: les clés ssh-dss sont trop faibles — faites-en une autre : ssh-keygen -t ed25519", "1:25: ssh-dss keys are too weak — make another: ssh-keygen -t ed25519"},
		{who + " " + rsaLine(1024), "1:25: cette clé RSA n'a que 1024 bits, il en faut 2048 — faites", "1:25: this RSA key has only 1024 bits, 2048 are needed — make"},
		{who + " " + line(certificate(t, 1)), "1:25: les certificats ne sont pas admis — donnez la clé elle-même", "1:25: certificates are not let in — give the key itself"},
		{"KEY", "1: l'option « role » manque — écrivez avant la clé, par exemple, role=\"reader\"\nauthorized_keys:1: l'option « name » manque — écrivez avant la clé, par exemple, name=\"Anne Dupont\"",
			"1: option \"role\" is missing — write before the key, for example, role=\"reader\"\nauthorized_keys:1: option \"name\" is missing — write before the key, for example, name=\"Anne Dupont\""},
		{`name="Anne" KEY`, "1: l'option « role » manque", `1: option "role" is missing`},
		{`é="1",` + who + " KEY", "1:1: l'option « é » n'est pas connue, la clé est donc refusée — enlevez-la ; options : role, name, from, expiry-time", `1:1: option "é" is not known, so the key is refused — take it away; options: role, name, from, expiry-time`},
		{"\t" + who + `,command="a \"b\" c" KEY`, "1:26: l'option « command » n'est pas connue", `1:26: option "command" is not known`},
		{who + `,cert-authority KEY`, "1:25: l'option « cert-authority » n'est pas connue", `1:25: option "cert-authority" is not known`},
		{who + `,NAME="Bob" KEY`, "1:25: l'option « name » est donnée deux fois — n'en gardez qu'une", `1:25: option "name" is given twice — keep one of them`},
		{who + `,from=* KEY`, "1:25: la valeur de l'option « from » n'est pas entre guillemets — écrivez from=\"…\"", `1:25: the value of option "from" is not in quotes — write from="…"`},
		{who + `,from KEY`, "1:25: la valeur de l'option « from »", `1:25: the value of option "from"`},
		{who + `,from="a"b"c" KEY`, "1:25: la valeur de l'option « from »", `1:25: the value of option "from"`},
		{who + `, KEY`, "1:25: il manque une option près de cette virgule — enlevez la virgule", "1:25: an option is missing at this comma — take the comma away"},
		{`name="é",role="lead KEY`, "1:15: ce guillemet n'est pas fermé — fermez-le, comme dans role=\"lead\"", `1:15: this quote is not closed — close it, as in role="lead"`},
		{`name="Anne",role="Lead" KEY`, "1:13: « Lead » n'est pas un rôle — rôles : lead, finance, reader", `1:13: "Lead" is not a role — roles: lead, finance, reader`},
		{`role="lead",name="" KEY`, "1:13: le nom est vide — donnez le nom de la personne", "1:13: the name is empty — give the name of the person"},
		{`role="lead",name=" a" KEY`, "1:13: le nom commence ou finit par une espace — enlevez-la", "1:13: the name starts or ends with a space — take it away"},
		{`role="lead",name="` + strings.Repeat("é", 65) + `" KEY`, "1:13: le nom dépasse 64 caractères — raccourcissez-le", "1:13: the name has more than 64 characters — make it shorter"},
		{"role=\"lead\",name=\"a\x1bb\" KEY", `1:13: le nom « a\u001bb » ne se voit pas tel qu'il est écrit — retapez-le`, `1:13: the name “a\u001bb” is not shown as it is written — type it again`},
		{"role=\"lead\",name=\"a\u202eb\" KEY", `1:13: le nom « a\u202eb » ne se voit`, `1:13: the name “a\u202eb” is not`},
		{"role=\"lead\",name=\"a\u200bb\" KEY", `1:13: le nom « a\u200bb »`, `1:13: the name “a\u200bb”`},
		{"role=\"lead\",name=\"a\u3164b\" KEY", `1:13: le nom « a\u3164b »`, `1:13: the name “a\u3164b”`},
		{"role=\"lead\",name=\"a\xffb\" KEY", "1:13: le nom « a\ufffdb »", "1:13: the name “a\ufffdb”"},
		{"role=\"lead\",name=\"e\u0301\" KEY", "1:13: le nom « e\u0301 » ne se voit", "1:13: the name “e\u0301” is not"},
		{`role="lead",name="a\b" KEY`, `1:13: le nom « a\b » contient une barre oblique inverse — retapez-le`, `1:13: the name “a\b” holds a backslash — type it again`},
		{who + `,expiry-time="2027-12-31" KEY`, "1:25: « 2027-12-31 » n'est pas une date — écrivez AAAAMMJJ ou AAAAMMJJHHMMSS, avec Z pour le temps universel", `1:25: "2027-12-31" is not a time — write YYYYMMDD or YYYYMMDDHHMMSS, with Z for universal time`},
		{who + `,from="portable.example.org" KEY`, "1:25: « portable.example.org » n'est pas une adresse — écrivez 192.0.2.7, 192.0.2.*, 10.0.0.0/8 ou 2001:db8::/32", `1:25: "portable.example.org" is not an address — write 192.0.2.7, 192.0.2.*, 10.0.0.0/8 or 2001:db8::/32`},
		{who + `,from="!10.0.0.1" KEY`, "1:25: « !10.0.0.1 » exclut seulement, et n'admet donc personne — ajoutez d'où la clé est admise, par exemple *", `1:25: "!10.0.0.1" only excludes, so it lets nobody in — add where the key is let in from, such as *`},
		{who + ` KEY` + "\n" + `role="lead",name="Bob" KEY`, "1: la même clé est aux lignes 1, 2 — n'en gardez qu'une\nauthorized_keys:2: la même clé", "1: the same key is on lines 1, 2 — keep one of them\nauthorized_keys:2: the same key"},
		{who + ` KEY` + "\n" + `role="reader",name="Anne" ` + line(key(t, 2)), "1: « Anne » a plusieurs rôles, aux lignes 1, 2 — donnez-lui le même partout, ou un autre nom à l'autre personne\nauthorized_keys:2: « Anne »", "1: \"Anne\" has several roles, on lines 1, 2 — give the same everywhere, or another name to the other person\nauthorized_keys:2: \"Anne\""},
	} {
		text := strings.ReplaceAll(c.text, "KEY", line(key(t, 1)))
		list, err := Read(store(t, text+"\n"+`role="finance",name="Good" `+line(key(t, 9))))
		if err == nil {
			t.Errorf("%s: taken", c.text)
			continue
		}
		for l, want := range map[lang.Lang]string{lang.FR: c.fr, lang.EN: c.en} {
			got := describe(err, l)
			if !strings.HasPrefix(got, "authorized_keys:"+want) || strings.Count(got, "\n") != strings.Count(want, "\n") {
				t.Errorf("%s\n got %s\nwant %s", c.text, got, want)
			}
		}
		if who, err := list.Admit(key(t, 1), home, noon); err == nil {
			t.Errorf("%s: let in: %v", c.text, who)
		}
		if who, err := list.Admit(key(t, 9), home, noon); err != nil {
			t.Errorf("%s keeps out %v: %v", c.text, who, err)
		}
	}
}

// describe gives the lines of joined errors.
func describe(err error, l lang.Lang) string {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		var lines []string
		for _, e := range joined.Unwrap() {
			lines = append(lines, describe(e, l))
		}
		return strings.Join(lines, "\n")
	}
	return lang.Describe(err, l)
}

// A file that others could have written, or that is none, lets nobody in, and is not edited.
func TestFaultsOfTheFile(t *testing.T) {
	good := `role="lead",name="Anne" ` + line(key(t, 1)) + "\n"
	for name, c := range map[string]struct {
		spoil  func(dir, path string) error
		fr, en string
	}{
		"readable": {func(_, path string) error { return os.Chmod(path, 0o640) }, "« PATH » est ouvert à d'autres comptes : personne n'est admis — chmod 600 PATH", `"PATH" is open to other accounts: nobody is let in — chmod 600 PATH`},
		"writable": {func(_, path string) error { return os.Chmod(path, 0o602) }, "« PATH » est ouvert à d'autres comptes", `"PATH" is open to other accounts`},
		"folder":   {func(dir, _ string) error { return os.Chmod(dir, 0o770) }, "« DIR » est ouvert à d'autres comptes : personne n'est admis — chmod 700 DIR", `"DIR" is open to other accounts: nobody is let in — chmod 700 DIR`},
		"link": {func(_, path string) error {
			return os.Symlink(path+"2", path)
		}, "« PATH » n'est pas un fichier ordinaire : personne n'est admis — mettez le fichier lui-même à sa place, pas un lien", `"PATH" is not a plain file: nobody is let in — put the file itself in its place, not a link`},
		"large": {func(_, path string) error {
			return os.WriteFile(path, []byte(good+strings.Repeat("#\n", maxSize/2)), 0o600)
		}, "« PATH » dépasse 1 Mio — enlevez ce qui n'est plus utile", `"PATH" is larger than 1 MiB — take away what is no longer needed`},
	} {
		t.Run(name, func(t *testing.T) {
			dir := store(t, good)
			path := filepath.Join(dir, File)
			if name == "link" {
				if err := os.Rename(path, path+"2"); err != nil {
					t.Fatal(err)
				}
			}
			if err := c.spoil(dir, path); err != nil {
				t.Fatal(err)
			}
			list, err := Read(dir)
			if len(list) > 0 || err == nil {
				t.Fatalf("%v, %v", list, err)
			}
			say := strings.NewReplacer("PATH", path, "DIR", dir).Replace
			for l, want := range map[lang.Lang]string{lang.FR: say(c.fr), lang.EN: say(c.en)} {
				_, remove := Remove(dir, "Anne")
				for _, err := range []error{err, remove, Add(dir, Entry{Name: "Bob", Key: key(t, 2)})} {
					if err == nil || !strings.HasPrefix(lang.Describe(err, l), want) {
						t.Errorf("%v\nwant %s", err, want)
					}
				}
			}
		})
	}
}

func TestNoFile(t *testing.T) {
	for _, dir := range []string{filepath.Dir(store(t, "")) + "/none", t.TempDir() + "/none"} {
		if list, err := Read(dir); len(list) > 0 || err != nil {
			t.Errorf("%v, %v", list, err)
		}
	}
}

// A folder of another account can be changed by that account, and one that cannot be read tells nothing.
func TestFoldersThatAreNotOurs(t *testing.T) {
	dir := store(t, "")
	check := func(dir string, fr, en string) {
		t.Helper()
		_, err := Read(dir)
		for l, want := range map[lang.Lang]string{lang.FR: fr, lang.EN: en} {
			if err == nil || !strings.HasPrefix(lang.Describe(err, l), want) {
				t.Errorf("%v\nwant %s", err, want)
			}
		}
	}
	inFile := filepath.Join(dir, File, "x")
	check(inFile, "« "+inFile+" » ne peut pas être lu : ", `"`+inFile+`" cannot be read: `)
	if os.Geteuid() != 0 {
		t.Skip("only root gives a folder away")
	}
	if err := os.Chown(dir, 12345, -1); err != nil {
		t.Fatal(err)
	}
	check(dir, "« "+dir+" » appartient au compte #12345 — lancez quotepart sous ce compte : sudo -u #12345 quotepart …", `"`+dir+`" belongs to the account #12345 — run quotepart as that account: sudo -u #12345 quotepart …`)
}
