package people

import (
	"strconv"
	"strings"

	"quotepart/engine/lang"
)

// Fault is one thing wrong with a line of the file. The column counts characters from 1; it is 0 where the whole line is meant.
type Fault struct {
	Line, Column int
	*lang.Fault
}

// Faults is what is wrong with a line.
type Faults []Fault

// In gives the fault in one line, as compilers do: "authorized_keys:12:7: what — how to mend".
func (f Fault) In(l lang.Lang) string {
	place := File
	for _, n := range []int{f.Line, f.Column} {
		if n > 0 {
			place += ":" + strconv.Itoa(n)
		}
	}
	return place + ": " + f.Fault.In(l)
}

// Error gives the English line, for logs and tests; interfaces use In.
func (f Fault) Error() string { return f.In(lang.EN) }

// mostShown is how many characters of what stands in the file a fault repeats.
const mostShown = 60

// shown is what stands in the file, fit for one line of a terminal.
func shown(s string) string {
	r := []rune(lang.Clean(s))
	if len(r) > mostShown {
		return string(r[:mostShown]) + "…"
	}
	return string(r)
}

// said is an error in one line, in each language that it has.
func said(err error) lang.Text {
	line := func(l lang.Lang) string { return strings.ReplaceAll(lang.Describe(err, l), "\n", "; ") }
	return lang.T(line(lang.FR), line(lang.EN))
}

func fault(what, mend lang.Text) *lang.Fault { return &lang.Fault{What: what, Mend: mend} }
