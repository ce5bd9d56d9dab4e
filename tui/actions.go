package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/storage"
	"quotepart/tui/ui"
)

// bindings are the actions that work everywhere.
func (a *App) bindings() []ui.Binding {
	all := []ui.Binding{
		{ID: "undo", Keys: []string{"u", "ctrl+z"}, Name: lang.T("annuler", "undo"), Hint: true, Needs: scenarios.MayPlay,
			Help: lang.T("annuler la dernière modification ou suppression, sans limite", "undo the last edit or deletion, without limit"), Run: undo},
		{ID: "redo", Keys: []string{"U", "ctrl+y"}, Name: lang.T("rétablir", "redo"), Needs: scenarios.MayPlay,
			Help: lang.T("rétablir ce qui vient d'être annulé", "bring back what was just undone"), Run: redo},
		{ID: "save", Keys: []string{"s"}, Name: lang.T("enregistrer", "save"), Hint: true, Needs: scenarios.MaySave,
			Help: lang.T("enregistrer les hypothèses dans leur scénario, ou comme nouveau scénario", "save the changes in their scenario, or as a new one"), Run: askSave},
		{ID: "save-as", Keys: []string{"S"}, Name: lang.T("enregistrer sous", "save as"), Needs: scenarios.MaySave,
			Help: lang.T("enregistrer les hypothèses sous un autre nom", "save the changes under another name"), Run: askSaveAs},
		{ID: "compare", Keys: []string{"c"}, Name: lang.T("comparer", "compare"), Hint: true,
			Help: lang.T("voir côte à côte la référence, les scénarios marqués et les hypothèses en cours", "see side by side the reference, the marked scenarios and the working changes"),
			Run:  func(c *ui.Ctx) tea.Cmd { c.GoTo(ui.Jump{Screen: "compare"}); return nil }},
		{ID: "changes", Keys: []string{"E"}, Name: lang.T("hypothèses", "changes"), Hint: true,
			Help: lang.T("la liste des hypothèses en cours : l'effet de chacune, l'éteindre, la retirer", "the list of the working changes: the effect of each, switch it off, take it out"),
			Run:  func(c *ui.Ctx) tea.Cmd { c.GoTo(ui.Jump{Screen: "scenarios", Changes: true}); return nil }},
		{ID: "next-screen", Keys: []string{">", "ctrl+right"}, Name: lang.T("écran suivant", "next screen"), Hint: true,
			Run: func(*ui.Ctx) tea.Cmd { a.show(a.at + 1); return nil }},
		{ID: "previous-screen", Keys: []string{"<", "ctrl+left"}, Name: lang.T("écran précédent", "previous screen"),
			Run: func(*ui.Ctx) tea.Cmd { a.show(a.at - 1); return nil }},
		{ID: "back", Keys: []string{"backspace", "alt+left"}, Name: lang.T("revenir", "back"), Hint: true, When: func() bool { return len(a.trail) > 0 },
			Help: lang.T("revenir à l'écran d'où l'on vient", "go back to the screen you came from"), Run: a.goBack},
		{ID: "messages", Keys: []string{"!"}, Name: lang.T("messages", "messages"), Help: lang.T("relire les messages et les erreurs", "read the messages and errors again"), Run: showMessages},
		{ID: "people", Keys: []string{"P"}, Name: lang.T("qui est là", "who is here"), When: func() bool { return a.others.seat != nil },
			Help: lang.T("les autres personnes dans le serveur, et sur quoi elles travaillent", "the other people in the server, and what they work on"), Run: a.showOthers},
		{ID: "language", Keys: []string{"L"}, Name: lang.T("langue", "language"), Help: lang.T("français ou anglais", "French or English"), Run: switchLanguage},
		{ID: "theme", Keys: []string{"T"}, Name: lang.T("couleurs", "colours"), Help: lang.T("passer aux couleurs suivantes : selon le terminal, sombre, clair, sans couleur, daltonien", "go to the next colours: as the terminal, dark, light, none, colour-blind safe"), Run: a.nextTheme},
		{ID: "redraw", Keys: []string{"ctrl+l"}, Name: lang.T("redessiner", "redraw"), Run: func(*ui.Ctx) tea.Cmd { return tea.ClearScreen }},
		{ID: "years", Keys: []string{"ctrl+o"}, Name: lang.T("exercices", "years"), When: func() bool { return a.options.Years },
			Help: lang.T("revenir à la liste des exercices, pour en ouvrir ou en importer un autre", "go back to the list of years, to open or import another one"), Run: a.askYears},
		{ID: "reload", Keys: []string{"R"}, Name: lang.T("recharger", "reload"), Hint: true, When: func() bool { return a.ctx.Outdated },
			Help: lang.T("ouvrir de nouveau l'exercice, que quelqu'un d'autre a remplacé", "open the year again, which someone else has replaced"), Run: a.askReload},
		{ID: "quit", Keys: []string{"q"}, Name: lang.T("quitter", "quit"), Hint: true, Help: lang.T("les hypothèses non enregistrées sont gardées comme brouillon", "unsaved changes are kept as a draft"), Run: a.askLeave},
		{ID: paletteID, Keys: []string{":", "ctrl+p"}, Name: lang.T("commandes", "commands"),
			Help: lang.T("trouver une action, un membre, un établissement, un tarif ou un scénario par quelques lettres", "find an action, a member, a school, a tariff or a scenario by a few letters"), Run: a.openPalette},
		a.help(),
	}
	all = append(all, a.ctx.Resolve()...)
	for i, s := range a.screens {
		all = append(all, ui.Binding{ID: "go." + s.ID(), Keys: []string{screenKeys[i]}, Name: s.Title(),
			Run: func(*ui.Ctx) tea.Cmd { a.show(i); return nil }})
	}
	return all
}

// registry is every action that can be reached now, with the user's own keys: those of the screen, then those of everywhere.
func (a *App) registry() []ui.Binding {
	all := slices.Concat(a.screen().Bindings(), a.bindings())
	return a.ctx.Keys.Apply(slices.DeleteFunc(all, func(b ui.Binding) bool { return b.When != nil && !b.When() }))
}

// Actions are all the actions there are, on any screen and the start screen, with the keys they come with; each ID stands once.
func Actions() []ui.Binding {
	a := &App{screens: newScreens(), ctx: &ui.Ctx{}}
	var all []ui.Binding
	for _, s := range a.screens {
		all = append(all, s.Bindings()...)
	}
	start := &Start{years: make([]storage.YearInfo, 1)}
	all = slices.Concat(all, a.bindings(), start.bindings())
	seen := map[string]bool{}
	return slices.DeleteFunc(all, func(b ui.Binding) bool {
		again := seen[b.ID]
		seen[b.ID] = true
		return again
	})
}

// screenKeys go straight to a screen; F1 is the help and F2 edits.
var screenKeys = []string{"f3", "f4", "f5", "f6", "f7", "f8", "f9", "f10"}

const (
	helpID    = "help"
	paletteID = "palette"
)

func (a *App) help() ui.Binding {
	return ui.Binding{ID: helpID, Keys: []string{"?", "f1"}, Name: lang.T("aide", "help"), Help: lang.T("toutes les actions de cet écran", "all the actions of this screen"),
		Run: func(c *ui.Ctx) tea.Cmd {
			c.Overlay = ui.Help(a.screen().Title(), a.registry())
			return nil
		}}
}

// saved takes note of what the shelf did; the cursor follows a scenario to its new place.
func (a *App) saved(msg ui.ShelfDone) {
	a.ctx.Take(msg)
	if name := msg.Shown(); name != "" && a.screen().ID() == "scenarios" {
		a.ctx.GoTo(ui.Jump{Screen: "scenarios", Scenario: name})
	}
}

// askLeave quits, askYears goes back to the list of years, askReload opens the year anew: after asking where unsaved changes would be
// left behind.
func (a *App) askLeave(c *ui.Ctx) tea.Cmd {
	return a.ask(c, Quit, lang.T("Quitter ?", "Quit?"), lang.T("quitter", "quit"))
}

func (a *App) askYears(c *ui.Ctx) tea.Cmd {
	return a.ask(c, ToYears, lang.T("Revenir aux exercices ?", "Back to the years?"), lang.T("quitter cet exercice", "leave this year"))
}

func (a *App) askReload(c *ui.Ctx) tea.Cmd {
	return a.ask(c, Reload, lang.T("Recharger l'exercice ?", "Reload the year?"), lang.T("recharger", "reload"))
}

func (a *App) ask(c *ui.Ctx, next Next, title, leave lang.Text) tea.Cmd {
	if !c.Work.Unsaved() {
		return a.leaveFor(next)
	}
	becomes := ui.UnsavedText(c)
	if a.unkept != "" && c.Unkept() {
		becomes = lang.F("%s Échap, puis {export} les exporte.", "%s Esc, then {export} exports them.", ui.UnkeptText)
	}
	q := &ui.Question{Title: title, Lines: []lang.Text{becomes}}
	if c.Unkept() && c.Who.Role.Refuses(scenarios.MaySave).IsZero() {
		q.Answers = []ui.Answer{{Key: "s", Name: lang.T("enregistrer d'abord", "save first"), Run: askSave}}
	}
	q.Answers = append(q.Answers,
		ui.Answer{Key: "q", Name: leave, Run: func(*ui.Ctx) tea.Cmd { return a.leaveFor(next) }},
		ui.Answer{Key: "esc", Name: lang.T("rester", "stay")})
	c.Overlay = q
	return nil
}

// Next is what comes after the interface of a year was left.
type Next uint8

// What can come.
const (
	Quit    Next = iota
	ToYears      // the list of years
	Reload       // the same year, as it is by now
)

// Next tells what the user left the year for.
func (a *App) Next() Next {
	if !a.left {
		return Quit
	}
	return a.next
}

func (a *App) leaveFor(next Next) tea.Cmd {
	a.next = next
	return a.leave()
}

// leave keeps the draft and quits. A draft that cannot be kept is said, and the program stays.
func (a *App) leave() tea.Cmd {
	a.left = true
	shelf, draft := a.ctx.Shelf, a.toKeep()
	return a.ctx.OnShelf(func() tea.Msg {
		if err := shelf.SaveDraft(draft); err != nil {
			return draftFailed{err}
		}
		return tea.QuitMsg{}
	})
}

// draftKept tells whether the draft could be kept.
type draftKept struct{ err error }

// keepDraft gives the shelf the draft after each edit, so that a lost connection or a killed program costs none of them.
func (a *App) keepDraft() tea.Cmd {
	draft := a.toKeep()
	if a.left || draft.Same(a.kept) {
		return nil
	}
	a.kept = draft
	shelf := a.ctx.Shelf
	return a.ctx.OnShelf(func() tea.Msg { return draftKept{shelf.SaveDraft(draft)} })
}

// toKeep is the draft to be offered at the next start: what is not saved, else the draft of the last time while nothing was
// decided about it.
func (a *App) toKeep() scenarios.Draft {
	if a.ctx.Work.Unsaved() {
		return a.ctx.Work.Draft()
	}
	return a.draft
}

// KeepDraft keeps the draft where the program ended in another way than by leaving: it was ended from outside, its terminal
// was closed, or it failed. Errors are those of the shelf.
func (a *App) KeepDraft() error {
	if a.left {
		return nil
	}
	return a.ctx.Shelf.SaveDraft(a.toKeep())
}

// draftWaits tells whether there is a draft that will be offered next time.
func (a *App) draftWaits() bool {
	return a.ctx.Shelf.Place().Drafts && len(a.toKeep().Changes) > 0
}

// draftFailed says that the working changes could not be kept.
type draftFailed struct{ err error }

func (a *App) draftFailedQuestion(err error) *ui.Question {
	return &ui.Question{
		Title: lang.T("Le brouillon n'a pas pu être gardé", "The draft could not be kept"),
		Lines: []lang.Text{lang.T(lang.Describe(err, lang.FR), lang.Describe(err, lang.EN))},
		Answers: []ui.Answer{
			{Key: "q", Name: lang.T("quitter en perdant les hypothèses", "quit and lose the changes"), Run: func(*ui.Ctx) tea.Cmd {
				a.left = true
				return tea.Quit
			}},
			{Key: "esc", Name: lang.T("rester", "stay")},
		},
	}
}

// draftQuestion offers the working changes of the last time. Until one of the answers is given, and where they no longer fit
// the year, they stay the draft.
func (a *App) draftQuestion() *ui.Question {
	return &ui.Question{
		Title: lang.T("Brouillon", "Draft"),
		Lines: []lang.Text{lang.F("De la dernière fois, il reste %s sans enregistrement. Les reprendre ?",
			"Left unsaved last time: %s. Take them up again?", changeCount(len(a.draft.Changes)))},
		Answers: []ui.Answer{
			{Key: "r", Name: lang.T("reprendre", "take up"), Run: func(c *ui.Ctx) tea.Cmd {
				if err := c.TakeUp(a.draft); err != nil {
					c.Complain(err)
					return nil
				}
				a.draft = scenarios.Draft{}
				return nil
			}},
			{Key: "n", Name: lang.T("commencer sans : le brouillon est abandonné", "start without: the draft is given up"), Run: func(*ui.Ctx) tea.Cmd {
				a.draft = scenarios.Draft{}
				return nil
			}},
		},
	}
}
