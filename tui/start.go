package tui

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"quotepart/engine/lang"
	"quotepart/storage"
	"quotepart/tui/theme"
	"quotepart/tui/ui"
	"quotepart/tui/widget"
)

// Choice is what the user wants to start with; the zero value is to leave.
type Choice struct {
	Year   string // of the store
	Demo   bool
	Folder string // of a dossier to be imported
}

// StartOptions are what the start screen shows.
type StartOptions struct {
	Years  []storage.YearInfo
	Said   lang.Text // what became of the last choice, such as why an import failed
	Folder string    // that the form of an import starts with, such as the one that failed
	Lang   lang.Lang
	Theme  string
	Env    []string
}

// Choose shows the years of the store, and on the first start what there is to do without one.
func Choose(ctx context.Context, o StartOptions) (Choice, error) {
	start, err := NewStart(o)
	if err != nil {
		return Choice{}, err
	}
	_, err = tea.NewProgram(start, tea.WithContext(ctx), tea.WithEnvironment(o.Env)).Run()
	return start.Choice, err
}

// Start is the model of the start screen. Its Choice is known when it has ended.
type Start struct {
	Choice Choice

	ctx           *ui.Ctx
	options       StartOptions
	at            int
	width, height int
}

// NewStart makes the start screen. The only error is an unknown theme.
func NewStart(o StartOptions) (*Start, error) {
	t, err := theme.Pick(o.Theme, true, o.Env)
	return &Start{options: o, ctx: &ui.Ctx{Lang: o.Lang, Theme: t}, at: len(o.Years) - 1}, err
}

// Init asks for the terminal's background, so that the theme fits it.
func (s *Start) Init() tea.Cmd { return tea.RequestBackgroundColor }

// Update takes a message.
func (s *Start) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		s.width, s.height = msg.Width, msg.Height
	case tea.BackgroundColorMsg:
		if t, err := theme.Pick(s.options.Theme, msg.IsDark(), s.options.Env); err == nil {
			s.ctx.Theme = t
		}
	case tea.KeyPressMsg, tea.PasteMsg:
		return s, s.input(msg)
	}
	return s, nil
}

func (s *Start) input(msg tea.Msg) tea.Cmd {
	key, isKey := msg.(tea.KeyPressMsg)
	if isKey && key.String() == "ctrl+c" {
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
	n := len(s.options.Years)
	switch key.String() {
	case "up", "k":
		s.at = max(s.at-1, 0)
	case "down", "j":
		s.at = min(s.at+1, n-1)
	case "enter":
		if n > 0 {
			return s.choose(Choice{Year: s.options.Years[s.at].ID})
		}
	case "d":
		return s.choose(Choice{Demo: true})
	case "i":
		s.ctx.Overlay = s.importForm()
	case "L":
		s.ctx.Lang = 1 - s.ctx.Lang
	case "q":
		return tea.Quit
	}
	return nil
}

func (s *Start) choose(c Choice) tea.Cmd {
	s.Choice = c
	return tea.Quit
}

func (s *Start) importForm() *ui.Form {
	return &ui.Form{
		Title: lang.T("Importer un dossier", "Import a dossier"),
		Fields: []*ui.FormField{ui.NewFormField(lang.T("Dossier", "Folder"), s.options.Folder, func(path string) error {
			if strings.TrimSpace(path) == "" {
				return lang.Wrong(lang.T("le chemin manque", "the path is missing"), lang.T("donnez le dossier qui contient year.yaml", "give the folder that holds year.yaml"))
			}
			return nil
		})},
		Done: func(_ *ui.Ctx, v []string) tea.Cmd { return s.choose(Choice{Folder: strings.TrimSpace(v[0])}) },
	}
}

// View draws the start screen.
func (s *Start) View() tea.View {
	view := tea.View{AltScreen: true, WindowTitle: "quotepart"}
	if s.width == 0 || s.height == 0 {
		return view
	}
	lines := widget.Frame{Title: "quotepart", Focused: true, Footer: s.ctx.T("L langue · q quitter", "L language · q quit")}.
		Lines(s.ctx.Theme, s.width, s.height, s.lines())
	if o := s.ctx.Overlay; o != nil {
		top := o.View(s.ctx, s.width, s.height)
		x, y := (s.width-widget.Width(top[0]))/2, max(0, (s.height-len(top))/2)
		lines = widget.Overlay(lines, top, x, y)
		if f, ok := o.(ui.Typing); ok {
			at := f.Cursor(s.ctx, s.width)
			s.ctx.SetCursor(x+at.X, y+at.Y)
		}
	}
	view.SetContent(strings.Join(lines, "\n"))
	view.Cursor = s.ctx.TakeCursor()
	return view
}

func (s *Start) lines() []string {
	c := s.ctx
	lines := []string{""}
	say := func(role theme.Role, t lang.Text) {
		for _, l := range widget.Wrap(t.In(c.Lang), max(s.width-6, 10)) {
			lines = append(lines, "  "+c.Theme.Render(role, l))
		}
	}
	say(theme.Title, lang.T("Qui paie quoi : la répartition du coût de l'ENT entre les membres du syndicat, au centime près et expliquée.",
		"Who pays what: how the members of the syndicate share the cost of the ENT, to the cent and explained."))
	lines = append(lines, "")
	if len(s.options.Years) == 0 {
		say(theme.Text, lang.T("Aucun exercice n'est encore enregistré.", "No year is stored yet."))
		lines = append(lines, "")
	}
	for i, y := range s.options.Years {
		caret, role := " ", theme.Text
		if i == s.at {
			caret, role = "▸", theme.Cursor
		}
		text := lang.F("%[1]s  %[2]s · %[3]s, %[4]s établissements, %[5]s membres", "%[1]s  %[2]s · %[3]s, %[4]s schools, %[5]s members",
			y.ID, y.Label, y.Basis, lang.Count(y.Schools), lang.Count(y.Members))
		lines = append(lines, " "+caret+c.Theme.Render(role, widget.Fit(text.In(c.Lang), max(s.width-6, 10), widget.Left)))
	}
	if len(s.options.Years) > 0 {
		lines = append(lines, "", s.key("enter", lang.T("ouvrir l'exercice", "open the year")))
	}
	lines = append(lines,
		s.key("d", lang.T("voir la démonstration, un département fictif", "see the demonstration, a made-up département")),
		s.key("i", lang.T("importer un dossier (year.yaml, members.csv, schools.csv …)", "import a dossier (year.yaml, members.csv, schools.csv …)")))
	return append(lines, s.said(s.height-2-len(lines))...)
}

// said tells what became of the last choice in at most room lines. What does not fit is counted, and where to read it is told.
func (s *Start) said(room int) []string {
	if s.options.Said.IsZero() || room < 2 {
		return nil
	}
	c, width := s.ctx, max(s.width-6, 10)
	render := func(text string) (lines []string) {
		for _, l := range widget.Wrap(text, width) {
			lines = append(lines, "  "+c.Theme.Render(theme.Error, l))
		}
		return lines
	}
	more := func(n int) []string {
		switch n {
		case 0:
			return nil
		case 1:
			return render(c.T("… et 1 autre ; `quotepart import DIR` les montre tous", "… and 1 other; `quotepart import DIR` shows them all"))
		}
		return render(lang.F("… et %[1]s autres ; `quotepart import DIR` les montre tous", "… and %[1]s others; `quotepart import DIR` shows them all", lang.Count(n)).In(c.Lang))
	}
	lines := []string{""}
	faults := strings.Split(s.options.Said.In(c.Lang), "\n")
	for i, fault := range faults {
		told, rest := render(fault), more(len(faults)-i-1)
		switch left := room - len(lines) - len(rest); {
		case len(told) <= left:
			lines = append(lines, told...)
		case i == 0: // better the head of one than none
			return append(append(lines, told[:max(left, 0)]...), rest...)
		default:
			return append(lines, more(len(faults)-i)...)
		}
	}
	return lines
}

func (s *Start) key(key string, name lang.Text) string {
	return "  " + s.ctx.Theme.Render(theme.KeyName, widget.Fit(ui.KeyLabel(key, s.ctx.Lang), 7, widget.Left)) + " " + widget.Fit(name.In(s.ctx.Lang), max(s.width-14, 10), widget.Left)
}
