package ui

import (
	tea "charm.land/bubbletea/v2"

	"quotepart/tui/widget"
)

// Filter is the filter of a table being typed.
type Filter struct {
	table  *Table
	field  *widget.Field
	before string
}

// NewFilter starts typing the filter of a table.
func NewFilter(t *Table) *Filter {
	return &Filter{table: t, field: widget.NewField(t.Grid.Filter()), before: t.Grid.Filter()}
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

// Line is the filter as it is typed, and where the cursor stands in it.
func (f *Filter) Line(c *Ctx, width int) (line string, cursor int) {
	head := c.T(" filtre : ", " filter: ")
	text, at := f.field.Text(max(width-widget.Width(head), 1))
	return head + text, widget.Width(head) + at
}
