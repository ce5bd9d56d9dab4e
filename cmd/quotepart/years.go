package main

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/scenarios/report"
	"quotepart/storage"
)

func (p *program) yearCommand() *cobra.Command {
	c := p.command("year COMMAND", lang.T("Les exercices enregistrés : list, history, restore, delete", "The stored years: list, history, restore, delete"))
	c.RunE = func(c *cobra.Command, args []string) error { return missingCommand(c, args) }
	c.AddCommand(p.yearListCommand(), p.yearHistoryCommand(), p.yearRestoreCommand(), p.yearDeleteCommand())
	return c
}

// missingCommand refuses a group of commands without one of them.
func missingCommand(c *cobra.Command, args []string) error {
	if len(args) > 0 {
		return unknownCommand(c, args[0])
	}
	return lang.Wrong(lang.T("il manque une commande", "a command is missing"), lang.F("donnez l'une de %s", "give one of %s", strings.Join(commandNames(c), ", ")))
}

func (p *program) yearListCommand() *cobra.Command {
	c := p.command("list [options]", lang.T("Ceux qui sont enregistrés, et ceux qui ont été supprimés", "Those that are stored, and those that were deleted"))
	c.Args = between(0, 0)
	c.RunE = func(*cobra.Command, []string) error {
		var years, deleted []report.StoredYear
		there, err := p.hasStore()
		if err == nil && there {
			err = p.readStore(func(s *storage.Store) (err error) {
				years, deleted, err = listYears(s)
				return err
			})
		}
		if err != nil {
			return err
		}
		return p.answer(report.YearList(years, deleted))
	}
	return c
}

func listYears(s *storage.Store) (years, deleted []report.StoredYear, err error) {
	list, err := s.Years()
	if err != nil {
		return nil, nil, err
	}
	ids := make([]string, len(list))
	for i, y := range list {
		ids[i] = y.ID
	}
	if years, err = latest(s, ids); err != nil {
		return nil, nil, err
	}
	gone, err := s.DeletedYears()
	if err == nil {
		deleted, err = latest(s, gone)
	}
	return years, deleted, err
}

// latest gives the last version of each year.
func latest(s *storage.Store, ids []string) (list []report.StoredYear, err error) {
	for _, id := range ids {
		versions, err := s.YearHistory(id)
		if err != nil {
			return nil, err
		}
		last := storedVersion(versions[0])
		if back, found := bringsBack(versions); found && last.Deleted {
			last.Revision = back
		}
		list = append(list, last)
	}
	return list, nil
}

func storedVersion(v storage.YearVersion) report.StoredYear {
	return report.StoredYear{ID: v.ID, Label: v.Label, Basis: v.Basis, Schools: v.Schools, Members: v.Members, At: v.Imported, Author: v.Author, Revision: v.Revision, Do: string(v.Do), Said: v.Do.Text(), Deleted: v.Deleted}
}

func (p *program) yearHistoryCommand() *cobra.Command {
	c := p.command("history YEAR [options]", lang.T("Ses versions, avec ce qui les distingue de celle d'avant et de maintenant", "Its versions, with what sets them apart from the one before and from now"))
	c.Args = between(1, 1)
	c.RunE = func(_ *cobra.Command, args []string) error {
		if err := p.onlyStored(args[0]); err != nil {
			return err
		}
		var list []report.StoredYear
		err := p.readStore(func(s *storage.Store) (err error) {
			list, err = yearHistory(s, args[0])
			return err
		})
		if err != nil {
			return err
		}
		return p.answer(report.YearHistory(args[0], list))
	}
	return c
}

// onlyStored refuses what can be no year of the store: only that keeps the history of a year.
func (p *program) onlyStored(year string) error {
	if p.isFolder(year) {
		return lang.Wrong(lang.F("« %s » est un dossier : seules les données enregistrées gardent l'historique d'un exercice", "%q is a folder: only the stored data keeps the history of a year", year), lang.T("donnez l'id d'un exercice enregistré (quotepart year list)", "give the id of a stored year (quotepart year list)"))
	}
	return p.stored(year, nil)
}

// yearHistory gives the versions of a year, the newest first, with what differs between them. Of one whose files are damaged, that
// is said instead.
func yearHistory(s *storage.Store, id string) ([]report.StoredYear, error) {
	versions, err := s.YearHistory(id)
	if err != nil {
		return nil, err
	}
	list := make([]report.StoredYear, len(versions))
	var before pastYear
	for i, v := range slices.Backward(versions) {
		list[i] = storedVersion(v)
		if v.Deleted {
			continue
		}
		this := versionAt(s, v)
		if before.read {
			list[i].Before = before.to(this)
		}
		before = this
	}
	now := before
	if versions[0].Deleted {
		return list, nil
	}
	for i, v := range versions {
		if i > 0 && !v.Deleted {
			list[i].Now = versionAt(s, v).to(now)
		}
	}
	return list, nil
}

// pastYear is the dossier of a version of a year, or why it cannot be read.
type pastYear struct {
	read    bool // it was tried
	dossier *scenarios.Dossier
	err     error
}

func versionAt(s *storage.Store, v storage.YearVersion) pastYear {
	d, err := s.YearAt(v.ID, v.Revision)
	if err == nil {
		d.Scenarios = nil // they have a history of their own
	}
	return pastYear{true, d, err}
}

// to says what differs in another version.
func (v pastYear) to(other pastYear) []lang.Text {
	if err := errors.Join(v.err, other.err); err != nil {
		return []lang.Text{lang.T("des fichiers sont abîmés : quotepart verify", "files are damaged: quotepart verify")}
	}
	var out []lang.Text
	for _, d := range storage.Differing(v.dossier, other.dossier) {
		out = append(out, d.Text())
	}
	if len(out) == 0 {
		out = append(out, lang.T("rien", "nothing"))
	}
	return out
}

func (p *program) yearRestoreCommand() *cobra.Command {
	c := p.command("restore YEAR REVISION [options]", lang.T("Le rétablir tel qu'à une révision, ou d'avant sa suppression", "Bring it back as of a revision, or from before its deletion"))
	c.Args = between(2, 2)
	c.RunE = func(_ *cobra.Command, args []string) error {
		id := args[0]
		if err := p.onlyStored(id); err != nil {
			return err
		}
		n, err := revision(id, args[1])
		if err != nil {
			return err
		}
		said := lang.F("%[1]s est déjà tel qu'à la révision %[2]d : rien n'a changé", "%[1]s is as at revision %[2]d already: nothing has changed", id, n)
		err = p.withStore(func(s *storage.Store) error {
			versions, err := s.YearHistory(id)
			if err != nil {
				return err
			}
			at := n
			if slices.ContainsFunc(versions, func(v storage.YearVersion) bool { return v.Deleted && v.Revision == n }) {
				at-- // of a deletion, what was deleted
			}
			changed, err := s.RestoreYear(id, at, p.who)
			if changed {
				said = lang.F("rétabli : %[1]s, tel qu'à la révision %[2]d", "restored: %[1]s, as at revision %[2]d", id, at)
			}
			return err
		})
		if err != nil {
			return err
		}
		return p.tell(said)
	}
	return c
}

func (p *program) yearDeleteCommand() *cobra.Command {
	c := p.command("delete YEAR [options]", lang.T("Le supprimer, avec ses scénarios ; l'historique le garde", "Delete it with its scenarios; the history keeps it"))
	c.Args = between(1, 1)
	c.RunE = func(_ *cobra.Command, args []string) error {
		id := args[0]
		if err := p.onlyStored(id); err != nil {
			return err
		}
		deleted := uint64(0)
		err := p.withStore(func(s *storage.Store) error {
			if err := s.DeleteYear(id, p.who); err != nil {
				return err
			}
			versions, err := s.YearHistory(id)
			if err == nil {
				deleted = versions[0].Revision
			}
			return err
		})
		if err != nil {
			return err
		}
		return p.tell(lang.F("supprimé : %[1]s ; quotepart year restore %[1]s %[2]d le rétablit", "deleted: %[1]s; quotepart year restore %[1]s %[2]d brings it back", id, deleted))
	}
	return c
}

// atRevision reads YEAR@REVISION; without a revision, it is 0.
func atRevision(year string) (id string, n uint64, err error) {
	id, at, found := strings.Cut(year, "@")
	if found {
		n, err = revision(id, at)
	}
	return id, n, err
}

func revision(id, s string) (uint64, error) {
	n, err := strconv.ParseUint(s, 10, 64)
	if err != nil || n == 0 {
		return 0, lang.Wrong(lang.F("« %s » n'est pas le numéro d'une révision", "%q is not the number of a revision", s), lang.F("voir quotepart year history %s", "see quotepart year history %s", id))
	}
	return n, nil
}

// openNow is open for what changes the year: one as of a revision is refused.
func (p *program) openNow(year string) (source, error) {
	s, err := p.open(year)
	if err == nil && s.revision > 0 {
		err = onlyRead(s.Year.ID, s.revision)
	}
	return s, err
}

func onlyRead(id string, n uint64) error {
	return lang.Wrong(lang.F("%[1]s@%[2]d est un état passé : il ne peut être que lu (run, compare, why, explain, check, export, scenario list, show, history)", "%[1]s@%[2]d is a past state: it can only be read (run, compare, why, explain, check, export, scenario list, show, history)", id, n),
		lang.F("pour y revenir : quotepart year restore %[1]s %[2]d", "to go back to it: quotepart year restore %[1]s %[2]d", id, n))
}

func (p *program) journalCommand() *cobra.Command {
	c := p.command("journal [options]", lang.T("Tout ce qui a été enregistré : quand, par qui, quoi", "All that was stored: when, by whom, what"))
	c.Args = between(0, 0)
	year := c.Flags().String("year", "", p.say("l'exercice `YEAR` seulement", "the year `YEAR` only"))
	c.RunE = func(*cobra.Command, []string) error {
		var list []report.Entry
		there, err := p.hasStore()
		if err == nil && there {
			err = p.readStore(func(s *storage.Store) error {
				if *year != "" {
					if _, err := s.YearHistory(*year); err != nil {
						return err
					}
				}
				events, err := s.Events(0)
				list = entries(events, *year)
				return err
			})
		}
		if err != nil {
			return err
		}
		return p.answer(report.Journal(list))
	}
	return c
}

// entries are the events of a year, or all.
func entries(events []storage.Event, year string) (list []report.Entry) {
	for _, e := range events {
		if year == "" || slices.ContainsFunc(e.Keys, func(key string) bool { return isOf(key, year) }) {
			list = append(list, report.Entry{Revision: e.Revision, At: e.At, Author: e.By, Key: e.Key, Do: string(e.Do), Said: e.Do.Text(), Keys: e.Keys})
		}
	}
	return list
}

// isOf tells whether a key is one of a year: year/ID, scenario/ID/NAME, mark/ID/FINDING, counter/calls/ID.
func isOf(key, year string) bool {
	_, rest, _ := strings.Cut(key, "/")
	id, _, _ := strings.Cut(strings.TrimPrefix(rest, "calls/"), "/")
	return id == year
}
