package main

import (
	"fmt"
	"strings"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"quotepart/tui/remote"
)

func window(sess *gossh.Session) { _ = sess.RequestPty("xterm", 24, 80, gossh.TerminalModes{}) }

// Each key has the role of its line, with a terminal and without; what is saved bears its name and fingerprint.
func TestRolesOverSSH(t *testing.T) {
	h := startHost(t, prepare(t, demoYear), roomy())
	for n, c := range map[byte]struct {
		name, refused string
	}{annesNumber: {"Anne", ""}, josNumber: {"Jo", "finance"}, zoesNumber: {"Zoé", "lecture"}} {
		client := h.dial(n)
		for i, prepare := range [][]func(*gossh.Session){nil, {window}} {
			if a := over(t, client, "run "+demoID+" --format json", prepare...); a.code != done || a.err != "" || !strings.Contains(a.out, demoID) {
				t.Errorf("%s reads: %+v", c.name, a)
			}
			name := fmt.Sprint("De ", c.name, " ", i)
			a := over(t, client, fmt.Sprintf("scenario save %s '%s' --set tariffs/college-comptes/price=7", demoID, name), prepare...)
			if (a.code == done) != (c.refused == "") || !strings.Contains(a.err, c.refused) {
				t.Errorf("%s saves: %+v", c.name, a)
			}
		}
		list := over(t, client, "scenario list "+demoID)
		if strings.Contains(list.out, "De "+c.name) != (c.refused == "") {
			t.Errorf("%s: %s", c.name, list.out)
		}
		users := over(t, client, "user list")
		if (users.code == done) != (c.refused == "") {
			t.Errorf("%s lists who is let in: %+v", c.name, users)
		}
	}
	journal := over(t, h.dial(annesNumber), "journal --format csv")
	if print := gossh.FingerprintSHA256(signer(t, annesNumber).PublicKey()); strings.Count(journal.out, print) != 2 || journal.code != done {
		t.Errorf("the journal does not name the key twice: %+v", journal)
	}
}

// The file of keys counts as it is at each login and at each session in it. A line that is wrong keeps nobody else out.
func TestTheFileOfKeys(t *testing.T) {
	h := startHost(t, prepare(t, demoYear), roomy())
	is := func(n byte, want bool, why string) {
		t.Helper()
		client, err := h.login(n)
		if err == nil {
			client.Close()
		}
		if (err == nil) != want {
			t.Errorf("%s: %v\n%s", why, err, h.log)
		}
	}
	add := func(line string) {
		h.edit(func(s string) string { return s + line + "\n" })
	}
	is(nobody, false, "an unknown key")
	anne := h.dial(annesNumber)
	if a := over(t, anne, "version"); a.code != wrong { // there is no such command, but there is a session
		t.Errorf("%+v", a)
	}
	add(`role="lead",name="Over",expiry-time="20200101" ` + publicLine(t, 11))
	add(`role="lead",name="Soon",expiry-time="` + time.Now().AddDate(1, 0, 0).Format("20060102") + `" ` + publicLine(t, 12))
	add(`role="lead",name="Elsewhere",from="10.0.0.0/8" ` + publicLine(t, 13))
	add(`role="lead",name="Here",from="127.0.0.1" ` + publicLine(t, 14))
	add(`role="lead",name="Option",no-pty ` + publicLine(t, 15))
	add(`role="boss",name="Boss" ` + publicLine(t, 16))
	add(`role="lead`)
	add(publicLine(t, 17))
	add(`role="lead",name="One" ` + publicLine(t, 18))
	add(`role="reader",name="Two" ` + publicLine(t, 18))
	for n, want := range map[byte]bool{annesNumber: true, josNumber: true, zoesNumber: true, 11: false, 12: true, 13: false, 14: true, 15: false, 16: false, 17: false, 18: false} {
		is(n, want, fmt.Sprint("key ", n))
	}
	for _, why := range []string{"unknown key SHA256:", "let in until 2020-01-01", "not let in from 127.0.0.1", "no-pty", "boss"} {
		if !strings.Contains(h.log.String(), why) {
			t.Errorf("the log does not say %q", why)
		}
	}

	working := sit(t, h.dial(annesNumber), demoID, 120, 40)
	working.shows("▸Membres")
	h.edit(func(s string) string { return strings.ReplaceAll(s, publicLine(t, annesNumber), publicLine(t, 19)) })
	is(annesNumber, false, "a key that was taken out")
	if a := over(t, anne, "run "+demoID, english); a.code != wrong || a.out != "" || a.err != "your key is not let in any more — ask the administrator\n" {
		t.Errorf("a connection of before: %+v", a)
	}
	if a := over(t, anne, "run "+demoID); a.err != "votre clé n'est plus admise — demandez à l'administrateur\n" {
		t.Errorf("%+v", a)
	}
	is(19, true, "the key that came in its place")
	h.edit(func(string) string { return "" })
	is(12, false, "an empty file")
}

// Beside the interface of everybody there is status, of who is in.
func TestServeStatus(t *testing.T) {
	h := startHost(t, prepare(t, demoYear), remote.Defaults())
	f := sit(t, h.dial(josNumber), demoID, 120, 40)
	f.shows("▸Membres")
	if a := over(t, h.dial(annesNumber), "serve status --format csv"); a.code != done || !strings.Contains(a.out, "Jo") || !strings.Contains(a.out, demoID) {
		t.Errorf("%+v", a)
	}
	if a := over(t, h.dial(annesNumber), "serve"); a.code != wrong {
		t.Errorf("%+v", a)
	}
}
