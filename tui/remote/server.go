// Package remote gives the interface and the commands of quotepart to several people at once, over SSH and over a socket of this machine,
// from the one process that holds the store.
package remote

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"maps"
	"net"
	"net/netip"
	"os"
	"slices"
	"sync"
	"time"

	"charm.land/ssh"
	"charm.land/wish/v2"
	gossh "golang.org/x/crypto/ssh"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/tui/presence"
)

// Options are what a server is made of.
type Options struct {
	HostKey string // the file of the server's own key, which is made where there is none
	Limits  Limits
	Log     io.Writer
	Handle  Handler
	// Admit tells whose a key is, or why nobody is let in with it from that address (not valid on this machine) at that time.
	Admit func(gossh.PublicKey, netip.Addr, time.Time) (scenarios.Person, error)
}

// Server serves people until it is stopped. It has no password, no anonymous access and no key of its own making that lets anybody in.
type Server struct {
	limits  Limits
	admit   func(gossh.PublicKey, netip.Addr, time.Time) (scenarios.Person, error)
	handle  Handler
	log     *slog.Logger
	metrics *metrics
	board   *presence.Board
	rate    *rates
	ssh     *ssh.Server // over the network
	local   *ssh.Server // over the socket

	stopping context.Context
	stop     context.CancelFunc
	working  sync.WaitGroup // sessions
	open     sync.WaitGroup // connections

	mu          sync.Mutex
	connections map[*connection]bool
	sessions    int
	of          map[string]int // sessions by the names of people
	attendance  map[*attending]bool
}

// New makes a server. Errors are those of its key's file.
func New(o Options) (*Server, error) {
	s := &Server{limits: o.Limits, admit: o.Admit, handle: o.Handle, log: slog.New(slog.NewTextHandler(o.Log, nil)), metrics: newMetrics(time.Now()),
		board: presence.NewBoard(), rate: newRates(o.Limits.PerMinute), connections: map[*connection]bool{}, of: map[string]int{}, attendance: map[*attending]bool{}}
	s.stopping, s.stop = context.WithCancel(context.Background())
	if err := checkHostKey(o.HostKey); err != nil {
		return nil, err
	}
	var err error
	if s.ssh, err = s.newSSH(o.HostKey, wish.WithPublicKeyAuth(s.knows)); err == nil {
		s.local, err = s.newSSH(o.HostKey)
	}
	if err != nil {
		return nil, lang.Wrong(lang.F("la clé du serveur « %[1]s » ne peut être ni lue ni créée (%[2]v)", "the server's key %[1]q can neither be read nor made (%[2]v)", o.HostKey, err), lang.T("vérifiez les droits du dossier", "check the permissions of the folder"))
	}
	s.ssh.ConnCallback = s.acceptRemote
	s.local.ConnCallback = s.acceptLocal
	return s, nil
}

// checkHostKey refuses a key that others can read: with it they could pass for this server.
func checkHostKey(path string) error {
	info, err := os.Stat(path)
	if err == nil && info.Mode().Perm()&0o077 != 0 {
		return lang.Wrong(lang.F("d'autres comptes peuvent lire la clé du serveur « %s »", "other accounts can read the server's key %q", path), lang.F("chmod 600 %s ; si quelqu'un a pu la lire, supprimez-la : le serveur en fera une autre", "chmod 600 %s; if anybody may have read it, delete it: the server makes another one", path))
	}
	return nil // one that cannot be looked at is refused when it is read
}

// Fingerprint is that of the server's key, by which clients know it.
func (s *Server) Fingerprint() string {
	return gossh.FingerprintSHA256(s.ssh.HostSigners[0].PublicKey())
}

func (s *Server) newSSH(hostKey string, options ...ssh.Option) (*ssh.Server, error) {
	srv, err := wish.NewServer(append(options, wish.WithVersion("quotepart"), wish.WithHostKeyPath(hostKey), wish.WithMiddleware(func(ssh.Handler) ssh.Handler { return s.session }))...)
	if err != nil {
		return nil, err
	}
	srv.HandshakeTimeout = s.limits.Handshake
	srv.ConnectionFailedCallback = s.failed
	srv.ChannelHandlers = map[string]ssh.ChannelHandler{"session": s.channel}
	srv.RequestHandlers = map[string]ssh.RequestHandler{}
	srv.SubsystemHandlers = map[string]ssh.SubsystemHandler{}
	return srv, nil
}

// knows tells whether a key may be used to log in. A client may ask for many and sign with one: who it is, is decided when it has.
func (s *Server) knows(ctx ssh.Context, key ssh.PublicKey) bool {
	_, err := s.admit(key, addressOf(ctx.RemoteAddr()), time.Now())
	if err != nil {
		s.log.Info("key refused", "from", ctx.RemoteAddr().String(), "key", gossh.FingerprintSHA256(key), "why", lang.Describe(err, lang.EN))
	}
	return err == nil
}

// failed takes note of a client that was not let in, or that gave up, was too slow, or cannot speak SSH.
func (s *Server) failed(conn net.Conn, err error) {
	why := "connection failed"
	var refused *gossh.ServerAuthError
	if errors.As(err, &refused) {
		why = "login refused"
		s.metrics.loginRefused()
	}
	s.log.Warn(why, "from", conn.RemoteAddr().String(), "why", err.Error())
}

// Serve serves the listeners until the context ends: people are told, their drafts are kept, and it returns when all have left. Local may
// be nil. Errors are those of the listeners.
func (s *Server) Serve(ctx context.Context, network, local net.Listener) error {
	ended := make(chan error, 2)
	serve := func(srv *ssh.Server, l net.Listener) {
		err := srv.Serve(l)
		if errors.Is(err, ssh.ErrServerClosed) || errors.Is(err, net.ErrClosed) {
			err = nil
		}
		ended <- err
	}
	go serve(s.ssh, network)
	running := 1
	if local != nil {
		go serve(s.local, local)
		running++
	}
	reporting := make(chan struct{})
	go s.report(reporting)
	go s.watchKeys(reporting)
	var err error
	select {
	case <-ctx.Done():
	case err = <-ended:
		running--
	}
	close(reporting)
	s.shutDown(network, local)
	for range running {
		err = errors.Join(err, <-ended)
	}
	s.log.Info("stopped", s.metrics.line()...)
	return err
}

// goodbye is how long clients may take to hang up when their session has ended at a stop: one that is cut off may not see its exit code.
const goodbye = time.Second

// shutDown ends the sessions, waits for them, and then closes what connections there still are.
func (s *Server) shutDown(listeners ...net.Listener) {
	s.log.Info("stopping", "sessions", len(s.board.All()))
	over, cancel := context.WithCancel(context.Background())
	cancel()
	_ = s.ssh.Shutdown(over) // it closes the listeners; nobody is waited for, since the context is over
	_ = s.local.Shutdown(over)
	for _, l := range listeners {
		if l != nil {
			_ = l.Close() // one that was not served yet
		}
	}
	s.mu.Lock()
	s.stop() // from here on nobody enters
	s.mu.Unlock()
	s.hangUp(func(c *connection) bool { return !c.used() })
	if !within(s.limits.Stop, &s.working) {
		s.log.Warn("sessions did not end in time", "sessions", len(s.board.All()))
	} else {
		within(goodbye, &s.open)
	}
	s.hangUp(func(*connection) bool { return true })
	if !within(s.limits.Stop, &s.working) { // they compute, and do not look whether anybody still waits for it
		s.log.Warn("sessions are left behind", "sessions", len(s.board.All()))
	}
}

// hangUp closes those of the connections.
func (s *Server) hangUp(which func(*connection) bool) {
	s.mu.Lock()
	open := slices.Collect(maps.Keys(s.connections))
	s.mu.Unlock()
	for _, c := range open {
		if which(c) {
			_ = c.Close()
		}
	}
}

// within tells whether all of a group have ended before a time is over.
func within(limit time.Duration, group *sync.WaitGroup) bool {
	ended := make(chan struct{})
	go func() { group.Wait(); close(ended) }()
	select {
	case <-ended:
		return true
	case <-time.After(limit):
		return false
	}
}

// enter counts a session of a person, or says why there are too many.
func (s *Server) enter(who scenarios.Person) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.stopping.Err() != nil:
		return lang.Wrong(lang.T("le serveur s'arrête", "the server stops"), lang.T("reconnectez-vous dans un moment", "connect again in a moment"))
	case s.sessions >= s.limits.Sessions:
		return lang.Wrong(lang.F("le serveur a déjà %d sessions, sa limite", "the server has %d sessions already, its limit", s.sessions), lang.T("réessayez plus tard, ou demandez à l'administrateur d'élever --sessions", "try again later, or ask the administrator to raise --sessions"))
	case s.of[who.Name] >= s.limits.PerPerson:
		return lang.Wrong(lang.F("vous avez déjà %d sessions ouvertes, la limite", "you have %d sessions open already, the limit", s.of[who.Name]), lang.T("fermez-en une", "close one of them"))
	}
	s.sessions++
	s.of[who.Name]++
	s.working.Add(1)
	s.metrics.began()
	return nil
}

func (s *Server) leave(who scenarios.Person) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sessions--
	if s.of[who.Name]--; s.of[who.Name] == 0 {
		delete(s.of, who.Name)
	}
	s.working.Done()
}

// takeConnection counts a connection, where there are not too many, in all and of its address, and the server does not stop. People of
// this machine always get in: else nobody could look what is going on.
func (s *Server) takeConnection(c *connection) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.stopping.Err() != nil || c.addr.IsValid() && (len(s.connections) >= s.limits.Connections || s.connectionsOf(c.addr) >= (s.limits.Connections+1)/2) {
		return false
	}
	s.connections[c] = true
	s.open.Add(1)
	return true
}

// connectionsOf counts those of an address. The lock is held.
func (s *Server) connectionsOf(addr netip.Addr) int {
	n := 0
	for c := range s.connections {
		if c.addr == addr {
			n++
		}
	}
	return n
}

func (s *Server) giveConnection(c *connection) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.connections, c)
	s.open.Done()
}
