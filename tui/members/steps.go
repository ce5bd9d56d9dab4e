package members

import (
	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/tui/theme"
	"quotepart/tui/ui"
	"quotepart/tui/widget"
)

// steps are the dates of a member's joining and leaving, in the order of article 3.
var steps = []string{"approved", "signed", "designated", "transmitted", "left"}

func stepColumns(l lang.Lang) []widget.Column {
	return []widget.Column{
		{Title: lang.T("Étape", "Step").In(l), Width: 18, Flex: 1, NoSort: true},
		{Title: lang.T("Date", "Date").In(l), Width: 12, NoSort: true},
		{Title: lang.T("Effet", "Effect").In(l), Width: 20, Flex: 1, Priority: 1, NoSort: true},
	}
}

// stepRows are the steps of the member under the cursor.
type stepRows struct {
	c      *ui.Ctx
	member *engine.Member
}

func (s *stepRows) take(c *ui.Ctx, row int, ok bool) {
	s.c, s.member = c, nil
	if ok && row < len(c.Work.Year().Members) {
		s.member = c.Work.Year().Members[row]
	}
}

func (s *stepRows) Len() int {
	if s.member == nil {
		return 0
	}
	return len(steps)
}

func (s *stepRows) ID(row int) string { return s.member.ID + "/" + steps[row] }

func (s *stepRows) Cell(row, col int) (string, theme.Role) {
	f, _ := scenarios.FieldNamed(scenarios.MemberFields, steps[row])
	switch col {
	case 0:
		return f.Label.In(s.c.Lang), theme.Text
	case 1:
		if v := f.Get(s.member); v != "" {
			return v, theme.Text
		}
		return "–", theme.Muted
	}
	if steps[row] == "transmitted" {
		standing := s.member.Standing(s.c.Work.Year())
		return standing.Text().In(s.c.Lang), theme.Muted
	}
	return "", theme.Text
}

func (s *stepRows) Compare(a, b, _ int) int { return a - b }

func (s *stepRows) FilterText(row int) string { return widget.Fold(steps[row]) }

func (s *stepRows) Input(row, col int) (scenarios.Address, bool) {
	return scenarios.Address{Collection: scenarios.InMembers, ID: s.member.ID, Field: steps[row]}, col == 1
}
