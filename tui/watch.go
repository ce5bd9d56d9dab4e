package tui

import (
	tea "charm.land/bubbletea/v2"

	"quotepart/engine/lang"
	"quotepart/tui/ui"
)

// startWatching listens for what others do, and asks what they have done since the year was read.
func (a *App) startWatching() tea.Cmd {
	if a.watch == nil {
		return nil
	}
	a.stirred, a.stop = a.watch.Watch()
	return ui.AskNews(a.ctx, a.watch)
}

// Close ends what the interface has started beside it. It is called when the program has ended.
func (a *App) Close() {
	if a.stop != nil {
		a.stop()
	}
	a.others.leave()
}

// takeNews shows what others did and listens again: what happens meanwhile waits as one message.
func (a *App) takeNews(read ui.NewsRead) tea.Cmd {
	if read.Err != nil {
		a.ctx.Complain(read.Err)
	}
	a.ctx.Outdated = a.ctx.Outdated || !read.News.Year.IsZero()
	a.ctx.TakeNews(read.News)
	return ui.AwaitStir(a.stirred, a.others.spread())
}

// draftTold says why a draft could not be kept: once, as each edit tries it again.
func (a *App) draftTold(err error) {
	why := ""
	if err != nil {
		why = lang.Describe(err, lang.EN)
	}
	if why != "" && why != a.unkept {
		a.ctx.Complain(err)
	}
	a.unkept = why
}
