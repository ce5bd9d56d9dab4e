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

// The columns of the fields.
const (
	fieldName = iota
	fieldValue
	fieldMeaning
)

func fieldColumns(l lang.Lang) []widget.Column {
	return []widget.Column{
		fieldName:    {Title: lang.T("Champ", "Field").In(l), Width: 16, NoSort: true},
		fieldValue:   {Title: lang.T("Valeur", "Value").In(l), Min: 16, Width: 18, Flex: 1, NoSort: true},
		fieldMeaning: {Title: lang.T("Sens", "Meaning").In(l), Min: 14, Width: 20, Flex: 1, Priority: 1, NoSort: true},
	}
}

// fieldRows are the fields of the tariff under the cursor.
type fieldRows struct {
	c      *ui.Ctx
	tariff *engine.Tariff
	at     int // its place in the charter
}

func (r *fieldRows) take(c *ui.Ctx, t *engine.Tariff, at int) { r.c, r.tariff, r.at = c, t, at }

// Len is the number of fields, none without a tariff.
func (r *fieldRows) Len() int {
	if r.tariff == nil {
		return 0
	}
	return len(scenarios.TariffFields)
}

// ID is the field's name.
func (r *fieldRows) ID(row int) string { return scenarios.TariffFields[row].Name }

// Cell shows a field; one that the basis does not use is muted.
func (r *fieldRows) Cell(row, col int) (string, theme.Role) {
	f, role := scenarios.TariffFields[row], theme.Text
	if !r.tariff.Uses(f.Name) {
		role = theme.Muted
	}
	switch col {
	case fieldName:
		return f.Label.In(r.c.Lang), role
	case fieldValue:
		return r.value(f), role
	}
	return r.meaning(f.Name).In(r.c.Lang), theme.Muted
}

// value writes a field: numbers for people, choices as they are typed.
func (r *fieldRows) value(f scenarios.Field[engine.Tariff]) string {
	t, l := r.tariff, r.c.Lang
	switch {
	case f.Name == "price":
		return number(l, t.Price)
	case f.Name == "amount" && t.Amount.Known:
		return t.Amount.Value.Bare(l)
	case f.Name == "threshold" && t.Threshold.Known:
		return lang.Count(t.Threshold.Value).In(l)
	case f.Name == "assumed":
		return t.Assumed.In(l)
	}
	if v := f.Get(t); v != "" {
		return v
	}
	return none
}

// meaning says in words what a value comes to.
func (r *fieldRows) meaning(field string) lang.Text {
	t := r.tariff
	if !t.Uses(field) {
		return lang.T("sans effet", "no effect")
	}
	switch field {
	case "level":
		return report.Word(string(t.Level))
	case "basis":
		return report.Word(string(t.Basis))
	case "enabled":
		if t.Disabled {
			return lang.T("non : ne compte pas", "no: does not count")
		}
		return lang.T("oui", "yes")
	case "price":
		return unitOf(t.Basis)
	case "amount":
		return lang.T("€ à répartir", "€ to share")
	case "pool":
		return r.pooled()
	case "threshold":
		return lang.T("facturé au-delà", "billed above")
	case "assumed":
		return lang.T("si usage inconnu", "if use unknown")
	case "overlap", "beyond":
		return choiceMeaning(t, field)
	}
	return lang.Text{}
}

func (r *fieldRows) pooled() lang.Text {
	if r.tariff.Pool == nil {
		return lang.T("aucune", "none")
	}
	if r.tariff.Disabled {
		return lang.Text{}
	}
	return lang.F("= %s", "= %s", r.c.Work.Result().Tariff(r.at).ToShare)
}

// unitOf names what a price is for.
func unitOf(b engine.Basis) lang.Text {
	word := report.Word(string(b))
	return lang.T("€ "+word.FR, "€ "+word.EN)
}

// choiceMeaning says what the choices mean where the charter is silent.
func choiceMeaning(t *engine.Tariff, field string) lang.Text {
	switch {
	case field == "beyond" && t.Beyond == engine.Last:
		return lang.T("la dernière vaut", "the last one counts")
	case field == "beyond":
		return lang.T("aucune ligne", "no line")
	case t.Overlap == engine.Lower:
		return lang.T("la tranche du bas", "the lower band")
	case t.Overlap == engine.Upper:
		return lang.T("la tranche du haut", "the upper band")
	}
	return lang.T("aucune règle", "no rule")
}

// Key keeps the natural order.
func (*fieldRows) Key(int, int) widget.Key { return widget.Key{} }

// FilterText is the name of the field, as it is shown and as it is written.
func (r *fieldRows) FilterText(row int) string {
	f := scenarios.TariffFields[row]
	return widget.Fold(f.Label.In(r.c.Lang) + " " + f.Name)
}

// Input edits the value.
func (r *fieldRows) Input(row, col int) (scenarios.Address, bool) {
	return scenarios.Address{Collection: scenarios.InTariffs, ID: r.tariff.ID, Field: scenarios.TariffFields[row].Name}, col == fieldValue
}
