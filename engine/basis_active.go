package engine

import "quotepart/engine/lang"

// perActive is active pupils × price (art. 4.3): a pupil is billed when the use of the tool is strictly over the threshold.
type perActive struct {
	price     Price
	threshold int64 // minutes
	assumed   Percent
	planned   bool
	stored    []int64 // per place: pupils of the year as stored
	from      []int32 // per place, and one more: where its buckets start
	minutes   []int64 // the buckets of all places, one after the other
	pupils    []int64
}

func newPerActive(p *Plan, t *Tariff, pop *population) *perActive {
	b := &perActive{
		price: t.Price.Value, threshold: t.Threshold.Value, assumed: t.Assumed, planned: p.year.Basis == Planned,
		stored: make([]int64, len(pop.rows)), from: make([]int32, len(pop.rows)+1),
	}
	for k, row := range pop.rows {
		s := p.year.Schools[p.schools[row]]
		b.stored[k] = s.Stored
		for _, bucket := range s.Histogram(t.Tool) {
			b.minutes = append(b.minutes, bucket.Minutes)
			b.pupils = append(b.pupils, bucket.Pupils)
		}
		b.from[k+1] = int32(len(b.minutes))
	}
	return b
}

// Histogram is the school's use of a tool, sorted by minutes; nothing where none is known.
func (s *School) Histogram(tool string) []Bucket {
	for i := range s.Usage {
		if s.Usage[i].Tool == tool {
			return s.Usage[i].Buckets
		}
	}
	return nil
}

// observed gives the pupils over the threshold and the pupils among whom that was observed. Nobody observed means that
// nothing is known, as without a histogram.
func (b *perActive) observed(k int) (above, among int64) {
	for i := b.from[k]; i < b.from[k+1]; i++ {
		among += b.pupils[i]
		if b.minutes[i] > b.threshold {
			above += b.pupils[i]
		}
	}
	if b.from[k] == b.from[k+1] {
		return 0, 0
	}
	return above, max(among, b.stored[k])
}

// active is the number of pupils billed, and whether it rests on nothing: no usage known in a paid year.
func (b *perActive) active(pupils int64, k int) (n int64, missing bool, err error) {
	above, among := b.observed(k)
	if among > 0 {
		n, err = mulDivRound(above, pupils, among)
		return n, false, err
	}
	if !b.planned {
		return 0, true, nil
	}
	n, err = mulDivRound(pupils, int64(b.assumed), int64(Whole))
	return n, false, err
}

func (b *perActive) fill(p *Plan, c *column) error {
	for k, row := range c.pop.rows {
		n, missing, err := b.active(p.pupils[row], k)
		if err != nil {
			return err
		}
		amount, err := b.price.Times(n)
		if err != nil {
			return err
		}
		c.set(k, amount)
		if missing {
			c.mark(k, UsageMissing)
		}
	}
	return nil
}

func (b *perActive) quantity(p *Plan, c *column, k int) int64 {
	n, _, err := b.active(p.pupils[c.pop.rows[k]], k)
	if err != nil {
		return 0 // fill has refused the year already
	}
	return n
}

func (b *perActive) explain(p *Plan, c *column, k int, line *Line) {
	line.Unit, line.Price = UnitActive, Some(b.price)
	line.multiply(b.price)
	pupils := lang.Count(p.pupils[c.pop.rows[k]])
	above, among := b.observed(k)
	switch {
	case among > 0:
		line.Origin = append(line.Origin, lang.F(
			"%[1]s élèves au-dessus de %[2]s min sur %[3]s observés, rapportés à %[4]s élèves : %[5]s",
			"%[1]s pupils over %[2]s min of %[3]s observed, applied to %[4]s pupils: %[5]s",
			lang.Count(above), lang.Count(b.threshold), lang.Count(among), pupils, lang.Count(line.Quantity)))
	case b.planned:
		line.Origin = append(line.Origin, lang.F(
			"pas d'usage connu : %[1]s de %[2]s élèves supposés au-dessus de %[3]s min",
			"no usage known: %[1]s of %[2]s pupils assumed over %[3]s min",
			b.assumed, pupils, lang.Count(b.threshold)))
	default:
		line.Origin = append(line.Origin, lang.T(
			"pas d'usage connu : aucun élève facturé dans un exercice réalisé",
			"no usage known: no pupil is billed in a paid year"))
	}
}
