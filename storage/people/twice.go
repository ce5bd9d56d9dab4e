package people

import (
	"slices"
	"strconv"
	"strings"

	"quotepart/engine/lang"
)

// refuseTwice refuses all lines of a key that stands on several, and all lines of a name that has several roles. Lines that are
// refused already have no role that could hold.
func (l List) refuseTwice() {
	keys, names := map[string][]int{}, map[string][]int{}
	for i, e := range l {
		if e.Key != nil {
			keys[string(e.Key.Marshal())] = append(keys[string(e.Key.Marshal())], i)
		}
		if len(e.Faults) == 0 {
			names[e.Name] = append(names[e.Name], i)
		}
	}
	for _, lines := range keys {
		if len(lines) > 1 {
			l.refuse(lines, fault(lang.F("la même clé est aux lignes %s", "the same key is on lines %s", l.numbers(lines)), lang.T("n'en gardez qu'une", "keep one of them")))
		}
	}
	for name, lines := range names {
		if slices.ContainsFunc(lines, func(i int) bool { return l[i].Role != l[lines[0]].Role }) {
			l.refuse(lines, fault(lang.F("« %[1]s » a plusieurs rôles, aux lignes %[2]s", "%[1]q has several roles, on lines %[2]s", name, l.numbers(lines)), lang.T("donnez-lui le même partout, ou un autre nom à l'autre personne", "give the same everywhere, or another name to the other person")))
		}
	}
}

func (l List) refuse(lines []int, f *lang.Fault) {
	for _, i := range lines {
		l[i].Faults = append(l[i].Faults, Fault{l[i].Line, 0, f})
	}
}

// numbers names lines in words: "3, 7".
func (l List) numbers(lines []int) string {
	var out []string
	for _, i := range lines {
		out = append(out, strconv.Itoa(l[i].Line))
	}
	return strings.Join(out, ", ")
}
