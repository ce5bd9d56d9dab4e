package ui

import (
	"slices"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/scenarios"
)

// Conflict is an attempt on the shelf that somebody else was there before. Nothing has changed: the user decides between mine, theirs
// and a new scenario, now or later.
type Conflict struct {
	Theirs scenarios.Version // what stands there, or its deletion
	Lines  []lang.Text       // who did what, and both versions

	of attempt
}

// newConflict puts both versions into words, beside the interface: it computes.
func newConflict(stored *engine.Year, a attempt, stale *scenarios.Stale) *Conflict {
	k := &Conflict{Theirs: stale.Theirs, of: a, Lines: []lang.Text{lang.F("%s.", "%s.", stale.What())}}
	if !k.Theirs.Deleted {
		k.Lines = append(k.Lines, versionLine(stored, lang.T("Le sien", "Theirs"), k.Theirs.Scenario))
	}
	if a.mine == nil {
		return k.differing(lang.T("Ce qui a changé depuis que vous l'avez lu :", "What has changed since you read it:"), scenarios.Differences(stored, scenarios.Version{Scenario: a.known}, k.Theirs))
	}
	k.Lines = append(k.Lines, versionLine(stored, lang.T("Le vôtre", "Yours"), *a.mine))
	if k.Theirs.Deleted || k.taken() {
		return k
	}
	return k.differing(lang.T("Ce que le vôtre changerait au sien :", "What yours would change in theirs:"), scenarios.Differences(stored, k.Theirs, scenarios.Version{Scenario: *a.mine}))
}

// differing adds what differs, under a title.
func (k *Conflict) differing(title lang.Text, differences []lang.Text) *Conflict {
	if len(differences) == 0 {
		title = lang.T("Les deux versions disent la même chose.", "Both versions say the same.")
	}
	k.Lines = append(k.Lines, title)
	for _, d := range differences {
		k.Lines = append(k.Lines, lang.F("  %s", "  %s", d))
	}
	return k
}

// versionLine is a scenario in a line: its size, its totals and its note.
func versionLine(stored *engine.Year, whose lang.Text, s scenarios.Scenario) lang.Text {
	line := lang.F("%[1]s : %[2]d hypothèse(s)", "%[1]s: %[2]d change(s)", whose, len(s.Changes))
	year, err := scenarios.Apply(stored, s.Changes)
	var r *engine.Result
	if err == nil {
		r, err = engine.Compute(year)
	}
	if err != nil {
		line = lang.F("%s, inapplicable à l'exercice", "%s, does not fit the year", line)
	} else {
		line = lang.F("%[1]s, contributions %[2]s, solde %[3]s", "%[1]s, contributions %[2]s, balance %[3]s", line, r.Totals().Contributions, r.Totals().Balance)
	}
	if s.Note != "" {
		line = lang.F("%[1]s, note « %[2]s »", "%[1]s, note %[2]q", line, s.Note)
	}
	return line
}

// taken tells that the name which a renaming wanted was given to another scenario in between.
func (k *Conflict) taken() bool { return k.of.kind == renames && k.Theirs.Name != k.of.name }

// meet shows a conflict at once or, where the user is typing something else, says how to come to it.
func (c *Ctx) meet(k *Conflict) {
	c.Conflict = k
	if c.Overlay == nil && c.Edit == nil && c.Filter == nil {
		c.Overlay = k.question(c)
		return
	}
	c.Complain(&scenarios.Stale{Theirs: k.Theirs})
}

// Choice is one way out of a conflict.
type Choice struct {
	ID   string // mine, theirs, new or later
	Key  string
	Name lang.Text
	Run  func(*Ctx) tea.Cmd // nil: the conflict stays as it is
}

// Choices are the ways out of this conflict.
func (k *Conflict) Choices(c *Ctx) []Choice {
	all := []Choice{
		{"mine", "m", k.mineName(c), k.mine},
		{"theirs", "t", k.theirsName(), k.theirs},
		{"new", "n", lang.T("enregistrer le vôtre sous un autre nom", "save yours under another name"), k.asNew},
		{"later", "esc", lang.T("continuer sans rien enregistrer", "go on without saving anything"), nil},
	}
	return slices.DeleteFunc(all, func(one Choice) bool {
		return one.ID == "mine" && k.taken() || one.ID == "new" && k.of.mine == nil
	})
}

func (k *Conflict) mineName(c *Ctx) lang.Text {
	switch {
	case k.of.kind == deletes:
		return lang.T("le supprimer quand même ; {undo} le rétablit", "delete it all the same; {undo} brings it back")
	case k.Theirs.Deleted:
		return lang.T("enregistrer le vôtre de nouveau", "save yours again")
	case c.Shelf.Place().Past:
		return lang.T("enregistrer le vôtre ; le sien reste dans l'historique", "save yours; theirs stays in the history")
	}
	return lang.T("enregistrer le vôtre ; le sien va aux scénarios supprimés", "save yours; theirs goes to the deleted scenarios")
}

func (k *Conflict) theirsName() lang.Text {
	switch working := k.of.saving != nil; {
	case k.Theirs.Deleted && working:
		return lang.T("le laisser supprimé ; {undo} revient à vos hypothèses", "leave it deleted; {undo} goes back to your changes")
	case k.Theirs.Deleted:
		return lang.T("le laisser supprimé", "leave it deleted")
	case working:
		return lang.T("prendre le sien ; {undo} revient à vos hypothèses", "take theirs; {undo} goes back to your changes")
	}
	return lang.T("laisser le sien tel quel", "leave theirs as it is")
}

// question is the overlay that offers the choices.
func (k *Conflict) question(c *Ctx) *Question {
	q := &Question{Title: lang.T("Quelqu'un vous a précédé", "Someone was there before you"), Lines: k.Lines}
	for _, one := range k.Choices(c) {
		q.Answers = append(q.Answers, Answer{Key: one.Key, Name: one.Name, Run: one.Run})
	}
	return q
}

// Resolve are the actions on an undecided conflict: to see it again, and each choice.
func (c *Ctx) Resolve() []Binding {
	there := func() bool { return c.Conflict != nil }
	all := []Binding{{ID: "conflict", Keys: []string{"V"}, Name: lang.T("décider", "decide"), Hint: true, When: there,
		Help: lang.T("décider entre votre version et celle de quelqu'un d'autre", "decide between your version and someone else's"),
		Run:  func(c *Ctx) tea.Cmd { c.Overlay = c.Conflict.question(c); return nil }}}
	add := func(id string, needs scenarios.Right, name, help lang.Text) {
		all = append(all, Binding{ID: "conflict." + id, Name: name, Help: help, Needs: needs, When: there, Disabled: func(c *Ctx) lang.Text {
			if c.Conflict.Choice(c, id) == nil {
				return lang.T("ce choix ne se pose pas ici", "there is no such choice here")
			}
			return lang.Text{}
		}, Run: func(c *Ctx) tea.Cmd { return c.Conflict.Choice(c, id).Run(c) }})
	}
	add("mine", scenarios.MaySave, lang.T("le vôtre", "yours"), lang.T("enregistrer votre version par-dessus celle de quelqu'un d'autre", "save your version over someone else's"))
	add("theirs", scenarios.MayPlay, lang.T("le sien", "theirs"), lang.T("prendre la version de quelqu'un d'autre", "take someone else's version"))
	add("new", scenarios.MaySave, lang.T("un autre nom", "another name"), lang.T("enregistrer votre version sous un autre nom", "save your version under another name"))
	return all
}

// Choice is the one of an ID; nil where it makes no sense here.
func (k *Conflict) Choice(c *Ctx, id string) *Choice {
	all := k.Choices(c)
	if i := slices.IndexFunc(all, func(one Choice) bool { return one.ID == id }); i >= 0 {
		return &all[i]
	}
	return nil
}

// mine does what was refused, now based on theirs. Somebody may have been there again: then that is another conflict.
func (k *Conflict) mine(c *Ctx) tea.Cmd {
	a := k.of
	theirs := uint64(0)
	if !k.Theirs.Deleted {
		theirs = k.Theirs.Revision
	}
	if s, of := k.now(c); of != nil {
		a.mine, a.saving = &s, of
	}
	mine, do := a.mine, a.do
	if a.kind == saves || a.kind == renames {
		a.do = func(shelf Shelf, based uint64) (uint64, error) {
			if based != 0 && !shelf.Place().Past { // else theirs would be nowhere any more
				if err := shelf.Delete(a.name, based); err != nil {
					return 0, err
				}
				based = 0
			}
			if based == 0 || a.kind == saves {
				return shelf.Save(*mine, based)
			}
			return do(shelf, based)
		}
	}
	a.before, a.based = a.based(), basedOn(theirs)
	return onShelf(c, a)
}

// now is what is to be saved of the working changes, where the conflict is about them: edits may have been made since. Without, of is nil.
func (k *Conflict) now(c *Ctx) (s scenarios.Scenario, of *scenarios.Saving) {
	if k.of.saving == nil || !k.of.saving.Of(c.Work) {
		return s, nil
	}
	s = *k.of.mine
	s.Changes = c.Work.Changes()
	saving := c.Work.Saving(s)
	return s, &saving
}

// theirs leaves what stands there and, where the conflict is about the working changes, starts from it.
func (k *Conflict) theirs(c *Ctx) tea.Cmd {
	said := lang.F("« %s » reste tel quel", "%q stays as it is", k.Theirs.Name)
	if k.of.saving != nil && k.of.saving.Of(c.Work) {
		var from Saved // the year itself, where it is deleted
		switch at := c.savedAt(k.Theirs.To); {
		case !k.Theirs.Deleted:
			from = Saved{Scenario: k.Theirs.Scenario, Revision: k.Theirs.Revision}
		case at >= 0:
			from = c.Saved[at]
		}
		if err := c.Work.Load(from.Scenario, from.Revision); err != nil {
			c.Complain(err)
			return nil
		}
		said = lang.F("la version de %s est chargée ; {undo} revient à la vôtre", "the version of %s is loaded; {undo} goes back to yours", scenarios.Who(k.Theirs.Author))
		if from.Name == "" {
			said = lang.F("« %s » reste supprimé ; {undo} revient à vos hypothèses", "%q stays deleted; {undo} goes back to your changes", k.Theirs.Name)
		}
		c.Changed()
	}
	c.Conflict = nil
	c.Say(said)
	return nil
}

// asNew asks for a name that is free, under which mine becomes a scenario of its own.
func (k *Conflict) asNew(c *Ctx) tea.Cmd {
	mine := *k.of.mine
	mine.Name = c.freeName(mine.Name)
	c.Overlay = NameForm(c, lang.T("Enregistrer sous un autre nom", "Save under another name"), "", mine, k.AsNew)
	return nil
}

// AsNew saves mine under the name and the note of next, or gives them to the scenario whose renaming was refused.
func (k *Conflict) AsNew(c *Ctx, next scenarios.Scenario) tea.Cmd {
	s, of := k.now(c)
	switch {
	case k.taken():
		return onShelf(c, renameAttempt(k.of.name, next, k.of.based()))
	case of == nil:
		return SaveOther(c, next)
	}
	next.Changes = s.Changes
	return Save(c, next, 0)
}

// Mine is what the attempt was to leave on the shelf; false where it was to delete.
func (k *Conflict) Mine() (scenarios.Scenario, bool) {
	if k.of.mine == nil {
		return scenarios.Scenario{}, false
	}
	return *k.of.mine, true
}

// freeName is a name like another one, that no scenario has.
func (c *Ctx) freeName(name string) string {
	for n := 2; ; n++ {
		if next := name + " (" + strconv.Itoa(n) + ")"; !c.IsSaved(next) {
			return next
		}
	}
}

// NameForm asks for the name of a scenario, which must be free or the one that is kept, and for its note.
func NameForm(c *Ctx, title lang.Text, kept string, from scenarios.Scenario, done func(*Ctx, scenarios.Scenario) tea.Cmd) *Form {
	free := func(name string) error {
		if err := scenarios.CheckName(name); err != nil {
			return err
		}
		if name != kept && c.IsSaved(name) {
			return lang.Wrong(lang.F("« %s » existe déjà", "%q exists already", name), lang.T("choisissez un autre nom", "choose another name"))
		}
		return nil
	}
	return &Form{
		Title: title,
		Fields: []*FormField{
			NewFormField(lang.T("Nom", "Name"), from.Name, free),
			NewFormField(lang.T("Note", "Note"), from.Note, nil),
		},
		Done: func(c *Ctx, v []string) tea.Cmd {
			from.Name, from.Note = v[0], v[1]
			return done(c, from)
		},
	}
}

// TakeUp takes a draft up. Where its scenario was saved or deleted since, it says so: a save will be a conflict.
func (c *Ctx) TakeUp(d scenarios.Draft) error {
	var saved []scenarios.Change
	at := c.savedAt(d.Of)
	if at >= 0 {
		saved = c.Saved[at].Changes
	}
	if err := c.Work.TakeUp(d, saved); err != nil {
		return err
	}
	c.Changed()
	switch {
	case d.Of == "" || c.RevisionOf(d.Of) == d.Revision:
	case at < 0:
		c.Say(lang.F("« %s » a été supprimé depuis ; enregistrer le brouillon vous laissera le choix", "%q was deleted since; saving the draft will leave the choice to you", d.Of))
	default:
		c.Say(lang.F("« %[1]s » a été enregistré depuis par %[2]s ; enregistrer le brouillon vous laissera le choix", "%[1]q was saved since by %[2]s; saving the draft will leave the choice to you", d.Of, scenarios.Who(c.Saved[at].Author)))
	}
	return nil
}
