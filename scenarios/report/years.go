package report

import (
	"strings"
	"time"

	"quotepart/engine"
	"quotepart/engine/lang"
)

// StoredYear is a stored year as it was from one revision on, or its deletion.
type StoredYear struct {
	ID, Label        string
	Basis            engine.YearBasis
	Schools, Members int
	At               time.Time
	Author           string
	Revision         uint64
	Do               string      // what made it so, as the journal says it: imported, restored, deleted …
	Said             lang.Text   // the same for people
	Deleted          bool        // only id, time, author and revision are known
	Before, Now      []lang.Text // what differs from the version before it, and from the year as it is now
}

// YearList lists the stored years, and those that were deleted.
func YearList(years, deleted []StoredYear) *Report {
	t := Table{Columns: []Column{
		left("id", "Exercice", "Year"), name("label", "Intitulé", "Label"), left("basis", "Base", "Basis"), right("schools", "Établissements", "Schools"), right("members", "Membres", "Members"),
		left("imported", "Importé le", "Imported"), left("author", "Auteur", "Author"), right("revision", "Révision", "Revision"),
	}}
	for _, y := range years {
		t.add(text(y.ID), text(y.Label), Cell{People: lang.F("%s", "%s", y.Basis), Machine: same(string(y.Basis))}, count(int64(y.Schools)), count(int64(y.Members)), moment(y.At), text(y.Author), revision(y.Revision))
	}
	r := &Report{Rows: t, JSON: func(lang.Lang) any {
		return yearListJSON{formatID, storedYearsJSON(years, lang.FR), storedYearsJSON(deleted, lang.FR)}
	}}
	r.section(lang.Text{}, t)
	if len(years) == 0 {
		r.Title = lang.T("aucun exercice n'est enregistré", "no year is stored")
	}
	gone := Table{Columns: []Column{left("id", "Exercice", "Year"), left("deleted", "Supprimé le", "Deleted"), left("author", "Auteur", "Author"), right("revision", "Révision", "Revision")}}
	for _, y := range deleted {
		gone.add(text(y.ID), moment(y.At), text(y.Author), revision(y.Revision))
	}
	r.section(lang.T("Supprimés (quotepart year restore les rétablit)", "Deleted (quotepart year restore brings them back)"), gone)
	return r
}

// YearHistory lists the versions of a year, the newest first, each with what differs from the one before it and from now.
func YearHistory(id string, list []StoredYear) *Report {
	t := Table{Columns: []Column{
		right("revision", "Révision", "Revision"), left("date", "Date", "Date"), left("author", "Auteur", "Author"), left("event", "Quoi", "What"),
		right("schools", "Établissements", "Schools"), right("members", "Membres", "Members"),
		left("before", "Face à la version d'avant", "Against the version before"), left("now", "Face à maintenant", "Against now"),
	}}
	t.Columns[6].Most, t.Columns[7].Most = noteWidth, noteWidth
	for _, y := range list {
		schools, members := count(int64(y.Schools)), count(int64(y.Members))
		if y.Deleted {
			schools, members = blank, blank
		}
		t.add(revision(y.Revision), moment(y.At), text(y.Author), verb(y.Do, y.Said), schools, members, prose(joined(y.Before)), prose(joined(y.Now)))
	}
	r := &Report{Title: same(id), Rows: t, JSON: func(l lang.Lang) any { return yearHistoryJSON{formatID, id, storedYearsJSON(list, l)} }}
	r.section(lang.Text{}, t)
	return r
}

type yearListJSON struct {
	Format  string           `json:"format"`
	Years   []storedYearJSON `json:"years"`
	Deleted []storedYearJSON `json:"deleted"`
}

type yearHistoryJSON struct {
	Format   string           `json:"format"`
	Year     string           `json:"year"`
	Versions []storedYearJSON `json:"versions"`
}

// storedYearJSON is one stored year or version. Of a deletion only id, revision, date and author are known.
type storedYearJSON struct {
	ID       string   `json:"id"`
	Revision uint64   `json:"revision"`
	Date     *string  `json:"date"`
	Author   string   `json:"author"`
	Key      string   `json:"key,omitempty"`
	Event    string   `json:"event"`
	Label    string   `json:"label"`
	Basis    string   `json:"basis"`
	Schools  int      `json:"schools"`
	Members  int      `json:"members"`
	Before   []string `json:"differences"`
	Now      []string `json:"differences_to_now"`
}

func storedYearsJSON(list []StoredYear, l lang.Lang) []storedYearJSON {
	out := []storedYearJSON{}
	for _, y := range list {
		one := storedYearJSON{ID: y.ID, Revision: y.Revision, Date: machine(moment(y.At)), Author: y.Author, Event: y.Do, Label: y.Label, Basis: string(y.Basis),
			Schools: y.Schools, Members: y.Members, Before: []string{}, Now: []string{}}
		for _, t := range y.Before {
			one.Before = append(one.Before, t.In(l))
		}
		for _, t := range y.Now {
			one.Now = append(one.Now, t.In(l))
		}
		out = append(out, one)
	}
	return out
}

// Entry is one command that the store has accepted.
type Entry struct {
	Revision uint64
	At       time.Time
	Author   string
	Key      string    // the fingerprint of the SSH key that let them in; nothing for who worked on the machine itself
	Do       string    // as the journal says it
	Said     lang.Text // the same for people
	Keys     []string  // what it set or took away, such as scenario/2025-2026/Ouverture
}

// Journal lists what a store has accepted, the oldest first.
func Journal(list []Entry) *Report {
	t := Table{Columns: []Column{right("revision", "Révision", "Revision"), left("date", "Date", "Date"), left("author", "Auteur", "Author"), left("event", "Quoi", "What"), left("subject", "Sur quoi", "On what"), left("key", "Clé", "Key")}}
	t.Columns[4].Most = noteWidth
	out := journalJSON{Format: formatID, Entries: []entryJSON{}}
	for _, e := range list {
		t.add(revision(e.Revision), moment(e.At), text(e.Author), verb(e.Do, e.Said), text(strings.Join(e.Keys, ", ")), text(e.Key))
		out.Entries = append(out.Entries, entryJSON{e.Revision, machine(moment(e.At)), e.Author, e.Key, e.Do, append([]string{}, e.Keys...)})
	}
	r := &Report{Rows: t, JSON: func(lang.Lang) any { return out }}
	r.section(lang.Text{}, t)
	if len(list) == 0 {
		r.Lines = []lang.Text{lang.T("aucune écriture", "no entry")}
	}
	return r
}

type journalJSON struct {
	Format  string      `json:"format"`
	Entries []entryJSON `json:"entries"`
}

type entryJSON struct {
	Revision uint64   `json:"revision"`
	Date     *string  `json:"date"`
	Author   string   `json:"author"`
	Key      string   `json:"key,omitempty"`
	Event    string   `json:"event"`
	Keys     []string `json:"keys"`
}

// verb is what a command did: machines get the word of the journal.
func verb(do string, said lang.Text) Cell { return Cell{People: said, Machine: same(do)} }
