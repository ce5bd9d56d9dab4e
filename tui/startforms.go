package tui

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/storage/opendata"
	"quotepart/tui/theme"
	"quotepart/tui/ui"
	"quotepart/tui/widget"
)

// folderForm asks for the folder of a dossier.
func (s *Start) folderForm() *ui.Form {
	field := ui.NewFormField(lang.T("Dossier", "Folder"), s.folder[0], func(path string) error {
		if strings.TrimSpace(path) == "" {
			return lang.Wrong(lang.T("le chemin manque", "the path is missing"), lang.T("donnez le dossier qui contient year.yaml", "give the folder that holds year.yaml"))
		}
		return nil
	})
	field.Complete = func(value string) string { return completePath(value, "") }
	return &ui.Form{
		Title:  lang.T("Importer un dossier", "Import a dossier"),
		Fields: []*ui.FormField{field},
		Done: func(_ *ui.Ctx, v []string) tea.Cmd {
			s.folder = v
			return s.start(request{folder: home(strings.TrimSpace(v[0]))})
		},
	}
}

// The lines of the form of open data.
const (
	openFiles = iota
	openDepartement
	openRentree
	openTransmitted
	openAccess
	openFields
)

// openForm asks for the files of open data, and for what they do not hold.
func (s *Start) openForm() *ui.Form {
	date := func(v string) error {
		_, err := engine.ParseDate(strings.TrimSpace(v))
		return err
	}
	fields := make([]*ui.FormField, openFields)
	add := func(i int, label lang.Text, check func(string) error) {
		fields[i] = ui.NewFormField(label, s.open[i], check)
	}
	add(openFiles, lang.T("Fichiers, ou leur dossier", "Files, or their folder"), func(v string) error {
		if len(paths(v)) == 0 {
			return lang.Wrong(lang.T("les fichiers manquent", "the files are missing"), lang.T("donnez le dossier où ils sont, ou leurs chemins séparés par « ; »", `give the folder they are in, or their paths separated by ";"`))
		}
		return nil
	})
	fields[openFiles].Complete = func(value string) string { return completePath(value, ".csv") }
	add(openDepartement, lang.T("Département", "Département"), func(v string) error {
		if _, ok := opendata.Departement(v); !ok {
			return lang.Wrong(lang.T("le code du département manque", "the code of the département is missing"), lang.T("par exemple 35, 2A, 974", "such as 35, 2A, 974"))
		}
		return nil
	})
	add(openRentree, lang.T("Rentrée", "School year starts in"), func(v string) error {
		if _, ok := opendata.Rentree(v); !ok {
			return lang.Wrong(lang.T("l'année de la rentrée manque", "the year is missing"), lang.T("quatre chiffres : 2021 pour 2021-2022", "four digits: 2021 for 2021-2022"))
		}
		return nil
	})
	add(openTransmitted, lang.T("Membres transmis le", "Members transmitted on"), date)
	add(openAccess, lang.T("Accès effectif le", "Effective access on"), date)
	return &ui.Form{
		Title: lang.T("Partir des données publiques", "Start from open data"), Fields: fields,
		Changed: openHelp,
		Done: func(_ *ui.Ctx, v []string) tea.Cmd {
			s.open = v
			return s.start(openRequest(v))
		},
	}
}

// openHelp says under the form what is not obvious about it.
func openHelp(c *ui.Ctx, v []string) []string {
	help := lang.T("Les fichiers du ministère, de l'INSEE et de la DGCL, comme téléchargés.", "The files of the ministry, INSEE and the DGCL, as downloaded.")
	if strings.TrimSpace(v[openTransmitted]) == "" || strings.TrimSpace(v[openAccess]) == "" {
		help = lang.T("Les données publiques n'ont pas ces deux dates : sans elles aucun établissement n'est compté. Une date pour tous ici, ou plus tard une par une.",
			"Open data does not hold these two dates: without them no school is counted. One date for all here, or later one by one.")
	}
	lines := []string{""}
	for _, l := range widget.Wrap(help.In(c.Lang), 52) {
		lines = append(lines, " "+c.Theme.Render(theme.Muted, l))
	}
	return lines
}

// openRequest is what the form asks for; its values have passed their checks.
func openRequest(v []string) request {
	r := request{}
	for _, p := range paths(v[openFiles]) {
		r.files = append(r.files, home(p))
	}
	r.open.Departement = v[openDepartement]
	r.open.Rentree, _ = opendata.Rentree(v[openRentree])
	r.open.Transmitted, _ = engine.ParseDate(strings.TrimSpace(v[openTransmitted]))
	r.open.Access, _ = engine.ParseDate(strings.TrimSpace(v[openAccess]))
	return r
}

// paths are the parts of a line between semicolons.
func paths(line string) []string {
	var list []string
	for _, p := range strings.Split(line, ";") {
		if p = strings.TrimSpace(p); p != "" {
			list = append(list, p)
		}
	}
	return list
}

// home is a path with ~ written out, as a shell does it.
func home(path string) string {
	rest, is := strings.CutPrefix(path, "~")
	if dir, err := os.UserHomeDir(); is && err == nil && (rest == "" || rest[0] == filepath.Separator) {
		return dir + rest
	}
	return path
}

// completePath makes the last path of a line longer as far as the disk leaves no choice: folders, and files that end in ext where
// there is one.
func completePath(line, ext string) string {
	at := 0
	if ext != "" {
		at = strings.LastIndex(line, ";") + 1
	}
	at += len(line[at:]) - len(strings.TrimLeft(line[at:], " "))
	dir, base := filepath.Split(line[at:])
	look := home(dir)
	if look == "" {
		look = "."
	}
	entries, err := os.ReadDir(look)
	if err != nil {
		return line
	}
	var names []string
	for _, e := range entries {
		name := e.Name()
		if !strings.HasPrefix(name, base) || base == "" && name[0] == '.' {
			continue
		}
		info, err := os.Stat(filepath.Join(look, name)) // of what a link leads to
		switch {
		case err != nil:
		case info.IsDir():
			names = append(names, name+string(filepath.Separator))
		case ext != "" && strings.EqualFold(filepath.Ext(name), ext):
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return line
	}
	return line[:at] + dir + commonStart(names)
}

// commonStart is what all names start with.
func commonStart(names []string) string {
	first, last := []rune(slices.Min(names)), []rune(slices.Max(names))
	n := 0
	for n < min(len(first), len(last)) && first[n] == last[n] {
		n++
	}
	return string(first[:n])
}
