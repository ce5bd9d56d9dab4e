package scenarios

import (
	"context"
	"slices"

	"quotepart/engine"
	"quotepart/engine/lang"
)

// walk goes from one list of changes to another, entry by entry.
type walk struct {
	ctx      context.Context
	stored   *engine.Year
	metric   Metric
	parts    []part  // of both lists, in an order that is that of each list
	entries  [][]int // the parts of each entry, in their order
	last     *engine.Result
	done     int
	progress func(done, of int)
}

// part is a change of one of the lists, or of both.
type part struct {
	Change
	side  side
	entry int
}

// side says which list has a part.
type side uint8

const (
	inBoth side = iota
	inFirst
	inSecond
)

// mostCells bounds the table of the comparison of two lists. What is beyond counts as different: then the same change may
// stand on both sides, which group puts into one entry.
const mostCells = 4_000_000

// merge puts two lists into one: what they share in its order (a longest common subsequence), before it what else stands there
// in the first list, then in the second.
func merge(a, b []Change) []part {
	var out []part
	add := func(of side, changes ...Change) {
		for _, c := range changes {
			out = append(out, part{Change: c, side: of, entry: -1})
		}
	}
	start, end := 0, 0
	for start < min(len(a), len(b)) && a[start].equal(b[start]) {
		start++
	}
	for end < min(len(a), len(b))-start && a[len(a)-1-end].equal(b[len(b)-1-end]) {
		end++
	}
	add(inBoth, a[:start]...)
	tail := a[len(a)-end:]
	a, b = a[start:len(a)-end], b[start:len(b)-end]
	if len(a)*len(b) <= mostCells {
		longest := commonLengths(a, b)
		i, j := 0, 0
		for i < len(a) && j < len(b) {
			switch {
			case a[i].equal(b[j]):
				add(inBoth, a[i])
				i, j = i+1, j+1
			case longest[i+1][j] >= longest[i][j+1]:
				add(inFirst, a[i])
				i++
			default:
				add(inSecond, b[j])
				j++
			}
		}
		a, b = a[i:], b[j:]
	}
	add(inFirst, a...)
	add(inSecond, b...)
	add(inBoth, tail...)
	return out
}

// commonLengths gives for each pair of tails the length of their longest common subsequence.
func commonLengths(a, b []Change) [][]int32 {
	longest := make([][]int32, len(a)+1)
	for i := range longest {
		longest[i] = make([]int32, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i].equal(b[j]) {
				longest[i][j] = longest[i+1][j+1] + 1
			} else {
				longest[i][j] = max(longest[i+1][j], longest[i][j+1])
			}
		}
	}
	return longest
}

// group makes the entries: one for each part that only one list has, but one for all of the same address, and one for all on a
// subject that one of them adds or removes.
func (w *walk) group() {
	made := map[Address]bool{} // subjects that are added or removed
	for _, p := range w.parts {
		if p.side != inBoth && (p.Op == Add || p.Op == Remove) {
			made[p.Address] = true
		}
	}
	known := map[Address]int{}
	for i := range w.parts {
		p := &w.parts[i]
		if p.side == inBoth {
			continue
		}
		key := p.Address
		for _, subject := range subjectsOf(p.Address) {
			if made[subject] {
				key = subject
			}
		}
		at, ok := known[key]
		if !ok {
			at = len(w.entries)
			known[key] = at
			w.entries = append(w.entries, nil)
		}
		w.entries[at] = append(w.entries[at], i)
	}
	w.number()
}

// subjectsOf are what an address belongs to, the largest last: a band belongs to its tariff, a usage to its school.
func subjectsOf(a Address) []Address {
	all := []Address{a.Subject()}
	if a.Collection == InUsage {
		return append(all, Address{Collection: InSchools, ID: a.ID})
	}
	return append(all, Address{Collection: a.Collection, ID: a.ID})
}

func (w *walk) number() {
	for i, entry := range w.entries {
		for _, p := range entry {
			w.parts[p].entry = i
		}
	}
}

// changes is the list in which the entries that are on stand as in the second list, the others as in the first.
func (w *walk) changes(on func(entry int) bool) []Change {
	var list []Change
	for _, p := range w.parts {
		if p.side == inBoth || on(p.entry) == (p.side == inSecond) {
			list = append(list, p.Change)
		}
	}
	return list
}

func (w *walk) fits(on func(entry int) bool) bool {
	_, err := Apply(w.stored, w.changes(on))
	return err == nil
}

// fit makes one entry of those that only go together, until each state on the way from the first list to the second fits the
// year, in both directions. It ends at the latest with one entry for all. The error is that of a cancelled context.
func (w *walk) fit() error {
	for n := 0; n != len(w.entries); {
		n = len(w.entries)
		for at := 1; at < len(w.entries) && w.ctx.Err() == nil; {
			before := func(entry int) bool { return entry < at }
			if w.fits(before) {
				at++
			} else { // the last one needs one that follows
				w.join(at-1, w.partner(at, len(w.entries), before, at))
			}
		}
		for at := len(w.entries) - 1; at > 0 && w.ctx.Err() == nil; at-- {
			after := func(entry int) bool { return entry >= at }
			if !w.fits(after) { // the first one needs one that stands before
				w.join(w.partner(0, at, after, at-1), at)
			}
		}
	}
	return w.ctx.Err()
}

// partner finds the entry that makes a state fit when it is added to it, else the one given.
func (w *walk) partner(from, to int, on func(int) bool, otherwise int) int {
	for j := from; j < to; j++ {
		if w.fits(func(entry int) bool { return entry == j || on(entry) }) {
			return j
		}
	}
	return otherwise
}

// join makes one entry of two, at the place of the first.
func (w *walk) join(i, j int) {
	w.entries[i] = append(w.entries[i], w.entries[j]...)
	slices.Sort(w.entries[i])
	w.entries = slices.Delete(w.entries, j, j+1)
	w.number()
}

// changesOf gives the changes of an entry that the second and the first list have; turned says that the lists were exchanged.
func (w *walk) changesOf(entry int, turned bool) (added, gone []Change) {
	for _, i := range w.entries[entry] {
		if p := w.parts[i]; (p.side == inSecond) != turned {
			added = append(added, p.Change)
		} else {
			gone = append(gone, p.Change)
		}
	}
	return added, gone
}

// describe says what each entry does, against the year as the changes before it leave it, or as the first list leaves it where
// that gives the same value another way.
func (w *walk) describe(turned bool, from *engine.Year, second []Change) [][]lang.Text {
	var first []Change
	for _, p := range w.parts {
		if p.side == inBoth || (p.side == inFirst) != turned {
			first = append(first, p.Change)
		}
	}
	inFirstWords, inSecondWords := DescribeAll(w.stored, first), DescribeAll(w.stored, second)
	words := make([][]lang.Text, len(w.entries))
	i, j := 0, 0 // in the first list, in the second
	for _, p := range w.parts {
		switch {
		case p.side == inBoth:
			i, j = i+1, j+1
		case (p.side == inSecond) != turned:
			text := inSecondWords[j]
			switch other := w.other(p); {
			case other != nil && other.equal(p.Change):
				text = lang.F("à une autre place dans la liste : %s", "at another place in the list: %s", text)
			case other != nil && p.Op == Set:
				text = Describe(from, p.Change)
			}
			words[p.entry] = append(words[p.entry], text)
			j++
		default:
			if other := w.other(p); other == nil || !other.equal(p.Change) && p.Op != Set {
				without := lang.F("sans : %s", "without: %s", inFirstWords[i])
				if p.Op == Remove {
					without = lang.F("sans le retrait de : %s", "without the removal of: %s", subjectName(w.stored, p.Address))
				}
				words[p.entry] = append(words[p.entry], without)
			}
			i++
		}
	}
	return words
}

// other is what the other list has in the place of a part: a change of the same kind and address in the same entry, or nil.
func (w *walk) other(p part) *Change {
	for _, i := range w.entries[p.entry] {
		if other := &w.parts[i]; other.side != p.side && other.Op == p.Op && other.Address == p.Address {
			return &other.Change
		}
	}
	return nil
}
