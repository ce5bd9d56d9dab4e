package scenarios

import (
	"cmp"
	"slices"

	"quotepart/engine"
	"quotepart/engine/lang"
)

// subjects is one collection of a year as changes see it, whatever its type.
type subjects interface {
	set(d *draft, id, field, value string) error
	scale(d *draft, a Address, by factor) (int, error)
	add(d *draft, id string, with []Value) error
	remove(d *draft, id string) error
	ids(y *engine.Year) []string
}

// collection makes the subjects of one type reachable by their ids and fields.
type collection[T any] struct {
	of     Collection
	fields []Field[T]
	list   func(*engine.Year) *[]*T // a copy may be stored back
	id     func(*T) string
	fresh  func(d *draft, id string) *T
	added  func(*T) // after the fields of an added subject are set; may be nil
	sorted bool     // by id
}

// table gives the subjects of a collection other than year and usage.
var table = map[Collection]subjects{
	InMembers: &collection[engine.Member]{of: InMembers, fields: MemberFields, sorted: true,
		list: func(y *engine.Year) *[]*engine.Member { return &y.Members }, id: func(m *engine.Member) string { return m.ID },
		fresh: func(_ *draft, id string) *engine.Member { return &engine.Member{ID: id} }},
	InSchools: &collection[engine.School]{of: InSchools, fields: SchoolFields, sorted: true,
		list: func(y *engine.Year) *[]*engine.School { return &y.Schools }, id: func(s *engine.School) string { return s.UAI },
		fresh: freshSchool, added: storePupils},
	InCharges: &collection[engine.Charge]{of: InCharges, fields: ChargeFields,
		list: func(y *engine.Year) *[]*engine.Charge { return &y.Charges }, id: func(c *engine.Charge) string { return c.ID },
		fresh: func(_ *draft, id string) *engine.Charge { return &engine.Charge{ID: id} }},
	InSubsidies: &collection[engine.Subsidy]{of: InSubsidies, fields: SubsidyFields,
		list: func(y *engine.Year) *[]*engine.Subsidy { return &y.Subsidies }, id: func(s *engine.Subsidy) string { return s.ID },
		fresh: func(_ *draft, id string) *engine.Subsidy { return &engine.Subsidy{ID: id} }},
	InTariffs: &collection[engine.Tariff]{of: InTariffs, fields: TariffFields,
		list: func(y *engine.Year) *[]*engine.Tariff { return &y.Charter.Tariffs }, id: func(t *engine.Tariff) string { return t.ID },
		fresh: func(_ *draft, id string) *engine.Tariff { return NewTariff(id) }},
}

// notStored marks a school that the stored year does not have, until its fields are set.
const notStored = -1

func freshSchool(d *draft, id string) *engine.School {
	s := &engine.School{UAI: id, Stored: notStored}
	if i := d.stored.School(id); i >= 0 {
		s.Stored = d.stored.Schools[i].Stored
	}
	return s
}

// storePupils gives a new school the pupils it is added with as those among whom its usage is observed.
func storePupils(s *engine.School) {
	if s.Stored == notStored {
		s.Stored = s.Pupils
	}
}

func (c *collection[T]) find(y *engine.Year, id string) (int, bool) {
	all := *c.list(y)
	if c.sorted {
		return slices.BinarySearchFunc(all, id, func(t *T, id string) int { return cmp.Compare(c.id(t), id) })
	}
	i := slices.IndexFunc(all, func(t *T) bool { return c.id(t) == id })
	return i, i >= 0
}

func (c *collection[T]) ids(y *engine.Year) []string {
	all := *c.list(y)
	out := make([]string, len(all))
	for i, t := range all {
		out[i] = c.id(t)
	}
	return out
}

// edit gives a copy of a subject that belongs to the draft.
func (c *collection[T]) edit(d *draft, id string) (*T, error) {
	i, ok := c.find(&d.Year, id)
	if !ok {
		return nil, unknown(c.of, id, c.ids(&d.Year))
	}
	return c.copyAt(d, i), nil
}

func (c *collection[T]) copyAt(d *draft, i int) *T {
	list := c.own(d)
	copied := *(*list)[i]
	(*list)[i] = &copied
	return &copied
}

// own makes the list of the collection the draft's own, once.
func (c *collection[T]) own(d *draft) *[]*T {
	list := c.list(&d.Year)
	if !d.owned[c.of] {
		if c.of == InTariffs {
			charter := *d.Charter
			d.Charter = &charter
			list = c.list(&d.Year)
		}
		*list = slices.Clone(*list)
		d.owned[c.of] = true
	}
	return list
}

func (c *collection[T]) set(d *draft, id, field, value string) error {
	t, err := c.edit(d, id)
	if err != nil {
		return err
	}
	f, _ := FieldNamed(c.fields, field) // the address was checked
	return f.Set(t, value)
}

// scale multiplies a field of one subject, or of all that the filter keeps, and tells how many values there were.
func (c *collection[T]) scale(d *draft, a Address, by factor) (int, error) {
	f, _ := FieldNamed(c.fields, a.Field)
	if f.Scale == nil {
		return 0, notScalable(a)
	}
	if a.ID != AnyID {
		t, err := c.edit(d, a.ID)
		if err != nil {
			return 0, err
		}
		return c.scaleOne(t, f, by)
	}
	keeps, err := c.filter(a.Where)
	if err != nil {
		return 0, err
	}
	n := 0
	for i, t := range *c.list(&d.Year) {
		if !keeps(t) {
			continue
		}
		values, err := c.scaleOne(c.copyAt(d, i), f, by)
		if err != nil {
			return n, err
		}
		n += values
	}
	return n, nil
}

// Scales are the scales of values, still without their factor: one for all where every subject of a collection is among them.
func Scales(y *engine.Year, values []Address) []Change {
	if every(y, values) {
		values = []Address{{Collection: values[0].Collection, ID: AnyID, Field: values[0].Field}}
	}
	scales := make([]Change, len(values))
	for i, a := range values {
		scales[i] = Change{Op: Scale, Address: a}
	}
	return scales
}

// every tells whether values are one field of every subject of a collection, of several.
func every(y *engine.Year, values []Address) bool {
	if len(values) < 2 || table[values[0].Collection] == nil || len(table[values[0].Collection].ids(y)) != len(values) {
		return false
	}
	first := values[0]
	return !slices.ContainsFunc(values, func(a Address) bool { return a != Address{Collection: first.Collection, ID: a.ID, Field: first.Field} })
}

// filter reads the value of a filter as its field does: 6 finds 6.00, and a value that the field cannot have is an error.
func (c *collection[T]) filter(w Filter) (keeps func(*T) bool, err error) {
	if w == (Filter{}) {
		return func(*T) bool { return true }, nil
	}
	f, _ := FieldNamed(c.fields, w.Field)
	var probe T
	if err := f.Set(&probe, w.Value); err != nil {
		return nil, inField(w.Field, err)
	}
	value := f.Get(&probe)
	return func(t *T) bool { return f.Get(t) == value }, nil
}

// scaleOne scales one field and tells how many values that were; with the price of a tariff go those of its bands (formats.md).
func (c *collection[T]) scaleOne(t *T, f Field[T], by factor) (n int, err error) {
	if tariff, ok := any(t).(*engine.Tariff); ok && f.Name == "price" {
		n = len(tariff.Bands)
		err = scaleBands(tariff, by)
	}
	if f.Get(t) != "" {
		n++
	}
	if err == nil {
		err = f.Scale(t, by)
	}
	return n, inField(c.id(t), err)
}

func (c *collection[T]) add(d *draft, id string, with []Value) error {
	i, ok := c.find(&d.Year, id)
	if ok {
		return lang.Wrong(lang.F("« %[1]s/%[2]s » existe déjà", "%[1]s/%[2]s exists already", string(c.of), id),
			lang.T("choisissez un autre identifiant, ou modifiez ses champs avec set", "choose another id, or change its fields with set"))
	}
	t := c.fresh(d, id)
	if err := setAll(t, c.fields, with); err != nil {
		return err
	}
	if c.added != nil {
		c.added(t)
	}
	if !c.sorted {
		i = len(*c.list(&d.Year))
	}
	list := c.own(d)
	*list = slices.Insert(*list, i, t)
	return nil
}

// setAll sets the fields of a new subject; each required one must be among them.
func setAll[T any](t *T, fields []Field[T], with []Value) error {
	given := map[string]bool{}
	for _, v := range with {
		f, ok := FieldNamed(fields, v.Field)
		if !ok {
			return lang.Wrong(lang.F("champ inconnu « %s »", "unknown field %q", v.Field), oneOf(v.Field, names(fields)))
		}
		if given[v.Field] {
			return lang.Wrong(lang.F("le champ « %s » est donné deux fois", "field %q is given twice", v.Field), lang.T("gardez-en un", "keep one"))
		}
		given[v.Field] = true
		if err := f.Set(t, v.Value); err != nil {
			return inField(v.Field, err)
		}
	}
	for _, f := range fields {
		if f.Required && !given[f.Name] {
			return lang.Wrong(lang.F("le champ « %s » manque", "field %q is missing", f.Name), lang.T("ajoutez-le", "add it"))
		}
	}
	return nil
}

// inField names the field, or the subject, in which a value is wrong; no error stays none.
func inField(field string, err error) error {
	if f, ok := err.(*lang.Fault); ok {
		return lang.Wrong(lang.T(field+" : "+f.What.FR, field+": "+f.What.EN), f.Mend)
	}
	return err
}

func (c *collection[T]) remove(d *draft, id string) error {
	i, ok := c.find(&d.Year, id)
	if !ok {
		return unknown(c.of, id, c.ids(&d.Year))
	}
	list := c.own(d)
	*list = slices.Delete(*list, i, i+1)
	d.removed = append(d.removed, Address{Collection: c.of, ID: id})
	return nil
}

// unknown says that an id does not exist, and which one is close.
func unknown(c Collection, id string, all []string) error {
	return lang.Wrong(lang.F("« %[1]s/%[2]s » n'existe pas", "%[1]s/%[2]s does not exist", string(c), id), DidYouMean(id, all))
}

func notScalable(a Address) error {
	return lang.Wrong(lang.F("« %s » n'est pas un nombre : scale ne va pas", "%q is not a number: it cannot be scaled", a.Field),
		lang.T("utilisez set", "use set"))
}
