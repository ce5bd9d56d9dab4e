package people

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"quotepart/engine/lang"
	"quotepart/scenarios"
)

func content(t testing.TB, dir string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, File))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return string(data)
}

func TestAddAndRemove(t *testing.T) {
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	anne := Entry{Name: `Anne "A" Noé`, Role: scenarios.Lead, Key: key(t, 1), Comment: "anne@laptop\n"}
	bob := Entry{Name: "Bob", Role: scenarios.Finance, Key: key(t, 2), From: "10.0.0.0/8,!10.0.0.1", Expires: noon}
	if err := errors.Join(Add(dir, anne), Add(dir, bob)); err != nil {
		t.Fatal(err)
	}
	want := `role="lead",name="Anne \"A\" Noé" ` + line(key(t, 1)) + " anne@laptop\n" +
		`role="finance",name="Bob",expiry-time="20261126120000Z",from="10.0.0.0/8,!10.0.0.1" ` + line(key(t, 2)) + "\n"
	if got := content(t, dir); got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	if info, err := os.Stat(filepath.Join(dir, File)); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	if n, err := Remove(dir, anne.Name); n != 1 || err != nil || content(t, dir) != strings.SplitAfter(want, "\n")[1] {
		t.Errorf("%d, %v: %s", n, err, content(t, dir))
	}
}

// A removed person's lines all go, also those that are refused: none must come back when a line is mended.
func TestRemoveTakesAllKeys(t *testing.T) {
	anne := func(n byte, options string) string { return options + `,name="Anne" ` + line(key(t, n)) + "\n" }
	dir := store(t, anne(1, `role="lead"`)+anne(2, `role="lead",no-pty`)+"# kept\n"+anne(3, `role="lead"`))
	if n, err := Remove(dir, "Anne"); n != 3 || err != nil || content(t, dir) != "# kept\n" {
		t.Errorf("%d, %v: %s", n, err, content(t, dir))
	}
}

// What is refused leaves the file as it was.
func TestRefusedEdits(t *testing.T) {
	text := `role="lead",name="Anne" ` + line(key(t, 1)) + "\n" + `role="lead",no-pty,name="Bob" ` + line(key(t, 2)) + "\n" + `role="x",name="Eve" ` + line(key(t, 3)) + "\n"
	dir := store(t, text)
	add := func(e Entry) error { return Add(dir, e) }
	remove := func(name string) error { _, err := Remove(dir, name); return err }
	for _, c := range []struct {
		err    error
		fr, en string
	}{
		{add(Entry{Name: "Zoé", Key: key(t, 1)}), "cette clé est déjà à la ligne 1 de authorized_keys, pour « Anne » — pour la changer, enlevez d'abord cette ligne : quotepart user remove, ou à la main si elle est refusée", `this key is on line 1 of authorized_keys already, for "Anne" — to change it, take that line away first: quotepart user remove, or by hand where it is refused`},
		{add(Entry{Name: "Zoé", Key: key(t, 2)}), "cette clé est déjà à la ligne 2", "this key is on line 2"},
		{add(Entry{Name: "Anne", Key: key(t, 4)}), "« Anne » a le rôle lead, à la ligne 1 de authorized_keys — donnez ce rôle", `"Anne" has the role lead, on line 1 of authorized_keys — give this role`},
		{add(Entry{Name: "Bob", Key: key(t, 4)}), "« Bob » a le rôle lead, à la ligne 2", `"Bob" has the role lead, on line 2`},
		{add(Entry{Name: "a\nb", Key: key(t, 4), From: "x", Expires: time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)}), "le nom « a\\nb » ne se voit pas tel qu'il est écrit — retapez-le\n« x » n'est pas une adresse", "the name “a\\nb” is not shown as it is written — type it again\n\"x\" is not an address"},
		{add(Entry{Name: "Zoé", Key: key(t, 4), Expires: time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)}), "« 100000101000000Z » n'est pas une date", `"100000101000000Z" is not a time`},
		{add(Entry{Name: "Zoé"}), "la clé manque", "the key is missing"},
		{add(Entry{Name: "Zoé", Key: certificate(t, 4)}), "les certificats ne sont pas admis", "certificates are not let in"},
		{remove("Ane"), "« Ane » n'a pas de clé — vouliez-vous dire « Anne » ?", `"Ane" has no key — did you mean "Anne"?`},
		{remove(""), "« » n'a pas de clé", `"" has no key`},
		{Add(filepath.Join(dir, "none"), Entry{Name: "Zoé", Key: key(t, 4)}), "« " + filepath.Join(dir, "none", File) + " » ne peut pas être écrit", `"` + filepath.Join(dir, "none", File) + `" cannot be written`},
	} {
		if c.err == nil {
			t.Errorf("done: %s", c.en)
			continue
		}
		for l, want := range map[lang.Lang]string{lang.FR: c.fr, lang.EN: c.en} {
			if got := describe(c.err, l); !strings.HasPrefix(strings.ReplaceAll(got, "«  »", "« »"), want) {
				t.Errorf("%s\nwant %s", got, want)
			}
		}
	}
	if got := content(t, dir); got != text {
		t.Errorf("the file has changed: %s", got)
	}
	// A name whose role cannot be read has none that could clash.
	if err := Add(dir, Entry{Name: "Eve", Role: scenarios.Finance, Key: key(t, 5)}); err != nil {
		t.Error(err)
	}
}

func TestParseKey(t *testing.T) {
	if k, comment, err := ParseKey(" " + line(key(t, 1)) + " anne@laptop\n"); err != nil || !bytes.Equal(k.Marshal(), key(t, 1).Marshal()) || comment != "anne@laptop" {
		t.Errorf("%v, %q, %v", k, comment, err)
	}
	for _, s := range []string{"", "x", "-----BEGIN OPENSSH PRIVATE KEY-----", `role="lead" ` + line(key(t, 1)), line(key(t, 1)) + "\n" + line(key(t, 2)), "ssh-ed25519 " + line(key(t, 1)), line(certificate(t, 1)), rsaLine(1024)} {
		if k, _, err := ParseKey(s); err == nil || k != nil {
			t.Errorf("%q is taken", s)
		}
	}
}

// Editors at the same time lose nothing of each other.
func TestEditorsAtTheSameTime(t *testing.T) {
	dir := store(t, "")
	var wait sync.WaitGroup
	for n := range byte(20) {
		wait.Go(func() {
			if err := Add(dir, Entry{Name: fmt.Sprint("p", n), Key: key(t, n)}); err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	if list, err := Read(dir); len(list) != 20 || err != nil {
		t.Errorf("%d, %v", len(list), err)
	}
}

// Whatever is added and removed, all other lines stay byte for byte, and those who were added are let in.
func TestEditsKeepOtherLines(t *testing.T) {
	dir := store(t, "")
	rapid.Check(t, func(t *rapid.T) {
		others := rapid.SliceOf(rapid.SampledFrom([]string{"# note", "", "  ", "\t# x\r", "broken", `role="lead" ssh-ed25519 AAAA`, `role="lead`, "ssh-ed25519", "\xff\x00"})).Draw(t, "others")
		text := strings.Join(others, "\n")
		if err := os.WriteFile(filepath.Join(dir, File), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if text != "" && !strings.HasSuffix(text, "\n") {
			text += "\n"
		}
		in := map[byte]bool{} // by the number of the key; two have the same name
		for n := range rapid.SliceOf(rapid.ByteRange(0, 5)).Draw(t, "edits") {
			number := byte(n % 6)
			name := fmt.Sprint("person ", number/2)
			if rapid.Bool().Draw(t, "add") {
				err := Add(dir, Entry{Name: name, Role: scenarios.Lead, Key: keys[number]})
				if (err != nil) != in[number] {
					t.Fatalf("%d: %v", number, err)
				}
				in[number] = true
				continue
			}
			want := 0
			for _, k := range []byte{number / 2 * 2, number/2*2 + 1} {
				if in[k] {
					want++
				}
				delete(in, k)
			}
			if got, err := Remove(dir, name); got != want || (err != nil) != (want == 0) {
				t.Fatalf("%d removed, want %d: %v", got, want, err)
			}
		}
		data, err := os.ReadFile(filepath.Join(dir, File))
		if err != nil {
			t.Fatal(err)
		}
		list, _ := Read(dir)
		var kept strings.Builder
		number := 0
		for line := range strings.Lines(string(data)) {
			number++
			if !slices.ContainsFunc(list, func(e Entry) bool { return e.Line == number && len(e.Faults) == 0 }) {
				kept.WriteString(line)
			}
		}
		if got := kept.String(); got != text && got+"\n" != text {
			t.Fatalf("%q became %q", text, got)
		}
		for n, k := range keys {
			if _, err := list.Admit(k, home, noon); (err == nil) != in[byte(n)] {
				t.Fatalf("key %d: %v", n, err)
			}
		}
	})
}
