package ui

import (
	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/tui/theme"
	"quotepart/tui/widget"
)

// effectWidth is the room for text inside a form.
const effectWidth = 70

// mostPreviewed is how many changes at once are previewed at every key: more would take longer than a key may.
const mostPreviewed = 5000

// Preview shows what changes would do, and tells whether it does: of very many only the first is tried, for its error, and the
// effect is seen once they are made. Without changes it ends the preview.
func Preview(c *Ctx, changes []scenarios.Change) (shown bool, err error) {
	defer c.Changed()
	c.Work.Cancel()
	if len(changes) == 0 {
		return true, nil
	}
	if len(changes) <= mostPreviewed {
		return true, c.Work.Preview(changes...)
	}
	err = c.Work.Preview(changes[0])
	c.Work.Cancel()
	return false, err
}

// Effect previews changes and tells, for the lines under a form, what they would do to the totals, or why they cannot be
// made. Without changes it ends the preview and tells nothing.
func Effect(c *Ctx, changes ...scenarios.Change) []string {
	shown, err := Preview(c, changes)
	switch {
	case len(changes) == 0:
		return nil
	case err != nil:
		var lines []string
		for _, l := range widget.Wrap(lang.Describe(bare(err), c.Lang), effectWidth) {
			lines = append(lines, "  "+c.Theme.Render(theme.Warning, l))
		}
		return lines
	case !shown:
		return []string{"  " + c.Theme.Render(theme.Muted, c.T("trop de lignes pour un aperçu : l'effet se voit après Entrée", "too many rows for a preview: the effect is seen after Enter"))}
	}
	totals, delta := c.Work.Result().Totals(), c.Work.PreviewDelta()
	return []string{
		effectLine(c, c.T("Contributions", "Contributions"), totals.Contributions, delta.Contributions),
		effectLine(c, c.T("Solde", "Balance"), totals.Balance, delta.Balance),
	}
}

func effectLine(c *Ctx, label string, amount, delta engine.Cents) string {
	return "  " + c.Theme.Render(theme.Muted, widget.Fit(label, 15, widget.Left)) + Money(c, amount, delta)
}

// CancelPreview ends the preview of a form that is left.
func CancelPreview(c *Ctx) {
	c.Work.Cancel()
	c.Changed()
}
