package main

import (
	"cmp"
	"fmt"
	"slices"
)

// callRows writes calls.csv as issued after the school year on the expenses paid (charter, 4.4). Some calls are not as they
// should be, so that the check has something to find, each with its own cause.
func callRows(schools []school, usage []histogram) [][]string {
	shares := ecoleShares(schools, paid)
	due := byMember(schools, shares)
	due[departement] = collegeDue(schools, usage) // the FEDER was not deducted
	forgotten := slices.IndexFunc(schools, func(s school) bool { return s.member == "cc-du-bocage-de-cressoy" && s.counted() })
	due["cc-du-bocage-de-cressoy"] -= shares[schools[forgotten].uai]
	due["cc-de-la-haute-brune"] = byMember(schools, ecoleShares(schools, planned))["cc-de-la-haute-brune"] // on the budget
	due[formerMember] = 41260                                                                              // called although it has left, then cancelled
	delete(due, lateMember)                                                                                // not called yet

	rows := [][]string{{"number", "date", "member", "amount", "status"}}
	add := func(member, status string) {
		number := fmt.Sprintf("2026-T%03d", len(rows))
		rows = append(rows, []string{number, "2026-10-12", member, euros(due[member]), status})
	}
	for _, m := range members {
		if _, called := due[m.id]; !called {
			continue
		}
		status := "issued"
		switch {
		case m.id == formerMember:
			status = "cancelled"
		case len(rows)%3 == 0:
			status = "paid"
		}
		add(m.id, status)
	}
	add("cc-des-trois-clochers", "issued") // a second time
	return rows
}

// byMember sums what the schools come to for the members that pay for them.
func byMember(schools []school, shares map[string]int64) map[string]int64 {
	due := map[string]int64{}
	for _, s := range schools {
		if share, counted := shares[s.uai]; counted {
			due[s.member] += share
		}
	}
	return due
}

// ecoleShares is what each école comes to: accounts and contents are shared by pupils, on one of the columns of the charges.
func ecoleShares(schools []school, column func(string) int64) map[string]int64 {
	contents := column("contenus-ecoles")
	due := map[string]int64{}
	for _, pool := range []int64{column("comptes-ecoles"), contents - contents*statePercent/100} {
		share(pool, schools, due)
	}
	return due
}

// share splits cents over the counted écoles by pupils, floor first, what is left to the largest remainders.
func share(pool int64, schools []school, due map[string]int64) {
	type part struct {
		uai       string
		remainder int64
	}
	var total int64
	for _, s := range schools {
		if s.level == "ecole" && s.counted() {
			total += int64(s.pupils)
		}
	}
	var parts []part
	left := pool
	for _, s := range schools {
		if s.level == "ecole" && s.counted() {
			product := pool * int64(s.pupils)
			due[s.uai] += product / total
			left -= product / total
			parts = append(parts, part{s.uai, product % total})
		}
	}
	slices.SortFunc(parts, func(a, b part) int {
		return cmp.Or(cmp.Compare(b.remainder, a.remainder), cmp.Compare(a.uai, b.uai))
	})
	for _, p := range parts[:left] {
		due[p.uai]++
	}
}

// collegeDue is what the collèges come to by the prices of the charter (4.3), before the FEDER. In a settlement a collège
// without usage statistics has no pupil over one hour.
func collegeDue(schools []school, usage []histogram) int64 {
	due := int64(200000) // Labomep
	for _, s := range schools {
		if s.level == "college" && s.counted() {
			due += 600*int64(s.pupils) + 40940 + siteTV(s.pupils)
		}
	}
	for _, h := range usage {
		for i, n := range h.pupils {
			if minutes[i] > 60 {
				due += 600 * int64(n)
			}
		}
	}
	return due
}

// siteTV is the price of the band that holds the pupils; 200 is read as in the second.
func siteTV(pupils int) int64 {
	switch {
	case pupils < 200:
		return 18762
	case pupils < 400:
		return 24730
	case pupils < 600:
		return 31550
	case pupils < 900:
		return 36670
	}
	return 43440
}

// paid is the paid amount of a charge, planned that of the budget.
func paid(id string) int64    { return chargeOf(id).paid }
func planned(id string) int64 { return chargeOf(id).planned }

func chargeOf(id string) charge {
	return charges[slices.IndexFunc(charges, func(c charge) bool { return c.id == id })]
}
