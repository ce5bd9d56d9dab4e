package members

import (
	"slices"

	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/scenarios/report"
	"quotepart/tui/theme"
	"quotepart/tui/ui"
	"quotepart/tui/widget"
)

// steps are the dates of a member's joining in the order of article 3, then that of its leaving and what else is known of it.
var steps = []string{"approved", "signed", "designated", "transmitted", "left", "kind", "siren"}

// joining is how many of them are steps of joining.
const joining = 4

func stepColumns(l lang.Lang) []widget.Column {
	return []widget.Column{
		{Title: lang.T("Étape", "Step").In(l), Width: 16, NoSort: true},
		{Title: lang.T("Date", "Date").In(l), Min: 10, Width: 12, NoSort: true},
		{Title: lang.T("Avancement", "Progress").In(l), Width: 20, Flex: 1, NoSort: true},
	}
}

// stepRows are the record of the member under the cursor.
type stepRows struct {
	c      *ui.Ctx
	member *engine.Member
	early  []engine.StepOrder // steps that came too early
}

func (s *stepRows) take(c *ui.Ctx, row int, ok bool) {
	s.c, s.member, s.early = c, nil, nil
	if ok && row < len(c.Work.Year().Members) {
		s.member = c.Work.Year().Members[row]
		s.early = s.member.OutOfOrder()
	}
}

// progress says how many steps of joining are done, and what they come to.
func (s *stepRows) progress() string {
	if s.member == nil {
		return ""
	}
	done := 0
	for _, name := range steps[:joining] {
		if s.value(name) != "" {
			done++
		}
	}
	return lang.F("%[1]s sur %[2]d · %[3]s", "%[1]s of %[2]d · %[3]s", lang.Plural(done, lang.T("étape", "step"), lang.T("étapes", "steps")), joining, s.member.Standing(s.c.Work.Year()).Text()).In(s.c.Lang)
}

func (s *stepRows) value(field string) string {
	f, _ := scenarios.FieldNamed(scenarios.MemberFields, field)
	return f.Get(s.member)
}

func (s *stepRows) Len() int {
	if s.member == nil {
		return 0
	}
	return len(steps)
}

func (s *stepRows) ID(row int) string { return s.member.ID + "/" + steps[row] }

func (s *stepRows) Cell(row, col int) (string, theme.Role) {
	value := s.value(steps[row])
	switch {
	case col == 0:
		return stepName(steps[row]).In(s.c.Lang), theme.Text
	case col == 1 && value == "":
		return "–", theme.Muted
	case col == 1:
		return report.Word(value).In(s.c.Lang), theme.Text
	case row < joining:
		return s.state(steps[row], value)
	case steps[row] == "left" && value != "":
		return s.c.T("résilié (art. 6)", "terminated (art. 6)"), theme.Warning
	}
	return "", theme.Text
}

// state says whether a step is done, missing, or came before one that it follows.
func (s *stepRows) state(step, value string) (string, theme.Role) {
	early := slices.IndexFunc(s.early, func(o engine.StepOrder) bool { return o.Step == step })
	switch {
	case value == "":
		return s.c.T("○ manque", "○ missing"), theme.Muted
	case early < 0:
		return s.c.T("● fait", "● done"), theme.Text
	case s.value(s.early[early].Before) == "":
		return s.c.T("! sans ", "! without ") + stepName(s.early[early].Before).In(s.c.Lang), theme.Warning
	}
	return s.c.T("! avant ", "! before ") + stepName(s.early[early].Before).In(s.c.Lang), theme.Warning
}

func stepName(field string) lang.Text {
	f, _ := scenarios.FieldNamed(scenarios.MemberFields, field)
	return f.Label
}

// Key keeps the natural order.
func (*stepRows) Key(int, int) widget.Key { return widget.Key{} }

func (s *stepRows) FilterText(row int) string {
	name := stepName(steps[row])
	return widget.Fold(name.FR + " " + name.EN)
}

func (s *stepRows) Input(row, col int) (scenarios.Address, bool) {
	return scenarios.Address{Collection: scenarios.InMembers, ID: s.member.ID, Field: steps[row]}, col == 1
}
