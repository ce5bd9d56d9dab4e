// Package ui holds what the screens of quotepart share: their context, the registry of bindings, tables whose cells are inputs
// of the year, in-place editing, and overlays. It shows a Workbench and sends it changes; no rule of the domain is here.
package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/tui/theme"
)

// Ctx is what every screen works with. There is one for each running interface.
type Ctx struct {
	Work  *scenarios.Workbench
	Lang  lang.Lang
	Theme theme.Theme
	Shelf Shelf
	Who   scenarios.Person
	// Remote says that the screen is on another machine: files here are not the user's.
	Remote bool
	// Outdated says that somebody has replaced or deleted the year since it was read.
	Outdated bool
	Keys     Keymap // the user's own keys
	Bound    Bound  // how texts call the keys that the actions have

	Calls    []scenarios.Call    // as issued, to be checked
	Invoices []scenarios.Invoice // likewise
	Marks    []scenarios.Mark    // what was marked as checked, as last read

	Saved  []Saved         // the scenarios on the shelf, as last read
	Marked map[string]bool // names of saved scenarios to be compared

	Conflict *Conflict // what somebody else did in between, while nothing was decided about it, or nil

	Edit    *Edit   // the field being edited, or nil
	Filter  *Filter // the filter being typed, or nil
	Overlay Overlay // what is drawn over the screen, or nil
	Toast   Toast
	Past    []Toast // the messages so far, the newest last
	Names   SchoolNames

	cursor   *tea.Cursor // where this frame wants the terminal's cursor
	revision int
	frame    int // counts what was drawn
	jump     *Jump
	computed map[*scenarios.Change]computed
	onShelf  bool      // a command is using the shelf
	waiting  []tea.Cmd // those that use it next
	shelved  int       // counts what the shelf did
	undos    []shelfUndo
	later    []tea.Cmd
}

// Toast is a short message about what just happened. An error stays until Esc, or until another message comes.
type Toast struct {
	Text  lang.Text
	Error bool
}

// mostPast is how many messages are remembered.
const mostPast = 200

// Jump asks for another screen, and what to show there.
type Jump struct {
	Screen string // the ID of the screen
	Member string // a member whose schools are wanted, or nothing
	School string // a school to go to, or nothing
	Tariff string // a tariff to go to, or nothing
	Charge string // a charge to go to, or nothing
	From   string // what was looked at on the screen that is left, for the way back

	Scenario string // a saved scenario to put the cursor on, or nothing
	Changes  bool   // the working changes
}

// T is the wording of a text in the session's language.
func (c *Ctx) T(fr, en string) string { return c.TextIn(lang.T(fr, en)) }

// Say shows a message.
func (c *Ctx) Say(t lang.Text) { c.show(Toast{Text: t}) }

// Complain shows an error in both languages, until it is read.
func (c *Ctx) Complain(err error) {
	c.show(Toast{Text: lang.T(lang.Describe(err, lang.FR), lang.Describe(err, lang.EN)), Error: true})
}

// complainAfter shows an error after what comes of it, which is always read: a long error is cut.
func (c *Ctx) complainAfter(first lang.Text, err error) {
	c.show(Toast{Text: lang.T(first.FR+"\n"+lang.Describe(err, lang.FR), first.EN+"\n"+lang.Describe(err, lang.EN)), Error: true})
}

func (c *Ctx) show(t Toast) {
	t.Text = lang.T(c.keyed(t.Text.FR, lang.FR), c.keyed(t.Text.EN, lang.EN))
	c.Toast = t
	c.Past = append(c.Past, t)
	if more := len(c.Past) - mostPast; more > 0 {
		c.Past = c.Past[more:]
	}
}

// Do makes one undoable edit; a refusal is shown and changes nothing. It tells whether the edit was made.
func (c *Ctx) Do(changes ...scenarios.Change) bool {
	if err := c.Apply(changes...); err != nil {
		c.Complain(err)
		return false
	}
	return true
}

// Apply makes one undoable edit, or gives the reason why it is refused: then nothing has changed.
func (c *Ctx) Apply(changes ...scenarios.Change) error {
	if why := c.Who.Role.Refuses(scenarios.MayPlay); !why.IsZero() {
		return lang.Wrong(why, lang.Text{})
	}
	if err := c.Work.Do(changes...); err != nil {
		return err
	}
	c.Changed()
	return nil
}

// Changed tells the screens that the result is another one.
func (c *Ctx) Changed() { c.revision++ }

// Revision grows with every change of the result.
func (c *Ctx) Revision() int { return c.revision }

// Shelved grows with everything that the shelf did.
func (c *Ctx) Shelved() int { return c.shelved }

// GoTo asks for another screen, after the current message.
func (c *Ctx) GoTo(j Jump) { c.jump = &j }

// Later starts a command after the current message, where none can be returned.
func (c *Ctx) Later(cmd tea.Cmd) { c.later = append(c.later, cmd) }

// TakeLater gives the commands to be started now.
func (c *Ctx) TakeLater() tea.Cmd {
	cmds := c.later
	c.later = nil
	return tea.Batch(cmds...)
}

// TakeJump gives the screen that was asked for, once.
func (c *Ctx) TakeJump() *Jump {
	j := c.jump
	c.jump = nil
	return j
}

// SetCursor puts the terminal's cursor at a place of the screen, for this frame.
func (c *Ctx) SetCursor(x, y int) { c.cursor = tea.NewCursor(x, y) }

// NewFrame says that the screen is being drawn anew.
func (c *Ctx) NewFrame() {
	c.frame++
	c.cursor = nil
}

// TakeCursor gives the place of the terminal's cursor and forgets it.
func (c *Ctx) TakeCursor() *tea.Cursor {
	cur := c.cursor
	c.cursor = nil
	return cur
}

// Columns is what a comparison shows: the reference first, then the year itself where that is not the reference, the marked
// scenarios, and the working changes where they differ. A scenario that no longer fits the year is left out and named in the error.
func (c *Ctx) Columns() ([]scenarios.Column, error) {
	reference, name := c.Work.Reference()
	columns := []scenarios.Column{{Name: name, Result: reference, Changes: c.savedChanges(name)}}
	if name != scenarios.Baseline {
		columns = append(columns, scenarios.Column{Name: scenarios.Baseline, Result: c.Work.Baseline()})
	}
	var failed error
	for _, s := range c.Saved {
		if !c.Marked[s.Name] || s.Name == name {
			continue
		}
		r, err := c.ResultOf(s.Scenario)
		if err != nil {
			failed = err
			continue
		}
		columns = append(columns, scenarios.Column{Name: s.Name, Result: r, Changes: s.Changes})
	}
	same := c.Work.Scenario().Name
	if len(c.Work.Changes()) > 0 && (c.Work.Unsaved() || !(c.Marked[same] && c.IsSaved(same)) && same != name) {
		columns = append(columns, scenarios.Column{Name: c.WorkName(), Result: c.Work.Result(), Changes: c.Work.Changes()})
	}
	return columns, failed
}

// savedChanges are those of a scenario on the shelf; none for the year itself.
func (c *Ctx) savedChanges(name string) []scenarios.Change {
	if i := slices.IndexFunc(c.Saved, func(s Saved) bool { return s.Name == name }); i >= 0 {
		return c.Saved[i].Changes
	}
	return nil
}

// ReferTo takes a scenario on the shelf, or the year itself under its name Baseline, as what all differences refer to. The
// working changes cannot be that: they would refer to themselves.
func (c *Ctx) ReferTo(name string) {
	said := lang.T("l'exercice lui-même", "the year itself")
	if name != scenarios.Baseline {
		if !c.IsSaved(name) {
			c.Say(lang.T("enregistrez d'abord les hypothèses en cours", "save the working changes first"))
			return
		}
		said = lang.T(name, name)
	}
	r, err := c.ResultOf(scenarios.Scenario{Name: name, Changes: c.savedChanges(name)})
	if err != nil {
		c.Complain(err)
		return
	}
	c.Work.SetReference(name, r)
	c.Say(lang.F("les écarts se lisent maintenant par rapport à : %s", "differences now refer to: %s", said))
	c.Changed()
}

// ResultOf computes a saved scenario on the stored year, once: lists of changes are never altered in place.
func (c *Ctx) ResultOf(s scenarios.Scenario) (*engine.Result, error) {
	if len(s.Changes) == 0 {
		return c.Work.Baseline(), nil
	}
	first := &s.Changes[0]
	done, ok := c.computed[first]
	if !ok || done.length != len(s.Changes) {
		done = computed{length: len(s.Changes)}
		var y *engine.Year
		if y, done.err = scenarios.Apply(c.Work.Stored(), s.Changes); done.err == nil {
			done.result, done.err = engine.Compute(y)
		}
		c.keepResult(first, done)
	}
	return done.result, done.err
}

func (c *Ctx) keepResult(first *scenarios.Change, done computed) {
	if c.computed == nil {
		c.computed = map[*scenarios.Change]computed{}
	}
	c.computed[first] = done
}

// computed is the result of a saved scenario, or why it does not fit the year.
type computed struct {
	length int
	result *engine.Result
	err    error
}

// ForgetSaved lets go of the results of scenarios that are no longer on the shelf.
func (c *Ctx) ForgetSaved() { c.computed = nil }

// Unkept tells whether there are working changes that no saved scenario holds, and that loading another one would put aside. Where
// all the changes of a scenario were taken out there are none: nothing is to be kept.
func (c *Ctx) Unkept() bool { return c.Work.Unsaved() && len(c.Work.Changes()) > 0 }

// WorkName names the working changes: the scenario they were loaded from, with a star where they differ, or "untitled".
func (c *Ctx) WorkName() string {
	name := c.Work.Scenario().Name
	switch {
	case name == "":
		return c.T("sans titre", "untitled")
	case c.Work.Unsaved():
		return name + "*"
	}
	return name
}
