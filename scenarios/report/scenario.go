package report

import (
	"bytes"
	"encoding/json"
	"slices"

	"quotepart/engine/lang"
	"quotepart/scenarios"
)

// ScenarioList lists the scenarios of a year.
func ScenarioList(year string, list []scenarios.Scenario) *Report {
	t := Table{Columns: []Column{left("name", "Scénario", "Scenario"), right("changes", "Hypothèses", "Changes"), left("note", "Note", "Note")}}
	t.Columns[2].Most = noteWidth
	out := scenarioListJSON{Format: formatID, Year: year, Scenarios: []scenarioEntryJSON{}}
	for _, s := range list {
		t.add(text(s.Name), count(int64(len(s.Changes))), text(s.Note))
		out.Scenarios = append(out.Scenarios, scenarioEntryJSON{s.Name, s.Note, len(s.Changes)})
	}
	r := &Report{Rows: t, JSON: func(lang.Lang) any { return out }}
	r.section(lang.Text{}, t)
	if len(list) == 0 {
		r.Lines = []lang.Text{lang.F("aucun scénario pour %s", "no scenario for %s", year)}
	}
	return r
}

const noteWidth = 80

type scenarioListJSON struct {
	Format    string              `json:"format"`
	Year      string              `json:"year"`
	Scenarios []scenarioEntryJSON `json:"scenarios"`
}

type scenarioEntryJSON struct {
	Name    string `json:"name"`
	Note    string `json:"note"`
	Changes int    `json:"changes"`
}

// Scenario shows one scenario, a row for each change.
func Scenario(s scenarios.Scenario) *Report {
	t := Table{Columns: []Column{
		left("op", "Opération", "Operation"), left("address", "Adresse", "Address"), left("value", "Valeur", "Value"),
	}}
	out := scenarioJSON{Format: formatID, Name: s.Name, Note: s.Note, Changes: []changeJSON{}}
	for _, c := range s.Changes {
		t.add(operation(c), text(c.Address.String()), text(valueOf(c)))
		out.Changes = append(out.Changes, changeJSON(c))
	}
	r := &Report{Title: same(s.Name), Rows: t, JSON: func(lang.Lang) any { return out }}
	if s.Note != "" {
		r.Lines = []lang.Text{same(s.Note)}
	}
	r.section(lang.Text{}, t)
	return r
}

// operation is what a change does; one that is switched off must not be taken for one that is on.
func operation(c scenarios.Change) Cell {
	op := text(string(c.Op))
	if c.Off {
		op = Cell{People: lang.F("(éteinte) %s", "(off) %s", string(c.Op)), Machine: same("off: " + string(c.Op))}
	}
	return op
}

// valueOf is what a change gives: a value, a factor, or the fields of what it adds.
func valueOf(c scenarios.Change) string {
	switch c.Op {
	case scenarios.Set:
		return c.Value
	case scenarios.Scale:
		return c.Factor.String()
	}
	out := ""
	for i, v := range c.With {
		if i > 0 {
			out += ", "
		}
		out += v.Field + ": " + v.Value
	}
	return out
}

type scenarioJSON struct {
	Format  string       `json:"format"`
	Name    string       `json:"name"`
	Note    string       `json:"note"`
	Changes []changeJSON `json:"changes"`
}

// changeJSON writes a change with the keys of scenarios/*.yaml (formats.md); the fields of with keep their order.
type changeJSON scenarios.Change

// MarshalJSON writes one object; all values are text. One that is switched off stands inside off, as in files.
func (c changeJSON) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	if c.Off {
		c.Off = false
		on, err := c.MarshalJSON()
		return slices.Concat([]byte(`{"off":`), on, []byte("}")), err
	}
	write := func(s string) {
		quoted, _ := json.Marshal(s) // a string can always be written
		b.Write(quoted)
	}
	key := func(before, name string) {
		b.WriteString(before)
		write(name)
		b.WriteByte(':')
	}
	key("{", string(c.Op))
	write(c.Address.String())
	switch c.Op {
	case scenarios.Set:
		key(",", "to")
		write(c.Value)
	case scenarios.Scale:
		key(",", "by")
		write(c.Factor.String())
	case scenarios.Add:
		key(",", "with")
		b.WriteByte('{')
		for i, v := range c.With {
			if i > 0 {
				b.WriteByte(',')
			}
			key("", v.Field)
			write(v.Value)
		}
		b.WriteByte('}')
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}
