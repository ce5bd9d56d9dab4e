package enginetest

import (
	"fmt"
	"slices"

	"pgregory.net/rapid"

	"quotepart/engine"
)

// RandomYear draws a small year of any kind that Check accepts: members in every standing, schools in every reason, every
// basis at every level, dates on the boundaries, ties, values that are missing, and at times numbers up to the limits. Some
// of them overflow. Pupils may differ from Stored, as under a what-if.
func RandomYear(t *rapid.T) *engine.Year {
	d := draws{T: t, size: rapid.SampledFrom([]size{tiny, tiny, usual, usual, usual, huge}).Draw(t, "size")}
	y := &engine.Year{
		ID: "random", Label: "Exercice tiré au sort", Start: 20200901, End: 20210831,
		Basis: one(d, "basis", engine.Planned, engine.Paid), Charter: &engine.Charter{ID: "random", Title: "Charte tirée au sort", Adopted: 20140624},
	}
	for i := range d.upTo("members", 1, 5) {
		y.Members = append(y.Members, d.member(i))
	}
	d.schools(y)
	for i := range d.upTo("charges", 0, 7) {
		y.Charges = append(y.Charges, d.charge(i))
	}
	for i := range d.upTo("subsidies", 0, 7) {
		y.Subsidies = append(y.Subsidies, d.subsidy(i, y))
	}
	for i := range d.upTo("tariffs", 1, 8) {
		y.Charter.Tariffs = append(y.Charter.Tariffs, d.tariff(i))
	}
	return y
}

// size is the order of magnitude of a year's numbers: tiny ones make ties, huge ones reach the limits.
type size int

const (
	tiny size = iota
	usual
	huge
)

// draws draws the parts of one year.
type draws struct {
	*rapid.T
	size size
}

func one[E any](d draws, name string, of ...E) E { return rapid.SampledFrom(of).Draw(d.T, name) }

func (d draws) upTo(name string, lo, hi int) int { return rapid.IntRange(lo, hi).Draw(d.T, name) }

func (d draws) between(name string, lo, hi int64) int64 {
	return rapid.Int64Range(lo, hi).Draw(d.T, name)
}

// often is true three times in four.
func (d draws) often(name string) bool { return d.upTo(name, 0, 3) > 0 }

func (d draws) pupils(name string) int64 {
	switch d.size {
	case tiny:
		return d.between(name, 0, 4)
	case huge:
		return d.upToLimit(name, engine.MaxCount)
	}
	if d.upTo(name+" on an edge", 0, 1) == 0 {
		return one(d, name, int64(0), 1, 199, 200, 201, 399, 400, 599, 600, 899, 900, 1100, 1101)
	}
	return d.between(name, 0, 1300)
}

// upToLimit draws from all numbers up to a limit, half of them from its neighbourhood: drawn numbers tend to be small.
func (d draws) upToLimit(name string, limit int64) int64 {
	return d.between(name, one(d, name+" from", 0, limit/1000*999), limit)
}

func (d draws) cents(name string) engine.Cents {
	switch d.size {
	case tiny:
		return engine.Cents(d.between(name, 0, 60))
	case huge:
		return engine.Cents(d.upToLimit(name, int64(engine.MaxCents)))
	}
	return engine.Cents(d.between(name, 0, 20_000_000))
}

func (d draws) price(name string) engine.Price {
	switch d.size {
	case tiny: // quarters of a cent, so that half a cent is common
		return engine.Price(2_500 * d.between(name, 0, 40))
	case huge:
		return engine.Price(d.upToLimit(name, int64(engine.MaxPrice)))
	}
	return engine.Price(d.between(name, 0, 500_000_000))
}

func (d draws) percent(name string) engine.Percent {
	if d.often(name + " round") {
		return one(d, name, engine.Percent(0), 12_500_000, 33_333_333, 50_000_000, 75_000_000, engine.Whole)
	}
	return engine.Percent(d.between(name, 0, int64(engine.Whole)))
}

// date draws a date on either side of the year's bounds, or none.
func (d draws) date(name string) engine.Date {
	return one(d, name, engine.Date(0), 20140720, 20200831, 20200901, 20200902, 20210830, 20210831, 20210901, 20250101)
}

func (d draws) member(i int) *engine.Member {
	m := &engine.Member{
		ID: fmt.Sprintf("m%d", i), Name: fmt.Sprintf("Membre %d", i),
		Kind:     one(d, "kind", engine.Departement, engine.Commune, engine.EPCI, engine.OtherKind),
		Approved: 20140101, Signed: 20140102, Designated: 20140103, Transmitted: 20140720,
	}
	if !d.often("settled member") {
		m.Transmitted, m.Left = d.date("transmitted"), d.date("left")
		if m.Left.IsSet() && m.Left < m.Transmitted {
			m.Left, m.Transmitted = m.Transmitted, m.Left
		}
	}
	return m
}

// schools draws schools in the order of their UAI.
func (d draws) schools(y *engine.Year) {
	numbers := rapid.SliceOfNDistinct(rapid.IntRange(0, 9_999_999), 0, 14, rapid.ID).Draw(d.T, "school numbers")
	slices.Sort(numbers)
	for _, n := range numbers {
		digits := fmt.Sprintf("%07d", n)
		letter, _ := engine.UAILetter(digits)
		y.Schools = append(y.Schools, d.school(digits+string(letter), one(d, "payer", y.Members...).ID))
	}
}

func (d draws) school(uai, member string) *engine.School {
	s := &engine.School{
		UAI: uai, Name: "École " + uai, Town: "Ville", Member: member,
		Level: one(d, "school level", engine.Ecole, engine.College), Pupils: d.pupils("pupils"), Access: 20140901,
	}
	if d.upTo("classes known", 0, 5) > 0 {
		s.Classes = engine.Some(d.between("classes", 0, one(d, "classes up to", int64(0), 3, 40)))
	}
	if !d.often("settled school") {
		s.Access, s.Closed = d.date("access"), d.date("closed")
		if s.Closed.IsSet() && s.Closed < s.Access {
			s.Closed, s.Access = s.Access, s.Closed
		}
	}
	s.Stored = s.Pupils
	if d.upTo("what-if", 0, 3) == 0 {
		s.Stored = d.pupils("stored")
	}
	for _, tool := range []string{"maxicours", "robert"} {
		if d.often(tool + " known") {
			s.Usage = append(s.Usage, engine.ToolUsage{Tool: tool, Buckets: d.histogram(s.Stored)})
		}
	}
	return s
}

// histogram draws one that is empty, all zero, within the pupils or beyond them.
func (d draws) histogram(stored int64) []engine.Bucket {
	minutes := rapid.SliceOfNDistinct(rapid.SampledFrom([]int64{0, 15, 30, 59, 60, 61, 90, 180, 600, engine.MaxCount}), 0, 7, rapid.ID).Draw(d.T, "minutes")
	slices.Sort(minutes)
	most := min(one(d, "bucket up to", 0, stored/int64(max(1, len(minutes))), stored), engine.MaxCount/7)
	least := one(d, "bucket from", 0, most/2, most)
	buckets := []engine.Bucket{}
	for _, m := range minutes {
		buckets = append(buckets, engine.Bucket{Minutes: m, Pupils: d.between("bucket", least, most)})
	}
	return buckets
}

var (
	levels     = []engine.Level{engine.Ecole, engine.College, engine.Common}
	categories = []engine.Category{engine.Accounts, engine.Content, engine.Platform, engine.Operation, engine.Administration}
)

func (d draws) charge(i int) *engine.Charge {
	c := &engine.Charge{
		ID: fmt.Sprintf("c%d", i), Label: fmt.Sprintf("Charge %d", i),
		Category: one(d, "category", categories[:3]...), Level: one(d, "charge level", levels...),
		Planned: engine.Some(d.cents("planned")), Paid: engine.Some(d.cents("paid")),
	}
	switch d.upTo("missing column", 0, 9) {
	case 0:
		c.Planned = engine.Opt[engine.Cents]{}
	case 1:
		c.Paid = engine.Opt[engine.Cents]{}
	}
	switch d.upTo("mutualised as", 0, 2) {
	case 0:
		c.Mutualised = engine.Share{Percent: d.percent("mutualised"), IsPercent: true}
	case 1:
		c.Mutualised = engine.Share{Amount: d.cents("mutualised")}
	}
	return c
}

// subsidy draws one of few targets, so that several stand in a chain on the same.
func (d draws) subsidy(i int, y *engine.Year) *engine.Subsidy {
	s := &engine.Subsidy{ID: fmt.Sprintf("s%d", i), Label: fmt.Sprintf("Subvention %d", i)}
	if len(y.Charges) > 0 && d.upTo("on a charge", 0, 1) == 0 {
		s.Target = engine.Target{Of: engine.TargetCharge, ID: one(d, "charge", y.Charges...).ID}
	} else {
		s.Target = engine.Target{Of: engine.TargetMember, ID: one(d, "member", y.Members...).ID}
	}
	if d.upTo("as a rate", 0, 1) == 0 {
		s.Rate = engine.Some(d.percent("rate"))
	} else {
		s.Amount = engine.Some(d.cents("subsidy"))
	}
	return s
}

func (d draws) tariff(i int) *engine.Tariff {
	t := &engine.Tariff{
		ID: fmt.Sprintf("t%d", i), Label: fmt.Sprintf("Tarif %d", i), Article: "4.3",
		Level: one(d, "tariff level", engine.Ecole, engine.College, engine.All),
		Basis: one(d, "tariff basis", engine.Bases()...), Disabled: d.upTo("disabled", 0, 7) == 0,
		Price: engine.Some(d.price("price")), Amount: engine.Some(d.cents("amount")),
	}
	switch {
	case t.Basis == engine.Banded:
		d.bands(t)
		t.Price = engine.Opt[engine.Price]{}
	case t.Basis == engine.PerActivePupil:
		t.Tool, t.Assumed = one(d, "tool", "maxicours", "robert", "other"), d.percent("assumed")
		t.Threshold = engine.Some(one(d, "threshold", int64(0), 15, 59, 60, 61, 600))
	case t.Basis.Shared() && d.often("pool"):
		t.Pool = &engine.Pool{Level: one(d, "pool level", levels...),
			Categories: rapid.SliceOfNDistinct(rapid.SampledFrom(categories), 1, 3, rapid.ID).Draw(d.T, "categories")}
		if d.often("pool alone") {
			t.Amount = engine.Opt[engine.Cents]{}
		}
	}
	return t
}

// bands draws bands without a gap from 0 or 1 on, of which some overlap.
func (d draws) bands(t *engine.Tariff) {
	from, covered := d.between("first band from", 0, 1), int64(0)
	overlap := false
	for i := range d.upTo("bands", 1, 6) {
		if i > 0 {
			// Past the band before, and at most one past what is covered.
			from = max(from+1, covered+1-one(d, "reach back", int64(0), 0, 1, 150))
		}
		to := from + one(d, "band width", int64(0), 1, 98, 99, 198, 199, 299)
		overlap = overlap || i > 0 && from <= covered
		covered = max(covered, to)
		t.Bands = append(t.Bands, engine.Band{From: from, To: to, Price: d.price("band price")})
	}
	t.Beyond = one(d, "beyond", engine.Refuse, engine.Last)
	if overlap || d.often("overlap said") {
		t.Overlap = one(d, "overlap", engine.Upper, engine.Lower)
	}
}
