package main

import (
	"io"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"quotepart/tui/remote"
)

// Another account does not get in, even where the permissions of the folder and the socket would let it.
func TestJoinAsAnotherAccount(t *testing.T) {
	if os.Getuid() != 0 {
		t.Skip("only root can become another account")
	}
	dir := prepare(t, demoYear)
	h := startHost(t, dir, remote.Defaults())
	for path := remote.Socket(dir); path != "/dev/shm" && path != os.TempDir() && path != "/"; path = filepath.Dir(path) {
		if err := os.Chmod(path, 0o777); err != nil {
			t.Fatal(err)
		}
	}
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	become := func(uid uintptr) { // of this thread alone: that of the others stays
		if _, _, err := syscall.RawSyscall(syscall.SYS_SETRESUID, ^uintptr(0), uid, ^uintptr(0)); err != 0 {
			t.Fatal(err)
		}
	}
	become(65534)
	conn, err := net.Dial("unix", remote.Socket(dir))
	become(0)
	if err != nil {
		t.Skipf("the socket cannot be reached: %v", err)
	}
	defer conn.Close()
	if said, _ := io.ReadAll(conn); len(said) > 0 {
		t.Errorf("the server says %q", said)
	}
	if !strings.Contains(h.log.String(), "another account") {
		t.Errorf("not in the log: %s", h.log)
	}
}
