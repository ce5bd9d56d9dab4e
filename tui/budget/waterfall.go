package budget

import (
	"image"

	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/tui/ui"
	"quotepart/tui/widget"
)

// payers are the kinds of members, in the order and with the fills of the split bar.
var payers = []struct {
	kind engine.Kind
	name lang.Text
}{
	{engine.Departement, lang.T("− Département", "− Département")},
	{engine.EPCI, lang.T("− EPCI", "− EPCI")},
	{engine.Commune, lang.T("− communes", "− communes")},
	{engine.OtherKind, lang.T("− autres membres", "− other members")},
}

// steps lead from the charges, by all that covers them, to what is not covered: the balance with its sign turned.
func (s *Screen) steps(c *ui.Ctx) []widget.Step {
	r := c.Work.Result()
	totals := r.Totals()
	down := func(label string, amount engine.Cents, fill int) widget.Step {
		return widget.Step{Label: label, Amount: amount.In(c.Lang), Value: -int64(amount), Fill: fill}
	}
	all := []widget.Step{
		{Label: c.T("Charges", "Charges"), Amount: totals.Charges.In(c.Lang), Value: int64(totals.Charges), Total: true, Fill: 4},
		down(c.T("− part mutualisée", "− mutualised part"), totals.Mutualised, 0),
		down(c.T("− subventions", "− subsidies"), totals.Subsidies, 3),
	}
	for i, p := range payers {
		if net := r.NetOf(p.kind); net != 0 {
			all = append(all, down(p.name.In(c.Lang), net, i+1))
		}
	}
	label, rest := c.T("= solde", "= balance"), totals.Balance
	switch {
	case r.NoCharges():
		label = c.T("= solde inconnu", "= balance unknown")
	case totals.Balance < 0:
		label, rest = c.T("= à couvrir", "= not covered"), -totals.Balance // the label says which way
	case totals.Balance > 0:
		label = c.T("= excédent", "= surplus")
	}
	return append(all, widget.Step{Label: label, Amount: rest.In(c.Lang), Value: -int64(totals.Balance), Total: true, Fill: 4})
}

// waterfall draws the steps in a frame.
func (s *Screen) waterfall(c *ui.Ctx, area image.Rectangle) []string {
	frame := widget.Frame{Title: c.T("Des charges au solde", "From the charges to the balance"), Right: balanceDelta(c)}
	if !c.Work.Result().Complete() {
		frame.Title += c.T(" (incomplet)", " (incomplete)")
	}
	lines := widget.Waterfall(c.Theme, max(area.Dx()-4, 0), s.steps(c))
	for i := range lines {
		lines[i] = " " + lines[i]
	}
	return frame.Lines(c.Theme, area.Dx(), area.Dy(), lines)
}

// balanceDelta is the difference of the balance to the reference, or nothing.
func balanceDelta(c *ui.Ctx) string {
	d, _ := ui.Delta(c, c.Work.TotalsDelta().Balance)
	return d
}
