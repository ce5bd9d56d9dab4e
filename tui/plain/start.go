package plain

import (
	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/storage"
	"quotepart/tui"
)

// chooser is a dialogue about which year to open.
type chooser struct {
	*Dialogue
	years    []storage.YearInfo
	importer func(folder string) (year string, err error)
	choice   tui.Choice
}

// Choose is the start without screens: the years of the store, and what there is to do without one. Importer stores a dossier's
// folder and gives the id of its year. The zero choice is to leave. Errors are those of the writer, and on leaving the lines of
// a pipe that were refused.
func Choose(d *Dialogue, years []storage.YearInfo, importer func(folder string) (year string, err error)) (tui.Choice, error) {
	s := &chooser{Dialogue: d, years: years, importer: importer}
	if err := s.list(""); err != nil {
		return s.choice, err
	}
	d.say(firstHint)
	converse(d, s, startCommands(), func(command[*chooser]) error { return nil }, func() {})
	if s.choice == (tui.Choice{}) {
		return s.choice, d.end(nil)
	}
	d.flush()
	return s.choice, d.failed
}

func startCommands() []command[*chooser] {
	type names = []string
	t := lang.T
	return []command[*chooser]{
		{fr: names{"aide"}, en: names{"help"}, help: t("cette liste", "this list"), run: func(s *chooser, _ string) error {
			helpOf(s.Dialogue, startCommands())
			return nil
		}},
		{fr: names{"exercices"}, en: names{"years"}, help: t("les exercices enregistrés", "the stored years"), run: (*chooser).list},
		{fr: names{"ouvre", "ouvrir"}, en: names{"open"}, args: t("EXERCICE", "YEAR"), help: t("ouvrir un exercice enregistré", "open a stored year"), run: (*chooser).open},
		{fr: names{"démonstration", "démo"}, en: names{"demo"}, help: t("ouvrir un département fictif, sans rien garder", "open a fictional département, nothing kept"), run: func(s *chooser, _ string) error {
			return s.choose(tui.Choice{Demo: true})
		}},
		{fr: names{"importe", "importer"}, en: names{"import"}, args: t("DOSSIER", "FOLDER"), help: t("enregistrer le dossier qui contient year.yaml, et l'ouvrir", "store the folder that holds year.yaml, and open it"), run: (*chooser).importFolder},
		{fr: names{"langue"}, en: names{"language"}, args: t("[fr ou en]", "[fr or en]"), help: t("changer de langue", "change the language"), run: func(s *chooser, code string) error {
			return s.setLanguage(code)
		}},
		{fr: names{"quitter", "quitte"}, en: names{"quit", "exit"}, help: t("terminer", "end"), run: func(s *chooser, _ string) error {
			s.left = true
			return nil
		}},
	}
}

// choose ends this dialogue; that about the year goes on with the next line.
func (s *chooser) choose(c tui.Choice) error {
	s.choice = c
	s.left = true
	return nil
}

func (s *chooser) list(string) error {
	if len(s.years) == 0 {
		s.say(lang.T("Aucun exercice n'est encore enregistré.", "No year is stored yet."))
	}
	for _, y := range s.years {
		s.f("Exercice %[1]s : %[2]s, %[3]s, établissements %[4]s, membres %[5]s", "Year %[1]s: %[2]s, %[3]s, schools %[4]s, members %[5]s",
			y.ID, y.Label, y.Basis, lang.Count(y.Schools), lang.Count(y.Members))
	}
	return nil
}

// open chooses a year by its id.
func (s *chooser) open(id string) error {
	var ids []string
	for _, y := range s.years {
		if ids = append(ids, y.ID); y.ID == id {
			return s.choose(tui.Choice{Year: id})
		}
	}
	if id == "" {
		return lang.Wrong(lang.T("il manque l'exercice", "the year is missing"), lang.T("exercices les donne", "years gives them"))
	}
	return lang.Wrong(lang.F("« %s » n'est pas un exercice enregistré", "%q is not a stored year", id), scenarios.DidYouMean(id, ids))
}

// importFolder stores a dossier and opens its year.
func (s *chooser) importFolder(path string) error {
	if path = unquoted(path); path == "" {
		return lang.Wrong(lang.T("le chemin manque", "the path is missing"), lang.T("donnez le dossier qui contient year.yaml", "give the folder that holds year.yaml"))
	}
	year, err := s.importer(path)
	if err != nil {
		return err
	}
	return s.choose(tui.Choice{Year: year})
}
