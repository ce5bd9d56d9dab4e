package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"quotepart/tui/ui"
)

// crumb is a screen that was left for another one, and what was looked at there.
type crumb struct {
	screen int
	name   string
}

// jump goes to the screen that was asked for, and remembers the way back.
func (a *App) jump(j ui.Jump) {
	for i, s := range a.screens {
		if s.ID() != j.Screen {
			continue
		}
		if i != a.at {
			a.trail = append(a.trail, crumb{a.at, j.From})
		}
		a.open(i, j)
	}
}

// show brings a screen to the front by itself: there is no way back from it.
func (a *App) show(i int) {
	a.trail = nil
	a.open(i, ui.Jump{})
}

func (a *App) open(i int, j ui.Jump) {
	n := len(a.screens)
	a.at = (i + n) % n
	a.screen().Show(a.ctx, j)
}

// goBack returns to the screen of the last jump, as it was left.
func (a *App) goBack(*ui.Ctx) tea.Cmd {
	if n := len(a.trail); n > 0 {
		a.at, a.trail = a.trail[n-1].screen, a.trail[:n-1]
	}
	return nil
}

// nearest is how many names of the way are shown: where one is, and what one left last.
const nearest = 3

// trailText is the way to the shown screen: Members › CC du Val › Schools. It is empty where the user went straight there.
func (a *App) trailText() string {
	if len(a.trail) == 0 {
		return ""
	}
	var names []string
	for _, c := range a.trail {
		names = append(names, a.screens[c.screen].Title().In(a.ctx.Lang))
		if c.name != "" {
			names = append(names, c.name)
		}
	}
	if names = append(names, a.screen().Title().In(a.ctx.Lang)); len(names) > nearest {
		names = append([]string{"…"}, names[len(names)-nearest:]...)
	}
	return strings.Join(names, " › ")
}
