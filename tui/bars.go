package tui

import (
	"image"
	"strings"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/tui/theme"
	"quotepart/tui/ui"
	"quotepart/tui/widget"
)

// appBar is the top line: the year and its basis, the working changes, what they are compared with.
func (a *App) appBar() string {
	c := a.ctx
	y := c.Work.Year()
	left := " quotepart   " + y.ID + " · " + y.Basis.In(c.Lang)
	if trail := a.trailText(); trail != "" {
		left = " " + y.ID + " · " + y.Basis.In(c.Lang) + "   " + trail
	} else if where := c.Shelf.Place().Name; !where.IsZero() {
		left += "   " + where.In(c.Lang)
	}
	state := "" // of the working changes: kept whole, whatever the length of the names
	if n := len(c.Work.Changes()); n > 0 {
		state = " • " + changeCount(n).In(c.Lang)
		if off := n - len(scenarios.Active(c.Work.Changes())); off > 0 {
			state += c.TextIn(lang.F(" (%s)", " (%s)", lang.Plural(off, lang.T("éteinte", "off"), lang.T("éteintes", "off"))))
		}
	}
	name := c.WorkName()
	if _, reference := c.Work.Reference(); reference != scenarios.Baseline {
		state += c.T(" • écart à ", " • difference to ") + widget.Fit(reference, min(widget.Width(reference), a.width/4), widget.Left)
	}
	if c.Outdated {
		state = " • " + c.TextIn(lang.T("! exercice dépassé, {reload} recharge", "! outdated year, {reload} reloads")) + state
	}
	state += "   " + c.Who.Role.Text().In(c.Lang) + a.others.sign().In(c.Lang) + " "
	most := max(a.width-widget.Width(state)-min(widget.Width(left), a.width/3), 10)
	right := widget.Fit(name, min(widget.Width(name), most), widget.Left) + state
	room := max(a.width-widget.Width(right), 0)
	return c.Theme.Render(theme.AppBar, widget.Fit(left, room, widget.Left)+widget.Fit(right, a.width-room, widget.Right))
}

func changeCount(n int) lang.Text {
	return lang.Plural(n, lang.T("hypothèse", "change"), lang.T("hypothèses", "changes"))
}

// tabLine names the screens; where there is no room, those around the shown one.
func (a *App) tabLine() string {
	c := a.ctx
	names := make([]string, len(a.screens))
	for i, s := range a.screens {
		names[i] = " " + s.Title().In(c.Lang) + " "
	}
	room, first := a.width, 0
	if widget.Width(strings.Join(names, " "))+1 > room {
		room -= widget.Width(moreLeft + moreRight)
	}
	for widget.Width(strings.Join(names[first:a.at+1], " "))+1 > room {
		first++
	}
	a.tabs = make([]span, len(a.screens))
	var b strings.Builder
	x, more := 0, ""
	if first > 0 {
		b.WriteString(c.Theme.Render(theme.Accent, moreLeft))
		x = widget.Width(moreLeft)
		room += x
	}
	for i := first; i < len(names); i++ {
		w := widget.Width(names[i])
		if x+w+1 > room {
			more = c.Theme.Render(theme.Accent, moreRight)
			break
		}
		role := theme.Tab
		if i == a.at {
			role = theme.TabActive
			names[i] = "▸" + strings.TrimPrefix(names[i], " ") // seen without colour
		}
		b.WriteString(c.Theme.Render(role, names[i]) + " ")
		a.tabs[i] = span{x, x + w}
		x += w + 1
	}
	return widget.Clip(b.String(), a.width-widget.Width(more)) + more
}

// The signs at the ends of the tabs where more of them are out of sight.
const (
	moreLeft  = "‹"
	moreRight = "›"
)

// bottomLines is the message, the field being edited or filtered, or the hints: one line, and up to three for a reason that is
// longer, since how to mend it stands at its end.
func (a *App) bottomLines(area image.Rectangle) []string {
	c := a.ctx
	a.hinted = a.hinted[:0]
	switch {
	case c.Edit != nil:
		text, role := c.Edit.Line(c)
		return a.message(text, role)
	case c.Filter != nil:
		line, x := c.Filter.Line(c, a.width)
		c.SetCursor(x, area.Min.Y)
		return []string{line}
	case !c.Toast.Text.IsZero():
		text := strings.ReplaceAll(c.Toast.Text.In(c.Lang), "\n", " · ")
		if c.Toast.Error {
			return a.message(text+c.T(" (Échap)", " (Esc)"), theme.Error)
		}
		return a.message(text, theme.Success)
	}
	return []string{a.hints()}
}

// message wraps a text into at most three lines; only an error may take more than one.
func (a *App) message(text string, role theme.Role) []string {
	most := 1
	if role == theme.Error {
		most = 3
	}
	parts := widget.Wrap(text, a.width-2)
	if len(parts) > most {
		parts = append(parts[:most-1:most-1], strings.Join(parts[most-1:], " "))
	}
	lines := make([]string, len(parts))
	for i, part := range parts {
		lines[i] = a.ctx.Theme.Render(role, widget.Fit(" "+part, a.width, widget.Left))
	}
	return lines
}

// hints are the most useful keys of the screen and of everywhere, as many as there is room for; the palette and the help, where the others are, are always among them.
func (a *App) hints() string {
	c := a.ctx
	always := func(b ui.Binding) bool { return b.ID == helpID || b.ID == paletteID }
	all := a.registry()
	room := a.width
	for _, one := range all {
		if always(one) {
			room -= hintWidth(c, one)
		}
	}
	var b strings.Builder
	x := 0
	for _, one := range all {
		w := hintWidth(c, one)
		switch {
		case always(one):
		case !one.Hint || len(one.Keys) == 0 || w > room:
			continue
		default:
			room -= w
		}
		a.hinted = append(a.hinted, hint{span{x, x + w}, one})
		x += w
		b.WriteString(" " + c.Theme.Render(theme.KeyName, label(c, one)) + " " + c.Theme.Render(theme.Muted, one.Name.In(c.Lang)) + " ")
	}
	return widget.Clip(b.String(), a.width)
}

// label is the first key of an action, or nothing where the user gave it none.
func label(c *ui.Ctx, b ui.Binding) string {
	if len(b.Keys) == 0 {
		return ""
	}
	return ui.KeyLabel(b.Keys[0], c.Lang)
}

func hintWidth(c *ui.Ctx, b ui.Binding) int {
	return widget.Width(label(c, b)) + widget.Width(b.Name.In(c.Lang)) + 3
}
