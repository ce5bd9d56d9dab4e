package scenarios

import (
	"context"
	"math/big"
	"strings"

	"quotepart/engine"
	"quotepart/engine/lang"
)

// Attribution is the difference of one amount between two lists of changes on a year, attributed to the changes that set them
// apart: Total = the sum of the effects + Rounding, to the cent. docs/why.md tells an auditor how.
type Attribution struct {
	Metric   Metric
	From, To Amount
	Total    engine.Cents // To − From
	Entries  []Entry      // in the order of the lists
	Rounding engine.Cents // cents that no change made: halves, and those that a largest remainder moved
	Complete bool         // nothing was missing in any of the computations
}

// Entry is what one change does to the amount, or several that only go together.
type Entry struct {
	Added    []Change    // those that only the second list has
	Gone     []Change    // those that only the first list has
	Words    []lang.Text // what they do, for people, one or more
	Delta    engine.Cents
	Complete bool // nothing was missing where it was computed: else Delta leaves that out
}

// String writes the changes in one line: the second list's, and after "without" the first list's.
func (e Entry) String() string {
	var parts []string
	for _, c := range e.Added {
		parts = append(parts, c.String())
	}
	for _, c := range e.Gone {
		parts = append(parts, "without "+c.String())
	}
	return strings.Join(parts, "; ")
}

// Why attributes the difference of a metric between two lists of changes on a stored year. An entry's effect is the mean of
// what it does when the entries are made one after the other from the first to the last, and from the last to the first: for
// entries that act on each other in pairs, such as a price and a number of pupils, that is the mean over all orders (their
// Shapley value). It costs two computations an entry; progress, where it is not nil, is told of each.
//
// Errors: a Fault where neither list has the subject of the metric, ChangeErrors where a list does not fit the year,
// engine.ErrOverflow, and that of a context that was cancelled.
func Why(ctx context.Context, stored *engine.Year, a, b []Change, m Metric, progress func(done, of int)) (Attribution, error) {
	if progress == nil {
		progress = func(int, int) {}
	}
	a, b = Active(a), Active(b)
	turned := strings.Compare(textOf(a), textOf(b)) > 0 // both directions are computed alike, so that one is the other's opposite
	first, second := a, b
	if turned {
		first, second = b, a
	}
	w := &walk{ctx: ctx, stored: stored, metric: m, parts: merge(first, second), progress: progress}
	var ends [2]*engine.Year
	for i, changes := range [][]Change{first, second} {
		var err error
		if ends[i], err = Apply(stored, changes); err != nil {
			return Attribution{}, err
		}
	}
	if err := m.known(ends[:]...); err != nil {
		return Attribution{}, err
	}
	w.group()
	if err := w.fit(); err != nil {
		return Attribution{}, err
	}
	forward, err := w.values(func(entry, at int) bool { return entry < at })
	if err != nil {
		return Attribution{}, err
	}
	backward, err := w.values(func(entry, at int) bool { return entry >= at })
	if err != nil {
		return Attribution{}, err
	}
	if turned {
		ends[0], ends[1] = ends[1], ends[0]
	}
	return w.attribute(forward, backward, turned, ends[0], b), nil
}

func textOf(changes []Change) string {
	var b strings.Builder
	for _, c := range changes {
		b.WriteString(c.String())
		b.WriteByte('\n')
	}
	return b.String()
}

// values are those of the metric from the state without any entry to that with all, or the other way round.
func (w *walk) values(holds func(entry, at int) bool) ([]Amount, error) {
	n := len(w.entries)
	values := make([]Amount, n+1)
	for at := range values {
		if err := w.ctx.Err(); err != nil {
			return nil, err
		}
		r, err := w.compute(func(entry int) bool { return holds(entry, at) })
		if err != nil {
			return nil, err
		}
		values[at] = w.metric.In(r)
		w.done++
		w.progress(w.done, 2*(n+1))
	}
	return values, nil
}

func (w *walk) compute(on func(entry int) bool) (*engine.Result, error) {
	y, err := Apply(w.stored, w.changes(on))
	if err != nil {
		return nil, err
	}
	r, err := engine.Recompute(y, w.last)
	if err == nil {
		w.last = r
	}
	return r, err
}

// attribute makes the effects of the values on the two ways. from is the year that the first list leads to.
func (w *walk) attribute(forward, backward []Amount, turned bool, from *engine.Year, second []Change) Attribution {
	n := len(w.entries)
	out := Attribution{Metric: w.metric, From: forward[0], To: forward[n], Complete: true}
	if turned {
		out.From, out.To = out.To, out.From
	}
	out.Total = out.To.Cents - out.From.Cents
	out.Rounding = out.Total
	words := w.describe(turned, from, second)
	for i := range w.entries {
		sum := new(big.Rat).Sub(forward[i+1].exact, forward[i].exact)
		sum.Add(sum, backward[i].exact).Sub(sum, backward[i+1].exact)
		if turned {
			sum.Neg(sum)
		}
		e := Entry{
			Delta:    roundCents(sum.Mul(sum, big.NewRat(1, 2))),
			Complete: forward[i].Complete && forward[i+1].Complete && backward[i].Complete && backward[i+1].Complete,
			Words:    words[i],
		}
		e.Added, e.Gone = w.changesOf(i, turned)
		out.Complete = out.Complete && e.Complete
		if e.Delta == 0 && e.Complete && onlyMoved(e) {
			continue // both lists have it, and its place makes no difference
		}
		out.Rounding -= e.Delta
		out.Entries = append(out.Entries, e)
	}
	out.Complete = out.Complete && out.From.Complete && out.To.Complete
	return out
}

// onlyMoved tells whether both lists have the same changes, at other places.
func onlyMoved(e Entry) bool { return textOf(e.Added) == textOf(e.Gone) }

// roundCents rounds half away from zero.
func roundCents(v *big.Rat) engine.Cents {
	double := new(big.Int).Abs(v.Num())
	double.Lsh(double, 1).Add(double, v.Denom())
	whole := double.Quo(double, new(big.Int).Lsh(v.Denom(), 1)) // floor((2|n| + d) / 2d)
	if v.Sign() < 0 {
		whole.Neg(whole)
	}
	return engine.Cents(whole.Int64())
}
