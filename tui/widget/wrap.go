package widget

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Wrap breaks text that may come from data into lines of at most width columns, at spaces where it can.
func Wrap(s string, width int) []string {
	if width <= 0 {
		return nil
	}
	return strings.Split(ansi.Wrap(Clean(s), width, ""), "\n")
}
