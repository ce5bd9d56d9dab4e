//go:build unix

package remote

import (
	"syscall"
	"testing"
	"time"
)

// workedIn tells how long the processors work for this process in a time.
func workedIn(t testing.TB, span time.Duration) time.Duration {
	t.Helper()
	work := func() time.Duration {
		var u syscall.Rusage
		if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
			t.Fatal(err)
		}
		return time.Duration(u.Utime.Nano() + u.Stime.Nano())
	}
	before := work()
	<-time.After(span)
	return work() - before
}
