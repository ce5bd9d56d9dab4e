package report

import (
	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/scenarios"
)

// The JSON of run, as formats.md fixes it: names and order are a contract.

// yearJSON opens every answer about one result. Changes are those of --set and --scale, left out where there are none.
type yearJSON struct {
	Format   string   `json:"format"`
	Year     string   `json:"year"`
	Basis    string   `json:"basis"`
	Scenario *string  `json:"scenario"`
	Changes  []string `json:"changes,omitempty"`
	Complete bool     `json:"complete"`
}

type resultJSON struct {
	yearJSON
	Totals     totalsJSON   `json:"totals"`
	Members    []memberJSON `json:"members"`
	Schools    []schoolJSON `json:"schools"`
	NotCounted []reasonJSON `json:"not_counted"`
	Notices    []noticeJSON `json:"notices"`
}

type totalsJSON struct {
	Charges       string `json:"charges"`
	Mutualised    string `json:"mutualised"`
	Subsidies     string `json:"subsidies"`
	Contributions string `json:"contributions"`
	Balance       string `json:"balance"`
}

type memberJSON struct {
	ID          string `json:"id"`
	Name        string `json:"name"`
	Kind        string `json:"kind"`
	Beneficiary bool   `json:"beneficiary"`
	Schools     int64  `json:"schools"`
	Pupils      int64  `json:"pupils"`
	Gross       string `json:"gross"`
	Subsidy     string `json:"subsidy"`
	Net         string `json:"net"`
}

type schoolJSON struct {
	UAI    string     `json:"uai"`
	Member string     `json:"member"`
	Level  string     `json:"level"`
	Pupils int64      `json:"pupils"`
	Total  string     `json:"total"`
	Lines  []lineJSON `json:"lines"`
}

type lineJSON struct {
	Tariff   string `json:"tariff"`
	Article  string `json:"article"`
	Quantity int64  `json:"quantity"`
	Amount   string `json:"amount"`
}

type reasonJSON struct {
	UAI    string `json:"uai"`
	Reason string `json:"reason"`
}

type noticeJSON struct {
	Severity string `json:"severity"`
	Code     string `json:"code"`
	Subject  string `json:"subject"`
	Message  string `json:"message"`
}

func openJSON(c Case) yearJSON {
	y := c.Result.Year()
	open := yearJSON{Format: formatID, Year: y.ID, Basis: string(y.Basis), Changes: changeLines(c.Changes), Complete: c.Result.Complete()}
	if c.Scenario != "" {
		open.Scenario = &c.Scenario
	}
	return open
}

// formatID names the format of everything that quotepart writes for machines.
const formatID = "quotepart/1"

func changeLines(changes []scenarios.Change) []string {
	var lines []string
	for _, c := range changes {
		lines = append(lines, c.String())
	}
	return lines
}

func runJSON(c Case, l lang.Lang) resultJSON {
	r := c.Result
	t := r.Totals()
	out := resultJSON{
		yearJSON: openJSON(c),
		Totals:   totalsJSON{t.Charges.String(), t.Mutualised.String(), t.Subsidies.String(), t.Contributions.String(), t.Balance.String()},
		Members:  []memberJSON{}, Schools: []schoolJSON{}, NotCounted: []reasonJSON{}, Notices: []noticeJSON{},
	}
	for i := range r.Year().Members {
		m := r.Member(i)
		out.Members = append(out.Members, memberJSON{
			m.Member.ID, m.Member.Name, string(m.Member.Kind), m.Standing == engine.Beneficiary,
			m.Schools, m.Pupils, m.Gross.String(), m.Subsidy.String(), m.Net.String(),
		})
	}
	for i, s := range r.Year().Schools {
		result := r.School(i)
		if result.Reason != engine.Counted {
			out.NotCounted = append(out.NotCounted, reasonJSON{s.UAI, string(result.Reason)})
			continue
		}
		school := schoolJSON{s.UAI, s.Member, string(s.Level), s.Pupils, result.Total.String(), []lineJSON{}}
		for _, line := range r.Lines(i) {
			if line.Status.HasLine() {
				school.Lines = append(school.Lines, lineJSON{line.Tariff.ID, line.Tariff.Article, line.Quantity, line.Amount.String()})
			}
		}
		out.Schools = append(out.Schools, school)
	}
	for _, n := range r.Notices() {
		out.Notices = append(out.Notices, noticeJSON{string(n.Severity), n.Code, n.Subject, n.Message.In(l)})
	}
	return out
}
