package main

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/storage"
	"quotepart/storage/people"
	"quotepart/tui/remote"
)

// naming is what names a file, as PATH, to a server; what follows < comes in on the standard input.
var naming = []string{
	"PATH", "run|PATH", "run|PATH@2", "run|2025-2026|--scenario|PATH", "compare|2025-2026|PATH", "why|2025-2026|baseline|PATH", "explain|PATH|x", "check|PATH", "issue|PATH",
	"import|PATH", "import|PATH|--replace", "import|2025-2026|--calls|PATH", "import|2025-2026|--invoices|PATH", "import|2025-2026|--calls|PATH|--invoices|PATH", "import|--open-data|PATH|--departement|35|--rentree|2021",
	"export|2025-2026|PATH", "export|PATH|-", "export|2025-2026|-|--scenario|PATH", "scenario|list|PATH", "scenario|show|2025-2026|PATH", "scenario|save|2025-2026|x|--from|PATH", "scenario|save|PATH|x|--set|year/basis=paid",
	"scenario|delete|PATH|x", "scenario|history|PATH|x", "scenario|restore|PATH|x|1", "year|history|PATH", "year|restore|PATH|1", "year|delete|PATH", "journal|--year|PATH",
	"backup|PATH", "backup|PATH|--force", "restore|PATH", "restore|--salvage", "user|add|Bob|--role|reader|--key-file|PATH", "year|list|--data|PATH", "config", "serve", "serve|--data|PATH", "<importe PATH\nimport PATH\n",
}

// Whoever comes through a server can have it read or write no file, nor learn whether there is one: what is answered is the same for
// a file, a folder that could be imported, and nothing.
func TestNoFilesOfTheServer(t *testing.T) {
	s := servedStore(t)
	tmp := t.TempDir()
	file := filepath.Join(tmp, "file")
	write(t, file, annesKey)
	folder, err := filepath.Abs(demoYear)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range []lang.Lang{lang.FR, lang.EN} {
		var b strings.Builder
		for _, line := range naming {
			answerOn := func(path, from string) string {
				command, input, _ := strings.Cut(strings.ReplaceAll(line, "PATH", path), "<")
				a := throughServer(s, l, from, input, command)
				return strings.ReplaceAll(fmt.Sprintf("%s%sexit %d\n", a.out, a.err, a.code), path, "PATH")
			}
			want := answerOn(filepath.Join(tmp, "none"), "192.0.2.1")
			if !strings.Contains(want, "exit 2") {
				t.Errorf("%s: not refused: %s", line, want)
			}
			for _, path := range []string{file, folder} {
				if got := answerOn(path, "192.0.2.1"); got != want {
					t.Errorf("%s tells %s from no file:\n%s\n%s", line, path, got, want)
				}
			}
			fmt.Fprintf(&b, "$ %s\n%s", strings.ReplaceAll(line, "|", " "), want)
			if here := answerOn(file, remote.Here); here != want {
				fmt.Fprintf(&b, "on the machine itself: %s", here)
			}
		}
		golden(t, "servedfiles."+l.String()+".golden", b.String())
	}
	if s.Revision() != 2 {
		t.Error("something was stored")
	}
}

// What only a lead may do beside what is saved: the others are told why not, and nothing changes.
func TestOnlyLeadsManage(t *testing.T) {
	s := servedStore(t)
	must(t, "user", "add", "Anne", "--role", "lead", "--key", annesKey, "--data", s.Dir())
	file := filepath.Join(s.Dir(), people.File)
	before, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, role := range []scenarios.Role{scenarios.Reader, scenarios.Finance} {
		for _, line := range []string{"user|list", "user|add|Bob|--role|lead|--key|" + zoesKey, "user|remove|Anne", "backup|-", "serve|status"} {
			a := throughServerAs(s, scenarios.Person{Name: "Jo", Role: role}, lang.EN, "192.0.2.1", "", line)
			want := answer{"", fmt.Sprintf("your role (%s) does not allow managing who is let in, the server and backups — ask somebody who has the role lead\n", role.Text().EN), wrong}
			if a != want {
				t.Errorf("%s as %s: %+v", line, role, a)
			}
		}
	}
	if after, err := os.ReadFile(file); err != nil || !bytes.Equal(before, after) {
		t.Errorf("%s, %v", after, err)
	}
}

// A person is let in through the server with the key on the standard input.
func TestUserAddThroughServer(t *testing.T) {
	s := servedStore(t)
	if a := throughServer(s, lang.EN, "192.0.2.1", josKey, "user|add|Jo|--role|finance"); a.code != done || !strings.HasPrefix(a.out, "let in from the next login on: Jo (finance)") {
		t.Errorf("exit %d, %s%s", a.code, a.out, a.err)
	}
	if a := throughServer(s, lang.EN, "192.0.2.1", "", "user|list|--format|csv"); !strings.Contains(a.out, "Jo,finance") {
		t.Errorf("exit %d, %s%s", a.code, a.out, a.err)
	}
}

// An address of IPv4 is listened on alone.
func TestListenOnIPv4(t *testing.T) {
	for address, want := range map[string]string{"0.0.0.0:0": "0.0.0.0", "127.0.0.1:0": "127.0.0.1"} {
		l, err := net.Listen(networkOf(address), address)
		if err != nil {
			t.Fatal(err)
		}
		if host, _, err := net.SplitHostPort(l.Addr().String()); err != nil || host != want {
			t.Errorf("%s: on %s, %v", address, l.Addr(), err)
		}
		l.Close()
	}
}

// servedStore is a store with the demo.
func servedStore(t *testing.T) *storage.Store {
	t.Helper()
	data := filepath.Join(t.TempDir(), "data")
	must(t, "import", demoYear, "--data", data)
	s, err := storage.Open(data)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// throughServer runs a command line, split at |, as a server does for a lead.
func throughServer(s *storage.Store, l lang.Lang, from, input, line string) answer {
	return throughServerAs(s, lead("anne"), l, from, input, line)
}

func throughServerAs(s *storage.Store, who scenarios.Person, l lang.Lang, from, input, line string) answer {
	var out, errs bytes.Buffer
	var args []string
	if line != "" {
		args = strings.Split(line, "|")
	}
	one := &remote.Session{Who: who, From: from, Args: args, Env: []string{"LANG=" + l.String()}, In: strings.NewReader(input), Out: &out, Err: &errs}
	code := handler(func() *remote.Server { return nil }, s)(context.Background(), one)
	return answer{out.String(), errs.String(), code}
}
