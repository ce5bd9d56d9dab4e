//go:build unix

package remote

import (
	"os"
	"os/signal"
	"syscall"
)

// onResize calls do whenever the window changes its size, until stop.
func onResize(do func()) (stop func()) {
	changes := make(chan os.Signal, 1)
	signal.Notify(changes, syscall.SIGWINCH)
	go func() {
		for range changes {
			do()
		}
	}()
	return func() { signal.Stop(changes); close(changes) }
}
