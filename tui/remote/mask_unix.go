//go:build unix

package remote

import "syscall"

// tightMask lets files that are made from now on belong to this account alone, until restore.
func tightMask() (restore func()) {
	before := syscall.Umask(0o177)
	return func() { syscall.Umask(before) }
}
