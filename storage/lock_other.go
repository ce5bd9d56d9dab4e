//go:build !linux && !darwin && !freebsd

package storage

// folderLock is nothing here: Badger's own lock on its folder keeps a second process out.
type folderLock struct{}

func lockFolder(string) (*folderLock, error) { return &folderLock{}, nil }

func (*folderLock) release() error { return nil }

// freeSpace is not known here.
func freeSpace(string) (int64, bool) { return 0, false }
