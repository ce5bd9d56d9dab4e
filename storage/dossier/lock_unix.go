//go:build linux || darwin || freebsd

package dossier

import (
	"os"
	"syscall"
)

// alone does something to the scenarios of a folder while no other process that asks does: so nothing comes between looking what
// stands there and writing. Where the disk knows no locks, as some of a network do not, it is done without.
func alone(dir string, do func() error) error {
	if f, err := os.Open(dir); err == nil {
		defer f.Close() // and the lock with it
		_ = syscall.Flock(int(f.Fd()), syscall.LOCK_EX)
	}
	return do()
}
