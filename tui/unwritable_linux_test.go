package tui_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/storage"
	"quotepart/storage/dossier"
	"quotepart/tui/emulator"
)

// A disk that fills up while one works: each refused save says so and how to go on, the draft says so once, nothing is lost, the changes
// can be exported elsewhere, and saved once there is room again.
func TestDiskFillsUp(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mount("quotepart", dir, "tmpfs", 0, "size=160m"); err != nil {
		t.Skipf("needs the right to mount a file system: %v", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(dir, syscall.MNT_DETACH) })
	store, err := storage.Open(filepath.Join(dir, "data"))
	must(t, err)
	t.Cleanup(func() { _ = store.Close() })
	s := share(t)
	_, err = store.Import(s.d, lead("anne"), false)
	must(t, err)
	s.store = store
	shelf := s.shelf("anne")
	o := s.options(shelf)
	o.Shelf = shelf
	term := start(t, o, 60, 15, emulator.Mono)
	fill := filepath.Join(dir, "fill")
	f, err := os.Create(fill)
	must(t, err)
	for err == nil {
		_, err = f.Write(bytes.Repeat([]byte{1}, 1<<20))
	}
	must(t, f.Close())

	editPrice(term, "7,77")
	term.Press("enter")
	term.WaitFor("est presque plein") // the draft
	term.Press("esc", "s")
	term.Type("Essai")
	term.Press("enter")
	term.WaitFor("non enregistré : vos hypothèses restent là, x les exporte")
	if !o.Work.Unsaved() {
		t.Fatal("what was refused counts as saved")
	}
	term.Press("esc", "x")
	for range 5 {
		if strings.Contains(term.Screen(), "en fichier de scénario") {
			break
		}
		term.Press("right")
	}
	to := filepath.Join(t.TempDir(), "essai.yaml")
	term.Press("tab", "ctrl+u")
	term.Type(to)
	term.Press("enter")
	term.WaitFor("exporté dans")
	data, err := os.ReadFile(to)
	must(t, err)
	exported, err := dossier.ReadScenario(to, data)
	if err != nil || len(exported.Changes) != 1 || exported.Changes[0].Value != "7,77" {
		t.Errorf("%+v, %v", exported, err)
	}
	must(t, os.Remove(fill))
	term.Press("s")
	term.Type("Essai")
	term.Press("enter")
	term.WaitFor("« Essai » enregistré")
	term.Quit()
}

// A shelf on which nothing can be saved is said at the start, in full among the messages, as is anything else that is wrong then.
func TestFaultsAtTheStart(t *testing.T) {
	o, _ := demoOptions(t)
	o.Draft = scenarios.Draft{Changes: change(t, "tariffs/college-comptes/price", "7")}
	o.Faults = []error{lang.Wrong(lang.T("le brouillon est abîmé", "the draft is damaged"), lang.Text{}), lang.Wrong(lang.T("rien ne peut être enregistré", "nothing can be saved"), lang.Text{})}
	term := start(t, o, 60, 15, emulator.Mono)
	term.Press("n")
	wants(t, term, "rien ne peut être enregistré")
	term.Press("esc")
	lacks(t, term, "rien ne peut être enregistré")
	term.Press("!")
	wants(t, term, "le brouillon est abîmé", "rien ne peut être enregistré")
	term.Quit()
}
