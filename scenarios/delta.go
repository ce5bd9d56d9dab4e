package scenarios

import "quotepart/engine"

// The differences of the current result to the reference, in cents. A subject that the reference lacks counts as 0 there.

// MemberDelta is how much more the i-th member owes, net.
func (w *Workbench) MemberDelta(i int) engine.Cents {
	m := w.Result().Member(i)
	if at := w.reference.Year().Member(m.Member.ID); at >= 0 {
		return m.Net - w.reference.Member(at).Net
	}
	return m.Net
}

// SchoolDelta is how much more the i-th school comes to.
func (w *Workbench) SchoolDelta(i int) engine.Cents {
	s := w.Result().School(i)
	if at := w.reference.Year().School(s.School.UAI); at >= 0 {
		return s.Total - w.reference.School(at).Total
	}
	return s.Total
}

// LineDelta is how much more the i-th school pays under the j-th tariff of the charter.
func (w *Workbench) LineDelta(i, j int) engine.Cents {
	y, r := w.Result().Year(), w.reference.Year()
	line, _ := w.Result().Line(i, j)
	school, tariff := r.School(y.Schools[i].UAI), r.Tariff(y.Charter.Tariffs[j].ID)
	if school < 0 || tariff < 0 {
		return line.Amount
	}
	before, _ := w.reference.Line(school, tariff)
	return line.Amount - before.Amount
}

// TariffDelta is how much more the i-th tariff brings.
func (w *Workbench) TariffDelta(i int) engine.Cents {
	t := w.Result().Tariff(i)
	if at := w.reference.Year().Tariff(t.Tariff.ID); at >= 0 {
		return t.Total - w.reference.Tariff(at).Total
	}
	return t.Total
}

// ChargeDelta is how much more the i-th charge comes to after its mutualised part and its subsidies; false where its amount is
// unknown, now or in the reference.
func (w *Workbench) ChargeDelta(i int) (engine.Cents, bool) {
	c := w.Result().Charge(i)
	before := engine.ChargeResult{}
	if at := w.reference.Year().Charge(c.Charge.ID); at >= 0 {
		before = w.reference.Charge(at)
	}
	return c.Net - before.Net, !c.Missing && !before.Missing
}

// TotalsDelta is the differences of the balance's parts.
func (w *Workbench) TotalsDelta() engine.Totals {
	return difference(w.Result(), w.reference)
}

// PreviewDelta is what the change being previewed does to the balance's parts, in cents; all 0 without one.
func (w *Workbench) PreviewDelta() engine.Totals {
	return difference(w.Result(), w.now.result)
}

func difference(a, b *engine.Result) engine.Totals {
	t, r := a.Totals(), b.Totals()
	return engine.Totals{
		Charges: t.Charges - r.Charges, Mutualised: t.Mutualised - r.Mutualised, Subsidies: t.Subsidies - r.Subsidies,
		Contributions: t.Contributions - r.Contributions, Balance: t.Balance - r.Balance,
	}
}
