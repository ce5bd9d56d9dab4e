package main

import (
	"archive/zip"
	"bytes"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/creack/pty"

	"quotepart/tui/remote"
)

// local runs quotepart as another process of this machine, with that input.
func local(t *testing.T, dir, input string, args ...string) answer {
	t.Helper()
	cmd := asChild(dir, args...)
	return finish(t, cmd, input)
}

func finish(t *testing.T, cmd *exec.Cmd, input string) answer {
	t.Helper()
	in, err := os.CreateTemp(t.TempDir(), "in") // a file, as in a shell
	if err == nil {
		_, err = in.WriteString(input)
	}
	if err == nil {
		_, err = in.Seek(0, 0)
	}
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	var out, errs bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = in, &out, &errs
	_ = cmd.Run()
	return answer{out.String(), errs.String(), cmd.ProcessState.ExitCode()}
}

// People of the machine join a server that holds the store, with their commands, their input and their exit codes.
func TestJoin(t *testing.T) {
	dir := prepare(t, demoYear)
	h := startHost(t, dir, remote.Defaults())
	if info, err := os.Stat(remote.Socket(dir)); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	if a := local(t, dir, "", "scenario", "save", demoID, "D'ici", "--note", "", "--set", "tariffs/college-comptes/price=7"); a.code != done {
		t.Errorf("%+v", a)
	}
	h.hasAll([]string{"D'ici"})
	if a := local(t, dir, "", "scenario", "delete", demoID, "rien"); a.code != wrong || !strings.Contains(a.err, "rien") || a.out != "" {
		t.Errorf("%+v", a)
	}
	archive := over(t, h.dial(zoesNumber), "export "+demoID+" -")
	if _, err := zip.NewReader(strings.NewReader(archive.out), int64(len(archive.out))); err != nil {
		t.Fatal(err)
	}
	if a := local(t, dir, archive.out, "import", "-"); a.code != done {
		t.Errorf("%+v", a)
	}
	if a := local(t, dir, "", "serve", "status", "--format", "csv"); a.code != done {
		t.Errorf("%+v", a)
	}
	h.stop()
	if a := local(t, dir, "", "serve", "status"); a.code != wrong || !strings.Contains(a.err, "aucun serveur ne tourne pour") {
		t.Errorf("%+v", a)
	}
	if a := local(t, dir, "", "scenario", "list", demoID); a.code != done || !strings.Contains(a.out, "D'ici") {
		t.Errorf("%+v", a)
	}
}

// A socket that a killed server has left is in nobody's way.
func TestSocketOfAKilledServer(t *testing.T) {
	dir := prepare(t, demoYear)
	c := startChild(t, dir)
	if a := local(t, dir, "", "scenario", "save", demoID, "A", "--set", "tariffs/college-comptes/price=7"); a.code != done {
		t.Errorf("%+v", a)
	}
	_ = c.Process.Kill()
	_, _ = c.Process.Wait()
	if _, err := os.Stat(remote.Socket(dir)); err != nil {
		t.Fatalf("the socket has gone: %v", err)
	}
	if a := local(t, dir, "", "scenario", "list", demoID); a.code != done || !strings.Contains(a.out, "A") {
		t.Errorf("without a server: %+v", a)
	}
	startChild(t, dir)
	if a := local(t, dir, "", "scenario", "save", demoID, "B", "--set", "tariffs/college-comptes/price=7"); a.code != done {
		t.Errorf("with the next one: %+v", a)
	}
}

// The interface of somebody on this machine is that of the server.
func TestJoinInTerminal(t *testing.T) {
	dir := prepare(t, demoYear)
	h := startHost(t, dir, remote.Defaults())
	cmd := asChild(dir, demoID)
	cmd.Env = append(cmd.Env, "TERM=xterm-256color")
	tty, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: 40, Cols: 120})
	if err != nil {
		t.Skipf("no terminal can be opened here: %v", err)
	}
	defer tty.Close()
	h.in(1)
	read := make(chan string)
	go func() {
		var all bytes.Buffer
		for chunk := make([]byte, 1<<14); ; {
			n, err := tty.Read(chunk)
			all.Write(chunk[:n])
			if err != nil {
				read <- all.String()
				return
			}
			if strings.Contains(all.String(), "Membres") {
				_, _ = tty.WriteString("q") // more than one is no harm
			}
		}
	}()
	if all := <-read; !strings.Contains(all, "Membres") {
		t.Errorf("%q", all)
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("left with %v", err)
	}
	h.in(0)
}
