package main

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"errors"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"quotepart/scenarios"
	"quotepart/storage"
	"quotepart/storage/people"
	"quotepart/tui/remote"
)

const demoID = "2025-2026"

// The keys of the people that a host lets in, by their numbers.
const (
	annesNumber byte = iota + 1 // lead
	josNumber                   // finance
	zoesNumber                  // reader
	nobody
)

// host is a server on loopback, with the demo in its store.
type host struct {
	t      testing.TB
	dir    string
	store  *storage.Store
	server *remote.Server
	addr   string
	log    *notes
	stop   func() // stops it, waits until it has ended, and closes the store
}

// signer makes the key of a number, always the same.
func signer(t testing.TB, n byte) gossh.Signer {
	t.Helper()
	s, err := gossh.NewSignerFromKey(ed25519.NewKeyFromSeed(bytes.Repeat([]byte{n}, ed25519.SeedSize)))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func publicLine(t testing.TB, n byte) string {
	return strings.TrimSpace(string(gossh.MarshalAuthorizedKey(signer(t, n).PublicKey())))
}

// prepare makes a folder with the year of a dossier, and the people.
func prepare(t testing.TB, dossier string) (dir string) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "data")
	var out, errs bytes.Buffer
	p := &program{in: strings.NewReader(""), out: &out, err: &errs, who: lead("anne"), env: func(string) string { return "" }}
	if code := p.execute(context.Background(), []string{"import", dossier, "--data", dir}); code != done {
		t.Fatal(errs.String())
	}
	for n, e := range map[byte]people.Entry{annesNumber: {Name: "Anne", Role: scenarios.Lead}, josNumber: {Name: "Jo", Role: scenarios.Finance}, zoesNumber: {Name: "Zoé", Role: scenarios.Reader}} {
		e.Key = signer(t, n).PublicKey()
		if err := people.Add(dir, e); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// startHost serves the store of a folder. It is stopped at the end of the test. Each handler is put around the real one.
func startHost(t testing.TB, dir string, limits remote.Limits, around ...func(*host, remote.Handler) remote.Handler) *host {
	t.Helper()
	h := &host{t: t, dir: dir, log: &notes{}}
	var err error
	if h.store, err = storage.Open(dir); err != nil {
		t.Fatal(err)
	}
	handle := handler(func() *remote.Server { return h.server }, h.store)
	for _, a := range around {
		handle = a(h, handle)
	}
	h.server, err = remote.New(remote.Options{HostKey: hostKey(dir), Limits: limits, Log: h.log, Handle: handle, Admit: admit(dir)})
	var network, local net.Listener
	if err == nil {
		network, err = net.Listen("tcp", "127.0.0.1:0")
	}
	if err == nil {
		local, err = remote.ListenLocally(remote.Socket(dir))
	}
	if err != nil {
		t.Fatal(err)
	}
	h.addr = network.Addr().String()
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- h.server.Serve(ctx, network, local) }()
	h.stop = sync.OnceFunc(func() {
		stop()
		if err := errors.Join(<-ended, h.store.Close()); err != nil {
			t.Error(err)
		}
	})
	t.Cleanup(h.stop)
	return h
}

// roomy lets many sessions in.
func roomy() remote.Limits {
	l := remote.Defaults()
	l.Connections, l.Sessions, l.PerPerson, l.PerMinute = 1000, 1000, 1000, 100_000
	return l
}

// login connects with the key of a number.
func (h *host) login(n byte) (*gossh.Client, error) {
	return gossh.Dial("tcp", h.addr, &gossh.ClientConfig{User: "x", Auth: []gossh.AuthMethod{gossh.PublicKeys(signer(h.t, n))}, HostKeyCallback: gossh.InsecureIgnoreHostKey()})
}

func (h *host) dial(n byte) *gossh.Client {
	h.t.Helper()
	client, err := h.login(n)
	if err != nil {
		h.t.Fatal(err)
	}
	h.t.Cleanup(func() { _ = client.Close() })
	return client
}

// over runs a command over SSH.
func over(t testing.TB, client *gossh.Client, command string, prepare ...func(*gossh.Session)) answer {
	t.Helper()
	sess, err := client.NewSession()
	if err != nil {
		return answer{err: err.Error(), code: -1}
	}
	defer sess.Close()
	var out, errs bytes.Buffer
	sess.Stdout, sess.Stderr = &out, &errs
	for _, p := range prepare {
		p(sess)
	}
	return answer{code: codeOf(sess.Run(command)), out: out.String(), err: errs.String()}
}

// codeOf is the exit code that arrived; -1 where none did.
func codeOf(err error) int {
	var exit *gossh.ExitError
	switch {
	case err == nil:
		return done
	case errors.As(err, &exit):
		return exit.ExitStatus()
	}
	return -1
}

func english(sess *gossh.Session) { _ = sess.Setenv("LANG", "en_GB.UTF-8") }

// eventually waits until something holds.
func eventually(t testing.TB, what string, holds func() bool) {
	t.Helper()
	again := time.NewTicker(10 * time.Millisecond)
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
func (h *host) in(n int) {
	h.t.Helper()
	eventually(h.t, "other number of sessions", func() bool { in, _ := h.server.Status(); return len(in) == n })
}

// hasAll wants scenarios to be in the store.
func (h *host) hasAll(names []string) {
	h.t.Helper()
	there, err := h.store.Scenarios(demoID)
	if err != nil {
		h.t.Fatal(err)
	}
	is := map[string]bool{}
	for _, s := range there {
		is[s.Name] = true
	}
	for _, name := range names {
		if !is[name] {
			h.t.Errorf("%q was acknowledged and is not there", name)
		}
	}
}

// edit changes the file of keys as an editor does.
func (h *host) edit(change func(string) string) {
	h.t.Helper()
	path := filepath.Join(h.dir, people.File)
	data, err := os.ReadFile(path)
	if err == nil {
		err = os.WriteFile(path, []byte(change(string(data))), 0o600)
	}
	if err != nil {
		h.t.Fatal(err)
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
