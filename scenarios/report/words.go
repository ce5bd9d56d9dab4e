package report

import (
	"strings"

	"quotepart/engine"
	"quotepart/engine/lang"
)

// words are the fixed spellings of the files (formats.md) as people read them.
var words = map[string]lang.Text{
	string(engine.Ecole):   same("école"),
	string(engine.College): same("collège"),
	string(engine.Common):  lang.T("commun", "common"),
	string(engine.All):     lang.T("tous", "all"),

	string(engine.Departement): same("département"),
	string(engine.Commune):     same("commune"),
	string(engine.EPCI):        same("EPCI"),
	string(engine.OtherKind):   lang.T("autre", "other"),

	string(engine.Operation):      lang.T("exploitation", "operation"),
	string(engine.Content):        lang.T("contenus", "content"),
	string(engine.Platform):       lang.T("plate-forme", "platform"),
	string(engine.Accounts):       lang.T("comptes", "accounts"),
	string(engine.Administration): same("administration"),

	string(engine.PerPupil):        lang.T("par élève", "per pupil"),
	string(engine.PerClass):        lang.T("par classe", "per class"),
	string(engine.PerSchool):       lang.T("par établissement", "per school"),
	string(engine.PerActivePupil):  lang.T("par élève actif", "per active pupil"),
	string(engine.Banded):          lang.T("par tranche", "banded"),
	string(engine.SharedByPupils):  lang.T("réparti par élèves", "shared by pupils"),
	string(engine.SharedByClasses): lang.T("réparti par classes", "shared by classes"),
	string(engine.SharedEqually):   lang.T("réparti à parts égales", "shared equally"),

	string(engine.Error):   lang.T("erreur", "error"),
	string(engine.Warning): lang.T("attention", "warning"),
	string(engine.Info):    same("info"),
}

// Word gives a level, kind, category, basis of a tariff or severity as people read it; any other text comes back as it is.
func Word(id string) lang.Text {
	if t, ok := words[id]; ok {
		return t
	}
	return same(id)
}

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
		return lang.F("niveau %s", "level %s", Word(id))
	}
	return same(address)
}
