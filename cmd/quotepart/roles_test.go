package main

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/storage/demo"
	"quotepart/storage/dossier"
)

// trying is what each command is tried with through a server, split at |, so that it would change something where it can, with the least
// role that may do it.
var trying = map[string]struct {
	line  string
	least scenarios.Role
}{
	"demo": {line: "demo"}, "run": {line: "run|2025-2026"}, "compare": {line: "compare|2025-2026"}, "why": {line: "why|2025-2026|baseline|Fin du FEDER"},
	"explain": {line: "explain|2025-2026|0990001N"}, "check": {line: "check|2025-2026"}, "export": {line: "export|2025-2026|-"},
	"scenario list": {line: "scenario|list|2025-2026"}, "scenario show": {line: "scenario|show|2025-2026|Fin du FEDER"}, "scenario history": {line: "scenario|history|2025-2026|Fin du FEDER"},
	"year list": {line: "year|list"}, "year history": {line: "year|history|2025-2026"}, "journal": {line: "journal"}, "verify": {line: "verify|--accept-clock", least: scenarios.Lead}, "help": {line: "help"},

	"import": {"import|-|--replace", scenarios.Lead}, "issue": {"issue|2025-2026", scenarios.Lead},
	"scenario save": {"scenario|save|2025-2026|Essai|--set|year/basis=paid", scenarios.Lead}, "scenario delete": {"scenario|delete|2025-2026|Fin du FEDER", scenarios.Lead},
	"scenario restore": {"scenario|restore|2025-2026|Fin du FEDER|2", scenarios.Lead}, "year restore": {"year|restore|2025-2026|2", scenarios.Lead}, "year delete": {"year|delete|2025-2026", scenarios.Lead},
	"backup": {"backup|-", scenarios.Lead}, "user list": {"user|list", scenarios.Lead}, "user add": {"user|add|Jo|--role|lead|--key|" + josKey, scenarios.Lead}, "user remove": {"user|remove|Anne", scenarios.Lead},
}

// aside are the commands that work on the machine itself alone (TestNoFilesOfTheServer), one that needs the server, and those that only
// have others below them.
var aside = []string{"restore", "config", "serve", "serve status", "scenario", "year", "user"}

// Every command does through a server what the role of the person allows and no more; what it does not allow says so. A new command is
// missing here until somebody has decided who may use it.
func TestEveryCommandWithEveryRole(t *testing.T) {
	var names []string
	walk((&program{env: func(string) string { return "" }}).root(), func(name string) { names = append(names, name) })
	if len(names) < len(trying) {
		t.Errorf("only the commands %q were found", names)
	}
	for _, name := range names {
		try, known := trying[name]
		if !known {
			if !slices.Contains(aside, name) {
				t.Errorf("nobody has decided who may use %q", name)
			}
			continue
		}
		tryWithEveryRole(t, name, try.line, try.least)
	}
}

func walk(c *cobra.Command, do func(name string)) {
	for _, sub := range c.Commands() {
		if sub.RunE != nil {
			do(strings.TrimPrefix(sub.CommandPath(), "quotepart "))
		}
		walk(sub, do)
	}
}

// tryWithEveryRole tries the roles on one store, the least first: what is refused changes nothing.
func tryWithEveryRole(t *testing.T, name, line string, least scenarios.Role) {
	t.Helper()
	s := servedStore(t)
	must(t, "user", "add", "Anne", "--role", "lead", "--key", annesKey, "--data", s.Dir())
	other, _, err := dossier.Read(demo.Files())
	if err != nil {
		t.Fatal(err)
	}
	other.Year.Label = "Autre"
	var archive bytes.Buffer
	if err := dossier.WriteArchive(&archive, other); err != nil {
		t.Fatal(err)
	}
	if name == "year restore" { // to another state
		if _, err := s.Import(other, lead("anne"), true); err != nil {
			t.Fatal(err)
		}
	}
	for _, role := range []scenarios.Role{scenarios.Reader, scenarios.Finance, scenarios.Lead} {
		may, before := role >= least, s.Revision()
		who := scenarios.Person{Name: "Zoé", Key: "SHA256:abc", Role: role}
		a := throughServerAs(s, who, lang.EN, "192.0.2.1", archive.String(), line)
		refused := a.code == wrong && strings.Contains(a.err, "your role")
		if may == refused || may && a.code == wrong {
			t.Errorf("%s as %s: exit %d, %s", name, role, a.code, a.err)
		}
		events, err := s.Events(before)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range events {
			if !may || e.By != who.Name || e.Key != who.Key {
				t.Errorf("%s as %s: %+v", name, role, e)
			}
		}
	}
}
