package calls

import (
	tea "charm.land/bubbletea/v2"

	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/tui/ui"
)

// Bindings are the screen's actions.
func (s *Screen) Bindings() []ui.Binding {
	return append([]ui.Binding{
		{ID: "calls.check", Keys: []string{"m"}, Name: lang.T("contrôlé", "checked"), Hint: true, Needs: scenarios.MayCheck, Disabled: s.cannotMark,
			Help: lang.T("marquer l'écart comme contrôlé, avec une note ; la marque ne vaut que pour ces montants", "mark the difference as checked, with a note; the mark holds for these amounts only"), Run: s.mark},
		{ID: "calls.uncheck", Keys: []string{"d", "delete"}, Name: lang.T("retirer la marque", "take the mark back"), Needs: scenarios.MayCheck, Disabled: s.cannotUnmark,
			Help: lang.T("l'écart est de nouveau ouvert", "the difference is open again"), Run: s.unmark},
		{ID: "calls.open", Keys: []string{"v"}, Name: lang.T("écarts ouverts", "open ones"), Hint: true,
			Help: lang.T("ne montrer que les écarts ouverts, ou tout", "show only the open differences, or all"), Run: s.switchOpen},
		{ID: "calls.go", Keys: []string{"enter"}, Name: lang.T("voir", "go there"), Hint: true,
			Help: lang.T("aller au membre, ou à la charge dans le budget", "go to the member, or to the charge in the budget"), Run: s.visit},
		{ID: "calls.annex", Keys: []string{"a"}, Name: lang.T("annexe", "annex"), Hint: true, Disabled: s.noAnnex,
			Help: lang.T("écrire dans un fichier l'explication de la contribution, pour accompagner son appel", "write the explanation of the contribution into a file, to accompany its call"), Run: s.askAnnex},
	}, s.ReadBindings()...)
}

// cannotMark says why there is nothing to mark. What is checked is the year: under changes the amounts are not its own.
func (s *Screen) cannotMark(c *ui.Ctx) lang.Text {
	current := s.current(c)
	switch {
	case current == nil || current.Verdict == scenarios.Agrees:
		return lang.T("il n'y a pas d'écart sur cette ligne", "there is no difference in this row")
	case len(scenarios.Active(c.Work.Changes())) > 0:
		return lang.T("ces montants sont ceux de vos hypothèses : on ne contrôle que l'exercice, annulez-les d'abord (u)", "these amounts are those of your changes: only the year itself is checked, undo them first (u)")
	}
	return lang.Text{}
}

func (s *Screen) cannotUnmark(c *ui.Ctx) lang.Text {
	if current := s.current(c); current != nil {
		if _, marked := scenarios.FindMark(c.Marks, current.Finding()); marked {
			return lang.Text{}
		}
	}
	return lang.T("cette ligne n'est pas marquée comme contrôlée", "this row is not marked as checked")
}

// mark asks for the note; that of an earlier mark on the subject is there to be taken over.
func (s *Screen) mark(c *ui.Ctx) tea.Cmd {
	current := s.current(c)
	finding, note := current.Finding(), ""
	if last, ok := scenarios.LastMark(c.Marks, current.Subject); ok {
		note = last.Note
	}
	c.Overlay = &ui.Form{
		Title:  lang.F("Contrôlé : %s", "Checked: %s", current.Name),
		Fields: []*ui.FormField{ui.NewFormField(lang.T("Note", "Note"), note, scenarios.CheckNote)},
		Done:   func(c *ui.Ctx, v []string) tea.Cmd { return ui.MarkChecked(c, finding, v[0]) },
	}
	return nil
}

func (s *Screen) unmark(c *ui.Ctx) tea.Cmd { return ui.Unmark(c, s.current(c).Finding()) }

func (s *Screen) switchOpen(c *ui.Ctx) tea.Cmd {
	s.members.openOnly = !s.members.openOnly
	s.charges.openOnly = s.members.openOnly
	s.seen = -1
	return nil
}

// visit goes to the member, or to the charge.
func (s *Screen) visit(c *ui.Ctx) tea.Cmd {
	current := s.current(c)
	switch {
	case current == nil || current.At < 0:
		c.Say(lang.T("rien à voir : l'exercice n'a pas ce membre ou cette charge", "nowhere to go: the year does not have this member or charge"))
	case current.Subject.Of == engine.TargetMember:
		c.GoTo(ui.Jump{Screen: "members", Member: current.Subject.ID, From: current.Name})
	default:
		c.GoTo(ui.Jump{Screen: "budget", Charge: current.Subject.ID, From: current.Name})
	}
	return nil
}
