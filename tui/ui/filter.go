package ui

import (
	tea "charm.land/bubbletea/v2"

	"quotepart/tui/theme"
	"quotepart/tui/widget"
)

// Filter is the filter of a table being typed.
type Filter struct {
	table  *Table
	field  *widget.Field
	before string
}

// NewFilter starts typing the filter of a table: what is typed replaces the one there is, arrows edit it.
func NewFilter(t *Table) *Filter {
	f := &Filter{table: t, field: widget.NewField(t.Grid.Filter()), before: t.Grid.Filter()}
	f.field.Replace = f.before != ""
	return f
}

// Update gives the filter a key or a paste; the table follows at every key.
func (f *Filter) Update(c *Ctx, msg tea.Msg) {
	if key, ok := msg.(tea.KeyPressMsg); ok {
		switch key.String() {
		case "up", "down", "pgup", "pgdown":
			c.Filter = nil
			f.table.Key(key.String())
			return
		}
	}
	switch f.field.Update(msg) {
	case widget.FieldChanged:
		f.table.Grid.SetFilter(f.field.Value())
	case widget.FieldAccept, widget.FieldNext, widget.FieldPrevious:
		c.Filter = nil
	case widget.FieldCancel:
		f.table.Grid.SetFilter(f.before)
		c.Filter = nil
	}
}

// Line is the filter as it is typed, in the width of the screen, and where the cursor stands in it. What the next letter replaces
// is shown as selected, and the keys that keep it are named.
func (f *Filter) Line(c *Ctx, width int) (line string, cursor int) {
	head := c.T(" filtre : ", " filter: ")
	if !f.field.Replace {
		text, at := f.field.Text(max(width-widget.Width(head), 1))
		return c.Theme.Render(theme.Edit, head+text), widget.Width(head) + at
	}
	selected := widget.Fit(f.before, min(widget.Width(f.before), width/2), widget.Left)
	keys := c.T("   ce que l'on tape le remplace · ← → le gardent", "   what is typed replaces it · ← → keep it")
	cursor = widget.Width(head + selected)
	return c.Theme.Render(theme.Edit, head) + c.Theme.Render(theme.Cursor, selected) + c.Theme.Render(theme.Edit, widget.Fit(keys, width-cursor, widget.Left)), cursor
}
