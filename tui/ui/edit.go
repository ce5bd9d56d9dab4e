package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/tui/theme"
	"quotepart/tui/widget"
)

// Edit is one input being edited in its cell. What is typed is previewed at every key: the whole screen shows its effect
// before it is accepted.
type Edit struct {
	table *Table
	col   int
	input scenarios.Input
	field *widget.Field
	fault error // why the value cannot be taken
}

// StartEdit opens the input under the cursor of a table. Where a result is, nothing is opened: a number typed there should not
// end up in another column.
func StartEdit(c *Ctx, t *Table) {
	row, ok := t.Grid.Row()
	if !ok {
		return
	}
	if _, ok := t.source.Input(row, t.Grid.Column()); ok {
		open(c, t, row, t.Grid.Column())
		return
	}
	if col, ok := nextInput(t, row, -1, 1); ok && t.Record {
		open(c, t, row, col)
		return
	} else if ok {
		c.Say(lang.T("cette colonne est un résultat : ← → mènent à une colonne que l'on modifie", "this column is a result: ← → lead to a column that can be edited"))
		return
	}
	c.Say(lang.T("rien à modifier ici : ce sont des résultats", "nothing to edit here: these are results"))
}

// open edits one cell.
func open(c *Ctx, t *Table, row, col int) {
	a, _ := t.source.Input(row, col)
	input, err := scenarios.Lookup(c.Work.Year(), a)
	if err != nil {
		c.Complain(err)
		return
	}
	t.Grid.SetColumn(col)
	field := widget.NewField(input.Value)
	field.Replace = true
	c.Edit = &Edit{table: t, col: col, input: input, field: field}
}

// nextInput finds the next column of a row that is an input.
func nextInput(t *Table, row, col, step int) (int, bool) {
	for next := col + step; next >= 0 && next < t.columns; next += step {
		if _, ok := t.source.Input(row, next); ok {
			return next, true
		}
	}
	return 0, false
}

// Update gives the edit a key or a paste. Every message is taken: nothing behind a field being edited gets keys.
func (e *Edit) Update(c *Ctx, msg tea.Msg) {
	if key, ok := msg.(tea.KeyPressMsg); ok && e.special(c, key.String()) {
		return
	}
	switch e.field.Update(msg) {
	case widget.FieldChanged:
		e.preview(c)
	case widget.FieldAccept:
		e.accept(c)
	case widget.FieldCancel:
		e.close(c)
	case widget.FieldNext:
		e.sideways(c, 1)
	case widget.FieldPrevious:
		e.sideways(c, -1)
	}
}

// special takes the keys that a plain field does not know: up and down go through the choices, or accept and go to the next row.
func (e *Edit) special(c *Ctx, key string) bool {
	step := map[string]int{"up": -1, "down": 1}[key]
	if step == 0 {
		return false
	}
	if e.input.Type == scenarios.Choice {
		at := slices.Index(e.input.Choices, e.field.Value()) + step
		n := len(e.input.Choices)
		e.field.SetValue(e.input.Choices[(at+n)%n])
		e.preview(c)
		return true
	}
	if t := e.table; e.accept(c) {
		t.Grid.Move(step)
		StartEdit(c, t)
	}
	return true
}

// change is the edit as a change.
func (e *Edit) change() scenarios.Change {
	return scenarios.Change{Op: scenarios.Set, Address: e.input.Address, Value: e.field.Value()}
}

func (e *Edit) preview(c *Ctx) {
	e.fault = nil
	if e.field.Changed() {
		e.fault = c.Work.Preview(e.change())
	} else {
		c.Work.Cancel()
	}
	c.Changed()
}

// accept makes the edit; a value that cannot be taken keeps the field open with the reason.
func (e *Edit) accept(c *Ctx) bool {
	if !e.field.Changed() {
		e.close(c)
		return true
	}
	if e.fault = c.Work.Do(e.change()); e.fault != nil {
		c.Changed()
		return false
	}
	c.Edit = nil
	c.Changed()
	return true
}

// close puts the old value back.
func (e *Edit) close(c *Ctx) {
	c.Work.Cancel()
	c.Edit = nil
	c.Changed()
}

// sideways accepts and goes to the next input of the row, and from the last one to the first of the next row.
func (e *Edit) sideways(c *Ctx, step int) {
	t := e.table
	if !e.accept(c) {
		return
	}
	row, ok := t.Grid.Row()
	if !ok {
		return
	}
	if col, found := nextInput(t, row, e.col, step); found {
		open(c, t, row, col)
		return
	}
	t.Grid.Move(step)
	start := -1
	if step < 0 {
		start = t.columns
	}
	if row, ok = t.Grid.Row(); ok {
		if col, found := nextInput(t, row, start, step); found {
			open(c, t, row, col)
		}
	}
}

// place shows the field in its cell.
func (e *Edit) place(_ *Ctx, t *Table) {
	width := t.Grid.CursorCell(e.col).Dx()
	text, _ := e.field.Text(width)
	role := theme.Edit
	if e.fault != nil {
		role = theme.Error
	}
	t.Grid.Editing = &widget.CellText{Col: e.col, Text: text, Role: role}
}

func (e *Edit) putCursor(c *Ctx, t *Table) {
	cell := t.Grid.CursorCell(e.col)
	if cell.Empty() {
		return
	}
	_, x := e.field.Text(cell.Dx())
	at := cell.Min.Add(t.area.Min)
	c.SetCursor(at.X+x, at.Y)
}

// Line tells what is edited, the value before and what is wrong with the new one; it stands in the place of the hints.
func (e *Edit) Line(c *Ctx) (string, theme.Role) {
	before := e.input.Value
	if before == "" {
		before = "–"
	}
	head := e.input.Label.In(c.Lang) + c.T(", avant : ", ", before: ") + before
	if e.fault != nil {
		return lang.Describe(bare(e.fault), c.Lang), theme.Error
	}
	keys := c.T("Entrée valide  Échap annule  Tab suivant", "Enter accepts  Esc cancels  Tab next")
	if e.input.Type == scenarios.Choice {
		keys = c.T("↑↓ choisit  ", "↑↓ chooses  ") + keys
	}
	return head + "  ·  " + keys, theme.KeyName
}

// bare takes the reason out of a refused change: the place is on the screen already.
func bare(err error) error {
	if all, ok := err.(scenarios.ChangeErrors); ok && len(all) > 0 {
		return all[0].Fault
	}
	return err
}
