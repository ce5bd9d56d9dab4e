package ui

import (
	"image"
	"slices"

	tea "charm.land/bubbletea/v2"

	"quotepart/engine/lang"
	"quotepart/scenarios"
)

// Screen is one of the tabs. Screens are pointers and keep their own state; they never do I/O in Update.
type Screen interface {
	// ID names the screen for jumps and tests.
	ID() string
	// Title is shown in the tabs.
	Title() lang.Text
	// Bindings are the screen's own actions; the app dispatches their keys.
	Bindings() []Binding
	// Show is called when the screen comes to the front, with what was asked for.
	Show(*Ctx, Jump)
	// Refresh is called after the result, the saved scenarios or the language have changed.
	Refresh(*Ctx)
	// Update gets the messages that nothing before it took: keys without a binding, and the mouse.
	Update(*Ctx, tea.Msg) tea.Cmd
	// View draws exactly the lines and columns of the area.
	View(*Ctx, image.Rectangle) []string
}

// Binding is one action of the registry: behind keys, the help, the palette, and what a role may do.
type Binding struct {
	ID    string   // names the action in the config file and in tests: "undo", or "schools.add" for one of a screen's own
	Keys  []string // as Bubble Tea names them; the first one is shown
	Name  lang.Text
	Help  lang.Text
	Hint  bool            // shown in the line at the bottom
	Needs scenarios.Right // what the role must allow
	// When tells whether the action is there at all, such as one of the panel that has the focus; nil: always.
	When func() bool
	// Disabled says why the action makes no sense now, or nothing. It may be nil.
	Disabled func(*Ctx) lang.Text
	Run      func(*Ctx) tea.Cmd
}

// Dispatch runs the binding of a key; false where there is none. A disabled one says why.
func Dispatch(c *Ctx, bindings []Binding, key string) (tea.Cmd, bool) {
	i := slices.IndexFunc(bindings, func(b Binding) bool { return slices.Contains(b.Keys, key) })
	if i < 0 {
		return nil, false
	}
	return bindings[i].Start(c), true
}

// Start runs the action, or says why it cannot.
func (b Binding) Start(c *Ctx) tea.Cmd {
	if why := b.Refused(c); !why.IsZero() {
		c.Say(why)
		return nil
	}
	return b.Run(c)
}

// Refused says why the action cannot be run now: the role does not allow it, or it makes no sense here. It is zero where it can.
func (b Binding) Refused(c *Ctx) lang.Text {
	if why := c.Who.Role.Refuses(b.Needs); !why.IsZero() {
		return why
	}
	if b.Disabled != nil {
		return b.Disabled(c)
	}
	return lang.Text{}
}

// Overlay is drawn over the screen and gets all keys while it is there.
type Overlay interface {
	// Update tells whether the overlay is done.
	Update(*Ctx, tea.Msg) (cmd tea.Cmd, done bool)
	// View draws the overlay, at most as large as the screen.
	View(c *Ctx, width, height int) []string
}

// Typing is an Overlay in which text is typed.
type Typing interface {
	// Cursor is where the cursor stands, from the corner of the overlay as View draws it for a screen of that width.
	Cursor(c *Ctx, width int) image.Point
}

// Clickable is an Overlay whose lines do something when they are clicked.
type Clickable interface {
	// Click takes a click on a line of what View drew last, counted from its frame; it tells whether the overlay is done.
	Click(c *Ctx, line int) (cmd tea.Cmd, done bool)
}
