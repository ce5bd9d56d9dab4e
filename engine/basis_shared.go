package engine

import (
	"fmt"

	"quotepart/engine/lang"
)

// shared splits the tariff's amount, or its pool, by largest remainder (art. 4.1): by pupils, by classes, or one each.
type shared struct {
	unit    Unit
	weights *weights
}

func newShared(p *Plan, t *Tariff, pop *population) (*shared, error) {
	unit := UnitShares
	switch t.Basis {
	case SharedByPupils:
		unit = UnitPupils
	case SharedByClasses:
		unit = UnitClasses
	}
	if w, ok := pop.weights[t.Basis]; ok {
		return &shared{unit, w}, nil
	}
	of := make([]int64, len(pop.rows))
	p.quantities(pop, unit, of)
	w, err := newWeights(of)
	if err != nil {
		return nil, err
	}
	if pop.weights == nil {
		pop.weights = map[Basis]*weights{}
	}
	pop.weights[t.Basis] = w
	return &shared{unit, w}, nil
}

func (b *shared) fill(_ *Plan, c *column) error {
	w := b.weights
	if w.total == 0 {
		for k, class := range w.class {
			if class < 0 {
				c.none(k, ClassesMissing)
			} else {
				c.none(k, Unshared)
			}
		}
		return nil
	}
	atCut, err := c.split.share(w, c.toShare)
	if err != nil {
		return err
	}
	for k, class := range w.class {
		if class < 0 {
			c.none(k, ClassesMissing)
			continue
		}
		amount := c.split.floor[class]
		switch c.split.extra[class] {
		case extraAll:
			amount++
		case extraFirst:
			if atCut > 0 {
				atCut--
				amount++
			}
		}
		c.set(k, amount)
	}
	return nil
}

func (b *shared) quantity(_ *Plan, _ *column, k int) int64 {
	if class := b.weights.class[k]; class >= 0 {
		return b.weights.value[class]
	}
	return 0
}

func (b *shared) explain(_ *Plan, c *column, k int, line *Line) {
	line.Unit = b.unit
	w := b.weights
	switch c.statusOf(k) {
	case ClassesMissing:
		line.Formula = lang.T("nombre de classes inconnu : pas de ligne", "number of classes unknown: no line")
		return
	case Unshared:
		line.Formula = lang.F("personne entre qui partager %s : pas de ligne", "nobody to share %s with: no line", c.toShare)
		return
	}
	class := w.class[k]
	floor, remainder := c.split.floor[class], c.split.remainder[class]
	rank, given := b.rankOf(c, k)
	line.Formula = lang.F("%[1]s × %[2]s / %[3]s %[4]s", "%[1]s × %[2]s / %[3]s %[4]s",
		c.toShare, lang.Count(w.value[class]), lang.Count(w.total), b.unit.total())
	if remainder == 0 {
		line.Rounding = exactRounding
		return
	}
	line.Rounding = lang.F(
		"plancher %[1]s, reste %[2]s ; %[3]s plus grand reste, %[4]s centime(s) à distribuer : %[5]s",
		"floor %[1]s, remainder %[2]s; this school has the %[3]s largest remainder, %[4]s cent(s) left over: %[5]s",
		floor, centFraction{remainder, w.total}, lang.Ordinal(rank), lang.Count(given), extraCent(line.Amount > floor))
}

// rankOf is the school's place by remainder (ties to the smallest UAI) and how many cents were left over for all.
func (b *shared) rankOf(c *column, k int) (rank, given int64) {
	mine := c.split.remainder[b.weights.class[k]]
	rank, given = 1, int64(c.toShare)
	for j, class := range b.weights.class {
		if class < 0 {
			continue
		}
		given -= int64(c.split.floor[class])
		r := c.split.remainder[class]
		if r > mine || r == mine && j < k {
			rank++
		}
	}
	return rank, given
}

// extraCent says whether a school gets one of the cents left over.
type extraCent bool

func (e extraCent) In(l lang.Lang) string {
	cent := Cents(1).In(l)
	if e {
		return "+ " + cent
	}
	return lang.T("rien de plus", "nothing more").In(l)
}

// centFraction is a remainder as a part of a cent, shown with three decimals, cut and not rounded.
type centFraction struct{ remainder, total int64 }

func (f centFraction) In(l lang.Lang) string {
	thousandths, _, err := mulDiv(f.remainder, 1000, f.total)
	if err != nil {
		return fmt.Sprintf("%d/%d c", f.remainder, f.total)
	}
	return lang.Number(l, thousandths, 3, 3) + " c"
}
