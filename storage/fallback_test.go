package storage

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/dgraph-io/badger/v4"

	"quotepart/scenarios"
)

// refuseIndex lets the index refuse the next line, as it does on a disk that refuses it.
func refuseIndex(s *Store) { s.index.at.Seq += 1000 }

// An index that fails while the store is open is made again in memory, and nothing is lost, then or later.
func TestIndexFailsInASession(t *testing.T) {
	s := imported(t, demoDossier(t))
	save(t, s, "avant", "", "anne")
	refuseIndex(s)
	save(t, s, "pendant", "", "anne")
	wantNotice(t, s, "(")
	save(t, s, "après", "", "anne")
	if _, err := os.Stat(filepath.Join(s.home, indexName)); err == nil {
		t.Error("the index that does not know what is acknowledged is still there")
	}
	want, err := contents(s)
	must(t, err)
	shut(t, s)
	s = open(t, s.Dir())
	if got, err := contents(s); err != nil || got != want {
		t.Error("the store is not what it was", err)
	}
}

// A line that was acknowledged without the index on the disk is never taken for one that was not.
func TestNoCutAfterTheIndexFailed(t *testing.T) {
	s := imported(t, demoDossier(t))
	refuseIndex(s)
	save(t, s, "pendant", "", "anne")
	shut(t, s)
	edit(t, s.journalPath(), func(data []byte) []byte { data[len(data)-3] ^= 1; return data })
	_, err := Open(s.Dir())
	wantFault(t, err, ErrDamaged)
}

// Where the index can not even be made again, the line is not acknowledged, and nothing is written on a stale index: the next command
// makes it again first.
func TestIndexThatCannotBeMadeAgain(t *testing.T) {
	s := imported(t, demoDossier(t))
	away := s.journalPath() + ".away"
	must(t, os.Rename(s.journalPath(), away))
	refuseIndex(s)
	at := s.index.at.Seq - 1000
	err := keep(s, demoID, scenario(t, "a", "year/basis=paid"), "anne")
	wantFault(t, err, ErrUnsure)
	s.index.at.Seq = at
	_, err = s.SaveScenario(demoID, scenario(t, "a", "year/basis=voted"), 0, lead("paul"))
	wantFault(t, err, ErrUnsure)
	must(t, os.Rename(away, s.journalPath()))
	_, err = s.SaveScenario(demoID, scenario(t, "a", "year/basis=voted"), 0, lead("paul"))
	if !errors.Is(err, scenarios.ErrStale) {
		t.Errorf("over what the index did not have: %v", err)
	}
	save(t, s, "b", "", "anne")
	if got, err := s.Scenario(demoID, "a"); err != nil || got.Author != "anne" {
		t.Errorf("%+v, %v", got, err)
	}
}

// An index that was left behind and cannot be written any more is made again in memory by Open.
func TestIndexThatCannotBeCaughtUp(t *testing.T) {
	s := imported(t, demoDossier(t))
	index := filepath.Join(s.home, indexName)
	must(t, s.index.close())
	must(t, os.CopyFS(index+".old", os.DirFS(index)))
	x, err := openIndex(smallData(index))
	must(t, err)
	must(t, x.check())
	s.index = x
	save(t, s, "après", "", "anne")
	want, err := contents(s)
	must(t, err)
	shut(t, s)
	must(t, os.RemoveAll(index))
	must(t, os.Rename(index+".old", index))
	s, err = opening{options: func(dir string) badger.Options { return smallData(dir).WithReadOnly(true) }}.open(s.Dir())
	must(t, err)
	defer shut(t, s)
	wantNotice(t, s, "(")
	if got, err := contents(s); err != nil || got != want {
		t.Error("the store is not what it was", err)
	}
}

// A disk that refuses Badger's tables does not keep the store from being closed.
func TestCloseOnADiskThatRefuses(t *testing.T) {
	s := imported(t, demoDossier(t))
	index := filepath.Join(s.home, indexName)
	must(t, os.Rename(index, index+".away"))
	must(t, s.Close())
	must(t, os.Rename(index+".away", index))
	eventually(t, "Badger ends", func() bool {
		_, err := os.Stat(filepath.Join(index, "LOCK"))
		return errors.Is(err, fs.ErrNotExist)
	})
	s = open(t, s.Dir())
	if _, err := s.Year(demoID); err != nil {
		t.Error(err)
	}
}

// Who watches a store that is closed is told that at once.
func TestWatchAfterClose(t *testing.T) {
	s := imported(t, demoDossier(t))
	shut(t, s)
	revisions, stop := s.Watch()
	defer stop()
	if _, more := <-revisions; more {
		t.Error("it gives a revision")
	}
}
