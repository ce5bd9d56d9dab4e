package dossier

import (
	"path"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
	"go.yaml.in/yaml/v4"

	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/scenarios"
)

// ReadScenario reads one scenario file; file is the name that its faults carry. Errors are Faults. The form of the changes is
// checked, not whether their subjects exist.
func ReadScenario(file string, data []byte) (scenarios.Scenario, error) {
	return readScenarioFile(&source{name: file, data: data})
}

// ReadStoredScenario is ReadScenario as ReadStored is Read.
func ReadStoredScenario(file string, data []byte) (scenarios.Scenario, error) {
	return readScenarioFile(&source{name: file, data: data, stored: true})
}

func readScenarioFile(s *source) (scenarios.Scenario, error) {
	var faults Faults
	s.faults = &faults
	if s = s.text(); s != nil {
		if scenario, _, ok := readScenario(s); ok && len(faults) == 0 {
			return scenario, nil
		}
	}
	return scenarios.Scenario{}, faults.sorted()
}

// isScenario tells whether a file of the dossier is a scenario; one whose name starts with a point is not.
func isScenario(name string) bool {
	return path.Dir(name) == scenarioFolder && path.Ext(name) == ".yaml" && !strings.HasPrefix(path.Base(name), ".")
}

// readScenario reads a scenario and where its name stands; false where something is wrong with it, which is reported.
func readScenario(s *source) (scenarios.Scenario, *yaml.Node, bool) {
	m, ok := s.document("name", "note", "changes")
	if !ok {
		return scenarios.Scenario{}, nil, false
	}
	return scenarioIn(s, m)
}

func scenarioIn(s *source, m mapping) (scenarios.Scenario, *yaml.Node, bool) {
	before := len(*s.faults)
	var scenario scenarios.Scenario
	scenario.Name, _ = m.required("name")
	if err := scenarios.CheckName(scenario.Name); err != nil && scenario.Name != "" { // a missing one is told already
		line, col := m.placeOf("name")
		s.add(engine.Error, line, col, asFault(err))
	}
	scenario.Note, _ = m.text("note")
	scenario.Note = strings.TrimSpace(scenario.Note)
	list, _ := m.list("changes")
	for _, n := range list {
		if c, ok := readChange(s, n); ok {
			scenario.Changes = append(scenario.Changes, c)
		}
	}
	return scenario, m.values["name"], len(*s.faults) == before
}

// noScenario is the name in a draft that belongs to no scenario.
const noScenario = "draft"

// readDraft reads a draft: a scenario file that may say on which revision of its scenario it is based. Without that, it belongs to
// none.
func readDraft(s *source) (scenarios.Draft, bool) {
	m, ok := s.document("name", "note", "changes", basedKey)
	if !ok {
		return scenarios.Draft{}, false
	}
	of, _, ok := scenarioIn(s, m)
	d := scenarios.Draft{Changes: of.Changes}
	if m.values[basedKey] != nil {
		text, _ := m.text(basedKey)
		revision, err := strconv.ParseUint(text, 16, 64)
		if err != nil {
			line, col := m.placeOf(basedKey)
			s.wrong(line, col, lang.F("%s n'est pas une révision", "%s is no revision", quoted(text)), lang.T("effacez la ligne", "delete the line"))
			return d, false
		}
		d.Of, d.Note, d.Revision = of.Name, of.Note, revision
	}
	return d, ok
}

// basedKey is the key of a draft for the revision of its scenario, as sixteen hexadecimal digits.
const basedKey = "based"

// changeForms says which key each operation needs beside its address.
var changeForms = map[scenarios.Op]string{scenarios.Set: "to", scenarios.Scale: "by", scenarios.Add: "with", scenarios.Remove: ""}

var allOps = []scenarios.Op{scenarios.Set, scenarios.Scale, scenarios.Add, scenarios.Remove}

// readChange reads one change, and gives false where something is wrong with it, which is reported.
func readChange(s *source, n *yaml.Node) (scenarios.Change, bool) {
	before := len(*s.faults)
	m, ok := s.mapping(n, "set", "to", "scale", "by", "add", "with", "remove", "off")
	if !ok {
		return scenarios.Change{}, false
	}
	if off := m.values["off"]; off != nil {
		return readOff(s, m, off)
	}
	op, ok := m.op()
	if !ok {
		return scenarios.Change{}, false
	}
	address, _ := m.required(string(op))
	var c scenarios.Change
	var err error
	place := m.values[string(op)]
	switch op {
	case scenarios.Set:
		value := m.value("to")
		c, err = scenarios.NewSet(address, value)
	case scenarios.Scale:
		factor := m.value("by")
		c, err = scenarios.NewScale(address, factor)
		c.Factor = decimal.RequireFromString(c.Factor.String()) // 1.50 is written 1.5, and both must be the same change
		if _, wrong := scenarios.ParseAddress(address); wrong == nil && m.values["by"] != nil {
			place = m.values["by"] // the address is right, so it is the factor
		}
	case scenarios.Add:
		c, err = scenarios.NewAdd(address, m.with())
	default:
		c, err = scenarios.NewRemove(address)
	}
	if err != nil && len(*s.faults) == before {
		s.add(engine.Error, place.Line, place.Column, asFault(err))
	}
	return c, len(*s.faults) == before
}

// readOff reads a change that is switched off: off: {set: …}.
func readOff(s *source, m mapping, off *yaml.Node) (scenarios.Change, bool) {
	if len(m.keys) > 1 {
		s.wrong(m.node.Line, m.node.Column, lang.T("off ne va avec aucune autre clé", "off goes with no other key"), lang.T("écrivez off: {set: …, to: …}", "write off: {set: …, to: …}"))
		return scenarios.Change{}, false
	}
	c, ok := readChange(s, off)
	if ok && c.Off {
		s.wrong(off.Line, off.Column, lang.T("off dans off", "off inside off"), lang.T("gardez-en un", "keep one"))
		return scenarios.Change{}, false
	}
	c.Off = true
	return c, ok
}

// op is the one operation of a change. It reports another one beside it, and keys that belong to another one.
func (m mapping) op() (scenarios.Op, bool) {
	var found []scenarios.Op
	for _, op := range allOps {
		if m.values[string(op)] != nil {
			found = append(found, op)
		}
	}
	if len(found) != 1 {
		m.wrong(m.node.Line, m.node.Column, lang.T("une hypothèse fait une chose : set, scale, add ou remove", "a change does one thing: set, scale, add or remove"), lang.T("gardez-en une par ligne", "keep one on each line"))
		return "", false
	}
	for _, op := range allOps {
		if key := changeForms[op]; op != found[0] && key != "" && m.values[key] != nil {
			line, col := m.keys[key].Line, m.keys[key].Column
			m.wrong(line, col, lang.F("%[1]s ne va pas avec %[2]s", "%[1]s does not go with %[2]s", quoted(key), quoted(string(found[0]))), lang.F("effacez-le, ou écrivez %s", "delete it, or write %s", string(op)))
		}
	}
	return found[0], true
}

// value is the text of a key that must be there: an empty one is written "".
func (m mapping) value(key string) string {
	if m.empty(key) {
		line, col := m.placeOf(key)
		m.wrong(line, col, lang.F("la valeur de %s manque", "the value of %s is missing", quoted(key)), lang.F(`écrivez %s: "" pour une valeur vide`, `write %s: "" for an empty value`, key))
		return ""
	}
	text, _ := m.text(key)
	return text
}

// with is the fields of what is added, in their order.
func (m mapping) with() []scenarios.Value {
	n := m.values["with"]
	if n == nil {
		m.missing("with")
		return nil
	}
	fields, ok := m.mapping(n)
	if !ok {
		return nil
	}
	var list []scenarios.Value
	for i := 0; i < len(n.Content); i += 2 {
		name := n.Content[i].Value
		if fields.keys[name] != n.Content[i] {
			continue // a repeated key, which is reported
		}
		value := scenarios.Value{Field: name}
		if name == "pool" && n.Content[i+1].Kind == yaml.MappingNode {
			value.Value, _ = fields.pool()
		} else {
			value.Value = fields.value(name)
		}
		list = append(list, value)
	}
	return list
}
