package scenarios_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"quotepart/engine"
	. "quotepart/scenarios"
)

// bench is a workbench and what it must be: the plain list of all changes ever done, in the order in which they were made, for
// each state that undo and redo can reach. The workbench replaces earlier sets, this list never does.
type bench struct {
	w            *Workbench
	stored       *engine.Year
	was          *engine.Year // a copy of the stored year
	plain        []Change
	undone, redo [][]Change
}

// A workbench under any edits, previews, undo and redo shows what the plain list of the changes gives.
func TestWorkbenchIsThePlainList(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		y := randomYear(t)
		b := &bench{w: workbench(t, y), stored: y, was: deepCopy(y)}
		for range rapid.IntRange(1, 12).Draw(t, "steps") {
			switch rapid.SampledFrom([]string{"do", "do", "do", "again", "preview", "undo", "redo", "take out", "switch", "load"}).Draw(t, "step") {
			case "do":
				b.do(t, b.some(t))
			case "again": // a correction of an earlier number
				b.do(t, b.correction(t))
			case "preview":
				b.preview(t)
			case "undo":
				b.travel(t, b.w.Undo(), &b.undone, &b.redo)
			case "redo":
				b.travel(t, b.w.Redo(), &b.redo, &b.undone)
			case "take out":
				b.takeOut(t)
			case "switch":
				b.switchOne(t)
			case "load":
				b.replace(t, b.w.Load(Scenario{Name: "s", Changes: b.w.Changes()}, 1), b.plain)
			}
			b.check(t)
		}
		b.thereAndBack(t)
	})
}

func (b *bench) some(t *rapid.T) []Change {
	var out []Change
	for range rapid.IntRange(1, 3).Draw(t, "changes") {
		out = append(out, randomChange(t, b.w.Year()))
	}
	return out
}

func (b *bench) correction(t *rapid.T) []Change {
	var sets []Change
	for _, c := range b.w.Changes() {
		if _, err := Lookup(b.w.Year(), c.Address); c.Op == Set && err == nil {
			sets = append(sets, c)
		}
	}
	if len(sets) == 0 {
		return b.some(t)
	}
	c := rapid.SampledFrom(sets).Draw(t, "correct")
	c.Off = false
	c.Value = randomValue(t, b.w.Year(), lookup(t, b.w.Year(), c.Address))
	return []Change{c}
}

// result is what the plain list gives.
func (b *bench) result(changes []Change) (*engine.Result, error) {
	y, err := Apply(b.stored, changes)
	if err != nil {
		return nil, err
	}
	r, err := engine.Compute(y)
	if err != nil {
		return nil, err
	}
	return r, nil
}

func (b *bench) do(t *rapid.T, changes []Change) {
	previewed := b.w.Preview(changes...)
	shown := describe(b.w.Result())
	err := b.w.Do(changes...)
	next := slices.Concat(b.plain, changes)
	_, want := b.result(next)
	if (err == nil) != (want == nil) || (previewed == nil) != (want == nil) {
		t.Fatalf("Do(%s)\npreview: %v\ndone: %v\nplain list: %v", texts(changes), previewed, err, want)
	}
	if err != nil {
		return
	}
	if shown != describe(b.w.Result()) {
		t.Fatalf("Do(%s) differs from its preview\n%s", texts(changes), firstDifference(describe(b.w.Result()), shown))
	}
	b.undone, b.redo, b.plain = append(b.undone, b.plain), nil, next
}

func (b *bench) preview(t *rapid.T) {
	before, year := texts(b.w.Changes()), b.w.Year()
	_ = b.w.Preview(b.some(t)...)
	b.w.Cancel()
	if texts(b.w.Changes()) != before || b.w.Year() != year {
		t.Fatalf("a preview that was cancelled changed something")
	}
}

func (b *bench) travel(t *rapid.T, did bool, from, to *[][]Change) {
	if did != (len(*from) > 0) {
		t.Fatalf("travelled %v, with %d steps", did, len(*from))
	}
	if did {
		*to = append(*to, b.plain)
		b.plain = (*from)[len(*from)-1]
		*from = (*from)[:len(*from)-1]
	}
}

func (b *bench) takeOut(t *rapid.T) {
	now := b.w.Changes()
	if len(now) == 0 {
		return
	}
	i := rapid.IntRange(0, len(now)-1).Draw(t, "take out")
	rest := slices.Delete(slices.Clone(now), i, i+1)
	b.replace(t, b.w.SetChanges(rest), rest)
}

// switchOne switches one of the changes off, or on again.
func (b *bench) switchOne(t *rapid.T) {
	now := b.w.Changes()
	if len(now) == 0 {
		return
	}
	i := rapid.IntRange(0, len(now)-1).Draw(t, "switch")
	next := slices.Clone(now)
	next[i].Off = !next[i].Off
	b.replace(t, b.w.Switch(i), next)
}

// replace takes note of a whole new list.
func (b *bench) replace(t *rapid.T, err error, list []Change) {
	if _, want := b.result(list); (err == nil) != (want == nil) {
		t.Fatalf("%s: %v, want %v", texts(list), err, want)
	}
	if err == nil {
		b.undone, b.redo, b.plain = append(b.undone, b.plain), nil, slices.Clone(list)
	}
}

func (b *bench) check(t *rapid.T) {
	want, err := b.result(b.plain)
	if err != nil {
		t.Fatalf("the plain list: %v", err)
	}
	if g, p := describeYear(b.w.Year()), describeYear(want.Year()); g != p {
		t.Fatalf("the year is not that of the plain list\n%s\n%s", texts(b.plain), firstDifference(g, p))
	}
	sameResult(t, "the result", b.w.Result(), want)
	own, err := b.result(b.w.Changes())
	if err != nil {
		t.Fatalf("its own changes: %v", err)
	}
	sameResult(t, "the result of its own changes", b.w.Result(), own)
	same(t, "the stored year", b.stored, b.was)
}

// thereAndBack undoes all, down to the stored year, and redoes all.
func (b *bench) thereAndBack(t *rapid.T) {
	for b.w.Redo() {
	}
	end, changes, steps := describe(b.w.Result()), texts(b.w.Changes()), 0
	for b.w.Undo() {
		steps++
	}
	if len(b.w.Changes()) > 0 {
		t.Fatalf("changes after undo of all: %s", texts(b.w.Changes()))
	}
	same(t, "the year after undo of all", b.w.Year(), b.stored)
	stored, err := engine.Compute(b.stored)
	if err != nil {
		t.Fatal(err)
	}
	sameResult(t, "the result after undo of all", b.w.Result(), stored)
	for range steps {
		if !b.w.Redo() {
			t.Fatalf("redo ends before undo did")
		}
	}
	if describe(b.w.Result()) != end || texts(b.w.Changes()) != changes {
		t.Fatalf("redo of all gives something else")
	}
}
