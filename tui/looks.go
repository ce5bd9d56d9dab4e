package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"quotepart/engine/lang"
	"quotepart/tui/theme"
	"quotepart/tui/ui"
	"quotepart/tui/widget"
)

func switchLanguage(c *ui.Ctx) tea.Cmd {
	c.Lang = 1 - c.Lang
	c.Changed()
	return nil
}

// nextTheme goes to the next theme in the order of theme.Names.
func (a *App) nextTheme(c *ui.Ctx) tea.Cmd {
	names := theme.Names()
	a.theme = names[(slices.Index(names, a.theme)+1)%len(names)]
	a.pickTheme()
	c.Say(lang.F("couleurs : %s", "colours: %s", a.theme))
	return nil
}

// showMessages lists the messages so far, the newest first.
func showMessages(c *ui.Ctx) tea.Cmd {
	past := slices.Clone(c.Past)
	slices.Reverse(past)
	c.Overlay = &ui.Scroll{Title: lang.T("Messages", "Messages"), Lines: func(c *ui.Ctx, width int) []string {
		if len(past) == 0 {
			return []string{" " + c.T("aucun message pour l'instant", "no message yet")}
		}
		var lines []string
		for _, m := range past {
			role, sign := theme.Text, "  "
			if m.Error {
				role, sign = theme.Error, "! "
			}
			for i, part := range widget.Wrap(m.Text.In(c.Lang), max(width-4, 10)) {
				if i > 0 {
					sign = "  "
				}
				lines = append(lines, " "+c.Theme.Render(role, sign+part))
			}
		}
		return lines
	}}
	return nil
}
