package scenarios

import (
	"cmp"
	"slices"

	"quotepart/engine"
)

// Effect is what adding one school does, in cents: more is above 0.
type Effect struct {
	School        engine.SchoolResult // the school itself
	Others        engine.Cents        // the other schools together, before the subsidies of their members
	Contributions engine.Cents        // all members together, net
	Balance       engine.Cents
	Members       []MemberEffect // who pays another net contribution, the largest difference first
}

// MemberEffect is how much more a member owes, net, in cents.
type MemberEffect struct {
	Member *engine.Member
	Delta  engine.Cents
}

// EffectOfAdding compares a result with one that has one more school; false where that school is not in it.
func EffectOfAdding(uai string, before, after *engine.Result) (Effect, bool) {
	i := after.Year().School(uai)
	if i < 0 {
		return Effect{}, false
	}
	e := Effect{
		School:        after.School(i),
		Contributions: after.Totals().Contributions - before.Totals().Contributions,
		Balance:       after.Totals().Balance - before.Totals().Balance,
	}
	e.Others = -e.School.Total
	for _, l := range []engine.Level{engine.Ecole, engine.College} {
		e.Others += after.Budget(l).Gross - before.Budget(l).Gross
	}
	e.Members = WhoPaysOtherwise(before, after)
	return e, true
}

// WhoPaysOtherwise gives the members whose net contribution differs between two results, the largest difference first. A
// member that one of them lacks owes 0 there.
func WhoPaysOtherwise(before, after *engine.Result) []MemberEffect {
	var all []MemberEffect
	for k, m := range after.Year().Members {
		delta := after.Member(k).Net
		if at := before.Year().Member(m.ID); at >= 0 {
			delta -= before.Member(at).Net
		}
		if delta != 0 {
			all = append(all, MemberEffect{m, delta})
		}
	}
	for k, m := range before.Year().Members {
		if net := before.Member(k).Net; net != 0 && after.Year().Member(m.ID) < 0 {
			all = append(all, MemberEffect{m, -net})
		}
	}
	slices.SortStableFunc(all, func(a, b MemberEffect) int { return cmp.Compare(size(b.Delta), size(a.Delta)) })
	return all
}

func size(c engine.Cents) engine.Cents { return max(c, -c) }
