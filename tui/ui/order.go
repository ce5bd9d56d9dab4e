package ui

import (
	"slices"

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

// KnownKey orders numbers that may not be known; those that are not come first.
func KnownKey(known bool, n int64) widget.Key {
	if !known {
		return widget.Key{}
	}
	return widget.Key{Rank: 1, Then: n}
}

// TextKey orders texts as a reader looks for them: whatever their accents and capitals.
func TextKey(s string) widget.Key { return widget.Key{Text: widget.Fold(s)} }
