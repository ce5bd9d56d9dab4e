package engine

import (
	"cmp"
	"slices"
)

// weights groups the schools of a population by what they weigh in a share. Few distinct weights exist (pupil counts), so a
// share divides and orders once per distinct weight; ordering all schools would cost 30 to 100 times more.
type weights struct {
	class []int32 // per place: its class, -1 where its weight is unknown
	value []int64 // per class: the weight
	count []int64 // per class: how many places have it
	total int64   // of all known weights
}

// newWeights groups the weights of the places 0, 1, 2 …; unknown marks a place that takes no part.
func newWeights(of []int64) (*weights, error) {
	w := &weights{class: make([]int32, len(of))}
	known := make(map[int64]int32, 1024)
	for k, v := range of {
		if v == unknown {
			w.class[k] = -1
			continue
		}
		class, ok := known[v]
		if !ok {
			class = int32(len(w.value))
			known[v] = class
			w.value, w.count = append(w.value, v), append(w.count, 0)
		}
		w.class[k] = class
		w.count[class]++
		total := w.total + v
		if total < w.total {
			return nil, ErrOverflow
		}
		w.total = total
	}
	return w, nil
}

// split is the working memory of one share, one entry per class, kept between computations.
type split struct {
	floor     []Cents // the share of a school of the class, rounded down
	remainder []int64 // what the division left, of the total weight
	order     []int32 // classes, largest remainder first
	extra     []extra // what each class does with the cents left over
}

// extra says whether the schools of a class get one of the cents left over.
type extra uint8

const (
	extraNone extra = iota
	extraAll
	extraFirst // the class is at the cut: the smallest UAIs get one while there are any
)

func newSplit(w *weights) split {
	n := len(w.value)
	return split{make([]Cents, n), make([]int64, n), make([]int32, n), make([]extra, n)}
}

// share splits an amount of 0 or more by largest remainder: floor each share, then give the cents left over to the largest
// remainders, ties to the smallest UAI. It fills s and tells how many cents go to the classes at the cut. The total weight
// is above 0.
func (s *split) share(w *weights, amount Cents) (atCut int64, err error) {
	left := int64(amount)
	for c, v := range w.value {
		q, r, err := mulDiv(int64(amount), v, w.total)
		if err != nil {
			return 0, err
		}
		s.floor[c], s.remainder[c], s.order[c], s.extra[c] = Cents(q), r, int32(c), extraNone
		left -= q * w.count[c] // at most the amount in all
	}
	slices.SortFunc(s.order, func(a, b int32) int { return cmp.Compare(s.remainder[b], s.remainder[a]) })
	for i := 0; i < len(s.order) && left > 0; {
		// Classes of one remainder form one group: at the cut, the UAI alone decides among all their schools.
		end, size := i, int64(0)
		for ; end < len(s.order) && s.remainder[s.order[end]] == s.remainder[s.order[i]]; end++ {
			size += w.count[s.order[end]]
		}
		mark := extraAll
		if size > left {
			mark, atCut = extraFirst, left
		}
		for _, c := range s.order[i:end] {
			s.extra[c] = mark
		}
		left -= min(size, left)
		i = end
	}
	return atCut, nil
}
