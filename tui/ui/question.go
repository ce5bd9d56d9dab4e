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

	first int // the line of the first answer, as drawn
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
		if a.Key == key.String() {
			return q.answer(c, a), true
		}
	}
	return nil, key.String() == "esc"
}

func (q *Question) answer(c *Ctx, a Answer) tea.Cmd {
	if c.Overlay == Overlay(q) {
		c.Overlay = nil // Run may open another one
	}
	if a.Run == nil {
		return nil
	}
	return a.Run(c)
}

// Click gives the answer that was clicked.
func (q *Question) Click(c *Ctx, line int) (tea.Cmd, bool) {
	if i := line - q.first; i >= 0 && i < len(q.Answers) {
		return q.answer(c, q.Answers[i]), true
	}
	return nil, false
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
	q.first = len(lines) + 1
	for _, a := range q.Answers {
		lines = append(lines, " "+c.Theme.Render(theme.KeyName, KeyLabel(a.Key, c.Lang))+"  "+a.Name.In(c.Lang))
	}
	return widget.Frame{Title: q.Title.In(c.Lang), Focused: true}.Lines(c.Theme, w, min(len(lines)+2, height), lines)
}
