package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"quotepart/engine/lang"
	"quotepart/tui/theme"
	"quotepart/tui/widget"
)

// Help is an overlay that lists the actions of the registry, those of the screen first.
type Help struct {
	Screen   lang.Text
	Bindings []Binding
	top      int
}

// Update scrolls; any other key closes the help.
func (h *Help) Update(_ *Ctx, msg tea.Msg) (tea.Cmd, bool) {
	key, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return nil, false
	}
	switch key.String() {
	case "down", "j":
		h.top++
	case "up", "k":
		h.top--
	case "pgdown", "space":
		h.top += 10
	case "pgup":
		h.top -= 10
	default:
		return nil, true
	}
	return nil, false
}

// View draws the help over the whole screen.
func (h *Help) View(c *Ctx, width, height int) []string {
	keys, texts := make([]string, len(h.Bindings)), make([]string, len(h.Bindings))
	column := 0
	for i, b := range h.Bindings {
		names := make([]string, len(b.Keys))
		for j, k := range b.Keys {
			names[j] = KeyLabel(k, c.Lang)
		}
		keys[i], texts[i] = strings.Join(names, " "), b.Name.In(c.Lang)
		if !b.Help.IsZero() {
			texts[i] += " — " + b.Help.In(c.Lang)
		}
		column = max(column, widget.Width(keys[i]))
	}
	column = min(column, 16)
	var lines []string
	for i := range keys {
		for j, part := range widget.Wrap(texts[i], max(width-column-7, 10)) {
			key := ""
			if j == 0 {
				key = keys[i]
			}
			lines = append(lines, " "+c.Theme.Render(theme.KeyName, widget.Fit(key, column, widget.Left))+"  "+part)
		}
	}
	lines = append(lines, "", " "+c.T("↑ ↓ ← → et PgHaut PgBas déplacent le curseur. Clic : curseur, tri par le titre d'une colonne, onglets.",
		"↑ ↓ ← → and PgUp PgDn move the cursor. Click: cursor, sort by a column's title, tabs."))
	h.top = max(0, min(h.top, len(lines)-(height-2)))
	frame := widget.Frame{Title: c.T("Aide", "Help") + " · " + h.Screen.In(c.Lang), Focused: true, Footer: c.T("↑↓ défiler · une autre touche ferme", "↑↓ scroll · any other key closes")}
	return frame.Lines(c.Theme, width, height, lines[h.top:])
}

// keyNames are the keys that are written differently from their name.
var keyNames = map[string]lang.Text{
	"enter":     lang.T("Entrée", "Enter"),
	"space":     lang.T("Espace", "Space"),
	"esc":       lang.T("Échap", "Esc"),
	"tab":       lang.T("Tab", "Tab"),
	"shift+tab": lang.T("Maj+Tab", "Shift+Tab"),
	"delete":    lang.T("Suppr", "Del"),
	"left":      lang.T("←", "←"),
	"right":     lang.T("→", "→"),
	"-":         lang.T("−", "−"),
}

// KeyLabel names a key for people.
func KeyLabel(key string, l lang.Lang) string {
	if t, ok := keyNames[key]; ok {
		return t.In(l)
	}
	if len(key) > 1 && key[0] == 'f' {
		return strings.ToUpper(key)
	}
	return key
}
