package remote

import (
	"net"
	"os"
	"os/user"
	"strconv"

	"golang.org/x/sys/unix"
)

// userOf is the name of the account at the other end of a socket. Only that of this process and root are let in.
func userOf(conn net.Conn) (name string, ok bool) {
	unixConn, is := conn.(*net.UnixConn)
	if !is {
		return "", false
	}
	raw, err := unixConn.SyscallConn()
	if err != nil {
		return "", false
	}
	var peer *unix.Ucred
	failed := raw.Control(func(fd uintptr) { peer, err = unix.GetsockoptUcred(int(fd), unix.SOL_SOCKET, unix.SO_PEERCRED) })
	if failed != nil || err != nil || int(peer.Uid) != os.Getuid() && peer.Uid != 0 {
		return "", false
	}
	account, err := user.LookupId(strconv.Itoa(int(peer.Uid)))
	if err != nil {
		return "uid " + strconv.Itoa(int(peer.Uid)), true
	}
	return account.Username, true
}
