package main

import (
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"quotepart/engine/lang"
	"quotepart/scenarios"
)

// between wants that many arguments, and shows the use line otherwise; most is -1 where there is no limit.
func between(least, most int) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		use := lang.F("écrivez : %s", "write: %s", c.UseLine())
		switch {
		case len(args) < least:
			wanted := strings.Fields(strings.TrimPrefix(c.UseLine(), c.CommandPath()))
			return lang.Wrong(lang.F("il manque %s", "%s is missing", strings.Join(wanted[len(args):least], " ")), use)
		case most >= 0 && len(args) > most:
			return lang.Wrong(lang.F("« %s » est de trop", "%q is one too many", args[most]), use)
		}
		return nil
	}
}

// choice is the value of a flag that takes one of a few.
type choice struct {
	names []string
	set   func(string)
}

// choice gives a command, and those below it, a flag that takes one of a few values.
func (p *program) choice(c *cobra.Command, name string, names []string, help lang.Text, set func(string)) {
	c.PersistentFlags().Var(&choice{names, set}, name, help.In(p.lang))
}

func (c *choice) Set(s string) error {
	if !slices.Contains(c.names, s) {
		return lang.Wrong(lang.F("« %s » n'est pas une de ses valeurs", "%q is not one of its values", s), lang.F("valeurs : %s", "values: %s", strings.Join(c.names, ", ")))
	}
	c.set(s)
	return nil
}

// String gives nothing: the default is told in the help.
func (c *choice) String() string { return "" }

// Type stands for the value in the help.
func (c *choice) Type() string { return strings.Join(c.names, "|") }

// typed is the value of a flag whose text is kept: a hidden character in it is refused.
type typed string

func (f *typed) Set(s string) error {
	*f = typed(s)
	return lang.CheckTyped(s)
}

func (f *typed) String() string { return string(*f) }

// Type is the kind of value, which the help shows by its name.
func (f *typed) Type() string { return "string" }

// assignments are the values of --set and --scale, in the order in which they stand on the command line.
type assignments []assignment

type assignment struct {
	op   scenarios.Op
	text string
}

// assignmentFlag is one of the two flags that add to them. What is wrong with one is said with all the others, by changes.
type assignmentFlag struct {
	op scenarios.Op
	to *assignments
}

func (f assignmentFlag) Set(s string) error {
	*f.to = append(*f.to, assignment{f.op, s})
	return nil
}

func (f assignmentFlag) String() string { return "" }

func (f assignmentFlag) Type() string { return "" }

// flags gives a command --set and --scale.
func (a *assignments) flags(p *program, c *cobra.Command) {
	c.Flags().Var(assignmentFlag{scenarios.Set, a}, "set", p.say("une hypothèse, `ADRESSE=VALEUR` ; peut être répété", "a change, `ADDRESS=VALUE`; may be repeated"))
	c.Flags().Var(assignmentFlag{scenarios.Scale, a}, "scale", p.say("une hypothèse, `ADRESSE=FACTEUR` ; peut être répété", "a change, `ADDRESS=FACTOR`; may be repeated"))
}

// changes reads them. The error joins a Fault for each that is wrong.
func (a assignments) changes() ([]scenarios.Change, error) {
	var changes []scenarios.Change
	var errs []error
	for _, one := range a {
		c, err := scenarios.ParseAssignment(one.op, one.text)
		if err != nil {
			errs = append(errs, placed{"--" + string(one.op), err})
			continue
		}
		changes = append(changes, c)
	}
	return changes, errors.Join(errs...)
}

// flagFault says in both languages what the flags' library says in English.
func flagFault(c *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	var empty *pflag.ValueRequiredError
	var value *pflag.InvalidValueError
	switch {
	case errors.As(err, &unknown):
		dashes := "--"
		if unknown.GetSpecifiedShortnames() != "" {
			dashes = "-"
		}
		return lang.Wrong(lang.F("option inconnue %s", "unknown option %s", dashes+unknown.GetSpecifiedName()), scenarios.DidYouMean(unknown.GetSpecifiedName(), flagNames(c)))
	case errors.As(err, &empty):
		return lang.Wrong(lang.F("l'option --%s demande une valeur", "option --%s needs a value", empty.GetFlag().Name), helpHint(c))
	case errors.As(err, &value):
		return placed{"--" + value.GetFlag().Name, value.Unwrap()}
	}
	return lang.Wrong(lang.F("option mal écrite (%v)", "option badly written (%v)", err), helpHint(c))
}

func helpHint(c *cobra.Command) lang.Text {
	return lang.F("voir %s --help", "see %s --help", c.CommandPath())
}

func flagNames(c *cobra.Command) []string {
	var names []string
	c.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
	return names
}

func stringsOf[S ~string](list []S) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = string(s)
	}
	return out
}
