package presence

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"quotepart/scenarios"
)

var noon = time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC)

func join(b *Board, name string, minute int) *Seat {
	return b.Join(scenarios.Person{Name: name}, "192.0.2.1", noon.Add(time.Duration(minute)*time.Minute))
}

// told tells whether a message waits, and takes it.
func told(moved <-chan struct{}) bool {
	select {
	case _, open := <-moved:
		return open
	default:
		return false
	}
}

// ended tells whether the watching has ended.
func ended(moved <-chan struct{}) bool {
	select {
	case _, open := <-moved:
		return !open
	default:
		return false
	}
}

func names(list []In) string {
	said := ""
	for _, in := range list {
		said += fmt.Sprintf("%s %d %s/%s, ", in.Who.Name, in.Since.Minute(), in.Year, in.Scenario)
	}
	return said
}

// Who comes, goes and takes another year is told to the others, and not to who does it.
func TestBoard(t *testing.T) {
	b := NewBoard()
	paul := join(b, "paul", 0)
	paulHears, _ := paul.Watch()
	if told(paulHears) || len(paul.Others()) != 0 {
		t.Error("paul is told of himself")
	}
	anne := join(b, "anne", 2)
	anneHears, _ := anne.Watch()
	again := join(b, "anne", 1)
	againHears, _ := again.Watch()
	if !told(paulHears) || told(paulHears) { // one message for both
		t.Error("paul is not told that anne came")
	}
	if !told(anneHears) || told(againHears) {
		t.Error("anne is not told of her other session")
	}
	paul.At("2025-2026", "")
	if !told(anneHears) || !told(againHears) || told(paulHears) {
		t.Error("the others are not told where paul is")
	}
	paul.At("2025-2026", "Budget")
	if told(anneHears) {
		t.Error("anne is told of a scenario")
	}
	if got, want := names(anne.Others()), "anne 1 /, paul 0 2025-2026/Budget, "; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if got, want := names(b.All()), "anne 1 /, anne 2 /, paul 0 2025-2026/Budget, "; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	anne.Leave()
	anne.Leave()
	if !told(paulHears) || !ended(anneHears) {
		t.Error("paul is not told that anne went, or anne still watches")
	}
	anne.At("x", "y") // of one that was slow to leave
	if got, want := names(b.All()), "anne 1 /, paul 0 2025-2026/Budget, "; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if late, stop := anne.Watch(); !ended(late) {
		t.Error("who has left watches")
	} else {
		stop()
	}
}

// Who watches again, as the next interface on the same seat does, has one mailbox: stopping the one before does not end it.
func TestWatchingAgain(t *testing.T) {
	b := NewBoard()
	paul := join(b, "paul", 0)
	before, stopBefore := paul.Watch()
	now, stop := paul.Watch()
	stopBefore()
	join(b, "anne", 1)
	if !ended(before) || !told(now) {
		t.Error("the new watcher is not told, or the one before is")
	}
	stop()
	stop()
	if !ended(now) {
		t.Error("the watching has not ended")
	}
}

// However many come and go at once, nobody waits, and nobody is left.
func TestBoardAtOnce(t *testing.T) {
	b := NewBoard()
	var wait sync.WaitGroup
	for n := range 50 {
		wait.Go(func() {
			s := join(b, fmt.Sprint(n), n)
			moved, _ := s.Watch()
			for year := range 20 {
				s.At(fmt.Sprint(year), "")
				s.Others()
			}
			s.Leave()
			for range moved { // to the end
			}
		})
	}
	wait.Wait()
	if in := b.All(); len(in) != 0 {
		t.Errorf("left: %s", names(in))
	}
}
