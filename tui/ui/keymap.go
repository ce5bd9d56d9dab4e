package ui

import "slices"

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
