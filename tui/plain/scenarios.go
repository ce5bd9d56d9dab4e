package plain

import (
	"slices"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/scenarios/report"
	"quotepart/tui/ui"
)

// saved finds a saved scenario by its name, whatever its accents and capitals. An unknown one is a Fault.
func (s *session) saved(name string) (*ui.Saved, error) {
	name = unquoted(name)
	var names []string
	at := -1
	for i, one := range s.c.Saved {
		names = append(names, one.Name)
		if one.Name == name || at < 0 && is(one.Name, name) {
			at = i
		}
	}
	switch {
	case at >= 0:
		return &s.c.Saved[at], nil
	case name == "":
		return nil, lang.Wrong(lang.T("il manque le nom du scénario", "the name of the scenario is missing"), lang.T("scénarios les donne", "scenarios gives them"))
	}
	return nil, lang.Wrong(lang.F("aucun scénario ne s'appelle « %s »", "no scenario is called %q", name), scenarios.DidYouMean(name, names))
}

// list says the saved scenarios, or the changes of one.
func (s *session) list(rest string) error {
	if rest != "" {
		one, err := s.saved(rest)
		if err != nil {
			return err
		}
		s.scenario(*one)
		s.describe(one.Changes, false)
		return nil
	}
	for _, one := range s.c.Saved {
		s.scenario(one)
	}
	return s.none(len(s.c.Saved), "")
}

// scenario says one in a line, and its note.
func (s *session) scenario(one ui.Saved) {
	values := []lang.Text{changeCount(len(one.Changes))}
	r, err := s.c.ResultOf(one.Scenario)
	if err != nil {
		values = append(values, lang.T("inapplicable à l'exercice", "does not fit the year"))
	} else {
		reference, _ := s.c.Work.Reference()
		values = append(values, value("contributions", "contributions", r.Totals().Contributions), value("solde", "balance", r.Totals().Balance),
			value("écart du solde", "difference of the balance", report.Signed(r.Totals().Balance-reference.Totals().Balance)))
		if !r.Complete() {
			values = append(values, lang.T("INCOMPLET", "INCOMPLETE"))
		}
	}
	if one.Author != "" {
		values = append(values, value("auteur", "author", one.Author))
	}
	if !one.At.IsZero() {
		values = append(values, value("date", "date", one.At.Local().Format("2006-01-02")))
	}
	s.row(lang.F("Scénario %s", "Scenario %s", one.Name), values...)
	if one.Note != "" {
		s.f("Note : %s", "Note: %s", one.Note)
	}
}

// describe says changes in words, with their numbers where they are the working ones, and their addresses.
func (s *session) describe(changes []scenarios.Change, numbered bool) {
	for i, words := range scenarios.DescribeAll(s.c.Work.Stored(), changes) {
		if numbered {
			words = lang.F("%[1]d : %[2]s", "%[1]d: %[2]s", i+1, words)
		}
		s.f("%[1]s, écrit : %[2]s", "%[1]s, written: %[2]s", words, changes[i].String())
	}
}

// changes says the working changes.
func (s *session) changes(string) error {
	s.f("Hypothèses en cours : %[1]s, %[2]s", "Working changes: %[1]s, %[2]s", s.c.WorkName(), lang.Count(len(s.c.Work.Changes())))
	s.describe(s.c.Work.Changes(), true)
	return nil
}

// changeNumber gives the place in the list of the working change of a number. An unknown one is a Fault.
func (s *session) changeNumber(number string) (int, error) {
	n, err := strconv.Atoi(number)
	if err != nil || n < 1 || n > len(s.c.Work.Changes()) {
		return 0, lang.Wrong(lang.F("« %s » n'est pas le numéro d'une hypothèse en cours", "%q is not the number of a working change", number),
			lang.T("hypothèses les donne", "changes gives them"))
	}
	return n - 1, nil
}

// removeChange takes the working change of a number out.
func (s *session) removeChange(number string) error {
	n, err := s.changeNumber(number)
	if err != nil {
		return err
	}
	before := s.c.Work.Result()
	if err := s.c.Work.SetChanges(slices.Delete(slices.Clone(s.c.Work.Changes()), n, n+1)); err != nil {
		return err
	}
	s.c.Changed()
	s.say(lang.T("Hypothèse retirée ; annule la remet.", "Change taken out; undo puts it back."))
	s.effect(before)
	return nil
}

// suspend switches the working change of a number off, or on again.
func (s *session) suspend(number string) error {
	n, err := s.changeNumber(number)
	if err != nil {
		return err
	}
	before := s.c.Work.Result()
	if err := s.c.Work.Switch(n); err != nil {
		return err
	}
	s.c.Changed()
	s.changes("")
	s.effect(before)
	return nil
}

// undo takes the last edit or deletion back.
func (s *session) undo(string) error {
	if cmd, ok := s.c.UndoShelf(); ok {
		return s.onShelf(cmd, lang.Text{})
	}
	return s.travel(s.c.Work.Undo, lang.T("Rien à annuler.", "Nothing to undo."))
}

func (s *session) redo(string) error {
	return s.travel(s.c.Work.Redo, lang.T("Rien à rétablir.", "Nothing to redo."))
}

func (s *session) travel(step func() bool, nothing lang.Text) error {
	before := s.c.Work.Result()
	if !step() {
		s.say(nothing)
		return nil
	}
	s.c.Changed()
	s.changes("")
	s.effect(before)
	return nil
}

// load starts from a saved scenario, or from the year itself.
func (s *session) load(rest string) error {
	var from ui.Saved
	if rest != "" {
		one, err := s.saved(rest)
		if err != nil {
			return err
		}
		from = *one
	}
	unkept := s.c.Unkept()
	switch {
	case unkept && !s.asks && rest == "": // how a script gives its changes up
	case unkept && !s.asks:
		return lang.Wrong(lang.T("les hypothèses en cours ne sont pas enregistrées", "the working changes are not saved"),
			lang.T("enregistre, avec un nom, les garde, si votre rôle le permet ; charge, sans nom, les abandonne", "save, with a name, keeps them, if your role allows it; load, without a name, gives them up"))
	case unkept:
		s.say(lang.T("Les hypothèses en cours ne sont pas enregistrées : enregistre les garde ; sinon, annule y revient tant que l'on ne quitte pas.",
			"The working changes are not saved: save keeps them; else undo brings them back until you leave."))
		if !s.confirm(lang.T("Charger sans les garder ?", "Load without keeping them?")) {
			return nil
		}
	}
	before := s.c.Work.Result()
	if err := s.c.Work.Load(from.Scenario, from.Revision); err != nil {
		return err
	}
	s.c.Changed()
	s.changes("")
	s.effect(before)
	return nil
}

// save keeps the working changes under a free name, or the one that they have.
func (s *session) save(rest string) error { return s.saveAs(rest, false) }

// replace keeps the working changes in the place of another scenario.
func (s *session) replace(rest string) error { return s.saveAs(rest, true) }

func (s *session) saveAs(rest string, replace bool) error {
	loaded := s.c.Work.Scenario()
	if len(loaded.Changes) == 0 {
		return lang.Wrong(lang.T("aucune hypothèse à enregistrer", "no changes to save"), lang.T("modifiez d'abord une valeur", "edit a value first"))
	}
	next := scenarios.Scenario{Name: unquoted(rest), Changes: loaded.Changes}
	if next.Name == "" {
		next.Name = loaded.Name
	}
	if next.Name == "" {
		next.Name, _ = s.ask(lang.T("Nom du scénario :", "Name of the scenario:"))
	}
	if err := scenarios.CheckName(next.Name); err != nil {
		return err
	}
	if s.c.IsSaved(next.Name) && next.Name != loaded.Name && !replace {
		return lang.Wrong(lang.F("un scénario « %s » existe déjà", "a scenario %q exists already", next.Name),
			lang.F("donnez un autre nom, ou écrivez : remplace %s", "give another name, or write: replace %s", next.Name))
	}
	next.Note = loaded.Note
	if note, ok := s.ask(lang.F("Note, actuellement %s ; rien pour la garder :", "Note, now %s; nothing to keep it:", shown(loaded.Note))); ok && note != "" {
		next.Note = unquoted(note)
	}
	return s.onShelf(ui.Save(s.c, next, s.c.RevisionOf(next.Name)), lang.Text{})
}

// onShelf does at once what the screens do in the background, and says it: in their words, or in those given.
func (s *session) onShelf(cmd tea.Cmd, said lang.Text) error {
	if cmd == nil { // it was refused where it would have been started
		return lang.Wrong(s.c.Toast.Text, lang.Text{})
	}
	msg := cmd()
	s.c.ShelfFree()
	switch done := msg.(type) {
	case ui.ShelfDone:
		if s.c.Take(done); done.Conflict != nil {
			return s.decide(done.Conflict)
		}
		if done.Err != nil {
			return done.Err
		}
	case ui.ShelfRead:
		if done.Err != nil {
			return done.Err
		}
		done.Take()
	}
	if said.IsZero() {
		said = s.c.Toast.Text
	}
	s.say(said)
	return nil
}

// note gives the loaded scenario a note.
func (s *session) note(rest string) error {
	one, err := s.loaded()
	if err != nil {
		return err
	}
	next := one.Scenario
	next.Note = unquoted(rest)
	return s.onShelf(ui.Rename(s.c, *one, next), lang.Text{})
}

// rename gives the loaded scenario another name.
func (s *session) rename(rest string) error {
	one, err := s.loaded()
	if err != nil {
		return err
	}
	next := one.Scenario
	next.Name = unquoted(rest)
	if err := s.free(next.Name, one.Name); err != nil {
		return err
	}
	return s.onShelf(ui.Rename(s.c, *one, next), lang.Text{})
}

// loaded is the saved scenario that the working changes were loaded from or saved as.
func (s *session) loaded() (*ui.Saved, error) {
	name := s.c.Work.Scenario().Name
	if name == "" || !s.c.IsSaved(name) {
		return nil, lang.Wrong(lang.T("aucun scénario n'est chargé", "no scenario is loaded"), lang.T("charge et son nom d'abord", "first load and its name"))
	}
	return s.saved(name)
}

// delete takes a saved scenario away; undo brings it back.
func (s *session) delete(rest string) error {
	one, err := s.saved(rest)
	if err != nil {
		return err
	}
	return s.onShelf(ui.Delete(s.c, *one), lang.F("Supprimé, annule le rétablit : « %s »", "Deleted, undo brings it back: %q", one.Name))
}

// reference takes a saved scenario, or the year itself, as what differences refer to.
func (s *session) reference(rest string) error {
	name, r := scenarios.Baseline, s.c.Work.Baseline()
	if rest != "" {
		one, err := s.saved(rest)
		if err != nil {
			return err
		}
		if r, err = s.c.ResultOf(one.Scenario); err != nil {
			return err
		}
		name = one.Name
	}
	s.c.Work.SetReference(name, r)
	s.c.Changed()
	if name == scenarios.Baseline {
		s.say(lang.T("Les écarts se lisent maintenant par rapport à l'exercice.", "Differences now refer to the year itself."))
		return nil
	}
	s.f("Les écarts se lisent maintenant par rapport à : %s", "Differences now refer to: %s", name)
	return nil
}

// rowsBy are the words for the rows of a comparison.
var rowsBy = []struct {
	by     scenarios.By
	fr, en []string
}{
	{scenarios.ByMember, []string{"membre", "membres"}, []string{"member", "members"}},
	{scenarios.BySchool, []string{"établissement", "établissements"}, []string{"school", "schools"}},
	{scenarios.ByTariff, []string{"tarif", "tarifs"}, []string{"tariff", "tariffs"}},
	{scenarios.ByCharge, []string{"charge", "charges"}, []string{"charge", "charges"}},
}

// compare sets the reference, one saved scenario or all, and the working changes side by side.
func (s *session) compare(rest string) error {
	by, name, err := comparedBy(rest)
	if err != nil {
		return err
	}
	s.c.Marked = map[string]bool{}
	defer func() { s.c.Marked = map[string]bool{} }()
	if name != "" {
		one, err := s.saved(name)
		if err != nil {
			return err
		}
		s.c.Marked[one.Name] = true
	} else {
		for _, one := range s.c.Saved {
			s.c.Marked[one.Name] = true
		}
	}
	columns, failed := s.c.Columns()
	if len(columns) < 2 && failed == nil {
		return lang.Wrong(lang.T("il n'y a rien à comparer", "there is nothing to compare"), lang.T("modifiez une valeur, ou enregistrez un scénario", "edit a value, or save a scenario"))
	}
	if len(columns) > 1 {
		s.lines(report.Differences(by, columns).Linear(s.Lang))
	}
	return failed
}

// comparedBy reads par tarif NAME, or NAME alone.
func comparedBy(rest string) (by scenarios.By, name string, err error) {
	word, after := cutWord(rest)
	if !is(word, "par", "by") {
		return scenarios.ByMember, rest, nil
	}
	what, after := cutWord(after)
	for _, one := range rowsBy {
		if is(what, one.fr...) || is(what, one.en...) {
			return one.by, after, nil
		}
	}
	return by, "", lang.Wrong(lang.F("on ne compare pas par « %s »", "there is no comparison by %q", what),
		lang.T("valeurs : membre, établissement, tarif, charge", "values: member, school, tariff, charge"))
}
