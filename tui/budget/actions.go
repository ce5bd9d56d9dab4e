package budget

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/tui/theme"
	"quotepart/tui/ui"
)

// Bindings are the screen's actions.
func (s *Screen) Bindings() []ui.Binding {
	own := []ui.Binding{
		{ID: "budget.basis", Keys: []string{"b"}, Name: lang.T("prévu ou acquitté", "planned or paid"), Hint: true, Needs: scenarios.MayPlay,
			Help: lang.T("changer la colonne qui compte : le budget prévu, ou les dépenses acquittées (art. 4.4)", "change the column that counts: the budget, or the expenses actually paid (art. 4.4)"), Run: s.switchBasis},
		{ID: "budget.add", Keys: []string{"a"}, Name: lang.T("ajouter", "add"), Hint: true, Needs: scenarios.MayPlay,
			Help: lang.T("ajouter une charge, ou une subvention depuis leur tableau", "add a charge, or a subsidy from their table"), Run: s.add},
		{ID: "budget.remove", Keys: []string{"d", "delete"}, Name: lang.T("retirer", "remove"), Needs: scenarios.MayPlay,
			Help: lang.T("retirer la charge ou la subvention sous le curseur ; {undo} annule", "remove the charge or the subsidy under the cursor; {undo} undoes it"), Run: s.remove},
	}
	if s.IsFocused(s.subsidies) {
		own = append(own, ui.Binding{ID: "budget.amount", Keys: []string{"m"}, Name: lang.T("montant ou taux", "amount or rate"), Hint: true, Needs: scenarios.MayPlay,
			Help: lang.T("donner à la subvention un montant à la place de son taux, ou l'inverse", "give the subsidy an amount in place of its rate, or the other way round"), Run: s.amountOrRate})
	}
	return append(own, s.Tables.Bindings()...)
}

func (s *Screen) switchBasis(c *ui.Ctx) tea.Cmd {
	next := engine.Paid
	if c.Work.Year().Basis == engine.Paid {
		next = engine.Planned
	}
	address := scenarios.Address{Collection: scenarios.InYear, Field: "basis"}
	if c.Do(scenarios.Change{Op: scenarios.Set, Address: address, Value: string(next)}) {
		c.Say(lang.F("les montants qui comptent : %s, {undo} annule", "the amounts that count: %s, {undo} undoes it", next.Column()))
	}
	return nil
}

// amountOrRate asks for an amount or a rate of the subsidy under the cursor; the other one goes, in the same edit.
func (s *Screen) amountOrRate(c *ui.Ctx) tea.Cmd {
	row, ok := s.subsidies.Grid.Row()
	if !ok {
		c.Say(lang.T("aucune subvention sous le curseur", "no subsidy under the cursor"))
		return nil
	}
	one := s.subsidyRows.subsidy(row)
	value := one.Amount.Value.String()
	if one.Rate.Known {
		value = one.Rate.Value.String()
	}
	changes := func(v string) []scenarios.Change {
		amount, rate := v, ""
		if strings.Contains(v, "%") {
			amount, rate = "", v
		}
		at := scenarios.Address{Collection: scenarios.InSubsidies, ID: one.ID}
		set := func(field, to string) scenarios.Change {
			at.Field = field
			return scenarios.Change{Op: scenarios.Set, Address: at, Value: to}
		}
		return []scenarios.Change{set("amount", amount), set("rate", rate)}
	}
	c.Overlay = &ui.Form{
		Title:  lang.F("Montant ou taux : %s", "Amount or rate: %s", one.Label),
		Fields: []*ui.FormField{ui.NewFormField(lang.T("Valeur", "Value"), value, checkAmountOrRate)},
		Changed: func(c *ui.Ctx, v []string) []string {
			lines := ui.Hint(c, theme.Muted, c.T("Un montant, ou un taux s'il y a %, tel que 12,5%.", "An amount, or a rate where there is a %, such as 12.5%."))
			if checkAmountOrRate(v[0]) != nil {
				return append(ui.Effect(c), lines...)
			}
			return append(ui.Effect(c, changes(v[0])...), lines...)
		},
		Cancelled: ui.CancelPreview,
		Done: func(c *ui.Ctx, v []string) tea.Cmd {
			c.Do(changes(v[0])...)
			return nil
		},
	}
	return nil
}

// checkAmountOrRate wants a percentage, which a % tells, or an amount.
func checkAmountOrRate(v string) error {
	name := "amount"
	if strings.Contains(v, "%") {
		name = "rate"
	}
	if strings.TrimSpace(v) == "" {
		return lang.Wrong(lang.T("il faut un montant ou un taux", "an amount or a rate is needed"), lang.T("tapez par exemple 1200 ou 12,5%", "type for example 1200 or 12.5%"))
	}
	f, _ := scenarios.FieldNamed(scenarios.SubsidyFields, name)
	return f.Set(&engine.Subsidy{}, v)
}

// remove takes the charge or the subsidy under the cursor away.
func (s *Screen) remove(c *ui.Ctx) tea.Cmd {
	t := s.Focused()
	row, ok := t.Grid.Row()
	var gone scenarios.Address
	var name string
	switch {
	case ok && t == s.charges:
		gone, name = scenarios.Address{Collection: scenarios.InCharges, ID: s.chargeRows.ID(row)}, s.chargeRows.charge(row).Label
	case ok && t == s.subsidies:
		gone, name = scenarios.Address{Collection: scenarios.InSubsidies, ID: s.subsidyRows.ID(row)}, s.subsidyRows.subsidy(row).Label
	default:
		c.Say(lang.T("mettez le curseur sur une charge ou une subvention", "put the cursor on a charge or a subsidy"))
		return nil
	}
	if c.Do(scenarios.Change{Op: scenarios.Remove, Address: gone}) {
		c.Say(lang.F("« %s » retirée, {undo} annule", "%q removed, {undo} undoes it", name))
	}
	return nil
}

// add asks for a subsidy where their table has the focus, else for a charge.
func (s *Screen) add(c *ui.Ctx) tea.Cmd {
	if s.IsFocused(s.subsidies) {
		c.Overlay = s.subsidyForm(c, nil)
	} else {
		c.Overlay = s.chargeForm(nil)
	}
	return nil
}

// chargeForm asks for a new charge. values are what was typed before, or nil.
func (s *Screen) chargeForm(values []string) *ui.Form {
	return &ui.Form{
		Title:  lang.T("Ajouter une charge", "Add a charge"),
		Fields: ui.NewInputs(scenarios.InCharges, scenarios.ChargeFields, values),
		Changed: func(c *ui.Ctx, v []string) []string {
			change, err := ui.Addition(scenarios.InCharges, scenarios.ChargeFields, v)
			if amounts := v[4] + v[5]; err == nil && v[1] != "" && amounts != "" {
				return ui.Effect(c, change)
			}
			return append(ui.Effect(c), ui.Hint(c, theme.Muted, c.T("Part mutualisée : 60% ou 1200,00.", "Mutualised: 60% or 1200.00."))...)
		},
		Done: func(c *ui.Ctx, v []string) tea.Cmd {
			change, err := ui.Addition(scenarios.InCharges, scenarios.ChargeFields, v)
			if err != nil || !c.Do(change) {
				c.Overlay = s.chargeForm(v) // the reason is under the fields
				return nil
			}
			s.charges.Grid.Select(change.Address.ID)
			c.Say(lang.F("« %s » ajoutée, {undo} annule", "%q added, {undo} undoes it", v[1]))
			return nil
		},
		Cancelled: ui.CancelPreview,
	}
}

// targetLine is the line of the subsidy's target in its form: after its id and its label.
const targetLine = 2

// subsidyForm asks for a new subsidy. values are what was typed before, or nil.
func (s *Screen) subsidyForm(c *ui.Ctx, values []string) *ui.Form {
	form := &ui.Form{
		Title:     lang.T("Ajouter une subvention", "Add a subsidy"),
		Fields:    ui.NewInputs(scenarios.InSubsidies, scenarios.SubsidyFields, values),
		Cancelled: ui.CancelPreview,
	}
	target := ""
	if values != nil {
		target = values[targetLine]
	}
	field := scenarios.SubsidyFields[targetLine-1]
	form.Fields[targetLine] = ui.NewChoice(field.Label, target, ui.TargetOptions(c.Work.Year()), func(v string) error {
		return field.Set(&engine.Subsidy{}, v)
	})
	form.Changed = func(c *ui.Ctx, v []string) []string {
		one, err := ui.Addition(scenarios.InSubsidies, scenarios.SubsidyFields, v)
		if value := v[3] + v[4]; err == nil && v[1] != "" && value != "" {
			return ui.Effect(c, one)
		}
		return append(ui.Effect(c), ui.Hint(c, theme.Muted, c.T("Cible : un membre ou une charge. Un montant, ou un taux tel que 12,5%.", "Target: a member or a charge. An amount, or a rate such as 12.5%."))...)
	}
	form.Done = func(c *ui.Ctx, v []string) tea.Cmd {
		one, err := ui.Addition(scenarios.InSubsidies, scenarios.SubsidyFields, v)
		if err != nil || !c.Do(one) {
			c.Overlay = s.subsidyForm(c, v)
			return nil
		}
		s.subsidies.Grid.Select(one.Address.ID)
		c.Say(lang.F("« %s » ajoutée, {undo} annule", "%q added, {undo} undoes it", v[1]))
		return nil
	}
	return form
}
