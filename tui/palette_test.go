package tui_test

import (
	"strings"
	"testing"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/tui/emulator"
	"quotepart/tui/ui"
)

// The palette finds actions, members, tariffs, scenarios and schools by a few letters, and goes to them.
func TestPalette(t *testing.T) {
	for _, c := range []struct {
		key, query string
		sees       []string // in the palette
		leads      []string // after Enter
	}{
		{":", "indexer", []string{"indexer — augmenter ou diminuer tous les prix"}, nil},
		{"ctrl+p", "langue", []string{"langue — français ou anglais"}, []string{"Members", "Schools"}},
		{":", "orée bois", []string{"CC de l'Orée du Bois-l'Évêque"}, []string{"▸ CC de l'Orée"}},
		{":", "sitetv", []string{"tarif"}, []string{"▸Tarifs", "▸ Ressource site.TV"}},
		{":", "fin feder", []string{"Fin du FEDER", "scénario"}, []string{"▸Scénarios", "▸ Fin du FEDER"}},
		{":", "0990007v", []string{"0990007V"}, []string{"▸Établissements", "0990007V"}},
		{":", "xyzxyz", []string{"rien de ce nom"}, nil},
	} {
		o, _ := demoOptions(t)
		term := start(t, o, 120, 36, emulator.Mono)
		term.Press("f5") // a screen with actions of its own
		term.Press(c.key)
		term.Type(c.query)
		wants(t, term, c.sees...)
		if c.leads != nil {
			term.Press("enter")
			wants(t, term, c.leads...)
			lacks(t, term, "Aller à, faire")
		}
		term.Press("esc", "esc")
		term.Quit()
	}
}

// Choosing a school in the palette leaves a way back, as going from a member to its schools does.
func TestTheWayBack(t *testing.T) {
	o, _ := demoOptions(t)
	term := start(t, o, 120, 36, emulator.Mono)
	term.Press("down", "enter")
	wants(t, term, "Membres › CA du Pays d'Ozelle › Établissements", "▸Établissements")
	term.Press(":")
	term.Type("college-robert")
	term.Press("enter")
	wants(t, term, "› Établissements › Tarifs", "▸Tarifs")
	term.Press("backspace")
	wants(t, term, "▸Établissements", "CA du Pays d'Ozelle")
	term.Press("backspace")
	wants(t, term, "▸Membres", "▸ CA du Pays d'Ozelle")
	lacks(t, term, "›")
	term.Press("enter", "f7")
	lacks(t, term, "›")
	term.Quit()
}

// An error stays until it is read, and can be read again.
func TestErrorsStay(t *testing.T) {
	o, shelf := demoOptions(t)
	term := start(t, o, 80, 24, emulator.Mono)
	term.Press("!")
	wants(t, term, "aucun message pour l'instant")
	term.Press("esc")
	editPrice(term, "6,48")
	term.Press("enter")
	shelf.refuse = lang.Wrong(lang.T("le disque est plein", "the disk is full"), lang.T("faites de la place", "make room"))
	term.Press("s")
	term.Type("Hausse")
	term.Press("enter")
	term.WaitFor("faites de la place")
	term.Press("f4", "down", "down")
	wants(t, term, "plein — faites de la place (Échap)", "▸Établissements")
	term.Press("esc")
	lacks(t, term, "faites de la place")
	term.Press("!")
	wants(t, term, "Messages", "! le disque est plein — faites de la place")
	term.Press("esc")
	term.Quit()
}

// What a role does not allow is refused with the reason, from a key and from the palette alike, and nothing is saved.
func TestRoles(t *testing.T) {
	for _, role := range []scenarios.Role{scenarios.Finance, scenarios.Reader} {
		o, shelf := demoOptions(t)
		o.Who.Role = role
		term := start(t, o, 120, 36, emulator.Mono)
		editPrice(term, "7")
		term.Press("enter") // playing is for all
		wants(t, term, "1 hypothèse")
		term.Press("s")
		wants(t, term, "ne permet pas de changer ce qui est enregistré")
		term.Press(":")
		term.Type("enregistrer les hypothèses")
		term.Press("enter")
		wants(t, term, "ne permet pas de changer ce qui est enregistré")
		term.Press("f8", "end", "n")
		wants(t, term, "ne permet pas de changer ce qui est enregistré")
		if n := len(list(t, shelf)); n != 3 {
			t.Errorf("%d scenarios are saved", n)
		}
		term.Quit()
	}
}

// The user's own keys take the place of the ones an action came with, in the hints, the help and for dispatch.
func TestOwnKeys(t *testing.T) {
	o, _ := demoOptions(t)
	o.Keys = ui.Keymap{"language": {"u"}, "help": {"h", "?"}, "save": {}}
	term := start(t, o, 120, 36, emulator.Mono)
	wants(t, term, " h aide")
	lacks(t, term, "u annuler")
	lacks(t, term, "s enregistrer")
	term.Press("u")
	wants(t, term, "Members")
	term.Press("h")
	wants(t, term, "Help")
	if screen := plain(term); !strings.Contains(screen, "ctrl+z") {
		t.Errorf("undo lost its other key:\n%s", screen)
	}
	term.Press("esc")
	term.Quit()
}
