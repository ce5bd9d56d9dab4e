package remote

import (
	"context"
	"maps"
	"net/netip"
	"slices"
	"time"

	"charm.land/ssh"
	gossh "golang.org/x/crypto/ssh"

	"quotepart/scenarios"
)

// attending is an open session, with what let its person in.
type attending struct {
	who  scenarios.Person
	key  gossh.PublicKey
	addr netip.Addr
	end  context.CancelCauseFunc
}

// recheck is how often the keys of open sessions are looked up again.
const recheck = 20 * time.Second

// attend takes note of a session whose key may be taken away while it is open, until it leaves.
func (s *Server) attend(sess ssh.Session, who scenarios.Person, end context.CancelCauseFunc) (leave func()) {
	if who.Key == "" { // on this machine
		return func() {}
	}
	one := &attending{who, sess.PublicKey(), addressOf(sess.RemoteAddr()), end}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.attendance[one] = true
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		delete(s.attendance, one)
	}
}

// endRevoked ends the sessions whose key lets nobody in any more, or somebody else, or with another role.
func (s *Server) endRevoked(now time.Time) {
	s.mu.Lock()
	all := slices.Collect(maps.Keys(s.attendance))
	s.mu.Unlock()
	for _, one := range all {
		if who, err := s.admit(one.key, one.addr, now); err != nil || who != one.who {
			one.end(errKey)
		}
	}
}

// watchKeys does so again and again.
func (s *Server) watchKeys(ended <-chan struct{}) {
	every := time.NewTicker(recheck)
	defer every.Stop()
	for {
		select {
		case <-ended:
			return
		case now := <-every.C:
			s.endRevoked(now)
		}
	}
}
