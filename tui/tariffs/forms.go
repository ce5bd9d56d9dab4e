package tariffs

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/tui/theme"
	"quotepart/tui/ui"
)

// The lines of the form that adds a tariff: its id, the fields of formFields, and where the first band ends.
const (
	formID     = 0
	formLabel  = 1
	formBasis  = 4
	formPrice  = 5
	formBandTo = 10
)

// formFields are the fields that a new tariff is asked for, in the order of the form, after its id.
var formFields = []string{"label", "article", "level", "basis", "price", "amount", "pool", "tool", "threshold"}

// tariffForm asks for a new tariff. values are what was typed before, or nil.
func (s *Screen) tariffForm(values []string) *ui.Form {
	value := func(i int) string {
		if i < len(values) {
			return values[i]
		}
		return ""
	}
	form := &ui.Form{
		Title: lang.T("Ajouter un tarif", "Add a tariff"),
		Fields: []*ui.FormField{ui.NewFormField(lang.T("Identifiant", "Id"), value(formID), func(v string) error {
			_, err := scenarios.NewAdd("tariffs/"+strings.TrimSpace(v), nil)
			return err
		})},
		Changed:   tariffEffect,
		Cancelled: ui.CancelPreview,
	}
	for i, name := range formFields {
		f, _ := scenarios.FieldNamed(scenarios.TariffFields, name)
		form.Fields = append(form.Fields, ui.NewInput(f, value(i+1)))
	}
	form.Fields = append(form.Fields, ui.NewFormField(lang.T("Tranche de 1 à", "Band from 1 to"), value(formBandTo), nil))
	form.Done = func(c *ui.Ctx, v []string) tea.Cmd {
		changes, err := tariffChanges(v)
		if err != nil || !c.Do(changes...) {
			c.Overlay = s.tariffForm(v) // the reason is under the fields
			return nil
		}
		s.list.Grid.Select(strings.TrimSpace(v[formID]))
		c.Say(lang.F("« %s » ajouté, {undo} annule", "%q added, {undo} undoes it", v[formLabel]))
		return nil
	}
	return form
}

// tariffEffect shows what the new tariff would bring; before that, how a pool is written.
func tariffEffect(c *ui.Ctx, v []string) []string {
	changes, err := tariffChanges(v)
	if err == nil && v[formID] != "" && v[formLabel] != "" && v[formBasis] != "" {
		return ui.Effect(c, changes...)
	}
	lines := ui.Effect(c)
	return append(lines, ui.Hint(c, theme.Muted, c.T("Une masse à répartir s'écrit : ecole: accounts, content", "A pool is written: ecole: accounts, content"))...)
}

// tariffChanges adds the tariff with what was filled in. The price of a banded one is that of its first band, from 1 on.
func tariffChanges(v []string) ([]scenarios.Change, error) {
	var with []scenarios.Value
	banded := engine.Basis(strings.TrimSpace(v[formBasis])) == engine.Banded
	for i, name := range formFields {
		if value := v[i+1]; strings.TrimSpace(value) != "" && !(banded && name == "price") {
			with = append(with, scenarios.Value{Field: name, Value: value})
		}
	}
	id := strings.TrimSpace(v[formID])
	add, err := scenarios.NewAdd("tariffs/"+id, with)
	if err != nil || !banded {
		return []scenarios.Change{add}, err
	}
	band, err := scenarios.NewAdd("tariffs/"+id+"/bands/1", []scenarios.Value{{Field: "to", Value: v[formBandTo]}, {Field: "price", Value: v[formPrice]}})
	return []scenarios.Change{add, band}, err
}

// bandValues are what a new band starts from: after the last one.
func bandValues(t *engine.Tariff) []string {
	from := int64(1)
	for _, b := range t.Bands {
		from = max(from, b.To+1)
	}
	return []string{lang.Plain(from, 0, 0), "", ""}
}

// bandForm asks for a new band of a tariff.
func (s *Screen) bandForm(tariff string, values []string) *ui.Form {
	form := &ui.Form{
		Title:     lang.T("Ajouter une tranche", "Add a band"),
		Cancelled: ui.CancelPreview,
	}
	for i, f := range scenarios.BandFields {
		form.Fields = append(form.Fields, ui.NewInput(f, values[i]))
	}
	change := func(v []string) (scenarios.Change, error) {
		return scenarios.NewAdd("tariffs/"+tariff+"/bands/"+strings.TrimSpace(v[0]), []scenarios.Value{{Field: "to", Value: v[1]}, {Field: "price", Value: v[2]}})
	}
	form.Changed = func(c *ui.Ctx, v []string) []string {
		one, err := change(v)
		if err != nil || v[1] == "" || v[2] == "" {
			return ui.Effect(c)
		}
		return ui.Effect(c, one)
	}
	form.Done = func(c *ui.Ctx, v []string) tea.Cmd {
		one, err := change(v)
		if err != nil || !c.Do(one) {
			c.Overlay = s.bandForm(tariff, v)
			return nil
		}
		s.bandTable.Grid.Select(one.Address.Band)
		c.Say(lang.F("tranche de %[1]s à %[2]s ajoutée, {undo} annule", "band %[1]s to %[2]s added, {undo} undoes it", v[0], v[1]))
		return nil
	}
	return form
}
