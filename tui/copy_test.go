package tui_test

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"quotepart/engine/enginetest"
	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/storage/dossier"
	"quotepart/tui"
	"quotepart/tui/emulator"
)

// copies wants this text on the clipboard; it comes with a command, after the frame that says so.
func copies(t *testing.T, term *emulator.Term, want string) {
	t.Helper()
	term.WaitUntil("the copied text", func(string) bool { return true })
	for range 100 {
		if term.Clipboard() == want {
			return
		}
	}
	t.Errorf("copied %q, want %q", term.Clipboard(), want)
}

// A cell is copied as the language writes its number, without what only people read.
func TestCopyCell(t *testing.T) {
	for l, want := range map[lang.Lang][]string{lang.FR: {"4000", "26632,73", "20983,52", "copié : 4000"}, lang.EN: {"4000", "26632.73", "20983.52", "copied: 4000"}} {
		o, _ := demoOptions(t)
		o.Lang = l
		term := start(t, o, 120, 36, emulator.Mono)
		term.Press("f4", "e")
		term.Type("4000")
		term.Press("enter", "y")
		copies(t, term, want[0])
		wants(t, term, want[3])
		for i, text := range want[1:3] { // the total, which is marked as incomplete, and the difference
			term.Press("right", "y")
			copies(t, term, text)
			if i == 0 { // as a plain number it no longer says that it lacks a line
				wants(t, term, map[lang.Lang]string{lang.FR: "attention : montants incomplets (!)", lang.EN: "warning: incomplete amounts (!)"}[l])
			}
		}
		term.Press("left", "left", "left", "y") // the classes are not known
		wants(t, term, map[lang.Lang]string{lang.FR: "rien à copier ici", lang.EN: "nothing to copy here"}[l])
		term.Quit()
	}
}

// The whole table is copied as it is filtered and sorted, with titles and tabs; hidden columns are left out; a missing value
// is empty. Too much is refused.
func TestCopyTable(t *testing.T) {
	o, _ := demoOptions(t)
	term := start(t, o, 120, 36, emulator.Mono)
	term.Press("f4", "/")
	term.Type("college jaures")
	term.Press("enter", "C")
	wants(t, term, "Colonnes · Établissements", "▸ ● UAI", "pas la place")
	term.Press("space", "space", "esc", "Y")
	wants(t, term, "copié : 1 ligne(s), avec les titres")
	copies(t, term, "Établissement\tCommune\tMembre\tClasses\tÉlèves\tTotal\tΔ\nCollège Jean Jaurès\tClairbrune\tDépartement du Val-de-Brune\t\t487\t4194,95\t\n")
	term.Quit()

	work, err := scenarios.NewWorkbench(enginetest.BigYear(2000, 20))
	if err != nil {
		t.Fatal(err)
	}
	big := tui.Options{Who: scenarios.Person{Role: scenarios.Lead}, Work: work, Shelf: tui.NewMemory(nil, ""), Theme: "mono"}
	term = start(t, big, 120, 36, emulator.Mono)
	term.Press("f4", "Y")
	wants(t, term, "trop pour le presse-papiers", "exportez (x)")
	term.Quit()
}

// Columns are hidden and shown again; the cursor passes over hidden ones.
func TestColumns(t *testing.T) {
	o, _ := demoOptions(t)
	term := start(t, o, 120, 36, emulator.Mono)
	term.Press("f4")
	wants(t, term, "Commune", "Classes")
	term.Press("C", "down", "down", "space", "up")
	wants(t, term, "○ Commune             cachée")
	term.Press("esc")
	lacks(t, term, "É/C  Commune ")
	wants(t, term, "UAI") // it has room now
	term.Press("C", "*", "esc")
	wants(t, term, "É/C  Commune ")
	term.Quit()
}

// Numbers are sorted with the largest first, texts with the first; a column that cannot be sorted says so.
func TestSortOrder(t *testing.T) {
	o, _ := demoOptions(t)
	term := start(t, o, 120, 36, emulator.Mono)
	term.Press("f4", "o", "home")
	wants(t, term, "▼", "▸ Collège Marie Curie")
	term.Press("o", "o", "left", "left", "left", "left", "left", "left", "left", "o")
	wants(t, term, "Établissement▲")
	term.Press("tab", "o")
	wants(t, term, "cette colonne ne se trie pas")
	term.Quit()
}

// exportTo opens the export, chooses the content by its words, and gives the path.
func exportTo(term *emulator.Term, content, path string) {
	term.Press("x")
	if content != "" {
		term.Type(content)
	}
	term.Press("tab", "ctrl+u")
	term.Type(path)
	term.Press("enter")
}

// The table shown goes to a file of each format, as it is filtered; every role may, also in the demo.
func TestExportTable(t *testing.T) {
	dir := t.TempDir()
	o, _ := demoOptions(t)
	o.Shelf, o.Who.Role = tui.NewMemory(nil, ""), scenarios.Reader
	term := start(t, o, 120, 36, emulator.Mono)
	term.Press("f4", "/")
	term.Type("college jaures")
	term.Press("enter")
	for _, format := range []string{"csv", "md", "json"} {
		path := filepath.Join(dir, "ecoles."+format)
		exportTo(term, "", path)
		term.WaitFor("exporté dans")
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(data), "Collège Jean Jaurès") || strings.Contains(string(data), "Ferry") {
			t.Errorf("%s:\n%s", format, data)
		}
		switch format {
		case "csv":
			rows, err := csv.NewReader(strings.NewReader(string(data))).ReadAll()
			if err != nil || len(rows) != 2 || !slices.Contains(rows[1], "4194.95") {
				t.Errorf("%v %v", rows, err)
			}
		case "json":
			var rows []map[string]*string
			if err := json.Unmarshal(data, &rows); err != nil || len(rows) != 1 || *rows[0]["Total"] != "4194.95" || rows[0]["Classes"] != nil {
				t.Errorf("%s %v", data, err)
			}
		}
		term.Press("esc")
	}
	term.Quit()
}

// The report of a screen and the working year go out too: what is written is what is computed.
func TestExportReportAndYear(t *testing.T) {
	dir := t.TempDir()
	o, _ := demoOptions(t)
	work := o.Work
	term := start(t, o, 120, 36, emulator.Mono)
	term.Press("f4", "+", "f3")
	exportTo(term, "rapport", filepath.Join(dir, "membres.md"))
	term.WaitFor("exporté dans")
	data, err := os.ReadFile(filepath.Join(dir, "membres.md"))
	if err != nil || !strings.Contains(string(data), "set schools/0990001N/pupils to 743") || !strings.Contains(string(data), "Équilibre") {
		t.Errorf("%v\n%s", err, data)
	}
	exportTo(term, "dossier", filepath.Join(dir, "exercice.csv"))
	wants(t, term, "est le nom d'un fichier")
	term.Press("esc")
	exportTo(term, "dossier", filepath.Join(dir, "exercice"))
	term.WaitUntil("the folder", func(screen string) bool {
		return strings.Contains(screen, "exercice") && strings.Contains(screen, "exporté dans")
	})
	d, _, err := dossier.Read(os.DirFS(filepath.Join(dir, "exercice")))
	if err != nil {
		t.Fatal(err)
	}
	if got := d.Year.Schools[0].Pupils; got != work.Year().Schools[0].Pupils || got != 743 {
		t.Errorf("%d pupils", got)
	}
	exportTo(term, "dossier", filepath.Join(dir, "exercice"))
	term.WaitFor("ce dossier n'est pas vide")
	term.Quit()
}

// A file that exists is replaced only after a question; what cannot be written is said, and nothing is left behind.
func TestExportRefuses(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "m.csv")
	if err := os.WriteFile(path, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	o, _ := demoOptions(t)
	term := start(t, o, 120, 36, emulator.Mono)
	exportTo(term, "", path)
	term.WaitFor("Ce fichier existe")
	term.Press("esc")
	term.WaitGone("Ce fichier existe")
	if data, _ := os.ReadFile(path); string(data) != "mine" {
		t.Errorf("overwritten without a word: %q", data)
	}
	exportTo(term, "", path)
	term.WaitFor("Ce fichier existe")
	term.Press("r")
	term.WaitFor("exporté dans")
	if data, _ := os.ReadFile(path); !strings.Contains(string(data), "Membre") {
		t.Errorf("not replaced: %q", data)
	}
	exportTo(term, "", filepath.Join(dir, "nowhere", "m.csv"))
	term.WaitFor("ce dossier n'existe pas")
	term.Press("esc")
	exportTo(term, "", filepath.Join(dir, "m.xls"))
	wants(t, term, "la fin du nom choisit le format", ".csv, .md")
	term.Press("esc")
	folder := filepath.Join(dir, "is.csv")
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	exportTo(term, "", folder)
	term.WaitFor("c'est un dossier")
	term.Press("esc")
	entries, _ := os.ReadDir(dir)
	if len(entries) != 2 {
		t.Errorf("left behind: %v", entries)
	}
	term.Quit()
}

// Where nothing can be written, a table, a report and a year are refused with the path, what happened and how to mend it, also where
// an old file was to be replaced, which stays.
func TestExportIntoAReadOnlyFolder(t *testing.T) {
	locked := t.TempDir()
	old := filepath.Join(locked, "old.csv")
	must(t, os.WriteFile(old, []byte("mine"), 0o600))
	must(t, os.Chmod(locked, 0o500))
	t.Cleanup(func() { _ = os.Chmod(locked, 0o700) })
	if os.WriteFile(filepath.Join(locked, "probe"), nil, 0o600) == nil {
		if err := os.Mkdir("/proc/probe", 0o700); err == nil {
			t.Skip("no folder is read-only to this user")
		}
		locked, old = "/proc", "/proc/version" // root may write anywhere but there
	}
	before, err := os.ReadFile(old)
	must(t, err)
	o, _ := demoOptions(t)
	term := start(t, o, 200, 40, emulator.Mono)
	refused := func(name string) {
		t.Helper()
		term.WaitFor("a échoué")
		wants(t, term, name, "l'écriture a échoué", " — vérifiez le", "droits")
		term.Press("esc")
		term.WaitGone("a échoué")
	}
	exportTo(term, "", filepath.Join(locked, "m.csv"))
	refused("m.csv")
	exportTo(term, "rapport", filepath.Join(locked, "m.md"))
	refused("m.md")
	exportTo(term, "exercice", filepath.Join(locked, "year"))
	refused("year")
	if filepath.Ext(old) == ".csv" {
		exportTo(term, "", old)
		term.WaitFor("Ce fichier existe")
		term.Press("r")
		refused("old.csv")
	}
	if after, err := os.ReadFile(old); err != nil || string(after) != string(before) {
		t.Errorf("the old file became %q, %v", after, err)
	}
	term.Quit()
}

// clickOn clicks on the first place of the screen that shows a text.
func clickOn(t *testing.T, term *emulator.Term, text string) {
	t.Helper()
	for y, line := range strings.Split(plain(term), "\n") {
		if at := strings.Index(line, text); at >= 0 {
			term.Click(len([]rune(line[:at])), y)
			return
		}
	}
	t.Errorf("nothing to click on: %q\n%s", text, plain(term))
}

// The mouse reaches the actions at the bottom, the answers of a question, the lines of a form, a list and the palette.
func TestClicks(t *testing.T) {
	o, _ := demoOptions(t)
	term := start(t, o, 120, 36, emulator.Mono)
	clickOn(t, term, "e modifier")
	wants(t, term, "Membre, avant")
	term.Press("esc", "f4", "+")
	clickOn(t, term, "s enregistrer")
	wants(t, term, "▸ Nom")
	clickOn(t, term, "Note ")
	wants(t, term, "▸ Note")
	term.Press("esc", "q")
	clickOn(t, term, "rester")
	lacks(t, term, "Quitter ?")
	term.Press("C")
	clickOn(t, term, "● Commune")
	wants(t, term, "○ Commune")
	term.Press("esc", ":")
	term.Type("budget")
	clickOn(t, term, "▸ Budget")
	wants(t, term, "▸Budget")
	term.Quit()
}
