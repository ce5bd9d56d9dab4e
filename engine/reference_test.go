package engine_test

import (
	"math/big"

	"quotepart/engine"
)

// The reference is a second, slow reading of the charter, to hold the engine against. It is written from the reading alone,
// with fractions for every number, and shares no computing code with the engine: own counting rules, own rounding, own choice
// of a band, own largest remainder. Amounts are fractions of cents.

// refLine is one line of a school; a line that the reading leaves out is not in the map.
type refLine struct {
	quantity, amount *big.Rat
}

type refNotice struct {
	severity engine.Severity
	code     string
	subject  string
}

type refMember struct {
	standing            engine.Standing
	schools, pupils     int64
	gross, subsidy, net *big.Rat
}

type refCharge struct {
	amount, mutualised, subsidies, net *big.Rat
	missing                            bool
}

type refSubsidy struct {
	used, unused *big.Rat
}

type refTariff struct {
	total, toShare *big.Rat
	schools        int
}

type refBudget struct {
	charges, mutualised, subsidies, net, gross *big.Rat
}

// reference is the whole result of a year; slices go by the order of the year's own.
type reference struct {
	year      *engine.Year
	members   []refMember
	reasons   []engine.Reason
	lines     []map[string]refLine // per school, by tariff id
	totals    []*big.Rat           // per school
	charges   []refCharge
	subsidies []refSubsidy
	tariffs   []refTariff
	budgets   map[engine.Level]refBudget
	notices   []refNotice
	complete  bool

	sumCharges, sumMutualised, sumSubsidies, sumNet, balance *big.Rat
}

func rat(n int64) *big.Rat { return new(big.Rat).SetInt64(n) }

func plus(a, b *big.Rat) *big.Rat  { return new(big.Rat).Add(a, b) }
func minus(a, b *big.Rat) *big.Rat { return new(big.Rat).Sub(a, b) }
func times(a, b *big.Rat) *big.Rat { return new(big.Rat).Mul(a, b) }
func over(a, b *big.Rat) *big.Rat  { return new(big.Rat).Quo(a, b) }

func lesser(a, b *big.Rat) *big.Rat {
	if a.Cmp(b) < 0 {
		return a
	}
	return b
}

// floorOf is the whole number at or under a fraction of 0 or more.
func floorOf(r *big.Rat) *big.Rat {
	return new(big.Rat).SetInt(new(big.Int).Quo(r.Num(), r.Denom()))
}

// roundOf is half away from zero, for fractions of 0 or more.
func roundOf(r *big.Rat) *big.Rat { return floorOf(plus(r, big.NewRat(1, 2))) }

// priceInCents turns millionths of a euro into cents; percentOf turns millionths of a percent into a fraction.
func priceInCents(p engine.Price) *big.Rat { return big.NewRat(int64(p), 10_000) }
func percentOf(p engine.Percent) *big.Rat  { return big.NewRat(int64(p), 100*1_000_000) }

func refer(y *engine.Year) *reference {
	ref := &reference{year: y, budgets: map[engine.Level]refBudget{}}
	ref.countMembersAndSchools()
	ref.takeMutualisedParts()
	ref.subsidies = make([]refSubsidy, len(y.Subsidies))
	ref.lowerCharges()
	ref.tariffs = make([]refTariff, len(y.Charter.Tariffs))
	for i, t := range y.Charter.Tariffs {
		ref.tariffs[i] = refTariff{rat(0), rat(0), 0}
		if !t.Disabled {
			ref.applyTariff(i, t)
		}
	}
	ref.addUp()
	return ref
}

func (ref *reference) notice(s engine.Severity, code, subject string) {
	ref.notices = append(ref.notices, refNotice{s, code, subject})
}

// "Who is counted".
func (ref *reference) countMembersAndSchools() {
	y := ref.year
	for _, m := range y.Members {
		rm := refMember{standing: engine.Beneficiary, gross: rat(0), subsidy: rat(0), net: rat(0)}
		if m.Left != 0 && m.Left < y.Start {
			rm.standing = engine.LeftBeforeYear
		}
		if m.Transmitted > y.End {
			rm.standing = engine.TransmittedAfterYear
		}
		if m.Transmitted == 0 {
			rm.standing = engine.NotTransmitted
		}
		ref.members = append(ref.members, rm)
	}
	for _, s := range y.Schools {
		m := ref.memberOf(s)
		reason := engine.Counted
		if s.Pupils == 0 {
			reason = engine.NoPupils
		}
		if s.Closed != 0 && s.Closed < y.Start {
			reason = engine.Closed
		}
		if s.Access > y.End {
			reason = engine.AccessAfterYear
		}
		if s.Access == 0 {
			reason = engine.NoAccess
		}
		if m.standing != engine.Beneficiary {
			reason = engine.MemberNotBeneficiary
		}
		if reason == engine.Counted {
			m.schools++
			m.pupils += s.Pupils
		}
		ref.reasons = append(ref.reasons, reason)
		ref.lines = append(ref.lines, map[string]refLine{})
		ref.totals = append(ref.totals, rat(0))
	}
}

func (ref *reference) memberOf(s *engine.School) *refMember {
	for i, m := range ref.year.Members {
		if m.ID == s.Member {
			return &ref.members[i]
		}
	}
	panic("no member " + s.Member)
}

// "Mutualised part of a charge: a percentage of it or an amount, never more than the charge."
func (ref *reference) takeMutualisedParts() {
	if len(ref.year.Charges) == 0 { // nothing missing becomes 0
		ref.notice(engine.Error, "charges_missing", "year")
	}
	for _, c := range ref.year.Charges {
		column := c.Planned
		if ref.year.Basis == engine.Paid {
			column = c.Paid
		}
		rc := refCharge{amount: rat(0), subsidies: rat(0), missing: !column.Known}
		if rc.missing {
			ref.notice(engine.Error, "charge_missing", "charges/"+c.ID)
		} else {
			rc.amount = rat(int64(column.Value))
		}
		part := rat(int64(c.Mutualised.Amount))
		if c.Mutualised.IsPercent {
			part = roundOf(times(rc.amount, percentOf(c.Mutualised.Percent)))
		} else if !rc.missing && part.Cmp(rc.amount) > 0 {
			ref.notice(engine.Warning, "mutualised_capped", "charges/"+c.ID)
		}
		rc.mutualised = lesser(part, rc.amount)
		rc.net = minus(rc.amount, rc.mutualised)
		ref.charges = append(ref.charges, rc)
	}
}

// grant applies a subsidy to what is left of a target and returns the part used. "A rate applies to the target before any
// subsidy. Subsidies apply in file order, and never take a target below zero."
func (ref *reference) grant(i int, base, left *big.Rat) *big.Rat {
	s := ref.year.Subsidies[i]
	granted := rat(int64(s.Amount.Value))
	if s.Rate.Known {
		granted = roundOf(times(base, percentOf(s.Rate.Value)))
	}
	used := lesser(granted, left)
	unused := minus(granted, used)
	ref.subsidies[i] = refSubsidy{used, unused}
	if unused.Sign() > 0 {
		ref.notice(engine.Warning, "subsidy_unused", "subsidies/"+s.ID)
	}
	return used
}

func (ref *reference) lowerCharges() {
	for i, s := range ref.year.Subsidies {
		for j, c := range ref.year.Charges {
			if s.Target.Of == engine.TargetCharge && s.Target.ID == c.ID {
				rc := &ref.charges[j]
				used := ref.grant(i, minus(rc.amount, rc.mutualised), rc.net)
				rc.subsidies = plus(rc.subsidies, used)
				rc.net = minus(rc.net, used)
			}
		}
	}
}

// addUp makes members, budgets and the balance from the lines.
func (ref *reference) addUp() {
	y := ref.year
	for _, l := range []engine.Level{engine.Ecole, engine.College, engine.Common} {
		b := refBudget{rat(0), rat(0), rat(0), rat(0), rat(0)}
		for j, c := range y.Charges {
			if rc := ref.charges[j]; c.Level == l {
				b.charges = plus(b.charges, rc.amount)
				b.mutualised = plus(b.mutualised, rc.mutualised)
				b.subsidies = plus(b.subsidies, rc.subsidies)
				b.net = plus(b.net, rc.net)
			}
		}
		for k, s := range y.Schools {
			for _, line := range ref.lines[k] {
				if s.Level == l {
					b.gross = plus(b.gross, line.amount)
				}
			}
		}
		if l != engine.Common && b.gross.Cmp(b.net) > 0 {
			ref.notice(engine.Warning, "over_recovered", "year/"+string(l))
		}
		ref.budgets[l] = b
	}
	for k, s := range y.Schools {
		for _, line := range ref.lines[k] {
			ref.totals[k] = plus(ref.totals[k], line.amount)
		}
		m := ref.memberOf(s)
		m.gross = plus(m.gross, ref.totals[k])
	}
	for i, s := range y.Subsidies {
		for j, m := range y.Members {
			if s.Target.Of == engine.TargetMember && s.Target.ID == m.ID {
				rm := &ref.members[j]
				rm.subsidy = plus(rm.subsidy, ref.grant(i, rm.gross, minus(rm.gross, rm.subsidy)))
			}
		}
	}
	ref.sumCharges, ref.sumMutualised, ref.sumSubsidies, ref.sumNet = rat(0), rat(0), rat(0), rat(0)
	for j := range ref.members {
		m := &ref.members[j]
		m.net = minus(m.gross, m.subsidy)
		ref.sumNet = plus(ref.sumNet, m.net)
	}
	for _, c := range ref.charges {
		ref.sumCharges = plus(ref.sumCharges, c.amount)
		ref.sumMutualised = plus(ref.sumMutualised, c.mutualised)
	}
	for _, s := range ref.subsidies {
		ref.sumSubsidies = plus(ref.sumSubsidies, s.used)
	}
	ref.balance = minus(plus(plus(ref.sumMutualised, ref.sumSubsidies), ref.sumNet), ref.sumCharges)
	ref.complete = true
	for _, n := range ref.notices {
		if n.severity == engine.Error {
			ref.complete = false
		}
	}
}
