package engine

import (
	"errors"
	"math"
	"math/bits"

	"quotepart/engine/lang"
)

// Cents is an amount of money in euro cents. Every amount of a result is one; no float ever stands on the way to it.
type Cents int64

// Price is a unit price in millionths of a euro (prices have up to 6 decimals).
type Price int64

// Percent is a percentage in millionths of one percent: 12.5% is 12_500_000.
type Percent int64

// Whole is 100%.
const Whole Percent = 100_000_000

// MaxCount is the largest count (pupils, classes, minutes) that is read. It keeps products of two counts within 64 bits.
const MaxCount = 999_999_999

// MaxCents is the largest amount that is read: far above any budget, and small enough that thousands add up within 64 bits.
const MaxCents Cents = 1_000_000_000_000_000

// MaxPrice is the largest unit price that is read: a thousand million euros.
const MaxPrice Price = 1_000_000_000_000_000

// ErrOverflow says that an amount passes 64 bits. Amounts never wrap.
var ErrOverflow error = &lang.Fault{
	What: lang.T("un montant dépasse ce que le programme peut calculer exactement", "an amount is larger than what can be computed exactly"),
	Mend: lang.T("vérifiez les prix, les effectifs et les charges", "check prices, pupil counts and charges"),
}

var errNoDivisor = errors.New("engine: share of nothing")

// String writes the amount for machines: 1234.56.
func (c Cents) String() string { return lang.Plain(int64(c), 2, 2) }

// In writes the amount with its currency for people: 1 234,56 € or €1,234.56.
func (c Cents) In(l lang.Lang) string { return lang.Euros(l, c.Bare(l)) }

// Bare writes the amount for people without the currency, as in a column of a table.
func (c Cents) Bare(l lang.Lang) string { return lang.Number(l, int64(c), 2, 2) }

// WholeEuros writes the amount for people without its cents, rounded half away from zero, where there is no room for more.
func (c Cents) WholeEuros(l lang.Lang) string {
	euros, cents := c/100, c%100
	switch {
	case cents >= 50:
		euros++
	case cents <= -50:
		euros--
	}
	return lang.Number(l, int64(euros), 0, 0)
}

// String writes the price for machines, with at least two decimals: 6.00, 2.5831.
func (p Price) String() string { return lang.Plain(int64(p), 6, 2) }

// In writes the price with its currency for people.
func (p Price) In(l lang.Lang) string { return lang.Euros(l, lang.Number(l, int64(p), 6, 2)) }

// String writes the percentage for machines: 12.5%.
func (p Percent) String() string { return lang.Plain(int64(p), 6, 0) + "%" }

// In writes the percentage for people: 12,5 % or 12.5%.
func (p Percent) In(l lang.Lang) string {
	n := lang.Number(l, int64(p), 6, 0)
	if l == lang.FR {
		return n + "\u00a0%"
	}
	return n + "%"
}

// Of is the percentage of an amount, rounded once, half away from zero, to the cent. Both are 0 or more and the percentage
// is at most 100%, so the result always fits.
func (p Percent) Of(c Cents) Cents {
	v, err := mulDivRound(int64(c), int64(p), int64(Whole))
	if err != nil {
		panic("engine: Percent.Of outside 0 to 100%")
	}
	return Cents(v)
}

// microsPerCent is how many millionths of a euro make a cent.
const microsPerCent = 10_000

// Times is quantity × price, rounded once, half away from zero, to the cent. Both are 0 or more. ErrOverflow where the
// amount passes 64 bits.
func (p Price) Times(quantity int64) (Cents, error) {
	hi, lo := bits.Mul64(uint64(quantity), uint64(p))
	if hi == 0 && lo <= math.MaxInt64 {
		return Cents((lo + microsPerCent/2) / microsPerCent), nil
	}
	v, err := mulDivRound(quantity, int64(p), microsPerCent)
	return Cents(v), err
}

// mulDivRound is a × b ÷ c rounded half away from zero; a and b are 0 or more, c above 0. The product has 128 bits.
func mulDivRound(a, b, c int64) (int64, error) {
	q, r, err := mulDiv(a, b, c)
	if err != nil {
		return 0, err
	}
	if r >= c-r { // 2r ≥ c without overflow
		if q == math.MaxInt64 {
			return 0, ErrOverflow
		}
		q++
	}
	return q, nil
}

// proportion is part ÷ whole of an amount or a count, rounded half away from zero. All are 0 or more, the part is at most the
// whole, so that the result fits.
func proportion(part, whole, of int64) int64 {
	hi, lo := bits.Mul64(uint64(part), uint64(of))
	q, r := bits.Div64(hi, lo, uint64(whole))
	if r >= uint64(whole)-r {
		q++
	}
	return int64(q)
}

// mulDiv is the quotient and remainder of a × b ÷ c; a and b are 0 or more, c above 0. The product has 128 bits.
func mulDiv(a, b, c int64) (q, r int64, err error) {
	if c <= 0 {
		return 0, 0, errNoDivisor
	}
	hi, lo := bits.Mul64(uint64(a), uint64(b))
	if hi >= uint64(c) {
		return 0, 0, ErrOverflow
	}
	uq, ur := bits.Div64(hi, lo, uint64(c))
	if uq > math.MaxInt64 {
		return 0, 0, ErrOverflow
	}
	return int64(uq), int64(ur), nil
}

// sum adds amounts and remembers whether any addition passed 64 bits, so that a loop checks once at its end.
type sum struct {
	value    Cents
	overflow bool
}

// addTimes adds an amount of 0 or more n times.
func (s *sum) addTimes(c Cents, n int64) {
	hi, lo := bits.Mul64(uint64(c), uint64(n))
	s.overflow = s.overflow || hi > 0 || lo > math.MaxInt64
	s.add(Cents(lo))
}

func (s *sum) add(c Cents) {
	v := s.value + c
	if (v < s.value) != (c < 0) {
		s.overflow = true
	}
	s.value = v
}
