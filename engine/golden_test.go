package engine_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"quotepart/engine/lang"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden holds a text against testdata/NAME.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got == string(want) {
		return
	}
	lines, wanted := strings.Split(got, "\n"), strings.Split(string(want), "\n")
	for i := range max(len(lines), len(wanted)) {
		a, b := at(lines, i), at(wanted, i)
		if a != b {
			t.Fatalf("%s, line %d\n got %q\nwant %q\n(go test ./engine -update writes it anew)", path, i+1, a, b)
		}
	}
}

func at(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return "(end)"
}

// page gathers texts in both languages for a golden file. No-break spaces are shown as ~ and narrow ones as ^.
type page struct{ strings.Builder }

func (p *page) title(s string) { p.WriteString(s + "\n") }

func (p *page) both(v lang.Localized) {
	show := strings.NewReplacer("\u00a0", "~", "\u202f", "^")
	p.WriteString("  fr: " + show.Replace(v.In(lang.FR)) + "\n  en: " + show.Replace(v.In(lang.EN)) + "\n")
}
