package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"quotepart/engine/lang"
	"quotepart/tui/theme"
	"quotepart/tui/ui"
	"quotepart/tui/widget"
)

// View draws the start screen.
func (s *Start) View() tea.View {
	view := tea.View{AltScreen: true, WindowTitle: "quotepart"}
	if s.width == 0 || s.height == 0 {
		return view
	}
	var hints []string
	for _, b := range s.ctx.Keys.Apply(s.bindings()) {
		if b.Hint && len(b.Keys) > 0 {
			hints = append(hints, ui.KeyLabel(b.Keys[0], s.ctx.Lang)+" "+b.Name.In(s.ctx.Lang))
		}
	}
	lines := widget.Frame{Title: "quotepart", Focused: true, Footer: strings.Join(hints, " · ")}.
		Lines(s.ctx.Theme, s.width, s.height, s.lines(s.height-2))
	if o := s.ctx.Overlay; o != nil {
		top := o.View(s.ctx, s.width, s.height)
		x, y := (s.width-widget.Width(top[0]))/2, max(0, (s.height-len(top))/2)
		lines = widget.Overlay(lines, top, x, y)
		if f, ok := o.(ui.Typing); ok {
			at := f.Cursor(s.ctx, s.width)
			s.ctx.SetCursor(x+at.X, y+at.Y)
		}
	}
	view.SetContent(strings.Join(lines, "\n"))
	view.Cursor = s.ctx.TakeCursor()
	return view
}

// lines fills the frame: what quotepart is, the years, and what there is to do. The years scroll where there is no room for all.
func (s *Start) lines(height int) []string {
	above := s.text(theme.Title, lang.T("Qui paie quoi : la répartition du coût de l'ENT entre les membres du syndicat, au centime près et expliquée.",
		"Who pays what: how the members of the syndicate share the cost of the ENT, to the cent and explained."))
	above = append(above, "")
	if len(s.years) == 0 {
		above = append(above, s.text(theme.Text, lang.T("Bienvenue. Rien n'est encore enregistré ; pour commencer :", "Welcome. Nothing is stored yet; to begin:"))...)
	}
	var below []string
	for _, b := range s.ctx.Keys.Apply(s.bindings()) {
		if !b.Hint && len(b.Keys) > 0 {
			below = append(below, s.action(b)...)
		}
	}
	if !s.said.IsZero() {
		below = append(below, append([]string{""}, s.text(theme.Warning, s.said)...)...)
	}
	if height >= len(above)+len(below)+len(s.years)+3 {
		above = append([]string{""}, above...)
	}
	lines := append(above, s.yearLines(height-len(above)-len(below)-1)...)
	if len(s.years) > 0 && len(lines)+len(below) < height {
		lines = append(lines, "")
	}
	return append(lines, below...)
}

// yearLines lists the years around the cursor, in at most room lines but at least one.
func (s *Start) yearLines(room int) []string {
	n := min(max(room, 1), len(s.years))
	first := max(0, min(s.at-n/2, len(s.years)-n))
	var lines []string
	for i := first; i < first+n; i++ {
		y, caret, role := s.years[i], " ", theme.Text
		if i == s.at {
			caret, role = "▸", theme.Cursor
		}
		text := lang.F("%[1]s  %[2]s · %[3]s, %[4]s établissements, %[5]s membres", "%[1]s  %[2]s · %[3]s, %[4]s schools, %[5]s members",
			y.ID, y.Label, y.Basis, lang.Count(y.Schools), lang.Count(y.Members))
		lines = append(lines, " "+caret+s.ctx.Theme.Render(role, widget.Fit(text.In(s.ctx.Lang), max(s.width-6, 10), widget.Left)))
	}
	return lines
}

// text wraps a text to the frame.
func (s *Start) text(role theme.Role, t lang.Text) []string {
	var lines []string
	for _, l := range widget.Wrap(t.In(s.ctx.Lang), max(s.width-6, 10)) {
		lines = append(lines, "  "+s.ctx.Theme.Render(role, l))
	}
	return lines
}

// action is a key and what it does, over several lines where there is no room for one.
func (s *Start) action(b ui.Binding) []string {
	const column = 7
	var lines []string
	key := widget.Fit(ui.KeyLabel(b.Keys[0], s.ctx.Lang), column, widget.Left)
	for _, part := range widget.Wrap(b.Name.In(s.ctx.Lang), max(s.width-column-6, 10)) {
		lines = append(lines, "  "+s.ctx.Theme.Render(theme.KeyName, key)+" "+part)
		key = widget.Fit("", column, widget.Left)
	}
	return lines
}
