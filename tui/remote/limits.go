package remote

import "time"

// Limits bound what clients may take of the server.
type Limits struct {
	Connections int // open at a time, of all clients; of one address half as many
	Sessions    int // at a time, of all people
	PerPerson   int // sessions of one person at a time
	Channels    int // open in one connection
	PerMinute   int // new connections of one address in a minute, before anybody is asked for a key

	Handshake time.Duration // from the connection to the key that was accepted
	Idle      time.Duration // without a key being pressed, or without a session in a connection
	Stall     time.Duration // that a client may leave what it is sent unread
	Stop      time.Duration // that sessions have to keep their drafts when the server stops
}

// Defaults fit a syndicate on a small machine.
func Defaults() Limits {
	return Limits{Connections: 256, Sessions: 256, PerPerson: 10, Channels: 10, PerMinute: 60,
		Handshake: 15 * time.Second, Idle: 30 * time.Minute, Stall: 30 * time.Second, Stop: 10 * time.Second}
}
