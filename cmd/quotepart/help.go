package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"

	"quotepart/engine/lang"
)

const helpWidth = 80

// help writes what a command does, its use line, its commands, options and examples.
func (p *program) help(c *cobra.Command) {
	what := c.Long
	if what == "" {
		what = c.Short
	}
	fmt.Fprintf(p.out, "%s\n\n%s\n  %s\n", ansi.Wordwrap(what, helpWidth, ""), p.say("Utilisation :", "Usage:"), c.UseLine())
	if names := commandNames(c); len(names) > 0 {
		fmt.Fprintf(p.out, "\n%s\n", p.say("Commandes :", "Commands:"))
		for _, sub := range c.Commands() {
			if sub.IsAvailableCommand() {
				fmt.Fprintf(p.out, "  %-10s %s\n", sub.Name(), sub.Short)
			}
		}
	}
	if c.HasAvailableLocalFlags() {
		fmt.Fprintf(p.out, "\n%s\n%s", p.say("Options :", "Options:"), c.LocalFlags().FlagUsages())
	}
	if c.HasAvailableInheritedFlags() {
		fmt.Fprintf(p.out, "\n%s\n%s", p.say("Options générales :", "General options:"), c.InheritedFlags().FlagUsages())
	}
	if c.Example != "" {
		fmt.Fprintf(p.out, "\n%s\n  %s\n", p.say("Exemples :", "Examples:"), strings.ReplaceAll(c.Example, "\n", "\n  "))
	}
}

func (p *program) helpCommand() *cobra.Command {
	c := p.command("help [COMMAND]", lang.T("L'aide d'une commande", "The help of a command"))
	c.Hidden = true
	c.RunE = func(c *cobra.Command, args []string) error {
		about, rest, err := c.Root().Find(args)
		if err == nil && len(rest) > 0 {
			return unknownCommand(about, rest[0])
		}
		return errors.Join(err, about.Help())
	}
	return c
}
