package ui

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"quotepart/engine/lang"
)

// Keymap gives actions other keys than they came with, by the IDs of the actions.
type Keymap map[string][]string

// Apply gives the bindings their keys. A key that the user gave to an action is taken from all others.
func (m Keymap) Apply(bindings []Binding) []Binding {
	if len(m) == 0 {
		return bindings
	}
	var taken []string
	for _, b := range bindings {
		taken = append(taken, m[b.ID]...)
	}
	all := slices.Clone(bindings)
	for i, b := range all {
		keys, given := m[b.ID]
		if !given {
			keys = slices.DeleteFunc(slices.Clone(b.Keys), func(k string) bool { return slices.Contains(taken, k) })
		}
		all[i].Keys = keys
	}
	return all
}

// namedKeys are the keys that have a name and no sign, as Bubble Tea calls them.
var namedKeys = []string{"enter", "tab", "backspace", "esc", "space", "up", "down", "left", "right", "insert", "delete", "pgup", "pgdown", "home", "end",
	"f1", "f2", "f3", "f4", "f5", "f6", "f7", "f8", "f9", "f10", "f11", "f12"}

// CheckKey says what is wrong with the name of a key, as a user writes it in the config file: a sign such as e or é, a name
// such as f5 or pgup, either after ctrl+, alt+ or shift+, in this order. ctrl+c always quits.
func CheckKey(key string) error {
	rest := key
	modified := false
	for _, modifier := range []string{"ctrl+", "alt+", "shift+"} {
		if after, ok := strings.CutPrefix(rest, modifier); ok && after != "" {
			rest, modified = after, true
		}
	}
	r, size := utf8.DecodeRuneInString(rest)
	sign := size == len(rest) && r != utf8.RuneError && unicode.IsGraphic(r) && r != ' '
	switch {
	case key == "ctrl+c":
		return lang.Wrong(lang.T("ctrl+c quitte toujours", "ctrl+c always quits"), lang.T("choisissez une autre touche", "choose another key"))
	case sign && modified && unicode.IsUpper(r):
		return lang.Wrong(lang.F("« %s » n'arrive jamais d'un terminal", "%q never comes from a terminal", key), lang.F("écrivez la lettre en minuscule : %s", "write the letter small: %s", strings.ToLower(key)))
	case sign, slices.Contains(namedKeys, rest):
		return nil
	}
	return lang.Wrong(lang.F("« %s » n'est pas une touche", "%q is not a key", key), lang.T("écrivez par exemple e, ctrl+p, alt+up ou f5", "write for example e, ctrl+p, alt+up or f5"))
}
