package engine

import "quotepart/engine/lang"

// perUnit is quantity × price: per pupil, per class, per school.
type perUnit struct {
	price Price
	unit  Unit
}

func (b *perUnit) fill(_ *Plan, c *column) error {
	for g, n := range c.groups.value {
		if n == unknown {
			c.byGroup[g] = outcome{status: ClassesMissing}
			continue
		}
		amount, err := b.price.Times(n)
		if err != nil {
			return err
		}
		c.byGroup[g] = outcome{amount: amount}
	}
	c.spread()
	return nil
}

func (b *perUnit) quantity(_ *Plan, c *column, k int) int64 { return c.groups.quantity(k) }

func (b *perUnit) explain(_ *Plan, c *column, k int, line *Line) {
	line.Unit, line.Price = b.unit, Some(b.price)
	if c.statusOf(k) == ClassesMissing {
		line.Formula = lang.T("nombre de classes inconnu : pas de ligne", "number of classes unknown: no line")
		return
	}
	line.multiply(b.price)
}
