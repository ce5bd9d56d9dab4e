package people

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/crypto/ssh"

	"quotepart/engine/lang"
	"quotepart/scenarios"
)

var keys = func() (list []ssh.PublicKey) {
	for n := range byte(6) {
		list = append(list, key(&testing.B{}, n))
	}
	return list
}()

// Whatever stands in the file, each line that is no comment is either somebody who has a name and a role, or has a fault that is
// one line fit for a terminal; and who is read is read the same from what is written of them.
func FuzzFile(f *testing.F) {
	k := line(key(f, 1))
	for _, s := range []string{
		"", "# x\n\n", `role="lead",name="Anne" ` + k, `role="lead",name="Jo \"x\"",from="10.0.0.0/8,!10.0.0.?",expiry-time="20271231" ` + k + " c\r\n" + k,
		`role="lead,name="`, `role="lead",name="a\\"" ` + k, "a=\"b\" \xff", `role="reader",name="a",command="x" ` + k, `role="lead",name="A" ` + k + "\n" + `role="lead",name="A" ` + k,
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		list := parse(text)
		lines := 0
		for line := range strings.Lines(text) {
			if s := strings.TrimLeft(strings.TrimSuffix(strings.TrimSuffix(line, "\n"), "\r"), " \t"); s != "" && s[0] != '#' {
				lines++
			}
		}
		if len(list) != lines {
			t.Fatalf("%d lines, %d entries", lines, len(list))
		}
		for _, e := range list {
			for _, f := range e.Faults {
				for _, l := range []lang.Lang{lang.FR, lang.EN} {
					if s := f.In(l); !utf8.ValidString(s) || strings.ContainsFunc(s, unicode.IsControl) || f.Line != e.Line {
						t.Fatalf("a fault that is not fit for a terminal: %q", s)
					}
				}
			}
			if len(e.Faults) == 0 {
				sameWhenWritten(t, e)
			}
		}
	})
}

// sameWhenWritten writes an entry and reads it back.
func sameWhenWritten(t *testing.T, e Entry) {
	t.Helper()
	if err := e.check(); err != nil || !e.hasRole {
		t.Fatalf("read but not to be written: %+v, %v", e, err)
	}
	again := parse(e.format())
	if len(again) != 1 || len(again[0].Faults) > 0 {
		t.Fatalf("%q comes back as %+v", e.format(), again)
	}
	if !same(again[0], e) {
		t.Fatalf("%+v comes back as %+v", e, again[0])
	}
}

func same(a, b Entry) bool {
	return a.Name == b.Name && a.Role == b.Role && bytes.Equal(a.Key.Marshal(), b.Key.Marshal()) && a.From == b.From && a.Expires.Equal(b.Expires) &&
		strings.TrimSpace(lang.Clean(a.Comment)) == strings.TrimSpace(lang.Clean(b.Comment))
}

// Whatever is added is refused, or is read back as it was added.
func FuzzAdd(f *testing.F) {
	f.Add("Anne", byte(2), "10.0.0.0/8", int64(1800000000), "anne@laptop")
	f.Add("a\"\\\"b", byte(0), "", int64(0), "x\ny")
	f.Add("a\n# b", byte(1), "*\",name=\"x", int64(-1), "\xff")
	dir := store(f, "")
	f.Fuzz(func(t *testing.T, name string, role byte, from string, expires int64, comment string) {
		if err := os.WriteFile(filepath.Join(dir, File), []byte("# first"), 0o600); err != nil {
			t.Fatal(err)
		}
		e := Entry{Name: name, Role: scenarios.Role(role % 3), Key: keys[0], From: from, Comment: comment}
		if expires != 0 {
			e.Expires = time.Unix(expires, 0)
		}
		err := Add(dir, e)
		list, wrong := Read(dir)
		if err != nil {
			if len(list) != 0 {
				t.Fatalf("refused (%v) and added: %+v", err, list)
			}
			return
		}
		if wrong != nil || len(list) != 1 || list[0].Line != 2 || !same(list[0], e) {
			t.Fatalf("%+v comes back as %+v, %v", e, list, wrong)
		}
	})
}
