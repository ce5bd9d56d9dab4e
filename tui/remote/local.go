package remote

import (
	"errors"
	"io/fs"
	"net"
	"os"
	"path/filepath"

	"charm.land/ssh"

	"quotepart/engine/lang"
	"quotepart/scenarios"
)

// socketName is the socket in the folder of the store through which people of this machine join.
const socketName = "socket"

// Socket is the path of the socket that belongs to the store in a folder.
func Socket(dir string) string { return filepath.Join(dir, socketName) }

// ListenLocally makes the socket, which only the account of this process can open. The caller holds the store: a socket that is there
// already was left by a process that has ended. Errors are those of the system, such as a path that is too long for a socket.
func ListenLocally(path string) (net.Listener, error) {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	restore := tightMask()
	l, err := net.Listen("unix", path)
	restore()
	if err != nil {
		return nil, err
	}
	return l, errors.Join(os.Chmod(path, 0o600))
}

type localKey struct{}

// acceptLocal takes a connection of somebody on this machine, who may do what the account of the server may do.
func (s *Server) acceptLocal(ctx ssh.Context, conn net.Conn) net.Conn {
	name, ok := userOf(conn)
	if !ok {
		s.refuseConnection(conn, "another account")
		return nil
	}
	ctx.SetValue(localKey{}, scenarios.Person{Name: lang.Clean(name), Role: scenarios.Lead})
	return s.accept(ctx, conn)
}
