package engine

import (
	"cmp"
	"slices"
)

// PupilCount is how many counted schools have that many pupils.
type PupilCount struct {
	Pupils, Schools int64
}

// BandUse is where the counted schools of a tariff's level fall in its bands.
type BandUse struct {
	Schools []int64      // per band of the tariff: the schools that it prices
	Missing int64        // the schools that no band prices
	Counts  []PupilCount // the schools by their pupils, fewest first
}

// Bands tells where the schools fall in the bands of the i-th tariff of the charter; false where it is disabled or has
// another basis. Its cost grows with the distinct pupil counts, not with the schools.
func (r *Result) Bands(i int) (BandUse, bool) {
	at := r.plan.tariffIndex[i]
	if at < 0 {
		return BandUse{}, false
	}
	c := &r.columns[at]
	b, ok := c.basis.(*banded)
	if !ok {
		return BandUse{}, false
	}
	use := BandUse{Schools: make([]int64, len(b.bands))}
	for g, pupils := range c.groups.value {
		n := c.groups.count[g]
		use.Counts = append(use.Counts, PupilCount{pupils, n})
		if band, _ := b.band(pupils); band >= 0 {
			use.Schools[band] += n
		} else {
			use.Missing += n
		}
	}
	slices.SortFunc(use.Counts, func(a, b PupilCount) int { return cmp.Compare(a.Pupils, b.Pupils) })
	return use, true
}

// Uses tells whether a field of the tariff, by its name in files, decides amounts under its basis. Those that do not are kept
// for switching the basis.
func (t *Tariff) Uses(field string) bool {
	switch field {
	case "price":
		return t.Basis != Banded && !t.Basis.Shared()
	case "amount":
		return t.Basis.Shared() && t.Pool == nil
	case "pool":
		return t.Basis.Shared()
	case "tool", "threshold", "assumed":
		return t.Basis == PerActivePupil
	case "bands", "overlap", "beyond":
		return t.Basis == Banded
	}
	return true
}
