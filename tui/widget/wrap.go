package widget

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"quotepart/engine/lang"
)

// Wrap breaks text that may come from data into lines of at most width columns, at spaces where it can.
func Wrap(s string, width int) []string {
	if width <= 0 {
		return nil
	}
	// Wrap lets a space before a word that is cut stand too far to the right.
	return strings.Split(ansi.Hardwrap(ansi.Wrap(lang.Clean(s), width, ""), width, true), "\n")
}
