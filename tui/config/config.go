// Package config is the user's config file: the language, the colours and the keys of the interface.
package config

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/storage/dossier"
	"quotepart/tui/theme"
	"quotepart/tui/ui"
)

// Config is what the user set; what is not set is its zero value, and the defaults hold.
type Config struct {
	Lang  string // "fr", "en", or nothing
	Theme string // one of theme.Names, or nothing
	Keys  ui.Keymap
}

// Path is where the config file of a user is looked for: quotepart/config.yaml in $XDG_CONFIG_HOME, else in ~/.config. The
// environment is asked through env, so that the answer is that of the caller's. It is "" where there is no home folder.
func Path(env func(string) string) string {
	if dir := env("XDG_CONFIG_HOME"); filepath.IsAbs(dir) { // a relative one is to be ignored, says its specification
		return filepath.Join(dir, "quotepart", "config.yaml")
	}
	if home := env("HOME"); home != "" {
		return filepath.Join(home, ".config", "quotepart", "config.yaml")
	}
	return ""
}

// Load reads the config file; without one nothing is set. Errors are dossier.Faults with the lines, and nothing is set then.
func Load(path string, actions []ui.Binding) (Config, error) {
	if path == "" {
		return Config{}, nil
	}
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return Config{}, nil
	}
	if err != nil {
		return Config{}, lang.Wrong(lang.F("%[1]s ne peut pas être lu (%[2]v)", "%[1]s cannot be read (%[2]v)", path, err), lang.T("vérifiez le fichier et ses droits", "check the file and its permissions"))
	}
	return Read(path, data, actions)
}

// Read reads the text of a config file for a registry of actions. Errors are dossier.Faults, and nothing is set then: half a
// config would be harder to understand than none.
func Read(file string, data []byte, actions []ui.Binding) (Config, error) {
	s, values := dossier.ReadSettings(file, data, "lang", "theme", "keys")
	var c Config
	c.Lang = oneOf(s, values["lang"], []string{lang.FR.String(), lang.EN.String()})
	c.Theme = oneOf(s, values["theme"], theme.Names())
	if keys := values["keys"]; keys != nil && keys.Tag != "!!null" {
		c.Keys = readKeys(s, keys, actions)
	}
	if len(s.Faults) > 0 {
		return Config{}, s.Faults
	}
	return c, nil
}

// oneOf reads a value that must be one of a few; nothing where there is none.
func oneOf(s *dossier.Settings, n *yaml.Node, names []string) string {
	if n == nil || n.Tag == "!!null" {
		return ""
	}
	text, ok := s.Text(n)
	if ok && !slices.Contains(names, text) {
		s.Wrong(n, lang.Wrong(lang.F("« %s » n'est pas une de ses valeurs", "%q is not one of its values", text), lang.F("valeurs : %s", "values: %s", strings.Join(names, ", "))))
	}
	return text
}

// readKeys reads the keys of actions: a key, or a list of them; an empty list takes all keys from an action.
func readKeys(s *dossier.Settings, n *yaml.Node, actions []ui.Binding) ui.Keymap {
	var ids []string
	defaults := map[string][]string{}
	for _, b := range actions {
		ids = append(ids, b.ID)
		defaults[b.ID] = b.Keys
	}
	m := ui.Keymap{}
	if n.Kind != yaml.MappingNode {
		s.Wrong(n, lang.Wrong(lang.T("il faut ici des actions avec leurs touches", "actions with their keys are wanted here"), listed))
		return m
	}
	s.Mapping(n) // reports an action that stands twice
	owners := map[string]string{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		id, value := n.Content[i].Value, n.Content[i+1]
		if !slices.Contains(ids, id) {
			s.Wrong(n.Content[i], lang.Wrong(lang.F("« %s » n'est pas une action", "%q is not an action", id), didYouMean(id, ids)))
			continue
		}
		m[id] = []string{}
		keys := []*yaml.Node{value}
		if value.Kind == yaml.SequenceNode {
			keys = value.Content
		}
		for _, k := range keys {
			key, ok := s.Text(k)
			if !ok {
				continue
			}
			if err := ui.CheckKey(key); err != nil {
				s.Wrong(k, err)
				continue
			}
			other, taken := owners[key]
			both := slices.Contains(defaults[id], key) && slices.Contains(defaults[other], key) // they come like this: one at a time is there
			if taken && meet(id, other) && !both {
				s.Wrong(k, lang.Wrong(lang.F("« %[1]s » est déjà la touche de %[2]s", "%[1]q is the key of %[2]s already", key, other), lang.T("choisissez-en une autre", "choose another one")))
				continue
			}
			owners[key] = id
			m[id] = append(m[id], key)
		}
	}
	return m
}

// listed tells where the names of actions are to be found.
var listed = lang.T("`quotepart config` les liste", "`quotepart config` lists them")

func didYouMean(id string, ids []string) lang.Text {
	close := scenarios.DidYouMean(id, ids)
	return lang.T(close.FR+" ("+listed.FR+")", close.EN+" ("+listed.EN+")")
}

// meet tells whether two actions can be reached at the same time: those of two different screens cannot.
func meet(a, b string) bool {
	screenA, _, ownA := strings.Cut(a, ".")
	screenB, _, ownB := strings.Cut(b, ".")
	return !ownA || !ownB || screenA == "go" || screenB == "go" || screenA == screenB
}

// Print writes the effective config as a file that Read takes back: what is set, and the defaults for the rest, with what each
// action is.
func (c Config) Print(l lang.Lang, actions []ui.Binding) string {
	var b strings.Builder
	fmt.Fprintf(&b, "lang: %s\ntheme: %s\nkeys:\n", cmp.Or(c.Lang, l.String()), cmp.Or(c.Theme, theme.Names()[0]))
	for _, action := range c.Keys.Apply(actions) {
		quoted := make([]string, len(action.Keys))
		for i, k := range action.Keys {
			quoted[i] = quote(k)
		}
		fmt.Fprintf(&b, "  %-22s %-24s # %s\n", action.ID+":", "["+strings.Join(quoted, ", ")+"]", action.Name.In(l))
	}
	return b.String()
}

// quote writes a key so that YAML reads it as a text, whatever signs are in it.
func quote(key string) string { return "'" + strings.ReplaceAll(key, "'", "''") + "'" }
