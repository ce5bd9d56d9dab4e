package scenarios

import (
	"iter"
	"slices"

	"quotepart/engine"
)

// Workbench is a year being worked on: the changes so far, undo and redo without limit, the current result, and the reference
// it is compared with. It is not safe for use by several goroutines.
type Workbench struct {
	stored  *engine.Year
	changes []Change
	of      *document
	undone  []step // what undo would bring back, the newest last
	redone  []step
	now     state
	preview *state // what a value being typed would give

	baseline      *engine.Result // of the stored year
	reference     *engine.Result
	referenceName string // Baseline, or a scenario
}

// Baseline names the year itself, without changes.
const Baseline = "baseline"

// step is what undo and redo bring back: the changes and the scenario they belong to. Lists are never changed in place: a step
// costs a copy of the list, 200 bytes a change.
type step struct {
	changes []Change
	of      *document
}

// document is the scenario that changes were loaded or saved as; its name is empty while they were not.
type document struct {
	name, note string
	saved      []Change // what it holds
	revision   uint64   // at which it was loaded or saved; 0 where nothing stands under its name
}

type state struct {
	year   *engine.Year
	result *engine.Result
}

// NewWorkbench starts on a stored year without changes. Its errors are those of engine.Compute.
func NewWorkbench(y *engine.Year) (*Workbench, error) {
	r, err := engine.Compute(y)
	if err != nil {
		return nil, err
	}
	return &Workbench{stored: y, of: &document{}, now: state{y, r}, baseline: r, reference: r, referenceName: Baseline}, nil
}

// compute gives the state that changes on a year lead to.
func (w *Workbench) compute(from *engine.Year, changes []Change) (state, error) {
	y, err := applyOn(w.stored, from, changes)
	if err != nil {
		return state{}, err
	}
	r, err := engine.Recompute(y, w.current().result)
	return state{y, r}, err
}

// Stored is the year as stored.
func (w *Workbench) Stored() *engine.Year { return w.stored }

// Year is the year with the changes, and with the value being typed.
func (w *Workbench) Year() *engine.Year { return w.current().year }

// Result is the result of Year.
func (w *Workbench) Result() *engine.Result { return w.current().result }

func (w *Workbench) current() state {
	if w.preview != nil {
		return *w.preview
	}
	return w.now
}

// Reference is the result that differences refer to, and its name: Baseline or a scenario.
func (w *Workbench) Reference() (*engine.Result, string) { return w.reference, w.referenceName }

// SetReference compares with another result from now on.
func (w *Workbench) SetReference(name string, r *engine.Result) {
	w.reference, w.referenceName = r, name
}

// Baseline is the result of the stored year.
func (w *Workbench) Baseline() *engine.Result { return w.baseline }

// Changes is the changes so far, in their order. It must not be altered.
func (w *Workbench) Changes() []Change { return w.changes }

// Preview shows what a change would give, until it is done, replaced or cancelled. A change that is refused leaves the last
// committed state to be seen and gives its error.
func (w *Workbench) Preview(c ...Change) error {
	w.preview = nil
	s, err := w.compute(w.now.year, c)
	if err == nil {
		w.preview = &s
	}
	return err
}

// Cancel ends a preview.
func (w *Workbench) Cancel() { w.preview = nil }

// Do makes one undoable edit of one or several changes. An error (ChangeErrors, or an overflow) leaves everything as it was.
func (w *Workbench) Do(c ...Change) error {
	w.preview = nil
	if len(c) == 0 {
		return nil
	}
	next := slices.Clone(w.changes)
	replaced := false
	places := replaceable(next)
	for _, one := range c {
		at, again := places[one.Address]
		switch {
		case !commutes(one):
			next = append(next, one)
			clear(places)
		case again:
			next[at], replaced = one, true
		default:
			places[one.Address] = len(next)
			next = append(next, one)
		}
	}
	from, fresh := w.now.year, c
	if replaced { // a change in the middle: all are applied again
		from, fresh = w.stored, next
	}
	s, err := w.compute(from, fresh)
	if err != nil {
		return err
	}
	w.edited(next, w.of, s)
	return nil
}

// edited makes an edit that was computed the current state, and keeps the one before for undo.
func (w *Workbench) edited(changes []Change, of *document, s state) {
	w.undone, w.redone = append(w.undone, step{w.changes, w.of}), nil
	w.changes = slices.Clip(changes) // so that whoever appends to Changes gets a copy
	w.of, w.now = of, s
}

// replaceable gives the places of the sets that a set of the same value may replace, so that ten corrections of one number are
// one change. Only sets may stand after such a one, since they commute; one that moves a band does not. One that is switched off is
// kept: it is there to be switched on again.
func replaceable(changes []Change) map[Address]int {
	places := map[Address]int{}
	for i := len(changes) - 1; i >= 0 && commutes(changes[i]); i-- {
		if _, later := places[changes[i].Address]; !later && !changes[i].Off {
			places[changes[i].Address] = i
		}
	}
	return places
}

func commutes(c Change) bool {
	return c.Op == Set && (c.Address.Band == "" || c.Address.Field != "from")
}

// Undo takes the last edit back; false where there is none.
func (w *Workbench) Undo() bool { return w.travel(&w.undone, &w.redone) }

// Undoable is how many edits Undo can take back.
func (w *Workbench) Undoable() int { return len(w.undone) }

// Redo brings back what Undo took; false where there is nothing.
func (w *Workbench) Redo() bool { return w.travel(&w.redone, &w.undone) }

func (w *Workbench) travel(from, to *[]step) bool {
	w.preview = nil
	if len(*from) == 0 {
		return false
	}
	last := (*from)[len(*from)-1]
	s, err := w.compute(w.stored, last.changes)
	if err != nil {
		return false // cannot happen: the list was computed before
	}
	*from = (*from)[:len(*from)-1]
	*to = append(*to, step{w.changes, w.of})
	w.changes, w.of, w.now = last.changes, last.of, s
	return true
}

// Switch switches the i-th of the changes off, or on again, as one undoable edit. Its errors are those of Apply: another change
// may need this one.
func (w *Workbench) Switch(i int) error {
	next := slices.Clone(w.changes)
	next[i].Off = !next[i].Off
	return w.replaceAll(next, w.of)
}

// Active is the changes that are not switched off.
func Active(changes []Change) []Change {
	return slices.DeleteFunc(slices.Clone(changes), func(c Change) bool { return c.Off })
}

// SetChanges replaces the whole list as one undoable edit: a change taken out, or all of them.
func (w *Workbench) SetChanges(changes []Change) error {
	return w.replaceAll(changes, w.of)
}

// Load starts from a scenario as it stands at a revision, as one undoable edit: undo also brings back the name of what was there
// before. Its errors are those of Apply.
func (w *Workbench) Load(s Scenario, revision uint64) error {
	return w.replaceAll(s.Changes, newDocument(s, revision))
}

// TakeUp takes a draft up, as one undoable edit. Saved is what the scenario of the draft holds now, nothing where it is gone; a save
// is still based on what the draft was made from. Its errors are those of Apply.
func (w *Workbench) TakeUp(d Draft, saved []Change) error {
	return w.replaceAll(d.Changes, newDocument(Scenario{d.Of, d.Note, saved}, d.Revision))
}

func newDocument(s Scenario, revision uint64) *document {
	return &document{name: s.Name, note: s.Note, saved: slices.Clone(s.Changes), revision: revision}
}

func (w *Workbench) replaceAll(changes []Change, of *document) error {
	w.preview = nil
	s, err := w.compute(w.stored, changes)
	if err != nil {
		return err
	}
	w.edited(slices.Clone(changes), of, s)
	return nil
}

// Scenario is the changes under the name and note they were loaded or saved with.
func (w *Workbench) Scenario() Scenario {
	return Scenario{Name: w.of.name, Note: w.of.note, Changes: w.changes}
}

// Revision is that at which their scenario was loaded or last saved; 0 where it is not known to stand anywhere.
func (w *Workbench) Revision() uint64 { return w.of.revision }

// Draft is the changes, with what they were made from.
func (w *Workbench) Draft() Draft { return Draft{w.changes, w.of.name, w.of.note, w.of.revision} }

// Saving is a save of the changes as they are at this moment, since more may be made meanwhile.
type Saving struct {
	of *document
	s  Scenario
}

// Saving begins a save of the changes as a scenario: what they belong to now is then that scenario, also where another one has
// been loaded meanwhile.
func (w *Workbench) Saving(s Scenario) Saving { return Saving{w.of, s} }

// Based is the revision that the save is based on: of the scenario that the changes belong to, or otherwise, where they are saved
// under another name.
func (s Saving) Based(otherwise uint64) uint64 {
	if s.of.name == s.s.Name {
		return s.of.revision
	}
	return otherwise
}

// Of tells whether it is the changes of a workbench now that the save is about: nothing else has been loaded meanwhile.
func (s Saving) Of(w *Workbench) bool { return s.of == w.of }

// Done tells that the scenario was saved, at a revision.
func (s Saving) Done(revision uint64) { *s.of = *newDocument(s.s, revision) }

// Moved tells that the scenario of a name which stood at one revision now stands at another one, by the user's own hand: with the
// name and the note of to, or not at all, for which to is nil and the revision 0. What the changes belong to, now and in what undo
// brings back, follows it.
func (w *Workbench) Moved(name string, from uint64, to *Scenario, revision uint64) {
	for of := range w.documents() {
		if of.name != name || of.revision != from {
			continue
		}
		of.revision = revision
		if to != nil {
			of.name, of.note = to.Name, to.Note
		}
	}
}

// documents gives all that changes belong to, some of them more than once.
func (w *Workbench) documents() iter.Seq[*document] {
	return func(yield func(*document) bool) {
		if !yield(w.of) {
			return
		}
		for _, list := range [][]step{w.undone, w.redone} {
			for _, one := range list {
				if !yield(one.of) {
					return
				}
			}
		}
	}
}

// Unsaved tells whether there are changes that no saved scenario holds.
func (w *Workbench) Unsaved() bool {
	return !slices.EqualFunc(w.changes, w.of.saved, Change.equal)
}
