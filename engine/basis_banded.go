package engine

import "quotepart/engine/lang"

// banded is a flat price by bands of pupils (a grille, art. 4.3).
type banded struct {
	bands   []Band // sorted by From
	overlap Overlap
	beyond  Beyond
}

// band finds the band that holds a pupil count: its index, or -1, and whether another band holds it too.
func (b *banded) band(pupils int64) (index int, double bool) {
	index = -1
	for i := range b.bands {
		if pupils < b.bands[i].From || pupils > b.bands[i].To {
			continue
		}
		double = index >= 0
		if index < 0 || b.overlap != Lower {
			index = i
		}
	}
	last := len(b.bands) - 1
	if index < 0 && b.beyond == Last && pupils > b.bands[last].To {
		return last, false
	}
	return index, double
}

func (b *banded) fill(_ *Plan, c *column) error {
	for g, pupils := range c.groups.value {
		i, double := b.band(pupils)
		if i < 0 {
			c.byGroup[g] = outcome{status: BandMissing}
			continue
		}
		amount, err := b.bands[i].Price.Times(1)
		if err != nil {
			return err
		}
		c.byGroup[g] = outcome{amount: amount}
		if double {
			c.byGroup[g].status = BandOverlap
		}
	}
	c.spread()
	return nil
}

func (b *banded) quantity(*Plan, *column, int) int64 { return 1 }

func (b *banded) explain(p *Plan, c *column, k int, line *Line) {
	line.Unit = UnitSchools
	pupils := p.pupils[c.pop.rows[k]]
	i, double := b.band(pupils)
	if i < 0 {
		line.Formula = lang.F("aucune tranche pour %s élèves : pas de ligne", "no band for %s pupils: no line", lang.Count(pupils))
		return
	}
	band := b.bands[i]
	line.Price = Some(band.Price)
	line.multiply(band.Price)
	line.Origin = append(line.Origin, lang.F(
		"%[1]s élèves : tranche de %[2]s à %[3]s", "%[1]s pupils: band %[2]s to %[3]s",
		lang.Count(pupils), lang.Count(band.From), lang.Count(band.To)))
	switch {
	case double:
		line.Origin = append(line.Origin, lang.F(
			"cet effectif est dans deux tranches ; la règle « %[1]s » retient celle-ci", "this count is in two bands; the rule %[1]q takes this one", string(b.overlap)))
	case pupils > band.To:
		line.Origin = append(line.Origin, lang.T(
			"au-delà de la dernière tranche ; la règle « last » retient celle-ci", `above the last band; the rule "last" takes it`))
	}
}
