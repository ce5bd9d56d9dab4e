package schools

import (
	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/tui/theme"
	"quotepart/tui/ui"
	"quotepart/tui/widget"
)

// The columns of the list.
const (
	colName = iota
	colUAI
	colLevel
	colTown
	colMember
	colClasses
	colPupils
	colTotal
	colDelta
)

func columns(l lang.Lang) []widget.Column {
	return []widget.Column{
		colName:    {Title: lang.T("Établissement", "School").In(l), Min: 21, Width: 28, Flex: 2},
		colUAI:     {Title: "UAI", Width: 8, Priority: 7},
		colLevel:   {Title: "É/C", Width: 3, Priority: 4},
		colTown:    {Title: lang.T("Commune", "Town").In(l), Min: 14, Width: 18, Flex: 1, Priority: 3},
		colMember:  {Title: lang.T("Membre", "Member").In(l), Min: 19, Width: 22, Flex: 1, Priority: 5},
		colClasses: {Title: lang.T("Classes", "Classes").In(l), Width: 7, Align: widget.Right, Priority: 6},
		colPupils:  {Title: lang.T("Élèves", "Pupils").In(l), Width: 6, Align: widget.Right},
		colTotal:   {Title: "Total", Width: 11, Align: widget.Right},
		colDelta:   {Title: "Δ", Width: 12, Align: widget.Right, Priority: 1},
	}
}

// rows are the schools of the year, or those of a scope. They are chosen when a scope is asked for or schools come and go, not
// at every edit: a row must not vanish while it is edited.
type rows struct {
	c         *ui.Ctx
	result    *engine.Result
	index     []int32 // by row: the school of the year
	member    string  // only the schools of this member, or nothing
	uncounted bool    // only those that are not counted
	foot      foot
}

// foot is what stands under the list, with what it was made for: it is made anew only where that is another.
type foot struct {
	of     *engine.Result
	lang   lang.Lang
	filter string
	member string
	shown  int
	text   string
}

// take takes the current result over and tells whether schools came or went.
func (r *rows) take(c *ui.Ctx) bool {
	before := r.result
	r.c, r.result = c, c.Work.Result()
	if before != nil && sameSchools(before.Year().Schools, r.result.Year().Schools) {
		return false
	}
	r.choose()
	return true
}

// sameSchools tells whether two years have the same schools in the same places, whatever their values.
func sameSchools(a, b []*engine.School) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] && a[i].UAI != b[i].UAI {
			return false
		}
	}
	return true
}

func (r *rows) scoped() bool { return r.member != "" || r.uncounted }

// choose finds the schools of the scope. A member that is gone is no scope any more.
func (r *rows) choose() {
	y := r.result.Year()
	if y.Member(r.member) < 0 {
		r.member = ""
	}
	r.index = r.index[:0]
	for i, s := range y.Schools {
		if r.member != "" && s.Member != r.member || r.uncounted && r.result.School(i).Reason == engine.Counted {
			continue
		}
		r.index = append(r.index, int32(i))
	}
}

// counted says how many of the schools that are shown are counted, with their pupils, and how many there are where some are not
// shown.
func (r *rows) counted(g *widget.Grid) string {
	shown, all := g.Shown(), len(r.result.Year().Schools)
	now := foot{of: r.result, lang: r.c.Lang, filter: g.Filter(), member: r.member, shown: len(shown), text: r.foot.text}
	if now == r.foot {
		return now.text
	}
	var schools, pupils int64
	for _, row := range shown {
		if i := int(r.index[row]); r.result.School(i).Reason == engine.Counted {
			schools, pupils = schools+1, pupils+r.result.Year().Schools[i].Pupils
		}
	}
	text := lang.F("%[1]s comptés · %[2]s élèves", "%[1]s counted · %[2]s pupils", lang.Count(schools), lang.Count(pupils))
	if len(shown) < all {
		text = lang.F("%[1]s sur %[2]s : %[3]s", "%[1]s of %[2]s: %[3]s", lang.Count(len(shown)), lang.Count(all), text)
	}
	now.text = text.In(r.c.Lang)
	r.foot = now
	return now.text
}

// school is the school of a row.
func (r *rows) school(row int) *engine.School { return r.result.Year().Schools[r.index[row]] }

func (r *rows) Len() int { return len(r.index) }

func (r *rows) ID(row int) string { return r.school(row).UAI }

func (r *rows) Cell(row, col int) (string, theme.Role) {
	i := int(r.index[row])
	s := r.result.Year().Schools[i]
	switch col {
	case colName:
		if r.result.School(i).Reason != engine.Counted {
			return s.Name, theme.Muted
		}
		return s.Name, theme.Text
	case colUAI:
		return s.UAI, theme.Muted
	case colLevel:
		if s.Level == engine.College {
			return " C", theme.Text
		}
		return " É", theme.Text
	case colTown:
		return s.Town, theme.Text
	case colMember:
		return r.memberOf(i).Name, theme.Text
	case colClasses:
		if !s.Classes.Known {
			return "–", theme.Muted
		}
		return lang.Count(s.Classes.Value).In(r.c.Lang), theme.Text
	case colPupils:
		return lang.Count(s.Pupils).In(r.c.Lang), theme.Text
	case colTotal:
		return r.total(i)
	}
	return ui.Delta(r.c, r.c.Work.SchoolDelta(i))
}

func (r *rows) memberOf(i int) *engine.Member {
	return r.result.Year().Members[r.result.MemberOf(i)]
}

// total is what a school comes to, or why it is not counted. A line without an amount makes the total incomplete.
func (r *rows) total(i int) (string, theme.Role) {
	s := r.result.School(i)
	if s.Reason != engine.Counted {
		return short(s.Reason).In(r.c.Lang), theme.Warning
	}
	for j := range r.result.Year().Charter.Tariffs {
		if line, ok := r.result.Line(i, j); ok && !line.Status.HasLine() {
			return "! " + s.Total.Bare(r.c.Lang), theme.Error
		}
	}
	return s.Total.Bare(r.c.Lang), theme.Text
}

// short is a reason in the room of an amount; the detail has the full one.
func short(r engine.Reason) lang.Text {
	switch r {
	case engine.MemberNotBeneficiary:
		return lang.T("non membre", "not member")
	case engine.NoAccess:
		return lang.T("sans accès", "no access")
	case engine.AccessAfterYear:
		return lang.T("accès futur", "not yet")
	case engine.Closed:
		return lang.T("fermé", "closed")
	}
	return lang.T("sans élève", "no pupils")
}

// Key puts the schools that are not counted before those that come to 0.00. The natural order is that of the UAI.
func (r *rows) Key(row, col int) widget.Key {
	i := int(r.index[row])
	s := r.result.Year().Schools[i]
	switch col {
	case colName:
		return r.c.Names.Of(r.result, i).Name.Key()
	case colTown:
		return r.c.Names.Of(r.result, i).Town.Key()
	case colMember:
		return r.c.Names.Of(r.result, i).Member.Key()
	case colUAI:
		return widget.Key{Rank: int64(i)}
	case colLevel:
		return widget.Key{Text: string(s.Level)}
	case colClasses:
		return ui.KnownKey(s.Classes.Known, s.Classes.Value)
	case colPupils:
		return widget.Key{Rank: s.Pupils}
	case colTotal:
		result := r.result.School(i)
		return widget.Key{Rank: ui.KnownKey(result.Reason == engine.Counted, 0).Rank, Then: int64(result.Total), Text: string(result.Reason)}
	}
	return widget.Key{Rank: int64(r.c.Work.SchoolDelta(i))}
}

func (r *rows) FilterText(row int) string { return r.c.Names.Of(r.result, int(r.index[row])).All }

// Input makes the name, the classes and the pupils inputs of the list; the others are in the record.
func (r *rows) Input(row, col int) (scenarios.Address, bool) {
	field, ok := map[int]string{colName: "name", colClasses: "classes", colPupils: "pupils"}[col]
	return scenarios.Address{Collection: scenarios.InSchools, ID: r.ID(row), Field: field}, ok
}
