package journal

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// Disk is the file system under a store: all that is written of it outside Badger goes through one. Tests put one in its place
// that fails.
type Disk interface {
	// OpenFile, Rename, Remove and Mkdir are those of package os. Mkdir of a folder that is there already is no error.
	OpenFile(path string, flag int, perm fs.FileMode) (File, error)
	Rename(from, to string) error
	Remove(path string) error
	Mkdir(path string) error
	// SyncDir puts the names in a folder on the disk.
	SyncDir(path string) error
}

// File is an open file of a Disk.
type File interface {
	ReadAt(p []byte, off int64) (int, error)
	WriteAt(p []byte, off int64) (int, error)
	Truncate(size int64) error
	Sync() error
	Stat() (fs.FileInfo, error)
	Close() error
}

// OS is the machine's own file system. Files are for their user alone.
type OS struct{}

// OpenFile is that of package os.
func (OS) OpenFile(path string, flag int, perm fs.FileMode) (File, error) {
	f, err := os.OpenFile(path, flag, perm)
	if err != nil {
		return nil, err // and not a File that holds a nil
	}
	return f, nil
}

// Rename is that of package os.
func (OS) Rename(from, to string) error { return os.Rename(from, to) }

// Remove is that of package os.
func (OS) Remove(path string) error { return os.Remove(path) }

// Mkdir makes one folder, where it is not there already.
func (OS) Mkdir(path string) error {
	err := os.Mkdir(path, 0o700)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	return err
}

// SyncDir syncs a folder.
func (OS) SyncDir(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// Put writes a file whole or not at all: it is on the disk under its name when Put returns nil, and not there, or as it was
// before, on an error. (After a failed sync of the folder it may be either.)
func Put(disk Disk, path string, data []byte) error {
	part := path + ".new"
	f, err := disk.OpenFile(part, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = f.WriteAt(data, 0)
	if err == nil {
		err = f.Sync()
	}
	err = errors.Join(err, f.Close())
	if err == nil {
		err = disk.Rename(part, path)
	}
	if err != nil {
		_ = disk.Remove(part) // what is left of it is written over next time
		return err
	}
	return disk.SyncDir(filepath.Dir(path))
}
