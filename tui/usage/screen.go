// Package usage is the screen of the tools that are billed by their use: who is over the threshold, and what that brings.
package usage

import (
	"image"

	tea "charm.land/bubbletea/v2"

	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/tui/ui"
	"quotepart/tui/widget"
)

// Screen is the screen of the usage. It draws a result that it took over whole: its rows and figures are always of one year.
type Screen struct {
	ui.Tables
	tariffRows *tariffRows
	schoolRows *schoolRows
	tariffs    *ui.Table // those that bill active pupils
	schools    *ui.Table // that the tariff under the cursor concerns
	seen       int       // the revision that was taken over
}

// New makes the screen.
func New() *Screen {
	s := &Screen{tariffRows: &tariffRows{}, schoolRows: &schoolRows{tariff: -1}, seen: -1}
	s.tariffs = ui.NewTable(lang.T("Tarifs à l'élève actif", "Tariffs by active pupil"), tariffColumns(lang.FR), s.tariffRows)
	s.schools = ui.NewTable(lang.T("Établissements", "Schools"), schoolColumns(lang.FR), s.schoolRows)
	s.All = []*ui.Table{s.tariffs, s.schools}
	s.tariffs.Grid.SetColumn(colThreshold)
	return s
}

// ID names the screen.
func (*Screen) ID() string { return "usage" }

// Title is shown in the tabs.
func (*Screen) Title() lang.Text { return lang.T("Usages", "Usage") }

// Bindings are the screen's actions. On the tariffs, left and right move the threshold; h and l the column.
func (s *Screen) Bindings() []ui.Binding {
	onTariffs := func() bool { return s.IsFocused(s.tariffs) }
	onSchools := func() bool { return s.IsFocused(s.schools) }
	return append([]ui.Binding{
		{ID: "usage.lower", Keys: []string{"left"}, Name: lang.T("seuil plus bas", "lower threshold"), Hint: true, Needs: scenarios.MayPlay, When: onTariffs, Disabled: s.noTariff,
			Help: lang.T("abaisser le seuil à la durée observée juste en dessous ; {edit} pour les minutes exactes, h et l changent de colonne",
				"lower the threshold to the next use observed below it; {edit} for exact minutes, h and l change the column"), Run: s.move(-1)},
		{ID: "usage.higher", Keys: []string{"right"}, Name: lang.T("plus haut", "higher"), Hint: true, Needs: scenarios.MayPlay, When: onTariffs, Disabled: s.noTariff,
			Help: lang.T("relever le seuil à la durée observée juste au-dessus", "raise the threshold to the next use observed above it"), Run: s.move(1)},
		{ID: "usage.school", Keys: []string{"enter"}, Name: lang.T("l'établissement", "the school"), Hint: true, When: onSchools, Disabled: s.noSchool,
			Help: lang.T("aller à cet établissement et à l'explication de ses lignes", "go to this school and the explanation of its lines"), Run: s.goToSchool},
		{ID: "usage.tariffs", Keys: []string{"esc"}, Name: lang.T("tarifs", "tariffs"), Hint: true, When: onSchools,
			Help: lang.T("revenir aux tarifs et à l'usage de tous les établissements", "go back to the tariffs and the use of all schools"),
			Run:  func(*ui.Ctx) tea.Cmd { s.Focus(s.tariffs); return nil }},
	}, s.Tables.Bindings()...)
}

func (s *Screen) noTariff(*ui.Ctx) lang.Text {
	if _, ok := s.tariffs.Grid.Row(); ok {
		return lang.Text{}
	}
	return lang.T("aucun tarif à l'élève actif", "no tariff by active pupil")
}

func (s *Screen) noSchool(*ui.Ctx) lang.Text {
	if _, ok := s.schools.Grid.Row(); ok {
		return lang.Text{}
	}
	return lang.T("aucun établissement ici", "no school here")
}

func (s *Screen) goToSchool(c *ui.Ctx) tea.Cmd {
	c.GoTo(ui.Jump{Screen: "schools", School: s.schools.Grid.ID()})
	return nil
}

// Show takes the current result over.
func (s *Screen) Show(c *ui.Ctx, _ ui.Jump) { s.sync(c) }

// Refresh marks what is shown as old: it is summed up when it is drawn, not while another screen is.
func (s *Screen) Refresh(*ui.Ctx) { s.seen = -1 }

// Update moves the cursor.
func (s *Screen) Update(c *ui.Ctx, msg tea.Msg) tea.Cmd {
	s.Tables.Update(c, msg)
	s.sync(c)
	return nil
}

// sync takes the current result over, and follows the cursor of the tariffs.
func (s *Screen) sync(c *ui.Ctx) {
	if s.seen != c.Revision() {
		s.seen = c.Revision()
		s.tariffs.Columns(tariffColumns(c.Lang))
		s.schools.Columns(schoolColumns(c.Lang))
		s.schools.Grid.Empty = c.T("aucun établissement compté pour ce tarif ; {schools.add} en ajoute un dans l'écran Établissements", "no school counted for this tariff; {schools.add} adds one on the Schools screen")
		s.tariffs.Values(s.tariffRows.take(c))
		s.schoolRows.old = true
	}
	tariff := -1
	if row, ok := s.tariffs.Grid.Row(); ok {
		tariff = s.tariffRows.index[row]
	}
	if s.schoolRows.old || s.schoolRows.tariff != tariff {
		s.schools.Values(s.schoolRows.take(c, tariff))
		s.schools.Title = s.title()
	}
}

// title names the schools by the tool they use.
func (s *Screen) title() lang.Text {
	title := lang.T("Établissements", "Schools")
	if row, ok := s.tariffs.Grid.Row(); ok {
		tool := s.tariffRows.tariff(row).Tool
		return lang.T(title.FR+" · "+tool, title.EN+" · "+tool)
	}
	return title
}

// The least heights of the panels, with their frames.
const (
	tariffHeight = 4 // a frame, the titles and one tariff
	splitHeight  = 15
	wide         = 100
)

// View draws the tariffs, and under them the schools and the use. Where there is no room for both, the use is that of what has
// the focus: of all schools while that is the tariffs, of one school while it is the schools.
func (s *Screen) View(c *ui.Ctx, area image.Rectangle) []string {
	s.sync(c)
	if s.tariffRows.Len() == 0 {
		return s.none(c, area)
	}
	schools := s.IsFocused(s.schools)
	top, bottom := area, area
	top.Max.Y = area.Min.Y + min(tariffHeight-1+s.tariffRows.Len(), max(area.Dy()/3, tariffHeight))
	bottom.Min.Y = top.Max.Y
	switch {
	case area.Dx() >= wide && area.Dy() >= splitHeight:
		left, right := bottom, bottom
		left.Max.X = bottom.Min.X + bottom.Dx()*7/12
		right.Min.X = left.Max.X
		return append(s.tariffs.View(c, top, !schools), widget.Beside(s.schools.View(c, left, schools), s.chart(c, right, schools))...)
	case !schools:
		return append(s.tariffs.View(c, top, true), s.chart(c, bottom, false)...)
	case area.Dy() >= splitHeight:
		top.Max.Y = area.Min.Y + area.Dy()/2
		bottom.Min.Y = top.Max.Y
		return append(s.schools.View(c, top, true), s.chart(c, bottom, true)...)
	}
	return s.schools.View(c, area, true)
}

// none says what belongs here while no tariff bills active pupils.
func (s *Screen) none(c *ui.Ctx, area image.Rectangle) []string {
	var lines []string
	for _, text := range []lang.Text{
		lang.T("Aucun tarif n'est facturé à l'élève actif.", "No tariff is billed by active pupil."),
		lang.F("Un tarif de clé « %[1]s » facture les élèves qui utilisent un outil plus longtemps qu'un seuil (art. 4.3). On lui donne un outil, un seuil et un prix dans l'écran Tarifs.",
			"A tariff with basis %[1]q bills the pupils who use a tool for longer than a threshold (art. 4.3). It gets a tool, a threshold and a price on the Tariffs screen.", string(engine.PerActivePupil)),
	} {
		lines = append(lines, "")
		for _, part := range widget.Wrap(text.In(c.Lang), area.Dx()-4) {
			lines = append(lines, " "+part)
		}
	}
	return widget.Frame{Title: s.Title().In(c.Lang), Focused: true}.Lines(c.Theme, area.Dx(), area.Dy(), lines)
}
