package schools

import (
	tea "charm.land/bubbletea/v2"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/tui/ui"
)

// onlyInList keeps the key that clears a field elsewhere from removing a whole school.
func (s *Screen) onlyInList(*ui.Ctx) lang.Text {
	if s.IsFocused(s.list) {
		return lang.Text{}
	}
	return lang.T("revenez à la liste (Échap) pour retirer un établissement", "go back to the list (Esc) to remove a school")
}

// remove takes the marked schools away, or the cursor's, as one edit.
func (s *Screen) remove(c *ui.Ctx) tea.Cmd {
	ids := s.list.Grid.Marked()
	if len(ids) == 0 {
		if id := s.list.Grid.ID(); id != "" {
			ids = []string{id}
		}
	}
	if len(ids) == 0 {
		c.Say(lang.T("aucun établissement à retirer", "no school to remove"))
		return nil
	}
	changes := make([]scenarios.Change, len(ids))
	for i, id := range ids {
		changes[i] = scenarios.Change{Op: scenarios.Remove, Address: scenarios.Address{Collection: scenarios.InSchools, ID: id}}
	}
	name := c.Work.Year().Schools[c.Work.Year().School(ids[0])].Name
	if !c.Do(changes...) {
		return nil
	}
	s.list.Grid.ClearMarks()
	if len(ids) == 1 {
		c.Say(lang.F("%s retiré, {undo} annule", "%s removed, {undo} undoes it", name))
	} else {
		c.Say(lang.F("%s établissements retirés, {undo} annule", "%s schools removed, {undo} undoes it", lang.Count(len(ids))))
	}
	return nil
}
