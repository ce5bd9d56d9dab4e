package ui

import (
	"runtime"
	"slices"

	tea "charm.land/bubbletea/v2"

	"quotepart/engine"
	"quotepart/tui/widget"
)

// SchoolNames holds what the filter looks in and what the texts of schools are ordered by, folded once: folding 60,000 names
// takes longer than a key may, so it is done at the start, beside what the user does. The zero value is ready.
type SchoolNames struct {
	folded []SchoolName      // by school of the year
	shared map[string]Ranked // towns and members, which many schools have in common
	sorted []string          // every text that has a rank, in its order
}

// SchoolName is the folded texts of one school. All holds the others and the UAI.
type SchoolName struct {
	All                string
	Name, Town, Member Ranked

	school *engine.School // that it was made of
	payer  *engine.Member
}

// Ranked is a folded text with its rank among those of all schools, so that lists are sorted by numbers.
type Ranked struct {
	Text string
	rank int32 // even where the text was among those that were sorted; else the odd number between its neighbours
}

// Key orders schools by the text.
func (r Ranked) Key() widget.Key {
	if r.rank%2 == 0 {
		return widget.Key{Rank: int64(r.rank)}
	}
	return widget.Key{Rank: int64(r.rank), Text: r.Text}
}

// NamesFolded brings the folded texts of all the schools of a year.
type NamesFolded struct{ Names SchoolNames }

// FoldNames is the command that folds the texts of all schools of a year, which nobody alters, and ranks them. They may be taken
// over whatever became of the year meanwhile: [SchoolNames.Of] folds again what is not of its school any more.
func FoldNames(r *engine.Result) tea.Cmd {
	return func() tea.Msg {
		var names SchoolNames
		for i := range r.Year().Schools {
			names.Of(r, i)
		}
		names.sort()
		runtime.GC() // what the start has left behind goes beside it too, and not during one of the first keys
		return NamesFolded{names}
	}
}

// sort gives every text its rank.
func (n *SchoolNames) sort() {
	n.sorted = make([]string, 0, len(n.folded)+len(n.shared))
	for i := range n.folded {
		n.sorted = append(n.sorted, n.folded[i].Name.Text)
	}
	for _, one := range n.shared {
		n.sorted = append(n.sorted, one.Text)
	}
	slices.Sort(n.sorted)
	n.sorted = slices.Compact(n.sorted)
	for name, one := range n.shared {
		n.shared[name] = n.ranked(one.Text)
	}
	for i := range n.folded {
		f := &n.folded[i]
		f.Name, f.Town, f.Member = n.ranked(f.Name.Text), n.shared[f.school.Town], n.shared[f.payer.Name]
	}
}

// ranked finds the rank of a text.
func (n *SchoolNames) ranked(text string) Ranked {
	at, found := slices.BinarySearch(n.sorted, text)
	if found {
		return Ranked{text, int32(2 * at)}
	}
	return Ranked{text, int32(2*at - 1)}
}

// Of gives the texts of the i-th school, made anew where the school or its member is another one than it was.
func (n *SchoolNames) Of(r *engine.Result, i int) *SchoolName {
	y := r.Year()
	if len(n.folded) != len(y.Schools) {
		n.follow(y.Schools)
	}
	f := &n.folded[i]
	if school, payer := y.Schools[i], y.Members[r.MemberOf(i)]; f.school != school || f.payer != payer {
		*f = n.fold(school, payer)
	}
	return f
}

// follow moves what is folded to the places of the schools in a year where some came or went; both are sorted by UAI. A text
// that is not moved is folded again.
func (n *SchoolNames) follow(schools []*engine.School) {
	next := make([]SchoolName, len(schools))
	k := 0
	for i, s := range schools {
		for k < len(n.folded) && (n.folded[k].school == nil || n.folded[k].school.UAI < s.UAI) {
			k++
		}
		if k < len(n.folded) && n.folded[k].school.UAI == s.UAI {
			next[i] = n.folded[k]
		}
	}
	n.folded = next
}

func (n *SchoolNames) fold(s *engine.School, m *engine.Member) SchoolName {
	name, town, payer := widget.Fold(s.Name), n.common(s.Town), n.common(m.Name)
	all := name + " " + town.Text + " " + payer.Text + " " + widget.Fold(s.UAI)
	return SchoolName{All: all, Name: n.ranked(all[:len(name)]), Town: town, Member: payer, school: s, payer: m}
}

func (n *SchoolNames) common(s string) Ranked {
	one, ok := n.shared[s]
	if !ok {
		if n.shared == nil {
			n.shared = map[string]Ranked{}
		}
		one = n.ranked(widget.Fold(s))
		n.shared[s] = one
	}
	return one
}
