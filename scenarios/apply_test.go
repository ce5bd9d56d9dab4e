package scenarios_test

import (
	"strings"
	"testing"

	"quotepart/engine"
	. "quotepart/scenarios"
)

// applied is a list of changes on smallYear, and values of the year that it gives: "address = value", "none" where there is none.
type applied struct{ name, changes, want string }

var settings = []applied{
	{"year", "set year/basis to paid\nset year/label to Deux mille vingt\nset year/start to 2020-08-01\nset year/end to 2021-07-31",
		"year/basis = paid\nyear/label = Deux mille vingt\nyear/start = 2020-08-01\nyear/end = 2021-07-31"},
	{"member", `set members/cc-val/name to CC du Grand Val
set members/cc-val/kind to other
set members/cc-val/siren to 248000531
set members/cc-val/approved to 2015-01-01
set members/cc-val/signed to 2015-01-02
set members/cc-val/designated to 2015-01-03
set members/cc-val/transmitted to 2015-01-04
set members/cc-val/left to 2022-01-01`,
		`members/cc-val/name = CC du Grand Val
members/cc-val/kind = other
members/cc-val/siren = 248000531
members/cc-val/approved = 2015-01-01
members/cc-val/signed = 2015-01-02
members/cc-val/designated = 2015-01-03
members/cc-val/transmitted = 2015-01-04
members/cc-val/left = 2022-01-01`},
	{"dates and optional texts are emptied", `set members/cc-val/siren to ""
set members/cc-val/transmitted to ""
set schools/0800001S/town to ""
set schools/0800001S/access to ""`,
		"members/cc-val/siren =\nmembers/cc-val/transmitted =\nschools/0800001S/town =\nschools/0800001S/access ="},
	{"school", `set schools/0800003U/name to École Trente
set schools/0800003U/level to college
set schools/0800003U/town to Ham
set schools/0800003U/member to departement
set schools/0800003U/classes to 5
set schools/0800003U/pupils to 1 234
set schools/0800003U/access to 2019-09-01
set schools/0800003U/closed to 2021-07-05`,
		`schools/0800003U/name = École Trente
schools/0800003U/level = college
schools/0800003U/town = Ham
schools/0800003U/member = departement
schools/0800003U/classes = 5
schools/0800003U/pupils = 1234
schools/0800003U/access = 2019-09-01
schools/0800003U/closed = 2021-07-05`},
	{"classes become unknown, not 0", `set schools/0800003U/classes to ""`, "schools/0800003U/classes ="},
	{"charge", `set charges/plateforme/label to Plate-forme ENT
set charges/plateforme/category to operation
set charges/plateforme/level to college
set charges/plateforme/planned to 1 999,5
set charges/plateforme/paid to 0
set charges/plateforme/mutualised to 12,5 %`,
		`charges/plateforme/label = Plate-forme ENT
charges/plateforme/category = operation
charges/plateforme/level = college
charges/plateforme/planned = 1999.50
charges/plateforme/paid = 0.00
charges/plateforme/mutualised = 12.5%`},
	{"mutualised as an amount, or none", "set charges/contenus-ecoles/mutualised to 100.10\nset charges/plateforme/mutualised to \"\"",
		"charges/contenus-ecoles/mutualised = 100.10\ncharges/plateforme/mutualised ="},
	{"subsidy: its rate becomes an amount", "set subsidies/etat/label to État 2020\nset subsidies/etat/target to members/cc-val\nset subsidies/etat/rate to \"\"\nset subsidies/etat/amount to 60",
		"subsidies/etat/label = État 2020\nsubsidies/etat/target = members/cc-val\nsubsidies/etat/rate =\nsubsidies/etat/amount = 60.00"},
	{"tariff", `set tariffs/college-comptes/label to Comptes ENT
set tariffs/college-comptes/article to 4.3 bis
set tariffs/college-comptes/level to all
set tariffs/college-comptes/basis to per-school
set tariffs/college-comptes/enabled to false
set tariffs/college-comptes/price to 6.123456
set tariffs/college-comptes/amount to 12
set tariffs/college-comptes/pool to college: accounts, content
set tariffs/college-comptes/tool to maxicours
set tariffs/college-comptes/threshold to 30
set tariffs/college-comptes/assumed to 66.6%
set tariffs/college-comptes/overlap to lower
set tariffs/college-comptes/beyond to last
set tariffs/college-comptes/note to À revoir`,
		`tariffs/college-comptes/label = Comptes ENT
tariffs/college-comptes/article = 4.3 bis
tariffs/college-comptes/level = all
tariffs/college-comptes/basis = per-school
tariffs/college-comptes/enabled = false
tariffs/college-comptes/price = 6.123456
tariffs/college-comptes/amount = 12.00
tariffs/college-comptes/pool = college: accounts, content
tariffs/college-comptes/tool = maxicours
tariffs/college-comptes/threshold = 30
tariffs/college-comptes/assumed = 66.6%
tariffs/college-comptes/overlap = lower
tariffs/college-comptes/beyond = last
tariffs/college-comptes/note = À revoir`},
	{"a choice that may be left out is taken back", `set tariffs/college-comptes/overlap to lower
set tariffs/college-comptes/beyond to last
set tariffs/college-robert/enabled to false
set tariffs/college-comptes/overlap to ""
set tariffs/college-comptes/beyond to ""
set tariffs/college-robert/enabled to ""`,
		"tariffs/college-comptes/overlap =\ntariffs/college-comptes/beyond =\ntariffs/college-robert/enabled = true"},
	{"band", "set tariffs/college-sitetv/bands/900/to to 1300\nset tariffs/college-sitetv/bands/900/price to 500.5",
		"tariffs/college-sitetv/bands/900/to = 1300\ntariffs/college-sitetv/bands/900/price = 500.50"},
	{"a band is known by where it starts now", "set tariffs/college-sitetv/bands/400/from to 390\nset tariffs/college-sitetv/bands/390/price to 1\nset tariffs/college-sitetv/overlap to upper",
		"tariffs/college-sitetv/bands/390/price = 1.00\ntariffs/college-sitetv/bands/400/price = none"},
	{"a band that moves past its neighbour", "set tariffs/college-sitetv/bands/1/to to 1100\nset tariffs/college-sitetv/bands/400/from to 250\nset tariffs/college-sitetv/bands/200/from to 300",
		"tariffs/college-sitetv/bands/250/price = 315.50\ntariffs/college-sitetv/bands/300/price = 247.30"},
	{"bucket", "set usage/0800001S/maxicours/90 to 12", "usage/0800001S/maxicours/90 = 12"},
}

var scalings = []applied{
	{"pupils round half away from zero to a whole", "scale schools/0800003U/pupils by 1.5\nscale schools/0800004V/pupils by 1.01\nscale schools/0800005W/pupils by 1.0499",
		"schools/0800003U/pupils = 152\nschools/0800004V/pupils = 51\nschools/0800005W/pupils = 31"},
	{"just under a half", "scale schools/0800004V/pupils by 1.009999999999", "schools/0800004V/pupils = 50"},
	{"prices to 6 decimals", "scale tariffs/college-robert/price by 0.0000000012\nscale tariffs/college-comptes/price by 0.33333333333",
		"tariffs/college-robert/price = 0.00\ntariffs/college-comptes/price = 2.00"},
	{"prices at half a millionth", "set tariffs/college-comptes/price to 0.000001\nscale tariffs/college-comptes/price by 0.5", "tariffs/college-comptes/price = 0.000001"},
	{"amounts to the cent", "scale charges/contenus-ecoles/planned by 1.5\nscale charges/comptes-ecoles/paid by 1.005\nscale subsidies/feder/amount by 1.000011",
		"charges/contenus-ecoles/planned = 750.02\ncharges/comptes-ecoles/paid = 1004.99\nsubsidies/feder/amount = 450.00"},
	{"percentages", "scale subsidies/etat/rate by 1.5\nscale charges/contenus-ecoles/mutualised by 0.5\nscale tariffs/college-maxicours/assumed by 0.3333333333",
		"subsidies/etat/rate = 18.75%\ncharges/contenus-ecoles/mutualised = 5%\ntariffs/college-maxicours/assumed = 33.333333%"},
	{"a mutualised amount", "scale charges/plateforme/mutualised by 1,1", "charges/plateforme/mutualised = 1320.00"},
	{"classes, threshold, amount of a tariff", "scale schools/0800002T/classes by 1.5\nscale tariffs/college-maxicours/threshold by 0.75\nscale tariffs/college-labomep/amount by 1.1",
		"schools/0800002T/classes = 12\ntariffs/college-maxicours/threshold = 45\ntariffs/college-labomep/amount = 2200.00"},
	{"all schools", "scale schools/*/pupils by 2",
		"schools/0800001S/pupils = 1482\nschools/0800002T/pupils = 400\nschools/0800003U/pupils = 202\nschools/0800005W/pupils = 60"},
	{"the schools of a level", "scale schools/*[level=college]/pupils by 2", "schools/0800001S/pupils = 1482\nschools/0800003U/pupils = 101"},
	{"the schools of a member", "scale schools/*[member=cc-val]/pupils by 0", "schools/0800001S/pupils = 741\nschools/0800003U/pupils = 0\nschools/0800004V/pupils = 0"},
	{"a filter reads its value as the field does", "scale tariffs/*[price=6]/price by 2", "tariffs/college-comptes/price = 12.00\ntariffs/college-maxicours/price = 12.00\ntariffs/college-robert/price = 409.40"},
	{"a filter on what is missing", "scale schools/*[classes=]/pupils by 2", "schools/0800001S/pupils = 1482\nschools/0800002T/pupils = 200\nschools/0800004V/pupils = 100"},
	{"a missing value stays missing", "scale schools/*/classes by 2\nscale charges/*/paid by 2",
		"schools/0800001S/classes =\nschools/0800002T/classes = 16\ncharges/comptes-ecoles/paid = 1999.98\ncharges/plateforme/paid ="},
	{"all prices, bands too", "scale tariffs/*/price by 1.1",
		"tariffs/college-comptes/price = 6.60\ntariffs/college-robert/price = 450.34\ntariffs/ecole-comptes/price =\ntariffs/college-sitetv/bands/1/price = 206.382\ntariffs/college-sitetv/bands/900/price = 477.84"},
	{"the price of a banded tariff is that of its bands", "scale tariffs/college-sitetv/price by 0.5",
		"tariffs/college-sitetv/price =\ntariffs/college-sitetv/bands/1/price = 93.81\ntariffs/college-sitetv/bands/1/to = 200"},
	{"charges of a level", "scale charges/*[level=ecole]/planned by 1.1", "charges/comptes-ecoles/planned = 1100.00\ncharges/contenus-ecoles/planned = 550.01\ncharges/plateforme/planned = 2000.00"},
	{"one band", "scale tariffs/college-sitetv/bands/1/price by 2\nscale tariffs/college-sitetv/bands/900/to by 2", "tariffs/college-sitetv/bands/1/price = 375.24\ntariffs/college-sitetv/bands/900/to = 2200"},
	{"one bucket", "scale usage/0800001S/maxicours/90 by 0.335", "usage/0800001S/maxicours/90 = 101"},
	{"a bucket of every school that has it", "add usage/0800002T/maxicours/90 with pupils: 7\nscale usage/*/maxicours/90 by 2", "usage/0800001S/maxicours/90 = 600\nusage/0800002T/maxicours/90 = 14"},
	{"changes apply in order", "scale schools/0800004V/pupils by 2\nset schools/0800004V/pupils to 10\nscale schools/0800004V/pupils by 3", "schools/0800004V/pupils = 30"},
}

var addings = []applied{
	{"member", "add members/ca-x with name: CA X, kind: epci, transmitted: 2020-09-01", "members/ca-x/name = CA X\nmembers/ca-x/kind = epci\nmembers/ca-x/transmitted = 2020-09-01\nmembers/ca-x/siren ="},
	{"school", "add schools/0800006X with name: Collège Six, level: college, town: Ham, member: departement, pupils: 320, access: 2020-09-01",
		"schools/0800006X/name = Collège Six\nschools/0800006X/pupils = 320\nschools/0800006X/classes =\nschools/0800006X/access = 2020-09-01"},
	{"a school that is not open yet may have any letter, as the example of the formats has", "add schools/0809999X with name: Collège de Ham, level: college, town: Ham, member: departement, pupils: 320, access: 2020-09-01",
		"schools/0809999X/town = Ham"},
	{"charge", "add charges/hotline with label: Hotline, category: operation, level: common, planned: 10, mutualised: 50%", "charges/hotline/planned = 10.00\ncharges/hotline/paid =\ncharges/hotline/mutualised = 50%"},
	{"subsidy", "add subsidies/region with label: Région, target: charges/plateforme, rate: 5%", "subsidies/region/target = charges/plateforme\nsubsidies/region/rate = 5%\nsubsidies/region/amount ="},
	{"tariff, with the defaults of a file", "add tariffs/ecole-robert with label: Robert, article: 4.2, level: ecole, basis: per-pupil, price: 0.5",
		"tariffs/ecole-robert/price = 0.50\ntariffs/ecole-robert/enabled = true\ntariffs/ecole-robert/assumed = 100%\ntariffs/ecole-robert/beyond = refuse\ntariffs/ecole-robert/overlap ="},
	{"a banded tariff and its bands", "add tariffs/grille with label: Grille, level: all, basis: banded\nadd tariffs/grille/bands/101 with to: 999, price: 20\nadd tariffs/grille/bands/1 with to: 100, price: 10",
		"tariffs/grille/bands/1/price = 10.00\ntariffs/grille/bands/101/to = 999"},
	{"band", "add tariffs/college-sitetv/bands/1101 with to: 2000, price: 500", "tariffs/college-sitetv/bands/1101/price = 500.00\ntariffs/college-sitetv/bands/1/price = 187.62"},
	{"bucket", "add usage/0800001S/maxicours/30 with pupils: 5\nadd usage/0800001S/labomep/30 with pupils: 6\nadd usage/0800002T/maxicours/0 with pupils: 0",
		"usage/0800001S/maxicours/30 = 5\nusage/0800001S/labomep/30 = 6\nusage/0800001S/maxicours/60 = 200\nusage/0800002T/maxicours/0 = 0"},
	{"what is added can be changed", "add members/ca-x with name: CA X, kind: epci\nset members/ca-x/name to CA Y", "members/ca-x/name = CA Y"},
}

var removals = []applied{
	{"school", "remove schools/0800003U", "schools/0800003U/name = none\nschools/0800004V/name = École Quatre"},
	{"member without schools", "set schools/0800005W/member to cc-val\nremove members/commune-ham", "members/commune-ham/name = none"},
	{"charge", "remove charges/plateforme", "charges/plateforme/label = none\ncharges/comptes-ecoles/label = Comptes"},
	{"subsidy", "remove subsidies/feder", "subsidies/feder/label = none"},
	{"tariff", "remove tariffs/college-labomep", "tariffs/college-labomep/label = none\ntariffs/college-sitetv/bands/1/to = 200"},
	{"band", "remove tariffs/college-sitetv/bands/900", "tariffs/college-sitetv/bands/900/to = none\ntariffs/college-sitetv/bands/600/to = 899"},
	{"bucket", "remove usage/0800001S/maxicours/0", "usage/0800001S/maxicours/0 = none\nusage/0800001S/maxicours/60 = 200"},
	{"and added again", "remove charges/plateforme\nadd charges/plateforme with label: Autre, category: platform, level: ecole, planned: 1", "charges/plateforme/label = Autre\ncharges/plateforme/mutualised ="},
}

// The final result is validated, not each change.
var onTheWay = []applied{
	{"a member goes before its schools do", "remove members/cc-val\nset schools/0800003U/member to departement\nremove schools/0800004V", "members/cc-val/name = none\nschools/0800003U/member = departement"},
	{"a member is replaced", "remove members/cc-val\nadd members/cc-val with name: CC, kind: epci", "members/cc-val/name = CC"},
	{"a school comes before its member", "add schools/0800006X with name: Six, level: ecole, member: ca-x, pupils: 3\nadd members/ca-x with name: CA X, kind: epci", "schools/0800006X/member = ca-x"},
	{"a basis comes before its price", "set tariffs/college-labomep/basis to per-pupil\nset tariffs/college-labomep/price to 1", "tariffs/college-labomep/basis = per-pupil"},
	{"a charge goes before its subsidy", "remove charges/contenus-ecoles\nremove subsidies/etat", "subsidies/etat/label = none"},
	{"both an amount and a rate for a moment", "set subsidies/feder/rate to 5%\nset subsidies/feder/amount to \"\"", "subsidies/feder/rate = 5%"},
	{"a gap in the bands for a moment", "remove tariffs/college-sitetv/bands/400\nset tariffs/college-sitetv/bands/200/to to 599", "tariffs/college-sitetv/bands/200/to = 599"},
	{"a year that ends before it starts for a moment", "set year/start to 2022-09-01\nset year/end to 2023-08-31", "year/start = 2022-09-01"},
	{"an access after the closing for a moment", "set schools/0800005W/access to 2022-09-01\nset schools/0800005W/closed to \"\"", "schools/0800005W/closed ="},
}

func TestApply(t *testing.T) {
	for name, cases := range map[string][]applied{"set": settings, "scale": scalings, "add": addings, "remove": removals, "final result": onTheWay} {
		t.Run(name, func(t *testing.T) {
			for _, c := range cases {
				t.Run(c.name, func(t *testing.T) {
					stored := smallYear()
					got := apply(t, stored, read(t, c.changes)...)
					for line := range strings.Lines(c.want) {
						address, want, _ := strings.Cut(strings.TrimSpace(line), " =")
						if v := value(t, got, address); v != strings.TrimSpace(want) {
							t.Errorf("%s is %q, want %q", address, v, strings.TrimSpace(want))
						}
					}
					for _, p := range got.Check() {
						if p.Severity == engine.Error && !strings.Contains(c.name, "any letter") {
							t.Errorf("the year is not sound: %s: %v", p.Address, p.Fault)
						}
					}
					ordered(t, got)
					compute(t, got)
				})
			}
		})
	}
}

// No field is forgotten: each one is set once above, through its address.
func TestEveryFieldIsSet(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range settings {
		for _, c := range read(t, s.changes) {
			part := string(c.Address.Collection)
			if c.Address.Band != "" {
				part = "bands"
			}
			seen[part+"/"+c.Address.Field] = true
		}
	}
	want := map[string][]string{
		"year": fieldNames(YearFields), "members": fieldNames(MemberFields), "schools": fieldNames(SchoolFields), "charges": fieldNames(ChargeFields),
		"subsidies": fieldNames(SubsidyFields), "tariffs": fieldNames(TariffFields), "bands": {"to", "price", "from"}, "usage": {""},
	}
	for part, fields := range want {
		for _, f := range fields {
			if !seen[part+"/"+f] {
				t.Errorf("no change sets %s/%s", part, f)
			}
		}
	}
}

func fieldNames[T any](fields []Field[T]) []string {
	var out []string
	for _, f := range fields {
		out = append(out, f.Name)
	}
	return out
}

// Exactly the fields with a number can be scaled.
func TestNumbersScale(t *testing.T) {
	checkScales(t, MemberFields)
	checkScales(t, SchoolFields)
	checkScales(t, ChargeFields)
	checkScales(t, SubsidyFields)
	checkScales(t, TariffFields)
	checkScales(t, BandFields)
	checkScales(t, YearFields)
}

func checkScales[T any](t *testing.T, fields []Field[T]) {
	for _, f := range fields {
		number := f.Type == Count || f.Type == Money || f.Type == UnitPrice || f.Type == Percentage
		if number != (f.Scale != nil) {
			t.Errorf("%s: a number %v, scales %v", f.Name, number, f.Scale != nil)
		}
	}
}

func TestOrderOfSubjects(t *testing.T) {
	got := apply(t, smallYear(), read(t, `
		add schools/0800000R with name: Zéro, level: ecole, member: cc-val, pupils: 1
		add members/a with name: A, kind: epci
		add members/z with name: Z, kind: epci
		add charges/a with label: A, category: content, level: ecole, planned: 1
		remove tariffs/ecole-comptes
		add tariffs/ecole-comptes with label: A, level: ecole, basis: per-pupil, price: 1`)...)
	if got.Schools[0].UAI != "0800000R" || got.Members[0].ID != "a" || got.Members[4].ID != "z" {
		t.Error("schools and members are kept sorted")
	}
	if got.Charges[3].ID != "a" || got.Charter.Tariffs[6].ID != "ecole-comptes" {
		t.Error("what is added to charges and tariffs comes last")
	}
}

// Usage was observed among the pupils of the year as stored: a what-if on the pupils keeps it.
func TestUsageProfile(t *testing.T) {
	stored := smallYear()
	active := func(changes string) int64 {
		y := apply(t, stored, read(t, changes)...)
		i := y.School("0800001S")
		for _, l := range compute(t, y).Lines(i) {
			if l.Tariff.ID == "college-maxicours" {
				return l.Quantity
			}
		}
		t.Fatal("no line")
		return 0
	}
	add := func(pupils string) string {
		return "add schools/0800001S with name: Un, level: college, member: departement, access: 2014-09-01, pupils: " + pupils + "\n"
	}
	usage := "add usage/0800001S/maxicours/60 with pupils: 441\nadd usage/0800001S/maxicours/90 with pupils: 300\n"
	for _, c := range []struct {
		name, changes string
		want          int64
	}{
		{"as stored: 300 of 741", "set year/basis to planned", 300},
		{"twice the pupils", "set schools/0800001S/pupils to 1482", 600},
		{"scaled", "scale schools/0800001S/pupils by 0.5", 150}, // 371 pupils × 300 / 741 = 150.2
		{"removed and added again: observed among the 741 stored", "remove schools/0800001S\n" + add("1482") + usage, 600},
		{"no usage known: all are assumed", "remove schools/0800001S\n" + add("1482"), 1482},
		{"a new bucket", "add usage/0800001S/maxicours/600 with pupils: 41", 341},
	} {
		if got := active(c.changes); got != c.want {
			t.Errorf("%s: %d active pupils, want %d", c.name, got, c.want)
		}
	}
	// A school that the stored year lacks: its usage is observed among the pupils it was added with.
	y := apply(t, stored, read(t, "add schools/0800006X with name: Six, level: college, member: departement, pupils: 100\nset schools/0800006X/pupils to 300")...)
	if s := y.Schools[y.School("0800006X")]; s.Stored != 100 || s.Pupils != 300 {
		t.Errorf("stored %d, pupils %d; want 100 and 300", s.Stored, s.Pupils)
	}
}

// A year shares with the year it came from what no change touched.
func TestSharing(t *testing.T) {
	stored := smallYear()
	got := apply(t, stored, set(t, "schools/0800001S/pupils", "5"), set(t, "tariffs/college-sitetv/bands/1/price", "5"))
	if got.Schools[0] == stored.Schools[0] || got.Schools[1] != stored.Schools[1] || &got.Members[0] != &stored.Members[0] {
		t.Error("a school that changes is copied, the others and the members are shared")
	}
	if got.Charter == stored.Charter || got.Charter.Tariffs[0] != stored.Charter.Tariffs[0] || got.Charter.Tariffs[6] == stored.Charter.Tariffs[6] {
		t.Error("a tariff that changes is copied with its charter, the others are shared")
	}
}

// Several years made from one do not see each other, though they share.
func TestYearsFromOneYear(t *testing.T) {
	stored := smallYear()
	base := apply(t, stored, read(t, "add usage/0800001S/maxicours/30 with pupils: 1\nremove tariffs/college-sitetv/bands/900")...)
	before := deepCopy(base)
	first := apply(t, base, read(t, "add schools/0800006X with name: Six, level: ecole, member: cc-val, pupils: 1\nadd usage/0800001S/maxicours/40 with pupils: 1\nadd tariffs/college-sitetv/bands/900 with to: 950, price: 1")...)
	firstBefore := deepCopy(first)
	apply(t, base, read(t, "add schools/0800007Y with name: Sept, level: ecole, member: cc-val, pupils: 2\nadd usage/0800001S/maxicours/45 with pupils: 2\nadd tariffs/college-sitetv/bands/900 with to: 1000, price: 2")...)
	same(t, "the year both came from", base, before)
	same(t, "the first", first, firstBefore)
}
