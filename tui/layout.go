package tui

import "image"

// The smallest terminal the interface works in.
const (
	minWidth  = 60
	minHeight = 15
)

// areas are the parts of the screen, from top to bottom.
type areas struct {
	bar, tabs, body, split, hints image.Rectangle
}

// layout cuts the screen up; the split bar has a frame where there is room for it.
func layout(w, h int) areas {
	split := 3
	if h < 20 {
		split = 1
	}
	y := 0
	take := func(n int) image.Rectangle {
		r := image.Rect(0, y, w, y+n)
		y += n
		return r
	}
	var a areas
	a.bar, a.tabs = take(1), take(1)
	a.body = take(h - 3 - split)
	a.split, a.hints = take(split), take(1)
	return a
}
