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
	Author string
	At     time.Time
}

// Shelf is where the scenarios of the year being shown are kept: a store, or the folder of a dossier. Its methods are called
// in commands, never in Update.
type Shelf interface {
	// List gives the saved scenarios, sorted by name.
	List() ([]Saved, error)
	// Save keeps a scenario under its name; it is on disk when Save returns nil.
	Save(scenarios.Scenario) error
	// Rename keeps a scenario under another name, or the same one with another note, in the place of the one called from.
	Rename(from string, s scenarios.Scenario) error
	// Delete takes a saved scenario away; Restore can bring it back.
	Delete(name string) error
	// History gives the versions of a scenario that there are, the newest first, with its deletions.
	History(name string) ([]scenarios.Version, error)
	// Deleted gives the scenarios that were deleted and are not there again, the last deleted first.
	Deleted() ([]scenarios.Version, error)
	// Restore keeps a version again under a name, as a new save: of a deletion, what was deleted.
	Restore(name string, v scenarios.Version) error
	// SaveDraft keeps the working changes for the next start; no changes means no draft.
	SaveDraft([]scenarios.Change) error
	// Marks gives what was marked as checked in the calls and invoices.
	Marks() ([]scenarios.Mark, error)
	// Mark marks a finding as checked, under the name of who works here; it is on disk when Mark returns nil.
	Mark(finding, note string) error
	// Unmark takes the mark on a finding back.
	Unmark(finding string) error
	// Place says where what is saved goes.
	Place() Place
}

// Place is where a shelf is, in words, and whether it keeps drafts. The user's own store has no name.
type Place struct {
	Name   lang.Text
	Drafts bool
}

// ShelfDone tells what the shelf did, with the list read again after it.
type ShelfDone struct {
	Saved    func()              // tells the workbench that its changes are saved, or nil
	Renamed  *Renaming           // the name and note that a saved scenario was given, or nil
	Restored *scenarios.Scenario // a version that counts again, or nil
	Undo     func(*Ctx) tea.Cmd  // what u does next: takes it back, or tries again what failed; or nil
	Done     bool                // also where the list could not be read after it
	List     []Saved
	Said     lang.Text
	Err      error
}

// Renaming is another name, or another note, for a saved scenario.
type Renaming struct {
	From string
	To   scenarios.Scenario
}

// Save keeps the working changes as a scenario.
func Save(c *Ctx, s scenarios.Scenario) tea.Cmd {
	return onShelf(c, ShelfDone{Saved: c.Work.Saving(s), Said: savedText(s)}, func(shelf Shelf) error { return shelf.Save(s) }, s.Name)
}

// SaveOther keeps a scenario that is not the working one, such as a copy.
func SaveOther(c *Ctx, s scenarios.Scenario) tea.Cmd {
	return onShelf(c, ShelfDone{Said: savedText(s)}, func(shelf Shelf) error { return shelf.Save(s) }, s.Name)
}

// savedText says what was saved, and which part of it is not applied.
func savedText(s scenarios.Scenario) lang.Text {
	said := lang.F("scénario « %s » enregistré", "scenario %q saved", s.Name)
	if off := len(s.Changes) - len(scenarios.Active(s.Changes)); off > 0 {
		said = lang.F("%[1]s, dont %[2]d hypothèse(s) gardée(s) éteinte(s)", "%[1]s, %[2]d of its changes kept switched off", said, off)
	}
	return said
}

// Rename keeps a scenario under another name, or the same one with another note, and takes the old one away, in this order:
// nothing is lost in between.
func Rename(c *Ctx, from string, s scenarios.Scenario) tea.Cmd {
	done := ShelfDone{Renamed: &Renaming{from, s}, Said: savedText(s)}
	if from != s.Name {
		done.Said = lang.F("« %[1]s » s'appelle maintenant « %[2]s »", "%[1]q is now called %[2]q", from, s.Name)
	}
	return onShelf(c, done, func(shelf Shelf) error { return shelf.Rename(from, s) }, from, s.Name)
}

// Delete takes a saved scenario away. No question is asked: undo brings it back.
func Delete(c *Ctx, name string) tea.Cmd {
	done := ShelfDone{Said: lang.F("supprimé, u le rétablit : « %s »", "deleted, u brings it back: %q", name)}
	done.Undo = func(c *Ctx) tea.Cmd { return undelete(c, name) }
	return onShelf(c, done, func(shelf Shelf) error { return shelf.Delete(name) })
}

// undelete takes the deletion of a scenario back. Where that fails, undo tries it again.
func undelete(c *Ctx, name string) tea.Cmd {
	again := func(c *Ctx) tea.Cmd { return undelete(c, name) }
	return tryOnShelf(c, ShelfDone{Said: broughtBack(name)}, again, func(shelf Shelf) error {
		versions, err := shelf.History(name)
		if err != nil {
			return err
		}
		if !versions[0].Deleted {
			return lang.Wrong(lang.F("« %s » est déjà là de nouveau", "%q is there again already", name), lang.T("ses versions sont dans son historique : H", "its versions are in its history: H"))
		}
		return shelf.Restore(name, versions[0])
	})
}

func broughtBack(name string) lang.Text {
	return lang.F("scénario « %s » rétabli", "scenario %q brought back", name)
}

// Restore keeps a version again under a name, as a new save.
func Restore(c *Ctx, name string, v scenarios.Version) tea.Cmd {
	v.Name = name
	done := ShelfDone{Restored: &v.Scenario, Said: broughtBack(name)}
	if !v.Deleted {
		done.Said = lang.F("version %[2]d rétablie : « %[1]s »", "version %[2]d restored: %[1]q", name, v.Revision)
	}
	return onShelf(c, done, func(shelf Shelf) error { return shelf.Restore(name, v) })
}

// onShelf makes the command that does something on the shelf and reads its list again. What it would replace, under some names, has
// to be what was last read here.
func onShelf(c *Ctx, done ShelfDone, do func(Shelf) error, replaces ...string) tea.Cmd {
	return tryOnShelf(c, done, nil, do, replaces...)
}

// tryOnShelf is onShelf for what undo is to do again where it fails; again may be nil.
func tryOnShelf(c *Ctx, done ShelfDone, again func(*Ctx) tea.Cmd, do func(Shelf) error, replaces ...string) tea.Cmd {
	if why := c.Role.Refuses(MaySave); !why.IsZero() {
		c.Say(why)
		return nil
	}
	shelf := c.Shelf
	return c.OnShelf(func() tea.Msg {
		if list, err := c.unseen(shelf, replaces); err != nil {
			return ShelfDone{Err: err, Undo: again, List: list}
		}
		if err := do(shelf); err != nil {
			return ShelfDone{Err: err, Undo: again}
		}
		done.Done = true
		done.List, done.Err = shelf.List()
		return done
	})
}

// unseen says so where what stands on the shelf under one of some names is not what was last read here, with the list as it is: somebody
// else has saved it since, in another interface on the same year, and must not lose that. It runs in a command of the shelf: these come
// one after the other, and nothing else changes Saved.
func (c *Ctx) unseen(shelf Shelf, names []string) ([]Saved, error) {
	if len(names) == 0 {
		return nil, nil
	}
	list, err := shelf.List()
	if err != nil {
		return nil, nil // what is to be done will say so, if it needs the list
	}
	for _, name := range names {
		called := func(s Saved) bool { return s.Name == name }
		at, seen := slices.IndexFunc(list, called), slices.IndexFunc(c.Saved, called)
		if at >= 0 && (seen < 0 || !list[at].Equal(c.Saved[seen].Scenario)) {
			return list, lang.Wrong(
				lang.F("« %s » a été enregistré ailleurs entre-temps, et n'est pas remplacé", "%q was saved elsewhere meanwhile, and is not replaced", name),
				lang.T("regardez-le, puis enregistrez de nouveau, ou sous un autre nom", "look at it, then save again, or under another name"))
		}
	}
	return nil, nil
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
func (c *Ctx) IsSaved(name string) bool {
	return slices.ContainsFunc(c.Saved, func(s Saved) bool { return s.Name == name })
}

// Take takes note of what the shelf did, and says it.
func (c *Ctx) Take(done ShelfDone) {
	if done.Done && done.Saved != nil {
		done.Saved()
	}
	c.shelved++
	if done.Undo != nil {
		c.CanUndo(done.Undo)
	}
	if done.Err != nil {
		c.Complain(done.Err)
		if done.List == nil {
			return
		}
	} else {
		c.Say(done.Said)
	}
	c.Saved = done.List
	c.ForgetSaved()
	reference, name := c.Work.Reference()
	if r := done.Renamed; r != nil {
		if c.Work.Scenario().Name == r.From {
			c.Work.Rename(r.To.Name, r.To.Note)
		}
		c.Marked[r.To.Name], c.Marked[r.From] = c.Marked[r.From], false
		if name == r.From {
			c.Work.SetReference(r.To.Name, reference)
		}
	}
	if done.Restored != nil {
		c.follow(*done.Restored)
	}
	c.renewReference()
	c.Changed()
}

// follow keeps the working changes in step with a version of their scenario that counts again: they become it, which can be
// undone; with edits of their own they stay, as edits of that version.
func (c *Ctx) follow(restored scenarios.Scenario) {
	if c.Work.Scenario().Name != restored.Name {
		return
	}
	if c.Work.Unsaved() || c.Work.Load(restored) != nil { // one that no longer fits the year is not loaded
		c.Work.Saved(restored)
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

// UnsavedText says what becomes of unsaved changes, which depends on where scenarios are kept.
func UnsavedText(c *Ctx) lang.Text {
	if place := c.Shelf.Place(); !place.Drafts {
		return lang.F("Des hypothèses ne sont pas enregistrées, et seront perdues (%s).", "Some changes are not saved and will be lost (%s).", place.Name)
	}
	return lang.T("Des hypothèses ne sont pas enregistrées. Elles sont gardées comme brouillon et proposées au prochain démarrage.",
		"Some changes are not saved. They are kept as a draft and offered at the next start.")
}
