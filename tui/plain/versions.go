package plain

import (
	"strconv"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/tui/ui"
)

// history says the versions of a scenario, the newest first; without a name, what was deleted.
func (s *session) history(rest string) error {
	if rest == "" {
		deleted, err := s.c.Shelf.Deleted()
		if err != nil {
			return err
		}
		for _, v := range deleted {
			s.version(lang.F("Supprimé, version %[1]d : %[2]s", "Deleted, version %[1]d: %[2]s", v.Revision, v.Name), v)
		}
		return s.none(len(deleted), "")
	}
	_, all, err := s.versions(rest)
	for _, v := range all {
		s.version(lang.F("Version %[1]d, %[2]s", "Version %[1]d, %[2]s", v.Revision, v.Name), v)
	}
	return err
}

// versions gives those of a scenario with its exact name, whether it is there or was deleted. An unknown name is a Fault.
func (s *session) versions(called string) (name string, all []scenarios.Version, err error) {
	name = unquoted(called)
	one, unknown := s.saved(name)
	if unknown == nil {
		name = one.Name
	}
	all, err = s.c.Shelf.History(name)
	if err == nil && len(all) == 0 {
		err = unknown
	}
	return name, all, err
}

// version says one in a line.
func (s *session) version(head lang.Text, v scenarios.Version) {
	values := []lang.Text{changeCount(len(v.Changes))}
	switch {
	case v.To != "":
		values = append(values, value("renommée", "renamed", v.To))
	case v.Deleted:
		values = append(values, lang.T("suppression", "deletion"))
	}
	if v.Author != "" {
		values = append(values, value("auteur", "author", v.Author))
	}
	if !v.At.IsZero() {
		values = append(values, value("date", "date", v.At.Local().Format("2006-01-02")))
	}
	s.row(head, values...)
}

// restore makes an earlier version of a scenario, or a deleted one, count again.
func (s *session) restore(rest string) error {
	number, called := cutWord(rest)
	name, all, err := s.versions(called)
	if err != nil {
		return err
	}
	for _, v := range all {
		if strconv.FormatUint(v.Revision, 10) == number {
			return s.onShelf(ui.Restore(s.c, name, v), lang.Text{})
		}
	}
	return lang.Wrong(lang.F("« %[1]s » n'a pas de version « %[2]s »", "%[1]q has no version %[2]q", name, number),
		lang.T("historique et le nom les donne ; écrivez : restaure N NOM", "history and the name gives them; write: restore N NAME"))
}
