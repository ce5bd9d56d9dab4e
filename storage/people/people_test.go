package people

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/rsa"
	"encoding/base64"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"

	"quotepart/engine/lang"
	"quotepart/scenarios"
)

// key makes the key of a number, always the same.
func key(t testing.TB, n byte) ssh.PublicKey {
	t.Helper()
	return signer(t, n).PublicKey()
}

func signer(t testing.TB, n byte) ssh.Signer {
	t.Helper()
	s, err := ssh.NewSignerFromKey(ed25519.NewKeyFromSeed(bytes.Repeat([]byte{n}, ed25519.SeedSize)))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// line is a key as a file has it.
func line(key ssh.PublicKey) string {
	return strings.TrimSpace(string(ssh.MarshalAuthorizedKey(key)))
}

// rsaLine makes an RSA key of a length that the standard library refuses to make.
func rsaLine(bits int) string {
	n := make([]byte, bits/8)
	_, _ = rand.Read(n)
	n[0], n[len(n)-1] = n[0]|0x80, n[len(n)-1]|1
	blob := ssh.Marshal(struct {
		Kind string
		E    []byte
		N    []byte
	}{ssh.KeyAlgoRSA, []byte{1, 0, 1}, append([]byte{0}, n...)})
	return "ssh-rsa " + base64.StdEncoding.EncodeToString(blob)
}

// store makes a folder with that file.
func store(t testing.TB, text string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, File), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

var (
	noon = time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC)
	home = netip.MustParseAddr("192.0.2.7")
)

// A file with all that it may hold. Options may be in capitals, and values hold quotes, commas and spaces.
func TestAdmit(t *testing.T) {
	dir := store(t, "# the people\r\n\n"+
		`role="lead",name="Anne Dupont" `+line(key(t, 1))+" anne@laptop\r\n"+
		`  ROLE="finance",Name="Jo \"the, count\" Noé",expiry-time="20271231",from="192.0.2.*"`+"\t"+line(key(t, 2))+"\n"+
		`role="lead",name="Anne Dupont" `+line(key(t, 3)))
	list, err := Read(dir)
	if err != nil || len(list) != 3 {
		t.Fatalf("%v, %v", list, err)
	}
	if list[0].Comment != "anne@laptop" || list[1].Line != 4 {
		t.Errorf("%+v", list)
	}
	for n, want := range map[byte]scenarios.Person{1: {Name: "Anne Dupont", Role: scenarios.Lead}, 2: {Name: `Jo "the, count" Noé`, Role: scenarios.Finance}, 3: {Name: "Anne Dupont", Role: scenarios.Lead}} {
		want.Key = ssh.FingerprintSHA256(key(t, n))
		if who, err := list.Admit(key(t, n), home, noon); who != want || err != nil {
			t.Errorf("%d: %+v, %v", n, who, err)
		}
	}
}

// Why a key lets nobody in, for the log; nothing of the person comes with it.
func TestNotAdmitted(t *testing.T) {
	one := `role="lead",name="Anne",expiry-time="20261126120000Z",from="10.0.0.0/8" ` + line(key(t, 1)) + "\n"
	dir := store(t, one+`role="lead",name="Bob",no-pty `+line(key(t, 2))+"\n")
	list, _ := Read(dir)
	for _, c := range []struct {
		key    byte
		from   string
		at     time.Time
		fr, en string
	}{
		{3, "10.0.0.1", noon, "clé inconnue SHA256:", "unknown key SHA256:"},
		{1, "11.0.0.1", noon, `de Anne : pas admise depuis 11.0.0.1 (from="10.0.0.0/8") — changez la ligne 1 de authorized_keys`, `of Anne: not let in from 11.0.0.1 (from="10.0.0.0/8") — change line 1 of authorized_keys`},
		{1, "10.0.0.1", noon.Add(time.Second), "de Anne : admise jusqu'au " + moment(noon), "of Anne: let in until " + moment(noon)},
		{2, "10.0.0.1", noon, "authorized_keys:2:24: l'option « no-pty » n'est pas connue, la clé est donc refusée", `authorized_keys:2:24: option "no-pty" is not known, so the key is refused`},
	} {
		who, err := list.Admit(key(t, c.key), netip.MustParseAddr(c.from), c.at)
		if who != (scenarios.Person{}) || err == nil {
			t.Fatalf("%+v was let in: %+v", c, who)
		}
		for l, want := range map[lang.Lang]string{lang.FR: c.fr, lang.EN: c.en} {
			if got := lang.Describe(err, l); !strings.Contains(got, want) {
				t.Errorf("%s\nwant %s", got, want)
			}
		}
	}
	for _, last := range []time.Time{noon, noon.Add(time.Second - 1)} {
		if _, err := list.Admit(key(t, 1), netip.MustParseAddr("10.0.0.1"), last); err != nil {
			t.Errorf("at the last second: %v", err)
		}
	}
}

// A certificate of a key is not the key.
func TestCertificateIsNotItsKey(t *testing.T) {
	list, err := Read(store(t, `role="lead",name="Anne" `+line(key(t, 1))))
	if err != nil {
		t.Fatal(err)
	}
	if who, err := list.Admit(certificate(t, 1), home, noon); err == nil {
		t.Errorf("let in: %+v", who)
	}
}

func certificate(t testing.TB, n byte) *ssh.Certificate {
	t.Helper()
	c := &ssh.Certificate{Key: key(t, n), CertType: ssh.UserCert, ValidPrincipals: []string{"anne"}, ValidBefore: ssh.CertTimeInfinity}
	if err := c.SignCert(rand.Reader, signer(t, n)); err != nil {
		t.Fatal(err)
	}
	return c
}

// The other kinds of keys that are good enough.
func TestKindsOfKeys(t *testing.T) {
	k, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	long, err := ssh.NewPublicKey(&k.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	const ecdsa = "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBGsX0fLhLEJH+Lzm5WOkQPJ3A32BLeszoPShOUXYmMKWT+NC4v4af5uO5+tKfA+eFivOM1drMV7Oy7ZAaDe/UfU="
	for _, good := range []string{line(long), ecdsa} {
		list, err := Read(store(t, `role="reader",name="Anne" `+good))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := list.Admit(list[0].Key, home, noon); err != nil {
			t.Error(err)
		}
	}
}
