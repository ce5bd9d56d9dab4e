package calls

import (
	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/scenarios/report"
	"quotepart/tui/theme"
	"quotepart/tui/ui"
	"quotepart/tui/widget"
)

// The columns of both tables.
const (
	colName = iota
	colExpected
	colIssued
	colDifference
	colState
)

// columns name what was issued; the rest is alike for calls and invoices.
func columns(l lang.Lang, subject, issued lang.Text) []widget.Column {
	return []widget.Column{
		colName:       {Title: subject.In(l), Min: 12, Width: 22, Flex: 1},
		colExpected:   {Title: lang.T("Attendu", "Expected").In(l), Width: 12, Align: widget.Right, Priority: 1},
		colIssued:     {Title: issued.In(l), Width: 12, Align: widget.Right, Priority: 2},
		colDifference: {Title: lang.T("Écart", "Difference").In(l), Width: 13, Align: widget.Right},
		colState:      {Title: lang.T("État", "State").In(l), Width: 10},
	}
}

// rows are the members with their calls, or the charges with their invoices.
type rows struct {
	c        *ui.Ctx
	shown    []*scenarios.Checked
	openOnly bool
	known    ui.Known
	folded   map[string]string
}

// take shows one half of a check, and tells whether rows came or went.
func (r *rows) take(c *ui.Ctx, half []scenarios.Checked) bool {
	r.c, r.shown = c, r.shown[:0]
	for i := range half {
		if !r.openOnly || r.open(&half[i]) {
			r.shown = append(r.shown, &half[i])
		}
	}
	return r.known.Changed(r)
}

// open tells whether something is left to be settled.
func (r *rows) open(s *scenarios.Checked) bool {
	_, marked := scenarios.FindMark(r.c.Marks, s.Finding())
	return s.Verdict != scenarios.Agrees && !marked
}

// Len is the number of rows.
func (r *rows) Len() int { return len(r.shown) }

// ID is the address of the member or the charge.
func (r *rows) ID(row int) string { return r.shown[row].Subject.String() }

// Cell shows what is expected and what was issued. An amount that is not whole has a sign and no difference.
func (r *rows) Cell(row, col int) (string, theme.Role) {
	s, l := r.shown[row], r.c.Lang
	difference, known := s.Difference()
	switch col {
	case colName:
		return s.Name, theme.Text
	case colExpected:
		switch {
		case !s.Whole && s.Subject.Of == engine.TargetCharge:
			return "–", theme.Error // nothing is known of it
		case !s.Whole:
			return "! " + s.Expected.Bare(l), theme.Error
		}
		return s.Expected.Bare(l), theme.Text
	case colIssued:
		return s.Issued.Bare(l), theme.Text
	case colDifference:
		if !known {
			return "–", theme.Muted
		}
		return ui.Delta(r.c, difference)
	}
	return r.state(s)
}

// state is the verdict, or that somebody has settled it.
func (r *rows) state(s *scenarios.Checked) (string, theme.Role) {
	switch {
	case s.Verdict == scenarios.Agrees:
		return report.Verdict(s.Verdict).In(r.c.Lang), theme.Muted
	case !r.open(s):
		return r.c.T("contrôlé", "checked"), theme.Success
	}
	return report.Verdict(s.Verdict).In(r.c.Lang), theme.Error
}

// Key is what a finding is ordered by; by state, what is open comes first.
func (r *rows) Key(row, col int) widget.Key {
	s := r.shown[row]
	switch col {
	case colName:
		return ui.TextKey(s.Name)
	case colExpected:
		return widget.Key{Rank: int64(s.Expected)}
	case colIssued:
		return widget.Key{Rank: int64(s.Issued)}
	case colDifference:
		return widget.Key{Rank: int64(known(s))}
	}
	return widget.Key{Rank: rank(r, s), Text: string(s.Verdict)}
}

// known is a difference to order by, 0 where it is not known.
func known(s *scenarios.Checked) engine.Cents {
	d, ok := s.Difference()
	if !ok {
		return 0
	}
	return d
}

func rank(r *rows, s *scenarios.Checked) int64 {
	switch {
	case r.open(s):
		return 0
	case s.Verdict != scenarios.Agrees:
		return 1
	}
	return 2
}

// FilterText is the name, the address and the numbers of the documents.
func (r *rows) FilterText(row int) string {
	s := r.shown[row]
	text, ok := r.folded[s.Subject.String()]
	if !ok {
		all := s.Name + " " + s.Subject.ID
		for _, d := range s.Documents {
			all += " " + d.Number
		}
		if r.folded == nil {
			r.folded = map[string]string{}
		}
		text = widget.Fold(all)
		r.folded[s.Subject.String()] = text
	}
	return text
}

// Input makes nothing editable: what is expected is a result, and what was issued is a document.
func (*rows) Input(int, int) (scenarios.Address, bool) { return scenarios.Address{}, false }
