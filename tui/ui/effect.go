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

// Effect previews changes and tells, for the lines under a form, what they would do to the totals, or why they cannot be
// made. Without changes it ends the preview and tells nothing.
func Effect(c *Ctx, changes ...scenarios.Change) []string {
	defer c.Changed()
	if len(changes) == 0 {
		c.Work.Cancel()
		return nil
	}
	if err := c.Work.Preview(changes...); err != nil {
		var lines []string
		for _, l := range widget.Wrap(lang.Describe(bare(err), c.Lang), effectWidth) {
			lines = append(lines, "  "+c.Theme.Render(theme.Warning, l))
		}
		return lines
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
