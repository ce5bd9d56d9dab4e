package tui

import (
	"context"
	"image"

	tea "charm.land/bubbletea/v2"

	"quotepart/engine/lang"
	"quotepart/tui/ui"
)

// What tests of the whole app may look at and do without keys.

// Screens are the IDs of the screens.
func (a *App) Screens() []string {
	var ids []string
	for _, s := range a.screens {
		ids = append(ids, s.ID())
	}
	return ids
}

// Shown is the ID of the shown screen.
func (a *App) Shown() string { return a.screen().ID() }

// ShowScreen brings a screen to the front.
func (a *App) ShowScreen(id string) { a.jump(ui.Jump{Screen: id}) }

// Bindings are all the actions that the keys of the shown screen reach.
func (a *App) Bindings() []ui.Binding { return a.registry() }

// SetLang changes the language.
func (a *App) SetLang(l lang.Lang) {
	a.ctx.Lang = l
	a.ctx.Changed()
	a.refresh()
}

// Resize gives the terminal another size.
func (a *App) Resize(w, h int) { a.Update(tea.WindowSizeMsg{Width: w, Height: h}) }

// Hold makes imports wait, once they have told how far they are, until they are let go or cancelled.
func (s *Start) Hold(read, total int) (letGo func()) {
	gate, run := make(chan struct{}), s.run
	s.run = func(ctx context.Context, r request, tell func(int, int)) (imported, error) {
		tell(read, total)
		select {
		case <-gate:
		case <-ctx.Done():
		}
		return run(ctx, r, tell)
	}
	return func() { close(gate) }
}

// Lang is the language of the session.
func (a *App) Lang() lang.Lang { return a.ctx.Lang }

// Typing tells whether keys go to a field, a filter or an overlay.
func (a *App) Typing() bool { return a.ctx.Edit != nil || a.ctx.Filter != nil || a.ctx.Overlay != nil }

// Covered tells whether something is drawn over the split bar: an overlay, or a message of several lines.
func (a *App) Covered() bool {
	return a.ctx.Overlay != nil || len(a.bottomLines(image.Rectangle{})) > 1
}
