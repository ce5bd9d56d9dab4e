package engine

import (
	"cmp"
	"slices"
)

// Usage is the use of the tool of a per-active-pupil tariff (art. 4.3), in one school or summed over the counted schools of
// the tariff's level. Counts are pupils, unless they say otherwise.
type Usage struct {
	Tariff   *Tariff
	Buckets  []Bucket // minutes and the pupils seen with that use, sorted by minutes
	Observed int64    // among whom use was observed: those in the buckets, and those of the year as stored whom none holds
	Above    int64    // of Observed, strictly over the threshold
	Pupils   int64    // of the schools
	Billed   int64    // active: each school's profile applied to its pupils and rounded, half away from zero
	Known    int      // schools with a known use
	Unknown  int      // schools without: Billed holds the assumed part of their pupils, or none of them in a paid year
	Assumed  int64    // of Billed, those in schools without a known use
	Amount   Cents    // what the tariff brings there
}

// Usage sums the use of the tool of the j-th tariff of the charter; false where the tariff does not bill active pupils or is
// disabled.
func (r *Result) Usage(j int) (Usage, bool) {
	c, b := r.perActive(j)
	if b == nil {
		return Usage{}, false
	}
	u := Usage{Tariff: c.Tariff}
	for k := range c.pop.rows {
		u.add(r.plan, c, b, k)
		u.addBuckets(b.usage[k])
	}
	return u, true
}

// SchoolUsage is the use of the tool of the j-th tariff in the i-th school; false also where the school is not counted or of
// the other level. Buckets are the school's own: they must not be altered.
func (r *Result) SchoolUsage(i, j int) (Usage, bool) {
	c, b := r.perActive(j)
	if b == nil || r.plan.row[i] < 0 {
		return Usage{}, false
	}
	k := r.plan.place(c.tariffPlan, r.plan.row[i])
	if k < 0 {
		return Usage{}, false
	}
	u := Usage{Tariff: c.Tariff, Buckets: b.usage[k]}
	u.add(r.plan, c, b, k)
	return u, true
}

// perActive finds a tariff's column where it bills active pupils.
func (r *Result) perActive(j int) (*column, *perActive) {
	at := r.plan.tariffIndex[j]
	if at < 0 {
		return nil, nil
	}
	c := &r.columns[at]
	b, _ := c.basis.(*perActive)
	return c, b
}

// add counts the school at a place of the tariff's population, without its buckets.
func (u *Usage) add(p *Plan, c *column, b *perActive, k int) {
	above, among := b.count(k)
	pupils := p.pupils[c.pop.rows[k]]
	billed, _ := b.active(pupils, k)
	u.Pupils += pupils
	u.Billed += billed
	u.Amount += c.amounts[k]
	if among == 0 {
		u.Unknown++
		u.Assumed += billed
		return
	}
	u.Known++
	u.Observed += among
	u.Above += above
}

// addBuckets adds a histogram. Schools mostly have the same buckets: a new one is rare.
func (u *Usage) addBuckets(buckets []Bucket) {
	at := 0
	for _, b := range buckets {
		if at == len(u.Buckets) || u.Buckets[at].Minutes != b.Minutes {
			i, found := slices.BinarySearchFunc(u.Buckets[at:], b, func(x, y Bucket) int { return cmp.Compare(x.Minutes, y.Minutes) })
			at += i
			if !found {
				u.Buckets = slices.Insert(u.Buckets, at, Bucket{Minutes: b.Minutes})
			}
		}
		u.Buckets[at].Pupils += b.Pupils
		at++
	}
}
