package dossier

import (
	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/scenarios"
)

// table is one CSV file whose rows are T: read and written by the same list of fields.
type table[T any] struct {
	file   string
	key    string // the column of the id, or nothing where rows have none
	id     func(*T) *string
	check  func(id string) *lang.Fault
	fields []scenarios.Field[T]
	empty  []string // columns whose cells may be empty, but which must be there because they decide money
}

// header is the column names in their order.
func (t *table[T]) header() []string {
	var names []string
	if t.key != "" {
		names = append(names, t.key)
	}
	for _, f := range t.fields {
		names = append(names, f.Name)
	}
	return names
}

// The files of a dossier, as formats.md names them.
const (
	yearFile       = "year.yaml"
	membersFile    = "members.csv"
	schoolsFile    = "schools.csv"
	usageFile      = "usage.csv"
	chargesFile    = "charges.csv"
	subsidiesFile  = "subsidies.csv"
	charterFile    = "charter.yaml"
	callsFile      = "calls.csv"
	invoicesFile   = "invoices.csv"
	scenarioFolder = "scenarios"
)

var allFiles = []string{yearFile, membersFile, schoolsFile, usageFile, chargesFile, subsidiesFile, charterFile, callsFile, invoicesFile}

// fileRank is where a file stands in a list of faults: the files of formats.md in its order, then scenarios, then others.
func fileRank(name string) int {
	for i, known := range allFiles {
		if name == known {
			return i
		}
	}
	if isScenario(name) {
		return len(allFiles)
	}
	return len(allFiles) + 1
}

var (
	memberTable  = &table[engine.Member]{membersFile, "id", func(m *engine.Member) *string { return &m.ID }, checkID, scenarios.MemberFields, []string{"transmitted"}}
	schoolTable  = &table[engine.School]{schoolsFile, "uai", func(s *engine.School) *string { return &s.UAI }, missingID, scenarios.SchoolFields, []string{"access"}}
	usageTable   = &table[usageRow]{file: usageFile, fields: usageFields}
	chargeTable  = &table[engine.Charge]{chargesFile, "id", func(c *engine.Charge) *string { return &c.ID }, checkID, scenarios.ChargeFields, []string{"planned", "paid", "mutualised"}}
	subsidyTable = &table[engine.Subsidy]{subsidiesFile, "id", func(s *engine.Subsidy) *string { return &s.ID }, checkID, scenarios.SubsidyFields, []string{"amount", "rate"}}
	callTable    = &table[scenarios.Call]{file: callsFile, fields: scenarios.CallFields}
	invoiceTable = &table[scenarios.Invoice]{file: invoicesFile, fields: scenarios.InvoiceFields}
)
