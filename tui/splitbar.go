package tui

import (
	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/tui/theme"
	"quotepart/tui/ui"
	"quotepart/tui/widget"
)

// kinds are the payers of the split bar, in their order.
var kinds = []struct {
	kind        engine.Kind
	name, short lang.Text
}{
	{engine.Departement, lang.T("Département", "Département"), lang.T("Dép.", "Dép.")},
	{engine.EPCI, lang.T("EPCI", "EPCI"), lang.T("EPCI", "EPCI")},
	{engine.Commune, lang.T("communes", "communes"), lang.T("com.", "com.")},
	{engine.OtherKind, lang.T("autres", "others"), lang.T("autres", "others")},
}

// splitLine draws who bears the charges: the mutualised part, each kind of member, the subsidies.
func splitLine(c *ui.Ctx, width int) string {
	r := c.Work.Result()
	totals := r.Totals()
	segments := []widget.Segment{segment(c, lang.T("mutualisé", "mutualised"), lang.T("mut.", "mut."), totals.Mutualised, 0)}
	for i, k := range kinds {
		if amount := r.NetOf(k.kind); amount != 0 {
			segments = append(segments, segment(c, k.name, k.short, amount, i+1))
		}
	}
	segments = append(segments, segment(c, lang.T("subventions", "subsidies"), lang.T("subv.", "subs."), totals.Subsidies, 3))
	return widget.Stacked(c.Theme, width, segments)
}

// segment labels a part of the bar with whole euros: cents are in the tables.
func segment(c *ui.Ctx, name, short lang.Text, amount engine.Cents, fill int) widget.Segment {
	euros := amount.WholeEuros(c.Lang)
	return widget.Segment{Label: name.In(c.Lang) + " " + euros, Short: short.In(c.Lang) + " " + euros, Value: int64(amount), Fill: fill}
}

// balanceText is the balance with its sign and its difference to the reference.
func balanceText(c *ui.Ctx) string {
	b := c.Work.Result().Totals().Balance
	d := c.Work.TotalsDelta().Balance
	text := c.T("solde ", "balance ") + b.In(c.Lang)
	if delta, _ := ui.Difference(c, d, int(sign(d))); delta != "" {
		text += " (" + delta + ")"
	}
	return text
}

func sign(c engine.Cents) int64 {
	switch {
	case c > 0:
		return 1
	case c < 0:
		return -1
	}
	return 0
}

// splitBar draws the bar in height lines: framed with the charges and the balance, or the balance and the bar in one line.
func splitBar(c *ui.Ctx, width, height int) []string {
	r := c.Work.Result()
	charges := c.T("charges ", "charges ") + r.Totals().Charges.In(c.Lang)
	state := balanceText(c)
	if !r.Complete() {
		state = c.T("INCOMPLET · ", "INCOMPLETE · ") + state
	}
	if height < 3 {
		role := theme.Text
		if !r.Complete() {
			role = theme.Error
		}
		head := widget.Fit(" "+state+" ", min(widget.Width(state)+2, width), widget.Left)
		return []string{c.Theme.Render(role, head) + splitLine(c, width-widget.Width(head))}
	}
	frame := widget.Frame{Title: c.T("Répartition", "Split") + " · " + charges, Right: state}
	if !frame.Fits(width) { // the balance is what must be seen
		frame.Title = charges
	}
	if !frame.Fits(width) {
		frame.Title, frame.Right = state, ""
	}
	return frame.Lines(c.Theme, width, height, []string{splitLine(c, max(width-2, 0))})
}
