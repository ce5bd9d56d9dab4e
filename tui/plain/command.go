package plain

import (
	"slices"
	"strings"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/tui/widget"
)

// command is what a line of a dialogue about S can ask for. A line starts with one of its names, in either language, with or
// without accents and capitals; what follows is up to the command.
type command[S any] struct {
	fr, en   []string // the first one is shown in the help
	args     lang.Text
	help     lang.Text
	needs    scenarios.Right
	replaces bool // it changes or replaces the working changes
	run      func(s S, rest string) error
}

// is tells whether a word is one of some names, whatever its accents and capitals.
func is(word string, names ...string) bool {
	word = widget.Fold(word)
	return slices.ContainsFunc(names, func(name string) bool { return widget.Fold(name) == word })
}

// cutWord takes the first word off a line.
func cutWord(line string) (word, rest string) {
	line = strings.TrimSpace(line)
	if i := strings.IndexAny(line, " \t\u00a0"); i >= 0 {
		return line[:i], strings.TrimSpace(line[i:])
	}
	return line, ""
}

// find gives the command that a word names. An unknown one is a Fault.
func find[S any](all []command[S], word string, l lang.Lang) (command[S], error) {
	var names []string
	for _, c := range all {
		if is(word, c.fr...) || is(word, c.en...) {
			return c, nil
		}
		names = append(names, c.names(l)...)
	}
	return command[S]{}, lang.Wrong(lang.F("« %s » n'est pas une commande", "%q is not a command", word),
		lang.F("%s ; aide donne les commandes", "%s; help gives the commands", scenarios.DidYouMean(word, names)))
}

func (c command[S]) names(l lang.Lang) []string {
	if l == lang.EN {
		return c.en
	}
	return c.fr
}

// use is the command as the help writes it.
func (c command[S]) use(l lang.Lang) string {
	use := c.names(l)[0]
	if args := c.args.In(l); args != "" {
		use += " " + args
	}
	return use
}

// converse does one line after the other until there are no more, or a command has ended the dialogue. Before each command
// it is asked whether it may run; after each, what it did can be looked after.
func converse[S any](d *Dialogue, s S, all []command[S], may func(command[S]) error, after func()) {
	for !d.ended {
		line, ok, err := d.next()
		if !ok {
			return
		}
		if err == nil && line != "" {
			word, rest := cutWord(line)
			var c command[S]
			if c, err = find(all, word, d.Lang); err == nil {
				if err = may(c); err == nil {
					err = c.run(s, rest)
				}
			}
		}
		if err != nil {
			d.refuse(err)
		}
		after()
		if d.left {
			d.left = false
			return
		}
	}
}

// next gets a command: asked for, or repeated with its number.
func (d *Dialogue) next() (line string, ok bool, err error) {
	if d.asks {
		d.answer.WriteString(lang.T("Commande : ", "Command: ").In(d.Lang))
	}
	line, ok, err = d.read()
	line = strings.TrimSpace(line)
	switch {
	case d.asks && !ok:
		d.answer.WriteByte('\n')
	case !d.asks && err == nil && line != "":
		d.f("Ligne %[1]d : %[2]s", "Line %[1]d: %[2]s", d.line, line)
	}
	return line, ok, err
}

// helpOf lists commands, a line each.
func helpOf[S any](d *Dialogue, all []command[S]) {
	for _, c := range all {
		d.f("%[1]s : %[2]s", "%[1]s: %[2]s", c.use(d.Lang), c.help)
	}
}

// unquoted is a text without the quotes around it.
func unquoted(s string) string {
	s = strings.TrimSpace(s)
	for _, q := range [][2]string{{`"`, `"`}, {"«", "»"}} {
		if inner, ok := strings.CutPrefix(s, q[0]); ok && strings.HasSuffix(inner, q[1]) {
			return strings.TrimSpace(strings.TrimSuffix(inner, q[1]))
		}
	}
	return s
}
