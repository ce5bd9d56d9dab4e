package tariffs

import (
	tea "charm.land/bubbletea/v2"

	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/tui/ui"
)

// Bindings are the screen's actions.
func (s *Screen) Bindings() []ui.Binding {
	own := []ui.Binding{
		{ID: "tariffs.enable", Keys: []string{"t"}, Name: lang.T("activer ou non", "enable or not"), Hint: true, Needs: scenarios.MayPlay,
			Help: lang.T("prendre le tarif dans le calcul, ou l'en retirer sans le perdre", "take the tariff into the computation, or out of it without losing it"), Run: s.toggle},
		{ID: "tariffs.index", Keys: []string{"i"}, Name: lang.T("indexer", "index"), Hint: true, Needs: scenarios.MayPlay,
			Help: lang.T("augmenter ou diminuer tous les prix, tranches comprises, d'un pourcentage", "raise or lower all prices, those of bands too, by a percentage"), Run: s.index},
		{ID: "tariffs.add", Keys: []string{"a"}, Name: lang.T("ajouter", "add"), Hint: true, Needs: scenarios.MayPlay,
			Help: lang.T("ajouter un tarif ; depuis ses champs ou ses tranches, une tranche", "add a tariff; from its fields or its bands, a band"), Run: s.add},
		{ID: "tariffs.remove", Keys: []string{"d", "delete"}, Name: lang.T("retirer", "remove"), Needs: scenarios.MayPlay,
			Help: lang.T("retirer le tarif ou la tranche sous le curseur ; {undo} annule", "remove the tariff or the band under the cursor; {undo} undoes it"), Run: s.remove},
	}
	if s.IsFocused(s.bandTable) {
		own = append(own, ui.Binding{ID: "tariffs.boundary", Keys: []string{"m"}, Name: lang.T("limite", "boundary"), Hint: true, Needs: scenarios.MayPlay,
			Help: lang.T("déplacer la limite entre la tranche du curseur et la suivante : la fin de l'une et le début de l'autre à la fois", "move the boundary between the band under the cursor and the next one: the end of one and the start of the other at once"), Run: s.boundary})
	}
	return append(own, s.Tables.Bindings()...)
}

// target is the tariff under the cursor; where there is none it says so.
func (s *Screen) target(c *ui.Ctx) *engine.Tariff {
	s.follow(c) // a filter being typed moves the cursor of the list too
	t, _ := s.current(c)
	if t == nil {
		c.Say(lang.T("aucun tarif sous le curseur", "no tariff under the cursor"))
	}
	return t
}

func (s *Screen) toggle(c *ui.Ctx) tea.Cmd {
	t := s.target(c)
	if t == nil {
		return nil
	}
	value, said := "false", lang.F("« %s » ne compte plus, {undo} annule", "%q no longer counts, {undo} undoes it", t.Label)
	if t.Disabled {
		value, said = "true", lang.F("« %s » compte, {undo} annule", "%q counts, {undo} undoes it", t.Label)
	}
	if c.Do(scenarios.Change{Op: scenarios.Set, Address: field(t, "enabled"), Value: value}) {
		c.Say(said)
	}
	return nil
}

// field is the address of a field of a tariff.
func field(t *engine.Tariff, name string) scenarios.Address {
	return scenarios.Address{Collection: scenarios.InTariffs, ID: t.ID, Field: name}
}

// remove takes the tariff or the band under the cursor away. A field is emptied, not removed.
func (s *Screen) remove(c *ui.Ctx) tea.Cmd {
	t := s.target(c)
	if t == nil {
		return nil
	}
	gone, said := scenarios.Address{Collection: scenarios.InTariffs, ID: t.ID}, lang.F("« %s » retiré, {undo} annule", "%q removed, {undo} undoes it", t.Label)
	switch {
	case s.IsFocused(s.fieldTable):
		c.Say(lang.T("un champ ne se retire pas : modifiez-le ({edit}) ; {next-panel} va aux tranches", "a field is not removed: edit it ({edit}); {next-panel} goes to the bands"))
		return nil
	case s.IsFocused(s.bandTable):
		row, ok := s.bandTable.Grid.Row()
		if !ok {
			c.Say(lang.T("aucune tranche sous le curseur", "no band under the cursor"))
			return nil
		}
		b := t.Bands[row]
		gone.Band = start(b)
		said = lang.F("tranche de %[1]s à %[2]s retirée, {undo} annule", "band %[1]s to %[2]s removed, {undo} undoes it", lang.Count(b.From), lang.Count(b.To))
	}
	if c.Do(scenarios.Change{Op: scenarios.Remove, Address: gone}) {
		c.Say(said)
	}
	return nil
}

// allPrices is every unit price, those of bands too.
var allPrices = scenarios.Address{Collection: scenarios.InTariffs, ID: scenarios.AnyID, Field: "price"}

// index scales all prices by a percentage; the effect is seen while it is typed.
func (s *Screen) index(c *ui.Ctx) tea.Cmd {
	c.Overlay = ui.ByPercent(lang.T("Indexer tous les prix", "Index all prices"), []scenarios.Change{{Address: allPrices}},
		lang.T("Les montants à répartir ne sont pas des prix : ils ne changent pas.", "Amounts to share are not prices: they stay as they are."))
	return nil
}

// add asks for a tariff, or for a band where the list has not the focus.
func (s *Screen) add(c *ui.Ctx) tea.Cmd {
	if s.IsFocused(s.list) {
		c.Overlay = s.tariffForm(nil)
		return nil
	}
	if t := s.target(c); t != nil {
		c.Overlay = s.bandForm(t.ID, bandValues(t))
	}
	return nil
}
