package remote

import (
	"errors"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"quotepart/engine/lang"
	"quotepart/scenarios"
)

// A session ends when its key is taken away, or given another role; the others go on.
func TestRevokedSessionsEnd(t *testing.T) {
	s := run(t, Defaults(), commands)
	anne, bob := s.dial(1), s.dial(2)
	ended := make(chan said, 1)
	go func() { ended <- do(t, anne, "hold", english) }()
	s.in(1)
	reader := open(t, bob, "copy", false)
	s.in(2)
	admit := s.admit
	fingerprint := gossh.FingerprintSHA256(signer(t, 1).PublicKey())
	for _, now := range []func(scenarios.Person) (scenarios.Person, error){
		func(who scenarios.Person) (scenarios.Person, error) { who.Role = scenarios.Reader; return who, nil },
		func(scenarios.Person) (scenarios.Person, error) { return scenarios.Person{}, errors.New("unknown key") },
	} {
		s.admit = func(key gossh.PublicKey, from netip.Addr, at time.Time) (scenarios.Person, error) {
			who, err := admit(key, from, at)
			if err == nil && gossh.FingerprintSHA256(key) == fingerprint {
				return now(who)
			}
			return who, err
		}
		s.endRevoked(time.Now())
		if got := <-ended; got.code != 3 || !strings.Contains(got.err, "your key is not let in any more, or with another role") {
			t.Errorf("%+v", got)
		}
		s.admit = admit
		go func() { ended <- do(t, anne, "hold", english) }()
		s.in(2)
	}
	if _, err := reader.Write([]byte("still there")); err != nil {
		t.Error(err)
	}
	got := make([]byte, 11)
	if _, err := reader.Read(got); err != nil || string(got) != "still there" {
		t.Errorf("%q, %v", got, err)
	}
	s.wait()
	<-ended
}

// Who only waits for input is ended like the others where nobody types, and when the server stops, and its input ends then.
func TestWaitingForInputEnds(t *testing.T) {
	limits := Defaults()
	limits.Idle = 300 * time.Millisecond
	s := run(t, limits, commands)
	ch := open(t, s.dial(1), "copy", false)
	s.in(1)
	s.in(0)
	s.logged("no key was pressed for too long")
	_ = ch.Close()
	slow := run(t, Defaults(), commands)
	ch = open(t, slow.dial(1), "copy", false)
	slow.in(1)
	began := time.Now()
	slow.wait()
	if took := time.Since(began); took > Defaults().Stop/2 {
		t.Errorf("it was waited for: %v", took)
	}
	_ = ch.Close()
}

// A long command line is not written into the log whole.
func TestLogIsBounded(t *testing.T) {
	s := run(t, Defaults(), commands)
	do(t, s.dial(1), "echo "+strings.Repeat("x", 100_000))
	s.logged("100005 characters")
	if n := len(s.log.String()); n > 5_000 {
		t.Errorf("the log has %d bytes", n)
	}
}

// A key of the server that others can read is refused.
func TestHostKeyOfOthers(t *testing.T) {
	path := filepath.Join(t.TempDir(), "host_key")
	if _, err := New(Options{HostKey: path, Limits: Defaults(), Log: &notes{}}); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	_, err := New(Options{HostKey: path, Limits: Defaults(), Log: &notes{}})
	if err == nil || !strings.Contains(lang.Describe(err, lang.FR), "chmod 600") || !strings.Contains(lang.Describe(err, lang.EN), "other accounts can read") {
		t.Errorf("%v", err)
	}
}

// One address cannot take all connections.
func TestHalfTheConnectionsOfOneAddress(t *testing.T) {
	limits := Defaults()
	limits.Connections = 4
	s := run(t, limits, commands)
	for range 2 {
		s.tcp()
	}
	eventually(t, "a refusal", func() bool { s.tcp(); _, f := s.Status(); return f.RefusedConnections > 0 })
	s.mu.Lock()
	defer s.mu.Unlock()
	if n := len(s.connections); n != 2 {
		t.Errorf("%d connections are open", n)
	}
}
