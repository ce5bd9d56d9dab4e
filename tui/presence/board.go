// Package presence tells people who work on one store at the same time of each other.
package presence

import (
	"cmp"
	"slices"
	"sync"
	"time"

	"quotepart/scenarios"
)

// Board knows who is in. Its methods may be called from any goroutine, and wait for nobody.
type Board struct {
	mu    sync.Mutex
	seats map[*Seat]bool
}

// NewBoard makes a board on which nobody is yet.
func NewBoard() *Board { return &Board{seats: map[*Seat]bool{}} }

// Seat is the place of one person on a board, from Join to Leave.
type Seat struct {
	board  *Board
	in     In
	number int           // from 1, among those of the same person
	moved  chan struct{} // at most one message; nil where nobody watches
}

// In says who is in, and on what.
type In struct {
	Who      scenarios.Person
	From     string // the address, or that it is this machine
	Since    time.Time
	Year     string // the id of the year that is shown; nothing where there is none
	Scenario string // the scenario that is worked on there; nothing for changes without a name
}

// Join takes a seat, which Leave gives back, and tells the others.
func (b *Board) Join(who scenarios.Person, from string, at time.Time) *Seat {
	s := &Seat{board: b, in: In{Who: who, From: from, Since: at}}
	b.mu.Lock()
	defer b.mu.Unlock()
	taken := b.numbers(who)
	for s.number = 1; taken[s.number]; s.number++ {
	}
	b.seats[s] = true
	b.tell(s)
	return s
}

// numbers are those of the seats that a person has. The lock is held.
func (b *Board) numbers(who scenarios.Person) map[int]bool {
	taken := map[int]bool{}
	for seat := range b.seats {
		if seat.in.Who.Name == who.Name {
			taken[seat.number] = true
		}
	}
	return taken
}

// Number tells the seats of one person apart, who may be in more than once: from 1, the smallest that was free.
func (s *Seat) Number() int { return s.number }

// Free tells whether nobody sits where the person of this seat had another one of a number.
func (s *Seat) Free(number int) bool {
	s.board.mu.Lock()
	defer s.board.mu.Unlock()
	return !s.board.numbers(s.in.Who)[number]
}

// Leave gives the seat back, tells the others, and ends the watching.
func (s *Seat) Leave() {
	s.board.mu.Lock()
	defer s.board.mu.Unlock()
	if s.board.seats[s] {
		delete(s.board.seats, s)
		s.unwatch()
		s.board.tell(s)
	}
}

// At says what the person works on. The others are told when it is another year: the scenario they see when they look.
func (s *Seat) At(year, scenario string) {
	s.board.mu.Lock()
	defer s.board.mu.Unlock()
	moved := s.in.Year != year
	s.in.Year, s.in.Scenario = year, scenario
	if moved {
		s.board.tell(s)
	}
}

// Watch gives a message when somebody else came, went or took another year: one, however many did. Stop, or watching again, ends it and
// closes the channel.
func (s *Seat) Watch() (moved <-chan struct{}, stop func()) {
	s.board.mu.Lock()
	defer s.board.mu.Unlock()
	s.unwatch()
	box := make(chan struct{}, 1)
	if s.board.seats[s] {
		s.moved = box
	} else { // left already
		close(box)
	}
	return box, func() {
		s.board.mu.Lock()
		defer s.board.mu.Unlock()
		if s.moved == box {
			s.unwatch()
		}
	}
}

// unwatch ends the watching. The lock is held.
func (s *Seat) unwatch() {
	if s.moved != nil {
		close(s.moved)
		s.moved = nil
	}
}

// Company is how many seats are taken, with this one.
func (s *Seat) Company() int {
	s.board.mu.Lock()
	defer s.board.mu.Unlock()
	return len(s.board.seats)
}

// Others lists who else is in, by name and since when.
func (s *Seat) Others() []In { return s.board.list(s) }

// All lists who is in, by name and since when.
func (b *Board) All() []In { return b.list(nil) }

func (b *Board) list(without *Seat) []In {
	b.mu.Lock()
	defer b.mu.Unlock()
	var list []In
	for seat := range b.seats {
		if seat != without {
			list = append(list, seat.in)
		}
	}
	slices.SortFunc(list, func(x, y In) int {
		return cmp.Or(cmp.Compare(x.Who.Name, y.Who.Name), x.Since.Compare(y.Since))
	})
	return list
}

// tell puts a message into each mailbox but one's own that has none. The lock is held.
func (b *Board) tell(by *Seat) {
	for seat := range b.seats {
		if seat != by && seat.moved != nil {
			select {
			case seat.moved <- struct{}{}:
			default:
			}
		}
	}
}
