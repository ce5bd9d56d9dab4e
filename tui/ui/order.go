package ui

import (
	"cmp"

	"quotepart/engine"
	"quotepart/tui/widget"
)

// CompareCents orders amounts.
func CompareCents(a, b engine.Cents) int { return cmp.Compare(a, b) }

// CompareText orders texts as a reader looks for them: whatever their accents and capitals.
func CompareText(a, b string) int { return cmp.Compare(widget.Fold(a), widget.Fold(b)) }
