package storage

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"syscall"
)

// walSlack is how much more of its log than it needs is reserved for Badger at a time.
const walSlack = 1 << 20

// reserve makes sure that the disk has room for what the index is about to write, in bytes. Badger writes its log through a memory
// map of a file with holes: where the disk has no block left for one, the system kills the process.
//
// Not reserved is what Badger makes itself when a log of 16 MiB is full, some thousand saves on: a table of it and the next log, which is
// reserved from the line on that follows. Neither can be, as Badger wants to make its files itself. They took up to 16.5 MiB and 0.1 to 0.5 s
// where that was measured, behind the moment at which freeMargin was there: whoever fills the rest of it in that time is not withstood.
func (x *index) reserve(more int64) error {
	if x.dir == "" {
		return nil
	}
	logs, err := filepath.Glob(filepath.Join(x.dir, "*.mem"))
	if err != nil || len(logs) == 0 {
		return err
	}
	if last := slices.Max(logs); last != x.wal.path { // in a new one stands the last line at most
		x.wal = writeAhead{path: last, written: x.wal.line}
	}
	x.wal.line = 2 * more
	x.wal.written += x.wal.line
	if x.wal.written < x.wal.reserved {
		return nil
	}
	upto := x.wal.written + walSlack
	if err := allocate(x.wal.path, min(upto, 2*memTable)); err != nil {
		return err
	}
	x.wal.reserved = upto
	return nil
}

// allocate gives the first bytes of a file their blocks.
func allocate(path string, size int64) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if errors.Is(err, fs.ErrNotExist) {
		return nil // Badger has taken it away meanwhile: nothing is written there any more
	}
	if err != nil {
		return err
	}
	defer f.Close()
	if info, err := f.Stat(); err != nil || info.Size() < size {
		return err // being taken away, or not of this size: nothing is written behind its end
	}
	return syscall.Fallocate(int(f.Fd()), 0, 0, size)
}
