package remote

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"go.uber.org/goleak"

	"quotepart/scenarios"
)

// No test leaves a goroutine behind.
func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// signer makes the key of a number, always the same.
func signer(t testing.TB, n byte) gossh.Signer {
	t.Helper()
	s, err := gossh.NewSignerFromKey(ed25519.NewKeyFromSeed(bytes.Repeat([]byte{n}, ed25519.SeedSize)))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// running is a server on loopback, and stop stops it.
type running struct {
	*Server
	t     testing.TB
	addr  string
	log   *notes
	stop  context.CancelFunc
	ended chan error // what Serve has returned
}

// run starts a server in which the keys 1 and 2 are anne and bob. It is stopped at the end of the test.
func run(t testing.TB, limits Limits, handle Handler) *running {
	t.Helper()
	s := &running{t: t, log: &notes{}, ended: make(chan error, 1)}
	people := map[string]scenarios.Person{}
	for n, name := range map[byte]string{1: "anne", 2: "bob"} {
		key := gossh.FingerprintSHA256(signer(t, n).PublicKey())
		people[key] = scenarios.Person{Name: name, Key: key, Role: scenarios.Lead}
	}
	admit := func(key gossh.PublicKey, _ netip.Addr, _ time.Time) (scenarios.Person, error) {
		who, ok := people[gossh.FingerprintSHA256(key)]
		if !ok {
			return scenarios.Person{}, errors.New("unknown key")
		}
		return who, nil
	}
	var err error
	if s.Server, err = New(Options{HostKey: filepath.Join(t.TempDir(), "host_key"), Limits: limits, Log: s.log, Handle: handle, Admit: admit}); err != nil {
		t.Fatal(err)
	}
	network, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s.addr = network.Addr().String()
	ctx, stop := context.WithCancel(context.Background())
	s.stop = stop
	go func() { s.ended <- s.Serve(ctx, network, nil) }()
	t.Cleanup(func() {
		stop()
		if err := <-s.ended; err != nil {
			t.Errorf("the server ended with %v", err)
		}
		s.ended <- nil
	})
	return s
}

// wait stops the server and waits until it has ended.
func (s *running) wait() {
	s.t.Helper()
	s.stop()
	err := <-s.ended
	s.ended <- err
	if err != nil {
		s.t.Errorf("the server ended with %v", err)
	}
}

// config is that of a client with a key.
func config(t testing.TB, n byte) *gossh.ClientConfig {
	return &gossh.ClientConfig{User: "x", Auth: []gossh.AuthMethod{gossh.PublicKeys(signer(t, n))}, HostKeyCallback: gossh.InsecureIgnoreHostKey()}
}

// over makes a client of a connection. It is closed at the end of the test.
func (s *running) over(conn net.Conn, n byte) *gossh.Client {
	s.t.Helper()
	c, channels, requests, err := gossh.NewClientConn(conn, s.addr, config(s.t, n))
	if err != nil {
		s.t.Fatal(err)
	}
	client := gossh.NewClient(c, channels, requests)
	s.t.Cleanup(func() { _ = client.Close() })
	return client
}

func (s *running) tcp() net.Conn {
	s.t.Helper()
	conn, err := net.Dial("tcp", s.addr)
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { _ = conn.Close() })
	return conn
}

func (s *running) dial(n byte) *gossh.Client { return s.over(s.tcp(), n) }

// said is what a command gave.
type said struct {
	out, err string
	code     int // -1 where none came
}

// do runs a command in a session of its own.
func do(t testing.TB, client *gossh.Client, command string, prepare ...func(*gossh.Session)) said {
	t.Helper()
	sess, err := client.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	defer sess.Close()
	for _, p := range prepare {
		p(sess)
	}
	var out, errs bytes.Buffer
	sess.Stdout, sess.Stderr = &out, &errs
	return said{code: codeOf(sess.Run(command)), out: out.String(), err: errs.String()}
}

func codeOf(err error) int {
	var exit *gossh.ExitError
	switch {
	case err == nil:
		return 0
	case errors.As(err, &exit):
		return exit.ExitStatus()
	}
	return -1
}

func english(sess *gossh.Session) { _ = sess.Setenv("LANG", "en_GB.UTF-8") }

func screen(sess *gossh.Session) { _ = sess.RequestPty("xterm", 24, 80, gossh.TerminalModes{}) }

// open starts a command in a channel of its own, which is not read.
func open(t testing.TB, client *gossh.Client, command string, pty bool) gossh.Channel {
	t.Helper()
	ch, requests, err := client.OpenChannel("session", nil)
	if err != nil {
		t.Fatal(err)
	}
	go gossh.DiscardRequests(requests)
	if pty {
		ask(t, ch, "pty-req", ptyRequest(80, 24), true)
	}
	ask(t, ch, "exec", gossh.Marshal(struct{ Command string }{command}), true)
	return ch
}

func ptyRequest(width, height uint32) []byte {
	return gossh.Marshal(struct {
		Term                    string
		Width, Height, XPx, YPx uint32
		Modes                   string
	}{"xterm", width, height, 0, 0, ""})
}

// ask makes a request in a channel, and wants that answer.
func ask(t testing.TB, ch gossh.Channel, kind string, payload []byte, want bool) {
	t.Helper()
	if ok, err := ch.SendRequest(kind, true, payload); ok != want || err != nil {
		t.Fatalf("%s: %v, %v", kind, ok, err)
	}
}

// eventually waits until something holds.
func eventually(t testing.TB, what string, holds func() bool) {
	t.Helper()
	again := time.NewTicker(5 * time.Millisecond)
	defer again.Stop()
	for deadline := time.After(time.Minute); !holds(); {
		select {
		case <-deadline:
			t.Fatalf("not seen: %s", what)
		case <-again.C:
		}
	}
}

// in waits until so many sessions are there.
func (s *running) in(n int) {
	s.t.Helper()
	eventually(s.t, fmt.Sprint(n, " sessions"), func() bool { in, _ := s.Status(); return len(in) == n })
}

func (s *running) logged(text string) {
	s.t.Helper()
	eventually(s.t, "in the log: "+text, func() bool { return strings.Contains(s.log.String(), text) })
}

// alive wants the server to answer somebody else.
func (s *running) alive() {
	s.t.Helper()
	if got := do(s.t, s.dial(2), "echo still there"); got != (said{out: "still there\n"}) {
		s.t.Fatalf("%+v", got)
	}
}

// notes is a log.
type notes struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (n *notes) Write(p []byte) (int, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.b.Write(p)
}

func (n *notes) String() string {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.b.String()
}

// commands does what the tests ask for.
func commands(ctx context.Context, one *Session) int {
	switch word := append(one.Args, "")[0]; word {
	case "echo":
		fmt.Fprintln(one.Out, strings.Join(one.Args[1:], " "))
	case "env":
		fmt.Fprintln(one.Out, strings.Join(one.Env, "\n"))
	case "copy":
		_, _ = io.Copy(one.Out, one.In)
	case "flood": // until nobody takes it
		for line := bytes.Repeat([]byte("x"), 1<<15); ; {
			if _, err := one.Out.Write(line); err != nil {
				return 4
			}
		}
	case "hold":
		<-ctx.Done()
		return 3
	case "deaf": // to the end of its context
		_, _ = io.Copy(io.Discard, one.In)
	case "panic":
		panic("as asked")
	default:
		fmt.Fprintf(one.Err, "what is %q?\n", word)
		return 1
	}
	return 0
}
