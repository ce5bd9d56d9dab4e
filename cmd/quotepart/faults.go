package main

import (
	"fmt"
	"strings"

	"quotepart/engine/lang"
)

// complain prints an error on the side of the errors, one line for each fault, each fit for a terminal.
func (p *program) complain(prefix string, err error) {
	for _, line := range faultLines(err, p.lang) {
		fmt.Fprintln(p.err, prefix+lang.Clean(line))
	}
}

// faultLines gives the lines of an error in a language: those of each part of a joined error.
func faultLines(err error, l lang.Lang) []string {
	if localized, ok := err.(lang.Localized); ok {
		return strings.Split(localized.In(l), "\n")
	}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		var lines []string
		for _, e := range joined.Unwrap() {
			lines = append(lines, faultLines(e, l)...)
		}
		return lines
	}
	return []string{err.Error()}
}

// placed is an error with where it was met, which stands before each of its lines.
type placed struct {
	where string
	error
}

// In gives the lines of the error in a language.
func (e placed) In(l lang.Lang) string {
	lines := faultLines(e.error, l)
	for i, line := range lines {
		lines[i] = lang.F("%[1]s : %[2]s", "%[1]s: %[2]s", e.where, line).In(l)
	}
	return strings.Join(lines, "\n")
}
