package engine_test

import (
	"testing"
	"unicode/utf8"

	"quotepart/engine"
	"quotepart/engine/lang"
)

// seeds are texts as people and other programs write numbers and dates.
var seeds = []string{
	"", "0", "-0", "00", "1234.56", "1 234,56", "1\u00a0234,56", "1\u202f234", "1.000", "1,234.56", ".5", "5.", ".", "-", "−5", "+5", "1e3", "2,17003E+13",
	"12.5%", "12,5 %", "100%", "100.000001%", "%", "999999999", "1000000000", "10000000000000.01", "99999999999999999999999999999999", "12 34", "1  0",
	"2014-06-24", "2014-02-29", "2014-6-24", "24/06/2014", "0000-01-01", "٣", "\xff", "é", "\ufeff5",
}

// fuzzParser wants no panic; a fault in both languages for what is refused; and what is read, printed and read again must be
// the same value.
func fuzzParser[T comparable](f *testing.F, parse func(string) (T, error), print func(T, lang.Lang) string, inRange func(T) bool) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		v, err := parse(s)
		if err != nil {
			fault, ok := err.(*lang.Fault)
			if !ok {
				t.Fatalf("%q: %v is not a fault", s, err)
			}
			for _, l := range []lang.Lang{lang.FR, lang.EN} {
				if text := fault.In(l); fault.What.IsZero() || fault.Mend.IsZero() || utf8.ValidString(s) && !utf8.ValidString(text) {
					t.Fatalf("%q: bad message %q", s, text)
				}
			}
			return
		}
		if !inRange(v) {
			t.Fatalf("%q gives %v, out of range", s, v)
		}
		for _, l := range []lang.Lang{lang.FR, lang.EN} {
			text := print(v, l)
			if again, err := parse(text); err != nil || again != v {
				t.Fatalf("%q gives %v, printed %q, read again %v (%v)", s, v, text, again, err)
			}
		}
	})
}

// french writes for people in French, whose spaces between thousands are read back, and for machines in English.
func french(machine string, scaled int64, decimals, shown int, l lang.Lang) string {
	if l == lang.FR {
		return lang.Number(lang.FR, scaled, decimals, shown)
	}
	return machine
}

func FuzzParseCents(f *testing.F) {
	fuzzParser(f, engine.ParseCents,
		func(c engine.Cents, l lang.Lang) string { return french(c.String(), int64(c), 2, 2, l) },
		func(c engine.Cents) bool { return c >= 0 && c <= engine.MaxCents })
}

func FuzzParsePrice(f *testing.F) {
	fuzzParser(f, engine.ParsePrice,
		func(p engine.Price, l lang.Lang) string { return french(p.String(), int64(p), 6, 2, l) },
		func(p engine.Price) bool { return p >= 0 && p <= engine.MaxPrice })
}

func FuzzParsePercent(f *testing.F) {
	fuzzParser(f, engine.ParsePercent,
		func(p engine.Percent, l lang.Lang) string { return p.In(l) },
		func(p engine.Percent) bool { return p >= 0 && p <= engine.Whole })
}

func FuzzParseCount(f *testing.F) {
	fuzzParser(f, engine.ParseCount,
		func(n int64, l lang.Lang) string { return french(lang.Plain(n, 0, 0), n, 0, 0, l) },
		func(n int64) bool { return n >= 0 && n <= engine.MaxCount })
}

func FuzzParseDate(f *testing.F) {
	fuzzParser(f, engine.ParseDate,
		func(d engine.Date, _ lang.Lang) string { return d.String() },
		func(d engine.Date) bool { return d == 0 || d >= 101 && d <= 99991231 })
}
