package scenariolist

import (
	tea "charm.land/bubbletea/v2"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/tui/ui"
)

// Bindings are the screen's actions.
func (s *Screen) Bindings() []ui.Binding {
	inList := func() bool { return !s.inChanges() }
	own := append(s.changeBindings(), []ui.Binding{
		{ID: "scenarios.load", Keys: []string{"enter"}, Name: lang.T("charger", "load"), Hint: true, Needs: scenarios.MayPlay, When: inList,
			Help: lang.T("partir de ce scénario ; {undo} revient aux hypothèses d'avant", "start from this scenario; {undo} brings the changes before back"), Run: s.load},
		{ID: "scenarios.mark", Keys: []string{"space", "m"}, Name: lang.T("comparer ou non", "compare or not"), Hint: true, When: inList,
			Help: lang.T("prendre ce scénario dans la comparaison, ou l'en retirer", "take this scenario into the comparison, or out of it"), Run: s.mark},
		{ID: "scenarios.reference", Keys: []string{"f"}, Name: lang.T("référence", "reference"), Hint: true,
			Help: lang.T("montrer tous les écarts par rapport à ce scénario", "show all differences to this scenario"), Run: s.reference},
		{ID: "scenarios.rename", Keys: []string{"n"}, Name: lang.T("nom et note", "name and note"), Needs: scenarios.MaySave,
			Help: lang.T("renommer le scénario, changer sa note", "rename the scenario, change its note"), Run: s.rename},
		{ID: "scenarios.duplicate", Keys: []string{"D"}, Name: lang.T("dupliquer", "duplicate"), Needs: scenarios.MaySave,
			Help: lang.T("enregistrer une copie sous un autre nom", "save a copy under another name"), Run: s.duplicate},
		{ID: "scenarios.delete", Keys: []string{"d", "delete"}, Name: lang.T("supprimer", "delete"), Hint: true, Needs: scenarios.MaySave, When: inList,
			Help: lang.T("supprimer le scénario ; {undo} le rétablit", "delete the scenario; {undo} brings it back"), Run: s.remove},
		{ID: "scenarios.history", Keys: []string{"H"}, Name: lang.T("historique", "history"), Hint: true,
			Help: lang.T("montrer les versions du scénario, avec ce que chacune a changé", "show the versions of the scenario, with what each changed"), Run: s.showHistory},
		{ID: "scenarios.deleted", Keys: []string{"B"}, Name: lang.T("scénarios supprimés", "deleted scenarios"),
			Help: lang.T("montrer les scénarios supprimés, pour les rétablir", "show the deleted scenarios, to bring them back"),
			Run:  func(c *ui.Ctx) tea.Cmd { s.toggle(c, s.gone.table); return nil }},
		{ID: "scenarios.restore", Keys: []string{"r"}, Name: lang.T("rétablir", "bring back"), Needs: scenarios.MaySave,
			Help: lang.T("rétablir la version ou le scénario supprimé sous le curseur ; la version d'avant reste dans l'historique",
				"bring back the version or the deleted scenario under the cursor; the version before it stays in the history"), Run: s.restore},
		{ID: "scenarios.close", Keys: []string{"esc"}, Name: lang.T("fermer", "close"), When: func() bool { return s.All[1] != s.detail },
			Help: lang.T("revenir aux hypothèses du scénario", "go back to the changes of the scenario"),
			Run:  func(c *ui.Ctx) tea.Cmd { s.toggle(c, s.All[1]); return nil }},
	}...)
	return append(own, s.ReadBindings()...)
}

// current is the saved scenario under the cursor; where there is none it says so.
func (s *Screen) current(c *ui.Ctx) *ui.Saved {
	row, _ := s.list.Grid.Row()
	saved := s.rows.saved(row)
	if saved == nil {
		c.Say(lang.T("mettez le curseur sur un scénario enregistré", "put the cursor on a saved scenario"))
	}
	return saved
}

func (s *Screen) showHistory(c *ui.Ctx) tea.Cmd {
	if s.All[1] == s.history || s.current(c) != nil {
		s.toggle(c, s.history)
	}
	return nil
}

func (s *Screen) load(c *ui.Ctx) tea.Cmd {
	if s.inPast() {
		return s.restore(c)
	}
	row, ok := s.list.Grid.Row()
	if !ok || row == workRow {
		return nil
	}
	var from ui.Saved // the year itself
	if saved := s.rows.saved(row); saved != nil {
		from = *saved
	}
	name := s.rows.name(row)
	if c.Unkept() {
		c.Overlay = loadQuestion(c, from, name)
		return nil
	}
	start(c, from, lang.F("« %s » chargé", "%q loaded", name))
	return nil
}

// start makes a scenario the working one.
func start(c *ui.Ctx, from ui.Saved, said lang.Text) {
	if err := c.Work.Load(from.Scenario, from.Revision); err != nil {
		c.Complain(err)
		return
	}
	c.Say(said)
	c.Changed()
}

// loadQuestion asks what becomes of the unsaved changes before another scenario is loaded over them: there is one draft only, and
// afterwards it is of that one.
func loadQuestion(c *ui.Ctx, from ui.Saved, name string) *ui.Question {
	q := &ui.Question{
		Title: lang.F("Charger « %s » ?", "Load %q?", name),
		Lines: []lang.Text{lang.F("Les hypothèses en cours (%s) ne sont pas enregistrées.", "The working changes (%s) are not saved.", c.WorkName())},
	}
	working := c.Work.Scenario()
	if c.Who.Role.Refuses(scenarios.MaySave).IsZero() {
		if c.IsSaved(working.Name) {
			q.Answers = append(q.Answers, ui.Answer{Key: "s", Name: lang.F("les enregistrer d'abord dans « %s »", "save them first in %q", working.Name), Run: func(c *ui.Ctx) tea.Cmd {
				return ui.Save(c, c.Work.Scenario(), 0)
			}})
		}
		q.Answers = append(q.Answers, ui.Answer{Key: "k", Name: lang.T("les garder d'abord sous un autre nom", "keep them first under another name"), Run: func(c *ui.Ctx) tea.Cmd {
			next := working
			next.Name = ""
			c.Overlay = ui.NameForm(c, lang.T("Garder les hypothèses en cours", "Keep the working changes"), "", next, func(c *ui.Ctx, next scenarios.Scenario) tea.Cmd { return ui.Save(c, next, 0) })
			return nil
		}})
	}
	q.Answers = append(q.Answers,
		ui.Answer{Key: "l", Name: lang.T("charger sans les garder ; {undo} y revient tant que l'on ne quitte pas", "load without keeping them; {undo} brings them back until you leave"), Run: func(c *ui.Ctx) tea.Cmd {
			start(c, from, lang.F("« %s » chargé ; {undo} revient aux hypothèses non enregistrées", "%q loaded; {undo} brings the unsaved changes back", name))
			return nil
		}},
		ui.Answer{Key: "esc", Name: lang.T("ne pas charger", "do not load")})
	return q
}

func (s *Screen) mark(c *ui.Ctx) tea.Cmd {
	if saved := s.current(c); saved != nil {
		c.Marked[saved.Name] = !c.Marked[saved.Name]
		c.Changed()
		s.list.Grid.Move(1)
	}
	return nil
}

// reference takes the row as what differences refer to.
func (s *Screen) reference(c *ui.Ctx) tea.Cmd {
	name := scenarios.Baseline
	row, ok := s.list.Grid.Row()
	switch saved := s.rows.saved(row); {
	case saved != nil:
		name = saved.Name
	case !ok || row == workRow:
		name = "" // no scenario on the shelf
	}
	c.ReferTo(name)
	return nil
}

func (s *Screen) rename(c *ui.Ctx) tea.Cmd {
	if saved := s.current(c); saved != nil {
		old := *saved
		c.Overlay = ui.NameForm(c, lang.T("Nom et note", "Name and note"), old.Name, old.Scenario, func(c *ui.Ctx, next scenarios.Scenario) tea.Cmd {
			return ui.Rename(c, old, next)
		})
	}
	return nil
}

func (s *Screen) duplicate(c *ui.Ctx) tea.Cmd {
	if saved := s.current(c); saved != nil {
		c.Overlay = ui.NameForm(c, lang.T("Dupliquer", "Duplicate"), "", saved.Scenario, ui.SaveOther)
	}
	return nil
}

// remove deletes the scenario under the cursor; undo brings it back.
func (s *Screen) remove(c *ui.Ctx) tea.Cmd {
	if s.inPast() {
		c.Say(lang.T("ce qui a été n'est jamais supprimé ; Échap revient aux scénarios", "what was is never deleted; Esc goes back to the scenarios"))
		return nil
	}
	saved := s.current(c)
	if saved == nil {
		return nil
	}
	return ui.Delete(c, *saved)
}
