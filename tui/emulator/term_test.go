package emulator

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// toy is a program that shows what it is told.
type toy struct {
	width, height int
	events        []string
	value         string
	loaded        string
	background    string
	plain         bool          // without the line of wide characters
	release       chan struct{} // lets the command of "load" end
}

type loadedMsg string

func (m *toy) Init() tea.Cmd { return tea.RequestBackgroundColor }

func (m *toy) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.width, m.height = msg.Width, msg.Height
	case tea.BackgroundColorMsg:
		m.background = map[bool]string{true: "dark", false: "light"}[msg.IsDark()]
	case loadedMsg:
		m.loaded = string(msg)
	case tea.PasteMsg:
		m.events = append(m.events, fmt.Sprintf("paste %q", msg.Content))
	case tea.MouseClickMsg:
		m.events = append(m.events, fmt.Sprintf("click %s %d,%d", msg.Button, msg.X, msg.Y))
	case tea.MouseWheelMsg:
		m.events = append(m.events, fmt.Sprintf("wheel %s %d,%d", msg.Button, msg.X, msg.Y))
	case tea.KeyPressMsg:
		m.events = append(m.events, msg.String())
		switch msg.String() {
		case "ctrl+q":
			return m, tea.Quit
		case "ctrl+l":
			return m, func() tea.Msg { <-m.release; return loadedMsg("loaded") }
		case "ctrl+x":
			panic("toy broke")
		}
		m.value += msg.Text
	}
	return m, nil
}

func (m *toy) View() tea.View {
	last := ""
	if len(m.events) > 0 {
		last = m.events[len(m.events)-1]
	}
	title := fmt.Sprintf("\x1b[1;38;2;103;189;240mToy\x1b[m %dx%d %s", m.width, m.height, m.background)
	lines := []string{
		title,
		"last: " + last,
		"value: " + m.value,
		m.loaded,
		"\x1b[7m東京 école e\u0301te\u0301 👍\x1b[m│",
	}
	if m.plain {
		lines[4] = ""
	}
	for len(lines) < m.height {
		lines = append(lines, fmt.Sprintf("%*d", m.width, len(lines)))
	}
	v := tea.NewView(strings.Join(lines[:max(min(m.height, len(lines)), 1)], "\n"))
	v.AltScreen = true
	v.MouseMode = tea.MouseModeCellMotion
	v.WindowTitle = "Toy; " + m.value
	v.Cursor = tea.NewCursor(7+ansi.StringWidth(m.value), 2)
	return v
}

func startToy(t *testing.T, look Look) *Term {
	t.Helper()
	tm := Start(t, &toy{release: make(chan struct{})}, 40, 8, look)
	tm.WaitFor("Toy 40x8 ") // the background comes as an answer of the terminal
	tm.WaitUntil("the background", func(s string) bool { return strings.Contains(s, "dark") || strings.Contains(s, "light") })
	return tm
}

func TestGoldens(t *testing.T) {
	for name, look := range map[string]Look{"toy-color": Color, "toy-light": Light, "toy-mono": Mono} {
		t.Run(name, func(t *testing.T) {
			tm := startToy(t, look)
			tm.Type("é東")
			tm.Golden(name)
			Golden(t, name+".svg", tm.SVG())
		})
	}
}

// Every key the harness knows comes to the program under its own name.
func TestKeys(t *testing.T) {
	tm := startToy(t, Color)
	names := []string{"q", "Q", "é", "東", "+", "/", "ctrl++", "alt+x", "alt+é", "ctrl+alt+x", "alt+shift+left"}
	for name := range cursorKeys {
		names = append(names, name, "ctrl+"+name, "shift+"+name, "alt+"+name)
	}
	for name := range editKeys {
		names = append(names, name, "ctrl+"+name, "shift+"+name)
	}
	for name := range asciiKeys {
		names = append(names, name, "ctrl+"+name, "shift+"+name, "alt+"+name)
	}
	for c := 'a'; c <= 'z'; c++ {
		if !strings.ContainsRune("qlx", c) { // these do something in the toy
			names = append(names, "ctrl+"+string(c))
		}
	}
	tm.Press(names...)
	model := tm.Quit().(*toy)
	for i, name := range names {
		want := name
		if i >= len(model.events) || model.events[i] != want {
			t.Fatalf("key %q came as %q", name, model.events[min(i, len(model.events)):min(i+2, len(model.events))])
		}
	}
}

func TestUnknownKey(t *testing.T) {
	for _, name := range []string{"", "ctrl+", "entrer", "ctrl+nope", "\x1b"} {
		if sequence, err := keySequence(name); err == nil {
			t.Errorf("key %q is sent as %q", name, sequence)
		}
	}
}

func TestScreenFollowsInput(t *testing.T) {
	tm := startToy(t, Color)
	for i := range 5 {
		tm.Type("x")
		if want := "value: " + strings.Repeat("x", i+1) + "\n"; !strings.Contains(tm.Screen(), want) {
			t.Fatalf("after key %d, without waiting:\n%s", i+1, tm.Screen())
		}
	}
	if x, y, visible := tm.Cursor(); x != 12 || y != 2 || !visible {
		t.Errorf("cursor at %d,%d, shown: %v", x, y, visible)
	}
	if got := tm.Title(); got != "Toy; xxxxx" {
		t.Errorf("title %q", got)
	}
}

func TestMouseAndPaste(t *testing.T) {
	tm := startToy(t, Color)
	tm.Click(3, 4)
	tm.WaitFor("last: click left 3,4")
	tm.Wheel(5, 6, 1)
	tm.WaitFor("last: wheel wheeldown 5,6")
	tm.Wheel(5, 6, -1)
	tm.WaitFor("last: wheel wheelup 5,6")
	tm.Paste("a\nb; é")
	tm.WaitFor(`last: paste "a\nb; é"`)
}

func TestResize(t *testing.T) {
	tm := startToy(t, Color)
	for _, size := range [][2]int{{60, 15}, {20, 5}, {120, 40}, {7, 1}, {80, 24}} {
		w, h := size[0], size[1]
		tm.Resize(w, h)
		lines := strings.Split(tm.Screen(), "\n")
		if len(lines) != h {
			t.Fatalf("%dx%d: %d lines", w, h, len(lines))
		}
		if want := fmt.Sprintf("Toy %dx%d dark", w, h); !strings.HasPrefix(want, lines[0]) {
			t.Errorf("%dx%d: first line %q", w, h, lines[0])
		}
		if want := fmt.Sprintf("%*d", w, h-1); h > 5 && lines[h-1] != want {
			t.Errorf("%dx%d: last line %q, want %q", w, h, lines[h-1], want)
		}
	}
}

// What a command brings later has no input to wait behind: that is what
// WaitFor is for.
func TestWaitForCommands(t *testing.T) {
	model := &toy{release: make(chan struct{})}
	tm := Start(t, model, 40, 8, Color)
	tm.Press("ctrl+l")
	if strings.Contains(tm.Screen(), "loaded") {
		t.Error("loaded before the command could end")
	}
	close(model.release)
	tm.WaitFor("loaded")
	tm.Send(loadedMsg("empty"))
	tm.WaitGone("loaded")
}

// A condition may be about what is not on the screen, such as a file that a command wrote: it is looked at again when the program
// has taken the command's message, though that draws nothing.
func TestConditionOffTheScreen(t *testing.T) {
	model := &toy{release: make(chan struct{}), loaded: "loaded"}
	tm := Start(t, model, 40, 8, Color)
	tm.Press("ctrl+l")
	looks := 0
	tm.WaitUntil("the command has ended", func(string) bool {
		if looks++; looks == 1 {
			close(model.release)
		}
		return looks > 1
	})
	tm.Quit()
}

func TestProgramThatQuits(t *testing.T) {
	tm := startToy(t, Color)
	tm.Press("a", "ctrl+q")
	model := tm.WaitExit().(*toy)
	if got := strings.Join(model.events, " "); got != "a ctrl+q" {
		t.Errorf("last model saw %q", got)
	}
	if got := strings.TrimSpace(tm.Screen()); got != "" {
		t.Errorf("the program leaves on the screen:\n%s", got)
	}
}

func TestWritten(t *testing.T) {
	tm := Start(t, &toy{plain: true}, 40, 8, Color)
	tm.WaitFor("dark")
	before := tm.Written()
	if n := tm.Written() - before; n > 24 {
		t.Errorf("looking at the screen counts as %d bytes", n)
	}
	before = tm.Written()
	tm.Type("x")
	if n := tm.Written() - before; n < 4 || n > 100 {
		t.Errorf("%d bytes for a key that changes two cells", n)
	}
}

// fake is a testing.TB that keeps failures to itself.
type fake struct {
	testing.TB
	failure  string
	cleanups []func()
}

func (f *fake) Helper()           {}
func (f *fake) Failed() bool      { return f.failure != "" }
func (f *fake) Cleanup(fn func()) { f.cleanups = append(f.cleanups, fn) }
func (f *fake) Errorf(format string, args ...any) {
	f.failure += fmt.Sprintf(format, args...)
}
func (f *fake) Fatal(args ...any) {
	f.failure += fmt.Sprint(args...)
	runtime.Goexit()
}
func (f *fake) Fatalf(format string, args ...any) {
	f.Errorf(format, args...)
	runtime.Goexit()
}

// failureOf runs a test that should fail and gives its failure.
func failureOf(test func(t *fake)) string {
	f := &fake{}
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer func() {
			for _, cleanup := range f.cleanups {
				cleanup()
			}
		}()
		test(f)
	}()
	<-done
	return f.failure
}

func TestFailuresSayWhatIsOnTheScreen(t *testing.T) {
	if *update {
		t.Skip("with -update goldens are written: that a difference fails cannot be tried")
	}
	got := failureOf(func(t *fake) {
		tm := Start(t, &toy{}, 40, 8, Color)
		tm.Press("b", "ctrl+q")
		tm.WaitExit()
		tm.WaitFor("never")
	})
	if !strings.Contains(got, `before: "never" on the screen`) {
		t.Errorf("failure: %s", got)
	}
	got = failureOf(func(t *fake) { Start(t, &toy{}, 40, 8, Color).Press("entrer") })
	if !strings.Contains(got, `no key is called "entrer"`) {
		t.Errorf("failure: %s", got)
	}
	got = failureOf(func(t *fake) {
		tm := Start(t, &toy{}, 40, 8, Color)
		tm.Press("ctrl+x")
		tm.WaitExit()
	})
	if !strings.Contains(got, "panic") {
		t.Errorf("failure: %s", got)
	}
	got = failureOf(func(t *fake) { Golden(t, "not-there", "some text") })
	if !strings.Contains(got, "not-there.golden is missing") || !strings.Contains(got, "some text") {
		t.Errorf("failure: %s", got)
	}
	got = failureOf(func(t *fake) { Golden(t, "toy-mono", "Toy\nother") })
	if !strings.Contains(got, "   1- Toy 40x8 dark") || !strings.Contains(got, "   2+ other") {
		t.Errorf("failure: %s", got)
	}
}

func TestDiff(t *testing.T) {
	got := diff("a\nb\nc\nd", "a\nc\nx\nd")
	want := "      a\n   2- b\n      c\n   3+ x\n      d\n"
	if got != want {
		t.Errorf("diff:\n%s\nwant:\n%s", got, want)
	}
}

// programGoroutines gives the stacks of what runs of programs and terminals,
// by the number of the goroutine.
func programGoroutines() map[string]string {
	found := map[string]string{}
	for stack := range strings.SplitSeq(goroutines(), "\n\n") {
		for _, part := range []string{"bubbletea/v2.(*Program)", "ultraviolet.(*TerminalReader)", "emulator.(*Term).run"} {
			if strings.Contains(stack, part) {
				number, _, _ := strings.Cut(stack, " [")
				found[number] = stack
			}
		}
	}
	return found
}

// Nothing of a program is left when it has ended, however it ended.
func TestNothingLeaks(t *testing.T) {
	ends := map[string]func(tm *Term){
		"Quit":     func(tm *Term) { tm.Quit() },
		"WaitExit": func(tm *Term) { tm.Press("ctrl+q", "a", "b"); tm.WaitExit() },
		"end":      func(tm *Term) { tm.end() },
	}
	for name, end := range ends {
		t.Run(name, func(t *testing.T) {
			before := programGoroutines() // of programs that broke in other tests
			for range 3 {
				tm := Start(t, &toy{}, 40, 8, Color) // the terminal's answers are still coming
				tm.Type("some text")
				tm.Resize(30, 10)
				end(tm)
			}
			deadline := time.Now().Add(Deadline)
			for {
				left := programGoroutines()
				for number := range before {
					delete(left, number)
				}
				if len(left) == 0 {
					return
				}
				if time.Now().After(deadline) {
					t.Fatalf("still running: %s", left)
				}
				runtime.Gosched()
			}
		})
	}
}
