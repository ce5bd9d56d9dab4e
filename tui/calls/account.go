package calls

import (
	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/scenarios/report"
	"quotepart/tui/theme"
	"quotepart/tui/ui"
	"quotepart/tui/widget"
)

// account is the explanation of the row under the cursor: its causes, its mark, the lines that the amounts are made of. It is
// lines of text for one width, which scroll.
type account struct {
	check   *scenarios.Check // that was explained, with the subject and the width
	subject *scenarios.Checked
	width   int
	lang    lang.Lang
	lines   []accountLine
}

type accountLine struct {
	text string
	role theme.Role
}

// take explains a row of a check for a width; it does nothing where that is what it shows already. It tells whether it shows
// something else now.
func (a *account) take(c *ui.Ctx, check *scenarios.Check, s *scenarios.Checked, width int) bool {
	if a.check == check && a.subject == s && a.width == width && a.lang == c.Lang {
		return false
	}
	a.check, a.subject, a.width, a.lang, a.lines = check, s, width, c.Lang, nil
	if s == nil {
		return true
	}
	lines, causes := check.Explain(s)
	for _, cause := range causes {
		a.say(cause.Text.In(c.Lang), theme.Warning)
	}
	if mark, ok := report.MarkText(s, c.Marks); ok {
		a.say(mark.In(c.Lang), theme.Success)
	}
	if len(a.lines) > 0 {
		a.lines = append(a.lines, accountLine{})
	}
	for _, l := range lines {
		a.line(c, l)
	}
	if d, ok := s.Difference(); ok && d != 0 {
		text, role := ui.Delta(c, d)
		a.lines = append(a.lines, accountLine{a.pair(c.T("écart", "difference"), text), role})
	}
	return true
}

// say adds a sentence, over as many lines as it needs.
func (a *account) say(text string, role theme.Role) {
	for i, part := range widget.Wrap(text, max(a.width-2, 1)) {
		head := "  "
		if i == 0 {
			head = "→ "
		}
		a.lines = append(a.lines, accountLine{head + part, role})
	}
}

// line adds a line of the account: a long name takes lines of its own above its amount.
func (a *account) line(c *ui.Ctx, l scenarios.CheckLine) {
	what := l.What.In(c.Lang)
	if l.Article != "" {
		what += " · " + ui.Article(l.Article)
	}
	amount := ""
	switch {
	case l.Amount.Known:
		amount = l.Amount.Value.Bare(c.Lang)
	case l.Sum:
		amount = "–"
	}
	role := theme.Text
	if l.Sum {
		role = theme.Accent
	}
	parts := widget.Wrap(what, max(a.width-widget.Width(amount)-2, 12))
	for _, part := range parts[:len(parts)-1] {
		a.lines = append(a.lines, accountLine{part, role})
	}
	a.lines = append(a.lines, accountLine{a.pair(parts[len(parts)-1], amount), role})
}

// pair is a text and an amount at the right.
func (a *account) pair(text, amount string) string {
	return widget.Fit(text, max(a.width-widget.Width(amount)-1, 1), widget.Left) + " " + amount
}

// Len is the number of lines.
func (a *account) Len() int { return len(a.lines) }

// ID keeps lines of the same text apart.
func (a *account) ID(row int) string { return lang.Plain(int64(row), 0, 0) }

// Cell shows a line.
func (a *account) Cell(row, _ int) (string, theme.Role) { return a.lines[row].text, a.lines[row].role }

// Key keeps the natural order.
func (*account) Key(int, int) widget.Key { return widget.Key{} }

// FilterText is the line.
func (a *account) FilterText(row int) string { return widget.Fold(a.lines[row].text) }

// Input makes nothing editable: these are results.
func (*account) Input(int, int) (scenarios.Address, bool) { return scenarios.Address{}, false }
