package ui

import (
	tea "charm.land/bubbletea/v2"

	"quotepart/engine/lang"
	"quotepart/tui/theme"
	"quotepart/tui/widget"
)

// Question is an overlay that offers a few answers, each behind a key.
type Question struct {
	Title   lang.Text
	Lines   []lang.Text
	Answers []Answer
}

// Answer is one way to answer a Question. Run may be nil: the question is then just closed.
type Answer struct {
	Key  string
	Name lang.Text
	Run  func(*Ctx) tea.Cmd
}

// Update takes the key of an answer; Esc closes the question.
func (q *Question) Update(c *Ctx, msg tea.Msg) (tea.Cmd, bool) {
	key, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return nil, false
	}
	for _, a := range q.Answers {
		if a.Key != key.String() {
			continue
		}
		if c.Overlay == Overlay(q) {
			c.Overlay = nil // Run may open another one
		}
		if a.Run == nil {
			return nil, true
		}
		return a.Run(c), true
	}
	return nil, key.String() == "esc"
}

// View draws the question in a frame.
func (q *Question) View(c *Ctx, width, height int) []string {
	w := min(width, 76)
	var lines []string
	for _, l := range q.Lines {
		for _, part := range widget.Wrap(l.In(c.Lang), w-4) {
			lines = append(lines, " "+part)
		}
	}
	lines = append(lines, "")
	for _, a := range q.Answers {
		lines = append(lines, " "+c.Theme.Render(theme.KeyName, KeyLabel(a.Key, c.Lang))+"  "+a.Name.In(c.Lang))
	}
	return widget.Frame{Title: q.Title.In(c.Lang), Focused: true}.Lines(c.Theme, w, min(len(lines)+2, height), lines)
}
