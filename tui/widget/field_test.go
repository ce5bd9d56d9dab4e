package widget

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"quotepart/engine/lang"
	"quotepart/engine/lang/langtest"
	"quotepart/tui/theme"
)

// fieldKeys are the keys of these tests by name.
var fieldKeys = map[string]tea.KeyPressMsg{
	"left":       {Code: tea.KeyLeft},
	"right":      {Code: tea.KeyRight},
	"home":       {Code: tea.KeyHome},
	"end":        {Code: tea.KeyEnd},
	"backspace":  {Code: tea.KeyBackspace},
	"delete":     {Code: tea.KeyDelete},
	"enter":      {Code: tea.KeyEnter},
	"esc":        {Code: tea.KeyEscape},
	"tab":        {Code: tea.KeyTab},
	"shift+tab":  {Code: tea.KeyTab, Mod: tea.ModShift},
	"up":         {Code: tea.KeyUp},
	"ctrl+left":  {Code: tea.KeyLeft, Mod: tea.ModCtrl},
	"ctrl+right": {Code: tea.KeyRight, Mod: tea.ModCtrl},
	"ctrl+w":     {Code: 'w', Mod: tea.ModCtrl},
	"ctrl+u":     {Code: 'u', Mod: tea.ModCtrl},
	"ctrl+k":     {Code: 'k', Mod: tea.ModCtrl},
	"ctrl+p":     {Code: 'p', Mod: tea.ModCtrl},
	"alt+d":      {Code: 'd', Mod: tea.ModAlt},
}

// press sends keys by name; a name that is no key is typed as text.
func press(f *Field, keys ...string) FieldEvent {
	var event FieldEvent
	for _, key := range keys {
		msg, ok := fieldKeys[key]
		if !ok {
			msg = tea.KeyPressMsg{Text: key, Code: []rune(key)[0]}
		}
		event = f.Update(msg)
	}
	return event
}

func TestFieldEditing(t *testing.T) {
	tests := []struct {
		start string
		keys  []string
		want  string // with | at the cursor
		event FieldEvent
	}{
		{"640", []string{"5"}, "6405|", FieldChanged},
		{"640", []string{"left", "left", "5"}, "65|40", FieldChanged},
		{"640", []string{"home", "delete"}, "|40", FieldChanged},
		{"640", []string{"backspace", "backspace"}, "6|", FieldChanged},
		{"640", []string{"home", "backspace"}, "|640", FieldMoved},
		{"640", []string{"delete"}, "640|", FieldMoved},
		{"640", []string{"ctrl+u", "1", ",", "5"}, "1,5|", FieldChanged},
		{"12 rue du Port", []string{"ctrl+left", "ctrl+left"}, "12 rue |du Port", FieldMoved},
		{"12 rue du Port", []string{"home", "ctrl+right", "ctrl+right"}, "12 rue| du Port", FieldMoved},
		{"12 rue du Port", []string{"ctrl+w"}, "12 rue du |", FieldChanged},
		{"12 rue du Port", []string{"home", "alt+d"}, "| rue du Port", FieldChanged},
		{"12 rue du Port", []string{"home", "right", "right", "ctrl+k"}, "12|", FieldChanged},
		{"E\u0301te\u0301", []string{"left", "left"}, "É|té", FieldMoved},
		{"et", []string{"left", "left", "right", "\u0301"}, "é|t", FieldChanged}, // an accent typed after its letter
		{"東京", []string{"left", "小"}, "東小|京", FieldChanged},
		{"a", []string{"\x1b[31m"}, "a␛[31m|", FieldChanged},
		{"a", []string{"up"}, "a|", FieldIgnored},
		{"a", []string{"ctrl+p"}, "a|", FieldIgnored},
		{"a", []string{"enter"}, "a|", FieldAccept},
		{"a", []string{"esc"}, "a|", FieldCancel},
		{"a", []string{"tab"}, "a|", FieldNext},
		{"a", []string{"shift+tab"}, "a|", FieldPrevious},
	}
	for _, tt := range tests {
		f := NewField(tt.start)
		event := press(f, tt.keys...)
		got := strings.Join(slices.Insert(slices.Clone(f.chars), f.cursor, "|"), "")
		if got != tt.want || event != tt.event {
			t.Errorf("%q after %q: %q, event %d; want %q, event %d", tt.start, tt.keys, got, event, tt.want, tt.event)
		}
	}
}

func TestFieldPaste(t *testing.T) {
	f := NewField("")
	if event := f.Update(tea.PasteMsg{Content: "1 234\n\x1b]52;c;\x07"}); event != FieldChanged || f.Value() != "1 234 ␛]52;c;␇" {
		t.Errorf("event %d, value %q", event, f.Value())
	}
	f.Update(tea.PasteMsg{Content: strings.Repeat("x", 10*maxFieldChars)})
	if n := len(f.Value()); n > maxFieldChars+8 {
		t.Errorf("a paste of %d characters leaves %d bytes", 10*maxFieldChars, n)
	}
}

func TestFieldChanged(t *testing.T) {
	f := NewField("a\u200bb") // not clean: differs from its value at once
	if f.Changed() {
		t.Error("changed although nothing was typed")
	}
	press(f, "c")
	if !f.Changed() {
		t.Error("not changed although something was typed")
	}
	press(f, "backspace")
	if f.Changed() {
		t.Error("changed although the old value is back")
	}
}

func TestFieldText(t *testing.T) {
	f := NewField("Collège Jean-Moulin")
	check := func(width int, want string) {
		t.Helper()
		text, cursor := f.Text(width)
		if got := ansi.Cut(text, 0, cursor) + "|" + ansi.Cut(text, cursor, width); got != want {
			t.Errorf("width %d: %q, want %q", width, got, want)
		}
	}
	check(22, "Collège Jean-Moulin|   ")
	check(20, "Collège Jean-Moulin| ")
	check(19, "…llège Jean-Moulin| ")
	check(10, "…n-Moulin| ")
	press(f, "ctrl+left", "ctrl+left")
	check(10, "…|Jean-Mou…")
	press(f, "home")
	check(10, "|Collège J…")
	check(1, "|C")
	f.SetValue("")
	check(3, "|   ")
}

func TestFieldLines(t *testing.T) {
	f := NewField("12")
	mono, err := theme.New("mono", true)
	if err != nil {
		t.Fatal(err)
	}
	if got := f.ErrorLine(mono, 6); got != "      " {
		t.Errorf("ErrorLine without an error = %q", got)
	}
	f.Error = "not a number"
	if got := ansi.Strip(f.ErrorLine(mono, 6)); got != "not a…" {
		t.Errorf("ErrorLine = %q", got)
	}
	if line, cursor := f.Line(mono, 5); ansi.Strip(line) != "12   " || cursor != 2 {
		t.Errorf("Line = %q, %d", line, cursor)
	}
}

// Whatever is typed, the field shows exactly its width with the cursor inside,
// and its text is clean.
func TestFieldInvariants(t *testing.T) {
	names := make([]string, 0, len(fieldKeys))
	for name := range fieldKeys {
		names = append(names, name)
	}
	slices.Sort(names)
	rapid.Check(t, func(t *rapid.T) {
		f := NewField(langtest.Nasty().Draw(t, "start"))
		key := rapid.OneOf(rapid.SampledFrom(names), rapid.StringOfN(rapid.RuneFrom(nil, unicode.Latin, unicode.Mn, unicode.Han), 1, 1, -1))
		for range rapid.IntRange(0, 30).Draw(t, "keys") {
			press(f, key.Draw(t, "key"))
			width := rapid.IntRange(1, 20).Draw(t, "width")
			text, cursor := f.Text(width)
			if Width(text) != width || cursor < 0 || cursor >= width {
				t.Fatalf("width %d: %q of %d columns, cursor %d", width, text, Width(text), cursor)
			}
			if f.cursor < 0 || f.cursor > len(f.chars) || lang.Clean(f.Value()) != f.Value() {
				t.Fatalf("cursor %d of %d, value %q", f.cursor, len(f.chars), f.Value())
			}
		}
	})
}
