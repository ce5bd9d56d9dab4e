package tui_test

import (
	"testing"

	"quotepart/engine/lang"
	"quotepart/tui/emulator"
)

// Undo and redo say what they take back and bring again.
func TestUndoSaysWhat(t *testing.T) {
	o, _ := demoOptions(t)
	o.Lang = lang.EN
	term := start(t, o, 120, 36, emulator.Mono)
	term.Press("u")
	wants(t, term, "nothing to undo")
	term.Press("f5", "i")
	term.Type("8")
	term.Press("enter", "f4", "home", "+", "+", "u")
	wants(t, term, "undone: ", " → ")
	term.Press("u", "u")
	wants(t, term, "undone: Price × 1.08")
	term.Press("U")
	wants(t, term, "redone: Price × 1.08")
	term.Press("f8", "end", "enter", "l", "u")
	wants(t, term, `undone: loading`)
	term.Press("U", "U")
	wants(t, term, "nothing to redo")
	term.Quit()
}
