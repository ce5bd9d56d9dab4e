package scenarios

import (
	"cmp"
	"math"
	"slices"
	"time"

	"quotepart/engine"
	"quotepart/engine/lang"
)

// Version is a scenario as it stood under its name from one revision on, or its deletion.
type Version struct {
	Scenario           // of a deletion: what was taken away
	Author   string    // who saved or deleted it; nothing where that is not known
	At       time.Time // zero where it is not known
	Revision uint64    // counts what was accepted where the scenario is kept; a later one is larger

	From    string // the name it had until then, where it was renamed
	Deleted bool
	To      string // the name it has since then, where Deleted because it was renamed
}

// History gives the versions of a scenario, the newest first, with those under the names it had before. Of gives those that
// were kept under one name, the oldest first; its errors are passed on.
func History(name string, of func(name string) ([]Version, error)) ([]Version, error) {
	h := &history{of: of, seen: map[versionKey]bool{}}
	if err := h.collect(name, math.MaxUint64); err != nil {
		return nil, err
	}
	slices.SortStableFunc(h.all, func(a, b Version) int { return cmp.Compare(b.Revision, a.Revision) })
	return slices.DeleteFunc(h.all, func(v Version) bool { return v.To != "" && h.seen[versionKey{v.To, v.Revision}] }), nil
}

type versionKey struct {
	name     string
	revision uint64
}

type history struct {
	of   func(name string) ([]Version, error)
	all  []Version
	seen map[versionKey]bool
}

// collect takes the versions under a name before a revision, and where one came from another name, those before it there.
// A rename always leads to an earlier revision: so this ends.
func (h *history) collect(name string, before uint64) error {
	own, err := h.of(name)
	if err != nil {
		return err
	}
	for i, v := range own {
		key := versionKey{v.Name, v.Revision}
		if v.Revision >= before || h.seen[key] {
			continue
		}
		h.seen[key] = true
		if v.Deleted && i > 0 {
			v.Note, v.Changes = own[i-1].Note, own[i-1].Changes
		}
		h.all = append(h.all, v)
		if v.From != "" {
			if err := h.collect(v.From, v.Revision); err != nil {
				return err
			}
		}
	}
	return nil
}

// VersionAt finds a version by its revision. Where two names that became one have the same, as those of one import, it is the
// one under this name.
func VersionAt(list []Version, name string, revision uint64) (Version, bool) {
	at := slices.IndexFunc(list, func(v Version) bool { return v.Revision == revision && v.Name == name })
	if at < 0 {
		at = slices.IndexFunc(list, func(v Version) bool { return v.Revision == revision })
	}
	if at < 0 {
		return Version{}, false
	}
	return list[at], true
}

// Event says in a few words what a version is: saved, deleted, renamed.
func (v Version) Event() lang.Text {
	switch {
	case v.To != "":
		return lang.F("renommé en « %s »", "renamed to %q", v.To)
	case v.Deleted:
		return lang.T("supprimé", "deleted")
	case v.From != "":
		return lang.F("renommé, avant : « %s »", "renamed, before: %q", v.From)
	}
	return lang.T("enregistré", "saved")
}

// Differences says in words what a version changed against the one before it: what came with a plus, what went with a minus,
// an input that is set to another value with both values. None means that they hold the same.
func Differences(stored *engine.Year, before, after Version) []lang.Text {
	var out []lang.Text
	wasThere, stays := common(after.Changes, before.Changes), common(before.Changes, after.Changes)
	came, went := DescribeAll(stored, after.Changes), DescribeAll(stored, before.Changes)
	for i, c := range after.Changes {
		if wasThere[i] {
			continue
		}
		at := slices.IndexFunc(before.Changes, func(b Change) bool { return otherValue(b, c) })
		input, err := Lookup(stored, c.Address)
		if at < 0 || stays[at] || err != nil {
			out = append(out, withSign("+", came[i]))
			continue
		}
		stays[at] = true // it is told here
		out = append(out, fromTo(stored, input, subjectName(stored, c.Address), before.Changes[at].Value, c.Value))
	}
	for i, same := range stays {
		if !same {
			out = append(out, withSign("−", went[i]))
		}
	}
	if len(out) == 0 && !slices.EqualFunc(before.Changes, after.Changes, Change.equal) {
		out = append(out, lang.T("les mêmes hypothèses dans un autre ordre", "the same changes in another order"))
	}
	switch {
	case before.Note == after.Note:
	case before.Note == "":
		out = append(out, lang.F("+ note : « %s »", "+ note: %q", after.Note))
	case after.Note == "":
		out = append(out, lang.F("− note : « %s »", "− note: %q", before.Note))
	default:
		out = append(out, lang.F("note : « %[1]s » → « %[2]s »", "note: %[1]q → %[2]q", before.Note, after.Note))
	}
	return out
}

// otherValue tells whether two changes set one input to two values. One that was switched off or on is told as gone and come.
func otherValue(a, b Change) bool {
	return a.Op == Set && b.Op == Set && a.Address == b.Address && !a.Off && !b.Off
}

func withSign(sign string, t lang.Text) lang.Text { return lang.T(sign+" "+t.FR, sign+" "+t.EN) }

// common tells of each change in a list whether the other list has it too; one that stands twice is wanted twice.
func common(list, other []Change) []bool {
	left := map[string]int{}
	for _, c := range other {
		left[c.String()]++
	}
	same := make([]bool, len(list))
	for i, c := range list {
		if same[i] = left[c.String()] > 0; same[i] {
			left[c.String()]--
		}
	}
	return same
}
