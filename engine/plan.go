package engine

import "quotepart/engine/lang"

// Plan is a Year turned into columns for the bulk computation. It is immutable: one Plan may serve several Results.
type Plan struct {
	year    *Year
	reasons []Reason // per school of the year
	member  []int32  // per school of the year: index of its member
	row     []int32  // per school of the year: its row among the counted ones, -1 where it is not counted

	schools   []int32 // per row: index of the school; rows keep the UAI order
	pupils    []int64 // per row
	payer     []int32 // per row: index of its member
	rank      []int32 // per row: its place in the population of its own level
	standings []Standing
	headcount []headcount // per member

	populations [3]population // by place of their level
	tariffs     []tariffPlan  // the enabled ones, in the charter's order
	tariffIndex []int32       // per tariff of the charter: its place in tariffs, -1 where it is disabled
}

// headcount is what a member brings: its counted schools and their pupils.
type headcount struct {
	schools, pupils int64
}

// population is the counted schools that a tariff's level names.
type population struct {
	rows   []int32
	groups map[Unit]*groups // made for the tariffs that need them
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
func Compile(y *Year) (*Plan, error) {
	p := &Plan{year: y}
	if err := p.count(); err != nil {
		return nil, err
	}
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

// The places of the levels where something is kept for each: écoles, collèges, and both of them.
const (
	atEcoles = iota
	atColleges
	atAll
)

// place is that of a level.
func (l Level) place() int {
	switch l {
	case Ecole:
		return atEcoles
	case College:
		return atColleges
	}
	return atAll
}

// count sorts the counted schools from the others and gives each its row.
func (p *Plan) count() error {
	y := p.year
	members := make(map[string]int32, len(y.Members))
	p.standings = make([]Standing, len(y.Members))
	p.headcount = make([]headcount, len(y.Members))
	for i, m := range y.Members {
		if i > 0 && y.Members[i-1].ID >= m.ID {
			return lang.Wrong(lang.F("les membres ne sont pas triés : %s", "members are not sorted: %s", m.ID), lang.Text{})
		}
		members[m.ID] = int32(i)
		p.standings[i] = m.Standing(y)
	}
	n := len(y.Schools)
	p.reasons, p.member, p.row = make([]Reason, n), make([]int32, n), make([]int32, n)
	p.schools, p.pupils, p.rank = make([]int32, 0, n), make([]int64, 0, n), make([]int32, 0, n)
	p.payer = make([]int32, 0, n)
	for i := range p.populations {
		p.populations[i].rows = make([]int32, 0, n)
	}
	for i, s := range y.Schools {
		if i > 0 && y.Schools[i-1].UAI >= s.UAI {
			return lang.Wrong(lang.F("les établissements ne sont pas triés : %s", "schools are not sorted: %s", s.UAI), lang.Text{})
		}
		m, ok := members[s.Member]
		if !ok {
			return unknownMember(s)
		}
		p.member[i], p.row[i] = m, -1
		if p.reasons[i] = s.reason(y, p.standings[m] == Beneficiary); p.reasons[i] != Counted {
			continue
		}
		p.add(int32(i), s, m)
	}
	return nil
}

// add gives a counted school its row.
func (p *Plan) add(i int32, s *School, member int32) {
	row := int32(len(p.schools))
	pop, all := &p.populations[s.Level.place()], &p.populations[atAll]
	p.row[i] = row
	p.schools = append(p.schools, i)
	p.pupils = append(p.pupils, s.Pupils)
	p.payer = append(p.payer, member)
	p.rank = append(p.rank, int32(len(pop.rows)))
	pop.rows = append(pop.rows, row)
	all.rows = append(all.rows, row)
	p.headcount[member].schools++
	p.headcount[member].pupils += s.Pupils
}

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
