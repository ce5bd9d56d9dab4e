package ui

import (
	tea "charm.land/bubbletea/v2"
	"github.com/junegunn/fzf/src/util"

	"quotepart/engine"
	"quotepart/tui/widget"
)

// SchoolNames holds what the filter looks in and what the texts of schools are ordered by, folded once: folding 60,000 names
// takes longer than a key may, so it is done at the start, beside what the user does. The zero value is ready.
type SchoolNames struct {
	folded []SchoolName      // by school of the year
	shared map[string]string // folded names of towns and members, which many schools have in common
}

// SchoolName is the folded texts of one school. All holds the others and the UAI, Letters the same for the palette.
type SchoolName struct {
	All, Name, Town, Member string
	Letters                 util.Chars

	school *engine.School // that it was made of
	payer  *engine.Member
}

// NamesFolded brings the folded texts of all the schools of a year.
type NamesFolded struct{ Names SchoolNames }

// FoldNames is the command that folds the texts of all schools of a year, which nobody alters. They may be taken over whatever
// became of the year meanwhile: [SchoolNames.Of] folds again what is not of its school any more.
func FoldNames(r *engine.Result) tea.Cmd {
	return func() tea.Msg {
		var names SchoolNames
		for i := range r.Year().Schools {
			names.Of(r, i)
		}
		return NamesFolded{names}
	}
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
	all := name + " " + town + " " + payer + " " + widget.Fold(s.UAI)
	return SchoolName{All: all, Name: all[:len(name)], Town: town, Member: payer, Letters: util.ToChars([]byte(all)), school: s, payer: m}
}

func (n *SchoolNames) common(s string) string {
	folded, ok := n.shared[s]
	if !ok {
		if n.shared == nil {
			n.shared = map[string]string{}
		}
		folded = widget.Fold(s)
		n.shared[s] = folded
	}
	return folded
}
