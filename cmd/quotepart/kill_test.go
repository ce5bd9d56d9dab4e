package main

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"quotepart/storage"
)

var kills = flag.Int("kills", 2, "how often a server is killed under load")

// A server that is killed while people save has every save that it acknowledged, and starts again.
func TestKilledServer(t *testing.T) {
	dir := prepare(t, demoYear)
	var mu sync.Mutex
	var saved []string
	for round := range *kills {
		c := startChild(t, dir)
		h := &host{t: t, dir: dir, addr: c.addr}
		var wait sync.WaitGroup
		enough := make(chan struct{}, 1)
		acknowledged := 0
		until := 3 + rand.IntN(20)
		for n := range 4 {
			client := h.dial(annesNumber)
			wait.Go(func() {
				for i := 0; ; i++ {
					name := fmt.Sprintf("kill %d %d %d", round, n, i)
					a := over(t, client, fmt.Sprintf("scenario save %s '%s' --set tariffs/college-comptes/price=%d", demoID, name, i+1))
					if a.code != done {
						return
					}
					mu.Lock()
					saved = append(saved, name)
					if acknowledged++; acknowledged == until {
						enough <- struct{}{}
					}
					mu.Unlock()
				}
			})
		}
		select {
		case <-enough:
		case <-time.After(time.Minute):
			t.Error("it saves nothing")
		}
		_ = c.Process.Kill()
		_, _ = c.Process.Wait() // so that it has let go of the store
		wait.Wait()
		s, err := storage.Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		h.store = s
		h.hasAll(saved)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d kills, %d acknowledged saves, all there", *kills, len(saved))
}
