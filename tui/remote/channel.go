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
	ssh.DefaultSessionHandler(srv, conn, guarded{asked}, ctx)
}

// guarded is a channel whose requests are looked at before the library does.
type guarded struct{ gossh.NewChannel }

func (g guarded) Accept() (gossh.Channel, <-chan *gossh.Request, error) {
	ch, requests, err := g.NewChannel.Accept()
	if err != nil {
		return nil, nil, err
	}
	allowed := make(chan *gossh.Request)
	go func() {
		defer close(allowed)
		var asked asking
		for r := range requests {
			if asked.may(r) {
				allowed <- r
			} else if r.WantReply {
				_ = r.Reply(false, nil)
			}
		}
	}()
	return ch, allowed, nil
}

// asking is what was asked in a channel so far.
type asking struct {
	begun     bool // the interface or a command has been started
	variables int
}

const mostVariables = 32

// may lets what a terminal and a command need through: no forwarding of an agent or of X11, no subsystem such as sftp. A size before
// anything is started would wait for ever to be read: the library keeps room for one.
func (a *asking) may(r *gossh.Request) bool {
	switch r.Type {
	case "pty-req":
		return true
	case "shell", "exec":
		a.begun = true
		return true
	case "window-change":
		return a.begun
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
