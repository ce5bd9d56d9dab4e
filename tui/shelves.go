package tui

import (
	"path/filepath"
	"time"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/storage/dossier"
	"quotepart/storage/journal"
	"quotepart/tui/ui"
)

// StoreShelf keeps the scenarios of one year in the store, under the name of who works there. It is one session's.
type StoreShelf struct {
	Store Store
	Year  string
	Who   scenarios.Person
	// Draft is under whose name the draft is kept: a person who is in twice has two.
	Draft string

	seen uint64 // the revision up to which the news are known
	own  []deed // what this session did since
}

// NewStoreShelf makes the shelf of a year. Since is the revision of the store before the year was read: what others do after it is news.
func NewStoreShelf(store Store, year string, who scenarios.Person, since uint64) *StoreShelf {
	return &StoreShelf{Store: store, Year: year, Who: who, Draft: who.Name, seen: since}
}

// List gives the saved scenarios, sorted by name.
func (s *StoreShelf) List() ([]ui.Saved, error) {
	saved, err := s.Store.Scenarios(s.Year)
	list := make([]ui.Saved, len(saved))
	for i, one := range saved {
		list[i] = ui.Saved{Scenario: one.Scenario, Author: one.Author, At: one.Saved, Revision: one.Revision}
	}
	return list, err
}

// Save keeps a scenario; it is on disk when the error is nil.
func (s *StoreShelf) Save(sc scenarios.Scenario, based uint64) (uint64, error) {
	revision, err := s.Store.SaveScenario(s.Year, sc, based, s.Who)
	return revision, s.did(err, journal.Saved, s.key(sc.Name))
}

// Rename keeps a scenario under another name; its history goes on there.
func (s *StoreShelf) Rename(from string, sc scenarios.Scenario, based uint64) (uint64, error) {
	revision, err := s.Store.RenameScenario(s.Year, from, sc, based, s.Who)
	did := journal.Renamed
	if from == sc.Name {
		did = journal.Saved
	}
	return revision, s.did(err, did, s.key(sc.Name))
}

// History gives the versions of a scenario, the newest first.
func (s *StoreShelf) History(name string) ([]scenarios.Version, error) {
	return s.Store.History(s.Year, name)
}

// Deleted gives the scenarios that were deleted.
func (s *StoreShelf) Deleted() ([]scenarios.Version, error) { return s.Store.Deleted(s.Year) }

// Restore saves a version again.
func (s *StoreShelf) Restore(name string, v scenarios.Version, based uint64) (uint64, error) {
	v.Name = name
	revision, err := s.Store.RestoreScenario(s.Year, v.Scenario, based, s.Who)
	return revision, s.did(err, journal.Restored, s.key(name))
}

// Delete takes a scenario away; its history keeps it.
func (s *StoreShelf) Delete(name string, based uint64) error {
	return s.did(s.Store.DeleteScenario(s.Year, name, based, s.Who), journal.Deleted, s.key(name))
}

// SaveDraft keeps the working changes; none means no draft.
func (s *StoreShelf) SaveDraft(d scenarios.Draft) error {
	return s.Store.SaveDraft(s.Year, d, s.Draft)
}

// Marks gives what was marked as checked.
func (s *StoreShelf) Marks() ([]scenarios.Mark, error) { return s.Store.Marks(s.Year) }

// Mark marks a finding as checked; it is on disk when Mark returns nil.
func (s *StoreShelf) Mark(finding, note string) error {
	return s.did(s.Store.Mark(s.Year, finding, note, s.Who), journal.Marked, s.markKey(finding))
}

// Unmark takes a mark back.
func (s *StoreShelf) Unmark(finding string) error {
	return s.did(s.Store.Unmark(s.Year, finding, s.Who), journal.Unmarked, s.markKey(finding))
}

// Place says that the store keeps everything; it needs no name.
func (*StoreShelf) Place() ui.Place { return ui.Place{Drafts: true, Past: true} }

// FolderShelf keeps the scenarios in the folder of a dossier. Author is who marks what was checked; scenarios have none there.
type FolderShelf struct {
	Dir, Author string
}

// List gives the saved scenarios, sorted by name. A folder knows no author.
func (f FolderShelf) List() ([]ui.Saved, error) {
	kept, err := dossier.Scenarios(f.Dir)
	list := make([]ui.Saved, len(kept))
	for i, one := range kept {
		list[i] = ui.Saved{Scenario: one.Scenario, At: one.Written, Revision: one.Revision}
	}
	return list, err
}

// Save writes the scenario's file.
func (f FolderShelf) Save(s scenarios.Scenario, based uint64) (uint64, error) {
	return dossier.SaveScenario(f.Dir, s, based)
}

// Rename writes the scenario and takes its old file away.
func (f FolderShelf) Rename(from string, s scenarios.Scenario, based uint64) (uint64, error) {
	return dossier.RenameScenario(f.Dir, from, s, based)
}

// History gives the scenario as it is and its deletions: what it was before is for git.
func (f FolderShelf) History(name string) ([]scenarios.Version, error) {
	return dossier.Versions(f.Dir, name)
}

// Deleted gives the scenarios whose files were moved aside.
func (f FolderShelf) Deleted() ([]scenarios.Version, error) { return dossier.Deleted(f.Dir) }

// Restore moves the file of a deleted scenario back. A version that is not a deletion is the scenario as it is: it stays.
func (f FolderShelf) Restore(name string, v scenarios.Version, based uint64) (uint64, error) {
	if !v.Deleted {
		return based, nil
	}
	return dossier.RestoreScenario(f.Dir, name, v.Revision, based)
}

// Delete moves the scenario's file aside.
func (f FolderShelf) Delete(name string, based uint64) error {
	return dossier.DeleteScenario(f.Dir, name, based)
}

// SaveDraft keeps the working changes in the folder.
func (f FolderShelf) SaveDraft(d scenarios.Draft) error { return dossier.SaveDraft(f.Dir, d) }

// Marks gives what was marked as checked.
func (f FolderShelf) Marks() ([]scenarios.Mark, error) { return dossier.Marks(f.Dir) }

// Mark writes a mark into the folder, beside the draft.
func (f FolderShelf) Mark(finding, note string) error {
	return dossier.Mark(f.Dir, scenarios.Mark{Finding: finding, Note: note, By: f.Author, At: time.Now().UTC().Truncate(time.Second)})
}

// Unmark takes a mark out of the folder.
func (f FolderShelf) Unmark(finding string) error { return dossier.Unmark(f.Dir, finding) }

// Place names the folder.
func (f FolderShelf) Place() ui.Place {
	name := filepath.Base(f.Dir)
	return ui.Place{Name: lang.F("dossier %s", "folder %s", name), Drafts: true}
}
