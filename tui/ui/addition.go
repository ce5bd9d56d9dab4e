package ui

import (
	"strings"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/tui/theme"
	"quotepart/tui/widget"
)

// NewInputs are the lines of a form that adds a subject: its id, then its fields in the order of the file. values are what was
// typed before, or nil.
func NewInputs[T any](of scenarios.Collection, fields []scenarios.Field[T], values []string) []*FormField {
	value := func(i int) string {
		if i < len(values) {
			return values[i]
		}
		return ""
	}
	all := []*FormField{NewFormField(lang.T("Identifiant", "Id"), value(0), func(v string) error {
		_, err := scenarios.NewAdd(string(of)+"/"+strings.TrimSpace(v), nil)
		return err
	})}
	for i, f := range fields {
		all = append(all, NewInput(f, value(i+1)))
	}
	return all
}

// Addition is the change that such a form comes to; fields left empty are left out.
func Addition[T any](of scenarios.Collection, fields []scenarios.Field[T], v []string) (scenarios.Change, error) {
	var with []scenarios.Value
	for i, f := range fields {
		if strings.TrimSpace(v[i+1]) != "" {
			with = append(with, scenarios.Value{Field: f.Name, Value: v[i+1]})
		}
	}
	return scenarios.NewAdd(string(of)+"/"+strings.TrimSpace(v[0]), with)
}

// Hint wraps a text for the lines under a form.
func Hint(c *Ctx, role theme.Role, text string) []string {
	var lines []string
	for _, l := range widget.Wrap(text, hintWidth) {
		lines = append(lines, "  "+c.Theme.Render(role, l))
	}
	return lines
}

// hintWidth is the room inside a form on the smallest terminal.
const hintWidth = 54
