package main

import (
	"github.com/spf13/cobra"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/scenarios/report"
	"quotepart/tui/theme"
)

// root makes the command tree. It is cobra alone: fang writes the headings of its help in English only, and asks the terminal
// for its background colour before it hands over any error, where one plain line is promised.
func (p *program) root() *cobra.Command {
	root := p.command("quotepart [YEAR]",
		lang.T("Qui paie quoi pour l'ENT : calcule, explique et prévoit la répartition", "Who pays what for the digital workspace: computes, explains and plans the split"))
	root.Long = p.say(
		`Qui paie quoi pour l'environnement numérique de travail d'un syndicat : la répartition de la charte, calculée au centime, expliquée et comparée. Sans commande : l'interface, en écrans dans un terminal, sinon en lignes. YEAR est un dossier (un répertoire ; il l'emporte) ou l'id d'un exercice enregistré.`,
		`Who pays what for the digital workspace of a syndicate: the charter's cost split, computed to the cent, explained and compared. Without a command: the interface, as screens in a terminal, else as lines. YEAR is a dossier (a folder; it wins) or the id of a stored year.`)
	root.Example = `quotepart demo
quotepart run storage/demo/data --by tariff
quotepart import storage/demo/data
quotepart explain 2025-2026 departement-val-de-brune`
	root.Args = rootArgs
	root.RunE = func(c *cobra.Command, args []string) error { return p.start(c, args) }
	root.PersistentPreRun = func(c *cobra.Command, _ []string) { p.warnOfConfig(c) }
	root.SilenceErrors, root.SilenceUsage = true, true
	root.CompletionOptions.DisableDefaultCmd = true
	root.Version = version()
	root.SetVersionTemplate("quotepart {{.Version}}\n")
	root.SetFlagErrorFunc(flagFault)
	root.SetHelpFunc(func(c *cobra.Command, _ []string) { p.help(c) })
	root.SetHelpCommand(p.helpCommand())

	flags := root.PersistentFlags()
	flags.StringVar(&p.data, "data", "", p.say("`DIR` des données enregistrées (défaut : $QUOTEPART_DATA, sinon dans le dossier personnel)", "`DIR` of the stored data (default: $QUOTEPART_DATA, else in the home folder)"))
	p.choice(root, "lang", []string{lang.FR.String(), lang.EN.String()}, lang.T("langue (défaut : celle du système, sinon fr)", "language (default: that of the system, else fr)"),
		func(s string) { p.lang, _ = lang.Parse(s) })
	p.choice(root, "theme", theme.Names(), lang.T("couleurs de l'interface (défaut : auto, selon le terminal)", "colours of the interface (default: auto, as the terminal)"),
		func(s string) { p.theme = s })
	p.choice(root, "format", stringsOf(report.Formats()), lang.T("forme de la réponse (défaut : table)", "form of the answer (default: table)"),
		func(s string) { p.format = report.Format(s) })
	flags.BoolP("help", "h", false, p.say("cette aide", "this help"))
	root.Flags().Bool("version", false, p.say("la version", "the version"))
	p.plainFlag(root)

	root.AddCommand(p.demoCommand(), p.runCommand(), p.compareCommand(), p.whyCommand(), p.explainCommand(), p.checkCommand(), p.issueCommand(),
		p.importCommand(), p.exportCommand(), p.scenarioCommand(), p.yearCommand(), p.journalCommand(), p.userCommand(), p.verifyCommand(), p.backupCommand(), p.restoreStoreCommand(), p.configCommand(), p.serveCommand())
	return root
}

// say picks the wording of a text in the language of this run.
func (p *program) say(fr, en string) string { return lang.T(fr, en).In(p.lang) }

// command makes a command with its use line and its one-line help.
func (p *program) command(use string, short lang.Text) *cobra.Command {
	return &cobra.Command{Use: use, Short: short.In(p.lang), DisableFlagsInUseLine: true}
}

// rootArgs takes at most one YEAR; a first word that is followed by others was meant as a command.
func rootArgs(root *cobra.Command, args []string) error {
	if len(args) <= 1 {
		return nil
	}
	return unknownCommand(root, args[0])
}

func unknownCommand(parent *cobra.Command, name string) error {
	return lang.Wrong(lang.F("« %s » n'est pas une commande", "%q is not a command", name), scenarios.DidYouMean(name, commandNames(parent)))
}

// commandNames are the commands that a command has.
func commandNames(parent *cobra.Command) []string {
	var names []string
	for _, c := range parent.Commands() {
		if c.IsAvailableCommand() {
			names = append(names, c.Name())
		}
	}
	return names
}
