package engine

import (
	"slices"
	"strings"

	"quotepart/engine/lang"
)

// Problem is something wrong with a year at one address, such as schools/0800002T/member. A Warning lets the year be used,
// an Error does not.
type Problem struct {
	Severity Severity
	Address  string
	*lang.Fault
}

// problems gathers Problems under the address of one subject.
type problems struct {
	subject string
	found   []Problem
}

func (p *problems) err(field string, what, mend lang.Text) { p.add(Error, field, what, mend) }

func (p *problems) warn(field string, what, mend lang.Text) { p.add(Warning, field, what, mend) }

func (p *problems) add(s Severity, field string, what, mend lang.Text) {
	address := p.subject
	if field != "" {
		address += "/" + field
	}
	p.found = append(p.found, Problem{s, address, &lang.Fault{What: what, Mend: mend}})
}

// Check gives everything that is wrong with a year, in the order of its parts. A year without an Error can be compiled.
func (y *Year) Check() []Problem {
	all := y.CheckDates()
	for _, m := range y.Members {
		all = append(all, m.Check()...)
	}
	for _, s := range y.Schools {
		all = append(all, s.Check(y)...)
	}
	for _, c := range y.Charges {
		all = append(all, c.Check()...)
	}
	for _, s := range y.Subsidies {
		all = append(all, s.Check(y)...)
	}
	for _, t := range y.Charter.Tariffs {
		all = append(all, t.Check()...)
	}
	return all
}

// CheckDates checks the year's own fields.
func (y *Year) CheckDates() []Problem {
	p := problems{subject: "year"}
	switch {
	case !y.Start.IsSet():
		p.err("start", lang.T("la date de début manque", "the start date is missing"), lang.T("donnez le premier jour de l'exercice", "give the first day of the year"))
	case !y.End.IsSet():
		p.err("end", lang.T("la date de fin manque", "the end date is missing"), lang.T("donnez le dernier jour de l'exercice", "give the last day of the year"))
	case y.End < y.Start:
		p.err("end", lang.F("l'exercice finit (%[1]s) avant de commencer (%[2]s)", "the year ends (%[1]s) before it starts (%[2]s)", y.End, y.Start),
			lang.T("corrigez l'une des dates", "correct one of the dates"))
	}
	return p.found
}

// Check checks a member: its SIREN and the order of its steps of joining (art. 3), which only warns because the earlier steps
// do not decide.
func (m *Member) Check() []Problem {
	p := problems{subject: "members/" + m.ID}
	if m.SIREN != "" && !ValidSIREN(m.SIREN) {
		p.err("siren", lang.F("« %[1]s » n'est pas un SIREN", "%[1]q is not a SIREN", m.SIREN),
			lang.T("neuf chiffres dont la clé de Luhn est juste, ou rien", "nine digits with a correct Luhn key, or nothing"))
	}
	if m.Left.IsSet() && m.Transmitted.IsSet() && m.Left < m.Transmitted {
		p.err("left", lang.F("départ le %[1]s, avant la transmission du %[2]s", "left on %[1]s, before its transmission on %[2]s", m.Left, m.Transmitted),
			lang.T("corrigez l'une des dates", "correct one of the dates"))
	}
	for _, o := range m.OutOfOrder() {
		p.warn(o.Step, lang.F("étape « %[1]s » sans « %[2]s » avant elle (art. 3)", "step %[1]q without %[2]q before it (art. 3)", o.Step, o.Before),
			lang.T("complétez ou corrigez les dates d'adhésion", "complete or correct the dates of joining"))
	}
	return p.found
}

// StepOrder is a step of joining that came without another one before it, both by the names of their fields.
type StepOrder struct{ Step, Before string }

// OutOfOrder gives the steps of joining that came too early (art. 3), each with the first step that should have come before it
// and did not.
func (m *Member) OutOfOrder() []StepOrder {
	steps := []struct {
		field string
		date  Date
	}{{"approved", m.Approved}, {"signed", m.Signed}, {"designated", m.Designated}, {"transmitted", m.Transmitted}}
	var found []StepOrder
	for i, later := range steps {
		for _, earlier := range steps[:i] {
			// Signature and designation may come in either order (art. 3): both follow the approval and precede the transmission.
			if earlier.field == "signed" && later.field == "designated" || !later.date.IsSet() {
				continue
			}
			if !earlier.date.IsSet() || earlier.date > later.date {
				found = append(found, StepOrder{later.field, earlier.field})
				break
			}
		}
	}
	return found
}

// ValidSIREN tells whether a text is nine digits with a correct Luhn key.
func ValidSIREN(s string) bool {
	if len(s) != 9 {
		return false
	}
	total := 0
	for i, r := range []byte(s) {
		d := int(r - '0')
		if d < 0 || d > 9 {
			return false
		}
		if i%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		total += d
	}
	return total%10 == 0
}

// uaiLetters are the check letters of a UAI, at its number mod 23.
const uaiLetters = "ABCDEFGHJKLMNPRSTUVWXYZ"

// UAILetter is the check letter of the seven digits of a UAI, and false where they are not seven digits.
func UAILetter(digits string) (byte, bool) {
	if len(digits) != 7 {
		return 0, false
	}
	n := 0
	for _, r := range []byte(digits) {
		if r < '0' || r > '9' {
			return 0, false
		}
		n = n*10 + int(r-'0')
	}
	return uaiLetters[n%len(uaiLetters)], true
}

// CheckUAI says what is wrong with a UAI, as a Fault.
func CheckUAI(uai string) error {
	if len(uai) == 8 {
		if letter, ok := UAILetter(uai[:7]); ok {
			if uai[7] == letter {
				return nil
			}
			return lang.Wrong(
				lang.F("la lettre de l'UAI « %[1]s » est fausse", "the letter of the UAI %[1]q is wrong", uai),
				lang.F("pour ces chiffres c'est %[1]s ; vérifiez le numéro", "for these digits it is %[1]s; check the number", string(letter)))
		}
	}
	return lang.Wrong(lang.F("« %[1]s » n'est pas un UAI", "%[1]q is not a UAI", uai),
		lang.T("sept chiffres et une lettre, par exemple 0800002T", "seven digits and a letter, such as 0800002T"))
}

// Check checks a school against its year: its UAI, its member, its dates, its usage.
func (s *School) Check(y *Year) []Problem {
	p := problems{subject: "schools/" + s.UAI}
	if f, ok := CheckUAI(s.UAI).(*lang.Fault); ok {
		p.err("", f.What, f.Mend)
	}
	if y.Member(s.Member) < 0 {
		f := unknownMember(s).(*lang.Fault)
		p.err("member", f.What, f.Mend)
	}
	if s.Closed.IsSet() && s.Access.IsSet() && s.Closed < s.Access {
		p.err("closed", lang.F("fermé le %[1]s, avant l'accès du %[2]s", "closed on %[1]s, before its access on %[2]s", s.Closed, s.Access),
			lang.T("corrigez l'une des dates", "correct one of the dates"))
	}
	for _, u := range s.Usage {
		total := int64(0)
		for _, b := range u.Buckets {
			total += b.Pupils
		}
		use := problems{subject: "usage/" + s.UAI + "/" + u.Tool}
		switch {
		case total > MaxCount:
			use.err("", lang.F("l'histogramme compte %s élèves", "the histogram counts %s pupils", lang.Count(total)), lang.T("vérifiez les nombres", "check the numbers"))
		case total > s.Stored:
			use.warn("", lang.F("l'histogramme compte %[1]s élèves, l'établissement en a %[2]s", "the histogram counts %[1]s pupils, the school has %[2]s", lang.Count(total), lang.Count(s.Stored)),
				lang.T("vérifiez les comptes : un élève parti en cours d'année, ou compté deux fois ?", "check the accounts: a pupil who left during the year, or is counted twice?"))
		}
		p.found = append(p.found, use.found...)
	}
	return p.found
}

// Check checks a charge.
func (c *Charge) Check() []Problem {
	p := problems{subject: "charges/" + c.ID}
	if !c.Planned.Known && !c.Paid.Known {
		p.err("planned", lang.T("ni montant prévu ni montant acquitté", "neither a planned nor a paid amount"), lang.T("donnez au moins l'un des deux", "give at least one of both"))
	}
	return p.found
}

// Check checks a subsidy against its year: one of amount and rate, and a target that exists.
func (s *Subsidy) Check(y *Year) []Problem {
	p := problems{subject: "subsidies/" + s.ID}
	if s.Amount.Known == s.Rate.Known {
		p.err("amount", lang.T("il faut un montant ou un taux, l'un des deux", "an amount or a rate is needed, one of both"),
			lang.T("laissez l'autre vide", "leave the other empty"))
	}
	ok := s.Target.Of == TargetMember && y.Member(s.Target.ID) >= 0 || s.Target.Of == TargetCharge && y.Charge(s.Target.ID) >= 0
	if !ok {
		f := unknownTarget(s).(*lang.Fault)
		p.err("target", f.What, f.Mend)
	}
	return p.found
}

// Check checks a tariff: the fields that its basis needs, its pool, its bands.
func (t *Tariff) Check() []Problem {
	p := problems{subject: "tariffs/" + t.ID}
	for _, f := range t.missingFields() {
		fault := missingField(t, f).(*lang.Fault)
		p.err(f, fault.What, fault.Mend)
	}
	if t.Pool != nil && len(t.Pool.Categories) == 0 {
		p.err("pool", lang.T("la masse à répartir n'a pas de catégorie", "the pool has no category"), lang.T("nommez-en au moins une", "name at least one"))
	}
	t.checkBands(&p)
	return p.found
}

// checkBands wants bands that hold every count from 1 to the end of the last one, and a rule where two overlap.
func (t *Tariff) checkBands(p *problems) {
	covered := int64(0) // counts up to here have a band
	overlap := false
	for i, b := range t.Bands {
		field := "bands/" + lang.Plain(b.From, 0, 0)
		if b.To < b.From {
			p.err(field, lang.F("tranche de %[1]d à %[2]d : elle finit avant de commencer", "band %[1]d to %[2]d: it ends before it starts", b.From, b.To),
				lang.T("corrigez ses bornes", "correct its bounds"))
			return
		}
		if i > 0 && b.From == t.Bands[i-1].From {
			p.err(field, lang.F("deux tranches commencent à %d", "two bands start at %d", b.From), lang.T("gardez-en une", "keep one"))
			return
		}
		if b.From > covered+1 {
			p.err(field, lang.F("aucune tranche de %[1]d à %[2]d élèves", "no band for %[1]d to %[2]d pupils", covered+1, b.From-1),
				lang.T("ajoutez la tranche qui manque, ou élargissez ses voisines", "add the missing band, or widen its neighbours"))
		}
		overlap = overlap || i > 0 && b.From <= covered
		covered = max(covered, b.To)
	}
	if overlap && t.Overlap == "" {
		p.err("overlap", lang.T("des tranches se chevauchent", "bands overlap"), lang.T("dites laquelle vaut : overlap: upper ou lower", "say which one counts: overlap: upper or lower"))
	}
}

func unknownMember(s *School) error {
	return lang.Wrong(lang.F("membre inconnu « %[1]s »", "unknown member %[1]q", s.Member),
		lang.T("ajoutez-le, ou corrigez l'identifiant", "add it, or correct the id"))
}

func unknownTarget(s *Subsidy) error {
	return lang.Wrong(lang.F("cible inconnue « %[1]s »", "unknown target %[1]q", s.Target),
		lang.T("donnez members/ID ou charges/ID d'une ligne qui existe", "give members/ID or charges/ID of a line that exists"))
}

func missingField(t *Tariff, field string) error {
	return lang.Wrong(
		lang.F("la clé %[1]s du tarif %[2]s demande « %[3]s »", "basis %[1]s of tariff %[2]s needs %[3]q", string(t.Basis), t.ID, field),
		lang.T("ajoutez ce champ, ou changez la clé", "add that field, or change the basis"))
}

// ValidID tells whether a text can be the id of a member, charge, subsidy, tariff or tool: letters without accents, digits,
// hyphens, points and underscores, so that it can stand in an address.
func ValidID(id string) bool {
	const allowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._"
	return id != "" && len(id) <= 100 && !slices.ContainsFunc([]rune(id), func(r rune) bool { return !strings.ContainsRune(allowed, r) })
}
