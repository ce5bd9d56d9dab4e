package scenarios

import (
	"quotepart/engine"
	"quotepart/engine/lang"
)

// words are the fixed spellings of the files (formats.md) as people read them.
var words = map[string]lang.Text{
	string(engine.Ecole):   alike("école"),
	string(engine.College): alike("collège"),
	string(engine.Common):  lang.T("commun", "common"),
	string(engine.All):     lang.T("tous", "all"),

	string(engine.Departement): alike("département"),
	string(engine.Commune):     alike("commune"),
	string(engine.EPCI):        alike("EPCI"),
	string(engine.OtherKind):   lang.T("autre", "other"),

	string(engine.Operation):      lang.T("exploitation", "operation"),
	string(engine.Content):        lang.T("contenus", "content"),
	string(engine.Platform):       lang.T("plate-forme", "platform"),
	string(engine.Accounts):       lang.T("comptes", "accounts"),
	string(engine.Administration): alike("administration"),

	string(engine.PerPupil):        lang.T("par élève", "per pupil"),
	string(engine.PerClass):        lang.T("par classe", "per class"),
	string(engine.PerSchool):       lang.T("par établissement", "per school"),
	string(engine.PerActivePupil):  lang.T("par élève actif", "per active pupil"),
	string(engine.Banded):          lang.T("par tranche", "banded"),
	string(engine.SharedByPupils):  lang.T("réparti par élèves", "shared by pupils"),
	string(engine.SharedByClasses): lang.T("réparti par classes", "shared by classes"),
	string(engine.SharedEqually):   lang.T("réparti à parts égales", "shared equally"),

	string(engine.Planned): lang.T("prévisionnel", "planned"),
	string(engine.Paid):    lang.T("réalisé", "paid"),

	string(engine.Upper):  lang.T("la tranche du haut", "the upper band"),
	string(engine.Lower):  lang.T("la tranche du bas", "the lower band"),
	string(engine.Refuse): lang.T("aucune ligne", "no line"),
	string(engine.Last):   lang.T("la dernière tranche", "the last band"),

	"true":  lang.T("oui", "yes"),
	"false": lang.T("non", "no"),

	string(engine.Error):   lang.T("erreur", "error"),
	string(engine.Warning): lang.T("attention", "warning"),
	string(engine.Info):    alike("info"),
}

// Word gives a level, kind, category, basis, rule of a tariff or severity as people read it; any other text comes back as it is.
func Word(id string) lang.Text {
	if t, ok := words[id]; ok {
		return t
	}
	return alike(id)
}

func alike(s string) lang.Text { return lang.T(s, s) }
