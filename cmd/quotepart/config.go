package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"quotepart/engine/lang"
	"quotepart/tui"
	"quotepart/tui/config"
)

// configCommand prints the effective config. A wrong file is refused here, with its lines; everywhere else it is a warning, and
// the defaults are used.
func (p *program) configCommand() *cobra.Command {
	c := p.command("config", lang.T("La configuration en vigueur : langue, couleurs, touches", "The effective config: language, colours, keys"))
	c.Long = p.say(
		fmt.Sprintf("Écrit la configuration en vigueur, sous la forme du fichier qui la change : %s. Il peut n'en contenir qu'une partie.", config.Path(p.env)),
		fmt.Sprintf("Prints the effective config, in the form of the file that changes it: %s. The file may hold a part of it.", config.Path(p.env)))
	c.Example = "quotepart config\nquotepart config > ~/.config/quotepart/config.yaml"
	c.Args = between(0, 0)
	c.RunE = func(*cobra.Command, []string) error {
		if err := p.onServer("config"); err != nil {
			return err
		}
		if p.configFault != nil {
			return p.configFault
		}
		_, err := fmt.Fprint(p.out, p.config.Print(p.lang, tui.Actions()))
		return err
	}
	return c
}

// loadConfig reads the user's config file, before anything is said: its language is the one to say it in.
func (p *program) loadConfig() {
	p.config, p.configFault = config.Load(config.Path(p.env), tui.Actions())
}

// warnOfConfig says that the config file was not taken, where the command does not say so itself: config refuses it, and the
// interface shows it.
func (p *program) warnOfConfig(c *cobra.Command) {
	interactive := p.terminal && !p.plain && (c.Name() == "demo" || c == c.Root())
	if p.configFault != nil && c.Name() != "config" && !interactive {
		p.complain(p.say("attention : ", "warning: "), p.configFault)
	}
}
