package tui

import (
	"io"
	"sync"
)

// mostTyped is how many bytes wait to be read by a program, before no more are taken from the connection.
const mostTyped = 64 << 10

// keys is an input that one program after the other reads from. A program that has ended may still be waiting in Read, and would take the
// first key of the next one away: so each reads through a reader of its own, which is left when it ends.
type keys struct {
	mu      sync.Mutex
	changed *sync.Cond
	typed   []byte
	ended   error // why nothing comes any more
}

func newKeys(in io.Reader) *keys {
	k := &keys{}
	k.changed = sync.NewCond(&k.mu)
	go k.take(in)
	return k
}

// take reads the input until it ends.
func (k *keys) take(in io.Reader) {
	buffer := make([]byte, 4<<10)
	for {
		n, err := in.Read(buffer)
		k.mu.Lock()
		for len(k.typed) > mostTyped && k.ended == nil {
			k.changed.Wait()
		}
		k.typed = append(k.typed, buffer[:n]...)
		if err != nil && k.ended == nil {
			k.ended = io.EOF
		}
		over := k.ended != nil
		k.changed.Broadcast()
		k.mu.Unlock()
		if over {
			return
		}
	}
}

func (k *keys) close() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.ended, k.typed = io.EOF, nil
	k.changed.Broadcast()
}

func (k *keys) reader() *keyReader { return &keyReader{keys: k} }

// keyReader is what one program reads.
type keyReader struct {
	*keys
	left bool
}

// Read waits for keys. It is io.EOF when the input has ended or the reader was left.
func (r *keyReader) Read(p []byte) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for len(r.typed) == 0 && r.ended == nil && !r.left {
		r.changed.Wait()
	}
	if r.left || len(r.typed) == 0 {
		return 0, io.EOF
	}
	n := copy(p, r.typed)
	r.typed = r.typed[:copy(r.typed, r.typed[n:])]
	r.changed.Broadcast()
	return n, nil
}

// leave ends the reading.
func (r *keyReader) leave() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.left = true
	r.changed.Broadcast()
}
