package remote

import (
	"io"
	"strings"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"
)

// Whoever has no key that is known gets no further, whatever else they offer.
func TestNobodyWithoutAKey(t *testing.T) {
	s := run(t, Defaults(), commands)
	for name, c := range map[string]struct {
		auth []gossh.AuthMethod
		err  string
	}{
		"nothing":                  {nil, "unable to authenticate"},
		"unknown key":              {[]gossh.AuthMethod{gossh.PublicKeys(signer(t, 9))}, "unable to authenticate"},
		"password":                 {[]gossh.AuthMethod{gossh.Password("")}, "unable to authenticate"},
		"questions":                {[]gossh.AuthMethod{gossh.KeyboardInteractive(func(_, _ string, asked []string, _ []bool) ([]string, error) { return make([]string, len(asked)), nil })}, "unable to authenticate"},
		"the key of somebody else": {[]gossh.AuthMethod{gossh.PublicKeys(turncoat{signer(t, 9), &turning{PublicKey: signer(t, 9).PublicKey(), first: 1 << 30, before: signer(t, 1).PublicKey()}})}, "EOF"},
	} {
		client := config(t, 0)
		client.Auth = c.auth
		conn, err := gossh.Dial("tcp", s.addr, client)
		if err == nil {
			conn.Close()
			t.Errorf("%s: let in", name)
		} else if !strings.Contains(err.Error(), c.err) {
			t.Errorf("%s: %v", name, err)
		}
	}
	eventually(t, "4 refused logins", func() bool { _, f := s.Status(); return f.RefusedLogins == 4 })
	s.logged("connection failed") // a signature that is wrong is a broken client, or worse
	s.alive()
}

// turncoat signs with its key, and says that it is another one.
type turncoat struct {
	gossh.Signer
	public gossh.PublicKey
}

func (t turncoat) PublicKey() gossh.PublicKey { return t.public }

// turning is a key that is another one at first.
type turning struct {
	gossh.PublicKey
	before gossh.PublicKey
	first  int // so many times
}

func (k *turning) Marshal() []byte {
	if k.first--; k.first >= 0 {
		return k.before.Marshal()
	}
	return k.PublicKey.Marshal()
}

// Somebody who asks whether one key may be used and signs with another is the one whose key signed.
func TestTheKeyThatSigned(t *testing.T) {
	s := run(t, Defaults(), commands)
	for _, c := range []struct {
		asks, signs byte
		name        string
	}{{1, 2, "bob"}, {2, 1, "anne"}} {
		signs := signer(t, c.signs)
		client := config(t, 0)
		client.Auth = []gossh.AuthMethod{gossh.PublicKeys(turncoat{signs, &turning{PublicKey: signs.PublicKey(), before: signer(t, c.asks).PublicKey(), first: 2}})}
		conn, err := gossh.Dial("tcp", s.addr, client)
		if err != nil {
			t.Fatal(err)
		}
		ch := open(t, conn, "hold", false)
		s.in(1)
		if in, _ := s.Status(); in[0].Who.Name != c.name || in[0].Who.Key != gossh.FingerprintSHA256(signs.PublicKey()) {
			t.Errorf("taken for %+v", in[0].Who)
		}
		_ = ch.Close()
		s.in(0)
		conn.Close()
	}
}

// Who connects and says nothing, or nothing that is SSH, is cut off.
func TestSilentClients(t *testing.T) {
	limits := Defaults()
	limits.Handshake = 100 * time.Millisecond
	s := run(t, limits, commands)
	for _, first := range []string{"", "SSH-2.0-x\r\n", "GET / HTTP/1.1\r\n\r\n", strings.Repeat("x", 1<<16)} {
		conn := s.tcp()
		_, _ = io.WriteString(conn, first)
		_, _ = io.Copy(io.Discard, conn) // until it is closed
	}
	eventually(t, "no connection", func() bool { s.mu.Lock(); defer s.mu.Unlock(); return len(s.connections) == 0 })
	s.alive()
}
