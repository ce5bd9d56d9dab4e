package report

import (
	"strings"

	"quotepart/engine/lang"
	"quotepart/scenarios"
)

// Why shows the difference of an amount between two scenarios, attributed to each change. From and to are their names.
func Why(from, to string, a scenarios.Attribution) *Report {
	r := &Report{
		Title: lang.F("Pourquoi : %[1]s, de « %[2]s » à « %[3]s »", "Why: %[1]s, from %[2]q to %[3]q", a.Metric, from, to),
		Lines: []lang.Text{
			lang.F("%[1]s → %[2]s : %[3]s", "%[1]s → %[2]s: %[3]s", a.From.Cents, a.To.Cents, Signed(a.Total)),
			WhyMethod,
		},
		JSON: func(lang.Lang) any { return whyJSON(from, to, a) },
	}
	if !a.Complete {
		r.Lines = append(r.Lines, lang.T("incomplet : il manque des montants dans l'un des calculs", "incomplete: amounts are missing in one of the computations"))
	}
	people := Table{Columns: []Column{left("words", "Hypothèse", "Change"), right("delta", "Effet", "Effect")}}
	r.Rows = Table{Columns: []Column{left("change", "", ""), left("delta", "", "")}}
	for _, e := range a.Entries {
		people.Rows = append(people.Rows, Row{Cells: []Cell{prose(e.Words[0]), delta(e.Delta)}, Notes: whyNotes(e)})
		r.Rows.add(text(e.String()), amount(e.Delta))
	}
	if a.Rounding != 0 {
		people.add(prose(lang.T("arrondi", "rounding")), delta(a.Rounding))
		r.Rows.add(text("rounding"), amount(a.Rounding))
	}
	people.Total = []Cell{prose(lang.T("Différence", "Difference")), delta(a.Total)}
	r.section(lang.T("Ce que fait chaque hypothèse", "What each change does"), people)
	return r
}

// WhyMethod says in one line how an effect is computed.
var WhyMethod = lang.T(
	"effet d'une hypothèse : la moyenne de ce qu'elle fait quand les hypothèses s'ajoutent de la première à la dernière, et de la dernière à la première",
	"effect of a change: the mean of what it does when the changes are made from the first to the last, and from the last to the first")

// whyNotes are what else belongs to an entry, and whether its effect leaves something out.
func whyNotes(e scenarios.Entry) []lang.Text {
	var notes []lang.Text
	for _, w := range e.Words[1:] {
		notes = append(notes, lang.F("et %s", "and %s", w))
	}
	if !e.Complete {
		notes = append(notes, lang.T("incomplet : il manque des montants", "incomplete: amounts are missing"))
	}
	return notes
}

// EntryWords is an entry of an attribution in one line for people.
func EntryWords(e scenarios.Entry) lang.Text {
	var fr, en []string
	for _, w := range e.Words {
		fr, en = append(fr, w.FR), append(en, w.EN)
	}
	return lang.T(strings.Join(fr, " ; "), strings.Join(en, "; "))
}

type attributionJSON struct {
	From     string       `json:"from"`
	To       string       `json:"to"`
	Metric   string       `json:"metric"`
	Total    string       `json:"total"`
	Complete bool         `json:"complete"`
	Changes  []effectJSON `json:"changes"`
}

type effectJSON struct {
	Change     string `json:"change"`
	Delta      string `json:"delta"`
	Incomplete bool   `json:"incomplete,omitempty"` // amounts are missing: the delta leaves them out
}

func whyJSON(from, to string, a scenarios.Attribution) attributionJSON {
	out := attributionJSON{From: from, To: to, Metric: a.Metric.String(), Total: a.Total.String(), Complete: a.Complete, Changes: []effectJSON{}}
	for _, e := range a.Entries {
		out.Changes = append(out.Changes, effectJSON{e.String(), e.Delta.String(), !e.Complete})
	}
	if a.Rounding != 0 {
		out.Changes = append(out.Changes, effectJSON{Change: "rounding", Delta: a.Rounding.String()})
	}
	return out
}
