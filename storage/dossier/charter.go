package dossier

import (
	"cmp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/scenarios"
)

// Builtin is the built-in charter of 24 June 2014, a new one each time. It counts where a dossier has no charter.yaml.
func Builtin() *engine.Charter {
	s := &source{name: charterFile, data: engine.Builtin2014, faults: new(Faults)}
	c := readCharter(s)
	if len(*s.faults) > 0 {
		panic(*s.faults) // the file is part of the program
	}
	return c
}

var charterFields = []scenarios.Field[engine.Charter]{
	{Name: "title", Set: func(c *engine.Charter, s string) error { c.Title = strings.TrimSpace(s); return nil },
		Get: func(c *engine.Charter) string { return c.Title }},
	{Name: "adopted", Type: scenarios.Day, Set: func(c *engine.Charter, s string) (err error) {
		c.Adopted, err = engine.ParseDate(strings.TrimSpace(s))
		return err
	}, Get: func(c *engine.Charter) string { return c.Adopted.String() }},
}

// tariffDefaults are the required fields of a tariff that a file may leave out, because scenarios.NewTariff gives them.
var tariffDefaults = []string{"assumed"}

// readCharter reads a charter and reports what is wrong with it.
func readCharter(s *source) *engine.Charter {
	m, ok := s.document("id", "title", "adopted", "tariffs")
	if !ok {
		return nil
	}
	c := &engine.Charter{}
	c.ID, _ = m.id()
	setFields(m, charterFields, c)
	list, _ := m.list("tariffs")
	lines := map[string]int{}
	for _, n := range list {
		t, m, ok := readTariff(s, n)
		if !ok {
			continue
		}
		if first, again := lines[t.ID]; again {
			line, col := m.placeOf("id")
			s.wrong(line, col, lang.F("le tarif %[1]s est déjà à la ligne %[2]d", "tariff %[1]s is on line %[2]d already", quoted(t.ID), first), lang.T("gardez-en un, ou corrigez l'identifiant", "keep one, or correct the id"))
			continue
		}
		lines[t.ID] = n.Line
		c.Tariffs = append(c.Tariffs, t)
	}
	return c
}

// id is the id of a mapping; false where there is none that others could name.
func (m mapping) id() (string, bool) {
	id, ok := m.required("id")
	if f := checkID(id); ok && f != nil {
		line, col := m.placeOf("id")
		m.add(engine.Error, line, col, f)
	}
	return id, ok
}

// readTariff reads one tariff and checks it, and gives false where it cannot be told from others.
func readTariff(s *source, n *yaml.Node) (*engine.Tariff, mapping, bool) {
	known := []string{"id", "bands"}
	for _, f := range scenarios.TariffFields {
		known = append(known, f.Name)
	}
	m, ok := s.mapping(n, known...)
	if !ok {
		return nil, m, false
	}
	id, ok := m.id()
	t := scenarios.NewTariff(id)
	bad := setFields(m, scenarios.TariffFields, t, tariffDefaults...)
	bands, sound := m.bands(t)
	if !sound {
		bad = append(bad, "bands")
	}
	for _, p := range t.Check() {
		field := strings.TrimPrefix(p.Address, "tariffs/"+id+"/")
		if follows(field, bad) {
			continue
		}
		line, col := m.placeOf(field)
		if from, ok := strings.CutPrefix(field, "bands/"); ok {
			line, col = bands[from].Line, bands[from].Column
		}
		s.add(p.Severity, line, col, p.Fault)
	}
	return t, m, ok
}

// follows tells that a problem of a tariff's field follows from fields that could not be read.
func follows(field string, bad []string) bool {
	return slices.ContainsFunc(bad, func(b string) bool {
		return b == "basis" || b == field || b == "pool" && field == "amount" || b == "bands" && strings.HasPrefix(field, "bands/")
	})
}

// bands reads the bands of a tariff, sorted by their start, and gives where each stands; false where one could not be read.
func (m mapping) bands(t *engine.Tariff) (map[string]*yaml.Node, bool) {
	if m.values["bands"] == nil {
		return nil, true
	}
	list, sound := m.list("bands")
	places := map[string]*yaml.Node{}
	for _, n := range list {
		b, ok := m.mapping(n, "from", "to", "price")
		band := engine.Band{}
		if !ok || len(setFields(b, scenarios.BandFields, &band)) > 0 {
			sound = false
			continue
		}
		places[plain(band.From)] = n
		t.Bands = append(t.Bands, band)
	}
	slices.SortStableFunc(t.Bands, func(a, b engine.Band) int { return cmp.Compare(a.From, b.From) })
	return places, sound
}
