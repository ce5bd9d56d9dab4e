package scenariolist

import (
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/tui/theme"
	"quotepart/tui/ui"
	"quotepart/tui/widget"
)

// asked is what was last read from the shelf for the tables of what was: an answer to an earlier question is dropped.
type asked struct {
	table *ui.Table
	name  string
	shelf int // the state of the shelf
}

// toggle shows a table of what was in the place of the changes, with the cursor in it, or the changes again.
func (s *Screen) toggle(c *ui.Ctx, t *ui.Table) {
	if s.All[1] == t {
		t = s.detail
	}
	s.All[1] = t
	if t == s.detail {
		t = s.list
	}
	s.Focus(t)
	s.follow(c)
}

// inPast tells whether the cursor is in a table of what was.
func (s *Screen) inPast() bool { return s.All[1] != s.detail && s.IsFocused(s.All[1]) }

// ask reads what the shown table of what was needs, where that is something else than before.
func (s *Screen) ask(c *ui.Ctx, row int) {
	next := asked{table: s.All[1], shelf: c.Shelved()}
	switch next.table {
	case s.detail:
		s.asked = next
		return
	case s.history:
		saved := s.rows.saved(row)
		if saved == nil {
			s.show(c, next, nil)
			return
		}
		next.name = saved.Name
	}
	if next == s.asked {
		return
	}
	s.show(c, next, nil)
	read := ui.Shelf.Deleted
	if next.name != "" {
		read = func(shelf ui.Shelf) ([]scenarios.Version, error) { return shelf.History(next.name) }
	}
	c.Later(ui.Read(c, read, func(list []scenarios.Version) {
		if s.asked == next {
			s.show(c, next, list)
		}
	}))
}

// show puts versions into the table that they were read for.
func (s *Screen) show(c *ui.Ctx, of asked, list []scenarios.Version) {
	s.asked = of
	if of.table == s.history {
		s.versions.take(c, list)
		s.history.Title = lang.T("Historique", "History")
		if of.name != "" {
			s.history.Title = lang.F("Historique : %s", "History: %s", of.name)
		}
	} else {
		s.gone.take(c, list)
	}
	of.table.Values(true)
}

// restore makes the version under the cursor count again, or brings the deleted scenario under it back.
func (s *Screen) restore(c *ui.Ctx) tea.Cmd {
	if !s.inPast() {
		c.Say(lang.T("ouvrez d'abord l'historique (H) ou les scénarios supprimés (B)", "open the history (H) or the deleted scenarios (B) first"))
		return nil
	}
	row, ok := s.Focused().Grid.Row()
	if !ok {
		c.Say(lang.T("rien à rétablir ici", "nothing to bring back here"))
		return nil
	}
	if s.Focused() == s.gone.table {
		v := s.gone.list[row]
		return ui.Restore(c, v.Name, v)
	}
	v := s.versions.list[row]
	if row == 0 && !v.Deleted {
		c.Say(lang.T("c'est la version actuelle", "this is the current version"))
		return nil
	}
	return ui.Restore(c, s.asked.name, v)
}

// about is the whole text of the version under the cursor, which a cell may cut.
func (s *Screen) about(c *ui.Ctx) (title, text string) {
	row, ok := s.All[1].Grid.Row()
	switch {
	case !ok:
		return "", ""
	case s.All[1] == s.history:
		return c.T("Ce qui a changé", "What changed"), s.versions.what(row)
	}
	return "Note", s.gone.list[row].Note
}

// versionRows are versions, the newest first.
type versionRows struct {
	c     *ui.Ctx
	table *ui.Table
	list  []scenarios.Version
}

func (r *versionRows) Len() int { return len(r.list) }

// ID holds the name too: names that became one may share a revision.
func (r *versionRows) ID(row int) string {
	return strconv.FormatUint(r.list[row].Revision, 10) + " " + r.list[row].Name
}

func (*versionRows) Input(int, int) (scenarios.Address, bool) { return scenarios.Address{}, false }

// when is the time of a version in the local time, to the minute.
func (r *versionRows) when(row int) string {
	if at := r.list[row].At; !at.IsZero() {
		return at.Local().Format("2006-01-02 15:04")
	}
	return "–"
}

// historyRows are the versions of the scenario under the cursor.
type historyRows struct {
	versionRows
	words []string // what each version is, in words, once it was shown
}

func (r *historyRows) take(c *ui.Ctx, list []scenarios.Version) {
	r.c, r.list, r.words = c, list, make([]string, len(list))
}

// The columns of a history.
const (
	pastWhen = iota
	pastWhat
	pastChanges
	pastAuthor
	pastRevision
)

func historyColumns(l lang.Lang) []widget.Column {
	return []widget.Column{
		pastWhen:     {Title: lang.T("Date", "Date").In(l), Width: 16},
		pastWhat:     {Title: lang.T("Ce qui a changé", "What changed").In(l), Min: 20, Width: 40, Flex: 1, NoSort: true},
		pastChanges:  {Title: lang.T("Hyp.", "Changes").In(l), Width: 7, Align: widget.Right, Priority: 1},
		pastAuthor:   {Title: lang.T("Auteur", "Author").In(l), Width: 10, Priority: 2},
		pastRevision: {Title: lang.T("Version", "Version").In(l), Width: 8, Align: widget.Right, Priority: 3},
	}
}

func (r *historyRows) Cell(row, col int) (string, theme.Role) {
	v := r.list[row]
	switch col {
	case pastWhen:
		return r.when(row), theme.Text
	case pastWhat:
		return r.what(row), theme.Text
	case pastChanges:
		if v.Deleted {
			return "", theme.Muted
		}
		return lang.Count(len(v.Changes)).In(r.c.Lang), theme.Text
	case pastAuthor:
		return v.Author, theme.Muted
	}
	return lang.Count(v.Revision).In(r.c.Lang), theme.Muted
}

// what says what happened, and what is not as in the version before.
func (r *historyRows) what(row int) string {
	if r.words[row] != "" {
		return r.words[row]
	}
	v := r.list[row]
	parts := []string{v.Event().In(r.c.Lang)}
	if !v.Deleted {
		var before scenarios.Version
		if row+1 < len(r.list) {
			before = r.list[row+1]
		}
		for _, d := range scenarios.Differences(r.c.Work.Stored(), before, v) {
			parts = append(parts, d.In(r.c.Lang))
		}
	}
	r.words[row] = strings.Join(parts, " · ")
	return r.words[row]
}

func (r *historyRows) Key(row, col int) widget.Key {
	v := r.list[row]
	switch col {
	case pastChanges:
		return widget.Key{Rank: int64(len(v.Changes))}
	case pastAuthor:
		return ui.TextKey(v.Author)
	}
	return widget.Key{Rank: int64(v.Revision)}
}

func (r *historyRows) FilterText(row int) string {
	return widget.Fold(r.what(row) + " " + r.list[row].Author)
}

// deletedRows are the deleted scenarios.
type deletedRows struct {
	versionRows
}

func (r *deletedRows) take(c *ui.Ctx, list []scenarios.Version) { r.c, r.list = c, list }

// The columns of the deleted scenarios.
const (
	goneName = iota
	goneWhen
	goneChanges
	goneAuthor
	goneNote
)

func deletedColumns(l lang.Lang) []widget.Column {
	return []widget.Column{
		goneName:    {Title: lang.T("Scénario", "Scenario").In(l), Min: 16, Width: 26, Flex: 1},
		goneWhen:    {Title: lang.T("Supprimé le", "Deleted on").In(l), Width: 16},
		goneChanges: {Title: lang.T("Hyp.", "Changes").In(l), Width: 7, Align: widget.Right, Priority: 1},
		goneAuthor:  {Title: lang.T("Par", "By").In(l), Width: 10, Priority: 2},
		goneNote:    {Title: lang.T("Note", "Note").In(l), Width: 20, Flex: 1, Priority: 3, NoSort: true},
	}
}

func (r *deletedRows) Cell(row, col int) (string, theme.Role) {
	v := r.list[row]
	switch col {
	case goneName:
		return v.Name, theme.Text
	case goneWhen:
		return r.when(row), theme.Text
	case goneChanges:
		return lang.Count(len(v.Changes)).In(r.c.Lang), theme.Text
	case goneAuthor:
		return v.Author, theme.Muted
	}
	return v.Note, theme.Muted
}

func (r *deletedRows) Key(row, col int) widget.Key {
	v := r.list[row]
	switch col {
	case goneName:
		return ui.TextKey(v.Name)
	case goneChanges:
		return widget.Key{Rank: int64(len(v.Changes))}
	case goneAuthor:
		return ui.TextKey(v.Author)
	}
	return widget.Key{Rank: v.At.UnixMicro()}
}

func (r *deletedRows) FilterText(row int) string {
	return widget.Fold(r.list[row].Name + " " + r.list[row].Note)
}
