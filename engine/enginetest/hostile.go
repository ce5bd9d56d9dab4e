package enginetest

import "quotepart/engine"

// Hostile is a year with these texts wherever text may be any, each in turn: as a store may hold it that an earlier version wrote. The
// year that is given stays as it is.
func Hostile(y *engine.Year, texts []string) *engine.Year {
	turn := 0
	next := func(places ...*string) {
		for _, s := range places {
			*s = texts[turn%len(texts)]
			turn++
		}
	}
	hostile, charter := *y, *y.Charter
	hostile.Charter = &charter
	next(&hostile.Label, &charter.Title)
	hostile.Members = replaced(y.Members, func(m *engine.Member) { next(&m.Name) })
	hostile.Schools = replaced(y.Schools, func(s *engine.School) { next(&s.Name, &s.Town) })
	hostile.Charges = replaced(y.Charges, func(c *engine.Charge) { next(&c.Label) })
	hostile.Subsidies = replaced(y.Subsidies, func(s *engine.Subsidy) { next(&s.Label) })
	charter.Tariffs = replaced(charter.Tariffs, func(t *engine.Tariff) { next(&t.Label, &t.Article, &t.Note) })
	return &hostile
}

func replaced[T any](list []*T, change func(*T)) []*T {
	out := make([]*T, len(list))
	for i, one := range list {
		copied := *one
		change(&copied)
		out[i] = &copied
	}
	return out
}
