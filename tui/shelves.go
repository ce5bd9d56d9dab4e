package tui

import (
	"path/filepath"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/storage"
	"quotepart/storage/dossier"
	"quotepart/tui/ui"
)

// StoreShelf keeps the scenarios of one year in the store, under the author's name.
type StoreShelf struct {
	Store        *storage.Store
	Year, Author string
}

// List gives the saved scenarios, sorted by name.
func (s StoreShelf) List() ([]ui.Saved, error) {
	saved, err := s.Store.Scenarios(s.Year)
	list := make([]ui.Saved, len(saved))
	for i, one := range saved {
		list[i] = ui.Saved{Scenario: one.Scenario, Author: one.Author, At: one.Saved}
	}
	return list, err
}

// Save keeps a scenario; it is on disk when Save returns nil.
func (s StoreShelf) Save(sc scenarios.Scenario) error {
	return s.Store.SaveScenario(s.Year, sc, s.Author)
}

// Delete takes a scenario away.
func (s StoreShelf) Delete(name string) error { return s.Store.DeleteScenario(s.Year, name) }

// SaveDraft keeps the working changes; none means no draft.
func (s StoreShelf) SaveDraft(changes []scenarios.Change) error {
	return s.Store.SaveDraft(s.Year, changes, s.Author)
}

// Place says that the store keeps everything; it needs no name.
func (StoreShelf) Place() ui.Place { return ui.Place{Drafts: true} }

// FolderShelf keeps the scenarios in the folder of a dossier.
type FolderShelf struct {
	Dir string
}

// List gives the saved scenarios, sorted by name. A folder knows no author.
func (f FolderShelf) List() ([]ui.Saved, error) {
	kept, err := dossier.Scenarios(f.Dir)
	list := make([]ui.Saved, len(kept))
	for i, one := range kept {
		list[i] = ui.Saved{Scenario: one.Scenario, At: one.Written}
	}
	return list, err
}

// Save writes the scenario's file.
func (f FolderShelf) Save(s scenarios.Scenario) error { return dossier.SaveScenario(f.Dir, s) }

// Delete takes the scenario's file away.
func (f FolderShelf) Delete(name string) error { return dossier.DeleteScenario(f.Dir, name) }

// SaveDraft keeps the working changes in the folder.
func (f FolderShelf) SaveDraft(changes []scenarios.Change) error {
	return dossier.SaveDraft(f.Dir, changes)
}

// Place names the folder.
func (f FolderShelf) Place() ui.Place {
	name := filepath.Base(f.Dir)
	return ui.Place{Name: lang.F("dossier %s", "folder %s", name), Drafts: true}
}
