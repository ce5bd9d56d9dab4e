package report

import (
	"slices"
	"strings"

	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/scenarios"
)

// Explain gives every line of one school, or of one member and its schools. The subject is an id (a UAI or a member's id) or
// its address (schools/UAI, members/ID); an unknown one is a Fault.
func Explain(c Case, subject string) (*Report, error) {
	member, school, err := find(c.Result.Year(), subject)
	if err != nil {
		return nil, err
	}
	if school >= 0 {
		return explainSchool(c, school), nil
	}
	return explainMember(c, member), nil
}

// find gives the index of the member or of the school that a subject names; the other is -1.
func find(y *engine.Year, subject string) (member, school int, err error) {
	inMembers, inSchools := string(scenarios.InMembers)+"/", string(scenarios.InSchools)+"/"
	member, school = -1, -1
	var names []string
	if id, ok := strings.CutPrefix(subject, inSchools); ok || !strings.Contains(subject, "/") {
		school = y.School(id)
		for _, s := range y.Schools {
			names = append(names, s.UAI)
		}
	}
	if id, ok := strings.CutPrefix(subject, inMembers); school < 0 && (ok || !strings.Contains(subject, "/")) {
		member = y.Member(id)
		for _, m := range y.Members {
			names = append(names, m.ID)
		}
	}
	if member >= 0 || school >= 0 {
		return member, school, nil
	}
	id := strings.TrimPrefix(strings.TrimPrefix(subject, inSchools), inMembers)
	return -1, -1, lang.Wrong(
		lang.F("« %s » n'est ni un établissement ni un membre de cet exercice", "%q is neither a school nor a member of this year", subject),
		scenarios.DidYouMean(id, names))
}

func explainSchool(c Case, i int) *Report {
	s := c.Result.Year().Schools[i]
	r := &Report{}
	r.Title, r.Lines = c.heading()
	r.Sections = append(r.Sections, schoolSection(c.Result, i))
	r.section(noticesAbout(c.Result, "schools/"+s.UAI))
	r.Rows = lineRows(c.Result, []int{i})
	r.JSON = func(l lang.Lang) any {
		return explanationJSON{openJSON(c), "schools/" + s.UAI, nil, []schoolExplainedJSON{explainSchoolJSON(c.Result, i, l)}}
	}
	return r
}

// noticesAbout lists the notices on some subjects, and every error, since one anywhere makes the totals incomplete.
func noticesAbout(r *engine.Result, subjects ...string) (lang.Text, Table) {
	return lang.T("Remarques", "Notices"), notices(r, func(n engine.Notice) bool {
		return n.Severity == engine.Error || slices.Contains(subjects, n.Subject)
	})
}

// schoolSection explains each line of a school, or says why it is not counted.
func schoolSection(r *engine.Result, i int) Section {
	s, result := r.Year().Schools[i], r.School(i)
	section := Section{
		Title: lang.F("%[1]s · %[2]s", "%[1]s · %[2]s", s.UAI, s.Name),
		Lines: []lang.Text{lang.F("%[1]s · %[2]s · membre %[3]s · %[4]s élèves · accès %[5]s", "%[1]s · %[2]s · member %[3]s · %[4]s pupils · access %[5]s",
			Word(string(s.Level)), s.Town, s.Member, lang.Count(s.Pupils), s.Access)},
	}
	if result.Reason != engine.Counted {
		section.Lines = append(section.Lines, lang.F("Non compté : %s", "Not counted: %s", result.Reason.Text()))
		return section
	}
	t := Table{Columns: []Column{
		left("tariff", "Tarif", "Tariff"), left("article", "Article", "Article"), right("quantity", "Quantité", "Quantity"),
		left("unit", "Unité", "Unit"), right("price", "Prix", "Price"), right("amount", "Montant", "Amount"),
	}}
	for _, line := range r.ExplainSchool(i) {
		t.Rows = append(t.Rows, Row{
			Cells: []Cell{text(line.Tariff.ID), text(line.Tariff.Article), count(line.Quantity), unit(line.Unit), optionalPrice(line.Price), lineAmount(&line)},
			Notes: lineNotes(&line),
		})
	}
	t.Total = []Cell{totalCell, blank, blank, blank, blank, amount(result.Total)}
	section.Table = t
	return section
}

func unit(u engine.Unit) Cell { return Cell{People: u.Text(), Machine: same(string(u))} }

func optionalPrice(p engine.Opt[engine.Price]) Cell {
	if !p.Known {
		return none
	}
	return price(p.Value)
}

func lineAmount(line *engine.Line) Cell {
	if !line.Status.HasLine() {
		return none
	}
	return amount(line.Amount)
}

// lineNotes says how a line came about: what it is, its formula with its rounding, where its numbers come from.
func lineNotes(line *engine.Line) []lang.Text {
	formula := line.Formula
	if line.Status.HasLine() {
		formula = lang.F("%[1]s = %[2]s · %[3]s", "%[1]s = %[2]s · %[3]s", line.Formula, line.Amount, line.Rounding)
	}
	return append([]lang.Text{same(line.Tariff.Label), formula}, line.Origin...)
}

// lineRows is the lines of schools for a spreadsheet; a school that is not counted has one row with its reason.
func lineRows(r *engine.Result, schools []int) Table {
	t := Table{Columns: []Column{
		left("uai", "", ""), left("tariff", "", ""), left("article", "", ""), left("quantity", "", ""), left("unit", "", ""), left("price", "", ""),
		left("amount", "", ""), left("formula", "", ""), left("rounding", "", ""), left("origin", "", ""), left("reason", "", ""),
	}}
	for _, i := range schools {
		uai := text(r.Year().Schools[i].UAI)
		if reason := r.School(i).Reason; reason != engine.Counted {
			t.add(uai, blank, blank, blank, blank, blank, blank, blank, blank, blank, reasonCell(reason))
			continue
		}
		for _, line := range r.ExplainSchool(i) {
			t.add(uai, text(line.Tariff.ID), text(line.Tariff.Article), count(line.Quantity), unit(line.Unit), optionalPrice(line.Price),
				lineAmount(&line), prose(line.Formula), prose(line.Rounding), prose(joined(line.Origin)), blank)
		}
	}
	return t
}

func joined(texts []lang.Text) lang.Text {
	var fr, en []string
	for _, t := range texts {
		fr, en = append(fr, t.FR), append(en, t.EN)
	}
	return lang.T(strings.Join(fr, " ; "), strings.Join(en, "; "))
}
