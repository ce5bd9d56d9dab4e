package scenariolist

import (
	"math"

	"quotepart/engine"
	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/tui/theme"
	"quotepart/tui/ui"
	"quotepart/tui/widget"
)

// The first rows are the year itself and the working changes; the saved scenarios follow.
const (
	baseRow = iota
	workRow
	firstSaved
)

// workID is the ID of the row of the working changes.
const workID = "work"

// rows are the scenarios there are.
type rows struct {
	c *ui.Ctx
}

func (r *rows) take(c *ui.Ctx) { r.c = c }

func (r *rows) Len() int {
	if r.c == nil {
		return 0
	}
	return firstSaved + len(r.c.Saved)
}

// ID keeps the two first rows apart from scenarios of any name.
func (r *rows) ID(row int) string {
	switch row {
	case baseRow:
		return "year"
	case workRow:
		return workID
	}
	return "saved/" + r.c.Saved[row-firstSaved].Name
}

// saved is the saved scenario of a row, or nil.
func (r *rows) saved(row int) *ui.Saved {
	if r.c == nil || row < firstSaved || row >= r.Len() {
		return nil
	}
	return &r.c.Saved[row-firstSaved]
}

func (r *rows) changes(row int) []scenarios.Change {
	switch s := r.saved(row); {
	case s != nil:
		return s.Changes
	case row == workRow:
		return r.c.Work.Changes()
	}
	return nil
}

func (r *rows) note(row int) string {
	if s := r.saved(row); s != nil {
		return s.Note
	}
	return ""
}

// result is what a row leads to; an error where its changes no longer fit the year.
func (r *rows) result(row int) (*engine.Result, error) {
	if row == workRow {
		return r.c.Work.Result(), nil
	}
	var s scenarios.Scenario
	if saved := r.saved(row); saved != nil {
		s = saved.Scenario
	}
	return r.c.ResultOf(s)
}

func (r *rows) Cell(row, col int) (string, theme.Role) {
	c := r.c
	saved := r.saved(row)
	switch col {
	case colName:
		return r.name(row), r.role(row)
	case colMark:
		_, reference := c.Work.Reference()
		if saved != nil && c.Marked[saved.Name] || row == baseRow && reference != scenarios.Baseline {
			return "●", theme.Accent
		}
		return "", theme.Text
	case colChanges:
		return lang.Count(len(r.changes(row))).In(c.Lang), theme.Text
	case colAuthor:
		if saved != nil {
			return saved.Author, theme.Muted
		}
		return "", theme.Text
	case colDate:
		if saved != nil && !saved.At.IsZero() {
			return saved.At.Local().Format("2006-01-02"), theme.Muted
		}
		return "", theme.Text
	}
	return r.amount(row, col)
}

func (r *rows) name(row int) string {
	switch row {
	case baseRow:
		return r.c.T("l'exercice lui-même", "the year itself")
	case workRow:
		return r.c.T("en cours : ", "working: ") + r.c.WorkName()
	}
	return r.c.Saved[row-firstSaved].Name
}

func (r *rows) role(row int) theme.Role {
	if row < firstSaved {
		return theme.Accent
	}
	return theme.Text
}

// amount is a figure of the row's result; a scenario that does not fit says so.
func (r *rows) amount(row, col int) (string, theme.Role) {
	result, err := r.result(row)
	if err != nil {
		if col == colBalance {
			return r.c.T("inapplicable", "does not fit"), theme.Error
		}
		return "–", theme.Muted
	}
	totals := result.Totals()
	reference, _ := r.c.Work.Reference()
	switch col {
	case colBalance:
		if !result.Complete() {
			return r.c.T("INCOMPLET", "INCOMPLETE"), theme.Error
		}
		return totals.Balance.Bare(r.c.Lang), theme.Text
	case colContributions:
		return totals.Contributions.Bare(r.c.Lang), theme.Text
	case colContributionsDelta:
		return ui.Delta(r.c, totals.Contributions-reference.Totals().Contributions)
	}
	return ui.Delta(r.c, totals.Balance-reference.Totals().Balance)
}

// Key leaves what is not saved at its place before the others; of those, what cannot be computed comes first.
func (r *rows) Key(row, col int) widget.Key {
	if row < firstSaved {
		return widget.Key{Rank: int64(row - firstSaved)}
	}
	switch col {
	case colName:
		return ui.TextKey(r.name(row))
	case colChanges:
		return widget.Key{Then: int64(len(r.changes(row)))}
	case colAuthor:
		return ui.TextKey(r.saved(row).Author)
	case colDate:
		return widget.Key{Then: r.saved(row).At.UnixMicro()}
	}
	result, err := r.result(row)
	switch {
	case err != nil:
		return widget.Key{Then: math.MinInt64}
	case col == colContributions, col == colContributionsDelta: // ordered alike: all differences are to one reference
		return widget.Key{Then: int64(result.Totals().Contributions)}
	}
	return widget.Key{Then: int64(result.Totals().Balance)}
}

func (r *rows) FilterText(row int) string {
	return widget.Fold(r.name(row) + " " + r.note(row))
}

// Input makes nothing editable in place: names and notes have their own actions.
func (*rows) Input(int, int) (scenarios.Address, bool) { return scenarios.Address{}, false }
