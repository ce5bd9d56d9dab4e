package plain

import (
	"strings"
	"unicode"

	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/tui/widget"
)

// subject is something of the year that has an address and a name.
type subject struct {
	scenarios.Address
	name string
	text string // that words are looked for in
}

// each calls do with all members, schools, tariffs, charges and subsidies of a year.
func each(y *engine.Year, do func(subject)) {
	one := func(of scenarios.Collection, id, name, more string) {
		do(subject{scenarios.Address{Collection: of, ID: id}, name, name + " " + more})
	}
	for _, m := range y.Members {
		one(scenarios.InMembers, m.ID, m.Name, "")
	}
	for _, t := range y.Charter.Tariffs {
		one(scenarios.InTariffs, t.ID, t.Label, t.Tool)
	}
	for _, c := range y.Charges {
		one(scenarios.InCharges, c.ID, c.Label, "")
	}
	for _, s := range y.Subsidies {
		one(scenarios.InSubsidies, s.ID, s.Label, "")
	}
	for _, s := range y.Schools {
		one(scenarios.InSchools, s.UAI, s.Name, s.Town)
	}
}

// subject finds what was meant: by an address, an id, or the starts of words that only one name has. Errors are Faults.
func (s *session) subject(text string) (subject, error) {
	text = unquoted(text)
	if text == "" {
		return subject{}, lang.Wrong(lang.T("il manque de qui ou de quoi il s'agit", "who or what is meant is missing"),
			lang.T("donnez un UAI, un identifiant ou un mot de son nom", "give a UAI, an id or a word of its name"))
	}
	words := wordsOf(text)
	var exact, found []subject
	var ids []string
	each(s.c.Work.Year(), func(one subject) {
		ids = append(ids, one.ID)
		switch {
		case strings.EqualFold(one.ID, text), strings.EqualFold(one.Address.String(), text):
			exact = append(exact, one)
		case len(words) > 0 && hasAll(wordsOf(one.text+" "+one.ID), words):
			found = append(found, one)
		}
	})
	if len(exact) > 0 {
		found = exact
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return subject{}, lang.Wrong(
			lang.F("« %s » n'est ni un membre, ni un établissement, ni un tarif, ni une charge, ni une subvention", "%q is no member, school, tariff, charge or subsidy", text),
			scenarios.DidYouMean(text, ids))
	}
	const most = 5
	var names []string
	for _, one := range found[:min(most, len(found))] {
		names = append(names, one.name+" ("+one.Address.String()+")")
	}
	if len(found) > most {
		names = append(names, "…")
	}
	return subject{}, lang.Wrong(
		lang.F("« %[1]s » peut en désigner %[2]s : %[3]s", "%[1]q may be one of %[2]s: %[3]s", text, lang.Count(len(found)), strings.Join(names, " ; ")),
		lang.T("précisez, ou donnez l'adresse", "be more precise, or give the address"))
}

// wordsOf gives the words of a text, folded.
func wordsOf(s string) []string {
	return strings.FieldsFunc(widget.Fold(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// hasAll tells whether each word is the start of one of a text's words.
func hasAll(text, words []string) bool {
	for _, w := range words {
		found := false
		for _, t := range text {
			found = found || strings.HasPrefix(t, w)
		}
		if !found {
			return false
		}
	}
	return true
}
