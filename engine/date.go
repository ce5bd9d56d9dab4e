package engine

import (
	"fmt"
	"time"

	"quotepart/engine/lang"
)

// Date is a day as yyyymmdd, so that dates compare as numbers. The zero value means that no date is given.
type Date int32

// ParseDate reads an ISO date (2014-06-24); an empty text is no date. It refuses days that do not exist, and dates written
// another way, with a Fault.
func ParseDate(s string) (Date, error) {
	if s == "" {
		return 0, nil
	}
	d, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return 0, lang.Wrong(
			lang.F("« %[1]s » n'est pas une date", "%[1]q is not a date", s),
			dateMend(s))
	}
	return Date(d.Year()*10000 + int(d.Month())*100 + d.Day()), nil
}

// dateMend says how dates are written: the user's own where it is day/month/year, as screens show dates in French.
func dateMend(s string) lang.Text {
	if d, err := time.Parse("2/1/2006", s); err == nil {
		return lang.F("écrivez %s", "write %s", d.Format(time.DateOnly))
	}
	return lang.T("écrivez année-mois-jour, par exemple 2014-06-24", "write year-month-day, such as 2014-06-24")
}

// IsSet tells whether a date is given.
func (d Date) IsSet() bool { return d != 0 }

// String writes the date as in files: 2014-06-24, or nothing.
func (d Date) String() string {
	if d == 0 {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d/10000, d/100%100, d%100)
}

// In writes the date for people: 24/06/2014 in French, 2014-06-24 in English, or a dash.
func (d Date) In(l lang.Lang) string {
	switch {
	case d == 0:
		return "–"
	case l == lang.FR:
		return fmt.Sprintf("%02d/%02d/%04d", d%100, d/100%100, d/10000)
	}
	return d.String()
}
