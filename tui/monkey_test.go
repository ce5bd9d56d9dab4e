package tui_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"reflect"
	"regexp"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/engine/lang/langtest"
	"quotepart/scenarios"
	"quotepart/tui"
	"quotepart/tui/emulator"
	"quotepart/tui/widget"
)

var (
	monkeyKeys = flag.Int("monkey.keys", 2500, "how many keys, clicks and resizes the monkey makes")
	monkeySeed = flag.Uint64("monkey.seed", 1, "where the monkey's random numbers start")
)

// nasty are texts that people and files put into fields: numbers good and bad, accents, decomposed accents, wide characters, emoji
// in several parts, and sequences that would drive a terminal. None has a slash or a dot: what is exported stays in the folder.
var nasty = []string{
	"1", "12", "0", "-3", "1 234,56", "99999999999999999999", "5 %", "abc", "Île", "e\u0301te\u0301", "œuf", "東京都の学校", "👍", "👩\u200d🏫", "🇫🇷", "a\u0300\u0301\u0302\u0303",
	"\x1b[2J", "\x1b]52;c;aGk=\x07", "\x1b]0;titre\x07", "\u009b31m", "\u202egauche", "\u200b", "\t", "\x00", strings.Repeat("très long ", 30), "col", "m", " ",
}

// act is one thing that the monkey does.
type act struct {
	key           string // as Bubble Tea names it, or nothing
	paste         string
	width, height int // a resize
	click         bool
	x, y, wheel   int
}

func (a act) String() string {
	switch {
	case a.key != "":
		return fmt.Sprintf("key %q", a.key)
	case a.paste != "":
		return fmt.Sprintf("paste %q", a.paste)
	case a.click:
		return fmt.Sprintf("click %d,%d", a.x, a.y)
	case a.wheel != 0:
		return fmt.Sprintf("wheel %d,%d %d", a.x, a.y, a.wheel)
	}
	return fmt.Sprintf("resize %d×%d", a.width, a.height)
}

// choose draws what comes next. While something is typed into, text is more likely, and a slash does not come.
func choose(r *rand.Rand, keys []string, typing bool, width, height int) act {
	switch n := r.IntN(100); {
	case n < 4:
		if r.IntN(4) == 0 { // too small, or larger than any screen
			return act{width: 1 + r.IntN(300), height: 1 + r.IntN(100)}
		}
		return act{width: 60 + r.IntN(141), height: 15 + r.IntN(46)}
	case n < 8:
		return act{click: true, x: r.IntN(width), y: r.IntN(height)}
	case n < 10:
		return act{wheel: 1 - 2*r.IntN(2), x: r.IntN(width), y: r.IntN(height)}
	case n < 14, typing && n < 35:
		return act{paste: nasty[r.IntN(len(nasty))]}
	case n < 35:
		return act{key: moves[r.IntN(len(moves))]}
	case typing && n < 70:
		return act{key: inFields[r.IntN(len(inFields))]}
	}
	key := keys[r.IntN(len(keys))]
	if typing && key == "/" {
		key = "enter"
	}
	return act{key: key}
}

var (
	moves    = []string{"up", "down", "left", "right", "pgup", "pgdown", "home", "end", "tab", "shift+tab", "enter", "esc"}
	inFields = []string{"1", "7", ",", "a", "é", "enter", "enter", "tab", "backspace", "ctrl+u", "left", "right", "home", "esc", "up", "down", "+", "y", "n", "r"}
)

// monkey presses keys at random. Commands run as the program would run them, at some later time, one after the other.
type monkey struct {
	t             *testing.T
	r             *rand.Rand
	app           *tui.App
	work          *scenarios.Workbench
	shelf         *keeper
	stored        *engine.Year
	width, height int
	pending       []tea.Cmd
	past          []act // for the report of a failure
	computed      monkeyResult
	copied        int  // texts that went to the clipboard
	refused       bool // the shelf has refused drafts since the start, so that some may be lost, as the user was told
}

// monkeyResult is the year last looked at with what it comes to, computed from nothing.
type monkeyResult struct {
	year   *engine.Year
	typing bool
	result *engine.Result
}

func newMonkey(t *testing.T, seed uint64, options func(testing.TB) (tui.Options, *keeper)) *monkey {
	t.Chdir(t.TempDir()) // exports go here
	o, shelf := options(t)
	m := &monkey{t: t, r: rand.New(rand.NewPCG(seed, 0)), shelf: shelf, stored: o.Work.Stored(), width: 120, height: 36}
	m.start(scenarios.Draft{})
	return m
}

// start starts the interface on the stored year, with the draft of the last time.
func (m *monkey) start(draft scenarios.Draft) {
	work, err := scenarios.NewWorkbench(m.stored)
	if err != nil {
		m.t.Fatal(err)
	}
	saved, _ := m.shelf.List()
	m.work = work
	m.app, err = tui.New(tui.Options{Who: scenarios.Person{Role: scenarios.Lead}, Work: work, Shelf: m.shelf, Saved: saved, Draft: draft, Theme: "dark"})
	if err != nil {
		m.t.Fatal(err)
	}
	m.computed, m.refused = monkeyResult{}, m.shelf.refuse != nil
	m.pending = []tea.Cmd{m.app.Init()}
	m.app.Resize(m.width, m.height)
}

// step does one thing and looks at the frame.
func (m *monkey) step() {
	var keys []string
	for _, b := range m.app.Bindings() {
		keys = append(keys, b.Keys...)
	}
	m.do(choose(m.r, append(keys, moves...), m.app.Typing(), m.width, m.height))
	if m.r.IntN(2000) == 0 {
		m.shelf.refuse = lang.Wrong(lang.T("le disque est plein", "the disk is full"), lang.T("faites de la place", "make room"))
		m.refused = true
	} else if m.r.IntN(100) == 0 {
		m.shelf.refuse = nil
	}
	if m.r.IntN(200) == 0 {
		m.colleague()
	}
	for len(m.pending) > 0 && m.r.IntN(3) > 0 {
		m.runOne()
	}
}

// colleague saves or deletes a scenario behind the back of the interface, with the working changes as they are.
func (m *monkey) colleague() {
	saved, _ := m.shelf.Memory.List()
	if len(saved) == 0 {
		return
	}
	one := saved[m.r.IntN(len(saved))]
	m.past = append(m.past, act{key: "(a colleague at " + one.Name + ")"})
	if m.r.IntN(3) == 0 {
		_ = m.shelf.Memory.Delete(one.Name, one.Revision) // what is refused is not done
		return
	}
	one.Changes = m.work.Changes()
	_, _ = m.shelf.Memory.Save(one.Scenario, one.Revision)
}

// do sends one act as the message that the terminal's reader would make of it.
func (m *monkey) do(a act) {
	m.past = append(m.past, a)
	var msg tea.Msg
	switch {
	case a.key != "":
		msg = keyPress(a.key)
	case a.paste != "":
		msg = tea.PasteMsg{Content: a.paste}
	case a.click:
		msg = tea.MouseClickMsg{X: a.x, Y: a.y, Button: tea.MouseLeft}
	case a.wheel > 0:
		msg = tea.MouseWheelMsg{X: a.x, Y: a.y, Button: tea.MouseWheelDown}
	case a.wheel < 0:
		msg = tea.MouseWheelMsg{X: a.x, Y: a.y, Button: tea.MouseWheelUp}
	default:
		m.width, m.height = a.width, a.height
		msg = tea.WindowSizeMsg{Width: a.width, Height: a.height}
	}
	m.send(msg)
}

// send gives the app a message, and holds the frame against the invariants.
func (m *monkey) send(msg tea.Msg) {
	switch msg.(type) {
	case nil:
		return
	case tea.QuitMsg:
		if !m.refused && m.work.Unsaved() && len(m.shelf.draft.Changes) != len(m.work.Changes()) {
			m.fail("left with %d unsaved changes, the draft has %d", len(m.work.Changes()), len(m.shelf.draft.Changes))
		}
		m.start(m.shelf.draft)
		m.check()
		return
	}
	if several := reflect.ValueOf(msg); several.Kind() == reflect.Slice && several.Type().Elem() == reflect.TypeFor[tea.Cmd]() {
		for i := range several.Len() { // a batch, or a sequence
			m.pending = append(m.pending, several.Index(i).Interface().(tea.Cmd))
		}
		return
	}
	if v := reflect.ValueOf(msg); v.Kind() == reflect.String && v.Type().Name() == "setClipboardMsg" {
		if m.copied++; langtest.Shows(v.String()) != "" {
			m.fail("%s is copied", langtest.Shows(v.String()))
		}
	}
	_, cmd := m.app.Update(msg)
	if cmd != nil {
		m.pending = append(m.pending, cmd)
	}
	m.check()
}

// runOne runs the oldest command.
func (m *monkey) runOne() {
	cmd := m.pending[0]
	m.pending = m.pending[1:]
	if cmd == nil {
		return
	}
	done := make(chan tea.Msg, 1)
	go func() { done <- cmd() }()
	select {
	case msg := <-done:
		m.send(msg)
	case <-time.After(emulator.Deadline):
		m.fail("a command does not end")
	}
}

func (m *monkey) fail(format string, args ...any) {
	m.t.Helper()
	m.t.Fatalf("%s\nafter %d acts, the last of them %v, at %d×%d:\n%s", fmt.Sprintf(format, args...), len(m.past),
		m.past[max(0, len(m.past)-25):], m.width, m.height, uncoloured(m.app.View().Content))
}

var colours = regexp.MustCompile("\x1b\\[[0-9;:]*m")

// uncoloured is a frame without its colours.
func uncoloured(frame string) string { return colours.ReplaceAllString(frame, "") }

// check holds the frame and the figures against what they must be.
func (m *monkey) check() {
	m.t.Helper()
	view := m.app.View()
	text := uncoloured(view.Content)
	if wrong := langtest.Shows(text); wrong != "" || strings.Contains(text, "\t") {
		m.fail("a tab, or %s in the frame", wrong)
	}
	if view.WindowTitle != "quotepart" {
		m.fail("the title is %q", view.WindowTitle)
	}
	lines := strings.Split(view.Content, "\n")
	large := m.width >= 60 && m.height >= 15
	if large && len(lines) != m.height {
		m.fail("%d lines", len(lines))
	}
	for i, line := range lines {
		if w := widget.Width(line); w > m.width || large && w != m.width {
			m.fail("line %d has %d columns", i, w)
		}
	}
	if c := view.Cursor; c != nil && (c.X < 0 || c.Y < 0 || c.X >= m.width || c.Y >= m.height) {
		m.fail("the cursor is at %d,%d", c.X, c.Y)
	}
	want := m.recomputed()
	if diff := differ(m.work.Result(), want); diff != "" {
		m.fail("the result is not that of the year: %s", diff)
	}
	balance, charges := want.Totals().Balance.In(m.app.Lang()), want.Totals().Charges.In(m.app.Lang())
	if !large || m.app.Covered() || widget.Width(balance)+widget.Width(charges)+40 > m.width {
		return
	}
	if !strings.Contains(text, lang.T("solde ", "balance ").In(m.app.Lang())+balance) {
		m.fail("the split bar lacks the balance %s", balance)
	}
}

// recomputed is the result of the stored year with the changes, from nothing; while a value is typed, that of the year shown.
func (m *monkey) recomputed() *engine.Result {
	typing := m.app.Typing()
	if c := m.computed; c.year == m.work.Year() && c.typing == typing {
		return c.result
	}
	year := m.work.Year()
	if !typing {
		var err error
		if year, err = scenarios.Apply(m.stored, m.work.Changes()); err != nil {
			m.fail("the changes do not fit the stored year: %v", err)
		}
	}
	r, err := engine.Compute(year)
	if err != nil {
		m.fail("the year cannot be computed: %v", err)
	}
	m.computed = monkeyResult{m.work.Year(), typing, r}
	return r
}

// differ says in what two results differ, or nothing.
func differ(got, want *engine.Result) string {
	if got.Totals() != want.Totals() || got.Complete() != want.Complete() {
		return fmt.Sprintf("%+v, want %+v", got.Totals(), want.Totals())
	}
	if a, b := len(got.Year().Members), len(want.Year().Members); a != b {
		return fmt.Sprintf("%d members, want %d", a, b)
	}
	for i := range want.Year().Members {
		a, b := got.Member(i), want.Member(i)
		a.Member, b.Member = nil, nil
		if a != b {
			return fmt.Sprintf("%s: %+v, want %+v", want.Year().Members[i].ID, a, b)
		}
	}
	if a, b := len(got.Year().Schools), len(want.Year().Schools); a != b {
		return fmt.Sprintf("%d schools, want %d", a, b)
	}
	for i, s := range want.Year().Schools {
		if a, b := got.School(i), want.School(i); a.Total != b.Total || a.Reason != b.Reason || a.School.UAI != s.UAI {
			return fmt.Sprintf("%s: %v, want %v", s.UAI, a.Total, b.Total)
		}
	}
	return ""
}

// undoAll closes what is open and takes every edit back by key; the stored year must be what is left.
func (m *monkey) undoAll() {
	m.shelf.refuse = nil
	m.do(act{width: 120, height: 36})
	for range 20 {
		m.do(act{key: "esc"})
		for len(m.pending) > 0 {
			m.runOne()
		}
	}
	for m.work.Undoable() > 0 {
		before := m.work.Undoable()
		for range 50 { // u also takes back what was deleted from the shelf, and answers no question
			m.do(act{key: "u"})
			for len(m.pending) > 0 {
				m.runOne()
			}
			if m.work.Undoable() != before {
				break
			}
			m.do(act{key: "esc"})
		}
		if m.work.Undoable() == before {
			m.fail("u takes nothing back, with %d edits left", before)
		}
	}
	if n := len(m.work.Changes()); n > 0 {
		m.fail("%d changes are left when all is undone", n)
	}
	if diff := differ(m.work.Result(), m.work.Baseline()); diff != "" {
		m.fail("undone, the year is another one: %s", diff)
	}
	again, _ := demoOptions(m.t)
	if !reflect.DeepEqual(m.stored, again.Work.Stored()) {
		m.fail("the stored year was altered")
	}
}

// A monkey at the keyboard breaks nothing. `make monkey` lets it work for longer.
func TestMonkey(t *testing.T) {
	t.Logf("-monkey.keys %d -monkey.seed %d", *monkeyKeys, *monkeySeed)
	m := newMonkey(t, *monkeySeed, demoOptions)
	defer func() {
		if p := recover(); p != nil {
			t.Fatalf("panic: %v\nafter %d acts, the last of them %v, at %d×%d\n%s", p, len(m.past), m.past[max(0, len(m.past)-25):], m.width, m.height, debug.Stack())
		}
	}()
	for range *monkeyKeys {
		m.step()
	}
	m.undoAll()
}

// The same on hostile names, for a fifth of the time.
func TestMonkeyOnHostileNames(t *testing.T) {
	m := newMonkey(t, *monkeySeed, hostileOptions)
	for range *monkeyKeys / 5 {
		m.step()
	}
}

// The same through a terminal: what the program writes never leaves the screen's columns and rows.
func TestMonkeyInATerminal(t *testing.T) {
	t.Chdir(t.TempDir())
	o, _ := demoOptions(t)
	o.Theme = "dark"
	app, err := tui.New(o)
	if err != nil {
		t.Fatal(err)
	}
	keys := slices.Clone(moves)
	for _, screen := range app.Screens() {
		app.ShowScreen(screen)
		for _, b := range app.Bindings() {
			if b.ID != "quit" && b.ID != "palette" { // those end it
				keys = append(keys, b.Keys...)
			}
		}
	}
	keys = slices.DeleteFunc(keys, func(k string) bool { return k == "/" || k == "q" })
	r := rand.New(rand.NewPCG(*monkeySeed, 1))
	width, height := 120, 36
	term := emulator.Start(t, app, width, height, emulator.Color)
	var past []act
	for range min(*monkeyKeys, 5000) / 20 {
		a := choose(r, keys, r.IntN(2) == 0, width, height)
		past = append(past, a)
		switch {
		case a.key != "":
			term.Press(a.key)
		case a.paste != "":
			term.Paste(a.paste)
		case a.click:
			term.Click(a.x, a.y)
		case a.wheel != 0:
			term.Wheel(a.x, a.y, a.wheel)
		default:
			width, height = max(a.width, 60), max(a.height, 15)
			term.Resize(width, height)
		}
		straight(t, fmt.Sprintf("after %v", past[max(0, len(past)-10):]), term.Screen(), width, height)
	}
	if title := term.Title(); title != "quotepart" {
		t.Errorf("the title of the window became %q", title)
	}
	term.Quit()
}
