package tui_test

import (
	"strings"
	"testing"

	"quotepart/tui/emulator"
)

// A comparison marks the amounts in which something is missing, and their differences; one that is not known is no 0, and makes no
// difference.
func TestCompareMarksWhatLacks(t *testing.T) {
	o, _ := demoOptions(t)
	must(t, o.Work.Do(change(t, "schools/0990007V/pupils", "1101")...)) // above the last band
	must(t, o.Work.Do(change(t, "charges/hotline/planned", "")...))
	term := start(t, o, 120, 40, emulator.Mono)
	row := func(name string) string {
		t.Helper()
		term.WaitFor(name)
		for _, line := range strings.Split(term.Screen(), "\n") {
			if strings.Contains(line, name) {
				return strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(line)
			}
		}
		return ""
	}
	term.Press("f9")
	if got := row("Département du"); !strings.Contains(got, " 148 303,84 ") || !strings.Contains(got, "! 148 031,44 ") || !strings.Contains(got, "! ▼ −272,40 ") {
		t.Errorf("a member: %q", got)
	}
	if got := row("CC Ozelle"); strings.Contains(got, "!") {
		t.Errorf("another member: %q", got)
	}
	term.Press("b")
	if got := row("Collège Marie Curie"); !strings.Contains(got, "!") {
		t.Errorf("a school: %q", got)
	}
	term.Press("b", "b")
	if got := row("Exploitation, hotline"); strings.Count(got, "–") != 2 || strings.Contains(got, "▼") {
		t.Errorf("a charge: %q", got)
	}
}
