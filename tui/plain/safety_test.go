package plain_test

import (
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"quotepart/engine/enginetest"
	"quotepart/engine/lang"
	"quotepart/engine/lang/langtest"
	"quotepart/scenarios"
	"quotepart/storage"
	"quotepart/tui"
	"quotepart/tui/emulator"
	"quotepart/tui/plain"
	"quotepart/tui/ui"
	"quotepart/tui/widget"
)

// A reader plays with changes, and saves nothing; finance marks what is checked. What is refused is said, and not done.
func TestRoles(t *testing.T) {
	lines := "modifie schools/0990001N/pupils 700\nenregistre X\nremplace Fin du FEDER\nsupprime Fin du FEDER\ncharge Fin du FEDER\nnote X\nrenomme X\nrestaure 1 Fin du FEDER\ncharge\ncontrôlé if-noir Vu\nrésumé\n"
	for _, role := range []scenarios.Role{scenarios.Reader, scenarios.Finance} {
		o := demoOptions(t)
		o.Who.Role = role
		out, err := piped(t, o, lang.FR, lines)
		list, _ := o.Shelf.List()
		marks, _ := o.Shelf.Marks()
		if err == nil || !slices.EqualFunc(list, o.Saved, func(a, b ui.Saved) bool { return a.Name == b.Name && len(a.Changes) == len(b.Changes) && a.At == b.At }) {
			t.Errorf("%v: %v, %v", role, err, list)
		}
		if marked := len(marks) == 1; marked != (role == scenarios.Finance) {
			t.Errorf("%v: marks %v", role, marks)
		}
		if !strings.Contains(out, "742 → 700") {
			t.Errorf("%v cannot play:\n%s", role, out)
		}
		emulator.Golden(t, "role-"+strings.ReplaceAll(role.Text().In(lang.EN), " ", "-"), out)
	}
}

// Text of the data and of the lines commands no terminal, wherever it is said; talk holds every answer against that.
func TestHostileText(t *testing.T) {
	y := enginetest.Hostile(demoDossier(t).Year, langtest.Hostile)
	uai := y.Schools[0].UAI
	for i, hostile := range langtest.Hostile {
		l := languages[i%len(languages)]
		o := options(t, y, tui.NewMemory([]scenarios.Scenario{{Name: "fin", Note: hostile}, {Name: hostile}}, hostile), nil)
		out, _ := piped(t, o, l, script[l]+hostile+"\nexplique "+hostile+"\nvaleurs "+uai+"\nexplique "+uai+"\nmembres\nbudget\nscénarios\nmodifie schools/"+uai+"/name "+hostile+"\nenregistre "+hostile+"\n")
		if !strings.Contains(out, "presse-papiers") {
			t.Errorf("%s: the text is not shown at all", l)
		}
		if o.Work.Year().Schools[0].Name != y.Schools[0].Name {
			t.Errorf("%q was taken as a name", hostile)
		}
	}
}

// Where nobody reads any more, the dialogue ends, with what was edited kept.
func TestWriterThatFails(t *testing.T) {
	d, store, shelf := storeShelf(t)
	o := options(t, d.Year, shelf, nil)
	w := &failing{after: 1}
	_, err := plain.Run(plain.NewDialogue(strings.NewReader("modifie schools/0990001N/pupils 700\nmembres\nenregistre X\n"), w, false, lang.FR), o)
	if !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("%v", err)
	}
	if draft, err := store.Draft(d.Year.ID, "anne"); err != nil || len(draft.Changes) != 1 {
		t.Errorf("%v, %v", draft, err)
	}
	if list, _ := shelf.List(); len(list) != 3 {
		t.Errorf("a line after the failure was done: %v", list)
	}
}

type failing struct{ after int }

func (f *failing) Write(b []byte) (int, error) {
	if f.after--; f.after < 0 {
		return 0, io.ErrClosedPipe
	}
	return len(b), nil
}

// forgetful is a shelf that cannot keep drafts.
type forgetful struct{ *tui.Memory }

func (forgetful) SaveDraft(scenarios.Draft) error {
	return lang.Wrong(lang.T("le disque est plein", "the disk is full"), lang.T("libérez de la place", "free some space"))
}

// A draft that cannot be kept is said at once and is an error at the end; the changes can still be saved.
func TestDraftThatCannotBeKept(t *testing.T) {
	d := demoDossier(t)
	o := options(t, d.Year, forgetful{tui.NewMemory(nil, "")}, nil)
	out, err := piped(t, o, lang.EN, "set schools/0990001N/pupils 700\n")
	if err == nil || !strings.Contains(err.Error(), "the disk is full") || !strings.Contains(out, "Line 1, refused: the disk is full — free some space") {
		t.Errorf("%v\n%s", err, out)
	}
	o = options(t, d.Year, forgetful{tui.NewMemory(nil, "")}, nil)
	if _, err := asked(t, o, lang.EN, "set schools/0990001N/pupils 700\nsave X\n\n"); err != nil {
		t.Errorf("%v", err)
	}
}

// The start without screens: years, a year, the demo, an import that fails and one that does not; the lines go on in the year.
func TestStart(t *testing.T) {
	years := []storage.YearInfo{{ID: "2024-2025", Label: "Avant", Schools: 10, Members: 2}, {ID: "2025-2026", Label: "Maintenant\x1b[2J", Schools: 12, Members: 3}}
	importer := func(folder string) (string, error) {
		if folder != "le dossier" {
			return "", lang.Wrong(lang.F("« %s » n'est pas un dossier", "%q is no folder", folder), lang.T("vérifiez", "check"))
		}
		return "2026-2027", nil
	}
	for _, c := range []struct {
		lines string
		want  tui.Choice
		fails bool
	}{
		{"", tui.Choice{}, false},
		{"aide\nexercices\nquitter\nouvre 2025-2026\n", tui.Choice{}, false},
		{"ouvre 2025-2026\nmembres\n", tui.Choice{Year: "2025-2026"}, false},
		{"demo", tui.Choice{Demo: true}, false},
		{"langue en\nimport \"le dossier\"\n", tui.Choice{Year: "2026-2027"}, false},
		{"ouvre\nouvre 2025-2027\nimporte\nimporte ailleurs\nlangue de\nmembres\n", tui.Choice{}, true},
	} {
		var out strings.Builder
		d := plain.NewDialogue(strings.NewReader(c.lines), &out, false, lang.FR)
		got, err := plain.Choose(d, years, importer)
		if got != c.want || (err != nil) != c.fails {
			t.Errorf("%q: %v, %v", c.lines, got, err)
		}
		if c.fails {
			emulator.Golden(t, "start-refused", out.String())
		}
		if strings.HasPrefix(c.lines, "aide") {
			emulator.Golden(t, "start", out.String())
		}
		if c.want.Year == "2025-2026" { // the lines that follow are for the year
			o := demoOptions(t)
			o.Years = true
			if again, err := plain.Run(d, o); err != nil || again != tui.Quit || !strings.Contains(out.String(), "Ligne 2 : membres") {
				t.Errorf("%v, %v\n%s", again, err, out.String())
			}
		}
	}
	o := demoOptions(t)
	o.Years = true
	d := plain.NewDialogue(strings.NewReader("exercices\nquitter\n"), io.Discard, false, lang.FR)
	if again, err := plain.Run(d, o); err != nil || again != tui.ToYears {
		t.Errorf("back to the years: %v, %v", again, err)
	}
	if got, err := plain.Choose(d, years, importer); err != nil || got != (tui.Choice{}) {
		t.Errorf("%v, %v", got, err)
	}
}

// watched is a shelf that counts what changes what is saved.
type watched struct {
	*tui.Memory
	touched []string
}

func (w *watched) Save(s scenarios.Scenario, based uint64) (uint64, error) {
	w.touched = append(w.touched, "save")
	return w.Memory.Save(s, based)
}

func (w *watched) Rename(from string, s scenarios.Scenario, based uint64) (uint64, error) {
	w.touched = append(w.touched, "rename")
	return w.Memory.Rename(from, s, based)
}

func (w *watched) Delete(name string, based uint64) error {
	w.touched = append(w.touched, "delete")
	return w.Memory.Delete(name, based)
}

func (w *watched) Restore(name string, v scenarios.Version, based uint64) (uint64, error) {
	w.touched = append(w.touched, "restore")
	return w.Memory.Restore(name, v, based)
}

func (w *watched) Mark(finding, note string) error {
	w.touched = append(w.touched, "mark")
	return w.Memory.Mark(finding, note)
}

// Whatever the lines are, nothing panics, everything ends, every answer is fit for a terminal, and nothing that is saved changes
// where no line says so. Undoing everything gives the year back.
func FuzzLines(f *testing.F) {
	for _, l := range languages {
		for line := range strings.Lines(script[l]) {
			f.Add(line, false)
		}
		f.Add(script[l], true)
	}
	f.Add("modifie schools/*[level=x y]/pupils=\nset [[[ ]]]\nmultiplie x %\nexplique \"\nvaleurs «»\nretire hypothèse -1\nsuspends 0\nrestaure 1", false)
	d := demoDossier(f)
	f.Fuzz(func(t *testing.T, lines string, asks bool) {
		shelf := &watched{Memory: tui.NewMemory(d.Scenarios, "")}
		o := options(t, d.Year, shelf, nil)
		o.Calls, o.Invoices = d.Calls, d.Invoices
		_, err := talk(t, o, lang.EN, asks, lines)
		var fault lang.Localized
		if err != nil && !errors.As(err, &fault) {
			t.Fatalf("%v has no words", err)
		}
		saves := false
		for line := range strings.FieldsFuncSeq(lines, func(r rune) bool { return r == '\n' }) {
			words := strings.Fields(widget.Fold(strings.TrimPrefix(line, "\ufeff")))
			saves = saves || len(words) > 0 && slices.ContainsFunc(saving, func(s string) bool { return strings.HasPrefix(words[0], s) })
		}
		if len(shelf.touched) > 0 && !saves {
			t.Fatalf("%q changed what is saved: %v", lines, shelf.touched)
		}
		for o.Work.Undo() {
		}
		if len(o.Work.Changes()) > 0 || o.Work.Result().Totals() != o.Work.Baseline().Totals() {
			t.Fatalf("%q: undoing everything does not give the year back", lines)
		}
	})
}

// saving are the starts of the words that change what is saved.
var saving = []string{"enregistre", "save", "remplace", "replace", "renomme", "rename", "note", "supprime", "delete", "restaure", "restore", "control", "check", "rouvr", "reopen"}
