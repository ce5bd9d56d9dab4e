package main

import (
	"bufio"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// child is quotepart as another process, serving a store.
type child struct {
	*exec.Cmd
	addr string
}

// asChild makes a command line of quotepart that this test binary runs as another process.
func asChild(dir string, args ...string) *exec.Cmd {
	cmd := exec.Command(os.Args[0], args...)
	cmd.Env = append(os.Environ(), asProgram+"=1", "QUOTEPART_DATA="+dir, "LC_ALL=fr_FR.UTF-8", "HOME="+dir)
	return cmd
}

// startChild starts a server of a folder's store, and waits until it listens.
func startChild(t testing.TB, dir string) *child {
	t.Helper()
	c := &child{Cmd: asChild(dir, "serve", "--listen", "127.0.0.1:0", "--per-minute", "100000", "--per-person", "1000")}
	told, err := c.StderrPipe()
	if err == nil {
		err = c.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(told)
	for c.addr == "" && lines.Scan() {
		if _, rest, ok := strings.Cut(lines.Text(), "quotepart écoute sur "); ok {
			c.addr, _, _ = strings.Cut(rest, " ")
		}
	}
	over := make(chan struct{})
	go func() { // what it says from then on
		defer close(over)
		for lines.Scan() {
		}
	}()
	t.Cleanup(func() {
		_ = c.Process.Kill()
		<-over
		_ = c.Wait()
	})
	if c.addr == "" {
		t.Fatal("it does not listen")
	}
	return c
}
