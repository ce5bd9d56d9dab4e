package main

import (
	"bufio"
	"context"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/storage"
	"quotepart/storage/demo"
	"quotepart/storage/dossier"
	"quotepart/tui"
	"quotepart/tui/plain"
	"quotepart/tui/presence"
	"quotepart/tui/ui"
)

// start is the command without a command: the interface, as screens in a terminal, else as lines.
func (p *program) start(c *cobra.Command, args []string) error {
	if err := p.chooseForm(); err != nil {
		return err
	}
	p.screens = !p.plain
	switch {
	case len(args) == 0 && p.plain:
		return p.chooseInLines(c.Context())
	case len(args) == 0:
		return p.withStore(func(s *storage.Store) error { return p.choose(c.Context(), s) })
	case p.isFolder(args[0]):
		return p.showFolder(c.Context(), args[0])
	}
	if err := p.stored(args[0], commandNames(c)); err != nil {
		return err
	}
	return p.withStore(func(s *storage.Store) error {
		_, err := p.showYear(c.Context(), s, args[0], false, commandNames(c)...)
		return err
	})
}

// chooseForm decides whether the interface is screens or lines, which have no --format.
func (p *program) chooseForm() error {
	p.plain = p.plain || !p.terminal
	if p.plain && p.screen() != nil {
		return lang.Wrong(lang.T("l'interface en lignes n'est pas pour un terminal à distance : la ligne ne s'y corrige pas", "the interface as lines is not for a remote terminal: a line cannot be corrected there"), lang.T("connectez-vous sans terminal : ssh -T SERVEUR", "connect without a terminal: ssh -T SERVER"))
	}
	if p.plain && p.format != "" {
		return lang.Wrong(lang.T("--format ne va pas avec l'interface en lignes", "--format does not go with the interface as lines"),
			lang.T("pour une réponse dans cette forme : quotepart run YEAR", "for an answer in that form: quotepart run YEAR"))
	}
	return nil
}

// plainFlag gives a command that opens the interface --plain.
func (p *program) plainFlag(c *cobra.Command) {
	c.Flags().BoolVar(&p.plain, "plain", false, p.say("l'interface en lignes, pour lecteurs d'écran ; d'office sans terminal", "the interface as lines, for screen readers; without a terminal in any case"))
}

// isFolder tells whether a word of the command line is a folder; where files are the server's, none is.
func (p *program) isFolder(path string) bool { return p.served == nil && isFolder(path) }

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// choose shows the start screen until the user leaves: one who leaves a year for the years comes back to it, and so does one whose year
// cannot be opened.
func (p *program) choose(ctx context.Context, s *storage.Store) error {
	o := tui.StartOptions{Store: s, Who: p.who, Theme: p.theme, Env: p.environ, Terminal: p.screen(), Keys: p.config.Keys}
	for _, n := range p.toTell() {
		o.Notice = lang.T(strings.TrimPrefix(o.Notice.FR+" · "+n.FR, " · "), strings.TrimPrefix(o.Notice.EN+" · "+n.EN, " · "))
	}
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
		o.At, o.Said, o.Notice = choice.Year, lang.Text{}, lang.Text{}
		switch {
		case err != nil:
			o.Said = lang.T(lang.Describe(err, lang.FR), lang.Describe(err, lang.EN))
		case !again:
			return nil
		}
	}
}

// chooseInLines is the start as lines. The store is closed while it waits, and none is made before something is imported.
func (p *program) chooseInLines(ctx context.Context) error {
	if there, err := p.hasStore(); err != nil {
		return err
	} else if there { // a server that holds it has to read all of the lines itself
		if err := p.withStore(func(*storage.Store) error { return nil }); err != nil {
			return err
		}
	}
	for {
		years, err := p.years()
		if err != nil {
			return err
		}
		choice, err := plain.Choose(p.dialogue(), years, p.importFolder)
		again := false
		switch {
		case err != nil:
			return err
		case choice.Demo:
			again, err = p.showDemo(ctx, true)
		case choice.Year != "":
			err = p.withStore(func(s *storage.Store) (err error) {
				again, err = p.showYear(ctx, s, choice.Year, true)
				return err
			})
		}
		if err != nil || !again {
			return err
		}
	}
}

// years lists those of the store, where there is one.
func (p *program) years() (years []storage.YearInfo, err error) {
	if there, err := p.hasStore(); err != nil || !there {
		return nil, err
	}
	err = p.readStore(func(s *storage.Store) (err error) {
		years, err = s.Years()
		return err
	})
	return years, err
}

// importFolder takes a dossier into the store; one that would replace a different year is refused, as by the command.
func (p *program) importFolder(dir string) (id string, err error) {
	if err := p.file(dir, p.archive()); err != nil {
		return "", err
	}
	d, err := p.readFolder(dir)
	if err != nil {
		return "", err
	}
	return d.Year.ID, p.withStore(func(s *storage.Store) error {
		_, err := s.Import(d, p.who, false)
		return err
	})
}

// showYear shows a stored year, again where the user reloads it. Years says that there is a list of years to go back to; the answer is
// whether the user does. Commands are the words that could have been meant instead.
func (p *program) showYear(ctx context.Context, s *storage.Store, id string, years bool, commands ...string) (toYears bool, err error) {
	for next := tui.Reload; next == tui.Reload; toYears = next == tui.ToYears {
		since := s.Revision() // what others do from here on is news to the interface
		d, err := storedYear(s, id, commands)
		if err != nil {
			return false, err
		}
		faults := p.faults()
		if p.plain { // screens have it among the notices
			faults = p.faults(s.Unwritable())
		}
		draft, err := p.findDraft(s, id)
		if err != nil { // it keeps nobody from the year
			faults = append(faults, err)
		}
		shelf := tui.NewStoreShelf(s, id, p.who, since)
		shelf.Draft = p.draftName(p.seat())
		next, err = p.show(ctx, d, shelf, draft, years, faults)
		if err != nil {
			return false, err
		}
	}
	return toYears, nil
}

// showFolder shows the year of a dossier folder, whose scenarios stay in the folder.
func (p *program) showFolder(ctx context.Context, dir string) error {
	d, err := p.readFolder(dir)
	if err != nil {
		return err
	}
	faults := p.faults()
	draft, err := dossier.Draft(dir)
	if err != nil { // it keeps nobody from the year
		faults = append(faults, err)
	}
	_, err = p.show(ctx, d, tui.FolderShelf{Dir: dir, Author: p.who.Name}, draft, false, faults)
	return err
}

// showDemo shows the fictional département.
func (p *program) showDemo(ctx context.Context, years bool) (toYears bool, err error) {
	d, _, err := dossier.Read(demo.Files())
	if err != nil {
		return false, err
	}
	next, err := p.show(ctx, d, tui.NewMemory(d.Scenarios, "démo"), scenarios.Draft{}, years, p.faults())
	return next == tui.ToYears, err
}

// screen is the terminal of somebody else; nil where it is that of this process.
func (p *program) screen() *tui.Terminal {
	if p.served == nil {
		return nil
	}
	return p.served.Terminal
}

// seat is where the others see somebody; nil where nobody else is.
func (p *program) seat() *presence.Seat {
	if p.served == nil {
		return nil
	}
	return p.served.Seat
}

// faults are what the interface says at its start, beside the fault of the config file.
func (p *program) faults(more ...error) []error {
	return slices.DeleteFunc(append([]error{p.configFault}, more...), func(err error) bool { return err == nil })
}

// show runs the interface on a year until the user leaves.
func (p *program) show(ctx context.Context, d *scenarios.Dossier, shelf ui.Shelf, draft scenarios.Draft, years bool, faults []error) (tui.Next, error) {
	work, err := scenarios.NewWorkbench(d.Year)
	if err != nil {
		return tui.Quit, err
	}
	saved, err := shelf.List()
	if err != nil {
		return tui.Quit, err
	}
	marks, err := shelf.Marks()
	if err != nil {
		return tui.Quit, err
	}
	o := tui.Options{Who: p.who, Work: work, Shelf: shelf, Saved: saved, Draft: draft, Calls: d.Calls, Invoices: d.Invoices, Marks: marks,
		Lang: p.lang, Theme: p.theme, Keys: p.config.Keys, Faults: faults, Notices: p.toTell(), Env: p.environ, Terminal: p.screen(), Seat: p.seat(), Years: years}
	if p.plain {
		return plain.Run(p.dialogue(), o)
	}
	return tui.Run(ctx, o)
}

// dialogue is the one conversation of this run: what one part of it has read ahead is there for the next.
func (p *program) dialogue() *plain.Dialogue {
	if p.talk == nil {
		p.talk = plain.NewDialogue(p.in, atOnce{p.out}, p.typed, p.lang)
	}
	return p.talk
}

// atOnce hands over what is written: somebody waits for the answer.
type atOnce struct{ io.Writer }

func (w atOnce) Write(b []byte) (int, error) {
	n, err := w.Writer.Write(b)
	if buffered, ok := w.Writer.(*bufio.Writer); ok && err == nil {
		err = buffered.Flush()
	}
	return n, err
}
