package emulator

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// queue is the program's input: what is written is read later, and writing
// never waits. A pipe would: the terminal answers questions while it is being
// written to, and the program may not be reading then.
type queue struct {
	mu     sync.Mutex
	filled *sync.Cond
	chunks [][]byte
	last   bool // nothing is taken any more
	closed bool // nothing is given any more
}

func newQueue() *queue {
	q := &queue{}
	q.filled = sync.NewCond(&q.mu)
	return q
}

// Write adds p, to be read in one piece: a sequence is not torn apart. After
// the last chunk it does nothing: a program that ends does not hear it.
func (q *queue) Write(p []byte) (int, error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.add(p)
	return len(p), nil
}

// add adds a chunk. The lock is held.
func (q *queue) add(p []byte) {
	if !q.last && !q.closed {
		q.chunks = append(q.chunks, append([]byte(nil), p...))
		q.filled.Signal()
	}
}

// Read gives one chunk, or the first part of it.
func (q *queue) Read(p []byte) (int, error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for len(q.chunks) == 0 && !q.closed {
		q.filled.Wait()
	}
	if q.closed {
		return 0, io.EOF
	}
	n := copy(p, q.chunks[0])
	if q.chunks[0] = q.chunks[0][n:]; len(q.chunks[0]) == 0 {
		q.chunks = q.chunks[1:]
	}
	return n, nil
}

// finish adds the last chunk: nothing can come between it and the end.
func (q *queue) finish(chunk string) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.add([]byte(chunk))
	q.last = true
}

// Close ends the input. What was not read is lost.
func (q *queue) Close() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.closed = true
	q.filled.Broadcast()
}

// send puts bytes into the program's input.
func (tm *Term) send(sequence string) { _, _ = tm.input.Write([]byte(sequence)) }

// Type types text: each character by itself, a line end as Enter.
func (tm *Term) Type(text string) {
	tm.send(strings.ReplaceAll(text, "\n", "\r"))
}

// Press presses keys by the names Bubble Tea gives them: "q", "é", "enter",
// "shift+tab", "ctrl+p", "alt+left", "f1". They go in as the sequences of a
// terminal that tells all keys apart (xterm's, and those of the kitty keyboard
// protocol where xterm's are ambiguous, such as a lone escape). An unknown
// name fails the test.
func (tm *Term) Press(keys ...string) {
	tm.t.Helper()
	for _, key := range keys {
		sequence, err := keySequence(key)
		if err != nil {
			tm.t.Fatal(err)
		}
		tm.send(sequence)
	}
}

// Paste pastes text as a terminal with bracketed paste does. It fails the test
// when the program has not turned that on.
func (tm *Term) Paste(text string) {
	tm.t.Helper()
	tm.demand(ansi.ModeBracketedPaste, "bracketed paste")
	tm.send(ansi.BracketedPasteStart + text + ansi.BracketedPasteEnd)
}

// Click presses and releases the left button on the cell at x, y, counted from
// 0. It fails the test when the program does not ask for the mouse.
func (tm *Term) Click(x, y int) {
	tm.t.Helper()
	tm.mouse(x, y, ansi.MouseLeft)
	tm.send(ansi.MouseSgr(ansi.EncodeMouseButton(ansi.MouseLeft, false, false, false, false), x, y, true))
}

// Wheel turns the wheel on the cell at x, y: n notches down, or up for a
// negative n. It fails the test when the program does not ask for the mouse.
func (tm *Term) Wheel(x, y, n int) {
	tm.t.Helper()
	button := ansi.MouseWheelDown
	if n < 0 {
		n, button = -n, ansi.MouseWheelUp
	}
	for range n {
		tm.mouse(x, y, button)
	}
}

// mouse presses a button.
func (tm *Term) mouse(x, y int, button ansi.MouseButton) {
	tm.t.Helper()
	tm.demand(ansi.ModeMouseExtSgr, "the mouse")
	tm.send(ansi.MouseSgr(ansi.EncodeMouseButton(button, false, false, false, false), x, y, false))
}

// demand fails the test when the program has not turned a mode on.
func (tm *Term) demand(mode ansi.Mode, name string) {
	tm.t.Helper()
	tm.Settle()
	tm.mu.Lock()
	on := tm.modes[mode]
	tm.mu.Unlock()
	if !on {
		tm.t.Fatalf("the program does not ask for %s", name)
	}
}

// cursorKeys end with a letter, editKeys with a tilde; both take modifiers in
// their second parameter. asciiKeys are single bytes.
var (
	cursorKeys = map[string]string{"up": "A", "down": "B", "right": "C", "left": "D", "end": "F", "home": "H",
		"f1": "P", "f2": "Q", "f4": "S"}
	editKeys = map[string]int{"insert": 2, "delete": 3, "pgup": 5, "pgdown": 6, "f3": 13, "f5": 15, "f6": 17, "f7": 18,
		"f8": 19, "f9": 20, "f10": 21, "f11": 23, "f12": 24}
	asciiKeys = map[string]rune{"tab": '\t', "enter": '\r', "esc": 0x1b, "space": ' ', "backspace": 0x7f}
)

// modifiers are the names of modifiers with their bits in a sequence.
var modifiers = []struct {
	prefix string
	bit    int
}{{"shift+", 1}, {"alt+", 2}, {"ctrl+", 4}}

// keySequence is what a terminal sends for a key.
func keySequence(key string) (string, error) {
	name, mods := key, 0
	for found := true; found; {
		found = false
		for _, m := range modifiers {
			if rest, ok := strings.CutPrefix(name, m.prefix); ok && rest != "" {
				name, mods, found = rest, mods|m.bit, true
			}
		}
	}
	if final, ok := cursorKeys[name]; ok {
		if mods == 0 && name[0] == 'f' {
			return "\x1bO" + final, nil
		}
		return withModifiers("\x1b[", "1", mods, final), nil
	}
	if number, ok := editKeys[name]; ok {
		return withModifiers("\x1b[", fmt.Sprint(number), mods, "~"), nil
	}
	code, ok := asciiKeys[name]
	if !ok {
		r, size := utf8.DecodeRuneInString(name)
		if size != len(name) || r == utf8.RuneError || r < ' ' {
			return "", fmt.Errorf("no key is called %q", key)
		}
		code = r
	}
	switch {
	case mods == 0 && code != 0x1b:
		return string(code), nil
	case key == "shift+tab":
		return "\x1b[Z", nil
	case mods == 4 && code >= 'a' && code <= 'z' && !strings.ContainsRune("hijm", code):
		return string(code & 0x1f), nil
	}
	return withModifiers("\x1b[", fmt.Sprint(code), mods, "u"), nil
}

// withModifiers is a control sequence with modifiers as its second parameter.
func withModifiers(start, number string, mods int, final string) string {
	if mods == 0 {
		if number == "1" {
			number = ""
		}
		return start + number + final
	}
	return fmt.Sprintf("%s%s;%d%s", start, number, mods+1, final)
}
