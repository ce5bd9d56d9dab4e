package remote

import (
	"slices"
	"strings"

	"charm.land/ssh"
	gossh "golang.org/x/crypto/ssh"
)

// channel serves one channel of a connection, where there are not too many: the library bounds neither them nor what is asked in them.
func (s *Server) channel(srv *ssh.Server, conn *gossh.ServerConn, asked gossh.NewChannel, ctx ssh.Context) {
	c, ok := ctx.Value(connectionKey{}).(*connection)
	if !ok || !c.enterChannel() {
		_ = asked.Reject(gossh.ResourceShortage, "too many channels in this connection")
		return
	}
	defer c.leaveChannel()
	sizes := make(chan ssh.Window, 1)
	ssh.DefaultSessionHandler(srv, conn, guarded{asked, sizes}, inChannel{ctx, sizes})
}

// guarded is a channel whose requests are looked at before the library does. Changes of the window's size do not go through the library,
// which waits, for ever if need be, until somebody reads them.
type guarded struct {
	gossh.NewChannel
	sizes chan ssh.Window // the last one that was not read yet; closed when the client has closed the channel
}

// inChannel is the context of one channel: that of its connection, and the sizes of its window.
type inChannel struct {
	ssh.Context
	sizes <-chan ssh.Window
}

type sizesKey struct{}

// Value gives the sizes, and else what the connection knows.
func (c inChannel) Value(key any) any {
	if key == (sizesKey{}) {
		return c.sizes
	}
	return c.Context.Value(key)
}

func (g guarded) Accept() (gossh.Channel, <-chan *gossh.Request, error) {
	ch, requests, err := g.NewChannel.Accept()
	if err != nil {
		return nil, nil, err
	}
	allowed := make(chan *gossh.Request)
	go func() {
		defer close(g.sizes)
		defer close(allowed)
		var asked asking
		for r := range requests {
			switch {
			case asked.may(r):
				allowed <- r
			case r.Type == "window-change":
				_ = r.Reply(g.resize(r.Payload), nil)
			default:
				_ = r.Reply(false, nil)
			}
		}
	}()
	return ch, allowed, nil
}

// resize takes note of a size; false where it is none.
func (g guarded) resize(payload []byte) bool {
	var size struct{ Width, Height, WidthPixels, HeightPixels uint32 }
	if gossh.Unmarshal(payload, &size) != nil {
		return false
	}
	select {
	case <-g.sizes: // one that nobody will see any more
	default:
	}
	g.sizes <- ssh.Window{Width: int(size.Width), Height: int(size.Height)}
	return true
}

// asking is what was asked in a channel so far.
type asking struct{ variables int }

const mostVariables = 32

// may lets what a terminal and a command need through: no forwarding of an agent or of X11, no subsystem such as sftp.
func (a *asking) may(r *gossh.Request) bool {
	switch r.Type {
	case "pty-req", "shell", "exec":
		return true
	case "env":
		var v struct{ Name, Value string }
		a.variables++
		return a.variables <= mostVariables && len(r.Payload) < 1<<10 && gossh.Unmarshal(r.Payload, &v) == nil && mayBeSet(v.Name)
	}
	return false
}

// passed are the variables of the environment that a client may set: those of its language and its colours.
var passed = []string{"LANG", "NO_COLOR", "COLORTERM", "COLORFGBG", "TERM_PROGRAM"}

func mayBeSet(name string) bool {
	return slices.Contains(passed, name) || strings.HasPrefix(name, "LC_")
}
