package engine_test

import (
	"math/big"
	"slices"
	"sort"

	"quotepart/engine"
)

// applyTariff gives a tariff's lines to "the counted schools of the tariff's level".
func (ref *reference) applyTariff(i int, t *engine.Tariff) {
	var pop []int
	for k, s := range ref.year.Schools {
		if ref.reasons[k] == engine.Counted && (t.Level == engine.All || t.Level == s.Level) {
			pop = append(pop, k)
		}
	}
	switch t.Basis {
	case engine.SharedByPupils, engine.SharedByClasses, engine.SharedEqually:
		ref.share(i, t, pop)
	default:
		for _, k := range pop {
			ref.price(t, k)
		}
	}
	for _, k := range pop {
		if line, ok := ref.lines[k][t.ID]; ok {
			ref.tariffs[i].schools++
			ref.tariffs[i].total = plus(ref.tariffs[i].total, line.amount)
		}
	}
}

// price gives one school its line of a tariff that is quantity × price.
func (ref *reference) price(t *engine.Tariff, k int) {
	s := ref.year.Schools[k]
	subject := "schools/" + s.UAI
	price, quantity := priceInCents(t.Price.Value), rat(1)
	switch t.Basis {
	case engine.PerPupil:
		quantity = rat(s.Pupils)
	case engine.PerClass:
		if !s.Classes.Known {
			ref.notice(engine.Error, "classes_missing", subject)
			return
		}
		quantity = rat(s.Classes.Value)
	case engine.PerActivePupil:
		quantity = ref.activePupils(t, s)
	case engine.Banded:
		band, holding := bandFor(t, s.Pupils)
		if band == nil {
			ref.notice(engine.Error, "band_missing", subject)
			return
		}
		if holding > 1 {
			ref.notice(engine.Info, "band_overlap", subject)
		}
		price = priceInCents(band.Price)
	}
	ref.lines[k][t.ID] = refLine{quantity, roundOf(times(quantity, price))}
}

func (ref *reference) activePupils(t *engine.Tariff, s *engine.School) *big.Rat {
	sum, above, known := int64(0), int64(0), false
	for _, u := range s.Usage {
		if u.Tool != t.Tool {
			continue
		}
		for _, b := range u.Buckets {
			known = true
			sum += b.Pupils
			if b.Minutes > t.Threshold.Value {
				above += b.Pupils
			}
		}
	}
	switch {
	case sum == 0 && s.Stored == 0:
		known = false // none of none tells nothing of the use; on this the reading is silent
	}
	switch {
	case !known && ref.year.Basis == engine.Planned:
		if assumed := (refNotice{engine.Warning, "usage_assumed", "tariffs/" + t.ID}); !slices.Contains(ref.notices, assumed) {
			ref.notices = append(ref.notices, assumed)
		}
		return roundOf(times(rat(s.Pupils), percentOf(t.Assumed)))
	case !known:
		ref.notice(engine.Warning, "usage_missing", "schools/"+s.UAI)
		return rat(0)
	case above == 0:
		return rat(0)
	}
	observed := max(sum, s.Stored)
	return roundOf(over(times(rat(above), rat(s.Pupils)), rat(observed)))
}

// bandFor chooses the band of a count, and tells how many hold it.
func bandFor(t *engine.Tariff, pupils int64) (band *engine.Band, holding int) {
	beyond := true
	var last *engine.Band
	for i := range t.Bands {
		b := &t.Bands[i]
		if last == nil || b.From > last.From {
			last = b
		}
		if b.To >= pupils {
			beyond = false
		}
		if b.From > pupils || pupils > b.To {
			continue
		}
		holding++
		if band == nil || (t.Overlap == engine.Upper) == (b.From > band.From) {
			band = b
		}
	}
	if beyond && t.Beyond == engine.Last {
		return last, 0
	}
	return band, holding
}

// share splits a tariff's amount or pool by the largest remainder: "floor each share, give the cents left over to the
// largest remainders, ties to the smallest UAI".
func (ref *reference) share(i int, t *engine.Tariff, pop []int) {
	amount := rat(int64(t.Amount.Value))
	if t.Pool != nil {
		amount = rat(0)
		for j, c := range ref.year.Charges {
			if c.Level == t.Pool.Level && slices.Contains(t.Pool.Categories, c.Category) {
				amount = plus(amount, ref.charges[j].net)
			}
		}
	}
	ref.tariffs[i].toShare = amount

	type part struct {
		k                       int
		weight, cents, leftover *big.Rat
	}
	var parts []part
	all := rat(0)
	for _, k := range pop {
		s := ref.year.Schools[k]
		weight := rat(1)
		switch t.Basis {
		case engine.SharedByPupils:
			weight = rat(s.Pupils)
		case engine.SharedByClasses:
			if !s.Classes.Known {
				ref.notice(engine.Error, "classes_missing", "schools/"+s.UAI)
				continue
			}
			weight = rat(s.Classes.Value)
		}
		parts = append(parts, part{k: k, weight: weight})
		all = plus(all, weight)
	}
	if all.Sign() == 0 {
		if amount.Sign() != 0 {
			ref.notice(engine.Error, "pool_unshared", "tariffs/"+t.ID)
		}
		return
	}
	rest := amount
	for j := range parts {
		p := &parts[j]
		exact := over(times(amount, p.weight), all)
		p.cents = floorOf(exact)
		p.leftover = minus(exact, p.cents)
		rest = minus(rest, p.cents)
	}
	sort.Slice(parts, func(a, b int) bool {
		if d := parts[a].leftover.Cmp(parts[b].leftover); d != 0 {
			return d > 0
		}
		return ref.year.Schools[parts[a].k].UAI < ref.year.Schools[parts[b].k].UAI
	})
	for j := range parts {
		p := &parts[j]
		if rest.Sign() > 0 {
			p.cents = plus(p.cents, rat(1))
			rest = minus(rest, rat(1))
		}
		ref.lines[p.k][t.ID] = refLine{p.weight, p.cents}
	}
}
