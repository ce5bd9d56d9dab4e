package ui

import (
	"errors"

	tea "charm.land/bubbletea/v2"

	"quotepart/engine/lang"
	"quotepart/scenarios"
)

// attempt is something to be done to a scenario on the shelf: it is saved, renamed, deleted or restored.
type attempt struct {
	kind   kind
	name   string              // of the scenario that it is done to
	mine   *scenarios.Scenario // what stands there after it; nil where it is deleted
	known  scenarios.Scenario  // what was to be deleted, as it was read
	based  func() uint64       // the revision that it is made from, asked when its turn has come
	before uint64              // the revision that it was refused with, where it is done over theirs
	do     func(shelf Shelf, based uint64) (revision uint64, err error)
	said   lang.Text

	saving *scenarios.Saving  // of the working changes, or nil
	undo   func(*Ctx) tea.Cmd // what u does next, to take it back; or nil
	again  func(*Ctx) tea.Cmd // what u does next where it fails; or nil
}

// kind is what an attempt does.
type kind uint8

const (
	saves kind = iota
	renames
	deletes
	restores
)

func basedOn(revision uint64) func() uint64 { return func() uint64 { return revision } }

// Save keeps the working changes as a scenario. It is based on what they were made from or, under another name than that of their
// scenario, on the revision otherwise.
func Save(c *Ctx, s scenarios.Scenario, otherwise uint64) tea.Cmd {
	saving := c.Work.Saving(s)
	a := saveAttempt(s, 0)
	a.saving, a.based = &saving, func() uint64 { return saving.Based(otherwise) }
	return onShelf(c, a)
}

// SaveOther keeps a scenario that is not the working one, such as a copy, under a name that is free.
func SaveOther(c *Ctx, s scenarios.Scenario) tea.Cmd { return onShelf(c, saveAttempt(s, 0)) }

func saveAttempt(s scenarios.Scenario, based uint64) attempt {
	return attempt{kind: saves, name: s.Name, mine: &s, based: basedOn(based), said: savedText(s),
		do: func(shelf Shelf, based uint64) (uint64, error) { return shelf.Save(s, based) }}
}

// savedText says what was saved, and which part of it is not applied.
func savedText(s scenarios.Scenario) lang.Text {
	said := lang.F("scénario « %s » enregistré", "scenario %q saved", s.Name)
	if off := len(s.Changes) - len(scenarios.Active(s.Changes)); off > 0 {
		said = lang.F("%[1]s, dont %[2]d hypothèse(s) gardée(s) éteinte(s)", "%[1]s, %[2]d of its changes kept switched off", said, off)
	}
	return said
}

// Rename keeps a saved scenario under another name, or the same one with another note, and takes the old one away, in this order:
// nothing is lost in between.
func Rename(c *Ctx, old Saved, s scenarios.Scenario) tea.Cmd {
	return onShelf(c, renameAttempt(old.Name, s, old.Revision))
}

func renameAttempt(from string, s scenarios.Scenario, based uint64) attempt {
	said := savedText(s)
	if from != s.Name {
		said = lang.F("« %[1]s » s'appelle maintenant « %[2]s »", "%[1]q is now called %[2]q", from, s.Name)
	}
	return attempt{kind: renames, name: from, mine: &s, based: basedOn(based), said: said,
		do: func(shelf Shelf, based uint64) (uint64, error) { return shelf.Rename(from, s, based) }}
}

// Delete takes a saved scenario away. No question is asked: undo brings it back.
func Delete(c *Ctx, one Saved) tea.Cmd {
	name := one.Name
	return onShelf(c, attempt{kind: deletes, name: name, known: one.Scenario, based: basedOn(one.Revision), said: lang.F("supprimé, {undo} le rétablit : « %s »", "deleted, {undo} brings it back: %q", name),
		undo: func(c *Ctx) tea.Cmd { return undelete(c, name) },
		do:   func(shelf Shelf, based uint64) (uint64, error) { return 0, shelf.Delete(name, based) }})
}

// undelete takes the deletion of a scenario back. Where that fails, undo tries it again.
func undelete(c *Ctx, name string) tea.Cmd {
	mine := &scenarios.Scenario{Name: name} // known once it was read
	return onShelf(c, attempt{kind: restores, name: name, mine: mine, based: basedOn(0), said: broughtBack(name),
		again: func(c *Ctx) tea.Cmd { return undelete(c, name) },
		do: func(shelf Shelf, based uint64) (uint64, error) {
			versions, err := shelf.History(name)
			if err != nil {
				return 0, err
			}
			if !versions[0].Deleted {
				return 0, lang.Wrong(lang.F("« %s » est déjà là de nouveau", "%q is there again already", name), lang.T("ses versions sont dans son historique : H", "its versions are in its history: H"))
			}
			*mine = versions[0].Scenario
			return shelf.Restore(name, versions[0], based)
		}})
}

func broughtBack(name string) lang.Text {
	return lang.F("scénario « %s » rétabli", "scenario %q brought back", name)
}

// Restore keeps a version again under a name, as a new save.
func Restore(c *Ctx, name string, v scenarios.Version) tea.Cmd {
	return onShelf(c, restoreAttempt(name, v, c.RevisionOf(name)))
}

func restoreAttempt(name string, v scenarios.Version, based uint64) attempt {
	mine := v.Scenario
	mine.Name = name
	said := broughtBack(name)
	if !v.Deleted {
		said = lang.F("version %[2]d rétablie : « %[1]s »", "version %[2]d restored: %[1]q", name, v.Revision)
	}
	return attempt{kind: restores, name: name, mine: &mine, based: basedOn(based), said: said,
		do: func(shelf Shelf, based uint64) (uint64, error) { return shelf.Restore(name, v, based) }}
}

// onShelf makes the command that does something on the shelf and reads its list again.
func onShelf(c *Ctx, a attempt) tea.Cmd {
	if why := c.Who.Role.Refuses(scenarios.MaySave); !why.IsZero() {
		c.Say(why)
		return nil
	}
	shelf, work := c.Shelf, c.Work
	return c.OnShelf(func() tea.Msg {
		// What an attempt is based on is changed only by what the shelf has done, which is nothing while this runs.
		done := ShelfDone{attempt: a, from: a.based()}
		done.Revision, done.Err = a.do(shelf, done.from)
		var stale *scenarios.Stale
		switch {
		case errors.As(done.Err, &stale):
			done.Conflict = newConflict(work.Stored(), a, stale)
			done.List, _ = shelf.List() // what cannot be read is not shown
		case done.Err == nil:
			done.Done = true
			done.List, done.Err = shelf.List()
		}
		return done
	})
}
