package ui

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"quotepart/engine/lang"
	"quotepart/scenarios"
)

// Saved is a scenario with who saved it, and when.
type Saved struct {
	scenarios.Scenario
	Author   string
	At       time.Time
	Revision uint64 // at which it stands: what is made from it is based on that
}

// Shelf is where the scenarios of the year being shown are kept: a store, or the folder of a dossier. Its methods are called
// in commands, never in Update. Based is the revision of the scenario that something is made from, 0 where there was none: where
// something else stands there by now, nothing is done and the error is a *scenarios.Stale.
type Shelf interface {
	// List gives the saved scenarios, sorted by name.
	List() ([]Saved, error)
	// Save keeps a scenario under its name and gives its revision; it is on disk when the error is nil.
	Save(s scenarios.Scenario, based uint64) (revision uint64, err error)
	// Rename keeps a scenario under another name, or the same one with another note, in the place of the one called from. Another
	// scenario of the new name is a *scenarios.Stale too.
	Rename(from string, s scenarios.Scenario, based uint64) (revision uint64, err error)
	// Delete takes a saved scenario away; Restore can bring it back.
	Delete(name string, based uint64) error
	// History gives the versions of a scenario that there are, the newest first, with its deletions.
	History(name string) ([]scenarios.Version, error)
	// Deleted gives the scenarios that were deleted and are not there again, the last deleted first.
	Deleted() ([]scenarios.Version, error)
	// Restore keeps a version again under a name, as a new save: of a deletion, what was deleted.
	Restore(name string, v scenarios.Version, based uint64) (revision uint64, err error)
	// SaveDraft keeps the working changes for the next start; no changes means no draft.
	SaveDraft(scenarios.Draft) error
	// Marks gives what was marked as checked in the calls and invoices.
	Marks() ([]scenarios.Mark, error)
	// Mark marks a finding as checked, under the name of who works here; it is on disk when Mark returns nil.
	Mark(finding, note string) error
	// Unmark takes the mark on a finding back.
	Unmark(finding string) error
	// Place says where what is saved goes.
	Place() Place
}

// Place is where a shelf is, in words, and what it keeps beside the scenarios. The user's own store has no name.
type Place struct {
	Name   lang.Text
	Drafts bool
	Past   bool // every version of each scenario; else only what was deleted
}

// ShelfDone tells what the shelf did, with the list read again after it.
type ShelfDone struct {
	Revision uint64 // that it made; 0 for a deletion
	Conflict *Conflict
	Done     bool // also where the list could not be read after it
	List     []Saved
	Err      error

	attempt
	from uint64 // the revision that it was based on
}

// ShelfRead is what a command has read from the shelf: Take shows it, in Update.
type ShelfRead struct {
	Take func()
	Err  error
}

// Read makes the command that reads something from the shelf, which take then shows.
func Read[T any](c *Ctx, read func(Shelf) (T, error), take func(T)) tea.Cmd {
	shelf := c.Shelf
	return c.OnShelf(func() tea.Msg {
		v, err := read(shelf)
		return ShelfRead{Take: func() { take(v) }, Err: err}
	})
}

// OnShelf starts a command that uses the shelf, once those before it have answered: two at a time could write one file at
// once, and their answers could come in another order.
func (c *Ctx) OnShelf(cmd tea.Cmd) tea.Cmd {
	if c.onShelf {
		c.waiting = append(c.waiting, cmd)
		return nil
	}
	c.onShelf = true
	return cmd
}

// ShelfFree takes note that a command of OnShelf has answered, and gives the next one, or nil.
func (c *Ctx) ShelfFree() tea.Cmd {
	if len(c.waiting) == 0 {
		c.onShelf = false
		return nil
	}
	next := c.waiting[0]
	c.waiting = c.waiting[1:]
	return next
}

// IsSaved tells whether a scenario of that name is on the shelf.
func (c *Ctx) IsSaved(name string) bool { return c.savedAt(name) >= 0 }

// RevisionOf is that at which the scenario of a name stands on the shelf, as last read; 0 where there is none.
func (c *Ctx) RevisionOf(name string) uint64 {
	if i := c.savedAt(name); i >= 0 {
		return c.Saved[i].Revision
	}
	return 0
}

func (c *Ctx) savedAt(name string) int {
	return slices.IndexFunc(c.Saved, func(s Saved) bool { return s.Name == name })
}

// Take takes note of what the shelf did, and says it.
func (c *Ctx) Take(done ShelfDone) {
	c.shelved++
	if done.Done {
		c.done(done)
	} else if done.again != nil {
		c.CanUndo(done.again)
	}
	switch {
	case done.Conflict != nil:
		if done.List != nil {
			c.relist(done.List)
		}
		c.meet(done.Conflict)
		c.renewReference()
		c.Changed()
	case done.Err != nil && !done.Done && done.saving != nil:
		c.complainAfter(lang.T("non enregistré : vos hypothèses restent là, {export} les exporte", "not saved: your changes stay here, {export} exports them"), done.Err)
	case done.Err != nil:
		c.Complain(done.Err)
	default:
		c.relist(done.List)
		c.Say(done.said)
		c.renewReference()
		c.Changed()
	}
}

// relist takes the scenarios as read anew. Those that are as they were keep their results.
func (c *Ctx) relist(list []Saved) {
	before := c.computed
	c.ForgetSaved()
	for i, one := range list {
		at := c.savedAt(one.Name)
		if at < 0 || c.Saved[at].Revision != one.Revision || len(c.Saved[at].Changes) == 0 {
			continue
		}
		list[i].Scenario = c.Saved[at].Scenario
		if done, ok := before[&list[i].Changes[0]]; ok {
			c.keepResult(&list[i].Changes[0], done)
		}
	}
	c.Saved = list
}

// done brings the working changes, the marks and the reference in step with what was done.
func (c *Ctx) done(done ShelfDone) {
	if done.undo != nil {
		c.CanUndo(done.undo)
	}
	c.Conflict = nil
	own := c.Work.Scenario().Name == done.name && c.Work.Revision() == done.from
	if done.saving != nil {
		done.saving.Done(done.Revision)
	}
	c.Work.Moved(done.name, done.from, done.mine, done.Revision)
	if done.before != 0 {
		c.Work.Moved(done.name, done.before, done.mine, done.Revision)
	}
	switch done.kind {
	case renames:
		c.followName(done.name, done.mine.Name)
	case restores:
		if own {
			c.follow(*done.mine, done.Revision)
		}
	}
}

// followName gives the new name of a scenario to what refers to it.
func (c *Ctx) followName(from, to string) {
	if from == to {
		return
	}
	c.Marked[to], c.Marked[from] = c.Marked[from], false
	if reference, name := c.Work.Reference(); name == from {
		c.Work.SetReference(to, reference)
	}
}

// Shown is the scenario that the cursor follows to its new place; nothing where there is none.
func (d ShelfDone) Shown() string {
	if d.Err != nil || d.kind != renames && d.kind != restores {
		return ""
	}
	return d.mine.Name
}

// follow keeps the working changes in step with a version of their scenario that counts again: they become it, which can be
// undone; with edits of their own they stay, as edits of that version.
func (c *Ctx) follow(restored scenarios.Scenario, revision uint64) {
	if c.Work.Unsaved() || c.Work.Load(restored, revision) != nil { // one that no longer fits the year is not loaded
		c.Work.Saving(restored).Done(revision)
	}
}

// renewReference computes the reference anew from the shelf, since its scenario may have been saved with other changes. Where
// it is gone, or fits no longer, differences refer to the year itself again, which is said.
func (c *Ctx) renewReference() {
	_, name := c.Work.Reference()
	if name == scenarios.Baseline {
		return
	}
	if i := slices.IndexFunc(c.Saved, func(s Saved) bool { return s.Name == name }); i >= 0 {
		if r, err := c.ResultOf(c.Saved[i].Scenario); err == nil {
			c.Work.SetReference(name, r)
			return
		}
	}
	c.Work.SetReference(scenarios.Baseline, c.Work.Baseline())
	said := lang.F("%[1]s ; les écarts se lisent de nouveau par rapport à l'exercice", "%[1]s; differences refer to the year again", c.Toast.Text)
	c.show(Toast{Text: said, Error: c.Toast.Error})
}

// UnkeptText is said in the place of UnsavedText where the draft cannot be kept either.
var UnkeptText = lang.T("Des hypothèses ne sont pas enregistrées, et le brouillon n'a pas pu être gardé : elles seront perdues.",
	"Some changes are not saved, and the draft could not be kept: they will be lost.")

// UnsavedText says what becomes of unsaved changes, which depends on where scenarios are kept.
func UnsavedText(c *Ctx) lang.Text {
	if !c.Unkept() {
		return lang.F("Toutes les hypothèses de « %[1]s » ont été retirées, sans enregistrer : « %[1]s » reste tel qu'il est enregistré, et il n'y a rien à garder comme brouillon.",
			"All the changes of %[1]q were taken out, without saving: %[1]q stays as it is saved, and there is nothing to keep as a draft.", c.Work.Scenario().Name)
	}
	if place := c.Shelf.Place(); !place.Drafts {
		return lang.F("Des hypothèses ne sont pas enregistrées, et seront perdues (%s).", "Some changes are not saved and will be lost (%s).", place.Name)
	}
	return lang.T("Des hypothèses ne sont pas enregistrées. Elles sont gardées comme brouillon et proposées au prochain démarrage.",
		"Some changes are not saved. They are kept as a draft and offered at the next start.")
}
