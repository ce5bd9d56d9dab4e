package dossier

import (
	"cmp"
	"slices"
	"strings"

	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/scenarios"
)

// usageRow is one bucket of a histogram: how many pupils of a school used a tool for that many minutes.
type usageRow struct {
	uai, tool       string
	minutes, pupils int64
	school          int // its index among the schools of the year
}

var usageFields = []scenarios.Field[usageRow]{
	usageField("uai", func(u *usageRow, s string) error { u.uai = strings.TrimSpace(s); return asError(missingID(u.uai)) },
		func(u *usageRow) string { return u.uai }),
	usageField("tool", func(u *usageRow, s string) error { u.tool = strings.TrimSpace(s); return asError(checkID(u.tool)) },
		func(u *usageRow) string { return u.tool }),
	usageField("minutes", countInto(func(u *usageRow) *int64 { return &u.minutes }), func(u *usageRow) string { return plain(u.minutes) }),
	usageField("pupils", countInto(func(u *usageRow) *int64 { return &u.pupils }), func(u *usageRow) string { return plain(u.pupils) }),
}

func usageField(name string, set func(*usageRow, string) error, get func(*usageRow) string) scenarios.Field[usageRow] {
	return scenarios.Field[usageRow]{Name: name, Required: true, Set: set, Get: get}
}

func countInto(at func(*usageRow) *int64) func(*usageRow, string) error {
	return func(u *usageRow, s string) (err error) {
		*at(u), err = engine.ParseCount(s)
		return err
	}
}

// asError keeps the nil of a Fault that is not there.
func asError(f *lang.Fault) error {
	if f == nil {
		return nil
	}
	return f
}

func plain(n int64) string { return lang.Plain(n, 0, 0) }

// usage is the rows of usage.csv, in the order of their school, tool and minutes, and where each stands.
type usage struct {
	*rows[usageRow]
	sorted []row[usageRow]
}

// attach gives each school its histograms. A row of an unknown school is an error, once for each school, unless rows of
// schools.csv were lost.
func (u *usage) attach(schools *rows[engine.School], sorted []row[engine.School]) {
	unknown := map[string]bool{}
	last := -1
	u.list = slices.DeleteFunc(u.list, func(r row[usageRow]) bool {
		if len(u.bad[r.item]) > 0 || slices.Contains(u.absent, "uai") {
			return true
		}
		if last < 0 || sorted[last].item.UAI != r.item.uai {
			i, ok := slices.BinarySearchFunc(sorted, r.item.uai, func(s row[engine.School], uai string) int { return cmp.Compare(s.item.UAI, uai) })
			if !ok {
				if schools.sure && !unknown[r.item.uai] {
					u.unknownSchool(r)
				}
				unknown[r.item.uai] = true
				return true
			}
			last = i
		}
		r.item.school = last
		return false
	})
	if len(u.absent) > 0 {
		u.list = nil // without the column, buckets that differ look the same
	}
	u.sort()
	u.fill(sorted)
}

func (u *usage) unknownSchool(r row[usageRow]) {
	f := &lang.Fault{What: lang.F("l'établissement %s n'est pas dans schools.csv", "school %s is not in schools.csv", quoted(r.item.uai)),
		Mend: lang.T("ajoutez-le, ou corrigez l'UAI", "add it, or correct the UAI")}
	if err := engine.CheckUAI(r.item.uai); err != nil {
		f = asFault(err)
	}
	line, col := u.fieldPlace(r.at, "uai")
	u.add(engine.Error, line, col, f)
}

// sort orders the rows and takes those out that repeat a bucket, each with an error.
func (u *usage) sort() {
	order := func(a, b row[usageRow]) int {
		return cmp.Or(cmp.Compare(a.item.school, b.item.school), cmp.Compare(a.item.tool, b.item.tool), cmp.Compare(a.item.minutes, b.item.minutes))
	}
	if !slices.IsSortedFunc(u.list, order) {
		slices.SortStableFunc(u.list, order)
	}
	u.sorted = u.list[:0]
	for _, r := range u.list {
		if n := len(u.sorted); n > 0 && order(u.sorted[n-1], r) == 0 {
			u.repeatedBucket(r, u.sorted[n-1])
			continue
		}
		u.sorted = append(u.sorted, r)
	}
}

func (u *usage) repeatedBucket(again, first row[usageRow]) {
	line, col := u.fieldPlace(again.at, "minutes")
	firstLine, _ := u.fieldPlace(first.at, "minutes")
	u.wrong(line, col, lang.F("%[1]s minutes de %[2]s pour %[3]s : déjà à la ligne %[4]d", "%[1]s minutes of %[2]s for %[3]s: on line %[4]d already",
		plain(again.item.minutes), again.item.tool, again.item.uai, firstLine), lang.T("gardez une seule ligne, ou additionnez les élèves", "keep one row, or add the pupils up"))
}

// fill makes the histograms of the schools: one list of buckets and one of tools, of which each school has a part.
func (u *usage) fill(schools []row[engine.School]) {
	buckets := make([]engine.Bucket, 0, len(u.sorted))
	tools := map[string]string{} // one text for each tool, so that the rows can be let go
	for i := 0; i < len(u.sorted); {
		first := u.sorted[i].item
		start := len(buckets)
		for ; i < len(u.sorted) && u.sorted[i].item.school == first.school && u.sorted[i].item.tool == first.tool; i++ {
			buckets = append(buckets, engine.Bucket{Minutes: u.sorted[i].item.minutes, Pupils: u.sorted[i].item.pupils})
		}
		tool, ok := tools[first.tool]
		if !ok {
			tool = strings.Clone(first.tool)
			tools[tool] = tool
		}
		s := schools[first.school].item
		s.Usage = append(s.Usage, engine.ToolUsage{Tool: tool, Buckets: buckets[start:len(buckets):len(buckets)]})
	}
}

// first is the byte of the first row of a tool in a school.
func (u *usage) first(school int, tool string) int {
	i, _ := slices.BinarySearchFunc(u.sorted, school, func(r row[usageRow], school int) int {
		return cmp.Or(cmp.Compare(r.item.school, school), cmp.Compare(r.item.tool, tool))
	})
	return u.sorted[i].at
}

// usageRows is the buckets of a year in the order of usage.csv.
func usageRows(schools []*engine.School) []*usageRow {
	var list []*usageRow
	for _, s := range schools {
		for _, t := range s.Usage {
			for _, b := range t.Buckets {
				list = append(list, &usageRow{uai: s.UAI, tool: t.Tool, minutes: b.Minutes, pupils: b.Pupils})
			}
		}
	}
	return list
}
