package engine

import "quotepart/engine/lang"

// Unit is what a quantity counts.
type Unit string

// The units of a line's quantity.
const (
	UnitPupils  Unit = "pupils"
	UnitActive  Unit = "active pupils"
	UnitClasses Unit = "classes"
	UnitSchools Unit = "schools"
	UnitShares  Unit = "equal shares"
)

// Text names the unit for people.
func (u Unit) Text() lang.Text {
	switch u {
	case UnitPupils:
		return lang.T("élèves", "pupils")
	case UnitActive:
		return lang.T("élèves actifs", "active pupils")
	case UnitClasses:
		return lang.T("classes", "classes")
	case UnitSchools:
		return lang.T("établissement", "school")
	}
	return lang.T("part égale", "equal share")
}

// total names what a share is divided by.
func (u Unit) total() unitTotal { return unitTotal(u) }

type unitTotal Unit

func (u unitTotal) In(l lang.Lang) string {
	if Unit(u) == UnitShares {
		return lang.T("établissements", "schools").In(l)
	}
	return Unit(u).Text().In(l)
}

// Line explains one line of one school, from the same formula that computed it. Amounts are cents.
type Line struct {
	Tariff   *Tariff
	Status   Status
	Quantity int64
	Unit     Unit
	Price    Opt[Price] // not for a share
	Amount   Cents
	Formula  lang.Text
	Rounding lang.Text
	Origin   []lang.Text // where the quantity, the band or the amount to share comes from
}

var exactRounding = lang.T("exact", "exact")

// ExplainSchool explains every line of the i-th school, in the charter's order; nothing where it is not counted.
func (r *Result) ExplainSchool(i int) []Line {
	row := r.plan.row[i]
	if row < 0 {
		return nil
	}
	var lines []Line
	for j := range r.columns {
		c := &r.columns[j]
		k := r.plan.place(c.tariffPlan, row)
		if k < 0 {
			continue
		}
		line := Line{Tariff: c.Tariff, Status: c.statusOf(k), Amount: c.amounts[k], Quantity: c.basis.quantity(r.plan, c, k)}
		c.basis.explain(r.plan, c, k, &line)
		if c.Basis.Shared() {
			line.Origin = append(line.Origin, r.originOfShare(c)...)
		}
		lines = append(lines, line)
	}
	return lines
}

// multiply writes the formula and the rounding of quantity × price.
func (line *Line) multiply(price Price) {
	q := line.Quantity
	line.Formula = lang.F("%[1]s × %[2]s", "%[1]s × %[2]s", lang.Count(q), price)
	_, rest, err := mulDiv(q, int64(price), microsPerCent)
	if err != nil || rest == 0 {
		line.Rounding = exactRounding
		return
	}
	line.Rounding = lang.F("arrondi au centime, le demi-centime s'éloignant de zéro", "rounded to the cent, half a cent away from zero")
}

// originOfShare says what is shared: the charges of the pool, or the tariff's own amount.
func (r *Result) originOfShare(c *column) []lang.Text {
	if c.Pool == nil {
		return []lang.Text{lang.F("montant du tarif : %s", "amount of the tariff: %s", c.toShare)}
	}
	if r.NoCharges() {
		return []lang.Text{lang.T("masse à répartir inconnue : l'exercice n'a aucune charge", "pool unknown: the year has no charge")}
	}
	origin := []lang.Text{lang.F("masse à répartir : %s", "pool: %s", c.toShare)}
	for i := range r.charges {
		ch := &r.charges[i]
		if !c.Pool.Holds(ch.Charge) {
			continue
		}
		if ch.Missing {
			origin = append(origin, lang.F("charge %[1]s : montant inconnu", "charge %[1]s: amount unknown", ch.Charge.ID))
			continue
		}
		origin = append(origin, lang.F(
			"charge %[1]s : %[2]s − part mutualisée %[3]s − subventions %[4]s = %[5]s",
			"charge %[1]s: %[2]s − mutualised part %[3]s − subsidies %[4]s = %[5]s",
			ch.Charge.ID, ch.Amount, ch.Mutualised, ch.Subsidies, ch.Net))
	}
	return origin
}

// Explain says how the subsidy came to what it is.
func (s *SubsidyResult) Explain() lang.Text {
	var granted lang.Text
	if s.Subsidy.Rate.Known {
		granted = lang.F("%[1]s de %[2]s = %[3]s", "%[1]s of %[2]s = %[3]s", s.Subsidy.Rate.Value, s.Base, s.Granted)
	} else {
		granted = lang.F("montant %s", "amount %s", s.Granted)
	}
	if s.Unused == 0 {
		return granted
	}
	rest := lang.F(" ; limité à %[1]s, %[2]s inutilisés", "; limited to %[1]s, %[2]s not used", s.Before, s.Unused)
	return lang.T(granted.FR+rest.FR, granted.EN+rest.EN)
}
