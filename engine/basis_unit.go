package engine

import "quotepart/engine/lang"

// perUnit is quantity × price: per pupil, per class, per school.
type perUnit struct {
	price Price
	unit  Unit
	count []int64 // per place; unknown where the school gives no class count
}

// unknown marks a quantity that the year does not give.
const unknown = -1

func newPerUnit(p *Plan, t *Tariff, pop *population) *perUnit {
	b := &perUnit{price: t.Price.Value, unit: UnitSchools, count: make([]int64, len(pop.rows))}
	switch t.Basis {
	case PerPupil:
		b.unit = UnitPupils
	case PerClass:
		b.unit = UnitClasses
	}
	p.quantities(pop, b.unit, b.count)
	return b
}

// quantities fills a column with the pupils, the classes or 1 of each school of a population.
func (p *Plan) quantities(pop *population, unit Unit, into []int64) {
	for k, row := range pop.rows {
		switch unit {
		case UnitPupils:
			into[k] = p.pupils[row]
		case UnitClasses:
			into[k] = unknown
			if c := p.year.Schools[p.schools[row]].Classes; c.Known {
				into[k] = c.Value
			}
		default:
			into[k] = 1
		}
	}
}

func (b *perUnit) fill(_ *Plan, c *column) error {
	for k, n := range b.count {
		if n == unknown {
			c.none(k, ClassesMissing)
			continue
		}
		amount, err := b.price.Times(n)
		if err != nil {
			return err
		}
		c.set(k, amount)
	}
	return nil
}

func (b *perUnit) quantity(_ *Plan, _ *column, k int) int64 { return max(b.count[k], 0) }

func (b *perUnit) explain(_ *Plan, c *column, k int, line *Line) {
	line.Unit, line.Price = b.unit, Some(b.price)
	if c.statusOf(k) == ClassesMissing {
		line.Formula = lang.T("nombre de classes inconnu : pas de ligne", "number of classes unknown: no line")
		return
	}
	line.multiply(b.price)
}
