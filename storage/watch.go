package storage

// Watch tells of new revisions: the channel gives the number of the latest, and only of that, to who comes late to read it. So a
// watcher that does not read holds nobody up. Stop ends it; Close ends it too, and closes the channel.
func (s *Store) Watch() (revisions <-chan uint64, stop func()) {
	box := make(chan uint64, 1)
	s.watching.Lock()
	defer s.watching.Unlock()
	if s.mailboxes == nil { // closed
		close(box)
	} else {
		s.mailboxes[box] = true
	}
	return box, func() {
		s.watching.Lock()
		defer s.watching.Unlock()
		if s.mailboxes[box] {
			delete(s.mailboxes, box)
			close(box)
		}
	}
}

// tell puts a revision into every mailbox, in the place of one that was not read.
func (s *Store) tell(revision uint64) {
	s.watching.Lock()
	defer s.watching.Unlock()
	for box := range s.mailboxes {
		select {
		case <-box:
		default:
		}
		box <- revision // there is room: this is the only sender
	}
}

func (s *Store) closeMailboxes() {
	s.watching.Lock()
	defer s.watching.Unlock()
	for box := range s.mailboxes {
		close(box)
	}
	s.mailboxes = nil
}
