package tui

import (
	"cmp"
	"slices"
	"time"

	"quotepart/engine/lang"
	"quotepart/scenarios"
	"quotepart/tui/ui"
)

// Memory is a shelf that keeps nothing beyond the running interface: that of the demo.
type Memory struct {
	saved    map[string]scenarios.Version
	past     map[string][]scenarios.Version // by name, what no longer counts and the deletions, the oldest first
	marks    []scenarios.Mark
	author   string
	revision uint64
}

// NewMemory makes a shelf with the scenarios it starts with.
func NewMemory(list []scenarios.Scenario, author string) *Memory {
	m := &Memory{saved: map[string]scenarios.Version{}, past: map[string][]scenarios.Version{}, author: author, revision: 1}
	for _, s := range list {
		m.saved[s.Name] = scenarios.Version{Scenario: s, Author: author, Revision: m.revision}
	}
	return m
}

// next is a version made now.
func (m *Memory) next(s scenarios.Scenario) scenarios.Version {
	m.revision++
	return scenarios.Version{Scenario: s, Author: m.author, At: time.Now(), Revision: m.revision}
}

func (m *Memory) put(v scenarios.Version) {
	m.keep(v.Name)
	m.saved[v.Name] = v
}

// keep puts what stands under a name, where there is something, among what was.
func (m *Memory) keep(name string) {
	if old, there := m.saved[name]; there {
		m.past[name] = append(m.past[name], old)
	}
	delete(m.saved, name)
}

func (m *Memory) takeAway(deletion scenarios.Version) {
	m.keep(deletion.Name)
	m.past[deletion.Name] = append(m.past[deletion.Name], deletion)
}

// List gives the scenarios, sorted by name.
func (m *Memory) List() ([]ui.Saved, error) {
	list := make([]ui.Saved, 0, len(m.saved))
	for _, v := range m.saved {
		list = append(list, ui.Saved{Scenario: v.Scenario, Author: v.Author, At: v.At, Revision: v.Revision})
	}
	slices.SortFunc(list, func(a, b ui.Saved) int { return cmp.Compare(a.Name, b.Name) })
	return list, nil
}

// notStale makes sure that what stands under a name is what something is based on.
func (m *Memory) notStale(name string, based uint64) error {
	theirs := m.saved[name]
	if theirs.Revision == based {
		return nil
	}
	if past := m.past[name]; theirs.Revision == 0 {
		theirs = scenarios.Version{Scenario: scenarios.Scenario{Name: name}, Deleted: true}
		if len(past) > 0 {
			theirs = past[len(past)-1]
		}
	}
	return &scenarios.Stale{Theirs: theirs}
}

// Save keeps a scenario until the interface ends.
func (m *Memory) Save(s scenarios.Scenario, based uint64) (uint64, error) {
	if err := m.notStale(s.Name, based); err != nil {
		return 0, err
	}
	m.put(m.next(s))
	return m.revision, nil
}

// Rename keeps a scenario under another name; its history goes on there.
func (m *Memory) Rename(from string, s scenarios.Scenario, based uint64) (uint64, error) {
	err := m.notStale(from, based)
	if err == nil && from != s.Name {
		err = m.notStale(s.Name, 0)
	}
	if err != nil {
		return 0, err
	}
	v := m.next(s)
	if from != s.Name {
		gone := v
		gone.Scenario, gone.Deleted, gone.To = scenarios.Scenario{Name: from}, true, s.Name
		m.takeAway(gone)
		v.From = from
	}
	m.put(v)
	return m.revision, nil
}

// Delete takes a scenario away.
func (m *Memory) Delete(name string, based uint64) error {
	if err := m.notStale(name, based); err != nil {
		return err
	}
	gone := m.next(scenarios.Scenario{Name: name})
	gone.Deleted = true
	m.takeAway(gone)
	return nil
}

// under gives what was ever kept under a name, the oldest first.
func (m *Memory) under(name string) ([]scenarios.Version, error) {
	list := slices.Clone(m.past[name])
	if now, there := m.saved[name]; there {
		list = append(list, now)
	}
	return list, nil
}

// History gives the versions of a scenario, the newest first.
func (m *Memory) History(name string) ([]scenarios.Version, error) {
	return scenarios.History(name, m.under)
}

// Deleted gives the scenarios that were deleted.
func (m *Memory) Deleted() ([]scenarios.Version, error) {
	var list []scenarios.Version
	for name := range m.past {
		if versions, _ := m.History(name); versions[0].Deleted && versions[0].To == "" {
			list = append(list, versions[0])
		}
	}
	slices.SortFunc(list, func(a, b scenarios.Version) int { return cmp.Compare(b.Revision, a.Revision) })
	return list, nil
}

// Restore saves a version again.
func (m *Memory) Restore(name string, v scenarios.Version, based uint64) (uint64, error) {
	v.Name = name
	return m.Save(v.Scenario, based)
}

// SaveDraft keeps nothing: the demo starts the same every time.
func (m *Memory) SaveDraft(scenarios.Draft) error { return nil }

// Marks gives what was marked as checked.
func (m *Memory) Marks() ([]scenarios.Mark, error) { return slices.Clone(m.marks), nil }

// Mark marks a finding as checked until the interface ends.
func (m *Memory) Mark(finding, note string) error {
	if err := m.Unmark(finding); err != nil {
		return err
	}
	m.marks = append(m.marks, scenarios.Mark{Finding: finding, Note: note, By: m.author, At: time.Now()})
	return nil
}

// Unmark takes a mark back.
func (m *Memory) Unmark(finding string) error {
	m.marks = slices.DeleteFunc(slices.Clone(m.marks), func(one scenarios.Mark) bool { return one.Finding == finding })
	return nil
}

// Place says that nothing outlives the interface.
func (m *Memory) Place() ui.Place {
	return ui.Place{Name: lang.T("démo, rien n'est gardé", "demo, nothing is kept"), Past: true}
}
