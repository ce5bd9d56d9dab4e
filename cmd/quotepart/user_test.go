package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"quotepart/engine/lang"
	"quotepart/scenarios/report"
	"quotepart/storage"
	"quotepart/storage/people"
)

// Three public keys.
const (
	annesKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIH0hAVtltiVPfPBXk4vN05kvTdZG1TtVZ0VwCPD2nlJh anne@laptop"
	josKey   = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIF4nBmWyn1Z2DIVqA5Ui3SlZ+kMjoVPPjqMo6DVbcfBM"
	zoesKey  = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGHn2Wh3VTSpRMAXBPSHdkzMg5fc4CrKRlwUvjl3ErrS"
)

// users is what is done about who is let in; KEYS is a folder with public keys. What follows < comes in on the standard input.
var users = []string{
	"user|list", "user|add|Anne Dupont|--role|lead|--key-file|KEYS/anne.pub", "user|add|Jo \"the count\"|--role|finance|--key|" + josKey + "|--from|10.0.0.0/8,!10.0.0.1|--expires|2999-12-31",
	"user|add|Zoé|--role|reader<" + zoesKey, "user|list", "year|list",
	// what is refused
	"user", "user|lst", "user|list|x", "user|add", "user|add|Bob", "user|add|Bob|--role|boss|--key|x", "user|add|Bob|--key|" + zoesKey, "user|add|Bob|--role|lead<", "user|add|Bob|--role|lead<x", "user|add|Bob|--role|lead|--key-file|KEYS/none",
	"user|add|Bob|--role|lead|--key-file|KEYS/secret", "user|add|Bob|--role|lead|--key|x|--key-file|y", "user|add|Bob|--role|lead|--key|" + zoesKey, "user|add|Zoé|--role|lead|--key-file|KEYS/bob.pub", "user|add| |--role|lead|--key-file|KEYS/bob.pub",
	"user|add|Bob|--role|lead|--key-file|KEYS/bob.pub|--from|laptop", "user|add|Bob|--role|lead|--key-file|KEYS/bob.pub|--from|", "user|add|Bob|--role|lead|--key-file|KEYS/bob.pub|--expires|1999-12-31", "user|add|Bob|--role|lead|--key-file|KEYS/bob.pub|--expires|31/12/2999",
	"user|add|Bob|--role|lead|--key-file|KEYS/bob.pub|--data|KEYS", "user|remove", "user|remove|Jo", "user|remove|Zoé|x",
	"user|remove|Zoé", "user|remove|Zoé", "user|list|--format|csv",
}

func TestUsers(t *testing.T) {
	tmp := t.TempDir()
	write(t, filepath.Join(tmp, "anne.pub"), annesKey+"\n")
	write(t, filepath.Join(tmp, "bob.pub"), "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPBT/0HEyFIE1v1nGNfD0pOvfBNG9bOw0tIBbnqv/lmR")
	write(t, filepath.Join(tmp, "secret"), "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEA\n")
	for _, l := range []lang.Lang{lang.FR, lang.EN} {
		data := filepath.Join(t.TempDir(), "data")
		var b strings.Builder
		for _, line := range users {
			command, input, _ := strings.Cut(line, "<")
			args := strings.Split(strings.ReplaceAll(command, "KEYS", tmp), "|")
			if !strings.Contains(command, "--data") {
				args = append(args, "--data", data)
			}
			fmt.Fprintf(&b, "$ quotepart %s\n%s\n", strings.ReplaceAll(line, "|", " "), shown(piped(t, l, input, args...), data, tmp))
		}
		golden(t, "users."+l.String()+".golden", b.String())
	}
}

// The list in every form, with a line that is over and one that is refused. It is answered beside a quotepart that has the store.
func TestUserList(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	s, err := storage.Open(data)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	must(t, "user", "add", "Anne", "--role", "lead", "--key", annesKey, "--data", data)
	f, err := os.OpenFile(filepath.Join(data, people.File), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteString(`role="finance",name="Jo",from="10.0.0.0/8",expiry-time="20200101Z" ` + josKey + "\n" + `role="lead",no-pty,name="Zoé" ` + zoesKey + "\n"); err != nil {
		t.Fatal(err)
	}
	f.Close()
	var b strings.Builder
	for _, l := range []lang.Lang{lang.FR, lang.EN} {
		for _, format := range stringsOf(report.Formats()) {
			a := runWith(t, l, "user", "list", "--format", format, "--data", data)
			if a.code != done || a.err != "" {
				t.Errorf("%s: exit %d, %s", format, a.code, a.err)
			}
			fmt.Fprintf(&b, "==== %s %s\n%s", l, format, shown(a, data, data))
		}
	}
	golden(t, "userlist.golden", b.String())
	if err := os.Chmod(filepath.Join(data, people.File), 0o644); err != nil {
		t.Fatal(err)
	}
	if a := runWith(t, lang.EN, "user", "list", "--data", data); a.code != wrong || a.out != "" || !strings.Contains(a.err, "is open to other accounts: nobody is let in — chmod 600 ") {
		t.Errorf("%+v", a)
	}
}

// The last day counts to its end.
func TestLastSecond(t *testing.T) {
	at := time.Date(2027, 12, 31, 23, 59, 59, 0, time.Local)
	if got, err := lastSecond("2027-12-31", at); err != nil || !got.Equal(at) {
		t.Errorf("%v, %v", got, err)
	}
	if got, err := lastSecond("2027-12-31", at.Add(time.Second)); err == nil {
		t.Errorf("%v", got)
	}
}

// In a terminal nothing waits for a key that nobody knows is wanted.
func TestKeyInTerminal(t *testing.T) {
	var errs bytes.Buffer
	p := &program{err: &errs, out: &bytes.Buffer{}, who: lead("anne"), typed: true, data: filepath.Join(t.TempDir(), "data"), env: func(string) string { return "en" }}
	code := p.execute(context.Background(), []string{"user", "add", "Bob", "--role", "lead"})
	if want := "the public key is missing — give --key, --key-file, or the key on the standard input\n"; code != wrong || errs.String() != want {
		t.Errorf("exit %d, %s", code, errs.String())
	}
}
