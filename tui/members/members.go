// Package members is the screen of the members: what each owes, and why.
package members

import (
	"image"

	tea "charm.land/bubbletea/v2"

	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/tui/theme"
	"quotepart/tui/ui"
	"quotepart/tui/widget"
)

// Screen is the screen of the members.
type Screen struct {
	ui.Tables
	rows  *rows
	steps *stepRows
	list  *ui.Table
	join  *ui.Table
}

// New makes the screen.
func New() *Screen {
	s := &Screen{rows: &rows{}, steps: &stepRows{}}
	s.list = ui.NewTable(lang.T("Membres", "Members"), columns(&ui.Ctx{}), s.rows)
	s.join = ui.NewTable(lang.T("Adhésion (art. 3) et fiche", "Joining (art. 3) and record"), stepColumns(lang.FR), s.steps)
	s.join.Record = true
	s.All = []*ui.Table{s.list, s.join}
	s.Report = ui.RunReport(scenarios.ByMember)
	return s
}

// ID names the screen.
func (*Screen) ID() string { return "members" }

// Title is shown in the tabs.
func (*Screen) Title() lang.Text { return lang.T("Membres", "Members") }

// Bindings are the screen's actions.
func (s *Screen) Bindings() []ui.Binding {
	return append([]ui.Binding{
		{ID: "members.schools", Keys: []string{"enter"}, Name: lang.T("ses établissements", "its schools"), Hint: true,
			Help: lang.T("voir les établissements de ce membre", "see the schools of this member"), Run: s.drill},
		{ID: "members.add", Keys: []string{"a"}, Name: lang.T("ajouter", "add"), Hint: true, Needs: scenarios.MayPlay,
			Help: lang.T("ajouter un membre, avec les étapes de son adhésion (art. 3)", "add a member, with the steps of its joining (art. 3)"), Run: s.add},
		{ID: "members.terminate", Keys: []string{"d"}, Name: lang.T("résilier", "terminate"), Hint: true, Needs: scenarios.MayPlay,
			Help: lang.T("résilier l'adhésion du membre à une date (art. 6) ; ce qui s'ensuit est montré avant", "terminate the member's participation on a date (art. 6); what follows is shown before"), Run: s.terminate},
	}, s.Tables.Bindings()...)
}

func (s *Screen) drill(c *ui.Ctx) tea.Cmd {
	if row, ok := s.list.Grid.Row(); ok {
		m := c.Work.Year().Members[row]
		c.GoTo(ui.Jump{Screen: "schools", Member: m.ID, From: m.Name})
	}
	return nil
}

// Show puts the cursor on a member that was asked for.
func (s *Screen) Show(_ *ui.Ctx, j ui.Jump) {
	if j.Member != "" && !s.list.Grid.Select(j.Member) {
		s.list.Grid.SetFilter("") // it hides the member
		s.list.Grid.Select(j.Member)
	}
}

// Refresh takes the new result over.
func (s *Screen) Refresh(c *ui.Ctx) {
	s.rows.take(c)
	s.join.Grid.SetColumns(stepColumns(c.Lang))
	s.list.Grid.Empty = c.T("aucun membre ; {members.add} en ajoute un", "no member; {members.add} adds one")
	s.list.Values(s.rows.known.Changed(s.rows))
}

// follow shows the detail of the member under the cursor.
func (s *Screen) follow(c *ui.Ctx) {
	row, ok := s.list.Grid.Row()
	s.steps.take(c, row, ok)
	s.join.Footer = s.steps.progress()
	s.join.Values(true)
}

// Update moves the cursor.
func (s *Screen) Update(c *ui.Ctx, msg tea.Msg) tea.Cmd {
	s.Tables.Update(c, msg)
	return nil
}

// View draws the list and the detail of the member under the cursor.
func (s *Screen) View(c *ui.Ctx, area image.Rectangle) []string {
	s.list.Grid.SetColumns(columns(c)) // a preview may have brought differences since the last refresh
	s.follow(c)                        // an action, such as marking a row, may have moved the cursor
	list, detail := ui.Panes(area)
	if detail.Empty() {
		if s.IsFocused(s.join) {
			return s.join.View(c, area, true)
		}
		return s.list.View(c, area, true)
	}
	return ui.Join(area, list, s.list.View(c, list, s.IsFocused(s.list)), s.detail(c, detail))
}

// stepHeight is what the record of a member needs: the steps of joining, its kind and SIREN, the titles and the frame.
const stepHeight = 10

// detail shows what the member owes, and its steps of joining where there is room or they have the focus.
func (s *Screen) detail(c *ui.Ctx, area image.Rectangle) []string {
	row, ok := s.list.Grid.Row()
	if !ok {
		return widget.Frame{}.Lines(c.Theme, area.Dx(), area.Dy(), []string{" " + c.T("aucun membre à montrer", "no member to show")})
	}
	if s.IsFocused(s.join) && area.Dy() < stepHeight+8 {
		return s.join.View(c, area, true)
	}
	top, steps := area, image.Rectangle{}
	if area.Dy() >= stepHeight+8 {
		top.Max.Y -= stepHeight
		steps = area
		steps.Min.Y = top.Max.Y
	}
	m := c.Work.Result().Member(row)
	frame := widget.Frame{Title: m.Member.Name, Footer: c.TextIn(lang.F("%[1]s établissements, %[2]s élèves comptés", "%[1]s schools, %[2]s pupils counted", lang.Count(m.Schools), lang.Count(m.Pupils)))}
	lines := frame.Lines(c.Theme, top.Dx(), top.Dy(), s.account(c, row, m, top.Dx()-2))
	if !steps.Empty() {
		lines = append(lines, s.join.View(c, steps, s.IsFocused(s.join))...)
	}
	return lines
}

// account explains the contribution: gross by tariff, subsidies, net.
func (s *Screen) account(c *ui.Ctx, row int, m engine.MemberResult, width int) []string {
	lines := []string{ui.Pair(c, c.T("Contribution", "Contribution"), ui.Money(c, m.Net, c.Work.MemberDelta(row)), width)}
	if m.Standing != engine.Beneficiary {
		lines = append(lines, " "+c.Theme.Render(theme.Warning, c.TextIn(m.Standing.Text())))
	}
	if len(m.Member.OutOfOrder()) > 0 {
		lines = append(lines, " "+c.Theme.Render(theme.Warning, c.T("! étapes d'adhésion à revoir (art. 3)", "! steps of joining to be looked at (art. 3)")))
	}
	if m.Missing > 0 {
		lines = append(lines, " "+c.Theme.Render(theme.Error, c.TextIn(lang.F("INCOMPLET, il manque %s (écran Budget, remarques)", "INCOMPLETE, missing: %s (Budget screen, notices)", lang.Plural(m.Missing, lang.T("ligne", "line"), lang.T("lignes", "lines"))))))
	}
	if m.PerPupil().Known {
		lines = append(lines, ui.Pair(c, c.T("par élève, arrondi", "per pupil, rounded"), m.PerPupil().Value.In(c.Lang), width))
	}
	r := c.Work.Result()
	for j, t := range r.Year().Charter.Tariffs {
		if amount := r.MemberTariff(row, j); amount != 0 {
			lines = append(lines, tariffLine(c, t, amount, m.Gross, width))
		}
	}
	lines = append(lines, ui.Pair(c, c.T("Contribution brute", "Gross contribution"), m.Gross.In(c.Lang), width))
	for i, sub := range r.Year().Subsidies {
		if sub.Target != (engine.Target{Of: engine.TargetMember, ID: m.Member.ID}) {
			continue
		}
		used := r.Subsidy(i)
		lines = append(lines, ui.Pair(c, "− "+sub.Label, used.Used.In(c.Lang), width),
			"   "+c.Theme.Render(theme.Muted, widget.Fit(c.TextIn(used.Explain()), max(width-4, 0), widget.Left)))
	}
	return lines
}

// tariffLine shows one tariff's part of the gross contribution, with a bar.
func tariffLine(c *ui.Ctx, t *engine.Tariff, amount, gross engine.Cents, width int) string {
	const others, longestName = 26, 17 // the amount, the article and the gaps; the ids of the built-in charter
	bar := max(4, min(12, width-others-longestName))
	name := max(width-bar-others, 8)
	return " " + widget.Fit(t.ID, name, widget.Left) + " " + c.Theme.Render(theme.Fill1, widget.Bar(int64(amount), int64(gross), bar)) + " " +
		widget.Fit(amount.Bare(c.Lang), 13, widget.Right) + "  " + c.Theme.Render(theme.Muted, widget.Fit(ui.Article(t.Article), 8, widget.Left))
}

// The columns of the list.
const (
	colName = iota
	colPupils
	colSchools
	colNet
	colPerPupil
	colDelta
)

// columns gives the name the room of the differences while there are none.
func columns(c *ui.Ctx) []widget.Column {
	l, name, delta := c.Lang, 20, 14
	if !differs(c) {
		name, delta = 30, 1
	}
	return []widget.Column{
		colName:     {Title: lang.T("Membre", "Member").In(l), Min: name, Width: 24, Flex: 1},
		colPupils:   {Title: lang.T("Élèves", "Pupils").In(l), Width: 7, Align: widget.Right, Priority: 2},
		colSchools:  {Title: lang.T("Étab.", "Schools").In(l), Width: 7, Align: widget.Right, Priority: 4},
		colNet:      {Title: lang.T("Contribution", "Contribution").In(l), Width: 14, Align: widget.Right},
		colPerPupil: {Title: lang.T("Par élève", "Per pupil").In(l), Width: 9, Align: widget.Right, Priority: 3},
		colDelta:    {Title: "Δ", Width: delta, Align: widget.Right, Priority: 1},
	}
}

// differs tells whether any member has a difference to the reference.
func differs(c *ui.Ctx) bool {
	if c.Work == nil {
		return false
	}
	for i := range c.Work.Year().Members {
		if c.Work.MemberDelta(i) != 0 {
			return true
		}
	}
	return false
}

// rows are the members of the year.
type rows struct {
	known  ui.Known
	c      *ui.Ctx
	year   *engine.Year
	folded map[*engine.Member]string
}

func (r *rows) take(c *ui.Ctx) {
	r.c, r.year = c, c.Work.Year()
}

func (r *rows) Len() int {
	if r.year == nil {
		return 0
	}
	return len(r.year.Members)
}

func (r *rows) ID(row int) string { return r.year.Members[row].ID }

func (r *rows) Cell(row, col int) (string, theme.Role) {
	m := r.c.Work.Result().Member(row)
	switch col {
	case colName:
		if m.Standing != engine.Beneficiary {
			return m.Member.Name, theme.Muted
		}
		return m.Member.Name, theme.Text
	case colPupils:
		return lang.Count(m.Pupils).In(r.c.Lang), theme.Text
	case colSchools:
		return lang.Count(m.Schools).In(r.c.Lang), theme.Text
	case colNet:
		if m.Standing != engine.Beneficiary {
			return "–", theme.Muted // nothing is owed, which is not the same as 0
		}
		if m.Missing > 0 {
			return "! " + m.Net.Bare(r.c.Lang), theme.Error
		}
		return m.Net.Bare(r.c.Lang), theme.Text
	case colPerPupil:
		if perPupil := m.PerPupil(); perPupil.Known {
			return perPupil.Value.Bare(r.c.Lang), theme.Muted
		}
		return "–", theme.Muted
	}
	return ui.Delta(r.c, r.c.Work.MemberDelta(row))
}

// Key puts the members without pupils before those who pay nothing for theirs.
func (r *rows) Key(row, col int) widget.Key {
	m := r.c.Work.Result().Member(row)
	switch col {
	case colName:
		return ui.TextKey(m.Member.Name)
	case colPupils:
		return widget.Key{Rank: m.Pupils}
	case colSchools:
		return widget.Key{Rank: m.Schools}
	case colNet:
		return widget.Key{Rank: int64(m.Net)}
	case colPerPupil:
		perPupil := m.PerPupil()
		return ui.KnownKey(perPupil.Known, int64(perPupil.Value))
	}
	return widget.Key{Rank: int64(r.c.Work.MemberDelta(row))}
}

func (r *rows) FilterText(row int) string {
	m := r.year.Members[row]
	text, ok := r.folded[m]
	if !ok {
		if r.folded == nil {
			r.folded = map[*engine.Member]string{}
		}
		text = widget.Fold(m.Name + " " + m.ID)
		r.folded[m] = text
	}
	return text
}

// Input makes the name the one input of the list: amounts are results.
func (r *rows) Input(row, col int) (scenarios.Address, bool) {
	if col != colName {
		return scenarios.Address{}, false
	}
	return scenarios.Address{Collection: scenarios.InMembers, ID: r.year.Members[row].ID, Field: "name"}, true
}
