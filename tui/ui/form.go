package ui

import (
	"image"

	tea "charm.land/bubbletea/v2"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/tui/theme"
	"quotepart/tui/widget"
)

// Form is an overlay that asks for a few values, a line each.
type Form struct {
	Title  lang.Text
	Fields []*FormField
	// Changed, when not nil, is called after every key that changed a value; what it returns is shown under the fields.
	Changed func(c *Ctx, values []string) []string
	// Done is called with the values once they all pass their checks.
	Done func(c *Ctx, values []string) tea.Cmd
	// Cancelled, when not nil, is called on Esc.
	Cancelled func(c *Ctx)

	at      int
	extra   []string
	started bool
	x, y    int   // where the cursor stands inside the frame
	drawn   []int // by line inside the frame: the field it belongs to
}

// FormField is one line of a form.
type FormField struct {
	Label lang.Text
	// Complete, when not nil, makes more of a value on Tab. It runs in a command: it may look at the disk.
	Complete func(value string) string

	field   *widget.Field
	options Options // of a choice
	check   func(string) error
	fault   error
}

// NewFormField makes a line with its first value and what refuses a value; check may be nil.
func NewFormField(label lang.Text, value string, check func(string) error) *FormField {
	field := widget.NewField(value)
	field.Replace = true
	return &FormField{Label: label, field: field, check: check}
}

// NewChoice makes a line for one of a few values, which is shown and typed in words. Values are given and got as files write
// them; what is no option is got as it was typed, and refused.
func NewChoice(label lang.Text, value string, options Options, check func(string) error) *FormField {
	one := NewFormField(label, value, check)
	one.options = options
	return one
}

// NewInput makes a line for a field of what is being added, which refuses what the field does.
func NewInput[T any](f scenarios.Field[T], value string) *FormField {
	check := func(v string) error {
		var scratch T
		return f.Set(&scratch, v)
	}
	if f.Type == scenarios.Choice {
		return NewChoice(f.Label, value, Words(f.Choices), check)
	}
	return NewFormField(f.Label, value, check)
}

// value is what the line comes to, and why it is refused.
func (one *FormField) value() (value string, refused error) {
	value = one.field.Value()
	if len(one.options) > 0 {
		meant, err := one.options.Meant(value)
		if err != nil {
			return value, err
		}
		value = meant
	}
	if one.check != nil {
		refused = one.check(value)
	}
	return value, refused
}

func (f *Form) values() []string {
	out := make([]string, len(f.Fields))
	for i, one := range f.Fields {
		out[i], _ = one.value()
	}
	return out
}

// start writes the choices in words.
func (f *Form) start(c *Ctx) {
	if f.started {
		return
	}
	f.started = true
	for _, one := range f.Fields {
		if len(one.options) > 0 {
			one.field.SetValue(one.options.name(one.field.Value(), c.Lang))
		}
	}
	f.changed(c)
}

// Update gives the form a message.
func (f *Form) Update(c *Ctx, msg tea.Msg) (tea.Cmd, bool) {
	f.start(c)
	if done, ok := msg.(FormCompleted); ok {
		f.completed(c, done)
		return nil, false
	}
	if key, ok := msg.(tea.KeyPressMsg); ok && f.special(c, key.String()) {
		return nil, false
	}
	switch one := f.Fields[f.at]; one.field.Update(msg) {
	case widget.FieldChanged:
		f.typed(c, one)
	case widget.FieldNext:
		if one.Complete != nil {
			return one.complete(), false
		}
		f.move(c, 1)
	case widget.FieldPrevious:
		f.move(c, -1)
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

// special takes the keys that a plain field does not know: up and down go to another line, left and right through a choice.
func (f *Form) special(c *Ctx, key string) bool {
	one := f.Fields[f.at]
	switch step := map[string]int{"up": -1, "left": -1, "down": 1, "right": 1}[key]; {
	case key == "up" || key == "down":
		f.move(c, step)
	case step != 0 && len(one.options) > 0:
		one.field.SetValue(one.options.step(one.field.Value(), step).Name.In(c.Lang))
		one.field.Replace = true
		f.typed(c, one)
	default:
		return false
	}
	return true
}

// move goes to another line; a choice that is left is written in full.
func (f *Form) move(c *Ctx, by int) {
	one := f.Fields[f.at]
	if value, err := one.value(); err == nil && len(one.options) > 0 {
		one.field.SetValue(one.options.name(value, c.Lang))
	}
	one = f.Fields[(f.at+by+len(f.Fields))%len(f.Fields)]
	one.field.Replace = len(one.options) > 0 // another choice is not made by adding letters to this one
	f.at = (f.at + by + len(f.Fields)) % len(f.Fields)
}

// Click brings the cursor to a field.
func (f *Form) Click(c *Ctx, line int) (tea.Cmd, bool) {
	if line >= 1 && line <= len(f.drawn) {
		f.move(c, f.drawn[line-1]-f.at)
	}
	return nil, false
}

// typed checks a line after it has changed.
func (f *Form) typed(c *Ctx, one *FormField) {
	_, one.fault = one.value()
	f.changed(c)
}

func (f *Form) changed(c *Ctx) {
	if f.Changed != nil {
		f.extra = f.Changed(c, f.values())
	}
}

// accept checks all values; the first that fails gets the cursor, with the reason.
func (f *Form) accept(c *Ctx) (tea.Cmd, bool) {
	for i, one := range f.Fields {
		if _, one.fault = one.value(); one.fault != nil {
			f.at = i
			return nil, false
		}
	}
	if c.Overlay == Overlay(f) {
		c.Overlay = nil // Done may open another one
	}
	return f.Done(c, f.values()), true
}

// leastExtra is how many lines under the fields are kept in view where there is no room for all.
const leastExtra = 3

// View draws the form in a frame. Where there is no room for all lines, those around the cursor are shown, with its reason.
func (f *Form) View(c *Ctx, width, height int) []string {
	f.start(c)
	w, room := min(width, 76), max(height-2, 1)
	lines, from, to := f.lines(c, w)
	extra := f.extra
	if spare := max(room-len(lines), min(leastExtra, room-(to-from))); len(extra) > spare {
		extra = extra[:max(spare, 0)]
	}
	frame := widget.Frame{Title: f.Title.In(c.Lang), Focused: true, Footer: c.T("Entrée valide · Tab suivant · Échap annule", "Enter accepts · Tab next · Esc cancels")}
	if f.Fields[f.at].Complete != nil {
		frame.Footer = c.T("Entrée valide · Tab complète · ↓ suivant · Échap annule", "Enter accepts · Tab completes · ↓ next · Esc cancels")
	}
	if len(f.Fields[f.at].options) > 0 {
		frame.Footer = c.T("←→ choisit · ", "←→ chooses · ") + frame.Footer
	}
	top := 0
	if shown := room - len(extra); len(lines) > shown {
		top = max(min(from-1, len(lines)-shown), to-shown, 0)
		lines, f.drawn = lines[top:min(top+shown, len(lines))], f.drawn[top:]
		frame.Right = lang.F("%[1]d/%[2]d", "%[1]d/%[2]d", f.at+1, len(f.Fields)).In(c.Lang)
	}
	f.y = 1 + from - top
	lines = append(lines, extra...)
	return frame.Lines(c.Theme, w, min(len(lines)+2, height), lines)
}

// lines draws all fields with their reasons; those from from to to belong to the one with the cursor.
func (f *Form) lines(c *Ctx, w int) (lines []string, from, to int) {
	label := 0
	f.drawn = nil
	for _, one := range f.Fields {
		label = max(label, widget.Width(one.Label.In(c.Lang)))
	}
	label = min(label, w/3)
	room := max(w-label-7, 4)
	for i, one := range f.Fields {
		text, cursor := one.field.Text(room)
		role := theme.Text
		if i == f.at {
			role = theme.Edit
			from, f.x = len(lines), 1+2+label+2+cursor
		}
		lines = append(lines, caret(i == f.at)+" "+widget.Fit(one.Label.In(c.Lang), label, widget.Left)+"  "+c.Theme.Render(role, text))
		lines = append(lines, f.reason(c, i, w-6)...)
		if i == f.at {
			to = len(lines)
		}
		for len(f.drawn) < len(lines) {
			f.drawn = append(f.drawn, i)
		}
	}
	return lines, from, to
}

// reason says what is wrong with a line: in full, over several lines, where it has the cursor; else in one. Of a choice that
// is right but not typed in full it says which one is meant.
func (f *Form) reason(c *Ctx, line, width int) []string {
	one := f.Fields[line]
	role, text := theme.Error, ""
	if one.fault != nil {
		text = lang.Describe(bare(one.fault), c.Lang)
	} else if value, err := one.value(); err == nil && len(one.options) > 0 {
		if name := one.options.name(value, c.Lang); line == f.at && widget.Fold(name) != widget.Fold(one.field.Value()) {
			role, text = theme.Muted, "→ "+name
		}
	}
	if text == "" {
		return nil
	}
	parts := []string{text}
	if line == f.at {
		parts = shortened(widget.Wrap(text, width))
	}
	for i, p := range parts {
		parts[i] = "  " + c.Theme.Render(role, widget.Fit(p, width, widget.Left))
	}
	return parts
}

// shortened leaves the middle of a long reason out, such as one that quotes a page that was pasted: the field must stay in view,
// and how to mend it stands at the end.
func shortened(lines []string) []string {
	const most = 5
	if n := len(lines); n > most {
		return []string{lines[0], lines[1], "…", lines[n-2], lines[n-1]}
	}
	return lines
}

// Cursor is where the cursor stands inside the form's frame, as it was last drawn.
func (f *Form) Cursor(*Ctx, int) image.Point { return image.Pt(f.x, f.y) }

func caret(on bool) string {
	if on {
		return "▸"
	}
	return " "
}
