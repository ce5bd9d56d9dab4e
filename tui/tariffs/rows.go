package tariffs

import (
	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/scenarios/report"
	"quotepart/tui/theme"
	"quotepart/tui/ui"
	"quotepart/tui/widget"
)

// The columns of the list.
const (
	colLabel = iota
	colID
	colArticle
	colLevel
	colBasis
	colPrice
	colRevenue
	colDelta
)

func columns(l lang.Lang) []widget.Column {
	return []widget.Column{
		colLabel:   {Title: lang.T("Tarif", "Tariff").In(l), Min: 15, Width: 24, Flex: 1},
		colID:      {Title: lang.T("Identifiant", "Id").In(l), Width: 24, Priority: 5},
		colArticle: {Title: "Art.", Width: 4, Priority: 4},
		colLevel:   {Title: lang.T("Niveau", "Level").In(l), Width: 7, Priority: 3},
		colBasis:   {Title: lang.T("Clé", "Basis").In(l), Min: 15, Width: 18, Priority: 2},
		colPrice:   {Title: lang.T("Prix, montant", "Price, amount").In(l), Width: 13, Align: widget.Right},
		colRevenue: {Title: lang.T("Recette", "Revenue").In(l), Width: 12, Align: widget.Right},
		colDelta:   {Title: "Δ", Width: 13, Align: widget.Right, Priority: 1},
	}
}

// none stands for what is not there, which is not the same as 0.
const none = "–"

// rows are the tariffs of the charter.
type rows struct {
	c     *ui.Ctx
	known ui.Known
}

// take takes the new result over, and tells whether tariffs came, went or moved.
func (r *rows) take(c *ui.Ctx) bool {
	r.c = c
	return r.known.Changed(r)
}

func (r *rows) tariff(row int) *engine.Tariff { return r.c.Work.Year().Charter.Tariffs[row] }

// Len is the number of tariffs.
func (r *rows) Len() int {
	if r.c == nil {
		return 0
	}
	return len(r.c.Work.Year().Charter.Tariffs)
}

// ID is the tariff's.
func (r *rows) ID(row int) string { return r.tariff(row).ID }

// Cell shows a tariff; one that is disabled is muted and brings nothing.
func (r *rows) Cell(row, col int) (string, theme.Role) {
	t, role := r.tariff(row), theme.Text
	if t.Disabled {
		role = theme.Muted
	}
	switch col {
	case colLabel:
		return t.Label, role
	case colID:
		return t.ID, theme.Muted
	case colArticle:
		return t.Article, role
	case colLevel:
		return report.Word(string(t.Level)).In(r.c.Lang), role
	case colBasis:
		return short(t.Basis).In(r.c.Lang), role
	case colPrice:
		return priced(r.c.Lang, t), role
	case colRevenue:
		if result := r.c.Work.Result().Tariff(row); brings(result) {
			return result.Total.Bare(r.c.Lang), role
		}
		return none, role
	}
	return ui.Delta(r.c, r.c.Work.TariffDelta(row))
}

// short names a basis in few columns.
func short(b engine.Basis) lang.Text {
	switch b {
	case engine.PerSchool:
		return lang.T("par établ.", "per school")
	case engine.PerActivePupil:
		return lang.T("par élève actif", "active pupils")
	case engine.SharedByPupils:
		return lang.T("réparti / élèves", "share by pupils")
	case engine.SharedByClasses:
		return lang.T("réparti / classes", "share by class")
	case engine.SharedEqually:
		return lang.T("parts égales", "equal shares")
	}
	return report.Word(string(b))
}

// priced is what a tariff asks for: its price or its amount, or in a word where that comes from.
func priced(l lang.Lang, t *engine.Tariff) string {
	switch {
	case t.Uses("price"):
		return number(l, t.Price)
	case t.Uses("amount"):
		return t.Amount.Value.Bare(l)
	case t.Uses("bands"):
		if len(t.Bands) == 1 {
			return lang.T("1 tranche", "1 band").In(l)
		}
		return lang.F("%s tranches", "%s bands", lang.Count(len(t.Bands))).In(l)
	}
	return lang.T("charges", "charges").In(l) // the pool is made of charges
}

// number writes a price without its currency, as in a column of a table.
func number(l lang.Lang, p engine.Opt[engine.Price]) string {
	if !p.Known {
		return none
	}
	return lang.Number(l, int64(p.Value), 6, 2)
}

// brings tells whether a tariff has an amount: where no school has a line there is none, which is not the same as 0.
func brings(t engine.TariffResult) bool { return !t.Tariff.Disabled && t.Schools > 0 }

// revenue writes what a tariff brings and its difference to the reference, for the border of a frame.
func revenue(c *ui.Ctx, at int) string {
	t := c.Work.Result().Tariff(at)
	text := none
	if brings(t) {
		text = t.Total.In(c.Lang)
	}
	if d, _ := ui.Delta(c, c.Work.TariffDelta(at)); d != "" {
		text += "  " + d
	}
	return c.T("recette ", "revenue ") + text
}

// Key is what a tariff is ordered by.
func (r *rows) Key(row, col int) widget.Key {
	t := r.tariff(row)
	switch col {
	case colLabel:
		return ui.TextKey(t.Label)
	case colID:
		return widget.Key{Text: t.ID}
	case colArticle:
		return widget.Key{Text: t.Article}
	case colLevel:
		return widget.Key{Text: string(t.Level)}
	case colBasis:
		return widget.Key{Text: string(t.Basis)}
	case colPrice:
		return widget.Key{Rank: int64(t.Price.Value), Then: int64(t.Amount.Value)}
	case colRevenue:
		return widget.Key{Rank: int64(r.c.Work.Result().Tariff(row).Total)}
	}
	return widget.Key{Rank: int64(r.c.Work.TariffDelta(row))}
}

// FilterText is what a reader may look for: names, ids, bases and levels.
func (r *rows) FilterText(row int) string {
	t, l := r.tariff(row), r.c.Lang
	return widget.Fold(t.Label + " " + t.ID + " " + t.Article + " " + report.Word(string(t.Level)).In(l) + " " + report.Word(string(t.Basis)).In(l) + " " + string(t.Basis))
}

// Input makes all but the results editable; of price and amount, the one that the basis uses.
func (r *rows) Input(row, col int) (scenarios.Address, bool) {
	t := r.tariff(row)
	field := map[int]string{colLabel: "label", colArticle: "article", colLevel: "level", colBasis: "basis"}[col]
	switch {
	case col == colPrice && t.Uses("price"):
		field = "price"
	case col == colPrice && t.Uses("amount"):
		field = "amount"
	}
	return scenarios.Address{Collection: scenarios.InTariffs, ID: t.ID, Field: field}, field != ""
}
