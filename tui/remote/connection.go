package remote

import (
	"net"
	"net/netip"
	"sync"
	"time"

	"charm.land/ssh"
)

// connection is one client's, from the first byte to the last.
type connection struct {
	net.Conn
	addr   netip.Addr // not valid for people of this machine
	server *Server
	closed sync.Once

	mu       sync.Mutex
	channels int
	sessions int
	over     bool
	unused   *time.Timer // closes a connection in which nobody works
}

type connectionKey struct{}

// unusedFor is how long a connection may be without a session in it, beside the time for the handshake.
const unusedFor = time.Minute

// acceptRemote takes a new connection, or refuses it with nil, before anything is read from it.
func (s *Server) acceptRemote(ctx ssh.Context, conn net.Conn) net.Conn {
	if !s.rate.allow(addressOf(conn.RemoteAddr()), time.Now()) {
		s.refuseConnection(conn, "too many new connections from this address")
		return nil
	}
	return s.accept(ctx, conn)
}

func (s *Server) accept(ctx ssh.Context, conn net.Conn) net.Conn {
	c := &connection{Conn: conn, addr: addressOf(conn.RemoteAddr()), server: s}
	c.unused = time.AfterFunc(s.limits.Handshake+min(s.limits.Idle, unusedFor), func() { _ = c.Close() })
	if !s.takeConnection(c) {
		c.unused.Stop()
		s.refuseConnection(conn, "too many connections")
		return nil
	}
	ctx.SetValue(connectionKey{}, c)
	return c
}

func (s *Server) refuseConnection(conn net.Conn, why string) {
	s.metrics.connectionRefused()
	s.log.Warn("connection refused", "from", conn.RemoteAddr().String(), "why", why)
}

// Close ends the connection and all in it.
func (c *connection) Close() error {
	c.closed.Do(func() {
		c.server.giveConnection(c)
		c.mu.Lock()
		defer c.mu.Unlock()
		c.unused.Stop()
		c.over = true
	})
	return c.Conn.Close()
}

// used tells whether somebody works in the connection.
func (c *connection) used() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.sessions > 0
}

// enterChannel counts a channel that is opened; false where there are too many.
func (c *connection) enterChannel() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.channels >= c.server.limits.Channels {
		return false
	}
	c.channels++
	return true
}

func (c *connection) leaveChannel() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.channels--
}

// enterSession takes note that somebody works in the connection; leave that they have ended.
func (c *connection) enterSession() (leave func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.sessions++
	c.unused.Stop()
	return func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		if c.sessions--; c.sessions == 0 && !c.over {
			c.unused.Reset(min(c.server.limits.Idle, unusedFor))
		}
	}
}

// addressOf is the address of a client; not valid for one of this machine's own socket.
func addressOf(addr net.Addr) netip.Addr {
	tcp, ok := addr.(*net.TCPAddr)
	if !ok {
		return netip.Addr{}
	}
	return tcp.AddrPort().Addr().Unmap()
}
