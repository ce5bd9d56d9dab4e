package main

import (
	"errors"
	"time"

	"quotepart/engine/lang"
	"quotepart/storage"
)

// withStore does something with the store, which is closed before anything is answered, so that a slow reader of the answer
// keeps nobody out of it.
func (p *program) withStore(do func(*storage.Store) error) error { return p.onStore(false, do) }

// readStore is withStore for what only reads: it also works while another quotepart has the store open.
func (p *program) readStore(do func(*storage.Store) error) error { return p.onStore(true, do) }

func (p *program) onStore(reads bool, do func(*storage.Store) error) (err error) {
	dir, err := p.dataDir()
	if err != nil {
		return err
	}
	if p.served != nil {
		p.notice(p.served.store)
		return do(p.served.store)
	}
	s, err := storage.OpenTelling(dir, p.progress(time.Now))
	if reads && (errors.Is(err, storage.ErrInUse) || errors.Is(err, storage.ErrOwner)) {
		s, err = storage.OpenToRead(dir)
	}
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	p.notice(s)
	return do(s)
}

// notice tells what opening the store had to mend: the screens, once there are any, else the side of the errors. Screens also tell
// from the start why nothing can be saved; a command is told when it saves.
func (p *program) notice(s *storage.Store) {
	if p.screens {
		p.notices = nil
		if p.served == nil {
			p.notices = s.Notices()
		}
		var why *lang.Fault
		if errors.As(s.Unwritable(), &why) {
			p.notices = append(p.notices, why.What)
		}
		return
	}
	if p.served != nil {
		return // the server has told them
	}
	for _, n := range s.Notices() {
		p.complain("", lang.Wrong(n, lang.Text{}))
	}
}

// toTell gives the notices that the screens are to tell, once.
func (p *program) toTell() []lang.Text {
	told := p.notices
	p.notices = nil
	return told
}

// progress tells how far it is where the index is made again: once it has taken a second, and every second from then on, while there is
// something left to wait for.
func (p *program) progress(clock func() time.Time) func(done, all uint64) {
	last := clock()
	return func(done, all uint64) {
		if at := clock(); done < all && at.Sub(last) >= time.Second {
			last = at
			p.complain("", lang.Wrong(lang.F("index : %[1]s lignes sur %[2]s", "index: %[1]s of %[2]s lines", lang.Count(done), lang.Count(all)), lang.Text{}))
		}
	}
}

// atMinute is a time as answers give it.
func atMinute(at time.Time) string { return at.Local().Format("2006-01-02 15:04") }
