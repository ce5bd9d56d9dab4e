package scenarios

import (
	"slices"
	"strings"

	"quotepart/engine/lang"
)

// oneOf tells which values there are, and which one was probably meant.
func oneOf(got string, names []string) lang.Text {
	list := strings.Join(names, ", ")
	if near := nearest(got, names); near != "" {
		return lang.F("vouliez-vous dire « %[1]s » ? (valeurs : %[2]s)", "did you mean %[1]q? (values: %[2]s)", near, list)
	}
	return lang.F("valeurs : %s", "values: %s", list)
}

// DidYouMean proposes the closest of the names, or to check the spelling where none is close.
func DidYouMean(got string, names []string) lang.Text {
	return ClosestOr(lang.T("vérifiez l'orthographe", "check the spelling"), got, names)
}

// ClosestOr proposes the closest of the names to what was written, or what else to do where none is close.
func ClosestOr(otherwise lang.Text, got string, names []string) lang.Text {
	if near := nearest(got, names); near != "" {
		return lang.F("vouliez-vous dire « %s » ?", "did you mean %q?", near)
	}
	return otherwise
}

// nearest is the name with the fewest typing errors from what was written: at most two, and fewer than half its letters.
func nearest(got string, names []string) string {
	best, bestDistance := "", farApart
	got = strings.ToLower(got)
	for _, name := range names {
		longest := max(len(got), len(name))
		if d := distance(got, strings.ToLower(name)); d < bestDistance && 2*d < longest {
			best, bestDistance = name, d
		}
	}
	return best
}

// farApart is more typing errors than a suggestion allows.
const farApart = 3

// distance counts the typing errors between two words: letters added, left out, changed, or two neighbours swapped. It stops
// counting where they are far apart: an id may be looked for among 60,000.
func distance(a, b string) int {
	if len(a)-len(b) >= farApart || len(b)-len(a) >= farApart {
		return farApart
	}
	var rows [3][40]int // enough for most words
	before, last, row := rows[0][:0], rows[1][:0], rows[2][:0]
	n := len(b) + 1
	before, last, row = slices.Grow(before, n)[:n], slices.Grow(last, n)[:n], slices.Grow(row, n)[:n]
	for j := range last {
		last[j] = j
	}
	for i := range len(a) {
		row[0] = i + 1
		least := row[0]
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			row[j+1] = min(last[j]+cost, last[j+1]+1, row[j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
			least = min(least, row[j+1])
		}
		if least >= farApart { // the next rows are no less
			return farApart
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
