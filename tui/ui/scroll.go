package ui

import (
	tea "charm.land/bubbletea/v2"

	"quotepart/engine/lang"
	"quotepart/tui/widget"
)

// Scroll is an overlay of lines to read, over the whole screen.
type Scroll struct {
	Title lang.Text
	// Lines gives the lines for a width.
	Lines  func(c *Ctx, width int) []string
	Footer lang.Text // what keys do, where it is more than scrolling and closing
	// Key takes a key of the overlay's own, and gives false where it is none. It may be nil.
	Key func(c *Ctx, key string) bool

	top int
}

// Update scrolls; any other key closes it.
func (s *Scroll) Update(c *Ctx, msg tea.Msg) (tea.Cmd, bool) {
	key, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return nil, false
	}
	if s.Key != nil && s.Key(c, key.String()) {
		return nil, false
	}
	switch key.String() {
	case "down", "j":
		s.top++
	case "up", "k":
		s.top--
	case "pgdown", "space":
		s.top += 10
	case "pgup":
		s.top -= 10
	case "home", "g":
		s.top = 0
	default:
		return nil, true
	}
	return nil, false
}

// View draws what is to be read.
func (s *Scroll) View(c *Ctx, width, height int) []string {
	lines := s.Lines(c, width-2)
	s.top = max(0, min(s.top, len(lines)-(height-2)))
	footer := s.Footer
	if footer.IsZero() {
		footer = lang.T("↑↓ défiler · une autre touche ferme", "↑↓ scroll · any other key closes")
	}
	frame := widget.Frame{Title: s.Title.In(c.Lang), Focused: true, Footer: footer.In(c.Lang)}
	frame.Above, frame.Below = s.top > 0, s.top+height-2 < len(lines)
	return frame.Lines(c.Theme, width, height, lines[s.top:])
}
