package dossier

import (
	"bytes"

	"go.yaml.in/yaml/v4"

	"quotepart/engine"
	"quotepart/engine/lang"
)

// Settings is a small YAML file of our own beside dossiers, such as the user's config file, read with the care of theirs: one
// document, no anchors or tags, no control characters, no key that is unknown or stands twice.
type Settings struct {
	Faults Faults // what is wrong so far, in the order of the file

	source *source
}

// ReadSettings reads the text of a file with these keys. A file of comments alone has none of them. The values by key are complete only
// while there are no Faults.
func ReadSettings(file string, data []byte, known ...string) (*Settings, map[string]*yaml.Node) {
	s := &Settings{}
	s.source = (&source{name: file, data: data, faults: &s.Faults}).text()
	if s.source == nil || onlyComments(s.source.data) {
		return s, nil
	}
	root, ok := s.source.tree()
	if !ok || !s.source.ordinary(root) {
		return s, nil
	}
	return s, s.Mapping(root, known...)
}

// Mapping gives the values of a mapping by key, and reports keys that are unknown or stand twice; without known keys any may
// stand in it.
func (s *Settings) Mapping(n *yaml.Node, known ...string) map[string]*yaml.Node {
	m, _ := s.source.mapping(n, known...)
	return m.values
}

// Wrong reports a fault at the place of a node.
func (s *Settings) Wrong(n *yaml.Node, err error) {
	s.source.add(engine.Error, n.Line, n.Column, asFault(err))
}

// Text gives the text of a node; one that is no single value is reported.
func (s *Settings) Text(n *yaml.Node) (string, bool) {
	if n.Kind != yaml.ScalarNode {
		s.Wrong(n, lang.Wrong(lang.T("il faut ici une seule valeur", "a single value is wanted here"), lang.T("écrivez-la sur la même ligne", "write it on the same line")))
		return "", false
	}
	return n.Value, true
}

func onlyComments(data []byte) bool {
	for line := range bytes.Lines(data) {
		if line = bytes.TrimSpace(line); len(line) > 0 && line[0] != '#' {
			return false
		}
	}
	return true
}
