package report

import (
	"time"

	"quotepart/engine/lang"
)

// Verification is what was found in a data folder.
type Verification struct {
	Folder, Home                        string
	Lines                               uint64 // of the journal
	Last                                time.Time
	By                                  string // who made the last line
	Years, Versions, Scenarios, Objects int
	Root                                string
	Sound                               bool // nothing but warnings
	Flaws                               []Flaw
}

// Flaw is one thing that is wrong in a data folder, or only to be looked at.
type Flaw struct {
	File    string
	Line    uint64 // 0 where it is not one line
	Warning bool
	lang.Fault
	Whole lang.Text // all of it in one line
}

// Verify shows what was found in a data folder: how much there is, and a line for each flaw.
func Verify(v Verification) *Report {
	t := Table{Columns: []Column{left("severity", "Gravité", "Severity"), left("file", "Fichier", "File"), right("line", "Ligne", "Line"), left("what", "Quoi", "What"), left("mend", "Remède", "Remedy")}}
	found := Section{Title: lang.T("Défauts", "Flaws")}
	wrong := 0
	for _, f := range v.Flaws {
		severity := "error"
		line := f.Whole
		if f.Warning {
			severity = "warning"
			line = lang.F("attention : %s", "warning: %s", f.Whole)
		} else {
			wrong++
		}
		t.add(word(severity), text(f.File), revision(f.Line), prose(f.What), prose(f.Mend))
		found.Lines = append(found.Lines, line)
	}
	said := lang.T("tout est entier", "all is whole")
	if !v.Sound {
		said = lang.F("%s défaut(s)", "%s flaw(s)", lang.Count(wrong))
	}
	r := &Report{Title: lang.F("%[1]s (%[2]s) : %[3]s", "%[1]s (%[2]s): %[3]s", v.Folder, v.Home, said), Lines: v.summary(), Rows: t, JSON: func(l lang.Lang) any { return verifyOf(v, l) }}
	if len(found.Lines) > 0 {
		r.Sections = append(r.Sections, found)
	}
	return r
}

func (v Verification) summary() []lang.Text {
	n := func(n int) lang.Localized { return lang.Count(n) }
	last := lang.F("journal : %s ligne(s)", "journal: %s line(s)", lang.Count(int(v.Lines)))
	if v.Lines > 0 {
		last = lang.F("%[1]s, la dernière du %[2]s%[3]s", "%[1]s, the last of %[2]s%[3]s", last, v.Last.Local().Format(minutes), by(v.By))
	}
	return []lang.Text{
		last,
		lang.F("exercices : %[1]s (%[2]s version(s), %[3]s fichier(s)) ; scénarios : %[4]s", "years: %[1]s (%[2]s version(s), %[3]s file(s)); scenarios: %[4]s", n(v.Years), n(v.Versions), n(v.Objects), n(v.Scenarios)),
		lang.F("empreinte : %s", "root hash: %s", v.Root),
	}
}

func by(author string) lang.Text {
	if author == "" {
		return lang.Text{}
	}
	return lang.F(" par %s", " by %s", author)
}

type verifyJSON struct {
	Format    string     `json:"format"`
	Folder    string     `json:"folder"`
	Home      string     `json:"home"`
	Sound     bool       `json:"sound"`
	Lines     uint64     `json:"lines"`
	Last      *string    `json:"last"`
	By        string     `json:"by"`
	Years     int        `json:"years"`
	Versions  int        `json:"versions"`
	Files     int        `json:"files"`
	Scenarios int        `json:"scenarios"`
	Root      string     `json:"root"`
	Flaws     []flawJSON `json:"flaws"`
}

type flawJSON struct {
	Severity string  `json:"severity"`
	File     string  `json:"file"`
	Line     *uint64 `json:"line"`
	What     string  `json:"what"`
	Mend     string  `json:"mend"`
}

func verifyOf(v Verification, l lang.Lang) verifyJSON {
	out := verifyJSON{Format: formatID, Folder: v.Folder, Home: v.Home, Sound: v.Sound, Lines: v.Lines, Last: machine(moment(v.Last)), By: v.By,
		Years: v.Years, Versions: v.Versions, Files: v.Objects, Scenarios: v.Scenarios, Root: v.Root, Flaws: []flawJSON{}}
	for _, f := range v.Flaws {
		one := flawJSON{Severity: "error", File: f.File, What: f.What.In(l), Mend: f.Mend.In(l)}
		if f.Warning {
			one.Severity = "warning"
		}
		if f.Line > 0 {
			one.Line = &f.Line
		}
		out.Flaws = append(out.Flaws, one)
	}
	return out
}
