package engine

// MemberResult is what a member owes, in cents: Net = Gross − Subsidy.
type MemberResult struct {
	Member              *Member
	Standing            Standing
	Schools, Pupils     int64 // the counted ones
	Gross, Subsidy, Net Cents
	Missing             int // lines of its schools that are missing: then the amounts are too small
}

// PerPupil is the net contribution for each counted pupil, rounded half away from zero, to be shown and never summed; unknown
// where there are no pupils.
func (m MemberResult) PerPupil() Opt[Cents] {
	if m.Pupils == 0 {
		return Opt[Cents]{}
	}
	return Some(Cents(proportion(1, m.Pupils, int64(m.Net))))
}

// SchoolResult is what a school comes to, in cents. A school that is not counted has a Reason and no lines.
type SchoolResult struct {
	School  *School
	Reason  Reason
	Total   Cents
	Missing int // lines that are missing: then the total is too small
}

// LineAmount is one line of a school, without its explanation.
type LineAmount struct {
	Tariff   *Tariff
	Status   Status
	Quantity int64
	Amount   Cents
}

// TariffResult is what a tariff brings, in cents.
type TariffResult struct {
	Tariff  *Tariff
	Total   Cents
	ToShare Cents // what a shared tariff splits
	Schools int   // with a line
	Missing int   // schools whose line is missing, and 1 where there is nobody to share with: then the total is too small
}

// Year is the year of the result.
func (r *Result) Year() *Year { return r.plan.year }

// Totals is the balance of the year.
func (r *Result) Totals() Totals { return r.totals }

// Complete tells that no error notice stands against the totals.
func (r *Result) Complete() bool { return r.complete }

// NoCharges tells that the year has no charge at all: its budget is missing, not 0.
func (r *Result) NoCharges() bool { return len(r.charges) == 0 }

// Budget is the balance of one level: Ecole, College or Common.
func (r *Result) Budget(l Level) Budget {
	switch l {
	case Ecole:
		return r.budgets[0]
	case College:
		return r.budgets[1]
	}
	return r.budgets[2]
}

// Member is the result of the i-th member of the year.
func (r *Result) Member(i int) MemberResult {
	h := r.plan.headcount[i]
	m := MemberResult{
		Member: r.plan.year.Members[i], Standing: r.plan.standings[i], Schools: h.schools, Pupils: h.pupils,
		Gross: r.gross[i], Subsidy: r.memberSub[i], Net: r.gross[i] - r.memberSub[i],
	}
	if !r.complete {
		m.Missing = r.memberMissing[i]
	}
	return m
}

// NetOf is what all members of a kind owe together, net.
func (r *Result) NetOf(k Kind) Cents {
	var net Cents
	for i, m := range r.plan.year.Members {
		if m.Kind == k {
			net += r.gross[i] - r.memberSub[i]
		}
	}
	return net
}

// School is the result of the i-th school of the year.
func (r *Result) School(i int) SchoolResult {
	s := SchoolResult{School: r.plan.year.Schools[i], Reason: r.plan.reasons[i]}
	if row := r.plan.row[i]; row >= 0 {
		s.Total = r.schools[s.School.Level.place()][r.plan.rank[row]]
		if !r.complete {
			s.Missing = int(r.missing[row])
		}
	}
	return s
}

// MemberOf is the index of the member that pays for the i-th school.
func (r *Result) MemberOf(i int) int { return int(r.plan.member[i]) }

// Lines is the lines of the i-th school, in the charter's order; also those without an amount, whose Status says why.
func (r *Result) Lines(i int) []LineAmount {
	var lines []LineAmount
	for j := range r.plan.tariffIndex {
		if line, ok := r.Line(i, j); ok {
			lines = append(lines, line)
		}
	}
	return lines
}

// Line is the line of the i-th school under the j-th tariff of the charter; false where there can be none: the school is not
// counted, or the tariff is disabled or for the other level.
func (r *Result) Line(i, j int) (LineAmount, bool) {
	row, at := r.plan.row[i], r.plan.tariffIndex[j]
	if row < 0 || at < 0 {
		return LineAmount{}, false
	}
	c := &r.columns[at]
	k := r.plan.place(c.tariffPlan, row)
	if k < 0 {
		return LineAmount{}, false
	}
	return LineAmount{c.Tariff, c.statusOf(k), c.basis.quantity(r.plan, c, k), c.amounts[k]}, true
}

// AppendConcerned appends the places in the year of the schools that the j-th tariff of the charter concerns: the counted ones
// of its level, in the order of their UAI, none where it is disabled.
func (r *Result) AppendConcerned(to []int32, j int) []int32 {
	at := r.plan.tariffIndex[j]
	if at < 0 {
		return to
	}
	for _, row := range r.columns[at].pop.rows {
		to = append(to, r.plan.schools[row])
	}
	return to
}

// Tariff is the result of the i-th tariff of the charter; all 0 where it is disabled.
func (r *Result) Tariff(i int) TariffResult {
	t := TariffResult{Tariff: r.plan.year.Charter.Tariffs[i]}
	at := r.plan.tariffIndex[i]
	if at < 0 {
		return t
	}
	c := &r.columns[at]
	t.Total, t.ToShare = c.total.value, c.toShare
	t.Missing = c.counts[BandMissing] + c.counts[ClassesMissing]
	t.Schools = len(c.amounts) - t.Missing - c.counts[Unshared]
	if c.unsharedError() {
		t.Missing++
	}
	return t
}

// MemberTariff is what the i-th member owes under the j-th tariff of the charter, before its subsidies, in cents.
func (r *Result) MemberTariff(i, j int) Cents {
	at := r.plan.tariffIndex[j]
	if at < 0 {
		return 0
	}
	c := &r.columns[at]
	var total Cents
	for k, row := range c.pop.rows {
		if r.plan.member[r.plan.schools[row]] == int32(i) {
			total += c.amounts[k]
		}
	}
	return total
}

// Charge is the result of the i-th charge.
func (r *Result) Charge(i int) ChargeResult { return r.charges[i] }

// Subsidy is the result of the i-th subsidy.
func (r *Result) Subsidy(i int) SubsidyResult { return r.subsidies[i] }
