package report

import (
	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/scenarios"
)

// Case is a result and the hypotheses that it was computed under.
type Case struct {
	Result   *engine.Result
	Scenario string             // its name, or nothing
	Changes  []scenarios.Change // given beside it, with --set and --scale
}

// heading says which year it is, on which basis, and under which hypotheses.
func (c *Case) heading() (lang.Text, []lang.Text) {
	y := c.Result.Year()
	var lines []lang.Text
	if c.Scenario != "" {
		lines = append(lines, lang.F("Scénario : %s", "Scenario: %s", c.Scenario))
	}
	for _, change := range c.Changes {
		lines = append(lines, lang.F("Hypothèse : %s", "Change: %s", change))
	}
	if !c.Result.Complete() {
		lines = append(lines, incomplete)
	}
	return yearTitle(y), lines
}

func yearTitle(y *engine.Year) lang.Text {
	return lang.F("%[1]s · %[2]s · %[3]s", "%[1]s · %[2]s · %[3]s", y.ID, y.Basis, y.Label)
}

var incomplete = lang.T("Totaux incomplets : voir les remarques de niveau « erreur »", `Totals incomplete: see the notices of level "error"`)

// Run is the cost split; by chooses the rows.
func Run(c Case, by scenarios.By) *Report {
	r := &Report{JSON: func(l lang.Lang) any { return runJSON(c, l) }}
	r.Title, r.Lines = c.heading()
	var title lang.Text
	switch by {
	case scenarios.BySchool:
		title, r.Rows = lang.T("Établissements", "Schools"), schoolRows(c.Result)
		r.section(title, r.Rows)
	case scenarios.ByTariff:
		title, r.Rows = lang.T("Tarifs", "Tariffs"), tariffRows(c.Result)
		r.section(title, r.Rows.trailing())
	case scenarios.ByCharge:
		title, r.Rows = lang.T("Charges", "Charges"), chargeRows(c.Result)
		r.section(title, r.Rows.trailing())
	default:
		title, r.Rows = lang.T("Membres", "Members"), memberRows(c.Result)
		r.section(title, r.Rows.trailing())
	}
	if by != scenarios.BySchool { // where they stand among the rows
		r.section(lang.T("Établissements non comptés", "Schools not counted"), notCounted(c.Result))
	}
	r.section(lang.T("Remarques", "Notices"), notices(c.Result, func(engine.Notice) bool { return true }))
	r.Sections = append(r.Sections, Balance(c.Result)...)
	return r
}

func memberRows(r *engine.Result) Table {
	t := Table{Columns: []Column{
		left("id", "Identifiant", "Id"), name("name", "Membre", "Member"), left("kind", "Nature", "Kind"),
		left("beneficiary", "Bénéficiaire", "Beneficiary"), right("schools", "Établ.", "Schools").alone("établissements", "schools"), right("pupils", "Élèves", "Pupils"),
		right("gross", "Brut", "Gross"), right("subsidy", "Subventions", "Subsidy"), right("net", "Net", "Net"),
	}}
	var all engine.MemberResult
	for i := range r.Year().Members {
		m := r.Member(i)
		t.add(text(m.Member.ID), text(m.Member.Name), word(m.Member.Kind), yesNo(m.Standing == engine.Beneficiary),
			count(m.Schools), count(m.Pupils), amount(m.Gross), amount(m.Subsidy), amount(m.Net))
		all.Schools += m.Schools
		all.Pupils += m.Pupils
		all.Gross += m.Gross
		all.Subsidy += m.Subsidy
		all.Net += m.Net
	}
	t.Total = []Cell{blank, totalCell, blank, blank, count(all.Schools), count(all.Pupils), amount(all.Gross), amount(all.Subsidy), amount(all.Net)}
	return t
}

var totalCell = prose(lang.T("Total", "Total"))

// schoolRows lists all schools; one that is not counted has a reason and no total.
func schoolRows(r *engine.Result) Table {
	t := Table{Columns: []Column{
		left("uai", "UAI", "UAI"), name("name", "Établissement", "School"), left("level", "Niveau", "Level"), name("town", "Commune", "Town"),
		name("member", "Membre", "Member"), right("pupils", "Élèves", "Pupils"), right("total", "Contribution", "Contribution"), left("reason", "Non compté", "Not counted"),
	}}
	var pupils int64
	var total engine.Cents
	for i, s := range r.Year().Schools {
		result := r.School(i)
		sum, reason := amount(result.Total), blank
		if result.Reason != engine.Counted {
			sum, reason = none, reasonCell(result.Reason)
		} else {
			pupils += s.Pupils
			total += result.Total
		}
		t.add(text(s.UAI), text(s.Name), word(s.Level), text(s.Town), text(s.Member), count(s.Pupils), sum, reason)
	}
	t.Total = []Cell{blank, prose(lang.T("Total (comptés)", "Total (counted)")), blank, blank, blank, count(pupils), amount(total), blank}
	return t
}

func reasonCell(r engine.Reason) Cell { return Cell{People: r.Text(), Machine: same(string(r))} }

func tariffRows(r *engine.Result) Table {
	t := Table{Columns: []Column{
		left("id", "Identifiant", "Id"), name("label", "Tarif", "Tariff"), left("article", "Article", "Article"), left("level", "Niveau", "Level"),
		left("basis", "Clé", "Basis"), left("enabled", "Actif", "Enabled"), right("schools", "Établ.", "Schools").alone("établissements", "schools"),
		right("to_share", "À répartir", "To share"), right("total", "Contributions", "Contributions"),
	}}
	var total engine.Cents
	for i := range r.Year().Charter.Tariffs {
		result := r.Tariff(i)
		tariff := result.Tariff
		schools, toShare, sum := count(int64(result.Schools)), none, amount(result.Total)
		if tariff.Basis.Shared() {
			toShare = amount(result.ToShare)
		}
		if tariff.Disabled {
			schools, toShare, sum = none, none, none
		}
		t.add(text(tariff.ID), text(tariff.Label), text(tariff.Article), word(tariff.Level), word(tariff.Basis), yesNo(!tariff.Disabled), schools, toShare, sum)
		total += result.Total
	}
	t.Total = []Cell{blank, totalCell, blank, blank, blank, blank, blank, blank, amount(total)}
	return t
}

// chargeRows lists the charges; one whose amount is unknown in the column that counts has no numbers.
func chargeRows(r *engine.Result) Table {
	t := Table{Columns: []Column{
		left("id", "Identifiant", "Id"), name("label", "Charge", "Charge"), left("category", "Catégorie", "Category"), left("level", "Niveau", "Level"),
		right("amount", "Montant", "Amount"), right("mutualised", "Part mutualisée", "Mutualised"), right("subsidies", "Subventions", "Subsidies"), right("net", "Charge nette", "Net"),
	}}
	var all engine.ChargeResult
	for i := range r.Year().Charges {
		c := r.Charge(i)
		numbers := []Cell{amount(c.Amount), amount(c.Mutualised), amount(c.Subsidies), amount(c.Net)}
		if c.Missing {
			numbers = []Cell{none, none, none, none}
		}
		t.add(append([]Cell{text(c.Charge.ID), text(c.Charge.Label), word(c.Charge.Category), word(c.Charge.Level)}, numbers...)...)
		all.Amount += c.Amount
		all.Mutualised += c.Mutualised
		all.Subsidies += c.Subsidies
		all.Net += c.Net
	}
	t.Total = []Cell{blank, totalCell, blank, blank, amount(all.Amount), amount(all.Mutualised), amount(all.Subsidies), amount(all.Net)}
	return t
}
