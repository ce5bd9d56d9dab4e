package scenarios

import (
	"strings"
	"unicode/utf8"

	"quotepart/engine/lang"
)

// maxName bounds the name of a scenario, in characters.
const maxName = 100

// CheckName says what is wrong with the name of a scenario, as a Fault.
func CheckName(name string) error {
	mend := lang.T("donnez un nom court, par exemple « collège de Ham »", "give a short name, such as “collège de Ham”")
	switch {
	case strings.TrimSpace(name) == "":
		return lang.Wrong(lang.T("le nom manque", "the name is missing"), mend)
	case name != strings.TrimSpace(name):
		return lang.Wrong(lang.T("le nom commence ou finit par une espace", "the name starts or ends with a space"), lang.T("enlevez-la", "take it away"))
	case name == Baseline:
		return lang.Wrong(lang.F("« %s » désigne l'exercice lui-même", "%q stands for the year itself", name), lang.T("choisissez un autre nom", "choose another name"))
	case utf8.RuneCountInString(name) > maxName:
		return lang.Wrong(lang.F("le nom dépasse %d caractères", "the name has more than %d characters", maxName), mend)
	case lang.HasHidden(name) || strings.ContainsAny(name, "\n\t"):
		return lang.Wrong(lang.T("le nom contient un caractère invisible", "the name holds an invisible character"), lang.T("retapez-le", "type it again"))
	}
	return nil
}
