package main

import (
	"context"
	"net"
	"strings"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"quotepart/scenarios"
	"quotepart/storage"
	"quotepart/tui"
	"quotepart/tui/remote"
)

// failing is a shelf that panics.
type failing struct {
	*tui.StoreShelf
}

func (failing) Save(scenarios.Scenario, uint64) (uint64, error) { panic("the shelf falls down") }

// panicking serves the year on such a shelf.
func panicking(h *host, _ remote.Handler) remote.Handler {
	return func(ctx context.Context, one *remote.Session) int {
		p := &program{in: one.In, out: one.Out, err: one.Err, env: remote.Lookup(one.Env), environ: one.Env, who: one.Who, terminal: true, served: &served{one, h.server, h.store}}
		d, err := storedYear(h.store, demoID, nil)
		if err == nil {
			_, err = p.show(ctx, d, failing{tui.NewStoreShelf(h.store, demoID, one.Who, h.store.Revision())}, scenarios.Draft{}, false, nil)
		}
		if err != nil {
			p.complain("", err)
			return wrong
		}
		return done
	}
}

// However a session ends, what was not saved in it is there the next time.
func TestDraftsAreKept(t *testing.T) {
	dir := prepare(t, demoYear)
	for name, c := range map[string]struct {
		around []func(*host, remote.Handler) remote.Handler
		idle   time.Duration
		end    func(*host, *far, net.Conn)
		said   string // to the client, where it is there to hear it
		code   int
	}{
		"quits":           {end: func(_ *host, f *far, _ net.Conn) { _, _ = f.keys.Write([]byte("qq")) }, code: done},
		"hangs up":        {end: func(_ *host, _ *far, conn net.Conn) { conn.Close() }, code: -1},
		"closes its side": {end: func(_ *host, f *far, _ net.Conn) { f.sess.Close() }, code: -1},
		"idle":            {idle: 2 * time.Second, end: func(*host, *far, net.Conn) {}, said: "session terminée : aucune touche depuis longtemps", code: done},
		"server stops":    {end: func(h *host, _ *far, _ net.Conn) { h.stop() }, said: "le serveur s'arrête", code: done},
		"panics": {around: []func(*host, remote.Handler) remote.Handler{panicking}, end: func(_ *host, f *far, _ net.Conn) {
			f.press("s", "Enregistrer comme nouveau scénario")
			f.press("Un nom", "Un nom")
			_, _ = f.keys.Write([]byte(enter))
		}, said: "l'interface a échoué", code: wrong},
	} {
		limits := remote.Defaults()
		if c.idle > 0 {
			limits.Idle = c.idle
		}
		h := startHost(t, dir, limits, c.around...)
		conn, err := net.Dial("tcp", h.addr)
		if err != nil {
			t.Fatal(err)
		}
		sshConn, channels, requests, err := gossh.NewClientConn(conn, h.addr, &gossh.ClientConfig{User: "x", Auth: []gossh.AuthMethod{gossh.PublicKeys(signer(t, annesNumber))}, HostKeyCallback: gossh.InsecureIgnoreHostKey()})
		if err != nil {
			t.Fatal(err)
		}
		f := sit(t, gossh.NewClient(sshConn, channels, requests), demoID, 120, 40)
		f.shows("▸Membres")
		f.editPrice("7,77")
		c.end(h, f, conn)
		f.leaves(c.code)
		if !strings.Contains(f.errs.String(), c.said) {
			t.Errorf("%s: told %q", name, f.errs.String())
		}
		_, figures := h.server.Status()
		if want := len(c.around); figures.Panics != want {
			t.Errorf("%s: %d panics counted, want %d", name, figures.Panics, want)
		}
		h.stop()
		s, err := storage.Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		d, err := s.Draft(demoID, "Anne")
		if err != nil || len(d.Changes) != 1 || d.Changes[0].Value != "7,77" {
			t.Errorf("%s: the draft is %+v, %v", name, d.Draft, err)
		}
		if err := s.DropDraft(demoID, "Anne"); err != nil {
			t.Fatal(err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
