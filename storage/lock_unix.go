//go:build linux || darwin || freebsd

package storage

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"

	"quotepart/engine/lang"
)

// folderLock is held by the one process that has a store open. The system releases it when the process ends, however it ends.
type folderLock struct {
	file *os.File
}

// lockFolder takes the lock without waiting. Where another process holds it, the error is an ErrInUse that names the process.
func lockFolder(dir string) (*folderLock, error) {
	f, err := os.OpenFile(filepath.Join(dir, lockName), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, unusable(dir, err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		defer f.Close()
		if errors.Is(err, syscall.EWOULDBLOCK) {
			return nil, inUse(dir, f)
		}
		return nil, unusable(dir, err)
	}
	err = f.Truncate(0)
	if err == nil {
		_, err = f.WriteString(strconv.Itoa(os.Getpid()) + "\n")
	}
	if err != nil {
		_ = f.Close() // the first error is the one to mend
		return nil, unusable(dir, err)
	}
	return &folderLock{f}, nil
}

func (l *folderLock) release() error {
	return errors.Join(l.file.Truncate(0), l.file.Close())
}

// inUse names the process that holds the lock, where it has already written its id.
func inUse(dir string, lock io.Reader) error {
	holder := lang.Text{}
	text, _ := io.ReadAll(io.LimitReader(lock, 20)) // an unreadable id is an unknown one
	if pid, err := strconv.Atoi(strings.TrimSpace(string(text))); err == nil {
		holder = lang.F(" (processus %d)", " (process %d)", pid)
	}
	return wrong(ErrInUse, lang.T("un autre quotepart"+holder.FR+" utilise le dossier de données « "+dir+" »", "another quotepart"+holder.EN+" is using the data folder "+strconv.Quote(dir)),
		lang.T("fermez-le, ou choisissez un autre dossier avec --data DIR", "close it, or choose another folder with --data DIR"))
}

// freeSpace is the free space in bytes that this user may fill on the disk of a folder.
func freeSpace(dir string) (int64, bool) {
	var st syscall.Statfs_t
	if err := syscall.Statfs(dir, &st); err != nil {
		return 0, false
	}
	return int64(st.Bavail) * int64(st.Bsize), true
}
