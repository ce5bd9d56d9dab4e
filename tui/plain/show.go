package plain

import (
	"strings"

	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/scenarios/report"
	"quotepart/tui/widget"
)

// row says a subject and its values in one line: Membre CA X : contribution 1 234,56 €, écart +12,00 €.
func (s *session) row(head lang.Text, values ...lang.Text) {
	var said []string
	for _, v := range values {
		if text := v.In(s.Lang); text != "" {
			said = append(said, text)
		}
	}
	s.f("%[1]s : %[2]s", "%[1]s: %[2]s", head, strings.Join(said, ", "))
}

// value is a name with what it is.
func value(fr, en string, v any) lang.Text { return lang.F(fr+" %s", en+" %s", v) }

// delta is a difference to the reference; where there is none, nothing is said.
func delta(d engine.Cents) lang.Text {
	if d == 0 {
		return lang.Text{}
	}
	return value("écart", "difference", report.Signed(d))
}

// lines writes lines of a report.
func (s *session) lines(lines []string) {
	for _, line := range lines {
		s.put(line)
	}
}

// parts are those of the balance.
var parts = []struct {
	name lang.Text
	of   func(engine.Totals) engine.Cents
}{
	{lang.T("Charges", "Charges"), func(t engine.Totals) engine.Cents { return t.Charges }},
	{lang.T("Part mutualisée", "Mutualised part"), func(t engine.Totals) engine.Cents { return t.Mutualised }},
	{lang.T("Subventions utilisées", "Subsidies used"), func(t engine.Totals) engine.Cents { return t.Subsidies }},
	{lang.T("Contributions nettes", "Net contributions"), func(t engine.Totals) engine.Cents { return t.Contributions }},
	{lang.T("Solde", "Balance"), func(t engine.Totals) engine.Cents { return t.Balance }},
}

// alwaysFrom is the first of the parts that are said also where nothing has changed: the contributions and the balance.
const alwaysFrom = 3

// summary says where the year stands: what is on every screen.
func (s *session) summary() {
	w := s.c.Work
	y, r := w.Year(), w.Result()
	s.f("Exercice %[1]s, %[2]s : %[3]s", "Year %[1]s, %[2]s: %[3]s", y.ID, y.Basis, y.Label)
	if place := s.c.Shelf.Place().Name; !place.IsZero() {
		s.say(place)
	}
	if s.c.Who.Role != scenarios.Lead {
		s.f("Rôle : %s", "Role: %s", s.c.Who.Role.Text())
	}
	s.f("Hypothèses en cours : %[1]s, %[2]s", "Working changes: %[1]s, %[2]s", s.c.WorkName(), lang.Count(len(w.Changes())))
	if _, name := w.Reference(); name != scenarios.Baseline {
		s.f("Écarts par rapport à : %s", "Differences refer to: %s", name)
	}
	now, d := r.Totals(), w.TotalsDelta()
	for _, p := range parts {
		s.row(p.name, lang.F("%s", "%s", p.of(now)), delta(p.of(d)))
	}
	for _, k := range []engine.Kind{engine.Departement, engine.EPCI, engine.Commune, engine.OtherKind} {
		if net := r.NetOf(k); net != 0 {
			s.f("Contributions, %[1]s : %[2]s", "Contributions, %[1]s: %[2]s", report.Word(string(k)), net)
		}
	}
	s.complete(r)
}

// complete says whether the totals are complete, and what is missing where they are not.
func (s *session) complete(r *engine.Result) {
	if r.Complete() {
		s.say(lang.T("Totaux complets.", "The totals are complete."))
		return
	}
	s.say(lang.T("TOTAUX INCOMPLETS :", "TOTALS INCOMPLETE:"))
	for _, n := range r.Summary() {
		if n.Severity == engine.Error {
			s.notice(r, n)
		}
	}
}

func (s *session) notice(r *engine.Result, n engine.Notice) {
	s.f("%[1]s, %[2]s : %[3]s", "%[1]s, %[2]s: %[3]s", report.Word(string(n.Severity)), report.Subject(r.Year(), n.Subject), n.Message)
}

// filterOf gives the words of a filter.
func filterOf(rest string) []string { return strings.Fields(widget.Fold(rest)) }

// holds tells whether a text that is folded already holds all words.
func holds(text string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

// members says what each member owes.
func (s *session) members(rest string) error {
	w, words, n := s.c.Work, filterOf(rest), 0
	for i, m := range w.Year().Members {
		if !holds(widget.Fold(m.Name+" "+m.ID), words) {
			continue
		}
		n++
		r := w.Result().Member(i)
		owes := value("contribution", "contribution", r.Net)
		if r.Standing != engine.Beneficiary {
			owes = lang.F("rien n'est dû, %s", "nothing is owed, %s", r.Standing.Text())
		}
		s.row(lang.F("Membre %s", "Member %s", m.Name), owes, delta(w.MemberDelta(i)), missing(r.Missing), perPupil(r),
			value("établissements", "schools", lang.Count(r.Schools)), value("élèves", "pupils", lang.Count(r.Pupils)), value("identifiant", "id", m.ID))
	}
	return s.none(n, rest)
}

func perPupil(m engine.MemberResult) lang.Text {
	if p := m.PerPupil(); p.Known {
		return value("par élève, arrondi", "per pupil, rounded,", p.Value)
	}
	return lang.Text{}
}

// missing says that an amount lacks lines.
func missing(lines int) lang.Text {
	if lines == 0 {
		return lang.Text{}
	}
	return lang.F("INCOMPLET, lignes manquantes %s", "INCOMPLETE, missing lines %s", lang.Count(lines))
}

// none says that nothing answers to a filter.
func (s *session) none(n int, filter string) error {
	switch {
	case n > 0:
	case filter == "":
		s.say(lang.T("Il n'y en a pas.", "There are none."))
	default:
		s.f("Rien ne répond à « %s ».", "Nothing answers to %q.", filter)
	}
	return nil
}

// mostSchools is how many schools are said at once where not all are asked for.
const mostSchools = 50

// schools says what each school comes to.
func (s *session) schools(rest string) error {
	w := s.c.Work
	first, after := cutWord(rest)
	most := mostSchools
	if is(first, "tout", "tous", "all") {
		rest, most = after, len(w.Year().Schools)
	}
	words, n := filterOf(rest), 0
	for i := range w.Year().Schools {
		if len(words) > 0 && !holds(s.names.Of(w.Result(), i).All, words) {
			continue
		}
		if n++; n <= most {
			s.school(i)
		}
	}
	if n > most {
		s.f("Et %[1]s autres : donnez un mot, par exemple une commune, ou établissements tout.", "And %[1]s others: give a word, such as a town, or schools all.", lang.Count(n-most))
	}
	return s.none(n, rest)
}

func (s *session) school(i int) {
	w := s.c.Work
	one := w.Year().Schools[i]
	r := w.Result().School(i)
	total := value("total", "total", r.Total)
	if r.Reason != engine.Counted {
		total = lang.F("non compté, %s", "not counted, %s", r.Reason.Text())
	}
	classes := lang.Text{}
	if one.Classes.Known {
		classes = value("classes", "classes", lang.Count(one.Classes.Value))
	}
	s.row(lang.F("%[1]s, %[2]s", "%[1]s, %[2]s", one.Name, one.Town), report.Word(string(one.Level)), total, delta(w.SchoolDelta(i)), missing(r.Missing),
		value("élèves", "pupils", lang.Count(one.Pupils)), classes, value("membre", "member", w.Year().Members[w.Result().MemberOf(i)].Name), value("UAI", "UAI", one.UAI))
}

// budget says the charges, the subsidies, each level's charges against its contributions, and what there is to know.
func (s *session) budget(string) error {
	w := s.c.Work
	r := w.Result()
	for i := range w.Year().Charges {
		s.charge(i)
	}
	for i := range w.Year().Subsidies {
		s.subsidy(i)
	}
	for _, part := range report.Balance(r) {
		s.lines(part.Linear(s.Lang))
	}
	if notices := r.Summary(); len(notices) > 0 {
		s.say(lang.T("Remarques :", "Notices:"))
		for _, n := range notices {
			s.notice(r, n)
		}
	}
	return nil
}

func (s *session) charge(i int) {
	w := s.c.Work
	ch, r := w.Year().Charges[i], w.Result().Charge(i)
	column := func(fr, en string, v engine.Opt[engine.Cents]) lang.Text {
		if !v.Known {
			return lang.F(fr+" inconnu", en+" unknown")
		}
		return value(fr, en, v.Value)
	}
	values := []lang.Text{column("prévu", "planned", ch.Planned), column("acquitté", "paid", ch.Paid)}
	if !r.Missing {
		values = append(values, value("part mutualisée", "mutualised part", r.Mutualised), value("subventions", "subsidies", r.Subsidies), value("net", "net", r.Net))
	}
	if d, ok := w.ChargeDelta(i); ok {
		values = append(values, delta(d))
	}
	values = append(values, report.Word(string(ch.Category)), value("niveau", "level", report.Word(string(ch.Level))), value("identifiant", "id", ch.ID))
	s.row(lang.F("Charge %s", "Charge %s", ch.Label), values...)
}

func (s *session) subsidy(i int) {
	sub, r := s.c.Work.Year().Subsidies[i], s.c.Work.Result().Subsidy(i)
	s.row(lang.F("Subvention %s", "Subsidy %s", sub.Label), value("utilisée", "used", r.Used), r.Explain(), value("cible", "target", sub.Target.String()), value("identifiant", "id", sub.ID))
}
