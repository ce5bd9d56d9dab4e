package tui_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

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
	os.Exit(m.Run())
}

// The screen in the README is a real one: the demo with the new college, at the member that pays for it.
func TestReadmeScreen(t *testing.T) {
	o, _ := demoOptions(t)
	term := start(t, o, 108, 30, emulator.Mono)
	term.Press("f8", "/")
	term.Type("ouverture")
	term.Press("enter", "enter", "f3", "end")
	var lines []string
	for line := range strings.SplitSeq(plain(term), "\n") {
		lines = append(lines, strings.TrimRight(line, " "))
	}
	screen := strings.TrimSpace(strings.Join(lines, "\n"))
	term.Quit()
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(readme), screen) {
		t.Errorf("the README shows another screen than this one:\n%s", screen)
	}
}
