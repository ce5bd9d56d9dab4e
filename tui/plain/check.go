package plain

import (
	"context"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/scenarios/report"
	"quotepart/tui/ui"
)

// calls says issued calls against contributions and invoices against what was paid, with what was marked as checked.
func (s *session) calls(string) error {
	check, err := scenarios.CheckYear(s.c.Work.Result(), s.documents.Calls, s.documents.Invoices)
	if err == nil {
		s.lines(report.Check(check, s.c.Marks).Linear(s.Lang))
	}
	return err
}

// finding is what the check found of a member or a charge. What is checked is the year: under changes the amounts are not its
// own. Errors are Faults.
func (s *session) finding(text string) (*scenarios.Checked, error) {
	if len(scenarios.Active(s.c.Work.Changes())) > 0 {
		return nil, lang.Wrong(lang.T("ces montants sont ceux de vos hypothèses : on ne contrôle que l'exercice", "these amounts are those of your changes: only the year itself is checked"),
			lang.T("dites d'abord charge, sans nom", "first say load, without a name"))
	}
	check, err := scenarios.CheckYear(s.c.Work.Result(), s.documents.Calls, s.documents.Invoices)
	if err != nil {
		return nil, err
	}
	var found []*scenarios.Checked
	var ids []string
	words := wordsOf(text)
	for _, one := range check.All() {
		ids = append(ids, one.Subject.ID)
		switch {
		case one.Subject.ID == text || one.Subject.String() == text:
			return different(one)
		case len(words) > 0 && hasAll(wordsOf(one.Name+" "+one.Subject.ID), words):
			found = append(found, one)
		}
	}
	switch len(found) {
	case 1:
		return different(found[0])
	case 0:
		return nil, lang.Wrong(lang.F("« %s » n'a ni appel ni facture", "%q has no call and no invoice", text), scenarios.DidYouMean(text, ids))
	}
	return nil, lang.Wrong(lang.F("« %[1]s » peut en désigner %[2]s, dont %[3]s (%[4]s)", "%[1]q may be one of %[2]s, among them %[3]s (%[4]s)", text, lang.Count(len(found)), found[0].Name, found[0].Subject.String()),
		lang.T("précisez, ou donnez l'adresse", "be more precise, or give the address"))
}

// different wants a difference.
func different(one *scenarios.Checked) (*scenarios.Checked, error) {
	if one.Verdict == scenarios.Agrees {
		return nil, lang.Wrong(lang.F("%s n'a pas d'écart", "%s has no difference", one.Name), lang.T("appels les donne", "calls gives them"))
	}
	return one, nil
}

// mark marks a difference as checked, with a note.
func (s *session) mark(rest string) error {
	id, note := cutWord(rest)
	one, err := s.finding(id)
	if err != nil {
		return err
	}
	if note == "" {
		note, _ = s.ask(lang.T("Note :", "Note:"))
	}
	if err := scenarios.CheckNote(unquoted(note)); err != nil {
		return err
	}
	return s.onShelf(ui.MarkChecked(s.c, one.Finding(), unquoted(note)), lang.F("Marqué comme contrôlé, annule le reprend : %s", "Marked as checked, undo takes it back: %s", one.Name))
}

// unmark opens a difference again.
func (s *session) unmark(rest string) error {
	one, err := s.finding(rest)
	if err != nil {
		return err
	}
	if _, marked := scenarios.FindMark(s.c.Marks, one.Finding()); !marked {
		return lang.Wrong(lang.F("%s n'est pas marqué comme contrôlé", "%s is not marked as checked", one.Name), lang.T("appels les donne", "calls gives them"))
	}
	return s.onShelf(ui.Unmark(s.c, one.Finding()), lang.Text{})
}

// rowOf tells what kind of row of a comparison a subject is.
var rowOf = map[scenarios.Collection]scenarios.By{
	scenarios.InMembers: scenarios.ByMember, scenarios.InSchools: scenarios.BySchool, scenarios.InTariffs: scenarios.ByTariff, scenarios.InCharges: scenarios.ByCharge,
}

// why says what each working change does to an amount, against the reference: to that of a subject, or to all contributions.
func (s *session) why(rest string) error {
	metric := scenarios.TotalMetric("contributions")
	if rest != "" {
		one, err := s.subject(rest)
		if err != nil {
			return err
		}
		by, ok := rowOf[one.Collection]
		if !ok {
			return lang.Wrong(lang.F("%s n'a pas de montant à comparer", "%s has no amount to compare", one.name), lang.T("donnez un membre, un établissement, un tarif ou une charge", "give a member, a school, a tariff or a charge"))
		}
		metric = scenarios.RowMetric(by, one.ID)
	}
	_, name := s.c.Work.Reference()
	var from []scenarios.Change
	if name != scenarios.Baseline {
		one, err := s.saved(name)
		if err != nil {
			return err
		}
		from = one.Changes
	}
	a, err := scenarios.Why(context.Background(), s.c.Work.Stored(), from, s.c.Work.Changes(), metric, nil)
	if err != nil {
		return err
	}
	s.lines(report.Why(name, s.c.WorkName(), a).Linear(s.Lang))
	return nil
}

// documents are the calls and invoices of the year.
type documents struct {
	Calls    []scenarios.Call
	Invoices []scenarios.Invoice
}
