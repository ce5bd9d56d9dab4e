package main

import (
	"fmt"

	"quotepart/scenarios"
	"quotepart/storage"
	"quotepart/tui/presence"
)

// draftName is under which name a seat keeps its drafts: a person who is in twice has one at each, so that neither overwrites the other.
func (p *program) draftName(seat *presence.Seat) string {
	if seat == nil {
		return p.who.Name
	}
	return p.numberedDraft(seat.Number())
}

// numberedDraft is that name for a seat of a number. No name of a person holds a zero.
func (p *program) numberedDraft(number int) string {
	if number == 1 {
		return p.who.Name
	}
	return fmt.Sprintf("%s\x00%d", p.who.Name, number)
}

// mostDrafts is at how many seats of a person drafts are looked for.
const mostDrafts = 16

// findDraft is the draft that is offered at the start: the one that was kept at this seat, else one of another seat of the same person
// where nobody sits any more, which this one takes over.
func (p *program) findDraft(s *storage.Store, year string) (scenarios.Draft, error) {
	seat := p.seat()
	own, err := s.Draft(year, p.draftName(seat))
	for n := 1; seat != nil && err == nil && len(own.Changes) == 0 && n <= mostDrafts; n++ {
		if !seat.Free(n) {
			continue
		}
		left, err := s.Draft(year, p.numberedDraft(n))
		if err != nil || len(left.Changes) == 0 {
			continue // one that cannot be read is said to who sits there next
		}
		if err := s.SaveDraft(year, left.Draft, p.draftName(seat)); err != nil {
			return left.Draft, err
		}
		return left.Draft, s.DropDraft(year, p.numberedDraft(n))
	}
	return own.Draft, err
}
