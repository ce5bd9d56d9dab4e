package storage

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// walSlack is how much more of its log than it needs is reserved for Badger at a time.
const walSlack = 1 << 20

// reserve makes sure that the disk has room for what the index is about to write, in bytes. Badger writes its log through a memory
// map of a file with holes: where the disk has no block left for one, the system kills the process.
func (x *index) reserve(more int64) error {
	if x.dir == "" || x.written+2*more < x.reserved {
		x.written += 2 * more
		return nil
	}
	upto := x.written + 2*more + walSlack
	logs, err := filepath.Glob(filepath.Join(x.dir, "*.mem"))
	if err != nil {
		return err
	}
	for _, path := range logs {
		if err := allocate(path, min(upto, 2*memTable)); err != nil {
			return err
		}
	}
	x.written, x.reserved = x.written+2*more, upto
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
