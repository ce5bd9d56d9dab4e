package report

import (
	"time"

	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/scenarios"
)

// The JSON of check. Both halves have rows of one shape; a half without documents is not checked, and its list is null.
type checkJSON struct {
	Format   string        `json:"format"`
	Year     string        `json:"year"`
	Basis    string        `json:"basis"`  // that of the year
	Agrees   bool          `json:"agrees"` // nothing is open
	Open     int           `json:"open"`
	Checked  int           `json:"checked"`
	Calls    []checkedJSON `json:"calls"`
	Invoices []checkedJSON `json:"invoices"`
}

type checkedJSON struct {
	Subject    string          `json:"subject"`
	Name       string          `json:"name"`
	Expected   *string         `json:"expected"` // null where it cannot be computed whole
	Issued     string          `json:"issued"`
	Difference *string         `json:"difference"`
	Verdict    string          `json:"verdict"`
	Finding    *string         `json:"finding"` // null where all agrees
	Documents  []documentJSON  `json:"documents"`
	Lines      []checkLineJSON `json:"lines"`
	Causes     []causeJSON     `json:"causes"`
	Mark       *markJSON       `json:"mark"`
}

type documentJSON struct {
	Number   string  `json:"number"`
	Date     *string `json:"date"`
	Supplier string  `json:"supplier"`
	Status   string  `json:"status"`
	Amount   string  `json:"amount"`
	Counts   bool    `json:"counts"`
	Repeats  *string `json:"repeats"` // the number of the document that it repeats
}

type checkLineJSON struct {
	What    string  `json:"what"`
	Article string  `json:"article"`
	Amount  *string `json:"amount"`
	Sum     bool    `json:"sum"`
}

type causeJSON struct {
	Code    string `json:"code"`
	Message string `json:"message"`
}

type markJSON struct {
	By   string `json:"by"`
	At   string `json:"at"`
	Note string `json:"note"`
}

func checkJSONOf(c *scenarios.Check, marks []scenarios.Mark, l lang.Lang) checkJSON {
	basis := engine.Paid
	if c.Restated {
		basis = engine.Planned
	}
	out := checkJSON{Format: formatID, Year: c.Result.Year().ID, Basis: string(basis)}
	out.Open, out.Checked = c.Tally(marks)
	out.Agrees = out.Open == 0 && (c.HasCalls || c.HasInvoices)
	if c.HasCalls {
		out.Calls = checkedJSONs(c, c.Calls, marks, l)
	}
	if c.HasInvoices {
		out.Invoices = checkedJSONs(c, c.Invoices, marks, l)
	}
	return out
}

func checkedJSONs(c *scenarios.Check, rows []scenarios.Checked, marks []scenarios.Mark, l lang.Lang) []checkedJSON {
	out := []checkedJSON{}
	for i := range rows {
		s := &rows[i]
		j := checkedJSON{
			Subject: s.Subject.String(), Name: s.Name, Expected: machine(expected(s)), Issued: s.Issued.String(), Difference: machine(difference(s)),
			Verdict: string(s.Verdict), Documents: []documentJSON{}, Lines: []checkLineJSON{}, Causes: []causeJSON{},
		}
		for _, d := range s.Documents {
			j.Documents = append(j.Documents, documentJSON{d.Number, dateJSON(d.Date), d.Supplier, d.Status, d.Amount.String(), d.Counts, orNull(d.Repeats)})
		}
		if s.Verdict != scenarios.Agrees {
			j.explain(c, s, l)
			j.Finding = orNull(s.Finding())
		}
		if m, marked := scenarios.FindMark(marks, s.Finding()); marked {
			j.Mark = &markJSON{m.By, m.At.UTC().Format(time.RFC3339), m.Note}
		}
		out = append(out, j)
	}
	return out
}

func (j *checkedJSON) explain(c *scenarios.Check, s *scenarios.Checked, l lang.Lang) {
	lines, causes := c.Explain(s)
	for _, line := range lines {
		j.Lines = append(j.Lines, checkLineJSON{line.What.In(l), line.Article, machine(optional(line.Amount)), line.Sum})
	}
	for _, cause := range causes {
		j.Causes = append(j.Causes, causeJSON{cause.Code, cause.Text.In(l)})
	}
}

func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
