package remote

import (
	"errors"
	"io"
	"net"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"quotepart/engine/lang"
)

// At a stop each session is told, ends as its handler wants, and its exit code arrives.
func TestStop(t *testing.T) {
	for range 5 {
		s := run(t, Defaults(), commands)
		var wait sync.WaitGroup
		for n := range 10 {
			client := s.dial(byte(1 + n%2))
			wait.Go(func() {
				want := said{err: "session terminée : le serveur s'arrête\n", code: 3}
				prepare := []func(*gossh.Session){}
				if n%2 == 0 {
					prepare = append(prepare, english, screen)
					want.err = "session ended: the server stops\r\n"
				}
				if got := do(t, client, "hold", prepare...); got != want {
					t.Errorf("%+v", got)
				}
				_ = client.Close()
			})
		}
		s.in(10)
		s.wait()
		wait.Wait()
		if conn, err := net.Dial("tcp", s.addr); err == nil {
			conn.Close()
			t.Error("it still listens")
		}
	}
}

// Clients that do not read, do nothing or keep their connection open do not hold up a stop.
func TestStopWithStuckClients(t *testing.T) {
	limits := Defaults()
	limits.Stop, limits.Stall, limits.Handshake, limits.Idle = 200*time.Millisecond, time.Hour, time.Hour, time.Hour
	s := run(t, limits, commands)
	conn := &gated{Conn: s.tcp(), over: make(chan struct{})}
	t.Cleanup(func() { conn.Close() })
	client := s.over(conn, 1)
	for range 3 {
		open(t, client, "flood", true)
	}
	open(t, client, "hold", true)
	open(t, client, "deaf", true)
	conn.shut.Store(true)
	s.dial(2) // without a session
	s.tcp()   // without a key
	s.in(5)
	s.wait()
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.connections) != 0 || s.sessions != 0 {
		t.Errorf("left: %d connections, %d sessions", len(s.connections), s.sessions)
	}
}

// broken is a listener that fails when it is told to.
type broken struct {
	net.Listener
	fail chan error
}

func (b broken) Accept() (net.Conn, error) { return nil, <-b.fail }

// A server whose listener fails ends its sessions and says why.
func TestListenerFails(t *testing.T) {
	s, err := New(Options{HostKey: filepath.Join(t.TempDir(), "host_key"), Limits: Defaults(), Log: io.Discard, Handle: commands})
	if err != nil {
		t.Fatal(err)
	}
	network, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	b := broken{network, make(chan error, 1)}
	b.fail <- errors.New("no more")
	if err := s.Serve(t.Context(), b, nil); err == nil || err.Error() != "no more" {
		t.Errorf("%v", err)
	}
}

// A key of the server that cannot be made is an error that says what to do.
func TestHostKeyCannotBeMade(t *testing.T) {
	path := filepath.Join(t.TempDir(), "none", "\x00")
	for l, want := range map[lang.Lang]string{lang.FR: " — vérifiez les droits du dossier", lang.EN: " — check the permissions of the folder"} {
		if _, err := New(Options{HostKey: path, Limits: Defaults(), Log: io.Discard}); err == nil || !strings.HasSuffix(lang.Describe(err, l), want) {
			t.Errorf("%v", err)
		}
	}
}
