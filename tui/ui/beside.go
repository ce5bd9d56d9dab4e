package ui

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"

	"quotepart/engine/lang"
	"quotepart/tui/theme"
	"quotepart/tui/widget"
)

// AtOnce is how many schools may be computed within a key, over all the computations that it asks for; more run beside the
// interface.
const AtOnce = 10_000

// Beside is an overlay over a long computation: it runs beside the interface, shows how far it is, and Esc cancels it. The
// computation must not touch what the interface changes: it works on years and results, which nobody alters.
type Beside struct {
	Title lang.Text

	cancel   context.CancelFunc
	done, of atomic.Int64
}

// Answered brings what came of a computation; nothing happens where its overlay is no longer shown.
type Answered struct {
	from *Beside
	take func(*Ctx)
}

// Waiting asks to draw the progress again.
type Waiting struct{ from *Beside }

// Run starts a computation and shows its overlay. What it gives back is called with the context when it is done.
func (b *Beside) Run(c *Ctx, do func(ctx context.Context, progress func(done, of int)) (take func(*Ctx))) tea.Cmd {
	ctx, cancel := context.WithCancel(context.Background())
	b.cancel = cancel
	c.Overlay = b
	work := func() tea.Msg {
		defer cancel()
		return Answered{b, do(ctx, func(done, of int) { b.done.Store(int64(done)); b.of.Store(int64(of)) })}
	}
	return tea.Batch(work, b.wait())
}

func (b *Beside) wait() tea.Cmd {
	return tea.Tick(100*time.Millisecond, func(time.Time) tea.Msg { return Waiting{b} })
}

// TakeBeside takes the messages of a computation: its answer closes the overlay.
func (c *Ctx) TakeBeside(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case Answered:
		if c.Overlay == Overlay(msg.from) {
			c.Overlay = nil
			msg.take(c)
		}
	case Waiting:
		if c.Overlay == Overlay(msg.from) {
			return msg.from.wait()
		}
	}
	return nil
}

// Update cancels on Esc.
func (b *Beside) Update(c *Ctx, msg tea.Msg) (tea.Cmd, bool) {
	if key, ok := msg.(tea.KeyPressMsg); ok && key.String() == "esc" {
		b.cancel()
		c.Say(lang.T("calcul interrompu", "computation cancelled"))
		return nil, true
	}
	return nil, false
}

// View draws how far the computation is.
func (b *Beside) View(c *Ctx, width, height int) []string {
	const room = 46
	w := min(width, room)
	done, of := b.done.Load(), b.of.Load()
	bar := c.Theme.Render(theme.Fill1, widget.Bar(done, max(of, 1), w-18)) + widget.Fit(fmt.Sprintf("%d/%d", done, of), 13, widget.Right)
	return widget.Frame{Title: b.Title.In(c.Lang), Focused: true, Footer: c.T("Échap interrompt", "Esc cancels")}.Lines(c.Theme, w, min(3, height), []string{" " + bar})
}
