// Package theme names what a piece of text means on the screen (a title, a
// difference, the row under the cursor) and knows how each theme shows it.
//
// Widgets and screens speak only of roles. A role is turned into an escape
// sequence once, when the theme is made, so that drawing a cell costs no more
// than joining strings. Colours are written as 24-bit colours: Bubble Tea
// brings them down to what the terminal can show.
package theme

import (
	"fmt"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Role is what a piece of text means on the screen.
type Role uint8

// The roles. Text is the zero value: the terminal's own colours.
const (
	Text         Role = iota
	Muted             // units, hints, what does not count
	Title             // titles of frames and screens
	Accent            // the current thing, marks of selected rows
	KeyName           // a key in the line of hints
	Header            // column titles
	HeaderActive      // the title of the column under the cursor
	Cursor            // the row under the cursor, in the widget that has the focus
	CursorIdle        // the row under the cursor, in a widget without the focus
	CursorCell        // the cell of the row under the cursor that keys change
	Edit              // text being edited
	Positive          // a difference above zero
	Negative          // a difference below zero
	Success           // something was done
	Warning           // look at this
	Error             // this is wrong
	Frame             // borders
	FrameFocus        // the border of the widget that has the focus
	AppBar            // the line at the top of the screen
	Tab               // a screen's name in the list of screens
	TabActive         // the name of the screen that is shown
	Threshold         // the line of a threshold in a chart
	Fill1             // fills of bars; see Fill
	Fill2
	Fill3
	Fill4
	Fill5
	roleCount
)

// Fills is the number of different bar fills.
const Fills = 5

// Fill is the role of the i-th kind of bar, from 0; it starts again after the
// last of the [Fills].
func Fill(i int) Role {
	return Fill1 + Role(((i%Fills)+Fills)%Fills)
}

// reset ends every styled piece of text.
const reset = "\x1b[m"

// Theme shows roles. The zero Theme shows everything in the terminal's own
// colours, without any attribute.
type Theme struct {
	name   string
	prefix [roleCount]string
}

// Names are the themes a user can ask for. "auto" follows the terminal's
// background.
func Names() []string {
	return []string{"auto", "dark", "light", "mono", "safe"}
}

// New makes the theme of that name, one of [Names]. The background decides
// between dark and light for "auto", and which variant of "safe" (the
// colour-blind-safe colours of Okabe and Ito) is taken. The error names the
// themes there are.
func New(name string, darkBackground bool) (Theme, error) {
	if !slices.Contains(Names(), name) {
		return Theme{}, fmt.Errorf("unknown theme %q: use one of %s", name, strings.Join(Names(), ", "))
	}
	styles := darkStyles
	switch {
	case name == "mono":
		styles = monoStyles
	case name == "safe" && darkBackground:
		styles = safeDarkStyles
	case name == "safe":
		styles = safeLightStyles
	case name == "light", name == "auto" && !darkBackground:
		styles = lightStyles
	}
	t := Theme{name: name}
	for role, s := range styles {
		t.prefix[role] = s.sequence()
	}
	return t, nil
}

// Pick makes the theme for a session: name as the user asked for it ("" is
// "auto"), env as the terminal's session gives it. NO_COLOR turns "auto" into
// "mono"; a theme asked for by name wins over NO_COLOR, as no-color.org says.
func Pick(name string, darkBackground bool, env []string) (Theme, error) {
	if name == "" {
		name = "auto"
	}
	if name == "auto" && NoColor(env) {
		name = "mono"
	}
	return New(name, darkBackground)
}

// NoColor reports whether env, in the form of os.Environ, asks for no colours:
// NO_COLOR is there and is not empty, whatever its value (no-color.org).
func NoColor(env []string) bool {
	set := false
	for _, pair := range env {
		if value, ok := strings.CutPrefix(pair, "NO_COLOR="); ok {
			set = value != "" // the last one counts, as in a process environment
		}
	}
	return set
}

// Name is the name the theme was made with.
func (t Theme) Name() string { return t.name }

// Render shows s in a role. s must not hold styled text: its end would end the
// role too.
func (t Theme) Render(role Role, s string) string {
	p := t.prefix[role]
	if p == "" || s == "" {
		return s
	}
	return p + s + reset
}

// Over shows s in a role on top of another one: a difference in its colour on
// the background of the row under the cursor. Where both say something, role
// wins.
func (t Theme) Over(under, role Role, s string) string {
	return string(t.Append(nil, under, role, s))
}

// Append is [Theme.Over] for a buffer, for widgets that draw many cells.
func (t Theme) Append(dst []byte, under, role Role, s string) []byte {
	a, b := t.prefix[under], t.prefix[role]
	if under == role {
		b = ""
	}
	if s == "" || a == "" && b == "" {
		return append(dst, s...)
	}
	dst = append(dst, a...)
	dst = append(dst, b...)
	dst = append(dst, s...)
	return append(dst, reset...)
}

// style is how one role looks. Colours are "#rrggbb", or empty for the
// terminal's own.
type style struct {
	fg, bg                          string
	bold, faint, underline, inverse bool
}

// sequence is the escape sequence that turns the style on, or "" for the
// terminal's own look.
func (s style) sequence() string {
	var a ansi.Style
	if s.bold {
		a = a.Bold()
	}
	if s.faint {
		a = a.Faint()
	}
	if s.underline {
		a = a.Underline(true)
	}
	if s.inverse {
		a = a.Reverse(true)
	}
	if s.fg != "" {
		a = a.ForegroundColor(ansi.XParseColor(s.fg))
	}
	if s.bg != "" {
		a = a.BackgroundColor(ansi.XParseColor(s.bg))
	}
	if len(a) == 0 {
		return ""
	}
	return a.String()
}
