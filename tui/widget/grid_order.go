package widget

import (
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
	if len(o.all) != n || o.sortColumn != col || o.descending != descending {
		o.all = slices.Grow(o.all[:0], n)[:n]
		for i := range o.all {
			o.all[i] = int32(i)
		}
	} // else the last order is a good start: sorting again after an edit is quick
	o.sortColumn, o.descending = col, descending
	if col >= 0 {
		slices.SortFunc(o.all, func(a, b int32) int {
			c := rows.Compare(int(a), int(b), col)
			if descending {
				c = -c
			}
			if c == 0 {
				return int(a) - int(b)
			}
			return c
		})
	}
	o.narrow(rows, o.all)
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
