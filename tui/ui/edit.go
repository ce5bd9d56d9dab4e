package ui

import (
	tea "charm.land/bubbletea/v2"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/tui/theme"
	"quotepart/tui/widget"
)

// Edit is an input being edited in its cell, or those of several marked rows at once. What is typed is previewed at every key:
// the whole screen shows its effect before it is accepted.
type Edit struct {
	table   *Table
	col     int
	inputs  []scenarios.Input // of the cursor's row, or of the marked rows
	options Options           // of a choice
	field   *widget.Field
	typed   bool
	unseen  bool  // so many rows that the effect is not seen before it is accepted
	fault   error // why the value cannot be taken
}

// StartEdit opens the input under the cursor of a table, or those of its column in the marked rows. Where a result is, nothing
// is opened: a number typed there should not end up in another column.
func StartEdit(c *Ctx, t *Table) {
	if t.hasMarks() {
		t.goToMarked()
	}
	row, ok := t.Grid.Row()
	if !ok {
		return
	}
	if _, ok := t.source.Input(row, t.Grid.Column()); ok {
		open(c, t, t.Grid.Column())
		return
	}
	if col, ok := nextInput(t, row, -1, 1); ok && t.Record {
		open(c, t, col)
		return
	} else if ok {
		c.Say(lang.T("cette colonne est un résultat : ← → mènent à une colonne que l'on modifie", "this column is a result: ← → lead to a column that can be edited"))
		return
	}
	c.Say(lang.T("rien à modifier ici : ce sont des résultats", "nothing to edit here: these are results"))
}

// open edits a column: in the cursor's row, or in the marked rows.
func open(c *Ctx, t *Table, col int) {
	t.Grid.SetColumn(col)
	addresses := t.Addresses()
	if len(addresses) == 0 {
		c.Say(lang.T("les lignes marquées sont cachées par le filtre ; / le change", "the marked rows are hidden by the filter; / changes it"))
		return
	}
	e := &Edit{table: t, col: col}
	for _, a := range addresses {
		input, err := scenarios.Lookup(c.Work.Year(), a)
		if err != nil {
			c.Complain(err)
			return
		}
		e.inputs = append(e.inputs, input)
	}
	e.options = optionsOf(c.Work.Year(), e.inputs[0])
	value, _ := e.before()
	e.field = widget.NewField(e.options.name(value, c.Lang))
	e.field.Replace = true
	c.Edit = e
}

// before is the value that all the inputs have; false where they differ.
func (e *Edit) before() (string, bool) {
	for _, in := range e.inputs[1:] {
		if in.Value != e.inputs[0].Value {
			return "", false
		}
	}
	return e.inputs[0].Value, true
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
		e.typed = true
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
	if len(e.options) > 0 {
		e.field.SetValue(e.options.step(e.field.Value(), step).Name.In(c.Lang))
		e.field.Replace, e.typed = true, true
		e.preview(c)
		return true
	}
	if t := e.table; e.accept(c) && len(e.inputs) == 1 {
		t.Grid.Move(step)
		StartEdit(c, t)
	}
	return true
}

// value is what the field comes to, as files write it.
func (e *Edit) value() (string, error) {
	if len(e.options) > 0 {
		return e.options.Meant(e.field.Value())
	}
	return e.field.Value(), nil
}

// changes are the edit as changes, none where nothing differs from before.
func (e *Edit) changes() ([]scenarios.Change, error) {
	if !e.typed || len(e.inputs) == 1 && !e.field.Changed() {
		return nil, nil
	}
	value, err := e.value()
	if err != nil {
		return nil, err
	}
	var all []scenarios.Change
	for _, in := range e.inputs {
		if in.Value != value {
			all = append(all, scenarios.Change{Op: scenarios.Set, Address: in.Address, Value: value})
		}
	}
	return all, nil
}

func (e *Edit) preview(c *Ctx) {
	changes, err := e.changes()
	e.unseen = false
	if err == nil {
		var shown bool
		shown, err = Preview(c, changes)
		e.unseen = !shown
	} else {
		CancelPreview(c)
	}
	e.fault = err
}

// accept makes the edit; a value that cannot be taken keeps the field open with the reason.
func (e *Edit) accept(c *Ctx) bool {
	changes, err := e.changes()
	if err == nil && len(changes) > 0 {
		err = c.Work.Do(changes...)
	}
	if e.fault = err; err != nil {
		c.Changed()
		return false
	}
	e.close(c)
	return true
}

// close ends the edit; a value that was not accepted is as it was before.
func (e *Edit) close(c *Ctx) {
	c.Work.Cancel()
	c.Edit = nil
	c.Changed()
}

// sideways accepts and goes to the next input of the row, and from the last one to the first of the next row. With marked rows
// it stays in them.
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
		open(c, t, col)
		return
	}
	if len(e.inputs) > 1 {
		return
	}
	t.Grid.Move(step)
	start := -1
	if step < 0 {
		start = t.columns
	}
	if row, ok = t.Grid.Row(); ok {
		if col, found := nextInput(t, row, start, step); found {
			open(c, t, col)
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

// Line tells what is edited and in how many rows, the value before and what is wrong with the new one; it stands in the place
// of the hints.
func (e *Edit) Line(c *Ctx) (string, theme.Role) {
	if e.fault != nil {
		return lang.Describe(bare(e.fault), c.Lang), theme.Error
	}
	before, same := e.before()
	switch before = e.options.name(before, c.Lang); {
	case !same:
		before = c.T("diverses valeurs", "various values")
	case before == "":
		before = "–"
	}
	head := e.inputs[0].Label.In(c.Lang)
	if n := len(e.inputs); n > 1 {
		head += lang.F(", %s lignes à la fois", ", %s rows at once", lang.Count(n)).In(c.Lang)
	}
	head += c.T(", avant : ", ", before: ") + before
	keys := c.T("Entrée valide  Échap annule  Tab suivant", "Enter accepts  Esc cancels  Tab next")
	if len(e.options) > 0 {
		if value, err := e.value(); err == nil {
			head += " → " + e.options.name(value, c.Lang)
		}
		keys = c.T("↑↓ choisit  ", "↑↓ chooses  ") + keys
	}
	if e.unseen {
		keys = c.T("l'effet se voit après Entrée  ", "the effect is seen after Enter  ") + keys
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
