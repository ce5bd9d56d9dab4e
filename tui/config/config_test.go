package config_test

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"quotepart/engine/lang"
	"quotepart/tui"
	"quotepart/tui/config"
	"quotepart/tui/emulator"
	"quotepart/tui/ui"
)

func TestRead(t *testing.T) {
	c, err := config.Read("config.yaml", []byte("lang: en\ntheme: safe\nkeys:\n  undo: [w, 'ctrl+z']\n  schools.add: é\n  compare: []\n"), tui.Actions())
	if err != nil {
		t.Fatal(err)
	}
	want := config.Config{Lang: "en", Theme: "safe", Keys: ui.Keymap{"undo": {"w", "ctrl+z"}, "schools.add": {"é"}, "compare": {}}}
	if !reflect.DeepEqual(c, want) {
		t.Errorf("%+v, want %+v", c, want)
	}
	for _, empty := range []string{"", "# nothing yet\n", "keys:\n", "lang:\n"} {
		if c, err := config.Read("config.yaml", []byte(empty), tui.Actions()); err != nil || !reflect.DeepEqual(c, config.Config{}) {
			t.Errorf("%q: %+v, %v", empty, c, err)
		}
	}
}

// What is printed is a config file that means the same, in both languages.
func TestPrintedIsRead(t *testing.T) {
	for _, l := range []lang.Lang{lang.FR, lang.EN} {
		text := config.Config{Theme: "dark", Keys: ui.Keymap{"undo": {"'"}, "compare": {}}}.Print(l, tui.Actions())
		c, err := config.Read("config.yaml", []byte(text), tui.Actions())
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		if again := c.Print(l, tui.Actions()); again != text {
			t.Errorf("printed again it differs:\n%s\n%s", text, again)
		}
	}
}

// Each thing wrong is one line with its place and how to mend it, and nothing is taken.
func TestFaults(t *testing.T) {
	var out strings.Builder
	for _, text := range []string{
		"lang: de\n",
		"theme: [dark]\n",
		"color: dark\n",
		"keys: u\n",
		"keys:\n  undoo: u\n",
		"keys:\n  undo: u\n  undo: w\n",
		"keys:\n  undo: ctrl+c\n  redo: hyper+x\n  save: ''\n  quit: [ctrl+Q]\n",
		"keys:\n  undo: w\n  redo: w\n",
		"keys:\n  undo: w\n  schools.add: w\n  tariffs.add: w\n",
		"keys: {undo: {a: b}}\n",
		"lang: fr\nlang\n",
		"theme: dark\x1b\n",
		"theme: \"\xff\"\n",
	} {
		c, err := config.Read("config.yaml", []byte(text), tui.Actions())
		if err == nil || !reflect.DeepEqual(c, config.Config{}) {
			t.Errorf("%q is taken: %+v", text, c)
			continue
		}
		out.WriteString(strings.ReplaceAll(text, "\x1b", "<ESC>") + lang.Describe(err, lang.FR) + "\n" + lang.Describe(err, lang.EN) + "\n\n")
	}
	emulator.Golden(t, "faults", strings.ToValidUTF8(out.String(), "?"))
}

func TestLoad(t *testing.T) {
	env := func(values map[string]string) func(string) string {
		return func(name string) string { return values[name] }
	}
	dir := t.TempDir()
	path := config.Path(env(map[string]string{"XDG_CONFIG_HOME": dir, "HOME": "/elsewhere"}))
	if path != filepath.Join(dir, "quotepart", "config.yaml") {
		t.Fatalf("path: %s", path)
	}
	if home := config.Path(env(map[string]string{"HOME": dir, "XDG_CONFIG_HOME": "relative"})); home != filepath.Join(dir, ".config", "quotepart", "config.yaml") {
		t.Errorf("path: %s", home)
	}
	if none := config.Path(env(nil)); none != "" {
		t.Errorf("path without a home: %s", none)
	}
	if c, err := config.Load(path, tui.Actions()); err != nil || c.Lang != "" {
		t.Errorf("no file: %+v, %v", c, err)
	}
	if err := os.MkdirAll(path, 0o700); err != nil { // a folder of that name cannot be read
		t.Fatal(err)
	}
	if _, err := config.Load(path, tui.Actions()); err == nil || !strings.Contains(err.Error(), "cannot be read") {
		t.Errorf("a folder: %v", err)
	}
}

// No text makes the reader panic, and what it takes it prints and takes again.
func FuzzRead(f *testing.F) {
	f.Add("lang: fr\nkeys:\n  undo: [u]\n")
	f.Add("keys: {undo: &a [x], redo: *a}")
	f.Fuzz(func(t *testing.T, text string) {
		c, err := config.Read("config.yaml", []byte(text), tui.Actions())
		if err != nil {
			return
		}
		if _, err := config.Read("config.yaml", []byte(c.Print(lang.FR, tui.Actions())), tui.Actions()); err != nil {
			t.Errorf("printed it is refused: %v", err)
		}
	})
}
