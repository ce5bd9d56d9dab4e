package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"quotepart/engine/lang"
	"quotepart/tui/presence"
	"quotepart/tui/theme"
	"quotepart/tui/ui"
	"quotepart/tui/widget"
)

// others is who else works on the store, as the screen shows it. Its zero value is somebody who is alone.
type others struct {
	seat  *presence.Seat // nil where nobody else can be
	moved <-chan struct{}
	stop  func()
	who   string // one's own name: who is in twice is nobody else
	count int    // people
}

// othersMoved tells that somebody came, went or took another year.
type othersMoved struct{}

// watch begins to listen, until leave.
func (o *others) watch() tea.Cmd {
	if o.seat == nil {
		return nil
	}
	o.moved, o.stop = o.seat.Watch()
	return o.take()
}

func (o *others) await() tea.Cmd {
	moved := o.moved
	return func() tea.Msg {
		if _, open := <-moved; !open {
			return nil
		}
		return othersMoved{}
	}
}

// take counts the others anew and listens again.
func (o *others) take() tea.Cmd {
	names := map[string]bool{}
	for _, one := range o.seat.Others() {
		names[one.Who.Name] = true
	}
	delete(names, o.who)
	o.count = len(names)
	return o.await()
}

// tellOthers says what is worked on here.
func (a *App) tellOthers() {
	if a.others.seat != nil {
		a.others.seat.At(a.ctx.Work.Year().ID, a.ctx.Work.Scenario().Name)
	}
}

// leave ends the listening: nothing is worked on any more.
func (o *others) leave() {
	if o.stop != nil {
		o.stop()
		o.seat.At("", "")
	}
}

// drawTime is about what a frame costs a processor.
const drawTime = time.Millisecond

// spread is over which time all that are in should draw what one of them has done.
func (o *others) spread() time.Duration {
	if o.seat == nil {
		return 0
	}
	return time.Duration(o.seat.Company()) * drawTime
}

// sign is how many others there are, for the bar at the top.
func (o *others) sign() lang.Text {
	if o.count == 0 {
		return lang.Text{}
	}
	return lang.F(" · %s", " · %s", lang.Plural(o.count, lang.T("autre", "other"), lang.T("autres", "others")))
}

// showOthers lists who else is in, and on what, as it is whenever the screen is drawn.
func (a *App) showOthers(c *ui.Ctx) tea.Cmd {
	c.Overlay = &ui.Scroll{Title: lang.T("Qui est là", "Who is here"), Lines: func(c *ui.Ctx, width int) []string {
		list := a.others.seat.Others()
		if len(list) == 0 {
			return []string{" " + c.Theme.Render(theme.Muted, c.T("personne d'autre", "nobody else"))}
		}
		var lines []string
		for _, one := range list {
			line := func(role theme.Role, t lang.Text) {
				lines = append(lines, c.Theme.Render(role, widget.Fit(" "+t.In(c.Lang), width, widget.Left)))
			}
			name := lang.F("%[1]s (%[2]s)", "%[1]s (%[2]s)", one.Who.Name, one.Who.Role.Text())
			if one.Who.Name == c.Who.Name {
				name = lang.F("%s, vous-même", "%s, yourself", name)
			}
			line(theme.Title, name)
			line(theme.Text, onWhat(one))
			line(theme.Muted, lang.F("depuis %[1]s, de %[2]s", "since %[1]s, from %[2]s", one.Since.Local().Format("2006-01-02 15:04"), one.From))
			line(theme.Text, lang.Text{})
		}
		return lines
	}}
	return nil
}

func onWhat(one presence.In) lang.Text {
	switch {
	case one.Year == "":
		return lang.T("aucun exercice ouvert", "no year open")
	case one.Scenario == "":
		return lang.F("%s, hypothèses sans titre ou aucune", "%s, untitled changes or none", one.Year)
	}
	return lang.F("%[1]s, scénario « %[2]s »", "%[1]s, scenario %[2]q", one.Year, one.Scenario)
}
