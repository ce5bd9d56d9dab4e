package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/tui/ui"
)

// bindings are the actions that work everywhere.
func (a *App) bindings() []ui.Binding {
	all := []ui.Binding{
		{Keys: []string{"u", "ctrl+z"}, Name: lang.T("annuler", "undo"), Hint: true, Mutates: true,
			Help: lang.T("annuler la dernière modification, sans limite", "undo the last edit, without limit"), Run: undo},
		{Keys: []string{"U", "ctrl+y"}, Name: lang.T("rétablir", "redo"), Mutates: true,
			Help: lang.T("rétablir ce qui vient d'être annulé", "bring back what was just undone"), Run: redo},
		{Keys: []string{"s"}, Name: lang.T("enregistrer", "save"), Hint: true, Mutates: true,
			Help: lang.T("enregistrer les hypothèses comme scénario", "save the changes as a scenario"), Run: askSave},
		{Keys: []string{"c"}, Name: lang.T("comparer", "compare"), Hint: true,
			Help: lang.T("voir côte à côte la référence, les scénarios marqués et les hypothèses en cours", "see side by side the reference, the marked scenarios and the working changes"),
			Run:  func(c *ui.Ctx) tea.Cmd { c.GoTo(ui.Jump{Screen: "compare"}); return nil }},
		{Keys: []string{">", "ctrl+right"}, Name: lang.T("écran suivant", "next screen"),
			Run: func(*ui.Ctx) tea.Cmd { a.show(a.at+1, ui.Jump{}); return nil }},
		{Keys: []string{"<", "ctrl+left"}, Name: lang.T("écran précédent", "previous screen"),
			Run: func(*ui.Ctx) tea.Cmd { a.show(a.at-1, ui.Jump{}); return nil }},
		{Keys: []string{"L"}, Name: lang.T("langue", "language"), Help: lang.T("français ou anglais", "French or English"), Run: switchLanguage},
		a.help(),
		{Keys: []string{"ctrl+l"}, Name: lang.T("redessiner", "redraw"), Run: func(*ui.Ctx) tea.Cmd { return tea.ClearScreen }},
		{Keys: []string{"q"}, Name: lang.T("quitter", "quit"), Hint: true, Help: lang.T("les hypothèses non enregistrées sont gardées comme brouillon", "unsaved changes are kept as a draft"), Run: a.askLeave},
	}
	for i, s := range a.screens {
		all = append(all, ui.Binding{Keys: []string{screenKeys[i]}, Name: s.Title(),
			Run: func(*ui.Ctx) tea.Cmd { a.show(i, ui.Jump{}); return nil }})
	}
	return all
}

// screenKeys go straight to a screen; F1 is the help and F2 edits.
var screenKeys = []string{"f3", "f4", "f5", "f6", "f7", "f8", "f9"}

const helpKey = "?"

func (a *App) help() ui.Binding {
	return ui.Binding{Keys: []string{helpKey, "f1"}, Name: lang.T("aide", "help"), Help: lang.T("toutes les actions de cet écran", "all the actions of this screen"),
		Run: func(c *ui.Ctx) tea.Cmd {
			c.Overlay = &ui.Help{Screen: a.screen().Title(), Bindings: slices.Concat(a.screen().Bindings(), a.bindings())}
			return nil
		}}
}

func undo(c *ui.Ctx) tea.Cmd {
	if !c.Work.Undo() {
		c.Say(lang.T("rien à annuler", "nothing to undo"))
		return nil
	}
	c.Changed()
	return nil
}

func redo(c *ui.Ctx) tea.Cmd {
	if !c.Work.Redo() {
		c.Say(lang.T("rien à rétablir", "nothing to redo"))
		return nil
	}
	c.Changed()
	return nil
}

func switchLanguage(c *ui.Ctx) tea.Cmd {
	c.Lang = 1 - c.Lang
	c.Changed()
	return nil
}

// askSave asks for the name and the note of the working changes.
func askSave(c *ui.Ctx) tea.Cmd {
	if len(c.Work.Changes()) == 0 {
		c.Say(lang.T("aucune hypothèse à enregistrer : modifiez d'abord une valeur", "no changes to save: edit a value first"))
		return nil
	}
	s := c.Work.Scenario()
	c.Overlay = &ui.Form{
		Title: lang.T("Enregistrer le scénario", "Save the scenario"),
		Fields: []*ui.FormField{
			ui.NewFormField(lang.T("Nom", "Name"), s.Name, scenarios.CheckName),
			ui.NewFormField(lang.T("Note", "Note"), s.Note, nil),
		},
		Done: func(c *ui.Ctx, v []string) tea.Cmd {
			next := scenarios.Scenario{Name: v[0], Note: v[1], Changes: c.Work.Changes()}
			if c.IsSaved(next.Name) && next.Name != s.Name {
				c.Overlay = replaceQuestion(next)
				return nil
			}
			return ui.Save(c, next)
		},
	}
	return nil
}

func replaceQuestion(next scenarios.Scenario) *ui.Question {
	return &ui.Question{
		Title: lang.T("Ce nom est pris", "This name is taken"),
		Lines: []lang.Text{lang.F("Un scénario « %s » existe déjà. Le remplacer ?", "A scenario %q exists already. Replace it?", next.Name)},
		Answers: []ui.Answer{
			{Key: "r", Name: lang.T("remplacer l'ancien", "replace the old one"), Run: func(c *ui.Ctx) tea.Cmd { return ui.Save(c, next) }},
			{Key: "esc", Name: lang.T("ne rien faire", "do nothing")},
		},
	}
}

// saved takes note of what the shelf did.
func (a *App) saved(msg ui.ShelfDone) {
	if msg.Err != nil {
		a.ctx.Complain(msg.Err)
		return
	}
	a.ctx.Saved = msg.List
	a.ctx.ForgetSaved()
	if msg.Work != nil {
		a.ctx.Work.Saved(*msg.Work)
	}
	a.ctx.Say(msg.Said)
	a.ctx.Changed()
}

// askLeave quits, after asking where unsaved changes would be left behind.
func (a *App) askLeave(c *ui.Ctx) tea.Cmd {
	if !c.Work.Unsaved() {
		return a.leave()
	}
	c.Overlay = &ui.Question{
		Title: lang.T("Quitter ?", "Quit?"),
		Lines: []lang.Text{unsavedText(c)},
		Answers: []ui.Answer{
			{Key: "s", Name: lang.T("enregistrer d'abord", "save first"), Run: askSave},
			{Key: "q", Name: lang.T("quitter", "quit"), Run: func(*ui.Ctx) tea.Cmd { return a.leave() }},
			{Key: "esc", Name: lang.T("rester", "stay")},
		},
	}
	return nil
}

// unsavedText says what becomes of unsaved changes, which depends on where scenarios are kept.
func unsavedText(c *ui.Ctx) lang.Text {
	if place := c.Shelf.Place(); !place.Drafts {
		return lang.F("Des hypothèses ne sont pas enregistrées, et seront perdues (%s).", "Some changes are not saved and will be lost (%s).", place.Name)
	}
	return lang.T("Des hypothèses ne sont pas enregistrées. Elles sont gardées comme brouillon et proposées au prochain démarrage.",
		"Some changes are not saved. They are kept as a draft and offered at the next start.")
}

// leave keeps the draft and quits. A draft that cannot be kept is said, and the program stays.
func (a *App) leave() tea.Cmd {
	shelf, changes := a.ctx.Shelf, a.ctx.Work.Changes()
	if !a.ctx.Work.Unsaved() {
		changes = nil
	}
	return func() tea.Msg {
		if err := shelf.SaveDraft(changes); err != nil {
			return draftFailed{err}
		}
		return tea.QuitMsg{}
	}
}

// draftFailed says that the working changes could not be kept.
type draftFailed struct{ err error }

func draftFailedQuestion(err error) *ui.Question {
	return &ui.Question{
		Title: lang.T("Le brouillon n'a pas pu être gardé", "The draft could not be kept"),
		Lines: []lang.Text{lang.T(lang.Describe(err, lang.FR), lang.Describe(err, lang.EN))},
		Answers: []ui.Answer{
			{Key: "q", Name: lang.T("quitter en perdant les hypothèses", "quit and lose the changes"), Run: func(*ui.Ctx) tea.Cmd { return tea.Quit }},
			{Key: "esc", Name: lang.T("rester", "stay")},
		},
	}
}

// draftQuestion offers the working changes of the last time.
func draftQuestion(draft []scenarios.Change) *ui.Question {
	return &ui.Question{
		Title: lang.T("Brouillon", "Draft"),
		Lines: []lang.Text{lang.F("La dernière fois, %[1]d hypothèse(s) sont restées sans être enregistrées. Les reprendre ?",
			"Last time, %[1]d change(s) were left unsaved. Take them up again?", len(draft))},
		Answers: []ui.Answer{
			{Key: "r", Name: lang.T("reprendre", "take up"), Run: func(c *ui.Ctx) tea.Cmd {
				if err := c.Work.SetChanges(draft); err != nil {
					c.Complain(err)
				}
				c.Changed()
				return nil
			}},
			{Key: "n", Name: lang.T("commencer sans", "start without")},
		},
	}
}
