package engine_test

import (
	"maps"
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"quotepart/engine"
	"quotepart/engine/enginetest"
)

// The random years are worth something only if they hold what can go wrong: this test says so, and that each is seen often
// enough for thousands of years to mix them.
func TestRandomYearsHoldEveryCase(t *testing.T) {
	seen := map[string]int{}
	const years = 1500
	draw := rapid.Custom(enginetest.RandomYear)
	for i := range years {
		y := draw.Example(i)
		ref := refer(y)
		for what := range casesOf(y, ref) {
			seen[what]++
		}
	}
	for _, what := range everyCase() {
		if seen[what] < 10 {
			t.Errorf("%s: in %d of %d years", what, seen[what], years)
		}
	}
}

func everyCase() []string {
	all := []string{"overflow", "complete", "disabled", "counted", "stored differs", "histogram exceeds", "histogram of nothing", "histogram empty",
		"beyond last", "pool of several categories", "several subsidies on a target", "a tie at the cut", "a weight of 0 in a share", "half a cent"}
	for _, b := range engine.Bases() {
		for _, l := range []engine.Level{engine.Ecole, engine.College, engine.All} {
			all = append(all, string(b)+" at "+string(l))
		}
	}
	for _, s := range []engine.Standing{engine.Beneficiary, engine.NotTransmitted, engine.TransmittedAfterYear, engine.LeftBeforeYear} {
		all = append(all, string(s))
	}
	for _, r := range []engine.Reason{engine.MemberNotBeneficiary, engine.NoAccess, engine.AccessAfterYear, engine.Closed, engine.NoPupils} {
		all = append(all, string(r))
	}
	return append(all, engine.CodeBandMissing, engine.CodeBandOverlap, engine.CodeClassesMissing, engine.CodeChargeMissing, engine.CodeChargesMissing, engine.CodeUsageAssumed,
		engine.CodePoolUnshared, engine.CodeUsageMissing, engine.CodeSubsidyUnused, engine.CodeOverRecovered, engine.CodeMutualisedCapped)
}

// casesOf names what a year holds; ties and half cents are told by the reference.
func casesOf(y *engine.Year, ref *reference) map[string]bool {
	has := map[string]bool{"overflow": !ref.fits(), "complete": ref.complete && ref.fits()}
	for _, n := range ref.notices {
		has[n.code] = true
	}
	for _, m := range ref.members {
		has[string(m.standing)] = true
	}
	targets := map[engine.Target]bool{}
	for _, s := range y.Subsidies {
		has["several subsidies on a target"] = has["several subsidies on a target"] || targets[s.Target]
		targets[s.Target] = true
	}
	for k, s := range y.Schools {
		has[string(ref.reasons[k])] = true
		counted := ref.reasons[k] == engine.Counted
		has["counted"] = has["counted"] || counted
		has["stored differs"] = has["stored differs"] || counted && s.Stored != s.Pupils
		for _, u := range s.Usage {
			sum := int64(0)
			for _, b := range u.Buckets {
				sum += b.Pupils
			}
			has["histogram empty"] = has["histogram empty"] || len(u.Buckets) == 0
			has["histogram of nothing"] = has["histogram of nothing"] || len(u.Buckets) > 0 && sum == 0
			has["histogram exceeds"] = has["histogram exceeds"] || counted && sum > s.Stored
		}
	}
	for i, t := range y.Charter.Tariffs {
		casesOfTariff(has, y, ref, i, t)
	}
	maps.DeleteFunc(has, func(_ string, v bool) bool { return !v })
	return has
}

func casesOfTariff(has map[string]bool, y *engine.Year, ref *reference, i int, t *engine.Tariff) {
	has["disabled"] = has["disabled"] || t.Disabled
	if t.Disabled || ref.tariffs[i].schools == 0 {
		return
	}
	has[string(t.Basis)+" at "+string(t.Level)] = true
	has["pool of several categories"] = has["pool of several categories"] || t.Pool != nil && len(t.Pool.Categories) > 1
	amounts := map[string]map[string]bool{} // by weight
	for k, s := range y.Schools {
		line, ok := ref.lines[k][t.ID]
		if !ok {
			continue
		}
		if t.Basis.Shared() {
			weight := line.quantity.RatString()
			has["a weight of 0 in a share"] = has["a weight of 0 in a share"] || weight == "0"
			if amounts[weight] == nil {
				amounts[weight] = map[string]bool{}
			}
			amounts[weight][line.amount.RatString()] = true
			has["a tie at the cut"] = has["a tie at the cut"] || len(amounts[weight]) > 1
			continue
		}
		exact := times(line.quantity, priceInCents(t.Price.Value))
		has["half a cent"] = has["half a cent"] || t.Price.Known && minus(line.amount, exact).Cmp(big.NewRat(1, 2)) == 0
		if t.Basis == engine.Banded {
			_, holding := bandFor(t, s.Pupils)
			has["beyond last"] = has["beyond last"] || holding == 0
		}
	}
}
