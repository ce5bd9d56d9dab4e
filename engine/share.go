package engine

// split is the working memory of one share, one entry per group, kept between computations.
type split struct {
	floor     []Cents // the share of a school of the group, rounded down
	remainder []int64 // what the division left, of the total weight; -1 where the weight is unknown and takes no part
}

func newSplit(w *groups) split {
	n := len(w.value)
	return split{make([]Cents, n), make([]int64, n)}
}

// cut is where the cents left over run out: remainders above it get one, and of the schools on it those with the smallest
// UAIs, as many as there are cents.
type cut struct {
	remainder int64
	cents     int64
}

// share splits an amount of 0 or more by largest remainder: it floors each share, and finds the cut. The total weight is
// above 0. Nothing is put in order, which would cost more than all the rest: the cut is found by halving.
func (s *split) share(w *groups, amount Cents) (cut, error) {
	left := int64(amount)
	for g, v := range w.value {
		if v == unknown {
			s.floor[g], s.remainder[g] = 0, -1
			continue
		}
		q, r, err := mulDiv(int64(amount), v, w.total)
		if err != nil {
			return cut{}, err
		}
		s.floor[g], s.remainder[g] = Cents(q), r
		left -= q * w.count[g] // at most the amount in all
	}
	low, high := int64(0), w.total
	for low < high { // the smallest remainder above which there are cents for all
		middle := low + (high-low)/2
		if s.above(w, middle) <= left {
			high = middle
		} else {
			low = middle + 1
		}
	}
	return cut{low, left - s.above(w, low)}, nil
}

// above counts the schools whose remainder is larger.
func (s *split) above(w *groups, remainder int64) int64 {
	n := int64(0)
	for g, r := range s.remainder {
		if r > remainder {
			n += w.count[g]
		}
	}
	return n
}
