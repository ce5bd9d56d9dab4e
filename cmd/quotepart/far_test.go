package main

import (
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/charmbracelet/x/vt"
	gossh "golang.org/x/crypto/ssh"
)

// Keys as a terminal sends them.
const (
	up, down   = "\x1b[A", "\x1b[B"
	enter, esc = "\r", "\x1b"
	tab        = "\t"
	ctrlU      = "\x15"
	f3, f4, f5 = "\x1bOR", "\x1bOS", "\x1b[15~"
)

// far is the interface in a terminal at the other end of SSH.
type far struct {
	t      testing.TB
	sess   *gossh.Session
	keys   io.Writer
	errs   notes
	mu     sync.Mutex // of the screen
	screen *vt.Emulator
	wrote  chan struct{} // gets something when the program has written
	ended  chan struct{}
	code   int // when it has ended
}

// sit opens the interface of the demo, or what a command says, in a terminal of that size.
func sit(t testing.TB, client *gossh.Client, command string, width, height int, prepare ...func(*gossh.Session)) *far {
	t.Helper()
	sess, err := client.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	f := &far{t: t, sess: sess, screen: vt.NewEmulator(min(width, 400), min(height, 150)), wrote: make(chan struct{}, 1), ended: make(chan struct{})}
	if f.keys, err = sess.StdinPipe(); err == nil {
		sess.Stdout, sess.Stderr = f, &f.errs
		err = sess.RequestPty("xterm-256color", height, width, gossh.TerminalModes{})
	}
	for _, p := range prepare {
		p(sess)
	}
	if err == nil {
		err = sess.Start(command)
	}
	if err != nil {
		t.Fatal(err)
	}
	var wait sync.WaitGroup
	wait.Go(func() { _, _ = io.Copy(f.keys, f.screen) }) // what the terminal answers
	go func() {
		defer close(f.ended)
		f.code = codeOf(sess.Wait())
	}()
	t.Cleanup(func() {
		_ = sess.Close()
		_ = client.Close()
		<-f.ended
		if c, ok := f.screen.InputPipe().(io.Closer); ok { // Close is not safe beside a Read
			_ = c.Close()
		}
		wait.Wait()
	})
	return f
}

// Write takes what the program writes.
func (f *far) Write(p []byte) (int, error) {
	f.mu.Lock()
	n, err := f.screen.Write(p)
	f.mu.Unlock()
	select {
	case f.wrote <- struct{}{}:
	default: // it is told already
	}
	return n, err
}

func (f *far) String() string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return strings.ReplaceAll(f.screen.String(), "\u00a0", " ")
}

// shows waits until a text is on the screen.
func (f *far) shows(text string) {
	f.t.Helper()
	for deadline := time.After(time.Minute); !strings.Contains(f.String(), text); {
		select {
		case <-f.wrote:
		case <-f.ended:
			if !strings.Contains(f.String(), text) {
				f.t.Fatalf("ended before it showed %q:\n%s\n%s", text, f, f.errs.String())
			}
		case <-deadline:
			f.t.Fatalf("not seen: %q\n%s", text, f)
		}
	}
}

// press sends keys, and waits for what they show.
func (f *far) press(keys, shows string) {
	f.t.Helper()
	if _, err := io.WriteString(f.keys, keys); err != nil {
		f.t.Fatal(err)
	}
	f.shows(shows)
}

// leaves waits until the session is over, with that exit code.
func (f *far) leaves(code int) {
	f.t.Helper()
	select {
	case <-f.ended:
	case <-time.After(time.Minute):
		f.t.Fatalf("it does not end:\n%s", f)
	}
	if f.code != code {
		f.t.Errorf("left with %d, want %d: %s\n%s", f.code, code, f.errs.String(), f)
	}
}

// editPrice accepts another price of the first tariff.
func (f *far) editPrice(price string) {
	f.t.Helper()
	f.press(f5, "▸Tarifs")
	f.press("/", "/")
	f.press(ctrlU+"college-comptes"+enter, "college-comptes")
	f.press("e", "Tarif, avant")
	for _, field := range []string{"Article", "Niveau", "", "Prix"} {
		f.press(tab, field+", avant")
	}
	f.press(ctrlU+price, price)
	f.press(enter, "1 hypothèse")
}
