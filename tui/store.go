package tui

import (
	"context"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/storage"
)

// Store is what the interface needs of where years and scenarios are kept. Errors are Faults; a save, a renaming or a deletion that is
// based on another revision than what stands there now is a *scenarios.Stale.
type Store interface {
	Scenarios(year string) ([]storage.Saved, error)
	SaveScenario(year string, s scenarios.Scenario, based uint64, by scenarios.Person) (revision uint64, err error)
	RenameScenario(year, from string, s scenarios.Scenario, based uint64, by scenarios.Person) (revision uint64, err error)
	DeleteScenario(year, name string, based uint64, by scenarios.Person) error
	RestoreScenario(year string, s scenarios.Scenario, based uint64, by scenarios.Person) (revision uint64, err error)
	History(year, name string) ([]scenarios.Version, error)
	Deleted(year string) ([]scenarios.Version, error)
	SaveDraft(year string, draft scenarios.Draft, author string) error
	Marks(year string) ([]scenarios.Mark, error)
	Mark(year, finding, note string, by scenarios.Person) error
	Unmark(year, finding string, by scenarios.Person) error

	// Watch tells of every revision, of which only the last waits to be read; stop ends it and closes the channel.
	Watch() (revisions <-chan uint64, stop func())
	// Events lists what was accepted after a revision, by anyone, the oldest first.
	Events(after uint64) ([]storage.Event, error)
}

// Importer is what the start screen needs of it.
type Importer interface {
	Years() ([]storage.YearInfo, error)
	ImportContext(ctx context.Context, d *scenarios.Dossier, by scenarios.Person, replace bool) (changed bool, err error)
	KeepDocuments(d *scenarios.Dossier) ([]lang.Text, error)
	Differences(d *scenarios.Dossier) ([]storage.Difference, error)
}
