package ui

import (
	"strings"

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
	top   int // how far its lines are scrolled, where they are more than there is room for
}

// Answer is one way to answer a Question. Run may be nil: the question is then just closed.
type Answer struct {
	Key  string
	Name lang.Text
	Run  func(*Ctx) tea.Cmd
}

// Update takes the key of an answer, or scrolls; Esc closes the question.
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
	switch key.String() {
	case "down":
		q.top++
	case "up":
		q.top--
	case "pgdown":
		q.top += 5
	case "pgup":
		q.top -= 5
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

// View draws the question in a frame: its answers in any case, and of its lines as many as there is room for.
func (q *Question) View(c *Ctx, width, height int) []string {
	w := min(width, 76)
	var lines []string
	for _, l := range q.Lines {
		for _, part := range wrapIndented(l.In(c.Lang), w-4) {
			lines = append(lines, " "+part)
		}
	}
	footer := ""
	if room := max(height-len(q.Answers)-3, 1); len(lines) > room {
		q.top = max(0, min(q.top, len(lines)-room))
		lines = lines[q.top : q.top+room]
		footer = c.T("↑↓ défiler", "↑↓ scroll")
	}
	lines = append(lines[:len(lines):len(lines)], "")
	q.first = len(lines) + 1
	for _, a := range q.Answers {
		lines = append(lines, " "+c.Theme.Render(theme.KeyName, KeyLabel(a.Key, c.Lang))+"  "+c.TextIn(a.Name))
	}
	return widget.Frame{Title: q.Title.In(c.Lang), Focused: true, Footer: footer}.Lines(c.Theme, w, min(len(lines)+2, height), lines)
}

// wrapIndented wraps a text; each of its lines starts with the spaces that it starts with.
func wrapIndented(text string, width int) []string {
	indent := text[:len(text)-len(strings.TrimLeft(text, " "))]
	lines := widget.Wrap(text[len(indent):], width-len(indent))
	for i := range lines {
		lines[i] = indent + lines[i]
	}
	return lines
}
