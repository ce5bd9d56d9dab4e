package remote

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"quotepart/tui"
)

var resizes = flag.Int("resizes", 3000, "how often a client changes the size of its window")

// gated is a connection whose client stops reading from it.
type gated struct {
	net.Conn
	shut atomic.Bool
	over chan struct{}
	once sync.Once
}

func (g *gated) Read(p []byte) (int, error) {
	n, err := g.Conn.Read(p)
	if g.shut.Load() {
		<-g.over
		return 0, io.EOF
	}
	return n, err
}

func (g *gated) Close() error {
	g.once.Do(func() { close(g.over) })
	return g.Conn.Close()
}

// heap is what is in memory, in MB.
func heap() float64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc) / (1 << 20)
}

// A client that reads nothing any more, in its session or not even from the network, is given up; nobody else notices, and what waits
// for it is bounded.
func TestClientsThatDoNotRead(t *testing.T) {
	for _, network := range []bool{false, true} {
		limits := Defaults()
		limits.Stall = 300 * time.Millisecond
		s := run(t, limits, commands)
		conn := &gated{Conn: s.tcp(), over: make(chan struct{})}
		t.Cleanup(func() { conn.Close() })
		client := s.over(conn, 1)
		before := heap()
		for range 5 {
			open(t, client, "flood", false)
		}
		conn.shut.Store(network)
		s.alive()
		s.logged(errStall.Error())
		s.in(0)
		if more := heap() - before; more > 30 { // 2 MB of a window each, in the client
			t.Errorf("%.0f MB more", more)
		}
		s.alive()
	}
}

// A client that vanishes without a word ends its sessions.
func TestClientsThatVanish(t *testing.T) {
	s := run(t, Defaults(), commands)
	for range 10 {
		conn := s.tcp()
		client := s.over(conn, 1)
		for _, pty := range []bool{true, false} {
			open(t, client, "hold", pty)
			open(t, client, "deaf", pty)
		}
		s.in(4)
		_ = conn.(*net.TCPConn).SetLinger(0) // it resets the connection
		_ = conn.Close()
		s.in(0)
	}
}

// A channel that is closed under a living connection ends its session, and nothing spins.
func TestClosedChannel(t *testing.T) {
	s := run(t, Defaults(), commands)
	client := s.dial(1)
	for _, pty := range []bool{true, false} {
		for _, command := range []string{"hold", "deaf", "flood"} {
			ch := open(t, client, command, pty)
			if command != "flood" {
				s.in(1)
			}
			_ = ch.Close()
			s.in(0)
		}
	}
	if worked := workedIn(t, time.Second); worked > 500*time.Millisecond {
		t.Errorf("%v of work in a second in which nothing is to be done", worked)
	}
	if got := do(t, client, "echo in the same connection"); got.code != 0 {
		t.Errorf("%+v", got)
	}
}

// Sizes of the window come as fast as they can, of any numbers; the session goes on, and the last one counts.
func TestManySizes(t *testing.T) {
	var mu sync.Mutex
	var terminal *tui.Terminal
	s := run(t, Defaults(), func(ctx context.Context, one *Session) int {
		mu.Lock()
		terminal = one.Terminal
		mu.Unlock()
		return commands(ctx, one)
	})
	client := s.dial(1)
	ch := open(t, client, "hold", true)
	s.in(1)
	before := heap()
	for n := range *resizes {
		size := struct{ W, H, X, Y uint32 }{uint32(n) * 7919, uint32(n) * 104729, 0, 0}
		if n%10 == 0 {
			size.W, size.H = 1<<32-1, 1<<31
		}
		if _, err := ch.SendRequest("window-change", false, gossh.Marshal(size)); err != nil {
			t.Fatal(err)
		}
	}
	ask(t, ch, "window-change", gossh.Marshal(struct{ W, H, X, Y uint32 }{123, 45, 0, 0}), true)
	eventually(t, "the last size", func() bool {
		mu.Lock()
		defer mu.Unlock()
		w, h := terminal.Size()
		return w == 123 && h == 45
	})
	if more := heap() - before; more > 10 {
		t.Errorf("%.0f MB more", more)
	}
	s.alive()
}

// A handler that panics ends its session alone. Who it was is told, in their language, and so is the administrator.
func TestPanic(t *testing.T) {
	s := run(t, Defaults(), commands)
	client := s.dial(1)
	open(t, client, "hold", true)
	if got := do(t, client, "panic"); got.code != wrong || !strings.HasPrefix(got.err, "quotepart a échoué : cette session est terminée") {
		t.Errorf("%+v", got)
	}
	if got := do(t, client, "panic", english, screen); got.code != wrong || !strings.HasPrefix(got.err, "quotepart failed: this session is over") {
		t.Errorf("%+v", got)
	}
	s.logged("as asked")
	if _, f := s.Status(); f.Panics != 2 {
		t.Errorf("%d panics", f.Panics)
	}
	s.in(1)
	s.alive()
}

// A session in which no key is pressed ends, with a word. What is written in it does not keep it.
func TestIdle(t *testing.T) {
	limits := Defaults()
	limits.Idle = 100 * time.Millisecond
	s := run(t, limits, commands)
	client := s.dial(1)
	for _, c := range []struct {
		prepare []func(*gossh.Session)
		want    string
	}{
		{nil, "session terminée : aucune touche depuis longtemps\n"},
		{[]func(*gossh.Session){english, screen}, "session ended: no key was pressed for long\r\n"},
	} {
		if got := do(t, client, "hold", c.prepare...); got != (said{err: c.want, code: 3}) {
			t.Errorf("%+v", got)
		}
	}
	s.logged(errIdle.Error())
}

// A command line that cannot be read starts nothing, and an empty word in it counts.
func TestCommandLines(t *testing.T) {
	s := run(t, Defaults(), commands)
	client := s.dial(1)
	for command, want := range map[string]said{
		`echo "a  b" '' c`: {out: "a  b  c\n"},
		`echo 'a`:          {err: "a quote ' is not closed in the command — close it, or put \\ before it\n", code: wrong},
		`echo a\`:          {err: "the command ends with a backslash — write it twice: \\\\\n", code: wrong},
		`tell "é"`:         {err: "what is \"tell\"?\n", code: 1},
	} {
		if got := do(t, client, command, english); got != want {
			t.Errorf("%s: %+v", command, got)
		}
	}
	if got := do(t, client, `echo "a`); got.err != "un guillemet \" n'est pas fermé dans la commande — fermez-le, ou mettez \\ devant\n" {
		t.Errorf("%+v", got)
	}
}

// What is written and read arrives whole, in both directions.
func TestStreams(t *testing.T) {
	s := run(t, Defaults(), commands)
	text := strings.Repeat("0123456789\x00\xff\r\n", 200_000)
	if got := do(t, s.dial(1), "copy", func(sess *gossh.Session) { sess.Stdin = strings.NewReader(text) }); got != (said{out: text}) {
		t.Errorf("%d bytes of %d, exit %d, %s", len(got.out), len(text), got.code, got.err)
	}
}

// A connection that breaks off in the middle of a login leaves nothing.
func TestBrokenHandshakes(t *testing.T) {
	s := run(t, Defaults(), commands)
	for n := range 50 {
		conn := &cut{Conn: s.tcp(), left: n * 100}
		if _, _, _, err := gossh.NewClientConn(conn, s.addr, config(t, 1)); err == nil {
			break // all of it went through
		}
		_ = conn.Close()
	}
	eventually(t, "no connection", func() bool { s.mu.Lock(); defer s.mu.Unlock(); return len(s.connections) <= 1 })
	s.alive()
}

// cut is a connection that breaks after some bytes.
type cut struct {
	net.Conn
	left int
}

func (c *cut) Write(p []byte) (int, error) {
	if len(p) > c.left {
		_, _ = c.Conn.Write(p[:c.left])
		_ = c.Close()
		return 0, errors.New("cut")
	}
	c.left -= len(p)
	return c.Conn.Write(p)
}

// Somebody who comes and goes in many ways at once leaves no session behind.
func TestComingAndGoing(t *testing.T) {
	s := run(t, Limits{Connections: 256, Sessions: 256, PerPerson: 256, Channels: 10, PerMinute: 1000, Handshake: time.Minute, Idle: time.Minute, Stall: time.Minute, Stop: time.Minute}, commands)
	var wait sync.WaitGroup
	for n := range 40 {
		wait.Go(func() {
			client := s.dial(byte(1 + n%2))
			ch := open(t, client, []string{"hold", "flood", "echo", "deaf"}[n%4], n%3 == 0)
			if n%5 == 0 {
				_ = ch.Close()
			}
			_ = client.Close()
		})
	}
	wait.Wait()
	s.wait()
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, f := s.Status(); f.Panics != 0 || fmt.Sprint(s.of) != "map[]" {
		t.Errorf("%+v, %v", f, s.of)
	}
}
