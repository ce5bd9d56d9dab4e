package storage

import (
	"fmt"
	"sync"

	"github.com/dgraph-io/badger/v4"
	"github.com/dgraph-io/badger/v4/options"
)

const (
	maxValue = 512 << 10 // bytes of one value; larger files are cut into chunks, larger scenarios refused
	memTable = 16 << 20  // bytes; a transaction may take 15 % of it
	valueLog = 1 << 20   // bytes, the smallest that Badger allows: no value reaches its threshold, so it stays empty
)

// smallData fits Badger to a few MB that must not be lost. Its defaults do not sync, do not verify, and map 2 GB.
func smallData(dir string) badger.Options {
	return badger.DefaultOptions(dir).
		WithSyncWrites(true).
		WithVerifyValueChecksum(true).
		WithChecksumVerificationMode(options.OnTableRead).
		WithMemTableSize(memTable).
		WithValueLogFileSize(valueLog).
		WithValueThreshold(valueLog).
		WithCompression(options.None).
		WithBlockCacheSize(0).
		WithIndexCacheSize(0).
		WithNumCompactors(2).       // the smallest that Badger allows
		WithDetectConflicts(false). // one writer at a time, see Store.begin
		WithMetricsEnabled(false)
}

// quietLog keeps Badger off the terminal. It remembers the last error that Badger's own goroutines met, which reaches nobody
// otherwise: Close gives it.
type quietLog struct {
	mu   sync.Mutex
	last error
}

func (l *quietLog) Errorf(format string, args ...any) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.last = fmt.Errorf(format, args...)
}

func (l *quietLog) Warningf(string, ...any) {}
func (l *quietLog) Infof(string, ...any)    {}
func (l *quietLog) Debugf(string, ...any)   {}

func (l *quietLog) lastError() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.last
}
