package plain

import (
	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/tui"
	"quotepart/tui/ui"
)

// session is a dialogue about one year.
type session struct {
	*Dialogue
	c         *ui.Ctx
	names     ui.SchoolNames
	documents documents

	draft  scenarios.Draft // of the last time, until the user has decided about it
	kept   scenarios.Draft // as it was last given to the shelf
	unkept string          // why the last draft could not be kept, or nothing
	told   bool            // what becomes of unsaved changes

	years bool       // there is a list of years to go back to
	next  tui.Next   // what the user leaves for
	watch ui.Watched // a shelf on which others work too, or nil
}

// Run is a dialogue about a year, until the user leaves or the lines end: unsaved changes are then kept as by the screens. It
// uses of the options what is not about a screen, and the language of the dialogue. Errors: those of the writer, a draft that
// could not be kept, and the lines of a pipe that were refused.
func Run(d *Dialogue, o tui.Options) (next tui.Next, err error) {
	s := &session{Dialogue: d, years: o.Years, draft: o.Draft, kept: o.Draft, documents: documents{o.Calls, o.Invoices}, c: &ui.Ctx{
		Work: o.Work, Lang: d.Lang, Shelf: o.Shelf, Saved: o.Saved, Marks: o.Marks, Marked: map[string]bool{}, Who: o.Who,
		Bound: ui.Bound{"undo": lang.T("« annule »", `"undo"`), "reload": lang.T("« recharge »", `"reload"`)},
	}}
	s.watch, _ = o.Shelf.(ui.Watched)
	for _, fault := range o.Faults {
		s.say(lang.T("Attention : "+lang.Describe(fault, lang.FR), "Warning: "+lang.Describe(fault, lang.EN)))
	}
	s.welcome()
	converse(d, s, commands(), s.may, func() { s.keepDraft(); s.tellNews() })
	if err := s.leave(); err != nil || s.next == tui.Quit || d.ended {
		return tui.Quit, d.end(err)
	}
	return s.next, nil
}

// tellNews says after each command what others did since the one before.
func (s *session) tellNews() {
	if s.watch == nil {
		return
	}
	news, err := s.watch.News()
	if err != nil {
		s.complain(err)
	}
	if news.None() {
		return
	}
	s.c.Toast = ui.Toast{}
	s.c.TakeNews(news)
	s.say(s.c.Toast.Text)
}

func (s *session) welcome() {
	s.summary()
	if n := len(s.draft.Changes); n > 0 {
		s.f("La dernière fois, %[1]s sont restées sans être enregistrées : reprends les reprend, oublie les abandonne.",
			"Last time, %[1]s were left unsaved: resume takes them up again, forget gives them up.", changeCount(n))
	}
	s.say(firstHint)
}

// firstHint is the last line of a greeting.
var firstHint = lang.T("aide donne les commandes, quitter termine.", "help gives the commands, quit ends.")

func changeCount(n int) lang.Text {
	return lang.Plural(n, lang.T("hypothèse", "change"), lang.T("hypothèses", "changes"))
}

// may refuses what the role does not allow, and what would put other changes in the place of a draft that nobody has decided
// about yet.
func (s *session) may(c command[*session]) error {
	if why := s.c.Who.Role.Refuses(c.needs); !why.IsZero() {
		return lang.Wrong(why, lang.Text{})
	}
	if c.replaces && len(s.draft.Changes) > 0 {
		return lang.Wrong(lang.F("un brouillon de %s attend", "a draft of %s is waiting", changeCount(len(s.draft.Changes))),
			lang.T("dites d'abord reprends ou oublie", "first say resume or forget"))
	}
	return nil
}

// toKeep is the draft to be offered at the next start: what is not saved, else the draft of the last time while nothing was
// decided about it.
func (s *session) toKeep() scenarios.Draft {
	if s.c.Work.Unsaved() {
		return s.c.Work.Draft()
	}
	return s.draft
}

// keepDraft gives the shelf the draft after each command, so that a lost connection costs nothing.
func (s *session) keepDraft() {
	why := ""
	err := s.giveDraft()
	if err != nil {
		why = lang.Describe(err, lang.EN)
	}
	if why != "" && why != s.unkept { // once, as each command tries it again
		s.refuse(err)
	}
	s.unkept = why
}

func (s *session) giveDraft() error {
	draft := s.toKeep()
	if draft.Same(s.kept) {
		return nil
	}
	if err := s.c.Shelf.SaveDraft(draft); err != nil {
		return err
	}
	s.kept = draft
	return nil
}

// leave says what becomes of unsaved changes. The draft is on the shelf since the last command, or could not be kept then.
func (s *session) leave() error {
	err := s.giveDraft()
	if err == nil && s.c.Work.Unsaved() && !s.told {
		s.say(ui.UnsavedText(s.c))
	}
	return err
}

// quit ends the dialogue, after a question where changes are not saved.
func (s *session) quit(string) error {
	if s.asks && s.c.Work.Unsaved() {
		if s.unkept == "" {
			s.say(ui.UnsavedText(s.c))
		} else {
			s.say(ui.UnkeptText)
		}
		if !s.confirm(lang.T("Quitter ?", "Quit?")) {
			return nil
		}
		s.told = true
	}
	s.left = true
	return nil
}

// backToYears ends this dialogue for that about the years.
func (s *session) backToYears(string) error {
	if !s.years {
		return lang.Wrong(lang.T("cet exercice a été ouvert seul", "this year was opened alone"), lang.T("pour en choisir un autre : quotepart sans nom d'exercice", "to choose another one: quotepart without a year"))
	}
	s.left, s.next = true, tui.ToYears
	return nil
}

// reload opens the year again, as it is by now.
func (s *session) reload(string) error {
	if s.watch == nil {
		return lang.Wrong(lang.T("personne d'autre ne peut avoir changé cet exercice", "nobody else can have changed this year"), lang.Text{})
	}
	s.left, s.next = true, tui.Reload
	return nil
}

// resume takes the draft of the last time up.
func (s *session) resume(string) error {
	if len(s.draft.Changes) == 0 {
		s.say(noDraft)
		return nil
	}
	before := s.c.Work.Result()
	if err := s.c.TakeUp(s.draft); err != nil {
		return err
	}
	s.draft = scenarios.Draft{}
	if said := s.c.Toast.Text; !said.IsZero() {
		s.say(said)
		s.c.Toast = ui.Toast{}
	}
	s.changes("")
	s.effect(before)
	return nil
}

// forget gives the draft of the last time up.
func (s *session) forget(string) error {
	if len(s.draft.Changes) == 0 {
		s.say(noDraft)
		return nil
	}
	s.draft = scenarios.Draft{}
	s.say(lang.T("Brouillon abandonné.", "Draft given up."))
	return nil
}

var noDraft = lang.T("Il n'y a pas de brouillon.", "There is no draft.")

// language switches to a language, or to the other one.
func (s *session) language(rest string) error {
	if err := s.setLanguage(rest); err != nil {
		return err
	}
	s.c.Lang = s.Lang
	return nil
}

func (d *Dialogue) setLanguage(code string) error {
	l, known := lang.Parse(code)
	switch {
	case code == "":
		l = 1 - d.Lang
	case !known:
		return lang.Wrong(lang.F("« %s » n'est pas une langue", "%q is not a language", code), lang.T("valeurs : fr, en", "values: fr, en"))
	}
	d.Lang = l
	d.say(lang.T("Français.", "English."))
	return nil
}
