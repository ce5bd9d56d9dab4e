//go:build linux || darwin || freebsd

package journal

import (
	"os"
	"syscall"
)

// Alone does something to the files of a folder while no other process that asks does: so nothing comes between looking what
// stands there and writing. Where the disk knows no locks, as some of a network do not, it is done without.
func Alone(dir string, do func() error) error {
	if f, err := os.Open(dir); err == nil {
		defer f.Close() // and the lock with it
		_ = syscall.Flock(int(f.Fd()), syscall.LOCK_EX)
	}
	return do()
}
