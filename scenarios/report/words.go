package report

import (
	"strings"

	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/scenarios"
)

// Word is scenarios.Word: the fixed spellings of the files as people read them.
func Word(id string) lang.Text { return scenarios.Word(id) }

// Subject names what the address of a notice stands for; one that the year does not have comes back as it is.
func Subject(y *engine.Year, address string) lang.Text {
	of, id, _ := strings.Cut(address, "/")
	switch of {
	case "schools":
		if i := y.School(id); i >= 0 {
			return same(y.Schools[i].Name + " (" + id + ")")
		}
	case "members":
		if i := y.Member(id); i >= 0 {
			return same(y.Members[i].Name)
		}
	case "charges":
		if i := y.Charge(id); i >= 0 {
			return same(y.Charges[i].Label)
		}
	case "subsidies":
		if i := y.Subsidy(id); i >= 0 {
			return same(y.Subsidies[i].Label)
		}
	case "tariffs":
		if i := y.Tariff(id); i >= 0 {
			return same(y.Charter.Tariffs[i].Label)
		}
	case "year":
		if id == "" {
			return lang.T("exercice", "year")
		}
		return lang.F("niveau %s", "level %s", Word(id))
	}
	return same(address)
}
