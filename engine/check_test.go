package engine_test

import (
	"fmt"
	"slices"
	"testing"

	"quotepart/engine"
	"quotepart/engine/enginetest"
	"quotepart/engine/lang"
)

// soundYear has one of everything and nothing wrong.
func soundYear() *engine.Year {
	s := collegeOf(2, 100)
	s.Usage = []engine.ToolUsage{{Tool: "maxicours", Buckets: []engine.Bucket{{Minutes: 30, Pupils: 60}, {Minutes: 90, Pupils: 40}}}}
	y := yearOf(nil, s)
	y.Charter = enginetest.Charter2014()
	y.Members[0].SIREN = "248000531"
	y.Members[0].Approved, y.Members[0].Signed, y.Members[0].Designated = 20140630, 20140710, 20140715
	y.Charges[0].ID = "platform"
	y.Subsidies = []*engine.Subsidy{
		{ID: "feder", Target: engine.Target{Of: engine.TargetMember, ID: "dep"}, Amount: cents("100")},
		{ID: "etat", Target: engine.Target{Of: engine.TargetCharge, ID: "platform"}, Rate: engine.Some(percent("10%"))},
	}
	return y
}

// checkCase is one rule of Check: what breaks it and which addresses are then told, with a severity.
type checkCase struct {
	name  string
	spoil func(*engine.Year)
	want  []string
}

func checkCases() []checkCase {
	member := func(change func(*engine.Member)) func(*engine.Year) {
		return func(y *engine.Year) { change(y.Members[0]) }
	}
	school := func(change func(*engine.School)) func(*engine.Year) {
		return func(y *engine.Year) { change(y.Schools[0]) }
	}
	subsidy := func(i int, change func(*engine.Subsidy)) func(*engine.Year) {
		return func(y *engine.Year) { change(y.Subsidies[i]) }
	}
	tariff := func(id string, change func(*engine.Tariff)) func(*engine.Year) {
		return func(y *engine.Year) { change(y.Charter.Tariffs[y.Tariff(id)]) }
	}
	bands := func(change func(*engine.Tariff)) func(*engine.Year) { return tariff("college-sitetv", change) }
	usage := "usage/" + uai(2) + "/maxicours"
	return []checkCase{
		{"a sound year", func(*engine.Year) {}, nil},
		{"no start", func(y *engine.Year) { y.Start = 0 }, []string{"error year/start"}},
		{"no end", func(y *engine.Year) { y.End = 0 }, []string{"error year/end"}},
		{"end before start", func(y *engine.Year) { y.End = 20200831 }, []string{"error year/end"}},
		{"a year of one day", func(y *engine.Year) { y.End = y.Start }, nil},

		{"no SIREN", member(func(m *engine.Member) { m.SIREN = "" }), nil},
		{"a SIREN with a wrong key", member(func(m *engine.Member) { m.SIREN = "248000532" }), []string{"error members/dep/siren"}},
		{"a SIREN with a letter", member(func(m *engine.Member) { m.SIREN = "24800053A" }), []string{"error members/dep/siren"}},
		{"a SIREN of ten digits", member(func(m *engine.Member) { m.SIREN = "2480005310" }), []string{"error members/dep/siren"}},
		{"left before transmitted", member(func(m *engine.Member) { m.Left = 20140719 }), []string{"error members/dep/left"}},
		{"left on the day of transmission", member(func(m *engine.Member) { m.Left = 20140720 }), nil},
		{"transmitted without the steps before", member(func(m *engine.Member) { m.Approved, m.Signed, m.Designated = 0, 0, 0 }), []string{"warning members/dep/transmitted"}},
		{"signed before approved", member(func(m *engine.Member) { m.Signed = 20140629 }), []string{"warning members/dep/signed"}},
		{"designated before signed is no matter", member(func(m *engine.Member) { m.Designated = 20140701 }), nil},
		{"designated after transmitted", member(func(m *engine.Member) { m.Designated = 20140721 }), []string{"warning members/dep/transmitted"}},
		{"not yet transmitted", member(func(m *engine.Member) { m.Transmitted, m.Designated = 0, 0 }), nil},

		{"a wrong UAI letter", school(func(s *engine.School) { s.UAI = "0800002A" }), []string{"error schools/0800002A"}},
		{"a UAI of no shape", school(func(s *engine.School) { s.UAI = "80002T" }), []string{"error schools/80002T"}},
		{"a UAI with a letter among the digits", school(func(s *engine.School) { s.UAI = "08O0002T" }), []string{"error schools/08O0002T"}},
		{"an unknown member", school(func(s *engine.School) { s.Member = "nobody" }), []string{"error schools/" + uai(2) + "/member"}},
		{"closed before its access", school(func(s *engine.School) { s.Closed = 20140831 }), []string{"error schools/" + uai(2) + "/closed"}},
		{"closed on the day of access", school(func(s *engine.School) { s.Closed = 20140901 }), nil},
		{"a histogram over the pupils", school(func(s *engine.School) { s.Usage[0].Buckets[0].Pupils = 61 }), []string{"warning " + usage}},
		{"a histogram over the stored pupils only", school(func(s *engine.School) { s.Stored = 99 }), []string{"warning " + usage}},
		{"a what-if under the histogram", school(func(s *engine.School) { s.Pupils = 10 }), nil},
		{"a histogram over all limits", school(func(s *engine.School) { s.Usage[0].Buckets[0].Pupils = engine.MaxCount }), []string{"error " + usage}},

		{"a charge without amounts", func(y *engine.Year) {
			y.Charges[0].Planned, y.Charges[0].Paid = engine.Opt[engine.Cents]{}, engine.Opt[engine.Cents]{}
		},
			[]string{"error charges/platform/planned"}},
		{"a charge not yet paid", func(y *engine.Year) { y.Charges[0].Paid = engine.Opt[engine.Cents]{} }, nil},

		{"a subsidy with an amount and a rate", subsidy(0, func(s *engine.Subsidy) { s.Rate = engine.Some(percent("5%")) }), []string{"error subsidies/feder/amount"}},
		{"a subsidy of nothing", subsidy(1, func(s *engine.Subsidy) { s.Rate = engine.Opt[engine.Percent]{} }), []string{"error subsidies/etat/amount"}},
		{"a subsidy of an unknown member", subsidy(0, func(s *engine.Subsidy) { s.Target.ID = "platform" }), []string{"error subsidies/feder/target"}},
		{"a subsidy of an unknown charge", subsidy(1, func(s *engine.Subsidy) { s.Target.ID = "dep" }), []string{"error subsidies/etat/target"}},
		{"a subsidy of something else", subsidy(1, func(s *engine.Subsidy) { s.Target = engine.Target{Of: "schools", ID: uai(2)} }), []string{"error subsidies/etat/target"}},

		{"no bands", bands(func(t *engine.Tariff) { t.Bands = nil }), []string{"error tariffs/college-sitetv/bands"}},
		{"no tool", tariff("college-maxicours", func(t *engine.Tariff) { t.Tool = "" }), []string{"error tariffs/college-maxicours/tool"}},
		{"no threshold", tariff("college-maxicours", func(t *engine.Tariff) { t.Threshold.Known = false }), []string{"error tariffs/college-maxicours/threshold"}},
		{"no tool, threshold and price", tariff("college-maxicours", func(t *engine.Tariff) { t.Tool, t.Threshold.Known, t.Price.Known = "", false, false }),
			[]string{"error tariffs/college-maxicours/tool", "error tariffs/college-maxicours/threshold", "error tariffs/college-maxicours/price"}},
		{"no price", tariff("college-comptes", func(t *engine.Tariff) { t.Price.Known = false }), []string{"error tariffs/college-comptes/price"}},
		{"no price per active pupil", tariff("college-maxicours", func(t *engine.Tariff) { t.Price.Known = false }), []string{"error tariffs/college-maxicours/price"}},
		{"switched to a basis that has its field", tariff("college-robert", func(t *engine.Tariff) { t.Basis = engine.SharedEqually }), nil},
		{"switched to a basis that lacks its field", tariff("college-comptes", func(t *engine.Tariff) { t.Basis = engine.SharedEqually }), []string{"error tariffs/college-comptes/amount"}},
		{"a pool of no category", tariff("ecole-comptes", func(t *engine.Tariff) { t.Pool.Categories = nil }), []string{"error tariffs/ecole-comptes/pool"}},

		{"a band that ends before it starts", bands(func(t *engine.Tariff) { t.Bands[1].To = 199 }), []string{"error tariffs/college-sitetv/bands/200"}},
		{"two bands that start together", bands(func(t *engine.Tariff) { t.Bands[2].From = 200 }), []string{"error tariffs/college-sitetv/bands/200"}},
		{"a gap", bands(func(t *engine.Tariff) { t.Bands[3].From = 610 }), []string{"error tariffs/college-sitetv/bands/610"}},
		{"a gap of one", bands(func(t *engine.Tariff) { t.Bands[2].From = 401 }), []string{"error tariffs/college-sitetv/bands/401"}},
		{"a gap at the start", bands(func(t *engine.Tariff) { t.Bands[0].From = 2 }), []string{"error tariffs/college-sitetv/bands/2"}},
		{"a first band from 0", bands(func(t *engine.Tariff) { t.Bands[0].From = 0 }), nil},
		{"an overlap without a rule", bands(func(t *engine.Tariff) { t.Overlap = "" }), []string{"error tariffs/college-sitetv/overlap"}},
		{"no rule, no overlap", bands(func(t *engine.Tariff) { t.Overlap, t.Bands[0].To = "", 199 }), nil},
		{"everything at once", func(y *engine.Year) {
			y.Start, y.Members[0].SIREN, y.Schools[0].Member, y.Subsidies[0].Target.ID = 0, "1", "nobody", "nobody"
			y.Charter.Tariffs[2].Price.Known = false
		}, []string{"error year/start", "error members/dep/siren", "error schools/" + uai(2) + "/member", "error subsidies/feder/target", "error tariffs/college-comptes/price"}},
	}
}

func TestCheck(t *testing.T) {
	for _, c := range checkCases() {
		t.Run(c.name, func(t *testing.T) {
			y := soundYear()
			c.spoil(y)
			var got []string
			for _, p := range y.Check() {
				got = append(got, fmt.Sprintf("%s %s", p.Severity, p.Address))
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// Compile refuses what it could not compute, whoever forgot to check.
func TestCompileRefuses(t *testing.T) {
	for _, c := range compileCases() {
		y := soundYear()
		c.spoil(y)
		if _, err := engine.Compute(y); err == nil {
			t.Errorf("%s: no error", c.name)
		}
	}
}

func compileCases() []checkCase {
	return []checkCase{
		{"members out of order", func(y *engine.Year) {
			y.Members = append(y.Members, &engine.Member{ID: "alpha"})
		}, nil},
		{"a member twice", func(y *engine.Year) { y.Members = append(y.Members, y.Members[0]) }, nil},
		{"schools out of order", func(y *engine.Year) { y.Schools = append(y.Schools, collegeOf(1, 10)) }, nil},
		{"a school twice", func(y *engine.Year) { y.Schools = append(y.Schools, y.Schools[0]) }, nil},
		{"a school of nobody", func(y *engine.Year) { y.Schools[0].Member = "nobody" }, nil},
		{"a tariff without its price", func(y *engine.Year) { y.Charter.Tariffs[2].Price.Known = false }, nil},
		{"a subsidy of an unknown charge", func(y *engine.Year) { y.Subsidies[1].Target.ID = "nothing" }, nil},
		{"a subsidy of an unknown member", func(y *engine.Year) { y.Subsidies[0].Target.ID = "nobody" }, nil},
	}
}

// Every fault that the engine words, in both languages.
func TestFaultsAreWorded(t *testing.T) {
	var p page
	for _, c := range checkCases() {
		y := soundYear()
		c.spoil(y)
		for _, found := range y.Check() {
			p.title(c.name + ": " + found.Address)
			p.both(found.Fault)
		}
	}
	for _, c := range compileCases() {
		y := soundYear()
		c.spoil(y)
		_, err := engine.Compute(y)
		p.title("computed: " + c.name)
		p.both(err.(*lang.Fault))
	}
	for _, text := range []string{"", "douze", "-1", "1.2.3", "12.345", "99999999999999", "un texte bien trop long pour être un nombre, même à virgule flottante"} {
		_, err := engine.ParseCents(text)
		p.title(fmt.Sprintf("amount %q", text))
		p.both(err.(*lang.Fault))
	}
	for _, text := range []string{"1.000", "1000000000"} {
		_, err := engine.ParseCount(text)
		p.title(fmt.Sprintf("count %q", text))
		p.both(err.(*lang.Fault))
	}
	for _, text := range []string{"12.5", "100.1%"} {
		_, err := engine.ParsePercent(text)
		p.title(fmt.Sprintf("percentage %q", text))
		p.both(err.(*lang.Fault))
	}
	_, err := engine.ParseDate("31/12/2020")
	p.title("date")
	p.both(err.(*lang.Fault))
	p.title("overflow")
	p.both(engine.ErrOverflow.(*lang.Fault))
	golden(t, "faults.golden", p.String())
}

func TestIdentifiers(t *testing.T) {
	for id, want := range map[string]bool{
		"college-comptes": true, "A.b_9": true, "": false, "à": false, "a/b": false, "a b": false, "*": false,
		string(make([]byte, 5)): false, string(slices.Repeat([]byte("a"), 100)): true, string(slices.Repeat([]byte("a"), 101)): false,
	} {
		if got := engine.ValidID(id); got != want {
			t.Errorf("ValidID(%q) = %v", id, got)
		}
	}
	for uai, want := range map[string]bool{"0800002T": true, "0800003U": true, "0800002t": false, "0800002U": false, "": false, "08000021": false, "0800002TT": false} {
		if got := engine.CheckUAI(uai) == nil; got != want {
			t.Errorf("CheckUAI(%q) = %v", uai, got)
		}
	}
	if _, ok := engine.UAILetter("08000"); ok {
		t.Error("UAILetter of five digits")
	}
	for siren, want := range map[string]bool{"248000531": true, "200070993": true, "250000007": true, // a 5 is doubled to 10
		"000000000": true, "248000513": false, "24800053": false, "": false, "24800053١": false} {
		if got := engine.ValidSIREN(siren); got != want {
			t.Errorf("ValidSIREN(%q) = %v", siren, got)
		}
	}
}
