package engine

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"quotepart/engine/lang"
)

// ParseCents reads an amount of euros with at most two decimals, 0 or more, as files write it (formats.md): point or comma,
// spaces between thousands. Errors are Faults.
func ParseCents(s string) (Cents, error) {
	v, err := parseScaled(s, 2, int64(MaxCents))
	return Cents(v), err
}

// ParseSignedCents is ParseCents for documents that may carry a credit (calls, invoices): a leading minus is accepted.
func ParseSignedCents(s string) (Cents, error) {
	rest, negative := strings.CutPrefix(strings.TrimSpace(strings.ReplaceAll(s, "\u2212", "-")), "-")
	v, err := parseScaled(rest, 2, int64(MaxCents))
	if negative {
		v = -v
	}
	return Cents(v), err
}

// ParsePrice reads a unit price in euros with at most six decimals, 0 or more. Errors are Faults.
func ParsePrice(s string) (Price, error) {
	v, err := parseScaled(s, 6, int64(MaxPrice))
	return Price(v), err
}

// ParsePercent reads a percentage from 0% to 100% with at most six decimals; the sign % is required, because 12.5 alone
// could be an amount. Errors are Faults.
func ParsePercent(s string) (Percent, error) {
	number, ok := strings.CutSuffix(strings.TrimSpace(s), "%")
	if !ok {
		return 0, lang.Wrong(
			lang.F("« %[1]s » n'est pas un pourcentage", "%[1]q is not a percentage", s),
			lang.T("ajoutez le signe %, par exemple 12.5%", "add the sign %, such as 12.5%"))
	}
	v, err := parseScaled(strings.TrimRight(number, " \u00a0\u202f"), 6, int64(Whole))
	return Percent(v), err
}

// ParseCount reads a whole number (pupils, classes, minutes) from 0 to MaxCount. Errors are Faults.
func ParseCount(s string) (int64, error) {
	if n, ok := fewDigits(s); ok {
		return n, nil
	}
	return parseScaled(s, 0, MaxCount)
}

// fewDigits reads the counts as most files hold them, one to nine digits and nothing else: a year has hundreds of thousands.
func fewDigits(s string) (n int64, ok bool) {
	if s == "" || len(s) > 9 {
		return 0, false
	}
	for _, r := range []byte(s) {
		if r < '0' || r > '9' {
			return 0, false
		}
		n = n*10 + int64(r-'0')
	}
	return n, true
}

// parseScaled reads a decimal number as an integer of 10^-places, from 0 to limit. Nothing is rounded: a digit too many is
// an error, because it may be a thousands separator read as a decimal point.
func parseScaled(s string, places int32, limit int64) (int64, error) {
	text, err := plainNumber(s)
	if err != nil {
		return 0, err
	}
	d, derr := decimal.NewFromString(text)
	if derr != nil {
		return 0, notANumber(s)
	}
	if d.IsNegative() {
		return 0, lang.Wrong(
			lang.F("« %[1]s » est négatif", "%[1]q is negative", s),
			lang.T("donnez 0 ou plus", "give 0 or more"))
	}
	// Decimals count as they are written, also where they are 0: an amount or a count of 1.000 could be one or a thousand.
	_, fraction, point := strings.Cut(text, ".")
	if len(fraction) > int(places) || places == 0 && point {
		if places == 0 {
			return 0, lang.Wrong(
				lang.F("« %[1]s » n'est pas un nombre entier", "%[1]q is not a whole number", s),
				lang.T("donnez un nombre sans décimale", "give a number without decimals"))
		}
		return 0, lang.Wrong(
			lang.F("« %[1]s » a plus de %[2]d décimales", "%[1]q has more than %[2]d decimals", s, places),
			lang.T("arrondissez vous-même, ou séparez les milliers par une espace", "round it yourself, or separate thousands by a space"))
	}
	scaled := d.Shift(places)
	if scaled.GreaterThan(decimal.NewFromInt(limit)) {
		return 0, lang.Wrong(
			lang.F("« %[1]s » dépasse le maximum %[2]s", "%[1]q is above the maximum %[2]s", s, lang.Plain(limit, int(places), 0)),
			lang.T("vérifiez le nombre", "check the number"))
	}
	return scaled.IntPart(), nil
}

// plainNumber turns a number as people write it into what decimal reads: spaces between thousands out, comma to point.
func plainNumber(s string) (string, error) {
	text := strings.TrimSpace(s)
	if text == "" {
		return "", lang.Wrong(lang.T("le nombre manque", "the number is missing"), lang.T("écrivez 0 si c'est zéro", "write 0 if it is nought"))
	}
	if len(text) > 60 {
		return "", notANumber(fmt.Sprintf("%.20s…", text))
	}
	var b strings.Builder
	points, group, grouped := 0, 0, false // group: digits since the last space
	for _, r := range strings.ReplaceAll(text, "\u2212", "-") + "." {
		switch {
		case r >= '0' && r <= '9':
			group++
			b.WriteRune(r)
		case r == '-' && b.Len() == 0:
			b.WriteRune(r)
		case r == ' ' || r == '\u00a0' || r == '\u202f':
			if points > 0 || group == 0 || group > 3 || grouped && group != 3 {
				return "", notANumber(s)
			}
			group, grouped = 0, true
		case r == '.' || r == ',':
			if points == 0 && grouped && group != 3 {
				return "", notANumber(s)
			}
			points++
			b.WriteByte('.')
		default:
			return "", notANumber(s)
		}
	}
	if points > 2 { // one is the end mark added above
		return "", lang.Wrong(
			lang.F("« %[1]s » a plusieurs virgules ou points", "%[1]q has several commas or points", s),
			lang.T("gardez le seul séparateur décimal ; les milliers se séparent par une espace", "keep the decimal separator only; thousands are separated by a space"))
	}
	return strings.TrimSuffix(b.String(), "."), nil
}

func notANumber(s string) error {
	return lang.Wrong(
		lang.F("« %[1]s » n'est pas un nombre", "%[1]q is not a number", s),
		lang.T("écrivez par exemple 1234.56 ou 1 234,56", "write for example 1234.56 or 1 234,56"))
}
