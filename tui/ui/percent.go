package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/shopspring/decimal"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/tui/theme"
	"quotepart/tui/widget"
)

// ByPercent is the form that scales values by a percentage; its effect is seen while it is typed. The scales are given without
// their factor. A note is shown until there is a percentage.
func ByPercent(title lang.Text, scales []scenarios.Change, note lang.Text) *Form {
	scaled := func(text string) ([]scenarios.Change, error) {
		factor, err := PercentFactor(text)
		if err != nil {
			return nil, err
		}
		all := make([]scenarios.Change, len(scales))
		for i, one := range scales {
			one.Op, one.Factor = scenarios.Scale, factor
			all[i] = one
		}
		return all, nil
	}
	return &Form{
		Title: title,
		Fields: []*FormField{NewFormField(lang.T("Pourcentage", "Percentage"), "", func(s string) error {
			_, err := PercentFactor(s)
			return err
		})},
		Changed: func(c *Ctx, v []string) []string {
			changes, err := scaled(v[0])
			if err == nil {
				return Effect(c, changes...)
			}
			lines := Effect(c)
			for _, l := range widget.Wrap(note.In(c.Lang), effectWidth) {
				lines = append(lines, "  "+c.Theme.Render(theme.Muted, l))
			}
			return lines
		},
		Done: func(c *Ctx, v []string) tea.Cmd {
			if changes, err := scaled(v[0]); err == nil {
				c.Do(changes...)
			}
			return nil
		},
		Cancelled: CancelPreview,
	}
}

// PercentFactor turns a percentage such as +2, -3,5 or 8 % into the factor of a scale, exactly: 1.02, 0.965, 1.08.
func PercentFactor(s string) (decimal.Decimal, error) {
	text := strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(s), "%"))
	text = strings.Replace(strings.ReplaceAll(text, "\u2212", "-"), ",", ".", 1)
	d, err := decimal.NewFromString(strings.TrimPrefix(text, "+"))
	if err != nil || strings.ContainsAny(text, "eE") || len(text) > 20 {
		return decimal.Decimal{}, lang.Wrong(lang.F("« %s » n'est pas un pourcentage", "%q is not a percentage", s), lang.T("écrivez par exemple +2 ou -3,5", "write for example +2 or -3.5"))
	}
	factor := d.Shift(-2).Add(decimal.NewFromInt(1))
	if factor.IsNegative() {
		return decimal.Decimal{}, lang.Wrong(lang.T("plus de 100 % en moins", "more than 100% less"), lang.T("restez au-dessus de -100 %", "stay above -100%"))
	}
	return factor, nil
}
