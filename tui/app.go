// Package tui is the interface in the terminal: one Bubble Tea model, its screens, and the split bar that is on all of them.
package tui

import (
	"cmp"
	"image"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/tui/presence"
	"quotepart/tui/theme"
	"quotepart/tui/ui"
	"quotepart/tui/widget"
)

// Options are what an interface starts with.
type Options struct {
	Work     *scenarios.Workbench
	Shelf    ui.Shelf
	Saved    []ui.Saved       // the scenarios on the shelf
	Calls    []scenarios.Call // of the year, to be checked
	Invoices []scenarios.Invoice
	Marks    []scenarios.Mark // what is marked as checked on the shelf
	Draft    scenarios.Draft  // working changes of the last time, offered at the start
	Lang     lang.Lang
	Theme    string // a theme's name, or "auto"
	Env      []string
	Who      scenarios.Person
	Terminal *Terminal      // nil: that of the process. Files are then not the user's, see ui.Ctx
	Seat     *presence.Seat // where the others see who works here; nil where nobody else is
	Keys     ui.Keymap      // the user's own keys
	Notices  []lang.Text    // of the store, such as what had to be mended: said at the start
	Faults   []error        // said at the start too: of the config file, of a draft, of a shelf on which nothing can be saved
	Years    bool           // the user can go back to a list of years
}

// App is the one tea.Model. Messages go to the overlay, else the field being edited, else the screen, else the global keys.
type App struct {
	ctx     *ui.Ctx
	screens []ui.Screen
	at      int
	width   int
	height  int
	options Options
	tabs    []span          // where the tabs were drawn
	hinted  []hint          // the hints, where they were drawn
	overlay image.Rectangle // where the overlay was drawn
	seen    int             // the revision the screens have seen
	view    tea.View        // the last frame
	same    bool            // it is as it was
	draft   scenarios.Draft // of the last time, until the user has decided about it
	kept    scenarios.Draft // as it was last given to the shelf
	left    bool            // the user is leaving: the draft is kept
	next    Next            // what comes then
	watch   ui.Watched      // a shelf on which others work too, or nil
	stirred <-chan uint64   // tells that something was done there
	stop    func()          // ends that
	others  others          // who else works on the store
	unkept  string          // why the last draft could not be kept, or nothing
	theme   string          // the name of the theme that was asked for last
	dark    bool            // the terminal's background
	trail   []crumb         // the way from the screen that was gone to straight
}

// New makes the interface. The only error is an unknown theme.
func New(o Options) (*App, error) {
	t, err := theme.Pick(o.Theme, true, o.Env)
	if err != nil {
		return nil, err
	}
	a := &App{options: o, theme: cmp.Or(o.Theme, theme.Names()[0]), dark: true, draft: o.Draft, kept: o.Draft, others: others{seat: o.Seat, who: o.Who.Name}, screens: newScreens(), ctx: &ui.Ctx{
		Work: o.Work, Lang: o.Lang, Theme: t, Shelf: o.Shelf, Saved: o.Saved, Marked: map[string]bool{},
		Calls: o.Calls, Invoices: o.Invoices, Marks: o.Marks,
		Who: o.Who, Remote: o.Terminal != nil, Keys: o.Keys, Bound: ui.Bound{},
	}}
	for _, s := range a.screens {
		a.ctx.Bound.Add(o.Keys.Apply(slices.Concat(s.Bindings(), a.bindings())))
	}
	for _, s := range a.screens {
		s.Refresh(a.ctx)
	}
	if len(o.Draft.Changes) > 0 {
		a.ctx.Overlay = a.draftQuestion()
	}
	for _, n := range o.Notices {
		a.ctx.Say(n)
	}
	for _, fault := range o.Faults {
		a.ctx.Complain(fault)
	}
	a.watch, _ = o.Shelf.(ui.Watched)
	return a, nil
}

// Init asks for the terminal's background, so that the theme fits it, folds the names that filters look in, and begins to watch what
// others do. Close ends that.
func (a *App) Init() tea.Cmd {
	a.tellOthers()
	return tea.Batch(tea.RequestBackgroundColor, ui.FoldNames(a.ctx.Work.Result()), a.startWatching(), a.others.watch())
}

// screen is the one that is shown.
func (a *App) screen() ui.Screen { return a.screens[a.at] }

// Update takes a message. It does no I/O: what is slow is a command.
func (a *App) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	var cmd tea.Cmd
	a.same = changesNothing(msg) && a.unkept == ""
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		a.width, a.height = msg.Width, msg.Height
	case tea.BackgroundColorMsg:
		a.dark = msg.IsDark()
		a.pickTheme()
	case ui.Answered, ui.Waiting:
		cmd = a.ctx.TakeBeside(msg)
	case ui.NamesFolded:
		a.ctx.Names = msg.Names
	case ui.ShelfDone:
		a.saved(msg)
		cmd = a.ctx.ShelfFree()
	case ui.ShelfRead:
		if msg.Err != nil {
			a.ctx.Complain(msg.Err)
		} else {
			msg.Take()
		}
		cmd = a.ctx.ShelfFree()
	case ui.Then:
		msg(a.ctx)
	case draftFailed:
		a.left = false
		a.ctx.Overlay = a.draftFailedQuestion(msg.err)
		cmd = a.ctx.ShelfFree()
	case draftKept:
		a.draftTold(msg.err)
		cmd = a.ctx.ShelfFree()
	case ui.Stirred:
		cmd = ui.AskNews(a.ctx, a.watch)
	case othersMoved:
		cmd = a.others.take()
	case ui.NewsRead:
		cmd = tea.Batch(a.ctx.ShelfFree(), a.takeNews(msg))
	case tea.KeyPressMsg, tea.PasteMsg, tea.MouseClickMsg, tea.MouseWheelMsg:
		cmd = a.input(msg)
	}
	if j := a.ctx.TakeJump(); j != nil {
		a.jump(*j)
	}
	a.refresh()
	return a, tea.Batch(cmd, a.ctx.TakeLater(), a.keepDraft())
}

// pickTheme takes the theme that was asked for, in the variant that fits the terminal's background.
func (a *App) pickTheme() {
	if t, err := theme.Pick(a.theme, a.dark, a.options.Env); err == nil {
		a.ctx.Theme = t
	}
}

// input sends what the user did to whom it is for.
func (a *App) input(msg tea.Msg) tea.Cmd {
	c := a.ctx
	key, isKey := msg.(tea.KeyPressMsg)
	if isKey && key.String() == "ctrl+c" {
		return a.leaveFor(Quit)
	}
	if a.left { // the draft is being kept: an edit now would not be in it
		return nil
	}
	if isKey && a.dismiss(key.String()) {
		return nil
	}
	if m, ok := msg.(tea.MouseMsg); ok {
		if cmd, taken := a.mouse(m); taken {
			return cmd
		}
	}
	switch {
	case c.Overlay != nil:
		shown := c.Overlay
		cmd, done := shown.Update(c, msg)
		if done && c.Overlay == shown {
			c.Overlay = nil
		}
		return cmd
	case c.Edit != nil:
		c.Edit.Update(c, msg)
		return nil
	case c.Filter != nil:
		c.Filter.Update(c, msg)
		return nil
	}
	if isKey {
		if cmd, found := ui.Dispatch(c, a.registry(), key.String()); found {
			return cmd
		}
	}
	return a.screen().Update(c, msg)
}

// dismiss takes the message away at the next key; an error stays until Esc. Where Esc takes a message away, it does nothing else.
func (a *App) dismiss(key string) bool {
	c := a.ctx
	if c.Edit != nil || c.Filter != nil {
		return false // what others did meanwhile is seen when the typing ends
	}
	esc := key == "esc" && c.Overlay == nil
	if c.Toast.Error && !esc {
		return false
	}
	taken := esc && !c.Toast.Text.IsZero()
	c.Toast = ui.Toast{}
	return taken
}

// refresh tells the shown screen that the result is another one; the others hear of it when they are shown.
func (a *App) refresh() {
	if a.seen != a.ctx.Revision() {
		a.seen = a.ctx.Revision()
		for _, s := range a.screens {
			s.Refresh(a.ctx)
		}
		a.tellOthers()
	}
}

// changesNothing tells whether a message leaves the screen as it is. In a server each save is such a message to everybody, before what it
// brought is read.
func changesNothing(msg tea.Msg) bool {
	switch msg := msg.(type) {
	case ui.Stirred:
		return true
	case draftKept:
		return msg.err == nil
	}
	return false
}

// View draws the frame, or gives the last one again.
func (a *App) View() tea.View {
	if !a.same || a.view.Content == "" {
		a.view = a.draw()
	}
	return a.view
}

func (a *App) draw() tea.View {
	c := a.ctx
	view := tea.View{AltScreen: true, MouseMode: tea.MouseModeCellMotion, WindowTitle: "quotepart"}
	if a.width == 0 || a.height == 0 {
		return view
	}
	if a.width < minWidth || a.height < minHeight {
		view.SetContent(widget.Fit(lang.F("terminal trop petit : il faut %[1]d×%[2]d", "terminal too small: %[1]d×%[2]d needed", minWidth, minHeight).In(c.Lang), a.width, widget.Left))
		return view
	}
	parts := layout(a.width, a.height)
	c.NewFrame()
	lines := []string{a.appBar(), a.tabLine()}
	lines = append(lines, a.screen().View(c, parts.body)...)
	lines = append(lines, splitBar(c, a.width, parts.split.Dy())...)
	bottom := a.bottomLines(parts.hints)
	lines = append(lines[:a.height-len(bottom)], bottom...)
	if c.Overlay != nil {
		lines = a.drawOverlay(lines)
	}
	view.SetContent(strings.Join(lines, "\n"))
	view.Cursor = c.TakeCursor()
	return view
}

// drawOverlay puts the overlay in the middle of the screen.
func (a *App) drawOverlay(lines []string) []string {
	c := a.ctx
	c.TakeCursor()
	top := c.Overlay.View(c, a.width, a.height)
	x, y := (a.width-widget.Width(top[0]))/2, max(0, (a.height-len(top))/2)
	a.overlay = image.Rect(x, y, x+widget.Width(top[0]), y+len(top))
	if f, ok := c.Overlay.(ui.Typing); ok {
		at := f.Cursor(c, a.width)
		c.SetCursor(x+at.X, y+at.Y)
	}
	return widget.Overlay(lines, top, x, y)
}
