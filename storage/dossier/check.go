package dossier

import (
	"slices"
	"strings"

	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/scenarios"
)

// check holds the files against each other: the engine's problems at their places, and the references that it does not know.
type check struct {
	year      *engine.Year
	members   *rows[engine.Member]
	schools   *rows[engine.School]
	usage     *usage
	charges   *rows[engine.Charge]
	subsidies *rows[engine.Subsidy]
	calls     *rows[scenarios.Call]
	invoices  *rows[scenarios.Invoice]

	proposed map[string]lang.Text // for ids that are not known
}

// all runs the checks; they report to the files.
func (c *check) all(sortedMembers []row[engine.Member], sortedSchools []row[engine.School]) {
	problemsOf(c.members, sortedMembers, func(m *engine.Member) []engine.Problem { return m.Check() }, nil)
	c.checkSchools(sortedSchools)
	problemsOf(c.charges, c.charges.list, func(x *engine.Charge) []engine.Problem { return x.Check() }, nil)
	problemsOf(c.subsidies, c.subsidies.list, func(s *engine.Subsidy) []engine.Problem { return s.Check(c.year) }, c.subsidyTarget)
	c.checkCalls()
	c.checkInvoices()
}

// checkCalls reports calls of unknown members, and numbers that come twice.
func (c *check) checkCalls() {
	references(c.calls, "member", func(x *scenarios.Call) bool { return !c.members.sure || c.year.Member(x.Member) >= 0 },
		func(x *scenarios.Call) *lang.Fault {
			return c.unknown("membre inconnu %s", "unknown member %s", x.Member, c.memberIDs)
		})
	repeatedNumbers(c.calls, func(x *scenarios.Call) string { return x.Number }, func(x *scenarios.Call) string { return x.Number })
}

// checkInvoices reports invoices of unknown charges, and numbers that come twice. Each supplier numbers its own invoices, and
// one invoice may stand in several charges, a part in each.
func (c *check) checkInvoices() {
	references(c.invoices, "charge", func(x *scenarios.Invoice) bool { return !c.charges.sure || c.year.Charge(x.Charge) >= 0 },
		func(x *scenarios.Invoice) *lang.Fault {
			return c.unknown("charge inconnue %s", "unknown charge %s", x.Charge, c.chargeIDs)
		})
	repeatedNumbers(c.invoices, func(x *scenarios.Invoice) string { return x.Number },
		func(x *scenarios.Invoice) string { return strings.Join([]string{x.Number, x.Supplier, x.Charge}, "\n") })
}

// partner is the field that a problem of a field speaks of as well.
var partner = map[string]string{"planned": "paid", "amount": "rate"}

// problemsOf reports the engine's problems of each row at their field. What follows from a field that could not be read is
// left out. A filter may reword a problem of a field, or leave it out with nil.
func problemsOf[T any](r *rows[T], list []row[T], problems func(*T) []engine.Problem, reword func(*T, string, *lang.Fault) *lang.Fault) {
	for _, row := range list {
		for _, p := range problems(row.item) {
			_, rest, _ := strings.Cut(p.Address, "/")
			field := strings.TrimPrefix(strings.TrimPrefix(rest, *r.table.id(row.item)), "/")
			if field == "" {
				field = r.table.key
			}
			f := p.Fault
			if reword != nil {
				f = reword(row.item, field, f)
			}
			if f == nil || r.unread(row.item, field, p.Severity) {
				continue
			}
			line, col := r.fieldPlace(row.at, field)
			r.add(p.Severity, line, col, f)
		}
	}
}

// unread tells that a problem follows from a field that could not be read.
func (r *rows[T]) unread(item *T, field string, severity engine.Severity) bool {
	follows := func(b string) bool { return b == every || b == field || b == partner[field] }
	bad := r.bad[item]
	return len(bad) > 0 && severity == engine.Warning || slices.ContainsFunc(bad, follows) || slices.ContainsFunc(r.absent, follows)
}

// checkSchools reports the problems of the schools and of their histograms, which stand in usage.csv.
func (c *check) checkSchools(list []row[engine.School]) {
	for i := range list {
		problems := list[i].item.Check(c.year)
		own := problems[:0]
		for _, p := range problems {
			tool, isUsage := strings.CutPrefix(p.Address, "usage/"+list[i].item.UAI+"/")
			switch {
			case !isUsage:
				own = append(own, p)
			case !c.schools.unread(list[i].item, "pupils", p.Severity):
				line, col := c.usage.fieldPlace(c.usage.first(i, tool), "pupils")
				c.usage.add(p.Severity, line, col, p.Fault)
			}
		}
		problemsOf(c.schools, list[i:i+1], func(*engine.School) []engine.Problem { return own }, c.schoolMember)
	}
}

// schoolMember proposes the member that was probably meant.
func (c *check) schoolMember(s *engine.School, field string, f *lang.Fault) *lang.Fault {
	switch {
	case field != "member":
		return f
	case !c.members.sure:
		return nil
	}
	return &lang.Fault{What: f.What, Mend: c.propose(s.Member, c.memberIDs)}
}

// subsidyTarget proposes the target that was probably meant.
func (c *check) subsidyTarget(s *engine.Subsidy, field string, f *lang.Fault) *lang.Fault {
	sure := c.charges.sure
	if s.Target.Of == engine.TargetMember {
		sure = c.members.sure
	}
	switch {
	case field != "target":
		return f
	case !sure:
		return nil
	}
	return &lang.Fault{What: f.What, Mend: c.propose(s.Target.String(), c.targets)}
}

// references reports the rows whose field names nothing.
func references[T any](r *rows[T], field string, known func(*T) bool, unknown func(*T) *lang.Fault) {
	for _, row := range r.list {
		if known(row.item) || r.unread(row.item, field, engine.Error) {
			continue
		}
		line, col := r.fieldPlace(row.at, field)
		r.add(engine.Error, line, col, unknown(row.item))
	}
}

// repeatedNumbers warns of a document that has the number of an earlier one: it may be issued twice, or just be a mistake of
// typing. It does not refuse the year, because the check of the calls must be able to find it.
func repeatedNumbers[T any](r *rows[T], number, key func(*T) string) {
	r.repeated(key, func(again, first row[T]) {
		if r.unread(again.item, "number", engine.Error) {
			return
		}
		line, col := r.fieldPlace(again.at, "number")
		firstLine, _ := r.fieldPlace(first.at, "number")
		r.warn(line, col, lang.F("le numéro %[1]s est déjà à la ligne %[2]d", "number %[1]s is on line %[2]d already", quoted(number(again.item)), firstLine),
			lang.T("un document émis deux fois ? corrigez ou effacez l'une des lignes", "a document issued twice? correct or delete one of the rows"))
	})
}

func (c *check) unknown(fr, en, id string, ids func() []string) *lang.Fault {
	return &lang.Fault{What: lang.F(fr, en, quoted(id)), Mend: c.propose(id, ids)}
}

// propose says which id was probably meant. Looking through all ids is slow, so a folder full of unknown ids gets it for the
// first ones only.
func (c *check) propose(id string, ids func() []string) lang.Text {
	const most = 200
	if c.proposed == nil {
		c.proposed = map[string]lang.Text{}
	}
	mend, ok := c.proposed[id]
	if !ok && len(c.proposed) < most {
		mend = scenarios.DidYouMean(id, ids())
		c.proposed[id] = mend
	} else if !ok {
		mend = lang.T("vérifiez l'orthographe", "check the spelling")
	}
	return mend
}

func (c *check) memberIDs() []string {
	return idsOf(c.year.Members, func(m *engine.Member) string { return m.ID })
}

func (c *check) chargeIDs() []string {
	return idsOf(c.year.Charges, func(x *engine.Charge) string { return x.ID })
}

func (c *check) targets() []string {
	var all []string
	for _, id := range c.memberIDs() {
		all = append(all, engine.Target{Of: engine.TargetMember, ID: id}.String())
	}
	for _, id := range c.chargeIDs() {
		all = append(all, engine.Target{Of: engine.TargetCharge, ID: id}.String())
	}
	return all
}

func idsOf[T any](list []*T, id func(*T) string) []string {
	ids := make([]string, len(list))
	for i, item := range list {
		ids[i] = id(item)
	}
	return ids
}
