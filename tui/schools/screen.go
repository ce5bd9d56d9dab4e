// Package schools is the screen of all schools: who is counted, what each comes to, and why.
package schools

import (
	tea "charm.land/bubbletea/v2"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/tui/ui"
)

// Screen is the screen of the schools.
type Screen struct {
	ui.Tables
	rows   *rows
	at     *current
	list   *ui.Table
	lines  *ui.Table // of the school under the cursor
	bill   *bill
	inputs *ui.Table // of the same school
}

// New makes the screen.
func New() *Screen {
	s := &Screen{rows: &rows{}}
	s.list = ui.NewTable(lang.T("Établissements", "Schools"), columns(lang.FR), s.rows)
	s.at = &current{rows: s.rows, list: s.list}
	s.bill = &bill{at: s.at}
	s.lines = ui.NewTable(lang.Text{}, billColumns(lang.FR), s.bill)
	s.inputs = ui.NewTable(lang.T("Fiche", "Record"), inputColumns(lang.FR), &inputRows{s.at})
	s.inputs.Record = true
	s.lines.Uncounted, s.inputs.Uncounted = true, true
	s.All = []*ui.Table{s.list, s.lines, s.inputs}
	s.Report = ui.RunReport(scenarios.BySchool)
	s.list.Grid.SetColumn(colPupils) // what is edited most
	return s
}

// ID names the screen.
func (*Screen) ID() string { return "schools" }

// Title is shown in the tabs.
func (*Screen) Title() lang.Text { return lang.T("Établissements", "Schools") }

// Bindings are the screen's actions. Esc goes back one step at a time: to the list, then to the rows without the filter, then from one member's schools to all.
func (s *Screen) Bindings() []ui.Binding {
	inList := func() bool { return s.IsFocused(s.list) }
	return append([]ui.Binding{
		{ID: "schools.add", Keys: []string{"a"}, Name: lang.T("ajouter", "add"), Hint: true, Needs: scenarios.MayPlay,
			Help: lang.T("ajouter un établissement ; son effet est montré pendant la saisie", "add a school; its effect is shown while typing"), Run: s.add},
		{ID: "schools.remove", Keys: []string{"d", "delete"}, Name: lang.T("retirer", "remove"), Needs: scenarios.MayPlay, Disabled: s.onlyInList,
			Help: lang.T("retirer les établissements marqués, ou celui du curseur ; {undo} annule", "remove the marked schools, or the cursor's; {undo} undoes it"), Run: s.remove},
		{ID: "schools.uncounted", Keys: []string{"n"}, Name: lang.T("non comptés", "not counted"),
			Help: lang.T("ne montrer que les établissements qui ne comptent pas, ou tous", "show only the schools that do not count, or all"), Run: s.toggleUncounted},
		{ID: "schools.list", Keys: []string{"esc"}, Name: lang.T("liste", "list"), Hint: true, When: func() bool { return !inList() },
			Help: lang.T("revenir à la liste des établissements", "go back to the list of schools"), Run: s.backToList},
		{ID: "schools.all", Keys: []string{"esc"}, Name: lang.T("tous", "all"), Hint: true, When: func() bool { return inList() && s.rows.scoped() && s.list.Grid.Filter() == "" },
			Help: lang.T("montrer de nouveau tous les établissements", "show all schools again"), Run: s.showAll},
		{ID: "schools.why", Keys: []string{"enter"}, Name: lang.T("pourquoi", "why"), Hint: true, When: inList,
			Help: lang.T("expliquer les lignes de cet établissement", "explain the lines of this school"),
			Run:  func(*ui.Ctx) tea.Cmd { s.Focus(s.lines); return nil }},
	}, s.Tables.Bindings()...)
}

// Show shows the schools of a member, or goes to a school, where that was asked for; those of all members where the screen was
// chosen by itself: the way from the member is then gone.
func (s *Screen) Show(c *ui.Ctx, j ui.Jump) {
	if j == (ui.Jump{}) && s.rows.member != "" {
		s.rows.member = ""
		s.choose(c)
	}
	if j.Member != "" {
		s.Focus(s.list)
		s.rows.member, s.rows.uncounted = j.Member, false
		s.list.Grid.SetFilter("")
		s.choose(c)
		s.list.Grid.Home()
	}
	if j.School != "" {
		s.reveal(c, j.School)
	}
}

// Refresh takes the new result over.
func (s *Screen) Refresh(c *ui.Ctx) {
	s.list.Columns(columns(c.Lang))
	s.lines.Columns(billColumns(c.Lang))
	s.inputs.Columns(inputColumns(c.Lang))
	s.list.Values(s.rows.take(c))
	s.name(c)
}

// choose chooses the rows anew, after another scope was asked for.
func (s *Screen) choose(c *ui.Ctx) {
	s.rows.choose()
	s.list.Values(true)
	s.name(c)
}

// name says in the titles what the list shows.
func (s *Screen) name(c *ui.Ctx) {
	title := s.Title()
	y := c.Work.Year()
	if m := y.Member(s.rows.member); m >= 0 {
		title = lang.T(title.FR+" · "+y.Members[m].Name, title.EN+" · "+y.Members[m].Name)
	}
	if s.rows.uncounted {
		title = lang.T(title.FR+" · non comptés", title.EN+" · not counted")
	}
	s.list.Title = title
}

// reveal puts the cursor on a school; a scope or a filter that hides it goes.
func (s *Screen) reveal(c *ui.Ctx, uai string) {
	s.Focus(s.list)
	if s.list.Grid.Select(uai) || c.Work.Year().School(uai) < 0 {
		return
	}
	s.rows.member, s.rows.uncounted = "", false
	s.list.Grid.SetFilter("")
	s.choose(c)
	s.list.Grid.Select(uai)
}

// Update moves the cursor.
func (s *Screen) Update(c *ui.Ctx, msg tea.Msg) tea.Cmd {
	s.Tables.Update(c, msg)
	return nil
}

func (s *Screen) backToList(*ui.Ctx) tea.Cmd {
	s.Focus(s.list)
	return nil
}

func (s *Screen) showAll(c *ui.Ctx) tea.Cmd {
	s.rows.member, s.rows.uncounted = "", false
	s.choose(c)
	return nil
}

func (s *Screen) toggleUncounted(c *ui.Ctx) tea.Cmd {
	s.rows.uncounted = !s.rows.uncounted
	s.choose(c)
	return nil
}
