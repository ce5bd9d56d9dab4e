package tui_test

import (
	"testing"

	"quotepart/engine/lang"
	"quotepart/tui/emulator"
)

// pictures are the screens in the README and in docs/interface.md: what was pressed before each of them, on the demo.
var pictures = []struct {
	name  string
	lang  lang.Lang
	look  emulator.Look
	press []string
}{
	{"members", lang.FR, emulator.Color, []string{"f8", "end", "up", "enter", "f3", "end"}},
	{"typing", lang.FR, emulator.Color, []string{"f5", "down", "down", "down", "down", "tab", "end", "up", "up", "up", "up", "up", "up", "up", "up", "e", "ctrl+u", "6", ",", "4", "8"}},
	{"usage", lang.FR, emulator.Color, []string{"f6", "right", "right", "right", "right"}},
	{"budget", lang.EN, emulator.Light, []string{"f7"}},
	{"add-a-college", lang.FR, emulator.Color, []string{"f4", "home", "a", "tab", "N", "o", "u", "v", "e", "a", "u", "tab", "tab", "tab", "tab", "3", "2", "0"}},
	{"compare", lang.FR, emulator.Color, []string{"f8", "end", "space", "up", "space", "up", "up", "space", "c"}},
	{"palette", lang.EN, emulator.Color, []string{":", "o", "r", "m", "e", "v"}},
}

// The pictures of the documentation are those of the program. `make screens` draws them anew.
func TestPictures(t *testing.T) {
	for _, p := range pictures {
		t.Run(p.name, func(t *testing.T) {
			o, _ := demoOptions(t)
			o.Lang, o.Theme = p.lang, "auto"
			term := start(t, o, 120, 36, p.look)
			term.Press(p.press...)
			emulator.GoldenFile(t, "../docs/screens/"+p.name+".svg", term.SVG())
			term.Press("esc", "esc")
			term.Quit()
		})
	}
}
