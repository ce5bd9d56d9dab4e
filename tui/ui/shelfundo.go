package ui

import tea "charm.land/bubbletea/v2"

// shelfUndo takes back what was done on the shelf, in its place among the edits of the working changes.
type shelfUndo struct {
	after int // how many edits could be undone then
	run   func(*Ctx) tea.Cmd
}

// CanUndo makes the next undo run what takes back something done on the shelf. Edits made after it are undone before it.
func (c *Ctx) CanUndo(run func(*Ctx) tea.Cmd) {
	c.undos = append(c.undos, shelfUndo{c.Work.Undoable(), run})
}

// UndoShelf takes back the last thing done on the shelf; false where an edit of the working changes is to be undone before it,
// or there is none.
func (c *Ctx) UndoShelf() (tea.Cmd, bool) {
	last := len(c.undos) - 1
	if last < 0 || c.Work.Undoable() > c.undos[last].after {
		return nil, false
	}
	run := c.undos[last].run
	c.undos = c.undos[:last]
	return run(c), true
}
