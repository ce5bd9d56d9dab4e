package report

import (
	"quotepart/engine"
	"quotepart/engine/lang"
)

// notCounted lists the schools that are not counted, and why.
func notCounted(r *engine.Result) Table {
	t := Table{Columns: []Column{
		left("uai", "UAI", "UAI"), name("name", "Établissement", "School"), left("reason", "Raison", "Reason"), left("member", "Membre", "Member"),
	}}
	for i, s := range r.Year().Schools {
		if reason := r.School(i).Reason; reason != engine.Counted {
			t.add(text(s.UAI), text(s.Name), reasonCell(reason), text(s.Member))
		}
	}
	return t
}

// notices lists those of the result that are to be kept.
func notices(r *engine.Result, keep func(engine.Notice) bool) Table {
	t := Table{Columns: []Column{
		left("severity", "Niveau", "Level"), left("code", "Code", "Code"), left("subject", "Sujet", "Subject"), left("message", "Message", "Message"),
	}}
	for _, n := range r.Notices() {
		if !keep(n) {
			continue
		}
		t.add(word(n.Severity), text(n.Code), text(n.Subject), prose(n.Message))
	}
	return t
}

// budgets holds each level's net charges against the contributions that recover them (art. 4.4); no level calls for the common
// ones.
func budgets(r *engine.Result) Table {
	t := Table{Columns: []Column{
		left("level", "Niveau", "Level"), right("charges", "Charges", "Charges"), right("mutualised", "Part mutualisée", "Mutualised"),
		right("subsidies", "Subventions", "Subsidies"), right("net", "Charges nettes", "Net charges"), right("gross", "Contributions brutes", "Gross contributions"),
	}}
	var all engine.Budget
	for _, level := range []engine.Level{engine.Ecole, engine.College, engine.Common} {
		b := r.Budget(level)
		gross := amount(b.Gross)
		if level == engine.Common {
			gross = none
		}
		t.add(word(level), amount(b.Charges), amount(b.Mutualised), amount(b.Subsidies), amount(b.Net), gross)
		all.Charges += b.Charges
		all.Mutualised += b.Mutualised
		all.Subsidies += b.Subsidies
		all.Net += b.Net
		all.Gross += b.Gross
	}
	t.Total = []Cell{totalCell, amount(all.Charges), amount(all.Mutualised), amount(all.Subsidies), amount(all.Net), amount(all.Gross)}
	return t
}

func balanceTitle(r *engine.Result) lang.Text {
	if r.Complete() {
		return lang.T("Équilibre", "Balance")
	}
	return lang.T("Équilibre (totaux incomplets)", "Balance (totals incomplete)")
}

// balance shows the identity of the totals, its result last.
func balance(r *engine.Result) Table {
	t := Table{Columns: []Column{left("id", "Poste", "Item"), right("amount", "Montant", "Amount")}}
	totals := r.Totals()
	t.add(totalName("mutualised"), amount(totals.Mutualised))
	t.add(totalName("subsidies"), amount(totals.Subsidies))
	t.add(totalName("contributions"), amount(totals.Contributions))
	t.add(totalName("charges"), amount(-totals.Charges))
	t.Total = []Cell{totalName("balance"), amount(totals.Balance)}
	return t
}

var totalNames = map[string]lang.Text{
	"charges":       lang.T("Charges", "Charges"),
	"mutualised":    lang.T("Part mutualisée", "Mutualised part"),
	"subsidies":     lang.T("Subventions utilisées", "Subsidies used"),
	"contributions": lang.T("Contributions nettes", "Net contributions"),
	"balance":       lang.T("Solde", "Balance"),
}

func totalName(id string) Cell { return Cell{People: totalNames[id], Machine: same(id)} }

// Balance is each level's net charges against its contributions, and the identity of the totals.
func Balance(r *engine.Result) []Section {
	return []Section{
		{Title: lang.T("Budget par niveau", "Budget by level"), Table: budgets(r)},
		{Title: balanceTitle(r), Table: balance(r)},
	}
}
