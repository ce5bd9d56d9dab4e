package engine

// groups sorts the places of a population by a quantity: pupils, classes, or one each. Few distinct quantities exist (pupil
// counts), so a tariff works out its amounts once per quantity and then spreads them over the schools.
type groups struct {
	of    []int32 // per place: its group
	value []int64 // per group: the quantity, or unknown
	count []int64 // per group: how many places have it
	total int64   // of all known quantities
}

// unknown marks a quantity that the year does not give.
const unknown = -1

// newGroups groups the quantities of n places. ErrOverflow where they pass 64 bits together.
func newGroups(n int, quantity func(k int) int64) (*groups, error) {
	g := &groups{of: make([]int32, n)}
	var seen index
	var total sum
	for k := range n {
		v := quantity(k)
		group := seen.at(v)
		if *group == 0 {
			g.value, g.count = append(g.value, v), append(g.count, 0)
			*group = int32(len(g.value))
		}
		g.of[k] = *group - 1
		g.count[*group-1]++
		if v != unknown {
			total.add(Cents(v))
		}
	}
	if g.total = int64(total.value); total.overflow {
		return nil, ErrOverflow
	}
	return g, nil
}

// index finds the group of a quantity, counted from 1. The pupils of nearly every school fit the table, which is several times
// faster than the map; this is most of what an edit of a large year waits for.
type index struct {
	table [4096]int32
	other map[int64]*int32
}

func (x *index) at(v int64) *int32 {
	if v >= 0 && v < int64(len(x.table)) {
		return &x.table[v]
	}
	if x.other[v] == nil {
		if x.other == nil {
			x.other = map[int64]*int32{}
		}
		x.other[v] = new(int32)
	}
	return x.other[v]
}

// groups gives the places of a population by the quantity that a unit counts; each is made once per plan.
func (p *Plan) groups(pop *population, unit Unit) (*groups, error) {
	p.making.Lock()
	defer p.making.Unlock()
	if g, ok := pop.groups[unit]; ok {
		return g, nil
	}
	quantity := func(int) int64 { return 1 }
	switch unit {
	case UnitPupils:
		quantity = func(k int) int64 { return p.pupils[pop.rows[k]] }
	case UnitClasses:
		quantity = func(k int) int64 {
			if c := p.year.Schools[p.schools[pop.rows[k]]].Classes; c.Known {
				return c.Value
			}
			return unknown
		}
	}
	g, err := newGroups(len(pop.rows), quantity)
	if err != nil {
		return nil, err
	}
	if pop.groups == nil {
		pop.groups = map[Unit]*groups{}
	}
	pop.groups[unit] = g
	return g, nil
}

// quantity is that of one place, 0 where it is unknown.
func (g *groups) quantity(k int) int64 { return max(g.value[g.of[k]], 0) }

// outcome is what a tariff comes to for each school of a group.
type outcome struct {
	amount Cents
	status Status
}

// spread gives each place the outcome of its group, and adds up.
func (c *column) spread() {
	of, byGroup := c.groups.of, c.byGroup
	amounts := c.amounts[:len(of)]
	for k, g := range of {
		amounts[k] = byGroup[g].amount
	}
	for g, n := range c.groups.count {
		c.total.addTimes(byGroup[g].amount, n)
		c.counts[byGroup[g].status] += int(n)
	}
}
