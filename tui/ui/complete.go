package ui

import tea "charm.land/bubbletea/v2"

// FormCompleted is what Complete made of the value of a field.
type FormCompleted struct {
	field    *FormField
	from, to string
}

// complete starts the completion of the value.
func (one *FormField) complete() tea.Cmd {
	from := one.field.Value()
	return func() tea.Msg { return FormCompleted{one, from, one.Complete(from)} }
}

// completed takes what a completion found, unless the user has gone on meanwhile; where it found nothing, Tab goes to the next line.
func (f *Form) completed(c *Ctx, msg FormCompleted) {
	one := f.Fields[f.at]
	switch {
	case msg.field != one || one.field.Value() != msg.from:
	case msg.to == msg.from:
		f.move(c, 1)
	default:
		one.field.SetValue(msg.to)
		f.typed(c, one)
	}
}
