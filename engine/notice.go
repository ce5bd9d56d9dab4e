package engine

import (
	"cmp"
	"slices"

	"quotepart/engine/lang"
)

// Severity of a notice: an Error means that the totals are not complete, a Warning wants a look, an Info just tells.
type Severity string

// The severities.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
	Info    Severity = "info"
)

func (s Severity) order() int { return slices.Index([]Severity{Error, Warning, Info}, s) }

// Notice is something about a result that a user should know, with the address of its subject.
type Notice struct {
	Severity Severity
	Code     string
	Subject  string
	Message  lang.Text
}

// The codes of notices.
const (
	CodeBandMissing      = "band_missing"      // error, on the school
	CodeClassesMissing   = "classes_missing"   // error, on the school
	CodeChargeMissing    = "charge_missing"    // error, on the charge: the column that counts is empty
	CodeChargesMissing   = "charges_missing"   // error, on the year: it has no charge at all
	CodePoolUnshared     = "pool_unshared"     // error, on the tariff
	CodeUsageAssumed     = "usage_assumed"     // warning, on the tariff: with the number of its schools whose use is not known
	CodeUsageMissing     = "usage_missing"     // warning, on the school
	CodeSubsidyUnused    = "subsidy_unused"    // warning, on the subsidy
	CodeOverRecovered    = "over_recovered"    // warning, on year/ecole or year/college
	CodeMutualisedCapped = "mutualised_capped" // warning, on the charge
	CodeBandOverlap      = "band_overlap"      // info, on the school
)

// Notices gives the notices of the result, errors first, then by code and subject. It is made on demand: the bulk run only
// counts them.
func (r *Result) Notices() []Notice {
	all := r.budgetNotices()
	for i := range r.columns {
		all = r.columns[i].schoolNotices(r.plan, all)
	}
	sortNotices(all)
	return all
}

// Summary gives the notices as Notices does, but those on schools once for each tariff and code, on the tariff, with the
// number of the schools: few lines for a reader, at a cost that does not grow with the schools.
func (r *Result) Summary() []Notice {
	all := r.budgetNotices()
	for i := range r.columns {
		c := &r.columns[i]
		for s := BandOverlap; s < Unshared; s++ {
			if n := c.counts[s]; n > 0 && s != UsageAssumed {
				all = append(all, c.summary(s, schoolCount(n)))
			}
		}
	}
	sortNotices(all)
	return all
}

func sortNotices(all []Notice) {
	slices.SortStableFunc(all, func(a, b Notice) int {
		return cmp.Or(cmp.Compare(a.Severity.order(), b.Severity.order()), cmp.Compare(a.Code, b.Code), cmp.Compare(a.Subject, b.Subject))
	})
}

// budgetNotices are those on tariffs, charges, subsidies and levels.
func (r *Result) budgetNotices() []Notice {
	var all []Notice
	if r.NoCharges() {
		all = append(all, Notice{Error, CodeChargesMissing, "year", lang.T(
			"aucune charge : le budget manque, donc le solde et les parts réparties sont inconnus",
			"no charge: the budget is missing, so the balance and the shared parts are unknown")})
	}
	for i := range r.columns {
		c := &r.columns[i]
		if n := c.counts[UsageAssumed]; n > 0 {
			all = append(all, Notice{Warning, CodeUsageAssumed, "tariffs/" + c.ID, lang.F(
				"pas d'usage connu de %[1]s pour %[2]s : %[3]s des élèves y sont facturés",
				"no usage of %[1]s known for %[2]s: %[3]s of the pupils are billed there", c.Tool, schoolCount(n), c.Assumed)})
		}
		if c.unsharedError() {
			all = append(all, Notice{Error, CodePoolUnshared, "tariffs/" + c.ID, lang.F(
				"%[1]s ne sont répartis sur personne : aucun établissement compté, ou tous de poids nul",
				"%[1]s are shared with nobody: no school is counted, or all weigh nothing", c.toShare)})
		}
	}
	for i := range r.charges {
		all = append(all, r.charges[i].notices(r.plan.year.Basis)...)
	}
	for i := range r.subsidies {
		if s := &r.subsidies[i]; s.Unused > 0 {
			all = append(all, Notice{Warning, CodeSubsidyUnused, "subsidies/" + s.Subsidy.ID, lang.F(
				"%[1]s de la subvention ne sont pas utilisés : sa cible est déjà à zéro",
				"%[1]s of the subsidy are not used: its target is already down to nothing", s.Unused)})
		}
	}
	for i, l := range []Level{Ecole, College} {
		if over := r.budgets[i].Over(); over > 0 {
			all = append(all, Notice{Warning, CodeOverRecovered, "year/" + string(l), lang.F(
				"les contributions dépassent les charges nettes de %[1]s (la charte récupère des dépenses, art. 4.4)",
				"contributions exceed the net charges by %[1]s (the charter recovers expenses, art. 4.4)", over)})
		}
	}
	return all
}

// schoolCount is a number of schools, with its noun.
type schoolCount int

// In writes the count in one language.
func (n schoolCount) In(l lang.Lang) string {
	noun := lang.T("établissements", "schools")
	if n == 1 {
		noun = lang.T("établissement", "school")
	}
	return lang.Count(n).In(l) + " " + noun.In(l)
}

// summary tells a status of some schools of the tariff in one notice.
func (c *column) summary(s Status, schools schoolCount) Notice {
	n := Notice{Subject: "tariffs/" + c.ID}
	switch s {
	case BandMissing:
		n.Severity, n.Code = Error, CodeBandMissing
		n.Message = lang.F("aucune tranche pour l'effectif de %s : pas de ligne", "no band for the pupils of %s: no line", schools)
	case ClassesMissing:
		n.Severity, n.Code = Error, CodeClassesMissing
		n.Message = lang.F("nombre de classes inconnu pour %s : pas de ligne", "number of classes unknown for %s: no line", schools)
	case UsageMissing:
		n.Severity, n.Code = Warning, CodeUsageMissing
		n.Message = lang.F("pas d'usage connu de %[1]s pour %[2]s : aucun élève facturé", "no usage of %[1]s known for %[2]s: no pupil billed", c.Tool, schools)
	case BandOverlap:
		n.Severity, n.Code = Info, CodeBandOverlap
		n.Message = lang.F("l'effectif de %[1]s est dans deux tranches : %[2]s compte", "the pupils of %[1]s are in two bands: %[2]s counts", schools, c.Overlap)
	}
	return n
}

// SchoolNotices gives the notices on the i-th school, in the order of its lines; none where it is not counted.
func (r *Result) SchoolNotices(i int) []Notice {
	row := r.plan.row[i]
	if row < 0 {
		return nil
	}
	var all []Notice
	for j := range r.columns {
		c := &r.columns[j]
		if k := r.plan.place(c.tariffPlan, row); k >= 0 {
			if n, ok := c.notice(r.plan, k); ok {
				all = append(all, n)
			}
		}
	}
	return all
}

// schoolNotices adds those of one tariff on its schools.
func (c *column) schoolNotices(p *Plan, all []Notice) []Notice {
	if c.counts[Plain] == len(c.amounts) {
		return all
	}
	for k := range c.amounts {
		if n, ok := c.notice(p, k); ok {
			all = append(all, n)
		}
	}
	return all
}

// notice is the one on the school at a place, if there is one.
func (c *column) notice(p *Plan, k int) (n Notice, ok bool) {
	s := c.statusOf(k)
	if s == Plain || s == UsageAssumed || s == Unshared {
		return n, false // what is assumed, and what is shared with nobody, is told once, on the tariff
	}
	row := c.pop.rows[k]
	n.Subject = "schools/" + p.year.Schools[p.schools[row]].UAI
	pupils := lang.Count(p.pupils[row])
	switch s {
	case BandMissing:
		n.Severity, n.Code = Error, CodeBandMissing
		n.Message = lang.F("%[1]s : aucune tranche pour %[2]s élèves, pas de ligne", "%[1]s: no band for %[2]s pupils, no line", c.ID, pupils)
	case ClassesMissing:
		n.Severity, n.Code = Error, CodeClassesMissing
		n.Message = lang.F("%[1]s : nombre de classes inconnu, pas de ligne", "%[1]s: number of classes unknown, no line", c.ID)
	case UsageMissing:
		n.Severity, n.Code = Warning, CodeUsageMissing
		n.Message = lang.F("%[1]s : pas d'usage connu de %[2]s, aucun élève facturé", "%[1]s: no usage of %[2]s known, no pupil billed", c.ID, c.Tool)
	case BandOverlap:
		n.Severity, n.Code = Info, CodeBandOverlap
		n.Message = lang.F("%[1]s : %[2]s élèves sont dans deux tranches", "%[1]s: %[2]s pupils are in two bands", c.ID, pupils)
	}
	return n, true
}

func (c *ChargeResult) notices(b YearBasis) []Notice {
	subject := "charges/" + c.Charge.ID
	switch {
	case c.Missing:
		return []Notice{{Error, CodeChargeMissing, subject, lang.F(
			"montant %[1]s inconnu", "%[1]s amount unknown", b.Column())}}
	case c.Capped:
		return []Notice{{Warning, CodeMutualisedCapped, subject, lang.F(
			"la part mutualisée %[1]s dépasse la charge ; elle est limitée à %[2]s",
			"the mutualised part %[1]s is more than the charge; it is limited to %[2]s", c.Charge.Mutualised.Amount, c.Amount)}}
	}
	return nil
}

// In writes the basis of a year for people.
func (b YearBasis) In(l lang.Lang) string {
	if b == Paid {
		return lang.T("réalisé", "paid").In(l)
	}
	return lang.T("prévisionnel", "planned").In(l)
}

// Column names the column of the charges that counts under the basis.
func (b YearBasis) Column() lang.Text {
	if b == Paid {
		return lang.T("acquitté", "paid")
	}
	return lang.T("prévu", "planned")
}

// In writes the band that an overlap chooses for people.
func (o Overlap) In(l lang.Lang) string {
	if o == Lower {
		return lang.T("celle du bas", "the lower one").In(l)
	}
	return lang.T("celle du haut", "the upper one").In(l)
}
