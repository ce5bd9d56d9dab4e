package plain

import (
	"errors"
	"strings"

	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/scenarios/report"
	"quotepart/tui/ui"
)

// cutAddress takes an address off a line: up to the first space or = outside a filter.
func cutAddress(line string) (address, rest string) {
	line = strings.TrimSpace(line)
	depth := 0
	for i, r := range line {
		switch r {
		case '[':
			depth++
		case ']':
			depth--
		case ' ', '\t', '\u00a0', '=':
			if depth <= 0 {
				rest = strings.TrimLeft(line[i:], " \t\u00a0")
				return line[:i], strings.TrimSpace(strings.TrimPrefix(rest, "="))
			}
		}
	}
	return line, ""
}

// given is a value as it was written: between quotes it may be empty.
func given(value string) string {
	if inner, ok := strings.CutPrefix(value, `"`); ok && strings.HasSuffix(inner, `"`) {
		return strings.TrimSuffix(inner, `"`)
	}
	return value
}

// set gives a value to an address, or asks for it. An address of a subject, or a word of its name, asks for all its values.
func (s *session) set(rest string) error {
	text, value := cutAddress(rest)
	a, err := scenarios.ParseAddress(text)
	switch {
	case err == nil && (a.Field != "" || a.Collection == scenarios.InUsage):
		return s.setValue(a, value)
	case err != nil && strings.Contains(text, "/"):
		return err
	}
	one, err := s.subject(rest)
	if err != nil {
		return err
	}
	if !s.asks {
		return lang.Wrong(lang.F("il manque ce qui change de %s", "what changes of %s is missing", one.name),
			lang.F("valeurs %[1]s donne les adresses ; écrivez : modifie ADRESSE VALEUR", "values %[1]s gives the addresses; write: set ADDRESS VALUE", one.Address.String()))
	}
	s.f("%s : rien garde une valeur, \"\" la vide.", `%s: nothing keeps a value, "" empties it.`, one.name)
	for _, a := range s.addresses(one.Address) {
		if s.ended {
			break
		}
		if _, err := scenarios.Lookup(s.c.Work.Year(), a); err != nil {
			continue // an edit before has moved it
		}
		if err := s.askValue(a); err != nil {
			return err
		}
	}
	return nil
}

// setValue gives a value, or asks for it.
func (s *session) setValue(a scenarios.Address, value string) error {
	if value != "" {
		return s.give(a.String(), given(value))
	}
	if _, err := scenarios.Lookup(s.c.Work.Year(), a); err != nil {
		return err
	}
	if !s.asks {
		return lang.Wrong(lang.F("il manque la valeur de %s", "the value of %s is missing", a), lang.F("écrivez : modifie %[1]s VALEUR", "write: set %[1]s VALUE", a))
	}
	s.say(report.Subject(s.c.Work.Year(), a.Subject().String()))
	return s.askValue(a)
}

// give makes one edit and says its effect.
func (s *session) give(address, value string) error {
	c, err := scenarios.NewSet(address, value)
	if err != nil {
		return err
	}
	return s.do(c)
}

// do makes an undoable edit, and says it and its effect. A refusal changes nothing.
func (s *session) do(c scenarios.Change) error {
	before := s.c.Work.Result()
	if err := s.c.Apply(c); err != nil {
		return reason(err)
	}
	s.say(scenarios.Describe(before.Year(), c))
	if c.Op == scenarios.Add && c.Address.Collection == scenarios.InSchools {
		s.added(c.Address.ID, before)
	}
	s.effect(before)
	return nil
}

// reason takes the reason out of a refused change, where it is the one that was just written.
func reason(err error) error {
	var all scenarios.ChangeErrors
	if errors.As(err, &all) && len(all) == 1 && all[0].Change != nil {
		return all[0].Fault
	}
	return err
}

// added says what a new school comes to, and what it does to the others.
func (s *session) added(uai string, before *engine.Result) {
	e, ok := scenarios.EffectOfAdding(uai, before, s.c.Work.Result())
	switch {
	case !ok:
	case e.School.Reason != engine.Counted:
		s.f("Pas compté : %s", "Not counted: %s", e.School.Reason.Text())
	default:
		s.f("Ce qu'il coûte : %s", "What it comes to: %s", e.School.Total)
		s.row(lang.T("Les autres établissements, ensemble", "The other schools, together"), report.Signed(e.Others))
	}
}

// askValue asks for a value with the old one shown, until it is one or nothing.
func (s *session) askValue(a scenarios.Address) error {
	for !s.ended {
		in, err := scenarios.Lookup(s.c.Work.Year(), a)
		if err != nil {
			return err
		}
		question := lang.F("%[1]s, actuellement %[2]s%[3]s. Nouvelle valeur, ou rien :", "%[1]s, now %[2]s%[3]s. New value, or nothing:", labelOf(in), shown(in.Value), choicesOf(in.Choices))
		answer, ok := s.ask(question)
		if !ok || answer == "" {
			return nil
		}
		if err := s.give(a.String(), given(answer)); err != nil {
			s.complain(err)
			continue
		}
		return nil
	}
	return nil
}

// choicesOf names the values there are, where they are few.
func choicesOf(choices []string) lang.Text {
	if len(choices) == 0 || len(choices) > 12 {
		return lang.Text{}
	}
	return lang.F(", valeurs possibles %[1]s", ", possible values %[1]s", strings.Join(choices, ", "))
}

// scale multiplies one or many numbers by a factor, or changes them by a percentage.
func (s *session) scale(rest string) error {
	address, by := cutAddress(rest)
	if address == "" || by == "" {
		return lang.Wrong(lang.T("il manque l'adresse ou le facteur", "the address or the factor is missing"),
			lang.T("écrivez par exemple : multiplie schools/*[level=college]/pupils +2 %", "write for example: scale schools/*[level=college]/pupils +2%"))
	}
	if strings.HasSuffix(by, "%") || strings.HasPrefix(by, "+") || strings.HasPrefix(by, "-") || strings.HasPrefix(by, "\u2212") {
		factor, err := ui.PercentFactor(by)
		if err != nil {
			return err
		}
		by = factor.String()
	}
	c, err := scenarios.NewScale(address, by)
	if err != nil {
		return err
	}
	return s.do(c)
}

// remove takes a working change out by its number, or a subject by its address.
func (s *session) remove(rest string) error {
	word, number := cutWord(rest)
	if is(word, "hypothèse", "change") {
		return s.removeChange(number)
	}
	if rest == "" {
		return lang.Wrong(lang.T("il manque l'adresse, ou le numéro d'une hypothèse", "the address, or the number of a change, is missing"),
			lang.T("écrivez par exemple : retire subsidies/feder, ou retire hypothèse 1", "write for example: remove subsidies/feder, or remove change 1"))
	}
	c, err := scenarios.NewRemove(rest)
	if err != nil {
		return err
	}
	return s.do(c)
}

// addForm says how an addition is written.
var addForm = lang.T("écrivez : ajoute ADRESSE champ=valeur ; champ=valeur", "write: add ADDRESS field=value; field=value")

// add adds a subject with its fields, which are asked for where none is given.
func (s *session) add(rest string) error {
	address, text := cutAddress(rest)
	if address == "" {
		return lang.Wrong(lang.T("il manque l'adresse", "the address is missing"), addForm)
	}
	c, err := scenarios.NewAdd(address, nil)
	if err != nil {
		return err
	}
	switch {
	case text != "":
		c.With, err = fieldsIn(text)
	case s.asks:
		c.With, err = s.askFields(c.Address)
	default:
		err = lang.Wrong(lang.F("il manque les valeurs de %s", "the values of %s are missing", address), addForm)
	}
	if err != nil {
		return err
	}
	return s.do(c)
}

// fieldsIn reads field=value ; field=value. Errors are Faults.
func fieldsIn(text string) ([]scenarios.Value, error) {
	var all []scenarios.Value
	for part := range strings.SplitSeq(text, ";") {
		name, value, ok := strings.Cut(part, "=")
		if !ok {
			return nil, lang.Wrong(lang.F("« %s » : il manque =", "%q: the = is missing", strings.TrimSpace(part)), addForm)
		}
		all = append(all, scenarios.Value{Field: strings.TrimSpace(name), Value: given(strings.TrimSpace(value))})
	}
	return all, nil
}

// askFields asks for each field of a new subject; a wrong value is asked for again.
func (s *session) askFields(a scenarios.Address) ([]scenarios.Value, error) {
	var all []scenarios.Value
	for _, f := range inputs(a) {
		if a.Band != "" && f.name == "from" {
			continue // it is in the address
		}
		for {
			question := lang.F("%[1]s%[2]s, ou rien :", "%[1]s%[2]s, or nothing:", f.label, choicesOf(f.choices))
			if f.required {
				question = lang.F("%[1]s%[2]s :", "%[1]s%[2]s:", f.label, choicesOf(f.choices))
			}
			answer, ok := s.ask(question)
			if !ok {
				return nil, lang.Wrong(lang.T("l'ajout n'est pas terminé", "the addition is not finished"), lang.T("rien n'a changé", "nothing has changed"))
			}
			if answer == "" && !f.required {
				break
			}
			if err := f.check(given(answer)); err != nil {
				s.complain(err)
				continue
			}
			all = append(all, scenarios.Value{Field: f.name, Value: given(answer)})
			break
		}
	}
	return all, nil
}
