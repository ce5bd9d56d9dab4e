package scenarios

import (
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
	return closestOr(lang.T("vérifiez l'orthographe", "check the spelling"), got, names)
}

// closestOr proposes the closest of the names, or what else to do where none is close.
func closestOr(otherwise lang.Text, got string, names []string) lang.Text {
	if near := nearest(got, names); near != "" {
		return lang.F("vouliez-vous dire « %s » ?", "did you mean %q?", near)
	}
	return otherwise
}

// nearest is the name with the fewest typing errors from what was written: at most two, and fewer than half its letters.
func nearest(got string, names []string) string {
	best, bestDistance := "", 3
	for _, name := range names {
		longest := max(len(got), len(name))
		if d := distance(strings.ToLower(got), strings.ToLower(name)); d < bestDistance && 2*d < longest {
			best, bestDistance = name, d
		}
	}
	return best
}

// distance counts the typing errors between two words: letters added, left out, changed, or two neighbours swapped. Words
// whose lengths differ by more than two are far apart without counting.
func distance(a, b string) int {
	if len(a)-len(b) > 2 || len(b)-len(a) > 2 {
		return 3
	}
	before, last := []int(nil), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := range len(a) {
		row := make([]int, len(b)+1)
		row[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			row[j+1] = min(last[j]+cost, last[j+1]+1, row[j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, last = last, row
	}
	return last[len(b)]
}
