package scenarios

import (
	"slices"

	"quotepart/engine"
)

// This file tells which amounts of a result are whole. Others are right whatever is missing elsewhere.

// doubtfulTariffs are the tariffs of a result, by their places in the charter, of which no part is sure; nil where there is none.
func doubtfulTariffs(r *engine.Result) []int {
	if r.Complete() {
		return nil
	}
	var all []int
	for j := range r.Year().Charter.Tariffs {
		if doubts(r, j, len(r.AppendConcerned(nil, j))).any() {
			all = append(all, j)
		}
	}
	return all
}

// doubt is why no part of a shared tariff is sure.
type doubt struct {
	noCharges bool             // it shares charges, and the year has none at all
	unpaid    []*engine.Charge // charges of its pool whose amount is not known
	uneven    bool             // the weight of a school is not known
}

func (d doubt) any() bool { return d.noCharges || len(d.unpaid) > 0 || d.uneven }

// doubts looks for one in a tariff that concerns some schools.
func doubts(r *engine.Result, tariff, concerned int) doubt {
	t := r.Year().Charter.Tariffs[tariff]
	if !t.Basis.Shared() || concerned == 0 {
		return doubt{}
	}
	d := doubt{uneven: r.Tariff(tariff).Schools < concerned}
	if t.Pool != nil {
		d.noCharges = r.NoCharges()
		for i, ch := range r.Year().Charges {
			if t.Pool.Holds(ch) && r.Charge(i).Missing {
				d.unpaid = append(d.unpaid, ch)
			}
		}
	}
	return d
}

// doubtfulSchools are the schools, by their places, whose total is not whole: a line of it is missing, or it has a part in something
// shared of which the whole or the other parts are not known.
func doubtfulSchools(r *engine.Result) []bool {
	doubtful := make([]bool, len(r.Year().Schools))
	if r.Complete() {
		return doubtful
	}
	for i := range doubtful {
		doubtful[i] = r.School(i).Missing > 0
	}
	for _, j := range doubtfulTariffs(r) {
		for _, i := range r.AppendConcerned(nil, j) {
			doubtful[i] = true
		}
	}
	return doubtful
}

// DoubtfulMembers are the members, by their places in the year of a result, that one of those schools belongs to: their contribution
// is not whole.
func DoubtfulMembers(r *engine.Result) []bool {
	doubtful := make([]bool, len(r.Year().Members))
	if r.Complete() {
		return doubtful
	}
	for i, is := range doubtfulSchools(r) {
		if is {
			doubtful[r.MemberOf(i)] = true
		}
	}
	return doubtful
}

// wholeSchool tells whether a school is none of them.
func wholeSchool(r *engine.Result, school int) bool {
	return r.School(school).Missing == 0 && !slices.ContainsFunc(doubtfulTariffs(r), func(j int) bool {
		_, concerned := r.Line(school, j)
		return concerned
	})
}

// lacks tells whether a school should have a line under a tariff and has none.
func lacks(r *engine.Result, school, tariff int) bool {
	line, ok := r.Line(school, tariff)
	return ok && !line.Status.HasLine()
}
