package remote

import (
	"net/netip"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// rates bounds how often an address may connect. An IPv6 client has a whole network of addresses: it counts as one.
type rates struct {
	perMinute int

	mu    sync.Mutex
	of    map[netip.Prefix]*rate.Limiter
	swept time.Time
}

func newRates(perMinute int) *rates {
	return &rates{perMinute: perMinute, of: map[netip.Prefix]*rate.Limiter{}}
}

// mostAddresses is how many are remembered before those are forgotten that have their whole allowance again.
const mostAddresses = 4096

func (r *rates) allow(addr netip.Addr, at time.Time) bool {
	bits := 32
	if addr.Is6() {
		bits = 64
	}
	network, err := addr.Prefix(bits)
	if err != nil {
		return false
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.sweep(at)
	limiter := r.of[network]
	if limiter == nil {
		limiter = rate.NewLimiter(rate.Limit(r.perMinute)/60, r.perMinute)
		r.of[network] = limiter
	}
	return limiter.AllowN(at, 1)
}

// sweep forgets the addresses that have not connected for a minute: for them nothing changes. It runs where there are many, and no more
// than once a second.
func (r *rates) sweep(at time.Time) {
	if len(r.of) < mostAddresses || at.Sub(r.swept) < time.Second {
		return
	}
	r.swept = at
	for network, limiter := range r.of {
		if limiter.TokensAt(at) >= float64(r.perMinute) {
			delete(r.of, network)
		}
	}
}
