package tui_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"quotepart/scenarios"
	"quotepart/storage/journal"
	"quotepart/tui"
	"quotepart/tui/emulator"
)

// leaving are the keys that end the interface, or give the next ones another meaning: they change nothing that is stored.
var leaving = []string{"q", "ctrl+o", "R", "tab", "shift+tab", "E"}

// Every action of every screen, with what follows when its forms and questions are accepted, does to the store what the role allows and no
// more; and what the role does not allow says so.
func TestEveryActionWithEveryRole(t *testing.T) {
	allowed := map[scenarios.Role][]journal.Verb{scenarios.Reader: {}, scenarios.Finance: {journal.Marked, journal.Unmarked}}
	for _, role := range []scenarios.Role{scenarios.Reader, scenarios.Finance, scenarios.Lead} {
		s := share(t)
		who := scenarios.Person{Name: "anne", Key: "SHA256:abc", Role: role}
		o, _ := demoOptions(t)
		shelf := tui.NewStoreShelf(s.store, s.d.Year.ID, who, s.store.Revision())
		s.saves("jeanne", "Budget", "", "tariffs/college-comptes/price", "6.50")
		o.Who, o.Shelf, o.Saved = who, shelf, list(t, shelf)
		app, err := tui.New(o)
		must(t, err)
		before := s.store.Revision()
		term := emulator.Start(t, app, 120, 36, emulator.Mono)
		walked := 0
		beside, err := tui.New(o) // of which the actions are read: the other one is running
		must(t, err)
		for i, id := range slices.Backward(beside.Screens()) { // the check first: later it is of other amounts
			screen := fmt.Sprintf("f%d", i+3)
			beside.ShowScreen(id)
			for _, b := range beside.Bindings() {
				if len(b.Keys) == 0 || slices.Contains(leaving, b.Keys[0]) || strings.HasPrefix(b.ID, "go.") {
					continue
				}
				walked++
				term.Press("esc", "esc", screen, b.Keys[0])
				if why := role.Refuses(b.Needs); !why.IsZero() {
					if !containsAny(plain(term), "rôle", "role") {
						term.Press("!") // another message has taken its place
					}
					if !containsAny(plain(term), "rôle", "role") {
						t.Errorf("%s, %s on %s is not refused with its reason:\n%s", role, b.ID, id, plain(term))
					}
					term.Press("esc")
				}
				term.Type("7")
				term.Press("enter", "enter", "enter")
			}
		}
		term.Press("esc", "esc")
		term.Quit().(*tui.App).Close()
		events, err := s.store.Events(before)
		must(t, err)
		t.Logf("%s: %d actions, %d lines of the journal", role, walked, len(events))
		if walked < 100 || role != scenarios.Reader && len(events) == 0 {
			t.Errorf("%s: only %d actions were tried, with %d lines of the journal", role, walked, len(events))
		}
		for _, e := range events {
			if may, bounded := allowed[role]; bounded && !slices.Contains(may, e.Do) || e.By != who.Name || e.Key != who.Key {
				t.Errorf("%s: %+v", role, e)
			}
		}
	}
}
