package scenarios

import "quotepart/engine"

// Dossier is all that one year's folder holds: the year, its calls and invoices, and its scenarios.
type Dossier struct {
	Year      *engine.Year
	Calls     []Call
	Invoices  []Invoice
	Scenarios []Scenario
}

// Call (appel de contribution) asks a member for its contribution after the school year (art. 4.4), as it was issued.
type Call struct {
	Number string       `json:"number"`
	Date   engine.Date  `json:"date"`
	Member string       `json:"member"`
	Amount engine.Cents `json:"amount"` // negative for a credit
	Status string       `json:"status"`
}

// Invoice is one of a supplier, to be held against the paid amount of its charge (art. 4.4).
type Invoice struct {
	Number   string
	Date     engine.Date
	Supplier string
	Charge   string
	Amount   engine.Cents // negative for a credit
}
