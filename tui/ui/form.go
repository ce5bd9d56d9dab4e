package ui

import (
	"image"

	tea "charm.land/bubbletea/v2"

	"quotepart/engine/lang"
	"quotepart/tui/theme"
	"quotepart/tui/widget"
)

// Form is an overlay that asks for a few lines of text.
type Form struct {
	Title  lang.Text
	Fields []*FormField
	// Changed, when not nil, is called after every key that changed a value; what it returns is shown under the fields.
	Changed func(c *Ctx, values []string) []string
	// Done is called with the values once they all pass their checks.
	Done func(c *Ctx, values []string) tea.Cmd
	// Cancelled, when not nil, is called on Esc.
	Cancelled func(c *Ctx)

	at    int
	extra []string
	shown bool
}

// FormField is one line of a form.
type FormField struct {
	Label lang.Text
	field *widget.Field
	check func(string) error
	fault error
}

// NewFormField makes a line with its first value and what refuses a value; check may be nil.
func NewFormField(label lang.Text, value string, check func(string) error) *FormField {
	field := widget.NewField(value)
	field.Replace = true
	return &FormField{Label: label, field: field, check: check}
}

func (f *Form) values() []string {
	out := make([]string, len(f.Fields))
	for i, one := range f.Fields {
		out[i] = one.field.Value()
	}
	return out
}

// Update gives the form a message.
func (f *Form) Update(c *Ctx, msg tea.Msg) (tea.Cmd, bool) {
	n := len(f.Fields)
	if key, ok := msg.(tea.KeyPressMsg); ok {
		switch key.String() {
		case "down":
			f.at = (f.at + 1) % n
			return nil, false
		case "up":
			f.at = (f.at + n - 1) % n
			return nil, false
		}
	}
	one := f.Fields[f.at]
	switch one.field.Update(msg) {
	case widget.FieldChanged:
		one.fault = nil
		if one.check != nil {
			one.fault = one.check(one.field.Value())
		}
		f.changed(c)
	case widget.FieldNext:
		f.at = (f.at + 1) % n
	case widget.FieldPrevious:
		f.at = (f.at + n - 1) % n
	case widget.FieldCancel:
		if f.Cancelled != nil {
			f.Cancelled(c)
		}
		return nil, true
	case widget.FieldAccept:
		return f.accept(c)
	}
	return nil, false
}

func (f *Form) changed(c *Ctx) {
	if f.Changed != nil {
		f.extra = f.Changed(c, f.values())
	}
}

// accept checks all values; the first that fails gets the cursor, with the reason.
func (f *Form) accept(c *Ctx) (tea.Cmd, bool) {
	for i, one := range f.Fields {
		if one.check == nil {
			continue
		}
		if one.fault = one.check(one.field.Value()); one.fault != nil {
			f.at = i
			return nil, false
		}
	}
	if c.Overlay == Overlay(f) {
		c.Overlay = nil // Done may open another one
	}
	return f.Done(c, f.values()), true
}

// View draws the form in a frame.
func (f *Form) View(c *Ctx, width, height int) []string {
	if !f.shown {
		f.shown = true
		f.changed(c)
	}
	w := min(width, 76)
	label := 0
	for _, one := range f.Fields {
		label = max(label, widget.Width(one.Label.In(c.Lang)))
	}
	label = min(label, w/3)
	room := max(w-label-7, 4)
	var lines []string
	for i, one := range f.Fields {
		text, _ := one.field.Text(room)
		role := theme.Text
		if i == f.at {
			role = theme.Edit
		}
		lines = append(lines, caret(i == f.at)+" "+widget.Fit(one.Label.In(c.Lang), label, widget.Left)+"  "+c.Theme.Render(role, text))
		lines = append(lines, f.reason(c, i, w-6)...)
	}
	lines = append(lines, f.extra...)
	frame := widget.Frame{Title: f.Title.In(c.Lang), Focused: true, Footer: c.T("Entrée valide · Tab suivant · Échap annule", "Enter accepts · Tab next · Esc cancels")}
	return frame.Lines(c.Theme, w, min(len(lines)+2, height), lines)
}

// reason says what is wrong with a line: in full, over several lines, where it has the cursor; else in one.
func (f *Form) reason(c *Ctx, line, width int) []string {
	one := f.Fields[line]
	if one.fault == nil {
		return nil
	}
	text := lang.Describe(bare(one.fault), c.Lang)
	parts := []string{text}
	if line == f.at {
		parts = widget.Wrap(text, width)
	}
	for i, p := range parts {
		parts[i] = "  " + c.Theme.Render(theme.Error, widget.Fit(p, width, widget.Left))
	}
	return parts
}

// Cursor is where the cursor stands inside the form's frame.
func (f *Form) Cursor(c *Ctx, width int) image.Point {
	w := min(width, 76)
	label, y := 0, 1
	for i, one := range f.Fields {
		label = max(label, widget.Width(one.Label.In(c.Lang)))
		if i < f.at {
			y++
			if one.fault != nil {
				y++ // reasons of other lines take one
			}
		}
	}
	label = min(label, w/3)
	_, at := f.Fields[f.at].field.Text(max(w-label-7, 4))
	return image.Pt(1+2+label+2+at, y)
}

func caret(on bool) string {
	if on {
		return "▸"
	}
	return " "
}

// Question is an overlay that offers a few answers, each behind a key.
type Question struct {
	Title   lang.Text
	Lines   []lang.Text
	Answers []Answer
}

// Answer is one way to answer a Question. Run may be nil: the question is then just closed.
type Answer struct {
	Key  string
	Name lang.Text
	Run  func(*Ctx) tea.Cmd
}

// Update takes the key of an answer; Esc closes the question.
func (q *Question) Update(c *Ctx, msg tea.Msg) (tea.Cmd, bool) {
	key, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return nil, false
	}
	for _, a := range q.Answers {
		if a.Key != key.String() {
			continue
		}
		if c.Overlay == Overlay(q) {
			c.Overlay = nil // Run may open another one
		}
		if a.Run == nil {
			return nil, true
		}
		return a.Run(c), true
	}
	return nil, key.String() == "esc"
}

// View draws the question in a frame.
func (q *Question) View(c *Ctx, width, height int) []string {
	w := min(width, 76)
	var lines []string
	for _, l := range q.Lines {
		for _, part := range widget.Wrap(l.In(c.Lang), w-4) {
			lines = append(lines, " "+part)
		}
	}
	lines = append(lines, "")
	for _, a := range q.Answers {
		lines = append(lines, " "+c.Theme.Render(theme.KeyName, KeyLabel(a.Key, c.Lang))+"  "+a.Name.In(c.Lang))
	}
	return widget.Frame{Title: q.Title.In(c.Lang), Focused: true}.Lines(c.Theme, w, min(len(lines)+2, height), lines)
}
