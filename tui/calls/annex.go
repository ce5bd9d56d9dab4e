package calls

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	tea "charm.land/bubbletea/v2"

	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/scenarios/report"
	"quotepart/tui/ui"
)

// annexFormats are the forms of an annex, by the end of its file's name.
var annexFormats = map[string]report.Format{".md": report.InMarkdown, ".csv": report.InCSV}

// noAnnex says why there is no contribution to explain.
func (s *Screen) noAnnex(c *ui.Ctx) lang.Text {
	if current := s.current(c); current == nil || current.At < 0 || current.Subject.Of != engine.TargetMember {
		return lang.T("mettez le curseur sur un membre : l'annexe explique sa contribution", "put the cursor on a member: the annex explains its contribution")
	}
	return lang.Text{}
}

// askAnnex asks for the file. What is written is what the check stands on at this moment.
func (s *Screen) askAnnex(c *ui.Ctx) tea.Cmd {
	current := s.current(c)
	annex := report.Annex(s.check, current)
	if n := len(c.Work.Changes()); n > 0 {
		annex.Lines = append(annex.Lines, lang.F("ESSAI sous %s hypothèse(s) : ce n'est pas l'exercice", "TRIAL under %s change(s): this is not the year itself", lang.Count(n)))
	}
	c.Overlay = annexForm(annex, "annexe-"+current.Subject.ID+".md")
	return nil
}

func annexForm(annex *report.Report, path string) *ui.Form {
	return &ui.Form{
		Title:  lang.T("Annexe à l'appel", "Annex to the call"),
		Fields: []*ui.FormField{ui.NewFormField(lang.T("Fichier (.md ou .csv)", "File (.md or .csv)"), path, checkPath)},
		Done:   func(c *ui.Ctx, v []string) tea.Cmd { return writeAnnex(c, annex, strings.TrimSpace(v[0])) },
	}
}

func formatOf(path string) report.Format { return annexFormats[strings.ToLower(filepath.Ext(path))] }

// checkPath wants a name that says the form.
func checkPath(path string) error {
	if name := strings.TrimSpace(path); formatOf(name) == "" || filepath.Ext(name) == filepath.Base(name) {
		return lang.Wrong(lang.T("le nom ne finit ni par .md ni par .csv", "the name ends neither in .md nor in .csv"), lang.T("écrivez par exemple annexe.md", "write for example annexe.md"))
	}
	return nil
}

// writeAnnex makes the command that writes the file, one at a time and never over another one. Where that fails the form is
// there again, for another name.
func writeAnnex(c *ui.Ctx, annex *report.Report, path string) tea.Cmd {
	l := c.Lang
	return c.OnShelf(func() tea.Msg {
		err := create(path, func(f *os.File) error { return annex.Write(f, formatOf(path), l) })
		where := path
		if absolute, failed := filepath.Abs(path); failed == nil {
			where = absolute
		}
		return ui.ShelfRead{Take: func() {
			if err == nil {
				c.Say(lang.F("annexe écrite : %s", "annex written: %s", where))
				return
			}
			c.Complain(err)
			if c.Overlay == nil {
				c.Overlay = annexForm(annex, path)
			}
		}}
	})
}

// create writes a new file, whole and on the disk, or leaves none.
func create(path string, write func(*os.File) error) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return notWritten(path, err)
	}
	if err := errors.Join(write(f), f.Sync(), f.Close()); err != nil {
		return notWritten(path, errors.Join(err, os.Remove(path)))
	}
	return nil
}

func notWritten(path string, err error) error {
	if errors.Is(err, fs.ErrExist) {
		return lang.Wrong(lang.F("« %s » existe déjà : rien n'est écrasé", "%q exists already: nothing is overwritten", path), lang.T("choisissez un autre nom", "choose another name"))
	}
	return lang.Wrong(lang.F("« %[1]s » n'a pas pu être écrit (%[2]v)", "%[1]q could not be written (%[2]v)", path, err), lang.T("vérifiez le chemin, les droits et la place sur le disque", "check the path, its permissions and the room on the disk"))
}
