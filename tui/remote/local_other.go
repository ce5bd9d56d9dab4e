//go:build !linux

package remote

import (
	"net"
	"os/user"
)

// userOf is the name of the account at the other end of a socket: its permissions let no other than that of this process in.
func userOf(net.Conn) (name string, ok bool) {
	account, err := user.Current()
	if err != nil {
		return "", false
	}
	return account.Username, true
}
