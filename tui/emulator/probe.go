package emulator

import (
	"fmt"
	"net/url"
	"strings"

	tea "charm.land/bubbletea/v2"
)

// probe stands around the model of a test and makes its frames known by
// number. A number comes in with the other input, as the report of a terminal
// mode that does not exist, so it is behind all input before it; it goes out
// in the title of the window, in the same write as the frame it belongs to.
type probe struct {
	model   tea.Model
	took    func() // is called after each message
	frame   int
	started chan struct{} // closed when Bubble Tea's messages of the start have come
	awaited int           // how many of those are still to come
}

// firstMode is the mode that stands for frame 0, far from those that exist;
// lastMode the one that stands for the end of the input.
const (
	firstMode = 100_000
	lastMode  = firstMode - 1
)

// takeAllInput is a filter of messages that lets a program end only when it
// has taken all of its input: Bubble Tea's reader would wait for ever to hand
// over the rest. What comes after the program wanted to end is lost, as on a
// real terminal.
func (tm *Term) takeAllInput(_ tea.Model, msg tea.Msg) tea.Msg {
	if tm.ending == nil {
		switch msg.(type) {
		case tea.QuitMsg, tea.InterruptMsg:
			tm.ending = msg
			tm.input.finish(fmt.Sprintf("\x1b[?%d;0$y", lastMode))
			return nil
		}
		return msg
	}
	if report, ok := msg.(tea.ModeReportMsg); ok && report.Mode.Mode() == lastMode {
		return tm.ending
	}
	return nil
}

func (p *probe) Init() tea.Cmd { return p.model.Init() }

func (p *probe) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if report, ok := msg.(tea.ModeReportMsg); ok && report.Mode.Mode() >= firstMode {
		p.frame = report.Mode.Mode() - firstMode
		return p, nil
	}
	var cmd tea.Cmd
	p.model, cmd = p.model.Update(msg)
	p.took()
	switch msg.(type) {
	case tea.WindowSizeMsg, tea.ColorProfileMsg, tea.EnvMsg:
		if p.awaited--; p.awaited == 0 {
			close(p.started)
		}
	}
	return p, cmd
}

// took wakes what waits for a condition: not all that a message brings is drawn. A draft that is on the shelf, for one, changes no
// cell of the screen.
func (tm *Term) took() {
	tm.mu.Lock()
	defer tm.mu.Unlock()
	tm.lookAgain()
}

func (p *probe) View() tea.View {
	v := p.model.View()
	v.WindowTitle = fmt.Sprintf("%d %s", p.frame, url.PathEscape(v.WindowTitle))
	return v
}

// titled takes the number of a frame from the title of the window. The lock is
// held: titles come in writes.
func (tm *Term) titled(title string) {
	var frame int
	if _, err := fmt.Sscanf(title, "%d ", &frame); err != nil {
		return // the program ends, and resets the title
	}
	_, escaped, _ := strings.Cut(title, " ")
	if plain, err := url.PathUnescape(escaped); err == nil {
		tm.title = plain
	}
	tm.frame = frame
}
