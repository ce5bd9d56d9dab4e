package engine

import "quotepart/engine/lang"

// perActive is active pupils × price (art. 4.3): a pupil is billed when the use of the tool is strictly over the threshold.
type perActive struct {
	price     Price
	threshold int64 // minutes
	assumed   Percent
	planned   bool
	*observed
}

// observed is what is known of the use of a tool in a population.
type observed struct {
	among []int64    // per place: the pupils among whom use was observed; 0 where nothing is known
	usage [][]Bucket // per place: the school's own histogram, or nothing
}

func newPerActive(p *Plan, t *Tariff, pop *population) *perActive {
	return &perActive{
		price: t.Price.Value, threshold: t.Threshold.Value, assumed: t.Assumed, planned: p.year.Basis == Planned,
		observed: p.observed(pop, t.Tool),
	}
}

// observed gathers the use of a tool, once for each population.
func (p *Plan) observed(pop *population, tool string) *observed {
	p.making.Lock()
	defer p.making.Unlock()
	if o, ok := pop.usage[tool]; ok {
		return o
	}
	o := &observed{among: make([]int64, len(pop.rows)), usage: make([][]Bucket, len(pop.rows))}
	for k, row := range pop.rows {
		s := p.year.Schools[p.schools[row]]
		o.usage[k] = s.Histogram(tool)
		if len(o.usage[k]) == 0 {
			continue
		}
		for _, b := range o.usage[k] {
			o.among[k] += b.Pupils
		}
		o.among[k] = max(o.among[k], s.Stored)
	}
	if pop.usage == nil {
		pop.usage = map[string]*observed{}
	}
	pop.usage[tool] = o
	return o
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

// count gives the pupils over the threshold and the pupils among whom that was observed. Nobody observed means that
// nothing is known, as without a histogram.
func (b *perActive) count(k int) (above, among int64) {
	buckets := b.usage[k]
	for i := len(buckets) - 1; i >= 0 && buckets[i].Minutes > b.threshold; i-- { // they are sorted
		above += buckets[i].Pupils
	}
	return above, b.among[k]
}

// active is the number of pupils billed, and what it rests on: the use observed, the assumed part of them in a planned year
// without any, and nothing in a paid one.
func (b *perActive) active(pupils int64, k int) (int64, Status) {
	above, among := b.count(k)
	switch {
	case among > 0:
		return proportion(above, among, pupils), Plain
	case b.planned:
		return proportion(int64(b.assumed), int64(Whole), pupils), UsageAssumed
	}
	return 0, UsageMissing
}

func (b *perActive) fill(p *Plan, c *column) error {
	for k, row := range c.pop.rows {
		n, status := b.active(p.pupils[row], k)
		amount, err := b.price.Times(n)
		if err != nil {
			return err
		}
		c.amounts[k], c.status[k] = amount, status
	}
	for k, amount := range c.amounts {
		c.total.add(amount)
		c.counts[c.status[k]]++
	}
	return nil
}

func (b *perActive) quantity(p *Plan, c *column, k int) int64 {
	n, _ := b.active(p.pupils[c.pop.rows[k]], k)
	return n
}

func (b *perActive) explain(p *Plan, c *column, k int, line *Line) {
	line.Unit, line.Price = UnitActive, Some(b.price)
	line.multiply(b.price)
	pupils := lang.Count(p.pupils[c.pop.rows[k]])
	above, among := b.count(k)
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
