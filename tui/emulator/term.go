// Package emulator runs a Bubble Tea program in a terminal emulator, for
// tests: what is typed goes in as the bytes a terminal would send, what the
// program draws is read from the cells of a screen. Nothing in it waits for
// time to pass.
//
// Everything that looks at the screen first waits until the program has taken
// all input and drawn what follows from it, so that
//
//	term.Press("down")
//	term.Screen()
//
// shows the screen after the key. Only what the program does on its own, in
// commands, needs [Term.WaitFor] and its like.
package emulator

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"image/color"
	"io"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"
)

// Look is the kind of terminal.
type Look uint8

// The looks.
const (
	Color Look = iota // 24-bit colours on black
	Light             // 24-bit colours on white
	Mono              // no colours: NO_COLOR is set
)

// Deadline is how long a condition may take before the test fails. It bounds
// failures only: what comes earlier is seen at once.
const Deadline = 30 * time.Second

// fastest is the highest rate at which Bubble Tea draws.
const fastest = 120

// Term is a terminal with a program in it. Its methods belong to the goroutine
// of the test.
type Term struct {
	t       testing.TB
	look    Look
	program *tea.Program
	input   *queue
	asked   int           // frames asked for, see probe
	ending  tea.Msg       // what ends the program, see takeAllInput; for the program's goroutine only
	done    chan struct{} // closed when the program and all of its pipes have ended
	model   tea.Model     // the last model, once done
	err     error         // what Run gave back, once done

	mu      sync.Mutex // guards what follows
	screen  *vt.Emulator
	changed chan struct{} // closed and replaced when something was written, or the program took a message
	frame   int           // the frame on the screen
	title   string
	modes   map[ansi.Mode]bool
	written int
	copied  string // the clipboard
}

// Start runs a program with this model in a terminal of width by height cells,
// waits for its first frame, and ends it with the test. The environment is
// pinned to a terminal of that look; further options come after those of the
// harness.
func Start(t testing.TB, model tea.Model, width, height int, look Look, options ...tea.ProgramOption) *Term {
	t.Helper()
	tm := &Term{
		t: t, look: look, input: newQueue(), done: make(chan struct{}),
		screen: vt.NewEmulator(width, height), changed: make(chan struct{}), modes: map[ansi.Mode]bool{},
	}
	tm.screen.SetCallbacks(vt.Callbacks{
		Title:       tm.titled,
		EnableMode:  func(m ansi.Mode) { tm.modes[m] = true },
		DisableMode: func(m ansi.Mode) { tm.modes[m] = false },
	})
	environment, profile := []string{"TERM=xterm-256color", "COLORTERM=truecolor"}, colorprofile.TrueColor
	switch look {
	case Light:
		tm.screen.SetDefaultBackgroundColor(color.White)
		tm.screen.SetDefaultForegroundColor(color.Black)
	case Mono:
		environment, profile = []string{"TERM=xterm-256color", "NO_COLOR=1"}, colorprofile.ASCII
	}
	probe := &probe{model: model, took: tm.took, started: make(chan struct{}), awaited: 3}
	tm.program = tea.NewProgram(probe, append([]tea.ProgramOption{
		tea.WithInput(tm.input), tea.WithOutput(writer{tm}), tea.WithWindowSize(width, height),
		tea.WithColorProfile(profile), tea.WithEnvironment(environment),
		tea.WithoutSignalHandler(), tea.WithFPS(fastest), tea.WithFilter(tm.takeAllInput),
	}, options...)...)
	// The test keeps what it has to clean up, but no terminal whose program has ended: each holds some megabytes, and one test may
	// start hundreds.
	var running atomic.Pointer[Term]
	running.Store(tm)
	tm.run(func() { running.Store(nil) })
	t.Cleanup(func() {
		if tm := running.Load(); tm != nil {
			tm.end()
		}
	})
	select {
	case <-probe.started:
	case <-tm.done:
		t.Fatalf("the program ended at its start: %v", tm.err)
	case <-time.After(Deadline):
		t.Fatal("the program does not start")
	}
	tm.Settle()
	return tm
}

// run starts the program, and the pump that takes the terminal's answers to
// the program's questions (what it can do, its colours) back to the program.
// Without it the first question would block the program for ever. At its end,
// ended is called.
func (tm *Term) run(ended func()) {
	pumped := make(chan struct{})
	go func() {
		defer close(pumped)
		_, _ = io.Copy(tm.input, tm.screen) // ends when the pipe is closed
	}()
	go func() {
		defer close(tm.done)
		defer ended()
		final, err := tm.program.Run()
		if p, ok := final.(*probe); ok {
			final = p.model
		}
		tm.model, tm.err = final, err
		tm.input.Close()
		if c, ok := tm.screen.InputPipe().(io.Closer); ok {
			_ = c.Close()
		}
		<-pumped
	}()
}

// writer is the program's output: the terminal in cooked mode, which turns a
// line feed into a carriage return and a line feed.
type writer struct{ tm *Term }

func (w writer) Write(p []byte) (int, error) {
	tm := w.tm
	tm.mu.Lock()
	defer tm.mu.Unlock()
	tm.written += len(p) - len(titleSequence(p))
	tm.takeClipboard(p)
	if _, err := tm.screen.Write(bytes.ReplaceAll(p, []byte("\n"), []byte("\r\n"))); err != nil {
		return 0, fmt.Errorf("terminal: %w", err)
	}
	// An empty write comes back when the pump reads again: answers to what was
	// written just now are in the program's input by then.
	_, _ = tm.screen.InputPipe().Write(nil)
	tm.lookAgain()
	return len(p), nil
}

// lookAgain wakes what waits for a condition. The lock is held.
func (tm *Term) lookAgain() {
	close(tm.changed)
	tm.changed = make(chan struct{})
}

// takeClipboard takes what a write puts on the clipboard (OSC 52). The lock is held.
func (tm *Term) takeClipboard(p []byte) {
	_, rest, found := bytes.Cut(p, []byte("\x1b]52;c;"))
	encoded, _, ended := bytes.Cut(rest, []byte("\a"))
	if !found || !ended {
		return
	}
	if text, err := base64.StdEncoding.DecodeString(string(encoded)); err == nil {
		tm.copied = string(text)
	}
}

// Clipboard is what the program copied last (OSC 52).
func (tm *Term) Clipboard() string {
	tm.t.Helper()
	tm.Settle()
	tm.mu.Lock()
	defer tm.mu.Unlock()
	return tm.copied
}

// titleSequence is the part of a frame that sets the title, which is the
// harness's own.
func titleSequence(p []byte) []byte {
	start := bytes.Index(p, []byte("\x1b]2;"))
	if start < 0 {
		return nil
	}
	end := bytes.IndexByte(p[start:], '\a')
	if end < 0 {
		return nil
	}
	return p[start : start+end+1]
}

// Settle waits until the program has taken all input so far and what it drew
// then is on the screen, or until it has ended. Methods that look at the
// screen do this themselves.
func (tm *Term) Settle() {
	tm.t.Helper()
	select {
	case <-tm.done:
		return
	default:
	}
	tm.asked++
	tm.send(fmt.Sprintf("\x1b[?%d;0$y", firstMode+tm.asked))
	tm.wait("the program takes its input", func() bool { return tm.frame >= tm.asked }, true)
}

// wait waits for a condition, which is called with the lock held, after each
// write and each message that the program took. It fails the test when the condition does not come, unless the end of
// the program will do.
func (tm *Term) wait(what string, condition func() bool, orEnd bool) {
	tm.t.Helper()
	deadline := time.After(Deadline)
	for {
		tm.mu.Lock()
		met, changed := condition(), tm.changed
		tm.mu.Unlock()
		if met {
			return
		}
		select {
		case <-changed:
		case <-tm.done:
			tm.mu.Lock()
			met = condition()
			tm.mu.Unlock()
			if !met && !orEnd {
				tm.t.Fatalf("the program ended (%v) before: %s\n%s", tm.err, what, tm.text())
			}
			return
		case <-deadline:
			tm.t.Fatalf("not seen: %s\n%s\n\n%s", what, tm.text(), goroutines())
		}
	}
}

// WaitFor waits until the screen shows text.
func (tm *Term) WaitFor(text string) {
	tm.t.Helper()
	tm.WaitUntil(fmt.Sprintf("%q on the screen", text), func(screen string) bool { return strings.Contains(screen, text) })
}

// WaitGone waits until the screen does not show text any more.
func (tm *Term) WaitGone(text string) {
	tm.t.Helper()
	tm.WaitUntil(fmt.Sprintf("%q gone from the screen", text), func(screen string) bool { return !strings.Contains(screen, text) })
}

// WaitUntil waits until the screen is as condition wants it; what says so in
// the failure of the test. The screen is as [Term.Screen] gives it.
func (tm *Term) WaitUntil(what string, condition func(screen string) bool) {
	tm.t.Helper()
	tm.Settle()
	tm.wait(what, func() bool { return condition(tm.plain()) }, false)
}

// Resize makes the terminal width by height cells and tells the program, as a
// terminal with in-band resize does: in order with the other input.
func (tm *Term) Resize(width, height int) {
	tm.mu.Lock()
	tm.screen.Resize(width, height)
	tm.mu.Unlock()
	tm.send(ansi.InBandResize(height, width, 0, 0))
}

// Title is the title the program gives the window.
func (tm *Term) Title() string {
	tm.t.Helper()
	tm.Settle()
	tm.mu.Lock()
	defer tm.mu.Unlock()
	return tm.title
}

// Written is the number of bytes the program has written since its start. The
// title that counts frames is left out; a program that shows a cursor pays
// some 20 bytes for each look at its screen, to hide it and show it again.
func (tm *Term) Written() int {
	tm.t.Helper()
	tm.Settle()
	tm.mu.Lock()
	defer tm.mu.Unlock()
	return tm.written
}

// Send gives the program a message, as a command would. Other than input, it
// may come before input that was typed earlier.
func (tm *Term) Send(msg tea.Msg) { tm.program.Send(msg) }

// Quit ends the program, when it has taken all input, and gives back its last
// model.
func (tm *Term) Quit() tea.Model {
	tm.t.Helper()
	tm.Settle()
	tm.program.Quit()
	return tm.WaitExit()
}

// WaitExit waits until the program has ended by itself and gives back its last
// model. The test fails when the program ended with an error.
func (tm *Term) WaitExit() tea.Model {
	tm.t.Helper()
	select {
	case <-tm.done:
	case <-time.After(Deadline):
		tm.t.Fatalf("the program does not end\n%s\n\n%s", tm.text(), goroutines())
	}
	if tm.err != nil {
		tm.t.Fatalf("the program ended with: %v", tm.err)
	}
	return tm.model
}

// end ends a program that the test left running.
func (tm *Term) end() {
	select {
	case <-tm.done:
		return
	default:
	}
	go tm.program.Quit()
	select {
	case <-tm.done:
		return
	case <-time.After(Deadline):
	}
	tm.t.Errorf("the program does not end\n%s", goroutines())
	tm.program.Kill()
}

// goroutines tells what everything is doing, for a failure nobody can repeat.
func goroutines() string {
	buf := make([]byte, 1<<20)
	return string(buf[:runtime.Stack(buf, true)])
}
