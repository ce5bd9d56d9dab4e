package tui_test

import (
	"fmt"
	"slices"
	"testing"

	tea "charm.land/bubbletea/v2"
	"pgregory.net/rapid"

	"quotepart/scenarios"
	"quotepart/tui"
	"quotepart/tui/ui"
)

// worker is somebody who works on a shared shelf, without a screen.
type worker struct {
	c     *ui.Ctx
	shelf ui.Shelf
	n     *int            // numbers what is saved, over all workers
	stood map[string]bool // the notes of all versions that ever stood on the shelf, over all workers
}

// run does at once what the interface does in the background.
func (w *worker) run(t *rapid.T, cmd tea.Cmd) {
	for ; cmd != nil; cmd = w.c.ShelfFree() {
		switch msg := cmd().(type) {
		case ui.ShelfDone:
			w.c.Take(msg)
			for _, one := range msg.List {
				w.stood[one.Note] = true
			}
		default:
			t.Fatalf("%T", msg)
		}
	}
	w.c.Overlay = nil
}

var fewNames = rapid.SampledFrom([]string{"a", "b", "c"})

// fresh is a scenario of one of a few names, with a note that no other version has.
func (w *worker) fresh(t *rapid.T, changes []scenarios.Change) scenarios.Scenario {
	*w.n++
	return scenarios.Scenario{Name: fewNames.Draw(t, "name"), Note: fmt.Sprint("note ", *w.n), Changes: changes}
}

// one is a scenario that the worker sees, perhaps no longer as it is.
func (w *worker) one(t *rapid.T) (ui.Saved, bool) {
	if len(w.c.Saved) == 0 {
		return ui.Saved{}, false
	}
	return rapid.SampledFrom(w.c.Saved).Draw(t, "scenario"), true
}

// act does one thing.
func (w *worker) act(t *rapid.T, prices []scenarios.Change) {
	c := w.c
	switch rapid.SampledFrom([]string{"edit", "save", "save", "load", "delete", "rename", "restore", "undo", "hear", "mine", "mine", "theirs", "new"}).Draw(t, "act") {
	case "edit":
		if err := c.Work.Do(rapid.SampledFrom(prices).Draw(t, "price")); err != nil {
			t.Fatal(err)
		}
	case "save":
		next := w.fresh(t, c.Work.Changes())
		if of := c.Work.Scenario().Name; of != "" && rapid.Bool().Draw(t, "under its name") {
			next.Name = of
		}
		w.run(t, ui.Save(c, next, c.RevisionOf(next.Name)))
	case "load":
		if one, ok := w.one(t); ok {
			if err := c.Work.Load(one.Scenario, one.Revision); err != nil {
				t.Fatal(err)
			}
		}
	case "delete":
		if one, ok := w.one(t); ok {
			w.run(t, ui.Delete(c, one))
		}
	case "rename":
		if one, ok := w.one(t); ok {
			w.run(t, ui.Rename(c, one, w.fresh(t, one.Changes)))
		}
	case "restore":
		name := fewNames.Draw(t, "name")
		if all, err := w.shelf.History(name); err == nil && len(all) > 0 {
			w.run(t, ui.Restore(c, name, rapid.SampledFrom(all).Draw(t, "version")))
		}
	case "undo":
		if cmd, ok := c.UndoShelf(); ok {
			w.run(t, cmd)
		} else {
			c.Work.Undo()
		}
	case "hear":
		w.hear(t)
	case "new":
		if k := c.Conflict; k != nil {
			if _, ok := k.Mine(); ok {
				w.run(t, k.AsNew(c, w.fresh(t, nil)))
			}
		}
	default:
		w.decide(t, rapid.SampledFrom([]string{"mine", "theirs"}).Draw(t, "choice"))
	}
}

// decide takes a way out of a conflict. Taking theirs loses nothing of mine: undo brings it back.
func (w *worker) decide(t *rapid.T, id string) {
	if w.c.Conflict == nil {
		return
	}
	choice := w.c.Conflict.Choice(w.c, id)
	if choice == nil {
		return
	}
	before, steps := w.c.Work.Changes(), w.c.Work.Undoable()
	w.run(t, choice.Run(w.c))
	if id == "theirs" && w.c.Work.Undoable() > steps {
		w.c.Work.Undo()
		if got := w.c.Work.Changes(); fmt.Sprint(got) != fmt.Sprint(before) {
			t.Fatalf("mine was %v, undo brought back %v", before, got)
		}
		w.c.Work.Redo()
	}
}

// hear takes the news, where the shelf has some.
func (w *worker) hear(t *rapid.T) {
	news := ui.News{Read: true}
	var err error
	if s, ok := w.shelf.(ui.Watched); ok {
		news, err = s.News()
	} else {
		news.Said.FR = "quelque chose"
		news.List, err = w.shelf.List()
	}
	if err != nil {
		t.Fatal(err)
	}
	w.c.TakeNews(news)
}

// Whatever two people do with the same scenarios, in whatever order and with whatever choice: no version that ever stood is lost, each
// is in the history of some name; and nobody's save replaces what they have not seen.
func TestInterleavingsLoseNothing(t *testing.T) {
	s := share(t)
	var prices []scenarios.Change
	for _, price := range []string{"6.50", "7", "7.50", "8"} {
		prices = append(prices, change(t, "tariffs/college-comptes/price", price)...)
	}
	for kind, open := range map[string]func(id string) [2]ui.Shelf{
		"store": func(id string) [2]ui.Shelf {
			year := *s.d.Year
			year.ID = id
			_, err := s.store.Import(&scenarios.Dossier{Year: &year}, lead("jeanne"), false)
			must(t, err)
			return [2]ui.Shelf{tui.NewStoreShelf(s.store, id, lead("anne"), s.store.Revision()), tui.NewStoreShelf(s.store, id, lead("paul"), s.store.Revision())}
		},
		"memory": func(string) [2]ui.Shelf { m := tui.NewMemory(nil, "tous"); return [2]ui.Shelf{m, m} },
	} {
		t.Run(kind, func(t *testing.T) {
			years := 0
			rapid.Check(t, func(t *rapid.T) {
				years++
				shelves, n, stood := open(fmt.Sprintf("%s-%d", kind, years)), 0, map[string]bool{}
				var workers []*worker
				for _, shelf := range shelves {
					work, err := scenarios.NewWorkbench(s.d.Year)
					if err != nil {
						t.Fatal(err)
					}
					workers = append(workers, &worker{&ui.Ctx{Who: scenarios.Person{Role: scenarios.Lead}, Work: work, Shelf: shelf, Marked: map[string]bool{}}, shelf, &n, stood})
				}
				for range rapid.IntRange(1, 30).Draw(t, "acts") {
					before := standingNotes(t, shelves[0])
					w := rapid.SampledFrom(workers).Draw(t, "who")
					seen := notesOf(w.c.Saved)
					conflict := w.c.Conflict
					if conflict != nil {
						seen = append(seen, conflict.Theirs.Note)
					}
					seen = append(seen, w.c.Work.Scenario().Note)
					w.act(t, prices)
					for _, note := range before {
						if !slices.Contains(standingNotes(t, shelves[0]), note) && !slices.Contains(seen, note) {
							t.Fatalf("%q was replaced by somebody who had not seen it", note)
						}
					}
				}
				history := map[string]bool{}
				for _, name := range []string{"a", "b", "c"} {
					all, _ := shelves[0].History(name) // an error where there never was one
					for _, v := range all {
						history[v.Note] = true
					}
				}
				for note := range stood {
					if !history[note] {
						t.Fatalf("%q is lost", note)
					}
				}
			})
		})
	}
}

func notesOf(list []ui.Saved) []string {
	var notes []string
	for _, one := range list {
		notes = append(notes, one.Note)
	}
	return notes
}

func standingNotes(t *rapid.T, shelf ui.Shelf) []string {
	list, err := shelf.List()
	if err != nil {
		t.Fatal(err)
	}
	return notesOf(list)
}
