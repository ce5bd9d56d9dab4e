package ui

import (
	"image"

	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/tui/theme"
	"quotepart/tui/widget"
)

// Panes cuts an area into a list and a detail: side by side where it is wide, else the detail below; no detail where there is
// no room for it.
func Panes(area image.Rectangle) (list, detail image.Rectangle) {
	switch {
	case area.Dx() >= 100:
		list = area
		list.Max.X = area.Min.X + area.Dx()*6/11
		detail = area
		detail.Min.X = list.Max.X
	case area.Dy() >= 15:
		list = area
		list.Max.Y = area.Max.Y - area.Dy()*9/20
		detail = area
		detail.Min.Y = list.Max.Y
	default:
		return area, image.Rectangle{}
	}
	return list, detail
}

// Stack cuts an area into a list above and a detail below, for lists whose columns want the whole width; no detail where there
// is no room for it.
func Stack(area image.Rectangle) (list, detail image.Rectangle) {
	if area.Dy() < 15 {
		return area, image.Rectangle{}
	}
	list, detail = area, area
	list.Max.Y = area.Min.Y + area.Dy()*11/20
	detail.Min.Y = list.Max.Y
	return list, detail
}

// Join puts the drawn panes together again.
func Join(area, list image.Rectangle, listLines, detailLines []string) []string {
	if list.Dx() < area.Dx() {
		return widget.Beside(listLines, detailLines)
	}
	return append(listLines, detailLines...)
}

// Pair is a label and a value on one line, the value at the right.
func Pair(c *Ctx, label, value string, width int) string {
	w := widget.Width(value)
	room := max(width-w-3, 1)
	return " " + c.Theme.Render(theme.Muted, widget.Fit(label, room, widget.Left)) + " " + value + " "
}

// Delta writes a difference in cents in its role, or nothing where it is 0.
func Delta(c *Ctx, d engine.Cents) (string, theme.Role) {
	sign := 0
	switch {
	case d > 0:
		sign = 1
	case d < 0:
		sign = -1
	}
	return Difference(c, d, sign)
}

// Money writes an amount with its currency, and its difference to the reference where there is one.
func Money(c *Ctx, amount, delta engine.Cents) string {
	text := amount.In(c.Lang)
	if d, role := Delta(c, delta); d != "" {
		text += "  " + c.Theme.Render(role, d)
	}
	return text
}

// Article names an article of the charter: art. 4.3.
func Article(a string) string {
	if a == "" {
		return ""
	}
	return "art. " + a
}

// TextIn is the wording of a text in the session's language.
func (c *Ctx) TextIn(t lang.Text) string { return c.keyed(t.In(c.Lang), c.Lang) }
