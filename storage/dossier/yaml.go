package dossier

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"
	"unicode"

	"go.yaml.in/yaml/v4"
	"go.yaml.in/yaml/v4/plugin/loaderlimits"

	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/scenarios"
)

// format is the format that this version reads and writes.
const format = "quotepart/1"

// maxDepth is how deep YAML may be nested: the formats need 6.
const maxDepth = 20

// maxYAML is the largest YAML file that is read, in bytes: its tree takes many times its size.
const maxYAML = 8 << 20

// mapping is a YAML mapping whose values are asked for by key.
type mapping struct {
	*source
	node   *yaml.Node
	keys   map[string]*yaml.Node
	values map[string]*yaml.Node
}

// document reads a file of one YAML document that is a mapping with these keys and our format. It reports what is wrong, and
// gives false where there is nothing to go on with.
func (s *source) document(keys ...string) (mapping, bool) {
	root, ok := s.tree()
	if !ok || !s.ordinary(root) {
		return mapping{}, false
	}
	m, ok := s.mapping(root, append([]string{"format"}, keys...)...)
	if !ok {
		return m, false
	}
	return m, m.checkFormat()
}

// tree is the root of the only document.
func (s *source) tree() (*yaml.Node, bool) {
	if len(s.data) > maxYAML {
		s.wrong(0, 0, lang.F("le fichier dépasse %d Mio", "the file is larger than %d MiB", maxYAML>>20), lang.T("vérifiez que c'est le bon fichier", "check that it is the right file"))
		return nil, false
	}
	loader, err := yaml.NewLoader(bytes.NewReader(s.data), yaml.WithPlugin(loaderlimits.New(loaderlimits.DepthValue(maxDepth))))
	if err != nil {
		panic(err) // of the options alone, which are fixed
	}
	var document, further yaml.Node
	switch err := loader.Load(&document); {
	case err == io.EOF:
		s.wrong(0, 0, lang.T("le fichier est vide", "the file is empty"), lang.F("commencez par format: %s", "start with format: %s", format))
		return nil, false
	case err != nil:
		s.yamlError(err)
		return nil, false
	}
	switch err := loader.Load(&further); {
	case err == nil:
		s.wrong(further.Line, further.Column, lang.T("un second document YAML commence ici", "a second YAML document starts here"), lang.T("gardez-en un seul, sans ligne ---", "keep only one, without a line ---"))
		return nil, false
	case err != io.EOF:
		s.yamlError(err)
		return nil, false
	}
	return document.Content[0], true
}

// yamlError reports what the YAML reader stumbled over.
func (s *source) yamlError(err error) {
	var e *yaml.LoadError
	if !errors.As(err, &e) {
		s.wrong(0, 0, lang.F("YAML illisible (%v)", "unreadable YAML (%v)", err), lang.T("vérifiez la forme du fichier", "check the form of the file"))
		return
	}
	what, known := yamlMessages[e.Message]
	if !known {
		what = lang.T(e.Message, e.Message)
	}
	place := e.Mark
	if e.Message == endOfStream {
		place = e.ContextMark // where the quotes were opened
	}
	s.wrong(place.Line, place.Column, lang.F("YAML illisible : %s", "unreadable YAML: %s", what),
		lang.T("vérifiez les retraits, les deux-points et les guillemets de cette ligne et de la précédente", "check indents, colons and quotes on this line and the one before"))
}

const endOfStream = "found unexpected end of stream"

// yamlMessages words what goes wrong most; the YAML reader says the rest in English.
var yamlMessages = map[string]lang.Text{
	"mapping values are not allowed in this context": lang.T("deux-points inattendu ; un texte qui en contient se met entre guillemets", "unexpected colon; a text that holds one goes between quotes"),
	endOfStream: lang.T("des guillemets ne sont jamais refermés", "quotes are never closed"),
	"found character that cannot start any token":                  lang.T("un texte ne peut pas commencer par ce caractère sans guillemets", "a text cannot start with this character without quotes"),
	"found a tab character that violates indentation":              lang.T("tabulation dans un retrait", "tab in an indent"),
	"found a tab character where an indentation space is expected": lang.T("tabulation dans un retrait", "tab in an indent"),
	"did not find expected ',' or ']'":                             lang.T("il manque , ou ]", "a , or ] is missing"),
	"did not find expected ',' or '}'":                             lang.T("il manque , ou }", "a , or } is missing"),
	"did not find expected '-' indicator":                          lang.T("il manque le tiret d'une liste, ou le retrait est faux", "the hyphen of a list is missing, or the indent is wrong"),
	"did not find expected key":                                    lang.T("il manque une clé, ou le retrait est faux", "a key is missing, or the indent is wrong"),
	"did not find expected node content":                           lang.T("il manque une valeur", "a value is missing"),
	"could not find expected ':'":                                  lang.T("il manque le deux-points d'une clé", "the colon of a key is missing"),
	"found unknown escape character":                               lang.T("barre oblique inverse inattendue entre guillemets", "unexpected backslash between quotes"),
	"block sequence entries are not allowed in this context":       lang.T("liste inattendue ici", "unexpected list here"),
}

// ordinary refuses what the formats do not need: anchors, aliases, tags, and hidden characters behind an escape.
func (s *source) ordinary(n *yaml.Node) bool {
	wrong := func(what lang.Text) bool {
		s.wrong(n.Line, n.Column, what, lang.T("écrivez la valeur elle-même", "write the value itself"))
		return false
	}
	switch {
	case n.Kind == yaml.AliasNode || n.Anchor != "":
		return wrong(lang.T("les ancres et les alias de YAML (& et *) ne sont pas admis", "YAML anchors and aliases (& and *) are not accepted"))
	case n.Style&yaml.TaggedStyle != 0:
		return wrong(lang.F("l'étiquette YAML %s n'est pas admise", "the YAML tag %s is not accepted", quoted(n.Tag)))
	case strings.ContainsFunc(n.Value, func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' }):
		return wrong(lang.F("caractère de contrôle dans %s", "control character in %s", quoted(n.Value)))
	case !s.stored && !s.hidden && lang.HasHidden(n.Value):
		return wrong(lang.F("caractère invisible dans %s", "invisible character in %s", quoted(n.Value)))
	}
	ok := true
	for _, child := range n.Content {
		ok = s.ordinary(child) && ok
	}
	return ok
}

// mapping reports keys that are not known or repeated, and gives false where the node is no mapping.
func (s *source) mapping(n *yaml.Node, known ...string) (mapping, bool) {
	m := mapping{s, n, map[string]*yaml.Node{}, map[string]*yaml.Node{}}
	if n.Kind != yaml.MappingNode {
		s.wrong(n.Line, n.Column, lang.T("il faut ici des « clé: valeur »", `"key: value" pairs are wanted here`), lang.F("clés : %s", "keys: %s", strings.Join(known, ", ")))
		return m, false
	}
	for i := 0; i < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		switch first, again := m.keys[key.Value]; {
		case key.Kind != yaml.ScalarNode || known != nil && !slices.Contains(known, key.Value):
			mend := scenarios.DidYouMean(key.Value, known)
			s.wrong(key.Line, key.Column, lang.F("la clé %s n'est pas connue", "key %s is not known", quoted(key.Value)),
				lang.F("%[1]s (clés : %[2]s)", "%[1]s (keys: %[2]s)", mend, strings.Join(known, ", ")))
		case again:
			s.wrong(key.Line, key.Column, lang.F("la clé %[1]s est déjà à la ligne %[2]d", "key %[1]s is on line %[2]d already", quoted(key.Value), first.Line), lang.T("gardez-en une", "keep one"))
		default:
			m.keys[key.Value], m.values[key.Value] = key, value
		}
	}
	return m, true
}

// checkFormat wants the format of this version.
func (m mapping) checkFormat() bool {
	got, ok := m.required("format")
	if !ok {
		return false
	}
	version, ours := strings.CutPrefix(got, "quotepart/")
	n, err := engine.ParseCount(version)
	place := m.values["format"]
	switch {
	case got == format:
		return true
	case ours && err == nil && n > 1:
		m.wrong(place.Line, place.Column, lang.F("le format %[1]s est plus récent que celui que cette version lit (%[2]s)", "format %[1]s is newer than the one this version reads (%[2]s)", quoted(got), format),
			lang.T("mettez quotepart à jour", "update quotepart"))
	default:
		m.wrong(place.Line, place.Column, lang.F("le format %s n'est pas connu", "format %s is not known", quoted(got)), lang.F("écrivez format: %s", "write format: %s", format))
	}
	return false
}

// text is the value of a key as it is written; nothing where there is none. False where it is no text, which is reported.
func (m mapping) text(key string) (string, bool) {
	if m.empty(key) {
		return "", true
	}
	n := m.values[key]
	if n.Kind != yaml.ScalarNode {
		m.wrong(n.Line, n.Column, lang.F("%s doit être une seule valeur", "%s must be a single value", quoted(key)), lang.T("écrivez-la sur la même ligne", "write it on the same line"))
		return "", false
	}
	return n.Value, true
}

// empty tells that a key is not there or has no value; "" is a value.
func (m mapping) empty(key string) bool {
	n := m.values[key]
	return n == nil || n.Tag == "!!null"
}

// required is text for a key that must be there and not be empty.
func (m mapping) required(key string) (string, bool) {
	text, ok := m.text(key)
	if ok && strings.TrimSpace(text) == "" {
		m.missing(key)
		return "", false
	}
	return strings.TrimSpace(text), ok
}

func (m mapping) missing(key string) {
	line, col := m.placeOf(key)
	m.wrong(line, col, lang.F("%s manque", "%s is missing", quoted(key)), lang.F("ajoutez une clé %s:", "add a key %s:", key))
}

// placeOf is where a value stands, or else the mapping it should stand in.
func (m mapping) placeOf(key string) (line, col int) {
	n := m.node
	if v := m.values[key]; v != nil {
		n = v
	}
	return n.Line, n.Column
}

// list is the elements of a sequence; false where the key is missing or is no sequence, which is reported.
func (m mapping) list(key string) ([]*yaml.Node, bool) {
	n := m.values[key]
	if n == nil {
		m.missing(key)
		return nil, false
	}
	if n.Kind != yaml.SequenceNode {
		m.wrong(n.Line, n.Column, lang.F("%s doit être une liste", "%s must be a list", quoted(key)), lang.T("une ligne « - … » par élément, ou [] si elle est vide", `one line "- …" for each element, or [] if it is empty`))
		return nil, false
	}
	return n.Content, true
}

// setFields sets each field that the mapping has; the others must not be required, unless they have a default. It gives the
// names of those that could not be read.
func setFields[T any](m mapping, fields []scenarios.Field[T], to *T, defaults ...string) (bad []string) {
	for _, f := range fields {
		text, ok := m.fieldText(f.Name)
		switch empty := m.empty(f.Name); {
		case !ok:
		case empty && (!f.Required || slices.Contains(defaults, f.Name)):
			continue
		case empty:
			m.missing(f.Name)
			ok = false
		default:
			if err := f.Set(to, text); err != nil {
				line, col := m.placeOf(f.Name)
				m.add(engine.Error, line, col, asFault(err))
				ok = false
			}
		}
		if !ok {
			bad = append(bad, f.Name)
		}
	}
	return bad
}

// fieldText is the value of a key as its field reads it.
func (m mapping) fieldText(key string) (string, bool) {
	if key == "pool" && !m.empty(key) {
		return m.pool()
	}
	return m.text(key)
}

// pool writes the mapping {level, categories} in the one-line form of its field.
func (m mapping) pool() (string, bool) {
	p, ok := m.mapping(m.values["pool"], "level", "categories")
	if !ok {
		return "", false
	}
	level, ok := p.required("level")
	names, listed := p.list("categories")
	if !ok || !listed {
		return "", false
	}
	categories := make([]string, len(names))
	for i, name := range names {
		categories[i] = name.Value
	}
	return level + ": " + strings.Join(categories, ", "), true
}
