package tui

import (
	"errors"
	"slices"
	"strings"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/storage"
	"quotepart/storage/journal"
	"quotepart/tui/ui"
)

// deed is something that was done: a verb, and the key of the store that it was done to.
type deed struct {
	do  journal.Verb
	key string
}

// Watch tells of whatever is done in the store.
func (s *StoreShelf) Watch() (<-chan uint64, func()) { return s.Store.Watch() }

// News is what others did to the year since it was asked last.
func (s *StoreShelf) News() (ui.News, error) {
	events, err := s.Store.Events(s.seen)
	if err != nil || len(events) == 0 {
		return ui.News{}, err
	}
	s.seen = events[len(events)-1].Revision
	events = slices.DeleteFunc(events, func(e storage.Event) bool { return s.isOwn(e) || !s.isOfYear(e) })
	s.own = nil // all of it was among the events
	news := s.tell(events)
	if news.None() {
		return news, nil
	}
	news.List, err = s.List()
	if err == nil {
		news.Marks, err = s.Marks()
	}
	if errors.Is(err, storage.ErrNotFound) && !news.Year.IsZero() {
		return news, nil // the year is gone: what was read stays on the screen
	}
	news.Read = err == nil
	return news, err
}

// did notes what this session has done, so that it is no news.
func (s *StoreShelf) did(err error, do journal.Verb, key string) error {
	if err == nil {
		s.own = append(s.own, deed{do, key})
	}
	return err
}

func (s *StoreShelf) isOwn(e storage.Event) bool {
	at := slices.IndexFunc(s.own, func(d deed) bool { return e.By == s.Who.Name && d.do == e.Do && slices.Contains(e.Keys, d.key) })
	if at >= 0 {
		s.own = slices.Delete(s.own, at, at+1)
	}
	return at >= 0
}

func (s *StoreShelf) yearKey() string          { return storage.YearKey(s.Year) }
func (s *StoreShelf) key(name string) string   { return storage.ScenarioKey(s.Year, name) }
func (s *StoreShelf) markKey(of string) string { return storage.MarkKey(s.Year, of) }

func (s *StoreShelf) isOfYear(e storage.Event) bool {
	return slices.ContainsFunc(e.Keys, func(key string) bool {
		return key == s.yearKey() || strings.HasPrefix(key, s.key("")) || strings.HasPrefix(key, s.markKey(""))
	})
}

// tell puts events into words: the last one, and how many there are beside it.
func (s *StoreShelf) tell(events []storage.Event) ui.News {
	var n ui.News
	for _, e := range events {
		if slices.Contains(e.Keys, s.yearKey()) {
			n.Year = yearNews(e)
			continue
		}
		names := s.names(e)
		if e.Do == journal.Renamed && len(names) == 2 {
			n.Renamed = append(n.Renamed, ui.Renaming{From: names[0], To: names[1]})
		}
		n.Said = scenarioNews(e, names)
	}
	if more := len(events) - 1; more > 0 && !n.Said.IsZero() {
		n.Said = lang.F("%[1]s (et %[2]d autre(s) changement(s))", "%[1]s (and %[2]d other change(s))", n.Said, more)
	}
	return n
}

// names are those of the scenarios that something was done to.
func (s *StoreShelf) names(e storage.Event) []string {
	var names []string
	for _, key := range e.Keys {
		if name, ok := strings.CutPrefix(key, s.key("")); ok {
			names = append(names, name)
		}
	}
	return names
}

func yearNews(e storage.Event) lang.Text {
	did := lang.T("a remplacé cet exercice : les montants affichés sont ceux d'avant ; {reload} recharge", "replaced this year: the amounts shown are those of before; {reload} reloads")
	switch e.Do {
	case journal.Called:
		did = lang.T("a émis des appels : {reload} les montre", "issued calls: {reload} shows them")
	case journal.Deleted:
		did = lang.T("a supprimé cet exercice : rien ne peut plus y être enregistré", "deleted this year: nothing can be saved in it any more")
	case journal.Restored:
		did = lang.T("a rétabli une autre version de cet exercice : les montants affichés sont ceux d'avant ; {reload} recharge", "restored another version of this year: the amounts shown are those of before; {reload} reloads")
	}
	return lang.F("%[1]s %[2]s", "%[1]s %[2]s", scenarios.Who(e.By), did)
}

func scenarioNews(e storage.Event, names []string) lang.Text {
	who := scenarios.Who(e.By)
	switch {
	case e.Do == journal.Marked:
		return lang.F("%s a marqué un écart comme contrôlé", "%s marked a difference as checked", who)
	case e.Do == journal.Unmarked:
		return lang.F("%s a retiré la marque d'un écart", "%s took the mark on a difference back", who)
	case e.Do == journal.Renamed && len(names) == 2:
		return lang.F("%[1]s a renommé « %[2]s » en « %[3]s »", "%[1]s renamed %[2]q to %[3]q", who, names[0], names[1])
	case e.Do == journal.Deleted:
		return lang.F("%[1]s a supprimé « %[2]s »", "%[1]s deleted %[2]q", who, strings.Join(names, ", "))
	case e.Do == journal.Restored:
		return lang.F("%[1]s a rétabli « %[2]s »", "%[1]s brought %[2]q back", who, strings.Join(names, ", "))
	case e.Do == journal.Imported:
		return lang.F("%[1]s a importé « %[2]s »", "%[1]s imported %[2]q", who, strings.Join(names, ", "))
	}
	return lang.F("%[1]s a enregistré « %[2]s »", "%[1]s saved %[2]q", who, strings.Join(names, ", "))
}
