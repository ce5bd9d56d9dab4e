package remote

import (
	"math/bits"
	"sync"
	"time"

	"quotepart/tui/presence"
)

// metrics counts what the server does, since it was started.
type metrics struct {
	mu          sync.Mutex
	start       time.Time
	sessions    int // begun
	logins      int // refused
	connections int // refused, before a key was asked for
	panics      int
	answers     [answerBuckets]int // keys by the time to what the screen showed for them
}

// answerBuckets are powers of two of a millisecond: up to 1, 2, 4 … and the last one for everything longer.
const answerBuckets = 16

func newMetrics(start time.Time) *metrics { return &metrics{start: start} }

func (m *metrics) count(n *int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	*n++
}

func (m *metrics) began()             { m.count(&m.sessions) }
func (m *metrics) loginRefused()      { m.count(&m.logins) }
func (m *metrics) connectionRefused() { m.count(&m.connections) }
func (m *metrics) panicked()          { m.count(&m.panics) }

func (m *metrics) answered(after time.Duration) {
	ms := uint64(max(after-1, 0) / time.Millisecond)
	m.count(&m.answers[min(bits.Len64(ms), answerBuckets-1)])
}

// Figures are what the server did since it was started.
type Figures struct {
	Since              time.Time
	Sessions           int // begun
	RefusedLogins      int // without a key that lets somebody in
	RefusedConnections int // too many, or too many of one address
	Panics             int
	Keys               int           // that the screen showed something for
	Median, P99        time.Duration // from a key to that, rounded up to a power of two of a millisecond
}

func (m *metrics) figures() Figures {
	m.mu.Lock()
	defer m.mu.Unlock()
	f := Figures{Since: m.start, Sessions: m.sessions, RefusedLogins: m.logins, RefusedConnections: m.connections, Panics: m.panics}
	for _, n := range m.answers {
		f.Keys += n
	}
	f.Median, f.P99 = m.within(f.Keys, 50), m.within(f.Keys, 99)
	return f
}

// within is the time within which so many of a hundred keys were answered. The lock is held.
func (m *metrics) within(all, percent int) time.Duration {
	seen := 0
	for i, n := range m.answers {
		if seen += n; all > 0 && seen*100 >= all*percent {
			return time.Millisecond << i
		}
	}
	return 0
}

// line is the figures as the log has them.
func (m *metrics) line() []any {
	f := m.figures()
	line := []any{"sessions", f.Sessions, "refused_logins", f.RefusedLogins, "refused_connections", f.RefusedConnections, "panics", f.Panics, "keys", f.Keys}
	if f.Keys > 0 {
		line = append(line, "key_to_screen_median", f.Median.String(), "key_to_screen_p99", f.P99.String())
	}
	return line
}

// Status says who is in, and what the server did since it was started.
func (s *Server) Status() ([]presence.In, Figures) { return s.board.All(), s.metrics.figures() }

// report writes the figures into the log every minute in which they changed.
func (s *Server) report(ended <-chan struct{}) {
	every := time.NewTicker(time.Minute)
	defer every.Stop()
	var last Figures
	for {
		select {
		case <-ended:
			return
		case <-every.C:
		}
		if now := s.metrics.figures(); now != last {
			last = now
			s.log.Info("figures", append(s.metrics.line(), "in", len(s.board.All()))...)
		}
	}
}
