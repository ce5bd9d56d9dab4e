package engine

import "math/big"

// ShareRounding is what the largest remainder gave some schools of the year beyond their exact shares, in cents: above zero
// where they got more. What they come to less this is free of the cents that a split moves from one school to another.
func (r *Result) ShareRounding(holds func(school int) bool) *big.Rat {
	over := new(big.Rat)
	for i := range r.columns {
		c := &r.columns[i]
		if !c.Basis.Shared() || c.groups.total == 0 {
			continue
		}
		weight, given := int64(0), Cents(0)
		for k, row := range c.pop.rows {
			if holds(int(r.plan.schools[row])) {
				weight += c.groups.quantity(k)
				given += c.amounts[k]
			}
		}
		exact := new(big.Rat).SetFrac(
			new(big.Int).Mul(big.NewInt(int64(c.toShare)), big.NewInt(weight)), big.NewInt(c.groups.total))
		over.Add(over, exact.Sub(new(big.Rat).SetInt64(int64(given)), exact))
	}
	return over
}
