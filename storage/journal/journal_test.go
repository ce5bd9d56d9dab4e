package journal

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// written is a journal of n lines, as a file.
func written(t testing.TB, n int) (path string, last Line) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "journal.jsonl")
	j, err := Create(OS{}, path, Line{At: time.Unix(0, 0).UTC(), Do: Created})
	must(t, err)
	for i := 1; i < n; i++ {
		_, err := j.Append(Line{At: time.Unix(int64(i), 0).UTC(), By: "anne", Do: Saved, Set: []Write{{Key: "scenario/x/é", Value: json.RawMessage(fmt.Sprintf(`{"n":%d}`, i))}, {Key: "gone"}}})
		must(t, err)
	}
	last = j.Last()
	must(t, j.Close())
	return path, last
}

func read(t testing.TB, data []byte) ([]Line, int64, error) {
	t.Helper()
	var lines []Line
	var copied []byte
	_, size, err := Read(bytes.NewReader(data), func(l Line, raw []byte) error {
		lines = append(lines, l)
		copied = append(copied, raw...)
		return nil
	})
	if int64(len(copied)) != size || !bytes.HasPrefix(append(bytes.Clone(data), '\n'), copied) {
		t.Errorf("%d bytes of whole lines, but %d were given, or others", size, len(copied))
	}
	return lines, size, err
}

func TestRoundTrip(t *testing.T) {
	path, last := written(t, 5)
	data, err := os.ReadFile(path)
	must(t, err)
	lines, size, err := read(t, data)
	must(t, err)
	if len(lines) != 5 || size != int64(len(data)) || lines[4].Sum != last.Sum || lines[4].Seq != 5 || lines[4].Prev != lines[3].Sum {
		t.Errorf("%+v", lines)
	}
	if w := lines[4].Set; string(w[0].Value) != `{"n":4}` || w[0].Gone() || !w[1].Gone() {
		t.Errorf("%+v", w)
	}
	j, err := Open(OS{}, path, lines[4], size)
	must(t, err)
	if _, err := j.Append(Line{Do: Marked}); err != nil {
		t.Fatal(err)
	}
	must(t, j.Close())
	data, _ = os.ReadFile(path)
	if lines, _, err := read(t, data); err != nil || len(lines) != 6 {
		t.Errorf("%d lines, %v", len(lines), err)
	}
}

// Whatever one bit of a journal becomes, it is told in which line, and the lines before it are given.
func TestEachBit(t *testing.T) {
	path, _ := written(t, 3)
	data, err := os.ReadFile(path)
	must(t, err)
	for at := range data {
		for bit := range 8 {
			damaged := bytes.Clone(data)
			damaged[at] ^= 1 << bit
			lines, _, err := read(t, damaged)
			before := uint64(bytes.Count(data[:at], []byte("\n")))
			var broken *Broken
			if !errors.As(err, &broken) || broken.Line != before+1 || uint64(len(lines)) != before {
				t.Fatalf("bit %d of byte %d: %v after %d lines", bit, at, err, len(lines))
			}
			if broken.Torn != (at == len(data)-1) || broken.Last != (before == 2) && at != len(data)-1 {
				if !(damaged[at] == '\n' || data[at] == '\n') {
					t.Fatalf("bit %d of byte %d: %+v", bit, at, broken)
				}
			}
		}
	}
}

// A journal that ends early gives its whole lines; a last line without its line feed is whole, and is given it by Open.
func TestEachEnd(t *testing.T) {
	path, _ := written(t, 3)
	data, err := os.ReadFile(path)
	must(t, err)
	for end := range data {
		lines, size, err := read(t, data[:end])
		whole := bytes.Count(data[:end], []byte("\n"))
		complete := data[end] == '\n'
		if complete {
			whole++
		}
		var broken *Broken
		atLine := end == 0 || data[end-1] == '\n' || complete
		switch {
		case len(lines) != whole:
			t.Fatalf("%d lines of %d at %d", len(lines), whole, end)
		case atLine && err != nil, !atLine && (!errors.As(err, &broken) || !broken.Torn || !broken.Last || broken.Offset != size):
			t.Fatalf("at %d: %v", end, err)
		}
		if end == 0 {
			continue
		}
		must(t, os.WriteFile(path, data[:end], 0o600))
		last := Line{}
		if whole > 0 {
			last = lines[whole-1]
		}
		j, err := Open(OS{}, path, last, size)
		must(t, err)
		if _, err := j.Append(Line{Do: Marked}); err != nil {
			t.Fatal(err)
		}
		must(t, j.Close())
		mended, _ := os.ReadFile(path)
		if lines, _, err := read(t, mended); err != nil || len(lines) != whole+1 {
			t.Fatalf("opened at %d: %d lines, %v", end, len(lines), err)
		}
	}
}

// Lines that are exchanged, doubled, taken out or taken from another journal break the chain, whole as each is.
func TestChain(t *testing.T) {
	path, _ := written(t, 4)
	data, err := os.ReadFile(path)
	must(t, err)
	l := strings.SplitAfter(string(data), "\n")[:4]
	other, _, err := Seal(Line{Seq: 3, Do: Saved})
	must(t, err)
	for name, c := range map[string]struct {
		lines []string
		at    uint64
	}{
		"exchanged":    {[]string{l[0], l[2], l[1], l[3]}, 2},
		"doubled":      {[]string{l[0], l[1], l[1]}, 3},
		"taken out":    {[]string{l[0], l[1], l[3]}, 3},
		"from another": {[]string{l[0], l[1], string(other) + "\n", l[3]}, 3},
		"first gone":   {l[1:], 1},
		"an empty one": {[]string{l[0], "\n", l[1]}, 2},
	} {
		_, _, err := read(t, []byte(strings.Join(c.lines, "")))
		var broken *Broken
		if !errors.As(err, &broken) || broken.Line != c.at {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestLongLineIsRefused(t *testing.T) {
	_, _, err := Read(bytes.NewReader(bytes.Repeat([]byte("x"), maxLine+1<<20)), func(Line, []byte) error { return nil })
	var broken *Broken
	if !errors.As(err, &broken) || !errors.Is(err, errLong) {
		t.Error(err)
	}
	path, _ := written(t, 1)
	data, _ := os.ReadFile(path)
	lines, size, err := read(t, data)
	must(t, err)
	j, err := Open(OS{}, path, lines[0], size)
	must(t, err)
	defer j.Close()
	if _, err := j.Append(Line{By: strings.Repeat("x", maxLine)}); !errors.Is(err, errLong) {
		t.Error(err)
	}
}

// What Seal writes, Unseal reads; with anything changed, it does not.
func TestSeal(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		type value struct{ A, B string }
		want := value{rapid.String().Draw(r, "a"), rapid.String().Draw(r, "b")}
		data, sum, err := Seal(want)
		if err != nil {
			r.Fatal(err)
		}
		var got value
		if s, err := Unseal(data, &got); err != nil || s != sum {
			r.Fatal(err)
		}
		if back, _, _ := Seal(got); !bytes.Equal(back, data) {
			r.Fatalf("%q became %q", data, back)
		}
		at := rapid.IntRange(0, len(data)-1).Draw(r, "at")
		data[at] ^= byte(rapid.IntRange(1, 255).Draw(r, "bits"))
		if _, err := Unseal(data, &got); err == nil {
			r.Fatalf("%q is taken", data)
		}
	})
}

// No bytes make Read panic, and what it calls whole it reads as that again.
func FuzzRead(f *testing.F) {
	path, _ := written(f, 3)
	data, err := os.ReadFile(path)
	must(f, err)
	f.Add(data)
	f.Add(data[:len(data)-1])
	f.Add([]byte("\n"))
	f.Add([]byte(`{"seq":1,"sha256":""}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		_, size, _ := read(t, data)
		if size > int64(len(data)) {
			data = append(bytes.Clone(data), '\n')
		}
		if _, again, err := read(t, data[:size]); err != nil || again != size {
			t.Fatalf("%d bytes were whole, then %d: %v", size, again, err)
		}
	})
}

// writerBehind is a file of which another process writes the rest while it is read.
type writerBehind struct{ now, later *strings.Reader }

func (w *writerBehind) Read(p []byte) (int, error) {
	n, err := w.now.Read(p)
	if err == io.EOF {
		w.now, w.later = w.later, w.now
	}
	return n, err
}

// A line that is finished by another process just when its start was read is a torn one, and not a broken one with others behind it.
func TestReadBesideAWriter(t *testing.T) {
	path, _ := written(t, 3)
	data, err := os.ReadFile(path)
	must(t, err)
	text := string(data)
	cut := len(text) - 20
	beside := func() io.Reader {
		return &writerBehind{strings.NewReader(text[:cut]), strings.NewReader(text[cut:])}
	}
	_, _, err = Read(beside(), func(Line, []byte) error { return nil })
	var broken *Broken
	if !errors.As(err, &broken) || !broken.Torn || !broken.Last {
		t.Errorf("%+v", err)
	}
	var last Piece
	if err := Scan(beside(), func(p Piece) error { last = p; return nil }); err != nil || !last.Torn || !last.Last {
		t.Errorf("%+v, %v", last, err)
	}
}
