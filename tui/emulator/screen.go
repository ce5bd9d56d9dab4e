package emulator

import (
	"fmt"
	"image/color"
	"strings"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

// Screen is the text on the screen: a line for each row, without blanks at the
// ends of lines.
func (tm *Term) Screen() string {
	tm.t.Helper()
	tm.Settle()
	return tm.text()
}

// text is what is on the screen now.
func (tm *Term) text() string {
	tm.mu.Lock()
	defer tm.mu.Unlock()
	return tm.plain()
}

// plain is the text on the screen. The lock is held.
func (tm *Term) plain() string {
	var b strings.Builder
	for y := range tm.screen.Height() {
		if y > 0 {
			b.WriteByte('\n')
		}
		var line strings.Builder
		for _, c := range tm.row(y) {
			line.WriteString(c.text)
		}
		b.WriteString(strings.TrimRight(line.String(), " "))
	}
	return b.String()
}

// cell is a character on the screen, in one column or more.
type cell struct {
	x, width int
	text     string
	style    uv.Style
	link     string
}

// row gives the characters of a row. The lock is held.
func (tm *Term) row(y int) []cell {
	var cells []cell
	for x := 0; x < tm.screen.Width(); {
		c := cell{x: x, width: 1, text: " "}
		if at := tm.screen.CellAt(x, y); at != nil {
			c.style, c.link, c.width = at.Style, at.Link.URL, max(at.Width, 1)
			if at.Content != "" {
				c.text = at.Content
			}
		}
		cells = append(cells, c)
		x += c.width
	}
	return cells
}

// Styled is the screen with its styles, in a form that stays the same and can
// be read: the size and the cursor, the text, then for each row the columns
// that are styled.
//
//	20x2, cursor at 3,1
//	Title
//	…
//	--- styles
//	0: 0-4 bold fg=#67bdf0
func (tm *Term) Styled() string {
	tm.t.Helper()
	x, y, visible := tm.Cursor()
	tm.mu.Lock()
	defer tm.mu.Unlock()
	var b strings.Builder
	fmt.Fprintf(&b, "%dx%d, ", tm.screen.Width(), tm.screen.Height())
	if visible {
		fmt.Fprintf(&b, "cursor at %d,%d\n", x, y)
	} else {
		b.WriteString("no cursor\n")
	}
	b.WriteString(tm.plain() + "\n--- styles\n")
	for y := range tm.screen.Height() {
		if spans := styledSpans(tm.row(y)); len(spans) > 0 {
			fmt.Fprintf(&b, "%d: %s\n", y, strings.Join(spans, " | "))
		}
	}
	return b.String()
}

// styledSpans describes the styled parts of a row.
func styledSpans(cells []cell) []string {
	var spans []string
	for i := 0; i < len(cells); {
		j := i + 1
		for j < len(cells) && styleText(cells[j]) == styleText(cells[i]) {
			j++
		}
		if text := styleText(cells[i]); text != "" {
			last := cells[j-1]
			spans = append(spans, fmt.Sprintf("%d-%d %s", cells[i].x, last.x+last.width-1, text))
		}
		i = j
	}
	return spans
}

// attributes are the names of what a cell can be beside coloured.
var attributes = []struct {
	bit  uint8
	name string
}{
	{uv.AttrBold, "bold"}, {uv.AttrFaint, "faint"}, {uv.AttrItalic, "italic"}, {uv.AttrBlink, "blink"},
	{uv.AttrReverse, "reverse"}, {uv.AttrConceal, "conceal"}, {uv.AttrStrikethrough, "strike"},
}

// styleText describes the style of a cell, "" for that of the terminal.
func styleText(c cell) string {
	var parts []string
	for _, a := range attributes {
		if c.style.Attrs&a.bit != 0 {
			parts = append(parts, a.name)
		}
	}
	if c.style.Underline != 0 {
		parts = append(parts, "underline")
	}
	if c.style.Fg != nil {
		parts = append(parts, "fg="+colorText(c.style.Fg))
	}
	if c.style.Bg != nil {
		parts = append(parts, "bg="+colorText(c.style.Bg))
	}
	if c.link != "" {
		parts = append(parts, "link="+c.link)
	}
	return strings.Join(parts, " ")
}

// colorText names a colour: its number for those of the terminal's palette,
// its value for others.
func colorText(c color.Color) string {
	switch c := c.(type) {
	case ansi.BasicColor:
		return fmt.Sprintf("ansi%d", uint8(c))
	case ansi.IndexedColor:
		return fmt.Sprintf("ansi%d", uint8(c))
	}
	return hexColor(c)
}

func hexColor(c color.Color) string {
	r, g, b, _ := c.RGBA()
	return fmt.Sprintf("#%02x%02x%02x", r>>8, g>>8, b>>8)
}

// Cursor is where the terminal's cursor is, counted from 0, and whether it is
// shown.
func (tm *Term) Cursor() (x, y int, visible bool) {
	tm.t.Helper()
	tm.Settle()
	tm.mu.Lock()
	defer tm.mu.Unlock()
	at := tm.screen.CursorPosition()
	return at.X, at.Y, !tm.screen.CursorHidden()
}
