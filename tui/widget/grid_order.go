package widget

import (
	"cmp"
	"slices"
	"strings"
)

// order is which rows of a grid are shown, and where. Sorting and filtering
// are kept apart so that a key in the filter never sorts.
type order struct {
	all   []int32 // every row, sorted
	shown []int32 // those of all that the filter lets through

	sortColumn int // -1: natural order
	descending bool

	query string
	terms []string
}

// rebuild orders rows that may have come, gone or changed.
func (o *order) rebuild(rows Rows) {
	o.sort(rows, o.sortColumn, o.descending)
}

// sort orders all rows by a column, -1 for the natural order. Rows that
// compare equal keep their natural order, in both directions.
func (o *order) sort(rows Rows, col int, descending bool) {
	n := rows.Len()
	o.all = slices.Grow(o.all[:0], n)[:n]
	for i := range o.all {
		o.all[i] = int32(i)
	}
	o.sortColumn, o.descending = col, descending
	if col >= 0 {
		sortByKeys(o.all, rows, col, descending)
	}
	o.narrow(rows, o.all)
}

// keyed is a row with the numbers of its key.
type keyed struct {
	rank, then int64
	row        int32
}

// sortByKeys sorts the rows, which come in their natural order, by the keys of a column.
func sortByKeys(all []int32, rows Rows, col int, descending bool) {
	list := make([]keyed, len(all))
	var texts []string // by row; none where no key has one
	for i, row := range all {
		k := rows.Key(int(row), col)
		if descending { // the complement turns the order round, also that of the least number
			k.Rank, k.Then = ^k.Rank, ^k.Then
		}
		list[i] = keyed{k.Rank, k.Then, row}
		if k.Text != "" && texts == nil {
			texts = make([]string, len(all))
		}
		if texts != nil {
			texts[row] = k.Text
		}
	}
	spare := make([]keyed, len(all))
	list, spare = byNumber(list, spare, func(k *keyed) int64 { return k.then })
	list, _ = byNumber(list, spare, func(k *keyed) int64 { return k.rank })
	if texts != nil {
		byText(list, texts, descending)
	}
	for i, k := range list {
		all[i] = k.row
	}
}

// byNumber sorts a list by a number, byte by byte from the lowest, which leaves equal ones in their order: 60,000 rows take 1 ms,
// where comparing them takes 10. It gives the sorted list and the other one, whose contents are spent.
func byNumber(list, spare []keyed, number func(*keyed) int64) (sorted, spent []keyed) {
	if len(list) == 0 {
		return list, spare
	}
	differ := uint64(0) // the bits in which the numbers are not all the same
	for i := range list {
		differ |= uint64(number(&list[i]) ^ number(&list[0]))
	}
	for shift := 0; shift < 64; shift += 8 {
		if differ>>shift&0xff == 0 {
			continue
		}
		at := func(k *keyed) int { return int((uint64(number(k)) ^ 1<<63) >> shift & 0xff) } // negative numbers come first
		var place [257]int
		for i := range list {
			place[at(&list[i])+1]++
		}
		for i := 1; i < len(place); i++ {
			place[i] += place[i-1]
		}
		for i := range list {
			p := &place[at(&list[i])]
			spare[*p] = list[i]
			*p++
		}
		list, spare = spare, list
	}
	return list, spare
}

// byText sorts the rows whose numbers are the same by their texts.
func byText(list []keyed, texts []string, descending bool) {
	for start := 0; start < len(list); {
		end := start + 1
		for end < len(list) && list[end].rank == list[start].rank && list[end].then == list[start].then {
			end++
		}
		slices.SortFunc(list[start:end], func(a, b keyed) int {
			c := strings.Compare(texts[a.row], texts[b.row])
			if descending {
				c = -c
			}
			return cmp.Or(c, cmp.Compare(a.row, b.row))
		})
		start = end
	}
}

// filter lets through the rows that hold every word of the query.
func (o *order) filter(rows Rows, query string) {
	from := o.all
	if o.query != "" && strings.HasPrefix(query, o.query) {
		from = o.shown // a longer query finds less
	}
	o.query, o.terms = query, words(query)
	o.narrow(rows, from)
}

// narrow fills shown with the rows of from that match.
func (o *order) narrow(rows Rows, from []int32) {
	if len(o.terms) == 0 {
		o.shown = append(o.shown[:0], from...)
		return
	}
	shown := o.shown[:0] // from may be shown itself: writing never overtakes reading
	for _, row := range from {
		if matches(rows.FilterText(int(row)), o.terms) {
			shown = append(shown, row)
		}
	}
	o.shown = shown
}

// matches reports whether text holds every term.
func matches(text string, terms []string) bool {
	for _, term := range terms {
		if !strings.Contains(text, term) {
			return false
		}
	}
	return true
}
