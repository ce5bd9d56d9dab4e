package tui

import (
	tea "charm.land/bubbletea/v2"

	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/tui/ui"
)

func undo(c *ui.Ctx) tea.Cmd {
	if cmd, ok := c.UndoShelf(); ok {
		return cmd
	}
	before := now(c)
	if !c.Work.Undo() {
		c.Say(lang.T("rien à annuler", "nothing to undo"))
		return nil
	}
	c.Changed()
	said := lang.F("annulé : %s", "undone: %s", step(now(c), before))
	if c.Work.Scenario().Name != before.of.Name { // a load: nothing else says where that leads back to
		said = lang.F("%[1]s ; en cours : %[2]s, %[3]s", "%[1]s; working: %[2]s, %[3]s", said, workName(c), changeCount(len(c.Work.Changes())))
	}
	c.Say(said)
	return nil
}

func redo(c *ui.Ctx) tea.Cmd {
	before := now(c)
	if !c.Work.Redo() {
		c.Say(lang.T("rien à rétablir", "nothing to redo"))
		return nil
	}
	c.Changed()
	c.Say(lang.F("rétabli : %s", "redone: %s", step(before, now(c))))
	return nil
}

func workName(c *ui.Ctx) lang.Text {
	name := c.WorkName()
	return lang.T(name, name)
}

// moment is the working changes with the year they lead to.
type moment struct {
	year *engine.Year
	of   scenarios.Scenario
}

func now(c *ui.Ctx) moment { return moment{c.Work.Year(), c.Work.Scenario()} }

// step says in words what led from one moment to the next. A change that came is described against the year before it, one that
// was taken out against the year without it.
func step(from, to moment) lang.Text {
	if from.of.Name != to.of.Name {
		if to.of.Name == "" {
			return lang.T("chargement de l'exercice lui-même", "loading the year itself")
		}
		return lang.F("chargement de « %s »", "loading %q", to.of.Name)
	}
	more, fewer, year, sign := to.of.Changes, from.of.Changes, from.year, ""
	if len(more) < len(fewer) {
		more, fewer, year, sign = fewer, more, to.year, "− "
	}
	i := 0
	for i < len(fewer) && more[i].String() == fewer[i].String() {
		i++
	}
	if i == len(more) {
		return lang.T("les mêmes hypothèses", "the same changes")
	}
	text := lang.F(sign+"%s", sign+"%s", scenarios.Describe(year, more[i]))
	if others := len(more) - len(fewer) - 1; others > 0 {
		return lang.F("%[1]s et %[2]s", "%[1]s and %[2]s", text, lang.Plural(others, lang.T("autre", "other"), lang.T("autres", "others")))
	}
	return text
}
