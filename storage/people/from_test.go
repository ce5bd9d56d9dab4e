package people

import (
	"net/netip"
	"testing"
	"time"
)

func TestFrom(t *testing.T) {
	for _, c := range []struct {
		from, addr string
		want       bool
	}{
		{"", "203.0.113.9", true},
		{"*", "2001:db8::1", true}, {"*", "192.0.2.1", true},
		{"192.0.2.7", "192.0.2.7", true}, {"192.0.2.7", "192.0.2.70", false}, {"192.0.2.7", "::ffff:192.0.2.7", true},
		{"::ffff:192.0.2.7", "192.0.2.7", true}, {"::ffff:192.0.2.0/120", "192.0.2.200", true}, {"::ffff:192.0.2.0/120", "192.0.3.1", false},
		{"10.0.0.0/8", "10.255.1.2", true}, {"10.0.0.0/8", "11.0.0.0", false}, {"10.0.0.0/8", "::ffff:10.1.1.1", true}, {"0.0.0.0/0", "::1", false},
		{"10.0.0.0/8,192.168.1.*", "192.168.1.30", true}, {"10.0.0.0/8,192.168.1.*", "192.168.10.3", false},
		{"192.168.1?.*", "192.168.12.3", true}, {"192.168.1?.*", "192.168.1.3", false}, {"192.*", "192.168.12.3", true}, {"192.*", "193.168.12.3", false},
		{"192.168.*", "::ffff:192.168.4.4", true}, {"10.0.0.?", "10.0.0.5", true}, {"10.0.0.?", "10.0.0.55", false},
		{"!10.0.0.5,10.0.0.0/8", "10.0.0.5", false}, {"10.0.0.0/8,!10.0.0.5", "10.0.0.5", false}, {"10.0.0.0/8,!10.0.0.5", "10.0.0.6", true},
		{"*,!192.168.*", "192.168.1.1", false}, {"*,!192.168.*", "::ffff:192.168.1.1", false}, {"*,!2001:db8::/32", "2001:db8::1", false}, {"*,!2001:db8::/32", "192.0.2.1", true},
		{"2001:db8::/32", "2001:db8:1::5", true}, {"2001:db8::/32", "2001:db9::5", false}, {"2001:DB8::0:1", "2001:db8::1", true}, {"fe80::/10", "fe80::1%eth0", true}, {"::/0", "192.0.2.1", false},
	} {
		if _, f := readFrom(c.from); f != nil && c.from != "" {
			t.Errorf("%s: %v", c.from, f)
		}
		if got := allows(c.from, netip.MustParseAddr(c.addr)); got != c.want {
			t.Errorf("from=%q, %s: %v", c.from, c.addr, got)
		}
	}
	if allows("*", netip.Addr{}) {
		t.Error("let in from an unknown address")
	}
}

// What could never mean an address is refused, rather than never to let in, or never to keep out.
func TestFromThatMeansNothing(t *testing.T) {
	for _, from := range []string{
		"", ",", "10.0.0.0/8,", "!", "!,*", "host", "*.example.org", "bad.cafe", "10.0.0.1/8", "10.0.0.0/33", "10.0.0.0/", "10.0.0/8", "::ffff:10.0.0.0/90", "10.0.0", "10.0.0.256", "010.0.0.1",
		"256.*", "10.01.*", "10..*", "1.2.3.4.*", "1.2.3?", "10.0.0.????", "2001:db8:*", "fe80::1%eth0", "!!10.0.0.1,*", " 10.0.0.1", "[::1]", "10.0.0.1:22", "!10.0.0.1,!10.0.0.2",
	} {
		if _, f := readFrom(from); f == nil {
			t.Errorf("%q is taken", from)
		}
		if from != "" && allows(from, home) {
			t.Errorf("%q lets in", from)
		}
	}
}

func TestExpiry(t *testing.T) {
	for s, want := range map[string]time.Time{
		"20271231":        time.Date(2027, 12, 31, 0, 0, 0, 0, time.Local),
		"20271231Z":       time.Date(2027, 12, 31, 0, 0, 0, 0, time.UTC),
		"202712311830":    time.Date(2027, 12, 31, 18, 30, 0, 0, time.Local),
		"202712311830Z":   time.Date(2027, 12, 31, 18, 30, 0, 0, time.UTC),
		"20280229235959":  time.Date(2028, 2, 29, 23, 59, 59, 0, time.Local),
		"20280229235959Z": time.Date(2028, 2, 29, 23, 59, 59, 0, time.UTC),
	} {
		if got, f := readExpiry(s); f != nil || !got.Equal(want) {
			t.Errorf("%s: %v, %v", s, got, f)
		}
	}
	for _, s := range []string{"", "Z", "2027", "20271331", "20270229", "202712312460", "2027123118", "2027-12-31", "20271231 1830", "20271231z", "20271231ZZ", "+2027123", "20271231235959.5", "20271231235960", "２０２７"} {
		if at, f := readExpiry(s); f == nil {
			t.Errorf("%q is taken as %v", s, at)
		}
	}
}
