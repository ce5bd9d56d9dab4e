package tui

import (
	"context"
	"errors"

	tea "charm.land/bubbletea/v2"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/storage"
	"quotepart/tui/theme"
	"quotepart/tui/ui"
)

// Choice is what the user wants to start with; the zero value is to leave.
type Choice struct {
	Year string // of the store
	Demo bool
	Lang lang.Lang // in which the user goes on
}

// StartOptions are what the start screen works with.
type StartOptions struct {
	Store    Importer // into which years are imported
	Years    []storage.YearInfo
	At       string    // the id of the year to put the cursor on; else the last one
	Said     lang.Text // why the last choice could not be opened
	Notice   lang.Text // of the store, such as what had to be mended
	Who      scenarios.Person
	Terminal *Terminal // nil: that of the process. Files are then not the user's, see ui.Ctx
	Lang     lang.Lang
	Theme    string
	Env      []string
	Keys     ui.Keymap // the user's own keys
}

// Choose shows the years of the store, and on the first start what there is to do without one.
func Choose(ctx context.Context, o StartOptions) (Choice, error) {
	start, err := NewStart(ctx, o)
	if err != nil {
		return Choice{}, err
	}
	err = o.Terminal.show(ctx, start, o.Env)
	start.cancel()
	if errors.Is(err, context.Canceled) {
		err = nil // it was ended as asked
	}
	return start.Choice, err
}

// Start is the model of the start screen. Its Choice is known when it has ended.
type Start struct {
	Choice Choice

	ctx           *ui.Ctx
	options       StartOptions
	years         []storage.YearInfo
	at            int
	width, height int
	said          lang.Text // what became of the last import, such as that it was cancelled; at first the notice

	running context.Context // ends with the program
	cancel  func()
	run     importer
	job     *job     // the import that is running, or nil
	folder  []string // what was last typed in the form of an import of a dossier
	open    []string // and in that of open data
}

// NewStart makes the start screen. The only error is an unknown theme.
func NewStart(ctx context.Context, o StartOptions) (*Start, error) {
	t, err := theme.Pick(o.Theme, true, o.Env)
	s := &Start{options: o, said: o.Notice, ctx: &ui.Ctx{Lang: o.Lang, Theme: t, Keys: o.Keys, Who: o.Who, Remote: o.Terminal != nil}, run: o.importYear, folder: []string{""}, open: make([]string, openFields)}
	s.running, s.cancel = context.WithCancel(ctx)
	s.list(o.Years, o.At)
	if !o.Said.IsZero() {
		s.ctx.Overlay = s.failed(lang.T("Un problème", "A problem"), &lang.Fault{What: o.Said}, nil)
	}
	return s, err
}

// list takes the years of the store and puts the cursor on one of them.
func (s *Start) list(years []storage.YearInfo, at string) {
	s.years, s.at = years, max(len(years)-1, 0)
	for i, y := range years {
		if y.ID == at {
			s.at = i
		}
	}
}

// Init asks for the terminal's background, so that the theme fits it.
func (s *Start) Init() tea.Cmd { return tea.RequestBackgroundColor }

// Update takes a message. It does no I/O: an import is a command.
func (s *Start) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		s.width, s.height = msg.Width, msg.Height
	case tea.BackgroundColorMsg:
		if t, err := theme.Pick(s.options.Theme, msg.IsDark(), s.options.Env); err == nil {
			s.ctx.Theme = t
		}
	case progressed:
		return s, s.progressed(msg)
	case ended:
		return s, s.ended(msg)
	case tea.KeyPressMsg, tea.PasteMsg, ui.FormCompleted:
		return s, s.input(msg)
	}
	return s, nil
}

func (s *Start) input(msg tea.Msg) tea.Cmd {
	key, isKey := msg.(tea.KeyPressMsg)
	if isKey && key.String() == "ctrl+c" {
		s.cancel()
		return tea.Quit
	}
	if shown := s.ctx.Overlay; shown != nil {
		cmd, done := shown.Update(s.ctx, msg)
		if done && s.ctx.Overlay == shown {
			s.ctx.Overlay = nil
		}
		return cmd
	}
	if !isKey {
		return nil
	}
	switch key.String() {
	case "up", "k":
		s.at = max(s.at-1, 0)
	case "down", "j":
		s.at = max(min(s.at+1, len(s.years)-1), 0)
	case "home":
		s.at = 0
	case "end":
		s.at = max(len(s.years)-1, 0)
	default:
		cmd, _ := ui.Dispatch(s.ctx, s.ctx.Keys.Apply(s.bindings()), key.String())
		if said := s.ctx.Toast.Text; !said.IsZero() { // why it cannot be done
			s.said, s.ctx.Toast = said, ui.Toast{}
		}
		return cmd
	}
	return nil
}

// bindings are the actions of the start screen.
func (s *Start) bindings() []ui.Binding {
	all := []ui.Binding{
		{ID: "start.demo", Keys: []string{"d"}, Name: lang.T("voir la démonstration : un département fictif, rien n'est gardé", "see the demonstration: a made-up département, nothing is kept"),
			Run: func(*ui.Ctx) tea.Cmd { return s.choose(Choice{Demo: true}) }},
		{ID: "start.import", Keys: []string{"i"}, Name: lang.T("importer un dossier : une année en fichiers texte (year.yaml, members.csv, schools.csv…)", "import a dossier: a year as text files (year.yaml, members.csv, schools.csv…)"), Needs: scenarios.MaySave, Disabled: importRemotely,
			Run: func(c *ui.Ctx) tea.Cmd { c.Overlay = s.folderForm(); return nil }},
		{ID: "start.open-data", Keys: []string{"o"}, Name: lang.T("partir des données publiques : les effectifs du ministère, les communes et EPCI", "start from open data: the ministry's pupil counts, communes and EPCIs"), Needs: scenarios.MaySave, Disabled: importRemotely,
			Run: func(c *ui.Ctx) tea.Cmd { c.Overlay = s.openForm(); return nil }},
		{ID: "language", Keys: []string{"L"}, Name: lang.T("langue", "language"), Hint: true,
			Run: func(c *ui.Ctx) tea.Cmd { c.Lang = 1 - c.Lang; return nil }},
		{ID: "quit", Keys: []string{"q"}, Name: lang.T("quitter", "quit"), Hint: true, Run: func(*ui.Ctx) tea.Cmd { return tea.Quit }},
	}
	if len(s.years) == 0 {
		return all
	}
	return append([]ui.Binding{{ID: "start.open", Keys: []string{"enter"}, Name: lang.T("ouvrir l'exercice", "open the year"),
		Run: func(*ui.Ctx) tea.Cmd { return s.choose(Choice{Year: s.years[s.at].ID}) }}}, all...)
}

// importRemotely refuses an import where the files would be the server's.
func importRemotely(c *ui.Ctx) lang.Text {
	if !c.Remote {
		return lang.Text{}
	}
	return lang.T("les fichiers d'ici sont ceux du serveur : importez de chez vous, avec zip -r - DOSSIER | ssh SERVEUR import -",
		"the files here are the server's: import from your own machine, with zip -r - FOLDER | ssh SERVER import -")
}

func (s *Start) choose(c Choice) tea.Cmd {
	c.Lang = s.ctx.Lang
	s.Choice = c
	return tea.Quit
}
