package members

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/tui/theme"
	"quotepart/tui/ui"
)

// add asks for a new member.
func (s *Screen) add(c *ui.Ctx) tea.Cmd {
	c.Overlay = s.memberForm(nil)
	return nil
}

// memberForm asks for a new member. values are what was typed before, or nil.
func (s *Screen) memberForm(values []string) *ui.Form {
	return &ui.Form{
		Title:     lang.T("Ajouter un membre", "Add a member"),
		Fields:    ui.NewInputs(scenarios.InMembers, scenarios.MemberFields, values),
		Changed:   joined,
		Cancelled: ui.CancelPreview,
		Done: func(c *ui.Ctx, v []string) tea.Cmd {
			change, err := ui.Addition(scenarios.InMembers, scenarios.MemberFields, v)
			if err != nil || !c.Do(change) {
				c.Overlay = s.memberForm(v) // the reason is under the fields
				return nil
			}
			s.Refresh(c)
			s.Focus(s.list)
			s.Show(c, ui.Jump{Member: change.Address.ID})
			c.Say(lang.F("« %s » ajouté, {undo} annule ; {members.schools} mène à ses établissements", "%q added, {undo} undoes it; {members.schools} leads to its schools", v[1]))
			return nil
		},
	}
}

// joined says what the member being added is in this year, and which of its steps came too early.
func joined(c *ui.Ctx, v []string) []string {
	change, err := ui.Addition(scenarios.InMembers, scenarios.MemberFields, v)
	if err != nil || v[1] == "" || v[2] == "" {
		ui.CancelPreview(c)
		return ui.Hint(c, theme.Muted, c.T("À compléter : identifiant, membre, nature. Les dates peuvent venir plus tard : bénéficiaire à la transmission (art. 3).",
			"To be filled in: id, member, kind. The dates may come later: a beneficiary from the transmission on (art. 3)."))
	}
	lines := ui.Effect(c, change)
	i := c.Work.Year().Member(change.Address.ID)
	if i < 0 {
		return lines // refused: the reason is in the lines
	}
	m := c.Work.Year().Members[i]
	lines = append(ui.Hint(c, theme.Text, m.Standing(c.Work.Year()).Text().In(c.Lang)), lines...)
	for _, o := range m.OutOfOrder() {
		lines = append(ui.Hint(c, theme.Warning, lang.F("! %[1]s sans « %[2]s » avant (art. 3)", "! %[1]s without %[2]q before (art. 3)", stepName(o.Step), stepName(o.Before)).In(c.Lang)), lines...)
	}
	return lines
}

// terminate asks for the date on which the member under the cursor leaves (art. 6); no date takes that back.
func (s *Screen) terminate(c *ui.Ctx) tea.Cmd {
	row, ok := s.list.Grid.Row()
	if !ok {
		c.Say(lang.T("aucun membre sous le curseur", "no member under the cursor"))
		return nil
	}
	before := c.Work.Result()
	m := before.Member(row)
	date := m.Member.Left.String()
	if date == "" {
		date = dayBefore(c.Work.Year().Start)
	}
	left, _ := scenarios.FieldNamed(scenarios.MemberFields, "left")
	set := func(v string) scenarios.Change {
		return scenarios.Change{Op: scenarios.Set, Address: scenarios.Address{Collection: scenarios.InMembers, ID: m.Member.ID, Field: "left"}, Value: strings.TrimSpace(v)}
	}
	c.Overlay = &ui.Form{
		Title:  lang.F("Résilier : %s (art. 6)", "Terminate: %s (art. 6)", m.Member.Name),
		Fields: []*ui.FormField{ui.NewInput(left, date)},
		Changed: func(c *ui.Ctx, v []string) []string {
			if left.Set(&engine.Member{}, v[0]) != nil {
				ui.CancelPreview(c)
				return nil
			}
			effect := ui.Effect(c, set(v[0]))
			return append(consequences(c, before, row), effect...)
		},
		Cancelled: ui.CancelPreview,
		Done: func(c *ui.Ctx, v []string) tea.Cmd {
			if c.Do(set(v[0])) {
				c.Say(lang.F("%[1]s : départ %[2]s, {undo} annule", "%[1]s: left %[2]s, {undo} undoes it", m.Member.Name, c.Work.Year().Members[c.Work.Year().Member(m.Member.ID)].Left))
			}
			return nil
		},
	}
	return nil
}

// dayBefore is the day before a date, as files write it.
func dayBefore(d engine.Date) string {
	t, err := time.Parse(time.DateOnly, d.String())
	if err != nil {
		return ""
	}
	return t.AddDate(0, 0, -1).Format(time.DateOnly)
}

// consequences says what follows for a member, its schools and the others while a date is previewed; was is the result without it.
func consequences(c *ui.Ctx, was *engine.Result, row int) []string {
	before, after := was.Member(row), c.Work.Result().Member(row)
	date := after.Member.Left
	y := c.Work.Year()
	say := func(t lang.Text) []string { return ui.Hint(c, theme.Text, t.In(c.Lang)) }
	switch {
	case date == before.Member.Left && !date.IsSet():
		return nil
	case !date.IsSet():
		return say(lang.T("Sans date, l'adhésion continue.", "Without a date the participation goes on."))
	case date > y.End:
		return say(lang.F("Il part après l'exercice %s, qui ne change pas.", "It leaves after the year %s, which does not change.", y.ID))
	case date >= y.Start:
		return say(lang.F("Il part pendant l'exercice %s : il le doit en entier (4.1), ses établissements comptent jusqu'au bout. Pour l'exercice suivant, il n'est plus bénéficiaire.",
			"It leaves during the year %s: it owes all of it (4.1), its schools count until the end. From the next year on it is no beneficiary.", y.ID))
	}
	others := c.Work.Result().Totals().Contributions - after.Net - (was.Totals().Contributions - before.Net)
	return say(lang.F("Il part avant l'exercice %[1]s : il ne doit plus ses %[2]s. Ses %[3]s établissements (%[4]s élèves) ne sont plus comptés. Les autres membres, ensemble : %[5]s.",
		"It leaves before the year %[1]s: it no longer owes its %[2]s. Its %[3]s schools (%[4]s pupils) are not counted any more. The other members, together: %[5]s.", y.ID, before.Net, lang.Count(before.Schools), lang.Count(before.Pupils), signed(others)))
}

// signed is a difference with its sign and arrow, = where there is none.
type signed engine.Cents

// In writes the difference in one language.
func (s signed) In(l lang.Lang) string {
	switch c := engine.Cents(s); {
	case c > 0:
		return "▲\u00a0+" + c.In(l)
	case c < 0:
		return "▼\u00a0" + c.In(l)
	}
	return "="
}
