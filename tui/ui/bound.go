package ui

import (
	"regexp"
	"strings"

	"quotepart/engine/lang"
)

// Bound names the keys of actions for people, by the IDs of the actions. A text that speaks of a key names its action in braces,
// "{undo} undoes it": the reader sees the key that the action has, also where it is one of the user's own.
type Bound map[string]lang.Text

// Add takes the first keys of bindings that have none here; an action without a key goes by its name.
func (b Bound) Add(bindings []Binding) {
	for _, one := range bindings {
		switch _, known := b[one.ID]; {
		case known:
		case len(one.Keys) == 0:
			b[one.ID] = lang.F("« %s »", "%q", one.Name)
		default:
			b[one.ID] = lang.T(KeyLabel(one.Keys[0], lang.FR), KeyLabel(one.Keys[0], lang.EN))
		}
	}
}

var namedAction = regexp.MustCompile(`\{[a-z.-]+\}`)

// keyed puts the keys of the actions into a text that names some; braces that name none stay.
func (c *Ctx) keyed(text string, l lang.Lang) string {
	if strings.IndexByte(text, '{') < 0 {
		return text
	}
	return namedAction.ReplaceAllStringFunc(text, func(named string) string {
		if key, ok := c.Bound[named[1:len(named)-1]]; ok {
			return key.In(l)
		}
		return named
	})
}
