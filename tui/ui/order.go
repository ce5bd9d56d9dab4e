package ui

import (
	"cmp"
	"slices"

	"quotepart/engine"
	"quotepart/tui/widget"
)

// Known remembers which rows a list showed, for lists of at most some thousand rows.
type Known struct {
	ids []string
}

// Changed tells whether rows came, went or moved since it was last asked.
func (k *Known) Changed(rows widget.Rows) bool {
	ids := make([]string, rows.Len())
	for i := range ids {
		ids[i] = rows.ID(i)
	}
	changed := !slices.Equal(ids, k.ids)
	k.ids = ids
	return changed
}

// CompareCents orders amounts.
func CompareCents(a, b engine.Cents) int { return cmp.Compare(a, b) }

// CompareKnown puts what is not known first.
func CompareKnown(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// CompareText orders texts as a reader looks for them: whatever their accents and capitals.
func CompareText(a, b string) int { return cmp.Compare(widget.Fold(a), widget.Fold(b)) }
