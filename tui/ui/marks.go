package ui

import (
	tea "charm.land/bubbletea/v2"

	"quotepart/engine/lang"
	"quotepart/scenarios"
)

// MarkChecked keeps a mark on a finding of the check, with its note. Undo takes it back.
func MarkChecked(c *Ctx, finding, note string) tea.Cmd {
	before := c.Marks
	return onMarks(c, lang.T("marqué comme contrôlé, {undo} le reprend", "marked as checked, {undo} takes it back"), func(c *Ctx) tea.Cmd {
		for _, m := range before {
			if m.Finding == finding { // its note was replaced
				return onMarks(c, lang.T("la note d'avant est de nouveau là", "the note before is there again"), nil, func(s Shelf) error { return s.Mark(finding, m.Note) })
			}
		}
		return Unmark(c, finding)
	}, func(s Shelf) error { return s.Mark(finding, note) })
}

// Unmark takes the mark on a finding back.
func Unmark(c *Ctx, finding string) tea.Cmd {
	return onMarks(c, lang.T("la marque est retirée : l'écart est de nouveau ouvert", "the mark is taken back: the difference is open again"), nil, func(s Shelf) error { return s.Unmark(finding) })
}

// onMarks makes the command that changes a mark on the shelf and reads the marks again.
func onMarks(c *Ctx, said lang.Text, undo func(*Ctx) tea.Cmd, do func(Shelf) error) tea.Cmd {
	if why := c.Who.Role.Refuses(scenarios.MayCheck); !why.IsZero() {
		c.Say(why)
		return nil
	}
	if c.Outdated { // the difference may be another one by now, or none
		c.Complain(lang.Wrong(lang.T("l'exercice a été remplacé : ces écarts sont ceux d'avant", "the year was replaced: these differences are those of before"), lang.T("{reload} le recharge", "{reload} reloads it")))
		return nil
	}
	shelf := c.Shelf
	return c.OnShelf(func() tea.Msg {
		if err := do(shelf); err != nil {
			return ShelfRead{Err: err}
		}
		marks, err := shelf.Marks()
		return ShelfRead{Err: err, Take: func() {
			c.Marks = marks
			c.Say(said)
			if undo != nil {
				c.CanUndo(undo)
			}
			c.Changed()
		}}
	})
}
