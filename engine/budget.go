package engine

// ChargeResult is what a charge comes to in a year, in cents: Net = Amount − Mutualised − Subsidies.
type ChargeResult struct {
	Charge                             *Charge
	Amount, Mutualised, Subsidies, Net Cents
	Missing                            bool // the column that counts is empty: nothing is known, and the totals are not complete
	Capped                             bool // the mutualised amount was more than the charge
}

// SubsidyResult is what a subsidy comes to in a year, in cents: Used + Unused = Granted.
type SubsidyResult struct {
	Subsidy *Subsidy
	Base    Cents // what a rate applies to: the target before any subsidy
	Before  Cents // what the earlier subsidies left of the target
	Granted Cents
	Used    Cents
	Unused  Cents // what would have taken the target below zero
}

// use lowers what is left of a target by a subsidy, never below zero.
func (s *SubsidyResult) use(subsidy *Subsidy, base Cents, left *Cents) {
	*s = SubsidyResult{Subsidy: subsidy, Base: base, Before: *left, Granted: subsidy.Amount.Value}
	if subsidy.Rate.Known {
		s.Granted = subsidy.Rate.Value.Of(base)
	}
	s.Used = min(s.Granted, *left)
	s.Unused = s.Granted - s.Used
	*left -= s.Used
}

// computeCharges works out each charge's mutualised part and subsidies, which the pools need.
func (r *Result) computeCharges() error {
	y := r.plan.year
	var all sum
	for i, c := range y.Charges {
		amount, known := c.Amount(y.Basis)
		all.add(amount)
		mutualised := c.Mutualised.Of(amount)
		r.charges[i] = ChargeResult{
			Charge: c, Amount: amount, Mutualised: mutualised, Net: amount - mutualised, Missing: !known,
			Capped: known && !c.Mutualised.IsPercent && c.Mutualised.Amount > amount,
		}
	}
	for i, s := range y.Subsidies {
		if s.Target.Of != TargetCharge {
			continue
		}
		at := y.Charge(s.Target.ID)
		if at < 0 {
			return unknownTarget(s)
		}
		c := &r.charges[at]
		r.subsidies[i].use(s, c.Amount-c.Mutualised, &c.Net)
		c.Subsidies += r.subsidies[i].Used
	}
	if all.overflow {
		return ErrOverflow
	}
	return r.checkTargets()
}

// checkTargets makes sure that each member subsidy has its member, so that computeBalance finds it.
func (r *Result) checkTargets() error {
	for _, s := range r.plan.year.Subsidies {
		if s.Target.Of == TargetMember && r.plan.year.Member(s.Target.ID) < 0 {
			return unknownTarget(s)
		}
	}
	return nil
}

// toShare is what a shared tariff splits: its pool, or its amount.
func (r *Result) toShare(t *Tariff) Cents {
	if t.Pool == nil {
		return t.Amount.Value
	}
	var pool Cents
	for i := range r.charges {
		if t.Pool.Holds(r.charges[i].Charge) {
			pool += r.charges[i].Net
		}
	}
	return pool
}

// computeBalance applies the members' subsidies and closes the balance. ErrOverflow where all the subsidies pass 64 bits; the
// other sums are no larger than those of the charges and the contributions, which are checked.
func (r *Result) computeBalance() error {
	y := r.plan.year
	clear(r.memberSub)
	for i, s := range y.Subsidies {
		if s.Target.Of != TargetMember {
			continue
		}
		m := y.Member(s.Target.ID)
		left := r.gross[m] - r.memberSub[m]
		r.subsidies[i].use(s, r.gross[m], &left)
		r.memberSub[m] += r.subsidies[i].Used
	}
	r.totals = Totals{}
	t := &r.totals
	for m := range r.gross {
		t.Contributions += r.gross[m] - r.memberSub[m]
	}
	var subsidies sum
	for i := range r.subsidies {
		subsidies.add(r.subsidies[i].Used)
	}
	if subsidies.overflow {
		return ErrOverflow
	}
	t.Subsidies = subsidies.value
	for i, l := range []Level{Ecole, College, Common} {
		r.budgets[i] = r.budget(l, r.budgets[i].Gross)
		t.Charges += r.budgets[i].Charges
		t.Mutualised += r.budgets[i].Mutualised
	}
	// Each side of the subtraction may pass 64 bits where their difference does not: it is then right all the same.
	t.Balance = t.Mutualised + t.Subsidies + t.Contributions - t.Charges
	if r.complete = r.countErrors() == 0; !r.complete {
		r.findMissing()
	}
	return nil
}

func (r *Result) budget(l Level, gross Cents) Budget {
	b := Budget{Gross: gross}
	for i := range r.charges {
		if c := &r.charges[i]; c.Charge.Level == l {
			if c.Missing {
				b.Missing++
			}
			b.Charges += c.Amount
			b.Mutualised += c.Mutualised
			b.Subsidies += c.Subsidies
			b.Net += c.Net
		}
	}
	return b
}

// unsharedError tells whether a shared tariff had nobody to share its amount with.
func (c *column) unsharedError() bool {
	return c.Basis.Shared() && c.groups.total == 0 && c.toShare != 0
}

// findMissing counts the lines that are missing, by school and by member.
func (r *Result) findMissing() {
	r.missing = make([]uint8, len(r.plan.schools))
	r.memberMissing = make([]int, len(r.plan.year.Members))
	for i := range r.columns {
		c := &r.columns[i]
		if c.counts[BandMissing]+c.counts[ClassesMissing] == 0 {
			continue
		}
		for k, row := range c.pop.rows {
			if s := c.statusOf(k); s == BandMissing || s == ClassesMissing {
				r.missing[row] = min(r.missing[row], 254) + 1
				r.memberMissing[r.plan.payer[row]]++
			}
		}
	}
}

// countErrors counts what makes the totals incomplete.
func (r *Result) countErrors() int {
	n := 0
	if r.NoCharges() {
		n++
	}
	for i := range r.columns {
		c := &r.columns[i]
		n += c.counts[BandMissing] + c.counts[ClassesMissing]
		if c.unsharedError() {
			n++
		}
	}
	for i := range r.charges {
		if r.charges[i].Missing {
			n++
		}
	}
	return n
}
