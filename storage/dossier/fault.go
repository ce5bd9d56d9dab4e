package dossier

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"quotepart/engine"
	"quotepart/engine/lang"
)

// Fault is one thing wrong with one place of a dossier. Line and Column count from 1 and are 0 where there is none; a column
// is a count of characters (Unicode code points), not of bytes. An Error refuses the dossier, a Warning does not.
type Fault struct {
	File         string // inside the dossier, such as scenarios/ham.yaml
	Line, Column int
	Severity     engine.Severity
	*lang.Fault
}

// In gives the fault in one line, as compilers do: "schools.csv:12:7: what — how to mend".
func (f Fault) In(l lang.Lang) string {
	place := lang.Escape(f.File)
	for _, n := range []int{f.Line, f.Column} {
		if n > 0 {
			place += ":" + strconv.Itoa(n)
		}
	}
	return place + ": " + f.Fault.In(l)
}

// Error gives the English line, for logs and tests; interfaces use In.
func (f Fault) Error() string { return f.In(lang.EN) }

// Faults is everything wrong with a dossier, in the order of its files (as formats.md lists them), lines and columns.
type Faults []Fault

// In gives one line for each fault.
func (fs Faults) In(l lang.Lang) string {
	lines := make([]string, len(fs))
	for i, f := range fs {
		lines[i] = f.In(l)
	}
	return strings.Join(lines, "\n")
}

// Error gives the English lines.
func (fs Faults) Error() string { return fs.In(lang.EN) }

// sorted puts faults in the order of Faults.
func (fs Faults) sorted() Faults {
	slices.SortStableFunc(fs, func(a, b Fault) int {
		return cmp.Or(cmp.Compare(fileRank(a.File), fileRank(b.File)), cmp.Compare(a.File, b.File),
			cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	return fs
}

// only keeps the faults of one severity.
func (fs Faults) only(s engine.Severity) Faults {
	var kept Faults
	for _, f := range fs {
		if f.Severity == s {
			kept = append(kept, f)
		}
	}
	return kept
}

// refusal makes one fault without a line: the whole file or folder is meant.
func refusal(file string, what, mend lang.Text) Faults {
	return Faults{{File: file, Severity: engine.Error, Fault: &lang.Fault{What: what, Mend: mend}}}
}

// safe makes a fault's text fit for a terminal and for one line, whatever stood in the file.
func safe(f *lang.Fault) *lang.Fault {
	show := func(t lang.Text) lang.Text {
		return lang.T(shorten(lang.Escape(t.FR)), shorten(lang.Escape(t.EN)))
	}
	return &lang.Fault{What: show(f.What), Mend: show(f.Mend)}
}

// shorten leaves out the middle of a text that holds a very long value.
func shorten(s string) string {
	const most, head, tail = 400, 200, 150
	r := []rune(s)
	if len(r) <= most {
		return s
	}
	return string(r[:head]) + " […] " + string(r[len(r)-tail:])
}

// asFault takes an error of the engine or of a field as the Fault that it is.
func asFault(err error) *lang.Fault {
	if f, ok := err.(*lang.Fault); ok {
		return f
	}
	return &lang.Fault{What: lang.T(fmt.Sprint(err), fmt.Sprint(err))}
}
