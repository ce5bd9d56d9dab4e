package report

import (
	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/scenarios"
)

// Issued lists calls that were issued for a year, with the columns of calls.csv. Uncertain are the members that cannot be called, by
// name.
func Issued(y *engine.Year, calls []scenarios.Call, uncertain []string) *Report {
	t := Table{Columns: []Column{left("number", "Numéro", "Number"), left("date", "Date", "Date"), left("member", "Membre", "Member"), right("amount", "Montant", "Amount"), left("status", "État", "Status")}}
	out := issuedJSON{Format: formatID, Year: y.ID, Calls: []callJSON{}, Uncertain: append([]string{}, uncertain...)}
	sum := engine.Cents(0)
	for _, c := range calls {
		t.add(text(c.Number), text(c.Date.String()), text(c.Member), amount(c.Amount), text(c.Status))
		out.Calls = append(out.Calls, callJSON{c.Number, c.Date.String(), c.Member, c.Amount.String(), c.Status})
		sum += c.Amount
	}
	r := &Report{Rows: t, JSON: func(lang.Lang) any { return out }}
	r.section(lang.Text{}, t)
	if len(calls) == 0 {
		r.Lines = append(r.Lines, lang.F("personne n'est à appeler pour %s : chaque contribution connue a son appel", "nobody is to be called for %s: each contribution that is known has its call", y.ID))
	} else {
		r.Lines = append(r.Lines, lang.F("%[1]s appel(s) émis, %[2]s en tout", "%[1]s call(s) issued, %[2]s in all", lang.Count(len(calls)), sum))
	}
	for _, name := range uncertain {
		r.Lines = append(r.Lines, lang.F("%s n'est pas appelé : sa contribution n'est pas complète, les avis de quotepart run disent pourquoi", "%s is not called: its contribution is not complete, the notices of quotepart run say why", name))
	}
	return r
}

type issuedJSON struct {
	Format    string     `json:"format"`
	Year      string     `json:"year"`
	Calls     []callJSON `json:"calls"`
	Uncertain []string   `json:"uncertain"`
}

type callJSON struct {
	Number string `json:"number"`
	Date   string `json:"date"`
	Member string `json:"member"`
	Amount string `json:"amount"`
	Status string `json:"status"`
}
