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
			return p.showYear(c.Context(), s, args[0], commandNames(c)...)
		}
		return p.choose(c.Context(), s)
	})
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// choose shows the start screen until something can be opened, or the user leaves.
func (p *program) choose(ctx context.Context, s *storage.Store) error {
	var said lang.Text
	var folder string
	for {
		years, err := s.Years()
		if err != nil {
			return err
		}
		choice, err := tui.Choose(ctx, tui.StartOptions{Years: years, Said: said, Folder: folder, Lang: p.lang, Theme: p.theme, Env: os.Environ()})
		switch {
		case err != nil:
			return err
		case choice.Demo:
			return p.showDemo(ctx)
		case choice.Year != "":
			return p.showYear(ctx, s, choice.Year)
		case choice.Folder == "":
			return nil
		}
		id, err := p.importInto(s, choice.Folder)
		if err == nil {
			return p.showYear(ctx, s, id)
		}
		folder = choice.Folder
		said = lang.T(lang.Describe(err, lang.FR), lang.Describe(err, lang.EN))
	}
}

// importInto takes a dossier into the open store; one that would replace a different year is refused, as by the command.
func (p *program) importInto(s *storage.Store, dir string) (id string, err error) {
	d, err := p.readFolder(dir)
	if err != nil {
		return "", err
	}
	_, err = s.Import(d, author(), false)
	return d.Year.ID, err
}

// showYear shows a stored year. Commands are the words that could have been meant instead.
func (p *program) showYear(ctx context.Context, s *storage.Store, id string, commands ...string) error {
	d, err := storedYear(s, id, commands)
	if err != nil {
		return err
	}
	draft, err := s.Draft(id)
	if err != nil {
		return err
	}
	return p.show(ctx, d, tui.StoreShelf{Store: s, Year: id, Author: author()}, draft.Changes)
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
	return p.show(ctx, d, tui.FolderShelf{Dir: dir, Author: author()}, draft)
}

// showDemo shows the fictional département.
func (p *program) showDemo(ctx context.Context) error {
	d, _, err := dossier.Read(demo.Files())
	if err != nil {
		return err
	}
	return p.show(ctx, d, tui.NewMemory(d.Scenarios, "démo"), nil)
}

// show runs the interface on a year until the user leaves.
func (p *program) show(ctx context.Context, d *scenarios.Dossier, shelf ui.Shelf, draft []scenarios.Change) error {
	work, err := scenarios.NewWorkbench(d.Year)
	if err != nil {
		return err
	}
	saved, err := shelf.List()
	if err != nil {
		return err
	}
	marks, err := shelf.Marks()
	if err != nil {
		return err
	}
	return tui.Run(ctx, tui.Options{Work: work, Shelf: shelf, Saved: saved, Draft: draft, Calls: d.Calls, Invoices: d.Invoices, Marks: marks, Lang: p.lang, Theme: p.theme, Keys: p.config.Keys, Fault: p.configFault, Env: os.Environ()})
}
