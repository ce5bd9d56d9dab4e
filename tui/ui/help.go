package ui

import (
	"strings"

	"quotepart/engine/lang"
	"quotepart/tui/theme"
	"quotepart/tui/widget"
)

// Help is an overlay that lists the actions of the registry, those of the screen first.
func Help(screen lang.Text, bindings []Binding) *Scroll {
	return &Scroll{Title: lang.T("Aide · "+screen.FR, "Help · "+screen.EN), Lines: func(c *Ctx, width int) []string { return helpLines(c, bindings, width) }}
}

func helpLines(c *Ctx, bindings []Binding, width int) []string {
	keys, texts := make([]string, len(bindings)), make([]string, len(bindings))
	column := 0
	for i, b := range bindings {
		names := make([]string, len(b.Keys))
		for j, k := range b.Keys {
			names[j] = KeyLabel(k, c.Lang)
		}
		keys[i], texts[i] = strings.Join(names, " "), b.Name.In(c.Lang)
		if !b.Help.IsZero() {
			texts[i] += " — " + c.TextIn(b.Help)
		}
		if why := c.Who.Role.Refuses(b.Needs); !why.IsZero() {
			texts[i] += " (" + why.In(c.Lang) + ")"
		}
		column = max(column, widget.Width(keys[i]))
	}
	column = min(column, 16)
	var lines []string
	for i := range keys {
		for j, part := range widget.Wrap(texts[i], max(width-column-5, 10)) {
			key := ""
			if j == 0 {
				key = keys[i]
			}
			lines = append(lines, " "+c.Theme.Render(theme.KeyName, widget.Fit(key, column, widget.Left))+"  "+part)
		}
	}
	more := c.T("↑ ↓ ← → et PgHaut PgBas déplacent le curseur. Clic : curseur, tri par le titre d'une colonne, onglets, actions du bas, réponses et listes.",
		"↑ ↓ ← → and PgUp PgDn move the cursor. Click: cursor, sort by a column's title, tabs, actions at the bottom, answers and lists.")
	lines = append(lines, "")
	for _, part := range widget.Wrap(more, max(width-2, 10)) {
		lines = append(lines, " "+part)
	}
	return lines
}

// keyNames are the keys that are written differently from their name.
var keyNames = map[string]lang.Text{
	"enter":      lang.T("Entrée", "Enter"),
	"space":      lang.T("Espace", "Space"),
	"esc":        lang.T("Échap", "Esc"),
	"tab":        lang.T("Tab", "Tab"),
	"shift+tab":  lang.T("Maj+Tab", "Shift+Tab"),
	"delete":     lang.T("Suppr", "Del"),
	"backspace":  lang.T("Retour arr.", "Backspace"),
	"left":       lang.T("←", "←"),
	"right":      lang.T("→", "→"),
	"-":          lang.T("−", "−"),
	"shift+up":   lang.T("Maj+↑", "Shift+↑"),
	"shift+down": lang.T("Maj+↓", "Shift+↓"),
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
