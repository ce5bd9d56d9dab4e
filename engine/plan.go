package engine

// Plan is a Year turned into columns for the bulk computation. It is immutable: one Plan may serve several Results.
type Plan struct {
	year *Year
	*roster
	tariffs     []tariffPlan // the enabled ones, in the charter's order
	tariffIndex []int32      // per tariff of the charter: its place in tariffs, -1 where it is disabled
}

// tariffPlan is an enabled tariff with what its basis prepared.
type tariffPlan struct {
	*Tariff
	pop    *population
	groups *groups // of the population, by what the tariff counts; nothing for active pupils, who differ from school to school
	basis  basis
}

// basis is one way to turn a tariff into amounts. Its file owns the bulk computation and the explanation of one school, both
// from the same formula. k is a place in the tariff's population.
type basis interface {
	fill(p *Plan, c *column) error
	quantity(p *Plan, c *column, k int) int64
	explain(p *Plan, c *column, k int, line *Line)
}

// Compile prepares a year. The year must be sorted and pass Check: a school without its member, an unsorted list or a tariff
// without the field that its basis needs is refused with a Fault.
func Compile(y *Year) (*Plan, error) { return compile(y, nil) }

// compile takes over from the plan of another year, where there is one, what both years share.
func compile(y *Year, before *Plan) (*Plan, error) {
	roster, err := newRoster(y, before)
	if err != nil {
		return nil, err
	}
	p := &Plan{year: y, roster: roster}
	p.tariffIndex = make([]int32, len(y.Charter.Tariffs))
	for i, t := range y.Charter.Tariffs {
		p.tariffIndex[i] = -1
		if t.Disabled {
			continue
		}
		plan, err := p.prepare(t, &p.populations[t.Level.place()])
		if err != nil {
			return nil, err
		}
		p.tariffIndex[i] = int32(len(p.tariffs))
		p.tariffs = append(p.tariffs, plan)
	}
	return p, nil
}

// Year is the year that was compiled.
func (p *Plan) Year() *Year { return p.year }

// place is where a counted row stands in a tariff's population, -1 where the tariff is for the other level.
func (p *Plan) place(t *tariffPlan, row int32) int {
	if t.Level == All {
		return int(row)
	}
	if p.year.Schools[p.schools[row]].Level != t.Level {
		return -1
	}
	return int(p.rank[row])
}

// prepare makes the basis of a tariff and its groups, or says which field is missing first.
func (p *Plan) prepare(t *Tariff, pop *population) (tariffPlan, error) {
	plan := tariffPlan{Tariff: t, pop: pop}
	if missing := t.missingFields(); len(missing) > 0 {
		return plan, missingField(t, missing[0])
	}
	var unit Unit
	switch t.Basis {
	case PerActivePupil:
		plan.basis = newPerActive(p, t, pop)
		return plan, nil
	case Banded:
		unit = UnitPupils
		plan.basis = &banded{bands: t.Bands, overlap: t.Overlap, beyond: t.Beyond}
	case SharedByPupils, SharedByClasses, SharedEqually:
		unit = map[Basis]Unit{SharedByPupils: UnitPupils, SharedByClasses: UnitClasses, SharedEqually: UnitShares}[t.Basis]
		plan.basis = &shared{unit}
	default:
		unit = map[Basis]Unit{PerPupil: UnitPupils, PerClass: UnitClasses, PerSchool: UnitSchools}[t.Basis]
		plan.basis = &perUnit{t.Price.Value, unit}
	}
	var err error
	plan.groups, err = p.groups(pop, unit)
	return plan, err
}

// missingFields names the fields that the tariff's basis needs and that are not there.
func (t *Tariff) missingFields() []string {
	priced := t.Basis != Banded && !t.Basis.Shared()
	var missing []string
	for _, f := range []struct {
		name    string
		missing bool
	}{
		{"bands", t.Basis == Banded && len(t.Bands) == 0},
		{"tool", t.Basis == PerActivePupil && t.Tool == ""},
		{"threshold", t.Basis == PerActivePupil && !t.Threshold.Known},
		{"amount", t.Basis.Shared() && t.Pool == nil && !t.Amount.Known},
		{"price", priced && !t.Price.Known},
	} {
		if f.missing {
			missing = append(missing, f.name)
		}
	}
	return missing
}
