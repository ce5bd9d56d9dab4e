package emulator

import (
	"fmt"
	"html"
	"image/color"
	"strings"

	uv "github.com/charmbracelet/ultraviolet"
)

// The size of a cell and of the margin of a picture, in pixels, and where in a
// cell the line of its text is.
const (
	cellWidth  = 9
	cellHeight = 18
	baseline   = 13.5
	margin     = 12
)

// SVG is a picture of the screen. Text is in the monospaced font of whoever
// looks at it, each piece held to the width of its cells; blocks and borders
// are drawn, so that they join whatever the font.
func (tm *Term) SVG() string {
	tm.t.Helper()
	tm.Settle()
	tm.mu.Lock()
	defer tm.mu.Unlock()
	width, height := tm.screen.Width()*cellWidth+2*margin, tm.screen.Height()*cellHeight+2*margin
	foreground, background := color.Color(color.RGBA{0xd8, 0xda, 0xde, 0xff}), color.Color(color.RGBA{0x16, 0x18, 0x1c, 0xff})
	if tm.look == Light {
		foreground, background = color.RGBA{0x20, 0x22, 0x26, 0xff}, color.White
	}
	p := picture{foreground: foreground, background: background}
	fmt.Fprintf(&p.out, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d">`+"\n", width, height, width, height)
	fmt.Fprintf(&p.out, `<rect width="100%%" height="100%%" rx="6" fill="%s"/>`+"\n", hexColor(background))
	fmt.Fprintf(&p.out, `<g transform="translate(%d %d)" font-family="ui-monospace,Menlo,Consolas,'DejaVu Sans Mono',monospace" font-size="15" xml:space="preserve">`+"\n", margin, margin)
	for y := range tm.screen.Height() {
		p.row(tm.row(y), y)
	}
	if !tm.screen.CursorHidden() {
		at := tm.screen.CursorPosition()
		fmt.Fprintf(&p.out, `<rect x="%d" y="%d" width="%d" height="%d" fill="%s" fill-opacity="0.5"/>`+"\n",
			at.X*cellWidth, at.Y*cellHeight, cellWidth, cellHeight, hexColor(foreground))
	}
	p.out.WriteString("</g>\n</svg>\n")
	return p.out.String()
}

// picture is an SVG being written.
type picture struct {
	out                    strings.Builder
	foreground, background color.Color
}

// row draws the cells of a row: backgrounds first, then what stands on them.
func (p *picture) row(cells []cell, y int) {
	// By their colour alone: how a blank is written, bold or not, depends on what stood there before, and is not seen.
	runs(cells, func(c cell) color.Color { _, bg := p.colors(c.style); return bg }, func(run []cell) {
		_, bg := p.colors(run[0].style)
		if bg != p.background {
			fmt.Fprintf(&p.out, `<rect x="%d" y="%d" width="%d" height="%d" fill="%s"/>`+"\n",
				run[0].x*cellWidth, y*cellHeight, columns(run)*cellWidth, cellHeight, hexColor(bg))
		}
	})
	runs(cells, styleText, func(run []cell) {
		fg, _ := p.colors(run[0].style)
		p.text(run, y, fg)
		for _, c := range run {
			if path := glyphPath(c.text, float64(c.x*cellWidth), float64(y*cellHeight)); path != "" {
				fmt.Fprintf(&p.out, `<path d="%s" fill="%s"%s/>`+"\n", path, hexColor(fg), glyphOpacity(c.text))
			}
		}
	})
}

// runs calls draw for each longest part of a row that is alike.
func runs[T comparable](cells []cell, alike func(cell) T, draw func(run []cell)) {
	for i := 0; i < len(cells); {
		j := i + 1
		for j < len(cells) && alike(cells[j]) == alike(cells[i]) {
			j++
		}
		draw(cells[i:j])
		i = j
	}
}

// columns is the width of a run.
func columns(run []cell) int {
	last := run[len(run)-1]
	return last.x + last.width - run[0].x
}

// text draws the pieces of a run that are text, each from a character that is
// none up to the next one.
func (p *picture) text(run []cell, y int, fg color.Color) {
	isText := func(c cell) bool {
		return strings.TrimSpace(c.text) != "" && glyphPath(c.text, 0, 0) == ""
	}
	for i := 0; i < len(run); {
		if !isText(run[i]) {
			i++
			continue
		}
		j := i + 1
		for j < len(run) && (isText(run[j]) || run[j].text == " " && j+1 < len(run) && isText(run[j+1])) {
			j++
		}
		var b strings.Builder
		for _, c := range run[i:j] {
			b.WriteString(c.text)
		}
		fmt.Fprintf(&p.out, `<text x="%d" y="%g" textLength="%d" lengthAdjust="spacingAndGlyphs" fill="%s"%s>%s</text>`+"\n",
			run[i].x*cellWidth, float64(y*cellHeight)+baseline, columns(run[i:j])*cellWidth, hexColor(fg), fontStyle(run[i].style), html.EscapeString(b.String()))
		i = j
	}
}

// colors are those a style is seen in.
func (p *picture) colors(s uv.Style) (fg, bg color.Color) {
	fg, bg = p.foreground, p.background
	if s.Fg != nil {
		fg = s.Fg
	}
	if s.Bg != nil {
		bg = s.Bg
	}
	if s.Attrs&uv.AttrReverse != 0 {
		fg, bg = bg, fg
	}
	return fg, bg
}

// fontStyle gives the attributes of a text element for a style.
func fontStyle(s uv.Style) string {
	var b strings.Builder
	if s.Attrs&uv.AttrBold != 0 {
		b.WriteString(` font-weight="bold"`)
	}
	if s.Attrs&uv.AttrItalic != 0 {
		b.WriteString(` font-style="italic"`)
	}
	if s.Attrs&uv.AttrFaint != 0 {
		b.WriteString(` opacity="0.6"`)
	}
	if s.Underline != 0 {
		b.WriteString(` text-decoration="underline"`)
	}
	return b.String()
}

// rectangle is a path around a part of a cell, in parts of its size.
func rectangle(x, y, left, top, right, bottom float64) string {
	return fmt.Sprintf("M%g %gH%gV%gH%gZ", x+left*cellWidth, y+top*cellHeight, x+right*cellWidth, y+bottom*cellHeight, x+left*cellWidth)
}

// glyphPath is the shape of a block or border character in the cell at x, y;
// "" for other characters.
func glyphPath(text string, x, y float64) string {
	r := []rune(text)
	if len(r) != 1 {
		return ""
	}
	switch c := r[0]; {
	case c >= '▁' && c <= '█': // lower eighths, the full block last
		return rectangle(x, y, 0, 1-float64(c-'▁'+1)/8, 1, 1)
	case c >= '▉' && c <= '▏': // left eighths, from seven down to one
		return rectangle(x, y, 0, 0, 1-float64(c-'█')/8, 1)
	case c == '▐':
		return rectangle(x, y, 0.5, 0, 1, 1)
	case c == '░', c == '▒', c == '▓':
		return rectangle(x, y, 0, 0, 1, 1)
	case c == '▚':
		return rectangle(x, y, 0, 0, 0.5, 0.5) + rectangle(x, y, 0.5, 0.5, 1, 1)
	}
	return linePath(r[0], x, y)
}

// glyphOpacity makes the shades lighter.
func glyphOpacity(text string) string {
	if o, ok := map[string]string{"░": "0.3", "▒": "0.5", "▓": "0.75"}[text]; ok {
		return ` fill-opacity="` + o + `"`
	}
	return ""
}

// arms says how thick the lines of a border character are that go from the
// middle of the cell up, right, down and left, in pixels.
var arms = map[rune][4]float64{
	'─': {0, 1, 0, 1}, '│': {1, 0, 1, 0}, '┌': {0, 1, 1, 0}, '┐': {0, 0, 1, 1}, '└': {1, 1, 0, 0}, '┘': {1, 0, 0, 1},
	'├': {1, 1, 1, 0}, '┤': {1, 0, 1, 1}, '┬': {0, 1, 1, 1}, '┴': {1, 1, 0, 1}, '┼': {1, 1, 1, 1},
	'━': {0, 3, 0, 3}, '┃': {3, 0, 3, 0}, '┏': {0, 3, 3, 0}, '┓': {0, 0, 3, 3}, '┗': {3, 3, 0, 0}, '┛': {3, 0, 0, 3},
}

// linePath draws the arms of a border character.
func linePath(c rune, x, y float64) string {
	a, ok := arms[c]
	if !ok {
		return ""
	}
	const midX, midY = cellWidth / 2.0, cellHeight / 2.0
	thickest := max(a[0], a[1], a[2], a[3]) / 2
	box := func(left, top, right, bottom float64) string {
		return fmt.Sprintf("M%g %gH%gV%gH%gZ", x+left, y+top, x+right, y+bottom, x+left)
	}
	var b strings.Builder
	if w := a[0] / 2; w > 0 {
		b.WriteString(box(midX-w, 0, midX+w, midY+thickest))
	}
	if w := a[1] / 2; w > 0 {
		b.WriteString(box(midX-thickest, midY-w, cellWidth, midY+w))
	}
	if w := a[2] / 2; w > 0 {
		b.WriteString(box(midX-w, midY-thickest, midX+w, cellHeight))
	}
	if w := a[3] / 2; w > 0 {
		b.WriteString(box(0, midY-w, midX+thickest, midY+w))
	}
	return b.String()
}
