package ui

import (
	"bytes"
	"cmp"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	tea "charm.land/bubbletea/v2"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/scenarios/report"
	"quotepart/storage/dossier"
)

// Then is a message of a command that has ended: what is to be done with its outcome.
type Then func(*Ctx)

// RunReport takes the current result down for an export; by chooses the rows.
func RunReport(by scenarios.By) func(*Ctx) func() *report.Report {
	return func(c *Ctx) func() *report.Report {
		one := report.Case{Result: c.Work.Result(), Scenario: c.Work.Scenario().Name}
		if c.Work.Unsaved() {
			one.Scenario, one.Changes = "", c.Work.Changes()
		}
		return func() *report.Report { return report.Run(one, by) }
	}
}

// What can be exported.
const (
	exportTable   = "table"
	exportReport  = "report"
	exportYear    = "year"
	exportChanges = "changes"
)

// scenarioEnding is that of a scenario's file.
const scenarioEnding = ".yaml"

// formats are the formats of files, by the ending of their names.
var formats = map[string]report.Format{".csv": report.InCSV, ".md": report.InMarkdown, ".json": report.InJSON}

// askExport asks what to export, and where to. full may be nil.
func askExport(c *Ctx, t *Table, full func(*Ctx) func() *report.Report) {
	if c.Remote {
		c.Say(exportRemotely)
		return
	}
	what := Options{{exportTable, lang.F("le tableau affiché (%s lignes)", "the table shown (%s rows)", lang.Count(len(t.Grid.Shown())))}}
	if full != nil {
		what = append(what, Option{exportReport, lang.T("le rapport : lignes, remarques, budget, équilibre", "the report: rows, notices, budget, balance")})
	}
	if len(c.Work.Changes()) > 0 {
		what = append(what, Option{exportChanges, lang.T("les hypothèses, en fichier de scénario", "the changes, as a scenario file")})
	}
	what = append(what, Option{exportYear, lang.T("l'exercice avec les hypothèses, en dossier", "the year with the changes, as a folder")})
	name := strings.Join(wordsOf(c.Work.Year().ID+" "+t.Title.In(c.Lang)), "-")
	proposed := map[string]string{exportTable: name + ".csv", exportReport: name + ".md", exportYear: strings.Join(wordsOf(c.Work.Year().ID+" "+c.Work.Scenario().Name), "-")}
	proposed[exportChanges] = strings.Join(wordsOf(c.Work.Year().ID+" "+cmp.Or(c.Work.Scenario().Name, c.T("hypothèses", "changes"))), "-") + scenarioEnding
	form := &Form{Title: lang.T("Exporter", "Export")}
	content := NewChoice(lang.T("Contenu", "Content"), exportTable, what, nil)
	path := NewFormField(lang.T("Fichier", "File"), proposed[exportTable], func(v string) error {
		chosen, _ := content.value()
		return checkPath(chosen, v)
	})
	form.Fields = []*FormField{content, path}
	before := exportTable
	form.Changed = func(c *Ctx, v []string) []string {
		name, known := proposed[v[0]] // not while something else is typed there
		if known && v[0] != before && v[1] == proposed[before] {
			path.field.SetValue(name)
			path.field.Replace = true
		}
		if known {
			before = v[0]
		}
		return nil
	}
	form.Done = func(c *Ctx, v []string) tea.Cmd { return export(c, t, full, v[0], strings.TrimSpace(v[1]), false) }
	c.Overlay = form
}

// exportRemotely is said where a file would come to lie on the server.
var exportRemotely = lang.T("exportez de chez vous : ssh SERVEUR run EXERCICE --format csv > f.csv", "export from your own machine: ssh SERVER run YEAR --format csv > f.csv")

// checkPath wants the ending of a format that there is, or a folder.
func checkPath(what, path string) error {
	path = strings.TrimSpace(path)
	ending := strings.ToLower(filepath.Ext(path))
	switch _, known := formats[ending]; {
	case path == "":
		return lang.Wrong(lang.T("le nom manque", "the name is missing"), lang.T("donnez un chemin", "give a path"))
	case what == exportYear && known:
		return lang.Wrong(lang.F("« %s » est le nom d'un fichier", "%q is the name of a file", filepath.Base(path)), lang.T("donnez celui d'un nouveau dossier", "give that of a new folder"))
	case what == exportChanges && ending != scenarioEnding:
		return lang.Wrong(lang.F("« %s » n'est pas le nom d'un fichier de scénario", "%q is not the name of a scenario file", filepath.Base(path)), lang.F("terminez par %s", "end with %s", scenarioEnding))
	case what != exportYear && what != exportChanges && !known:
		return lang.Wrong(lang.F("« %s » : la fin du nom choisit le format", "%q: the end of the name chooses the format", filepath.Base(path)), lang.T("terminez par .csv, .md ou .json", "end with .csv, .md or .json"))
	}
	return nil
}

// export makes the command that writes.
func export(c *Ctx, t *Table, full func(*Ctx) func() *report.Report, what, path string, replace bool) tea.Cmd {
	write, incomplete := writer(c, t, full, what)
	return writeTo(path, replace, incomplete, write, func(c *Ctx) tea.Cmd { return export(c, t, full, what, path, true) })
}

// AskFile asks for the file that a report is to be written to, as it is now.
func AskFile(c *Ctx, title lang.Text, path string, r *report.Report, incomplete bool) {
	if c.Remote {
		c.Say(exportRemotely)
		return
	}
	write := reportWriter(c.Lang, func() *report.Report { return r })
	var to func(path string, replace bool) tea.Cmd
	to = func(path string, replace bool) tea.Cmd {
		return writeTo(path, replace, incomplete, write, func(*Ctx) tea.Cmd { return to(path, true) })
	}
	c.Overlay = &Form{
		Title:  title,
		Fields: []*FormField{NewFormField(lang.T("Fichier", "File"), path, func(v string) error { return checkPath(exportReport, v) })},
		Done:   func(_ *Ctx, v []string) tea.Cmd { return to(strings.TrimSpace(v[0]), false) },
	}
}

// writeTo makes the command that writes to a path; what exists is replaced only after a question.
func writeTo(path string, replace, incomplete bool, write func(path string, replace bool) error, again func(*Ctx) tea.Cmd) tea.Cmd {
	return func() tea.Msg {
		to := absolute(path)
		err := write(to, replace)
		return Then(func(c *Ctx) {
			switch {
			case errors.Is(err, fs.ErrExist) && c.Overlay == nil && c.Edit == nil:
				c.Overlay = replaceFile(to, again)
			case errors.Is(err, fs.ErrExist):
				c.Complain(lang.Wrong(lang.F("« %s » existe déjà", "%q exists already", to), lang.T("exportez sous un autre nom", "export under another name")))
			case err != nil:
				c.Complain(err)
			default:
				c.Say(lang.F("exporté dans %[1]s%[2]s", "exported to %[1]s%[2]s", to, warning(incomplete)))
			}
		})
	}
}

// writer takes down what is exported as it is now, and gives what writes it later, in a command, and whether its amounts are incomplete.
func writer(c *Ctx, t *Table, full func(*Ctx) func() *report.Report, what string) (write func(path string, replace bool) error, incomplete bool) {
	if what == exportYear {
		year := c.Work.Year()
		return func(path string, _ bool) error { return dossier.WriteFolder(path, &scenarios.Dossier{Year: year}) }, false
	}
	if what == exportChanges {
		s := c.Work.Scenario()
		s.Name = cmp.Or(s.Name, c.T("sans titre", "untitled"))
		return func(path string, replace bool) error {
			return dossier.WriteReport(path, dossier.WriteScenario(s), replace)
		}, false
	}
	var content func() *report.Report
	if what == exportReport {
		content, incomplete = full(c), !c.Work.Result().Complete()
	} else {
		var shown *report.Report
		shown, incomplete = t.shown(c)
		content = func() *report.Report { return shown }
	}
	return reportWriter(c.Lang, content), incomplete
}

// reportWriter writes a report in a language, in the format that the end of the path chooses.
func reportWriter(l lang.Lang, content func() *report.Report) func(path string, replace bool) error {
	return func(path string, replace bool) error {
		var b bytes.Buffer
		if err := content().Write(&b, formats[strings.ToLower(filepath.Ext(path))], l); err != nil {
			return err
		}
		return dossier.WriteReport(path, b.Bytes(), replace)
	}
}

// absolute is a path in full; ~ is the user's own folder.
func absolute(path string) string {
	if rest, ok := strings.CutPrefix(path, "~"); ok && (rest == "" || rest[0] == '/') {
		if home, err := os.UserHomeDir(); err == nil {
			path = home + rest
		}
	}
	if full, err := filepath.Abs(path); err == nil {
		return full
	}
	return path
}

func replaceFile(path string, replace func(*Ctx) tea.Cmd) *Question {
	return &Question{
		Title: lang.T("Ce fichier existe", "This file exists"),
		Lines: []lang.Text{lang.F("« %s » existe déjà. Le remplacer ?", "%q exists already. Replace it?", path)},
		Answers: []Answer{
			{Key: "r", Name: lang.T("remplacer l'ancien", "replace the old one"), Run: replace},
			{Key: "esc", Name: lang.T("ne rien faire", "do nothing")},
		},
	}
}
