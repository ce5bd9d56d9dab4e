package scenarios

import (
	"strconv"

	"quotepart/engine"
	"quotepart/engine/lang"
)

// Input is one value of a year as an editor needs it.
type Input struct {
	Address Address
	Value   string // as files write it
	Label   lang.Text
	Type    Type
	Choices []string // of a Choice
}

// Lookup reads the value at an address of one value. A subject that does not exist is a Fault.
func Lookup(y *engine.Year, a Address) (Input, error) {
	switch a.Collection {
	case InYear:
		return inputOf(a, y, YearFields)
	case InMembers:
		return lookupIn(a, y.Members, y.Member(a.ID), MemberFields)
	case InSchools:
		input, err := lookupIn(a, y.Schools, y.School(a.ID), SchoolFields)
		if err == nil && a.Field == "member" {
			input.Type, input.Choices = Choice, table[InMembers].ids(y) // an id is better chosen than typed
		}
		return input, err
	case InCharges:
		return lookupIn(a, y.Charges, y.Charge(a.ID), ChargeFields)
	case InSubsidies:
		input, err := lookupIn(a, y.Subsidies, y.Subsidy(a.ID), SubsidyFields)
		if err == nil && a.Field == "target" {
			input.Type, input.Choices = Choice, targets(y)
		}
		return input, err
	case InUsage:
		return lookupBucket(a, y)
	}
	i := y.Tariff(a.ID)
	if a.Band == "" || i < 0 {
		return lookupIn(a, y.Charter.Tariffs, i, TariffFields)
	}
	t := y.Charter.Tariffs[i]
	for b := range t.Bands {
		if plainCount(t.Bands[b].From) == a.Band {
			return inputOf(a, &t.Bands[b], BandFields)
		}
	}
	return Input{}, unknownBand(a, t)
}

func lookupIn[T any](a Address, all []*T, i int, fields []Field[T]) (Input, error) {
	if i < 0 {
		return Input{}, lang.Wrong(lang.F("« %s » n'existe pas", "%s does not exist", a.Subject()), lang.Text{})
	}
	return inputOf(a, all[i], fields)
}

func inputOf[T any](a Address, t *T, fields []Field[T]) (Input, error) {
	f, ok := FieldNamed(fields, a.Field)
	if !ok {
		return Input{}, lang.Wrong(lang.F("« %s » n'est pas un champ", "%q is not a field", a.Field), oneOf(a.Field, names(fields)))
	}
	return Input{Address: a, Value: f.Get(t), Label: f.Label, Type: f.Type, Choices: f.Choices}, nil
}

func lookupBucket(a Address, y *engine.Year) (Input, error) {
	minutes, _ := strconv.ParseInt(a.Minutes, 10, 64)
	if i := y.School(a.ID); i >= 0 {
		buckets := y.Schools[i].Histogram(a.Tool)
		if j, ok := findBucket(buckets, minutes); ok {
			return inputOf(a, &buckets[j], []Field[engine.Bucket]{renamed(bucketPupils[0], a.Field)})
		}
	}
	return Input{}, lang.Wrong(lang.F("« %s » n'existe pas", "%s does not exist", a), lang.Text{})
}

// renamed gives a field under the name it has in an address: a bucket's pupils have none.
func renamed[T any](f Field[T], name string) Field[T] {
	f.Name = name
	return f
}
