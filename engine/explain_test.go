package engine_test

import (
	"fmt"
	"testing"

	"quotepart/engine"
)

// explainedYear has a line of every kind, and every notice.
func explainedYear() *engine.Year {
	y := budgetYear()
	y.Charges = []*engine.Charge{
		charge("comptes", engine.Accounts, engine.Ecole, "1000.01", "20%"),
		charge("comptes-2", engine.Accounts, engine.Ecole, "12.34", "50.00"),
		charge("contenus", engine.Content, engine.Ecole, "0", ""),
		charge("colleges", engine.Platform, engine.College, "100", ""),
	}
	y.Charges[2].Planned = engine.Opt[engine.Cents]{}
	y.Subsidies = []*engine.Subsidy{
		granted("etat", engine.TargetCharge, "comptes", "12.5%"),
		granted("feder", engine.TargetMember, "dep", "10"),
		granted("region", engine.TargetMember, "dep", "100%"),
	}
	y.Schools[0].Usage = []engine.ToolUsage{{Tool: "maxicours", Buckets: []engine.Bucket{{Minutes: 60, Pupils: 200}, {Minutes: 90, Pupils: 80}}}}
	y.Schools[1].Classes = engine.Some(int64(3))
	for i, pupils := range []int64{200, 1101} {
		s := collegeOf(5+i, pupils)
		s.Classes = engine.Some(int64(10 - i))
		y.Schools = append(y.Schools, s)
	}
	y.Charter.Tariffs = append(y.Charter.Tariffs,
		&engine.Tariff{ID: "par-classe", Level: engine.All, Basis: engine.PerClass, Price: price("1.235")},
		&engine.Tariff{ID: "par-classe-partage", Level: engine.All, Basis: engine.SharedByClasses, Amount: cents("1000")},
		&engine.Tariff{ID: "parts-egales", Level: engine.All, Basis: engine.SharedEqually, Amount: cents("0.08")},
		&engine.Tariff{ID: "sans-personne", Level: engine.Ecole, Basis: engine.SharedByClasses, Amount: cents("10")},
		changed(tariff2014("college-sitetv"), func(t *engine.Tariff) { t.ID, t.Beyond, t.Overlap = "grille-last", engine.Last, engine.Lower }),
		changed(tariff2014("college-maxicours"), func(t *engine.Tariff) { t.ID, t.Tool, t.Assumed = "outil-inconnu", "robert", percent("33.3%") }),
	)
	y.Schools[1].Classes, y.Schools[3].Classes = engine.Opt[int64]{}, engine.Some(int64(0))
	return y
}

func TestExplanationsAreWorded(t *testing.T) {
	var p page
	y := explainedYear()
	p.lines(computed(t, y), 0, 1, 3, 4, 5)
	p.told(computed(t, y))
	y.Basis = engine.Paid
	for _, c := range y.Charges {
		c.Paid = c.Planned
	}
	y.Charges[2].Paid = cents("0.07")
	p.title("\n== paid ==")
	p.lines(computed(t, y), 0, 3)
	p.told(computed(t, y))
	golden(t, "explanations.golden", p.String())
}

func (p *page) lines(r *engine.Result, schools ...int) {
	for _, k := range schools {
		s := r.Year().Schools[k]
		p.title(fmt.Sprintf("%s, %d pupils, total %s", s.UAI, s.Pupils, r.School(k).Total))
		for _, l := range r.ExplainSchool(k) {
			p.title(fmt.Sprintf(" %s: %s, %d %s", l.Tariff.ID, l.Amount, l.Quantity, l.Unit))
			p.both(l.Formula)
			if !l.Rounding.IsZero() {
				p.both(l.Rounding)
			}
			for _, o := range l.Origin {
				p.both(o)
			}
		}
	}
}

func (p *page) told(r *engine.Result) {
	for i := range r.Year().Subsidies {
		s := r.Subsidy(i)
		p.title("subsidies/" + s.Subsidy.ID)
		p.both(s.Explain())
	}
	for _, n := range r.Notices() {
		p.title(fmt.Sprintf("%s %s %s", n.Severity, n.Code, n.Subject))
		p.both(n.Message)
	}
}

// Errors come first, and each kind by its subject.
func TestNoticesAreSorted(t *testing.T) {
	got := computed(t, explainedYear()).Notices()
	order := map[engine.Severity]int{engine.Error: 0, engine.Warning: 1, engine.Info: 2}
	seen := map[string]bool{}
	for i, n := range got {
		seen[n.Code] = true
		if i == 0 {
			continue
		}
		a, b := got[i-1], n
		if order[a.Severity] > order[b.Severity] || a.Severity == b.Severity && (a.Code > b.Code || a.Code == b.Code && a.Subject > b.Subject) {
			t.Errorf("%s %s %s stands before %s %s %s", a.Severity, a.Code, a.Subject, b.Severity, b.Code, b.Subject)
		}
	}
	if len(seen) != 9 { // all but usage_missing, which a planned year does not give, and charges_missing: it has some
		t.Errorf("seen %v", seen)
	}
}
