package tui_test

import (
	"testing"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/tui"
	"quotepart/tui/emulator"
)

// What opening the store had to mend is said at the start, on the list of years and in a year.
func TestNotices(t *testing.T) {
	notice := lang.T("l'index est refait", "the index is made again")
	term, _ := startScreen(t, tui.StartOptions{Who: scenarios.Person{Role: scenarios.Lead}, Notice: notice}, 80, 24)
	wants(t, term, "l'index est refait")
	o, _ := demoOptions(t)
	o.Notices = []lang.Text{notice}
	wants(t, start(t, o, 80, 24, emulator.Mono), "l'index est refait")
}
