package ui

import (
	"slices"
	"strings"
	"unicode"

	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/scenarios/report"
	"quotepart/tui/widget"
)

// Option is one value of a choice, as files write it and in words.
type Option struct {
	Value string
	Name  lang.Text
}

// Options are the values of a choice. One of them is named by its words, or gone to with a key.
type Options []Option

// Words are the options of some fixed spellings of the files.
func Words(values []string) Options {
	all := make(Options, len(values))
	for i, v := range values {
		all[i] = Option{v, report.Word(v)}
	}
	return all
}

// MemberOptions are the members of a year, by name.
func MemberOptions(y *engine.Year) Options {
	all := make(Options, len(y.Members))
	for i, m := range y.Members {
		all[i] = Option{m.ID, lang.T(m.Name, m.Name)}
	}
	return all.apart()
}

// TargetOptions are what a subsidy may lower, by name: the members, then the charges.
func TargetOptions(y *engine.Year) Options {
	var all Options
	for _, m := range y.Members {
		all = append(all, Option{engine.Target{Of: engine.TargetMember, ID: m.ID}.String(), lang.T(m.Name, m.Name)})
	}
	for _, ch := range y.Charges {
		all = append(all, Option{engine.Target{Of: engine.TargetCharge, ID: ch.ID}.String(), lang.T(ch.Label, ch.Label)})
	}
	return all.apart()
}

// apart adds the value to the names that several options have, so that each can be told.
func (o Options) apart() Options {
	count := map[lang.Text]int{}
	for _, one := range o {
		count[one.Name]++
	}
	for i, one := range o {
		if count[one.Name] > 1 {
			o[i].Name = lang.T(one.Name.FR+" ("+one.Value+")", one.Name.EN+" ("+one.Value+")")
		}
	}
	return o
}

// optionsOf are the options of an input; none where it is not a choice.
func optionsOf(y *engine.Year, input scenarios.Input) Options {
	switch a := input.Address; {
	case input.Type != scenarios.Choice:
		return nil
	case a.Collection == scenarios.InSchools && a.Field == "member":
		return MemberOptions(y)
	case a.Collection == scenarios.InSubsidies && a.Field == "target":
		return TargetOptions(y)
	}
	return Words(input.Choices)
}

// name is a value in words; one that is no option stays as it is.
func (o Options) name(value string, l lang.Lang) string {
	if i := slices.IndexFunc(o, func(one Option) bool { return one.Value == value }); i >= 0 {
		return o[i].Name.In(l)
	}
	return value
}

// Meant finds the value that a text means: by its spelling in files or its name, else the only one of whose words the typed
// ones are the starts. An empty text means no value. Errors are Faults.
func (o Options) Meant(text string) (string, error) {
	text = strings.TrimSpace(text)
	folded := widget.Fold(text)
	words := wordsOf(text)
	var exact, found Options
	for _, one := range o {
		if one.Value == text || one.id() == text || widget.Fold(one.Name.FR) == folded || widget.Fold(one.Name.EN) == folded {
			exact = append(exact, one)
		}
		if one.answers(words) {
			found = append(found, one)
		}
	}
	switch {
	case text == "":
		return "", nil
	case len(exact) == 1:
		return exact[0].Value, nil
	case len(words) > 0 && len(found) == 1:
		return found[0].Value, nil
	case len(words) > 0 && len(found) > 1:
		return "", lang.Wrong(lang.F("%[1]d choix répondent à « %[2]s », dont %[3]s", "%[1]d choices answer to %[2]q, among them %[3]s", len(found), text, found[0].Name),
			lang.T("précisez, ou passez de l'un à l'autre avec les flèches", "be more precise, or go through them with the arrow keys"))
	}
	return "", lang.Wrong(lang.F("aucun choix ne répond à « %s »", "no choice answers to %q", text), o.mend(text))
}

// few is how many options can be listed in a message.
const few = 8

// mend lists a few options; of many it proposes the id that is closest, or says how to find one.
func (o Options) mend(text string) lang.Text {
	var fr, en, ids []string
	for _, one := range o {
		fr, en, ids = append(fr, one.Name.FR), append(en, one.Name.EN), append(ids, one.id())
	}
	if len(o) <= few {
		return lang.T(strings.Join(fr, ", "), strings.Join(en, ", "))
	}
	return scenarios.ClosestOr(lang.T("donnez un mot de son nom, ou son identifiant", "give a word of its name, or its id"), text, ids)
}

// id is the value without the collection that a target starts with.
func (one Option) id() string { return one.Value[strings.LastIndexByte(one.Value, '/')+1:] }

// answers tells whether every word is the start of one of the option's.
func (one Option) answers(words []string) bool {
	in := wordsOf(one.Value + " " + one.Name.FR + " " + one.Name.EN)
	return !slices.ContainsFunc(words, func(w string) bool {
		return !slices.ContainsFunc(in, func(of string) bool { return strings.HasPrefix(of, w) })
	})
}

// wordsOf gives the words of a text, folded.
func wordsOf(s string) []string {
	return strings.FieldsFunc(widget.Fold(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// step is the option before or after the one that a text means, round the ends; of several that a text could mean, the first.
func (o Options) step(text string, by int) Option {
	at := -1
	if value, err := o.Meant(text); err == nil && text != "" {
		at = slices.IndexFunc(o, func(one Option) bool { return one.Value == value })
	} else if words := wordsOf(text); len(words) > 0 {
		if first := slices.IndexFunc(o, func(one Option) bool { return one.answers(words) }); first >= 0 {
			return o[first]
		}
	}
	if at < 0 && by < 0 {
		at = 0
	}
	return o[(at+by+len(o))%len(o)]
}
