package tariffs

import (
	tea "charm.land/bubbletea/v2"

	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/tui/ui"
)

// boundary asks where the band after the cursor's starts, and moves the end of the cursor's along, as one edit. Whether they
// touch, share a count or leave some out stays as it is.
func (s *Screen) boundary(c *ui.Ctx) tea.Cmd {
	t := s.target(c)
	if t == nil {
		return nil
	}
	row, ok := s.bandTable.Grid.Row()
	if !ok || len(t.Bands) < 2 {
		c.Say(lang.T("il faut deux tranches pour avoir une limite", "it takes two bands to have a boundary"))
		return nil
	}
	row = min(row, len(t.Bands)-2)
	below, above := t.Bands[row], t.Bands[row+1]
	from, _ := scenarios.FieldNamed(scenarios.BandFields, "from")
	changes := func(v string) ([]scenarios.Change, error) {
		var b engine.Band
		if err := from.Set(&b, v); err != nil {
			return nil, err
		}
		to := b.From - (above.From - below.To)
		if to < below.From || b.From > above.To {
			return nil, lang.Wrong(lang.F("la limite sort des deux tranches, de %[1]s à %[2]s", "the boundary leaves the two bands, %[1]s to %[2]s", lang.Count(below.From), lang.Count(above.To)),
				lang.T("restez entre les deux", "stay between the two"))
		}
		return []scenarios.Change{
			{Op: scenarios.Set, Address: bandField(t, above, "from"), Value: start(b)},
			{Op: scenarios.Set, Address: bandField(t, below, "to"), Value: lang.Plain(to, 0, 0)},
		}, nil
	}
	c.Overlay = &ui.Form{
		Title: lang.F("Limite entre %[1]s–%[2]s et %[3]s–%[4]s", "Boundary between %[1]s–%[2]s and %[3]s–%[4]s", lang.Count(below.From), lang.Count(below.To), lang.Count(above.From), lang.Count(above.To)),
		Fields: []*ui.FormField{ui.NewFormField(lang.T("La seconde commence à", "The second one starts at"), start(above), func(v string) error {
			_, err := changes(v)
			return err
		})},
		Changed: func(c *ui.Ctx, v []string) []string {
			all, _ := changes(v[0]) // a wrong value is told at the field
			if v[0] == start(above) {
				all = nil
			}
			return ui.Effect(c, all...)
		},
		Cancelled: ui.CancelPreview,
		Done: func(c *ui.Ctx, v []string) tea.Cmd {
			all, err := changes(v[0])
			if err == nil && v[0] != start(above) && c.Do(all...) {
				c.Say(lang.F("limite déplacée à %s, {undo} annule", "boundary moved to %s, {undo} undoes it", v[0]))
			}
			return nil
		},
	}
	return nil
}

// bandField is the address of a field of a band.
func bandField(t *engine.Tariff, b engine.Band, name string) scenarios.Address {
	return scenarios.Address{Collection: scenarios.InTariffs, ID: t.ID, Band: start(b), Field: name}
}
