package storage

import (
	"encoding/json"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/dgraph-io/badger/v4"
)

// Wherever the disk fails for good while a store is migrated, the next Open migrates it whole.
func TestMigrationInterrupted(t *testing.T) {
	clean := &faultyDisk{left: 1 << 30}
	s, err := opening{disk: clean}.open(unpack(t, "schema-1.tar.gz"))
	must(t, err)
	shut(t, s)
	step := max(*faultStep/2, 1)
	points := 0
	for _, how := range []faultKind{{syscall.ENOSPC, true}, {syscall.EIO, false}} {
		for at := 0; at < len(clean.seen); at += step {
			dir := unpack(t, "schema-1.tar.gz")
			if s, err := (opening{disk: &faultyDisk{left: at, how: how, stays: true}}).open(dir); err == nil {
				_ = s.Close() // its disk is broken
			} else {
				wantSaid(t, err)
			}
			s, err := Open(dir)
			if err != nil {
				t.Fatalf("after the fault at %d (%s): %v", at, clean.seen[at], err)
			}
			wantSchema1(t, s)
			shut(t, s)
			if t.Failed() {
				t.Fatalf("the fault was at %d (%s)", at, clean.seen[at])
			}
			points++
			_ = os.RemoveAll(dir)
		}
	}
	t.Logf("%d faults at %d operations", points, len(clean.seen))
}

// A year whose id goes on from that of another does not give it its draft.
func TestMigrationKeepsDraftsApart(t *testing.T) {
	dir := unpack(t, "schema-1.tar.gz")
	old, err := openIndex(smallData(filepath.Join(dir, indexName)))
	must(t, err)
	must(t, old.db.Update(func(txn *badger.Txn) error {
		draft, err := json.Marshal(map[string]any{"schema": 1, "data": map[string]any{"author": "anne", "changes": []any{}}})
		if err != nil {
			return err
		}
		return txn.Set([]byte("draft/"+demoID+"-bis"), draft)
	}))
	must(t, old.close())
	s := open(t, dir)
	if draft, err := s.Draft(demoID, "anne"); err != nil || len(draft.Changes) != 1 {
		t.Errorf("the draft of another year: %+v, %v", draft, err)
	}
}

// A store that was migrated and has gone on is not made again from the old one where an old FORMAT was put back.
func TestMigratedTwice(t *testing.T) {
	dir := unpack(t, "schema-1.tar.gz")
	old, err := os.ReadFile(filepath.Join(dir, formatName))
	must(t, err)
	s := open(t, dir)
	save(t, s, "après", "", "anne")
	shut(t, s)
	journal, err := os.ReadFile(s.journalPath())
	must(t, err)
	write(t, filepath.Join(dir, formatName), string(old))
	s = open(t, dir)
	wantSchema1(t, s)
	if now, err := os.ReadFile(filepath.Join(dir, homePrefix+"1", journalName)); err != nil || string(now) != string(journal) {
		t.Error("what was saved since is gone:", err)
	}
}
