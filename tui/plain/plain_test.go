package plain_test

import (
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/engine/lang/langtest"
	"quotepart/scenarios"
	"quotepart/storage"
	"quotepart/storage/demo"
	"quotepart/storage/dossier"
	"quotepart/tui"
	"quotepart/tui/emulator"
	"quotepart/tui/plain"
	"quotepart/tui/ui"
)

var languages = []lang.Lang{lang.FR, lang.EN}

func demoDossier(t testing.TB) *scenarios.Dossier {
	t.Helper()
	d, _, err := dossier.Read(demo.Files())
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// options opens a year with its scenarios on a shelf.
func options(t testing.TB, y *engine.Year, shelf ui.Shelf, draft []scenarios.Change) tui.Options {
	t.Helper()
	work, err := scenarios.NewWorkbench(y)
	if err != nil {
		t.Fatal(err)
	}
	saved, err := shelf.List()
	if err != nil {
		t.Fatal(err)
	}
	return tui.Options{Who: scenarios.Person{Role: scenarios.Lead}, Work: work, Shelf: shelf, Saved: saved, Draft: scenarios.Draft{Changes: draft}}
}

func demoOptions(t testing.TB) tui.Options {
	d := demoDossier(t)
	o := options(t, d.Year, tui.NewMemory(d.Scenarios, "démo"), nil)
	o.Calls, o.Invoices = d.Calls, d.Invoices
	return o
}

// piped gives lines to a dialogue that nobody sits at.
func piped(t testing.TB, o tui.Options, l lang.Lang, lines string) (string, error) {
	t.Helper()
	return talk(t, o, l, false, lines)
}

// asked gives lines as the answers of somebody.
func asked(t testing.TB, o tui.Options, l lang.Lang, lines string) (string, error) {
	t.Helper()
	return talk(t, o, l, true, lines)
}

var today = regexp.MustCompile(`date 20[0-9-]{8}`)

func talk(t testing.TB, o tui.Options, l lang.Lang, asks bool, lines string) (string, error) {
	t.Helper()
	var out strings.Builder
	_, err := plain.Run(plain.NewDialogue(strings.NewReader(lines), &out, asks, l), o)
	if wrong := langtest.Shows(out.String()); wrong != "" || strings.ContainsAny(out.String(), "\t─│┌▲▼█") {
		t.Fatalf("a sign that is not for reading, or %s:\n%s", wrong, out.String())
	}
	return today.ReplaceAllString(out.String(), "date DATE"), err
}

// script is a whole dialogue in the words of both languages, line by line.
var script = map[lang.Lang]string{
	lang.FR: `aide
membres clairbrune
établissements ormevert
ETABLISSEMENTS zzz
tarifs
explique college-sitetv
usages
usages 0990001N
budget
valeurs 0990007V
modifie schools/0990007V/pupils 1101
explique 0990007V
membres
annule
rétablis
annule
multiplie schools/*[level=college]/pupils +2 %
multiplie tariffs/college-comptes/price 1,08
modifie members/departement-val-de-brune/name="Le Département"
hypothèses
retire hypothèse 1
retire subsidies/feder-colleges
ajoute schools/0990061D name=Collège Neuf ; level=college ; town=Ormevert ; member=departement-val-de-brune ; pupils=300 ; access=2025-09-01
explique departement
comparer Fin du FEDER
comparer par tarif
pourquoi departement
suspends 1
pourquoi
suspends 1
enregistre Trois idées
note Pour la commission
renomme Quatre idées
scénarios
scénario fin du feder
référence fin du feder
résumé
référence
historique quatre idees
supprime fin du feder
historique
annule
charge Fin du FEDER
charge
appels
contrôlé if-noir Vu avec la trésorerie
annule
contrôlé if-noir Vu avec la trésorerie
rouvre if-noir
langue
members clairbrune
langue fr
quitter
`,
	lang.EN: `help
members clairbrune
schools ormevert
SCHOOLS zzz
tariffs
explain college-sitetv
usage
usage 0990001N
budget
values 0990007V
set schools/0990007V/pupils 1101
explain 0990007V
members
undo
redo
undo
scale schools/*[level=college]/pupils +2%
scale tariffs/college-comptes/price 1.08
set members/departement-val-de-brune/name="Le Département"
changes
remove change 1
remove subsidies/feder-colleges
add schools/0990061D name=Collège Neuf; level=college; town=Ormevert; member=departement-val-de-brune; pupils=300; access=2025-09-01
explain departement
compare Fin du FEDER
compare by tariff
why departement
suspend 1
why
suspend 1
save Three ideas
note For the board
rename Four ideas
scenarios
scenario fin du feder
reference fin du feder
summary
reference
history four ideas
delete fin du feder
history
undo
load Fin du FEDER
load
calls
checked if-noir Seen with the treasury
undo
checked if-noir Seen with the treasury
reopen if-noir
language
membres clairbrune
language en
quit
`,
}

func TestDialogue(t *testing.T) {
	for _, l := range languages {
		out, err := piped(t, demoOptions(t), l, script[l])
		if err != nil {
			t.Errorf("%s: %v", l, err)
		}
		emulator.Golden(t, "dialogue."+l.String(), out)
	}
}

// Somebody is asked for what is missing: a wrong value again, with the reason; nothing keeps the old one.
func TestQuestions(t *testing.T) {
	answers := map[lang.Lang]string{
		lang.FR: "modifie schools/0990001N/pupils\nbeaucoup\n\nmodifie schools/0990001N/pupils\nbeaucoup\n800\n" +
			"modifie tariffs/college-sitetv/beyond\nlast\nmodifie feder\nFEDER 2\n\n44000\n\n" +
			"ajoute charges/neuve\nCharge neuve\nbizarre\ncontent\ncollege\n1000\n\n60%\n" +
			"enregistre\nÀ voir\nNote de travail\nmodifie schools/0990001N/pupils 700\nquitter\nnon\nquitter\noui\n",
		lang.EN: "set schools/0990001N/pupils\nmany\n\nset schools/0990001N/pupils\nmany\n800\n" +
			"set tariffs/college-sitetv/beyond\nlast\nset feder\nFEDER 2\n\n44000\n\n" +
			"add charges/neuve\nNew charge\nstrange\ncontent\ncollege\n1000\n\n60%\n" +
			"save\nTo be seen\nA working note\nset schools/0990001N/pupils 700\nquit\nno\nquit\nyes\n",
	}
	for _, l := range languages {
		o := demoOptions(t)
		out, err := asked(t, o, l, answers[l])
		if err != nil {
			t.Errorf("%s: %v", l, err)
		}
		if len(o.Work.Changes()) != 6 {
			t.Errorf("%s: changes %v", l, o.Work.Changes())
		}
		emulator.Golden(t, "questions."+l.String(), out)
	}
}

// Where the answers end in the middle of a question, nothing is done and the dialogue ends by itself.
func TestQuestionsThatNobodyAnswers(t *testing.T) {
	for _, lines := range []string{"modifie schools/0990001N/pupils", "modifie feder\n", "ajoute charges/neuve\nNeuve\n", "modifie schools/0990001N/pupils\nbeaucoup\n"} {
		o := demoOptions(t)
		if _, err := asked(t, o, lang.FR, lines); err != nil || len(o.Work.Changes()) > 0 {
			t.Errorf("%q: %v, %v", lines, err, o.Work.Changes())
		}
	}
	o := demoOptions(t)
	if _, err := asked(t, o, lang.FR, "modifie schools/0990001N/pupils 700\nenregistre\n"); err != nil || len(o.Work.Changes()) != 1 {
		t.Errorf("%v, %v", err, o.Work.Changes())
	}
	if list, _ := o.Shelf.List(); len(list) != len(o.Saved) {
		t.Errorf("something was saved without a name: %v", list)
	}
}

// Every line that can be refused, in both languages. The lines after it are done all the same, and their numbers are told at the end.
func TestRefusals(t *testing.T) {
	lines := strings.Join([]string{
		"membrs", "bonjour", "explique", "explique zzz", "explique jules ferry", "usages college-comptes", "valeurs zzz",
		"modifie", "modifie schools/0990001N/pupils", "modifie schools/0990001N/pupils beaucoup", "modifie schools/0990001N/pupil 3", "modifie schools/0990001P/pupils",
		"modifie 0990001N", "modifie schools/*/pupils 3", "multiplie", "multiplie schools/*/pupils", "multiplie schools/*/pupils +x %", "multiplie schools/*/pupils x", "multiplie schools/*/name 2",
		"ajoute", "ajoute schools/0990061D", "ajoute schools/0990061D name", "ajoute schools/0990061D name=X", "retire", "retire hypothèse 1", "retire members/departement-val-de-brune",
		"enregistre X", "charge zzz", "scénario zzz", "supprime", "renomme X", "note X", "référence zzz", "historique zzz", "restaure 1 zzz", "restaure 99 Fin du FEDER", "comparer par âge", "comparer zzz",
		"langue de", "exercices", "pourquoi zzz", "pourquoi feder", "suspends x", "contrôlé zzz x", "contrôlé", "contrôlé departement-val-de-brune", "rouvre cc-ozelle-maritime", "rouvre if-noir", "contrôlé cc x", "modifie schools/0990001N/pupils 700", "enregistre", "enregistre fin", "enregistre Fin du FEDER", "enregistre baseline", "remplace Fin du FEDER", "contrôlé cc-ozelle-maritime x", "hypothèses",
	}, "\n")
	for _, l := range languages {
		o := demoOptions(t)
		out, err := piped(t, o, l, lines)
		var fault lang.Localized
		if !errors.As(err, &fault) {
			t.Fatalf("%s: %v", l, err)
		}
		if list, _ := o.Shelf.List(); len(list) != len(o.Saved)+1 {
			t.Errorf("%s: %d scenarios", l, len(list))
		}
		emulator.Golden(t, "refused."+l.String(), out+fault.In(l))
	}
	if _, err := piped(t, demoOptions(t), lang.FR, "membrs\n"); err == nil || !strings.Contains(err.Error(), "lines refused: 1 (1)") {
		t.Errorf("%v", err)
	}
	if out, err := asked(t, demoOptions(t), lang.FR, "membrs\n"); err != nil || !strings.Contains(out, "Refusé : « membrs »") {
		t.Errorf("somebody was told already: %v\n%s", err, out)
	}
}

// Nothing, blank lines, lines of Windows, a mark at the start and no end of line are no faults; a line that is too long is one.
func TestLines(t *testing.T) {
	for lines, want := range map[string]string{
		"": "", "\n\n  \n": "", "\ufeffmembres if-noir\r\n": "Ligne 1 : membres if-noir\n", "membres\u00a0if-noir": "Ligne 1 : membres if-noir\n",
	} {
		out, err := piped(t, demoOptions(t), lang.FR, lines)
		if err != nil || want != "" && !strings.Contains(strings.ReplaceAll(out, "\u00a0", " "), want) || want != "" && strings.Count(out, "Membre CC du Pays de l'If-Noir") != 1 {
			t.Errorf("%q: %v\n%s", lines, err, out)
		}
	}
	out, err := piped(t, demoOptions(t), lang.FR, strings.Repeat("x", 70_000)+"\nmembres if-noir\n")
	if err == nil || !strings.Contains(out, "Ligne 1, refusée : la ligne dépasse 65") || !strings.Contains(out, "Ligne 2 : membres if-noir") {
		t.Errorf("%v\n%s", err, out)
	}
	if out, err := asked(t, demoOptions(t), lang.FR, "modifie schools/0990001N/pupils\n"+strings.Repeat("x", 70_000)+"\n800\n"); err != nil || !strings.Contains(out, "742 → 800") {
		t.Errorf("%v\n%s", err, out)
	}
}

// storeShelf is the demo in a real store.
func storeShelf(t *testing.T) (*scenarios.Dossier, *storage.Store, *tui.StoreShelf) {
	t.Helper()
	s, err := storage.Open(filepath.Join(t.TempDir(), "data"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	d := demoDossier(t)
	if _, err := s.Import(d, lead("anne"), false); err != nil {
		t.Fatal(err)
	}
	return d, s, tui.NewStoreShelf(s, d.Year.ID, lead("anne"), s.Revision())
}

// folderShelf is the demo in a folder.
func folderShelf(t *testing.T) (*scenarios.Dossier, tui.FolderShelf) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "demo")
	if err := os.CopyFS(dir, demo.Files()); err != nil {
		t.Fatal(err)
	}
	d, _, err := dossier.ReadFolder(dir)
	if err != nil {
		t.Fatal(err)
	}
	return d, tui.FolderShelf{Dir: dir, Author: "anne"}
}

// What is saved is in the store, or in the folder; what is not is kept as a draft when the lines end, and offered next time. Until
// that is decided about, no edit takes its place.
func TestDraft(t *testing.T) {
	d, store, inStore := storeShelf(t)
	df, inFolder := folderShelf(t)
	for name, one := range map[string]struct {
		year  *engine.Year
		shelf ui.Shelf
		draft func() ([]scenarios.Change, error)
	}{
		"store": {d.Year, inStore, func() ([]scenarios.Change, error) {
			draft, err := store.Draft(d.Year.ID, "anne")
			return draft.Changes, err
		}},
		"folder": {df.Year, inFolder, func() ([]scenarios.Change, error) { d, err := dossier.Draft(inFolder.Dir); return d.Changes, err }},
	} {
		t.Run(name, func(t *testing.T) {
			kept := func(want int) []scenarios.Change {
				t.Helper()
				draft, err := one.draft()
				if err != nil || len(draft) != want {
					t.Fatalf("draft %v, %v; want %d changes", draft, err, want)
				}
				return draft
			}
			say := func(lines, want string) {
				t.Helper()
				out, _ := piped(t, options(t, one.year, one.shelf, kept(len(mustDraft(t, one.draft)))), lang.FR, lines)
				if !strings.Contains(out, want) {
					t.Errorf("%q does not say %q:\n%s", lines, want, out)
				}
			}
			say("modifie schools/0990001N/pupils 800\nmodifie tariffs/college-comptes/price 7\n", "gardées comme brouillon")
			kept(2)
			say("membres\n", "2 hypothèses sont restées")
			kept(2)
			say("modifie schools/0990001N/pupils 1\ncharge\nmultiplie schools/*/pupils 2\n", "Ligne 1, refusée : un brouillon de 2 hypothèses attend — dites d'abord reprends ou oublie")
			kept(2)
			say("reprends\nannule\n", "Prix, Création et fonctionnement des comptes")
			say("oublie\noublie\n", "Il n'y a pas de brouillon")
			kept(0)
			say("modifie schools/0990001N/pupils 800\nenregistre Essai\nmodifie schools/0990001N/pupils 801\n", "scénario « Essai » enregistré")
			kept(1)
			list, err := one.shelf.List()
			if err != nil || len(list) != 4 || list[0].Name != "Essai" || list[0].Changes[0].Value != "800" {
				t.Errorf("%v, %v", list, err)
			}
			say("reprends\nenregistre Essai\n", "existe déjà")
		})
	}
}

func mustDraft(t *testing.T, draft func() ([]scenarios.Change, error)) []scenarios.Change {
	t.Helper()
	changes, err := draft()
	if err != nil {
		t.Fatal(err)
	}
	return changes
}

// Loading over unsaved changes is asked; from a pipe, where nobody answers, it is refused and changes nothing.
func TestLoadOverUnsavedChanges(t *testing.T) {
	const edit = "modifie schools/0990001N/pupils 800\n"
	for lines, want := range map[string]string{"charge Fin du FEDER\nnon\n": "set schools/0990001N/pupils to 800", "charge Fin du FEDER\noui\n": "remove subsidies/feder-colleges", "charge Fin du FEDER\noui\nannule\n": "set schools/0990001N/pupils to 800"} {
		o := demoOptions(t)
		out, err := asked(t, o, lang.FR, edit+lines)
		if changes := o.Work.Changes(); err != nil || len(changes) != 1 || changes[0].String() != want || !strings.Contains(out, "annule y revient tant que l'on ne quitte pas") {
			t.Errorf("%q: %v, %v\n%s", lines, changes, err, out)
		}
	}
	o := demoOptions(t)
	if _, err := piped(t, o, lang.FR, edit+"charge\ncharge Fin du FEDER\n"); err != nil || len(o.Work.Changes()) != 1 || o.Work.Scenario().Name != "Fin du FEDER" {
		t.Errorf("%v, %v", err, o.Work.Scenario())
	}
	o = demoOptions(t)
	out, err := piped(t, o, lang.FR, edit+"charge Fin du FEDER\n")
	if changes := o.Work.Changes(); err == nil || !strings.Contains(out, "Ligne 2, refusée : les hypothèses en cours ne sont pas enregistrées") || len(changes) != 1 || changes[0].Value != "800" {
		t.Errorf("%v, %v\n%s", changes, err, out)
	}
}

// lead is somebody who may do all.
func lead(name string) scenarios.Person {
	return scenarios.Person{Name: name, Role: scenarios.Lead}
}
