package scenarios

import (
	"context"
	"slices"

	"quotepart/engine"
)

// Part is what one change of a list does, all others being as they are: what is lost by switching it off, or won by switching it
// on, in cents. The parts of a list need not add up: what two changes do together belongs to both.
type Part struct {
	Contributions, Balance engine.Cents
	Complete               bool  // no amount is missing, with the change or without it
	Err                    error // why the list does not fit the year otherwise: another change needs this one
}

// Parts computes what each change of a list does on a stored year: one computation for each; progress, where it is not nil, is
// told of each. It ends early, with an error, where the context is cancelled. Its other errors are those of Apply, where the list itself does not fit.
func Parts(ctx context.Context, stored *engine.Year, changes []Change, progress func(done, of int)) ([]Part, error) {
	last, err := outcome(stored, changes, nil)
	if err != nil {
		return nil, err
	}
	all := last
	parts := make([]Part, len(changes))
	for i := range changes {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if progress != nil {
			progress(i, len(changes))
		}
		other := slices.Clone(changes)
		other[i].Off = !other[i].Off
		r, err := outcome(stored, other, last)
		if err != nil {
			parts[i].Err = err
			continue
		}
		last = r
		d := difference(all, r)
		if changes[i].Off {
			d = difference(r, all)
		}
		parts[i] = Part{Contributions: d.Contributions, Balance: d.Balance, Complete: all.Complete() && r.Complete()}
	}
	return parts, nil
}

// outcome is the result of changes on a year; last, where it is not nil, is one that it may share work with.
func outcome(stored *engine.Year, changes []Change, last *engine.Result) (*engine.Result, error) {
	y, err := Apply(stored, changes)
	if err != nil {
		return nil, err
	}
	return engine.Recompute(y, last)
}
