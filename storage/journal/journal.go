package journal

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// Journal is an open journal that lines can be put behind. It is not for several goroutines at once.
type Journal struct {
	file   File
	size   int64 // bytes of whole lines
	last   Line
	broken error // why no more is written
}

// Create makes a journal with its first line, in a folder that is there. An earlier file under that name is written over.
func Create(disk Disk, path string, first Line) (*Journal, error) {
	f, err := disk.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return nil, err
	}
	j := &Journal{file: f}
	_, err = j.Append(first)
	if err == nil {
		err = disk.SyncDir(filepath.Dir(path))
	}
	if err != nil {
		_ = f.Close() // the first error is the one to mend
		return nil, err
	}
	return j, nil
}

// Open opens a journal to write behind the size bytes of whole lines that Read found, of which last was the last. What stands
// behind them is cut off.
func Open(disk Disk, path string, last Line, size int64) (*Journal, error) {
	f, err := disk.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return nil, err
	}
	j := &Journal{file: f, size: size, last: last}
	if err := j.trim(); err != nil {
		_ = f.Close() // the first error is the one to mend
		return nil, err
	}
	return j, nil
}

// trim takes away what stands behind the whole lines, or puts the line feed of the last there.
func (j *Journal) trim() error {
	info, err := j.file.Stat()
	switch {
	case err != nil:
		return err
	case info.Size() == j.size-1:
		_, err := j.file.WriteAt([]byte{'\n'}, j.size-1)
		return errors.Join(err, j.file.Sync())
	case info.Size() < j.size:
		return fmt.Errorf("it became shorter while it was read: %w", io.ErrUnexpectedEOF)
	case info.Size() == j.size:
		return j.file.Sync() // whoever wrote the last line may have been killed before it was synced
	}
	return errors.Join(j.file.Truncate(j.size), j.file.Sync())
}

// Last is the last line.
func (j *Journal) Last() Line { return j.last }

// Size is how many bytes the lines take.
func (j *Journal) Size() int64 { return j.size }

// Uncertain is the error of a line of which the disk does not tell whether it is written. The journal takes no more lines; what
// is there is known when it is opened again.
type Uncertain struct{ Err error }

func (u *Uncertain) Error() string { return "not known whether it was written: " + u.Err.Error() }
func (u *Uncertain) Unwrap() error { return u.Err }

// Append puts a line behind the last, which gives it its number, its link and its seal, and syncs it. On an error it is not
// there, unless the error is an Uncertain.
func (j *Journal) Append(l Line) (Line, error) {
	if j.broken != nil {
		return Line{}, j.broken
	}
	l.Seq, l.Prev = j.last.Seq+1, j.last.Sum
	data, sum, err := Seal(l)
	if err != nil {
		return Line{}, err
	}
	if len(data) >= maxLine {
		return Line{}, errLong
	}
	l.Sum = sum
	n, err := j.file.WriteAt(append(data, '\n'), j.size)
	if err != nil {
		return Line{}, j.takeBack(err)
	}
	if err := j.file.Sync(); err != nil {
		// After a failed sync the system may have dropped what was not written, and would tell a second sync that all is well.
		j.broken = &Uncertain{err}
		return Line{}, j.broken
	}
	j.size += int64(n)
	j.last = l
	return l, nil
}

// takeBack removes the part of a line that could be written.
func (j *Journal) takeBack(why error) error {
	if err := errors.Join(j.file.Truncate(j.size), j.file.Sync()); err != nil {
		j.broken = &Uncertain{errors.Join(why, err)}
		return j.broken
	}
	return why
}

// Prefix reads the whole lines as they are now; those that are put behind them later are not in it.
func (j *Journal) Prefix() io.Reader { return io.NewSectionReader(j.file, 0, j.size) }

// Close closes the file.
func (j *Journal) Close() error { return j.file.Close() }
