package lang

import (
	"errors"
	"math"
	"testing"
)

func TestNumber(t *testing.T) {
	for _, c := range []struct {
		scaled          int64
		decimals, shown int
		fr, en, plain   string
	}{
		{1234567, 2, 2, "12\u00a0345,67", "12,345.67", "12345.67"},
		{0, 2, 2, "0,00", "0.00", "0.00"},
		{5, 2, 2, "0,05", "0.05", "0.05"},
		{-5, 2, 2, "\u22120,05", "\u22120.05", "-0.05"},
		{-123456, 2, 2, "\u22121\u00a0234,56", "\u22121,234.56", "-1234.56"},
		{99999, 2, 2, "999,99", "999.99", "999.99"},
		{100000, 2, 2, "1\u00a0000,00", "1,000.00", "1000.00"},
		{6000000, 6, 2, "6,00", "6.00", "6.00"},
		{2583100, 6, 2, "2,5831", "2.5831", "2.5831"},
		{1, 6, 2, "0,000001", "0.000001", "0.000001"},
		{12500000, 6, 0, "12,5", "12.5", "12.5"},
		{100000000, 6, 0, "100", "100", "100"},
		{0, 6, 0, "0", "0", "0"},
		{741, 0, 0, "741", "741", "741"},
		{1741, 0, 0, "1\u00a0741", "1,741", "1741"},
		{123456789, 0, 0, "123\u00a0456\u00a0789", "123,456,789", "123456789"},
		{-7, 0, 0, "\u22127", "\u22127", "-7"},
		{math.MaxInt64, 0, 0, "9\u00a0223\u00a0372\u00a0036\u00a0854\u00a0775\u00a0807", "9,223,372,036,854,775,807", "9223372036854775807"},
		{math.MinInt64, 2, 2, "\u221292\u00a0233\u00a0720\u00a0368\u00a0547\u00a0758,08", "\u221292,233,720,368,547,758.08", "-92233720368547758.08"},
	} {
		if got := Number(FR, c.scaled, c.decimals, c.shown); got != c.fr {
			t.Errorf("fr: %q, want %q", got, c.fr)
		}
		if got := Number(EN, c.scaled, c.decimals, c.shown); got != c.en {
			t.Errorf("en: %q, want %q", got, c.en)
		}
		if got := Plain(c.scaled, c.decimals, c.shown); got != c.plain {
			t.Errorf("plain: %q, want %q", got, c.plain)
		}
	}
}

func TestEurosAndCounts(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{Euros(FR, "1,00"), "1,00\u00a0€"}, {Euros(FR, "\u22121,00"), "\u22121,00\u00a0€"},
		{Euros(EN, "1.00"), "€1.00"}, {Euros(EN, "\u22121.00"), "\u2212€1.00"},
		{Count(21471).In(FR), "21\u00a0471"}, {Count(21471).In(EN), "21,471"}, {Count(0).In(FR), "0"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestOrdinal(t *testing.T) {
	for n, want := range map[Ordinal][2]string{
		1: {"1er", "1st"}, 2: {"2e", "2nd"}, 3: {"3e", "3rd"}, 4: {"4e", "4th"}, 10: {"10e", "10th"}, 11: {"11e", "11th"}, 12: {"12e", "12th"},
		13: {"13e", "13th"}, 14: {"14e", "14th"}, 21: {"21e", "21st"}, 22: {"22e", "22nd"}, 23: {"23e", "23rd"}, 101: {"101e", "101st"},
		111: {"111e", "111th"}, 112: {"112e", "112th"}, 113: {"113e", "113th"}, 121: {"121e", "121st"}, 1011: {"1011e", "1011th"}, 60001: {"60001e", "60001st"},
	} {
		if fr, en := n.In(FR), n.In(EN); fr != want[0] || en != want[1] {
			t.Errorf("%d: %q and %q, want %q", n, fr, en, want)
		}
	}
}

func TestParse(t *testing.T) {
	for s, want := range map[string]Lang{"fr": FR, "en": EN, "FR": FR, "fr_FR.UTF-8": FR, "en_GB": EN, "en-US": EN, "en@euro": EN, "fr.UTF-8": FR} {
		if got, ok := Parse(s); !ok || got != want {
			t.Errorf("Parse(%q) = %v, %v", s, got, ok)
		}
	}
	for _, s := range []string{"", "C", "POSIX", "de_DE", "french", "english"} {
		if got, ok := Parse(s); ok || got != FR {
			t.Errorf("Parse(%q) = %v, %v", s, got, ok)
		}
	}
	if FR.String() != "fr" || EN.String() != "en" {
		t.Error("codes")
	}
}

func TestTextsAndFaults(t *testing.T) {
	text := F("%[1]s sur %[2]d, soit %[3]q", "of %[2]d, %[1]s: %[3]q", Count(1234), 5, "x")
	if want := T("1\u00a0234 sur 5, soit \"x\"", "of 5, 1,234: \"x\""); text != want {
		t.Errorf("got %q", text)
	}
	if !(Text{}).IsZero() || text.IsZero() || text.In(FR) != text.FR || text.In(EN) != text.EN {
		t.Error("In or IsZero")
	}
	fault := Wrong(T("faux", "wrong"), T("corrigez", "mend it"))
	for l, want := range map[Lang]string{FR: "faux — corrigez", EN: "wrong — mend it"} {
		if got := Describe(fault, l); got != want {
			t.Errorf("%s: %q, want %q", l, got, want)
		}
	}
	if got := fault.Error(); got != "wrong — mend it" {
		t.Errorf("Error: %q", got)
	}
	if got := Describe(Wrong(T("faux", "wrong"), Text{}), FR); got != "faux" {
		t.Errorf("without a way to mend it: %q", got)
	}
	if got := Describe(errors.New("plain"), FR); got != "plain" {
		t.Errorf("another error: %q", got)
	}
}
