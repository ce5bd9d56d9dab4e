package scenarios

import (
	"math/big"
	"slices"
	"strings"

	"quotepart/engine"
	"quotepart/engine/lang"
)

// Metric names one amount of a result, as formats.md writes it: totals/FIELD, members/ID/net or gross, schools/UAI/total,
// tariffs/ID/total, and charges/ID/net, which is a charge after its mutualised part and its subsidies.
type Metric struct {
	Of, ID, Field string // ID is empty for the totals
}

const ofTotals = "totals"

// metricFields are the fields of each kind of metric.
var metricFields = []struct {
	of     string
	fields []string
}{
	{ofTotals, []string{"charges", "mutualised", "subsidies", "contributions", "balance"}},
	{string(InMembers), []string{"net", "gross"}},
	{string(InSchools), []string{"total"}},
	{string(InTariffs), []string{"total"}},
	{string(InCharges), []string{"net"}},
}

// TotalMetric is one of the totals of a year: charges, mutualised, subsidies, contributions or balance.
func TotalMetric(field string) Metric { return Metric{Of: ofTotals, Field: field} }

// RowMetric is the amount that a comparison shows of one of its rows.
func RowMetric(by By, id string) Metric {
	switch by {
	case BySchool:
		return Metric{string(InSchools), id, "total"}
	case ByTariff:
		return Metric{string(InTariffs), id, "total"}
	case ByCharge:
		return Metric{string(InCharges), id, "net"}
	}
	return Metric{string(InMembers), id, "net"}
}

// ParseMetric reads a metric. Whether its subject exists depends on the year. Errors are Faults.
func ParseMetric(s string) (Metric, error) {
	parts := strings.Split(strings.TrimSpace(s), "/")
	var kinds []string
	for _, kind := range metricFields {
		kinds = append(kinds, kind.of)
		if kind.of != parts[0] {
			continue
		}
		m := Metric{Of: parts[0], Field: parts[len(parts)-1]}
		form, length := m.Of+"/ID/"+kind.fields[0], 3
		if m.Of == ofTotals {
			form, length = m.Of+"/"+kind.fields[0], 2
		}
		if len(parts) != length {
			return Metric{}, lang.Wrong(lang.F("« %s » ne désigne pas un montant", "%q does not name an amount", s), lang.F("écrivez par exemple %s", "write for example %s", form))
		}
		if !slices.Contains(kind.fields, m.Field) {
			return Metric{}, lang.Wrong(lang.F("« %[1]s » n'est pas un montant de « %[2]s »", "%[1]q is not an amount of %[2]q", m.Field, m.Of), oneOf(m.Field, kind.fields))
		}
		if length == 3 {
			m.ID = parts[1]
		}
		return m, nil
	}
	return Metric{}, lang.Wrong(lang.F("« %s » n'est pas le début d'un montant", "%q is not the start of an amount", parts[0]), oneOf(parts[0], kinds))
}

// String writes the metric as it is read.
func (m Metric) String() string {
	if m.Of == ofTotals {
		return m.Of + "/" + m.Field
	}
	return m.Of + "/" + m.ID + "/" + m.Field
}

// Amount is what a metric comes to in a result.
type Amount struct {
	Cents    engine.Cents
	Exists   bool // the result has the subject; where it has not, Cents is 0
	Complete bool // nothing that belongs into the amount is missing

	exact *big.Rat // the cents, without those that a largest remainder moved
}

// In gives the metric's amount in a result.
func (m Metric) In(r *engine.Result) Amount {
	y, a := r.Year(), Amount{Complete: true}
	var holds func(int) bool // the schools whose shares are in it, where their rounding matters
	switch m.Of {
	case ofTotals:
		a.Exists, a.Cents, a.Complete = true, total(r.Totals(), m.Field), r.Complete()
	case string(InMembers):
		i := y.Member(m.ID)
		if a.Exists = i >= 0; a.Exists {
			member := r.Member(i)
			a.Cents, a.Complete = member.Net, r.Complete() || !DoubtfulMembers(r)[i]
			if m.Field == "gross" {
				a.Cents = member.Gross
			}
			holds = func(school int) bool { return r.MemberOf(school) == i }
		}
	case string(InSchools):
		i := y.School(m.ID)
		if a.Exists = i >= 0; a.Exists {
			school := r.School(i)
			a.Cents, a.Complete = school.Total, wholeSchool(r, i)
			holds = func(other int) bool { return other == i }
		}
	case string(InTariffs):
		i := y.Tariff(m.ID)
		if a.Exists = i >= 0; a.Exists {
			tariff := r.Tariff(i)
			a.Cents, a.Complete = tariff.Total, wholeTariff(r, i)
		}
	case string(InCharges):
		i := y.Charge(m.ID)
		if a.Exists = i >= 0; a.Exists {
			a.Cents, a.Complete = r.Charge(i).Net, !r.Charge(i).Missing
		}
	}
	a.exact = new(big.Rat).SetInt64(int64(a.Cents))
	if holds != nil {
		a.exact.Sub(a.exact, r.ShareRounding(holds))
	}
	return a
}

func total(t engine.Totals, field string) engine.Cents {
	switch field {
	case "charges":
		return t.Charges
	case "mutualised":
		return t.Mutualised
	case "subsidies":
		return t.Subsidies
	case "contributions":
		return t.Contributions
	}
	return t.Balance
}

// wholeTariff tells whether all that a tariff brings is known.
func wholeTariff(r *engine.Result, i int) bool {
	t := r.Tariff(i)
	return t.Missing == 0 && poolKnown(r, t.Tariff)
}

// poolKnown tells whether what a tariff shares is known: the year has charges, and those shared have amounts.
func poolKnown(r *engine.Result, t *engine.Tariff) bool {
	if r.Complete() || t.Disabled || t.Pool == nil || !t.Basis.Shared() {
		return true
	}
	if r.NoCharges() {
		return false
	}
	for i, c := range r.Year().Charges {
		if r.Charge(i).Missing && t.Pool.Holds(c) {
			return false
		}
	}
	return true
}

// known makes sure that one of the years has the subject. Errors are Faults.
func (m Metric) known(years ...*engine.Year) error {
	if m.Of == ofTotals {
		return nil
	}
	subjects := table[Collection(m.Of)]
	var all []string
	for _, y := range years {
		ids := subjects.ids(y)
		if slices.Contains(ids, m.ID) {
			return nil
		}
		all = append(all, ids...)
	}
	return unknown(Collection(m.Of), m.ID, all)
}
