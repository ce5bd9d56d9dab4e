package lang

import "unicode/utf8"

// Simple reports whether s holds only printable characters of one column and one code point, the overwhelming case; columns is
// then the width of s, and Clean gives it back as it is.
func Simple(s string) (columns int, ok bool) {
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c >= 0x20 && c < 0x7f:
			i++
		case c == 0xc2 && i+1 < len(s) && s[i+1] >= 0xa0 && s[i+1] <= 0xbf && s[i+1] != 0xad:
			i += 2 // U+00A0 to U+00BF, without the soft hyphen
		case c >= 0xc3 && c <= 0xc9 && i+1 < len(s) && s[i+1]&0xc0 == 0x80:
			i += 2 // the accented Latin letters, U+00C0 to U+027F
		default:
			if !simpleRune(s[i:]) {
				return 0, false
			}
			i += 3
		}
		columns++
	}
	return columns, true
}

// simpleRune reports whether s starts with one of the three-byte characters
// that quotepart itself writes much of: dashes, quotes, the ellipsis, the
// narrow no-break space, the euro sign, arrows, lines, blocks and shapes.
func simpleRune(s string) bool {
	r, size := utf8.DecodeRuneInString(s)
	if size != 3 {
		return false
	}
	switch {
	case r >= 0x2010 && r <= 0x2026, r == 0x202f, r == 0x2039, r == 0x203a, r == 0x20ac, r == 0x2212:
		return true
	case r >= 0x2190 && r <= 0x2193, r >= 0x2500 && r <= 0x25a1, r == 0x25b2, r == 0x25b8, r == 0x25bc:
		return true
	}
	return false
}
