package report

import (
	"strconv"
	"time"

	"quotepart/engine/lang"
)

// Admitted is a key of the file of those who are let in over SSH, and whether it counts.
type Admitted struct {
	Line            int // in the file
	Name, Role, Key string
	From            string // the addresses it is let in from, nothing for any
	Expires         time.Time
	State           string      // valid, expired or refused
	Why             []lang.Text // what is wrong with a refused one
}

// states are the states of a key for people.
var states = map[string]lang.Text{"valid": lang.T("valable", "valid"), "expired": lang.T("expirée", "expired"), "refused": lang.T("refusée", "refused")}

// People lists who is let in. What is wrong with a line stands under it; machines have a column for it.
func People(list []Admitted) *Report {
	t := Table{Columns: []Column{
		left("name", "Nom", "Name"), left("role", "Rôle", "Role"), left("key", "Clé", "Key"), left("from", "Depuis", "From"), left("expires", "Jusqu'au", "Until"), left("state", "État", "State"),
	}}
	csv := Table{Columns: append([]Column{right("line", "", "")}, append(t.Columns, left("why", "", ""))...)}
	for _, p := range list {
		cells := []Cell{text(p.Name), text(p.Role), text(p.Key), text(p.From), moment(p.Expires), {People: states[p.State], Machine: same(p.State)}}
		t.Rows = append(t.Rows, Row{Cells: cells, Notes: p.Why})
		csv.add(append([]Cell{text(strconv.Itoa(p.Line))}, append(cells, prose(joined(p.Why)))...)...)
	}
	r := &Report{Rows: csv, JSON: func(l lang.Lang) any { return peopleOf(list, l) }}
	r.section(lang.Text{}, t)
	if len(list) == 0 {
		r.Title = lang.T("personne n'est admis (quotepart user add)", "nobody is let in (quotepart user add)")
	}
	return r
}

type peopleJSON struct {
	Format string         `json:"format"`
	People []admittedJSON `json:"people"`
}

type admittedJSON struct {
	Line    int      `json:"line"`
	Name    string   `json:"name"`
	Role    *string  `json:"role"`
	Key     *string  `json:"key"`
	From    *string  `json:"from"`
	Expires *string  `json:"expires"`
	State   string   `json:"state"`
	Why     []string `json:"why"`
}

func peopleOf(list []Admitted, l lang.Lang) peopleJSON {
	out := peopleJSON{Format: formatID, People: []admittedJSON{}}
	for _, p := range list {
		one := admittedJSON{p.Line, p.Name, orNull(p.Role), orNull(p.Key), orNull(p.From), machine(moment(p.Expires)), p.State, []string{}}
		for _, w := range p.Why {
			one.Why = append(one.Why, w.In(l))
		}
		out.People = append(out.People, one)
	}
	return out
}
