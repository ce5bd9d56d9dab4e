package engine_test

import (
	"errors"
	"math"
	"testing"
	"unicode/utf8"

	"quotepart/engine"
	"quotepart/engine/lang"
)

// What a number's text comes to: a value, or the start of the fault.
const (
	notNumber  = "is not a number"
	negative   = "is negative"
	missing    = "the number is missing"
	tooLarge   = "is above the maximum"
	notWhole   = "is not a whole number"
	decimals   = "decimals"
	separators = "has several commas or points"
	noPercent  = "is not a percentage"
	noDate     = "is not a date"
)

type parseCase[T comparable] struct {
	text  string
	want  T
	fault string // a part of the English wording; nothing where the text is right
}

func parseAll[T comparable](t *testing.T, parse func(string) (T, error), cases []parseCase[T]) {
	t.Helper()
	for _, c := range cases {
		got, err := parse(c.text)
		if c.fault != "" {
			wantFault(t, c.text, err, c.fault)
			continue
		}
		if err != nil || got != c.want {
			t.Errorf("%q = %v (%v), want %v", c.text, got, err, c.want)
		}
	}
}

func TestParseCents(t *testing.T) {
	parseAll(t, engine.ParseCents, []parseCase[engine.Cents]{
		{"0", 0, ""}, {"0.00", 0, ""}, {"-0", 0, ""}, {"1234.56", 123456, ""}, {"1234,56", 123456, ""}, {"1 234,56", 123456, ""},
		{"1\u00a0234,56", 123456, ""}, {"1\u202f234,56", 123456, ""}, {"1 234\u00a0567\u202f890.1", 123456789010, ""},
		{" 12 ", 1200, ""}, {"\u00a012\u202f", 1200, ""}, {".5", 50, ""}, {"5.", 500, ""}, {"007", 700, ""},
		{"10000000000000", engine.MaxCents, ""}, {"10000000000000.01", 0, tooLarge}, {"10 000 000 000 000,00", engine.MaxCents, ""},
		{"99999999999999999999999999", 0, tooLarge},
		{"", 0, missing}, {" \u202f", 0, missing}, {"-1", 0, negative}, {"\u22120,01", 0, negative},
		{"12.345", 0, decimals}, {"12.340", 0, decimals},
		// One euro or a thousand? Three decimals are refused as written, whatever they come to.
		{"1.000", 0, decimals}, {"1,000", 0, decimals}, {"250.000", 0, decimals},
		{"1,234.56", 0, separators}, {"1.234.567", 0, separators}, {"1.2.", 0, separators}, {"..", 0, separators},
		{"12 34", 0, notNumber}, {"1 00", 0, notNumber}, {"1000 000", 0, notNumber}, {"1 00 000", 0, notNumber}, {"1  000", 0, notNumber}, {"1 000 00.5", 0, notNumber},
		{"1.5 000", 0, notNumber}, {"- 5", 0, notNumber}, {"- 500", 0, notNumber}, {"1\t000", 0, notNumber},
		{"1e3", 0, notNumber}, {"2,17003E+13", 0, notNumber}, {"0x10", 0, notNumber}, {"+5", 0, notNumber}, {"--5", 0, notNumber}, {"5-", 0, notNumber},
		{"-", 0, notNumber}, {".", 0, notNumber}, {"NaN", 0, notNumber}, {"Inf", 0, notNumber}, {"5 €", 0, notNumber}, {"1'000", 0, notNumber},
		{"1_000", 0, notNumber}, {"٣", 0, notNumber}, {"½", 0, notNumber}, {"\ufeff5", 0, notNumber}, {"12%", 0, notNumber},
	})
}

func TestParseSignedCents(t *testing.T) {
	parseAll(t, engine.ParseSignedCents, []parseCase[engine.Cents]{
		{"12.50", 1250, ""}, {"-12.50", -1250, ""}, {"\u221212,50", -1250, ""}, {" -1 234,56", -123456, ""}, {"-0", 0, ""},
		{"-10000000000000", -engine.MaxCents, ""}, {"-10000000000000.01", 0, tooLarge},
		{"--5", 0, negative}, {"-", 0, missing}, {"-1.000", 0, decimals}, {"-abc", 0, notNumber},
	})
}

func TestParsePrice(t *testing.T) {
	parseAll(t, engine.ParsePrice, []parseCase[engine.Price]{
		{"6", 6_000_000, ""}, {"409,4", 409_400_000, ""}, {"2.5831", 2_583_100, ""}, {"0.000001", 1, ""}, {"1 000,000001", 1_000_000_001, ""},
		{"1000000000", engine.MaxPrice, ""}, {"1000000000.000001", 0, tooLarge},
		{"0.0000001", 0, decimals}, {"1.0000000", 0, decimals}, {"-6", 0, negative}, {"", 0, missing}, {"6 €", 0, notNumber}, {"6e0", 0, notNumber},
	})
}

func TestParsePercent(t *testing.T) {
	parseAll(t, engine.ParsePercent, []parseCase[engine.Percent]{
		{"0%", 0, ""}, {"100%", engine.Whole, ""}, {"12.5%", 12_500_000, ""}, {"12,5 %", 12_500_000, ""}, {"12,5\u00a0%", 12_500_000, ""},
		{"12,5\u202f%", 12_500_000, ""}, {" 33.333333% ", 33_333_333, ""},
		{"100.000001%", 0, tooLarge}, {"-1%", 0, negative}, {"12.5", 0, noPercent}, {"", 0, noPercent}, {"%", 0, missing}, {"5%%", 0, notNumber},
		{"33.3333333%", 0, decimals}, {"1e1%", 0, notNumber},
	})
}

func TestParseCount(t *testing.T) {
	parseAll(t, engine.ParseCount, []parseCase[int64]{
		{"0", 0, ""}, {"741", 741, ""}, {"1 741", 1741, ""}, {"1\u00a0741", 1741, ""}, {"1\u202f741", 1741, ""}, {"999999999", engine.MaxCount, ""},
		{"1000000000", 0, tooLarge}, {"1.000", 0, notWhole}, {"1,000", 0, notWhole}, {"661.0", 0, notWhole}, {"5.", 0, notWhole}, {"0.5", 0, notWhole},
		{"-1", 0, negative}, {"", 0, missing}, {"12 34", 0, notNumber}, {"2,17003E+13", 0, notNumber}, {"douze", 0, notNumber},
	})
}

func TestParseDate(t *testing.T) {
	parseAll(t, engine.ParseDate, []parseCase[engine.Date]{
		{"", 0, ""}, {"2014-06-24", 20140624, ""}, {"2016-02-29", 20160229, ""}, {"9999-12-31", 99991231, ""},
		{"2014-02-29", 0, noDate}, {"2014-13-01", 0, noDate}, {"2014-00-10", 0, noDate}, {"2014-06-31", 0, noDate}, {"24/06/2014", 0, noDate},
		{"2014-6-24", 0, noDate}, {"20140624", 0, noDate}, {" 2014-06-24", 0, noDate}, {"2014-06-24T00:00:00Z", 0, noDate}, {"41814", 0, noDate},
	})
	if engine.Date(0).IsSet() || !engine.Date(20140624).IsSet() {
		t.Error("IsSet")
	}
	for l, want := range map[lang.Lang]string{lang.FR: "24/06/2014", lang.EN: "2014-06-24"} {
		if got := engine.Date(20140624).In(l); got != want {
			t.Errorf("%s: %q, want %q", l, got, want)
		}
		if got := engine.Date(0).In(l); got != "–" {
			t.Errorf("%s: no date is %q", l, got)
		}
	}
}

// A text that is cut in a message stays readable.
func TestLongTextsAreCutBetweenLetters(t *testing.T) {
	_, err := engine.ParseCents("aééééééééééééééééééééééééééééééééééééééééé")
	for _, l := range []lang.Lang{lang.FR, lang.EN} {
		if got := lang.Describe(err, l); !utf8.ValidString(got) || len(got) > 150 {
			t.Errorf("%s: %q", l, got)
		}
	}
}

func TestPercentOf(t *testing.T) {
	for _, c := range []struct {
		percent string
		of      engine.Cents
		want    engine.Cents
	}{
		{"0%", 12345, 0}, {"100%", 12345, 12345}, {"50%", 1, 1}, {"50%", 3, 2}, {"49.999999%", 1, 0}, {"12.5%", 6420000, 802500}, {"12.5%", 4, 1},
		{"12.5%", 3, 0}, {"33.333333%", 100, 33}, {"0.000001%", 50_000_000, 1}, {"0.000001%", 49_999_999, 0}, {"75%", 0, 0},
		{"100%", math.MaxInt64, math.MaxInt64}, {"50%", math.MaxInt64, 1 << 62}, {"99.999999%", engine.MaxCents, 999_999_990_000_000},
	} {
		if got := percent(c.percent).Of(c.of); got != c.want {
			t.Errorf("%s of %d = %d, want %d", c.percent, c.of, got, c.want)
		}
	}
	defer func() {
		if recover() == nil {
			t.Error("200% of the largest amount must not wrap")
		}
	}()
	(2 * engine.Whole).Of(math.MaxInt64)
}

func TestShareOf(t *testing.T) {
	for _, c := range []struct {
		share engine.Share
		of    engine.Cents
		want  engine.Cents
		text  string
	}{
		{engine.Share{}, 100, 0, ""},
		{engine.Share{Amount: 60}, 100, 60, "0.60"},
		{engine.Share{Amount: 120000}, 100, 100, "1200.00"},
		{engine.Share{Percent: percent("60%"), IsPercent: true}, 101, 61, "60%"},
		{engine.Share{IsPercent: true}, 100, 0, "0%"},
	} {
		if got := c.share.Of(c.of); got != c.want {
			t.Errorf("%s of %d = %d, want %d", c.share, c.of, got, c.want)
		}
		if got := c.share.String(); got != c.text {
			t.Errorf("%+v is written %q, want %q", c.share, got, c.text)
		}
	}
}

func TestPriceTimesPasses64Bits(t *testing.T) {
	for _, c := range []struct {
		price engine.Price
		count int64
		want  engine.Cents
		wrong bool
	}{
		{engine.MaxPrice, 92_233_720, 9_223_372_000_000_000_000, false}, // the product takes more than 64 bits, the amount does not
		{engine.MaxPrice, 92_233_721, 0, true},
		{math.MaxInt64, 10_000, math.MaxInt64, false},
		{math.MaxInt64, 10_001, 0, true},
		{9222449791875588249, 10001, 0, true}, // fits before it is rounded up
		{math.MaxInt64, math.MaxInt64, 0, true},
		{9999, 1, 1, false}, {math.MaxInt64, 1, 922_337_203_685_478, false}, {0, math.MaxInt64, 0, false},
	} {
		got, err := c.price.Times(c.count)
		if errors.Is(err, engine.ErrOverflow) != c.wrong || !c.wrong && got != c.want {
			t.Errorf("%d × %s = %d (%v), want %d", c.count, c.price, got, err, c.want)
		}
	}
}

func TestMoneyIsWritten(t *testing.T) {
	for _, c := range []struct {
		got, want string
	}{
		{engine.Cents(29437984).String(), "294379.84"}, {engine.Cents(-5).String(), "-0.05"}, {engine.Cents(0).String(), "0.00"},
		{engine.Cents(29437984).In(lang.FR), "294\u00a0379,84\u00a0€"}, {engine.Cents(29437984).In(lang.EN), "€294,379.84"},
		{engine.Cents(-123456).In(lang.FR), "−1\u00a0234,56\u00a0€"}, {engine.Cents(-123456).In(lang.EN), "−€1,234.56"},
		{engine.Cents(123456).Bare(lang.FR), "1\u00a0234,56"}, {engine.Cents(math.MinInt64).String(), "-92233720368547758.08"},
		{engine.Price(6_000_000).String(), "6.00"}, {engine.Price(2_583_100).String(), "2.5831"}, {engine.Price(1).String(), "0.000001"},
		{engine.Price(2_583_100).In(lang.FR), "2,5831\u00a0€"}, {engine.Price(409_400_000).In(lang.EN), "€409.40"},
		{engine.Percent(12_500_000).String(), "12.5%"}, {engine.Whole.String(), "100%"}, {engine.Percent(1).String(), "0.000001%"},
		{engine.Percent(12_500_000).In(lang.FR), "12,5\u00a0%"}, {engine.Percent(12_500_000).In(lang.EN), "12.5%"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}
