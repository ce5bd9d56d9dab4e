package report

import (
	"quotepart/engine"
	"quotepart/engine/lang"
)

func explainMember(c Case, i int) *Report {
	m := c.Result.Member(i)
	schools := schoolsOf(c.Result, i)
	r := &Report{Rows: lineRows(c.Result, schools)}
	r.Title, r.Lines = c.heading()
	r.Sections = append(r.Sections, Section{
		Title: lang.F("%[1]s · %[2]s", "%[1]s · %[2]s", m.Member.ID, m.Member.Name),
		Lines: standing(&m),
		Table: contribution(c.Result, i, schools),
	})
	var subjects []string
	for _, school := range schools {
		r.Sections = append(r.Sections, schoolSection(c.Result, school))
		subjects = append(subjects, "schools/"+c.Result.Year().Schools[school].UAI)
	}
	for _, s := range subsidiesOf(c.Result, m.Member.ID) {
		subjects = append(subjects, "subsidies/"+s.Subsidy.ID)
	}
	r.section(noticesAbout(c.Result, subjects...))
	r.JSON = func(l lang.Lang) any { return explainMemberJSON(c, i, schools, l) }
	return r
}

// schoolsOf gives the indexes of a member's schools, counted or not.
func schoolsOf(r *engine.Result, member int) []int {
	var out []int
	for i := range r.Year().Schools {
		if r.MemberOf(i) == member {
			out = append(out, i)
		}
	}
	return out
}

// standing shows the steps of joining (art. 3), the departure (art. 6), and what they come to.
func standing(m *engine.MemberResult) []lang.Text {
	lines := []lang.Text{
		lang.F("%[1]s · %[2]s", "%[1]s · %[2]s", Word(string(m.Member.Kind)), m.Standing.Text()),
		lang.F("charte approuvée %[1]s · signée %[2]s · usagers désignés %[3]s · transmise %[4]s",
			"charter approved %[1]s · signed %[2]s · users designated %[3]s · transmitted %[4]s",
			m.Member.Approved, m.Member.Signed, m.Member.Designated, m.Member.Transmitted),
	}
	if m.Member.Left.IsSet() {
		lines = append(lines, lang.F("a résilié le %s", "left on %s", m.Member.Left))
	}
	return append(lines, lang.F("%[1]s établissements comptés, %[2]s élèves", "%[1]s schools counted, %[2]s pupils", lang.Count(m.Schools), lang.Count(m.Pupils)))
}

// tariffSum is what a member's schools come to under one tariff.
type tariffSum struct {
	tariff   *engine.Tariff
	schools  int64 // with a line
	without  int64 // concerned, but the line is missing
	quantity int64
	unit     engine.Unit
	amount   engine.Cents
}

// tariffSums adds the lines of a member's schools up, in the charter's order.
func tariffSums(r *engine.Result, member int, schools []int) []tariffSum {
	by := map[*engine.Tariff]*tariffSum{}
	for _, i := range schools {
		for _, line := range r.ExplainSchool(i) {
			s, ok := by[line.Tariff]
			if !ok {
				s = &tariffSum{tariff: line.Tariff, unit: line.Unit}
				by[line.Tariff] = s
			}
			if !line.Status.HasLine() {
				s.without++
				continue
			}
			s.schools++
			s.quantity += line.Quantity
		}
	}
	var out []tariffSum
	for j, t := range r.Year().Charter.Tariffs {
		if s, ok := by[t]; ok {
			s.amount = r.MemberTariff(member, j)
			out = append(out, *s)
		}
	}
	return out
}

// contribution goes from the lines by tariff over the gross contribution and each subsidy to the net one.
func contribution(r *engine.Result, i int, schools []int) Table {
	t := Table{Columns: []Column{
		name("item", "Poste", "Item"), left("article", "Article", "Article"), right("schools", "Établ.", "Schools").alone("établissements", "schools"),
		right("quantity", "Quantité", "Quantity"), left("unit", "Unité", "Unit"), right("amount", "Montant", "Amount"),
	}}
	for _, s := range tariffSums(r, i, schools) {
		sum := amount(s.amount)
		if s.schools == 0 {
			sum = none
		}
		row := Row{Cells: []Cell{text(s.tariff.ID), text(s.tariff.Article), count(s.schools), count(s.quantity), unit(s.unit), sum}}
		if s.without > 0 {
			row.Notes = []lang.Text{lang.F("%s établissement(s) sans ligne : voir leur explication", "%s school(s) without a line: see their explanation", lang.Count(s.without))}
		}
		t.Rows = append(t.Rows, row)
	}
	m := r.Member(i)
	t.add(prose(lang.T("Contribution brute", "Gross contribution")), blank, count(m.Schools), blank, blank, amount(m.Gross))
	for _, s := range subsidiesOf(r, m.Member.ID) {
		t.Rows = append(t.Rows, Row{
			Cells: []Cell{text(s.Subsidy.ID), text("4.3"), blank, blank, blank, amount(-s.Used)},
			Notes: []lang.Text{same(s.Subsidy.Label), s.Explain()},
		})
	}
	t.Total = []Cell{prose(lang.T("Contribution nette", "Net contribution")), blank, blank, blank, blank, amount(m.Net)}
	return t
}

// subsidiesOf gives the subsidies of a member, in the order in which they apply.
func subsidiesOf(r *engine.Result, member string) []engine.SubsidyResult {
	var out []engine.SubsidyResult
	for i, s := range r.Year().Subsidies {
		if s.Target == (engine.Target{Of: engine.TargetMember, ID: member}) {
			out = append(out, r.Subsidy(i))
		}
	}
	return out
}
