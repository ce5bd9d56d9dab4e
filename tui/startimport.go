package tui

import (
	"context"
	"errors"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/storage"
	"quotepart/storage/dossier"
	"quotepart/storage/opendata"
	"quotepart/tui/theme"
	"quotepart/tui/ui"
	"quotepart/tui/widget"
)

// request is what is to be imported: a dossier's folder, or files of open data.
type request struct {
	folder  string
	files   []string
	open    opendata.Options
	replace bool // what is stored and differs
}

// imported is what became of an import.
type imported struct {
	year    string
	years   []storage.YearInfo
	notes   []lang.Text
	differs []storage.Difference // where the year is stored and differs
}

// importer does an import, and tells how many bytes of all have been read, or that all were read: then both are 0.
type importer func(ctx context.Context, r request, tell func(read, total int)) (imported, error)

// importYear reads what is asked for and stores it, all or nothing.
func (o StartOptions) importYear(ctx context.Context, r request, tell func(read, total int)) (imported, error) {
	var d *scenarios.Dossier
	var done imported
	var warnings dossier.Faults
	var err error
	if r.folder != "" {
		d, warnings, err = dossier.ReadFolder(r.folder)
	} else {
		var taken *opendata.Taken
		if taken, err = opendata.ReadFiles(ctx, r.files, r.open, tell); err == nil {
			d, warnings, done.notes = taken.Dossier, taken.Warnings, slices.Concat(taken.Lacks, taken.Notes)
		}
	}
	if err == nil {
		err = ctx.Err()
	}
	if err != nil {
		return done, err
	}
	for _, w := range warnings {
		done.notes = append(done.notes, lang.T("attention : "+w.In(lang.FR), "warning: "+w.In(lang.EN)))
	}
	tell(0, 0)
	done.year = d.Year.ID
	kept, err := o.Store.KeepDocuments(d)
	if err != nil {
		return done, err
	}
	done.notes = append(done.notes, kept...)
	if _, err = o.Store.ImportContext(ctx, d, o.Who, r.replace); errors.Is(err, storage.ErrDiffers) {
		done.differs, _ = o.Store.Differences(d) // a damaged year can be replaced without
		return done, err
	}
	if err == nil {
		done.years, err = o.Store.Years()
	}
	return done, err
}

// job is an import that is running: it is drawn over the screen, and Esc cancels it.
type job struct {
	request
	cancel      context.CancelFunc
	cancelled   bool
	told        chan progressed // the newest progress that was not yet shown
	read, total int
	storing     bool
}

// progressed is how far an import is, ended what became of it. Both name theirs.
type progressed struct {
	job         *job
	read, total int
}

type ended struct {
	job *job
	imported
	err error
}

// start runs an import in the background.
func (s *Start) start(r request) tea.Cmd {
	ctx, cancel := context.WithCancel(s.running)
	j := &job{request: r, cancel: cancel, told: make(chan progressed, 1)}
	s.job, s.ctx.Overlay, s.said = j, j, lang.Text{}
	run := s.run
	return tea.Batch(j.next, func() tea.Msg {
		defer cancel()
		defer close(j.told)
		done, err := run(ctx, r, func(read, total int) {
			select {
			case <-j.told: // it was not shown yet, and is old now
			default:
			}
			j.told <- progressed{j, read, total}
		})
		return ended{j, done, err}
	})
}

// next waits for progress; it ends with the import.
func (j *job) next() tea.Msg {
	if p, ok := <-j.told; ok {
		return p
	}
	return nil
}

func (s *Start) progressed(p progressed) tea.Cmd {
	p.job.read, p.job.total, p.job.storing = p.read, p.total, p.total == 0
	return p.job.next
}

// ended shows what became of an import.
func (s *Start) ended(e ended) tea.Cmd {
	if s.job != e.job {
		return nil
	}
	s.job, s.ctx.Overlay = nil, nil
	again := func() ui.Overlay { return s.form(e.job.request) }
	switch {
	case e.err == nil:
		s.list(e.years, e.year)
		if len(e.notes) == 0 && !e.job.cancelled {
			return s.choose(Choice{Year: e.year})
		}
		s.ctx.Overlay = s.succeeded(e.imported)
	case errors.Is(e.err, context.Canceled):
		s.said = lang.T("L'import est annulé : rien n'a changé.", "The import was cancelled: nothing has changed.")
	case errors.Is(e.err, storage.ErrDiffers):
		s.ctx.Overlay = s.askReplace(e)
	default:
		s.ctx.Overlay = s.failed(lang.T("Rien n'est importé", "Nothing was imported"), e.err, again)
	}
	return nil
}

// form is the one that a request came from, with what was typed.
func (s *Start) form(r request) ui.Overlay {
	if r.folder != "" {
		return s.folderForm()
	}
	return s.openForm()
}

// Update cancels on Esc, once.
func (j *job) Update(_ *ui.Ctx, msg tea.Msg) (tea.Cmd, bool) {
	if key, ok := msg.(tea.KeyPressMsg); ok && key.String() == "esc" {
		j.cancelled = true
		j.cancel()
	}
	return nil, false
}

// View shows how far the import is.
func (j *job) View(c *ui.Ctx, width, height int) []string {
	w := min(width, 76)
	what := j.folder
	if what == "" {
		what = strings.Join(j.files, " ; ")
	}
	state := lang.T("lecture…", "reading…")
	bar := ""
	switch {
	case j.cancelled:
		state = lang.T("annulation…", "cancelling…")
	case j.total > 0:
		state = lang.F("lecture : %d %%", "reading: %d%%", j.read*100/j.total)
		bar = widget.Bar(int64(j.read), int64(j.total), w-6)
	case j.storing:
		state = lang.T("enregistrement…", "storing…")
	}
	lines := []string{" " + widget.Fit(what, w-4, widget.Left), " " + state.In(c.Lang), " " + c.Theme.Render(theme.Fill1, bar)}
	frame := widget.Frame{Title: c.T("Import", "Import"), Focused: true, Footer: c.T("Échap annule : rien n'aura changé", "Esc cancels: nothing will have changed")}
	return frame.Lines(c.Theme, w, min(len(lines)+2, height), lines)
}

// told is something to read. Enter does what it offers, another key closes it.
type told struct {
	ui.Scroll
	enter  func() tea.Cmd    // nil: as any other key
	closed func() ui.Overlay // what comes after it; nil: nothing
}

// Update scrolls, or ends it.
func (t *told) Update(c *ui.Ctx, msg tea.Msg) (tea.Cmd, bool) {
	if key, ok := msg.(tea.KeyPressMsg); ok && key.String() == "enter" && t.enter != nil {
		return t.enter(), true
	}
	cmd, done := t.Scroll.Update(c, msg)
	if done && t.closed != nil {
		c.Overlay = t.closed()
	}
	return cmd, done
}

// succeeded shows what was taken and what was left out, before the year is opened.
func (s *Start) succeeded(done imported) ui.Overlay {
	return &told{
		Scroll: ui.Scroll{
			Title:  lang.F("Importé : %s", "Imported: %s", done.year),
			Footer: lang.T("Entrée ouvre l'exercice · ↑↓ défiler · Échap reste ici", "Enter opens the year · ↑↓ scroll · Esc stays here"),
			Lines:  paragraphs(theme.Text, "·", done.notes),
		},
		enter: func() tea.Cmd { return s.choose(Choice{Year: done.year}) },
	}
}

// failed shows an error in full, a paragraph for each fault.
func (s *Start) failed(title lang.Text, err error, closed func() ui.Overlay) ui.Overlay {
	fr, en := strings.Split(lang.Describe(err, lang.FR), "\n"), strings.Split(lang.Describe(err, lang.EN), "\n")
	var faults []lang.Text
	for i := range min(len(fr), len(en)) {
		faults = append(faults, lang.T(fr[i], en[i]))
	}
	if n := len(faults); n > 1 {
		title = lang.F("%[1]s : %[2]s fautes", "%[1]s: %[2]s faults", title, lang.Count(n))
	}
	footer := lang.T("↑↓ défiler · Échap ferme", "↑↓ scroll · Esc closes")
	if closed != nil {
		footer = lang.T("↑↓ défiler · Échap : corriger et réessayer", "↑↓ scroll · Esc: mend and try again")
	}
	return &told{Scroll: ui.Scroll{Title: title, Footer: footer, Lines: paragraphs(theme.Error, "!", faults)}, closed: closed}
}

// paragraphs wraps texts, each behind a sign. There may be thousands: they are wrapped once for a width, a language and a theme.
func paragraphs(role theme.Role, sign string, texts []lang.Text) func(*ui.Ctx, int) []string {
	type look struct {
		width int
		lang  lang.Lang
		theme theme.Theme
	}
	var lines []string
	var last look
	return func(c *ui.Ctx, width int) []string {
		now := look{width, c.Lang, c.Theme}
		if now == last {
			return lines
		}
		lines, last = nil, now
		for _, t := range texts {
			lead := sign
			for _, part := range widget.Wrap(t.In(c.Lang), max(width-4, 10)) {
				lines = append(lines, " "+c.Theme.Render(role, widget.Fit(lead, 1, widget.Left)+" "+part))
				lead = ""
			}
		}
		return lines
	}
}

// askReplace asks whether the year replaces the stored one, and says what differs.
func (s *Start) askReplace(e ended) ui.Overlay {
	lines := []lang.Text{lang.F("« %s » est déjà enregistré et diffère.", "%q is stored already and differs.", e.year)}
	for _, d := range e.differs {
		lines = append(lines, d.Text())
	}
	if len(e.differs) == 0 {
		lines = []lang.Text{lang.T(lang.Describe(e.err, lang.FR), lang.Describe(e.err, lang.EN))}
	}
	replace := e.job.request
	replace.replace = true
	return &ui.Question{
		Title: lang.T("Remplacer ?", "Replace?"), Lines: lines,
		Answers: []ui.Answer{
			{Key: "r", Name: lang.T("remplacer ; les scénarios enregistrés restent", "replace; the saved scenarios stay"), Run: func(*ui.Ctx) tea.Cmd { return s.start(replace) }},
			{Key: "esc", Name: lang.T("ne rien faire", "do nothing")},
		},
	}
}
