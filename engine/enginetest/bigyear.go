package enginetest

import (
	"fmt"
	"math/rand/v2"

	"quotepart/engine"
)

// BigYear is a generated year of that many schools (half écoles, half collèges, mixed) and members, under the charter of
// 2014, with a histogram of 7 buckets for each collège. The same numbers always give the same year. It has no error notice:
// each collège has at most 1100 pupils.
func BigYear(schools, members int) *engine.Year {
	g := generator{Rand: rand.New(rand.NewPCG(2014, 624))}
	y := &engine.Year{
		ID: "big", Label: fmt.Sprintf("Exercice de %d établissements", schools), Start: 20200901, End: 20210831,
		Basis: engine.Planned, Charter: Charter2014(),
	}
	for i := range members {
		y.Members = append(y.Members, g.member(i))
	}
	for i := range schools {
		y.Schools = append(y.Schools, g.school(i, y.Members[g.IntN(members)].ID))
	}
	y.Charges = bigCharges(schools)
	y.Subsidies = []*engine.Subsidy{
		{ID: "feder", Label: "FEDER", Amount: engine.Some(engine.Cents(45_000_00)),
			Target: engine.Target{Of: engine.TargetMember, ID: y.Members[0].ID}},
		{ID: "etat-ecoles", Label: "Soutien aux contenus du premier degré", Rate: engine.Some(engine.Percent(12_500_000)),
			Target: engine.Target{Of: engine.TargetCharge, ID: "contenus-ecoles"}},
	}
	return y
}

// BigYearAll is BigYear with every tariff at level all and a histogram in every school: 7 lines for each counted school.
func BigYearAll(schools, members int) *engine.Year {
	y := BigYear(schools, members)
	g := generator{Rand: rand.New(rand.NewPCG(4, 4))}
	for _, t := range y.Charter.Tariffs {
		t.Level = engine.All
	}
	for _, s := range y.Schools {
		if s.Usage == nil {
			s.Usage = g.usage(s.Pupils)
		}
	}
	return y
}

type generator struct{ *rand.Rand }

func (g generator) member(i int) *engine.Member {
	kinds := []engine.Kind{engine.Commune, engine.EPCI, engine.Departement, engine.OtherKind}
	m := &engine.Member{
		ID: fmt.Sprintf("membre-%05d", i), Name: fmt.Sprintf("Communauté de communes du Val n° %d", i+1), Kind: kinds[i%2],
		Approved: 20140630, Signed: 20140710, Designated: 20140715, Transmitted: 20140720,
	}
	if i == 0 {
		m.Kind = kinds[2]
	}
	return m
}

// school makes the i-th school; one in a hundred has no access yet.
func (g generator) school(i int, member string) *engine.School {
	digits := fmt.Sprintf("%07d", 100_000+i)
	letter, _ := engine.UAILetter(digits)
	s := &engine.School{UAI: digits + string(letter), Town: fmt.Sprintf("Ville-sur-Été-%d", g.IntN(5000)), Member: member, Access: 20180901}
	if g.IntN(100) == 0 {
		s.Access = 0
	}
	if g.IntN(2) == 0 {
		s.Level, s.Name, s.Pupils = engine.Ecole, fmt.Sprintf("École n° %d", i+1), 8+g.Int64N(450)
		s.Classes = engine.Some(1 + s.Pupils/24)
	} else {
		s.Level, s.Name, s.Pupils = engine.College, fmt.Sprintf("Collège n° %d", i+1), 20+g.Int64N(1081)
		s.Usage = g.usage(s.Pupils)
	}
	s.Stored = s.Pupils
	return s
}

// usage makes a histogram of 7 buckets whose sum is the pupils.
func (g generator) usage(pupils int64) []engine.ToolUsage {
	minutes := [...]int64{0, 15, 30, 60, 90, 180, 600}
	buckets := make([]engine.Bucket, len(minutes))
	left := pupils
	for i := range buckets {
		n := g.Int64N(left/2 + 1)
		if i == len(buckets)-1 {
			n = left
		}
		buckets[i] = engine.Bucket{Minutes: minutes[i], Pupils: n}
		left -= n
	}
	return []engine.ToolUsage{{Tool: "maxicours", Buckets: buckets}}
}

// bigCharges is the budget of the Somme, at the size of the year.
func bigCharges(schools int) []*engine.Charge {
	charge := func(id string, c engine.Category, l engine.Level, eurosPerSchool int64, mutualised engine.Percent) *engine.Charge {
		amount := engine.Cents(int64(schools)*eurosPerSchool*100 + 37)
		return &engine.Charge{ID: id, Label: id, Category: c, Level: l, Planned: engine.Some(amount), Paid: engine.Some(amount - 11),
			Mutualised: engine.Share{Percent: mutualised, IsPercent: true}}
	}
	return []*engine.Charge{
		charge("hotline", engine.Operation, engine.Common, 290, engine.Whole),
		charge("plateforme", engine.Platform, engine.Common, 350, 75_000_000),
		charge("comptes-ecoles", engine.Accounts, engine.Ecole, 270, 0),
		charge("contenus-ecoles", engine.Content, engine.Ecole, 220, 0),
		charge("comptes-colleges", engine.Accounts, engine.College, 2_000, 0),
		charge("contenus-colleges", engine.Content, engine.College, 3_000, 0),
		charge("administration", engine.Administration, engine.Common, 280, engine.Whole),
	}
}
