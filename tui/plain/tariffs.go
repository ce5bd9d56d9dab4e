package plain

import (
	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/scenarios/report"
	"quotepart/tui/ui"
	"quotepart/tui/widget"
)

// tariffs says what each tariff brings.
func (s *session) tariffs(rest string) error {
	words, n := filterOf(rest), 0
	for i, t := range s.c.Work.Year().Charter.Tariffs {
		if holds(widget.Fold(t.Label+" "+t.ID+" "+t.Tool), words) {
			n++
			s.tariff(i)
		}
	}
	return s.none(n, rest)
}

// tariff says one in a line: its price or amount as its basis uses it, and its revenue.
func (s *session) tariff(i int) {
	w := s.c.Work
	t, r := w.Year().Charter.Tariffs[i], w.Result().Tariff(i)
	values := []lang.Text{report.Word(string(t.Basis)), value("niveau", "level", report.Word(string(t.Level)))}
	if t.Article != "" {
		values = append(values, lang.F("%s", "%s", ui.Article(t.Article)))
	}
	switch {
	case t.Uses("price") && t.Price.Known:
		values = append(values, value("prix", "price", t.Price.Value))
	case t.Basis.Shared() && !t.Disabled:
		values = append(values, value("à répartir", "to share", r.ToShare))
	}
	if t.Disabled {
		values = append(values, lang.T("inactif", "disabled"))
	} else {
		values = append(values, value("recette", "revenue", r.Total), delta(w.TariffDelta(i)), value("établissements", "schools", lang.Count(r.Schools)))
	}
	s.row(lang.F("Tarif %s", "Tariff %s", t.Label), append(values, value("identifiant", "id", t.ID))...)
}

// tariffDetail adds how the charter is read, what is shared, the bands with the schools in them, and what is wrong.
func (s *session) tariffDetail(i int) {
	w := s.c.Work
	t, r := w.Year().Charter.Tariffs[i], w.Result()
	s.tariff(i)
	if t.Note != "" {
		s.f("Lecture retenue : %s", "How it is read: %s", t.Note)
	}
	if t.Basis.Shared() && t.Pool != nil && !t.Disabled {
		for k, charge := range w.Year().Charges {
			if t.Pool.Holds(charge) {
				s.charge(k)
			}
		}
	}
	use, banded := r.Bands(i)
	for k, b := range t.Bands {
		values := []lang.Text{value("prix", "price", b.Price)}
		if banded {
			values = append(values, value("établissements", "schools", lang.Count(use.Schools[k])))
		}
		s.row(lang.F("Tranche de %[1]s à %[2]s élèves", "Band from %[1]s to %[2]s pupils", lang.Count(b.From), lang.Count(b.To)), values...)
	}
	if use.Missing > 0 {
		s.f("Établissements sans tranche : %s", "Schools without a band: %s", lang.Count(use.Missing))
	}
	for _, n := range r.Summary() {
		if n.Subject == "tariffs/"+t.ID {
			s.notice(r, n)
		}
	}
}

// usages says, of each tariff that bills active pupils, how the use of its tool stands to the threshold: of all schools, or of
// the one that is named.
func (s *session) usages(rest string) error {
	school := -1
	if rest != "" {
		one, err := s.subject(rest)
		if err != nil {
			return err
		}
		if school = s.c.Work.Year().School(one.ID); school < 0 {
			return lang.Wrong(lang.F("%s n'est pas un établissement", "%s is not a school", one.name), lang.T("donnez son UAI", "give its UAI"))
		}
	}
	n := 0
	for j, t := range s.c.Work.Year().Charter.Tariffs {
		if t.Basis == engine.PerActivePupil {
			n++
			s.usage(j, school)
		}
	}
	return s.none(n, "")
}

func (s *session) usage(j, school int) {
	r := s.c.Work.Result()
	t := r.Year().Charter.Tariffs[j]
	u, ok := r.Usage(j)
	if school >= 0 {
		u, ok = r.SchoolUsage(school, j)
		s.put(r.Year().Schools[school].Name)
	}
	if !ok {
		s.row(lang.F("Tarif %s", "Tariff %s", t.Label), lang.T("inactif, ou l'établissement n'est pas concerné", "disabled, or the school is not concerned"))
		return
	}
	s.row(lang.F("Tarif %s", "Tariff %s", t.Label), value("outil", "tool", t.Tool), lang.F("seuil : plus de %s minutes", "threshold: more than %s minutes", lang.Count(t.Threshold.Value)),
		value("élèves observés", "pupils observed", lang.Count(u.Observed)), value("au-dessus", "above", lang.Count(u.Above)),
		value("facturés", "billed", lang.Count(u.Billed)), value("recette", "revenue", u.Amount), value("identifiant", "id", t.ID))
	if u.Unknown > 0 {
		s.f("Usage inconnu : établissements %[1]s, dont élèves supposés actifs %[2]s", "Use unknown: schools %[1]s, of whom pupils assumed active %[2]s", lang.Count(u.Unknown), lang.Count(u.Assumed))
	}
	for _, b := range u.Buckets {
		above := lang.Text{}
		if b.Minutes > t.Threshold.Value {
			above = lang.T("au-dessus du seuil", "above the threshold")
		}
		s.row(lang.F("%s minutes", "%s minutes", lang.Count(b.Minutes)), value("élèves", "pupils", lang.Count(b.Pupils)), above)
	}
}

// explain says every line of a member or a school, or all there is to say of a tariff, a charge or a subsidy.
func (s *session) explain(rest string) error {
	one, err := s.subject(rest)
	if err != nil {
		return err
	}
	y := s.c.Work.Year()
	switch one.Collection {
	case scenarios.InTariffs:
		s.tariffDetail(y.Tariff(one.ID))
	case scenarios.InCharges:
		s.charge(y.Charge(one.ID))
	case scenarios.InSubsidies:
		s.subsidy(y.Subsidy(one.ID))
	default:
		return s.explainPayer(one)
	}
	return nil
}

// explainPayer says the lines of a school, or a member's lines by tariff; its schools are explained one by one.
func (s *session) explainPayer(one subject) error {
	r, err := report.Explain(report.Case{Result: s.c.Work.Result()}, one.Address.String())
	if err != nil {
		return err
	}
	if one.Collection == scenarios.InSchools {
		for i := range r.Sections {
			s.lines(r.Sections[i].Linear(s.Lang))
		}
		return nil
	}
	s.lines(r.Sections[0].Linear(s.Lang))
	if !s.c.Work.Result().Complete() {
		s.complete(s.c.Work.Result())
	}
	s.f("établissements %[1]s donne ses établissements, explique et un UAI chacun d'eux.", "schools %[1]s gives its schools, explain and a UAI each of them.", one.name)
	return nil
}
