package engine

// Status says what a tariff did for a school.
type Status uint8

// The statuses of a line. From BandMissing on there is no line: the amount is not 0 but missing.
const (
	Plain Status = iota
	BandOverlap
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
	amounts []Cents  // per place
	status  []Status // per place
	counts  [NotConcerned]int
	total   sum
	toShare Cents // what a shared tariff splits
	split   split
}

func (c *column) set(k int, amount Cents) {
	c.amounts[k] = amount
	c.status[k] = Plain
	c.total.add(amount)
}

// mark gives a line that was set a status of its own.
func (c *column) mark(k int, s Status) {
	c.status[k] = s
	c.counts[s]++
}

// none says that the school has no line.
func (c *column) none(k int, s Status) {
	c.amounts[k] = 0
	c.mark(k, s)
}

func (c *column) statusOf(k int) Status { return c.status[k] }

// Totals is the balance of a year, in cents: Balance = Mutualised + Subsidies + Contributions − Charges, to the cent.
type Totals struct {
	Charges, Mutualised, Subsidies, Contributions, Balance Cents
}

// Budget holds the net charges of a level (after mutualised part and charge subsidies) against its gross contributions (4.4).
type Budget struct {
	Charges, Mutualised, Subsidies, Net, Gross Cents
}

// Result is the cost split of a year. Its numbers are those of the last Compute.
type Result struct {
	plan        *Plan
	columns     []column
	schoolTotal []Cents // per row
	gross       []Cents // per member
	memberSub   []Cents // per member: subsidies used
	charges     []ChargeResult
	subsidies   []SubsidyResult
	budgets     [3]Budget // écoles, collèges, common
	totals      Totals
	complete    bool
}

// NewResult allocates a result, to be filled by Compute.
func (p *Plan) NewResult() *Result {
	r := &Result{
		plan:        p,
		columns:     make([]column, len(p.tariffs)),
		schoolTotal: make([]Cents, len(p.schools)),
		gross:       make([]Cents, len(p.year.Members)),
		memberSub:   make([]Cents, len(p.year.Members)),
		charges:     make([]ChargeResult, len(p.year.Charges)),
		subsidies:   make([]SubsidyResult, len(p.year.Subsidies)),
	}
	for i := range r.columns {
		t := &p.tariffs[i]
		n := len(t.pop.rows)
		r.columns[i] = column{tariffPlan: t, amounts: make([]Cents, n), status: make([]Status, n)}
		if b, ok := t.basis.(*shared); ok {
			r.columns[i].split = newSplit(b.weights)
		}
	}
	return r
}

// Compute fills the result, without allocating. ErrOverflow where an amount passes 64 bits; the result is then of no use.
func (r *Result) Compute() error {
	p := r.plan
	if err := r.computeCharges(); err != nil {
		return err
	}
	clear(r.schoolTotal)
	var all sum
	for i := range r.columns {
		c := &r.columns[i]
		c.total, c.counts = sum{}, [NotConcerned]int{}
		if c.Basis.Shared() {
			c.toShare = r.toShare(c.Tariff)
		}
		if err := c.basis.fill(p, c); err != nil {
			return err
		}
		if all.add(c.total.value); all.overflow || c.total.overflow {
			return ErrOverflow // no other sum of contributions can be larger than these
		}
		for k, row := range c.pop.rows {
			r.schoolTotal[row] += c.amounts[k]
		}
	}
	r.sumMembers()
	return r.computeBalance()
}

// sumMembers adds the schools up for their members and levels.
func (r *Result) sumMembers() {
	clear(r.gross)
	p := r.plan
	for row, total := range r.schoolTotal {
		r.gross[p.member[p.schools[row]]] += total
	}
	for i, pop := range []*population{&p.ecoles, &p.colleges} {
		gross := Cents(0)
		for _, row := range pop.rows {
			gross += r.schoolTotal[row]
		}
		r.budgets[i].Gross = gross
	}
}

// Compute is Compile and Compute in one: the cost split of a year, or a Fault.
func Compute(y *Year) (*Result, error) {
	p, err := Compile(y)
	if err != nil {
		return nil, err
	}
	r := p.NewResult()
	return r, r.Compute()
}
