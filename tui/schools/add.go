package schools

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/tui/theme"
	"quotepart/tui/ui"
	"quotepart/tui/widget"
)

// addFields are the fields the form asks for after the UAI, in their order.
var addFields = []string{"name", "level", "town", "member", "pupils", "access"}

// addition is a school being added: what is typed, and the result it is compared with.
type addition struct {
	screen    *Screen
	year      *engine.Year // without the school
	before    *engine.Result
	previewed bool
}

// add asks for a new school and shows what it would do, at every key.
func (s *Screen) add(c *ui.Ctx) tea.Cmd {
	a := &addition{screen: s, year: c.Work.Year(), before: c.Work.Result()}
	first := map[string]string{"level": string(engine.College), "member": s.rows.member, "access": a.year.Start.String()}
	digits := "000"
	if i, ok := s.at.school(); ok {
		school := a.year.Schools[i]
		first["level"], first["member"], digits = string(school.Level), school.Member, school.UAI[:3]
	}
	fields := []*ui.FormField{ui.NewFormField(lang.T("UAI", "UAI"), a.freeUAI(digits), a.checkUAI)}
	for _, name := range addFields {
		f, _ := scenarios.FieldNamed(scenarios.SchoolFields, name)
		if name == "member" {
			fields = append(fields, ui.NewChoice(f.Label, first[name], ui.MemberOptions(a.year), func(v string) error { return check(f, v) }))
			continue
		}
		fields = append(fields, ui.NewInput(f, first[name]))
	}
	c.Overlay = &ui.Form{
		Title:  lang.T("Ajouter un établissement", "Add a school"),
		Fields: fields, Changed: a.changed, Done: a.done, Cancelled: a.cancelled,
	}
	return nil
}

// freeUAI proposes a UAI that nobody has, near the last number of the département of three digits.
func (a *addition) freeUAI(departement string) string {
	for n := 9999; n >= 0; n-- {
		uai := completeUAI(fmt.Sprintf("%s%04d", departement, n))
		if a.year.School(uai) < 0 {
			return uai
		}
	}
	return ""
}

// completeUAI adds the check letter to seven digits and writes the letter large.
func completeUAI(s string) string {
	s = strings.ToUpper(strings.TrimSpace(s))
	if letter, ok := engine.UAILetter(s); ok {
		return s + string(letter)
	}
	return s
}

// checkUAI wants seven digits, with or without a letter, that no school has. A wrong letter is told in the form, not refused:
// a school that is not open yet has no UAI of its own.
func (a *addition) checkUAI(s string) error {
	uai := completeUAI(s)
	digits := len(uai) == 8 && uai[7] >= 'A' && uai[7] <= 'Z'
	if digits {
		_, digits = engine.UAILetter(uai[:7])
	}
	if !digits {
		return engine.CheckUAI(uai)
	}
	if i := a.year.School(uai); i >= 0 {
		return lang.Wrong(lang.F("%[1]s est déjà l'UAI de %[2]s", "%[1]s is the UAI of %[2]s already", uai, a.year.Schools[i].Name),
			lang.T("donnez un autre numéro", "give another number"))
	}
	return nil
}

// check says whether a field takes a value.
func check(f scenarios.Field[engine.School], value string) error {
	var probe engine.School
	return f.Set(&probe, value)
}

// change is the school as a change; false while a field is missing or wrong, with the labels of those.
func (a *addition) change(values []string) (change scenarios.Change, missing []lang.Text) {
	if a.checkUAI(values[0]) != nil {
		missing = append(missing, lang.T("UAI", "UAI"))
	}
	change = scenarios.Change{Op: scenarios.Add, Address: scenarios.Address{Collection: scenarios.InSchools, ID: completeUAI(values[0])}}
	for i, name := range addFields {
		f, _ := scenarios.FieldNamed(scenarios.SchoolFields, name)
		value := strings.TrimSpace(values[i+1])
		if check(f, value) != nil || name == "member" && a.year.Member(value) < 0 {
			missing = append(missing, f.Label)
			continue
		}
		if value != "" {
			change.With = append(change.With, scenarios.Value{Field: name, Value: value})
		}
	}
	return change, missing
}

// changed previews the school with what is typed so far.
func (a *addition) changed(c *ui.Ctx, values []string) []string {
	change, missing := a.change(values)
	if len(missing) > 0 {
		a.cancel(c)
		names := make([]string, len(missing))
		for i, m := range missing {
			names[i] = m.In(c.Lang)
		}
		return []string{"", " " + c.Theme.Render(theme.Muted, widget.Fit(c.T("à compléter : ", "to be filled in: ")+strings.Join(names, ", "), effectWidth, widget.Left))}
	}
	a.previewed = true
	err := c.Work.Preview(change)
	c.Changed()
	if err != nil {
		return []string{"", " " + c.Theme.Render(theme.Error, lang.Clean(lang.Describe(err, c.Lang)))}
	}
	return a.effect(c, change.Address.ID)
}

// cancel ends the preview.
func (a *addition) cancel(c *ui.Ctx) {
	if a.previewed {
		a.previewed = false
		c.Work.Cancel()
		c.Changed()
	}
}

func (a *addition) cancelled(c *ui.Ctx) { a.cancel(c) }

// done adds the school and goes to it.
func (a *addition) done(c *ui.Ctx, values []string) tea.Cmd {
	change, _ := a.change(values)
	if !c.Do(change) {
		return nil
	}
	a.screen.Refresh(c)
	a.screen.reveal(c, change.Address.ID)
	c.Say(lang.F("%s ajouté, {undo} annule", "%s added, {undo} undoes it", values[1]))
	return nil
}

// effectWidth fits into the form on the smallest terminal.
const effectWidth = 56

// effect shows what the school comes to, and what changes for everyone else.
func (a *addition) effect(c *ui.Ctx, uai string) []string {
	after := c.Work.Result()
	e, ok := scenarios.EffectOfAdding(uai, a.before, after)
	if !ok {
		return nil
	}
	lines := []string{" " + c.Theme.Render(theme.Title, c.T("Effet", "Effect"))}
	if err := engine.CheckUAI(uai); err != nil {
		lines = append(lines, " "+c.Theme.Render(theme.Warning, widget.Fit(lang.Describe(err, c.Lang), effectWidth, widget.Left)))
	}
	if e.School.Reason != engine.Counted {
		return append(lines, " "+c.Theme.Render(theme.Warning, widget.Fit(c.T("pas compté : ", "not counted: ")+e.School.Reason.Text().In(c.Lang), effectWidth, widget.Left)))
	}
	pair := func(label string, amount engine.Cents) {
		text, role := ui.Delta(c, amount)
		if text == "" {
			text = "="
		}
		lines = append(lines, ui.Pair(c, label, c.Theme.Render(role, text), effectWidth))
	}
	lines = append(lines, ui.Pair(c, c.T("ce qu'il coûte", "what it comes to"), e.School.Total.In(c.Lang), effectWidth))
	lines = append(lines, assumed(c, after, uai)...)
	pair(c.T("les autres établissements, ensemble", "the other schools, together"), e.Others)
	pair(c.T("contributions de tous les membres", "contributions of all members"), e.Contributions)
	pair(c.T("solde", "balance"), e.Balance)
	const most = 3
	for _, m := range e.Members[:min(most, len(e.Members))] {
		pair("· "+m.Member.Name, m.Delta)
	}
	if more := len(e.Members) - most; more > 0 {
		lines = append(lines, " "+c.Theme.Render(theme.Muted, c.TextIn(lang.F("  et %s", "  and %s", lang.Plural(more, lang.T("autre membre", "other member"), lang.T("autres membres", "other members"))))))
	}
	return append(lines, a.bill(c, after, uai)...)
}

// bill lists the lines of the new school, and the notices on it: what has no amount is told there.
func (a *addition) bill(c *ui.Ctx, after *engine.Result, uai string) []string {
	i := after.Year().School(uai)
	var lines []string
	for _, line := range after.ExplainSchool(i) {
		amount := "–"
		if line.Status.HasLine() {
			amount = line.Amount.Bare(c.Lang)
		}
		lines = append(lines, ui.Pair(c, "  "+line.Tariff.ID+"  "+line.Formula.In(c.Lang), "  "+amount, effectWidth))
	}
	for _, n := range after.SchoolNotices(i) {
		role, _ := noticeRole(n)
		lines = append(lines, " "+c.Theme.Render(role, widget.Fit(n.Message.In(c.Lang), effectWidth, widget.Left)))
	}
	return lines
}

// assumed says which of the amounts rest on a supposed use, for want of statistics.
func assumed(c *ui.Ctx, r *engine.Result, uai string) []string {
	var lines []string
	for _, l := range r.Lines(r.Year().School(uai)) {
		if l.Status == engine.UsageAssumed {
			label := c.TextIn(lang.F("  dont %[1]s, usage supposé (%[2]s des élèves)", "  of it %[1]s, usage assumed (%[2]s of pupils)", l.Tariff.Tool, l.Tariff.Assumed))
			lines = append(lines, c.Theme.Render(theme.Warning, ui.Pair(c, label, l.Amount.In(c.Lang), effectWidth)))
		}
	}
	return lines
}
