package opendata

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/storage/dossier"
)

// Departement reads the code of a département however it is written: 80, 080, 2a, 974, and 80.0 or 1 after a spreadsheet; false
// where it is none.
func Departement(s string) (code string, ok bool) {
	s = strings.ToUpper(withoutZeros(strings.TrimSpace(s)))
	if s = strings.TrimLeft(s, "0"); s == "2A" || s == "2B" {
		return s, true
	}
	n, err := strconv.ParseUint(s, 10, 16)
	switch {
	case err != nil || n == 0:
		return "", false
	case n < 10:
		return "0" + s, true
	}
	return s, n < 100 || n >= 971 && n <= 989
}

// departementOfUAI is the département that the first three digits of a UAI stand for; Corsica has 620 and 720.
func departementOfUAI(s string) string {
	if len(s) < 3 {
		return ""
	}
	switch s[:3] {
	case "620":
		return "2A"
	case "720":
		return "2B"
	}
	code, _ := Departement(s[:3])
	return code
}

// withoutZeros takes away the decimals that a spreadsheet or a program adds to whole numbers: 661.0, 661,00.
func withoutZeros(s string) string {
	if i := strings.IndexAny(s, ".,"); i > 0 && i+1 < len(s) && i+3 >= len(s) && strings.Trim(s[i+1:], "0") == "" {
		return s[:i]
	}
	return s
}

// count reads a number of pupils or classes.
func count(s string) (int64, error) { return engine.ParseCount(withoutZeros(s)) }

var yearPattern = regexp.MustCompile(`^((?:19|20)\d\d)(?:\.0+|[-/].*)?$`)

// Rentree reads the year in which a school year starts: 2021, 2021.0, 2021-2022; false where it is none.
func Rentree(s string) (int, bool) {
	m := yearPattern.FindStringSubmatch(strings.TrimSpace(s))
	if m == nil {
		return 0, false
	}
	n, err := strconv.Atoi(m[1])
	return n, err == nil
}

// public tells the sector, and false where it cannot be told.
func public(s string) (is, known bool) {
	switch s = dossier.Slug(s, 40); {
	case s == "public":
		return true, true
	case s == "prive", strings.HasPrefix(s, "prive-"):
		return false, true
	}
	return false, false
}

var inseePattern = regexp.MustCompile(`^(\d{2}|2[AB])\d{3}$`)

// communeCode reads the INSEE code of a commune, which a spreadsheet may have robbed of its first zero. An arrondissement of
// Paris, Lyon or Marseille gives the commune.
func communeCode(s string) (code string, ok bool) {
	s = strings.ToUpper(withoutZeros(s))
	if len(s) == 4 {
		s = "0" + s
	}
	if !inseePattern.MatchString(s) {
		return "", false
	}
	switch {
	case s >= "75101" && s <= "75120":
		return "75056", true
	case s >= "69381" && s <= "69389":
		return "69123", true
	case s >= "13201" && s <= "13216":
		return "13055", true
	}
	return s, true
}

// departementOfCommune is the département of an INSEE code.
func departementOfCommune(insee string) string {
	if strings.HasPrefix(insee, "97") || strings.HasPrefix(insee, "98") {
		return insee[:3]
	}
	return insee[:2]
}

// postal is what stands behind the name of a commune in addresses: RENNES CEDEX 7, MARSEILLE 08, Paris 13e Arrondissement.
var postal = regexp.MustCompile(`^(.+)-cedex(-.*)?$|^(paris|lyon|marseille)-\d+(er|e|eme)?(-arrondissement)?$`)

var cedex = regexp.MustCompile(`(?i) cedex( .*)?$`)

// withoutCedex is a town without what concerns the post alone.
func withoutCedex(town string) string { return cedex.ReplaceAllString(town, "") }

// townKey makes the names of one commune comparable: ST MALO and Saint-Malo, RENNES CEDEX and Rennes.
func townKey(name string) string {
	key := strings.Split(postal.ReplaceAllString(dossier.Slug(name, 200), "$1$3"), "-")
	for i, w := range key {
		switch w {
		case "st":
			key[i] = "saint"
		case "ste":
			key[i] = "sainte"
		}
	}
	return strings.Join(key, "-")
}

// isCollege tells the collèges among the establishments of a file that also lists the lycées and EREA with a 3e class.
func isCollege(name string) bool {
	first, _, _ := strings.Cut(dossier.Slug(name, 40), "-")
	return slices.Contains([]string{"college", "clg", "colleges"}, first)
}

// siren is the nine digits at the start of a SIREN or SIRET where they are valid; false where the number is none, as after a
// spreadsheet that made 2,17003E+13 of it.
func siren(s string) (number string, ok bool) {
	s = withoutZeros(strings.ReplaceAll(s, " ", ""))
	if len(s) != 9 && len(s) != 14 || !engine.ValidSIREN(s[:9]) {
		return "", false
	}
	return s[:9], true
}

// fault is the Fault that an error of the engine is.
func fault(err error) *lang.Fault {
	if f, ok := err.(*lang.Fault); ok {
		return f
	}
	return &lang.Fault{What: lang.T(err.Error(), err.Error())}
}
