package tui

import (
	"cmp"
	"context"
	"errors"
	"os/signal"
	"slices"
	"syscall"
	"time"

	tea "charm.land/bubbletea/v2"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/tui/ui"
)

// Run shows the interface in the terminal until the user quits, or until it is ended from outside: unsaved changes are then
// kept too. Errors are those of the terminal, and of a draft that could not be kept.
func Run(ctx context.Context, o Options) error {
	app, err := New(o)
	if err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(ctx, syscall.SIGHUP) // the terminal was closed
	defer stop()
	_, err = tea.NewProgram(app, tea.WithContext(ctx), tea.WithEnvironment(o.Env)).Run()
	if errors.Is(err, context.Canceled) {
		err = nil // it was ended as asked
	}
	return errors.Join(err, app.KeepDraft())
}

// Memory is a shelf that keeps nothing beyond the running interface: that of the demo.
type Memory struct {
	saved  []ui.Saved
	author string
}

// NewMemory makes a shelf with the scenarios it starts with.
func NewMemory(list []scenarios.Scenario, author string) *Memory {
	m := &Memory{author: author}
	for _, s := range list {
		m.put(ui.Saved{Scenario: s, Author: author})
	}
	return m
}

func (m *Memory) put(s ui.Saved) {
	m.saved = slices.DeleteFunc(slices.Clone(m.saved), func(o ui.Saved) bool { return o.Name == s.Name })
	m.saved = append(m.saved, s)
	slices.SortFunc(m.saved, func(a, b ui.Saved) int { return cmp.Compare(a.Name, b.Name) })
}

// List gives the scenarios, sorted by name.
func (m *Memory) List() ([]ui.Saved, error) { return slices.Clone(m.saved), nil }

// Save keeps a scenario until the interface ends.
func (m *Memory) Save(s scenarios.Scenario) error {
	m.put(ui.Saved{Scenario: s, Author: m.author, At: time.Now()})
	return nil
}

// Delete takes a scenario away.
func (m *Memory) Delete(name string) error {
	m.saved = slices.DeleteFunc(slices.Clone(m.saved), func(o ui.Saved) bool { return o.Name == name })
	return nil
}

// SaveDraft keeps nothing: the demo starts the same every time.
func (m *Memory) SaveDraft([]scenarios.Change) error { return nil }

// Place says that nothing outlives the interface.
func (m *Memory) Place() ui.Place {
	return ui.Place{Name: lang.T("démo, rien n'est gardé", "demo, nothing is kept")}
}
