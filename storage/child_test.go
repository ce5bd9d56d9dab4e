package storage

import (
	"bufio"
	"bytes"
	"io"
	"os"
	"os/exec"
	"testing"
)

// child is this test binary, started again as another process with a role on a data folder.
type child struct {
	*exec.Cmd
	lines  *bufio.Reader
	stdin  io.WriteCloser
	stderr bytes.Buffer
}

func startChild(t testing.TB, role, dir string) *child {
	t.Helper()
	c := &child{Cmd: exec.Command(os.Args[0])}
	c.Env = append(os.Environ(), childRole+"="+role, "QUOTEPART_DATA="+dir)
	c.Cmd.Stderr = &c.stderr
	stdout, err := c.StdoutPipe()
	if err == nil {
		c.lines = bufio.NewReader(stdout)
		c.stdin, err = c.StdinPipe()
	}
	if err == nil {
		err = c.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Process.Kill() }) // where the test gave up before it ended
	return c
}

// line waits for the child's next line.
func (c *child) line(t testing.TB) string {
	t.Helper()
	s, err := c.lines.ReadString('\n')
	if err != nil {
		_ = c.Wait()
		t.Fatalf("the other process ended (%v): %s", err, c.stderr.String())
	}
	return s[:len(s)-1]
}
