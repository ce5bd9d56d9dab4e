package widget

import (
	"strings"
	"unicode"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"quotepart/engine/lang"
	"quotepart/tui/theme"
)

// Field is a one-line editor. It holds clean text only, moves and deletes by
// characters as they are seen, and says where the terminal's own cursor
// belongs. What Enter, Esc and Tab mean is its owner's business.
//
// The text input of bubbles is not used: it reads the clipboard of the machine
// the program runs on, which over SSH is not the user's, and it counts cursor
// positions in code points.
type Field struct {
	// Error is why the value cannot be taken, set by the owner while the user
	// types; "" when it can.
	Error string

	// Replace makes the first text that is typed or pasted take the place of the whole value, as in a spreadsheet; any other
	// key keeps the value.
	Replace bool

	chars   []string // what was typed, by grapheme clusters
	cursor  int      // index into chars
	offset  int      // first character shown
	initial string
}

// FieldEvent is what a key did to a [Field].
type FieldEvent uint8

// The events. A key that is Ignored belongs to the owner.
const (
	FieldIgnored  FieldEvent = iota
	FieldMoved               // the cursor moved; the value is the same
	FieldChanged             // the value is another one
	FieldAccept              // Enter
	FieldCancel              // Esc
	FieldNext                // Tab
	FieldPrevious            // Shift+Tab
)

// maxFieldChars bounds what a field takes, against a paste of a whole file.
const maxFieldChars = 1000

// NewField makes a field that holds value, its cursor at the end.
func NewField(value string) *Field {
	f := &Field{}
	f.SetValue(value)
	f.initial = f.Value()
	return f
}

// Value is the text in the field.
func (f *Field) Value() string { return strings.Join(f.chars, "") }

// Changed reports whether the value differs from the one the field was made
// with. Text with odd characters is cleaned on its way in: an owner that
// writes back only what was changed leaves it as it was.
func (f *Field) Changed() bool { return f.Value() != f.initial }

// SetValue replaces the text and puts the cursor at the end.
func (f *Field) SetValue(value string) { f.set(value, "") }

// set makes before+after the text, the cursor between the two.
func (f *Field) set(before, after string) {
	f.chars = characters(before + after)
	if len(f.chars) > maxFieldChars {
		f.chars = f.chars[:maxFieldChars]
	}
	f.cursor = min(len(characters(before)), len(f.chars))
}

// characters splits text into the grapheme clusters of its clean form.
func characters(s string) []string {
	var chars []string
	for rest := lang.Clean(s); rest != ""; {
		cluster, _ := ansi.FirstGraphemeCluster(rest, ansi.GraphemeWidth)
		chars = append(chars, cluster)
		rest = rest[len(cluster):]
	}
	return chars
}

// Update gives the field a message and says what it did with it.
func (f *Field) Update(msg tea.Msg) FieldEvent {
	replace := f.Replace
	f.Replace = false
	switch msg := msg.(type) {
	case tea.PasteMsg:
		return f.insert(msg.Content, replace)
	case tea.KeyPressMsg:
		if event, ok := f.control(msg.String()); ok {
			return event
		}
		if msg.Text != "" {
			return f.insert(msg.Text, replace)
		}
	}
	return FieldIgnored
}

// control handles the keys that are not text.
func (f *Field) control(key string) (FieldEvent, bool) {
	at, end := f.cursor, len(f.chars)
	switch key {
	case "enter":
		return FieldAccept, true
	case "esc":
		return FieldCancel, true
	case "tab":
		return FieldNext, true
	case "shift+tab":
		return FieldPrevious, true
	case "left", "ctrl+b":
		return f.moveTo(at - 1), true
	case "right", "ctrl+f":
		return f.moveTo(at + 1), true
	case "home", "ctrl+a":
		return f.moveTo(0), true
	case "end", "ctrl+e":
		return f.moveTo(end), true
	case "ctrl+left", "alt+left", "alt+b":
		return f.moveTo(f.wordStart()), true
	case "ctrl+right", "alt+right", "alt+f":
		return f.moveTo(f.wordEnd()), true
	case "backspace", "ctrl+h":
		return f.remove(at-1, at), true
	case "delete", "ctrl+d":
		return f.remove(at, at+1), true
	case "ctrl+w", "alt+backspace", "ctrl+backspace":
		return f.remove(f.wordStart(), at), true
	case "alt+d", "alt+delete", "ctrl+delete":
		return f.remove(at, f.wordEnd()), true
	case "ctrl+u":
		return f.remove(0, at), true
	case "ctrl+k":
		return f.remove(at, end), true
	}
	return FieldIgnored, false
}

func (f *Field) moveTo(i int) FieldEvent {
	f.cursor = max(min(i, len(f.chars)), 0)
	return FieldMoved
}

// insert puts text at the cursor. A combining accent typed on its own joins
// the character before it.
func (f *Field) insert(text string, replace bool) FieldEvent {
	before := f.Value()
	if replace {
		f.chars, f.cursor = nil, 0
	}
	f.set(strings.Join(f.chars[:f.cursor], "")+text, strings.Join(f.chars[f.cursor:], ""))
	return f.changedFrom(before)
}

// remove deletes the characters from one index up to another, as far as there
// are any.
func (f *Field) remove(from, to int) FieldEvent {
	from, to = max(from, 0), min(to, len(f.chars))
	before := f.Value()
	f.set(strings.Join(f.chars[:from], ""), strings.Join(f.chars[to:], ""))
	return f.changedFrom(before)
}

func (f *Field) changedFrom(before string) FieldEvent {
	if f.Value() == before {
		return FieldMoved
	}
	return FieldChanged
}

// wordStart is where the word before the cursor starts.
func (f *Field) wordStart() int {
	i := f.cursor
	for i > 0 && !isWord(f.chars[i-1]) {
		i--
	}
	for i > 0 && isWord(f.chars[i-1]) {
		i--
	}
	return i
}

// wordEnd is where the word after the cursor ends.
func (f *Field) wordEnd() int {
	i := f.cursor
	for i < len(f.chars) && !isWord(f.chars[i]) {
		i++
	}
	for i < len(f.chars) && isWord(f.chars[i]) {
		i++
	}
	return i
}

func isWord(char string) bool {
	return strings.IndexFunc(char, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) == 0
}

// Text is the part of the value to show in exactly width columns, plain and
// filled up with spaces, and the column in it where the cursor belongs. An
// ellipsis stands at an end where text is left out.
func (f *Field) Text(width int) (text string, cursor int) {
	if width <= 0 {
		return "", 0
	}
	signs := width >= 4 // in less room, every column is for the text
	f.scroll(width, signs)
	var b strings.Builder
	used := 0
	if signs && f.offset > 0 {
		b.WriteString(Ellipsis)
		used = 1
	}
	for i := f.offset; i < len(f.chars); i++ {
		if i == f.cursor {
			cursor = used
		}
		w := Width(f.chars[i])
		if used+w > width || signs && used+w == width && i < len(f.chars)-1 {
			if signs {
				b.WriteString(Ellipsis)
				used++
			}
			break
		}
		b.WriteString(f.chars[i])
		used += w
	}
	if f.cursor == len(f.chars) {
		cursor = used
	}
	return b.String() + spaces(width-used), min(cursor, width-1)
}

// scroll moves the shown part as little as it takes to show the cursor, with
// room for an ellipsis at each end where it is needed.
func (f *Field) scroll(width int, signs bool) {
	f.offset = min(f.offset, f.cursor)
	if Width(f.Value()) < width {
		f.offset = 0
		return
	}
	for f.offset < f.cursor {
		need := Width(strings.Join(f.chars[f.offset:f.cursor], ""))
		if signs && f.offset > 0 {
			need++
		}
		if f.cursor < len(f.chars) {
			need += Width(f.chars[f.cursor])
		}
		if need < width {
			return
		}
		f.offset++
	}
}

// Line is the field as it is drawn on its own, in exactly width columns, and
// the column where the cursor belongs.
func (f *Field) Line(t theme.Theme, width int) (line string, cursor int) {
	text, cursor := f.Text(width)
	return t.Render(theme.Edit, text), cursor
}

// ErrorLine is [Field.Error] in exactly width columns, blank when there is
// none.
func (f *Field) ErrorLine(t theme.Theme, width int) string {
	if f.Error == "" {
		return spaces(width)
	}
	return t.Render(theme.Error, Fit(f.Error, width, Left))
}
