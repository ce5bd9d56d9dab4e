package ui

import (
	tea "charm.land/bubbletea/v2"
	"github.com/shopspring/decimal"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/scenarios/report"
)

// Tables is the tables of a screen, one of which has the focus, with the actions that all tables share.
type Tables struct {
	All []*Table
	// Report, when not nil, takes down what the screen is about for an export; what it gives writes that as a report, in a command.
	Report func(*Ctx) func() *report.Report

	focus int
}

// Focused is the table that gets the keys.
func (ts *Tables) Focused() *Table { return ts.All[ts.focus] }

// IsFocused tells whether a table gets the keys.
func (ts *Tables) IsFocused(t *Table) bool { return ts.All[ts.focus] == t }

// Focus gives a table the keys.
func (ts *Tables) Focus(t *Table) {
	for i, one := range ts.All {
		if one == t {
			ts.focus = i
		}
	}
}

// Update moves the cursor of the focused table, and takes clicks in any of them.
func (ts *Tables) Update(c *Ctx, msg tea.Msg) {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		ts.Focused().Key(msg.String())
	case tea.MouseMsg:
		for i, t := range ts.All {
			if t.Mouse(c, msg) {
				ts.focus = i
				return
			}
		}
	}
}

// Bindings are the actions of tables whose cells are inputs.
func (ts *Tables) Bindings() []Binding {
	return append(ts.ReadBindings(),
		Binding{ID: "edit", Keys: []string{"e", "f2"}, Name: lang.T("modifier", "edit"), Hint: true, Needs: scenarios.MayPlay,
			Help: lang.T("modifier la valeur sous le curseur : ce que l'on tape la remplace, ← → la gardent ; tout se recalcule pendant la saisie",
				"edit the value under the cursor: what is typed replaces it, ← → keep it; everything is recalculated while typing"),
			Run: func(c *Ctx) tea.Cmd { StartEdit(c, ts.Focused()); return nil }},
		Binding{ID: "increase", Keys: []string{"+", "="}, Name: lang.T("augmenter", "increase"), Needs: scenarios.MayPlay,
			Help: lang.T("augmenter d'un pas, aussi les lignes marquées : 1 élève ou classe, 10 centimes d'un prix, 100 € d'un montant, 1 %", "increase by a step, the marked rows too: 1 pupil or class, 10 cents of a price, €100 of an amount, 1%"),
			Run:  func(c *Ctx) tea.Cmd { ts.nudge(c, 1); return nil }},
		Binding{ID: "decrease", Keys: []string{"-"}, Name: lang.T("diminuer", "decrease"), Needs: scenarios.MayPlay,
			Help: lang.T("diminuer d'un pas", "decrease by a step"),
			Run:  func(c *Ctx) tea.Cmd { ts.nudge(c, -1); return nil }},
		Binding{ID: "increase-more", Keys: []string{"shift+up"}, Name: lang.T("augmenter de 10 pas", "increase by 10 steps"), Needs: scenarios.MayPlay,
			Help: lang.T("10 élèves ou classes, 1 € d'un prix, 1 000 € d'un montant, 10 %", "10 pupils or classes, €1 of a price, €1,000 of an amount, 10%"),
			Run:  func(c *Ctx) tea.Cmd { ts.nudge(c, 10); return nil }},
		Binding{ID: "decrease-more", Keys: []string{"shift+down"}, Name: lang.T("diminuer de 10 pas", "decrease by 10 steps"), Needs: scenarios.MayPlay,
			Help: lang.T("diminuer d'autant", "decrease by as much"),
			Run:  func(c *Ctx) tea.Cmd { ts.nudge(c, -10); return nil }},
		Binding{ID: "percent", Keys: []string{"%"}, Name: lang.T("en %", "by %"), Needs: scenarios.MayPlay,
			Help: lang.T("augmenter ou diminuer d'un pourcentage la colonne des lignes marquées", "raise or lower the column of the marked rows by a percentage"),
			Run:  func(c *Ctx) tea.Cmd { ts.askPercent(c); return nil }},
	)
}

// ReadBindings are the actions of any table.
func (ts *Tables) ReadBindings() []Binding {
	all := []Binding{
		{ID: "filter", Keys: []string{"/"}, Name: lang.T("filtrer", "filter"), Hint: true,
			Help: lang.T("ne montrer que les lignes qui contiennent ces mots, sans tenir compte des accents", "show only the rows that hold these words, whatever the accents"),
			Run:  func(c *Ctx) tea.Cmd { c.Filter = NewFilter(ts.Focused()); return nil }},
		{ID: "unfilter", Keys: []string{"esc"}, Name: lang.T("sans filtre", "no filter"), Hint: true, When: func() bool { return ts.Focused().Grid.Filter() != "" },
			Help: lang.T("montrer de nouveau les lignes que le filtre cache", "show the rows again that the filter hides"),
			Run:  func(*Ctx) tea.Cmd { ts.Focused().Grid.SetFilter(""); return nil }},
		{ID: "sort", Keys: []string{"o"}, Name: lang.T("trier", "sort"),
			Help: lang.T("trier par la colonne du curseur, les plus grands nombres d'abord ; encore une fois pour l'ordre inverse, puis l'ordre d'origine", "sort by the cursor's column, the largest numbers first; again for the reverse, then the original order"),
			Run:  ts.sort},
		{ID: "columns", Keys: []string{"C"}, Name: lang.T("colonnes", "columns"),
			Help: lang.T("choisir les colonnes du tableau", "choose the columns of the table"),
			Run:  func(c *Ctx) tea.Cmd { c.Overlay = &columnList{table: ts.Focused()}; return nil }},
		{ID: "copy", Keys: []string{"y"}, Name: lang.T("copier", "copy"),
			Help: lang.T("copier la cellule du curseur dans le presse-papiers du terminal (OSC 52)", "copy the cell under the cursor to the terminal's clipboard (OSC 52)"),
			Run:  func(c *Ctx) tea.Cmd { return copyCell(c, ts.Focused()) }},
		{ID: "copy-table", Keys: []string{"Y"}, Name: lang.T("copier le tableau", "copy the table"),
			Help: lang.T("copier le tableau tel qu'il est filtré et trié, pour un tableur", "copy the table as it is filtered and sorted, for a spreadsheet"),
			Run:  func(c *Ctx) tea.Cmd { return copyTable(c, ts.Focused()) }},
		{ID: "export", Keys: []string{"x"}, Name: lang.T("exporter", "export"),
			Help: lang.T("écrire le tableau ou le rapport dans un fichier .csv, .md ou .json, ou l'exercice dans un dossier", "write the table or the report to a .csv, .md or .json file, or the year to a folder"),
			Run:  func(c *Ctx) tea.Cmd { askExport(c, ts.Focused(), ts.Report); return nil }},
		{ID: "mark", Keys: []string{"space"}, Name: lang.T("marquer", "mark"),
			Help: lang.T("marquer la ligne, pour modifier plusieurs lignes à la fois", "mark the row, to change several rows at once"),
			Run:  func(*Ctx) tea.Cmd { g := ts.Focused().Grid; g.Mark(); g.Move(1); return nil }},
		{ID: "mark-all", Keys: []string{"*"}, Name: lang.T("tout marquer", "mark all"),
			Help: lang.T("marquer toutes les lignes montrées, ou aucune", "mark all the rows shown, or none"),
			Run:  func(*Ctx) tea.Cmd { ts.Focused().Grid.MarkShown(); return nil }},
	}
	if len(ts.All) > 1 {
		all = append(all, Binding{ID: "next-panel", Keys: []string{"tab"}, Name: lang.T("panneau", "panel"), Hint: true,
			Help: lang.T("passer au panneau suivant", "go to the next panel"),
			Run:  func(*Ctx) tea.Cmd { ts.focus = (ts.focus + 1) % len(ts.All); return nil }},
			Binding{ID: "previous-panel", Keys: []string{"shift+tab"}, Name: lang.T("panneau précédent", "previous panel"),
				Help: lang.T("revenir au panneau précédent", "go back to the previous panel"),
				Run:  func(*Ctx) tea.Cmd { ts.focus = (ts.focus + len(ts.All) - 1) % len(ts.All); return nil }})
	}
	return all
}

func (ts *Tables) sort(c *Ctx) tea.Cmd {
	g := ts.Focused().Grid
	if !g.Sortable(g.Column()) {
		c.Say(lang.T("cette colonne ne se trie pas", "this column cannot be sorted"))
		return nil
	}
	g.ToggleSort(g.Column())
	return nil
}

// steps are what one nudge changes, in the unit of each type of field.
var steps = map[scenarios.Type]decimal.Decimal{
	scenarios.Count:      decimal.NewFromInt(1),
	scenarios.Money:      decimal.NewFromInt(100),
	scenarios.UnitPrice:  decimal.RequireFromString("0.1"),
	scenarios.Percentage: decimal.NewFromInt(1),
}

// nudge moves the numbers of the marked rows, or the one under the cursor, by some steps, as one edit; never below zero.
func (ts *Tables) nudge(c *Ctx, times int64) {
	var changes []scenarios.Change
	for _, a := range ts.Focused().Addresses() {
		input, err := scenarios.Lookup(c.Work.Year(), a)
		if err != nil {
			c.Complain(err)
			return
		}
		if next, ok := nudged(input, times); ok {
			changes = append(changes, scenarios.Change{Op: scenarios.Set, Address: a, Value: next})
		}
	}
	if len(changes) == 0 {
		c.Say(nothingToAdjust)
		return
	}
	c.Do(changes...)
}

func nudged(input scenarios.Input, times int64) (string, bool) {
	text, percent := input.Value, ""
	kind := input.Type
	if n := len(text); n > 0 && text[n-1] == '%' { // a mutualised part may be either
		text, percent, kind = text[:n-1], "%", scenarios.Percentage
	}
	step, ok := steps[kind]
	if !ok || text == "" {
		return "", false
	}
	value, err := decimal.NewFromString(text)
	if err != nil {
		return "", false
	}
	next := value.Add(step.Mul(decimal.NewFromInt(times)))
	if next.IsNegative() {
		next = decimal.Zero
	}
	return next.String() + percent, !next.Equal(value)
}

var nothingToAdjust = lang.T("rien à ajuster ici : mettez le curseur sur un nombre que l'on peut modifier", "nothing to adjust here: put the cursor on a number that can be edited")

// askPercent scales the numbers of the marked rows by a percentage that is asked for.
func (ts *Tables) askPercent(c *Ctx) {
	addresses := ts.Focused().Addresses()
	if len(addresses) == 0 {
		c.Say(nothingToAdjust)
		return
	}
	first, err := scenarios.Lookup(c.Work.Year(), addresses[0])
	if err != nil {
		c.Complain(err)
		return
	}
	if _, number := steps[first.Type]; !number {
		c.Say(nothingToAdjust)
		return
	}
	title := lang.F("Ajuster en %% : %[1]s, %[2]s ligne(s)", "Change by %%: %[1]s, %[2]s row(s)", first.Label, lang.Count(len(addresses)))
	c.Overlay = ByPercent(title, scenarios.Scales(c.Work.Year(), addresses), lang.T("Tapez par exemple +2 ou -3,5 ; l'effet se voit ici.", "Type for example +2 or -3.5; the effect is seen here."))
}
