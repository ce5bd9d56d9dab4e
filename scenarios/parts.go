package scenarios

import (
	"cmp"
	"slices"
	"strconv"

	"quotepart/engine"
	"quotepart/engine/lang"
)

// This file changes the parts of subjects that have addresses of their own: the bands of a tariff and the buckets of a usage.

var tariffs = table[InTariffs].(*collection[engine.Tariff])
var schools = table[InSchools].(*collection[engine.School])

// editBands gives a tariff of the draft with bands of its own, and the index of the band of the address (where it is or would be).
func editBands(d *draft, a Address) (t *engine.Tariff, i int, found bool, err error) {
	t, err = tariffs.edit(d, a.ID)
	if err != nil {
		return nil, 0, false, err
	}
	t.Bands = slices.Clone(t.Bands)
	from, _ := strconv.ParseInt(a.Band, 10, 64) // the address was checked
	i, found = slices.BinarySearchFunc(t.Bands, from, func(b engine.Band, from int64) int { return cmp.Compare(b.From, from) })
	return t, i, found, nil
}

func bandStarts(t *engine.Tariff) []string {
	out := make([]string, len(t.Bands))
	for i, b := range t.Bands {
		out[i] = plainCount(b.From)
	}
	return out
}

func unknownBand(a Address, t *engine.Tariff) error {
	mend := oneOf(a.Band, bandStarts(t))
	if len(t.Bands) == 0 {
		mend = lang.T("ajoutez-la avec add … with {to: …, price: …}", "add it with add … with {to: …, price: …}")
	}
	return lang.Wrong(lang.F("aucune tranche de %[1]s ne commence à %[2]s", "no band of %[1]s starts at %[2]s", a.ID, a.Band), mend)
}

// changeBand applies a change to one band.
func changeBand(d *draft, c Change) error {
	t, i, found, err := editBands(d, c.Address)
	if err != nil {
		return err
	}
	if found == (c.Op == Add) {
		if found {
			return lang.Wrong(lang.F("une tranche de %[1]s commence déjà à %[2]s", "a band of %[1]s starts at %[2]s already", c.Address.ID, c.Address.Band),
				lang.T("modifiez-la avec set", "change it with set"))
		}
		return unknownBand(c.Address, t)
	}
	switch c.Op {
	case Add:
		var b engine.Band
		b.From, _ = strconv.ParseInt(c.Address.Band, 10, 64)
		if err := setAll(&b, BandFields[1:], c.With); err != nil {
			return err
		}
		t.Bands = slices.Insert(t.Bands, i, b)
		return nil
	case Remove:
		t.Bands = slices.Delete(t.Bands, i, i+1)
		return nil
	}
	f, _ := FieldNamed(BandFields, c.Address.Field)
	if c.Op == Set {
		err = f.Set(&t.Bands[i], c.Value)
	} else {
		err = f.Scale(&t.Bands[i], c.Factor)
	}
	slices.SortStableFunc(t.Bands, func(a, b engine.Band) int { return cmp.Compare(a.From, b.From) }) // From may have moved
	return err
}

func scaleBands(t *engine.Tariff, by factor) error {
	price, _ := FieldNamed(BandFields, "price")
	t.Bands = slices.Clone(t.Bands)
	for i := range t.Bands {
		if err := price.Scale(&t.Bands[i], by); err != nil {
			return err
		}
	}
	return nil
}

// bucketPupils is the one field of a bucket.
var bucketPupils = []Field[engine.Bucket]{
	numberField("pupils", lang.T("Élèves", "Pupils"), counts, func(b *engine.Bucket) *int64 { return &b.Pupils }),
}

// editBuckets gives a school of the draft whose histogram of the tool is its own, and that histogram.
func editBuckets(d *draft, uai, tool string) (s *engine.School, u *engine.ToolUsage, err error) {
	s, err = schools.edit(d, uai)
	if err != nil {
		return nil, nil, err
	}
	s.Usage = slices.Clone(s.Usage)
	i, ok := slices.BinarySearchFunc(s.Usage, tool, func(u engine.ToolUsage, tool string) int { return cmp.Compare(u.Tool, tool) })
	if !ok {
		s.Usage = slices.Insert(s.Usage, i, engine.ToolUsage{Tool: tool})
	}
	s.Usage[i].Buckets = slices.Clone(s.Usage[i].Buckets)
	return s, &s.Usage[i], nil
}

// changeUsage applies a change to one bucket; a scale may name all schools.
func changeUsage(d *draft, c Change) error {
	if c.Address.ID != AnyID {
		return changeBucket(d, c)
	}
	n := 0
	minutes, _ := strconv.ParseInt(c.Address.Minutes, 10, 64)
	for _, s := range d.Schools {
		if _, found := findBucket(s.Histogram(c.Address.Tool), minutes); !found {
			continue
		}
		n++
		one := c
		one.Address.ID = s.UAI
		if err := changeBucket(d, one); err != nil {
			return err
		}
	}
	if n == 0 {
		return nothingMatches(c.Address)
	}
	return nil
}

func findBucket(buckets []engine.Bucket, minutes int64) (int, bool) {
	return slices.BinarySearchFunc(buckets, minutes, func(b engine.Bucket, m int64) int { return cmp.Compare(b.Minutes, m) })
}

// buckets is the addresses of all buckets of a school.
func (d *draft) buckets(uai string) []string {
	var all []string
	for _, u := range d.Schools[d.School(uai)].Usage {
		for _, b := range u.Buckets {
			all = append(all, Address{Collection: InUsage, ID: uai, Tool: u.Tool, Minutes: plainCount(b.Minutes)}.String())
		}
	}
	return all
}

func changeBucket(d *draft, c Change) error {
	s, u, err := editBuckets(d, c.Address.ID, c.Address.Tool)
	if err != nil {
		return err
	}
	minutes, _ := strconv.ParseInt(c.Address.Minutes, 10, 64)
	i, found := findBucket(u.Buckets, minutes)
	if found == (c.Op == Add) {
		if found {
			return lang.Wrong(lang.F("« %s » existe déjà", "%s exists already", c.Address), lang.T("modifiez-le avec set", "change it with set"))
		}
		mend := lang.T("ajoutez-le avec add … with {pupils: …}", "add it with add … with {pupils: …}")
		return lang.Wrong(lang.F("« %s » n'existe pas", "%s does not exist", c.Address), ClosestOr(mend, c.Address.String(), d.buckets(c.Address.ID)))
	}
	switch c.Op {
	case Add:
		b := engine.Bucket{Minutes: minutes}
		if err := setAll(&b, bucketPupils, c.With); err != nil {
			return err
		}
		u.Buckets = slices.Insert(u.Buckets, i, b)
		return nil
	case Remove:
		u.Buckets = slices.Delete(u.Buckets, i, i+1)
		if len(u.Buckets) == 0 { // nothing is known of the tool, as if it had never been
			s.Usage = slices.DeleteFunc(s.Usage, func(u engine.ToolUsage) bool { return u.Tool == c.Address.Tool })
		}
		return nil
	case Set:
		return bucketPupils[0].Set(&u.Buckets[i], c.Value)
	}
	return bucketPupils[0].Scale(&u.Buckets[i], c.Factor)
}
