package people

import (
	"net/netip"
	"path"
	"strconv"
	"strings"

	"quotepart/engine/lang"
)

// pattern is one of the addresses of from: a range, or an IPv4 address with * and ?.
type pattern struct {
	not    bool
	within netip.Prefix
	wild   string // where within is none
}

func (p pattern) matches(addr netip.Addr) bool {
	if p.wild == "" {
		return p.within.Contains(addr)
	}
	found, err := path.Match(p.wild, addr.String()) // an address has no slash, so * stands for anything
	return found && err == nil
}

// allows tells whether a key is let in from an address: one that some pattern means, and none with a !. Without patterns, from
// anywhere. An IPv4 address that is written as IPv6 is the IPv4 address.
func allows(from string, addr netip.Addr) bool {
	if from == "" {
		return true
	}
	patterns, f := readFrom(from)
	if f != nil || !addr.IsValid() {
		return false
	}
	addr, allowed := addr.Unmap().WithZone(""), false
	for _, p := range patterns {
		if p.matches(addr) {
			if p.not {
				return false
			}
			allowed = true
		}
	}
	return allowed
}

// readFrom reads a list of patterns. One that could never mean an address, such as the name of a host, is refused: names are not
// looked up.
func readFrom(s string) ([]pattern, *lang.Fault) {
	var patterns []pattern
	someone := false
	for one := range strings.SplitSeq(s, ",") {
		text, not := strings.CutPrefix(one, "!")
		p, ok := readPattern(text)
		if !ok {
			return nil, fault(lang.F("« %s » n'est pas une adresse", "%q is not an address", shown(one)),
				lang.T("écrivez 192.0.2.7, 192.0.2.*, 10.0.0.0/8 ou 2001:db8::/32, séparés de virgules, avec ! pour exclure ; les noms de machines ne sont pas cherchés", "write 192.0.2.7, 192.0.2.*, 10.0.0.0/8 or 2001:db8::/32, with commas between, with ! to exclude; names of hosts are not looked up"))
		}
		p.not = not
		someone = someone || !not
		patterns = append(patterns, p)
	}
	if !someone {
		return nil, fault(lang.F("« %s » exclut seulement, et n'admet donc personne", "%q only excludes, so it lets nobody in", shown(s)), lang.T("ajoutez d'où la clé est admise, par exemple *", "add where the key is let in from, such as *"))
	}
	return patterns, nil
}

func readPattern(s string) (pattern, bool) {
	if strings.ContainsAny(s, "*?") {
		return pattern{wild: s}, s == "*" || fitsIPv4(s)
	}
	if strings.Contains(s, "/") {
		within, err := netip.ParsePrefix(s)
		if err != nil || within != within.Masked() { // OpenSSH refuses 10.0.0.1/8 too
			return pattern{}, false
		}
		if within.Addr().Is4In6() {
			within = netip.PrefixFrom(within.Addr().Unmap(), within.Bits()-96)
		}
		return pattern{within: within}, within.IsValid()
	}
	addr, err := netip.ParseAddr(s)
	if err != nil || addr.Zone() != "" {
		return pattern{}, false
	}
	addr = addr.Unmap()
	return pattern{within: netip.PrefixFrom(addr, addr.BitLen())}, true
}

// fitsIPv4 tells whether * and ? can be filled so that an IPv4 address comes out. IPv6 addresses have too many spellings for
// them: a range says it.
func fitsIPv4(s string) bool {
	if strings.Trim(s, "0123456789.*?") != "" {
		return false
	}
	parts := strings.Split(s, ".")
	for _, part := range parts {
		n, err := strconv.Atoi(part)
		digits := strings.Trim(part, "0123456789") == ""
		if part == "" || digits && (err != nil || strconv.Itoa(n) != part || n > 255) || !digits && len(strings.ReplaceAll(part, "*", "")) > 3 {
			return false
		}
	}
	return len(parts) == 4 || len(parts) < 4 && strings.Contains(s, "*")
}
