package scenariolist

import (
	"context"
	"slices"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/tui/theme"
	"quotepart/tui/ui"
	"quotepart/tui/widget"
)

// The columns of the changes.
const (
	changeOn = iota
	changeWords
	changeContributions
	changeBalance
	changeAddress
)

func changeColumns(l lang.Lang) []widget.Column {
	return []widget.Column{
		changeOn:            {Width: 1, NoSort: true},
		changeWords:         {Title: lang.T("Hypothèse", "Change").In(l), Min: 20, Width: 40, Flex: 2, NoSort: true},
		changeContributions: {Title: lang.T("Contributions", "Contributions").In(l), Width: 14, Align: widget.Right, Priority: 1, NoSort: true},
		changeBalance:       {Title: lang.T("Solde", "Balance").In(l), Width: 14, Align: widget.Right, Priority: 2, NoSort: true},
		changeAddress:       {Title: lang.T("Adresse", "Address").In(l), Width: 20, Flex: 1, Priority: 3, NoSort: true},
	}
}

// changeRows are the changes of the scenario under the cursor, with what each does by itself.
type changeRows struct {
	c       *ui.Ctx
	words   []string
	changes []scenarios.Change
	row     int // of the list, that they belong to
	working bool

	parts   []scenarios.Part // of the changes they were computed for; shorter while they are not computed
	weighed []scenarios.Change
}

func (r *changeRows) take(c *ui.Ctx, from *rows, row int, ok bool) {
	r.c, r.row, r.changes, r.words, r.working = c, row, nil, nil, false
	if !ok {
		return
	}
	r.changes = from.changes(row)
	r.working = row == workRow || r.saved(c, from, row) && !c.Work.Unsaved()
	for _, words := range scenarios.DescribeAll(c.Work.Stored(), r.changes) {
		r.words = append(r.words, words.In(c.Lang))
	}
}

// saved tells whether a row is the saved scenario that the working changes were loaded from: they are the same until one is edited.
func (*changeRows) saved(c *ui.Ctx, from *rows, row int) bool {
	saved := from.saved(row)
	return saved != nil && saved.Name == c.Work.Scenario().Name
}

// weigh computes what each change does, where that takes no time to speak of. Lists are never altered in place.
func (r *changeRows) weigh(c *ui.Ctx) {
	if same(r.changes, r.weighed) {
		return
	}
	r.parts, r.weighed = nil, nil
	if (len(r.changes)+1)*len(c.Work.Stored().Schools) > ui.AtOnce {
		return
	}
	if parts, err := scenarios.Parts(context.Background(), c.Work.Stored(), r.changes, nil); err == nil {
		r.parts, r.weighed = parts, r.changes
	}
}

// same tells whether two lists are one and the same.
func same(a, b []scenarios.Change) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0])
}

// weighBeside computes the same beside the interface, however long it takes.
func (s *Screen) weighBeside(c *ui.Ctx) tea.Cmd {
	r, list, stored := s.changes, s.changes.changes, c.Work.Stored()
	if same(list, r.weighed) {
		c.Say(lang.T("les effets sont déjà montrés", "the effects are shown already"))
		return nil
	}
	return (&ui.Beside{Title: lang.T("Effet de chaque hypothèse", "Effect of each change")}).Run(c, func(ctx context.Context, progress func(int, int)) func(*ui.Ctx) {
		parts, err := scenarios.Parts(ctx, stored, list, progress)
		return func(c *ui.Ctx) {
			if err != nil {
				c.Complain(err)
				return
			}
			r.parts, r.weighed = parts, list
		}
	})
}

func (r *changeRows) footer(c *ui.Ctx) string {
	if len(r.changes) == 0 {
		return ""
	}
	text := c.T("effet de chacune, les autres restant en place", "effect of each, the others staying as they are")
	if r.parts == nil {
		text = c.T("{scenarios.effects} calcule l'effet de chacune", "{scenarios.effects} computes the effect of each")
	}
	if off := len(r.changes) - len(scenarios.Active(r.changes)); off > 0 {
		text += " · " + c.TextIn(lang.Plural(off, lang.T("éteinte", "off"), lang.T("éteintes", "off")))
	}
	return text
}

func (r *changeRows) Len() int { return len(r.changes) }

// ID is the place in the list: one change may stand in it twice.
func (r *changeRows) ID(row int) string { return strconv.Itoa(row) }

func (r *changeRows) Cell(row, col int) (string, theme.Role) {
	change, role := r.changes[row], theme.Text
	if change.Off {
		role = theme.Muted
	}
	switch col {
	case changeOn:
		if change.Off {
			return "○", theme.Muted
		}
		return "●", theme.Accent
	case changeWords:
		return r.words[row], role
	case changeAddress:
		return change.String(), theme.Muted
	}
	if row >= len(r.parts) {
		return "…", theme.Muted
	}
	part := r.parts[row]
	amount := part.Contributions
	if col == changeBalance {
		amount = part.Balance
	}
	switch {
	case part.Err != nil:
		return r.c.T("indispensable", "needed"), theme.Muted
	case !part.Complete:
		return r.c.T("INCOMPLET", "INCOMPLETE"), theme.Error
	case amount == 0:
		return "=", theme.Muted
	}
	return ui.Delta(r.c, amount)
}

// Key keeps the natural order.
func (*changeRows) Key(int, int) widget.Key { return widget.Key{} }

func (r *changeRows) FilterText(row int) string {
	return widget.Fold(r.words[row] + " " + r.changes[row].String())
}

// Input makes nothing editable: the inputs are on their own screens.
func (*changeRows) Input(int, int) (scenarios.Address, bool) { return scenarios.Address{}, false }

// inChanges tells whether keys go to the changes of a scenario.
func (s *Screen) inChanges() bool { return s.All[1] == s.detail && s.IsFocused(s.detail) }

// changeBindings are the actions on one change.
func (s *Screen) changeBindings() []ui.Binding {
	return []ui.Binding{
		{ID: "scenarios.switch", Keys: []string{"space", "t"}, Name: lang.T("éteindre ou allumer", "switch off or on"), Hint: true, Needs: scenarios.MayPlay, When: s.inChanges, Disabled: s.notWorking,
			Help: lang.T("éteindre l'hypothèse sans la retirer, ou la rallumer ; {undo} annule", "switch the change off without taking it out, or on again; {undo} undoes it"), Run: s.switchChange},
		{ID: "scenarios.takeout", Keys: []string{"d", "delete"}, Name: lang.T("retirer", "take out"), Hint: true, Needs: scenarios.MayPlay, When: s.inChanges, Disabled: s.notWorking,
			Help: lang.T("retirer l'hypothèse sous le curseur ; {undo} la remet", "take the change under the cursor out; {undo} puts it back"), Run: s.removeChange},
		{ID: "scenarios.subject", Keys: []string{"enter"}, Name: lang.T("y aller", "go there"), Hint: true, When: s.inChanges,
			Help: lang.T("aller à ce que l'hypothèse change", "go to what the change is about"), Run: s.goToSubject},
		{ID: "scenarios.effects", Keys: []string{"i"}, Name: lang.T("effets", "effects"), When: s.inChanges,
			Help: lang.T("calculer l'effet de chaque hypothèse, si longue que soit la liste ; Échap interrompt", "compute the effect of each change, however long the list; Esc cancels"), Run: s.weighBeside},
	}
}

// notWorking says that only working changes can be changed.
func (s *Screen) notWorking(c *ui.Ctx) lang.Text {
	if _, ok := s.detail.Grid.Row(); ok && s.changes.working {
		return lang.Text{}
	}
	if s.changes.saved(c, s.rows, s.changes.row) {
		return lang.T("ce scénario est chargé : ses hypothèses se changent sur la ligne « en cours » (E)", "this scenario is loaded: its changes are changed on the row “working” (E)")
	}
	return lang.T("chargez d'abord ce scénario : on n'éteint et ne retire que des hypothèses en cours", "load this scenario first: only working changes can be switched off or taken out")
}

func (s *Screen) switchChange(c *ui.Ctx) tea.Cmd {
	row, _ := s.detail.Grid.Row()
	off := c.Work.Changes()[row].Off
	if err := c.Work.Switch(row); err != nil {
		c.Complain(err)
		return nil
	}
	s.edited(c)
	if off {
		c.Say(lang.T("hypothèse allumée ; {undo} annule", "change switched on; {undo} undoes it"))
	} else {
		c.Say(lang.T("hypothèse éteinte ; {undo} annule", "change switched off; {undo} undoes it"))
	}
	return nil
}

func (s *Screen) removeChange(c *ui.Ctx) tea.Cmd {
	row, _ := s.detail.Grid.Row()
	rest := slices.Delete(slices.Clone(c.Work.Changes()), row, row+1)
	if err := c.Work.SetChanges(rest); err != nil {
		c.Complain(err)
		return nil
	}
	s.edited(c)
	c.Say(lang.T("hypothèse retirée ; {undo} la remet", "change taken out; {undo} puts it back"))
	return nil
}

// edited brings the cursor of the list to the working changes after one of them was edited: those of the saved scenario that they
// were loaded from are still as they were.
func (s *Screen) edited(c *ui.Ctx) {
	s.list.Grid.Select(workID)
	c.Changed()
}

// goToSubject goes to the screen of what a change is about.
func (s *Screen) goToSubject(c *ui.Ctx) tea.Cmd {
	row, ok := s.detail.Grid.Row()
	if !ok {
		return nil
	}
	a := s.changes.changes[row].Address
	j := ui.Jump{From: lang.T("hypothèses", "changes").In(c.Lang)}
	switch a.Collection {
	case scenarios.InMembers:
		j.Screen, j.Member = "members", a.ID
	case scenarios.InSchools:
		j.Screen, j.School = "schools", a.ID
	case scenarios.InTariffs:
		j.Screen, j.Tariff = "tariffs", a.ID
	case scenarios.InUsage:
		j.Screen = "usage"
	default: // the year, its charges and subsidies
		j.Screen = "budget"
	}
	c.GoTo(j)
	return nil
}
