package budget

import (
	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/scenarios/report"
	"quotepart/tui/theme"
	"quotepart/tui/ui"
	"quotepart/tui/widget"
)

// noticeFrame is what a frame, the gutter of the grid, the severity and the gap take of the width.
const noticeFrame = 2 + 2 + severityWidth + 2

const severityWidth = 9

func noticeColumns(l lang.Lang) []widget.Column {
	return []widget.Column{
		{Title: lang.T("Gravité", "Severity").In(l), Width: severityWidth, NoSort: true},
		{Title: lang.T("Remarque", "Notice").In(l), Min: 10, Width: 20, Flex: 1, NoSort: true},
	}
}

// noticeRows are the lines of the notices, wrapped in words to the width of their panel.
type noticeRows struct {
	c        *ui.Ctx
	summary  []engine.Notice // of the revision
	revision int
	lines    []noticeLine
}

// noticeLine is one line of a notice; the first one tells its severity.
type noticeLine struct {
	severity engine.Severity
	first    bool
	text     string
}

func (r *noticeRows) take(c *ui.Ctx) { r.c = c }

// all gives the notices, made once for each result.
func (r *noticeRows) all() []engine.Notice {
	if r.revision != r.c.Revision() || r.summary == nil {
		r.revision, r.summary = r.c.Revision(), r.c.Work.Result().Summary()
	}
	return r.summary
}

// wrap breaks the notices into lines of at most width columns.
func (r *noticeRows) wrap(width int) {
	r.lines = r.lines[:0]
	for _, n := range r.all() {
		for i, text := range widget.Wrap(r.text(n), max(width, 10)) {
			r.lines = append(r.lines, noticeLine{n.Severity, i == 0, text})
		}
	}
}

// text names the subject of a notice and says what there is to know.
func (r *noticeRows) text(n engine.Notice) string {
	return report.Subject(r.c.Work.Year(), n.Subject).In(r.c.Lang) + r.c.T(" : ", ": ") + n.Message.In(r.c.Lang)
}

// headline is the first notice that wants attention, the reason before its subject, and how many others there are; nothing
// where there is none.
func (r *noticeRows) headline(c *ui.Ctx) (string, theme.Role) {
	var first *engine.Notice
	others := 0
	for i, n := range r.all() {
		switch {
		case n.Severity == engine.Info:
		case first == nil:
			first = &r.all()[i]
		default:
			others++
		}
	}
	if first == nil {
		return "", theme.Text
	}
	bad := first.Severity == engine.Error
	head := c.T("attention", "warning")
	if bad {
		head = c.T("TOTAUX INCOMPLETS", "TOTALS INCOMPLETE")
	}
	if others > 0 {
		head += c.TextIn(lang.F(" (+%s)", " (+%s)", lang.Count(others)))
	}
	role := theme.Warning
	if bad {
		role = theme.Error
	}
	return head + " · " + first.Message.In(c.Lang) + " · " + report.Subject(c.Work.Year(), first.Subject).In(c.Lang), role
}

// Len is the number of lines.
func (r *noticeRows) Len() int { return len(r.lines) }

// ID keeps lines of the same text apart.
func (r *noticeRows) ID(row int) string { return lang.Plain(int64(row), 0, 0) }

// Cell shows a line.
func (r *noticeRows) Cell(row, col int) (string, theme.Role) {
	line := r.lines[row]
	role := map[engine.Severity]theme.Role{engine.Error: theme.Error, engine.Warning: theme.Warning, engine.Info: theme.Muted}[line.severity]
	switch {
	case col == 1:
		return line.text, role
	case line.first:
		return report.Word(string(line.severity)).In(r.c.Lang), role
	}
	return "", role
}

// Key keeps the natural order.
func (*noticeRows) Key(int, int) widget.Key { return widget.Key{} }

// FilterText is the line.
func (r *noticeRows) FilterText(row int) string { return widget.Fold(r.lines[row].text) }

// Input makes nothing editable: notices are results.
func (*noticeRows) Input(int, int) (scenarios.Address, bool) { return scenarios.Address{}, false }
