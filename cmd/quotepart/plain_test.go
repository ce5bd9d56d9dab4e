package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"quotepart/engine/lang"
)

// Without a terminal the interface is lines, on the store, a folder and the list of years; no input ends by itself. The demo alone
// prints its cost split there.
func TestInterfaceWithoutTerminal(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	if out := must(t, "--data", data); !strings.Contains(out, "Aucun exercice n'est encore enregistré.") {
		t.Errorf("%s", out)
	}
	if _, err := os.Stat(data); err == nil {
		t.Error("looking made a store")
	}
	folder, err := filepath.Abs(demoYear)
	if err != nil {
		t.Fatal(err)
	}
	a := piped(t, lang.EN, "import "+folder+"\nset schools/0990001N/pupils 700\nsave From a pipe\nyears\nopen 2025-2026\nscenario from a pipe\nquit\n", "--data", data)
	if a.code != done || a.err != "" || !strings.Contains(a.out, "Line 3: save From a pipe\nscenario \"From a pipe\" saved\n") ||
		!strings.Contains(a.out, "Line 6: scenario from a pipe\nScenario From a pipe: 1 change,") {
		t.Errorf("exit %d, %s\n%s", a.code, a.err, a.out)
	}
	if out := must(t, "2025-2026", "--data", data); !strings.HasPrefix(out, "Exercice 2025-2026, prévisionnel") {
		t.Errorf("%s", out)
	}
	if out := must(t, "scenario", "list", "2025-2026", "--data", data); !strings.Contains(out, "From a pipe") {
		t.Errorf("%s", out)
	}
	if out := must(t, demoYear); !strings.Contains(out, "dossier data") {
		t.Errorf("%s", out)
	}
	if out := must(t, "demo"); !strings.Contains(out, "Budget par niveau") || strings.Contains(out, "Ligne") {
		t.Errorf("%s", out)
	}
}

// A refused line of a pipe is exit code 2 at the end, with its number beside the answer; the others are done.
func TestRefusedLines(t *testing.T) {
	a := piped(t, lang.FR, "membrs\nmembres if-noir\n", "demo", "--plain")
	if a.code != wrong || a.err != "lignes refusées : 1 (1) — la raison est dite à sa place dans la réponse ; les autres lignes sont faites\n" || !strings.Contains(a.out, "Membre CC du Pays de l'If-Noir") {
		t.Errorf("exit %d, %s\n%s", a.code, a.err, a.out)
	}
}

// With --plain a terminal gets lines too, and somebody there is asked.
func TestPlainInTerminal(t *testing.T) {
	var out, errs bytes.Buffer
	p := &program{in: strings.NewReader("membrs\nmodifie schools/0990001N/pupils\n700\n"), out: &out, err: &errs, typed: true, terminal: true, env: func(string) string { return "" }}
	if code := p.execute(context.Background(), []string{"demo", "--plain"}); code != done || errs.Len() > 0 || !strings.Contains(out.String(), "actuellement 742. Nouvelle valeur, ou rien : Élèves") {
		t.Errorf("exit %d, %s\n%s", code, errs.String(), out.String())
	}
}
