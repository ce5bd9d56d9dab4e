package report

import (
	"strings"
	"time"

	"quotepart/engine/lang"
	"quotepart/scenarios"
)

// Check shows issued calls against contributions and invoices against what was paid, with what was marked as checked.
func Check(c *scenarios.Check, marks []scenarios.Mark) *Report {
	r := &Report{Title: yearTitle(c.Result.Year()), Lines: CheckLines(c, marks)}
	r.section(lang.T("Appels de contribution", "Contribution calls"), checkedRows(c, c.Calls, marks,
		name("name", "Membre", "Member"), right("issued", "Appelé", "Called"), left("documents", "Appels", "Calls")))
	r.section(lang.T("Factures des fournisseurs", "Supplier invoices"), checkedRows(c, c.Invoices, marks,
		name("name", "Charge", "Charge"), right("issued", "Facturé", "Invoiced"), left("documents", "Factures", "Invoices")))
	r.Rows = checkCSV(c, marks)
	r.JSON = func(l lang.Lang) any { return checkJSONOf(c, marks, l) }
	return r
}

// CheckLines says what the check stands on, what it could not look at, and what it comes to.
func CheckLines(c *scenarios.Check, marks []scenarios.Mark) []lang.Text {
	var lines []lang.Text
	if c.Restated {
		lines = append(lines, lang.T("Exercice prévisionnel : les contributions sont recalculées sur les dépenses acquittées (art. 4.4)",
			"Planned year: contributions are computed again on the expenses paid (art. 4.4)"))
	}
	if !c.HasCalls {
		lines = append(lines, lang.T("Aucun appel de contribution : ils ne sont pas contrôlés (quotepart import YEAR --calls FILE)", "No contribution calls: they are not checked (quotepart import YEAR --calls FILE)"))
	}
	if !c.HasInvoices {
		lines = append(lines, lang.T("Aucune facture : elles ne sont pas contrôlées (quotepart import YEAR --invoices FILE)", "No invoices: they are not checked (quotepart import YEAR --invoices FILE)"))
	}
	if c.HasCalls || c.HasInvoices {
		lines = append(lines, tally(c.Tally(marks)))
	}
	return lines
}

func tally(open, checked int) lang.Text {
	switch {
	case open == 0 && checked == 0:
		return lang.T("Tout concorde", "All agrees")
	case open == 0:
		return lang.F("Aucun écart ouvert, %s", "No open difference, %s", lang.Plural(checked, lang.T("contrôlé", "checked"), lang.T("contrôlés", "checked")))
	}
	return lang.F("%[1]s, %[2]s", "%[1]s, %[2]s", lang.Plural(open, lang.T("écart ouvert", "open difference"), lang.T("écarts ouverts", "open differences")), lang.Plural(checked, lang.T("contrôlé", "checked"), lang.T("contrôlés", "checked")))
}

// checkedRows is one half of the check for people: agreeing rows in one line, findings with their account and their causes.
func checkedRows(c *scenarios.Check, rows []scenarios.Checked, marks []scenarios.Mark, subject, issued, documents Column) Table {
	t := Table{Columns: []Column{
		subject, right("expected", "Attendu", "Expected"), issued, right("difference", "Écart", "Difference"), left("state", "État", "State"), documents,
	}}
	t.Columns[5].Most = nameWidth
	for i := range rows {
		s := &rows[i]
		row := Row{Cells: []Cell{text(s.Name), expected(s), amount(s.Issued), difference(s), prose(State(s, marks)), text(numbers(s))}}
		if s.Verdict != scenarios.Agrees {
			row.Notes = findingNotes(c, s, marks)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func expected(s *scenarios.Checked) Cell {
	if !s.Whole {
		return none
	}
	return amount(s.Expected)
}

func difference(s *scenarios.Checked) Cell {
	d, known := s.Difference()
	if !known {
		return none
	}
	return delta(d)
}

// numbers are those of the documents, in their order.
func numbers(s *scenarios.Checked) string {
	var all []string
	for _, d := range s.Documents {
		all = append(all, d.Number)
	}
	return strings.Join(all, ", ")
}

// verdicts are the words for what the check found.
var verdicts = map[scenarios.Verdict]lang.Text{
	scenarios.Agrees:     lang.T("concorde", "agrees"),
	scenarios.Unknown:    lang.T("INCONNU", "UNKNOWN"),
	scenarios.Unexpected: lang.T("NON DÛ", "NOT DUE"),
	scenarios.Incomplete: lang.T("INCOMPLET", "INCOMPLETE"),
	scenarios.Duplicate:  lang.T("EN DOUBLE", "TWICE"),
	scenarios.Missing:    lang.T("MANQUE", "MISSING"),
	scenarios.Different:  lang.T("DIFFÈRE", "DIFFERS"),
}

// Verdict is the verdict in one or two words; what has to be settled is in capitals.
func Verdict(v scenarios.Verdict) lang.Text { return verdicts[v] }

// State is the verdict in one or two words; where somebody has settled it, that it is checked.
func State(s *scenarios.Checked, marks []scenarios.Mark) lang.Text {
	verdict := Verdict(s.Verdict)
	if _, marked := scenarios.FindMark(marks, s.Finding()); marked {
		return lang.T("contrôlé ("+strings.ToLower(verdict.FR)+")", "checked ("+strings.ToLower(verdict.EN)+")")
	}
	return verdict
}

// findingNotes are the causes, the mark, and the lines that explain a finding.
func findingNotes(c *scenarios.Check, s *scenarios.Checked, marks []scenarios.Mark) []lang.Text {
	lines, causes := c.Explain(s)
	var notes []lang.Text
	for _, cause := range causes {
		notes = append(notes, lang.F("→ %s", "→ %s", cause.Text))
	}
	if t, ok := MarkText(s, marks); ok {
		notes = append(notes, t)
	}
	for _, l := range lines {
		notes = append(notes, accountLine(l))
	}
	return notes
}

// accountLine writes a line of an account: what, article, amount.
func accountLine(l scenarios.CheckLine) lang.Text {
	t := l.What
	if l.Article != "" {
		t = lang.F("%[1]s (art. %[2]s)", "%[1]s (art. %[2]s)", t, l.Article)
	}
	if l.Amount.Known {
		t = lang.F("%[1]s : %[2]s", "%[1]s: %[2]s", t, l.Amount.Value)
	}
	return t
}

// MarkText says who checked a finding, when, and what was noted; of a subject whose figures have changed since, that too. It
// is false where nobody ever marked the subject.
func MarkText(s *scenarios.Checked, marks []scenarios.Mark) (lang.Text, bool) {
	m, current := scenarios.FindMark(marks, s.Finding())
	if !current {
		last, found := scenarios.LastMark(marks, s.Subject)
		if !found {
			return lang.Text{}, false
		}
		return lang.F("contrôlé %[1]s pour d'autres montants : %[2]s", "checked %[1]s for other amounts: %[2]s", byWhom(last), last.Note), true
	}
	return lang.F("contrôlé %[1]s : %[2]s", "checked %[1]s: %[2]s", byWhom(m), m.Note), true
}

func byWhom(m scenarios.Mark) lang.Text {
	day := m.At.Local()
	fr, en := "le "+day.Format("02/01/2006"), "on "+day.Format(time.DateOnly)
	if m.By == "" {
		return lang.T(fr, en)
	}
	return lang.T("par "+m.By+" "+fr, "by "+m.By+" "+en)
}

// checkCSV has a row for each member and each charge.
func checkCSV(c *scenarios.Check, marks []scenarios.Mark) Table {
	t := Table{Columns: []Column{
		left("subject", "", ""), left("name", "", ""), left("expected", "", ""), left("issued", "", ""), left("difference", "", ""), left("verdict", "", ""),
		left("documents", "", ""), left("causes", "", ""), left("checked_by", "", ""), left("checked_at", "", ""), left("note", "", ""),
	}}
	for _, s := range c.All() {
		var causes []lang.Text
		if s.Verdict != scenarios.Agrees {
			_, found := c.Explain(s)
			for _, cause := range found {
				causes = append(causes, cause.Text)
			}
		}
		m, marked := scenarios.FindMark(marks, s.Finding())
		at := ""
		if marked {
			at = m.At.UTC().Format(time.RFC3339)
		}
		t.add(text(s.Subject.String()), text(s.Name), expected(s), amount(s.Issued), difference(s), text(string(s.Verdict)),
			text(numbers(s)), prose(joined(causes)), text(m.By), text(at), text(m.Note))
	}
	return t
}

// Annex explains the contribution of a member, to accompany its call: steps, tariffs, schools, lines, articles. Calls are based
// on the expenses paid, and so is the annex (art. 4.4).
func Annex(c *scenarios.Check, s *scenarios.Checked) *Report {
	r := explainMember(Case{Result: c.Result}, s.At)
	r.Title = lang.F("Annexe à l'appel de contribution · %s", "Annex to the contribution call · %s", s.Name)
	lines := []lang.Text{yearTitle(c.Result.Year())}
	for _, d := range s.Documents {
		if d.Counts {
			lines = append(lines, lang.F("appel %[1]s du %[2]s : %[3]s", "call %[1]s of %[2]s: %[3]s", d.Number, d.Date, d.Amount))
		}
	}
	r.Lines = append(lines, r.Lines...)
	return r
}
