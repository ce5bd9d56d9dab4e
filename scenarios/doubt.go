package scenarios

import "quotepart/engine"

// doubtfulMembers are the members, by their places, whose contribution is not complete: a line of one of their schools is
// missing, or they have a part in something shared of which the whole or the other parts are not known. The others are right
// whatever is missing elsewhere.
func (c *Check) doubtfulMembers() map[int]bool {
	doubtful := map[int]bool{}
	if c.Result.Complete() {
		return doubtful
	}
	var concerned []int32
	for j := range c.Result.Year().Charter.Tariffs {
		concerned = c.Result.AppendConcerned(concerned[:0], j)
		unpaid, uneven := c.doubts(j, len(concerned))
		for _, i := range concerned {
			member := c.Result.MemberOf(int(i))
			if len(unpaid) > 0 || uneven || !doubtful[member] && c.lacks(int(i), j) {
				doubtful[member] = true
			}
		}
	}
	return doubtful
}

// lacks tells whether a school should have a line under a tariff and has none.
func (c *Check) lacks(school, tariff int) bool {
	line, ok := c.Result.Line(school, tariff)
	return ok && !line.Status.HasLine()
}

// doubts are why no part of a shared tariff is sure: charges of its pool whose amount is not known, or schools among those that
// it concerns whose weight is not.
func (c *Check) doubts(tariff, concerned int) (unpaid []*engine.Charge, uneven bool) {
	t := c.Result.Year().Charter.Tariffs[tariff]
	if !t.Basis.Shared() || concerned == 0 {
		return nil, false
	}
	if t.Pool != nil {
		for i, ch := range c.Result.Year().Charges {
			if t.Pool.Holds(ch) && c.Result.Charge(i).Missing {
				unpaid = append(unpaid, ch)
			}
		}
	}
	return unpaid, c.Result.Tariff(tariff).Schools < concerned
}
