package engine

import (
	"maps"
	"slices"
	"sync"

	"quotepart/engine/lang"
)

// roster is who is counted in a year, in columns. It depends on the members, the schools and the dates alone, so that years which
// differ in prices or charges only share one.
type roster struct {
	reasons []Reason // per school of the year
	member  []int32  // per school of the year: index of its member
	row     []int32  // per school of the year: its row among the counted ones, -1 where it is not counted

	schools   []int32 // per row: index of the school; rows keep the UAI order
	pupils    []int64 // per row
	payer     []int32 // per row: index of its member
	levels    []uint8 // per row: place of its level
	rank      []int32 // per row: where it stands in the population of its own level
	standings []Standing
	headcount []headcount // per member

	populations [3]population // by place of their level
	making      sync.Mutex    // held while a population makes what a tariff is the first to need
}

// headcount is what a member brings: its counted schools and their pupils.
type headcount struct {
	schools, pupils int64
}

// population is the counted schools that a tariff's level names.
type population struct {
	rows   []int32
	groups map[Unit]*groups     // made for the tariffs that need them
	usage  map[string]*observed // by tool, likewise
}

// The places of the levels where something is kept for each: écoles, collèges, and both of them.
const (
	atEcoles = iota
	atColleges
	atAll
)

// place is that of a level.
func (l Level) place() int {
	switch l {
	case Ecole:
		return atEcoles
	case College:
		return atColleges
	}
	return atAll
}

// newRoster counts the schools of a year. From the plan of another year it takes over all, where the members, the schools and
// the dates are the same, or all but the pupil counts, and else what is known of the schools that are: an edit of one school of
// a large year should not look up the members of all the others again.
func newRoster(y *Year, before *Plan) (*roster, error) {
	if before != nil && (y.Start != before.year.Start || y.End != before.year.End || !sameList(y.Members, before.year.Members)) {
		before = nil
	}
	if before != nil {
		if sameList(y.Schools, before.year.Schools) {
			return before.roster, nil
		}
		if r := before.withPupils(y, before.year); r != nil {
			return r, nil
		}
	}
	r := &roster{}
	members, err := r.countMembers(y)
	if err != nil {
		return nil, err
	}
	n := len(y.Schools)
	r.reasons, r.member, r.row = make([]Reason, n), make([]int32, n), make([]int32, n)
	r.schools, r.pupils, r.rank = make([]int32, 0, n), make([]int64, 0, n), make([]int32, 0, n)
	r.payer, r.levels = make([]int32, 0, n), make([]uint8, 0, n)
	for i := range r.populations {
		r.populations[i].rows = make([]int32, 0, n)
	}
	follows := false // the school before is one taken over, and so is the order of the two
	for i, s := range y.Schools {
		same := before != nil && i < len(before.year.Schools) && before.year.Schools[i] == s
		if !(same && follows) && i > 0 && y.Schools[i-1].UAI >= s.UAI {
			return nil, lang.Wrong(lang.F("les établissements ne sont pas triés : %s", "schools are not sorted: %s", s.UAI), lang.Text{})
		}
		if follows = same; same {
			r.takeOver(int32(i), before.roster)
			continue
		}
		m, ok := members[s.Member]
		if !ok {
			return nil, unknownMember(s)
		}
		r.row[i], r.member[i], r.reasons[i] = -1, m, s.reason(y, r.standings[m] == Beneficiary)
		if r.reasons[i] == Counted {
			r.add(int32(i), uint8(s.Level.place()), s.Pupils)
		}
	}
	return r, nil
}

// withPupils is the roster with the pupil counts of another year, which shares the rest; nil where the years differ in more.
func (r *roster) withPupils(y, was *Year) *roster {
	if len(y.Schools) != len(was.Schools) {
		return nil
	}
	next := &roster{
		reasons: r.reasons, member: r.member, row: r.row, schools: r.schools, payer: r.payer, levels: r.levels, rank: r.rank,
		standings: r.standings, pupils: slices.Clone(r.pupils), headcount: slices.Clone(r.headcount),
	}
	for i, s := range y.Schools {
		old := was.Schools[i]
		if s == old {
			continue
		}
		counts := s.reason(y, r.standings[r.member[i]] == Beneficiary) == r.reasons[i]
		use := len(s.Usage) == len(old.Usage) && (len(s.Usage) == 0 || &s.Usage[0] == &old.Usage[0]) && s.Stored == old.Stored
		if !counts || !use || s.UAI != old.UAI || s.Level != old.Level || s.Member != old.Member {
			return nil
		}
		if row := r.row[i]; row >= 0 {
			next.pupils[row] = s.Pupils
			next.headcount[r.member[i]].pupils += s.Pupils - old.Pupils
		}
	}
	r.making.Lock()
	defer r.making.Unlock()
	for i := range r.populations {
		next.populations[i] = population{rows: r.populations[i].rows, usage: maps.Clone(r.populations[i].usage)}
	}
	return next
}

// takeOver counts a school as another roster does. The school itself is not looked at: 60,000 of them are all over the memory.
func (r *roster) takeOver(i int32, from *roster) {
	r.row[i], r.member[i], r.reasons[i] = -1, from.member[i], from.reasons[i]
	if row := from.row[i]; row >= 0 {
		r.add(i, from.levels[row], from.pupils[row])
	}
}

// sameList tells whether two lists are one and the same: lists of a year are never altered in place.
func sameList[T any](a, b []*T) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0])
}

// countMembers gives the index of each member, and notes where it stands.
func (r *roster) countMembers(y *Year) (map[string]int32, error) {
	members := make(map[string]int32, len(y.Members))
	r.standings = make([]Standing, len(y.Members))
	r.headcount = make([]headcount, len(y.Members))
	for i, m := range y.Members {
		if i > 0 && y.Members[i-1].ID >= m.ID {
			return nil, lang.Wrong(lang.F("les membres ne sont pas triés : %s", "members are not sorted: %s", m.ID), lang.Text{})
		}
		members[m.ID] = int32(i)
		r.standings[i] = m.Standing(y)
	}
	return members, nil
}

// add gives a counted school its row.
func (r *roster) add(i int32, place uint8, pupils int64) {
	row, member := int32(len(r.schools)), r.member[i]
	pop, all := &r.populations[place], &r.populations[atAll]
	r.row[i] = row
	r.schools = append(r.schools, i)
	r.pupils = append(r.pupils, pupils)
	r.payer = append(r.payer, member)
	r.levels = append(r.levels, place)
	r.rank = append(r.rank, int32(len(pop.rows)))
	pop.rows = append(pop.rows, row)
	all.rows = append(all.rows, row)
	r.headcount[member].schools++
	r.headcount[member].pupils += pupils
}
