package main

import (
	"testing"
	"time"

	"quotepart/scenarios"
	"quotepart/tui/presence"
	"quotepart/tui/remote"
)

// A person who is in twice has a draft at each seat; one who comes back is offered what was left at any seat that is free.
func TestEachSeatHasItsDraft(t *testing.T) {
	s := servedStore(t)
	board := presence.NewBoard()
	who := lead("anne")
	in := func() *program {
		return &program{who: who, served: &served{Session: &remote.Session{Who: who, Seat: board.Join(who, "local", time.Now())}, store: s}}
	}
	keep := func(p *program, price string) {
		t.Helper()
		c, err := scenarios.NewSet("tariffs/college-comptes/price", price)
		if err == nil {
			err = s.SaveDraft("2025-2026", scenarios.Draft{Changes: []scenarios.Change{c}}, p.draftName(p.seat()))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	wants := func(p *program, price string) {
		t.Helper()
		d, err := p.findDraft(s, "2025-2026")
		if err != nil || price == "" && len(d.Changes) > 0 || price != "" && (len(d.Changes) != 1 || d.Changes[0].Value != price) {
			t.Errorf("the draft is %+v, %v, want %s", d, err, price)
		}
	}
	first, second := in(), in()
	keep(first, "1")
	wants(second, "") // somebody sits at the first
	keep(second, "2")
	wants(first, "1")
	first.seat().Leave()
	second.seat().Leave()
	back := in()
	wants(back, "1")
	wants(back, "1") // it is still there
	if err := s.DropDraft("2025-2026", back.draftName(back.seat())); err != nil {
		t.Fatal(err)
	}
	wants(back, "2")
	keep(back, "3")
	back.seat().Leave()
	wants(in(), "3")
	if d, err := s.Draft("2025-2026", who.Name+"\x002"); err != nil || len(d.Changes) > 0 {
		t.Errorf("what was taken over is still there: %+v, %v", d, err)
	}
}
