package scenarios_test

import (
	"errors"
	"strings"
	"testing"

	"quotepart/engine/lang"
	. "quotepart/scenarios"
)

// Changes that are refused. Their wording stands in testdata/faults.golden, in both languages.
var faults = []struct{ name, changes string }{
	{"not a collection", "set school/0800001S/pupils to 1"},
	{"nothing close to a collection", "set quotas/x/y to 1"},
	{"empty address", "remove "},
	{"no id", "remove schools"},
	{"empty id", "set schools//pupils to 1"},
	{"id with brackets", "set schools/[x]/pupils to 1"},
	{"id with an accent", "set members/département/name to x"},
	{"unknown field, one close", "set schools/0800001S/pupil to 1"},
	{"unknown field, none close", "set members/cc-val/pupils to 1"},
	{"no field", "set schools/0800001S to 1"},
	{"empty field", "set schools/0800001S/ to 1"},
	{"more than a field", "set schools/0800001S/pupils/x to 1"},
	{"more than a field of a band", "set tariffs/college-sitetv/bands/1/price/x to 1"},
	{"the year without a field", "set year to paid"},
	{"a field that the year lacks", "set year/bases to paid"},
	{"the year's id", "set year/id to x"},
	{"band without its start", "set tariffs/college-sitetv/bands to 1"},
	{"band that is not a number", "set tariffs/college-sitetv/bands/first/price to 1"},
	{"band above the maximum", "set tariffs/college-sitetv/bands/99999999999/price to 1"},
	{"band without a field", "set tariffs/college-sitetv/bands/1 to 1"},
	{"field of a band", "set tariffs/college-sitetv/bands/1/prise to 1"},
	{"usage without its minutes", "set usage/0800001S/maxicours to 1"},
	{"usage with a field", "set usage/0800001S/maxicours/60/pupils to 1"},
	{"minutes that are not a number", "set usage/0800001S/maxicours/1.5 to 1"},
	{"tool that is not an id", "add usage/0800001S/maxi cours/60 with pupils: 1"},
	{"all ids in a set", "set schools/*/pupils to 1"},
	{"all ids in a remove", "remove schools/*"},
	{"all ids in an add", "add members/* with name: x, kind: epci"},
	{"filter that is not closed", "scale schools/*[level=college/pupils by 2"},
	{"filter without =", "scale schools/*[college]/pupils by 2"},
	{"filter on one id", "scale schools/0800001S[level=college]/pupils by 2"},
	{"filter on an unknown field", "scale schools/*[niveau=college]/pupils by 2"},
	{"filter on a usage", "scale usage/*[level=college]/maxicours/60 by 2"},
	{"two filters", "scale schools/*[level=college][town=Ham]/pupils by 2"},
	{"star before letters", "scale schools/*x/pupils by 2"},
	{"the bands of all tariffs by their start", "scale tariffs/*/bands/1/price by 2"},
	{"field in a remove", "remove schools/0800001S/pupils"},
	{"field in an add", "add schools/0800006X/pupils with name: x"},
	{"removing the year", "remove year/basis"},

	{"unknown school, one close", "set schools/0800002A/pupils to 1"},
	{"unknown member, one close", "remove members/ccval"},
	{"unknown tariff, none close", "set tariffs/photocopies/price to 1"},
	{"unknown charge", "scale charges/plate-forme/planned by 2"},
	{"unknown subsidy", "remove subsidies/fedre"},
	{"unknown band", "set tariffs/college-sitetv/bands/201/price to 1"},
	{"band of a tariff that has none", "set tariffs/college-comptes/bands/1/price to 1"},
	{"band of an unknown tariff", "remove tariffs/college-sitety/bands/1"},
	{"unknown bucket", "set usage/0800001S/maxicours/61 to 1"},
	{"unknown bucket of an unknown tool", "remove usage/0800001S/maxicour/60"},
	{"bucket of an unknown school", "set usage/0800009A/maxicours/60 to 1"},
	{"bucket that no school has", "scale usage/*/maxicours/61 by 2"},
	{"filter that matches nothing", "scale schools/*[town=Péronne]/pupils by 2"},
	{"filter with a value that the field cannot have", "scale schools/*[level=colege]/pupils by 2"},
	{"filter with a number that is none", "scale schools/*[pupils=many]/pupils by 2"},

	{"not a whole number", "set schools/0800001S/pupils to 12.5"},
	{"negative", "set schools/0800001S/pupils to -1"},
	{"not a number", "set schools/0800001S/pupils to beaucoup"},
	{"missing number", `set schools/0800001S/pupils to ""`},
	{"above the maximum", "set schools/0800001S/pupils to 9999999999"},
	{"pages of digits", "set schools/0800001S/pupils to " + strings.Repeat("9", 500)},
	{"three decimals", "set charges/plateforme/planned to 1.234"},
	{"seven decimals", "set tariffs/college-comptes/price to 1.1234567"},
	{"exponent", "set tariffs/college-comptes/price to 1e3"},
	{"percentage without its sign", "set subsidies/etat/rate to 12.5"},
	{"percentage above the whole", "set subsidies/etat/rate to 101%"},
	{"not a date", "set schools/0800001S/access to 01/09/2020"},
	{"a day that does not exist", "set year/end to 2021-02-29"},
	{"missing date of the year", `set year/end to ""`},
	{"wrong choice, one close", "set tariffs/college-comptes/basis to per-pupils"},
	{"missing choice", `set schools/0800001S/level to ""`},
	{"choice of another language", "set year/basis to réalisé"},
	{"enabled is neither", "set tariffs/college-comptes/enabled to oui"},
	{"not a pool", "set tariffs/ecole-comptes/pool to accounts"},
	{"pool of an unknown category", "set tariffs/ecole-comptes/pool to ecole: account"},
	{"pool that names a category twice", "set tariffs/ecole-comptes/pool to ecole: accounts, accounts"},
	{"not a target", "set subsidies/etat/target to contenus-ecoles"},
	{"a missing name", `set members/cc-val/name to ""`},
	{"a text that cannot be shown", "set members/cc-val/name to CC\x1b[2J"},
	{"a text that is not UTF-8", "set members/cc-val/name to CC\xff"},

	{"negative factor", "scale schools/*/pupils by -1"},
	{"not a factor", "scale schools/*/pupils by 2%"},
	{"exponent as a factor", "scale schools/*/pupils by 1e3"},
	{"missing factor", "scale schools/*/pupils by "},
	{"factor that overflows", "scale schools/*/pupils by 10000000"},
	{"factor that makes a rate more than the whole", "scale subsidies/etat/rate by 10"},
	{"factor that overflows a band", "scale tariffs/*/price by 100000000"},
	{"scale of a text", "scale schools/*/name by 2"},
	{"scale of a choice", "scale tariffs/college-comptes/basis by 2"},
	{"scale of a date", "scale year/start by 2"},
	{"scale of a value that is missing", "scale schools/0800001S/classes by 2"},
	{"scale of a price that a shared tariff lacks", "scale tariffs/ecole-comptes/price by 2"},
	{"scale of what all lack", "scale schools/*[level=ecole]/classes by 2\nset schools/0800003U/classes to \"\"\nscale schools/*[level=ecole]/classes by 2"},

	{"add what is there", "add schools/0800001S with name: x, level: college, member: departement, pupils: 1"},
	{"add a band that is there", "add tariffs/college-sitetv/bands/200 with to: 399, price: 1"},
	{"add a bucket that is there", "add usage/0800001S/maxicours/60 with pupils: 1"},
	{"add without fields", "add members/ca-x"},
	{"add without a required field", "add schools/0800006X with name: x, level: college, member: departement"},
	{"add with an empty required field", `add members/ca-x with name: "", kind: epci`},
	{"add with a field twice", "add members/ca-x with name: x, name: y, kind: epci"},
	{"add with an unknown field", "add members/ca-x with name: x, kid: epci"},
	{"add with the id as a field", "add schools/0800006X with uai: 0800006X, name: x, level: college, member: departement, pupils: 1"},
	{"add with what is not an input", "add schools/0800006X with name: x, level: college, member: departement, pupils: 1, stored: 9"},
	{"add with a wrong value", "add schools/0800006X with name: x, level: college, member: departement, pupils: many"},
	{"add a school under what is no UAI", "add schools/college-de-ham with name: x, level: college, member: departement, pupils: 1"},
	{"add a school with a small letter", "add schools/0800006x with name: x, level: college, member: departement, pupils: 1"},
	{"add a school of an unknown member", "add schools/0800006X with name: x, level: college, member: departemant, pupils: 1"},
	{"add a band with its start as a field", "add tariffs/college-sitetv/bands/1101 with from: 1101, to: 1200, price: 1"},
	{"add a band without its price", "add tariffs/college-sitetv/bands/1101 with to: 1200"},
	{"add a bucket without pupils", "add usage/0800001S/maxicours/61"},
	{"add a charge without an amount", "add charges/hotline with label: x, category: operation, level: common"},
	{"add a subsidy with both", "add subsidies/x with label: x, target: members/cc-val, amount: 1, rate: 1%"},
	{"add a subsidy on nothing", "add subsidies/x with label: x, target: members/ccval, amount: 1"},

	{"member removed, its schools remain", "remove members/cc-val"},
	{"member removed twice", "remove members/commune-ham\nremove members/commune-ham"},
	{"school moved to a member that is removed", "set schools/0800001S/member to cc-val\nset schools/0800003U/member to departement\nset schools/0800004V/member to departement\nremove members/cc-val"},
	{"school moved to an unknown member", "set schools/0800001S/member to departemnt"},
	{"charge removed, its subsidy remains", "remove charges/contenus-ecoles"},
	{"member removed, its subsidy remains", "remove schools/0800001S\nremove schools/0800002T\nremove members/departement"},
	{"basis without its price", "set tariffs/college-labomep/basis to per-pupil"},
	{"basis without its amount", "set tariffs/college-comptes/basis to shared-equally"},
	{"basis without its bands", "set tariffs/college-comptes/basis to banded"},
	{"basis without its tool", `set tariffs/college-maxicours/tool to ""`},
	{"basis without its threshold", `set tariffs/college-maxicours/threshold to ""`},
	{"price taken away", `set tariffs/college-comptes/price to ""`},
	{"all bands removed", "remove tariffs/college-sitetv/bands/1\nremove tariffs/college-sitetv/bands/200\nremove tariffs/college-sitetv/bands/400\nremove tariffs/college-sitetv/bands/600\nremove tariffs/college-sitetv/bands/900"},
	{"a gap between bands", "remove tariffs/college-sitetv/bands/400"},
	{"a gap before the first band", "set tariffs/college-sitetv/bands/1/from to 5"},
	{"a band that ends before it starts", "set tariffs/college-sitetv/bands/200/to to 100"},
	{"two bands from one start", "set tariffs/college-sitetv/bands/600/from to 400"},
	{"overlap without a rule", `set tariffs/college-sitetv/overlap to ""`},
	{"a year that ends before it starts", "set year/end to 2019-08-31"},
	{"wrong SIREN", "set members/cc-val/siren to 200070960"},
	{"left before it was transmitted", "set members/cc-val/left to 2015-01-01"},
	{"closed before its access", "set schools/0800001S/closed to 2014-08-31"},
	{"charge without any amount", `set charges/plateforme/planned to ""`},
	{"subsidy with both", "set subsidies/feder/rate to 5%"},
	{"subsidy with neither", `set subsidies/feder/amount to ""`},
	{"a histogram beyond all counts", "set usage/0800001S/maxicours/60 to 999999999"},

	{"several wrong changes, all told", "set schools/0800002A/pupils to 1\nset schools/0800001S/pupils to 5\nset schools/0800001S/pupils to -5\nadd members/cc-val with name: x, kind: epci\nremove tariffs/x\nscale schools/*/town by 2"},
	{"several faults of the final result, all told", "set year/end to 2019-08-31\nremove members/cc-val\nset tariffs/college-comptes/basis to banded\nremove charges/contenus-ecoles\nset schools/0800001S/closed to 2014-08-31"},
}

func TestFaults(t *testing.T) {
	var out strings.Builder
	for _, f := range faults {
		out.WriteString("# " + f.name + "\n")
		stored := smallYear()
		err := refuse(t, f.name, f.changes, &out, func(changes []Change) error {
			y, err := Apply(stored, changes)
			if y != nil && err != nil {
				t.Errorf("%s: a year beside the error", f.name)
			}
			return err
		})
		same(t, f.name+": the year given", stored, smallYear())
		if err == nil {
			t.Errorf("%s: accepted", f.name)
			continue
		}
		out.WriteString(bothLanguages(err) + "\n")
	}
	golden(t, "faults.golden", out.String())
}

// refuse reads changes and makes them; it gives the first error and makes sure that it can be shown to users.
func refuse(t *testing.T, name, text string, out *strings.Builder, make func([]Change) error) error {
	t.Helper()
	var changes []Change
	for line := range strings.SplitSeq(text, "\n") {
		if len(line) > 120 {
			out.WriteString(line[:120] + "…\n")
		} else {
			out.WriteString(strings.ToValidUTF8(strings.ReplaceAll(line, "\x1b", "␛"), "�") + "\n")
		}
		c, err := readChange(line)
		if err != nil {
			isFault(t, name, err)
			return err
		}
		changes = append(changes, c)
	}
	err := make(changes)
	var all ChangeErrors
	if err != nil && !errors.As(err, &all) {
		t.Errorf("%s: %T is not ChangeErrors", name, err)
	}
	for _, one := range all {
		isFault(t, name, one.Fault)
	}
	return err
}

func isFault(t fataler, name string, err error) {
	t.Helper()
	if _, ok := err.(*lang.Fault); !ok {
		t.Fatalf("%s: %T is not a Fault: %v", name, err, err)
	}
}
