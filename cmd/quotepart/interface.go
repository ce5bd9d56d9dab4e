package main

import (
	"context"
	"os"

	"github.com/spf13/cobra"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/storage"
	"quotepart/storage/demo"
	"quotepart/storage/dossier"
	"quotepart/tui"
	"quotepart/tui/ui"
)

// start is the command without a command: the interface, which needs a terminal. Where there is none, that is wrong use: who
// asked for it gets no answer, and is told how to get one.
func (p *program) start(c *cobra.Command, args []string) error {
	if !p.terminal {
		if len(args) == 1 {
			if _, err := p.open(args[0], commandNames(c)...); err != nil {
				return err
			}
		}
		return lang.Wrong(lang.T("l'interface demande un terminal", "the interface needs a terminal"),
			lang.T("dans un script : quotepart run YEAR ; pour voir : quotepart demo ; l'aide : quotepart --help",
				"in a script: quotepart run YEAR; to see something: quotepart demo; for help: quotepart --help"))
	}
	if len(args) == 1 && isFolder(args[0]) {
		return p.showFolder(c.Context(), args[0])
	}
	return p.withStore(func(s *storage.Store) error {
		if len(args) == 1 {
			_, err := p.showYear(c.Context(), s, args[0], false, commandNames(c)...)
			return err
		}
		return p.choose(c.Context(), s)
	})
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// choose shows the start screen until the user leaves: one who leaves a year for the years comes back to it, and so does one whose year
// cannot be opened.
func (p *program) choose(ctx context.Context, s *storage.Store) error {
	o := tui.StartOptions{Store: s, Author: p.author, Theme: p.theme, Env: os.Environ(), Keys: p.config.Keys}
	for {
		years, err := s.Years()
		if err != nil {
			return err
		}
		o.Years, o.Lang = years, p.lang
		choice, err := tui.Choose(ctx, o)
		if err != nil || choice.Year == "" && !choice.Demo {
			return err
		}
		p.lang = choice.Lang
		again := false
		if choice.Demo {
			again, err = p.showDemo(ctx, true)
		} else {
			again, err = p.showYear(ctx, s, choice.Year, true)
		}
		o.At, o.Said = choice.Year, lang.Text{}
		switch {
		case err != nil:
			o.Said = lang.T(lang.Describe(err, lang.FR), lang.Describe(err, lang.EN))
		case !again:
			return nil
		}
	}
}

// showYear shows a stored year. Years says that there is a list of years to go back to; the answer is whether the user does.
// Commands are the words that could have been meant instead.
func (p *program) showYear(ctx context.Context, s *storage.Store, id string, years bool, commands ...string) (toYears bool, err error) {
	d, err := storedYear(s, id, commands)
	if err != nil {
		return false, err
	}
	draft, err := s.Draft(id)
	if err != nil {
		return false, err
	}
	return p.show(ctx, d, tui.StoreShelf{Store: s, Year: id, Author: p.author}, draft.Changes, years)
}

// showFolder shows the year of a dossier folder, whose scenarios stay in the folder.
func (p *program) showFolder(ctx context.Context, dir string) error {
	d, err := p.readFolder(dir)
	if err != nil {
		return err
	}
	draft, err := dossier.Draft(dir)
	if err != nil {
		return err
	}
	_, err = p.show(ctx, d, tui.FolderShelf{Dir: dir, Author: p.author}, draft, false)
	return err
}

// showDemo shows the fictional département.
func (p *program) showDemo(ctx context.Context, years bool) (toYears bool, err error) {
	d, _, err := dossier.Read(demo.Files())
	if err != nil {
		return false, err
	}
	return p.show(ctx, d, tui.NewMemory(d.Scenarios, "démo"), nil, years)
}

// show runs the interface on a year until the user leaves.
func (p *program) show(ctx context.Context, d *scenarios.Dossier, shelf ui.Shelf, draft []scenarios.Change, years bool) (toYears bool, err error) {
	work, err := scenarios.NewWorkbench(d.Year)
	if err != nil {
		return false, err
	}
	saved, err := shelf.List()
	if err != nil {
		return false, err
	}
	marks, err := shelf.Marks()
	if err != nil {
		return false, err
	}
	return tui.Run(ctx, tui.Options{Work: work, Shelf: shelf, Saved: saved, Draft: draft, Calls: d.Calls, Invoices: d.Invoices, Marks: marks,
		Lang: p.lang, Theme: p.theme, Keys: p.config.Keys, Fault: p.configFault, Env: os.Environ(), Years: years})
}
