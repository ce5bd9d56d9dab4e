package tui

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os/signal"
	"sync"
	"syscall"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"

	"quotepart/engine/lang"
)

// Terminal is a screen and keyboard somewhere else, on which one interface after the other is shown.
type Terminal struct {
	out     io.Writer
	profile colorprofile.Profile
	keys    *keys

	mu            sync.Mutex
	failed        error // that an interface panicked
	width, height int
	resized       chan struct{} // at most one message: who comes late to read it finds the last size
}

// The largest screen that is drawn, in cells: a frame takes memory for every cell, and the size is whatever the other side says.
const (
	mostWidth  = 400
	mostHeight = 150
)

// NewTerminal makes a terminal out of both directions of a connection; env, in the form of os.Environ, tells its colours. Reading goes
// on until the input ends or Close is called, and the input is closed.
func NewTerminal(in io.Reader, out io.Writer, env []string, width, height int) *Terminal {
	t := &Terminal{out: out, profile: colorprofile.Env(env), keys: newKeys(in), resized: make(chan struct{}, 1)}
	t.Resize(width, height)
	return t
}

// Resize tells the size of the screen in cells. What is larger than anyone's screen is drawn as large as that.
func (t *Terminal) Resize(width, height int) {
	t.mu.Lock()
	t.width, t.height = min(max(width, 1), mostWidth), min(max(height, 1), mostHeight)
	t.mu.Unlock()
	select {
	case t.resized <- struct{}{}:
	default:
	}
}

// Size tells the size in which the screen is drawn, in cells.
func (t *Terminal) Size() (width, height int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.width, t.height
}

// Keys is what is typed while no interface is shown.
func (t *Terminal) Keys() io.Reader { return t.keys.reader() }

// Close ends the input: what was not read of it is not done any more.
func (t *Terminal) Close() { t.keys.close() }

// show runs a program on the terminal, or where it is nil on that of the process, until it ends.
func (t *Terminal) show(ctx context.Context, model tea.Model, env []string) error {
	options := []tea.ProgramOption{tea.WithContext(ctx), tea.WithEnvironment(env)}
	if t == nil {
		ctx, stop := signal.NotifyContext(ctx, syscall.SIGHUP) // the terminal was closed
		defer stop()
		_, err := tea.NewProgram(model, append(options, tea.WithContext(ctx))...).Run()
		return err
	}
	// Bubble Tea's own reading waits for ever, with the program and all that hangs on it, where a key comes when the program has ended. So
	// it has nothing to read, and the keys are sent.
	nothing, end := io.Pipe()
	defer end.Close()
	input := t.keys.reader()
	defer input.leave()
	width, height := t.Size()
	p := tea.NewProgram(model, append(options, tea.WithInput(nothing), tea.WithOutput(t.out), tea.WithColorProfile(t.profile),
		tea.WithWindowSize(width, height), tea.WithoutSignalHandler(), tea.WithFilter(noSuspend))...)
	ended := make(chan struct{})
	defer close(ended)
	go t.follow(p, ended)
	go t.send(p, input, env)
	_, err := p.Run()
	switch {
	case errors.Is(err, io.EOF):
		return context.Canceled // nobody is there any more
	case errors.Is(err, tea.ErrProgramPanic):
		t.fail(err)
		return lang.Wrong(lang.T("l'interface a échoué", "the interface failed"), lang.T("rouvrez l'exercice, et prévenez l'administrateur : le journal du serveur dit pourquoi", "open the year again, and tell the administrator: the log of the server says why"))
	}
	return err
}

// Panic tells that an interface panicked which was shown on the terminal, and nil where none did. It may be called on nil.
func (t *Terminal) Panic() error {
	if t == nil {
		return nil
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.failed
}

// say writes a line where no interface is shown any more. It may be called on nil, where nobody is there to read it.
func (t *Terminal) say(line string) {
	if t != nil {
		_, _ = io.WriteString(t.out, line+"\n") // who has gone does not read it
	}
}

// send sends a program what is typed, until the reader is left. One that has ended takes it no more.
func (t *Terminal) send(p *tea.Program, input io.Reader, env []string) {
	events := make(chan uv.Event)
	go func() {
		defer close(events)
		defer func() { // a sequence that cannot be read must not end the server
			if failed := recover(); failed != nil {
				t.fail(fmt.Errorf("reading keys: %v", failed))
				p.Kill()
			}
		}()
		_ = uv.NewTerminalReader(input, uv.Environ(env).Getenv("TERM")).StreamEvents(context.Background(), events)
	}()
	for e := range events {
		p.Send(e)
	}
}

func (t *Terminal) fail(why error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.failed = why
}

// follow tells a program the sizes that the screen takes. It waits for that program alone.
func (t *Terminal) follow(p *tea.Program, ended <-chan struct{}) {
	for {
		select {
		case <-ended:
			return
		case <-t.resized:
			width, height := t.Size()
			p.Send(tea.WindowSizeMsg{Width: width, Height: height})
		}
	}
}

// noSuspend drops the wish to go to the background: there is no shell behind.
func noSuspend(_ tea.Model, msg tea.Msg) tea.Msg {
	if _, ok := msg.(tea.SuspendMsg); ok {
		return nil
	}
	return msg
}
