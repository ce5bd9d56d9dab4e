//go:build linux || darwin || freebsd

package storage

import (
	"errors"
	"io"
	"os"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

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
	if err := ownFolder(dir); err != nil {
		_ = f.Close()
		return nil, err
	}
	err = f.Truncate(0)
	if err == nil {
		_, err = f.WriteString(holder())
	}
	if err != nil {
		_ = f.Close() // the first error is the one to mend
		return nil, unusable(dir, err)
	}
	return &folderLock{f}, nil
}

// ownFolder refuses a folder of another account, such as root may write: what is made in it could not be read by whom it belongs to.
func ownFolder(dir string) error {
	info, err := os.Stat(dir)
	if err != nil {
		return unusable(dir, err)
	}
	st, ok := info.Sys().(*syscall.Stat_t)
	if !ok || int(st.Uid) == os.Geteuid() {
		return nil
	}
	owner := "#" + strconv.FormatUint(uint64(st.Uid), 10)
	if u, err := user.LookupId(owner[1:]); err == nil {
		owner = u.Username
	}
	return wrong(ErrOwner, lang.F("« %[1]s » appartient au compte %[2]s", "%[1]q belongs to the account %[2]s", dir, owner), lang.F("lancez quotepart sous ce compte : sudo -u %s quotepart …", "run quotepart as that account: sudo -u %s quotepart …", owner))
}

func (l *folderLock) release() error {
	return errors.Join(l.file.Truncate(0), l.file.Close())
}

// holder is what the lock file says of who holds it: process, account and since when, a line each.
func holder() string {
	name := ""
	if u, err := user.Current(); err == nil {
		name = u.Username
	}
	return strconv.Itoa(os.Getpid()) + "\n" + name + "\n" + now().Format(time.RFC3339) + "\n"
}

// inUse tells who holds the lock, as far as they have already written it, and how to go on.
func inUse(dir string, lock io.Reader) error {
	text, _ := io.ReadAll(io.LimitReader(lock, 1<<10)) // what cannot be read is not known
	lines := append(strings.Split(string(text), "\n"), "", "")
	who := lang.Text{}
	if pid, err := strconv.Atoi(strings.TrimSpace(lines[0])); err == nil {
		who = lang.F("processus %d", "process %d", pid)
		if lines[1] != "" {
			who = lang.F("%[1]s de %[2]s", "%[1]s of %[2]s", who, lines[1])
		}
		if at, err := time.Parse(time.RFC3339, lines[2]); err == nil {
			who = lang.F("%[1]s, depuis le %[2]s", "%[1]s, since %[2]s", who, moment(at))
		}
		who = lang.F(" (%s)", " (%s)", who)
	}
	return wrong(ErrInUse, lang.F("un autre quotepart%[1]s utilise le dossier de données « %[2]s »", "another quotepart%[1]s is using the data folder %[2]q", who, dir),
		lang.T("fermez-le, ou choisissez un autre dossier avec --data DIR ; les commandes qui lisent seulement (run, compare, explain, export…) marchent à côté", "close it, or choose another folder with --data DIR; the commands that only read (run, compare, explain, export…) work beside it"))
}

// freeSpace is the free space in bytes that this user may fill on the disk of a folder.
func freeSpace(dir string) (int64, bool) {
	var st syscall.Statfs_t
	if err := syscall.Statfs(dir, &st); err != nil {
		return 0, false
	}
	return int64(st.Bavail) * int64(st.Bsize), true
}
