package schools

import (
	"image"

	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/tui/theme"
	"quotepart/tui/ui"
	"quotepart/tui/widget"
)

// The heights of the panels under the list, with their frames and titles.
const (
	inputsHeight  = 8 // its five fields
	explainHeight = 8 // a long line with its rounding and its origin
	listHeight    = 8 // the least that a list beside other panels needs
	wide          = 100
)

// View draws the list, and under it the bill of the school under the cursor, its record, and the explanation of a line. Where
// there is no room for all of them, what has the focus comes first.
func (s *Screen) View(c *ui.Ctx, area image.Rectangle) []string {
	s.follow(c)
	if area.Dy() < listHeight+inputsHeight {
		switch {
		case s.IsFocused(s.lines):
			return s.explained(c, area)
		case s.IsFocused(s.inputs):
			return s.inputs.View(c, area, true)
		}
		return s.list.View(c, area, true)
	}
	tall := area.Dy() >= listHeight+inputsHeight+explainHeight
	if s.IsFocused(s.lines) && !tall {
		return s.explained(c, area)
	}
	height := inputsHeight
	if tall {
		height += explainHeight
	}
	list, detail := area, area
	list.Max.Y -= height
	detail.Min.Y = list.Max.Y
	return append(s.list.View(c, list, s.IsFocused(s.list)), s.detail(c, detail)...)
}

// follow brings the tables of the detail to the school under the cursor.
func (s *Screen) follow(c *ui.Ctx) {
	s.list.Footer = s.rows.counted(s.list.Grid)
	s.list.Grid.Empty = c.T("aucun établissement ici ; {schools.add} en ajoute un", "no school here; {schools.add} adds one")
	s.bill.take(c)
	s.lines.Title, s.lines.Footer, s.lines.Grid.Empty = lang.T("Aucun établissement", "No school"), "", ""
	if i, ok := s.at.school(); ok {
		school := s.rows.result.School(i)
		s.lines.Title = lang.T(school.School.Name, school.School.Name)
		s.lines.Footer = school.School.UAI
		if school.Reason == engine.Counted {
			s.lines.Footer = school.School.UAI + " · " + amountText(c, school.Total, c.Work.SchoolDelta(i))
			s.lines.Grid.Empty = c.T("aucun tarif pour ce niveau", "no tariff for this level")
		} else {
			s.lines.Grid.Empty = c.T("pas compté : ", "not counted: ") + school.Reason.Text().In(c.Lang)
		}
	}
	s.lines.Values(true)
	s.inputs.Values(false)
}

// detail draws the bill and the record side by side where they fit, with the explanation under them where there is room.
func (s *Screen) detail(c *ui.Ctx, area image.Rectangle) []string {
	top, bottom := area, area
	top.Max.Y = min(area.Min.Y+inputsHeight, area.Max.Y)
	bottom.Min.Y = top.Max.Y
	var lines []string
	switch {
	case area.Dx() >= wide:
		left, right := top, top
		left.Max.X = top.Min.X + top.Dx()*7/12
		right.Min.X = left.Max.X
		lines = widget.Beside(s.lines.View(c, left, s.IsFocused(s.lines)), s.inputs.View(c, right, s.IsFocused(s.inputs)))
	case s.IsFocused(s.inputs):
		lines = s.inputs.View(c, top, true)
	default:
		lines = s.lines.View(c, top, s.IsFocused(s.lines))
	}
	if bottom.Dy() == 0 {
		return lines
	}
	return append(lines, s.explanation(c, bottom)...)
}

// explained draws the bill with the explanation of the line under its cursor, and nothing else.
func (s *Screen) explained(c *ui.Ctx, area image.Rectangle) []string {
	top, bottom := area, area
	top.Max.Y = area.Min.Y + min(max(s.bill.Len(), 1)+3, area.Dy()/2+1)
	bottom.Min.Y = top.Max.Y
	return append(s.lines.View(c, top, true), s.explanation(c, bottom)...)
}

// explanation says how the line under the cursor of the bill came to its amount, or why the school is not counted.
func (s *Screen) explanation(c *ui.Ctx, area image.Rectangle) []string {
	frame := widget.Frame{Title: c.T("Explication", "Explanation")}
	width := area.Dx() - 4
	var lines []string
	say := func(role theme.Role, text lang.Text) {
		if text.IsZero() {
			return
		}
		for _, part := range widget.Wrap(text.In(c.Lang), width) {
			lines = append(lines, " "+c.Theme.Render(role, part))
		}
	}
	i, ok := s.at.school()
	if !ok {
		return frame.Lines(c.Theme, area.Dx(), area.Dy(), nil)
	}
	if reason := s.rows.result.School(i).Reason; reason != engine.Counted {
		say(theme.Warning, lang.F("pas compté : %s", "not counted: %s", reason.Text()))
		return frame.Lines(c.Theme, area.Dx(), area.Dy(), lines)
	}
	notices := s.rows.result.SchoolNotices(i)
	for _, n := range notices {
		if role, urgent := noticeRole(n); urgent {
			say(role, n.Message)
		}
	}
	if row, ok := s.lines.Grid.Row(); ok {
		line := s.bill.lines[row]
		frame.Title = line.Tariff.Label
		if article := ui.Article(line.Tariff.Article); article != "" {
			frame.Title += " (" + article + ")" // what follows the cursor stands together: the rest of the border need not be sent again
		}
		say(theme.Text, formula(line))
		for _, o := range line.Origin {
			say(theme.Text, o)
		}
	}
	for _, n := range notices {
		if role, urgent := noticeRole(n); !urgent {
			say(role, n.Message)
		}
	}
	return frame.Lines(c.Theme, area.Dx(), area.Dy(), lines)
}

// formula is the formula of a line, what it gives, and how that was rounded.
func formula(line engine.Line) lang.Text {
	if !line.Status.HasLine() {
		return line.Formula
	}
	return lang.F("%[1]s = %[2]s · %[3]s", "%[1]s = %[2]s · %[3]s", line.Formula, line.Amount, line.Rounding)
}

// amountText is an amount with its difference to the reference, for the borders of frames.
func amountText(c *ui.Ctx, amount, delta engine.Cents) string {
	text := amount.In(c.Lang)
	if d, _ := ui.Delta(c, delta); d != "" {
		text += " (" + d + ")"
	}
	return text
}

// noticeRole tells how a notice is shown, and whether it comes before everything else.
func noticeRole(n engine.Notice) (role theme.Role, urgent bool) {
	switch n.Severity {
	case engine.Error:
		return theme.Error, true
	case engine.Warning:
		return theme.Warning, true
	}
	return theme.Muted, false
}
