package tui

import (
	"image"

	tea "charm.land/bubbletea/v2"

	"quotepart/tui/ui"
)

// span is columns of the screen.
type span struct{ from, to int }

func (s span) holds(x int) bool { return x >= s.from && x < s.to }

// hint is an action at the bottom of the screen.
type hint struct {
	span
	action ui.Binding
}

// mouse takes clicks and the wheel outside of the screen's own tables; false where they are for these.
func (a *App) mouse(msg tea.MouseMsg) (cmd tea.Cmd, taken bool) {
	c := a.ctx
	_, click := msg.(tea.MouseClickMsg)
	at := msg.Mouse()
	switch {
	case c.Overlay != nil:
		return a.overOverlay(msg), true
	case c.Edit != nil:
		return nil, true // a value being typed is not lost to a click
	case click && at.Y == 1:
		for i, s := range a.tabs {
			if s.holds(at.X) {
				a.show(i)
			}
		}
		return nil, true
	case click && at.Y == a.height-1:
		for _, h := range a.hinted {
			if h.holds(at.X) {
				return h.action.Start(c), true
			}
		}
		return nil, true
	}
	return nil, false
}

// overOverlay gives an overlay a click on one of its lines, and the wheel as the arrow keys.
func (a *App) overOverlay(msg tea.MouseMsg) tea.Cmd {
	c, shown, at := a.ctx, a.ctx.Overlay, msg.Mouse()
	var cmd tea.Cmd
	var done bool
	switch msg.(type) {
	case tea.MouseWheelMsg:
		key := tea.KeyPressMsg{Code: tea.KeyDown}
		if at.Button == tea.MouseWheelUp {
			key.Code = tea.KeyUp
		}
		cmd, done = shown.Update(c, key)
	case tea.MouseClickMsg:
		if lines, ok := shown.(ui.Clickable); ok && image.Pt(at.X, at.Y).In(a.overlay) {
			cmd, done = lines.Click(c, at.Y-a.overlay.Min.Y)
		}
	}
	if done && c.Overlay == shown {
		c.Overlay = nil
	}
	return cmd
}
