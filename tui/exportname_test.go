package tui_test

import (
	"testing"

	"quotepart/tui/emulator"
)

// What is typed into the contents, which are chosen, leaves the proposed name of the file as it is.
func TestExportKeepsTheNameWhileContentsAreTyped(t *testing.T) {
	o, _ := demoOptions(t)
	term := start(t, o, 120, 36, emulator.Mono)
	term.Press("x")
	wants(t, term, "2025-2026-membres.csv")
	term.Press("z", "z", "z")
	wants(t, term, "zzz", "2025-2026-membres.csv")
	term.Quit()
}
