package remote

import (
	"net/netip"
	"testing"
	"time"
)

// Each address has its own allowance, which comes back with time; an IPv6 network has one.
func TestRates(t *testing.T) {
	r, at := newRates(3), time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	wants := func(addr string, after time.Duration, want bool) {
		t.Helper()
		if at = at.Add(after); r.allow(netip.MustParseAddr(addr), at) != want {
			t.Errorf("%s at %v: %v", addr, at, !want)
		}
	}
	for _, addr := range []string{"192.0.2.1", "2001:db8::1"} {
		for range 3 {
			wants(addr, 0, true)
		}
		wants(addr, 0, false)
	}
	wants("192.0.2.2", 0, true)
	wants("2001:db8::2", 0, false)
	wants("2001:db8:0:1::1", 0, true)
	wants("192.0.2.1", 19*time.Second, false)
	wants("192.0.2.1", time.Second, true)
	wants("192.0.2.1", 0, false)
}

// However many addresses connect, few are remembered: those whose allowance is whole again are forgotten, and no others.
func TestRatesForget(t *testing.T) {
	r, at := newRates(1), time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	addr := netip.MustParseAddr("10.0.0.0")
	for range 10 * mostAddresses {
		if addr = addr.Next(); !r.allow(addr, at) {
			t.Fatalf("%s is refused", addr)
		}
		at = at.Add(20 * time.Millisecond)
	}
	if len(r.of) > mostAddresses+100 {
		t.Errorf("%d addresses are remembered", len(r.of))
	}
	if r.allow(addr, at) {
		t.Error("the last one is forgotten")
	}
}
