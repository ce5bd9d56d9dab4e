package plain

import (
	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/tui/ui"
)

// decide says both versions of a conflict and asks what is to be done. Without an answer nothing is, and it can be decided later; where
// nobody is there to be asked, that is the error.
func (s *session) decide(k *ui.Conflict) error {
	s.c.Overlay = nil // of the screens
	if !s.asks {
		return lang.Wrong((&scenarios.Stale{Theirs: k.Theirs}).What(), lang.T("dites ensuite mien, sien, ou nouveau et un nom", "then say mine, theirs, or new and a name"))
	}
	for _, line := range k.Lines {
		s.say(line)
	}
	for _, one := range k.Choices(s.c) {
		s.f("%[1]s : %[2]s", "%[1]s: %[2]s", choiceWords[one.ID], s.c.TextIn(one.Name))
	}
	answer, _ := s.ask(lang.T("Votre choix, rien pour plus tard :", "Your choice, nothing for later:"))
	word, rest := cutWord(answer)
	switch {
	case is(word, "mien", "mine"):
		return s.mine(rest)
	case is(word, "sien", "theirs"):
		return s.theirs(rest)
	case is(word, "nouveau", "new"):
		return s.asNew(rest)
	}
	s.say(lang.T("Rien n'est enregistré ; mien, sien ou nouveau en décide plus tard.", "Nothing is saved; mine, theirs or new decides it later."))
	return nil
}

// choiceWords are what is written for a choice; the first three are commands too.
var choiceWords = map[string]lang.Text{
	"mine": lang.T("mien", "mine"), "theirs": lang.T("sien", "theirs"), "new": lang.T("nouveau", "new"), "later": lang.T("rien", "nothing"),
}

// mine saves the user's version over theirs.
func (s *session) mine(string) error { return s.choose("mine") }

// theirs takes theirs.
func (s *session) theirs(string) error {
	before := s.c.Work.Result()
	if err := s.choose("theirs"); err != nil {
		return err
	}
	s.effect(before)
	return nil
}

func (s *session) choose(id string) error {
	choice, err := s.choice(id)
	if err != nil {
		return err
	}
	cmd := choice.Run(s.c)
	if id != "theirs" {
		return s.onShelf(cmd, lang.Text{})
	}
	s.say(s.c.Toast.Text)
	return nil
}

// choice finds a way out of the conflict that waits. Where none waits, or it is no way out of it, that is a Fault.
func (s *session) choice(id string) (*ui.Choice, error) {
	if s.c.Conflict == nil {
		return nil, lang.Wrong(lang.T("il n'y a rien à décider", "there is nothing to decide"), lang.T("cela se dit quand quelqu'un vous a précédé", "this is for when someone was there before you"))
	}
	choice := s.c.Conflict.Choice(s.c, id)
	if choice == nil {
		return nil, lang.Wrong(lang.T("ce choix ne se pose pas ici", "there is no such choice here"), lang.T("dites mien ou sien", "say mine or theirs"))
	}
	return choice, nil
}

// asNew saves the user's version under a name that is free.
func (s *session) asNew(rest string) error {
	if _, err := s.choice("new"); err != nil {
		return err
	}
	next, _ := s.c.Conflict.Mine()
	if next.Name = unquoted(rest); next.Name == "" {
		next.Name, _ = s.ask(lang.T("Nom du scénario :", "Name of the scenario:"))
	}
	if err := s.free(next.Name, ""); err != nil {
		return err
	}
	return s.onShelf(s.c.Conflict.AsNew(s.c, next), lang.Text{})
}

// free wants a name that no scenario has, or the one that is kept.
func (s *session) free(name, kept string) error {
	if err := scenarios.CheckName(name); err != nil {
		return err
	}
	if name != kept && s.c.IsSaved(name) {
		return lang.Wrong(lang.F("« %s » existe déjà", "%q exists already", name), lang.T("choisissez un autre nom", "choose another name"))
	}
	return nil
}
