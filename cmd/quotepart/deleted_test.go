package main

import (
	"strings"
	"testing"

	"quotepart/engine/lang"
	"quotepart/storage"
	"quotepart/storage/journal"
)

// What brings a year back is a revision from which it can be restored, also where damaged data was salvaged.
func TestWhatBringsAYearBack(t *testing.T) {
	version := func(revision uint64, do journal.Verb, gone bool) storage.YearVersion {
		return storage.YearVersion{YearInfo: storage.YearInfo{ID: "y", Revision: revision}, Do: do, Deleted: gone}
	}
	for want, versions := range map[string][]storage.YearVersion{
		"was deleted on|year restore y 7": {version(7, journal.Deleted, true), version(6, journal.Restored, false), version(2, journal.Imported, false)},
		"is lost|year restore y 2":        {version(6, journal.Restored, true), version(2, journal.Imported, false)},
		"was deleted on|year restore y 3": {version(7, journal.Deleted, true), version(6, journal.Restored, true), version(3, journal.Imported, false)},
		"is lost|restore a backup":        {version(2, journal.Imported, true)},
	} {
		said := lang.Describe(deletedYear("y", versions), lang.EN)
		for _, part := range strings.Split(want, "|") {
			if !strings.Contains(said, part) {
				t.Errorf("%q lacks %q", said, part)
			}
		}
	}
}
