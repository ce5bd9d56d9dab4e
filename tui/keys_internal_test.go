package tui

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

// Keys go to the reader that waits now: one that was left takes none away from the next.
func TestKeysGoToOneReader(t *testing.T) {
	in, typing := io.Pipe()
	k := newKeys(in)
	first := k.reader()
	waiting := make(chan error)
	go func() {
		_, err := first.Read(make([]byte, 9))
		waiting <- err
	}()
	first.leave()
	if err := <-waiting; err != io.EOF {
		t.Errorf("a reader that was left ends with %v", err)
	}
	second := k.reader()
	go func() { _, _ = typing.Write([]byte("ab")) }()
	got := make([]byte, 2)
	if _, err := io.ReadFull(second, got); err != nil || string(got) != "ab" {
		t.Errorf("%q, %v", got, err)
	}
	if n, err := first.Read(got); n != 0 || err != io.EOF {
		t.Errorf("one that was left reads %d, %v", n, err)
	}
	typing.Close()
	if n, err := second.Read(got); n != 0 || err != io.EOF {
		t.Errorf("at the end: %d, %v", n, err)
	}
}

// What was typed before the end, whatever ended it, is read before the end.
func TestKeysBeforeTheEnd(t *testing.T) {
	text := strings.Repeat("0123456789", 20_000) // more than waits at a time
	for _, end := range []error{io.EOF, errors.New("cut")} {
		k := newKeys(io.MultiReader(iotest.HalfReader(strings.NewReader(text)), iotest.ErrReader(end)))
		got, err := io.ReadAll(k.reader())
		if string(got) != text || err != nil {
			t.Errorf("%d bytes of %d, %v", len(got), len(text), err)
		}
	}
}

// endless is typed for ever.
type endless struct{}

func (endless) Read(p []byte) (int, error) { return len(p), nil }

// No more is taken from the connection than may wait; the end of the terminal ends that waiting too, and what waited is not done.
func TestKeysAreBounded(t *testing.T) {
	k := newKeys(endless{})
	some := make([]byte, 1)
	for range 10 * mostTyped { // it is under way, and there is room again and again
		if _, err := k.reader().Read(some); err != nil {
			t.Fatal(err)
		}
		k.mu.Lock()
		if n := len(k.typed); n > mostTyped+4<<10 {
			t.Fatalf("%d bytes wait", n)
		}
		k.mu.Unlock()
	}
	k.close()
	if n, err := k.reader().Read(some); n != 0 || err != io.EOF {
		t.Errorf("at the end: %d, %v", n, err)
	}
}

// Sizes are drawn no larger than any screen is.
func TestSizes(t *testing.T) {
	term := NewTerminal(strings.NewReader(""), io.Discard, nil, 3000, 3000)
	defer term.Close()
	for _, c := range [][4]int{{0, 0, 1, 1}, {-5, 1 << 40, 1, mostHeight}, {120, 40, 120, 40}, {1<<32 - 1, 24, mostWidth, 24}} {
		term.Resize(c[0], c[1])
		if w, h := term.Size(); w != c[2] || h != c[3] {
			t.Errorf("%d×%d is drawn as %d×%d", c[0], c[1], w, h)
		}
	}
	if len(term.resized) != 1 {
		t.Error("sizes wait in a queue")
	}
}
