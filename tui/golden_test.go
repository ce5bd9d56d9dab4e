package tui_test

import (
	"fmt"
	"os"
	"testing"

	"go.uber.org/goleak"

	"quotepart/engine/lang"
	"quotepart/tui"
	"quotepart/tui/emulator"
)

// The screens as they are seen, held against files.
func TestGoldenScreens(t *testing.T) {
	for _, size := range [][2]int{{60, 15}, {80, 24}, {120, 40}} {
		for _, look := range []emulator.Look{emulator.Mono, emulator.Color} {
			o, _ := demoOptions(t)
			name := "mono"
			if look == emulator.Color {
				name, o.Theme = "color", "dark"
			}
			app, err := tui.New(o)
			if err != nil {
				t.Fatal(err)
			}
			term := emulator.Start(t, app, size[0], size[1], look)
			for _, screen := range app.Screens() {
				term.Golden(fmt.Sprintf("%s-%dx%d-%s", screen, size[0], size[1], name))
				term.Press(">")
			}
			term.Quit()
		}
	}
}

// Three saved scenarios and the working changes side by side, in both languages.
func TestCompareSideBySide(t *testing.T) {
	for _, l := range []lang.Lang{lang.FR, lang.EN} {
		for _, size := range [][2]int{{60, 15}, {80, 24}, {120, 40}, {200, 60}} {
			o, _ := demoOptions(t)
			o.Lang = l
			term := start(t, o, size[0], size[1], emulator.Mono)
			term.Press("f5", "i")
			term.Type("8")
			term.Press("enter", "f8", "end", "space", "up", "space", "up", "up", "space", "c")
			term.Golden(fmt.Sprintf("comparison-%dx%d-%s", size[0], size[1], l))
			term.Press("v", "b", "b")
			term.Golden(fmt.Sprintf("comparison-tariffs-%dx%d-%s", size[0], size[1], l))
			term.Quit()
		}
	}
}

func TestMain(m *testing.M) {
	os.Setenv("TZ", "UTC") // dates of saved scenarios
	goleak.VerifyTestMain(m)
}
