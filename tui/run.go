package tui

import (
	"context"
	"errors"

	"quotepart/engine/lang"
)

// Run shows the interface in the terminal until the user quits, or until it is ended from outside: unsaved changes are then
// kept too. It tells what the user left the year for. Errors are those of the terminal, and of a draft that
// could not be kept.
func Run(ctx context.Context, o Options) (next Next, err error) {
	app, err := New(o)
	if err != nil {
		return Quit, err
	}
	defer app.Close()
	err = o.Terminal.show(ctx, app, o.Env)
	if !errors.Is(err, context.Canceled) {
		return app.Next(), errors.Join(err, app.KeepDraft())
	}
	err = app.KeepDraft()
	if err == nil && app.draftWaits() {
		o.Terminal.say(lang.T("vos hypothèses non enregistrées sont gardées en brouillon", "your unsaved changes are kept as a draft").In(app.ctx.Lang))
	}
	return app.Next(), err
}
