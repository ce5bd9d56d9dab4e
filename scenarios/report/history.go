package report

import (
	"time"

	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/scenarios"
)

// History lists the versions of a scenario, the newest first, each with what it changed against the one before it.
func History(y *engine.Year, name string, list []scenarios.Version) *Report {
	t := Table{Columns: []Column{
		right("revision", "Version", "Version"), left("date", "Date", "Date"), left("author", "Auteur", "Author"), left("event", "Quoi", "What"),
		right("changes", "Hypothèses", "Changes"), left("differences", "Différences", "Differences"),
	}}
	t.Columns[5].Most = noteWidth
	for i, v := range list {
		changes := count(int64(len(v.Changes)))
		if v.Deleted {
			changes = blank
		}
		t.add(revision(v.Revision), moment(v.At), text(v.Author), event(v), changes, prose(joined(differences(y, list, i))))
	}
	r := &Report{Title: same(name), Rows: t, JSON: func(l lang.Lang) any { return historyOf(y, name, list, l) }}
	r.section(lang.Text{}, t)
	return r
}

// differences are what the i-th version changed; a deletion changed nothing that could be told.
func differences(y *engine.Year, list []scenarios.Version, i int) []lang.Text {
	if list[i].Deleted {
		return nil
	}
	var before scenarios.Version
	if i+1 < len(list) {
		before = list[i+1]
	}
	return scenarios.Differences(y, before, list[i])
}

// event is what a version is: machines get a fixed word.
func event(v scenarios.Version) Cell {
	word := "saved"
	switch {
	case v.To != "" || v.From != "":
		word = "renamed"
	case v.Deleted:
		word = "deleted"
	}
	return Cell{People: v.Event(), Machine: same(word)}
}

// revision is the number of a version; a folder counts its deletions only.
func revision(n uint64) Cell {
	if n == 0 {
		return none
	}
	return count(int64(n))
}

// minutes is how people read a time.
const minutes = "2006-01-02 15:04"

// moment is a time: people read it in theirs.
func moment(at time.Time) Cell {
	if at.IsZero() {
		return none
	}
	return Cell{People: same(at.Local().Format(minutes)), Machine: same(at.UTC().Format(time.RFC3339))}
}

type historyJSON struct {
	Format   string        `json:"format"`
	Year     string        `json:"year"`
	Name     string        `json:"name"`
	Versions []versionJSON `json:"versions"`
}

// versionJSON is one version. Changes and note of a deletion are those of what was deleted.
type versionJSON struct {
	Revision    uint64       `json:"revision"`
	Date        *string      `json:"date"`
	Author      string       `json:"author"`
	Name        string       `json:"name"`
	Deleted     bool         `json:"deleted"`
	RenamedFrom *string      `json:"renamed_from"`
	RenamedTo   *string      `json:"renamed_to"`
	Note        string       `json:"note"`
	Changes     []changeJSON `json:"changes"`
	Differences []string     `json:"differences"`
}

func historyOf(y *engine.Year, name string, list []scenarios.Version, l lang.Lang) historyJSON {
	out := historyJSON{Format: formatID, Year: y.ID, Name: name, Versions: []versionJSON{}}
	for i, v := range list {
		one := versionJSON{Revision: v.Revision, Date: machine(moment(v.At)), Author: v.Author, Name: v.Name, Deleted: v.Deleted,
			RenamedFrom: orNull(v.From), RenamedTo: orNull(v.To), Note: v.Note, Changes: []changeJSON{}, Differences: []string{}}
		for _, c := range v.Changes {
			one.Changes = append(one.Changes, changeJSON(c))
		}
		for _, d := range differences(y, list, i) {
			one.Differences = append(one.Differences, d.In(l))
		}
		out.Versions = append(out.Versions, one)
	}
	return out
}
