package remote

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"
)

var (
	channels  = flag.Int("channels", 300, "how many channels a client opens in one connection")
	variables = flag.Int("variables", 200, "how many variables a client sets")
	flood     = flag.Int("flood", 100, "how many connections come from one address at once")
)

// A connection has so many channels and no more; those that are closed make room.
func TestManyChannels(t *testing.T) {
	s := run(t, Defaults(), commands)
	client := s.dial(1)
	var opened []gossh.Channel
	for range *channels {
		ch, requests, err := client.OpenChannel("session", nil)
		var refused *gossh.OpenChannelError
		if errors.As(err, &refused) && refused.Reason == gossh.ResourceShortage {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		go gossh.DiscardRequests(requests)
		opened = append(opened, ch)
	}
	if len(opened) != s.limits.Channels {
		t.Errorf("%d channels are open", len(opened))
	}
	s.alive()
	for _, ch := range opened {
		_ = ch.Close()
	}
	eventually(t, "room again", func() bool {
		sess, err := client.NewSession()
		if err == nil {
			sess.Close()
		}
		return err == nil
	})
	if kind, _, err := client.OpenChannel("direct-tcpip", gossh.Marshal(struct {
		Host string
		Port uint32
		From string
		Own  uint32
	}{"127.0.0.1", 22, "127.0.0.1", 1})); err == nil {
		t.Errorf("a port is forwarded: %v", kind)
	}
}

// A connection in which nothing is started is closed, with or without channels, and so is one whose sessions are over.
func TestUnusedConnections(t *testing.T) {
	limits := Defaults()
	limits.Handshake, limits.Idle = 2*time.Second, 0
	s := run(t, limits, commands)
	var clients []*gossh.Client
	for _, use := range []func(*gossh.Client){
		func(*gossh.Client) {},
		func(c *gossh.Client) {
			ch, requests, err := c.OpenChannel("session", nil)
			if err != nil {
				t.Fatal(err)
			}
			go gossh.DiscardRequests(requests)
			ask(t, ch, "pty-req", ptyRequest(80, 24), true)
		},
	} {
		client := s.dial(1)
		use(client)
		clients = append(clients, client)
	}
	for _, client := range clients {
		_ = client.Wait() // until it is closed
	}
}

// Only a terminal, a command and the language are to be had.
func TestWhatIsNotToBeHad(t *testing.T) {
	s := run(t, Defaults(), commands)
	client := s.dial(1)
	ch, requests, err := client.OpenChannel("session", nil)
	if err != nil {
		t.Fatal(err)
	}
	go gossh.DiscardRequests(requests)
	for _, kind := range []string{"auth-agent-req@openssh.com", "x11-req", "subsystem", "signal", "break", "xon-xoff", "window-change", "?"} {
		ask(t, ch, kind, gossh.Marshal(struct{ Name string }{"sftp"}), false)
	}
	for _, kind := range []string{"tcpip-forward", "cancel-tcpip-forward", "streamlocal-forward@openssh.com", "?"} {
		if ok, _, err := client.SendRequest(kind, true, nil); ok || err != nil {
			t.Errorf("%s: %v, %v", kind, ok, err)
		}
	}
	for n, kind := range []string{"exec", "exec", "shell", "pty-req", "env", "subsystem"} { // one thing is started, and nothing beside it
		ask(t, ch, kind, gossh.Marshal(struct{ Command string }{"hold"}), n == 0)
	}
}

// A client may set the variables of its language and its colours, and not many of them.
func TestVariables(t *testing.T) {
	s := run(t, Defaults(), commands)
	set, long := 0, strings.Repeat("x", 2000)
	got := do(t, s.dial(1), "env", func(sess *gossh.Session) {
		for _, refused := range []string{"LD_PRELOAD", "PATH", "HOME", "TERM", "QUOTEPART_DATA", "GOMEMLIMIT", ""} {
			if sess.Setenv(refused, "x") == nil {
				t.Errorf("%q may be set", refused)
			}
		}
		if sess.Setenv("LANG", long) == nil {
			t.Error("a long value is taken")
		}
		for n := range *variables {
			if sess.Setenv(fmt.Sprint("LC_", n), "x") == nil {
				set++
			}
		}
	})
	if n := strings.Count(got.out, "\n"); n != set || n == 0 || n > mostVariables || strings.Contains(got.out, long) {
		t.Errorf("%d are taken, %d are there", set, n)
	}
}

// from connects from an address of this machine, and tells whether the server said a word.
func (s *running) from(address string) bool {
	d := net.Dialer{LocalAddr: &net.TCPAddr{IP: net.ParseIP(address)}}
	conn, err := d.Dial("tcp", s.addr)
	if err != nil {
		s.t.Skipf("this machine has no address %s: %v", address, err)
	}
	defer conn.Close()
	n, _ := io.ReadFull(conn, make([]byte, 1))
	return n == 1
}

// A flood from one address is cut off and keeps nobody else out.
func TestFloodOfConnections(t *testing.T) {
	limits := Defaults()
	limits.PerMinute = 7
	s := run(t, limits, commands)
	if !s.from("127.0.0.2") {
		t.Fatal("the first one is refused")
	}
	var wait sync.WaitGroup
	var mu sync.Mutex
	taken := 0
	for range *flood {
		wait.Go(func() {
			if s.from("127.0.0.3") {
				mu.Lock()
				defer mu.Unlock()
				taken++
			}
		})
	}
	wait.Wait()
	if taken < 7 || taken > 9 { // in the meantime one or two more may be allowed
		t.Errorf("%d of %d were taken", taken, *flood)
	}
	s.alive()
	if _, f := s.Status(); f.RefusedConnections != *flood-taken {
		t.Errorf("%d refused", f.RefusedConnections)
	}
}

// Connections of all clients are bounded too; one that is closed makes room.
func TestTooManyConnections(t *testing.T) {
	limits := Defaults()
	limits.Connections = 2
	s := run(t, limits, commands)
	first := s.dial(1)
	second, err := (&net.Dialer{LocalAddr: &net.TCPAddr{IP: net.ParseIP("127.0.0.2")}}).Dial("tcp", s.addr)
	if err != nil {
		t.Skipf("this machine has no address 127.0.0.2: %v", err)
	}
	defer second.Close()
	eventually(t, "two connections", func() bool { s.mu.Lock(); defer s.mu.Unlock(); return len(s.connections) == 2 })
	if s.from("127.0.0.3") {
		t.Error("a third one is taken")
	}
	first.Close()
	eventually(t, "room again", func() bool { return s.from("127.0.0.3") })
}

// Sessions are bounded for each person and for all; who is refused is told why. A size of the window that comes then is no harm.
func TestTooManySessions(t *testing.T) {
	limits := Defaults()
	limits.Sessions, limits.PerPerson = 3, 2
	s := run(t, limits, commands)
	anne, bob := s.dial(1), s.dial(2)
	first := open(t, anne, "hold", true)
	open(t, anne, "hold", true)
	s.in(2)
	wants := func(client *gossh.Client, fr, en string) {
		t.Helper()
		if got := do(t, client, "echo"); got != (said{err: fr + "\n", code: wrong}) {
			t.Errorf("%+v", got)
		}
		if got := do(t, client, "echo", english); got != (said{err: en + "\n", code: wrong}) {
			t.Errorf("%+v", got)
		}
	}
	wants(anne, "vous avez déjà 2 sessions ouvertes, la limite — fermez-en une", "you have 2 sessions open already, the limit — close one of them")
	refused := open(t, anne, "hold", true)
	for range 10 {
		_, _ = refused.SendRequest("window-change", false, gossh.Marshal(struct{ W, H, X, Y uint32 }{100, 40, 0, 0}))
	}
	if text, _ := io.ReadAll(refused.Stderr()); len(text) == 0 {
		t.Error("nothing is said")
	}
	open(t, bob, "hold", false)
	s.in(3)
	wants(bob, "le serveur a déjà 3 sessions, sa limite — réessayez plus tard, ou demandez à l'administrateur d'élever --sessions", "the server has 3 sessions already, its limit — try again later, or ask the administrator to raise --sessions")
	_ = first.Close()
	s.in(2)
	if got := do(t, bob, "echo here"); got.out != "here\n" {
		t.Errorf("%+v", got)
	}
}
