package ui

import (
	"strings"

	"github.com/shopspring/decimal"

	"quotepart/engine/lang"
)

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
