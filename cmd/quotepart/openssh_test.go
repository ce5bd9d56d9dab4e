package main

import (
	"archive/zip"
	"bytes"
	"crypto/ed25519"
	"encoding/pem"
	"errors"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/creack/pty"
	gossh "golang.org/x/crypto/ssh"

	"quotepart/tui/remote"
)

// openSSH is the real client.
type openSSH struct {
	t      *testing.T
	h      *host
	binary string
	dir    string // of keys
}

// with makes a call with some keys.
func (o openSSH) with(keys []byte, args ...string) *exec.Cmd {
	o.t.Helper()
	hostName, port, err := net.SplitHostPort(o.h.addr)
	if err != nil {
		o.t.Fatal(err)
	}
	options := []string{"-F", "none", "-p", port, "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=" + filepath.Join(o.dir, "known"), "-o", "IdentitiesOnly=yes", "-o", "IdentityAgent=none", "-o", "BatchMode=yes", "-o", "LogLevel=ERROR"}
	for _, n := range keys {
		options = append(options, "-i", o.key(n))
	}
	return exec.Command(o.binary, append(append(options, hostName), args...)...)
}

// key writes the key of a number into a file.
func (o openSSH) key(n byte) string {
	o.t.Helper()
	path := filepath.Join(o.dir, string('a'+rune(n)))
	block, err := gossh.MarshalPrivateKey(ed25519.NewKeyFromSeed(bytes.Repeat([]byte{n}, ed25519.SeedSize)), "")
	if err == nil {
		err = os.WriteFile(path, pem.EncodeToMemory(block), 0o600)
	}
	if err != nil {
		o.t.Fatal(err)
	}
	return path
}

func (o openSSH) run(cmd *exec.Cmd) answer {
	o.t.Helper()
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		o.t.Fatal(err)
	}
	return answer{out.String(), errs.String(), cmd.ProcessState.ExitCode()}
}

// What is said to people about ssh works with the ssh that they have.
func TestOpenSSH(t *testing.T) {
	binary, err := exec.LookPath("ssh")
	if err != nil {
		t.Skip("ssh is not installed: the server is not tried with it")
	}
	o := openSSH{t, startHost(t, prepare(t, demoYear), remote.Defaults()), binary, t.TempDir()}
	if a := o.run(o.with([]byte{annesNumber}, "run", demoID, "--format", "json")); a.code != done || !strings.Contains(a.out, demoID) {
		t.Errorf("%+v", a)
	}
	if a := o.run(o.with([]byte{annesNumber}, "run", "2001")); a.code != wrong || a.out != "" || !strings.Contains(a.err, "2001") {
		t.Errorf("%+v", a)
	}
	a := o.run(o.with([]byte{zoesNumber}, "export", demoID, "-"))
	if archive, err := zip.NewReader(strings.NewReader(a.out), int64(len(a.out))); err != nil || len(archive.File) < 5 || a.code != done {
		t.Errorf("exit %d, %s: %v", a.code, a.err, err)
	}
	back := o.with([]byte{annesNumber}, "import", "-")
	back.Stdin = strings.NewReader(a.out)
	if a := o.run(back); a.code != done {
		t.Errorf("%+v", a)
	}
	for _, keys := range [][]byte{nil, {nobody}} {
		if a := o.run(o.with(keys, "run", demoID)); a.code != 255 || a.out != "" || !strings.Contains(a.err, "Permission denied") {
			t.Errorf("%+v", a)
		}
	}
	if a := o.run(o.with([]byte{nobody, zoesNumber, annesNumber}, "scenario", "save", demoID, "x", "--set", "tariffs/college-comptes/price=7")); a.code != wrong {
		t.Errorf("the first key that is known does not decide: %+v", a)
	}
	o.interfaceQuits()
	o.stopIsSeen()
}

// interfaceQuits opens the interface in a terminal and leaves it with q.
func (o openSSH) interfaceQuits() {
	cmd := o.with([]byte{annesNumber}, "-t", demoID)
	tty, seen := o.inTerminal(cmd)
	seen("Membres")
	_, _ = tty.WriteString("q")
	_, _ = io.Copy(io.Discard, tty)
	if err := cmd.Wait(); err != nil {
		o.t.Errorf("left with %v", err)
	}
}

// stopIsSeen wants the exit code and the message to arrive when the server stops.
func (o openSSH) stopIsSeen() {
	cmd := o.with([]byte{annesNumber}, "-t", demoID)
	tty, seen := o.inTerminal(cmd)
	seen("Membres")
	o.h.stop()
	rest, _ := io.ReadAll(tty)
	if err := cmd.Wait(); err != nil || !strings.Contains(string(rest), "le serveur s'arrête") || strings.Contains(string(rest), "closed by remote host") {
		o.t.Errorf("left with %v: %q", err, rest)
	}
}

// inTerminal starts a command in a terminal; seen waits for a text that is written on it.
func (o openSSH) inTerminal(cmd *exec.Cmd) (tty *os.File, seen func(string)) {
	o.t.Helper()
	// ssh -t needs the option before the host.
	args := cmd.Args
	for i, a := range args {
		if a == "-t" {
			args = append([]string{args[0], "-t"}, append(append([]string{}, args[1:i]...), args[i+1:]...)...)
			break
		}
	}
	cmd.Args = args
	cmd.Env = append(os.Environ(), "TERM=xterm-256color")
	tty, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: 40, Cols: 120})
	if err != nil {
		o.t.Skipf("no terminal can be opened here: %v", err)
	}
	o.t.Cleanup(func() { _ = tty.Close(); _ = cmd.Process.Kill() })
	return tty, func(text string) {
		o.t.Helper()
		_ = tty.SetReadDeadline(time.Now().Add(time.Minute))
		var all []byte
		for chunk := make([]byte, 1<<14); !bytes.Contains(all, []byte(text)); {
			n, err := tty.Read(chunk)
			if all = append(all, chunk[:n]...); err != nil {
				o.t.Fatalf("not seen: %q (%v)\n%q", text, err, all)
			}
		}
	}
}
