package lang

import (
	"strconv"
	"strings"
)

const (
	noBreak   = "\u00a0" // between thousands and before a unit in French
	trueMinus = "\u2212" // what a reader sees; files keep the ASCII hyphen
)

// Number writes a scaled integer (1234567 with 2 decimals is 12 345,67) as the language does, with grouped thousands and a
// true minus sign. At least shown decimals are written; further ones only where they are not 0.
func Number(l Lang, scaled int64, decimals, shown int) string {
	digits := Plain(scaled, decimals, shown)
	sign := ""
	if strings.HasPrefix(digits, "-") {
		sign, digits = trueMinus, digits[1:]
	}
	whole, fraction, _ := strings.Cut(digits, ".")
	group, point := noBreak, ","
	if l == EN {
		group, point = ",", "."
	}
	var b strings.Builder
	b.WriteString(sign)
	for i := range len(whole) {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteString(group)
		}
		b.WriteByte(whole[i])
	}
	if fraction != "" {
		b.WriteString(point)
		b.WriteString(fraction)
	}
	return b.String()
}

// Plain writes a scaled integer for machines: a point, no grouping, an ASCII minus.
func Plain(scaled int64, decimals, shown int) string {
	s := strconv.FormatInt(scaled, 10)
	sign := ""
	if s[0] == '-' {
		sign, s = "-", s[1:]
	}
	if decimals == 0 {
		return sign + s
	}
	if missing := decimals + 1 - len(s); missing > 0 {
		s = strings.Repeat("0", missing) + s
	}
	whole, fraction := s[:len(s)-decimals], s[len(s)-decimals:]
	for len(fraction) > shown && fraction[len(fraction)-1] == '0' {
		fraction = fraction[:len(fraction)-1]
	}
	if fraction == "" {
		return sign + whole
	}
	return sign + whole + "." + fraction
}

// Euros adds the currency to a number already written: 1 234,56 € or €1,234.56.
func Euros(l Lang, number string) string {
	if l == FR {
		return number + noBreak + "€"
	}
	if rest, negative := strings.CutPrefix(number, trueMinus); negative {
		return trueMinus + "€" + rest
	}
	return "€" + number
}

// Count writes a whole number (pupils, classes, minutes) with grouped thousands; it is also a Localized argument of F.
type Count int64

// In writes the count in one language.
func (c Count) In(l Lang) string { return Number(l, int64(c), 0, 0) }

// Ordinal is a rank such as 12ᵉ or 12th.
type Ordinal int64

// In writes the rank in one language.
func (o Ordinal) In(l Lang) string {
	n := strconv.FormatInt(int64(o), 10)
	if l == FR {
		if o == 1 {
			return "1er"
		}
		return n + "e"
	}
	switch {
	case o%100 >= 11 && o%100 <= 13:
		return n + "th"
	case o%10 == 1:
		return n + "st"
	case o%10 == 2:
		return n + "nd"
	case o%10 == 3:
		return n + "rd"
	}
	return n + "th"
}
