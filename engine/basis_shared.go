package engine

import (
	"fmt"

	"quotepart/engine/lang"
)

// shared splits the tariff's amount, or its pool, by largest remainder (art. 4.1): by pupils, by classes, or one each.
type shared struct {
	unit Unit
}

func (b *shared) fill(_ *Plan, c *column) error {
	w := c.groups
	var at cut
	if w.total > 0 {
		var err error
		if at, err = c.split.share(w, c.toShare); err != nil {
			return err
		}
	}
	for g, weight := range w.value {
		switch {
		case weight == unknown:
			c.byGroup[g] = outcome{status: ClassesMissing}
		case w.total == 0:
			c.byGroup[g] = outcome{status: Unshared}
		default:
			c.byGroup[g] = outcome{amount: c.split.floor[g]}
			if c.split.remainder[g] > at.remainder {
				c.byGroup[g].amount++
			}
		}
	}
	c.spread()
	// The last cents go one by one, in the order of the UAI.
	for k := 0; at.cents > 0; k++ {
		if c.split.remainder[w.of[k]] == at.remainder {
			c.amounts[k]++
			c.total.add(1)
			at.cents--
		}
	}
	return nil
}

func (b *shared) quantity(_ *Plan, c *column, k int) int64 { return c.groups.quantity(k) }

func (b *shared) explain(_ *Plan, c *column, k int, line *Line) {
	line.Unit = b.unit
	w := c.groups
	switch c.statusOf(k) {
	case ClassesMissing:
		line.Formula = lang.T("nombre de classes inconnu : pas de ligne", "number of classes unknown: no line")
		return
	case Unshared:
		line.Formula = lang.F("personne entre qui partager %s : pas de ligne", "nobody to share %s with: no line", c.toShare)
		return
	}
	floor, remainder := c.split.floor[w.of[k]], c.split.remainder[w.of[k]]
	rank, given := c.rankOf(k)
	line.Formula = lang.F("%[1]s × %[2]s / %[3]s %[4]s", "%[1]s × %[2]s / %[3]s %[4]s",
		c.toShare, lang.Count(line.Quantity), lang.Count(w.total), b.unit.total())
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
func (c *column) rankOf(k int) (rank, given int64) {
	mine := c.split.remainder[c.groups.of[k]]
	rank, given = 1, int64(c.toShare)
	for j, g := range c.groups.of {
		given -= int64(c.split.floor[g])
		r := c.split.remainder[g]
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
