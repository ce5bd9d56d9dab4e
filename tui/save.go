package tui

import (
	tea "charm.land/bubbletea/v2"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/tui/ui"
)

// askSave saves the working changes. Those of a scenario that is on the shelf go into it or become another one, which is asked
// with what each choice does; others need a name.
func askSave(c *ui.Ctx) tea.Cmd {
	if nothingToSave(c) {
		return nil
	}
	s := c.Work.Scenario()
	if !c.IsSaved(s.Name) {
		return askSaveAs(c)
	}
	what := lang.F("Les hypothèses en cours remplacent celles du scénario « %s ».", "The working changes replace those of scenario %q.", s.Name)
	if !c.Work.Unsaved() {
		what = lang.F("Rien n'a changé depuis que « %s » a été chargé ou enregistré.", "Nothing has changed since %q was loaded or saved.", s.Name)
	}
	c.Overlay = &ui.Question{
		Title: lang.T("Enregistrer", "Save"),
		Lines: []lang.Text{what},
		Answers: []ui.Answer{
			{Key: "enter", Name: lang.F("enregistrer « %s »", "save %q", s.Name), Run: func(c *ui.Ctx) tea.Cmd { return ui.Save(c, c.Work.Scenario(), 0) }},
			{Key: "a", Name: lang.T("enregistrer sous un autre nom, et garder l'ancien tel quel", "save under another name, and keep the old one as it is"), Run: askSaveAs},
			{Key: "esc", Name: lang.T("ne rien faire", "do nothing")},
		},
	}
	return nil
}

func nothingToSave(c *ui.Ctx) bool {
	if len(c.Work.Changes()) > 0 {
		return false
	}
	c.Say(lang.T("aucune hypothèse à enregistrer : modifiez d'abord une valeur", "no changes to save: edit a value first"))
	return true
}

// askSaveAs asks for the name and the note under which the working changes become a scenario.
func askSaveAs(c *ui.Ctx) tea.Cmd {
	if nothingToSave(c) {
		return nil
	}
	s := c.Work.Scenario()
	c.Overlay = &ui.Form{
		Title: lang.T("Enregistrer comme nouveau scénario", "Save as a new scenario"),
		Fields: []*ui.FormField{
			ui.NewFormField(lang.T("Nom", "Name"), s.Name, scenarios.CheckName),
			ui.NewFormField(lang.T("Note", "Note"), s.Note, nil),
		},
		Done: func(c *ui.Ctx, v []string) tea.Cmd {
			next := scenarios.Scenario{Name: v[0], Note: v[1], Changes: c.Work.Changes()}
			if c.IsSaved(next.Name) {
				c.Overlay = replaceQuestion(next, c.RevisionOf(next.Name))
				return nil
			}
			return ui.Save(c, next, 0)
		},
	}
	return nil
}

// replaceQuestion asks whether to replace the scenario that stands at a revision: not another one that somebody saves meanwhile.
func replaceQuestion(next scenarios.Scenario, old uint64) *ui.Question {
	return &ui.Question{
		Title: lang.T("Ce nom est pris", "This name is taken"),
		Lines: []lang.Text{lang.F("Un scénario « %s » existe déjà. Le remplacer ?", "A scenario %q exists already. Replace it?", next.Name)},
		Answers: []ui.Answer{
			{Key: "r", Name: lang.T("remplacer l'ancien", "replace the old one"), Run: func(c *ui.Ctx) tea.Cmd { return ui.Save(c, next, old) }},
			{Key: "esc", Name: lang.T("ne rien faire", "do nothing")},
		},
	}
}
