package widget

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"quotepart/engine/lang"
	"quotepart/tui/theme"
)

// Frame is a box around lines. Its texts may come from data: they are cleaned.
type Frame struct {
	Title   string // in the top border, left
	Right   string // in the top border, right; the first to go when there is no room
	Footer  string // in the bottom border, left
	Focused bool   // drawn in heavy lines, so that it is seen without colour

	Above, Below bool // there is more to scroll to: an arrow before the right corner says so
}

// border holds the characters of a box: corners clockwise from the top left,
// the horizontal and the vertical line.
type border struct{ tl, tr, br, bl, h, v string }

var (
	lightBorder = border{"┌", "┐", "┘", "└", "─", "│"}
	heavyBorder = border{"┏", "┓", "┛", "┗", "━", "┃"}
)

// Inner is the room a frame of that size leaves for its content, never
// negative.
func (f Frame) Inner(width, height int) (w, h int) {
	return max(width-2, 0), max(height-2, 0)
}

// Lines draws the frame around content: exactly height lines of exactly width
// columns. Content lines are styled already; they are cut and filled up, and
// lines that do not fit are left out.
func (f Frame) Lines(t theme.Theme, width, height int, content []string) []string {
	if width <= 0 || height <= 0 {
		return nil
	}
	lines := make([]string, 0, height)
	if width < 2 || height < 2 {
		for len(lines) < height {
			lines = append(lines, spaces(width))
		}
		return lines
	}
	b, role := lightBorder, theme.Frame
	if f.Focused {
		b, role = heavyBorder, theme.FrameFocus
	}
	w, h := f.Inner(width, height)
	lines = append(lines, f.edge(t, role, b.tl, b.h, b.tr, f.Title, f.Right, mark(f.Above, "↑"), w))
	side := t.Render(role, b.v)
	for i := range h {
		line := ""
		if i < len(content) {
			line = content[i]
		}
		lines = append(lines, side+Clip(line, w)+side)
	}
	return append(lines, f.edge(t, role, b.bl, b.h, b.br, f.Footer, "", mark(f.Below, "↓"), w))
}

func mark(on bool, sign string) string {
	if on {
		return sign
	}
	return ""
}

// Fits tells whether a frame of that width has room for both texts of its top border.
func (f Frame) Fits(width int) bool { return beside(lang.Clean(f.Title), lang.Clean(f.Right), width-4) }

// beside tells whether two texts of a border have room side by side.
func beside(left, right string, room int) bool { return Width(left)+Width(right)+5 <= room }

// edge draws a border line with a text near each end and perhaps a sign before
// the right corner, w columns between the corners.
func (f Frame) edge(t theme.Theme, role theme.Role, from, line, to, left, right, sign string, w int) string {
	left, right = lang.Clean(left), lang.Clean(right)
	room := w - 2 // a bit of line stays on both sides of the texts
	if right != "" && !beside(left, right, room) {
		right = ""
	}
	if left != "" && Width(left)+2 > room {
		left = strings.TrimRight(Fit(left, room-2, Left), " ")
	}
	var b strings.Builder
	used := 0
	border := func(n int) { b.WriteString(t.Render(role, strings.Repeat(line, max(n, 0)))) }
	b.WriteString(t.Render(role, from))
	if left != "" {
		border(1)
		b.WriteString(" " + t.Render(theme.Title, left) + " ")
		used += Width(left) + 3
	}
	if right != "" {
		border(w - used - Width(right) - 3)
		b.WriteString(" " + t.Render(theme.Muted, right) + " ")
		used = w - 1
	}
	border(w - used - Width(sign))
	b.WriteString(t.Render(role, sign+to))
	return b.String()
}

// Beside puts blocks of lines side by side. The lines of one block must all
// have the same width; the shorter blocks are filled up at the bottom.
func Beside(blocks ...[]string) []string {
	height := 0
	for _, block := range blocks {
		height = max(height, len(block))
	}
	lines := make([]string, height)
	for _, block := range blocks {
		width := 0
		if len(block) > 0 {
			width = Width(block[0])
		}
		for i := range lines {
			if i < len(block) {
				lines[i] += block[i]
			} else {
				lines[i] += spaces(width)
			}
		}
	}
	return lines
}

// Overlay puts a block of lines on top of others, its left top corner at x, y.
// What would stand outside base is left out.
func Overlay(base, top []string, x, y int) []string {
	lines := append([]string(nil), base...)
	for i, over := range top {
		row := y + i
		if row < 0 || row >= len(lines) {
			continue
		}
		total := Width(lines[row])
		start := max(x, 0)
		over = ansi.Truncate(dropLeft(over, start-x), max(total-start, 0), "")
		if over == "" {
			continue
		}
		left := Clip(ansi.Truncate(lines[row], start, ""), start)
		right := dropLeft(lines[row], start+Width(over))
		lines[row] = left + "\x1b[m" + over + "\x1b[m" + right
	}
	return lines
}

// dropLeft takes n columns off the left of a styled line. Of a wide character
// that would be cut in half a space is left.
func dropLeft(line string, n int) string {
	rest := ansi.TruncateLeft(line, n, "")
	if want := max(Width(line)-n, 0); n > 0 && Width(rest) > want {
		return " " + ansi.TruncateLeft(line, n+1, "")
	}
	return rest
}
