package engine

// Status says what a tariff did for a school.
type Status uint8

// The statuses of a line. From BandMissing on there is no line: the amount is not 0 but missing.
const (
	Plain Status = iota
	BandOverlap
	UsageAssumed // nothing is known of its use: the pupils billed are the tariff's assumed part of all
	UsageMissing
	BandMissing
	ClassesMissing
	Unshared
	NotConcerned // the tariff is for the other level, or the school is not counted
)

// HasLine tells whether there is an amount.
func (s Status) HasLine() bool { return s < BandMissing }

// column is one enabled tariff computed over its population.
type column struct {
	*tariffPlan
	amounts []Cents   // per place
	byGroup []outcome // per group, where the tariff has groups
	status  []Status  // per place, where it has none
	counts  [NotConcerned]int
	total   sum
	toShare Cents // what a shared tariff splits
	split   split
	taken   bool // it is that of another result, which nobody alters
}

func newColumn(t *tariffPlan) column {
	n := len(t.pop.rows)
	c := column{tariffPlan: t, amounts: make([]Cents, n)}
	if t.groups == nil {
		c.status = make([]Status, n)
		return c
	}
	c.byGroup = make([]outcome, len(t.groups.value))
	if t.Basis.Shared() {
		c.split = newSplit(t.groups)
	}
	return c
}

// statusOf is the status of one place.
func (c *column) statusOf(k int) Status {
	if c.groups == nil {
		return c.status[k]
	}
	return c.byGroup[c.groups.of[k]].status
}

// Totals is the balance of a year, in cents: Balance = Mutualised + Subsidies + Contributions − Charges, to the cent.
type Totals struct {
	Charges, Mutualised, Subsidies, Contributions, Balance Cents
}

// Budget holds the net charges of a level (after mutualised part and charge subsidies) against its gross contributions (4.4).
type Budget struct {
	Charges, Mutualised, Subsidies, Net, Gross Cents
	Missing                                    int // charges whose amount is not known: then the amounts are too small
}

// Over is by how much the gross contributions exceed the net charges; below zero, what they leave to be covered.
func (b Budget) Over() Cents { return b.Gross - b.Net }

// Result is the cost split of a year. Its numbers are those of the last Compute.
type Result struct {
	plan      *Plan
	columns   []column
	schools   [3][]Cents // per place of each population; that of a level is the whole, once it is summed; nothing for no tariff
	taken     [3]bool    // schools that are those of another result, which nobody alters
	gross     []Cents    // per member
	memberSub []Cents    // per member: subsidies used
	charges   []ChargeResult
	subsidies []SubsidyResult
	budgets   [3]Budget // écoles, collèges, common
	totals    Totals
	complete  bool

	missing       []uint8 // per row: its missing lines; only where the result is not complete
	memberMissing []int   // per member, likewise
}

// NewResult allocates a result, to be filled by Compute.
func (p *Plan) NewResult() *Result {
	r := p.newResult()
	r.allocate()
	return r
}

// newResult is a result without what is kept for each school.
func (p *Plan) newResult() *Result {
	return &Result{
		plan:      p,
		columns:   make([]column, len(p.tariffs)),
		gross:     make([]Cents, len(p.year.Members)),
		memberSub: make([]Cents, len(p.year.Members)),
		charges:   make([]ChargeResult, len(p.year.Charges)),
		subsidies: make([]SubsidyResult, len(p.year.Subsidies)),
	}
}

// allocate makes the room for what was not taken over from another result.
func (r *Result) allocate() {
	for i := range r.columns {
		t := &r.plan.tariffs[i]
		if !r.columns[i].taken {
			r.columns[i] = newColumn(t)
		}
		if at := t.Level.place(); r.schools[at] == nil {
			r.schools[at] = make([]Cents, len(t.pop.rows))
		}
	}
	for _, level := range []int{atEcoles, atColleges} {
		if r.schools[level] == nil {
			r.schools[level] = make([]Cents, len(r.plan.populations[level].rows))
		}
	}
}

// Compute fills the result, without allocating where it is complete. ErrOverflow where an amount passes 64 bits; the result is then of no use.
func (r *Result) Compute() error {
	p := r.plan
	if err := r.computeCharges(); err != nil {
		return err
	}
	for at, of := range r.schools {
		if !r.taken[at] {
			clear(of)
		}
	}
	var all sum
	for i := range r.columns {
		c := &r.columns[i]
		if !c.taken {
			c.total, c.counts = sum{}, [NotConcerned]int{}
			if c.Basis.Shared() {
				c.toShare = r.toShare(c.Tariff)
			}
			if err := c.basis.fill(p, c); err != nil {
				return err
			}
		}
		if all.add(c.total.value); all.overflow || c.total.overflow {
			return ErrOverflow // no other sum of contributions can be larger than these
		}
		if at := c.Level.place(); !r.taken[at] {
			of := r.schools[at][:len(c.amounts)]
			for k, amount := range c.amounts {
				of[k] += amount
			}
		}
	}
	r.sumMembers()
	return r.computeBalance()
}

// sumMembers adds the schools up for their members and levels.
func (r *Result) sumMembers() {
	clear(r.gross)
	all := r.schools[atAll]
	for _, level := range []int{atEcoles, atColleges} {
		of, rows := r.schools[level], r.plan.populations[level].rows
		if all != nil && !r.taken[level] {
			for k, row := range rows {
				of[k] += all[row]
			}
		}
		gross := Cents(0)
		for k, row := range rows {
			gross += of[k]
			r.gross[r.plan.payer[row]] += of[k]
		}
		r.budgets[level].Gross = gross
	}
}

// Compute is Compile and Compute in one: the cost split of a year, or a Fault.
func Compute(y *Year) (*Result, error) { return Recompute(y, nil) }

// Recompute is Compute for a year that came from another one by some changes: it takes over from that one's result what both
// years share, and gives the same.
func Recompute(y *Year, before *Result) (*Result, error) {
	var plan *Plan
	if before != nil {
		plan = before.plan
	}
	p, err := compile(y, plan)
	if err != nil {
		return nil, err
	}
	r := p.newResult()
	if before != nil {
		if err := r.takeOver(before); err != nil {
			return nil, err
		}
	}
	r.allocate()
	return r, r.Compute()
}

// takeOver takes from another result, whose plan counts the same schools, the tariffs that come to the same, and the sums of a
// level where all its tariffs do: most edits change one tariff, and what is not made anew is no garbage either.
func (r *Result) takeOver(before *Result) error {
	if r.plan.roster != before.plan.roster || r.plan.year.Basis != before.plan.year.Basis {
		return nil
	}
	if err := r.computeCharges(); err != nil { // what there is to share
		return err
	}
	was := map[*Tariff]*column{}
	var left [3]int // tariffs of each level that are not the same, here or there
	for i := range before.columns {
		c := &before.columns[i]
		was[c.Tariff] = c
		left[c.Level.place()]++
	}
	for i := range r.columns {
		t := &r.plan.tariffs[i]
		c, ok := was[t.Tariff]
		if !ok || t.Basis.Shared() && c.toShare != r.toShare(t.Tariff) {
			left[t.Level.place()]++
			continue
		}
		left[t.Level.place()]--
		r.columns[i] = *c
		r.columns[i].tariffPlan, r.columns[i].taken = t, true
	}
	for at := range r.schools {
		if left[at] == 0 && left[atAll] == 0 { // tariffs for both levels are part of the sums of each
			r.schools[at], r.taken[at] = before.schools[at], true
		}
	}
	return nil
}
