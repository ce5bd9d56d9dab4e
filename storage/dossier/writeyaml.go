package dossier

import (
	"bytes"
	"fmt"
	"regexp"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/scenarios"
)

// pairs is a YAML mapping being written, in the order in which its keys are added.
type pairs struct {
	node *yaml.Node
}

func newPairs(style yaml.Style) pairs {
	return pairs{&yaml.Node{Kind: yaml.MappingNode, Style: style}}
}

func (p pairs) add(key string, value *yaml.Node) {
	p.node.Content = append(p.node.Content, textNode(key), value)
}

// plainValue is a number, a date or a truth value that YAML reads as the text that it is.
var plainValue = regexp.MustCompile(`^(-?(0|[1-9][0-9]*)(\.[0-9]+)?|[0-9]{4}-[0-9]{2}-[0-9]{2}|true|false)$`)

// oldTruth is what YAML 1.1 reads as a truth value.
var oldTruth = regexp.MustCompile(`(?i)^(y|n|yes|no|on|off)$`)

// textNode is a text: quoted where YAML would read it otherwise, and where it has hidden characters, which stand escaped.
func textNode(s string) *yaml.Node {
	n := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: s}
	if oldTruth.MatchString(s) || lang.HasHidden(s) {
		n.Style = yaml.DoubleQuotedStyle
	}
	return n
}

// valueNode is a value as files write it: numbers and dates stand without quotes and keep each digit.
func valueNode(s string) *yaml.Node {
	n := textNode(s)
	if plainValue.MatchString(s) {
		n.Tag = ""
	}
	return n
}

// addFields adds the fields that hold something.
func addFields[T any](p pairs, fields []scenarios.Field[T], of *T) {
	for _, f := range fields {
		value := f.Get(of)
		switch {
		case value == "":
		case f.Type == scenarios.Text:
			p.add(f.Name, textNode(value))
		default:
			p.add(f.Name, valueNode(value))
		}
	}
}

// dump writes a whole file.
func dump(p pairs) []byte {
	out, err := yaml.Dump(p.node, yaml.WithIndent(2), yaml.WithCompactSeqIndent(false), yaml.WithLineWidth(-1), yaml.WithQuotePreference(yaml.QuoteDouble))
	if err != nil {
		panic(err) // a tree of plain nodes can always be written
	}
	return escapeHidden(out)
}

// escapeHidden writes hidden characters, whose text is in double quotes, as YAML escapes them: a file reads as it is, and can be shown.
func escapeHidden(out []byte) []byte {
	var escaped bytes.Buffer
	from := 0
	for at, r := range lang.Hidden(string(out)) {
		escaped.Write(out[from:at])
		if from = at + utf8.RuneLen(r); r < 0x10000 {
			fmt.Fprintf(&escaped, `\u%04x`, r)
		} else {
			fmt.Fprintf(&escaped, `\U%08x`, r)
		}
	}
	if from == 0 {
		return out
	}
	escaped.Write(out[from:])
	return escaped.Bytes()
}

// newFile starts a file with its format and id or name.
func newFile(key, value string) pairs {
	p := newPairs(0)
	p.add("format", textNode(format))
	p.add(key, textNode(value))
	return p
}

func writeYear(y *engine.Year) []byte {
	p := newFile("id", y.ID)
	addFields(p, scenarios.YearFields, y)
	return dump(p)
}

// WriteCharter writes charter.yaml. What stands at its default is left out, unless the tariff's basis looks at it.
func WriteCharter(c *engine.Charter) []byte {
	p := newFile("id", c.ID)
	addFields(p, charterFields, c)
	tariffs := &yaml.Node{Kind: yaml.SequenceNode}
	for _, t := range c.Tariffs {
		tariffs.Content = append(tariffs.Content, tariffNode(t))
	}
	p.add("tariffs", tariffs)
	return dump(p)
}

func tariffNode(t *engine.Tariff) *yaml.Node {
	p := newPairs(0)
	p.add("id", textNode(t.ID))
	usual := scenarios.NewTariff(t.ID)
	for _, f := range scenarios.TariffFields {
		value := f.Get(t)
		switch {
		case f.Name == "note" && len(t.Bands) > 0:
			p.add("bands", bandsNode(t.Bands))
		case value == "" || value == f.Get(usual) && !looksAt(t.Basis, f.Name):
			continue
		case f.Name == "pool":
			p.add(f.Name, poolNode(t.Pool))
			continue
		}
		addFields(p, []scenarios.Field[engine.Tariff]{f}, t)
	}
	return p.node
}

// looksAt tells whether a field with a default matters to a basis: then it is written, so that a reader sees the choice.
func looksAt(b engine.Basis, field string) bool {
	return field == "assumed" && b == engine.PerActivePupil || field == "beyond" && b == engine.Banded
}

func poolNode(pool *engine.Pool) *yaml.Node {
	p := newPairs(yaml.FlowStyle)
	p.add("level", textNode(string(pool.Level)))
	categories := &yaml.Node{Kind: yaml.SequenceNode, Style: yaml.FlowStyle}
	for _, c := range pool.Categories {
		categories.Content = append(categories.Content, textNode(string(c)))
	}
	p.add("categories", categories)
	return p.node
}

func bandsNode(bands []engine.Band) *yaml.Node {
	list := &yaml.Node{Kind: yaml.SequenceNode}
	for i := range bands {
		p := newPairs(yaml.FlowStyle)
		addFields(p, scenarios.BandFields, &bands[i])
		list.Content = append(list.Content, p.node)
	}
	return list
}

// WriteScenario writes a file of scenarios/.
func WriteScenario(s scenarios.Scenario) []byte { return dump(scenarioPairs(s)) }

// writeDraft makes the file of a draft, see readDraft.
func writeDraft(d scenarios.Draft) []byte {
	of := scenarios.Scenario{Name: d.Of, Note: d.Note, Changes: d.Changes}
	if d.Of == "" {
		of.Name = noScenario
		return WriteScenario(of)
	}
	p := scenarioPairs(of)
	p.add(basedKey, textNode(fmt.Sprintf("%016x", d.Revision)))
	return dump(p)
}

func scenarioPairs(s scenarios.Scenario) pairs {
	p := newFile("name", s.Name)
	if s.Note != "" {
		p.add("note", textNode(s.Note))
	}
	changes := &yaml.Node{Kind: yaml.SequenceNode}
	for _, c := range s.Changes {
		changes.Content = append(changes.Content, changeNode(c))
	}
	if len(s.Changes) == 0 {
		changes.Style = yaml.FlowStyle
	}
	p.add("changes", changes)
	return p
}

func changeNode(c scenarios.Change) *yaml.Node {
	p := newPairs(yaml.FlowStyle)
	if c.Off {
		c.Off = false
		p.add("off", changeNode(c))
		return p.node
	}
	p.add(string(c.Op), textNode(c.Address.String()))
	switch c.Op {
	case scenarios.Set:
		p.add("to", valueNode(c.Value))
	case scenarios.Scale:
		p.add("by", valueNode(c.Factor.String()))
	case scenarios.Add:
		with := newPairs(yaml.FlowStyle)
		for _, v := range c.With {
			with.add(v.Field, valueNode(v.Value))
		}
		p.add("with", with.node)
	}
	return p.node
}
